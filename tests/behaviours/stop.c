/* SPDX-License-Identifier: MIT */
/* Behaviours of the end: numbers 63 to 66 (as far as they end a server) and 114 to 128. The specs
 * are cast.gs and supervise.gs. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.gs.h"
#include "cast.gs.h"
#include "supervise.gs.h"

static void behaviour_65_a_failure_in_an_info_clause_is_a_real_crash(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	assert_true(is_error(ask(caller, "a.trip", "[]"), "stopped"));
	assert_string_equal(traced(), "end:fell:1");
	assert_true(gs_world_logged(stage.world, "fell") >= 1);
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_66_the_instance_gs_survives_what_it_does_not_know(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_true(is_error(ask(caller, "gs.vanish", "[1, 2]"), "no_clause"));
	assert_true(is_error(ask(caller, "gs.list", "[7]"), "bad_request"));
	caller_notify(caller, "gs.vanish", "[]");
	caller_notify(caller, "gs.cancel", "[12345]");
	assert_string_equal(ask(caller, "gs.ping", "[]"), "nil");
	stage_close(&stage);
}

static void behaviour_114_a_stopped_server_is_gone_and_cannot_be_stopped_again(void **state)
{
	struct stage stage;
	struct caller *caller;
	char down[16];

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	snprintf(down, sizeof(down), "%d", GS_DOWN);
	assert_string_equal(ask(caller, "relay.end", "[\"once\"]"), "0");
	stage_advance(&stage, MS(1));
	assert_null(gs__node_state(stage.node, "once", NULL));
	assert_string_equal(ask(caller, "relay.end", "[\"once\"]"), down);
	stage_close(&stage);
}

static void behaviour_115_the_stopped_server_sees_the_reason(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &casting_system);
	ask(stage_caller(&stage), "relay.end", "[\"once\"]");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "end:odd reason:0");
	stage_close(&stage);
}

static void behaviour_116_to_stop_an_unknown_name_says_that_nobody_is_there(void **state)
{
	struct stage stage;
	struct caller *caller;
	char down[16];

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	snprintf(down, sizeof(down), "%d", GS_DOWN);
	assert_string_equal(ask(caller, "relay.end", "[\"nobody\"]"), down);
	assert_string_equal(ask(caller, "relay.end", "[\"\"]"), down);
	stage_close(&stage);
}

static void behaviour_118_a_server_that_stops_itself_ends_after_its_handler(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "relay.end_self", "[0]"), "0");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "relay:told itself");
	stage_close(&stage);
}

static void behaviour_120_a_terminate_that_fails_ends_all_the_same(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	*dial(2) = 1;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	assert_true(is_error(ask(caller, "zoe.leave", "[2]"), "stopped"));
	stage_advance(&stage, MS(1));
	assert_string_equal(ask(caller, "zoe.add", "[]"), "1");
	assert_string_equal(traced(), "+1 +2 +3 +4 -1:odd reason:0 +1");
	stage_close(&stage);
}

static void behaviour_122_without_a_terminate_clause_a_server_ends_as_well(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *answer;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	answer = ask(caller, "silent.crash", "[]");
	assert_true(is_error(answer, "stopped"));
	assert_non_null(strstr(answer, "odd reason"));
	assert_string_equal(ask(caller, "silent.ask", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_123_terminate_runs_once_with_the_reason_and_the_last_state(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	ask(caller, "zoe.add", "[]");
	ask(caller, "amy.add", "[]");
	ask(caller, "amy.add", "[]");
	trace_clear();
	ask(caller, "zoe.leave", "[0]");
	stage_advance(&stage, MS(1));
	stage_crash(&stage, "amy", "from outside");
	stage_advance(&stage, MS(1));
	ask(caller, "max.leave", "[2]");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "-1:normal:1 +1 -2:from outside:2 +2 -3:odd reason:0 +3");
	ask(caller, "bob.add", "[]");
	trace_clear();
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(traced(), "-4:shutdown:1 -3:shutdown:0 -2:shutdown:0 -1:shutdown:0");
	stage_close(&stage);
}

static size_t reports(struct stage *stage, const char *name)
{
	return gs_world_logged(stage->world, name);
}

static void behaviour_125_only_a_failure_is_reported_once_with_name_and_reason(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &supervising_system);
	caller = stage_caller(&stage);
	gs__world_clear_log(stage.world);
	ask(caller, "zoe.leave", "[0]");
	stage_advance(&stage, GS_S(10));
	ask(caller, "zoe.leave", "[1]");
	stage_advance(&stage, GS_S(10));
	assert_int_equal(reports(&stage, "error"), 0);
	gs__world_clear_log(stage.world);
	ask(caller, "zoe.leave", "[2]");
	stage_advance(&stage, MS(1));
	assert_int_equal(reports(&stage, "error"), 1);
	assert_int_equal(reports(&stage, "odd reason"), 1);
	assert_non_null(strstr(gs_world_log(stage.world), "zoe"));
	stage_close(&stage);
}

static void behaviour_128_stopping_twice_or_before_a_start_is_harmless(void **state)
{
	struct gs__node_options options = { 0 };
	struct gs__node *node;
	struct stage stage;

	(void)state;
	stage_open(&stage, &supervising_system);
	gs__node_stop(stage.node, "shutdown");
	gs__node_stop(stage.node, "again");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(gs__node_reason(stage.node), "shutdown");
	assert_false(gs__node_has_failed(stage.node));
	gs__node_stop(stage.node, "shutdown");
	stage_close(&stage);

	options.world = stage.world = gs_world_new(1);
	node = gs__node_new(&options);
	assert_non_null(node);
	gs__node_stop(node, "shutdown");
	while (gs__node_turn(node, 0))
		;
	gs__node_free(node);
	node = gs__node_new(&options);
	gs__node_free(node);
	gs__node_free(NULL);
	gs_world_free(stage.world);
}

/* No numbers of their own: how a program ends. */

static void a_signal_ends_the_system_in_order(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT };

	(void)state;
	for (size_t i = 0; i < GS_COUNT(signals); i++) {
		struct stage stage;
		struct caller *caller;
		uint32_t id;

		stage_open(&stage, &supervising_system);
		caller = stage_caller(&stage);
		id = caller_send(caller, "bob.add", "[]");
		stage_run(&stage);
		trace_clear();
		gs_world_raise(stage.world, signals[i]);
		assert_true(stage_wait_end(&stage, GS_S(10)));
		assert_string_equal(
			traced(), "-4:shutdown:1 -3:shutdown:0 -2:shutdown:0 -1:shutdown:0");
		assert_string_equal(caller_wait(caller, id), "1");
		assert_false(gs__node_has_failed(stage.node));
		stage_close(&stage);
	}
}

static void an_orderly_stop_answers_what_was_asked_before(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t ids[50];

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "sink.total", "[]"), "[0, 0, 0]");
	ids[0] = caller_send(caller, "relay.forward", "[200]");
	assert_string_equal(caller_wait(caller, ids[0]), "[200, 0, 0, 0]");
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_non_null(strstr(traced(), "end:shutdown:200"));
	stage_close(&stage);
}

static void nobody_waits_for_ever_when_the_program_ends(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	id = caller_send(caller, "a.hold", "[]");
	stage_run(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(is_error(caller_wait(caller, id), "stopped"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_65_a_failure_in_an_info_clause_is_a_real_crash),
		cmocka_unit_test(behaviour_66_the_instance_gs_survives_what_it_does_not_know),
		cmocka_unit_test(
			behaviour_114_a_stopped_server_is_gone_and_cannot_be_stopped_again),
		cmocka_unit_test(behaviour_115_the_stopped_server_sees_the_reason),
		cmocka_unit_test(behaviour_116_to_stop_an_unknown_name_says_that_nobody_is_there),
		cmocka_unit_test(behaviour_118_a_server_that_stops_itself_ends_after_its_handler),
		cmocka_unit_test(behaviour_120_a_terminate_that_fails_ends_all_the_same),
		cmocka_unit_test(behaviour_122_without_a_terminate_clause_a_server_ends_as_well),
		cmocka_unit_test(
			behaviour_123_terminate_runs_once_with_the_reason_and_the_last_state),
		cmocka_unit_test(
			behaviour_125_only_a_failure_is_reported_once_with_name_and_reason),
		cmocka_unit_test(behaviour_128_stopping_twice_or_before_a_start_is_harmless),
		cmocka_unit_test(a_signal_ends_the_system_in_order),
		cmocka_unit_test(an_orderly_stop_answers_what_was_asked_before),
		cmocka_unit_test(nobody_waits_for_ever_when_the_program_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
