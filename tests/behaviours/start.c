/* SPDX-License-Identifier: MIT */
/* Behaviours of the start: numbers 1 to 21. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "start.gs.h"

static void behaviour_1_the_first_call_is_answered(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &starting_system);
	assert_string_equal(ask(stage_caller(&stage), "one.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_2_the_start_returns_when_every_init_is_done(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &starting_system);
	assert_string_equal(traced(), "init1 ready1 init2 ready2 init3 ready3");
	stage_close(&stage);
}

static void behaviour_5_an_init_that_stops_fails_the_start_with_its_reason(void **state)
{
	static const char *const names[] = { "", "one", "two", "three" };
	struct stage stage;

	(void)state;
	for (long failing = 1; failing <= 3; failing++) {
		*dial(0) = failing;
		stage_try(&stage, &starting_system, stage_seed(), NULL);
		assert_int_not_equal(stage.started, GS_OK);
		assert_non_null(strstr(gs__node_reason(stage.node), "boom"));
		assert_non_null(strstr(gs__node_reason(stage.node), names[failing]));
		assert_true(gs__node_has_failed(stage.node));
		stage_close(&stage);
	}
}

static void behaviour_6_an_init_that_cannot_run_fails_the_start_and_never_hangs(void **state)
{
	struct stage stage;
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		gs__memory_fail_at(++n);
		stage_try(&stage, &starting_system, stage_seed(), NULL);
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		if (!has_failed)
			assert_int_equal(stage.started, GS_OK);
		if (stage.started != GS_OK && stage.node)
			assert_true(strlen(gs__node_reason(stage.node)) > 0);
		stage_close(&stage);
	} while (has_failed);
	assert_true(n > 10);
}

static void behaviour_8_a_name_is_free_after_each_failed_start(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &starting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "one.add", "[5]"), "5");
	*dial(1) = 100;
	assert_true(gs__node_crash(stage.node, "one", "boom"));
	assert_null(gs__node_state(stage.node, "one", NULL));
	stage_advance(&stage, MS(20));
	assert_int_equal(*dial(1), 0);
	assert_string_equal(ask(caller, "one.add", "[1]"), "1");
	assert_int_equal(gs__node_counters(stage.node)->restarts, 101);
	stage_close(&stage);
}

static void behaviour_9_a_failed_init_is_not_terminated(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &starting_system);
	stage_advance(&stage, MS(20));
	trace_clear();
	*dial(1) = 1;
	stage_crash(&stage, "one", "boom");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "end1:boom init1 init1 ready1");
	stage_close(&stage);
}

static void behaviour_14_next_runs_before_what_init_sent_itself(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &starting_system);
	trace_clear();
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "note3 note1 note2");
	stage_close(&stage);
}

static void behaviour_15_next_is_next_from_every_clause(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &starting_system);
	caller = stage_caller(&stage);
	stage_advance(&stage, MS(20));
	trace_clear();
	assert_string_equal(ask(caller, "self1.ask", "[10]"), "10");
	assert_string_equal(ask(caller, "self1.late", "[20]"), "20");
	caller_notify(caller, "self1.hint", "[30]");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "note10 note11 answer20 note30 note31");
	trace_clear();
	caller_notify(caller, "self1.chain", "[3]");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "step3 step2 step1 step0 note99");
	trace_clear();
	caller_notify(caller, "self1.leave", "[]");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "end:normal");
	stage_close(&stage);
}

static void behaviour_19_calls_waiting_for_an_init_that_fails_get_an_error_at_once(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t ids[20];
	gs_instant start;

	(void)state;
	stage_open(&stage, &starting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "one.add", "[]"), "1");
	*dial(1) = 50;
	start = stage_now(&stage);
	ids[0] = caller_send(caller, "one.crash", "[]");
	for (size_t i = 1; i < 20; i++) {
		ids[i] = caller_send(caller, "one.add", "[]");
		caller_notify(caller, "one.add", "[]");
	}
	stage_advance(&stage, MS(20));
	assert_true(is_error(caller_wait(caller, ids[0]), "stopped"));
	for (size_t i = 1; i < 20; i++) {
		const char *answer = caller_wait(caller, ids[i]);

		assert_true(is_error(answer, "stopped") || answer[0] != '!');
		assert_true(caller_answered_at(caller, ids[i]) - start <= MS(20));
	}
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_1_the_first_call_is_answered),
		cmocka_unit_test(behaviour_2_the_start_returns_when_every_init_is_done),
		cmocka_unit_test(behaviour_5_an_init_that_stops_fails_the_start_with_its_reason),
		cmocka_unit_test(
			behaviour_6_an_init_that_cannot_run_fails_the_start_and_never_hangs),
		cmocka_unit_test(behaviour_8_a_name_is_free_after_each_failed_start),
		cmocka_unit_test(behaviour_9_a_failed_init_is_not_terminated),
		cmocka_unit_test(behaviour_14_next_runs_before_what_init_sent_itself),
		cmocka_unit_test(behaviour_15_next_is_next_from_every_clause),
		cmocka_unit_test(
			behaviour_19_calls_waiting_for_an_init_that_fails_get_an_error_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
