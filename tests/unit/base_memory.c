/* SPDX-License-Identifier: MIT */
/* base: arena, text, UTF-8, source, suggestions. */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/base/intern.h"
#include "gsc/base/source.h"
#include "gsc/base/text.h"
#include "gsc/base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>

static jmp_buf rescue;
static struct arena arena;

static int open_arena(void **state)
{
	(void)state;
	arena_init(&arena, &rescue);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void test_arena_zeroes_and_aligns(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 16, 100, 65536, 1 << 20, 3 };

	(void)state;
	for (int round = 0; round < 50; round++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			char *bytes = arena_take(&arena, sizes[i]);

			assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
			for (size_t j = 0; j < sizes[i]; j++)
				assert_int_equal(bytes[j], 0);
			memset(bytes, 0xa5, sizes[i]);
		}
	}
	assert_true(arena.held > 50u << 20);
}

static void test_arena_pieces_are_apart(void **state)
{
	(void)state;
	char *first = arena_copy(&arena, "first", 5);
	char *second = arena_copy(&arena, "second", 6);

	assert_string_equal(first, "first");
	assert_string_equal(second, "second");
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
}

static void test_arena_rescue(void **state)
{
	volatile int rescued = 0;

	(void)state;
	if (setjmp(rescue) == 0) {
		arena_take_many(&arena, SIZE_MAX / 2, 3);
		fail();
	}
	rescued++;
	if (setjmp(rescue) == 0) {
		arena_take(&arena, SIZE_MAX - 3);
		fail();
	}
	rescued++;
	assert_int_equal(rescued, 2);
	assert_string_equal(arena_printf(&arena, "%s", "still of use"), "still of use");
}

static void test_arena_printf(void **state)
{
	char *text = arena_printf(&arena, "%0*d|", 1000, 7);

	(void)state;
	assert_int_equal(strlen(text), 1001);
	assert_string_equal(text + 998, "07|");
	assert_string_equal(arena_printf(&arena, "%s-%d", "a", 5), "a-5");
}

static void test_arena_grow(void **state)
{
	int *items = NULL;
	size_t cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		arena_grow(&arena, (void **)&items, (size_t)i, &cap, sizeof(*items));
		assert_true(cap > (size_t)i);
		items[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
}

/* Equal names are one string, through all growth; of one that only begins alike it is another. */
static void test_intern(void **state)
{
	enum { NAMES = 5000 };
	static const char *kept[NAMES];
	struct intern intern;
	char name[32];

	(void)state;
	intern_init(&intern, &arena);
	for (int i = 0; i < 2 * NAMES; i++) {
		int len = snprintf(name, sizeof(name), "name_of_%d", i % NAMES);
		const char *found = intern_name(&intern, name, (size_t)len);

		assert_string_equal(found, name);
		if (i < NAMES)
			kept[i] = found;
		else
			assert_ptr_equal(found, kept[i - NAMES]);
	}
	assert_int_equal(intern.count, NAMES);
	assert_string_equal(intern_name(&intern, name, 4), "name");
	assert_string_equal(intern_name(&intern, name, 0), "");
	assert_int_equal(intern.count, NAMES + 2);
}

static void check_text(const struct text *text, const char *wanted)
{
	assert_int_equal(text->len, strlen(wanted));
	assert_memory_equal(text->bytes, wanted, text->len);
}

static void test_text_knows_its_place(void **state)
{
	struct text text;

	(void)state;
	text_init(&text, &arena);
	assert_true(text_is_fresh(&text));
	text_put(&text, "a {\n");
	assert_true(text_is_fresh(&text));
	assert_int_equal(text_line(&text), 2);
	text_printf(&text, "\tb %d;\n\n\tc", 5);
	assert_false(text_is_fresh(&text));
	assert_int_equal(text_column(&text), 9);
	text_raw(&text, ";\n  x", 5);
	assert_int_equal(text_column(&text), 3);
	assert_int_equal(text_line(&text), 5);
	check_text(&text, "a {\n\tb 5;\n\n\tc;\n  x");
}

struct taken {
	char bytes[600000];
	size_t len;
	size_t calls;
};

static void take(void *arg, const char *bytes, size_t len)
{
	struct taken *taken = arg;

	assert_true(taken->len + len <= sizeof(taken->bytes));
	memcpy(taken->bytes + taken->len, bytes, len);
	taken->len += len;
	taken->calls++;
}

/* What is handed on and what stays is all that was put, once, and lines are counted through it. */
static void test_text_streams(void **state)
{
	static struct taken taken;
	struct text whole, text;

	(void)state;
	text_init(&whole, &arena);
	text_init(&text, &arena);
	text_stream(&text, take, &taken);
	for (int i = 0; i < 40000; i++) {
		text_printf(&whole, "row %d\n", i);
		text_printf(&text, "row %d\n", i);
	}
	assert_true(taken.calls > 3);
	assert_true(text.cap <= 256 << 10);
	assert_int_equal(text_line(&text), 40001);
	assert_int_equal(text_size(&text), whole.len);
	text.len--;
	text_finish(&text);
	assert_int_equal(taken.len, whole.len - 1);
	assert_memory_equal(taken.bytes, whole.bytes, taken.len);
}

static void test_text_formats(void **state)
{
	struct text text;

	(void)state;
	text_init(&text, &arena);
	text_printf(&text, "%s|%c|%d|%u|%zu|%%", "", 'x', INT32_MIN, UINT32_MAX, SIZE_MAX);
	check_text(&text, "|x|-2147483648|4294967295|18446744073709551615|%");
	text.len = 0;
	text_printf(&text, "%" PRId64 " %" PRIu64 " %d", INT64_MIN, UINT64_MAX, 0);
	check_text(&text, "-9223372036854775808 18446744073709551615 0");
	text.len = 0;
	text_printf(&text, "a%s %5d %.2s %08" PRIx32, "b", 7, "cde", UINT32_C(0xbeef));
	check_text(&text, "ab     7 cd 0000beef");
}

static void test_text_c_string(void **state)
{
	struct text text;

	(void)state;
	text_init(&text, &arena);
	text_c_string(&text,
		"a\"b\\c\n\t\0001\xc3\xa9?"
		"?=",
		14);
	check_text(&text, "\"a\\\"b\\\\c\\n\\t\\0001\\303\\251?\\?=\"");
}

static void test_text_is_long(void **state)
{
	struct text text;

	(void)state;
	text_init(&text, &arena);
	for (int i = 0; i < 20000; i++)
		text_printf(&text, "%d\n", i % 10);
	text_printf(&text, "%0*d", 5000, 1);
	assert_int_equal(text.len, 45000);
	assert_int_equal(text_line(&text), 20001);
	assert_int_equal(text.bytes[39998], '9');
}

static void test_utf8(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t code;
		unsigned len;
	} cases[] = {
		{ "a", 'a', 1 },
		{ "\xc3\xa9", 0xe9, 2 },
		{ "\xe2\x82\xac", 0x20ac, 3 },
		{ "\xf0\x9f\x98\x80", 0x1f600, 4 },
		{ "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
		{ "\xf4\x90\x80\x80", UTF8_WRONG, 1 },
		{ "\xed\xa0\x80", UTF8_WRONG, 1 },
		{ "\xc0\x80", UTF8_WRONG, 1 },
		{ "\xe0\x80\x80", UTF8_WRONG, 1 },
		{ "\xf0\x80\x80\x80", UTF8_WRONG, 1 },
		{ "\x80", UTF8_WRONG, 1 },
		{ "\xff", UTF8_WRONG, 1 },
		{ "\xe2\x82", UTF8_WRONG, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *end = cases[i].bytes + strlen(cases[i].bytes);
		unsigned len;
		char out[4];

		assert_int_equal(utf8_decode(cases[i].bytes, end, &len), cases[i].code);
		assert_int_equal(len, cases[i].len);
		if (cases[i].code == UTF8_WRONG)
			continue;
		assert_int_equal(utf8_encode(out, cases[i].code), len);
		assert_memory_equal(out, cases[i].bytes, len);
	}
}

static void test_utf8_text(void **state)
{
	char bytes[40];

	(void)state;
	for (size_t at = 0; at < 40; at++) {
		memset(bytes, 'x', sizeof(bytes));
		assert_int_equal(utf8_text(bytes, 40), 40);
		bytes[at] = '\0';
		assert_int_equal(utf8_text(bytes, 40), at);
		bytes[at] = '\x80';
		assert_int_equal(utf8_text(bytes, 40), at);
	}
	assert_int_equal(utf8_text("12345678\xc3\xa9", 9), 8);
}

static void test_source_places(void **state)
{
	const char *bytes = "\xef\xbb\xbf"
			    "ab\n\tc\xc3\xa9"
			    "d\r\n\nlast";
	struct source *source = source_over(&arena, "dir/name.gs", bytes, (uint32_t)strlen(bytes));
	static const struct {
		uint32_t offset, line, column;
	} cases[] = { { 0, 1, 1 }, { 3, 1, 1 }, { 4, 1, 2 }, { 5, 1, 3 }, { 6, 2, 1 }, { 7, 2, 2 },
		{ 8, 2, 3 }, { 10, 2, 4 }, { 13, 3, 1 }, { 14, 4, 1 }, { 18, 4, 5 }, { 99, 4, 5 } };

	(void)state;
	assert_string_equal(source->base, "name.gs");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct place place = source_place(source, cases[i].offset);

		assert_int_equal(place.line, cases[i].line);
		assert_int_equal(place.column, cases[i].column);
	}
}

static void test_source_spans(void **state)
{
	struct source *source = source_over(&arena, "a.gs", "one two", 7);
	struct span one = { source, 0, 3 };
	struct span two = { source, 4, 7 };
	struct span none = { 0 };

	(void)state;
	assert_string_equal(source->base, "a.gs");
	assert_string_equal(span_text(&arena, two), "two");
	assert_string_equal(span_text(&arena, span_join(one, two)), "one two");
	assert_string_equal(span_text(&arena, span_join(none, two)), "two");
	assert_string_equal(span_text(&arena, span_join(one, none)), "one");
}

static void test_source_read(void **state)
{
	char path[] = "/tmp/gsc-source-XXXXXX";
	int file = mkstemp(path);
	struct source *source;
	const char *why = NULL;
	static char big[200000];

	(void)state;
	assert_true(file >= 0);
	memset(big, 'y', sizeof(big));
	assert_int_equal(write(file, big, sizeof(big)), sizeof(big));
	close(file);
	source = source_read(&arena, path, &why);
	unlink(path);
	assert_non_null(source);
	assert_int_equal(source->len, sizeof(big));
	assert_memory_equal(source->bytes, big, sizeof(big));
	assert_int_equal(source->bytes[source->len], '\0');
	assert_null(source_read(&arena, path, &why));
	assert_string_equal(why, "no such file or directory");
	assert_null(source_read(&arena, "/", &why));
	assert_string_equal(why, "is a directory");
	source = source_read(&arena, "/dev/null", &why);
	assert_int_equal(source->len, 0);
}

static const char *nearest(const char *wanted, const char *const *names)
{
	static struct suggest suggest;

	suggest_init(&suggest, wanted);
	for (; *names; names++)
		suggest_offer(&suggest, *names);
	return suggest_best(&suggest);
}

static void test_suggest(void **state)
{
	static const char *const types[] = { "u8", "u32", "i32", "string", "bytes", "duration",
		"bool", NULL };
	char long_name[200];

	(void)state;
	memset(long_name, 'a', sizeof(long_name));
	long_name[199] = '\0';
	assert_string_equal(nearest("u33", types), "u32");
	assert_string_equal(nearest("u3", types), "u32");
	assert_string_equal(nearest("strnig", types), "string");
	assert_string_equal(nearest("stirng", types), "string");
	assert_string_equal(nearest("durration", types), "duration");
	assert_string_equal(nearest("urations", types), "duration");
	assert_string_equal(nearest("boool", types), "bool");
	assert_null(nearest("string", (const char *const[]){ "string", NULL }));
	assert_string_equal(nearest("U8", types), "u8");
	assert_string_equal(nearest("BYTES", types), "bytes");
	assert_string_equal(nearest("bitse", types), "bytes");
	assert_null(nearest("u9", types));
	assert_null(nearest("bolt", types));
	assert_null(nearest("x", types));
	assert_null(nearest("strangers", types));
	assert_null(nearest(long_name, types));
	assert_null(nearest("", types));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_zeroes_and_aligns),
		cmocka_unit_test(test_arena_pieces_are_apart),
		cmocka_unit_test(test_arena_rescue),
		cmocka_unit_test(test_arena_printf),
		cmocka_unit_test(test_arena_grow),
		cmocka_unit_test(test_intern),
		cmocka_unit_test(test_text_knows_its_place),
		cmocka_unit_test(test_text_streams),
		cmocka_unit_test(test_text_formats),
		cmocka_unit_test(test_text_c_string),
		cmocka_unit_test(test_text_is_long),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_utf8_text),
		cmocka_unit_test(test_source_places),
		cmocka_unit_test(test_source_spans),
		cmocka_unit_test(test_source_read),
		cmocka_unit_test(test_suggest),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
