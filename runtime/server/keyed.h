/* SPDX-License-Identifier: MIT */
/*
 * keyed: the instances of a keyed server, one for each key. They stand behind one place, the child
 * of a supervisor, which has no state of its own and is the parent of them all.
 *
 * Most instances do nothing most of the time: such a one is a slot, its state behind a small head,
 * found by its key's hash. Only while something is queued, pending or handled has it a body, a
 * struct gs__instance like any other's; bodies go from slot to slot. Slots with nothing pending
 * rest: they stand in a list in the order in which they came to rest, whose old end is what `idle`
 * and `evict` take; one timer a place looks there.
 *
 *   slot:  made (state filled) ─► awake (init, messages) ◄─► rests (mostly without a body) ─► ended
 */
#ifndef GS_SERVER_KEYED_H
#define GS_SERVER_KEYED_H

#include "runtime/server/inside.h"

/* What makes a place one of a keyed class; NULL: no memory. */
struct gs__keyed *gs__keyed_new(struct gs__instance *place);

/* At the start and at the end of the place's life: all instances end with it. */
void gs__keyed_start(struct gs__keyed *keyed);
void gs__keyed_end(struct gs__keyed *keyed, const char *reason);

/* The place is to end: no new instances from here on. False: something is queued; the place's end
 * comes when that is handled. */
bool gs__keyed_drain(struct gs__keyed *keyed, const char *reason);
void gs__keyed_drained(struct gs__instance *instance); /* it has handled its share of that */
void gs__keyed_free(struct gs__keyed *keyed);

/*
 * The instance that a message is for, whose C struct begins with the key; it has a body then, and
 * is made and started if need be. GS_OK; GS_NO_SERVER: there is none, and the clause starts none;
 * GS_FULL; GS_NO_MEMORY; GS_DOWN: the line stops, or init stopped, and *text says why; GS_INVALID:
 * it was not checked before, and breaks its bounds, so that none is started for it. Whoever does
 * not post it a message says gs__keyed_rest.
 */
gs_status gs__keyed_find(struct gs__instance *place, const struct gs__handler *handler,
	const void *message, bool is_checked, struct gs__instance **instance, const char **text);

/*
 * What is sent through a ref to one instance by a protocol's clause, as the line's own copy of that
 * has it: with the key, in the message's memory. `handler` is the protocol's. GS_OK; GS_NO_CLAUSE:
 * the ref is to the whole line; GS_DOWN: to a life that is over; GS_NO_SERVER: its key is
 * forgotten; GS_NO_MEMORY.
 */
gs_status gs__keyed_address(struct gs__keyed *keyed, gs_ref ref, const struct gs__handler *handler,
	const void *in, const void **message);

/* The one that a ref leads to, with a body; NULL: it has ended, or does not live. */
struct gs__instance *gs__keyed_at(struct gs__keyed *keyed, gs_ref ref);

/* The one of a key that stands in a text, to be looked at; NULL: none, or no such key. */
struct gs__instance *gs__keyed_named(struct gs__keyed *keyed, gs_str text);

/* It does not rest, until gs__keyed_rest says that it may. */
void gs__keyed_wake(struct gs__instance *instance);

/* Each one that lives gets these signals (as of gs__signal), a share a turn. */
void gs__keyed_signal(struct gs__keyed *keyed, uint64_t signals);

/* Something was done: if nothing is pending any more, it rests. It may not be used afterwards. */
void gs__keyed_rest(struct gs__instance *instance);

/* Its life is over: its key and its slot go. */
void gs__keyed_leave(struct gs__instance *instance);

/* What is queued for all of them now. What those have done that have no body is counted with their
 * place; this adds what the others have. */
uint32_t gs__keyed_collect(struct gs__keyed *keyed);

#endif
