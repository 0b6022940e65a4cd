/* SPDX-License-Identifier: MIT */
#include "tests/bench/codec/hand.h"

static inline void put64(uint8_t *at, uint64_t n)
{
	n = __builtin_bswap64(n);
	memcpy(at, &n, 8);
}

static inline uint8_t *put_big(uint8_t *at, uint8_t tag, uint64_t n)
{
	if (n <= UINT8_MAX) {
		at[0] = tag;
		at[1] = (uint8_t)n;
		return at + 2;
	}
	if (n <= UINT16_MAX) {
		at[0] = (uint8_t)(tag + 1);
		at[1] = (uint8_t)(n >> 8);
		at[2] = (uint8_t)n;
		return at + 3;
	}
	if (n <= UINT32_MAX) {
		uint32_t swapped = __builtin_bswap32((uint32_t)n);

		at[0] = (uint8_t)(tag + 2);
		memcpy(at + 1, &swapped, 4);
		return at + 5;
	}
	at[0] = (uint8_t)(tag + 3);
	put64(at + 1, n);
	return at + 9;
}

static inline uint8_t *put_unsigned(uint8_t *at, uint64_t n)
{
	if (n >= 0x80)
		return put_big(at, 0xcc, n);
	*at = (uint8_t)n;
	return at + 1;
}

static inline uint8_t *put_signed(uint8_t *at, int64_t n)
{
	if (n >= 0)
		return put_unsigned(at, (uint64_t)n);
	if (n >= -32) {
		*at = (uint8_t)n;
		return at + 1;
	}
	if (n >= INT8_MIN) {
		at[0] = 0xd0;
		at[1] = (uint8_t)n;
		return at + 2;
	}
	if (n >= INT16_MIN) {
		at[0] = 0xd1;
		at[1] = (uint8_t)(n >> 8);
		at[2] = (uint8_t)n;
		return at + 3;
	}
	if (n >= INT32_MIN) {
		uint32_t swapped = __builtin_bswap32((uint32_t)n);

		at[0] = 0xd2;
		memcpy(at + 1, &swapped, 4);
		return at + 5;
	}
	at[0] = 0xd3;
	put64(at + 1, (uint64_t)n);
	return at + 9;
}

static inline uint8_t *put_double(uint8_t *at, double value)
{
	uint64_t raw;

	memcpy(&raw, &value, 8);
	at[0] = 0xcb;
	put64(at + 1, raw);
	return at + 9;
}

static inline uint8_t *put_text(uint8_t *at, struct hand_text text)
{
	if (text.len < 32)
		*at++ = (uint8_t)(0xa0 | text.len);
	else
		at = put_big(at, 0xd9, text.len);
	memcpy(at, text.data, text.len);
	return at + text.len;
}

uint8_t *hand_write_small(uint8_t *at, const struct hand_small *msg)
{
	*at++ = 0x93;
	at = put_unsigned(at, msg->kind);
	at = put_unsigned(at, msg->id);
	*at++ = (uint8_t)(0xc2 | msg->live);
	return at;
}

uint8_t *hand_write_mixed(uint8_t *at, const struct hand_mixed *msg)
{
	if (msg->name.len > NAME_MAX_BYTES ||
		!hand_is_text((const uint8_t *)msg->name.data, msg->name.len) ||
		msg->sample_count > CODEC_SAMPLES || msg->digest.len > CODEC_DIGEST)
		return NULL;
	*at++ = 0x97;
	at = put_unsigned(at, msg->id);
	at = put_text(at, msg->name);
	at = put_signed(at, msg->kind);
	at = put_double(at, msg->weight);
	*at++ = (uint8_t)(0xc2 | msg->live);
	*at++ = (uint8_t)(0x90 | msg->sample_count);
	for (uint32_t i = 0; i < msg->sample_count; i++)
		at = put_unsigned(at, msg->samples[i]);
	*at++ = 0xc4;
	*at++ = (uint8_t)msg->digest.len;
	memcpy(at, msg->digest.data, msg->digest.len);
	return at + msg->digest.len;
}

uint8_t *hand_write_many(uint8_t *at, const struct hand_many *msg)
{
	if (msg->count > CODEC_POINTS)
		return NULL;
	*at++ = 0x91;
	if (msg->count < 16) {
		*at++ = (uint8_t)(0x90 | msg->count);
	} else {
		at[0] = 0xdc;
		at[1] = 0;
		at[2] = (uint8_t)msg->count;
		at += 3;
	}
	for (uint32_t i = 0; i < msg->count; i++) {
		const struct hand_point *point = &msg->points[i];

		if (point->name.len > POINT_NAME_MAX ||
			!hand_is_text((const uint8_t *)point->name.data, point->name.len))
			return NULL;
		*at++ = 0x93;
		at = put_unsigned(at, point->id);
		at = put_text(at, point->name);
		at = put_double(at, point->weight);
	}
	return at;
}

uint8_t *hand_write_nested(uint8_t *at, const struct hand_nested *msg)
{
	const struct hand_place *place = &msg->at;

	if (msg->colour < 0 || msg->colour >= COLOURS || msg->price_count > CODEC_PRICES ||
		(place->has_label && (place->label.len > POINT_NAME_MAX ||
					     !hand_is_text((const uint8_t *)place->label.data,
						     place->label.len))))
		return NULL;
	*at++ = 0x94;
	*at++ = 0x93;
	at = put_signed(at, place->x);
	at = put_signed(at, place->y);
	if (place->has_label)
		at = put_text(at, place->label);
	else
		*at++ = 0xc0;
	*at++ = (uint8_t)msg->colour;
	if (msg->has_limit)
		at = put_unsigned(at, msg->limit);
	else
		*at++ = 0xc0;
	*at++ = (uint8_t)(0x80 | msg->price_count);
	for (uint32_t i = 0; i < msg->price_count; i++) {
		const struct hand_price *price = &msg->prices[i];

		if (price->goods.len > POINT_NAME_MAX ||
			!hand_is_text((const uint8_t *)price->goods.data, price->goods.len))
			return NULL;
		at = put_text(at, price->goods);
		at = put_unsigned(at, price->price);
	}
	return hand_goods_differ(msg->prices, msg->price_count) ? at : NULL;
}
