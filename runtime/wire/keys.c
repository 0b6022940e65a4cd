/* SPDX-License-Identifier: MIT */
/* The keys of a map in a message: each may stand there once. */
#include <gs_codec.h>

#include "runtime/base/arena.h"
#include "runtime/base/hash.h"

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
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* A table of indices, at most half full. Where the arena has no seed, its place stands in. */
bool gs__keys_differ(const struct gs_reader *in, const struct gs_record *pair, const void *items,
	uint32_t len, uint32_t *twice)
{
	const uint64_t key[2] = { in->arena ? in->arena->seed : 0, (uintptr_t)in->arena };
	const struct gs_field *field = &pair->fields[0];
	const uint8_t *from = (const uint8_t *)items + field->at;
	uint32_t *slots, mask = 3;

	*twice = 0;
	if (len < 2)
		return true;
	while (mask < 2 * (uint64_t)len)
		mask = 2 * mask + 1;
	slots = gs__read_room(in, ((size_t)mask + 1) * sizeof(*slots));
	if (!slots)
		return false;
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
