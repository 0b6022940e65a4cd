/* SPDX-License-Identifier: MIT */
/* msgpack-c: packed into a buffer that is used again, unpacked into its objects, whose types and
 * lengths are looked at as a user would. */
#include "tests/bench/codec/measure.h"

#include <msgpack.h>

static msgpack_sbuffer buffer;
static msgpack_packer packer;
static uint32_t samples[CODEC_SAMPLES];
static uint8_t digest[CODEC_DIGEST];

static void pack_text(const char *text)
{
	msgpack_pack_str_with_body(&packer, text, strlen(text));
}

static bool encode_small(void)
{
	msgpack_sbuffer_clear(&buffer);
	msgpack_pack_array(&packer, 3);
	msgpack_pack_uint32(&packer, CODEC_KIND);
	msgpack_pack_uint64(&packer, CODEC_ID);
	return msgpack_pack_true(&packer) == 0;
}

static bool encode_mixed(void)
{
	msgpack_sbuffer_clear(&buffer);
	msgpack_pack_array(&packer, 7);
	msgpack_pack_uint64(&packer, CODEC_ID);
	pack_text(CODEC_NAME);
	msgpack_pack_int32(&packer, CODEC_SIGNED);
	msgpack_pack_double(&packer, CODEC_WEIGHT);
	msgpack_pack_true(&packer);
	msgpack_pack_array(&packer, CODEC_SAMPLES);
	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		msgpack_pack_uint32(&packer, samples[i]);
	return msgpack_pack_bin_with_body(&packer, digest, sizeof(digest)) == 0;
}

static bool encode_many(void)
{
	int failed = 0;

	msgpack_sbuffer_clear(&buffer);
	msgpack_pack_array(&packer, 1);
	msgpack_pack_array(&packer, CODEC_POINTS);
	for (uint32_t i = 0; i < CODEC_POINTS; i++) {
		msgpack_pack_array(&packer, 3);
		msgpack_pack_uint64(&packer, CODEC_ID + i);
		pack_text(CODEC_POINT_NAME);
		failed |= msgpack_pack_double(&packer, CODEC_WEIGHT);
	}
	return failed == 0;
}

static bool is_array(const msgpack_object *object, uint32_t size)
{
	return object->type == MSGPACK_OBJECT_ARRAY && object->via.array.size >= size;
}

static bool is_unsigned(const msgpack_object *object, uint64_t max)
{
	return object->type == MSGPACK_OBJECT_POSITIVE_INTEGER && object->via.u64 <= max;
}

static bool is_text(const msgpack_object *object, uint32_t max)
{
	return object->type == MSGPACK_OBJECT_STR && object->via.str.size <= max;
}

static bool is_small(const msgpack_object *object)
{
	const msgpack_object *at = object->via.array.ptr;

	return is_array(object, 3) && is_unsigned(&at[0], UINT32_MAX) &&
	       is_unsigned(&at[1], UINT64_MAX) && at[2].type == MSGPACK_OBJECT_BOOLEAN;
}

static bool is_mixed(const msgpack_object *object)
{
	const msgpack_object *at = object->via.array.ptr;

	if (!is_array(object, 7) || !is_unsigned(&at[0], UINT64_MAX) || !is_text(&at[1], 64) ||
		at[2].type != MSGPACK_OBJECT_NEGATIVE_INTEGER ||
		at[3].type != MSGPACK_OBJECT_FLOAT64 || at[4].type != MSGPACK_OBJECT_BOOLEAN ||
		!is_array(&at[5], 0) || at[5].via.array.size > CODEC_SAMPLES ||
		at[6].type != MSGPACK_OBJECT_BIN || at[6].via.bin.size > CODEC_DIGEST)
		return false;
	for (uint32_t i = 0; i < at[5].via.array.size; i++) {
		if (!is_unsigned(&at[5].via.array.ptr[i], UINT32_MAX))
			return false;
	}
	return true;
}

static bool is_many(const msgpack_object *object)
{
	const msgpack_object *list = object->via.array.ptr;

	if (!is_array(object, 1) || !is_array(list, 0) || list->via.array.size > CODEC_POINTS)
		return false;
	for (uint32_t i = 0; i < list->via.array.size; i++) {
		const msgpack_object *point = &list->via.array.ptr[i];
		const msgpack_object *at = point->via.array.ptr;

		if (!is_array(point, 3) || !is_unsigned(&at[0], UINT64_MAX) ||
			!is_text(&at[1], 16) || at[2].type != MSGPACK_OBJECT_FLOAT64)
			return false;
	}
	return true;
}

static bool decode(bool (*is_good)(const msgpack_object *))
{
	msgpack_unpacked unpacked;
	size_t end = 0;
	bool good;

	msgpack_unpacked_init(&unpacked);
	good = msgpack_unpack_next(&unpacked, buffer.data, buffer.size, &end) ==
		       MSGPACK_UNPACK_SUCCESS &&
	       is_good(&unpacked.data);
	msgpack_unpacked_destroy(&unpacked);
	return good;
}

static bool decode_small(void)
{
	return decode(is_small);
}

static bool decode_mixed(void)
{
	return decode(is_mixed);
}

static bool decode_many(void)
{
	return decode(is_many);
}

int main(int argc, char **argv)
{
	static const struct codec codec = {
		.encode = { encode_small, encode_mixed, encode_many },
		.decode = { decode_small, decode_mixed, decode_many },
	};

	msgpack_sbuffer_init(&buffer);
	msgpack_packer_init(&packer, &buffer, msgpack_sbuffer_write);
	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		samples[i] = codec_sample(i);
	return codec_main(&codec, argc, argv);
}
