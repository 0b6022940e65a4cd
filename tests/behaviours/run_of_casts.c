/* SPDX-License-Identifier: MIT */
/* Casts that are handled one after the other, and those among them that leave something behind. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "run_of_casts.gs.h"

static void open_runs(struct stage *stage, struct caller **caller)
{
	stage_open(stage, &runs_system);
	*caller = stage_caller(stage);
}

static void give(struct caller *caller, const char *numbers, unsigned times)
{
	char params[80];

	snprintf(params, sizeof(params), "[%s, %u]", numbers, times);
	assert_string_equal(ask(caller, "giver.give", params), "nil");
	ask(caller, "taker.count", "[]"); /* behind them all */
}

static void assert_stats(struct caller *caller, const char *what)
{
	const char *stats = ask(caller, "gs.stats", "[\"taker\"]");

	if (!strstr(stats, what))
		fail_msg("no \"%s\" in %s", what, stats);
}

static void a_next_comes_before_the_casts_that_wait(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	give(caller, "[1, 100, 2, 0, 100, 3]", 1);
	assert_string_equal(traced(), "1 100 between 2 load6 100 between 3");
	assert_stats(caller, "messages: 9\n");
	stage_close(&stage);
}

static void what_it_sends_to_itself_comes_behind_and_is_counted(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	give(caller, "[1, 200, 400, 2]", 1);
	stage_run(&stage);
	assert_string_equal(traced(), "1 200 400 2 later0 later1 later2 later3 later4 later5 "
				      "later6 later7 later8 401");
	assert_stats(caller, "messages: 15\n");
	assert_stats(caller, "queue: 0\nqueue_high: 11\n");
	stage_close(&stage);
}

static void a_stop_ends_the_run_and_drops_the_rest(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	assert_string_equal(ask(caller, "giver.give", "[[1, 2, 300, 3, 4], 1]"), "nil");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "1 2 300");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 2);
	give(caller, "[5]", 1);
	assert_string_equal(traced(), "1 2 300 5");
	assert_stats(caller, "restarts: 1\n");
	assert_stats(caller, "messages: 5\nanswers: 1\nerrors: 1\n");
	stage_close(&stage);
}

/* Longer than a share of a turn, and than what lies between two that are timed. */
static void all_of_a_long_run_are_counted(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	give(caller, "[7, 7, 7, 7, 7, 7, 7, 7]", 100);
	assert_string_equal(ask(caller, "taker.count", "[]"), "[800]");
	assert_stats(caller, "messages: 802\n");
	assert_stats(caller, "queue: 0\nqueue_high: 800\n");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 0);
	stage_close(&stage);
}

static void each_is_seen_by_who_traces(void **state)
{
	struct stage stage;
	struct caller *caller, *viewer;

	(void)state;
	open_runs(&stage, &caller);
	viewer = stage_caller(&stage);
	assert_string_equal(ask(viewer, "gs.trace", "[\"taker\"]"), "nil");
	give(caller, "[1, 2]", 1);
	stage_run(&stage);
	assert_non_null(strstr(caller_told(viewer), "got cast take (n: 1)"));
	assert_non_null(strstr(caller_told(viewer), "got cast take (n: 2)"));
	assert_stats(caller, "messages: 3\n");
	stage_close(&stage);
}

static void a_run_sets_the_idle_clock_again(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	stage_advance(&stage, MS(1100));
	assert_string_equal(traced(), "idle");
	assert_string_equal(ask(caller, "giver.give", "[[1, 2], 1]"), "nil");
	stage_advance(&stage, MS(900));
	assert_string_equal(traced(), "idle 1 2");
	stage_advance(&stage, MS(200));
	assert_string_equal(traced(), "idle 1 2 idle");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_next_comes_before_the_casts_that_wait),
		cmocka_unit_test(what_it_sends_to_itself_comes_behind_and_is_counted),
		cmocka_unit_test(a_stop_ends_the_run_and_drops_the_rest),
		cmocka_unit_test(all_of_a_long_run_are_counted),
		cmocka_unit_test(each_is_seen_by_who_traces),
		cmocka_unit_test(a_run_sets_the_idle_clock_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
