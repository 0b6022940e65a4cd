/* SPDX-License-Identifier: MIT */
/* diag: what is printed, to the byte. */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static jmp_buf rescue;
static struct arena arena;
static struct diag diag;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, &rescue);
	diag_init(&diag, &arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const struct source *source(const char *path, const char *bytes)
{
	return source_over(&arena, path, bytes, (uint32_t)strlen(bytes));
}

static struct span span(const struct source *of, const char *text)
{
	uint32_t start = (uint32_t)(strstr(of->bytes, text) - of->bytes);

	return (struct span){ of, start, start + (uint32_t)strlen(text) };
}

static char *printed(enum diag_format format, bool has_colour)
{
	char *bytes;
	size_t len;
	FILE *out = open_memstream(&bytes, &len);
	char *copy;

	diag_print(&diag, out, format, has_colour);
	fclose(out);
	copy = arena_copy(&arena, bytes, len);
	free(bytes);
	return copy;
}

static void test_shape(void **state)
{
	const struct source *a = source(
		"dir/a.gs", "struct x {\n\tage: u33; /* \xe4\xb8\xad */ b;\n}\n");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, span(a, "u33"), "unknown type '%s'", "u33");
	diag_note(&diag, span(a, "x {"), "in 'x'");
	diag_warning(&diag, DIAG_SYNTAX, span(a, "b;"), "odd");
	assert_string_equal(printed(DIAG_TEXT, false),
		"dir/a.gs:2:7: error: unknown type 'u33' [syntax]\n"
		"\tage: u33; /* \xe4\xb8\xad */ b;\n"
		"\t     ^~~\n"
		"dir/a.gs:1:8: note: in 'x'\n"
		"struct x {\n"
		"       ^~~\n"
		"dir/a.gs:2:20: warning: odd [syntax]\n"
		"\tage: u33; /* \xe4\xb8\xad */ b;\n"
		"\t                   ^~\n");
	assert_int_equal(diag.errors, 1);
}

static void test_edges(void **state)
{
	const struct source *a = source("a.gs", "one  \r\ntwo\r\nlast\n");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, (struct span){ a, 0, 10 }, "many lines");
	diag_error(&diag, DIAG_SYNTAX, (struct span){ a, 10, 10 }, "at a line's end");
	diag_error(&diag, DIAG_SYNTAX, (struct span){ a, 17, 17 }, "at the end");
	diag_error(&diag, DIAG_UNCLOSED, (struct span){ 0 }, "no place");
	assert_string_equal(printed(DIAG_TEXT, false),
		"error: no place [unclosed]\n"
		"a.gs:1:1: error: many lines [syntax]\none  \n^~~\n"
		"a.gs:2:4: error: at a line's end [syntax]\ntwo\n   ^\n"
		"a.gs:4:1: error: at the end [syntax]\n\n^\n");
}

static void test_sorts_and_drops(void **state)
{
	const struct source *a = source("a.gs", "aaaaa");
	const struct source *b = source("b.gs", "bbbbb");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, (struct span){ b, 3, 4 }, "b3");
	diag_error(&diag, DIAG_SYNTAX, (struct span){ a, 3, 4 }, "a3");
	diag_error(&diag, DIAG_SYNTAX, (struct span){ b, 1, 4 }, "b1");
	diag_error(&diag, DIAG_SYNTAX, (struct span){ b, 3, 5 }, "dropped");
	diag_note(&diag, (struct span){ b, 0, 1 }, "dropped too");
	diag_warning(&diag, DIAG_SYNTAX, (struct span){ b, 1, 2 }, "kept");
	assert_int_equal(diag.errors, 3);
	assert_string_equal(printed(DIAG_TEXT, false),
		"b.gs:1:2: error: b1 [syntax]\nbbbbb\n ^~~\n"
		"b.gs:1:2: warning: kept [syntax]\nbbbbb\n ^\n"
		"b.gs:1:4: error: b3 [syntax]\nbbbbb\n   ^\n"
		"a.gs:1:4: error: a3 [syntax]\naaaaa\n   ^\n");
}

static void test_shows_twenty(void **state)
{
	static char many[5001];
	const struct source *a;
	const char *text;
	int lines = 0;

	(void)state;
	memset(many, 'x', 5000);
	a = source("a.gs", many);
	for (uint32_t i = 5000; i > 0; i--)
		diag_error(&diag, DIAG_SYNTAX, (struct span){ a, i - 1, i }, "e%u", i);
	for (uint32_t i = 0; i < 5000; i++)
		diag_error(&diag, DIAG_SYNTAX, (struct span){ a, i, i + 1 }, "again");
	assert_int_equal(diag.errors, 5000);
	text = printed(DIAG_JSON, false);
	assert_non_null(strstr(text, "\"e20\""));
	assert_null(strstr(text, "\"e21\""));
	assert_null(strstr(text, "again"));
	assert_non_null(strstr(text, "{\"errors_not_shown\":4980,\"warnings_not_shown\":0}\n"));
	for (; *text; text++)
		lines += *text == '\n';
	assert_int_equal(lines, DIAG_SHOWN + 1);
	assert_non_null(strstr(printed(DIAG_TEXT, false), "\n4980 more errors not shown\n"));
}

/* It is of the error before; none is of one that was dropped or is not reported. */
static void test_fix(void **state)
{
	const struct source *a = source("a.gs", "aaaaa\nbb");
	const struct span first = { a, 1, 3 };
	const struct span second = { a, 6, 6 };

	(void)state;
	diag_fix(&diag, first, "nothing was said");
	diag_error(&diag, DIAG_SYNTAX, first, "one");
	diag_fix(&diag, second, NULL);
	diag_fix(&diag, second, "\";");
	diag_error(&diag, DIAG_SYNTAX, first, "dropped");
	diag_fix(&diag, first, "dropped");
	diag_skip(&diag);
	diag_fix(&diag, first, "skipped");
	assert_string_equal(printed(DIAG_JSON, false),
		"{\"file\":\"a.gs\",\"line\":1,\"column\":2,\"end_line\":1,\"end_column\":4,"
		"\"level\":\"error\",\"code\":\"syntax\",\"text\":\"one\",\"notes\":[],"
		"\"fix\":{\"file\":\"a.gs\",\"line\":2,\"column\":1,\"end_line\":2,"
		"\"end_column\":1,\"text\":\"\\\";\"}}\n");
}

/* However many there are, memory is taken for so many. */
static void test_keeps_some(void **state)
{
	char *bytes = arena_take(&arena, 2 * DIAG_KEPT + 1);
	const struct source *a;

	(void)state;
	memset(bytes, 'x', 2 * DIAG_KEPT);
	a = source_over(&arena, "a.gs", bytes, 2 * DIAG_KEPT);
	for (uint32_t i = 2 * DIAG_KEPT; i > 0; i--) {
		diag_error(&diag, DIAG_SYNTAX, (struct span){ a, i - 1, i }, "e%u", i);
		diag_note(&diag, (struct span){ a, 0, 1 }, "n%u", i);
	}
	assert_int_equal(diag.errors, 2 * DIAG_KEPT);
	assert_int_equal(diag.count, DIAG_KEPT);
	assert_non_null(strstr(printed(DIAG_TEXT, false), "error: e10001 "));
}

static void test_long_line(void **state)
{
	enum { LEN = 1 << 20 };
	char *bytes = arena_take(&arena, LEN + 1);
	const struct source *a;
	char wanted[600];

	(void)state;
	for (int i = 0; i < LEN; i++)
		bytes[i] = (char)('a' + i % 26);
	bytes[LEN / 2] = '!';
	bytes[LEN / 2 + 200] = '\xff';
	a = source_over(&arena, "a.gs", bytes, LEN);
	diag_error(&diag, DIAG_SYNTAX, (struct span){ a, LEN / 2, LEN }, "here");
	snprintf(wanted, sizeof(wanted),
		"a.gs:1:524289: error: here [syntax]\n...%.160s...\n%63s^%s\n",
		bytes + LEN / 2 - 60, "",
		"~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
		"~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~");
	assert_string_equal(printed(DIAG_TEXT, false), wanted);
}

/* Tabs, wide characters and marks without a width, before the span and in it. */
static void test_widths(void **state)
{
	const struct source *a = source("a.gs", "\t\xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 one\ttwo;\r\n"
						"x = \xef\xbc\x9a \xf0\x9f\x98\x80;");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, span(a, "one\ttwo"), "a tab inside");
	diag_error(&diag, DIAG_SYNTAX, span(a, "\xe6\x96\x87"), "two columns");
	diag_error(&diag, DIAG_SYNTAX, span(a, "\xef\xbc\x9a \xf0\x9f\x98\x80"), "five");
	diag_error(&diag, DIAG_SYNTAX, span(a, ";\r\nx ="), "over the end of a line");
	assert_string_equal(printed(DIAG_TEXT, false),
		"a.gs:1:3: error: two columns [syntax]\n"
		"\t\xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 one\ttwo;\n\t  ^~\n"
		"a.gs:1:8: error: a tab inside [syntax]\n"
		"\t\xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 one\ttwo;\n\t       ^~~~~~~~~~~~\n"
		"a.gs:1:15: error: over the end of a line [syntax]\n"
		"\t\xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 one\ttwo;\n\t          \t   ^\n"
		"a.gs:2:5: error: five [syntax]\n"
		"x = \xef\xbc\x9a \xf0\x9f\x98\x80;\n    ^~~~~\n");
}

static void test_is_safe_to_show(void **state)
{
	const struct source *a = source("a.gs", "x \033[31m \xff y");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, span(a, "y"), "bad '\xff\033'");
	assert_string_equal(printed(DIAG_TEXT, false),
		"a.gs:1:11: error: bad '\xef\xbf\xbd?' [syntax]\nx ?[31m \xef\xbf\xbd y\n   "
		"       ^\n");
}

static void test_json(void **state)
{
	const struct source *a = source("a \"b\".gs", "one\ntwo \xc3\xa9 three\n");

	(void)state;
	diag_error(&diag, DIAG_NUMBER, span(a, "ne\ntwo \xc3\xa9"), "a \"b\" \\ \n \xff");
	diag_note(&diag, span(a, "three"), "there");
	diag_note(&diag, (struct span){ 0 }, "nowhere");
	diag_warning(&diag, DIAG_SYNTAX, (struct span){ 0 }, "plain");
	assert_string_equal(printed(DIAG_JSON, true),
		"{\"level\":\"warning\",\"code\":\"syntax\",\"text\":\"plain\",\"notes\":[]}\n"
		"{\"file\":\"a \\\"b\\\".gs\",\"line\":1,\"column\":2,\"end_line\":2,"
		"\"end_column\":6,"
		"\"level\":\"error\",\"code\":\"number\",\"text\":\"a \\\"b\\\" \\\\ "
		"\\u000a \\ufffd\","
		"\"notes\":[{\"file\":\"a \\\"b\\\".gs\",\"line\":2,\"column\":7,\"end_line\":2,"
		"\"end_column\":12,\"text\":\"there\"},{\"text\":\"nowhere\"}]}\n");
}

static void test_colour(void **state)
{
	const struct source *a = source("a.gs", "x");

	(void)state;
	diag_error(&diag, DIAG_SYNTAX, span(a, "x"), "bad");
	assert_string_equal(printed(DIAG_TEXT, true),
		"\033[1ma.gs:1:1: \033[31;1merror: \033[0mbad [syntax]\nx\n\033[32;1m^\033[0m\n");
}

static void test_codes(void **state)
{
	(void)state;
	for (unsigned i = 0; i < DIAG_CODE_COUNT; i++) {
		const char *text = diag_code_text((enum diag_code)i);

		assert_int_equal(
			strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(text));
		assert_true(strlen(diag_code_meaning((enum diag_code)i)) > 10);
		/* The first of its text, so no two codes share one. */
		assert_int_equal(diag_code_find(text), i);
	}
	assert_int_equal(diag_code_find("no-such-code"), DIAG_CODE_COUNT);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_shape),
		TEST(test_edges),
		TEST(test_sorts_and_drops),
		TEST(test_shows_twenty),
		TEST(test_fix),
		TEST(test_keeps_some),
		TEST(test_long_line),
		TEST(test_widths),
		TEST(test_is_safe_to_show),
		TEST(test_json),
		TEST(test_colour),
		TEST(test_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
