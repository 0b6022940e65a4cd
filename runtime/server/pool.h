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
#include <stdlib.h>

enum {
	GS__POOL_LEAST = 64,   /* bytes of the smallest class; each is twice the last */
	GS__POOL_CLASSES = 15, /* 64 B .. 1 MiB */
	GS__POOL_KEPT_MAX = 16 * 1024 * 1024 /* bytes kept in free lists */
};

/* On the road of every message inside a process, where it was measured; and what stands beside it,
 * so that the compiler keeps it out of there. */
#define GS__INLINE static inline __attribute__((always_inline))
#define GS__RARE __attribute__((noinline, cold))

/* A free block begins with the next one of its class. */
struct gs__pool_block {
	struct gs__pool_block *next;
};

struct gs__pool {
	struct gs__pool_block *free[GS__POOL_CLASSES];
	size_t kept;
};

/* The class whose blocks have at least `size` bytes; GS__POOL_CLASSES and more: none has. */
static inline unsigned gs__pool_class(size_t size)
{
	return size <= GS__POOL_LEAST ? 0 : (unsigned)(64 - __builtin_clzll(size - 1)) - 6;
}

/* A block of a class that is kept; NULL: none is. */
static inline void *gs__pool_pick(struct gs__pool *pool, unsigned class)
{
	struct gs__pool_block *block = pool->free[class];

	if (!block)
		return NULL;
	pool->free[class] = block->next;
	__builtin_prefetch(block->next, 1); /* who takes one, mostly takes the next one too */
	pool->kept -= (size_t)GS__POOL_LEAST << class;
	return block;
}

/* A block of a class; NULL: no memory. */
static inline void *gs__pool_take_class(struct gs__pool *pool, unsigned class)
{
	void *block = gs__pool_pick(pool, class);

	return block ? block : malloc((size_t)GS__POOL_LEAST << class);
}

/* At least `size` bytes, *got of them; NULL: no memory. */
static inline void *gs__pool_take(struct gs__pool *pool, size_t size, size_t *got)
{
	unsigned class = gs__pool_class(size);

	*got = class < GS__POOL_CLASSES ? (size_t)GS__POOL_LEAST << class : size;
	return class < GS__POOL_CLASSES ? gs__pool_take_class(pool, class) : malloc(size);
}

GS__RARE void gs__pool_refuse(void *block); /* there are enough */

/* A block of exactly a class's size. */
static inline void gs__pool_give_class(struct gs__pool *pool, void *given, unsigned class)
{
	size_t size = (size_t)GS__POOL_LEAST << class;
	struct gs__pool_block *block = given;

	if (pool->kept + size > GS__POOL_KEPT_MAX) {
		gs__pool_refuse(given);
		return;
	}
	block->next = pool->free[class];
	pool->free[class] = block;
	pool->kept += size;
}

/* `size`: as got, or what the block has grown to. NULL is harmless. */
void gs__pool_give(struct gs__pool *pool, void *block, size_t size);

void gs__pool_drop(struct gs__pool *pool);

#endif
