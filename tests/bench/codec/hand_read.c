/* SPDX-License-Identifier: MIT */
#include "tests/bench/codec/hand.h"

/* Reading: NULL is the end of a message that is not good. */

static inline uint64_t get64(const uint8_t *at)
{
	uint64_t n;

	memcpy(&n, at, 8);
	return __builtin_bswap64(n);
}

/* Any integer, byte by byte. */
static const uint8_t *get_rare(const uint8_t *at, const uint8_t *end, int64_t *to, bool *is_big)
{
	unsigned size;
	uint64_t n = 0;

	*is_big = false;
	if (!at || at == end)
		return NULL;
	if (*at < 0x80 || *at >= 0xe0) {
		*to = (int8_t)*at;
		return at + 1;
	}
	if (*at < 0xcc || *at > 0xd3)
		return NULL;
	size = 1u << ((*at - 0xcc) & 3);
	if ((size_t)(end - at) < 1 + (size_t)size)
		return NULL;
	for (unsigned i = 1; i <= size; i++)
		n = n << 8 | at[i];
	if (*at >= 0xd0)
		n = (uint64_t)((int64_t)(n << (64 - 8 * size)) >> (64 - 8 * size));
	else
		*is_big = n > INT64_MAX;
	*to = (int64_t)n;
	return at + 1 + size;
}

static inline const uint8_t *get_unsigned(const uint8_t *at, const uint8_t *end, uint64_t *to)
{
	int64_t n;
	bool is_big;

	if (at < end && *at < 0x80) {
		*to = *at;
		return at + 1;
	}
	if (end - at >= 9 && (uint8_t)(*at - 0xcc) < 4) {
		unsigned size = 1u << (*at - 0xcc);

		*to = get64(at + 1) >> (64 - 8 * size);
		return at + 1 + size;
	}
	at = get_rare(at, end, &n, &is_big);
	*to = (uint64_t)n;
	return at && (is_big || n >= 0) ? at : NULL;
}

static inline const uint8_t *get_signed(const uint8_t *at, const uint8_t *end, int64_t *to)
{
	bool is_big;

	if (at < end && (uint8_t)(*at + 0x20) < 0xa0) {
		*to = (int8_t)*at;
		return at + 1;
	}
	at = get_rare(at, end, to, &is_big);
	return is_big ? NULL : at;
}

static inline const uint8_t *get_double(const uint8_t *at, const uint8_t *end, double *to)
{
	uint64_t raw;
	int64_t n;
	bool is_big;

	if (end - at >= 9 && *at == 0xcb) {
		raw = get64(at + 1);
		memcpy(to, &raw, 8);
		return at + 9;
	}
	if (end - at >= 5 && *at == 0xca) {
		uint32_t raw32;
		float narrow;

		memcpy(&raw32, at + 1, 4);
		raw32 = __builtin_bswap32(raw32);
		memcpy(&narrow, &raw32, 4);
		*to = (double)narrow;
		return at + 5;
	}
	at = get_rare(at, end, &n, &is_big);
	if (at)
		*to = is_big ? (double)(uint64_t)n : (double)n;
	return at;
}

static inline const uint8_t *get_bool(const uint8_t *at, const uint8_t *end, bool *to)
{
	if (at >= end || (*at & 0xfe) != 0xc2)
		return NULL;
	*to = *at & 1;
	return at + 1;
}

static inline bool get_nil(const uint8_t **at, const uint8_t *end)
{
	if (*at >= end || **at != 0xc0)
		return false;
	++*at;
	return true;
}

static const uint8_t *get_long(
	const uint8_t *at, const uint8_t *end, uint8_t tag, unsigned least, uint32_t *to)
{
	unsigned size;
	uint32_t n = 0;

	if (at >= end || *at < tag + least || *at > tag + 2)
		return NULL;
	size = 1u << (*at - tag);
	if ((size_t)(end - at) < 1 + (size_t)size)
		return NULL;
	for (unsigned i = 1; i <= size; i++)
		n = n << 8 | at[i];
	*to = n;
	return at + 1 + size;
}

static inline const uint8_t *get_array(const uint8_t *at, const uint8_t *end, uint32_t *to)
{
	if (at < end && (*at & 0xf0) == 0x90) {
		*to = *at & 0x0f;
		return at + 1;
	}
	return get_long(at, end, 0xdb, 1, to);
}

static inline const uint8_t *get_text(
	const uint8_t *at, const uint8_t *end, uint32_t max, struct hand_text *to)
{
	if (at < end && (*at & 0xe0) == 0xa0)
		to->len = *at++ & 0x1f;
	else if (!(at = get_long(at, end, 0xd9, 0, &to->len)))
		return NULL;
	if (to->len > max || to->len > (size_t)(end - at) || !hand_is_text(at, to->len))
		return NULL;
	to->data = (const char *)at;
	return at + to->len;
}

static inline const uint8_t *get_bytes(
	const uint8_t *at, const uint8_t *end, uint32_t max, struct hand_text *to)
{
	const uint8_t *from = at;

	if (end - at >= 2 && *at == 0xc4) {
		to->len = at[1];
		at += 2;
	} else if (at < end && (*at & 0xe0) == 0xa0) {
		to->len = *at++ & 0x1f;
	} else if (!(at = get_long(from, end, 0xc4, 0, &to->len)) &&
		   !(at = get_long(from, end, 0xd9, 0, &to->len))) {
		return NULL;
	}
	if (to->len > max || to->len > (size_t)(end - at))
		return NULL;
	to->data = (const char *)at;
	return at + to->len;
}

/* One object that is not known, to depth 32. */
static const uint8_t *skip(const uint8_t *at, const uint8_t *end, unsigned depth)
{
	uint32_t n = 0;
	int64_t number;
	bool is_big;
	double real;
	const uint8_t *next;
	struct hand_text text;

	if (at >= end || depth == 32)
		return NULL;
	if (*at == 0xc0 || *at == 0xc2 || *at == 0xc3)
		return at + 1;
	if ((next = get_rare(at, end, &number, &is_big)) || (next = get_double(at, end, &real)) ||
		(next = get_bytes(at, end, UINT32_MAX, &text)))
		return next;
	if ((*at & 0xf0) == 0x80) {
		n = 2u * (*at++ & 0x0f);
	} else if (!(next = get_array(at, end, &n))) {
		next = get_long(at, end, 0xdd, 1, &n);
		n *= 2;
		if (!next)
			return NULL;
		at = next;
	} else {
		at = next;
	}
	while (at && n--)
		at = skip(at, end, depth + 1);
	return at;
}

static const uint8_t *skip_rest(const uint8_t *at, const uint8_t *end, uint32_t more)
{
	while (at && more--)
		at = skip(at, end, 0);
	return at;
}

const uint8_t *hand_read_small(const uint8_t *at, const uint8_t *end, struct hand_small *msg)
{
	uint32_t given;
	uint64_t n;

	if (!(at = get_array(at, end, &given)) || given < 3)
		return NULL;
	if (!(at = get_unsigned(at, end, &n)) || n > UINT32_MAX)
		return NULL;
	msg->kind = (uint32_t)n;
	if (!(at = get_unsigned(at, end, &msg->id)))
		return NULL;
	if (!(at = get_bool(at, end, &msg->live)))
		return NULL;
	return given == 3 ? at : skip_rest(at, end, given - 3);
}

const uint8_t *hand_read_mixed(const uint8_t *at, const uint8_t *end, struct hand_mixed *msg)
{
	uint32_t given;
	uint64_t n;
	int64_t i;

	if (!(at = get_array(at, end, &given)) || given < 7)
		return NULL;
	if (!(at = get_unsigned(at, end, &msg->id)) ||
		!(at = get_text(at, end, NAME_MAX_BYTES, &msg->name)))
		return NULL;
	if (!(at = get_signed(at, end, &i)) || i < INT32_MIN || i > INT32_MAX)
		return NULL;
	msg->kind = (int32_t)i;
	if (!(at = get_double(at, end, &msg->weight)) || !(at = get_bool(at, end, &msg->live)) ||
		!(at = get_array(at, end, &msg->sample_count)) || msg->sample_count > CODEC_SAMPLES)
		return NULL;
	msg->samples = hand_take(msg->sample_count * sizeof(*msg->samples));
	if (!msg->samples)
		return NULL;
	for (uint32_t j = 0; j < msg->sample_count; j++) {
		if (!(at = get_unsigned(at, end, &n)) || n > UINT32_MAX)
			return NULL;
		msg->samples[j] = (uint32_t)n;
	}
	if (!(at = get_bytes(at, end, CODEC_DIGEST, &msg->digest)))
		return NULL;
	return given == 7 ? at : skip_rest(at, end, given - 7);
}

const uint8_t *hand_read_many(const uint8_t *at, const uint8_t *end, struct hand_many *msg)
{
	uint32_t all, given;

	if (!(at = get_array(at, end, &all)) || all < 1)
		return NULL;
	if (!(at = get_array(at, end, &msg->count)) || msg->count > CODEC_POINTS ||
		msg->count > (size_t)(end - at))
		return NULL;
	msg->points = hand_take(msg->count * sizeof(*msg->points));
	if (!msg->points)
		return NULL;
	for (uint32_t i = 0; i < msg->count; i++) {
		struct hand_point *point = &msg->points[i];

		if (!(at = get_array(at, end, &given)) || given < 3 ||
			!(at = get_unsigned(at, end, &point->id)) ||
			!(at = get_text(at, end, POINT_NAME_MAX, &point->name)) ||
			!(at = get_double(at, end, &point->weight)))
			return NULL;
		if (given > 3 && !(at = skip_rest(at, end, given - 3)))
			return NULL;
	}
	return all == 1 ? at : skip_rest(at, end, all - 1);
}

static const uint8_t *read_place(const uint8_t *at, const uint8_t *end, struct hand_place *place)
{
	uint32_t given;
	int64_t x, y;

	if (!(at = get_array(at, end, &given)) || given < 3)
		return NULL;
	if (!(at = get_signed(at, end, &x)) || x < INT32_MIN || x > INT32_MAX ||
		!(at = get_signed(at, end, &y)) || y < INT32_MIN || y > INT32_MAX)
		return NULL;
	place->x = (int32_t)x;
	place->y = (int32_t)y;
	place->has_label = !get_nil(&at, end);
	if (place->has_label && !(at = get_text(at, end, POINT_NAME_MAX, &place->label)))
		return NULL;
	return given == 3 ? at : skip_rest(at, end, given - 3);
}

static const uint8_t *read_prices(const uint8_t *at, const uint8_t *end, struct hand_nested *msg)
{
	uint64_t n;

	if (at < end && (*at & 0xf0) == 0x80)
		msg->price_count = *at++ & 0x0f;
	else if (!(at = get_long(at, end, 0xdd, 1, &msg->price_count)))
		return NULL;
	if (msg->price_count > CODEC_PRICES ||
		!(msg->prices = hand_take(msg->price_count * sizeof(*msg->prices))))
		return NULL;
	for (uint32_t i = 0; i < msg->price_count; i++) {
		if (!(at = get_text(at, end, POINT_NAME_MAX, &msg->prices[i].goods)) ||
			!(at = get_unsigned(at, end, &n)) || n > UINT32_MAX)
			return NULL;
		msg->prices[i].price = (uint32_t)n;
	}
	return hand_goods_differ(msg->prices, msg->price_count) ? at : NULL;
}

static bool read_colour(struct hand_text name, int *colour)
{
	static const char *const names[COLOURS] = { "red", "green", "blue" };

	for (*colour = 0; *colour < COLOURS; ++*colour)
		if (strlen(names[*colour]) == name.len &&
			!memcmp(names[*colour], name.data, name.len))
			return true;
	return false;
}

const uint8_t *hand_read_nested(const uint8_t *at, const uint8_t *end, struct hand_nested *msg)
{
	struct hand_text name;
	uint32_t given;
	uint64_t n;

	if (!(at = get_array(at, end, &given)) || given < 4 ||
		!(at = read_place(at, end, &msg->at)))
		return NULL;
	if (at < end && *at < COLOURS)
		msg->colour = *at++;
	else if (!(at = get_text(at, end, POINT_NAME_MAX, &name)) ||
		 !read_colour(name, &msg->colour))
		return NULL;
	msg->has_limit = !get_nil(&at, end);
	if (msg->has_limit) {
		if (!(at = get_unsigned(at, end, &n)) || n > UINT32_MAX)
			return NULL;
		msg->limit = (uint32_t)n;
	}
	if (!(at = read_prices(at, end, msg)))
		return NULL;
	return given == 4 ? at : skip_rest(at, end, given - 4);
}
