/* SPDX-License-Identifier: MIT */
/* Hard cases of supervision: failures inside failures, four supervisors deep: deep.gs. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "deep.gs.h"

static struct caller *begin(struct stage *stage)
{
	return stage_settled(stage, &deep_system);
}

static void crash(struct stage *stage, struct caller *caller, const char *name)
{
	char clause[32];

	snprintf(clause, sizeof(clause), "%s.fall", name);
	caller_notify(caller, clause, "[]");
	stage_run(stage);
}

static void behaviour_157_failures_go_up_level_by_level(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	/* `three` forgives c once and `two` forgives `three` once. */
	crash(&stage, caller, "c");
	expect_trace("-4:odd reason +4");
	crash(&stage, caller, "c");
	expect_trace("-4:odd reason -5:shutdown -6:shutdown -3:shutdown +3 +4 +5 +6");
	crash(&stage, caller, "c");
	expect_trace("-4:odd reason +4");
	crash(&stage, caller, "c");
	expect_trace("-4:odd reason -5:shutdown -6:shutdown -3:shutdown +3 +4 +5 +6");
	/* Both have fresh budgets: it is `one` that has forgiven once. */
	for (int i = 0; i < 3; i++)
		crash(&stage, caller, "c");
	trace_clear();
	crash(&stage, caller, "c");
	expect_trace("-4:odd reason -5:shutdown -6:shutdown -3:shutdown -2:shutdown "
		     "+2 +3 +4 +5 +6");
	assert_int_equal(gs__node_is_stopping(stage.node), 0);
	stage_close(&stage);
}

static void behaviour_157_it_takes_two_to_the_depth_failures_to_fail_the_program(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	int crashes = 0;

	(void)state;
	while (!stage_has_ended(&stage)) {
		crash(&stage, caller, "c");
		assert_true(++crashes <= 16);
	}
	assert_int_equal(crashes, 16);
	assert_true(gs__node_has_failed(stage.node));
	assert_non_null(strstr(gs__node_reason(stage.node), "one: too many restarts"));
	stage_close(&stage);
}

static void behaviour_147_the_window_of_each_level_slides_by_itself(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (int i = 0; i < 20; i++) {
		crash(&stage, caller, "c");
		expect_trace("-4:odd reason +4");
		stage_advance(&stage, GS_S(10) + 1);
	}
	stage_close(&stage);
}

static void behaviour_142_one_that_fails_early_takes_the_rest_along_depth_first(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.hire", "[21]"), "0");
	assert_string_equal(ask(caller, "a.hire", "[22]"), "0");
	trace_clear();
	crash(&stage, caller, "a");
	/* What was started by hand is gone, what is listed comes back, temporary or not. */
	expect_trace("-2:odd reason -6:shutdown -22:shutdown -21:shutdown -5:shutdown -4:shutdown "
		     "-3:shutdown +2 +3 +4 +5 +6");
	assert_true(is_error(ask(caller, "crew#1.add", "[]"), "no_server"));
	stage_close(&stage);
}

static void behaviour_141_two_failures_in_one_turn_are_one_round(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage);
	assert_true(gs__node_crash(stage.node, "b", "first"));
	assert_true(gs__node_crash(stage.node, "e", "second"));
	stage_run(&stage);
	expect_trace("-3:first -6:second -5:shutdown -4:shutdown +3 +4 +5 +6");
	stage_advance(&stage, GS_S(1));
	assert_int_equal(gs__node_is_stopping(stage.node), 0);
	stage_close(&stage);
}

static void behaviour_150_a_failed_start_inside_a_round_goes_up(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(0) = 6;
	*dial(1) = 1;
	crash(&stage, caller, "b");
	/* The round is `two`'s one; that e does not start is one too many; `one` begins anew. */
	expect_trace("-3:odd reason -6:shutdown -5:shutdown -4:shutdown +3 +4 +5 !6 -5:shutdown "
		     "-4:shutdown -3:shutdown +3 +4 +5 +6");
	assert_int_equal(gs__node_is_stopping(stage.node), 0);
	stage_close(&stage);
}

static void behaviour_148_what_never_starts_again_ends_the_program(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(0) = 4;
	*dial(1) = 1000;
	crash(&stage, caller, "c");
	assert_true(stage_wait_end(&stage, GS_S(60)));
	assert_true(gs__node_has_failed(stage.node));
	assert_true(*dial(1) > 980);
	/* Whatever had started has stopped, the first one last. */
	assert_non_null(strstr(traced(), "-7:shutdown"));
	assert_int_equal(strcmp(traced() + strlen(traced()) - 11, "-1:shutdown"), 0);
	stage_close(&stage);
}

static void behaviour_132_a_failure_deep_inside_stops_the_start_in_reverse(void **state)
{
	struct stage stage;

	(void)state;
	*dial(0) = 6;
	*dial(1) = 1;
	stage_try(&stage, &deep_system, 1, NULL);
	assert_int_equal(stage.started, GS_DOWN);
	assert_string_equal(gs__node_reason(stage.node), "e did not start: no start");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	expect_trace("+1 +2 +3 +4 +5 !6 -5:shutdown -4:shutdown -3:shutdown -2:shutdown "
		     "-1:shutdown");
	stage_close(&stage);
}

static uint32_t count_listed(struct caller *caller, const char *part)
{
	const char *at = ask(caller, "gs.list", "[]");
	uint32_t count = 0;

	while ((at = strstr(at, part))) {
		at += strlen(part);
		count++;
	}
	return count;
}

static void behaviour_116_who_is_stopped_by_name_is_gone_with_its_name(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (int i = 1; i <= 3; i++)
		ask(caller, "a.hire", "[30]");
	trace_clear();
	caller_notify(caller, "late.quit", "[2]");
	stage_run(&stage);
	expect_trace("quit:0 -30:normal");
	caller_notify(caller, "late.quit", "[2]");
	caller_notify(caller, "late.quit", "[4]");
	stage_run(&stage);
	expect_trace("quit:-2 quit:-2");
	assert_true(is_error(ask(caller, "crew#2.add", "[]"), "no_server"));
	assert_string_equal(ask(caller, "crew#3.add", "[]"), "1");
	/* A number is never used twice. */
	ask(caller, "a.hire", "[30]");
	assert_string_equal(ask(caller, "crew#4.add", "[]"), "1");
	assert_true(is_error(ask(caller, "crew#2.add", "[]"), "no_server"));
	stage_close(&stage);
}

static void behaviour_183_the_list_is_exact_whoever_comes_and_goes(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_int_equal(count_listed(caller, "\"twig\""), 7);
	for (int i = 0; i < 5; i++)
		ask(caller, "a.hire", "[30]");
	assert_int_equal(count_listed(caller, "\"crew#"), 5);
	caller_notify(caller, "crew#3.fall", "[]");
	caller_notify(caller, "crew#1.leave", "[]");
	stage_run(&stage);
	assert_int_equal(count_listed(caller, "\"crew#"), 3);
	assert_int_equal(count_listed(caller, "\"crew#3\""), 0);
	caller_notify(caller, "d.leave", "[]"); /* temporary: its name is forgotten ... */
	stage_run(&stage);
	assert_int_equal(count_listed(caller, "\"d\""), 0);
	crash(&stage, caller, "a"); /* ... until the supervisor around it begins anew */
	assert_int_equal(count_listed(caller, "\"d\""), 1);
	assert_int_equal(count_listed(caller, "\"twig\""), 7);
	assert_int_equal(count_listed(caller, "\"running\""), 7);
	stage_close(&stage);
}

static void a_terminate_that_fails_changes_the_reason_and_nothing_else(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(3) = 7;
	caller_notify(caller, "late.leave", "[]"); /* transient: normal, were it not for that */
	stage_run(&stage);
	expect_trace("-7:normal +7");
	*dial(3) = 6;
	crash(&stage, caller, "b");
	expect_trace("-3:odd reason -6:shutdown -5:shutdown -4:shutdown +3 +4 +5 +6");
	stage_close(&stage);
}

static void an_end_asked_for_in_init_comes_after_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(2) = 5;
	crash(&stage, caller, "b"); /* d is temporary: it starts with the others, and leaves */
	expect_trace("-3:odd reason -6:shutdown -5:shutdown -4:shutdown +3 +4 +5 stop:0 +6 "
		     "-5:normal");
	assert_true(is_error(ask(caller, "d.add", "[]"), "no_server"));
	*dial(2) = 9;
	assert_string_equal(ask(caller, "a.hire", "[9]"), "0");
	stage_run(&stage);
	expect_trace("+9 stop:0 -9:normal");
	assert_string_equal(ask(caller, "a.hire", "[8]"), "0");
	stage_close(&stage);
}

static void a_group_is_open_only_while_its_supervisor_runs(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	/* c starts before the group beside it, e after it, late when all is there. */
	*dial(4) = 4;
	crash(&stage, caller, "b");
	assert_non_null(strstr(traced(), "+4 start:-2"));
	trace_clear();
	*dial(4) = 40; /* the one that is started starts another one, 16 deep */
	assert_string_equal(ask(caller, "late.hire", "[40]"), "0");
	assert_non_null(strstr(traced(), "start:-4"));
	*dial(4) = 0;
	/* late ends while the group's supervisor still runs; then that stops the new one, too. */
	*dial(5) = 7;
	trace_clear();
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_int_equal(
		strncmp(traced(), "-7:shutdown +50 start:0 -6:shutdown -50:shutdown ", 49), 0);
	assert_string_equal(gs__node_reason(stage.node), "shutdown");
	stage_close(&stage);
}

static void who_is_always_busy_ends_when_its_time_is_over(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	gs_instant now;

	(void)state;
	gs__world_take_weather(stage.world, &gs__weather_rough);
	caller_notify(caller, "e.spin", "[]");
	for (int i = 0; i < 3; i++) {
		char clause[32];

		snprintf(clause, sizeof(clause), "[%d]", 30 + i);
		assert_string_equal(ask(caller, "a.hire", clause), "0");
		snprintf(clause, sizeof(clause), "crew#%d.spin", i + 1);
		caller_notify(caller, clause, "[]");
	}
	stage_advance(&stage, MS(10));
	now = stage_now(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	/* 3 ms for e, 2 ms for the whole group. */
	assert_true(stage_now(&stage) - now >= MS(5));
	assert_true(stage_now(&stage) - now < MS(50));
	assert_int_equal(gs_world_logged(stage.world, "their time to stop was over"), 1);
	assert_int_equal(gs_world_logged(stage.world, "its time to stop was over"), 1);
	assert_int_equal(gs_world_logged(stage.world, "crew: 3 ended before"), 1);
	assert_string_equal(gs__node_reason(stage.node), "shutdown");
	stage_close(&stage);
}

static void a_signal_in_the_middle_of_a_round_ends_all_of_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	gs__world_take_weather(stage.world, &gs__weather_rough);
	caller_notify(caller, "e.spin", "[]");
	stage_advance(&stage, MS(10));
	trace_clear();
	assert_true(gs__node_crash(stage.node, "b", "boom"));
	stage_advance(&stage, MS(1)); /* e is being stopped, and will not */
	gs_world_raise(stage.world, SIGTERM);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_null(strstr(traced(), "+3"));
	assert_int_equal(gs_world_exit_status(stage.world), 0);
	stage_close(&stage);
}

/* The system with a backoff at its root. */
static void open_patient(struct stage *stage, struct gs_system *system)
{
	*system = deep_system;
	system->root.backoff = GS_S(1);
	system->root.backoff_max = GS_S(8);
	system->root.intensity = 10;
	stage_open(stage, system);
}

static void behaviour_171_what_waits_to_be_restarted_can_only_wait(void **state)
{
	struct gs_system system;
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_patient(&stage, &system);
	caller = stage_caller(&stage);
	trace_clear();
	crash(&stage, caller, "early");
	expect_trace("-1:odd reason");
	assert_true(is_error(ask(caller, "early.add", "[]"), "stopped"));
	assert_true(is_error(ask(caller, "gs.restart", "[\"early\"]"), "stopped"));
	assert_true(is_error(ask(caller, "gs.suspend", "[\"early\"]"), "stopped"));
	assert_non_null(strstr(ask(caller, "gs.list", "[]"), "[\"early\", \"twig\", "
							     "\"restarting\""));
	stage_advance(&stage, MS(999));
	expect_trace("");
	stage_advance(&stage, MS(300));
	expect_trace("+1");
	assert_string_equal(ask(caller, "early.add", "[]"), "1");
	/* By order, nobody waits. */
	assert_string_equal(ask(caller, "gs.restart", "[\"early\"]"), "nil");
	stage_run(&stage);
	expect_trace("-1:shutdown +1");
	stage_close(&stage);
}

static void behaviour_152_a_stop_does_not_wait_for_a_backoff(void **state)
{
	struct gs_system system;
	struct stage stage;
	struct caller *caller;
	gs_instant now;

	(void)state;
	open_patient(&stage, &system);
	caller = stage_caller(&stage);
	crash(&stage, caller, "early");
	crash(&stage, caller, "late");
	trace_clear();
	now = stage_now(&stage);
	gs_world_raise(stage.world, SIGTERM);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(stage_now(&stage) - now < MS(500));
	expect_trace("-6:shutdown -5:shutdown -4:shutdown -3:shutdown -2:shutdown");
	stage_close(&stage);
}

static void behaviour_171_a_supervisor_that_fails_waits_as_a_child_does(void **state)
{
	struct gs_system system;
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_patient(&stage, &system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 8; i++)
		crash(&stage, caller, "c");
	trace_clear();
	assert_true(is_error(ask(caller, "a.add", "[]"), "stopped"));
	assert_string_equal(ask(caller, "early.add", "[]"), "1");
	stage_advance(&stage, MS(1300));
	expect_trace("+2 +3 +4 +5 +6");
	assert_string_equal(ask(caller, "c.add", "[]"), "1");
	stage_close(&stage);
}

static void an_intensity_of_none_forgives_nothing(void **state)
{
	struct gs_system system = deep_system;
	struct stage stage;
	struct caller *caller;

	(void)state;
	system.root.intensity = 0;
	stage_open(&stage, &system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "gs.restart", "[\"early\"]"), "nil");
	stage_run(&stage);
	assert_string_equal(ask(caller, "early.add", "[]"), "1");
	caller_notify(caller, "late.leave", "[]");
	stage_run(&stage);
	assert_false(stage_has_ended(&stage));
	crash(&stage, caller, "early");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(gs__node_has_failed(stage.node));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_157_failures_go_up_level_by_level),
		cmocka_unit_test(
			behaviour_157_it_takes_two_to_the_depth_failures_to_fail_the_program),
		cmocka_unit_test(behaviour_147_the_window_of_each_level_slides_by_itself),
		cmocka_unit_test(
			behaviour_142_one_that_fails_early_takes_the_rest_along_depth_first),
		cmocka_unit_test(behaviour_141_two_failures_in_one_turn_are_one_round),
		cmocka_unit_test(behaviour_150_a_failed_start_inside_a_round_goes_up),
		cmocka_unit_test(behaviour_148_what_never_starts_again_ends_the_program),
		cmocka_unit_test(behaviour_132_a_failure_deep_inside_stops_the_start_in_reverse),
		cmocka_unit_test(behaviour_116_who_is_stopped_by_name_is_gone_with_its_name),
		cmocka_unit_test(behaviour_183_the_list_is_exact_whoever_comes_and_goes),
		cmocka_unit_test(a_terminate_that_fails_changes_the_reason_and_nothing_else),
		cmocka_unit_test(an_end_asked_for_in_init_comes_after_it),
		cmocka_unit_test(a_group_is_open_only_while_its_supervisor_runs),
		cmocka_unit_test(who_is_always_busy_ends_when_its_time_is_over),
		cmocka_unit_test(a_signal_in_the_middle_of_a_round_ends_all_of_it),
		cmocka_unit_test(behaviour_171_what_waits_to_be_restarted_can_only_wait),
		cmocka_unit_test(behaviour_152_a_stop_does_not_wait_for_a_backoff),
		cmocka_unit_test(behaviour_171_a_supervisor_that_fails_waits_as_a_child_does),
		cmocka_unit_test(an_intensity_of_none_forgives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
