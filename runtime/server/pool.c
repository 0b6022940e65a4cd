/* SPDX-License-Identifier: MIT */
#include "runtime/server/pool.h"

#include <stdlib.h>
#include <string.h>

/* A free block begins with the next one of its class. */
struct block {
	struct block *next;
};

/* The class whose blocks have at least `size` bytes; GS__POOL_CLASSES and more: none has. */
static unsigned class_above(size_t size)
{
	if (size <= GS__POOL_LEAST)
		return 0;
	return (unsigned)(64 - __builtin_clzll(size - 1)) - 6;
}

void *gs__pool_take(struct gs__pool *pool, size_t size, size_t *got)
{
	unsigned class = class_above(size);
	struct block *block;

	if (class >= GS__POOL_CLASSES) {
		*got = size;
		return malloc(size);
	}
	*got = (size_t)GS__POOL_LEAST << class;
	block = pool->free[class];
	if (!block)
		return malloc(*got);
	pool->free[class] = block->next;
	pool->kept -= *got;
	return block;
}

void gs__pool_give(struct gs__pool *pool, void *given, size_t size)
{
	struct block *block = given;
	unsigned class;

	if (!block)
		return;
	/* What grew by realloc has an odd size: it serves the class below. */
	class = size < GS__POOL_LEAST ? GS__POOL_CLASSES
				      : (unsigned)(63 - __builtin_clzll(size)) - 6;
	size = (size_t)GS__POOL_LEAST << (class < GS__POOL_CLASSES ? class : 0);
	if (class >= GS__POOL_CLASSES || pool->kept + size > GS__POOL_KEPT_MAX) {
		free(block);
		return;
	}
	block->next = pool->free[class];
	pool->free[class] = block;
	pool->kept += size;
}

void gs__pool_drop(struct gs__pool *pool)
{
	for (unsigned i = 0; i < GS__POOL_CLASSES; i++)
		while (pool->free[i]) {
			struct block *block = pool->free[i];

			pool->free[i] = block->next;
			free(block);
		}
	memset(pool, 0, sizeof(*pool));
}
