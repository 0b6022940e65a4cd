/* SPDX-License-Identifier: MIT */
/* Behaviours between servers: requests, monitors, and the end as others see it. The spec is
 * refs.gs. */
#include "tests/support/stage.h"

#include <string.h>

#include "refs.gs.h"

static struct caller *begin(struct stage *stage)
{
	stage_open(stage, &asking_system);
	return stage_caller(stage);
}

static void behaviour_31_a_dead_server_answers_at_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	gs_instant now;

	(void)state;
	ask(caller, "once.fall", "[1]");
	now = stage_now(&stage);
	assert_non_null(strstr(ask(caller, "o.ask", "[1]"), "no_server"));
	assert_true(stage_now(&stage) - now < MS(500));
	stage_close(&stage);
}

static void behaviour_32_nobody_answers_at_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.astray", "[]"), "[0, 0, -5]");
	stage_run(&stage);
	assert_string_equal(traced(), "10:no_server:0 11:no_clause:0");
	stage_close(&stage);
}

static void behaviour_33_a_crash_is_the_answer_with_its_reason(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.fall", "[0]"), "[\"stopped:fell over:0\"]");
	assert_string_equal(ask(caller, "a.fall", "[1]"), "[\"stopped:normal:0\"]");
	stage_close(&stage);
}

static void behaviour_36_a_reply_with_the_end_comes_through(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.fall", "[7]"), "[\"ok::7\"]");
	stage_close(&stage);
}

static void behaviour_37_a_request_to_oneself_is_queued_and_answered(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.me", "[]"), "5");
	assert_true(is_error(ask(caller, "a.me_and_stop", "[]"), "stopped"));
	assert_string_equal(ask(caller, "a.end_inside", "[]"), "nil");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "");
	assert_string_equal(ask(caller, "a.me", "[]"), "5");
	stage_close(&stage);
}

static void behaviour_38_a_handler_asks_another_server_while_its_caller_waits(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.ask", "[4]"), "[\"ok 4 of 4\"]");
	assert_string_equal(ask(caller, "a.ask", "[4, 50000000]"), "[\"ok 4 of 4\"]");
	assert_string_equal(ask(caller, "a.ask", "[13]"), "[\"luck 13: no luck\"]");
	stage_close(&stage);
}

static void behaviour_44_a_request_that_takes_too_long_is_answered_timeout(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint64_t late = gs__node_counters(stage.node)->late;

	(void)state;
	assert_string_equal(ask(caller, "a.fan", "[[3000000000], 1000000000]"), "nil");
	stage_advance(&stage, MS(800));
	assert_string_equal(traced(), "");
	stage_advance(&stage, MS(200));
	assert_string_equal(traced(), "0:timeout:0");
	stage_advance(&stage, MS(2500));
	assert_string_equal(traced(), "0:timeout:0 late:-3");
	assert_int_equal(gs__node_counters(stage.node)->late, late + 1);
	stage_close(&stage);
}

static void behaviour_45_a_request_between_two_lives_is_an_error_value(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t fall = caller_send(caller, "s.fall", "[0]");
	uint32_t asked = caller_send(caller, "a.ask", "[1]");
	const char *said;

	(void)state;
	assert_true(is_error(caller_wait(caller, fall), "stopped"));
	said = caller_wait(caller, asked);
	assert_true(strstr(said, "stopped") || strstr(said, "ok"));
	assert_string_equal(ask(caller, "a.ask", "[1]"), "[\"ok 1 of 1\"]");
	stage_close(&stage);
}

static void behaviour_46_answers_come_as_they_are_ready_each_with_its_context(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.fan", "[[400000000, 1000000, 200000000]]");
	stage_advance(&stage, MS(500));
	assert_string_equal(traced(), "late:0 1:ok:1 late:0 2:ok:2 late:0 0:ok:0");
	stage_close(&stage);
}

static void behaviour_48_one_target_dies_and_the_others_still_answer(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.fan", "[[100000000, 100000000, 100000000]]");
	stage_crash(&stage, "t", "fell");
	stage_advance(&stage, MS(200));
	assert_string_equal(traced(), "1:stopped:0 late:0 late:0 0:ok:0 2:ok:2");
	stage_close(&stage);
}

static void behaviour_72_a_monitor_reports_the_true_reason_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "a.watch", "[2]"), "0");
	stage_crash(&stage, "s", "odd reason");
	stage_advance(&stage, MS(10));
	assert_string_equal(
		traced(), "down:odd reason:1 still named down:odd reason:1 still named");
	stage_crash(&stage, "s", "again");
	stage_advance(&stage, MS(10));
	assert_null(strstr(traced(), "again"));
	stage_close(&stage);
}

static void behaviour_73_a_monitor_of_nobody_reports_promptly(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "once.fall", "[1]");
	assert_string_equal(ask(caller, "a.watch_nobody", "[]"), "0");
	assert_string_equal(ask(caller, "a.watch_named", "[\"nobody\"]"), "0");
	assert_string_equal(ask(caller, "o.watch", "[]"), "0");
	stage_run(&stage);
	assert_string_equal(traced(), "down:no process:0 down:no process:0 down:no process:1");
	stage_close(&stage);
}

static void behaviour_74_what_is_cancelled_never_reports_and_others_do(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.watch", "[2]");
	ask(caller, "second.watch", "[]");
	assert_string_equal(ask(caller, "a.unwatch", "[]"), "true");
	assert_string_equal(ask(caller, "a.unwatch", "[]"), "false");
	stage_crash(&stage, "s", "first");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "down:first:1 still named");
	stage_close(&stage);
}

static void behaviour_114_to_stop_is_seen_by_a_monitor(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "o.watch", "[]");
	assert_string_equal(ask(caller, "o.end", "[\"normal\"]"), "0");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "down:normal:1");
	assert_string_equal(ask(caller, "o.end", "[\"normal\"]"), "-2");
	stage_close(&stage);
}

static void behaviour_115_monitors_see_any_other_reason_too(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.watch", "[]");
	ask(caller, "a.end", "[\"quite odd\"]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "down:quite odd:1 still named");
	stage_close(&stage);
}

static void behaviour_118_a_server_stops_itself_and_its_requests_go_with_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.fan", "[[50000000]]");
	assert_string_equal(ask(caller, "a.end_self", "[]"), "0");
	stage_advance(&stage, MS(100));
	assert_string_equal(traced(), "late:-3");
	stage_close(&stage);
}

static void behaviour_120_a_failure_in_terminate_is_the_reason_seen(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "a.watch", "[]");
	assert_string_equal(ask(caller, "a.put", "[7]"), "0");
	ask(caller, "a.end", "[\"normal\"]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "down:broke in terminate:1 still named");
	stage_close(&stage);
}

static void behaviour_179_the_name_is_free_when_the_report_comes(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "o.watch", "[]");
	ask(caller, "once.fall", "[1]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "down:normal:1");
	stage_close(&stage);
}

/* What a server owes a reply hears of it: hung up, cancelled, its time over, its asker ended. */
static void callers_that_are_gone_are_told_of(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	struct caller *other = stage_caller(&stage);

	(void)state;
	caller_send(other, "s.say", "[99]");
	stage_advance(&stage, MS(50));
	caller_send_with(caller, "s.say", "[99]", "{\"timeout\": 40000000}");
	stage_advance(&stage, MS(10));
	caller_cut(other);
	stage_advance(&stage, MS(5));
	assert_string_equal(traced(), "gone:0");
	stage_advance(&stage, MS(50));
	assert_string_equal(traced(), "gone:0 gone:1");
	caller_send(caller, "a.ask", "[99]");
	stage_advance(&stage, MS(5));
	stage_crash(&stage, "a", "asker fell");
	stage_advance(&stage, MS(5));
	assert_string_equal(traced(), "gone:0 gone:1 gone:2");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_31_a_dead_server_answers_at_once),
		cmocka_unit_test(behaviour_32_nobody_answers_at_once),
		cmocka_unit_test(behaviour_33_a_crash_is_the_answer_with_its_reason),
		cmocka_unit_test(behaviour_36_a_reply_with_the_end_comes_through),
		cmocka_unit_test(behaviour_37_a_request_to_oneself_is_queued_and_answered),
		cmocka_unit_test(behaviour_38_a_handler_asks_another_server_while_its_caller_waits),
		cmocka_unit_test(behaviour_44_a_request_that_takes_too_long_is_answered_timeout),
		cmocka_unit_test(behaviour_45_a_request_between_two_lives_is_an_error_value),
		cmocka_unit_test(behaviour_46_answers_come_as_they_are_ready_each_with_its_context),
		cmocka_unit_test(behaviour_48_one_target_dies_and_the_others_still_answer),
		cmocka_unit_test(behaviour_72_a_monitor_reports_the_true_reason_once),
		cmocka_unit_test(behaviour_73_a_monitor_of_nobody_reports_promptly),
		cmocka_unit_test(behaviour_74_what_is_cancelled_never_reports_and_others_do),
		cmocka_unit_test(behaviour_114_to_stop_is_seen_by_a_monitor),
		cmocka_unit_test(behaviour_115_monitors_see_any_other_reason_too),
		cmocka_unit_test(behaviour_118_a_server_stops_itself_and_its_requests_go_with_it),
		cmocka_unit_test(behaviour_120_a_failure_in_terminate_is_the_reason_seen),
		cmocka_unit_test(behaviour_179_the_name_is_free_when_the_report_comes),
		cmocka_unit_test(callers_that_are_gone_are_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
