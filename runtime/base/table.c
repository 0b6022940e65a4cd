/* SPDX-License-Identifier: MIT */
/* Open addressing, linear probing, at most three quarters full; a removal shifts back what stood
 * behind it, so that there are no graves. */
#include "runtime/base/table.h"

#include "runtime/base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST = 8 };

struct gs__table_entry {
	const char *key;
	void *value; /* NULL: free */
	uint32_t len;
	uint32_t hash;
};

void gs__table_init(struct gs__table *table, const uint64_t key[2])
{
	*table = (struct gs__table){ .key = { key[0], key[1] } };
}

void gs__table_free(struct gs__table *table)
{
	free(table->entries);
	gs__table_init(table, (const uint64_t[2]){ table->key[0], table->key[1] });
}

static bool is_key(const struct gs__table_entry *entry, gs_str key, uint32_t hash)
{
	return entry->hash == hash && entry->len == key.len &&
	       (key.len == 0 || memcmp(entry->key, key.data, key.len) == 0);
}

/* The entry of `key`, or the free one where it would go. There is always a free one. */
static struct gs__table_entry *find(const struct gs__table *table, gs_str key, uint32_t hash)
{
	uint32_t i = hash & table->mask;

	while (table->entries[i].value && !is_key(&table->entries[i], key, hash))
		i = (i + 1) & table->mask;
	return &table->entries[i];
}

static uint32_t hash_of(const struct gs__table *table, gs_str key)
{
	return (uint32_t)gs__hash(table->key, key.data, key.len);
}

void *gs__table_get(const struct gs__table *table, gs_str key)
{
	return table->entries ? find(table, key, hash_of(table, key))->value : NULL;
}

static bool grow(struct gs__table *table)
{
	struct gs__table old = *table;
	uint32_t size = old.entries ? 2 * (old.mask + 1) : LEAST;
	struct gs__table_entry *entries = size ? calloc(size, sizeof(*entries)) : NULL;

	if (!entries)
		return false;
	table->entries = entries;
	table->mask = size - 1;
	for (uint32_t i = 0; old.entries && i <= old.mask; i++) {
		struct gs__table_entry *entry = &old.entries[i];
		gs_str key = { entry->key, entry->len };

		if (entry->value)
			*find(table, key, entry->hash) = *entry;
	}
	free(old.entries);
	return true;
}

static bool set(struct gs__table *table, gs_str key, void *value, bool may_replace)
{
	uint32_t hash = hash_of(table, key);
	struct gs__table_entry *entry = table->entries ? find(table, key, hash) : NULL;

	if (entry && entry->value && !may_replace)
		return false;
	if (!entry || !entry->value) {
		if (!entry || table->count >= (table->mask + 1) / 4 * 3) {
			if (!grow(table))
				return false;
			entry = find(table, key, hash);
		}
		table->count++;
	}
	*entry = (struct gs__table_entry){ key.data, value, key.len, hash };
	return true;
}

bool gs__table_put(struct gs__table *table, gs_str key, void *value)
{
	return set(table, key, value, true);
}

bool gs__table_add(struct gs__table *table, gs_str key, void *value)
{
	return set(table, key, value, false);
}

void *gs__table_del(struct gs__table *table, gs_str key)
{
	struct gs__table_entry *entry;
	uint32_t hole, i;
	void *value;

	if (!table->entries)
		return NULL;
	entry = find(table, key, hash_of(table, key));
	value = entry->value;
	if (!value)
		return NULL;
	hole = (uint32_t)(entry - table->entries);
	for (i = (hole + 1) & table->mask; table->entries[i].value; i = (i + 1) & table->mask) {
		uint32_t home = table->entries[i].hash & table->mask;

		/* May it move into the hole: is its home not between the hole and itself? */
		if (((i - home) & table->mask) >= ((i - hole) & table->mask)) {
			table->entries[hole] = table->entries[i];
			hole = i;
		}
	}
	table->entries[hole] = (struct gs__table_entry){ 0 };
	table->count--;
	return value;
}

void *gs__table_next(const struct gs__table *table, uint32_t *at, gs_str *key)
{
	while (table->entries && *at <= table->mask) {
		const struct gs__table_entry *entry = &table->entries[(*at)++];

		if (entry->value) {
			if (key)
				*key = (gs_str){ entry->key, entry->len };
			return entry->value;
		}
	}
	return NULL;
}
