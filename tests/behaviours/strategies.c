/* SPDX-License-Identifier: MIT */
/* Behaviours of the strategies and of backoff: numbers 141 to 171. */
#include "tests/behaviours/variant.h"

#include <stdio.h>

/* amy falls once in a system of that strategy, after the dials are set. */
static const char *fall_once(
	struct stage *stage, enum gs_strategy strategy, const char *who, int failing, int times)
{
	static struct variant v;

	vary(&v, 3, GS_S(5));
	v.system.root.strategy = strategy;
	stage_open(stage, &v.system);
	*dial(0) = failing;
	*dial(1) = times;
	trace_clear();
	stage_crash(stage, who, "boom");
	stage_advance(stage, MS(1));
	return traced();
}

static void behaviour_141_one_for_all_starts_all_anew(void **state)
{
	struct stage stage;

	(void)state;
	assert_string_equal(fall_once(&stage, GS_ONE_FOR_ALL, "amy", 0, 0),
		"-2:boom:0 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0 +1 +2 +3 +4");
	stage_close(&stage);
}

static void behaviour_142_rest_for_one_leaves_the_earlier_ones_alone(void **state)
{
	struct stage stage;

	(void)state;
	assert_string_equal(fall_once(&stage, GS_REST_FOR_ONE, "amy", 0, 0),
		"-2:boom:0 -4:shutdown:0 -3:shutdown:0 +2 +3 +4");
	stage_close(&stage);
}

static void behaviour_145_a_restart_of_all_counts_once(void **state)
{
	struct stage stage;

	(void)state;
	fall_once(&stage, GS_ONE_FOR_ALL, "amy", 0, 0);
	for (int i = 0; i < 2; i++) {
		stage_crash(&stage, "zoe", "boom");
		stage_advance(&stage, MS(1));
		assert_false(stage_has_ended(&stage));
	}
	stage_crash(&stage, "bob", "boom");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	stage_close(&stage);
}

static void behaviour_150_one_for_all_stops_the_restarted_when_another_fails(void **state)
{
	struct stage stage;

	(void)state;
	assert_string_equal(fall_once(&stage, GS_ONE_FOR_ALL, "amy", 2, 1),
		"-2:boom:0 -4:shutdown:0 -3:shutdown:0 -1:shutdown:0 +1 !2 -1:shutdown:0 "
		"+1 +2 +3 +4");
	stage_close(&stage);
}

static void behaviour_151_rest_for_one_retries_the_failing_one_alone(void **state)
{
	struct stage stage;

	(void)state;
	assert_string_equal(fall_once(&stage, GS_REST_FOR_ONE, "zoe", 2, 1),
		"-1:boom:0 -4:shutdown:0 -3:shutdown:0 -2:shutdown:0 +1 !2 +2 +3 +4");
	stage_close(&stage);
}

static bool says(struct caller *caller, const char *status)
{
	char row[64];

	snprintf(row, sizeof(row), "\"amy\", \"child\", \"%s\"", status);
	return strstr(ask(caller, "gs.list", "[]"), row);
}

static void behaviour_152_a_waiting_restart_is_seen_and_does_not_hold_up_a_stop(void **state)
{
	struct variant v;
	struct stage stage;
	struct caller *caller;
	gs_instant start;

	(void)state;
	vary(&v, 3, GS_S(5));
	v.system.root.backoff = v.system.root.backoff_max = GS_S(30);
	stage_open(&stage, &v.system);
	caller = stage_caller(&stage);
	stage_crash(&stage, "amy", "boom");
	stage_advance(&stage, MS(1));
	assert_true(says(caller, "restarting"));
	assert_true(is_error(ask(caller, "amy.add", "[]"), "stopped"));
	assert_string_equal(ask(caller, "max.add", "[]"), "1");
	start = stage_now(&stage);
	gs__node_stop(stage.node, "shutdown");
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_true(stage_now(&stage) - start < GS_S(5));
	stage_close(&stage);
}

/* How long amy is away after a fall. */
static gs_duration away(struct stage *stage, struct caller *caller)
{
	gs_instant start = stage_now(stage);

	stage_crash(stage, "amy", "boom");
	stage_advance(stage, MS(1));
	while (!says(caller, "running"))
		stage_advance(stage, MS(1));
	return stage_now(stage) - start;
}

static void behaviour_171_backoff_grows_to_its_cap_and_a_calm_life_ends_it(void **state)
{
	static const int least[] = { 100, 200, 400, 800, 1000, 1000 };
	struct variant v;
	struct stage stage;
	struct caller *caller;
	gs_duration delay;

	(void)state;
	vary(&v, 100, GS_S(60));
	v.system.root.backoff = MS(100);
	v.system.root.backoff_max = GS_S(1);
	stage_open(&stage, &v.system);
	caller = stage_caller(&stage);
	for (size_t i = 0; i < sizeof(least) / sizeof(least[0]); i++) {
		gs_duration most = least[i] * GS_MS(5) / 4;

		delay = away(&stage, caller);
		assert_true(delay >= MS(least[i]));
		assert_true(delay <= (most < GS_S(1) ? most : GS_S(1)) + MS(20));
	}
	stage_advance(&stage, GS_S(2));
	assert_true(away(&stage, caller) <= MS(145));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_141_one_for_all_starts_all_anew),
		cmocka_unit_test(behaviour_142_rest_for_one_leaves_the_earlier_ones_alone),
		cmocka_unit_test(behaviour_145_a_restart_of_all_counts_once),
		cmocka_unit_test(behaviour_150_one_for_all_stops_the_restarted_when_another_fails),
		cmocka_unit_test(behaviour_151_rest_for_one_retries_the_failing_one_alone),
		cmocka_unit_test(
			behaviour_152_a_waiting_restart_is_seen_and_does_not_hold_up_a_stop),
		cmocka_unit_test(behaviour_171_backoff_grows_to_its_cap_and_a_calm_life_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
