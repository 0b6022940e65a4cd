/* SPDX-License-Identifier: MIT */
#include "runtime/server/pool.h"

#include <stdlib.h>
#include <string.h>

void gs__pool_refuse(void *block)
{
	free(block);
}

void gs__pool_give(struct gs__pool *pool, void *block, size_t size)
{
	/* What grew by realloc has an odd size: it serves the class below. */
	unsigned class = size < GS__POOL_LEAST ? GS__POOL_CLASSES
					       : (unsigned)(63 - __builtin_clzll(size)) - 6;

	if (class < GS__POOL_CLASSES && block)
		gs__pool_give_class(pool, block, class);
	else
		free(block);
}

void gs__pool_drop(struct gs__pool *pool)
{
	for (unsigned i = 0; i < GS__POOL_CLASSES; i++)
		while (pool->free[i]) {
			struct gs__pool_block *block = pool->free[i];

			pool->free[i] = block->next;
			free(block);
		}
	memset(pool, 0, sizeof(*pool));
}
