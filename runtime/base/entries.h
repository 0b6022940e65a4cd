/* SPDX-License-Identifier: MIT */
/*
 * The inside of a map's table: numbers and their places, the search for keys, the order, their
 * index. map.c is made of it; nobody else includes it.
 */
#ifndef GS_BASE_ENTRIES_H
#define GS_BASE_ENTRIES_H

#include "runtime/base/map.h"

static const uint32_t GS__SPARE = UINT32_MAX; /* `gs_prev` of a number that is not given */

/* The number of the first entry, the places and the index of a chunk: 8, 8, 16, 32 ... 512, and
 * from there on 1024 each, so that few entries take little and many waste little. */
enum { GS__CHUNK = 1024, GS__CHUNK_BITS = 10, GS__SMALL_CHUNKS = 8 };

struct gs__entries {
	struct gs_map_table *map;
	const struct gs_record *pair;
};

static inline struct gs_links *gs__entry_at(struct gs__entries h, uint32_t number)
{
	uint32_t chunk, place;

	if (number >= GS__CHUNK) {
		chunk = GS__SMALL_CHUNKS - 1 + (number >> GS__CHUNK_BITS);
		place = number & (GS__CHUNK - 1);
	} else if (number < GS__MAP_FEW) {
		chunk = 0;
		place = number;
	} else {
		chunk = 29 - (uint32_t)__builtin_clz(number);
		place = number & ((UINT32_C(4) << chunk) - 1);
	}
	return (struct gs_links *)(void *)(h.map->chunks[chunk] + (size_t)place * h.pair->size);
}

static inline bool gs__key_is_text(const struct gs_field *key)
{
	return key->kind == GS_STRING || key->kind == GS_BYTES;
}

static inline uint8_t *gs__entry_key(struct gs__entries h, struct gs_links *entry)
{
	return (uint8_t *)entry + h.pair->fields[0].at;
}

static inline uint8_t *gs__entry_value(struct gs__entries h, struct gs_links *entry)
{
	return (uint8_t *)entry + h.pair->fields[1].at;
}

/* Overwrites what stood there, links and all, where that is asked for. */
void gs__entry_wipe(struct gs__entries h, struct gs_links *entry);

static inline bool gs__entries_are_indexed(const struct gs_map_table *map)
{
	return map->index.bins.slots;
}

uint64_t gs__entries_hash(struct gs__entries h, const void *key);

/* The number of a key, or GS__NO_NUMBER; where the entries are indexed also its hash. */
uint32_t gs__entries_find(struct gs__entries h, const void *key, uint64_t *hash);

/* To the end of the order, and out of it. */
void gs__entries_append(struct gs__entries h, uint32_t number);
void gs__entries_unlink(struct gs__entries h, const struct gs_links *entry);

/* Is there a place in the index for one more than `len`, or no need of one? */
bool gs__entries_prepare(struct gs__entries h, uint32_t len);

/* A number with a zeroed place, or GS__NO_NUMBER: no memory. Its place is in no order yet. */
uint32_t gs__entries_take(struct gs__entries h);
void gs__entries_give(struct gs__entries h, uint32_t number);

#endif
