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

/* A place that is free, its generation even; NULL: no memory, or all are taken. */
static struct gs__slab_head *find_place(struct gs__slab *slab)
{
	struct gs__slab_head *head;

	if (slab->spare) {
		head = gs__slab_head(slab, slab->spare - 1);
		slab->spare = head->spare;
		return head;
	}
	if (slab->used >= slab->max)
		return NULL;
	if (slab->used == slab->chunk_count * GS__SLAB_CHUNK && !add_chunk(slab))
		return NULL;
	head = gs__slab_head(slab, slab->used);
	*head = (struct gs__slab_head){ .index = slab->used++ };
	return head;
}

void *gs__slab_take(struct gs__slab *slab, uint64_t *id)
{
	struct gs__slab_head *head = find_place(slab);

	if (!head)
		return NULL;
	head->generation++;
	slab->count++;
	if (id)
		*id = gs__slab_id(head + 1);
	return memset(head + 1, 0, slab->size);
}

void *gs__slab_at(const struct gs__slab *slab, uint32_t index)
{
	struct gs__slab_head *head = index < slab->used ? gs__slab_head(slab, index) : NULL;

	return head && (head->generation & 1) ? head + 1 : NULL;
}

uint64_t gs__slab_id(const void *object)
{
	const struct gs__slab_head *head = (const struct gs__slab_head *)object - 1;

	return (uint64_t)head->generation << 32 | head->index;
}

void gs__slab_drop(struct gs__slab *slab, void *object)
{
	struct gs__slab_head *head = (struct gs__slab_head *)object - 1;

	head->generation++;
	head->spare = slab->spare;
	slab->spare = head->index + 1;
	slab->count--;
}

void *gs__slab_next(const struct gs__slab *slab, uint32_t *at)
{
	while (*at < slab->used) {
		struct gs__slab_head *head = gs__slab_head(slab, (*at)++);

		if (head->generation & 1)
			return head + 1;
	}
	return NULL;
}
