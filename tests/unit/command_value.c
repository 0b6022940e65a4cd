/* SPDX-License-Identifier: MIT */
/* What `gsc call` makes of what people type, and of what servers answer. */
#include "gsc/base/arena.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"
#include "gsc/model/print.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const struct model_type boolean = { .kind = MODEL_BOOL };
static const struct model_type u32 = { .kind = MODEL_U32, .low = 0, .high = UINT32_MAX };
static const struct model_type i64 = { .kind = MODEL_I64, .low = INT64_MIN, .high = INT64_MAX };
static const struct model_type f32 = { .kind = MODEL_F32 };
static const struct model_type f64 = { .kind = MODEL_F64 };
static const struct model_type string = { .kind = MODEL_STRING };
static const struct model_type bytes = { .kind = MODEL_BYTES };
static const struct model_type duration = { .kind = MODEL_DURATION };
static const struct model_type instant = { .kind = MODEL_TIME };
static const struct model_type maybe_u32 = { .kind = MODEL_OPTIONAL, .item = &u32 };
static const struct model_enumerator colors[] = {
	{ .name = "red", .value = 0 },
	{ .name = "green", .value = 5 },
};
static const struct model_enum color_enum = { .name = "color", .enumerators = colors, .count = 2 };
static const struct model_type color = { .kind = MODEL_ENUM, .enumeration = &color_enum };
static const struct model_value one = { .kind = MODEL_VALUE_INTEGER, .integer = 1 };
static const struct model_field entry_fields[] = {
	{ .name = "value", .type = &string },
	{ .name = "age", .type = &duration, .fallback = &one },
	{ .name = "color", .type = &color, .fallback = &one },
};
static const struct model_record entry_record = {
	.name = "entry", .fields = entry_fields, .count = 3
};
static const struct model_type entry = { .kind = MODEL_STRUCT, .record = &entry_record };
static const struct model_type numbers = { .kind = MODEL_LIST, .item = &u32 };
static const struct model_type by_number = { .kind = MODEL_MAP, .key = &u32, .item = &numbers };
static const struct model_type entries = { .kind = MODEL_LIST, .item = &entry };

struct world {
	struct arena arena;
	jmp_buf rescue;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	arena_init(&world->arena, &world->rescue);
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	arena_free(&world->arena);
	free(world);
	return 0;
}

static const char *ended(struct text *text)
{
	text_raw(text, "", 1);
	return text->bytes;
}

static const char *hex_of(struct arena *arena, const struct text *packed)
{
	char *hex = arena_take(arena, 2 * packed->len + 1);

	for (size_t i = 0; i < packed->len; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)packed->bytes[i]);
	return hex;
}

static const char *shown(struct arena *arena, const struct model_type *type,
	const struct text *packed, enum value_style style)
{
	struct msgpack_reader in = { (const uint8_t *)packed->bytes,
		(const uint8_t *)packed->bytes + packed->len };
	struct text out;

	text_init(&out, arena);
	assert_true(value_show(&out, type, &in, style));
	assert_ptr_equal(in.at, in.end);
	return ended(&out);
}

struct good {
	const struct model_type *type;
	const char *typed;
	const char *packed; /* in hexadecimal, by another library */
	const char *plain;
	const char *json;
};

static const struct good goods[] = {
	{ &boolean, "true", "c3", "true", "true" },
	{ &boolean, "false", "c2", "false", "false" },
	{ &u32, "0", "00", "0", "0" },
	{ &u32, "127", "7f", "127", "127" },
	{ &u32, "128", "cc80", "128", "128" },
	{ &u32, "255", "ccff", "255", "255" },
	{ &u32, "256", "cd0100", "256", "256" },
	{ &u32, "65_536", "ce00010000", "65536", "65536" },
	{ &u32, "0x1f", "1f", "31", "31" },
	{ &u32, "4KiB", "cd1000", "4096", "4096" },
	{ &i64, "18446744073709551615", "cfffffffffffffffff", "18446744073709551615",
		"18446744073709551615" },
	{ &i64, "-1", "ff", "-1", "-1" },
	{ &i64, "-32", "e0", "-32", "-32" },
	{ &i64, "-33", "d0df", "-33", "-33" },
	{ &i64, "-128", "d080", "-128", "-128" },
	{ &i64, "-129", "d1ff7f", "-129", "-129" },
	{ &i64, "-32768", "d18000", "-32768", "-32768" },
	{ &i64, "-32769", "d2ffff7fff", "-32769", "-32769" },
	{ &i64, "-2147483648", "d280000000", "-2147483648", "-2147483648" },
	{ &i64, "-2147483649", "d3ffffffff7fffffff", "-2147483649", "-2147483649" },
	{ &i64, "-9223372036854775808", "d38000000000000000", "-9223372036854775808",
		"-9223372036854775808" },
	{ &f64, "100", "cb4059000000000000", "100", "100" },
	{ &f64, "1e-3", "cb3f50624dd2f1a9fc", "0.001", "0.001" },
	{ &f64, "-inf", "cbfff0000000000000", "-inf", "\"-inf\"" },
	{ &f64, "nan", "cb7ff8000000000000", "nan", "\"nan\"" },
	{ &f32, "0.1", "cb3fb999999999999a", "0.1", "0.1" },
	{ &string, "hello", "a568656c6c6f", "hello", "\"hello\"" },
	{ &string, "", "a0", "", "\"\"" },
	{ &string, "say \"h\\i\"", "a97361792022685c6922", "say \"h\\i\"",
		"\"say \\\"h\\\\i\\\"\"" },
	{ &string, "none", "a46e6f6e65", "none", "\"none\"" },
	{ &string, "a string of thirty-two characters",
		"d9216120737472696e67206f66207468697274792d74776f2063686172616374657273",
		"a string of thirty-two characters", "\"a string of thirty-two characters\"" },
	{ &bytes, "hi", "c4026869", "hi", "\"hi\"" },
	{ &bytes, "0x6869", "c4026869", "hi", "\"hi\"" },
	{ &bytes, "0x00fF", "c40200ff", "0x00ff", "\"0x00ff\"" },
	{ &bytes, "0x3078", "c4023078", "0x3078", "\"0x3078\"" },
	{ &bytes, "0x", "c400", "", "\"\"" },
	{ &duration, "250ms", "ce0ee6b280", "250ms", "\"250ms\"" },
	{ &duration, "90s", "cf00000014f46b0400", "90s", "\"90s\"" },
	{ &duration, "120s", "cf0000001bf08eb000", "2m", "\"2m\"" },
	{ &duration, "1h30m", "cf000004e94914f000", "90m", "\"90m\"" },
	{ &duration, "1.5s", "ce59682f00", "1500ms", "\"1500ms\"" },
	{ &duration, "-5us", "d1ec78", "-5us", "\"-5us\"" },
	{ &duration, "0", "00", "0s", "\"0s\"" },
	{ &duration, "7ns", "07", "7ns", "\"7ns\"" },
	{ &duration, "2d", "cf00009d29229e0000", "2d", "\"2d\"" },
	{ &instant, "0", "00", "1970-01-01T00:00:00Z", "\"1970-01-01T00:00:00Z\"" },
	{ &instant, "2026-11-05T12:30:00.25Z", "cf18e525fe30f08280", "2026-11-05T12:30:00.25Z",
		"\"2026-11-05T12:30:00.25Z\"" },
	{ &instant, "2026-11-05T12:30:00+02:00", "cf18e51f71c0989000", "2026-11-05T10:30:00Z",
		"\"2026-11-05T10:30:00Z\"" },
	{ &instant, "1969-12-31T23:59:59.999999999Z", "ff", "1969-12-31T23:59:59.999999999Z",
		"\"1969-12-31T23:59:59.999999999Z\"" },
	{ &instant, "-9223372036854775808", "d38000000000000000", "1677-09-21T00:12:43.145224192Z",
		"\"1677-09-21T00:12:43.145224192Z\"" },
	{ &instant, "2024-02-29T00:00:00Z", "cf17b82c547e9a0000", "2024-02-29T00:00:00Z",
		"\"2024-02-29T00:00:00Z\"" },
	{ &maybe_u32, "none", "c0", "none", "null" },
	{ &maybe_u32, "7", "07", "7", "7" },
	{ &color, "green", "a5677265656e", "green", "\"green\"" },
	{ &color, "5", "05", "green", "\"green\"" },
	{ &numbers, "[]", "dd00000000", "[]", "[]" },
	{ &by_number, "{}", "df00000000", "{}", "{}" },
	{ &by_number, "{\"7\": [1], \"0x10\": []}", "df0000000207dd000000010110dd00000000",
		"{\"7\": [1], \"16\": []}", "{\"7\": [1], \"16\": []}" },
	{ &numbers, " [1, 2 ,3] ", "dd00000003010203", "[1, 2, 3]", "[1, 2, 3]" },
	{ &entry, "{\"value\":\"x\"}", "df00000001a576616c7565a178", "{\"value\": \"x\"}",
		"{\"value\": \"x\"}" },
	{ &entries,
		"[{\"age\": \"3s\", \"value\": \"a\\u00e9\\ud83d\\ude00\", \"color\": \"red\"}]",
		"dd00000001df00000003a3616765ceb2d05e00"
		"a576616c7565a761c3a9f09f9880a5636f6c6f72a3726564",
		"[{\"age\": \"3s\", \"value\": \"aé😀\", \"color\": \"red\"}]",
		"[{\"age\": \"3s\", \"value\": \"aé😀\", \"color\": \"red\"}]" },
};

static void test_good_values(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < sizeof(goods) / sizeof(goods[0]); i++) {
		const struct good *good = &goods[i];
		const char *why = NULL;
		struct text packed;
		struct text again;
		const char *plain;

		text_init(&packed, &world->arena);
		if (!value_read(&world->arena, good->type, "x", good->typed, strlen(good->typed),
			    &packed, &why))
			fail_msg("%s", why);
		assert_string_equal(hex_of(&world->arena, &packed), good->packed);
		plain = shown(&world->arena, good->type, &packed, VALUE_PLAIN);
		assert_string_equal(plain, good->plain);
		assert_string_equal(
			shown(&world->arena, good->type, &packed, VALUE_JSON), good->json);
		/* What is shown is read as the same value. */
		text_init(&again, &world->arena);
		assert_true(value_read(
			&world->arena, good->type, "x", plain, strlen(plain), &again, &why));
		assert_string_equal(
			shown(&world->arena, good->type, &again, VALUE_PLAIN), good->plain);
	}
}

struct bad {
	const struct model_type *type;
	const char *typed;
	const char *why;
};

static const struct bad bads[] = {
	{ &boolean, "yes", "x: 'yes' is not true or false" },
	{ &boolean, "trueX", "x: 'trueX' is not true or false" },
	{ &boolean, "fals", "x: 'fals' is not true or false" },
	{ &u32, "", "x: '' is not a number" },
	{ &u32, "3x", "x: '3x' is not a number" },
	{ &u32, "1__0", "x: '1__0' is not a number" },
	{ &u32, "2.5", "x: '2.5' is not a number" },
	{ &u32, "--1", "x: '--1' is not a number" },
	{ &u32, "18446744073709551616", "x: 18446744073709551616 is not in 0..4294967295" },
	{ &u32, "99999999999999999999999999999999999999999",
		"x: '9999999999999999999999999999999999999999...' is not a number" },
	{ &u32, "a\x1b[31m", "x: 'a\\x1b[31m' is not a number" },
	{ &f64, "0x10", "x: '0x10' is not a number" },
	{ &f64, "1e999", "x: '1e999' is not a number" },
	{ &f64, "infinity", "x: 'infinity' is not a number" },
	{ &bytes, "0x6", "x: '0x6' is not text, or 0x and pairs of hexadecimal digits" },
	{ &bytes, "0xzz", "x: '0xzz' is not text, or 0x and pairs of hexadecimal digits" },
	{ &duration, "7", "x: '7' has no unit: write 7s or 7ms" },
	{ &duration, "-1.5", "x: '-1.5' has no unit: write -1.5s or -1.5ms" },
	{ &duration, "0x7", "x: '0x7' is not a duration (250ms, 1s, 2h)" },
	{ &entry, "{\"value\": \"\", \"age\": 3}", "x.age: '3' has no unit: write 3s or 3ms" },
	{ &duration, "3 s", "x: '3 s' is not a duration (250ms, 1s, 2h)" },
	{ &duration, "3sec", "x: '3sec' is not a duration (250ms, 1s, 2h)" },
	{ &duration, "1.s", "x: '1.s' is not a duration (250ms, 1s, 2h)" },
	{ &duration, "99999999999d", "x: '99999999999d' is not a duration (250ms, 1s, 2h)" },
	{ &instant, "2026-02-29T00:00:00Z",
		"x: '2026-02-29T00:00:00Z' is not a time (2026-11-05T12:30:00Z)" },
	{ &instant, "2026-11-05", "x: '2026-11-05' is not a time (2026-11-05T12:30:00Z)" },
	{ &instant, "9999-11-05T00:00:00Z",
		"x: '9999-11-05T00:00:00Z' is not a time (2026-11-05T12:30:00Z)" },
	{ &color, "gren", "x: 'gren' is not a name of enum color; did you mean 'green'?" },
	{ &numbers, "1", "x: '1' is not a list in JSON" },
	{ &by_number, "[1]", "x: '[' is not an object in JSON" },
	{ &by_number, "{\"a\": []}", "x[a]: 'a' is not a number" },
	{ &by_number, "{\"1\": 2}", "x[1]: '2' is not a list in JSON" },
	{ &numbers, "[1", "x: the JSON ends early: ',' or ']' is expected" },
	{ &numbers, "[1,]", "x[1]: ']' is not a number" },
	{ &numbers, "[1] 2", "x: no JSON at character 5: nothing more is expected" },
	{ &numbers, "[01]",
		"x[0]: no JSON at character 3: no digit after a leading zero is expected" },
	{ &numbers, "[1, \"2\"]", "x[1]: '2' is not a number" },
	{ &numbers, "[1, 1.5]", "x[1]: '1.5' is not a number" },
	{ &numbers, "[null]", "x[0]: 'null' is not a number" },
	{ &entry, "{}", "x: 'value' is missing" },
	{ &entry, "{\"valu\": \"\"}", "x: entry has no 'valu'; did you mean 'value'?" },
	{ &entry, "{\"value\": \"\", \"value\": \"\"}", "x: 'value' is given twice" },
	{ &entry, "{\"value\": 1}", "x.value: '1' is not text" },
	{ &entry, "{\"value\": \"\\ud800\"}",
		"x.value: no JSON at character 18: the second half of "
		"a surrogate pair is expected" },
	{ &entry, "{\"value\": \"\n\"}",
		"x.value: no JSON at character 12: an escape in place of "
		"a control character is expected" },
	{ &entry, "{\"value\" \"\"}", "x: no JSON at character 10: ':' is expected" },
	{ &entries, "[{\"value\": \"\", \"color\": \"blue\"}]",
		"x[0].color: 'blue' is not a name of enum color" },
};

static void test_bad_values(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < sizeof(bads) / sizeof(bads[0]); i++) {
		const struct bad *bad = &bads[i];
		const char *why = NULL;
		struct text packed;
		bool is_good;

		text_init(&packed, &world->arena);
		is_good = value_read(&world->arena, bad->type, "x", bad->typed, strlen(bad->typed),
			&packed, &why);
		assert_false(is_good);
		assert_string_equal(why, bad->why);
	}
}

static const struct model_field set_fields[] = {
	{ .name = "key", .type = &string },
	{ .name = "value", .type = &bytes },
	{ .name = "ttl", .type = &duration, .fallback = &one },
	{ .name = "note", .type = &maybe_u32 },
};
static const struct model_record set_record = { .name = "set", .fields = set_fields, .count = 4 };

static const char *arguments(struct arena *arena, const char *const *words, size_t count)
{
	const char *why = NULL;
	struct text packed;

	text_init(&packed, arena);
	return value_arguments(arena, &set_record, words, count, &packed, &why)
		       ? hex_of(arena, &packed)
		       : why;
}

static void test_arguments(void **state)
{
	struct world *world = *state;
	struct arena *arena = &world->arena;

	assert_string_equal(arguments(arena, (const char *[]){ "value=v=w", "key=@@k" }, 2),
		"82a576616c7565c403763d77a36b6579a2406b");
	assert_string_equal(arguments(arena, (const char *[]){ "key=k" }, 1), "'value' is missing");
	assert_string_equal(arguments(arena, (const char *[]){ "kye=k" }, 1),
		"set has no 'kye'; did you mean 'key'?");
	assert_string_equal(
		arguments(arena, (const char *[]){ "key=k", "key=k" }, 2), "'key' is given twice");
	assert_string_equal(arguments(arena, (const char *[]){ "k" }, 1), "'k' is no NAME=VALUE");
	assert_string_equal(arguments(arena, (const char *[]){ "key=@/nowhere/at/all" }, 1),
		"key: /nowhere/at/all: no such file or directory");
}

static void test_argument_from_file(void **state)
{
	struct world *world = *state;
	struct arena *arena = &world->arena;
	char path[] = "/tmp/gsc-test-XXXXXX";
	int file = mkstemp(path);
	const char *key = arena_printf(arena, "key=@%s", path);
	const char *ttl = arena_printf(arena, "ttl=@%s", path);

	assert_true(file >= 0);
	assert_int_equal(write(file, "3s\n", 3), 3);
	close(file);
	/* Text is taken to the last byte, of other values the last newline is not part. */
	assert_string_equal(arguments(arena, (const char *[]){ key, "value=", ttl }, 3),
		"83a36b6579a333730aa576616c7565c400a374746cceb2d05e00");
	unlink(path);
}

struct reply {
	const char *packed;
	size_t len;
	const char *plain;
	const char *json;
};

/* Some bytes, and how many. */
#define PACKED(bytes) bytes, sizeof(bytes) - 1

static const struct reply replies[] = {
	{ PACKED("\x84\xa3\x6b\x65\x79\xa3\x61\x0a\x62\xa5\x76\x61\x6c\x75\x65\xc4\x01\x76"
		 "\xa3\x74\x74\x6c\xcd\x03\xe8\xa4\x6e\x6f\x74\x65\xc0"),
		"key: a\\x0ab\nvalue: v\nttl: 1us\nnote: none\n",
		"{\"key\": \"a\\nb\", \"value\": \"v\", \"ttl\": \"1us\", \"note\": null}\n" },
	{ PACKED("\x93\xa1\x6b\xc4\x01\x76\x00"), "key: k\nvalue: v\nttl: 0s\n",
		"{\"key\": \"k\", \"value\": \"v\", \"ttl\": \"0s\"}\n" },
	/* Of a newer server. */
	{ PACKED("\x81\xa4\x6d\x6f\x72\x65\x92\x01\x81\xa1\x78\x02"), "more: [1, {\"x\": 2}]\n",
		"{\"more\": [1, {\"x\": 2}]}\n" },
};

/* The reply as one line of JSON or plain; NULL: it is none. */
static const char *reply_shown(struct arena *arena, const struct model_record *record,
	const char *packed, size_t len, enum value_style style)
{
	struct msgpack_reader in = { (const uint8_t *)packed, (const uint8_t *)packed + len };
	struct text out;

	text_init(&out, arena);
	return value_show_record(&out, record, &in, style) ? ended(&out) : NULL;
}

static void test_records(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
		const struct reply *reply = &replies[i];

		assert_string_equal(reply_shown(&world->arena, &set_record, reply->packed,
					    reply->len, VALUE_PLAIN),
			reply->plain);
		assert_string_equal(reply_shown(&world->arena, &set_record, reply->packed,
					    reply->len, VALUE_JSON),
			reply->json);
		for (size_t cut = 0; cut < reply->len; cut++)
			assert_null(reply_shown(
				&world->arena, &set_record, reply->packed, cut, VALUE_PLAIN));
	}
}

static void test_bare_and_empty_records(void **state)
{
	struct world *world = *state;
	struct arena *arena = &world->arena;
	static const struct model_field value_field = { .name = "value", .type = &string };
	static const struct model_record bare = {
		.fields = &value_field, .count = 1, .bare = true
	};

	assert_string_equal(reply_shown(arena, &bare, PACKED("\xa2hi"), VALUE_PLAIN), "hi\n");
	assert_string_equal(reply_shown(arena, &bare, PACKED("\xa3hi\n"), VALUE_PLAIN), "hi\n");
	assert_string_equal(reply_shown(arena, &bare, PACKED("\xa2hi"), VALUE_JSON), "\"hi\"\n");
	assert_string_equal(reply_shown(arena, NULL, PACKED("\xc0"), VALUE_PLAIN), "");
	assert_string_equal(reply_shown(arena, NULL, PACKED("\xc0"), VALUE_JSON), "null\n");
}

static void test_terminal_is_not_steered(void **state)
{
	struct world *world = *state;
	struct text packed;
	static const char evil[] = "\x1b[2Jx\xc2\x9b"
				   "1m\xff\t\n";

	text_init(&packed, &world->arena);
	msgpack_string(&packed, evil, strlen(evil));
	assert_string_equal(shown(&world->arena, &string, &packed, VALUE_TERMINAL),
		"\\x1b[2Jx\\xc2\\x9b1m\\xff\t\n");
	assert_string_equal(shown(&world->arena, &string, &packed, VALUE_PLAIN), evil);
	assert_string_equal(shown(&world->arena, &string, &packed, VALUE_JSON),
		"\"\\u001b[2Jx\\u009b1m\\ufffd\\t\\n\"");
}

static void test_depth_has_a_bound(void **state)
{
	struct world *world = *state;
	uint8_t deep[1000];
	struct msgpack_reader in = { deep, deep + sizeof(deep) };
	struct text out;

	memset(deep, 0x91, sizeof(deep));
	text_init(&out, &world->arena);
	assert_false(value_show(&out, NULL, &in, VALUE_PLAIN));
	in.at = deep;
	assert_false(msgpack_skip(&in));
}

/* Every duration and time that an int64 holds is read back as it is put. */
static void test_units_round_trip(void **state)
{
	struct world *world = *state;
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 0) : (uint64_t)time(NULL);

	print_message("# SEED=%" PRIu64 "\n", seed);
	for (int i = 0; i < 20000; i++) {
		int64_t ns;
		int64_t back;
		struct text out;
		int shift;

		seed = seed * 6364136223846793005U + 1442695040888963407U;
		shift = (int)(seed >> 58);
		ns = (int64_t)(seed ^ seed << 29) >> shift;
		if (i % 3 == 0)
			ns -= ns % 1000000000;
		text_init(&out, &world->arena);
		model_print_duration(&out, ns);
		assert_true(units_read_duration(out.bytes, out.len, &back));
		assert_int_equal(ns, back);
		out.len = 0;
		units_put_time(&out, ns);
		assert_true(units_read_time(out.bytes, out.len, &back));
		assert_int_equal(ns, back);
		if (i % 1000 == 0)
			arena_free(&world->arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_good_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bad_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_arguments, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_argument_from_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_records, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bare_and_empty_records, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_terminal_is_not_steered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_depth_has_a_bound, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_units_round_trip, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
