/* SPDX-License-Identifier: MIT */
/* Our own generated codec, as the runtime calls it: through the record's functions. */
#include "tests/bench/codec/measure.h"

#include "runtime/base/arena.h"
#include "shapes.gs.h"

#include <gs_codec.h>

static struct gs_writer out = { .limit = 1 << 20 };
static struct gs__arena arena;

static uint32_t numbers[CODEC_SAMPLES];
static uint8_t digest[CODEC_DIGEST];
static struct point points[CODEC_POINTS];

static bool encode(const struct gs_clause *clause, const void *message)
{
	uint8_t *next = clause->in->write(out.bytes, &out, message);

	out.at = next;
	return next;
}

static bool decode(const struct gs_clause *clause, void *message)
{
	const struct gs_reader in = { out.bytes, out.at, &arena };
	const uint8_t *next = clause->in->read(in.at, &in, message);

	if (arena.chunk)
		gs__arena_reset(&arena);
	__asm__ volatile("" : : "r"(message) : "memory");
	return next == in.end;
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

	return decode(&shapes_mixed_clause, &msg);
}

static bool encode_many(void)
{
	static struct shapes_many msg = { { points, CODEC_POINTS } };

	return encode(&shapes_many_clause, &msg);
}

static bool decode_many(void)
{
	struct shapes_many msg;

	return decode(&shapes_many_clause, &msg);
}

int main(int argc, char **argv)
{
	static const struct codec codec = {
		.encode = { encode_small, encode_mixed, encode_many },
		.decode = { decode_small, decode_mixed, decode_many },
	};

	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		numbers[i] = codec_sample(i);
	for (uint32_t i = 0; i < CODEC_POINTS; i++)
		points[i] = (struct point){ CODEC_ID + i, GS_STR(CODEC_POINT_NAME), CODEC_WEIGHT };
	return codec_main(&codec, argc, argv);
}
