/* SPDX-License-Identifier: MIT */
/* Behaviours of calls: numbers 26 to 52. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.gs.h"

static void behaviour_26_a_call_returns_its_reply_and_the_state_is_kept(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	assert_string_equal(ask(caller, "a.add", "[1]"), "2");
	assert_string_equal(ask(caller, "a.add", "{\"n\": 40}"), "42");
	assert_string_equal(ask(caller, "a.nothing", "[]"), "nil");
	assert_string_equal(ask(caller, "a.text", "[\"h\xc3\xa9\"]"), "[\"h\xc3\xa9\", 3]");
	stage_close(&stage);
}

static void behaviour_27_a_deferred_answer_comes_from_a_later_timer(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t slow, fast;
	gs_instant start;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "a.add", "[0]"), "0");
	start = stage_now(&stage);
	slow = caller_send(caller, "a.later", "[30000000]");
	fast = caller_send(caller, "a.later", "[10000000]");
	assert_string_equal(caller_wait(caller, slow), "1");
	assert_string_equal(caller_wait(caller, fast), "2");
	assert_true(caller_answered_at(caller, fast) < caller_answered_at(caller, slow));
	assert_true(caller_answered_at(caller, fast) - start >= MS(10));
	assert_true(caller_answered_at(caller, slow) - start >= MS(30));
	assert_true(caller_answered_at(caller, slow) - start < MS(50));
	stage_close(&stage);
}

static void behaviour_28_a_request_whose_time_is_over_is_not_run(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	id = caller_send_with(caller, "a.add", "[5]", "{\"timeout\": 0, \"other\": [1, {}]}");
	assert_true(is_error(caller_wait(caller, id), "timeout"));
	id = caller_send_with(caller, "a.add", "[1]", "{\"timeout\": 1000000000}");
	assert_string_equal(caller_wait(caller, id), "1");
	assert_int_equal(gs__node_counters(stage.node)->expired, 1);
	stage_close(&stage);
}

static int64_t asked_number(struct caller *caller, const char *method)
{
	return strtoll(ask(caller, method, "[]"), NULL, 10);
}

static void a_handler_knows_the_time_left_and_the_time_of_day(void **state)
{
	const int64_t noon = 1500000000 * INT64_C(1000000000);
	struct stage stage;
	struct caller *caller;
	int64_t left;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	id = caller_send_with(caller, "a.left", "[]", "{\"timeout\": 1000000000}");
	left = strtoll(caller_wait(caller, id), NULL, 10);
	assert_true(left > GS_MS(900) && left <= GS_S(1));
	assert_int_equal(asked_number(caller, "a.left"), INT64_MAX);
	gs__world_set_wall(stage.world, noon);
	assert_true(asked_number(caller, "a.wall") - noon < GS_S(1));
	stage_advance(&stage, GS_S(60));
	assert_true(asked_number(caller, "a.wall") - noon >= GS_S(60));
	assert_true(asked_number(caller, "a.wall") - noon < GS_S(62));
	stage_close(&stage);
}

static void random_bytes_are_others_each_time(void **state)
{
	struct stage stage;
	struct caller *caller;
	char first[128];

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	snprintf(first, sizeof(first), "%s", ask(caller, "a.draw", "[]"));
	assert_false(is_error(first, "refused"));
	assert_string_not_equal(first, ask(caller, "a.draw", "[]"));
	stage_close(&stage);
}

static void behaviour_29_the_second_answer_to_a_call_is_dropped(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 100; i++)
		assert_string_equal(ask(caller, "a.twice", "[]"), "1");
	assert_int_equal(caller_strays(caller), 0);
	assert_int_equal(strncmp(traced(), "twice:0:1 ", 10), 0);
	assert_int_equal(gs__node_counters(stage.node)->late, 100);
	stage_close(&stage);
}

static void behaviour_28_a_caller_that_gives_up_does_no_harm(void **state)
{
	const struct answerer_later_options hasty = { .timeout = GS_MS(1) };
	struct answerer_later_reply late = { 0 };
	struct answerer_add_reply added = { 0 };
	struct stage stage;
	gs_client *client;
	gs_instant start;

	(void)state;
	stage_open(&stage, &calling_system);
	client = stage_client(&stage);
	start = stage_now(&stage);
	assert_int_equal(answerer_later_call(client, "a", GS_MS(30), &hasty, &late), GS_TIMEOUT);
	assert_true(stage_now(&stage) - start >= GS_MS(1));
	assert_true(stage_now(&stage) - start < GS_MS(5));
	assert_int_equal(answerer_add_call(client, "a", NULL, &added), GS_OK);
	assert_int_equal(added.value, 2);
	stage_advance(&stage, MS(40));
	assert_int_equal(answerer_add_call(client, "a", NULL, &added), GS_OK);
	assert_int_equal(added.value, 3);
	stage_close(&stage);
}

static void behaviour_29_late_answers_reach_nobody(void **state)
{
	struct answerer_later_options hasty = { .timeout = GS_MS(1) };
	struct answerer_later_reply late = { 0 };
	struct stage stage;
	gs_client *client;

	(void)state;
	stage_open(&stage, &calling_system);
	client = stage_client(&stage);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(
			answerer_later_call(client, "a", GS_MS(5), &hasty, &late), GS_TIMEOUT);
	hasty.timeout = GS_S(1);
	assert_int_equal(answerer_later_call(client, "a", GS_MS(5), &hasty, &late), GS_OK);
	assert_int_equal(late.value, 1001);
	stage_close(&stage);
}

static bool is_no_process(const char *answer)
{
	return is_error(answer, "stopped") || is_error(answer, "no_server");
}

static void behaviour_31_a_call_to_the_dead_fails_at_once(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;
	gs_instant start;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "once.add", "[]"), "1");
	stage_crash(&stage, "once", "boom");
	stage_advance(&stage, MS(100));
	start = stage_now(&stage);
	id = caller_send_with(caller, "once.add", "[]", "{\"timeout\": 1000000}");
	assert_true(is_no_process(caller_wait(caller, id)));
	assert_true(caller_answered_at(caller, id) - start < MS(7));
	stage_close(&stage);
}

static void behaviour_32_an_unknown_name_fails_at_once_and_is_named(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *answer;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	answer = ask(caller, "nobody.add", "[]");
	assert_true(is_error(answer, "no_server"));
	assert_non_null(strstr(answer, "nobody"));
	assert_true(is_error(ask(caller, ".add", "[]"), "no_server"));
	assert_true(answer[0] == '!');
	assert_true(ask(caller, "add", "[]")[0] == '!');
	assert_true(ask(caller, "", "[]")[0] == '!');
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_33_a_server_that_ends_in_the_handler_tells_its_caller_why(void **state)
{
	static const char *const reasons[] = { "normal", "shutdown", "boom" };
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	for (int how = 0; how < 3; how++) {
		char params[8];
		const char *answer;

		snprintf(params, sizeof(params), "[%d]", how);
		answer = ask(caller, "a.leave", params);
		assert_true(is_error(answer, "stopped"));
		assert_non_null(strstr(answer, reasons[how]));
		stage_advance(&stage, MS(10));
	}
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	stage_close(&stage);
}

static void behaviour_34_everybody_who_waits_for_a_server_that_dies_is_told(void **state)
{
	struct stage stage;
	struct caller *caller, *other;
	uint32_t ids[4];
	gs_instant start;

	(void)state;
	stage_open(&stage, &calling_system);
	gs__world_take_weather(stage.world, &gs__weather_calm);
	caller = stage_caller(&stage);
	other = stage_caller(&stage);
	start = stage_now(&stage);
	ids[0] = caller_send(caller, "a.hold", "[]");
	ids[1] = caller_send(other, "a.hold", "[]");
	stage_run(&stage);
	ids[2] = caller_send(caller, "a.trip", "[]");
	ids[3] = caller_send(caller, "a.add", "[]");
	stage_run(&stage);
	assert_true(is_error(caller_wait(caller, ids[0]), "stopped"));
	assert_true(is_error(caller_wait(other, ids[1]), "stopped"));
	assert_true(is_error(caller_wait(caller, ids[2]), "stopped"));
	assert_true(is_error(caller_wait(caller, ids[3]), "stopped"));
	assert_non_null(strstr(caller_answer(other, ids[1]), "fell"));
	assert_int_equal(stage_now(&stage), start);
	stage_close(&stage);
}

static void behaviour_36_a_stop_with_a_reply_answers_after_terminate(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "once.leave_with", "[9]"), "9");
	assert_string_equal(traced(), "end:normal:0");
	assert_true(is_no_process(ask(caller, "once.add", "[]")));
	stage_close(&stage);
}

static void answers_may_point_to_what_is_the_handlers_own(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "a.own", "[7]"), "[\"7 is my own text\", [7, 8, 9]]");
	assert_string_equal(
		ask(caller, "a.own", "[0]"), "!refused: over the limit [0, \"0 is my own text\"]");
	assert_string_equal(ask(caller, "a.own", "[1]"), "[\"1 is my own text\", [1, 2, 3]]");
	stage_close(&stage);
}

static void behaviour_42_an_unknown_call_is_an_error_and_harms_nobody(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *answer;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	answer = ask(caller, "a.vanish", "[]");
	assert_true(is_error(answer, "no_clause"));
	assert_non_null(strstr(answer, "vanish"));
	assert_true(is_error(ask(caller, "a.due", "[0, 1]"), "no_clause"));
	assert_true(is_error(ask(caller, "a.fall", "[]"), "no_clause"));
	answer = ask(caller, "a.add", "[5000]");
	assert_true(is_error(answer, "bad_request"));
	assert_non_null(strstr(answer, "add.n: 5000 is not in 0..1000"));
	assert_string_equal(ask(caller, "a.add", "[]"), "1");
	stage_close(&stage);
}

/* No number of its own: what the language promises of errors and of a reply that never comes. */
static void errors_carry_their_text_and_fields(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "a.refuse", "[0]"), "!busy: busy");
	assert_string_equal(ask(caller, "a.refuse", "[1]"), "!busy: busy with 7");
	assert_string_equal(
		ask(caller, "a.refuse", "[2]"), "!refused: over the limit [5, \"too many\"]");
	assert_string_equal(ask(caller, "a.refuse", "{\"n\": 2}"),
		"!refused: over the limit {\"limit\": 5, \"why\": \"too many\"}");
	assert_true(is_error(ask(caller, "a.refuse", "[3]"), "overloaded"));
	assert_string_equal(
		ask(caller, "a.refuse_later", "[8]"), "!refused: over the limit [8, \"later\"]");
	assert_true(is_error(ask(caller, "a.forget", "[]"), "internal"));
	assert_int_equal(gs_world_logged(stage.world, "forget"), 1);
	stage_close(&stage);
}

static void behaviour_52_a_lost_connection_harms_only_its_own_calls(void **state)
{
	struct stage stage;
	struct caller *caller, *other;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	other = stage_caller(&stage);
	id = caller_send(caller, "a.later", "[10000000]");
	stage_run(&stage);
	caller_cut(caller);
	assert_string_equal(caller_wait(caller, id), "lost");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "due:-3"); /* GS_GONE */
	assert_string_equal(ask(other, "a.add", "[]"), "2");
	assert_int_equal(gs__node_counters(stage.node)->connections, 1);
	stage_close(&stage);
}

static void a_withdrawn_request_is_not_answered(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;
	char params[16];

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	id = caller_send(caller, "a.later", "[10000000]");
	snprintf(params, sizeof(params), "[%u]", id);
	caller_notify(caller, "gs.cancel", params);
	stage_advance(&stage, MS(30));
	assert_null(caller_answer(caller, id));
	assert_string_equal(traced(), "due:-3"); /* GS_GONE */
	assert_int_equal(gs__node_counters(stage.node)->cancelled, 1);
	assert_string_equal(ask(caller, "a.add", "[]"), "2");
	stage_close(&stage);
}

static void cut_all(struct stage *stage)
{
	gs__world_cut_address(stage->world, "unix:calling.sock");
}

static void refuse_all(struct stage *stage)
{
	gs__world_refuse(stage->world, true);
	cut_all(stage);
}

static void behaviour_52_a_lost_peer_is_told_at_once_and_found_again(void **state)
{
	const struct answerer_later_options patient = { .timeout = -1 };
	struct answerer_later_reply late = { 0 };
	struct answerer_add_reply added = { 0 };
	struct stage stage;
	gs_client *client;
	gs_instant start;

	(void)state;
	stage_open(&stage, &calling_system);
	client = stage_client(&stage);
	start = stage_now(&stage);
	stage_plan(&stage, MS(3), cut_all);
	assert_int_equal(answerer_later_call(client, "a", GS_S(10), &patient, &late), GS_LOST);
	assert_true(stage_now(&stage) - start < MS(10));
	assert_int_equal(answerer_add_call(client, "a", NULL, &added), GS_OK);
	stage_plan(&stage, MS(3), refuse_all);
	assert_int_equal(answerer_later_call(client, "a", GS_S(10), &patient, &late), GS_LOST);
	assert_int_equal(answerer_add_call(client, "a", NULL, &added), GS_REFUSED);
	gs__world_refuse(stage.world, false);
	assert_int_equal(answerer_add_call(client, "nobody", NULL, &added), GS_NO_SERVER);
	assert_int_equal(answerer_add_call(client, "a", NULL, &added), GS_OK);
	assert_int_equal(added.value, 4);
	stage_close(&stage);
}

static void a_peer_that_says_no_more_still_gets_its_answers(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	id = caller_send(caller, "a.add", "[]");
	caller_half_close(caller);
	assert_string_equal(caller_wait(caller, id), "1");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_26_a_call_returns_its_reply_and_the_state_is_kept),
		cmocka_unit_test(behaviour_27_a_deferred_answer_comes_from_a_later_timer),
		cmocka_unit_test(behaviour_28_a_request_whose_time_is_over_is_not_run),
		cmocka_unit_test(a_handler_knows_the_time_left_and_the_time_of_day),
		cmocka_unit_test(random_bytes_are_others_each_time),
		cmocka_unit_test(behaviour_29_the_second_answer_to_a_call_is_dropped),
		cmocka_unit_test(behaviour_28_a_caller_that_gives_up_does_no_harm),
		cmocka_unit_test(behaviour_29_late_answers_reach_nobody),
		cmocka_unit_test(behaviour_31_a_call_to_the_dead_fails_at_once),
		cmocka_unit_test(behaviour_32_an_unknown_name_fails_at_once_and_is_named),
		cmocka_unit_test(
			behaviour_33_a_server_that_ends_in_the_handler_tells_its_caller_why),
		cmocka_unit_test(behaviour_34_everybody_who_waits_for_a_server_that_dies_is_told),
		cmocka_unit_test(behaviour_36_a_stop_with_a_reply_answers_after_terminate),
		cmocka_unit_test(answers_may_point_to_what_is_the_handlers_own),
		cmocka_unit_test(behaviour_42_an_unknown_call_is_an_error_and_harms_nobody),
		cmocka_unit_test(behaviour_52_a_lost_connection_harms_only_its_own_calls),
		cmocka_unit_test(behaviour_52_a_lost_peer_is_told_at_once_and_found_again),
		cmocka_unit_test(a_withdrawn_request_is_not_answered),
		cmocka_unit_test(errors_carry_their_text_and_fields),
		cmocka_unit_test(a_peer_that_says_no_more_still_gets_its_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
