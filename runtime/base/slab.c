/* SPDX-License-Identifier: MIT */
#include "runtime/base/slab.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16 };

_Static_assert(
	sizeof(struct gs__slab_head) == ALIGNMENT, "objects keep the alignment of their heads");

void gs__slab_init(struct gs__slab *slab, size_t size, uint32_t max)
{
	size_t whole = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

	*slab = (struct gs__slab){
		.stride = (uint32_t)(sizeof(struct gs__slab_head) + whole),
		.size = (uint32_t)size,
		.max = max,
	};
}

void gs__slab_free(struct gs__slab *slab)
{
	for (uint32_t i = 0; i < slab->chunk_count; i++)
		free(slab->chunks[i]);
	free(slab->chunks);
	gs__slab_init(slab, slab->size, slab->max);
}

static bool add_chunk(struct gs__slab *slab)
{
	uint8_t *chunk;

	if (slab->chunk_count == slab->chunk_room) {
		uint32_t room = slab->chunk_room ? 2 * slab->chunk_room : 4;
		uint8_t **chunks = realloc(slab->chunks, room * sizeof(*chunks));

		if (!chunks)
			return false;
		slab->chunks = chunks;
		slab->chunk_room = room;
	}
	chunk = aligned_alloc(ALIGNMENT, (size_t)GS__SLAB_CHUNK * slab->stride);
	if (!chunk)
		return false;
	slab->chunks[slab->chunk_count++] = chunk;
	return true;
}

/* A handle is a generation and an index. Of a free place it has the generation of the next object
 * and an index that is none. */
static uint32_t generation_of(const struct gs__slab_head *head)
{
	return (uint32_t)(head->id >> 32);
}

static void set_id(struct gs__slab_head *head, uint32_t generation, uint32_t index)
{
	head->id = (uint64_t)generation << 32 | index;
}

static bool is_live(const struct gs__slab_head *head)
{
	return (uint32_t)head->id != UINT32_MAX;
}

/* The index of a place that is free; UINT32_MAX: no memory, or all are taken. */
static uint32_t find_place(struct gs__slab *slab)
{
	uint32_t index = slab->spare - 1;

	if (slab->spare) {
		slab->spare = gs__slab_head(slab, index)->spare;
		return index;
	}
	if (slab->used >= slab->max)
		return UINT32_MAX;
	if (slab->used == slab->chunk_count * GS__SLAB_CHUNK && !add_chunk(slab))
		return UINT32_MAX;
	index = slab->used++;
	set_id(gs__slab_head(slab, index), 1, UINT32_MAX);
	return index;
}

void *gs__slab_take(struct gs__slab *slab, uint64_t *id)
{
	uint32_t index = find_place(slab);
	struct gs__slab_head *head;

	if (index == UINT32_MAX)
		return NULL;
	head = gs__slab_head(slab, index);
	set_id(head, generation_of(head), index);
	slab->count++;
	if (id)
		*id = head->id;
	return memset(head + 1, 0, slab->size);
}

void *gs__slab_at(const struct gs__slab *slab, uint32_t index)
{
	struct gs__slab_head *head = index < slab->used ? gs__slab_head(slab, index) : NULL;

	return head && is_live(head) ? head + 1 : NULL;
}

void gs__slab_drop(struct gs__slab *slab, void *object)
{
	struct gs__slab_head *head = (struct gs__slab_head *)object - 1;
	uint32_t index = (uint32_t)head->id, next = generation_of(head) + 1;

	set_id(head, next ? next : 1, UINT32_MAX);
	head->spare = slab->spare;
	slab->spare = index + 1;
	slab->count--;
}

void *gs__slab_next(const struct gs__slab *slab, uint32_t *at)
{
	while (*at < slab->used) {
		struct gs__slab_head *head = gs__slab_head(slab, (*at)++);

		if (is_live(head))
			return head + 1;
	}
	return NULL;
}
