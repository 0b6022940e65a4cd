/* SPDX-License-Identifier: MIT */
/* A node on real sockets: calls and casts, and what a peer sees of handlers. */
#include "tests/unit/lib/toys.h"

static void calls_are_answered_in_the_form_they_came_in(void **state)
{
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", LIT("\x91\x03"));
	assert_result(&answer, LIT("\x91\x04"));
	answer = talk_ask(&talk, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x05"));
	answer = talk_ask(&talk, "a.add", LIT("\x93\x01\xc0\x80")); /* a newer peer's */
	assert_result(&answer, LIT("\x91\x06"));
	answer = talk_ask(&talk, "a.add", LIT("\x81\xa1n\x04"));
	assert_result(&answer, LIT("\x81\xa5total\x0a"));
	answer = talk_ask(&talk, "a.echo", LIT("\x91\xa2hi"));
	assert_result(&answer, LIT("\xa2hi"));
	answer = talk_ask(&talk, "a.later", LIT("\x91\xce\x00\x98\x96\x80")); /* 10 ms */
	assert_result(&answer, LIT("\x0a"));
	answer = talk_ask(&talk, "gs.ping", LIT("\x90"));
	assert_result(&answer, LIT("\xc0"));
	answer = talk_ask(&talk, "a.bump", LIT("\x91\x01")); /* a cast, asked for */
	assert_result(&answer, LIT("\xc0"));
	talk_close(&talk);
	toys_stop(node);
}

static void what_does_not_fit_is_refused_in_words(void **state)
{
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", LIT("\x91\xcd\x13\x88"));
	assert_error(&answer, "bad_request", "add.n: 5000 is not in 1..1000");
	answer = talk_ask(&talk, "a.add", LIT("\xc0"));
	assert_error(&answer, "bad_request", NULL);
	answer = talk_ask(&talk, "gs.ping", LIT("\xc0"));
	assert_error(&answer, "bad_request", "the parameters are neither an array nor a map");
	answer = talk_ask(&talk, "a.none", LIT("\x90"));
	assert_error(&answer, "no_clause", "a has no call or cast 'none'");
	answer = talk_ask(&talk, "a", LIT("\x90"));
	assert_error(&answer, "no_clause", "'a' is no method: it reads INSTANCE.CLAUSE");
	answer = talk_ask(&talk, "a.wake", LIT("\x90")); /* an info is not reached from outside */
	assert_error(&answer, "no_clause", NULL);
	answer = talk_ask(&talk, "x.add", LIT("\x90"));
	assert_error(&answer, "no_server", "there is no server 'x'");
	answer = talk_ask(&talk, "", LIT("\x90"));
	assert_error(&answer, "no_server", NULL);
	talk_send(&talk, LIT("\x95\x00\x07\xa5"
			     "a.add\x90\x81\xa7timeout\xa1x"));
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "bad_request", NULL);
	talk_send(&talk, LIT("\x94\x00\x07\x05\x90")); /* the method is no text */
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "bad_request", NULL);
	talk_send(&talk, LIT("\x95\x00\x07\xa5"
			     "a.add\x90\x81\xa7timeout\x00"));
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "timeout", NULL);
	assert_int_equal(gs__node_counters(node)->expired, 1);
	talk_close(&talk);
	toys_stop(node);
}

static void handlers_that_fail_are_answered(void **state)
{
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x02\xa0"));
	assert_error(&answer, "internal", NULL);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x03\xa0"));
	assert_error(&answer, "internal", NULL);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x04\xa0"));
	assert_error(&answer, "internal", NULL);
	assert_int_equal(toy_ends.count, 0);
	answer = talk_ask(&talk, "a.end",
		LIT("\x92\x00\xa3"
		    "bug"));
	assert_error(&answer, "stopped", "bug");
	assert_int_equal(toy_ends.count, 1);
	assert_string_equal(toy_ends.last, "bug");
	answer = talk_ask(&talk, "a.add", LIT("\x90")); /* a new life */
	assert_result(&answer, LIT("\x91\x02"));
	answer = talk_ask(&talk, "b.end", LIT("\x92\x01\xa6normal"));
	assert_result(&answer, LIT("\x01"));
	answer = talk_ask(&talk, "b.add", LIT("\x90")); /* transient: it stays down */
	assert_error(&answer, "stopped", NULL);
	assert_int_equal(gs__node_counters(node)->restarts, 1);
	talk_close(&talk);
	toys_stop(node);
	assert_int_equal(toy_ends.count, 3);
}

static void a_request_can_be_withdrawn(void **state)
{
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.hold", LIT("\x90"));
	talk_notify(&talk, "gs.cancel", LIT("\x91\x05")); /* not mine */
	talk_notify(&talk, "gs.cancel", LIT("\x91\x01"));
	talk_notify(&talk, "a.release", LIT("\x90"));
	answer = talk_ask(&talk, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x02"));
	assert_int_equal(gs__node_counters(node)->cancelled, 1);
	assert_int_equal(gs__node_counters(node)->late, 1);
	talk_request(&talk, 2, "a.hold", LIT("\x90"));
	talk_notify(&talk, "a.chain", LIT("\x91\x05")); /* what follows is queued */
	talk_request(&talk, 3, "a.add", LIT("\x90"));
	talk_notify(&talk, "gs.cancel", LIT("\x91\x03"));
	talk_notify(&talk, "a.release", LIT("\x90"));
	assert_true(talk_take(&talk, &answer));
	assert_int_equal(answer.msgid, 2);
	assert_result(&answer, LIT("\x07"));
	assert_int_equal(gs__node_counters(node)->cancelled, 2);
	talk_close(&talk);
	toys_stop(node);
}

static void what_is_sent_to_oneself_keeps_its_order(void **state)
{
	struct gs__node *node = toys_start();
	const struct toy *toy;
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_notify(&talk, "a.chain", LIT("\x91\x02"));
	answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
	assert_result(&answer, LIT("\x91\x04"));
	toy = gs__node_state(node, "a", NULL);
	assert_string_equal(toy->order, "c12bb3a");
	talk_close(&talk);
	toys_stop(node);
}

static void ticks_come_on_the_grid(void **state)
{
	struct gs__node *node = toys_start();
	const struct toy *toy = gs__node_state(node, "b", NULL);
	gs_instant begin = gs__node_now(node);

	(void)state;
	while (toy->ticks < 3)
		gs__node_turn(node, INT64_MAX);
	assert_true(gs__node_now(node) - begin >= GS_MS(60) - GS_MS(20));
	toys_stop(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(calls_are_answered_in_the_form_they_came_in, toys_set_up),
		cmocka_unit_test_setup(what_does_not_fit_is_refused_in_words, toys_set_up),
		cmocka_unit_test_setup(handlers_that_fail_are_answered, toys_set_up),
		cmocka_unit_test_setup(a_request_can_be_withdrawn, toys_set_up),
		cmocka_unit_test_setup(what_is_sent_to_oneself_keeps_its_order, toys_set_up),
		cmocka_unit_test_setup(ticks_come_on_the_grid, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
