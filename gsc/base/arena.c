/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Chunks come from calloc and each byte is handed out once, so nothing needs clearing here. They
 * grow with what is held: a small spec costs one small chunk, a large one few calls.
 */
enum {
	CHUNK_MIN = 64 << 10,
	CHUNK_MAX = 16 << 20,
	LARGE_PAGE = 2 << 20,
	OVERHEAD = 64, /* of a chunk: its head and malloc's */
	ALIGN = alignof(max_align_t)
};

struct arena_chunk {
	struct arena_chunk *older;
	max_align_t bytes[];
};

void arena_init(struct arena *arena, jmp_buf *rescue)
{
	*arena = (struct arena){ .rescue = rescue };
}

void arena_free(struct arena *arena)
{
	while (arena->chunks) {
		struct arena_chunk *chunk = arena->chunks;

		arena->chunks = chunk->older;
		free(chunk);
	}
	*arena = (struct arena){ .rescue = arena->rescue };
}

static _Noreturn void fail(struct arena *arena)
{
	longjmp(*arena->rescue, 1);
}

/* A large chunk is a mapping of its own, of whole large pages: a fraction of the faults. */
static void ask_for_large_pages(struct arena_chunk *chunk, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)chunk & ~(page - 1);

	/* Advice only: where it is not taken, nothing is lost. */
	(void)madvise((void *)from, (uintptr_t)chunk + size - from, MADV_HUGEPAGE);
}

/* A chunk with room for `size` bytes; the room of the newest stays in use where it is more. */
static void *take_chunk(struct arena *arena, size_t size)
{
	size_t all = arena->held < CHUNK_MIN ? CHUNK_MIN : arena->held;
	struct arena_chunk *chunk;
	char *end;

	if (all > CHUNK_MAX)
		all = CHUNK_MAX;
	if (size > all / 4)
		all = size + OVERHEAD;
	if (all >= LARGE_PAGE)
		all = (all + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	chunk = calloc(1, all - OVERHEAD / 2);
	if (!chunk)
		fail(arena);
	end = (char *)chunk + (all - OVERHEAD / 2);
	if (all >= LARGE_PAGE)
		ask_for_large_pages(chunk, all - OVERHEAD / 2);
	chunk->older = arena->chunks;
	arena->chunks = chunk;
	arena->held += all;
	if (end - ((char *)chunk->bytes + size) > arena->end - arena->at) {
		arena->at = (char *)chunk->bytes + size;
		arena->end = end;
	}
	return chunk->bytes;
}

void *arena_take(struct arena *arena, size_t size)
{
	void *taken = arena->at;

	if (size > SIZE_MAX / 4)
		fail(arena);
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (!size)
		size = ALIGN;
	if (size > (size_t)(arena->end - arena->at))
		return take_chunk(arena, size);
	arena->at += size;
	return taken;
}

void *arena_take_many(struct arena *arena, size_t count, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(count, size, &all))
		fail(arena);
	return arena_take(arena, all);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
	char *copy = arena_take(arena, len + 1);

	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char small[256];
	va_list again;
	char *string;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof(small), format, args);
	if (len < 0) {
		va_end(again);
		fail(arena);
	}
	if ((size_t)len < sizeof(small)) {
		string = arena_copy(arena, small, (size_t)len);
	} else {
		string = arena_take(arena, (size_t)len + 1);
		vsnprintf(string, (size_t)len + 1, format, again);
	}
	va_end(again);
	return string;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *string;

	va_start(args, format);
	string = arena_vprintf(arena, format, args);
	va_end(args);
	return string;
}

void arena_grow(struct arena *arena, void **items, size_t count, size_t *cap, size_t size)
{
	size_t wanted = *cap < 8 ? 8 : *cap * 2;
	void *grown;

	if (count < *cap)
		return;
	grown = arena_take_many(arena, wanted, size);
	if (count)
		memcpy(grown, *items, count * size);
	*items = grown;
	*cap = wanted;
}
