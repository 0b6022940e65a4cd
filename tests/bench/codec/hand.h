/* SPDX-License-Identifier: MIT */
/*
 * hand: the messages of shapes.gs as a careful person would write their codec by hand, in the
 * positional form, with the same checks: types, bounds, ranges, UTF-8, the integer forms, elements
 * that a newer peer added. hand_write.c expects room for the largest message.
 */
#ifndef TESTS_BENCH_CODEC_HAND_H
#define TESTS_BENCH_CODEC_HAND_H

#include "tests/bench/codec/measure.h"

#include <stddef.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64, POINT_NAME_MAX = 16, COLOURS = 3, BUFFER = 16384 };

struct hand_text {
	const char *data;
	uint32_t len;
};

struct hand_small {
	uint32_t kind;
	uint64_t id;
	bool live;
};

struct hand_mixed {
	uint64_t id;
	struct hand_text name;
	int32_t kind;
	double weight;
	bool live;
	uint32_t *samples;
	uint32_t sample_count;
	struct hand_text digest;
};

struct hand_point {
	uint64_t id;
	struct hand_text name;
	double weight;
};

struct hand_many {
	struct hand_point *points;
	uint32_t count;
};

struct hand_place {
	int32_t x;
	int32_t y;
	bool has_label;
	struct hand_text label;
};

struct hand_price {
	struct hand_text goods;
	uint32_t price;
};

struct hand_nested {
	struct hand_place at;
	int colour;
	bool has_limit;
	uint32_t limit;
	struct hand_price *prices;
	uint32_t price_count;
};

/* Behind what was written; NULL: it breaks a bound. */
uint8_t *hand_write_small(uint8_t *at, const struct hand_small *msg);
uint8_t *hand_write_mixed(uint8_t *at, const struct hand_mixed *msg);
uint8_t *hand_write_many(uint8_t *at, const struct hand_many *msg);
uint8_t *hand_write_nested(uint8_t *at, const struct hand_nested *msg);

/* Behind what was read; NULL: it is no such message. */
const uint8_t *hand_read_small(const uint8_t *at, const uint8_t *end, struct hand_small *msg);
const uint8_t *hand_read_mixed(const uint8_t *at, const uint8_t *end, struct hand_mixed *msg);
const uint8_t *hand_read_many(const uint8_t *at, const uint8_t *end, struct hand_many *msg);
const uint8_t *hand_read_nested(const uint8_t *at, const uint8_t *end, struct hand_nested *msg);

/* No key twice? There are few: each with each. */
static inline bool hand_goods_differ(const struct hand_price *prices, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		for (uint32_t j = 0; j < i; j++) {
			const struct hand_text *a = &prices[i].goods, *b = &prices[j].goods;

			if (a->len == b->len && !memcmp(a->data, b->data, a->len))
				return false;
		}
	}
	return true;
}

/* Room for a list, or NULL. */
void *hand_take(size_t size);

bool hand_is_utf8(const uint8_t *at, size_t len);

/* All ASCII is seen eight bytes at a time. */
static inline bool hand_is_text(const uint8_t *at, size_t len)
{
	uint64_t all = 0, word;
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		memcpy(&word, at + i, 8);
		all |= word;
	}
	for (; i < len; i++)
		all |= at[i];
	return !(all & 0x8080808080808080) || hand_is_utf8(at, len);
}

#endif
