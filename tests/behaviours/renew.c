/* SPDX-License-Identifier: MIT */
/* What a life may do when it begins, and what of it lasts when it ends. The spec is renew.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "renew.gs.h"

static struct caller *begin(struct stage *stage)
{
	return stage_settled(stage, &renew_system);
}

static void who_begins_asks_those_that_are_not_there_yet(void **state)
{
	struct stage stage;

	(void)state;
	*dial(2) = 1;
	stage_open(&stage, &renew_system);
	*dial(2) = 0;
	/* Those before it are there, those behind it and the group not yet. */
	assert_non_null(strstr(traced(),
		"+1 where:1 cast:-2 ask:0 own:0 own:0 mon:0 start:-2 the group is not running "
		"+2 where:1 cast:0 ask:0 own:0 own:0 mon:0 "
		"+3 where:1 cast:-2 ask:0 own:0 own:0 mon:0 +h3 start:0  +4 "));
	trace_clear();
	stage_run(&stage);
	assert_int_equal(
		strncmp(traced(), "told1:-2:the server is not running n2 n1 n1 told2:0:", 52), 0);
	trace_clear();
	/* The monitor was set for the life to come. */
	caller_notify(stage_caller(&stage), "late.leave", "[]");
	stage_run(&stage);
	expect_trace("-9:normal +9 down1:normal down3:normal down4:normal down5:normal "
		     "down6:normal");
	stage_close(&stage);
}

static void a_trace_outlives_a_restart(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage), *viewer = stage_caller(&stage);

	(void)state;
	assert_string_equal(ask(viewer, "gs.trace", "[\"late\"]"), "nil");
	caller_notify(caller, "late.fall", "[]");
	stage_run(&stage);
	ask(caller, "late.number", "[]");
	stage_run(&stage);
	assert_string_equal(caller_told(viewer),
		"\"gs.traced\" [\"late\", \"got cast fall\"]\n"
		"\"gs.traced\" [\"late\", \"got call number\"]\n"
		"\"gs.traced\" [\"late\", \"sent number (value: 9)\"]\n");
	stage_close(&stage);
}

static void the_next_life_is_not_suspended(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id;

	(void)state;
	ask(caller, "gs.suspend", "[\"late\"]");
	id = caller_send(caller, "late.number", "[]");
	stage_run(&stage);
	assert_true(gs__node_crash(stage.node, "late", "boom"));
	assert_string_equal(caller_wait(caller, id), "!stopped: boom");
	assert_string_equal(ask(caller, "late.number", "[]"), "9");
	assert_string_equal(ask(caller, "gs.resume", "[\"late\"]"), "nil");
	/* An order to restart ends a suspension, behind what waits. */
	ask(caller, "gs.suspend", "[\"late\"]");
	id = caller_send(caller, "late.number", "[]");
	stage_run(&stage);
	assert_string_equal(ask(caller, "gs.restart", "[\"late\"]"), "nil");
	assert_string_equal(caller_wait(caller, id), "9");
	stage_run(&stage);
	expect_trace("-9:boom +9 -9:shutdown +9");
	stage_close(&stage);
}

static void ticks_of_a_suspension_are_one_on_the_grid(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t id;

	(void)state;
	stage_advance(&stage, MS(120));
	ask(caller, "gs.suspend", "[\"pulse\"]");
	id = caller_send(caller, "pulse.ticks", "[]");
	stage_advance(&stage, MS(530));
	expect_trace("t1");
	ask(caller, "gs.resume", "[\"pulse\"]");
	assert_string_equal(caller_wait(caller, id), "1");
	expect_trace("t2");
	stage_advance(&stage, MS(60)); /* 710 */
	expect_trace("t3");
	stage_advance(&stage, MS(220)); /* 930: the call was handled at 650 */
	expect_trace("t4 quiet t5");
	/* A silence that was over before the call came is told, before it. */
	assert_string_equal(ask(caller, "pulse.ticks", "[]"), "5");
	ask(caller, "gs.suspend", "[\"pulse\"]");
	stage_advance(&stage, MS(260));
	id = caller_send(caller, "pulse.ticks", "[]");
	stage_advance(&stage, MS(500));
	expect_trace("");
	ask(caller, "gs.resume", "[\"pulse\"]");
	assert_string_equal(caller_wait(caller, id), "6");
	expect_trace("t6 quiet");
	stage_close(&stage);
}

static void a_start_may_fail_as_often_as_the_intensity_allows(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	*dial(0) = 9;
	*dial(1) = 2;
	caller_notify(caller, "late.fall", "[]");
	stage_advance(&stage, MS(10));
	expect_trace("-9:fell !9 !9 +9");
	assert_string_equal(ask(caller, "late.number", "[]"), "9");
	stage_advance(&stage, GS_S(5) + 1);
	*dial(1) = 3;
	caller_notify(caller, "late.fall", "[]");
	assert_true(stage_wait_end(&stage, GS_S(1)));
	assert_non_null(
		strstr(traced(), "-9:fell !9 !9 !9 -6:shutdown -5:shutdown -4:shutdown -s:shutdown "
				 "-3:shutdown -h3:shutdown -2:shutdown -1:shutdown"));
	assert_string_equal(gs__node_reason(stage.node),
		"too many restarts (more than 3 in 5000 ms); the last to end was late: no start");
	stage_close(&stage);
}

static void the_window_has_both_its_ends(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (int i = 0; i < 3; i++) {
		caller_notify(caller, "late.fall", "[]");
		stage_run(&stage);
	}
	stage_advance(&stage, GS_S(5) + MS(1));
	for (int i = 0; i < 3; i++) {
		caller_notify(caller, "late.fall", "[]");
		stage_run(&stage);
	}
	assert_string_equal(ask(caller, "late.number", "[]"), "9");
	stage_close(&stage);
}

static void a_round_takes_groups_and_those_that_had_ended_along(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "b.leave", "[]");
	caller_notify(caller, "c.fall", "[]");
	stage_run(&stage);
	expect_trace("-5:normal -6:fell");
	assert_true(is_error(ask(caller, "b.number", "[]"), "stopped"));
	assert_true(is_error(ask(caller, "c.number", "[]"), "no_server"));
	caller_notify(caller, "a.fall", "[]");
	stage_run(&stage);
	expect_trace("-4:fell +4 +5");
	assert_string_equal(ask(caller, "b.number", "[]"), "5");
	assert_true(is_error(ask(caller, "c.number", "[]"), "no_server"));
	stage_close(&stage);
}

static void an_order_to_restart_starts_what_had_ended(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[2];

	(void)state;
	caller_notify(caller, "second.leave", "[]");
	caller_notify(caller, "c.leave", "[]");
	stage_run(&stage);
	expect_trace("-2:normal -6:normal");
	assert_true(is_error(ask(caller, "second.number", "[]"), "stopped"));
	for (int i = 0; i < 2; i++) {
		assert_string_equal(ask(caller, "gs.restart", "[\"second\"]"), "nil");
		assert_string_equal(ask(caller, "second.number", "[]"), "2");
	}
	expect_trace("+2 -2:shutdown +2");
	assert_true(is_error(ask(caller, "gs.restart", "[\"c\"]"), "no_server"));
	/* Ordered twice in one breath, the second finds it on its way, or there. */
	caller_notify(caller, "second.leave", "[]");
	stage_run(&stage);
	expect_trace("-2:normal");
	for (size_t i = 0; i < GS_COUNT(ids); i++)
		ids[i] = caller_send(caller, "gs.restart", "[\"second\"]");
	assert_string_equal(caller_wait(caller, ids[0]), "nil");
	caller_wait(caller, ids[1]);
	assert_string_equal(ask(caller, "second.number", "[]"), "2");
	expect_trace(
		is_error(caller_answer(caller, ids[1]), "stopped") ? "+2" : "+2 -2:shutdown +2");
	/* None of that was a failure. */
	for (int i = 0; i < 3; i++) {
		caller_notify(caller, "late.fall", "[]");
		stage_run(&stage);
	}
	assert_false(stage_has_ended(&stage));
	stage_close(&stage);
}

/* With those that go along; what had ended is started with them, what is temporary is not. */
static void an_order_to_restart_is_one_to_all_where_all_go_along(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "c.leave", "[]");
	stage_run(&stage);
	trace_clear();
	assert_string_equal(ask(caller, "gs.restart", "[\"b\"]"), "nil");
	stage_run(&stage);
	expect_trace("-5:shutdown -4:shutdown +4 +5");
	caller_notify(caller, "b.leave", "[]");
	stage_run(&stage);
	expect_trace("-5:normal");
	assert_string_equal(ask(caller, "gs.restart", "[\"b\"]"), "nil");
	stage_run(&stage);
	expect_trace("-4:shutdown +4 +5");
	stage_close(&stage);
}

/* A start that was ordered, and fails, is one like any other. */
static void an_ordered_start_that_fails_is_tried_again(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	caller_notify(caller, "second.leave", "[]");
	stage_run(&stage);
	*dial(0) = 2;
	*dial(1) = 2;
	assert_string_equal(ask(caller, "gs.restart", "[\"second\"]"), "nil");
	stage_run(&stage);
	expect_trace("-2:normal !2 !2 +2");
	caller_notify(caller, "late.fall", "[]");
	stage_run(&stage);
	expect_trace("-9:fell +9");
	caller_notify(caller, "late.fall", "[]");
	assert_true(stage_wait_end(&stage, GS_S(1)));
	stage_close(&stage);
}

static void a_member_that_falls_comes_back_under_its_name(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "hands#1.number", "[]"), "3");
	caller_notify(caller, "hands#1.fall", "[]");
	stage_run(&stage);
	assert_string_equal(ask(caller, "hands#1.number", "[]"), "3");
	assert_string_equal(ask(caller, "hands#1.leave", "[]"), "nil");
	stage_run(&stage);
	assert_string_equal(ask(caller, "hands#1.number", "[]"), "3");
	expect_trace("-h3:fell +h3 -h3:normal +h3");
	/* Its starter falls: it stays. */
	caller_notify(caller, "third.fall", "[]");
	stage_run(&stage);
	expect_trace("-3:fell +3 +h3 start:0 ");
	assert_string_equal(ask(caller, "hands#2.number", "[]"), "3");
	stage_close(&stage);
}

static void who_is_too_slow_to_stop_leaves_calls_unanswered_but_told(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	uint32_t ids[3];
	gs_instant now;

	(void)state;
	gs__world_take_weather(stage.world, &gs__weather_rough);
	ids[0] = caller_send(caller, "second.hold", "[]");
	stage_run(&stage);
	caller_notify(caller, "second.spin", "[]");
	ids[1] = caller_send(caller, "second.number", "[]");
	ids[2] = caller_send(caller, "first.hold", "[]");
	stage_advance(&stage, MS(10));
	now = stage_now(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	for (int i = 0; i < 3; i++)
		assert_string_equal(caller_wait(caller, ids[i]), "!stopped: shutdown");
	assert_true(stage_now(&stage) - now >= MS(50));
	assert_true(stage_now(&stage) - now < MS(500));
	stage_close(&stage);
}

static struct gs_world *spending; /* of the test that runs */

static void spend(long what, long time, long b)
{
	(void)what, (void)b;
	gs__world_spend(spending, time);
}

/* Handlers that take 10 ms each: after 50 no other one begins. */
static void a_slow_handler_is_the_last_when_the_time_to_stop_is_over(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	gs_instant now;
	uint32_t id;

	(void)state;
	spending = stage.world;
	trace_listen(spend);
	ask(caller, "gs.suspend", "[\"sloth\"]");
	for (int i = 0; i < 40; i++)
		caller_notify(caller, "sloth.crawl", "[10000000]");
	id = caller_send(caller, "sloth.number", "[]");
	stage_run(&stage);
	trace_clear();
	now = stage_now(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_string_equal(caller_wait(caller, id), "!stopped: shutdown");
	assert_non_null(strstr(traced(), "s s s s s -s:shutdown -3"));
	assert_null(strstr(traced(), "s s s s s s s"));
	assert_true(stage_now(&stage) - now < MS(70));
	stage_close(&stage);
}

/* So many handlers of that time (ns), asked for in one go; is_queued: by what waits for it. */
static void keep_busy(
	struct stage *stage, struct caller *caller, int count, const char *time, bool is_queued)
{
	if (is_queued)
		ask(caller, "gs.suspend", "[\"sloth\"]");
	for (int i = 0; i < count; i++)
		caller_notify(caller, "sloth.crawl", time);
	if (!is_queued)
		return;
	stage_run(stage);
	ask(stage_caller(stage), "gs.resume", "[\"sloth\"]");
}

/* Slow ones, many of them, read in one go or queued: others have their turn in between. */
static void who_is_slow_keeps_nobody_waiting_for_all_of_it(void **state)
{
	struct stage stage;
	struct caller *slow = begin(&stage), *other = stage_caller(&stage);

	(void)state;
	spending = stage.world;
	trace_listen(spend);
	for (int is_queued = 0; is_queued < 2; is_queued++) {
		const struct pulse *pulse = stage_state(&stage, "pulse");
		gs_instant now = stage_now(&stage);
		uint32_t ticks = pulse->ticks;

		keep_busy(&stage, slow, 1000, "[1000000]", is_queued);
		assert_string_equal(ask(other, "first.number", "[]"), "1");
		assert_true(stage_now(&stage) - now < MS(500));
		assert_string_equal(ask(slow, "sloth.number", "[]"), "7");
		assert_true(stage_now(&stage) - now >= MS(1000));
		/* Nearly each of the ten ticks was in time. */
		assert_true(pulse->ticks - ticks >= 6);
	}
	stage_close(&stage);
}

/* Very slow ones: others wait for a few of them, each time: of a few turns. */
static void who_is_very_slow_keeps_others_waiting_for_a_few(void **state)
{
	struct stage stage;
	struct caller *slow = begin(&stage), *other = stage_caller(&stage);

	(void)state;
	spending = stage.world;
	trace_listen(spend);
	for (int is_queued = 0; is_queued < 2; is_queued++) {
		gs_instant end = stage_now(&stage) + MS(100 * 100), before;

		keep_busy(&stage, slow, 100, "[100000000]", is_queued);
		while ((before = stage_now(&stage)) < end) {
			assert_string_equal(ask(other, "first.number", "[]"), "1");
			assert_true(stage_now(&stage) - before <= GS_S(2));
		}
	}
	stage_close(&stage);
}

/* The group has its time, of which each member may use some. */
static void slow_members_of_a_group_have_one_time_to_stop(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	gs_instant now;

	(void)state;
	spending = stage.world;
	trace_listen(spend);
	assert_string_equal(ask(caller, "first.hire_sloths", "[3]"), "3");
	for (int i = 0; i < 30; i++) {
		char clause[32], params[32];

		snprintf(clause, sizeof(clause), "sloths#%d.crawl", i % 3 + 1);
		snprintf(params, sizeof(params), "[\"sloths#%d\"]", i % 3 + 1);
		ask(caller, "gs.suspend", params);
		caller_notify(caller, clause, "[10000000]");
	}
	stage_run(&stage);
	trace_clear();
	now = stage_now(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_int_equal(gs_world_logged(stage.world, "sloths: 3 ended before"), 1);
	assert_true(stage_now(&stage) - now < MS(70));
	stage_close(&stage);
}

static void a_peer_that_has_gone_is_reported_at_once(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage), *other = stage_caller(&stage);

	(void)state;
	ask(caller, "gs.suspend", "[\"late\"]");
	caller_notify(other, "late.watch_peer", "[]");
	caller_notify(other, "late.watch_peer", "[]");
	stage_run(&stage);
	caller_cut(other);
	stage_advance(&stage, MS(1));
	ask(caller, "gs.resume", "[\"late\"]");
	stage_run(&stage);
	expect_trace("w:0 w:0 down9:no process down9:no process");
	other = stage_caller(&stage);
	for (int i = 0; i < 3; i++)
		caller_notify(other, "late.watch_peer", "[]");
	caller_notify(other, "late.unwatch_peer", "[]");
	caller_notify(other, "late.unwatch_peer", "[]");
	caller_notify(other, "late.watch_peer", "[]");
	stage_run(&stage);
	caller_close(other);
	stage_advance(&stage, MS(1));
	expect_trace("w:0 w:0 w:0 u:1 u:0 w:0 down9:disconnected");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_begins_asks_those_that_are_not_there_yet),
		cmocka_unit_test(a_trace_outlives_a_restart),
		cmocka_unit_test(the_next_life_is_not_suspended),
		cmocka_unit_test(ticks_of_a_suspension_are_one_on_the_grid),
		cmocka_unit_test(a_start_may_fail_as_often_as_the_intensity_allows),
		cmocka_unit_test(the_window_has_both_its_ends),
		cmocka_unit_test(a_round_takes_groups_and_those_that_had_ended_along),
		cmocka_unit_test(an_order_to_restart_starts_what_had_ended),
		cmocka_unit_test(an_order_to_restart_is_one_to_all_where_all_go_along),
		cmocka_unit_test(an_ordered_start_that_fails_is_tried_again),
		cmocka_unit_test(a_member_that_falls_comes_back_under_its_name),
		cmocka_unit_test(who_is_too_slow_to_stop_leaves_calls_unanswered_but_told),
		cmocka_unit_test(a_slow_handler_is_the_last_when_the_time_to_stop_is_over),
		cmocka_unit_test(who_is_slow_keeps_nobody_waiting_for_all_of_it),
		cmocka_unit_test(who_is_very_slow_keeps_others_waiting_for_a_few),
		cmocka_unit_test(slow_members_of_a_group_have_one_time_to_stop),
		cmocka_unit_test(a_peer_that_has_gone_is_reported_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
