/* SPDX-License-Identifier: MIT */
/* Requests that lead to requests: the time that is left, the answers that come too late. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "chain.gs.h"

static struct caller *begin(struct stage *stage)
{
	return stage_settled(stage, &chain_system);
}

static void a_ring_of_requests_is_no_deadlock(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.pass", "[7, []]"), "\"1<2<3<1<2<3<1<2\"");
	trace_clear();
	assert_string_equal(ask(caller, "alone.pass", "[5, []]"), "\"9<9<9<9<9<9\"");
	stage_close(&stage);
}

static void each_has_the_time_that_is_left_at_most(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id;

	(void)state;
	id = caller_send_with(caller, "a.pass", "[3, [1000000000, 60000000, 800000000]]",
		"{\"timeout\": 100000000}");
	assert_string_equal(caller_wait(caller, id), "\"1<2<3<1\"");
	expect_trace("1:100 2:100 3:60 1:60 3<1:0 2<3<1:0 1<2<3<1:0");
	/* The middle one gives up first. */
	id = caller_send_with(
		caller, "a.pass", "[2, [1000000000, 60000000], true]", "{\"timeout\": 100000000}");
	assert_string_equal(caller_wait(caller, id), "\"1<2!timeout\"");
	stage_run(&stage);
	expect_trace("1:100 2:100 3:60 3:gone 2!timeout:0 1<2!timeout:0");
	/* All at once: each is told, nobody twice. */
	id = caller_send_with(caller, "a.pass", "[2, [], true]", "{\"timeout\": 100000000}");
	assert_true(is_error(caller_wait(caller, id), "timeout"));
	stage_advance(&stage, MS(10));
	expect_trace("1:100 2:100 3:100 1:gone 1!timeout:-3 2:gone 2!timeout:-3 3:gone");
	caller_notify(caller, "c.answer_all", "[]");
	stage_run(&stage);
	expect_trace("-3 -3");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void what_is_asked_in_a_response_has_the_first_callers_time(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send_with(
		caller, "a.insist", "[40000000]", "{\"timeout\": 100000000}");

	(void)state;
	assert_true(is_error(caller_wait(caller, id), "timeout"));
	stage_advance(&stage, MS(500));
	expect_trace("2:40 2:gone timeout left 60 2:40 2:gone timeout left 20 2:20 1:gone "
		     "timeout left 0 -3 2:gone");
	assert_int_equal(((const struct link *)stage_state(&stage, "a"))->count, 3);
	stage_close(&stage);
}

static void kept_callers_are_answered_in_any_order(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[4];

	(void)state;
	for (size_t i = 0; i < GS_COUNT(ids); i++)
		ids[i] = caller_send(caller, i % 2 ? "a.pass" : "b.pass",
			i % 2 ? "[1, [], true]" : "[0, [], true]");
	stage_run(&stage);
	trace_clear();
	caller_notify(caller, "b.answer_all", "[]");
	stage_run(&stage);
	expect_trace("0 0 0 0 1<kept3:0 1<kept1:0");
	stage_close(&stage);
}

static void what_a_withdrawn_call_has_asked_goes_on_until_its_time_is_over(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "a.pass", "[2, [], true]");
	char params[32];

	(void)state;
	stage_run(&stage);
	trace_clear();
	snprintf(params, sizeof(params), "[%u]", id);
	caller_notify(caller, "gs.cancel", params);
	stage_run(&stage);
	expect_trace("1:gone");
	stage_advance(&stage, GS_S(10));
	expect_trace("2:gone 2!timeout:-3 1!timeout:-3 3:gone");
	assert_null(caller_answer(caller, id));
	stage_close(&stage);
}

static void an_end_in_a_response_drops_the_other_answers(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.fall_later", "[]"), "nil");
	stage_run(&stage);
	expect_trace("2:5000 2:5000 fell -1:in a response");
	stage_close(&stage);
}

static void a_chain_breaks_where_one_ends(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "a.pass", "[2, [], true]");

	(void)state;
	stage_run(&stage);
	trace_clear();
	assert_true(gs__node_crash(stage.node, "b", "boom"));
	assert_string_equal(caller_wait(caller, id), "\"1!stopped\"");
	stage_run(&stage);
	expect_trace("-2:boom 3:gone 1!stopped:0");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ring_of_requests_is_no_deadlock),
		cmocka_unit_test(each_has_the_time_that_is_left_at_most),
		cmocka_unit_test(what_is_asked_in_a_response_has_the_first_callers_time),
		cmocka_unit_test(kept_callers_are_answered_in_any_order),
		cmocka_unit_test(what_a_withdrawn_call_has_asked_goes_on_until_its_time_is_over),
		cmocka_unit_test(an_end_in_a_response_drops_the_other_answers),
		cmocka_unit_test(a_chain_breaks_where_one_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
