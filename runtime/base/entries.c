/* SPDX-License-Identifier: MIT */
#include "runtime/base/entries.h"

#include "runtime/base/hash.h"
#include "runtime/base/held.h"

#include <stdlib.h>
#include <string.h>

/* Keys. */

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

	if (gs__key_is_text(field)) {
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

	if (gs__key_is_text(field)) {
		gs_str a = load_text(own), b = load_text(key);

		return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	}
	if (field->size > 8)
		return memcmp(own, key, field->size) == 0;
	return load_word(own, field->size) == load_word(key, field->size);
}

/* Searching. */

static uint32_t look_through(struct gs__entries h, const void *key)
{
	uint32_t at = h.map->first;

	while (at) {
		struct gs_links *entry = gs__entry_at(h, at - 1);

		if (is_key(h, entry, key))
			return at - 1;
		at = entry->gs_next;
	}
	return GS__NO_NUMBER;
}

uint32_t gs__entries_find(struct gs__entries h, const void *key, uint64_t *hash)
{
	struct gs__seek seek;
	uint32_t number;

	if (!h.map || !h.map->first)
		return GS__NO_NUMBER;
	if (!gs__entries_are_indexed(h.map))
		return look_through(h, key);
	*hash = gs__entries_hash(h, key);
	number = gs__index_first(&h.map->index, *hash, &seek);
	while (number != GS__NO_NUMBER && !is_key(h, gs__entry_at(h, number), key))
		number = gs__index_next(&h.map->index, *hash, &seek);
	return number;
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

/* The index. */

/* Of those that had none so far. */
static bool index_all(struct gs__entries h)
{
	for (uint32_t next = h.map->first; next;) {
		struct gs_links *entry = gs__entry_at(h, next - 1);
		uint64_t hash = gs__entries_hash(h, gs__entry_key(h, entry));

		if (!gs__index_add(&h.map->index, hash, next - 1)) {
			gs__index_free(&h.map->index);
			return false;
		}
		next = entry->gs_next;
	}
	return true;
}

bool gs__entries_prepare(struct gs__entries h, uint32_t len)
{
	bool was_indexed = gs__entries_are_indexed(h.map);

	if (!was_indexed && len < GS__MAP_FEW)
		return true;
	return gs__index_prepare(&h.map->index, len) && (was_indexed || index_all(h));
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

uint32_t gs__entries_take(struct gs__entries h)
{
	struct gs_map_table *map = h.map;
	bool is_spare = map->spare;
	uint32_t number = is_spare ? map->spare - 1 : map->used;
	struct gs_links *entry;

	if (!is_spare && number >= chunk_start(map->chunk_count) && !add_chunk(h))
		return GS__NO_NUMBER;
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
