/* SPDX-License-Identifier: MIT */
#include "runtime/base/map.h"

#include "runtime/base/held.h"
#include "runtime/base/hash.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t NO = UINT32_MAX;    /* no number */
static const uint32_t SPARE = UINT32_MAX; /* `prev` of a number that is not given */

enum { FIRST_SLOTS = 32, MANY_SLOTS = 1 << 16 };

/* The number of the first entry, the places and the index of a chunk: 8, 8, 16, 32 ... 512, and
 * from there on 1024 each, so that few entries take little and many waste little. */
enum { CHUNK = 1024, CHUNK_BITS = 10, SMALL_CHUNKS = 8 };

struct handle {
	struct gs_map_table *map;
	const struct gs_record *pair;
};

static inline struct gs_links *entry_at(struct handle h, uint32_t number)
{
	uint32_t chunk, place;

	if (number >= CHUNK) {
		chunk = SMALL_CHUNKS - 1 + (number >> CHUNK_BITS);
		place = number & (CHUNK - 1);
	} else if (number < GS__MAP_FEW) {
		chunk = 0;
		place = number;
	} else {
		chunk = 29 - (uint32_t)__builtin_clz(number);
		place = number & ((UINT32_C(4) << chunk) - 1);
	}
	return (struct gs_links *)(void *)(h.map->chunks[chunk] + (size_t)place * h.pair->size);
}

/* Whose number begins the chunk after the first `count`. */
static uint32_t chunk_start(uint32_t count)
{
	if (count >= SMALL_CHUNKS)
		return (count - SMALL_CHUNKS + 1) << CHUNK_BITS;
	return count > 0 ? UINT32_C(4) << count : 0;
}

static uint8_t *key_at(struct handle h, struct gs_links *entry)
{
	return (uint8_t *)entry + h.pair->fields[0].at;
}

static uint8_t *value_at(struct handle h, struct gs_links *entry)
{
	return (uint8_t *)entry + h.pair->fields[1].at;
}

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

static inline uint64_t hash_of(struct handle h, const void *key)
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

static inline bool is_key(struct handle h, struct gs_links *entry, const void *key)
{
	const struct gs_field *field = &h.pair->fields[0];
	const uint8_t *own = key_at(h, entry);

	if (is_text(field)) {
		gs_str a = load_text(own), b = load_text(key);

		return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	}
	if (field->size > 8)
		return memcmp(own, key, field->size) == 0;
	return load_word(own, field->size) == load_word(key, field->size);
}

/* Searching. */

static uint32_t search(struct handle h, struct gs__index *index, uint64_t hash, const void *key,
	struct gs__seek *at)
{
	struct gs__seek seek = gs__index_seek(index, hash);
	uint32_t number;

	do {
		number = gs__index_next(index, &seek);
	} while (number != NO && !is_key(h, entry_at(h, number), key));
	*at = seek;
	return number;
}

static uint32_t look_through(struct handle h, const void *key)
{
	uint32_t at = h.map->first;

	while (at) {
		struct gs_links *entry = entry_at(h, at - 1);

		if (is_key(h, entry, key))
			return at - 1;
		at = entry->gs_next;
	}
	return NO;
}

static bool is_indexed(const struct gs_map_table *map)
{
	return map->index.slots;
}

/* What of the old index has moved already is found in both, and is the same. */
static uint32_t find(struct handle h, uint64_t hash, const void *key)
{
	struct gs__seek seek;
	uint32_t number = search(h, &h.map->index, hash, key, &seek);

	if (number == NO && h.map->old.slots)
		number = search(h, &h.map->old, hash, key, &seek);
	return number;
}

static uint32_t find_key(struct handle h, const void *key)
{
	if (!h.map || !h.map->first)
		return NO;
	if (!is_indexed(h.map))
		return look_through(h, key);
	return find(h, hash_of(h, key), key);
}

/* The order. */

static void link_last(struct handle h, uint32_t number)
{
	struct gs_links *entry = entry_at(h, number);

	entry->gs_next = 0;
	entry->gs_prev = h.map->last;
	if (h.map->last)
		entry_at(h, h.map->last - 1)->gs_next = number + 1;
	else
		h.map->first = number + 1;
	h.map->last = number + 1;
}

static void unlink(struct handle h, const struct gs_links *entry)
{
	if (entry->gs_prev)
		entry_at(h, entry->gs_prev - 1)->gs_next = entry->gs_next;
	else
		h.map->first = entry->gs_next;
	if (entry->gs_next)
		entry_at(h, entry->gs_next - 1)->gs_prev = entry->gs_prev;
	else
		h.map->last = entry->gs_prev;
}

/* The index's growth. */

/* A few more entries into the new index, in the order of their numbers. False: it cannot take one,
 * which must not be. */
static bool move_some(struct handle h, uint32_t count)
{
	struct gs_map_table *map = h.map;

	for (; count > 0 && map->moved < map->to_move; count--, map->moved++) {
		struct gs_links *entry = entry_at(h, map->moved);

		if (entry->gs_prev != SPARE &&
			!gs__index_add(&map->index, hash_of(h, key_at(h, entry)), map->moved))
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
static bool grow_index(struct handle h)
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
static bool prepare_index(struct handle h, uint32_t len)
{
	struct gs_map_table *map = h.map;

	if (!is_indexed(map))
		return len < GS__MAP_FEW || (grow_index(h) && move_some(h, UINT32_MAX));
	if (map->old.slots)
		return move_some(h, GS__MAP_STEP);
	if (is_crowded(&map->index, len + 1) && !grow_index(h))
		return len < map->index.size / 16 * 15;
	return true;
}

/* Adds a number; where too many meet, in a larger index. */
static bool index_add(struct handle h, uint64_t hash, uint32_t number)
{
	while (!gs__index_add(&h.map->index, hash, number)) {
		if (!grow_index(h))
			return false;
	}
	return true;
}

/* Numbers and their places. */

static bool add_chunk(struct handle h)
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

/* A number with zeroed place; NO: no memory. While the index grows it is a new one, so that what
 * is to move stays apart from what is put. */
static uint32_t take_number(struct handle h)
{
	struct gs_map_table *map = h.map;
	bool is_spare = map->spare && !map->old.slots;
	uint32_t number = is_spare ? map->spare - 1 : map->used;
	struct gs_links *entry;

	if (!is_spare && number >= chunk_start(map->chunk_count) && !add_chunk(h))
		return NO;
	entry = entry_at(h, number);
	if (is_spare)
		map->spare = entry->gs_next;
	else
		map->used++;
	memset(entry, 0, h.pair->size);
	entry->gs_prev = SPARE;
	return number;
}

static void give_number(struct handle h, uint32_t number)
{
	struct gs_links *entry = entry_at(h, number);

	entry->gs_next = h.map->spare;
	entry->gs_prev = SPARE;
	h.map->spare = number + 1;
}

/* Key and value of a new entry. */
static bool fill(struct handle h, struct gs_links *entry, const void *key)
{
	if (!gs__held_copy(&h.pair->fields[0], key_at(h, entry), key))
		return false;
	if (gs__held_begin(&h.pair->fields[1], value_at(h, entry), h.map->home))
		return true;
	gs__held_drop(&h.pair->fields[0], key_at(h, entry), NULL);
	return false;
}

static void empty(struct handle h, struct gs_links *entry)
{
	gs__held_drop(&h.pair->fields[0], key_at(h, entry), NULL);
	gs__held_drop(&h.pair->fields[1], value_at(h, entry), h.map->home);
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

static struct handle open(const gs_map *at, const struct gs_record *pair)
{
	return (struct handle){ at->gs_table, pair };
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
	struct handle h = open(at, pair);
	uint32_t number = find_key(h, key);

	return number != NO ? value_at(h, entry_at(h, number)) : NULL;
}

void *gs_map_touch(gs_map *at, const struct gs_record *pair, const void *key)
{
	struct handle h = open(at, pair);
	uint32_t number = find_key(h, key);

	if (number == NO)
		return NULL;
	if (h.map->last != number + 1) {
		unlink(h, entry_at(h, number));
		link_last(h, number);
	}
	return value_at(h, entry_at(h, number));
}

static void *put_new(gs_map *at, const struct gs_record *pair, uint64_t hash, const void *key)
{
	struct handle h = open(at, pair);
	uint32_t number = take_number(h);

	if (number == NO)
		return NULL;
	if (!fill(h, entry_at(h, number), key)) {
		give_number(h, number);
		return NULL;
	}
	if (is_indexed(h.map) && !index_add(h, hash, number)) {
		empty(h, entry_at(h, number));
		give_number(h, number);
		return NULL;
	}
	link_last(h, number);
	set_len(at, at->len + 1);
	return value_at(h, entry_at(h, number));
}

void *gs_map_put(
	gs_map *at, const struct gs_record *pair, uint32_t max, const void *key, bool *fresh)
{
	struct handle h = open(at, pair);
	uint32_t number = NO;
	uint64_t hash = 0;
	void *value = NULL;

	if (fresh)
		*fresh = false;
	if (!h.map)
		return NULL;
	if (is_indexed(h.map)) {
		hash = hash_of(h, key);
		number = find(h, hash, key);
	} else {
		number = look_through(h, key);
	}
	if (number != NO)
		return value_at(h, entry_at(h, number));
	if (at->len < max && own(at) && prepare_index(open(at, pair), at->len)) {
		if (!hash && is_indexed(at->gs_table)) /* since just now */
			hash = hash_of(open(at, pair), key);
		value = put_new(at, pair, hash, key);
	}
	if (fresh)
		*fresh = value;
	return value;
}

static void remove_from(
	struct handle h, struct gs__index *index, uint64_t hash, uint32_t number, const void *key)
{
	struct gs__seek seek;

	if (index->slots && search(h, index, hash, key, &seek) == number)
		gs__index_remove(index, seek);
}

/* All of it, down to the home's empty table. */
static void free_table(gs_map *at, const struct gs_record *pair)
{
	struct gs_map_table *map = at->gs_table;
	struct handle h = { map, pair };

	if (!map || map == &map->home->no_map)
		return;
	for (uint32_t next = map->first; next;) {
		struct gs_links *entry = entry_at(h, next - 1);

		next = entry->gs_next;
		empty(h, entry);
	}
	for (uint32_t i = 0; i < map->chunk_count; i++)
		free(map->chunks[i]);
	free(map->chunks);
	gs__index_free(&map->index);
	gs__index_free(&map->old);
	store(at, &map->home->no_map, 0);
	free(map);
}

bool gs_map_del(gs_map *at, const struct gs_record *pair, const void *key)
{
	struct handle h = open(at, pair);
	uint32_t number = find_key(h, key);
	struct gs_links *entry;

	if (number == NO)
		return false;
	if (at->len == 1 && is_indexed(h.map)) { /* a large table does not stay for nothing */
		free_table(at, pair);
		return true;
	}
	entry = entry_at(h, number);
	if (is_indexed(h.map)) {
		uint64_t hash = hash_of(h, key);

		remove_from(h, &h.map->index, hash, number, key);
		remove_from(h, &h.map->old, hash, number, key);
	}
	unlink(h, entry);
	set_len(at, at->len - 1);
	empty(h,
		entry); /* the key may have been this entry's: it was used above for the last time */
	give_number(h, number);
	return true;
}

void gs_map_clear(gs_map *at, const struct gs_record *pair)
{
	free_table(at, pair);
}

/* What an entry is shown by: key and value may be NULL. */
static void show(struct handle h, struct gs_links *entry, void *key, void *value)
{
	void *place = value_at(h, entry);

	if (key)
		memcpy(key, key_at(h, entry), h.pair->fields[0].size);
	if (value)
		memcpy(value, &place, sizeof(place));
}

bool gs_map_first(const gs_map *at, const struct gs_record *pair, void *key, void *value)
{
	struct handle h = open(at, pair);

	if (!h.map || !h.map->first)
		return false;
	show(h, entry_at(h, h.map->first - 1), key, value);
	return true;
}

/* gs_at is 0 at first, then 1 + the next entry's 1 + number: 1 is the end. */
bool gs_map_next(
	const gs_map *at, const struct gs_record *pair, gs_iter *it, void *key, void *value)
{
	struct handle h = open(at, pair);
	uint64_t next = it->gs_at > 0 ? it->gs_at - 1 : h.map ? h.map->first : 0;
	struct gs_links *entry;

	it->gs_at = 1;
	if (!h.map || next == 0 || next > h.map->used)
		return false;
	entry = entry_at(h, (uint32_t)next - 1);
	if (entry->gs_prev == SPARE)
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
