/* SPDX-License-Identifier: MIT */
/* Behaviours of timers: numbers 87 to 111. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timer.gs.h"

/* Only the clockmaker, so that nothing else ticks. */
static void open_clock(struct stage *stage)
{
	static struct gs_system alone;

	alone = timing_system;
	alone.child_count = 1;
	stage_open(stage, &alone);
	/* Times and blocks are counted exactly. */
	gs__world_take_weather(stage->world, &gs__weather_calm);
}

static void arm(struct caller *caller, long long ms, unsigned tag)
{
	char params[64];

	snprintf(params, sizeof(params), "[%lld, %u]", ms * 1000000, tag);
	assert_string_equal(ask(caller, "clock.arm", params), "true");
}

static const struct clockmaker *clock_state(struct stage *stage)
{
	return stage_state(stage, "clock");
}

static void behaviour_87_no_timer_fires_early(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	for (int i = 0; i < 40; i++) {
		ask(caller, "clock.storm", "[50, 3000000000]");
		stage_advance(
			&stage, (gs_duration)gs__world_below(stage.world, (uint64_t)GS_MS(100)));
	}
	stage_advance(&stage, GS_S(4));
	assert_int_equal(clock_state(&stage)->fired, 2000);
	assert_int_equal(clock_state(&stage)->early, 0);
	assert_true(clock_state(&stage)->latest < GS_MS(2));
	stage_close(&stage);
}

static void behaviour_88_timers_fire_by_deadline(void **state)
{
	static const unsigned delays[] = { 5000, 0, 200, 100, 500, 300, 400 };
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	for (size_t i = 0; i < GS_COUNT(delays); i++)
		arm(caller, delays[i], delays[i]);
	stage_advance(&stage, GS_S(6));
	assert_string_equal(traced(), "0@0 100@100 200@200 300@300 400@400 500@500 5000@5000");
	stage_close(&stage);
}

static void behaviour_89_a_millisecond_apart_is_an_order(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	for (unsigned ms = 103; ms >= 100; ms--)
		arm(caller, ms, ms);
	stage_advance(&stage, GS_S(1));
	assert_string_equal(traced(), "100@100 101@101 102@102 103@103");
	stage_close(&stage);
}

static void behaviour_90_equal_deadlines_fire_in_the_order_they_were_armed(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.crowd", "[500, 100000000]");
	stage_advance(&stage, GS_S(1));
	assert_int_equal(clock_state(&stage)->fired, 500);
	assert_int_equal(clock_state(&stage)->misordered, 0);
	stage_close(&stage);
}

static void behaviour_91_a_cancelled_timer_never_fires(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	arm(caller, 1000, 1);
	stage_advance(&stage, MS(300));
	assert_string_equal(ask(caller, "clock.cancel", "[]"), "[700000000, true, -1]");
	stage_advance(&stage, GS_S(2));
	assert_string_equal(traced(), "");
	stage_close(&stage);
}

static void behaviour_92_a_fired_or_cancelled_timer_is_not_pending(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	arm(caller, 10, 1);
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "1@10");
	assert_string_equal(ask(caller, "clock.left", "[]"), "-1");
	assert_string_equal(ask(caller, "clock.cancel", "[]"), "[-1, false, -1]");
	assert_string_equal(ask(caller, "clock.rearm", "[5]"), "false");
	arm(caller, 10, 2);
	assert_string_equal(ask(caller, "clock.cancel", "[]"), "[10000000, true, -1]");
	assert_string_equal(ask(caller, "clock.cancel", "[]"), "[-1, false, -1]");
	stage_advance(&stage, MS(20));
	assert_string_equal(traced(), "1@10");
	stage_close(&stage);
}

static void a_timer_armed_again_fires_at_its_new_time_only(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	arm(caller, 100, 1);
	stage_advance(&stage, MS(90));
	assert_string_equal(ask(caller, "clock.rearm", "[50000000]"), "true");
	assert_string_equal(ask(caller, "clock.left", "[]"), "50000000");
	stage_advance(&stage, MS(500));
	assert_string_equal(traced(), "1@140");
	arm(caller, 1000, 2);
	assert_string_equal(ask(caller, "clock.rearm", "[-5]"), "true");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "1@140 2@590");
	stage_close(&stage);
}

static void behaviour_93_cancel_is_final_even_after_the_timer_fired(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.cancel_after_firing", "[0]");
	ask(caller, "clock.cancel_in_fire", "[200, 5000000]");
	stage_advance(&stage, MS(100));
	assert_string_equal(traced(), "cancelled:1");
	assert_int_equal(clock_state(&stage)->was_pending, 200);
	assert_int_equal(clock_state(&stage)->fired, 0);
	stage_close(&stage);
}

static void behaviour_94_in_a_mass_cancel_every_timer_has_one_outcome(void **state)
{
	struct stage stage;
	struct caller *caller;
	unsigned was;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.crowd", "[1000, 100000000]");
	stage_advance(&stage, GS_MS(100) - GS_US(500));
	assert_int_equal(sscanf(ask(caller, "clock.thin", "[1000]"), "[%u]", &was), 1);
	assert_int_equal(was, 500);
	stage_advance(&stage, GS_S(1));
	assert_int_equal(clock_state(&stage)->fired, 500);
	assert_int_equal(clock_state(&stage)->misordered, 0);
	assert_string_equal(ask(caller, "clock.thin", "[1000]"), "[0]");
	stage_close(&stage);
}

static void behaviour_95_an_unknown_timer_is_harmless(void **state)
{
	struct stage stage;

	(void)state;
	open_clock(&stage);
	assert_string_equal(
		ask(stage_caller(&stage), "clock.strange", "[]"), "[false, -1, false, false]");
	stage_close(&stage);
}

static void behaviour_96_a_timer_far_away_tells_what_is_left(void **state)
{
	const long long far = (1LL << 31) * 1000000;
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	arm(caller, 1LL << 31, 1);
	stage_advance(&stage, MS(200));
	assert_int_equal(strtoll(ask(caller, "clock.left", "[]"), NULL, 10), far - GS_MS(200));
	stage_advance(&stage, far - GS_MS(201));
	assert_string_equal(traced(), "");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "1@2147483648");
	stage_close(&stage);
}

static void behaviour_97_no_delay_is_a_message_and_comes_promptly(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.arm_and_send", "[0]");
	stage_run(&stage);
	assert_string_equal(traced(), "2@0 1@0");
	stage_close(&stage);
}

static void behaviour_98_a_negative_delay_arms_nothing_and_is_logged(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "clock.arm", "[-1]"), "false");
	stage_advance(&stage, GS_S(1));
	assert_string_equal(traced(), "");
	assert_int_equal(gs_world_logged(stage.world, "negative"), 1);
	stage_close(&stage);
}

static void behaviour_100_a_crowd_for_one_instant_fires_then_and_gives_its_memory_back(void **state)
{
	struct stage stage;
	struct caller *caller;
	int64_t live;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.crowd", "[301, 1000000]");
	stage_advance(&stage, MS(10));
	live = gs__memory_live();
	for (int i = 0; i < 10; i++) {
		ask(caller, "clock.crowd", "[301, 50000000]");
		stage_advance(&stage, GS_MS(51));
		assert_int_equal(clock_state(&stage)->fired, 301 * (i + 2));
	}
	assert_int_equal(clock_state(&stage)->misordered, 0);
	assert_int_equal(gs__memory_live(), live);
	stage_close(&stage);
}

static void behaviour_101_payloads_arrive_once_and_whole(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.burden", "[600, 1000]");
	ask(caller, "clock.burden", "[600, 7]");
	ask(caller, "clock.burden", "[1, 0]");
	stage_advance(&stage, MS(300));
	assert_int_equal(clock_state(&stage)->fired, 1201);
	assert_int_equal(clock_state(&stage)->torn, 0);
	stage_close(&stage);
}

static void behaviour_103_a_cancelled_interval_ticks_no_more(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	ask(caller, "clock.repeat", "[10000000]");
	stage_advance(&stage, MS(105));
	assert_int_equal(clock_state(&stage)->fired, 10);
	ask(caller, "clock.cancel", "[]");
	stage_advance(&stage, GS_S(1));
	assert_int_equal(clock_state(&stage)->fired, 10);
	stage_close(&stage);
}

static void behaviour_104_every_counts_from_the_planned_time(void **state)
{
	struct gs__weather slow = gs__weather_fresh;
	struct stage stage;

	(void)state;
	stage_open(&stage, &timing_system);
	slow.turn = GS_MS(3);
	gs__world_take_weather(stage.world, &slow);
	trace_clear();
	for (unsigned tick = 1; tick <= 200; tick++) {
		const struct ticker *ticker = stage_state(&stage, "slow");

		stage_advance(
			&stage, ticker->born + GS_MS(100) * tick + GS_MS(40) - stage_now(&stage));
		assert_int_equal(ticker->ticks, tick);
	}
	stage_close(&stage);
}

static void behaviour_105_every_stops_with_its_server(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &timing_system);
	gs__world_take_weather(stage.world, &gs__weather_calm);
	caller = stage_caller(&stage);
	stage_advance(&stage, MS(250));
	assert_string_equal(traced(), "100 200");
	ask(caller, "slow.leave", "[]");
	stage_advance(&stage, GS_S(5));
	assert_string_equal(traced(), "100 200");
	stage_close(&stage);
}

static void behaviour_106_missed_ticks_merge_into_one_on_the_grid(void **state)
{
	struct gs__weather slow = gs__weather_fresh;
	struct stage stage;
	const struct ticker *ticker;

	(void)state;
	stage_open(&stage, &timing_system);
	ticker = stage_state(&stage, "slow");
	/* Turns of up to a second: most ticks are missed. */
	slow.turn = GS_S(1);
	gs__world_take_weather(stage.world, &slow);
	stage_advance(&stage, GS_S(60));
	assert_true(ticker->ticks > 20);
	assert_true(ticker->ticks < 400);
	gs__world_take_weather(stage.world, &gs__weather_fresh);
	stage_advance(&stage, GS_S(1));
	trace_clear();
	uint32_t ticks = ticker->ticks;
	stage_advance(&stage, GS_S(10));
	assert_int_equal(ticker->ticks - ticks, 100);
	for (const char *at = traced(); *at; at += strcspn(at, " "), at += *at == ' ')
		if (*at != 's')
			assert_int_equal(strtol(at, NULL, 10) % 100, 0);
	stage_close(&stage);
}

static void behaviour_108_timers_end_with_their_life(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	arm(caller, 100, 1);
	ask(caller, "clock.crowd", "[100, 100000000]");
	stage_advance(&stage, MS(50));
	assert_true(is_error(ask(caller, "clock.crash", "[]"), "stopped"));
	stage_advance(&stage, GS_S(1));
	assert_string_equal(traced(), "");
	assert_int_equal(clock_state(&stage)->fired, 0);
	arm(caller, 1, 2);
	stage_advance(&stage, MS(2));
	assert_int_equal(clock_state(&stage)->fired, 1);
	stage_close(&stage);
}

static void behaviour_110_bookkeeping_of_timers_does_not_grow(void **state)
{
	struct stage stage;
	struct caller *caller;
	int64_t live = 0;

	(void)state;
	open_clock(&stage);
	caller = stage_caller(&stage);
	for (int i = 0; i < 1000; i++) {
		arm(caller, 1, 0);
		arm(caller, 100, 0);
		ask(caller, "clock.cancel", "[]");
		stage_advance(&stage, MS(2));
		trace_clear();
		if (i == 10)
			live = gs__memory_live();
	}
	assert_int_equal(gs__memory_live(), live);
	stage_close(&stage);
}

static void behaviour_111_firing_into_a_server_that_is_gone_is_swallowed(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &timing_system);
	gs__world_take_weather(stage.world, &gs__weather_calm);
	caller = stage_caller(&stage);
	for (int i = 0; i < 20; i++) {
		arm(caller, i % 3, 1);
		ask(caller, "clock.crowd", "[50, 0]");
		stage_crash(&stage, "clock", "boom");
		stage_advance(&stage, MS(15));
	}
	arm(caller, 1, 2);
	trace_clear();
	stage_advance(&stage, MS(2));
	assert_int_equal(clock_state(&stage)->fired, 1);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_87_no_timer_fires_early),
		cmocka_unit_test(behaviour_88_timers_fire_by_deadline),
		cmocka_unit_test(behaviour_89_a_millisecond_apart_is_an_order),
		cmocka_unit_test(behaviour_90_equal_deadlines_fire_in_the_order_they_were_armed),
		cmocka_unit_test(behaviour_91_a_cancelled_timer_never_fires),
		cmocka_unit_test(behaviour_92_a_fired_or_cancelled_timer_is_not_pending),
		cmocka_unit_test(a_timer_armed_again_fires_at_its_new_time_only),
		cmocka_unit_test(behaviour_93_cancel_is_final_even_after_the_timer_fired),
		cmocka_unit_test(behaviour_94_in_a_mass_cancel_every_timer_has_one_outcome),
		cmocka_unit_test(behaviour_95_an_unknown_timer_is_harmless),
		cmocka_unit_test(behaviour_96_a_timer_far_away_tells_what_is_left),
		cmocka_unit_test(behaviour_97_no_delay_is_a_message_and_comes_promptly),
		cmocka_unit_test(behaviour_98_a_negative_delay_arms_nothing_and_is_logged),
		cmocka_unit_test(
			behaviour_100_a_crowd_for_one_instant_fires_then_and_gives_its_memory_back),
		cmocka_unit_test(behaviour_101_payloads_arrive_once_and_whole),
		cmocka_unit_test(behaviour_103_a_cancelled_interval_ticks_no_more),
		cmocka_unit_test(behaviour_104_every_counts_from_the_planned_time),
		cmocka_unit_test(behaviour_105_every_stops_with_its_server),
		cmocka_unit_test(behaviour_106_missed_ticks_merge_into_one_on_the_grid),
		cmocka_unit_test(behaviour_108_timers_end_with_their_life),
		cmocka_unit_test(behaviour_110_bookkeeping_of_timers_does_not_grow),
		cmocka_unit_test(behaviour_111_firing_into_a_server_that_is_gone_is_swallowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
