/* SPDX-License-Identifier: MIT */
/*
 * Our own generated codec, as the runtime calls it: through the record's functions. They expect
 * what hand_write.c expects: that the caller made room for the message, here once for all.
 */
#include "tests/bench/codec/measure.h"

#include "runtime/base/arena.h"
#include "shapes.gs.h"

#include <gs_codec.h>

enum { BUFFER = 16384 };

static struct gs_writer out = { .limit = 1 << 20 };
static struct gs__arena arena;

static uint32_t numbers[CODEC_SAMPLES];
static uint8_t digest[CODEC_DIGEST];
static struct point points[CODEC_POINTS];
static struct gs_pair_string_u32 prices[CODEC_PRICES];

/* Both are part of their callers, as the functions of the other peers. */
#define HERE __attribute__((always_inline)) static inline

HERE bool encode(const struct gs_clause *clause, const void *message)
{
	out.at = clause->in->write(out.bytes, &out, message);
	return out.at;
}

HERE bool decode(const struct gs_clause *clause, void *message)
{
	const struct gs_reader in = { out.bytes, out.at, &arena };
	const uint8_t *next = clause->in->read(in.at, &in, message);

	__asm__ volatile("" : : "r"(message) : "memory");
	return next == in.end;
}

/* The same of one with lists. */
HERE bool decode_lists(const struct gs_clause *clause, void *message)
{
	bool good = decode(clause, message);

	gs__arena_reset(&arena);
	return good;
}

static bool encode_small(void)
{
	static struct shapes_small msg = { CODEC_KIND, CODEC_ID, true };

	return encode(&shapes_small_clause, &msg);
}

static bool decode_small(void)
{
	struct shapes_small msg;

	return decode(&shapes_small_clause, &msg);
}

static bool encode_mixed(void)
{
	static struct shapes_mixed msg = { CODEC_ID, { CODEC_NAME, sizeof(CODEC_NAME) - 1 },
		CODEC_SIGNED, CODEC_WEIGHT, true, { numbers, CODEC_SAMPLES },
		{ digest, sizeof(digest) } };

	return encode(&shapes_mixed_clause, &msg);
}

static bool decode_mixed(void)
{
	struct shapes_mixed msg;

	return decode_lists(&shapes_mixed_clause, &msg);
}

static bool encode_many(void)
{
	static struct shapes_many msg = { { points, CODEC_POINTS } };

	return encode(&shapes_many_clause, &msg);
}

static bool decode_many(void)
{
	struct shapes_many msg;

	return decode_lists(&shapes_many_clause, &msg);
}

static bool encode_nested(void)
{
	static struct shapes_nested msg = {
		{ CODEC_X, CODEC_Y, { true, { CODEC_LABEL, sizeof(CODEC_LABEL) - 1 } } },
		CODEC_COLOUR, { true, CODEC_LIMIT }, { prices, CODEC_PRICES }
	};

	return encode(&shapes_nested_clause, &msg);
}

static bool decode_nested(void)
{
	struct shapes_nested msg;

	return decode_lists(&shapes_nested_clause, &msg);
}

int main(int argc, char **argv)
{
	static const char *const goods[] = CODEC_GOODS;
	static const struct codec codec = {
		.encode = { encode_small, encode_mixed, encode_many, encode_nested },
		.decode = { decode_small, decode_mixed, decode_many, decode_nested },
	};

	if (!gs_write_room(&out.at, &out, BUFFER))
		return 1;
	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		numbers[i] = codec_sample(i);
	for (uint32_t i = 0; i < CODEC_POINTS; i++)
		points[i] = (struct point){ CODEC_ID + i, GS_STR(CODEC_POINT_NAME), CODEC_WEIGHT };
	for (uint32_t i = 0; i < CODEC_PRICES; i++)
		prices[i] = (struct gs_pair_string_u32){ { goods[i], (uint32_t)strlen(goods[i]) },
			codec_sample(i) };
	return codec_main(&codec, argc, argv);
}
