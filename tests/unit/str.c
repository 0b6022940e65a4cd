/* SPDX-License-Identifier: MIT */
/* Texts: owned ones, comparison, UTF-8, the names of statuses, lines of the log. */
#include <gs_tables.h>

#include "runtime/base/log.h"
#include "runtime/base/status.h"
#include "runtime/base/str.h"
#include "runtime/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static gs_str str(const char *text)
{
	return gs__str(text);
}

static void text_is_set_and_dropped(void **unused)
{
	gs_text *text = calloc(1, sizeof(*text));

	(void)unused;
	assert_non_null(text);
	assert_true(gs_text_set(text, str("")));
	assert_int_equal(text->view.len, 0);
	assert_true(gs_text_set(text, str("a longer text than the smallest block holds")));
	assert_true(gs__str_is(text->view, "a longer text than the smallest block holds"));
	assert_true(gs_text_set(text, str("short")));
	assert_true(gs__str_is(text->view, "short"));
	gs_text_drop(text);
	assert_null(text->view.data);
	assert_int_equal(text->view.len, 0);
	gs_text_drop(text);
	free(text);
}

static void text_takes_a_part_of_itself(void **unused)
{
	gs_text *text = calloc(1, sizeof(*text));

	(void)unused;
	assert_true(gs_text_set(text, str("0123456789")));
	assert_true(gs_text_set(text, (gs_str){ text->view.data + 3, 5 }));
	assert_true(gs__str_is(text->view, "34567"));
	assert_true(gs_text_set(text, text->view));
	assert_true(gs__str_is(text->view, "34567"));
	gs_text_drop(text);
	free(text);
}

/* A text that gets longer step by step moves a few times, not each time. */
static void text_grows_amortised(void **unused)
{
	static char all[20000];
	gs_text *text = calloc(1, sizeof(*text));
	const char *last = NULL;
	int moves = 0;

	(void)unused;
	memset(all, 'x', sizeof(all));
	for (uint32_t len = 0; len <= sizeof(all); len++) {
		assert_true(gs_text_set(text, (gs_str){ all, len }));
		moves += text->view.data != last;
		last = text->view.data;
	}
	assert_in_range(moves, 1, 40);
	gs_text_drop(text);
	free(text);
}

static void blob_holds_any_bytes(void **unused)
{
	static const uint8_t bytes[] = { 0, 255, 0, 1 };
	gs_blob *blob = calloc(1, sizeof(*blob));

	(void)unused;
	assert_true(gs_blob_set(blob, (gs_bytes){ bytes, sizeof(bytes) }));
	assert_int_equal(blob->view.len, sizeof(bytes));
	assert_memory_equal(blob->view.data, bytes, sizeof(bytes));
	gs_blob_drop(blob);
	assert_null(blob->view.data);
	free(blob);
}

static void equality(void **unused)
{
	static const uint8_t bytes[] = { 1, 2, 3 };
	gs_ref a = { 1, 2 }, b = { 1, 3 };

	(void)unused;
	assert_true(gs_equal(str("token"), str("token")));
	assert_false(gs_equal(str("token"), str("tokem")));
	assert_false(gs_equal(str("token"), str("toke")));
	assert_true(gs_equal((gs_str){ 0 }, str("")));
	assert_true(gs_equal(((gs_bytes){ bytes, 2 }), ((gs_bytes){ bytes, 2 })));
	assert_false(gs_equal(((gs_bytes){ bytes, 2 }), ((gs_bytes){ bytes + 1, 2 })));
	assert_true(gs_same(a, a));
	assert_false(gs_same(a, b));
}

static void utf8_is_strict(void **unused)
{
	static const struct {
		const char *text;
		bool is_valid;
	} cases[] = {
		{ "", true },
		{ "plain ascii of more than eight bytes", true },
		{ "gr\xc3\xbc\xc3\x9f"
		  "e",
			true },
		{ "\xe2\x82\xac", true },
		{ "\xf0\x9f\x98\x80", true },
		{ "\xf4\x8f\xbf\xbf", true },  /* U+10FFFF */
		{ "\xf4\x90\x80\x80", false }, /* beyond */
		{ "\xf5\x80\x80\x80", false },
		{ "\xed\x9f\xbf", true },  /* before the surrogates */
		{ "\xed\xa0\x80", false }, /* a surrogate */
		{ "\xee\x80\x80", true },  /* behind them */
		{ "\xc0\x80", false },     /* overlong */
		{ "\xc1\xbf", false },
		{ "\xe0\x9f\xbf", false },
		{ "\xe0\xa0\x80", true },
		{ "\xf0\x8f\xbf\xbf", false },
		{ "\xf0\x90\x80\x80", true },
		{ "\x80", false },
		{ "\xff", false },
		{ "12345678\xc3", false }, /* cut */
		{ "1234567\xe2\x82", false },
		{ "1234567\xe2\x82\xac"
		  "89",
			true },
		{ "\xe2\x28\xa1", false },
		{ "\xf0\x9f\x98\x28", false },
	};

	(void)unused;
	for (size_t i = 0; i < GS_COUNT(cases); i++)
		if (gs__utf8_is_valid(cases[i].text, strlen(cases[i].text)) != cases[i].is_valid)
			fail_msg("case %zu", i);
	assert_true(gs__utf8_is_valid(NULL, 0));
	assert_true(gs__utf8_is_valid("a\0b", 3));
}

static void utf8_is_cut_between_characters(void **unused)
{
	(void)unused;
	assert_int_equal(gs__utf8_cut("abc", 3, 5), 3);
	assert_int_equal(gs__utf8_cut("abc", 3, 2), 2);
	assert_int_equal(gs__utf8_cut("a\xe2\x82\xac", 4, 3), 1);
	assert_int_equal(gs__utf8_cut("a\xe2\x82\xac", 4, 2), 1);
	assert_int_equal(gs__utf8_cut("a\xe2\x82\xac", 4, 1), 1);
	assert_int_equal(gs__utf8_cut("\xf0\x9f\x98\x80x", 5, 4), 4);
	assert_int_equal(gs__utf8_cut("\xf0\x9f\x98\x80x", 5, 3), 0);
	assert_int_equal(gs__utf8_cut("\x80\x80\x80\x80\x80", 5, 4), 4); /* no UTF-8 */
}

static void statuses_have_names(void **unused)
{
	static const char *const wire[] = { "bad_request", "no_server", "no_clause", "timeout",
		"overloaded", "denied", "stopped", "internal" };

	(void)unused;
	assert_string_equal(gs_status_name(GS_OK), "ok");
	assert_string_equal(gs_status_name(GS_FULL), "overloaded");
	assert_string_equal(gs_status_name(12345), "error");
	assert_string_equal(gs_status_name(-1000), "error");
	for (size_t i = 0; i < GS_COUNT(wire); i++)
		assert_string_equal(gs_status_name(gs__status_of(str(wire[i]))), wire[i]);
	assert_int_equal(gs__status_of(str("timeout")), GS_TIMEOUT);
	assert_int_equal(gs__status_of(str("exhausted")), GS_OK);
	assert_int_equal(gs__status_of(str("lost")), GS_OK); /* not a peer's to say */
	assert_int_equal(gs__status_of((gs_str){ "timeout\0", 8 }), GS_OK);
}

static void log_lines_cannot_be_forged(void **unused)
{
	char line[128];
	size_t len;

	(void)unused;
	len = gs__log_line(
		line, sizeof(line), GS_WARNING, str("limiter"), str("a\nb\x1b[2J\x7f\t"));
	line[len] = '\0';
	assert_string_equal(line, "warning limiter: a\\nb\\x1b[2J\\x7f\\t\n");
	len = gs__log_line(
		line, sizeof(line), GS_ERROR, (gs_str){ 0 }, str("gr\xc3\xbc\xff\xc2\x9bm"));
	line[len] = '\0';
	assert_string_equal(line, "error: gr\xc3\xbc\\xff\\xc2\\x9bm\n");
}

static void log_lines_are_cut(void **unused)
{
	char line[65], text[300];
	size_t len;

	(void)unused;
	memset(text, 'x', sizeof(text));
	line[64] = '#';
	len = gs__log_line(line, 64, GS_INFO, str("a"), (gs_str){ text, sizeof(text) });
	assert_int_equal(len, 64);
	assert_memory_equal(line + 60, "...\n", 4);
	assert_int_equal(line[64], '#');
	len = gs__log_line(line, 64, GS_INFO, (gs_str){ text, sizeof(text) }, str("short"));
	assert_int_equal(len, 32 + strlen(": short\n"));
	len = gs__log_line(line, 64, GS_INFO, str("a"), (gs_str){ text, 52 });
	assert_int_equal(len, 61); /* "info a: ", 52, newline: nothing to cut */
}

static void log_levels_have_names(void **unused)
{
	enum gs_log_level level = GS_ERROR;

	(void)unused;
	assert_true(gs__log_level_parse(str("debug"), &level));
	assert_int_equal(level, GS_DEBUG);
	assert_string_equal(gs__log_level_name(level), "debug");
	assert_false(gs__log_level_parse(str("loud"), &level));
	assert_false(gs__log_level_parse(str(""), &level));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_set_and_dropped),
		cmocka_unit_test(text_takes_a_part_of_itself),
		cmocka_unit_test(text_grows_amortised),
		cmocka_unit_test(blob_holds_any_bytes),
		cmocka_unit_test(equality),
		cmocka_unit_test(utf8_is_strict),
		cmocka_unit_test(utf8_is_cut_between_characters),
		cmocka_unit_test(statuses_have_names),
		cmocka_unit_test(log_lines_cannot_be_forged),
		cmocka_unit_test(log_lines_are_cut),
		cmocka_unit_test(log_levels_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
