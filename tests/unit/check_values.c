/* SPDX-License-Identifier: MIT */
/* check: constants, and sizes computed by hand from the published MessagePack. */
#include "gsc/base/arena.h"
#include "tests/unit/lib/accept.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static const struct {
	const char *type;
	uint64_t array;
	uint64_t named;
} encodings[] = {
	{ "bool", 1, 1 },
	{ "u8", 2, 2 },
	{ "u16", 3, 3 },
	{ "u32", 5, 5 },
	{ "u64", 9, 9 },
	{ "i8", 2, 2 },
	{ "i64", 9, 9 },
	{ "u32 in 0..127", 1, 1 },
	{ "u32 in 0..128", 2, 2 },
	{ "i32 in -32..0", 1, 1 },
	{ "i32 in -33..0", 2, 2 },
	{ "i32 in -128..255", 2, 2 },
	{ "i32 in -129..0", 3, 3 },
	{ "i64 in -32769..0", 5, 5 },
	{ "f32", 5, 5 },
	{ "f64 in 0..1", 9, 9 },
	{ "duration", 9, 9 },
	{ "duration in 1us..1ms", 5, 5 },
	{ "time", 9, 9 },
	{ "string<31>", 32, 32 },
	{ "string<32>", 34, 34 },
	{ "string<256>", 259, 259 },
	{ "string<5..65536>", 65541, 65541 },
	{ "bytes<31>", 33, 33 },
	{ "bytes<256>", 259, 259 },
	{ "u8?", 2, 2 },
	{ "string<4>?", 5, 5 },
	{ "list<u16, 15>", 1 + 15 * 3, 1 + 15 * 3 },
	{ "list<u16, 16>", 3 + 16 * 3, 3 + 16 * 3 },
	{ "list<u8, 70000>", 5 + 140000, 5 + 140000 },
	{ "color", 3, 6 },
	{ "huge", 5, 2 },
	{ "pair", 1 + 2 + 3, 1 + (2 + 2) + (2 + 6) },
	{ "list<pair, 2>", 1 + 2 * 6, 1 + 2 * 13 },
};

static void largest_encodings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
		const char *text = arena_printf(&accept_arena,
			"enum color { red, green = 300, azure }\n"
			"enum huge { a = 0x7fffffff }\n"
			"struct pair { a: u8; b: color; }\n"
			"struct t { x: %s; }\n",
			encodings[i].type);
		const struct model_record *record = accept_struct(accept_text(text), "t");

		if (record->fields[0].type->array_max != encodings[i].array ||
			record->fields[0].type->named_max != encodings[i].named)
			fail_msg("%s: %llu and %llu", encodings[i].type,
				(unsigned long long)record->fields[0].type->array_max,
				(unsigned long long)record->fields[0].type->named_max);
		assert_int_equal(record->array_max, 1 + encodings[i].array);
		assert_int_equal(record->named_max, 1 + 2 + encodings[i].named);
	}
}

/* The larger of both forms counts, and a bare reply stands alone in both. */
static void encodings_of_records(void **state)
{
	const struct model_file *file = accept_text(
		"enum huge { a = 0x7fffffff }\n"
		"struct x { e: huge; f: huge; }\n"
		"protocol p { call bare() -> list<u8, 3>; call named() -> (n: u8); }\n");

	(void)state;
	assert_int_equal(accept_struct(file, "x")->array_max, 11);
	assert_int_equal(accept_struct(file, "x")->named_max, 9);
	assert_int_equal(accept_struct(file, "x")->encoded_max, 11);
	assert_true(accept_clause(file, "p", "bare")->out->bare);
	assert_string_equal(accept_clause(file, "p", "bare")->out->fields[0].name, "value");
	assert_int_equal(accept_clause(file, "p", "bare")->out->encoded_max, 1 + 3 * 2);
	assert_int_equal(accept_clause(file, "p", "named")->out->encoded_max, 1 + 2 + 2);
}

static void constants(void **state)
{
	static const struct {
		const char *text;
		model_int value;
	} cases[] = {
		{ "1 + 2 * 3", 7 },
		{ "(1 + 2) * 3", 9 },
		{ "-7 / 2", -3 },
		{ "-7 % 3", -1 },
		{ "~0", -1 },
		{ "1 << 63", (model_int)1 << 63 },
		{ "-1 << 63", INT64_MIN },
		{ "-8 >> 1", -4 },
		{ "0xf0 & 0x3c | 1 ^ 2", 0x30 | (1 ^ 2) },
		{ "64KiB + 1MiB", 65536 + 1048576 },
		{ "18446744073709551615", (model_int)UINT64_MAX },
		{ "-9_223_372_036_854_775_808", INT64_MIN },
		{ "OTHER - 1", 41 },
		{ "1s + 500ms", 1500000000 },
		{ "3 * 2ms / 4", 1500000 },
		{ "-5us", -5000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = arena_printf(
			&accept_arena, "const A = %s;\nconst OTHER = 6 * 7;\n", cases[i].text);
		const struct model_const *constant =
			accept_find(accept_text(text), MODEL_DECL_CONST, "A")->as.constant;

		if (constant->value->integer != cases[i].value)
			fail_msg("%s", cases[i].text);
		assert_int_equal(constant->is_enumerator,
			constant->value->kind == MODEL_VALUE_INTEGER &&
				cases[i].value >= INT32_MIN && cases[i].value <= INT32_MAX);
	}
}

static void constants_of_types(void **state)
{
	const struct model_file *file = accept_text("const A: color = FAVOURITE;\n"
						    "const FAVOURITE: shade = green;\n"
						    "type shade = color;\n"
						    "enum color { red, green = LAST + 1, blue }\n"
						    "const LAST = 4;\n"
						    "const HALF: f32 = 1 / 2.0;\n"
						    "const NAME = \"a\\x41\\u00e9\";\n"
						    "const WAIT = 2s;\n"
						    "const WIDE: u64 = 5;\n"
						    "type small = u8 in 0..LAST;\n"
						    "const TOP: small = LAST;\n");
	const struct model_const *a = accept_find(file, MODEL_DECL_CONST, "A")->as.constant;
	const struct model_const *name = accept_find(file, MODEL_DECL_CONST, "NAME")->as.constant;

	(void)state;
	assert_string_equal(a->value->enumerator->c_name, "COLOR_GREEN");
	assert_int_equal(a->value->enumerator->value, 5);
	assert_false(a->is_enumerator);
	assert_true(accept_find(file, MODEL_DECL_CONST, "HALF")->as.constant->value->real == 0.5);
	assert_int_equal(name->value->len, 4);
	assert_memory_equal(name->value->string, "aA\xc3\xa9", 4);
	assert_int_equal(name->type->kind, MODEL_STRING);
	assert_int_equal(accept_find(file, MODEL_DECL_CONST, "WAIT")->as.constant->type->kind,
		MODEL_DURATION);
	assert_null(accept_find(file, MODEL_DECL_CONST, "LAST")->as.constant->type);
	assert_true(accept_find(file, MODEL_DECL_CONST, "WIDE")->as.constant->is_enumerator);
	assert_string_equal(accept_order(file), "color A FAVOURITE LAST HALF NAME WAIT WIDE TOP");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accept_set_up, accept_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(largest_encodings),
		TEST(encodings_of_records),
		TEST(constants),
		TEST(constants_of_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
