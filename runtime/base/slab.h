/* SPDX-License-Identifier: MIT */
/*
 * Objects of one size under stable handles: connections, callers, instances.
 *
 * A handle is an index and a generation: one of a dropped object finds nothing, also when its place
 * was taken again. Objects never move; memory grows by chunks and goes with the slab. take, get and
 * drop are O(1).
 */
#ifndef GS_BASE_SLAB_H
#define GS_BASE_SLAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GS__SLAB_CHUNK = 32 /* objects */ };

/* Before each object. */
struct gs__slab_head {
	_Alignas(16) uint64_t id; /* its handle; of a free place one that nobody has */
	uint32_t spare;           /* of a free place: 1 + the next free one */
};

struct gs__slab {
	uint8_t **chunks;
	uint32_t chunk_count;
	uint32_t chunk_room;
	uint32_t stride; /* bytes of an object and its head */
	uint32_t size;
	uint32_t max;
	uint32_t used;  /* places ever taken */
	uint32_t count; /* live objects */
	uint32_t spare; /* 1 + the first free place; 0: none */
};

/* Objects of `size` bytes (aligned for anything), at most `max` at a time; allocates nothing. */
void gs__slab_init(struct gs__slab *slab, size_t size, uint32_t max);
void gs__slab_free(struct gs__slab *slab);

/* A zeroed object and, where `id` is given, its handle, never 0. NULL: no memory, or `max` live. */
void *gs__slab_take(struct gs__slab *slab, uint64_t *id);

static inline struct gs__slab_head *gs__slab_head(const struct gs__slab *slab, uint32_t index)
{
	return (struct gs__slab_head *)(slab->chunks[index / GS__SLAB_CHUNK] +
					(size_t)(index % GS__SLAB_CHUNK) * slab->stride);
}

/* NULL: dropped, or never there. */
static inline void *gs__slab_get(const struct gs__slab *slab, uint64_t id)
{
	uint32_t index = (uint32_t)id;
	struct gs__slab_head *head;

	if (index >= slab->used)
		return NULL;
	head = gs__slab_head(slab, index);
	return head->id == id ? head + 1 : NULL;
}

/* Of a live object. */
static inline uint64_t gs__slab_id(const void *object)
{
	return ((const struct gs__slab_head *)object - 1)->id;
}

/* The live object of that index, the lower half of its handle; NULL: there is none. */
void *gs__slab_at(const struct gs__slab *slab, uint32_t index);
void gs__slab_drop(struct gs__slab *slab, void *object);

/* All live objects, in order of place: `*at` is 0 at first; NULL: no more. The one just returned
 * may be dropped. */
void *gs__slab_next(const struct gs__slab *slab, uint32_t *at);

#endif
