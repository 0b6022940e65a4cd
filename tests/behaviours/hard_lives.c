/* SPDX-License-Identifier: MIT */
/* Hard cases of timers, requests, monitors and mailboxes, mostly around an end of a life. The spec
 * is hard.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "hard.gs.h"

static struct caller *begin(struct stage *stage)
{
	return stage_settled(stage, &hard_system);
}

/* Timers. */

static void play_rivals(const char *how, const char *expected)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	caller_notify(caller, "r.rivals", how);
	stage_advance(&stage, MS(20));
	expect_trace(expected);
	stage_close(&stage);
}

static void behaviour_93_of_two_timers_of_one_instant_the_first_may_cancel_the_second(void **state)
{
	(void)state;
	play_rivals("[0]", "d1 c:1");
}

static void behaviour_93_a_timer_of_this_instant_can_be_put_off(void **state)
{
	(void)state;
	/* The second, put off, finds the first one gone. */
	play_rivals("[1]", "d1 r:1 d2 r:0");
}

static void behaviour_92_a_timer_that_runs_is_not_pending(void **state)
{
	(void)state;
	play_rivals("[2]", "d1 own:0:0:-1 d2 own:0:0:-1");
}

static void behaviour_108_a_timer_that_ends_the_life_takes_its_rivals_along(void **state)
{
	(void)state;
	play_rivals("[3]", "d1 -r:timer +r");
}

static void behaviour_97_a_timer_armed_for_now_comes_behind_those_due(void **state)
{
	(void)state;
	play_rivals("[4]", "d1 d2 d3");
}

static void timers_of_no_delay_starve_nobody(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.storm", "[100000]");
	assert_string_equal(ask(caller, "calm.plain", "[2]"), "2");
	expect_trace("");
	assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
	stage_run(&stage);
	stage_advance(&stage, MS(1));
	expect_trace("calm");
	stage_close(&stage);
}

static void behaviour_95_a_timer_of_another_server_is_nobody_s(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.far", "[]");
	stage_run(&stage);
	expect_trace("far:1");
	caller_notify(caller, "a.cancel_foreign", "[]");
	stage_run(&stage);
	expect_trace("foreign:0:0:-1");
	stage_advance(&stage, GS_S(1000000));
	expect_trace("");
	stage_close(&stage);
}

static void a_timer_that_is_due_while_suspended_runs_when_resumed(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.rivals", "[9]");
	ask(caller, "gs.suspend", "[\"r\"]");
	stage_advance(&stage, MS(50));
	expect_trace("");
	ask(caller, "gs.resume", "[\"r\"]");
	stage_run(&stage);
	expect_trace("d1 d2");
	stage_close(&stage);
}

static void behaviour_71_a_timer_that_nobody_knows_is_ignored(void **state)
{
	static const long unknown[] = { 0, 1, 123456789, -1 };
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (size_t i = 0; i < GS_COUNT(unknown); i++) {
		*dial(4) = unknown[i];
		caller_notify(caller, "a.cancel_foreign", "[]");
		stage_run(&stage);
		expect_trace("foreign:0:0:-1");
	}
	stage_close(&stage);
}

static void behaviour_63_a_message_to_oneself_runs_its_info_clause(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "r.mutter", "[3]");
	stage_run(&stage);
	expect_trace("m3");
	stage_close(&stage);
}

static void behaviour_21_the_reason_of_a_failed_start_is_init_s(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "r.break_one", "[]"), "\"stopped: broke in init\"");
	expect_trace("drop:7");
	stage_close(&stage);
}

/* Requests. */

static void behaviour_45_a_request_and_the_end_of_its_server_in_one_breath(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "a.end_and_ask", "[]");
	stage_run(&stage);
	/* The one before is answered, the one behind falls with the life, each is told once. */
	expect_trace("-r:boom s1:0 s2:-2 +r");
	stage_close(&stage);
}

static void answers_of_a_life_are_not_the_next_one_s(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "a.ask_and_fall", "[5]");
	stage_run(&stage);
	expect_trace("x0 -a:fatal answer +a");
	stage_close(&stage);
}

static void a_request_outlives_neither_its_asker_nor_its_time(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "a.ask", "[]");

	(void)state;
	stage_run(&stage);
	caller_notify(caller, "a.fall", "[]");
	stage_run(&stage);
	assert_string_equal(caller_answer(caller, id), "!stopped: asker fell");
	/* Who was asked hears that nobody waits any more. */
	expect_trace("-a:asker fell gone:1 g:-3 +a");
	caller_notify(caller, "r.answer", "[1]");
	stage_run(&stage);
	expect_trace("a:-3");
	assert_string_equal(ask(caller, "a.ask", "[0]"), "\"timeout\"");
	assert_string_equal(ask(caller, "a.ask", "[1000000]"), "\"timeout\"");
	stage_run(&stage);
	expect_trace("late:-1 gone:1 g:-3 late:-1");
	assert_int_equal(caller_strays(caller), 0);
	stage_close(&stage);
}

static void behaviour_52_a_restart_of_the_asked_answers_the_asker_at_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id = caller_send(caller, "a.ask", "[-1]");
	gs_instant now;

	(void)state;
	stage_run(&stage);
	now = stage_now(&stage);
	assert_string_equal(ask(caller, "gs.restart", "[\"r\"]"), "nil");
	assert_string_equal(caller_wait(caller, id), "\"stopped\"");
	assert_true(stage_now(&stage) - now < MS(100));
	stage_close(&stage);
}

/* Monitors. */

static void behaviour_72_a_monitor_set_anew_in_down_waits_for_the_next_end(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(1) = 1;
	caller_notify(caller, "a.watch", "[2]");
	caller_notify(caller, "r.halt", "[\"one\"]");
	stage_run(&stage);
	/* Told between the two lives or after: the monitor is set, the cast is the next life's. */
	expect_trace("-r:one +r down:one again:0 cast:0 down:one again:0 cast:0 n8 n8");
	*dial(1) = 0;
	caller_notify(caller, "r.halt", "[\"two\"]");
	stage_run(&stage);
	expect_trace("-r:two +r down:two down:two");
	caller_notify(caller, "r.halt", "[\"three\"]");
	stage_run(&stage);
	expect_trace("-r:three +r");
	stage_close(&stage);
}

static void behaviour_74_news_under_way_are_withdrawn_too(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "a.end_unseen", "[]");
	stage_run(&stage);
	if (strstr(traced(), "u:1"))
		assert_null(strstr(traced(), "down:"));
	else
		assert_non_null(strstr(traced(), "down:unseen"));
	trace_clear();
	/* Suspended meanwhile, it surely finds them in its queue. */
	caller_notify(caller, "a.watch", "[3]");
	stage_run(&stage);
	ask(caller, "gs.suspend", "[\"a\"]");
	caller_notify(caller, "a.unwatch", "[]");
	stage_run(&stage);
	caller_notify(caller, "r.halt", "[\"boom\"]");
	stage_run(&stage);
	ask(caller, "gs.resume", "[\"a\"]");
	stage_run(&stage);
	expect_trace("-r:boom +r u:1");
	stage_close(&stage);
}

static void who_watches_itself_is_not_told(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "a.watch_self", "[]");
	caller_notify(caller, "a.fall", "[]");
	stage_run(&stage);
	expect_trace("w:0 -a:asker fell +a");
	stage_close(&stage);
}

static void watcher_and_watched_may_end_in_one_turn(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (int i = 0; i < 4; i++) {
		caller_notify(caller, "a.watch", "[3]");
		stage_run(&stage);
		caller_notify(caller, i % 2 ? "a.fall" : "r.halt", i % 2 ? "[]" : "[\"boom\"]");
		caller_notify(caller, i % 2 ? "r.halt" : "a.fall", i % 2 ? "[\"boom\"]" : "[]");
		stage_run(&stage);
		assert_null(strstr(traced(), "down:asker fell"));
		trace_clear();
	}
	stage_close(&stage);
}

/* Mailboxes. */

static void drop_oldest_spares_who_has_been_handled(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t held = caller_send(caller, "narrow.hold", "[]"), ids[8];

	(void)state;
	stage_run(&stage);
	ask(caller, "gs.suspend", "[\"narrow\"]");
	for (uint32_t i = 0; i < GS_COUNT(ids); i++) {
		char params[16];

		snprintf(params, sizeof(params), "[%u]", i);
		ids[i] = caller_send(caller, "narrow.get", params);
	}
	stage_run(&stage);
	for (uint32_t i = 0; i < 5; i++)
		assert_true(is_error(caller_answer(caller, ids[i]), "overloaded"));
	assert_null(caller_answer(caller, held));
	ask(caller, "gs.resume", "[\"narrow\"]");
	stage_run(&stage);
	expect_trace("q5 q6 q7");
	caller_notify(caller, "narrow.let_go", "[]");
	assert_string_equal(caller_wait(caller, held), "1");
	assert_int_equal(caller_pending(caller), 0);
	stage_close(&stage);
}

static void drop_oldest_drops_one_whose_caller_has_gone_without_an_answer(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);

	(void)state;
	ask(caller, "gs.suspend", "[\"narrow\"]");
	for (int i = 0; i < 3; i++)
		caller_send(other, "narrow.get", "[1]");
	stage_run(&stage);
	caller_cut(other);
	stage_run(&stage);
	for (int i = 0; i < 3; i++)
		caller_notify(caller, "narrow.put", "[2]");
	stage_run(&stage);
	ask(caller, "gs.resume", "[\"narrow\"]");
	stage_run(&stage);
	expect_trace("p2 p2 p2");
	stage_close(&stage);
}

static void who_waits_for_room_goes_on_with_the_next_life(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);
	uint32_t id;

	(void)state;
	ask(caller, "gs.suspend", "[\"patient\"]");
	for (int i = 1; i <= 8; i++) {
		char params[16];

		snprintf(params, sizeof(params), "[%d]", i);
		caller_notify(other, "patient.put", params);
	}
	id = caller_send(other, "patient.get", "[]");
	stage_run(&stage);
	assert_null(caller_answer(other, id));
	ask(caller, "gs.resume", "[\"patient\"]");
	assert_string_equal(caller_wait(other, id), "1");
	stage_run(&stage);
	/* 1 and 2 ran, what was queued behind them fell with the life, each later one ran once, in
	 * order, in the next life, or fell between the two. */
	assert_int_equal(strncmp(traced(), "p1 p2", 5), 0);
	assert_null(strstr(traced(), "p3"));
	assert_non_null(strstr(traced(), "p8"));
	stage_close(&stage);
}

static void what_was_queued_falls_with_the_life_in_the_middle_of_a_batch(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[3];

	(void)state;
	ask(caller, "gs.suspend", "[\"r\"]");
	ids[0] = caller_send(caller, "r.plain", "[1]");
	caller_notify(caller, "r.note", "[1]");
	ids[1] = caller_send(caller, "r.twice", "[7]");
	caller_notify(caller, "r.note", "[2]");
	ids[2] = caller_send(caller, "r.plain", "[1]");
	stage_run(&stage);
	ask(caller, "gs.resume", "[\"r\"]");
	stage_run(&stage);
	assert_string_equal(caller_answer(caller, ids[0]), "1");
	assert_string_equal(caller_answer(caller, ids[1]), "!stopped: before all");
	assert_string_equal(caller_answer(caller, ids[2]), "!stopped: before all");
	expect_trace("n1 same:1 -r:before all +r");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			behaviour_93_of_two_timers_of_one_instant_the_first_may_cancel_the_second),
		cmocka_unit_test(behaviour_93_a_timer_of_this_instant_can_be_put_off),
		cmocka_unit_test(behaviour_92_a_timer_that_runs_is_not_pending),
		cmocka_unit_test(behaviour_108_a_timer_that_ends_the_life_takes_its_rivals_along),
		cmocka_unit_test(behaviour_97_a_timer_armed_for_now_comes_behind_those_due),
		cmocka_unit_test(timers_of_no_delay_starve_nobody),
		cmocka_unit_test(behaviour_95_a_timer_of_another_server_is_nobody_s),
		cmocka_unit_test(a_timer_that_is_due_while_suspended_runs_when_resumed),
		cmocka_unit_test(behaviour_71_a_timer_that_nobody_knows_is_ignored),
		cmocka_unit_test(behaviour_63_a_message_to_oneself_runs_its_info_clause),
		cmocka_unit_test(behaviour_21_the_reason_of_a_failed_start_is_init_s),
		cmocka_unit_test(behaviour_45_a_request_and_the_end_of_its_server_in_one_breath),
		cmocka_unit_test(answers_of_a_life_are_not_the_next_one_s),
		cmocka_unit_test(a_request_outlives_neither_its_asker_nor_its_time),
		cmocka_unit_test(behaviour_52_a_restart_of_the_asked_answers_the_asker_at_once),
		cmocka_unit_test(behaviour_72_a_monitor_set_anew_in_down_waits_for_the_next_end),
		cmocka_unit_test(behaviour_74_news_under_way_are_withdrawn_too),
		cmocka_unit_test(who_watches_itself_is_not_told),
		cmocka_unit_test(watcher_and_watched_may_end_in_one_turn),
		cmocka_unit_test(drop_oldest_spares_who_has_been_handled),
		cmocka_unit_test(drop_oldest_drops_one_whose_caller_has_gone_without_an_answer),
		cmocka_unit_test(who_waits_for_room_goes_on_with_the_next_life),
		cmocka_unit_test(what_was_queued_falls_with_the_life_in_the_middle_of_a_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
