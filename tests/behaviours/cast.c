/* SPDX-License-Identifier: MIT */
/* Behaviours of casts: numbers 55 to 61, and those of the registry that a sender sees. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "cast.gs.h"

static void behaviour_55_a_following_call_sees_the_effect_of_a_cast(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	caller_notify(caller, "sink.put", "[1]");
	caller_notify(caller, "sink.put", "{\"weight\": 10, \"n\": 2}");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[2, 21, 0]");
	assert_string_equal(ask(caller, "relay.forward", "[3]"), "[3, 0, 0, 0]");
	assert_string_equal(
		ask(caller, "sink.total", "{}"), "{\"count\": 5, \"sum\": 27, \"misordered\": 1}");
	stage_close(&stage);
}

static void a_request_to_a_cast_runs_it_and_answers_nil(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "sink.put", "[1]"), "nil");
	caller_notify(caller, "sink.total", "[]");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[1, 1, 0]");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void behaviour_56_a_cast_to_the_dead_or_unknown_is_dropped(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "once.put", "[1]"), "nil");
	stage_crash(&stage, "once", "boom");
	stage_advance(&stage, MS(10));
	caller_notify(caller, "once.put", "[1]");
	caller_notify(caller, "nobody.put", "[1]");
	caller_notify(caller, "sink.nothing", "[1]");
	caller_notify(caller, "sink.put", "[\"no number\"]");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[0, 0, 0]");
	assert_string_equal(ask(caller, "relay.forward", "[2, false, \"once\"]"), "[0, 0, 2, 0]");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void a_cast_to_another_class_is_no_clause(void **state)
{
	struct stage stage;
	char answer[64];

	(void)state;
	stage_open(&stage, &casting_system);
	snprintf(answer, sizeof(answer), "[%d, %d, %d]", GS_NO_CLAUSE, GS_DOWN, GS_DOWN);
	assert_string_equal(ask(stage_caller(&stage), "relay.astray", "[]"), answer);
	stage_close(&stage);
}

static void behaviour_59_a_cast_that_stops_gives_terminate_its_reason(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	caller_notify(caller, "once.put", "[1]");
	caller_notify(caller, "once.leave", "[0]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "end:normal:1");
	assert_null(gs__node_state(stage.node, "once", NULL));
	stage_close(&stage);
}

static void behaviour_60_a_cast_that_crashes_is_not_told_to_its_sender(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	caller_notify(caller, "sink.leave", "[1]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "end:fell over:0");
	assert_true(gs_world_logged(stage.world, "fell over") >= 1);
	assert_int_equal(caller_strays(caller), 0);
	assert_false(caller_is_lost(caller));
	assert_string_equal(ask(caller, "sink.total", "[]"), "[0, 0, 0]");
	stage_close(&stage);
}

static void behaviour_61_the_handler_sees_only_the_payload(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	id = caller_send_with(caller, "sink.text", "[\"plain\"]",
		"{\"timeout\": 1000000000, \"trace\": \"00-abc-01\", \"new\": nil}");
	assert_string_equal(caller_wait(caller, id), "nil");
	id = caller_send_with(caller, "sink.text", "{\"s\": \"named\", \"newer\": [1]}",
		"{\"trace\": \"00-abc-01\"}");
	assert_string_equal(caller_wait(caller, id), "nil");
	assert_string_equal(traced(), "text:plain text:named");
	stage_close(&stage);
}

static void behaviour_183_a_lookup_finds_the_living_itself_and_nobody(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, &casting_system);
	assert_string_equal(
		ask(stage_caller(&stage), "relay.names", "[]"), "[true, true, true, true]");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_55_a_following_call_sees_the_effect_of_a_cast),
		cmocka_unit_test(a_request_to_a_cast_runs_it_and_answers_nil),
		cmocka_unit_test(behaviour_56_a_cast_to_the_dead_or_unknown_is_dropped),
		cmocka_unit_test(a_cast_to_another_class_is_no_clause),
		cmocka_unit_test(behaviour_59_a_cast_that_stops_gives_terminate_its_reason),
		cmocka_unit_test(behaviour_60_a_cast_that_crashes_is_not_told_to_its_sender),
		cmocka_unit_test(behaviour_61_the_handler_sees_only_the_payload),
		cmocka_unit_test(behaviour_183_a_lookup_finds_the_living_itself_and_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
