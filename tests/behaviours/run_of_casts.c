/* SPDX-License-Identifier: MIT */
/* Casts that are handled one after the other, and those among them that leave something behind. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
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

static struct gs_world *spending; /* of the test that runs */

static void spend(long what, long time, long b)
{
	(void)what, (void)b;
	gs__world_spend(spending, time);
}

static int busy_us(struct caller *caller)
{
	return atoi(strstr(ask(caller, "gs.stats", "[\"taker\"]"), "busy: ") + 6);
}

/* One in 61 is timed, wherever a run begins and ends; of slow ones each. */
static void what_a_run_takes_is_known(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	spending = stage.world;
	trace_listen(spend);
	for (int i = 1; i <= 4; i++) {
		give(caller, "[700, 700, 700, 700, 700, 700, 700, 700, 700, 700]", 61);
		assert_in_range(busy_us(caller), i * 6100 - 610, i * 6100 + 610);
	}
	for (int i = 1, before = busy_us(caller); i <= 4; i++) {
		give(caller, "[701, 701, 701, 701, 701, 701, 701, 701, 701, 701]", 61);
		assert_in_range(
			busy_us(caller), before + i * 610000 - 61000, before + i * 610000 + 61000);
	}
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

static void an_order_to_stop_comes_behind_the_casts_that_wait(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	assert_string_equal(ask(caller, "giver.give", "[[1, 301, 2, 400, 3], 1]"), "nil");
	stage_run(&stage);
	/* What 400 casts comes behind the order. */
	assert_string_equal(traced(), "1 301 stop:0 2 400 3");
	assert_string_equal(ask(caller, "taker.count", "[]"), "[0]");
	stage_close(&stage);
}

/* Of a failed start, of an error made and not used. */
static void what_one_leaves_behind_the_next_does_not_find(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t held;

	(void)state;
	open_runs(&stage, &caller);
	held = caller_send(caller, "taker.hold", "[]");
	give(caller, "[500, 501, 1, 502, 503, 500, 501]", 1);
	assert_string_equal(traced(), "500 start:-2 text:broke in init 501 text: 1 502 503 "
				      "500 start:-2 text:broke in init 501 text:");
	assert_string_equal(caller_wait(caller, held), "!lost: lost [0]");
	stage_close(&stage);
}

static void each_knows_who_sent_it(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	ask(caller, "gs.suspend", "[\"taker\"]");
	for (int i = 0; i < 2; i++) {
		ask(caller, "giver.give", "[[9], 1]");
		ask(caller, "other.give", "[[9, 1], 1]");
	}
	caller_notify(caller, "taker.from_whom", "[]");
	ask(caller, "gs.resume", "[\"taker\"]");
	ask(caller, "taker.count", "[]");
	assert_string_equal(traced(), "from1 from2 1 from1 from2 1 from2");
	stage_close(&stage);
}

static void calls_and_casts_that_wait_are_in_order(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t counts[3];

	(void)state;
	open_runs(&stage, &caller);
	ask(caller, "gs.suspend", "[\"taker\"]");
	for (size_t i = 0; i < GS_COUNT(counts); i++) {
		ask(caller, "giver.give", "[[1, 504, 2, 0], 1]");
		counts[i] = caller_send(caller, "taker.count", "[]");
		stage_run(&stage);
	}
	ask(caller, "gs.resume", "[\"taker\"]");
	assert_string_equal(caller_wait(caller, counts[0]), "[3]");
	assert_string_equal(caller_wait(caller, counts[1]), "[6]");
	assert_string_equal(caller_wait(caller, counts[2]), "[9]");
	stage_run(&stage);
	assert_string_equal(traced(), "1 504 2 load6 1 504 2 load6 1 504 2 load6 "
				      "asked504:0:9 asked504:0:9 asked504:0:9");
	/* Twelve casts, three calls, three requests and their answers. */
	assert_stats(caller, "messages: 21\n");
	assert_stats(caller, "queue: 0\nqueue_high: 15\n");
	stage_close(&stage);
}

/* Before the second cast there are seven: it and six that came in place of six timers. */
static void the_most_that_waited_are_known_whatever_was_withdrawn(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	ask(caller, "taker.arm", "[5]");
	ask(caller, "gs.suspend", "[\"taker\"]");
	ask(caller, "giver.give", "[[600, 1], 1]");
	stage_advance(&stage, MS(2));
	ask(caller, "gs.resume", "[\"taker\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "600 1 later5 later4 later3 later2 later1 later0");
	assert_stats(caller, "queue: 0\nqueue_high: 7\n");
	stage_close(&stage);
}

static void who_stuffs_its_own_mailbox_gets_what_its_overflow_says(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	ask(caller, "stuffer.stuff", "[\"waits\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "10 w2 11 12 0 1");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 0);
	trace_clear();
	ask(caller, "stuffer.stuff", "[\"rejects\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "10 r2 11 12 0 1");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 3);
	trace_clear();
	ask(caller, "stuffer.stuff", "[\"drops\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "10 d5 1 2 3 4");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 6);
	stage_close(&stage);
}

static void keys_have_runs_of_their_own(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_runs(&stage, &caller);
	ask(caller, "filler.fill", "[[7, 8, 7], 2]");
	assert_string_equal(ask(caller, "drawers.get", "[7]"), "6");
	assert_string_equal(ask(caller, "drawers.get", "[8]"), "3");
	/* The third ends the life, and with it what is queued behind. */
	ask(caller, "filler.fill", "[[7], 5]");
	stage_run(&stage);
	assert_string_equal(traced(), "-7:12");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 2);
	assert_string_equal(ask(caller, "drawers.get", "[7]"), "0");
	assert_non_null(strstr(ask(caller, "gs.stats", "[\"drawers\"]"), "messages: 12\n"));
	stage_advance(&stage, MS(1500));
	assert_non_null(strstr(traced(), "-8:3"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_next_comes_before_the_casts_that_wait),
		cmocka_unit_test(what_it_sends_to_itself_comes_behind_and_is_counted),
		cmocka_unit_test(a_stop_ends_the_run_and_drops_the_rest),
		cmocka_unit_test(all_of_a_long_run_are_counted),
		cmocka_unit_test(what_a_run_takes_is_known),
		cmocka_unit_test(each_is_seen_by_who_traces),
		cmocka_unit_test(a_run_sets_the_idle_clock_again),
		cmocka_unit_test(an_order_to_stop_comes_behind_the_casts_that_wait),
		cmocka_unit_test(what_one_leaves_behind_the_next_does_not_find),
		cmocka_unit_test(each_knows_who_sent_it),
		cmocka_unit_test(calls_and_casts_that_wait_are_in_order),
		cmocka_unit_test(the_most_that_waited_are_known_whatever_was_withdrawn),
		cmocka_unit_test(who_stuffs_its_own_mailbox_gets_what_its_overflow_says),
		cmocka_unit_test(keys_have_runs_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
