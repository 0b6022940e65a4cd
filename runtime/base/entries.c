/* SPDX-License-Identifier: MIT */
#include "runtime/base/entries.h"

#include "runtime/base/hash.h"
#include "runtime/base/held.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 32, MANY_SLOTS = 1 << 16 };

/* Keys. */

static bool is_text(const struct gs_field *key)
{
	return key->kind == GS_STRING || key->kind == GS_BYTES;
}

static inline gs_str load_text(const void *key)
{
	gs_str text;

	memcpy(&text, key, sizeof(text)); /* a gs_bytes has the same members */
	return text;
}

/* Keys of up to 8 bytes as a number. */
static inline uint64_t load_word(const void *key, uint32_t size)
{
	uint64_t word = 0;

	switch (size) {
	case 8: memcpy(&word, key, 8); break;
	case 4: memcpy(&word, key, 4); break;
	case 2: memcpy(&word, key, 2); break;
	default: memcpy(&word, key, 1); break;
	}
	return word;
}

uint64_t gs__entries_hash(struct gs__entries h, const void *key)
{
	const struct gs_field *field = &h.pair->fields[0];
	const uint64_t *secret = h.map->home->key;

	if (is_text(field)) {
		gs_str text = load_text(key);

		return gs__hash(secret, text.data, text.len);
	}
	if (field->size > 8)
		return gs__hash(secret, key, field->size);
	return gs__hash_word(secret, load_word(key, field->size));
}

static inline bool is_key(struct gs__entries h, struct gs_links *entry, const void *key)
{
	const struct gs_field *field = &h.pair->fields[0];
	const uint8_t *own = gs__entry_key(h, entry);

	if (is_text(field)) {
		gs_str a = load_text(own), b = load_text(key);

		return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	}
	if (field->size > 8)
		return memcmp(own, key, field->size) == 0;
	return load_word(own, field->size) == load_word(key, field->size);
}

/* Searching. */

static uint32_t search(struct gs__entries h, struct gs__index *index, uint64_t hash,
	const void *key, struct gs__seek *at)
{
	struct gs__seek seek = gs__index_seek(index, hash);
	uint32_t number;

	do {
		number = gs__index_next(index, &seek);
	} while (number != GS__NO_ENTRY && !is_key(h, gs__entry_at(h, number), key));
	*at = seek;
	return number;
}

static uint32_t look_through(struct gs__entries h, const void *key)
{
	uint32_t at = h.map->first;

	while (at) {
		struct gs_links *entry = gs__entry_at(h, at - 1);

		if (is_key(h, entry, key))
			return at - 1;
		at = entry->gs_next;
	}
	return GS__NO_ENTRY;
}

/* What of the old index has moved already is found in both, and is the same. */
uint32_t gs__entries_find_hashed(struct gs__entries h, uint64_t hash, const void *key)
{
	struct gs__seek seek;
	uint32_t number = search(h, &h.map->index, hash, key, &seek);

	if (number == GS__NO_ENTRY && h.map->old.slots)
		number = search(h, &h.map->old, hash, key, &seek);
	return number;
}

uint32_t gs__entries_find(struct gs__entries h, const void *key)
{
	if (!h.map || !h.map->first)
		return GS__NO_ENTRY;
	if (!gs__entries_are_indexed(h.map))
		return look_through(h, key);
	return gs__entries_find_hashed(h, gs__entries_hash(h, key), key);
}

/* The order. */

void gs__entries_append(struct gs__entries h, uint32_t number)
{
	struct gs_links *entry = gs__entry_at(h, number);

	entry->gs_next = 0;
	entry->gs_prev = h.map->last;
	if (h.map->last)
		gs__entry_at(h, h.map->last - 1)->gs_next = number + 1;
	else
		h.map->first = number + 1;
	h.map->last = number + 1;
}

void gs__entries_unlink(struct gs__entries h, const struct gs_links *entry)
{
	if (entry->gs_prev)
		gs__entry_at(h, entry->gs_prev - 1)->gs_next = entry->gs_next;
	else
		h.map->first = entry->gs_next;
	if (entry->gs_next)
		gs__entry_at(h, entry->gs_next - 1)->gs_prev = entry->gs_prev;
	else
		h.map->last = entry->gs_prev;
}

/* The index's growth. */

/* A few more entries into the new index, in the order of their numbers. False: it cannot take one,
 * which must not be. */
static bool move_some(struct gs__entries h, uint32_t count)
{
	struct gs_map_table *map = h.map;

	for (; count > 0 && map->moved < map->to_move; count--, map->moved++) {
		struct gs_links *entry = gs__entry_at(h, map->moved);

		if (entry->gs_prev != GS__SPARE &&
			!gs__index_add(&map->index, gs__entries_hash(h, gs__entry_key(h, entry)),
				map->moved))
			return false;
	}
	if (map->moved == map->to_move)
		gs__index_free(&map->old);
	return true;
}

/* 32, 64, 128 ...; where memory counts, in steps of a half, a third more. */
static uint64_t next_size(uint64_t size)
{
	if (size == 0)
		return FIRST_SLOTS;
	if (size < MANY_SLOTS)
		return 2 * size;
	return size & (size - 1) ? size / 3 * 4 : size / 2 * 3;
}

/* The next larger index, into which the entries begin to move. */
static bool grow_index(struct gs__entries h)
{
	struct gs_map_table *map = h.map;
	struct gs__index grown;

	if (map->old.slots && !move_some(h, UINT32_MAX))
		return false;
	if (!gs__index_init(&grown, next_size(map->index.size)))
		return false;
	map->old = map->index;
	map->index = grown;
	map->moved = 0;
	map->to_move = map->used;
	return true;
}

static bool is_crowded(const struct gs__index *index, uint32_t len)
{
	return len >= index->size / 5 * 4;
}

/* Is there a place in the index for one more? Beyond four fifths, without memory for more, it is
 * filled further as long as that goes well. */
bool gs__entries_prepare(struct gs__entries h, uint32_t len)
{
	struct gs_map_table *map = h.map;

	if (!gs__entries_are_indexed(map))
		return len < GS__MAP_FEW || (grow_index(h) && move_some(h, UINT32_MAX));
	if (map->old.slots)
		return move_some(h, GS__MAP_STEP);
	if (is_crowded(&map->index, len + 1) && !grow_index(h))
		return len < map->index.size / 16 * 15;
	return true;
}

/* Adds a number; where too many meet, in a larger index. */
bool gs__entries_index(struct gs__entries h, uint64_t hash, uint32_t number)
{
	while (!gs__index_add(&h.map->index, hash, number)) {
		if (!grow_index(h))
			return false;
	}
	return true;
}

/* Out of both where it has moved already. */
static void remove_from(struct gs__entries h, struct gs__index *index, uint64_t hash,
	uint32_t number, const void *key)
{
	struct gs__seek seek;

	if (index->slots && search(h, index, hash, key, &seek) == number)
		gs__index_remove(index, seek);
}

void gs__entries_unindex(struct gs__entries h, uint32_t number, const void *key)
{
	uint64_t hash = gs__entries_hash(h, key);

	remove_from(h, &h.map->index, hash, number, key);
	remove_from(h, &h.map->old, hash, number, key);
}

/* Numbers and their places. */

/* Whose number begins the chunk after the first `count`. */
static uint32_t chunk_start(uint32_t count)
{
	if (count >= GS__SMALL_CHUNKS)
		return (count - GS__SMALL_CHUNKS + 1) << GS__CHUNK_BITS;
	return count > 0 ? UINT32_C(4) << count : 0;
}

static bool add_chunk(struct gs__entries h)
{
	struct gs_map_table *map = h.map;
	uint32_t places = chunk_start(map->chunk_count + 1) - chunk_start(map->chunk_count);
	uint8_t *chunk;

	if (map->chunk_count == map->chunk_room) {
		uint32_t room = map->chunk_room ? 2 * map->chunk_room : 1;
		uint8_t **chunks = realloc(map->chunks, room * sizeof(*chunks));

		if (!chunks)
			return false;
		map->chunks = chunks;
		map->chunk_room = room;
	}
	chunk = malloc((size_t)places * h.pair->size);
	if (!chunk)
		return false;
	map->chunks[map->chunk_count++] = chunk;
	return true;
}

/* While the index grows it is a new number, so that what is to move stays apart from what is put.
 * */
uint32_t gs__entries_take(struct gs__entries h)
{
	struct gs_map_table *map = h.map;
	bool is_spare = map->spare && !map->old.slots;
	uint32_t number = is_spare ? map->spare - 1 : map->used;
	struct gs_links *entry;

	if (!is_spare && number >= chunk_start(map->chunk_count) && !add_chunk(h))
		return GS__NO_ENTRY;
	entry = gs__entry_at(h, number);
	if (is_spare)
		map->spare = entry->gs_next;
	else
		map->used++;
	memset(entry, 0, h.pair->size);
	entry->gs_prev = GS__SPARE;
	return number;
}

void gs__entry_wipe(struct gs__entries h, struct gs_links *entry)
{
	if (h.map->home->wipes)
		explicit_bzero(entry, h.pair->size);
}

void gs__entries_give(struct gs__entries h, uint32_t number)
{
	struct gs_links *entry = gs__entry_at(h, number);

	gs__entry_wipe(h, entry);
	entry->gs_next = h.map->spare;
	entry->gs_prev = GS__SPARE;
	h.map->spare = number + 1;
}
