/* SPDX-License-Identifier: MIT */
/*
 * line: the inside of a keyed server, one for each place of one. keyed.c has the lives of its
 * instances, roll.c what looks for one of them, or calls on them all; nobody else includes this.
 */
#ifndef GS_SERVER_LINE_H
#define GS_SERVER_LINE_H

#include "runtime/server/keyed.h"
#include "runtime/server/known.h"
#include "runtime/server/slots.h"

struct gs__keyed {
	struct gs__instance *place;
	struct gs__parent parent; /* of the bodies */
	struct gs__slots slots;
	struct gs__instance *bodies; /* all there are */
	struct gs__instance *spare;  /* those of no slot */
	uint32_t spare_count;
	struct gs__alarm alarm; /* the one that rests longest may have been idle long enough */
	gs_timer timer;         /* zero: nobody rests, or nobody looks */
	gs_duration idle;       /* 0: instances stay */
	uint32_t max;
	uint32_t leaving;  /* slots on their way out, to make room */
	uint32_t draining; /* bodies whose queue must be empty before the place ends */
	struct gs__task drained;
	struct gs__instance *reserve; /* so that to end an instance needs no memory */
	struct gs__task signalling;
	uint64_t signals;      /* on their way to the instances from number `signalled` on ... */
	uint64_t more_signals; /* ... and those that came meanwhile: for all of them, afterwards */
	uint32_t signalled;
	struct gs__known known; /* keys that refs were made for ... */
	uint64_t addressed;     /* ... with this place: the part is the key, or its number; or 0 */
	bool is_stopping;
	char reason[256]; /* of the end that waits for them */
};

static inline struct gs__loop *gs__keyed_loop(const struct gs__keyed *k)
{
	return &k->place->node->loop;
}

/* Gives the slot a body, if it has none. False: no memory. */
bool gs__keyed_embody(struct gs__keyed *k, struct gs__slot *slot);

/* At the end: no ref leads to a key any more. */
void gs__keyed_unaddress(struct gs__keyed *k);

/* What gs__keyed_signal began, a share a turn; and its end. */
void gs__keyed_run_signals(struct gs__task *task);
void gs__keyed_hush(struct gs__keyed *k);

#endif
