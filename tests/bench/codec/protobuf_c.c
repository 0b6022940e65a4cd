/* SPDX-License-Identifier: MIT */
/* protobuf-c: packed into a buffer, unpacked onto the heap as its users do. */
#include "tests/bench/codec/measure.h"

#include "shapes.pb-c.h"

static uint8_t buffer[16384];
static size_t len;
static uint32_t samples[CODEC_SAMPLES];
static uint8_t digest[CODEC_DIGEST];
static char name[] = CODEC_NAME, point_name[] = CODEC_POINT_NAME;
static Shapes__Point points[CODEC_POINTS];
static Shapes__Point *list[CODEC_POINTS];
static Shapes__Small small = SHAPES__SMALL__INIT;
static Shapes__Mixed mixed = SHAPES__MIXED__INIT;
static Shapes__Many many = SHAPES__MANY__INIT;

static bool encode_small(void)
{
	len = shapes__small__pack(&small, buffer);
	return len > 0;
}

static bool encode_mixed(void)
{
	len = shapes__mixed__pack(&mixed, buffer);
	return len > 0;
}

static bool encode_many(void)
{
	len = shapes__many__pack(&many, buffer);
	return len > 0;
}

static bool decode_small(void)
{
	Shapes__Small *msg = shapes__small__unpack(NULL, len, buffer);
	bool is_good = msg;

	if (msg)
		shapes__small__free_unpacked(msg, NULL);
	return is_good;
}

static bool decode_mixed(void)
{
	Shapes__Mixed *msg = shapes__mixed__unpack(NULL, len, buffer);
	bool is_good = msg;

	if (msg)
		shapes__mixed__free_unpacked(msg, NULL);
	return is_good;
}

static bool decode_many(void)
{
	Shapes__Many *msg = shapes__many__unpack(NULL, len, buffer);
	bool is_good = msg;

	if (msg)
		shapes__many__free_unpacked(msg, NULL);
	return is_good;
}

static void fill(void)
{
	small.kind = CODEC_KIND;
	small.id = CODEC_ID;
	small.live = true;
	mixed.id = CODEC_ID;
	mixed.name = name;
	mixed.kind = CODEC_SIGNED;
	mixed.weight = CODEC_WEIGHT;
	mixed.live = true;
	mixed.n_samples = CODEC_SAMPLES;
	mixed.samples = samples;
	mixed.digest = (ProtobufCBinaryData){ sizeof(digest), digest };
	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		samples[i] = codec_sample(i);
	for (uint32_t i = 0; i < CODEC_POINTS; i++) {
		shapes__point__init(&points[i]);
		points[i].id = CODEC_ID + i;
		points[i].name = point_name;
		points[i].weight = CODEC_WEIGHT;
		list[i] = &points[i];
	}
	many.n_points = CODEC_POINTS;
	many.points = list;
}

int main(int argc, char **argv)
{
	static const struct codec codec = {
		.encode = { encode_small, encode_mixed, encode_many },
		.decode = { decode_small, decode_mixed, decode_many },
	};

	fill();
	return codec_main(&codec, argc, argv);
}
