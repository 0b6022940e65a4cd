/* SPDX-License-Identifier: MIT */
#include "runtime/base/map.h"

#include "runtime/base/entries.h"
#include "runtime/base/held.h"

#include <stdlib.h>
#include <string.h>

/* Key and value of a new entry. */
static bool fill(struct gs__entries h, struct gs_links *entry, const void *key)
{
	const struct gs_field *field = &h.pair->fields[0];
	uint8_t *own = gs__entry_key(h, entry);

	if (gs__key_is_text(field)) {
		if (!gs__held_copy(field, own, key))
			return false;
		gs__held_settle(field, own, h.map->home);
	} else {
		memcpy(own, key, field->size);
	}
	if (gs__held_begin(&h.pair->fields[1], gs__entry_value(h, entry), h.map->home))
		return true;
	gs__held_drop(field, own, NULL);
	return false;
}

static void empty(struct gs__entries h, struct gs_links *entry)
{
	gs__held_drop(&h.pair->fields[0], gs__entry_key(h, entry), NULL);
	gs__held_drop(&h.pair->fields[1], gs__entry_value(h, entry), h.map->home);
}

/* Maps as users have them. */

struct owner {
	struct gs_map_table *map; /* NULL: zero, of no home */
	uint32_t len;
};

_Static_assert(sizeof(struct owner) == sizeof(gs_map), "the same but for const");

static void store(gs_map *at, const struct gs_map_table *map, uint32_t len)
{
	struct owner owner = { 0 };

	owner.map = (struct gs_map_table *)(uintptr_t)map;
	owner.len = len;
	memcpy((void *)at, &owner, sizeof(owner));
}

static void set_len(gs_map *at, uint32_t len)
{
	memcpy((uint8_t *)at + offsetof(struct owner, len), &len, sizeof(len));
}

static struct gs__entries open(const gs_map *at, const struct gs_record *pair)
{
	return (struct gs__entries){ at->gs_table, pair };
}

/* A table of its own at the first put. */
static bool own(gs_map *at)
{
	struct gs_map_table *map;

	if (at->gs_table != &at->gs_table->home->no_map)
		return true;
	map = calloc(1, sizeof(*map));
	if (!map)
		return false;
	map->home = at->gs_table->home;
	store(at, map, 0);
	return true;
}

void *gs_map_get(const gs_map *at, const struct gs_record *pair, const void *key)
{
	struct gs__entries h = open(at, pair);
	uint64_t hash;
	uint32_t number = gs__entries_find(h, key, &hash);

	return number != GS__NO_NUMBER ? gs__entry_value(h, gs__entry_at(h, number)) : NULL;
}

void *gs_map_touch(gs_map *at, const struct gs_record *pair, const void *key)
{
	struct gs__entries h = open(at, pair);
	uint64_t hash;
	uint32_t number = gs__entries_find(h, key, &hash);

	if (number == GS__NO_NUMBER)
		return NULL;
	if (h.map->last != number + 1) {
		gs__entries_unlink(h, gs__entry_at(h, number));
		gs__entries_append(h, number);
	}
	return gs__entry_value(h, gs__entry_at(h, number));
}

static void *put_new(gs_map *at, const struct gs_record *pair, uint64_t hash, const void *key)
{
	struct gs__entries h = open(at, pair);
	uint32_t number = gs__entries_take(h);

	if (number == GS__NO_NUMBER)
		return NULL;
	if (!fill(h, gs__entry_at(h, number), key)) {
		gs__entries_give(h, number);
		return NULL;
	}
	if (gs__entries_are_indexed(h.map) && !gs__index_add(&h.map->index, hash, number)) {
		empty(h, gs__entry_at(h, number));
		gs__entries_give(h, number);
		return NULL;
	}
	gs__entries_append(h, number);
	set_len(at, at->len + 1);
	return gs__entry_value(h, gs__entry_at(h, number));
}

void *gs_map_put(
	gs_map *at, const struct gs_record *pair, uint32_t max, const void *key, bool *fresh)
{
	struct gs__entries h = open(at, pair);
	uint64_t hash = 0;
	uint32_t number;
	void *value = NULL;

	if (fresh)
		*fresh = false;
	if (!h.map)
		return NULL;
	number = gs__entries_find(h, key, &hash);
	if (number != GS__NO_NUMBER)
		return gs__entry_value(h, gs__entry_at(h, number));
	if (at->len < max && own(at) && gs__entries_prepare(open(at, pair), at->len)) {
		if (!hash && gs__entries_are_indexed(at->gs_table)) /* since just now */
			hash = gs__entries_hash(open(at, pair), key);
		value = put_new(at, pair, hash, key);
	}
	if (fresh)
		*fresh = value;
	return value;
}

/* All of it, down to the home's empty table. */
static void free_table(gs_map *at, const struct gs_record *pair)
{
	struct gs_map_table *map = at->gs_table;
	struct gs__entries h = { map, pair };

	if (!map || map == &map->home->no_map)
		return;
	for (uint32_t next = map->first; next;) {
		struct gs_links *entry = gs__entry_at(h, next - 1);

		next = entry->gs_next;
		empty(h, entry);
		gs__entry_wipe(h, entry);
	}
	for (uint32_t i = 0; i < map->chunk_count; i++)
		free(map->chunks[i]);
	free(map->chunks);
	gs__index_free(&map->index);
	store(at, &map->home->no_map, 0);
	free(map);
}

bool gs_map_del(gs_map *at, const struct gs_record *pair, const void *key)
{
	struct gs__entries h = open(at, pair);
	uint64_t hash;
	uint32_t number = gs__entries_find(h, key, &hash);
	struct gs_links *entry;

	if (number == GS__NO_NUMBER)
		return false;
	if (at->len == 1 &&
		gs__entries_are_indexed(h.map)) { /* a large table does not stay for nothing */
		free_table(at, pair);
		return true;
	}
	entry = gs__entry_at(h, number);
	if (gs__entries_are_indexed(h.map))
		gs__index_remove(&h.map->index, hash, number);
	gs__entries_unlink(h, entry);
	set_len(at, at->len - 1);
	empty(h, entry); /* `key` may be its own: it is not used any more */
	gs__entries_give(h, number);
	return true;
}

void gs_map_clear(gs_map *at, const struct gs_record *pair)
{
	free_table(at, pair);
}

/* What an entry is shown by: key and value may be NULL. */
static void show(struct gs__entries h, struct gs_links *entry, void *key, void *value)
{
	void *place = gs__entry_value(h, entry);

	if (key)
		memcpy(key, gs__entry_key(h, entry), h.pair->fields[0].size);
	if (value)
		memcpy(value, &place, sizeof(place));
}

bool gs_map_first(const gs_map *at, const struct gs_record *pair, void *key, void *value)
{
	struct gs__entries h = open(at, pair);

	if (!h.map || !h.map->first)
		return false;
	show(h, gs__entry_at(h, h.map->first - 1), key, value);
	return true;
}

/* gs_at is 0 at first, then 1 + the next entry's 1 + number: 1 is the end. */
bool gs_map_next(
	const gs_map *at, const struct gs_record *pair, gs_iter *it, void *key, void *value)
{
	struct gs__entries h = open(at, pair);
	uint64_t next = it->gs_at > 0 ? it->gs_at - 1 : h.map ? h.map->first : 0;
	struct gs_links *entry;

	it->gs_at = 1;
	if (!h.map || next == 0 || next > h.map->used)
		return false;
	entry = gs__entry_at(h, (uint32_t)next - 1);
	if (entry->gs_prev == GS__SPARE)
		return false;
	it->gs_at = 1 + (uint64_t)entry->gs_next;
	show(h, entry, key, value);
	return true;
}

void gs__map_settle(void *map, struct gs__home *home)
{
	gs_map *at = map;

	if (!at->gs_table)
		store(at, &home->no_map, 0);
}

void gs__map_drop(void *map, const struct gs_record *pair)
{
	gs_map *at = map;

	free_table(at, pair);
	store(at, NULL, 0);
}
