/* SPDX-License-Identifier: MIT */
/* What becomes of words and numbers that a program, or its peer, should not say. The spec is
 * odd.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "odd.gs.h"

static struct caller *begin(struct stage *stage)
{
	stage_open(stage, &odd_words_system);
	return stage_caller(stage);
}

static const char *ask_of(struct caller *caller, const char *clause, long n)
{
	char params[32];

	snprintf(params, sizeof(params), "[%ld]", n);
	return ask(caller, clause, params);
}

static void a_reason_is_text_for_peers_and_one_line_for_the_log(void **state)
{
	static const struct {
		const char *answer, *line;
	} rows[] = {
		{ "!stopped: ", "failed in end: \n" },
		{ "!stopped: two\nlines", "failed in end: two\\nlines\n" },
		{ "!stopped: ?? odd", "failed in end: \\xff\\xfe odd\n" },
		{ "!stopped: tab\tand \x1b[31mred", "failed in end: tab\\tand \\x1b[31mred\n" },
	};
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (size_t i = 0; i < GS_COUNT(rows); i++) {
		assert_string_equal(ask_of(caller, "a.end", (long)i), rows[i].answer);
		stage_run(&stage);
		assert_non_null(strstr(gs_world_log(stage.world), rows[i].line));
		assert_string_equal(
			ask_of(caller, "a.end_after", (long)i)[0] == '!' ? "!" : "", "");
		stage_run(&stage);
	}
	/* Of a long one 255 bytes. */
	assert_int_equal(strlen(ask_of(caller, "a.end", 4)), strlen("!stopped: ") + 255);
	assert_string_equal(ask_of(caller, "a.fails", 2), "!odd: ?? odd [0]");
	stage_close(&stage);
}

static void a_late_answer_is_a_declared_error_or_internal(void **state)
{
	static const struct {
		int status;
		const char *answer;
	} rows[] = {
		{ error_odd, "!odd: odd [0]" },
		{ error_other, "!other: other" },
		{ GS_OK, "!internal: the server failed to answer" },
		{ GS_TIMEOUT, "!internal: the server failed to answer" },
		{ GS_DOWN, "!internal: the server failed to answer" },
		{ GS_GONE, "!internal: the server failed to answer" },
		{ GS_FULL, "!overloaded: too much is waiting" },
		{ GS_INVALID, "!bad_request: the arguments do not fit" },
		{ GS_DENIED, "!denied: not allowed" },
		{ -999, "!internal: the server failed to answer" },
		{ 12345, "!internal: the server failed to answer" },
	};
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (size_t i = 0; i < GS_COUNT(rows); i++)
		assert_string_equal(ask_of(caller, "a.late", rows[i].status), rows[i].answer);
	trace_clear();
	/* One that breaks its bounds is an answer, too: the second is one too many. */
	assert_true(is_error(ask(caller, "a.late_misfit", "[]"), "internal"));
	assert_string_equal(traced(), "-5 -3");
	stage_close(&stage);
}

static void a_time_is_a_duration_that_is_not_negative(void **state)
{
	static const char *const bad[] = { "-5", "\"x\"", "nil", "18446744073709551615", "1.5",
		"true", "[]" };
	static const char *const good[] = { "1000000000", "9223372036854775807", "1e9" };
	struct stage stage;
	struct caller *caller = begin(&stage);
	char extra[64];

	(void)state;
	for (size_t i = 0; i < GS_COUNT(bad); i++) {
		snprintf(extra, sizeof(extra), "{\"timeout\": %s}", bad[i]);
		assert_string_equal(
			caller_wait(caller, caller_send_with(caller, "a.text", "[5]", extra)),
			"!bad_request: timeout: not a duration in nanoseconds");
	}
	for (size_t i = 0; i < GS_COUNT(good); i++) {
		snprintf(extra, sizeof(extra), "{\"timeout\": %s}", good[i]);
		assert_string_equal(
			caller_wait(caller, caller_send_with(caller, "a.text", "[5]", extra)),
			"\"normal\"");
	}
	assert_true(is_error(
		caller_wait(caller, caller_send_with(caller, "a.text", "[5]", "{\"timeout\": 0}")),
		"timeout"));
	stage_close(&stage);
}

/* Put off by less than nothing it is due now, by all there is never. */
static void a_timer_is_put_off_within_all_of_time(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask_of(caller, "a.put_off", 0), "[true, 0]");
	assert_string_equal(ask_of(caller, "a.put_off", 1), "[true, 0]");
	assert_int_equal(strncmp(ask_of(caller, "a.put_off", 2), "[true, 92233720", 15), 0);
	stage_advance(&stage, GS_S(1000000));
	assert_string_equal(traced(), "rung0 rung1");
	assert_string_equal(ask(caller, "a.misarm", "[]"), "0");
	stage_advance(&stage, GS_S(1));
	assert_string_equal(traced(), "rung0 rung1");
	stage_close(&stage);
}

static void a_name_is_that_of_a_child_or_nobody_s(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (long i = 0; i < 7; i++) /* "a" is the third */
		assert_string_equal(ask_of(caller, "a.whereis", i), i == 2 ? "true" : "false");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reason_is_text_for_peers_and_one_line_for_the_log),
		cmocka_unit_test(a_late_answer_is_a_declared_error_or_internal),
		cmocka_unit_test(a_time_is_a_duration_that_is_not_negative),
		cmocka_unit_test(a_timer_is_put_off_within_all_of_time),
		cmocka_unit_test(a_name_is_that_of_a_child_or_nobody_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
