/* SPDX-License-Identifier: MIT */
/* Behaviours of supervision and of names: numbers 131 to 183. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cast.gs.h"
#include "tests/behaviours/variant.h"

static void behaviour_131_children_start_in_order_and_stop_in_reverse(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &supervising_system);
	assert_string_equal(traced(), "+1 +2 +3 +4");
	trace_clear();
	for (int i = 0; i < 4; i++)
		caller_notify(stage_caller(&stage), "amy.fall", "[]"), stage_advance(&stage, 1000);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_non_null(strstr(traced(), "-4:shutdown:0 -3:shutdown:0 -1:shutdown:0"));
	assert_true(gs__node_has_failed(stage.node));
	stage_close(&stage);
}

static void behaviour_132_a_child_that_cannot_start_stops_those_before_it(void **state)
{
	struct stage stage;

	(void)state;
	*dial(0) = 3;
	*dial(1) = -1;
	stage_try(&stage, &supervising_system, stage_seed(), NULL);
	assert_int_not_equal(stage.started, GS_OK);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(traced(), "+1 +2 !3 -2:shutdown:0 -1:shutdown:0");
	assert_non_null(strstr(gs__node_reason(stage.node), "max"));
	assert_non_null(strstr(gs__node_reason(stage.node), "no start"));
	stage_close(&stage);
}

static void behaviour_135_the_defaults_are_those_of_the_language(void **state)
{
	(void)state;
	assert_int_equal(supervising_system.root.intensity, 3);
	assert_int_equal(supervising_system.root.period, GS_S(5));
	assert_int_equal(supervising_system.child_count, 4);
	for (uint32_t i = 0; i < 4; i++) {
		assert_int_equal(supervising_system.children[i].restart, GS_PERMANENT);
		assert_int_equal(supervising_system.children[i].shutdown, GS_S(5));
	}
}

/* What becomes of zoe after a `normal`, a `shutdown` and a failure, each in a system of its own. */
static void leave_in_every_way(enum gs_restart restart, const char *const traces[3])
{
	for (int how = 0; how < 3; how++) {
		struct variant v;
		struct stage stage;
		struct caller *caller;
		char params[8];
		const char *answer;

		vary(&v, 3, GS_S(5));
		v.children[0].restart = restart;
		stage_open(&stage, &v.system);
		caller = stage_caller(&stage);
		trace_clear();
		snprintf(params, sizeof(params), "[%d]", how);
		assert_true(is_error(ask(caller, "zoe.leave", params), "stopped"));
		stage_advance(&stage, MS(10));
		assert_string_equal(traced(), traces[how]);
		answer = ask(caller, "zoe.add", "[]");
		if (strchr(traces[how], '+'))
			assert_string_equal(answer, "1");
		else
			assert_true(is_error(answer, "stopped") || is_error(answer, "no_server"));
		assert_string_equal(ask(caller, "amy.add", "[]"), "1");
		stage_close(&stage);
	}
}

static void behaviour_137_a_permanent_child_is_always_restarted(void **state)
{
	static const char *const traces[] = { "-1:normal:0 +1", "-1:shutdown:0 +1",
		"-1:odd reason:0 +1" };

	(void)state;
	leave_in_every_way(GS_PERMANENT, traces);
}

static void behaviour_138_a_transient_child_is_restarted_after_a_failure_only(void **state)
{
	static const char *const traces[] = { "-1:normal:0", "-1:shutdown:0",
		"-1:odd reason:0 +1" };

	(void)state;
	leave_in_every_way(GS_TRANSIENT, traces);
}

static void behaviour_139_a_temporary_child_is_never_restarted(void **state)
{
	static const char *const traces[] = { "-1:normal:0", "-1:shutdown:0", "-1:odd reason:0" };

	(void)state;
	leave_in_every_way(GS_TEMPORARY, traces);
}

static void behaviour_140_one_for_one_leaves_the_siblings_alone(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	ask(caller, "zoe.add", "[]");
	ask(caller, "amy.add", "[]");
	ask(caller, "max.add", "[]");
	trace_clear();
	stage_crash(&stage, "amy", "boom");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "-2:boom:1 +2");
	assert_string_equal(ask(caller, "zoe.add", "[]"), "2");
	assert_string_equal(ask(caller, "amy.add", "[]"), "1");
	assert_string_equal(ask(caller, "max.add", "[]"), "2");
	stage_close(&stage);
}

static void behaviour_145_the_third_failure_of_two_allowed_ends_all(void **state)
{
	static const char *const names[] = { "zoe", "max", "amy" };
	struct variant v;
	struct stage stage;

	(void)state;
	vary(&v, 2, GS_S(5));
	stage_open(&stage, &v.system);
	for (int i = 0; i < 3; i++) {
		trace_clear();
		assert_false(stage_has_ended(&stage));
		stage_crash(&stage, names[i], "boom");
		stage_advance(&stage, MS(100));
	}
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(traced(), "-2:boom:0 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0");
	assert_true(gs__node_has_failed(stage.node));
	assert_true(strlen(gs__node_reason(stage.node)) > 0);
	assert_non_null(strstr(gs__node_reason(stage.node), "amy"));
	stage_close(&stage);
}

static void behaviour_147_failures_far_apart_are_forgiven(void **state)
{
	struct variant v;
	struct stage stage;

	(void)state;
	vary(&v, 1, GS_S(1));
	stage_open(&stage, &v.system);
	for (int i = 0; i < 4; i++) {
		stage_crash(&stage, "zoe", "boom");
		stage_advance(&stage, MS(2100));
	}
	assert_false(stage_has_ended(&stage));
	assert_string_equal(ask(stage_caller(&stage), "zoe.add", "[]"), "1");
	/* But not two within the second. */
	stage_crash(&stage, "zoe", "boom");
	stage_advance(&stage, MS(990));
	assert_false(stage_has_ended(&stage));
	stage_crash(&stage, "zoe", "boom");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	stage_close(&stage);
}

static void behaviour_148_a_restart_that_fails_is_tried_again_within_the_budget(void **state)
{
	struct stage stage;

	(void)state;
	*dial(0) = 2;
	stage_open(&stage, &supervising_system);
	*dial(1) = 2;
	trace_clear();
	stage_crash(&stage, "amy", "boom");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "-2:boom:0 !2 !2 +2");
	stage_advance(&stage, GS_S(10));
	*dial(1) = -1;
	trace_clear();
	stage_crash(&stage, "amy", "boom");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(
		traced(), "-2:boom:0 !2 !2 !2 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0");
	assert_true(gs__node_has_failed(stage.node));
	stage_close(&stage);
}

static void behaviour_154_a_restart_has_the_first_arguments_and_a_fresh_state(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "max.add", "[]"), "1");
	assert_string_equal(ask(caller, "max.add", "[]"), "2");
	stage_crash(&stage, "max", "boom");
	stage_advance(&stage, MS(1));
	assert_string_equal(ask(caller, "max.who", "[]"), "3");
	assert_string_equal(ask(caller, "max.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_155_the_queue_of_the_dead_is_not_inherited(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "relay.crash_and_flood", "[100]"), "100");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "end:fell over:0");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[0, 0, 0]");
	assert_true(gs__node_counters(stage.node)->dropped >= 100);
	caller_notify(caller, "sink.put", "[1]");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[1, 1, 0]");
	stage_close(&stage);
}

static void behaviour_156_the_name_leads_to_the_new_life(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 5; i++) {
		stage_crash(&stage, "sink", "boom");
		stage_advance(&stage, MS(1));
		assert_string_equal(ask(caller, "relay.names", "[]"), "[true, true, true, true]");
		assert_string_equal(ask(caller, "relay.forward", "[2]"), "[2, 0, 0, 0]");
		assert_int_equal(((const struct sink *)stage_state(&stage, "sink"))->count, 2);
	}
	stage_close(&stage);
}

/* Seconds of CPU for starting and stopping so many children. */
static double start_and_stop(uint32_t count)
{
	struct gs_child *children = gs__memory_plain(NULL, count * sizeof(*children));
	char(*names)[16] = gs__memory_plain(NULL, count * sizeof(*names));
	struct gs_system system = casting_system;
	struct stage stage;
	clock_t start;

	assert_non_null(children);
	assert_non_null(names);
	for (uint32_t i = 0; i < count; i++) {
		snprintf(names[i], sizeof(names[i]), "c%u", i);
		children[i] = casting_system.children[0];
		children[i].name = names[i];
		children[i].server = &silent_class;
		children[i].params = NULL;
	}
	system.children = children;
	system.child_count = count;
	start = clock();
	stage_open(&stage, &system);
	stage_close(&stage);
	start = clock() - start;
	gs__memory_plain(children, 0);
	gs__memory_plain(names, 0);
	return (double)start / CLOCKS_PER_SEC;
}

static void behaviour_168_start_and_stop_are_linear(void **state)
{
	double few = start_and_stop(1000);
	double many = start_and_stop(100000);

	(void)state;
	if (few < 0.001)
		few = 0.001; /* below what the clock can tell */
	assert_true(many < few * 100 * 10);
}

static void behaviour_177_a_name_given_up_is_found_no_more(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *list;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_non_null(strstr(ask(caller, "gs.list", "[]"), "\"once\", \"sink\", \"running\""));
	stage_crash(&stage, "once", "boom");
	stage_advance(&stage, MS(1));
	list = ask(caller, "gs.list", "[]");
	assert_null(strstr(list, "\"once\", \"sink\", \"running\""));
	assert_non_null(strstr(list, "\"sink\", \"sink\", \"running\""));
	assert_true(is_error(ask(caller, "once.total", "[]"), "stopped") ||
		    is_error(caller_answer(caller, 3), "no_server"));
	stage_close(&stage);
}

static void the_list_counts_messages_failures_and_restarts(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	ask(caller, "amy.add", "[]");
	ask(caller, "amy.leave", "[2]");
	ask(caller, "zoe.add", "[]");
	assert_string_equal(ask(caller, "gs.list", "[\"bob\"]"),
		"[[\"max\", \"child\", \"running\", 0, 0, 0, 0], "
		"[\"zoe\", \"child\", \"running\", 0, 1, 0, 0]]");
	assert_non_null(strstr(ask(caller, "gs.list", "{}"), "\"restarts\": 1}"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_131_children_start_in_order_and_stop_in_reverse),
		cmocka_unit_test(behaviour_132_a_child_that_cannot_start_stops_those_before_it),
		cmocka_unit_test(behaviour_135_the_defaults_are_those_of_the_language),
		cmocka_unit_test(behaviour_137_a_permanent_child_is_always_restarted),
		cmocka_unit_test(behaviour_138_a_transient_child_is_restarted_after_a_failure_only),
		cmocka_unit_test(behaviour_139_a_temporary_child_is_never_restarted),
		cmocka_unit_test(behaviour_140_one_for_one_leaves_the_siblings_alone),
		cmocka_unit_test(behaviour_145_the_third_failure_of_two_allowed_ends_all),
		cmocka_unit_test(behaviour_147_failures_far_apart_are_forgiven),
		cmocka_unit_test(
			behaviour_148_a_restart_that_fails_is_tried_again_within_the_budget),
		cmocka_unit_test(behaviour_154_a_restart_has_the_first_arguments_and_a_fresh_state),
		cmocka_unit_test(behaviour_155_the_queue_of_the_dead_is_not_inherited),
		cmocka_unit_test(behaviour_156_the_name_leads_to_the_new_life),
		cmocka_unit_test(behaviour_168_start_and_stop_are_linear),
		cmocka_unit_test(behaviour_177_a_name_given_up_is_found_no_more),
		cmocka_unit_test(the_list_counts_messages_failures_and_restarts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
