/* SPDX-License-Identifier: MIT */
/* Hard cases of keyed servers: ends under way, keys that wait, keys that are looked at. The spec is
 * keyed.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "keyed.gs.h"

static struct caller *begin(struct stage *stage)
{
	stage_open(stage, &lines_system);
	return stage_caller(stage);
}

static void what_is_not_sent_starts_none_and_keeps_none_awake(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	assert_string_equal(ask(caller, "sower.pinch_badly", "[\"ann\"]"), "[-5, -5]");
	assert_string_equal(ask(caller, "sower.pinch_badly", "[\"bob\"]"), "[-5, -5]");
	stage_advance(&stage, MS(999));
	expect_trace("+ann");
	stage_advance(&stage, MS(2));
	expect_trace("-ann:normal");
	stage_close(&stage);
}

static void behaviour_189_one_key_is_suspended_and_no_other(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id;

	(void)state;
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	assert_string_equal(ask(caller, "gs.suspend", "[\"counters\", \"ann\"]"), "nil");
	id = caller_send(caller, "counters.count", "[\"ann\"]");
	assert_string_equal(ask(caller, "counters.count", "[\"bob\"]"), "1");
	/* Longer than its idle time: what is suspended is not at rest. */
	stage_advance(&stage, GS_S(3));
	assert_null(caller_answer(caller, id));
	assert_string_equal(ask(caller, "gs.resume", "[\"counters\", \"ann\"]"), "nil");
	assert_string_equal(caller_wait(caller, id), "2");
	stage_advance(&stage, GS_S(1));
	expect_trace("+ann +bob -bob:normal -ann:normal");
	assert_true(is_error(ask(caller, "gs.suspend", "[\"counters\", \"ann\"]"), "no_server"));
	assert_true(is_error(ask(caller, "gs.suspend", "[\"counters\"]"), "bad_request"));
	stage_close(&stage);
}

static void a_suspended_key_that_does_nothing_does_not_end(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"ann\"]");
	ask(caller, "gs.suspend", "[\"counters\", \"ann\"]");
	stage_advance(&stage, GS_S(5));
	expect_trace("+ann");
	ask(caller, "gs.resume", "[\"counters\", \"ann\"]");
	stage_advance(&stage, MS(999));
	expect_trace("");
	stage_advance(&stage, MS(1));
	expect_trace("-ann:normal");
	stage_close(&stage);
}

static void behaviour_193_a_keyed_server_is_traced_with_all_its_keys(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "gs.trace", "[\"counters\"]"), "nil");
	ask(caller, "counters.count", "[\"ann\"]");
	ask(caller, "counters.count", "[\"bob\", 2]");
	ask(caller, "gs.trace", "[\"counters\", false]");
	ask(caller, "counters.count", "[\"bob\", 2]");
	assert_int_equal(caller_told_count(caller), 4);
	assert_non_null(strstr(caller_told(caller), "ann"));
	assert_non_null(strstr(caller_told(caller), "bob"));
	stage_close(&stage);
}

static bool has(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

static void behaviour_192_a_key_has_statistics_of_its_own(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	const char *text;

	(void)state;
	for (int i = 0; i < 3; i++)
		ask(caller, "counters.count", "[\"ann\"]");
	caller_notify(caller, "counters.bump", "[\"ann\", 1]");
	ask(caller, "counters.fails", "[\"ann\"]");
	ask(caller, "counters.count", "[\"bob\"]");
	for (int i = 0; i < 2; i++) { /* a look at all of them takes nothing away from one */
		text = ask(caller, "gs.stats", "[\"counters\", \"ann\"]");
		assert_true(has(text, "messages: 5\nanswers: 4\nerrors: 1\n"));
		text = ask(caller, "gs.stats", "[\"counters\", \"bob\"]");
		assert_true(has(text, "messages: 1\nanswers: 1\nerrors: 0\n"));
		text = ask(caller, "gs.stats", "[\"counters\"]");
		assert_true(has(text, "messages: 6\nanswers: 5\nerrors: 1\n"));
		ask(caller, "gs.suspend", "[\"counters\", \"ann\"]");
	}
	ask(caller, "gs.resume", "[\"counters\", \"ann\"]");
	stage_advance(&stage, GS_S(2)); /* another instance of the same key has done nothing */
	ask(caller, "counters.count", "[\"ann\"]");
	text = ask(caller, "gs.stats", "[\"counters\", \"ann\"]");
	assert_true(has(text, "messages: 1\nanswers: 1\nerrors: 0\n"));
	stage_close(&stage);
}

static void a_look_at_all_keys_forgets_no_ones_longest_queue(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "counters.arm", "[\"ann\", 500000000]");
	ask(caller, "gs.suspend", "[\"counters\", \"ann\"]");
	for (int i = 0; i < 3; i++)
		caller_notify(caller, "counters.bump", "[\"ann\", 1]");
	ask(caller, "gs.resume", "[\"counters\", \"ann\"]");
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "4");
	for (int i = 0; i < 2; i++) {
		assert_true(has(ask(caller, "gs.stats", "[\"counters\", \"ann\"]"),
			"queue: 0\nqueue_high: 3\n"));
		assert_true(has(
			ask(caller, "gs.stats", "[\"counters\"]"), "queue: 0\nqueue_high: 3\n"));
	}
	stage_advance(&stage, MS(501)); /* it rests */
	ask(caller, "counters.count", "[\"ann\"]");
	assert_true(has(ask(caller, "gs.stats", "[\"counters\", \"ann\"]"), "queue_high: 0\n"));
	assert_true(has(ask(caller, "gs.stats", "[\"counters\"]"), "queue_high: 3\n"));
	stage_close(&stage);
}

static void a_key_that_fails_in_a_batch_begins_anew_in_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[4];

	(void)state;
	ids[0] = caller_send(caller, "counters.count", "[\"ann\", 5]");
	ids[1] = caller_send(caller, "counters.crash", "[\"ann\"]");
	ids[2] = caller_send(caller, "counters.count", "[\"ann\"]");
	ids[3] = caller_send(caller, "counters.count", "[\"ann\"]");
	assert_string_equal(caller_wait(caller, ids[0]), "5");
	assert_string_equal(caller_wait(caller, ids[1]), "!stopped: fell over");
	assert_string_equal(caller_wait(caller, ids[2]), "1");
	assert_string_equal(caller_wait(caller, ids[3]), "2");
	expect_trace("+ann -ann:fell over +ann");
	stage_close(&stage);
}

static void behaviour_155_what_a_key_owes_falls_with_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t held = caller_send(caller, "counters.hold", "[\"ann\"]");
	uint32_t later = caller_send(caller, "counters.later", "[\"bob\", 50000000]");

	(void)state;
	stage_run(&stage);
	caller_notify(caller, "counters.leave", "[\"ann\"]");
	assert_string_equal(caller_wait(caller, held), "!stopped: normal");
	assert_string_equal(caller_wait(caller, later), "\"bob\"");
	stage_close(&stage);
}

static void who_has_something_to_do_is_not_evicted(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t held = caller_send(caller, "evicting.hold", "[1]");

	(void)state;
	assert_string_equal(ask(caller, "evicting.get", "[2]"), "0");
	assert_string_equal(ask(caller, "evicting.get", "[3]"), "0");
	expect_trace("-2:shutdown");
	caller_send(caller, "evicting.hold", "[3]");
	assert_true(is_error(ask(caller, "evicting.get", "[4]"), "overloaded"));
	/* A handler is told the same. */
	assert_true(is_error(ask(caller, "evicting.both", "[4, 5]"), "overloaded"));
	assert_string_equal(ask(caller, "evicting.both", "[1, 5]"), "-4");
	caller_cut(caller);
	stage_run(&stage);
	caller = stage_caller(&stage);
	/* Nobody waits for them now: they rest, and can make room. */
	assert_string_equal(ask(caller, "evicting.get", "[4]"), "0");
	(void)held;
	stage_close(&stage);
}

static void the_restart_of_a_line_ends_all_its_keys_and_serves_on(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t held, id;

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 5]");
	held = caller_send(caller, "counters.hold", "[\"bob\"]");
	stage_run(&stage);
	assert_string_equal(ask(caller, "gs.restart", "[\"counters\"]"), "nil");
	id = caller_send(caller, "counters.count", "[\"ann\"]");
	assert_string_equal(caller_wait(caller, held), "!stopped: shutdown");
	stage_run(&stage);
	if (strcmp(caller_wait(caller, id), "1") != 0)
		assert_true(is_error(caller_answer(caller, id), "stopped"));
	assert_string_equal(ask(caller, "counters.count", "[\"cem\"]"), "1");
	stage_close(&stage);
}

static void the_restart_of_one_key_is_its_end_behind_what_is_queued(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id;

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 5]");
	ask(caller, "counters.count", "[\"bob\", 5]");
	ask(caller, "gs.suspend", "[\"counters\", \"ann\"]");
	id = caller_send(caller, "counters.count", "[\"ann\"]");
	stage_run(&stage);
	assert_string_equal(ask(caller, "gs.restart", "[\"counters\", \"ann\"]"), "nil");
	assert_string_equal(caller_wait(caller, id), "6");
	stage_run(&stage);
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	assert_string_equal(ask(caller, "counters.count", "[\"bob\"]"), "6");
	stage_close(&stage);
}

static void a_crash_of_the_line_is_a_failure_and_all_keys_begin_anew(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t held = caller_send(caller, "counters.hold", "[\"bob\"]");

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 5]");
	stage_crash(&stage, "counters", "boom");
	assert_string_equal(caller_wait(caller, held), "!stopped: boom");
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	assert_int_equal(gs__node_counters(stage.node)->restarts, 1);
	stage_close(&stage);
}

static void a_timer_keeps_a_key_and_an_order_to_stop_does_not_wait_for_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "counters.arm", "[\"ann\", 5000000000]");
	stage_advance(&stage, GS_S(4));
	expect_trace("+ann");
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, MS(100)));
	expect_trace("-ann:shutdown");
	stage_close(&stage);
}

static void who_waited_too_long_keeps_no_key(void **state)
{
	static const gs_str names[] = { { "ann", 3 }, { "bob", 3 }, { "cid", 3 } };
	const struct counter_hold_options hasty = { .timeout = MS(100) };
	struct stage stage;
	gs_client *client;

	(void)state;
	begin(&stage);
	client = stage_client(&stage);
	for (size_t i = 0; i < GS_COUNT(names); i++)
		assert_int_equal(
			counter_hold_call(client, "counters", names[i], &hasty), GS_TIMEOUT);
	assert_int_equal(counter_press_call(client, "counters", GS_STR("dot"), 1, NULL), GS_FULL);
	expect_trace("+ann +bob +cid");
	stage_advance(&stage, MS(1100));
	expect_trace("-ann:normal -bob:normal -cid:normal");
	assert_int_equal(counter_press_call(client, "counters", GS_STR("dot"), 1, NULL), GS_OK);
	stage_close(&stage);
}

static void a_key_may_end_itself_before_it_is_idle_or_evicted(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "counters.end_self", "[\"ann\"]"), "0");
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	expect_trace("+ann -ann:told itself +ann");
	stage_advance(&stage, GS_S(2));
	expect_trace("-ann:normal");
	stage_close(&stage);
}

static void an_existing_clause_waits_for_no_key_that_ends(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[3];

	(void)state;
	ids[0] = caller_send(caller, "counters.count", "[\"ann\", 3]");
	caller_notify(caller, "counters.leave", "[\"ann\"]");
	ids[1] = caller_send(caller, "counters.peek", "[\"ann\"]");
	caller_notify(caller, "counters.nudge", "[\"ann\"]");
	ids[2] = caller_send(caller, "counters.count", "[\"ann\"]");
	assert_string_equal(caller_wait(caller, ids[2]), "1");
	assert_true(is_error(caller_answer(caller, ids[1]), "no_server"));
	expect_trace("+ann -ann:normal +ann");
	(void)ids[0];
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_sent_starts_none_and_keeps_none_awake),
		cmocka_unit_test(behaviour_189_one_key_is_suspended_and_no_other),
		cmocka_unit_test(a_suspended_key_that_does_nothing_does_not_end),
		cmocka_unit_test(behaviour_193_a_keyed_server_is_traced_with_all_its_keys),
		cmocka_unit_test(behaviour_192_a_key_has_statistics_of_its_own),
		cmocka_unit_test(a_look_at_all_keys_forgets_no_ones_longest_queue),
		cmocka_unit_test(a_key_that_fails_in_a_batch_begins_anew_in_it),
		cmocka_unit_test(behaviour_155_what_a_key_owes_falls_with_it),
		cmocka_unit_test(who_has_something_to_do_is_not_evicted),
		cmocka_unit_test(the_restart_of_a_line_ends_all_its_keys_and_serves_on),
		cmocka_unit_test(the_restart_of_one_key_is_its_end_behind_what_is_queued),
		cmocka_unit_test(a_crash_of_the_line_is_a_failure_and_all_keys_begin_anew),
		cmocka_unit_test(a_timer_keeps_a_key_and_an_order_to_stop_does_not_wait_for_it),
		cmocka_unit_test(who_waited_too_long_keeps_no_key),
		cmocka_unit_test(a_key_may_end_itself_before_it_is_idle_or_evicted),
		cmocka_unit_test(an_existing_clause_waits_for_no_key_that_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
