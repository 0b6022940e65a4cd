/* SPDX-License-Identifier: MIT */
/* The codec's primitives: every form of every kind, ranges, ends of input, what is refused. */
#include <gs_codec.h>

#include "runtime/base/arena.h"
#include "runtime/wire/complete.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

/* A reader of exactly these bytes, on the heap, so that a sanitizer sees a byte too many. */
static uint8_t *block;

static struct gs_reader reader(const uint8_t *bytes, size_t len)
{
	free(block);
	block = malloc(len ? len : 1);
	assert_non_null(block);
	if (len > 0)
		memcpy(block, bytes, len);
	return (struct gs_reader){ block, block + len, NULL };
}

static int drop(void **unused)
{
	(void)unused;
	free(block);
	block = NULL;
	return 0;
}

/* Each value in each of the forms that hold it, with nothing and with much behind it. Only an
 * unsigned one in a signed form is left to the complete functions. */
static void check_int(int64_t n, uint8_t tag, unsigned size)
{
	uint8_t bytes[32] = { tag };
	struct gs_reader in;
	uint64_t u64 = 99;
	int64_t i64 = 99;

	for (unsigned i = 0; i < size; i++)
		bytes[1 + i] = (uint8_t)((uint64_t)n >> 8 * (size - 1 - i));
	for (size_t len = 1 + size; len <= sizeof(bytes); len += 15) {
		in = reader(bytes, len);
		assert_true(gs__read_int(&in, &i64) && i64 == n && in.at == block + 1 + size);
		in = reader(bytes, len);
		assert_true(gs_read_i64(&in.at, &in, INT64_MIN, INT64_MAX, &i64));
		assert_true(i64 == n && in.at == block + 1 + size);
		in = reader(bytes, len);
		assert_int_equal(gs__read_uint(&in, &u64), n >= 0);
		assert_true(n < 0 || (u64 == (uint64_t)n && in.at == block + 1 + size));
		in = reader(bytes, len);
		assert_int_equal(gs_read_u64(&in.at, &in, 0, UINT64_MAX, &u64), n >= 0);
		assert_true(n < 0 || (u64 == (uint64_t)n && in.at == block + 1 + size));
	}
	for (size_t len = 0; len < 1 + size; len++) {
		in = reader(bytes, len);
		assert_false(gs__read_int(&in, &i64));
		in = reader(bytes, len);
		assert_false(gs__read_uint(&in, &u64));
		in = reader(bytes, len);
		assert_false(gs_read_i64(&in.at, &in, INT64_MIN, INT64_MAX, &i64));
		in = reader(bytes, len);
		assert_false(gs_read_u64(&in.at, &in, 0, UINT64_MAX, &u64));
	}
}

static void integers_in_every_form(void **unused)
{
	static const int64_t values[] = { 0, 1, 31, 127, 128, 255, 256, 32767, 32768, 65535, 65536,
		2147483647, 2147483648, 4294967295, 4294967296, INT64_MAX, -1, -32, -33, -128, -129,
		-32768, -32769, -2147483648LL, -2147483649LL, INT64_MIN };

	(void)unused;
	for (size_t i = 0; i < GS_COUNT(values); i++) {
		int64_t n = values[i];

		if (n >= -32 && n < 128)
			check_int(n, (uint8_t)n, 0);
		for (unsigned size = 1, form = 0; size <= 8; size *= 2, form++) {
			if (n >= 0 && (size == 8 || n < (int64_t)1 << 8 * size))
				check_int(n, (uint8_t)(0xcc + form), size);
			if (size == 8 || (n >= -((int64_t)1 << (8 * size - 1)) &&
						 n < (int64_t)1 << (8 * size - 1)))
				check_int(n, (uint8_t)(0xd0 + form), size);
		}
	}
}

static void integers_are_written_shortest(void **unused)
{
	static const struct {
		int64_t n;
		size_t len;
	} cases[] = { { 0, 1 }, { 127, 1 }, { 128, 2 }, { 255, 2 }, { 256, 3 }, { 65535, 3 },
		{ 65536, 5 }, { 4294967295, 5 }, { 4294967296, 9 }, { INT64_MAX, 9 }, { -1, 1 },
		{ -32, 1 }, { -33, 2 }, { -128, 2 }, { -129, 3 }, { -32768, 3 }, { -32769, 5 },
		{ -2147483648LL, 5 }, { -2147483649LL, 9 }, { INT64_MIN, 9 } };

	(void)unused;
	for (size_t i = 0; i < GS_COUNT(cases); i++) {
		struct gs_writer out = { .limit = 100 };
		struct gs_reader in;
		int64_t back;

		assert_true(gs_write_room(&out.at, &out, 9));
		assert_true(gs_write_int(&out.at, cases[i].n));
		assert_int_equal(out.at - out.bytes, cases[i].len);
		in = (struct gs_reader){ out.bytes, out.at, NULL };
		assert_true(gs_read_i64(&in.at, &in, INT64_MIN, INT64_MAX, &back));
		assert_true(back == cases[i].n);
		free(out.bytes);
	}
}

static void ranges_hold(void **unused)
{
	struct gs_reader in;
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	int8_t i8;
	int16_t i16;
	int32_t i32;
	int64_t i64;

	(void)unused;
	in = reader(BYTES(5, 6, 7, 8));
	assert_true(gs_read_u32(&in.at, &in, 5, 7, &u32) && u32 == 5);
	assert_true(gs_read_u16(&in.at, &in, 5, 7, &u16) && u16 == 6);
	assert_true(gs_read_u8(&in.at, &in, 5, 7, &u8) && u8 == 7);
	assert_false(gs_read_u32(&in.at, &in, 5, 7, &u32));
	in = reader(BYTES(4));
	assert_false(gs_read_u32(&in.at, &in, 5, 7, &u32));
	in = reader(BYTES(0xcd, 1, 0));
	assert_false(gs_read_u8(&in.at, &in, 0, 255, &u8));
	in = reader(BYTES(0xcf, 0, 0, 0, 1, 0, 0, 0, 5)); /* 2^32 + 5 */
	assert_false(gs_read_u32(&in.at, &in, 0, UINT32_MAX, &u32));
	in = reader(BYTES(0xfe, 0xd0, 0x80, 0xd1, 0x80, 0));
	assert_true(gs_read_i8(&in.at, &in, -2, 2, &i8) && i8 == -2);
	assert_true(gs_read_i16(&in.at, &in, -128, 2, &i16) && i16 == -128);
	assert_true(gs_read_i32(&in.at, &in, -32768, 2, &i32) && i32 == -32768);
	in = reader(BYTES(0xfd));
	assert_false(gs_read_i8(&in.at, &in, -2, 2, &i8));
	in = reader(BYTES(3));
	assert_false(gs_read_i8(&in.at, &in, -2, 2, &i8));
	in = reader(BYTES(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
	assert_false(gs_read_i32(&in.at, &in, INT32_MIN, INT32_MAX, &i32)); /* not -1 */
	in = reader(BYTES(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xd0, 5));
	assert_false(gs_read_i64(&in.at, &in, INT64_MIN, INT64_MAX, &i64)); /* nor what follows */
	in = reader(BYTES(0xc3));
	assert_false(gs_read_u32(&in.at, &in, 0, 7, &u32));
}

static void floats(void **unused)
{
	struct gs_reader in;
	double d;
	float f;

	(void)unused;
	in = reader(BYTES(0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0, 0xca, 0x3f, 0, 0, 0, 7, 0xff));
	assert_true(gs__read_number(&in, &d) && d > 0.49 && d < 0.51);
	assert_true(gs__read_number(&in, &d) && d > 0.49 && d < 0.51);
	assert_true(gs__read_number(&in, &d) && d > 6.9 && d < 7.1);
	assert_true(gs__read_number(&in, &d) && d < -0.9 && d > -1.1);
	in.at = block;
	assert_true(gs_read_f64(&in.at, &in, &d) && d > 0.49 && d < 0.51);
	assert_true(gs_read_f32(&in.at, &in, &f) && f > 0.49f && f < 0.51f);
	assert_true(gs_read_f64(&in.at, &in, &d) && d > 6.9 && d < 7.1);
	assert_true(gs_read_f32(&in.at, &in, &f) && f < -0.9f && f > -1.1f);
	assert_false(gs_read_f32(&in.at, &in, &f));
	in.at = block;
	assert_true(gs_read_f32(&in.at, &in, &f) && f > 0.49f && f < 0.51f);
	assert_true(gs_read_f64(&in.at, &in, &d) && d > 0.49 && d < 0.51);
	in = reader(BYTES(0xcb, 0x48, 0, 0, 0, 0, 0, 0, 0)); /* 2^129 */
	assert_false(gs_read_f32(&in.at, &in, &f));
	in = reader(BYTES(0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0)); /* infinity */
	assert_true(gs_read_f32(&in.at, &in, &f) && isinf(f));
	in = reader(BYTES(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
	assert_true(gs_read_f64(&in.at, &in, &d) && d > 0x1p63);
	in = reader(BYTES(0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0));
	assert_true(gs_read_f64(&in.at, &in, &d) && d < -0x1p62);
	in = reader(BYTES(0xca, 0x7f, 0x80, 0, 0)); /* infinity is one */
	assert_true(gs_read_f32(&in.at, &in, &f) && isinf(f));
	in = reader(BYTES(0xca, 0x7f, 0xc0, 0, 0));
	assert_true(gs_read_f32(&in.at, &in, &f) && isnan(f));
	in.at = block;
	assert_false(gs_read_f32_in(&in.at, &in, 0, 1, &f)); /* NaN is in no range */
	in = reader(BYTES(0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0));
	assert_true(gs_read_f64_in(&in.at, &in, 0, 1, &d));
	in.at = block;
	assert_false(gs_read_f64_in(&in.at, &in, 2, 3, &d));
	in = reader(BYTES(0xa0));
	assert_false(gs_read_f64(&in.at, &in, &d));
	assert_false(gs__read_number(&in, &d));
	for (size_t len = 0; len < 9; len++) {
		in = reader(BYTES(0xcb, 1, 2, 3, 4, 5, 6, 7, 8));
		in.end = block + len;
		assert_false(gs_read_f64(&in.at, &in, &d));
		assert_false(gs__read_number(&in, &d));
	}
	in = reader(BYTES(0xca, 1, 2, 3));
	assert_false(gs_read_f32(&in.at, &in, &f));
}

static void durations(void **unused)
{
	struct gs_reader in;
	int64_t ns;

	(void)unused;
	in = reader(BYTES(0xcb, 0x41, 0xcd, 0xcd, 0x65, 0, 0, 0, 0, 0xe0)); /* 1e9, -32 */
	assert_true(gs__read_ns(&in, &ns) && ns == GS_S(1));
	assert_true(gs__read_ns(&in, &ns) && ns == -32);
	in = reader(BYTES(0xe0, 0xe0, 0xcb));
	assert_true(gs_read_duration(&in.at, &in, -32, 0, &ns) && ns == -32);
	assert_false(gs_read_duration(&in.at, &in, -31, 0, &ns));
	in = reader(BYTES(0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0)); /* half a nanosecond */
	assert_false(gs__read_ns(&in, &ns));
	in = reader(BYTES(0xcb, 0x43, 0xe0, 0, 0, 0, 0, 0, 0)); /* 2^63 */
	assert_false(gs__read_ns(&in, &ns));
	in = reader(BYTES(0xcb, 0xc3, 0xe0, 0, 0, 0, 0, 0, 0)); /* -2^63 */
	assert_true(gs__read_ns(&in, &ns) && ns == INT64_MIN);
	in = reader(BYTES(0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0));
	assert_false(gs__read_ns(&in, &ns));
	in = reader(BYTES(0xcb, 0x41));
	assert_false(gs__read_ns(&in, &ns));
}

static void texts_and_bytes(void **unused)
{
	struct gs_reader in;
	gs_bytes bytes;
	gs_str text;

	(void)unused;
	in = reader(
		BYTES(0xa3, 'a', 'b', 'c', 0xd9, 1, 'd', 0xda, 0, 1, 'e', 0xdb, 0, 0, 0, 1, 'f'));
	assert_true(gs__read_str(&in, 3, &text) && memcmp(text.data, "abc", 3) == 0);
	assert_true(gs__read_str(&in, 3, &text) && text.data[0] == 'd');
	assert_true(gs__read_str(&in, 3, &text) && text.data[0] == 'e');
	assert_true(gs__read_str(&in, 3, &text) && text.len == 1 && in.at == in.end);
	in.at = block;
	assert_true(gs_read_str(&in.at, &in, 3, 3, &text) && text.data[0] == 'a');
	assert_true(gs_read_str(&in.at, &in, 0, 32, &text) && text.data[0] == 'd');
	assert_true(gs_read_str(&in.at, &in, 0, 256, &text) && text.data[0] == 'e');
	assert_true(gs_read_str(&in.at, &in, 0, 65536, &text) && in.at == in.end);
	in = reader(BYTES(0xa3, 'a', 'b', 'c'));
	assert_false(gs_read_str(&in.at, &in, 0, 2, &text));
	in.at = block;
	assert_false(gs__read_str(&in, 2, &text));
	in.at = block;
	assert_false(gs_read_str(&in.at, &in, 4, 9, &text));
	in.at = block;
	assert_false(gs_read_bytes(&in.at, &in, 0, 9, &bytes)); /* the table takes it */
	in = reader(BYTES(0xa3, 'a', 'b'));
	assert_false(gs_read_str(&in.at, &in, 0, 9, &text));
	in.at = block;
	assert_false(gs__read_str(&in, 9, &text));
	in = reader(BYTES(0xdb, 0xff, 0xff, 0xff, 0xff, 'a'));
	assert_false(gs_read_str(&in.at, &in, 0, UINT32_MAX, &text));
	in.at = block;
	assert_false(gs__read_str(&in, UINT32_MAX, &text));
	in = reader(BYTES(0xa2, 'a', 0xff));
	assert_false(gs_read_str(&in.at, &in, 0, 9, &text));
	in.at = block;
	assert_false(gs__read_str(&in, 9, &text));
	in = reader(BYTES(0xc4, 2, 0, 0xff));
	assert_false(gs_read_str(&in.at, &in, 0, 9, &text)); /* bytes are no text */
	in.at = block;
	assert_true(gs_read_bytes(&in.at, &in, 2, 2, &bytes) && bytes.data[1] == 0xff);
	in = reader(BYTES(0xc6, 0, 0, 0, 3, 1, 2));
	assert_false(gs_read_bytes(&in.at, &in, 0, 65536, &bytes));
}

/* UTF-8 is checked in the parts of every length that the fast check looks at. */
static void texts_of_every_length(void **unused)
{
	char bytes[40];

	(void)unused;
	for (uint32_t len = 0; len < sizeof(bytes); len++) {
		memset(bytes, 'x', sizeof(bytes));
		for (uint32_t bad = 0; bad <= len; bad++) {
			struct gs_writer out = { .limit = 100 };
			struct gs_reader in;
			gs_str back;

			if (bad < len)
				bytes[bad] = (char)0xff;
			assert_int_equal(
				gs_write_long_str(&out.at, &out, 0, 100, (gs_str){ bytes, len }),
				bad == len);
			if (bad == len) {
				in = (struct gs_reader){ out.bytes, out.at, NULL };
				assert_true(gs_read_str(&in.at, &in, len, len, &back));
				assert_memory_equal(back.data, bytes, len);
			}
			if (bad < len)
				bytes[bad] = 'x';
			free(out.bytes);
		}
	}
}

static void enums_by_number_and_name(void **unused)
{
	static const struct gs_enum_name values[] = { { "red", 0 }, { "green", 5 },
		{ "blue", -2 } };
	static const struct gs_enum names = { "color", values, 3 };
	struct gs_writer out = { .limit = 100 };
	struct gs_reader in;
	int value;

	(void)unused;
	in = reader(BYTES(0, 5, 0xfe, 0xcd, 0, 5, 0xa4, 'b', 'l', 'u', 'e', 0xce, 0, 0, 0, 5));
	assert_true(gs_read_enum(&in.at, &in, &names, &value) && value == 0);
	assert_true(gs_read_enum(&in.at, &in, &names, &value) && value == 5);
	assert_true(gs_read_enum(&in.at, &in, &names, &value) && value == -2);
	assert_true(gs_read_enum(&in.at, &in, &names, &value) && value == 5);
	assert_false(gs_read_enum(&in.at, &in, &names, &value)); /* a name is for the table */
	assert_true(gs__read_enum(&in, &names, &value) && value == -2);
	assert_true(gs__read_enum(&in, &names, &value) && value == 5);
	in = reader(BYTES(1));
	assert_false(gs_read_enum(&in.at, &in, &names, &value));
	assert_false(gs__read_enum(&in, &names, &value));
	in = reader(BYTES(0xa3, 'b', 'l', 'u'));
	assert_false(gs__read_enum(&in, &names, &value));
	in = reader(BYTES(0xa4, 'r', 'e', 'd', 0));
	assert_false(gs__read_enum(&in, &names, &value));
	in = reader(
		BYTES(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xa3, 'r', 'e', 'd'));
	assert_false(gs__read_enum(&in, &names, &value)); /* does not go on behind a bad number */
	in = reader(BYTES(0xcf, 0, 0, 0, 1, 0, 0, 0, 5));
	assert_false(gs_read_enum(&in.at, &in, &names, &value)); /* nor cuts a large one */
	assert_false(gs__read_enum(&in, &names, &value));
	assert_true(gs_write_room(&out.at, &out, 5) && gs_write_enum(&out.at, &names, -2));
	assert_false(gs_write_enum(&out.at, &names, 1));
	assert_int_equal(out.at - out.bytes, 1);
	free(out.bytes);
}

static void lists_need_their_bytes(void **unused)
{
	struct gs__arena arena = { 0 };
	struct gs_reader in;
	uint32_t *items;
	uint32_t len = 0;

	(void)unused;
	in = reader(BYTES(0x93, 1, 2, 3));
	in.arena = &arena;
	assert_true(gs_read_list(&in.at, &in, 0, 3, sizeof(*items), &items, &len));
	assert_true(len == 3 && items && *in.at == 1);
	in = reader(BYTES(0x93, 1, 2, 3));
	in.arena = &arena;
	assert_false(gs_read_list(&in.at, &in, 0, 2, sizeof(*items), &items, &len));
	in.at = block;
	assert_false(gs_read_list(&in.at, &in, 4, 9, sizeof(*items), &items, &len));
	in = reader(BYTES(0xdd, 0, 0xff, 0xff, 0xff, 1, 2, 3));
	in.arena = &arena;
	assert_false(gs_read_list(&in.at, &in, 0, UINT32_MAX, 1 << 20, &items, &len));
	in = reader(BYTES(0x90));
	in.arena = &arena;
	assert_true(gs_read_list(&in.at, &in, 0, 9, sizeof(*items), &items, &len) && len == 0);
	arena.limit = 1;
	in = reader(BYTES(0x93, 1, 2, 3));
	in.arena = &arena;
	gs__arena_free(&arena);
	assert_false(gs_read_list(&in.at, &in, 0, 9, sizeof(*items), &items, &len));
	gs__arena_free(&arena);
}

static void optionals_arrays_handles(void **unused)
{
	struct gs_writer out = { .limit = 100 };
	gs_timer timer = { 0x0102030405060708 }, back = { 0 };
	struct gs_reader in;
	uint32_t count;
	bool has, b;

	(void)unused;
	in = reader(BYTES(0xc0, 0xc3, 0xdc, 0, 2, 1, 0x91, 2, 0xc2));
	assert_true(gs_read_some(&in.at, &in, &has) && !has);
	assert_true(gs_read_some(&in.at, &in, &has) && has);
	assert_true(gs_read_bool(&in.at, &in, &b) && b);
	assert_true(gs_read_array(&in.at, &in, &count) && count == 2);
	assert_true(gs_read_rest(&in.at, &in, 2, 0));
	assert_true(gs_read_bool(&in.at, &in, &b) && !b);
	assert_false(gs_read_some(&in.at, &in, &has));
	assert_false(gs_read_bool(&in.at, &in, &b));
	assert_false(gs_read_array(&in.at, &in, &count));
	assert_true(gs_read_rest(&in.at, &in, 3, 5));
	assert_true(gs_write_room(&out.at, &out, 10) && gs_write_handle(&out.at, 8, &timer));
	in = (struct gs_reader){ out.bytes, out.at, NULL };
	assert_true(gs_read_handle(&in.at, &in, 8, &back) && in.at == in.end);
	assert_true(back.gs_id == timer.gs_id);
	free(out.bytes);
}

static void writers_grow_to_their_limit(void **unused)
{
	struct gs_writer out = { .limit = 1000 };
	size_t rolled_back;
	int written = 0;

	(void)unused;
	while (gs_write_long_bytes(
		&out.at, &out, 0, 10, (gs_bytes){ (const uint8_t *)"0123456789", 10 }))
		written++;
	assert_in_range(written, 80, 1000 / 12);
	assert_true(out.no_memory);
	assert_int_equal(out.at - out.bytes, 12 * written);
	assert_true(out.end - out.bytes <= 1000);
	out.no_memory = false;
	assert_false(gs_write_long_bytes(
		&out.at, &out, 0, 5, (gs_bytes){ (const uint8_t *)"0123456789", 10 }));
	assert_false(out.no_memory); /* it was the message */
	rolled_back = 24;
	out.at = out.bytes + rolled_back;
	assert_true(gs_write_room(&out.at, &out, 976));
	assert_false(gs_write_room(&out.at, &out, 977));
	free(out.bytes);
}

#define TEST(name) cmocka_unit_test_teardown(name, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(integers_in_every_form),
		TEST(integers_are_written_shortest),
		TEST(ranges_hold),
		TEST(floats),
		TEST(durations),
		TEST(texts_and_bytes),
		TEST(texts_of_every_length),
		TEST(enums_by_number_and_name),
		TEST(lists_need_their_bytes),
		TEST(optionals_arrays_handles),
		TEST(writers_grow_to_their_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
