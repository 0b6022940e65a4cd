/* SPDX-License-Identifier: MIT */
/*
 * slots: the instances of one keyed server, found by key and kept in the order in which they came
 * to rest. Slots never move; their index grows in steps, so that no message waits for it. keyed.c
 * uses it, and says what a slot's life is.
 */
#ifndef GS_SERVER_SLOTS_H
#define GS_SERVER_SLOTS_H

#include <gs_tables.h>

#include "runtime/base/index.h"
#include "runtime/base/slab.h"

struct gs__instance;

enum { GS__SLOTS_MAX = 1 << 24 };

/* The state stands behind it, and holds the key. */
struct gs__slot {
	_Alignas(16) uint64_t hash;
	gs_instant rested;         /* since when, if it rests */
	struct gs__instance *body; /* NULL: it has none just now */
	uint32_t older, newer;     /* among those that rest: 1 + number; 0: none */
	bool rests;
	bool is_leaving; /* an order to end is queued, to make room */
	/* What it did with bodies that it has no more; at most UINT32_MAX is said of each. */
	uint32_t handled, answered, failed;
};

_Static_assert(sizeof(struct gs__slot) == 48, "a million of them are kept");

struct gs__slots {
	const struct gs_key *key;
	uint64_t secret[2]; /* of the hash */
	bool wipes;         /* what stood in a slot */
	struct gs__slab slab;
	struct gs__index index;
	uint32_t oldest, newest; /* of those that rest */
};

/* A key as it stands at the beginning of a message. */
struct gs__key {
	const void *bytes;
	uint32_t len;
	uint64_t hash;
};

/* Of a class with a key; `secret` is that of the hash. */
void gs__slots_init(
	struct gs__slots *slots, const struct gs_class *class, const uint64_t secret[2]);
void gs__slots_free(struct gs__slots *slots); /* all slots must be gone */

struct gs__key gs__slots_key(const struct gs__slots *slots, const void *message);
struct gs__slot *gs__slots_find(struct gs__slots *slots, const struct gs__key *key);

/* A slot with zeroed state, not yet to be found; NULL: no memory. */
struct gs__slot *gs__slots_take(struct gs__slots *slots);

/* Puts the key into the state, and the slot where it is found. False: no memory, nothing changed.
 * */
bool gs__slots_put(struct gs__slots *slots, struct gs__slot *slot, const struct gs__key *key);

/* Out of it again, with its key; then the slot itself. */
void gs__slots_del(struct gs__slots *slots, struct gs__slot *slot);
void gs__slots_drop(struct gs__slots *slots, struct gs__slot *slot);

/* The list of those that rest. */
void gs__slots_rest(struct gs__slots *slots, struct gs__slot *slot);
void gs__slots_wake(struct gs__slots *slots, struct gs__slot *slot);
struct gs__slot *gs__slots_oldest(const struct gs__slots *slots); /* NULL: none rests */

static inline void *gs__slot_state(struct gs__slot *slot)
{
	return slot + 1;
}

#endif
