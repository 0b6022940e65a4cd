/* SPDX-License-Identifier: MIT */
/* Behaviours of keyed servers: one instance a key, from its first message to its idle end. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "keyed.gs.h"

static struct caller *open(struct stage *stage)
{
	stage_open(stage, &lines_system);
	return stage_caller(stage);
}

static void each_key_has_an_instance_of_its_own(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "counters.count", "[\"ann\", 5]"), "5");
	assert_string_equal(ask(caller, "counters.count", "[\"bob\"]"), "1");
	assert_string_equal(ask(caller, "counters.count", "[\"ann\", 2]"), "7");
	caller_notify(caller, "counters.bump", "[\"bob\", 10]");
	assert_string_equal(ask(caller, "counters.count", "{\"by\": 1, \"name\": \"bob\"}"), "12");
	assert_string_equal(traced(), "+ann +bob");
	stage_close(&stage);
	assert_null(strstr(traced(), "told"));
}

static void keys_of_every_type(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "by_enum.get", "[7]"), "7");
	assert_string_equal(ask(caller, "by_enum.get", "[\"pale\"]"), "0");
	assert_string_equal(ask(caller, "gs.state", "[\"by_enum\", \"pale\"]"), "\"\"");
	assert_string_equal(ask(caller, "gs.state", "[\"by_enum\", \"7\"]"), "\"\"");
	assert_true(is_error(ask(caller, "gs.state", "[\"by_enum\", \"loud\"]"), "no_server"));
	assert_string_equal(ask(caller, "by_bool.get", "[true]"), "true");
	assert_string_equal(ask(caller, "by_bool.get", "{\"side\": false}"), "false");
	assert_string_equal(ask(caller, "by_bytes.get", "[\"abc\"]"), "[b\"abc\", 1]");
	assert_string_equal(ask(caller, "by_bytes.get", "[\"abc\"]"), "[b\"abc\", 2]");
	assert_string_equal(ask(caller, "by_bytes.get", "[\"abd\"]"), "[b\"abd\", 1]");
	assert_string_equal(ask(caller, "evicting.get", "[-300, 4]"), "4");
	assert_string_equal(ask(caller, "evicting.get", "[-300, 4]"), "8");
	stage_close(&stage);
}

/* As gsc call takes them: figures say what no text can, and text is first of all itself. */
static void bytes_are_named_in_figures(void **state)
{
	static const char *const others[] = { "0x01fe", "0x1ff", "0x01f", "0x01fg", "01ff",
		"0x01ff ", "0x01ffffffff" };
	struct stage stage;
	struct caller *caller = open(&stage);
	char params[64];

	(void)state;
	ask(caller, "by_bytes.get", "[b\"\x01\xff\"]");
	assert_non_null(strstr(ask(caller, "gs.state", "[\"by_bytes\", \"0x01ff\"]"), "n: 1"));
	for (size_t i = 0; i < GS_COUNT(others); i++) {
		snprintf(params, sizeof(params), "[\"by_bytes\", \"%s\"]", others[i]);
		assert_true(is_error(ask(caller, "gs.state", params), "no_server"));
	}
	ask(caller, "by_bytes.get", "[\"0x61\"]");
	assert_int_not_equal(ask(caller, "gs.state", "[\"by_bytes\", \"0x61\"]")[0], '!');
	stage_close(&stage);
}

/* In what gs is asked: -5 is one of them, and no others are it. */
static void figures_are_one_key_or_none(void **state)
{
	static const char *const others[] = { "65531", "-65541", "18446744073709551611", " -5",
		"--5", "-", "+5", "-5 ", "-18446744073709551621" };
	struct stage stage;
	struct caller *caller = open(&stage);
	char params[64];

	(void)state;
	ask(caller, "evicting.get", "[-5, 4]");
	assert_int_not_equal(ask(caller, "gs.state", "[\"evicting\", \"-5\"]")[0], '!');
	for (size_t i = 0; i < GS_COUNT(others); i++) {
		snprintf(params, sizeof(params), "[\"evicting\", \"%s\"]", others[i]);
		assert_true(is_error(ask(caller, "gs.state", params), "no_server"));
	}
	ask(caller, "plain.get", "[18446744073709551615]");
	assert_int_not_equal(
		ask(caller, "gs.state", "[\"plain\", \"18446744073709551615\"]")[0], '!');
	assert_true(is_error(
		ask(caller, "gs.state", "[\"plain\", \"18446744073709551616\"]"), "no_server"));
	assert_true(is_error(ask(caller, "gs.state", "[\"plain\", \"-1\"]"), "no_server"));
	stage_close(&stage);
}

static void a_bad_key_starts_nothing(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_true(is_error(ask(caller, "counters.count", "[]"), "bad_request"));
	assert_true(is_error(ask(caller, "counters.count", "[5]"), "bad_request"));
	assert_true(
		is_error(ask(caller, "counters.count", "[\"seventeen letters\"]"), "bad_request"));
	assert_true(is_error(ask(caller, "counters.count", "{\"by\": 1}"), "bad_request"));
	assert_true(is_error(ask(caller, "by_bytes.get", "[\"a\"]"), "bad_request"));
	assert_true(is_error(ask(caller, "counters.nothing", "[\"ann\"]"), "no_clause"));
	assert_string_equal(traced(), "");
	stage_close(&stage);
}

static void an_existing_clause_starts_none(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_true(is_error(ask(caller, "counters.peek", "[\"ann\"]"), "no_server"));
	caller_notify(caller, "counters.nudge", "[\"ann\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "");
	assert_int_equal(gs__node_counters(stage.node)->dropped, 1);
	ask(caller, "counters.count", "[\"ann\", 3]");
	assert_string_equal(ask(caller, "counters.peek", "[\"ann\"]"), "3");
	caller_notify(caller, "counters.nudge", "[\"ann\"]");
	stage_run(&stage);
	assert_string_equal(traced(), "+ann nudge");
	stage_close(&stage);
}

static void an_instance_ends_when_it_was_idle_for_long(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 5]");
	stage_advance(&stage, MS(500));
	ask(caller, "counters.count", "[\"bob\", 1]");
	stage_advance(&stage, MS(499));
	assert_string_equal(traced(), "+ann +bob");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "+ann +bob -ann:normal");
	ask(caller, "counters.peek", "[\"bob\"]"); /* it goes on counting from here */
	stage_advance(&stage, MS(999));
	assert_string_equal(traced(), "+ann +bob -ann:normal");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "+ann +bob -ann:normal -bob:normal");
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1"); /* a new one */
	stage_close(&stage);
}

/* Its body has gone to another one, and there is none to be had. */
static void an_instance_ends_without_memory(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"ann\"]");
	caller_send(caller, "counters.hold", "[\"bob\"]");
	stage_run(&stage);
	gs__memory_fail_at(1);
	stage_advance(&stage, MS(1000));
	assert_true(gs__memory_has_failed());
	gs__memory_fail_at(0);
	assert_string_equal(traced(), "+ann +bob -ann:normal");
	assert_true(is_error(ask(caller, "counters.peek", "[\"ann\"]"), "no_server"));
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	stage_close(&stage);
}

static void what_is_pending_keeps_it(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	uint32_t id;

	(void)state;
	id = caller_send(caller, "counters.later", "[\"ann\", 3000000000]");
	caller_notify(caller, "counters.arm", "[\"bob\", 2000000000]");
	stage_advance(&stage, MS(2500));
	assert_string_equal(traced(), "+ann +bob ring");
	stage_advance(&stage, MS(500));
	assert_string_equal(caller_answer(caller, id), "\"ann\"");
	assert_string_equal(traced(), "+ann +bob ring -bob:normal");
	stage_advance(&stage, MS(999));
	assert_null(strstr(traced(), "-ann"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "-ann:normal"));
	stage_close(&stage);
}

static void a_caller_that_hangs_up_is_not_pending_any_more(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	caller_send(caller, "counters.hold", "[\"ann\"]");
	stage_advance(&stage, GS_S(5));
	assert_string_equal(traced(), "+ann");
	caller_cut(caller);
	stage_advance(&stage, MS(999));
	assert_string_equal(traced(), "+ann");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "+ann -ann:normal");
	stage_close(&stage);
}

static void beyond_max_it_is_overloaded(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"a\"]");
	ask(caller, "counters.count", "[\"b\"]");
	ask(caller, "counters.count", "[\"c\"]");
	assert_true(is_error(ask(caller, "counters.count", "[\"d\"]"), "overloaded"));
	caller_notify(caller, "counters.bump", "[\"d\", 1]");
	assert_string_equal(ask(caller, "counters.count", "[\"c\"]"), "2");
	stage_advance(&stage, GS_S(1));
	assert_string_equal(ask(caller, "counters.count", "[\"d\"]"), "1");
	stage_close(&stage);
}

static void with_evict_the_one_that_rests_longest_goes(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "evicting.get", "[1, 10]");
	ask(caller, "evicting.get", "[2, 20]");
	ask(caller, "evicting.get", "[1]");
	assert_string_equal(ask(caller, "evicting.get", "[3, 30]"), "30");
	assert_string_equal(traced(), "-2:shutdown");
	assert_string_equal(ask(caller, "evicting.get", "[1]"), "10");
	assert_string_equal(ask(caller, "evicting.get", "[2]"), "0");
	assert_string_equal(traced(), "-2:shutdown -3:shutdown");
	caller_send(caller, "evicting.hold", "[1]"); /* these have something to do */
	caller_send(caller, "evicting.hold", "[2]");
	assert_true(is_error(ask(caller, "evicting.get", "[4]"), "overloaded"));
	stage_close(&stage);
}

static void a_handler_may_make_another_one_go(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "evicting.get", "[1]");
	assert_string_equal(ask(caller, "evicting.both", "[2, 3]"), "0");
	assert_string_equal(ask(caller, "evicting.get", "[3]"), "1");
	assert_string_equal(traced(), "-1:shutdown");
	assert_string_equal(ask(caller, "evicting.get", "[2]"), "0");
	stage_close(&stage);
}

static void init_that_stops_is_told_to_every_caller(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "counters.count", "[\"bad\"]"), "!stopped: no such name");
	assert_string_equal(ask(caller, "counters.tell", "[\"ann\", \"bad\", 1]"), "0");
	assert_string_equal(ask(caller, "counters.count", "[\"bad\"]"), "!stopped: no such name");
	assert_string_equal(traced(), "+bad +ann +bad +bad");
	assert_true(is_error(ask(caller, "counters.peek", "[\"bad\"]"), "no_server"));
	stage_close(&stage);
}

static void one_that_fails_is_not_restarted_but_made_anew(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 9]");
	ask(caller, "counters.count", "[\"bob\", 4]");
	assert_string_equal(ask(caller, "counters.crash", "[\"ann\"]"), "!stopped: fell over");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "+ann +bob -ann:fell over");
	assert_true(is_error(ask(caller, "counters.peek", "[\"ann\"]"), "no_server"));
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	assert_string_equal(ask(caller, "counters.peek", "[\"bob\"]"), "4");
	assert_int_equal(gs__node_counters(stage.node)->restarts, 0);
	stage_close(&stage);
}

/* In one piece: an end, and at once the next of the same key. */
static void an_end_and_a_message_behind_it(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	uint32_t id;

	(void)state;
	gs__world_hold(stage.world, true);
	caller_notify(caller, "counters.bump", "[\"ann\", 5]");
	caller_notify(caller, "counters.leave", "[\"ann\"]");
	id = caller_send(caller, "counters.count", "[\"ann\"]");
	gs__world_hold(stage.world, false);
	assert_string_equal(caller_wait(caller, id), "1");
	assert_string_equal(traced(), "+ann -ann:normal +ann");
	stage_close(&stage);
}

static void casts_from_inside_start_them_too(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	char text[16];

	(void)state;
	assert_string_equal(ask(caller, "counters.tell", "[\"ann\", \"bob\", 7]"), "0");
	assert_string_equal(ask(caller, "counters.peek", "[\"bob\"]"), "7");
	assert_string_equal(ask(caller, "counters.tell_many", "[\"ann\", \"ann\", 20]"), "20");
	assert_string_equal(ask(caller, "counters.peek", "[\"ann\"]"), "20");
	assert_string_equal(ask(caller, "counters.tell_many", "[\"ann\", \"bob\", 2000]"), "1024");
	ask(caller, "counters.count", "[\"cid\"]");
	snprintf(text, sizeof(text), "%d", GS_FULL);
	assert_string_equal(ask(caller, "counters.tell", "[\"ann\", \"dan\", 7]"), text);
	assert_string_equal(ask(caller, "counters.end_self", "[\"ann\"]"), "0");
	stage_run(&stage);
	assert_non_null(strstr(traced(), "-ann:told itself"));
	stage_close(&stage);
}

static void ticks_and_silences_of_instances(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "ticking.start", "[9]");
	stage_advance(&stage, MS(349));
	assert_string_equal(traced(), "t1 t2 q9 t3");
	stage_advance(&stage, MS(1)); /* ticks do not keep it */
	assert_string_equal(traced(), "t1 t2 q9 t3 -9");
	stage_close(&stage);
}

static void the_line_is_one_row_of_the_list(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	const char *list;

	(void)state;
	ask(caller, "counters.count", "[\"ann\"]");
	ask(caller, "counters.count", "[\"bob\"]");
	ask(caller, "counters.fails", "[\"bob\"]");
	ask(caller, "counters.crash", "[\"ann\"]");
	stage_run(&stage);
	list = ask(caller, "gs.list", "[\"by_enum\"]");
	assert_non_null(strstr(list, "[\"counters\", \"counter\", \"running\", 0, 4, 2, 0]"));
	assert_non_null(strstr(ask(caller, "gs.describe", "[\"counters\"]"),
		"keyed by name: string<16> idle rest max most implements tally"));
	stage_close(&stage);
}

static void a_stop_handles_what_is_queued_then_ends_them_all(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"bob\"]");
	gs__world_hold(stage.world, true);
	caller_send(caller, "counters.tell_many", "[\"ann\", \"ann\", 500]");
	gs__world_hold(stage.world, false);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_non_null(strstr(traced(), "-bob:shutdown"));
	assert_non_null(strstr(traced(), "-ann:shutdown"));
	stage_close(&stage);
}

static void a_crash_of_the_line_begins_it_anew(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "counters.count", "[\"ann\", 5]");
	caller_send(caller, "counters.hold", "[\"bob\"]");
	stage_run(&stage);
	stage_crash(&stage, "counters", "from outside");
	stage_advance(&stage, MS(10));
	assert_non_null(strstr(traced(), "-ann:from outside"));
	assert_non_null(strstr(traced(), "-bob:from outside"));
	assert_string_equal(ask(caller, "counters.count", "[\"ann\"]"), "1");
	stage_close(&stage);
}

static void many_keys_come_and_go(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	char params[32], expected[32];
	int64_t before;

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (int id = 0; id < 3000; id++) {
			snprintf(params, sizeof(params), "[%d, %d]", id, id);
			caller_notify(caller, "plain.add", params);
		}
		stage_run(&stage);
		for (int id = 0; id < 3000; id += 7) {
			snprintf(params, sizeof(params), "[%d]", id);
			snprintf(expected, sizeof(expected), "%d", id);
			assert_string_equal(ask(caller, "plain.get", params), expected);
		}
		before = gs__memory_live();
		stage_advance(&stage, GS_S(20));
		assert_true(gs__memory_live() <= before);
	}
	stage_close(&stage);
}

static void a_signal_reaches_each_instance_that_lives(void **state)
{
	enum { COUNT = 600 };
	struct stage stage;
	struct caller *caller = open(&stage);
	char params[32];

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		snprintf(params, sizeof(params), "[%d, %d]", i, i == 3 ? 1500000000 : 0);
		ask(caller, "hearing.get", params);
	}
	ask(caller, "gs.suspend", "{\"instance\": \"hearing\", \"key\": \"5\"}");
	stage_advance(&stage, MS(500));
	gs_world_raise(stage.world, SIGHUP);
	gs_world_raise(stage.world, SIGUSR1);
	stage_run(&stage);
	gs_world_raise(stage.world, SIGUSR2);
	stage_run(&stage);
	ask(caller, "gs.resume", "{\"instance\": \"hearing\", \"key\": \"5\"}");
	/* To hear one is no sign of anybody, but what it left to do is done first. */
	stage_advance(&stage, MS(499));
	for (int i = 0; i < COUNT; i += 599)
		snprintf(params, sizeof(params), "[%d]", i);
	assert_string_equal(ask(caller, "hearing.peek", params), "11012");
	assert_string_equal(ask(caller, "hearing.peek", "[5]"), "11012");
	stage_advance(&stage, MS(2));
	assert_string_equal(traced(), "-0 -1 -2 -4 -6 -7 -8 -9");
	trace_clear();
	stage_advance(&stage, MS(1900));
	assert_string_equal(traced(), "-5 l3 l3 l3");
	trace_clear();
	stage_advance(&stage, MS(500));
	assert_string_equal(traced(), "-3");
	assert_true(is_error(ask(caller, "hearing.peek", "[7]"), "no_server"));
	gs_world_raise(stage.world, SIGHUP);
	stage_run(&stage);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_key_has_an_instance_of_its_own),
		cmocka_unit_test(keys_of_every_type),
		cmocka_unit_test(bytes_are_named_in_figures),
		cmocka_unit_test(figures_are_one_key_or_none),
		cmocka_unit_test(a_bad_key_starts_nothing),
		cmocka_unit_test(an_existing_clause_starts_none),
		cmocka_unit_test(an_instance_ends_when_it_was_idle_for_long),
		cmocka_unit_test(an_instance_ends_without_memory),
		cmocka_unit_test(what_is_pending_keeps_it),
		cmocka_unit_test(a_caller_that_hangs_up_is_not_pending_any_more),
		cmocka_unit_test(beyond_max_it_is_overloaded),
		cmocka_unit_test(with_evict_the_one_that_rests_longest_goes),
		cmocka_unit_test(a_handler_may_make_another_one_go),
		cmocka_unit_test(init_that_stops_is_told_to_every_caller),
		cmocka_unit_test(one_that_fails_is_not_restarted_but_made_anew),
		cmocka_unit_test(an_end_and_a_message_behind_it),
		cmocka_unit_test(casts_from_inside_start_them_too),
		cmocka_unit_test(ticks_and_silences_of_instances),
		cmocka_unit_test(the_line_is_one_row_of_the_list),
		cmocka_unit_test(a_stop_handles_what_is_queued_then_ends_them_all),
		cmocka_unit_test(a_crash_of_the_line_begins_it_anew),
		cmocka_unit_test(many_keys_come_and_go),
		cmocka_unit_test(a_signal_reaches_each_instance_that_lives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
