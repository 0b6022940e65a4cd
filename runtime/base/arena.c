/* SPDX-License-Identifier: MIT */
#include "runtime/base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 1024, ALIGNMENT = 16 };

struct gs__arena_chunk {
	struct gs__arena_chunk *next;
	size_t size; /* with this head */
	_Alignas(ALIGNMENT) uint8_t bytes[];
};

/* The next chunk: twice the one before, up to what a reset keeps, and never too small. */
static size_t chunk_size(const struct gs__arena *arena, size_t size)
{
	size_t wanted = sizeof(struct gs__arena_chunk) + size;
	size_t next = arena->chunk ? 2 * arena->chunk->size : FIRST_CHUNK;

	if (next > GS__ARENA_KEPT)
		next = GS__ARENA_KEPT;
	return next < wanted ? wanted : next;
}

static void *grow(struct gs__arena *arena, size_t size)
{
	struct gs__arena_chunk *chunk;
	size_t total;

	if (size > SIZE_MAX / 2)
		return NULL;
	total = chunk_size(arena, size);
	if (arena->limit && (arena->held > arena->limit || total > arena->limit - arena->held))
		return NULL;
	chunk = malloc(total);
	if (!chunk)
		return NULL;
	chunk->next = arena->chunk;
	chunk->size = total;
	arena->chunk = chunk;
	arena->held += total;
	arena->at = chunk->bytes + size;
	arena->end = (uint8_t *)chunk + total;
	return chunk->bytes;
}

void *gs__arena_take(struct gs__arena *arena, size_t size)
{
	size_t left = (size_t)(arena->end - arena->at);
	size_t whole = size > 0 ? (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1) : ALIGNMENT;
	void *taken = arena->at;

	if (whole < size)
		return NULL;
	if (whole > left)
		return grow(arena, whole);
	arena->at += whole;
	return taken;
}

void *gs__arena_zeroed(struct gs__arena *arena, size_t size)
{
	void *taken = gs__arena_take(arena, size);

	return taken ? memset(taken, 0, size) : NULL;
}

char *gs__arena_copy(struct gs__arena *arena, const void *from, size_t len)
{
	char *copy = len < SIZE_MAX ? gs__arena_take(arena, len + 1) : NULL;

	if (!copy)
		return NULL;
	if (len > 0)
		memcpy(copy, from, len);
	copy[len] = '\0';
	return copy;
}

/* Frees the chunks from `chunk` on. */
static void free_chunks(struct gs__arena_chunk *chunk)
{
	while (chunk) {
		struct gs__arena_chunk *next = chunk->next;

		free(chunk);
		chunk = next;
	}
}

void gs__arena_wipe(struct gs__arena *arena)
{
	for (struct gs__arena_chunk *chunk = arena->chunk; chunk; chunk = chunk->next) {
		const uint8_t *end = chunk == arena->chunk ? arena->at
							   : (uint8_t *)chunk + chunk->size;

		explicit_bzero(chunk->bytes, (size_t)(end - chunk->bytes));
	}
}

void gs__arena_clear(struct gs__arena *arena)
{
	struct gs__arena_chunk *kept = arena->chunk;

	if (!kept)
		return;
	if (kept->size > GS__ARENA_KEPT) {
		gs__arena_free(arena);
		return;
	}
	free_chunks(kept->next);
	kept->next = NULL;
	arena->at = arena->start = kept->bytes;
	arena->end = (uint8_t *)kept + kept->size;
	arena->held = kept->size;
}

void gs__arena_free(struct gs__arena *arena)
{
	free_chunks(arena->chunk);
	*arena = (struct gs__arena){ .limit = arena->limit, .seed = arena->seed };
}
