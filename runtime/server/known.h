/* SPDX-License-Identifier: MIT */
/*
 * known: the keys of a keyed server, texts or bytes, that refs were made for (SERVER_at): a ref has
 * room for a number only. There is a bound: beyond it the key that was not asked for for the
 * longest time is forgotten, and refs to it lead nowhere. The line owns it; keys are copies.
 */
#ifndef GS_SERVER_KNOWN_H
#define GS_SERVER_KNOWN_H

#include "runtime/base/held.h"
#include "runtime/base/slab.h"

struct gs__known {
	gs_map map; /* key: its number */
	struct gs__slab slab;
	uint32_t max;
};

/* `max` at least 1. */
void gs__known_init(struct gs__known *known, struct gs__home *home, uint32_t max);
void gs__known_free(struct gs__known *known);

/* The key's number, which it has from now on; 0: no memory. */
uint64_t gs__known_number(struct gs__known *known, gs_str key);

/* The key of a number; false: it is forgotten. */
bool gs__known_key(const struct gs__known *known, uint64_t number, gs_str *key);

#endif
