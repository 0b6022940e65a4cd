/* SPDX-License-Identifier: MIT */
/* The keys of a map in a message: each may stand there once. */
#include "runtime/wire/check.h"

#include "runtime/base/arena.h"
#include "runtime/base/hash.h"

#include <stdlib.h>

enum {
	PAIRWISE = 12, /* so few keys are sooner compared each with each than hashed */
	FEW = 128      /* slots that need no memory */
};

/* What is hashed and compared of a key: the bytes of a string, those of the value of any other. */
static gs_str bytes_of(const struct gs_field *key, const uint8_t *at)
{
	gs_str bytes = { (const char *)at, key->size };

	if (key->kind == GS_STRING || key->kind == GS_BYTES)
		memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

static bool is_same(gs_str a, gs_str b)
{
	return a.len == b.len &&
	       (a.len == 0 || (*a.data == *b.data && memcmp(a.data, b.data, a.len) == 0));
}

/* A number's value, or any other that is its alone. */
static uint64_t word_at(const uint8_t *at, uint32_t size)
{
	uint16_t two;
	uint32_t four;
	uint64_t eight;

	switch (size) {
	case 1: return *at;
	case 2: memcpy(&two, at, sizeof(two)); return two;
	case 4: memcpy(&four, at, sizeof(four)); return four;
	default: memcpy(&eight, at, sizeof(eight)); return eight;
	}
}

static bool is_before(gs_str a, gs_str b)
{
	uint32_t len = a.len < b.len ? a.len : b.len;
	int order = len > 0 ? memcmp(a.data, b.data, len) : 0;

	return order < 0 || (order == 0 && a.len < b.len);
}

/* Keys that come in an order are soon seen to differ. */
static bool are_in_order(const struct gs_field *key, const uint8_t *at, size_t size, uint32_t len)
{
	if (key->kind == GS_STRING || key->kind == GS_BYTES) {
		for (uint32_t i = 1; i < len; i++, at += size)
			if (!is_before(bytes_of(key, at), bytes_of(key, at + size)))
				return false;
		return true;
	}
	for (uint32_t i = 1; i < len; i++, at += size)
		if (word_at(at, key->size) >= word_at(at + size, key->size))
			return false;
	return true;
}

static bool are_few_and_differ(
	const struct gs_record *pair, const void *items, uint32_t len, uint32_t *twice)
{
	const struct gs_field *field = &pair->fields[0];
	const uint8_t *from = (const uint8_t *)items + field->at;
	gs_str keys[PAIRWISE];

	for (uint32_t i = 0; i < len; i++) {
		keys[i] = bytes_of(field, from + (size_t)i * pair->size);
		for (uint32_t other = 0; other < i; other++) {
			if (is_same(keys[i], keys[other])) {
				*twice = i;
				return false;
			}
		}
	}
	return true;
}

static uint32_t mask_for(uint32_t len)
{
	uint32_t mask = 3;

	while (mask < 2 * (uint64_t)len)
		mask = 2 * mask + 1;
	return mask;
}

/* `slots` is a table of indices, at most half full. */
static bool are_told_apart(const struct gs_record *pair, const void *items, uint32_t len,
	const uint64_t key[2], uint32_t *slots, uint32_t *twice)
{
	const struct gs_field *field = &pair->fields[0];
	const uint8_t *from = (const uint8_t *)items + field->at;
	uint32_t mask = mask_for(len);

	memset(slots, 0, ((size_t)mask + 1) * sizeof(*slots));
	for (uint32_t i = 0; i < len; i++) {
		gs_str own = bytes_of(field, from + (size_t)i * pair->size);
		uint32_t at = (uint32_t)gs__hash(key, own.data, own.len) & mask;

		for (; slots[at]; at = (at + 1) & mask) {
			size_t other = slots[at] - 1;

			if (is_same(own, bytes_of(field, from + other * pair->size))) {
				*twice = i;
				return false;
			}
		}
		slots[at] = i + 1;
	}
	return true;
}

/* Where the arena has no seed, its place stands in. */
bool gs__keys_differ(const struct gs_reader *in, const struct gs_record *pair, const void *items,
	uint32_t len, uint32_t *twice)
{
	const uint64_t key[2] = { in->arena ? in->arena->seed : 0, (uintptr_t)in->arena };
	const struct gs_field *field = &pair->fields[0];
	uint32_t *slots;

	*twice = 0;
	if (len < 2 || are_in_order(field, (const uint8_t *)items + field->at, pair->size, len))
		return true;
	if (len <= PAIRWISE)
		return are_few_and_differ(pair, items, len, twice);
	slots = gs__read_room(in, ((size_t)mask_for(len) + 1) * sizeof(*slots));
	return slots && are_told_apart(pair, items, len, key, slots, twice);
}

bool gs__pairs_differ(
	const struct gs_record *pair, const void *items, uint32_t len, uint32_t *twice)
{
	const struct gs_field *field = &pair->fields[0];
	uint32_t few[FEW], *slots = few;
	uint64_t key[2];
	bool differ;

	*twice = 0;
	if (len < 2 || are_in_order(field, (const uint8_t *)items + field->at, pair->size, len))
		return true;
	if (len <= PAIRWISE)
		return are_few_and_differ(pair, items, len, twice);
	if (mask_for(len) >= FEW) {
		slots = malloc(((size_t)mask_for(len) + 1) * sizeof(*slots));
		if (!slots)
			return false;
	}
	/* Nobody outside knows where things are. */
	key[0] = (uintptr_t)slots;
	key[1] = (uintptr_t)items;
	differ = are_told_apart(pair, items, len, key, slots, twice);
	if (slots != few)
		free(slots);
	return differ;
}

bool gs__write_keys(
	struct gs_writer *out, const struct gs_record *pair, const void *items, uint32_t len)
{
	uint32_t twice;

	if (gs__pairs_differ(pair, items, len, &twice))
		return true;
	out->no_memory = twice == 0;
	return false;
}
