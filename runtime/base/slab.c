/* SPDX-License-Identifier: MIT */
#include "runtime/base/slab.h"

#include <stdlib.h>
#include <string.h>

enum { PER_CHUNK = 32, ALIGNMENT = 16 };

/* Before each object. The generation is odd while the object lives. */
struct head {
	_Alignas(ALIGNMENT) uint32_t generation;
	uint32_t index;
	uint32_t spare; /* of a free place: 1 + the next free one */
};

_Static_assert(sizeof(struct head) == ALIGNMENT, "objects keep the alignment of their heads");

void gs__slab_init(struct gs__slab *slab, size_t size, uint32_t max)
{
	size_t whole = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

	*slab = (struct gs__slab){
		.stride = (uint32_t)(sizeof(struct head) + whole),
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

static struct head *head_at(const struct gs__slab *slab, uint32_t index)
{
	return (struct head *)(slab->chunks[index / PER_CHUNK] +
			       (size_t)(index % PER_CHUNK) * slab->stride);
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
	chunk = aligned_alloc(ALIGNMENT, (size_t)PER_CHUNK * slab->stride);
	if (!chunk)
		return false;
	slab->chunks[slab->chunk_count++] = chunk;
	return true;
}

/* A place that is free, its generation even; NULL: no memory, or all are taken. */
static struct head *find_place(struct gs__slab *slab)
{
	struct head *head;

	if (slab->spare) {
		head = head_at(slab, slab->spare - 1);
		slab->spare = head->spare;
		return head;
	}
	if (slab->used >= slab->max)
		return NULL;
	if (slab->used == slab->chunk_count * PER_CHUNK && !add_chunk(slab))
		return NULL;
	head = head_at(slab, slab->used);
	*head = (struct head){ .index = slab->used++ };
	return head;
}

void *gs__slab_take(struct gs__slab *slab, uint64_t *id)
{
	struct head *head = find_place(slab);

	if (!head)
		return NULL;
	head->generation++;
	slab->count++;
	if (id)
		*id = gs__slab_id(head + 1);
	return memset(head + 1, 0, slab->size);
}

void *gs__slab_get(const struct gs__slab *slab, uint64_t id)
{
	uint32_t index = (uint32_t)id, generation = (uint32_t)(id >> 32);
	struct head *head;

	if (index >= slab->used || !(generation & 1))
		return NULL;
	head = head_at(slab, index);
	return head->generation == generation ? head + 1 : NULL;
}

void *gs__slab_at(const struct gs__slab *slab, uint32_t index)
{
	struct head *head = index < slab->used ? head_at(slab, index) : NULL;

	return head && (head->generation & 1) ? head + 1 : NULL;
}

uint64_t gs__slab_id(const void *object)
{
	const struct head *head = (const struct head *)object - 1;

	return (uint64_t)head->generation << 32 | head->index;
}

void gs__slab_drop(struct gs__slab *slab, void *object)
{
	struct head *head = (struct head *)object - 1;

	head->generation++;
	head->spare = slab->spare;
	slab->spare = head->index + 1;
	slab->count--;
}

void *gs__slab_next(const struct gs__slab *slab, uint32_t *at)
{
	while (*at < slab->used) {
		struct head *head = head_at(slab, (*at)++);

		if (head->generation & 1)
			return head + 1;
	}
	return NULL;
}
