/* SPDX-License-Identifier: MIT */
/*
 * The memory of one message: taken piece by piece, given back all at once.
 *
 * A connection, a client or a running handler owns one; what is taken lives until the next reset.
 * All zero is an empty arena. A reset keeps one chunk of at most GS__ARENA_KEPT bytes, so that in
 * the steady state nothing is allocated; free keeps nothing (an idle connection holds no
 * buffers). Never aborts, never moves what it gave out.
 */
#ifndef GS_BASE_ARENA_H
#define GS_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { GS__ARENA_KEPT = 64 * 1024 };

struct gs__arena_chunk;

struct gs__arena {
	struct gs__arena_chunk *chunk; /* the newest, in front of the full ones */
	uint8_t *at;
	uint8_t *end;
	uint8_t *start; /* `at` while nothing is taken */
	size_t limit;   /* bytes that may be allocated between two resets; 0: no limit */
	size_t held;    /* bytes that are */
	uint64_t seed;  /* of hashes that live as long as a message; unknown to peers, or 0 */
};

/* `size` bytes, aligned for anything, not zeroed; never NULL for size 0. NULL: no memory, or the
 * limit is reached. */
void *gs__arena_take(struct gs__arena *arena, size_t size);
void *gs__arena_zeroed(struct gs__arena *arena, size_t size);

/* A copy with a NUL behind it. */
char *gs__arena_copy(struct gs__arena *arena, const void *from, size_t len);

/* Overwrites what was taken; it is still there. */
void gs__arena_wipe(struct gs__arena *arena);

void gs__arena_clear(struct gs__arena *arena); /* what was taken is gone */
void gs__arena_free(struct gs__arena *arena);  /* likewise, and all memory; usable again */

/* The same as clear. Most messages take nothing. */
static inline void gs__arena_reset(struct gs__arena *arena)
{
	if (arena->at != arena->start)
		gs__arena_clear(arena);
}

#endif
