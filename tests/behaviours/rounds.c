/* SPDX-License-Identifier: MIT */
/* Rounds, restarts that take others along: by order, and while somebody waits. */
#include "deep.gs.h"
#include "tests/behaviours/variant.h"

/* A system of that strategy; of zoe, amy, max and bob those two in the middle are temporary. */
static struct caller *begin(struct stage *stage, struct variant *v, enum gs_strategy strategy)
{
	vary(v, 10, GS_S(60));
	v->system.root.strategy = strategy;
	v->children[1].restart = v->children[2].restart = GS_TEMPORARY;
	return stage_settled(stage, &v->system);
}

/* deep.gs with something changed: `two`, inside `one`, is one_for_all and has b, `three` and e. */
enum { DEEP_TWO = 3, DEEP_B = 4, DEEP_E = 9 };

struct deep_variant {
	struct gs_system system;
	struct gs_supervisor two;
	struct gs_child children[11];
};

static struct caller *begin_deep(struct stage *stage, struct deep_variant *v)
{
	struct caller *caller;

	v->system = deep_system;
	assert_int_equal(v->system.child_count, GS_COUNT(v->children));
	memcpy(v->children, deep_system.children, sizeof(v->children));
	v->two = *v->children[DEEP_TWO].supervisor;
	v->children[DEEP_TWO].supervisor = &v->two;
	v->system.children = v->children;
	caller = stage_settled(stage, &v->system);
	gs__world_take_weather(stage->world, &gs__weather_rough); /* so that a spin takes time */
	return caller;
}

static void restart_amy(enum gs_strategy strategy, const char *expected)
{
	struct variant v;
	struct stage stage;
	struct caller *caller = begin(&stage, &v, strategy);

	assert_string_equal(ask(caller, "gs.restart", "[\"amy\"]"), "nil");
	stage_run(&stage);
	expect_trace(expected);
	assert_string_equal(ask(caller, "amy.add", "[]"), "1");
	assert_true(is_error(ask(caller, "max.add", "[]"), "no_server"));
	/* What brings it back is the order, which is done. */
	caller_notify(caller, "amy.fall", "[]");
	stage_run(&stage);
	expect_trace("-2:odd reason:1");
	assert_true(is_error(ask(caller, "amy.add", "[]"), "no_server"));
	stage_close(&stage);
}

static void an_order_to_restart_brings_back_what_is_temporary(void **state)
{
	(void)state;
	restart_amy(
		GS_ONE_FOR_ALL, "-2:shutdown:0 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0 +1 +2 +4");
	restart_amy(GS_REST_FOR_ONE, "-2:shutdown:0 -4:shutdown:0 -3:shutdown:0 +2 +4");
}

/* The second order comes to one that the first one takes along. */
static void two_orders_to_restart_bring_both_back(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller;
	uint32_t ids[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		caller = begin(&stage, &v, GS_ONE_FOR_ALL);
		gs__world_take_weather(stage.world, &gs__weather_calm); /* both come at once */
		ids[0] = caller_send(caller, "gs.restart", i ? "[\"amy\"]" : "[\"max\"]");
		ids[1] = caller_send(caller, "gs.restart", i ? "[\"max\"]" : "[\"amy\"]");
		stage_run(&stage);
		for (size_t j = 0; j < GS_COUNT(ids); j++)
			assert_string_equal(caller_wait(caller, ids[j]), "nil");
		assert_string_equal(ask(caller, "amy.add", "[]"), "1");
		assert_string_equal(ask(caller, "max.add", "[]"), "1");
		stage_close(&stage);
	}
}

/* It is busy when a round takes it along, with the order behind that. */
static void an_order_to_who_is_being_taken_along_holds(void **state)
{
	struct deep_variant v;
	struct stage stage;
	struct caller *caller = begin_deep(&stage, &v);

	(void)state;
	v.children[DEEP_E].restart = GS_TEMPORARY;
	caller_notify(caller, "e.spin", "[]");
	stage_advance(&stage, MS(10));
	assert_string_equal(ask(caller, "gs.restart", "[\"e\"]"), "nil");
	assert_true(gs__node_crash(stage.node, "b", "boom"));
	stage_advance(&stage, MS(10));
	expect_trace("-3:boom -6:shutdown -5:shutdown -4:shutdown +3 +4 +5 +6");
	assert_string_equal(ask(caller, "e.add", "[]"), "1");
	stage_close(&stage);
}

static void a_temporary_one_that_cannot_start_again_is_tried_again(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = begin(&stage, &v, GS_ONE_FOR_ALL);
	*dial(0) = 2;
	*dial(1) = 2;
	assert_string_equal(ask(caller, "gs.restart", "[\"amy\"]"), "nil");
	stage_run(&stage);
	expect_trace("-2:shutdown:0 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0 +1 !2 -1:shutdown:0 "
		     "+1 !2 -1:shutdown:0 +1 +2 +4");
	stage_close(&stage);
	caller = begin(&stage, &v, GS_REST_FOR_ONE);
	*dial(0) = 2;
	*dial(1) = 2;
	assert_string_equal(ask(caller, "gs.restart", "[\"amy\"]"), "nil");
	stage_run(&stage);
	expect_trace("-2:shutdown:0 -4:shutdown:0 -3:shutdown:0 !2 !2 +2 +4");
	stage_close(&stage);
}

/* `one` stops and starts `two`, which waits for b to stop, and e for its delay. */
static void behaviour_171_a_delay_ends_with_the_life_of_its_supervisor(void **state)
{
	struct deep_variant v;
	struct stage stage;
	struct caller *caller = begin_deep(&stage, &v);

	(void)state;
	v.children[DEEP_B].shutdown = MS(20);
	v.two.intensity = 10;
	v.two.backoff = GS_S(1);
	v.two.backoff_max = GS_S(8);
	caller_notify(caller, "b.spin", "[]");
	stage_advance(&stage, MS(10));
	assert_true(gs__node_crash(stage.node, "e", "boom"));
	stage_advance(&stage, MS(2));
	assert_true(gs__node_crash(stage.node, "a", "boom"));
	stage_advance(&stage, MS(700));
	expect_trace("-6:boom -5:shutdown -4:shutdown -2:boom -3:shutdown +2 +3 +4 +5 +6");
	assert_true(gs__node_crash(stage.node, "e", "boom"));
	stage_advance(&stage, MS(999));
	expect_trace("-6:boom -5:shutdown -4:shutdown -3:shutdown");
	stage_advance(&stage, MS(300));
	expect_trace("+3 +4 +5 +6");
	stage_close(&stage);
}

/* In rest_for_one with delays: bob has fallen for the second time 100 ms ago, and waits for 2 s. */
static struct caller *begin_waiting(struct stage *stage, struct variant *v)
{
	struct caller *caller;

	vary(v, 10, GS_S(60));
	v->system.root.strategy = GS_REST_FOR_ONE;
	v->system.root.backoff = GS_S(1);
	v->system.root.backoff_max = GS_S(8);
	caller = stage_settled(stage, &v->system);
	caller_notify(caller, "bob.fall", "[]");
	stage_advance(stage, MS(1300));
	expect_trace("-4:odd reason:0 +4");
	caller_notify(caller, "bob.fall", "[]");
	stage_advance(stage, MS(100));
	expect_trace("-4:odd reason:0");
	return caller;
}

static void behaviour_171_an_earlier_one_that_fails_does_not_shorten_a_delay(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller = begin_waiting(&stage, &v);

	(void)state;
	caller_notify(caller, "amy.fall", "[]");
	stage_advance(&stage, MS(999));
	expect_trace("-2:odd reason:0 -3:shutdown:0");
	stage_advance(&stage, MS(300)); /* 1.4 s */
	expect_trace("+2 +3");
	assert_true(is_error(ask(caller, "bob.add", "[]"), "stopped"));
	assert_non_null(strstr(ask(caller, "gs.list", "[]"), "\"bob\", \"child\", \"restarting\""));
	stage_advance(&stage, MS(590));
	expect_trace("");
	stage_advance(&stage, MS(550));
	expect_trace("+4");
	assert_string_equal(ask(caller, "bob.add", "[]"), "1");
	stage_close(&stage);
}

/* Here the delay of the earlier one is the longer one: the later one comes behind it. */
static void behaviour_171_a_later_one_that_waited_enough_waits_for_its_turn(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller = begin_waiting(&stage, &v);

	(void)state;
	stage_advance(&stage, MS(1500));
	caller_notify(caller, "zoe.fall", "[]");
	stage_advance(&stage, MS(999)); /* 2.6 s */
	expect_trace("-1:odd reason:0 -3:shutdown:0 -2:shutdown:0");
	stage_advance(&stage, MS(300));
	expect_trace("+1 +2 +3 +4");
	stage_close(&stage);
}

static void behaviour_171_an_order_to_an_earlier_one_does_not_shorten_a_delay(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller = begin_waiting(&stage, &v);

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_string_equal(ask(caller, "gs.restart", "[\"amy\"]"), "nil");
		stage_run(&stage);
		expect_trace("-2:shutdown:0 -3:shutdown:0 +2 +3");
	}
	stage_advance(&stage, MS(1890));
	expect_trace("");
	stage_advance(&stage, MS(550));
	expect_trace("+4");
	stage_close(&stage);
}

/* Two of them wait, each for itself. */
static void behaviour_171_each_one_waits_for_its_own_delay(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller = begin_waiting(&stage, &v);

	(void)state;
	caller_notify(caller, "max.fall", "[]");
	stage_advance(&stage, MS(100));
	assert_string_equal(ask(caller, "gs.restart", "[\"zoe\"]"), "nil");
	stage_run(&stage);
	expect_trace("-3:odd reason:0 -1:shutdown:0 -2:shutdown:0 +1 +2");
	stage_advance(&stage, MS(890));
	expect_trace("");
	stage_advance(&stage, MS(300));
	expect_trace("+3");
	stage_advance(&stage, MS(600)); /* 1.99 s */
	expect_trace("");
	stage_advance(&stage, MS(550));
	expect_trace("+4");
	stage_close(&stage);
}

/* max is told to restart in the turn in which zoe fails. */
static void behaviour_171_with_one_for_all_an_order_does_not_shorten_a_delay(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller;

	(void)state;
	vary(&v, 10, GS_S(60));
	v.system.root.strategy = GS_ONE_FOR_ALL;
	v.system.root.backoff = v.system.root.backoff_max = GS_S(1);
	v.children[2].restart = GS_TEMPORARY;
	caller = stage_settled(&stage, &v.system);
	gs__world_take_weather(stage.world, &gs__weather_calm); /* both come at once */
	caller_notify(caller, "zoe.fall", "[]");
	assert_string_equal(ask(caller, "gs.restart", "[\"max\"]"), "nil");
	stage_advance(&stage, MS(990));
	expect_trace("-1:odd reason:0 -3:shutdown:0 -4:shutdown:0 -2:shutdown:0");
	stage_advance(&stage, MS(20));
	expect_trace("+1 +2 +3 +4");
	stage_close(&stage);
}

/* amy falls that often. */
static void fall(struct stage *stage, struct caller *caller, int times)
{
	for (int i = 0; i < times; i++) {
		caller_notify(caller, "amy.fall", "[]");
		stage_run(stage);
	}
}

/* With more restarts behind it than there was room for at first. */
static void a_lack_of_memory_does_not_forbid_a_restart(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller;

	(void)state;
	if (!gs__memory_is_seen())
		skip();
	vary(&v, 66, GS_S(60));
	caller = stage_settled(&stage, &v.system);
	fall(&stage, caller, 64);
	trace_clear();
	gs__memory_fail_at(1);
	stage_crash(&stage, "amy", "boom");
	stage_run(&stage);
	assert_true(gs__memory_has_failed());
	gs__memory_fail_at(0);
	expect_trace("-2:boom:0 +2");
	/* It has forgotten one, and counts on. */
	fall(&stage, caller, 2);
	assert_false(stage_has_ended(&stage));
	caller_notify(caller, "amy.fall", "[]");
	assert_true(stage_wait_end(&stage, GS_S(1)));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_to_restart_brings_back_what_is_temporary),
		cmocka_unit_test(two_orders_to_restart_bring_both_back),
		cmocka_unit_test(an_order_to_who_is_being_taken_along_holds),
		cmocka_unit_test(a_temporary_one_that_cannot_start_again_is_tried_again),
		cmocka_unit_test(behaviour_171_a_delay_ends_with_the_life_of_its_supervisor),
		cmocka_unit_test(behaviour_171_an_earlier_one_that_fails_does_not_shorten_a_delay),
		cmocka_unit_test(behaviour_171_a_later_one_that_waited_enough_waits_for_its_turn),
		cmocka_unit_test(behaviour_171_an_order_to_an_earlier_one_does_not_shorten_a_delay),
		cmocka_unit_test(behaviour_171_each_one_waits_for_its_own_delay),
		cmocka_unit_test(behaviour_171_with_one_for_all_an_order_does_not_shorten_a_delay),
		cmocka_unit_test(a_lack_of_memory_does_not_forbid_a_restart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
