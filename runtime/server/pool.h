/* SPDX-License-Identifier: MIT */
/*
 * pool: blocks for what comes and goes all day: queued messages, buffers of connections. Freed
 * blocks are kept, by size class, so that the steady state asks malloc for nothing; the bytes kept
 * have a bound. Blocks are malloc's own: a buffer that grew by realloc may be given back with its
 * new size.
 */
#ifndef GS_SERVER_POOL_H
#define GS_SERVER_POOL_H

#include <stddef.h>

enum {
	GS__POOL_LEAST = 64,   /* bytes of the smallest class; each is twice the last */
	GS__POOL_CLASSES = 15, /* 64 B .. 1 MiB */
	GS__POOL_KEPT_MAX = 16 * 1024 * 1024 /* bytes kept in free lists */
};

struct gs__pool {
	void *free[GS__POOL_CLASSES];
	size_t kept;
};

/* At least `size` bytes, *got of them; NULL: no memory. */
void *gs__pool_take(struct gs__pool *pool, size_t size, size_t *got);

/* `size`: as got, or what the block has grown to. NULL is harmless. */
void gs__pool_give(struct gs__pool *pool, void *block, size_t size);

void gs__pool_drop(struct gs__pool *pool);

#endif
