/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gsc/base/arena.h"
#include "gsc/emit/parts.h"

#include <string.h>

struct made {
	struct arena arena;
	jmp_buf rescue;
	struct text out;
	struct emitter e;
};

static int set_up(void **state)
{
	static const struct source source = { .base = "x.gs" };
	static const struct model_file file = { .source = &source };
	struct made *made = test_malloc(sizeof(*made));

	arena_init(&made->arena, &made->rescue);
	text_init(&made->out, &made->arena);
	emit_open(&made->e, &made->out, &file, NULL);
	made->out.len = 0;
	*state = made;
	return 0;
}

static int tear_down(void **state)
{
	struct made *made = *state;

	arena_free(&made->arena);
	test_free(made);
	return 0;
}

static void expect(struct made *made, const char *text)
{
	text_raw(&made->out, "", 1);
	assert_string_equal(made->out.bytes, text);
	made->out.len = 0;
}

#define A30 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A90 A30 A30 A30

static void test_short_row(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "\tint %s;", "x");
	emit_row(&made->e, "%s", "");
	expect(made, "\tint x;\n\n");
}

static void test_exactly_full(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "1234567%s, b", A90);
	expect(made, "1234567" A90 ", b\n");
	emit_row(&made->e, "12345678%s, b", A90);
	expect(made, "12345678" A90 ",\n\tb\n");
}

static void test_outermost_comma(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "\tf(" A30 ", " A30 ", g(bbbb, cccc, dddd, eeee, ffff));");
	expect(made, "\tf(" A30 ", " A30 ",\n\t\tg(bbbb, cccc, dddd, eeee, ffff));\n");
}

static void test_depth_of_breaks(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "\tif (!(f(" A30 ", " A30 ") && (!" A30 " || g(" A30 ", " A30 "))))");
	expect(made,
		"\tif (!(f(" A30 ", " A30 ")\n\t\t&& (!" A30 "\n\t\t\t|| g(" A30 ", " A30 "))))\n");
}

static void test_before_operators(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "\treturn f(" A30 ", " A30 ") && g(a, b, c, d, e, f, g);");
	expect(made, "\treturn f(" A30 ", " A30 ")\n\t\t&& g(a, b, c, d, e, f, g);\n");
}

static void test_strings_are_whole(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, "f(\"a, b \\\" && c, (\\\\\\\", d\", " A90 ")");
	expect(made, "f(\"a, b \\\" && c, (\\\\\\\", d\",\n\t" A90 ")\n");
}

static void test_no_place(void **state)
{
	struct made *made = *state;

	emit_row(&made->e, A90 A30 ", " A30);
	expect(made, A90 A30 ",\n\t" A30 "\n");
}

static void test_long_string(void **state)
{
	struct made *made = *state;

	/* 72 columns a piece where it does not fit as a whole. */
	emit_add(&made->e, "\tx = ");
	emit_add_string(&made->e, A90 A30, strlen(A90 A30));
	emit_row(&made->e, ";");
	expect(made, "\tx = \"" A30 A30 "aaaaaaaaaaaa\"\n\t\t\"" A30 "aaaaaaaaaaaaaaaaaa\";\n");
	emit_add_string(&made->e, "", 0);
	emit_end(&made->e);
	expect(made, "\"\"\n");
	emit_add_string(&made->e, A90, 90);
	emit_end(&made->e);
	expect(made, "\"" A90 "\"\n");
}

static void test_pieces_end_at_blanks(void **state)
{
	struct made *made = *state;

	emit_add_string(&made->e, A30 A30 " " A30 A30, 121);
	emit_end(&made->e);
	expect(made, "\"" A30 A30 " \"\n\t\"" A30 A30 "\"\n");
}

static void test_pieces_keep_characters(void **state)
{
	struct made *made = *state;

	/* The piece would end within a character of two bytes. */
	emit_add_string(&made->e, A30 A30 "aaaaaaa\xc3\xa4" A30, 99);
	emit_end(&made->e);
	expect(made, "\"" A30 A30 "aaaaaaa\"\n\t\"\\303\\244" A30 "\"\n");
}

static void test_comments(void **state)
{
	struct made *made = *state;

	emit_comment(&made->e, 0, NULL, NULL);
	expect(made, "");
	emit_comment(&made->e, 0, "heading", NULL);
	emit_comment(&made->e, 1, NULL, "text");
	emit_comment(&made->e, 0, "heading", "text");
	expect(made, "/* heading */\n\t/* text */\n/* heading: text */\n");
	emit_comment(&made->e, 0, "heading", "one\n\ntwo");
	expect(made, "/*\n * heading\n *\n * one\n *\n * two\n */\n");
	emit_comment(&made->e, 0, NULL, "*/ /* a*/*b /*/ ends *\\");
	expect(made, "/* * / / * a* / *b / * / ends *\\ */\n");
	emit_comment(&made->e, 0, NULL,
		"\a\xe2\x80\xae"
		"x");
	expect(made, "/*  x */\n");
}

static void test_long_comment(void **state)
{
	struct made *made = *state;

	emit_comment(&made->e, 0, NULL, A90 " " A30);
	expect(made, "/*\n * " A90 "\n * " A30 "\n */\n");
	emit_comment(&made->e, 0, NULL, A90 A30);
	expect(made, "/*\n * " A90 "aaaaaaa\n * aaaaaaaaaaaaaaaaaaaaaaa\n */\n");
}

static void expect_duration(struct made *made, int64_t ns, const char *text)
{
	emit_add_duration(&made->e, ns);
	emit_end(&made->e);
	expect(made, text);
}

static void test_numbers(void **state)
{
	struct made *made = *state;
	static const struct model_type f32 = { .kind = MODEL_F32 };
	static const struct model_type i8 = { .kind = MODEL_I8, .low = INT8_MIN, .high = INT8_MAX };

	expect_duration(made, 0, "0\n");
	expect_duration(made, -1, "-1\n");
	expect_duration(made, 90000000000, "GS_S(90)\n");
	expect_duration(made, 1500000, "GS_US(1500)\n");
	expect_duration(made, 7, "7\n");
	expect_duration(made, INT64_MIN, "INT64_MIN\n");
	emit_add_integer(&made->e, (model_int)UINT64_MAX);
	emit_end(&made->e);
	expect(made, "18446744073709551615u\n");
	emit_add_limit(&made->e, &i8, INT8_MIN);
	emit_add(&made->e, " ");
	emit_add_limit(&made->e, &i8, INT8_MAX);
	emit_add(&made->e, " ");
	emit_add_limit(&made->e, &i8, -5);
	emit_end(&made->e);
	expect(made, "INT8_MIN INT8_MAX -5\n");
	emit_add_real(&made->e, NULL, 0.1);
	emit_add(&made->e, " ");
	emit_add_real(&made->e, &f32, (double)0.1f);
	emit_add(&made->e, " ");
	emit_add_real(&made->e, NULL, 3.0);
	emit_add(&made->e, " ");
	emit_add_real(&made->e, NULL, 1e300);
	emit_add(&made->e, " ");
	emit_add_real(&made->e, NULL, 1.0 / 3.0);
	emit_end(&made->e);
	expect(made, "0.1 0.1f 3.0 1e+300 0.3333333333333333\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_short_row, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_exactly_full, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_outermost_comma, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_depth_of_breaks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_before_operators, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strings_are_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_string, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pieces_end_at_blanks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pieces_keep_characters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_comments, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_comment, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_numbers, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
