/* SPDX-License-Identifier: MIT */
#include "gsc/base/intern.h"

#include "gsc/base/arena.h"

#include <string.h>

enum { SIZE_MIN = 256 };

struct intern_entry {
	const char *name; /* NULL: free */
	uint32_t hash;
	uint32_t len;
};

void intern_init(struct intern *intern, struct arena *arena)
{
	*intern = (struct intern){ .arena = arena };
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

static uint32_t hash_of(const char *bytes, size_t len)
{
	uint64_t hash = len;
	uint64_t word = 0;

	for (; len >= sizeof(word); bytes += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		hash = mix(hash, word);
	}
	for (word = 0; len > 0; len--)
		word = word << 8 | (unsigned char)*bytes++;
	return (uint32_t)(mix(hash, word) >> 16);
}

/* Where the name is, or would be. */
static struct intern_entry *find(
	const struct intern *intern, const char *bytes, size_t len, uint32_t hash)
{
	for (size_t at = hash;; at++) {
		struct intern_entry *entry = &intern->entries[at & (intern->size - 1)];

		if (!entry->name || (entry->hash == hash && entry->len == len &&
					    memcmp(entry->name, bytes, len) == 0))
			return entry;
	}
}

static void grow(struct intern *intern)
{
	const struct intern_entry *old = intern->entries;
	size_t size = intern->size;

	intern->size = size ? size * 4 : SIZE_MIN;
	intern->entries = arena_take_many(intern->arena, intern->size, sizeof(*intern->entries));
	for (size_t i = 0; i < size; i++) {
		size_t at = old[i].hash;

		if (!old[i].name)
			continue;
		while (intern->entries[at & (intern->size - 1)].name)
			at++;
		intern->entries[at & (intern->size - 1)] = old[i];
	}
}

const char *intern_name(struct intern *intern, const char *bytes, size_t len)
{
	uint32_t hash = hash_of(bytes, len);
	struct intern_entry *entry;

	if (intern->count >= intern->size / 2)
		grow(intern);
	entry = find(intern, bytes, len, hash);
	if (entry->name)
		return entry->name;
	*entry = (struct intern_entry){ arena_copy(intern->arena, bytes, len), hash,
		(uint32_t)len };
	intern->count++;
	return entry->name;
}
