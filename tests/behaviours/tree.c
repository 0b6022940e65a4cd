/* SPDX-License-Identifier: MIT */
/* Behaviours of supervisors inside one another, of groups, and of signals. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tree.gs.h"

/* A caller of the whole system, and an empty trace. */
static struct caller *open_tree(struct stage *stage)
{
	struct caller *caller;

	stage_open(stage, &tree_system);
	assert_string_equal(traced(), "+1 +2 +3 +4 +5");
	caller = stage_caller(stage);
	trace_clear();
	return caller;
}

static const char *hire(struct caller *caller, const char *group, int number)
{
	char params[64];

	snprintf(params, sizeof(params), "[\"%s\", %d, \"text %d\"]", group, number, number);
	return ask(caller, "boss.hire", params);
}

/* The line that gs.list has for a name, up to its status. */
static bool is_listed(
	struct caller *caller, const char *name, const char *class, const char *status)
{
	char line[128];

	snprintf(line, sizeof(line), "[\"%s\", \"%s\", \"%s\"", name, class, status);
	return strstr(ask(caller, "gs.list", "[]"), line);
}

static void behaviour_131_a_tree_stops_in_exact_reverse(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 11);
	hire(caller, "temps", 21);
	hire(caller, "temps", 22);
	trace_clear();
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(traced(), "-5:shutdown -w22:shutdown -w21:shutdown -4:shutdown "
				      "-3:shutdown -2:shutdown -w11:shutdown -1:shutdown");
	stage_close(&stage);
}

static void behaviour_132_a_start_that_fails_deep_inside_stops_what_had_started(void **state)
{
	struct stage stage;

	(void)state;
	*dial(0) = 3;
	*dial(1) = -1;
	stage_try(&stage, &tree_system, stage_seed(), NULL);
	assert_int_not_equal(stage.started, GS_OK);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(traced(), "+1 +2 !3 -2:shutdown -1:shutdown");
	assert_string_equal(gs__node_reason(stage.node), "three did not start: no start");
	stage_close(&stage);
}

static void behaviour_133_a_dynamic_child_whose_start_fails_is_forgotten(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	*dial(0) = 7;
	*dial(1) = 1;
	assert_string_equal(hire(caller, "jobs", 7), "[-2, \"not in the mood\"]");
	stage_advance(&stage, GS_S(1));
	assert_string_equal(traced(), "!w7");
	assert_null(strstr(ask(caller, "gs.list", "[]"), "jobs#"));
	/* And its number is not used again. */
	assert_string_equal(hire(caller, "jobs", 8), "[0, \"\"]");
	assert_true(is_listed(caller, "jobs#2", "worker", "running"));
	stage_close(&stage);
}

static void a_start_is_refused_for_a_reason(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	assert_string_equal(ask(caller, "boss.wrong_class", "[]"), "-5");
	assert_string_equal(hire(caller, "nobody", 1), "[-7, \"\"]");
	assert_string_equal(hire(caller, "one", 1), "[-7, \"\"]");
	/* A text beyond its bound does not pass. */
	assert_string_equal(ask(caller, "boss.hire",
				    "[\"jobs\", 1, \"0123456789012345678901234567890123456789\"]"),
		"[-5, \"\"]");
	assert_string_equal(traced(), "");
	stage_close(&stage);
}

static void a_start_inside_a_start_is_sixteen_deep(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	assert_string_equal(ask(caller, "boss.nest", "[]"), "0");
	assert_string_equal(traced(), "16:-4");
	assert_true(is_listed(caller, "dolls#16", "doll", "running"));
	stage_close(&stage);
}

static void a_dynamic_child_is_a_server_like_any_other(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 7);
	hire(caller, "temps", 8);
	assert_string_equal(ask(caller, "jobs#1.who", "[]"), "[7, \"text 7\", 70, 8]");
	assert_string_equal(ask(caller, "temps#1.who", "[]"), "[8, \"text 8\", 80, 9]");
	assert_true(is_error(ask(caller, "jobs.who", "[]"), "no_server"));
	assert_true(is_error(ask(caller, "jobs#2.who", "[]"), "no_server"));
	assert_true(is_error(ask(caller, "jobs#1.fall", "[]"), "no_clause"));
	assert_string_equal(ask(caller, "boss.dismiss", "[\"jobs#1\"]"), "0");
	stage_advance(&stage, MS(1));
	assert_true(is_error(ask(caller, "jobs#1.who", "[]"), "no_server"));
	assert_string_equal(ask(caller, "boss.dismiss", "[\"jobs#1\"]"), "-2");
	stage_close(&stage);
}

static void behaviour_154_a_dynamic_child_is_restarted_with_its_own_arguments(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 7);
	hire(caller, "jobs", 8);
	assert_string_equal(ask(caller, "jobs#1.add", "[]"), "1");
	trace_clear();
	stage_crash(&stage, "jobs#1", "boom");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "-w7:boom +w7");
	assert_string_equal(ask(caller, "jobs#1.who", "[]"), "[7, \"text 7\", 70, 8]");
	assert_string_equal(ask(caller, "jobs#1.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_139_a_temporary_dynamic_child_leaves_for_good(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "temps", 1);
	hire(caller, "temps", 2);
	stage_crash(&stage, "temps#1", "boom");
	stage_advance(&stage, MS(1));
	assert_true(is_error(ask(caller, "temps#1.who", "[]"), "no_server"));
	assert_string_equal(ask(caller, "temps#2.add", "[]"), "1");
	assert_string_equal(traced(), "+w1 +w2 -w1:boom");
	stage_close(&stage);
}

static void behaviour_138_a_transient_dynamic_child_frees_its_place_at_a_normal_end(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 1);
	assert_true(is_error(ask(caller, "jobs#1.leave", "[0]"), "stopped"));
	stage_advance(&stage, MS(1));
	assert_true(is_error(ask(caller, "jobs#1.who", "[]"), "no_server"));
	assert_string_equal(ask(caller, "boss.hire_many", "[\"jobs\", 9]"), "3");
	stage_close(&stage);
}

static void behaviour_165_stopping_one_dynamic_child_harms_no_other(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 1);
	hire(caller, "jobs", 2);
	assert_string_equal(ask(caller, "jobs#2.add", "[]"), "1");
	assert_string_equal(ask(caller, "boss.dismiss", "[\"jobs#1\"]"), "0");
	assert_string_equal(ask(caller, "boss.dismiss", "[\"jobs#9\"]"), "-2");
	stage_advance(&stage, MS(1));
	assert_string_equal(ask(caller, "jobs#2.add", "[]"), "2");
	assert_false(is_listed(caller, "jobs#1", "worker", "running"));
	assert_true(is_listed(caller, "jobs#2", "worker", "running"));
	stage_close(&stage);
}

static void behaviour_166_a_group_has_its_max_and_what_comes_back_counts(void **state)
{
	struct gs_child children[16];
	struct gs_system system = tree_system;
	struct gs_supervisor slow = { .intensity = 100, .period = GS_S(5) };
	struct stage stage;
	struct caller *caller;

	(void)state;
	slow.backoff = slow.backoff_max = GS_S(1);
	memcpy(children, tree_system.children, tree_system.child_count * sizeof(children[0]));
	children[1].supervisor = &slow;
	system.children = children;
	stage_open(&stage, &system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "boss.hire_many", "[\"jobs\", 9]"), "3");
	assert_string_equal(hire(caller, "jobs", 1), "[-4, \"\"]");
	stage_crash(&stage, "jobs#1", "boom");
	stage_advance(&stage, MS(10));
	assert_true(is_listed(caller, "jobs#1", "worker", "restarting"));
	assert_true(is_error(ask(caller, "jobs#1.who", "[]"), "stopped"));
	assert_string_equal(hire(caller, "jobs", 1), "[-4, \"\"]");
	stage_advance(&stage, MS(1300));
	assert_true(is_listed(caller, "jobs#1", "worker", "running"));
	assert_string_equal(hire(caller, "jobs", 1), "[-4, \"\"]");
	ask(caller, "jobs#2.leave", "[0]");
	stage_advance(&stage, MS(10));
	/* A start that fails gives its place back. */
	*dial(0) = 5;
	*dial(1) = 1;
	assert_string_equal(hire(caller, "jobs", 5), "[-2, \"not in the mood\"]");
	assert_string_equal(hire(caller, "jobs", 5), "[0, \"\"]");
	assert_string_equal(hire(caller, "jobs", 6), "[-4, \"\"]");
	stage_close(&stage);
}

static void behaviour_156_the_name_leads_to_the_new_life_when_a_supervisor_restarted(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	assert_string_equal(ask(caller, "three.add", "[]"), "1");
	assert_string_equal(ask(caller, "five.add", "[]"), "1");
	for (int i = 0; i < 3; i++) {
		stage_crash(&stage, "two", "boom");
		stage_advance(&stage, MS(1));
	}
	assert_string_equal(traced(), "-2:boom -3:shutdown +2 +3 -2:boom -3:shutdown +2 +3 "
				      "-2:boom -3:shutdown -4:shutdown +2 +3");
	assert_string_equal(ask(caller, "two.add", "[]"), "1");
	assert_string_equal(ask(caller, "three.add", "[]"), "1");
	assert_string_equal(ask(caller, "five.add", "[]"), "2");
	/* It was stopped with the rest, and temporary. */
	assert_true(is_error(ask(caller, "four.add", "[]"), "no_server"));
	assert_true(
		gs_world_logged(stage.world, "core: too many restarts (more than 2 in 5000 ms); "
					     "the last to end was two: boom") == 1);
	stage_close(&stage);
}

static void behaviour_157_a_supervisor_that_failed_is_restarted_with_a_fresh_budget(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 7);
	trace_clear();
	/* Two failures are one too many for `inner`; its listed children come back. */
	for (int i = 0; i < 2; i++) {
		stage_crash(&stage, "one", "boom");
		stage_advance(&stage, MS(1));
	}
	assert_string_equal(traced(),
		"-1:boom -4:shutdown -3:shutdown -2:shutdown -w7:shutdown +1 +2 +3 "
		"-1:boom -3:shutdown -2:shutdown +1 +2 +3 +4");
	assert_null(strstr(ask(caller, "gs.list", "[]"), "jobs#"));
	assert_string_equal(hire(caller, "jobs", 8), "[0, \"\"]");
	assert_string_equal(ask(caller, "jobs#2.who", "[]"), "[8, \"text 8\", 80, 9]");
	assert_string_equal(ask(caller, "five.add", "[]"), "1");
	/* The budget is fresh; that of the root has three, and the fourth time goes on up. */
	for (int i = 0; i < 6; i++) {
		assert_false(stage_has_ended(&stage));
		stage_crash(&stage, "one", "boom");
		stage_advance(&stage, MS(1));
	}
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(gs__node_has_failed(stage.node));
	assert_non_null(strstr(gs__node_reason(stage.node),
		"the last to end was inner: too many restarts (more than 1 in 5000 ms); "
		"the last to end was one: boom"));
	stage_close(&stage);
}

static void behaviour_145_a_group_s_failures_are_its_supervisor_s(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	hire(caller, "jobs", 7);
	trace_clear();
	for (int i = 0; i < 2; i++) {
		stage_crash(&stage, "jobs#1", "boom");
		stage_advance(&stage, MS(1));
	}
	assert_string_equal(traced(), "-w7:boom +w7 -w7:boom -4:shutdown -3:shutdown -2:shutdown "
				      "-1:shutdown +1 +2 +3 +4");
	assert_false(stage_has_ended(&stage));
	stage_close(&stage);
}

static void behaviour_148_a_supervisor_that_cannot_start_again_is_tried_again(void **state)
{
	struct stage stage;

	(void)state;
	(void)open_tree(&stage);
	*dial(0) = 3;
	*dial(1) = 1;
	for (int i = 0; i < 3; i++) {
		stage_crash(&stage, "two", "boom");
		stage_advance(&stage, MS(1));
	}
	/* The first round fails once, which leaves one more; with the next, `core` has failed. */
	assert_string_equal(traced(), "-2:boom -3:shutdown +2 !3 -2:shutdown +2 +3 "
				      "-2:boom -3:shutdown -4:shutdown +2 +3 "
				      "-2:boom -3:shutdown +2 +3");
	*dial(1) = -1;
	stage_advance(&stage, GS_S(60));
	trace_clear();
	stage_crash(&stage, "two", "boom");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(gs__node_has_failed(stage.node));
	stage_close(&stage);
}

/* Ends that are not in time. */

static void a_group_s_shutdown_is_that_of_all_its_members(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t asked[3];
	gs_instant start;

	(void)state;
	caller = open_tree(&stage);
	for (int i = 1; i <= 3; i++)
		hire(caller, "jobs", i);
	gs__node_stop(stage.node, "shutdown");
	start = stage_now(&stage);
	(void)asked;
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(stage_now(&stage) - start < GS_S(4));
	stage_close(&stage);
}

/* Signals. */

static void a_signal_reaches_all_servers_that_want_it(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open_tree(&stage);
	gs_world_raise(stage.world, SIGHUP);
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "s1:1 s2:1 s3:1 s4:1 s5:1");
	trace_clear();
	gs_world_raise(stage.world, SIGUSR1);
	gs_world_raise(stage.world, SIGUSR1);
	gs_world_raise(stage.world, SIGUSR2);
	stage_advance(&stage, MS(1));
	assert_string_equal(
		traced(), "s1:10 s1:12 s2:10 s2:12 s3:10 s3:12 s4:10 s4:12 s5:10 s5:12");
	assert_string_equal(ask(caller, "one.add", "[]"), "1");
	stage_close(&stage);
}

/* Many. */

static double start_and_stop(uint32_t count)
{
	struct stage stage;
	struct caller *caller;
	char params[64], expected[16];
	clock_t start;

	*dial(2) = 1;
	stage_open(&stage, &tree_system);
	*dial(2) = 1;
	caller = stage_caller(&stage);
	snprintf(params, sizeof(params), "[\"staff\", %u]", count);
	snprintf(expected, sizeof(expected), "%u", count);
	start = clock();
	assert_string_equal(ask(caller, "boss.hire_many", params), expected);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(60)));
	start = clock() - start;
	stage_close(&stage);
	return (double)start / CLOCKS_PER_SEC;
}

static void behaviour_168_dynamic_children_start_and_stop_in_linear_time(void **state)
{
	double few = start_and_stop(1000);
	double many = start_and_stop(100000);

	(void)state;
	if (few < 0.001)
		few = 0.001; /* below what the clock can tell */
	printf("# 1,000: %.1f ms, 100,000: %.1f ms\n", few * 1000, many * 1000);
	assert_true(many < few * 100 * 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_131_a_tree_stops_in_exact_reverse),
		cmocka_unit_test(
			behaviour_132_a_start_that_fails_deep_inside_stops_what_had_started),
		cmocka_unit_test(behaviour_133_a_dynamic_child_whose_start_fails_is_forgotten),
		cmocka_unit_test(a_start_is_refused_for_a_reason),
		cmocka_unit_test(a_start_inside_a_start_is_sixteen_deep),
		cmocka_unit_test(a_dynamic_child_is_a_server_like_any_other),
		cmocka_unit_test(behaviour_154_a_dynamic_child_is_restarted_with_its_own_arguments),
		cmocka_unit_test(behaviour_139_a_temporary_dynamic_child_leaves_for_good),
		cmocka_unit_test(
			behaviour_138_a_transient_dynamic_child_frees_its_place_at_a_normal_end),
		cmocka_unit_test(behaviour_165_stopping_one_dynamic_child_harms_no_other),
		cmocka_unit_test(behaviour_166_a_group_has_its_max_and_what_comes_back_counts),
		cmocka_unit_test(
			behaviour_156_the_name_leads_to_the_new_life_when_a_supervisor_restarted),
		cmocka_unit_test(
			behaviour_157_a_supervisor_that_failed_is_restarted_with_a_fresh_budget),
		cmocka_unit_test(behaviour_145_a_group_s_failures_are_its_supervisor_s),
		cmocka_unit_test(behaviour_148_a_supervisor_that_cannot_start_again_is_tried_again),
		cmocka_unit_test(a_group_s_shutdown_is_that_of_all_its_members),
		cmocka_unit_test(a_signal_reaches_all_servers_that_want_it),
		cmocka_unit_test(behaviour_168_dynamic_children_start_and_stop_in_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
