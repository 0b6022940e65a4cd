/* SPDX-License-Identifier: MIT */
#include "runtime/sim/memory.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* The linker's names for the C library's functions and for what stands in their place. Without
 * --wrap there are none of the former, and nobody calls the latter. */
#define MAYBE __attribute__((weak))
MAYBE void *__real_malloc(size_t size);
MAYBE void *__real_calloc(size_t count, size_t size);
MAYBE void *__real_realloc(void *old, size_t size);
MAYBE void __real_free(void *block);
MAYBE void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);
char *__wrap_strdup(const char *text);

static struct {
	int64_t live, bytes;
	uint64_t left; /* until the one that fails; 0: none */
	bool has_failed;
	const char *const *watched;
	uint32_t spilled;
} count;

bool gs__memory_is_seen(void)
{
	return __real_malloc && __real_free;
}

void *gs__memory_plain(void *old, size_t size)
{
	bool is_seen = gs__memory_is_seen();

	if (size)
		return is_seen ? __real_realloc(old, size) : realloc(old, size);
	if (is_seen)
		__real_free(old);
	else
		free(old);
	return NULL;
}

int64_t gs__memory_live(void)
{
	return count.live;
}

int64_t gs__memory_bytes(void)
{
	return count.bytes;
}

void gs__memory_fail_at(uint64_t n)
{
	count.left = n;
	count.has_failed = count.has_failed && !n;
}

bool gs__memory_has_failed(void)
{
	return count.has_failed;
}

void gs__memory_watch(const char *const *texts)
{
	count.watched = texts;
	count.spilled = 0;
}

uint32_t gs__memory_spilled(void)
{
	return count.spilled;
}

static bool holds_watched(void *block)
{
	for (const char *const *at = count.watched; block && at && *at; at++)
		if (memmem(block, malloc_usable_size(block), *at, strlen(*at)))
			return true;
	return false;
}

/* What the test itself left in a block before, behind its first `kept` bytes, is not looked for. */
static void *clean_behind(void *block, size_t kept)
{
	size_t size = block && count.watched ? malloc_usable_size(block) : 0;

	if (size > kept)
		memset((char *)block + kept, 0xa5, size - kept);
	return block;
}

static void *clean(void *block)
{
	return clean_behind(block, 0);
}

static int64_t size_of(void *block)
{
	return block ? (int64_t)malloc_usable_size(block) : 0;
}

/* A new block, or NULL. */
static void *take(void *block)
{
	count.live += block != NULL;
	count.bytes += size_of(block);
	return block;
}

static bool is_failing(void)
{
	if (!count.left || --count.left)
		return false;
	count.has_failed = true;
	return true;
}

void *__wrap_malloc(size_t size)
{
	return is_failing() ? NULL : take(clean(__real_malloc(size)));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return is_failing() ? NULL : take(__real_calloc(n, size));
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
	return is_failing() ? NULL : take(clean(__real_aligned_alloc(alignment, size)));
}

void *__wrap_realloc(void *old, size_t size)
{
	bool is_spilling = holds_watched(old);
	int64_t before = size_of(old);
	void *block = is_failing() ? NULL : __real_realloc(old, size);

	clean_behind(block, (size_t)before);
	count.bytes += block ? size_of(block) - before : 0;
	count.spilled += is_spilling && block && block != old;
	count.live += !old && block;
	return block;
}

void __wrap_free(void *block)
{
	count.spilled += holds_watched(block);
	count.live -= block != NULL;
	count.bytes -= size_of(block);
	__real_free(block);
}

char *__wrap_strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = __wrap_malloc(size);

	return copy ? memcpy(copy, text, size) : NULL;
}
