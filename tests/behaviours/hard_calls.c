/* SPDX-License-Identifier: MIT */
/* Hard cases of calls: answers twice, late, from the end, to nobody. The spec is hard.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "hard.gs.h"

static struct caller *begin(struct stage *stage)
{
	return stage_settled(stage, &hard_system);
}

/* One answer each, and no request is left. */
static void behaviour_29_of_two_answers_in_one_handler_the_first_counts(void **state)
{
	static const struct {
		const char *answer;
		const char *trace;
	} ways[] = {
		{ "2", "same:1" },
		{ "1", "same:1" },
		{ "1", "same:1" },
		{ "!no: no", "same:1" },
		{ "1", "same:1 -r:after all +r" },
		{ "2", "same:1 -r:after all +r" },
		{ "!no: no", "same:1" },
		{ "!stopped: before all", "same:1 -r:before all +r" },
		{ "2", "same:1 wrong:-3" },
	};
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (size_t i = 0; i < GS_COUNT(ways); i++) {
		char params[16];

		snprintf(params, sizeof(params), "[%zu]", i);
		assert_string_equal(ask(caller, "r.twice", params), ways[i].answer);
		stage_run(&stage);
		expect_trace(ways[i].trace);
	}
	assert_int_equal(caller_strays(caller), 0);
	/* Cases 1 to 4 had a second answer, and 8 one for another clause. */
	assert_int_equal(gs__node_counters(stage.node)->late, 4);
	stage_close(&stage);
}

static void behaviour_29_an_answer_from_a_later_life_reaches_nobody(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t old = caller_send(caller, "r.late", "[]"), new;

	(void)state;
	caller_notify(caller, "r.remember", "[]");
	caller_notify(caller, "r.halt", "[\"boom\"]");
	assert_string_equal(caller_wait(caller, old), "!stopped: boom");
	new = caller_send(caller, "r.late", "[]");
	caller_notify(caller, "r.answer_old", "[]");
	stage_run(&stage);
	assert_null(caller_answer(caller, new));
	expect_trace("-r:boom +r old:-3");
	caller_notify(caller, "r.answer", "[5]");
	assert_string_equal(caller_wait(caller, new), "5");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void an_answer_in_terminate_is_the_answer(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t one = caller_send(caller, "r.at_the_end", "[]");
	uint32_t two = caller_send(caller, "r.late", "[]");

	(void)state;
	caller_notify(caller, "r.halt", "[\"boom\"]");
	assert_string_equal(caller_wait(caller, one), "4");
	assert_string_equal(caller_wait(caller, two), "!stopped: boom");
	stage_run(&stage);
	expect_trace("-r:boom t:0 +r");
	stage_close(&stage);
}

static void what_terminate_asks_of_its_own_server_is_down(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(0) = 1;
	caller_notify(caller, "r.halt", "[\"boom\"]");
	stage_run(&stage);
	*dial(0) = 0;
	expect_trace("-r:boom self:-2 send:-2 next:-2 after:0 stop:-2 ask:-2 mon:-2 out:0 n5 +r");
	assert_int_equal(gs_world_logged(stage.world, "failed in terminate: worse"), 1);
	assert_int_equal(gs_world_logged(stage.world, "again"), 0);
	stage_close(&stage);
}

static void behaviour_34_all_four_callers_of_a_dying_server_are_told_at_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);
	uint32_t ids[4];
	gs_instant now;

	(void)state;
	ids[0] = caller_send(caller, "r.late", "[]");
	ids[1] = caller_send(other, "r.late", "[]");
	stage_run(&stage);
	now = stage_now(&stage);
	ask(caller, "gs.suspend", "[\"r\"]");
	ids[2] = caller_send(caller, "r.twice", "[7]"); /* in its handler it falls */
	stage_run(&stage);
	ids[3] = caller_send(other, "r.plain", "[]"); /* queued behind it */
	stage_run(&stage);
	ask(caller, "gs.resume", "[\"r\"]");
	assert_string_equal(caller_wait(caller, ids[0]), "!stopped: before all");
	assert_string_equal(caller_wait(other, ids[1]), "!stopped: before all");
	assert_string_equal(caller_wait(caller, ids[2]), "!stopped: before all");
	assert_string_equal(caller_wait(other, ids[3]), "!stopped: before all");
	assert_true(stage_now(&stage) - now < MS(100));
	assert_int_equal(caller_strays(caller) + caller_strays(other), 0);
	assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
	stage_close(&stage);
}

static void a_withdrawn_request_is_never_answered_and_its_number_is_free(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "r.late", "[]");
	char params[32];

	(void)state;
	stage_run(&stage);
	snprintf(params, sizeof(params), "[%u]", id);
	caller_notify(caller, "gs.cancel", params);
	stage_run(&stage);
	expect_trace("gone:1 g:-3");
	caller_notify(caller, "r.answer", "[5]");
	stage_run(&stage);
	expect_trace("a:-3");
	assert_null(caller_answer(caller, id));
	/* The same number, for another request. */
	snprintf(params, sizeof(params), "[0, %u, \"r.plain\", [6]]", id);
	caller_request(caller, params);
	assert_string_equal(caller_wait(caller, id), "6");
	/* Cancelling what is answered, or was never sent, is harmless; twice, too. */
	caller_notify(caller, "gs.cancel", "[1]");
	caller_notify(caller, "gs.cancel", "[1]");
	caller_notify(caller, "gs.cancel", "[4000000000]");
	assert_string_equal(ask(caller, "r.plain", "[7]"), "7");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void two_requests_of_one_number_get_two_answers(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_request(caller, "[0, 77, \"r.plain\", [1]]");
	caller_request(caller, "[0, 77, \"r.plain\", [2]]");
	stage_run(&stage);
	assert_int_equal(caller_strays(caller), 2); /* of no number that it counts */
	stage_close(&stage);
}

static void an_answer_after_the_caller_s_time_is_over_is_gone(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send_with(caller, "r.late", "[]", "{\"timeout\": 50000000}");

	(void)state;
	stage_advance(&stage, MS(49));
	assert_null(caller_answer(caller, id));
	stage_advance(&stage, MS(5));
	assert_true(is_error(caller_answer(caller, id), "timeout"));
	expect_trace("gone:1 g:-3");
	caller_notify(caller, "r.answer", "[5]");
	stage_run(&stage);
	expect_trace("a:-3");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

/* Who waits no more does not count as one that does. */
static void callers_whose_time_is_over_leave_room_for_others(void **state)
{
	enum { MOST = 16384 }; /* of a connection */
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t first, last;

	(void)state;
	first = last = caller_send_with(caller, "deaf.hold", "[]", "{\"timeout\": 50000000}");
	for (int i = 1; i < MOST; i++)
		last = caller_send_with(caller, "deaf.hold", "[]", "{\"timeout\": 50000000}");
	assert_true(is_error(ask(caller, "deaf.ping", "[]"), "overloaded"));
	assert_null(caller_answer(caller, first));
	stage_advance(&stage, MS(50));
	assert_true(is_error(caller_answer(caller, first), "timeout"));
	assert_true(is_error(caller_answer(caller, last), "timeout"));
	assert_int_equal(caller_pending(caller), 0);
	assert_string_equal(ask(caller, "deaf.ping", "[]"), "nil");
	caller_notify(caller, "deaf.let_go", "[]");
	stage_run(&stage);
	expect_trace("lg:-3");
	assert_int_equal(gs__node_counters(stage.node)->late, 1);
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void a_caller_without_a_time_waits_until_it_withdraws(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "deaf.hold", "[]");
	char params[32];

	(void)state;
	stage_advance(&stage, GS_S(3600));
	assert_null(caller_answer(caller, id));
	snprintf(params, sizeof(params), "[%u]", id);
	caller_notify(caller, "gs.cancel", params);
	caller_notify(caller, "deaf.let_go", "[]");
	stage_run(&stage);
	expect_trace("lg:-3");
	assert_null(caller_answer(caller, id));
	stage_close(&stage);
}

static void a_caller_that_hangs_up_is_told_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);

	(void)state;
	caller_send(other, "r.late", "[]");
	stage_run(&stage);
	caller_cut(other);
	stage_advance(&stage, MS(1));
	expect_trace("gone:1 g:-3");
	caller_notify(caller, "r.answer", "[5]");
	stage_run(&stage);
	expect_trace("a:-3");
	stage_close(&stage);
}

static void a_caller_that_hangs_up_before_its_turn_is_run_and_answered_to_nobody(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);

	(void)state;
	ask(caller, "gs.suspend", "[\"r\"]");
	caller_send(other, "r.late", "[]");
	caller_send(other, "r.plain", "[]");
	caller_notify(other, "r.note", "[1]");
	stage_run(&stage);
	caller_cut(other);
	stage_advance(&stage, MS(1));
	ask(caller, "gs.resume", "[\"r\"]");
	stage_run(&stage);
	expect_trace("n1");
	assert_string_equal(ask(caller, "r.plain", "[4]"), "4");
	stage_close(&stage);
}

static void a_notification_to_a_call_has_no_caller(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.late", "[]");
	caller_notify(caller, "r.twice", "[1]");
	caller_notify(caller, "r.answer", "[1]");
	stage_run(&stage);
	expect_trace("same:1 a:-3");
	assert_int_equal(gs_world_logged(stage.world, "ended without an answer"), 0);
	stage_close(&stage);
}

static void a_second_stop_is_the_first_one_s_and_what_came_before_runs(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.stop_twice", "[]");
	stage_run(&stage);
	expect_trace("st:0 st:0 m6 -r:one +r");
	assert_string_equal(ask(caller, "r.plain", "[]"), "1");
	stage_close(&stage);
}

static void who_floods_itself_is_bounded_and_others_are_served(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.flood", "[]");
	stage_run(&stage);
	expect_trace("f1024 f1024 -r:flooded +r");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_29_of_two_answers_in_one_handler_the_first_counts),
		cmocka_unit_test(behaviour_29_an_answer_from_a_later_life_reaches_nobody),
		cmocka_unit_test(an_answer_in_terminate_is_the_answer),
		cmocka_unit_test(what_terminate_asks_of_its_own_server_is_down),
		cmocka_unit_test(behaviour_34_all_four_callers_of_a_dying_server_are_told_at_once),
		cmocka_unit_test(a_withdrawn_request_is_never_answered_and_its_number_is_free),
		cmocka_unit_test(two_requests_of_one_number_get_two_answers),
		cmocka_unit_test(an_answer_after_the_caller_s_time_is_over_is_gone),
		cmocka_unit_test(callers_whose_time_is_over_leave_room_for_others),
		cmocka_unit_test(a_caller_without_a_time_waits_until_it_withdraws),
		cmocka_unit_test(a_caller_that_hangs_up_is_told_once),
		cmocka_unit_test(
			a_caller_that_hangs_up_before_its_turn_is_run_and_answered_to_nobody),
		cmocka_unit_test(a_notification_to_a_call_has_no_caller),
		cmocka_unit_test(a_second_stop_is_the_first_one_s_and_what_came_before_runs),
		cmocka_unit_test(who_floods_itself_is_bounded_and_others_are_served),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
