/* SPDX-License-Identifier: MIT */
/* A supervisor with an intensity of 0: its first failure is one too many. */
#include "tests/support/stage.h"

#include <stdio.h>

#include "strict.gs.h"

static void behaviour_145_an_intensity_of_nothing_forgives_nothing(void **state)
{
	struct stage stage;
	struct caller *caller = stage_settled(&stage, &strict_system);

	(void)state;
	/* No failure. */
	caller_notify(caller, "two.leave", "[]");
	stage_run(&stage);
	expect_trace("-2:normal");
	caller_notify(caller, "one.fall", "[]");
	stage_run(&stage);
	expect_trace("-1:fell +1 +2");
	assert_string_equal(ask(caller, "two.number", "[]"), "2");
	assert_int_equal(gs_world_logged(stage.world,
				 "too many restarts (more than 0 in 5000 ms); the last to end was "
				 "one: fell"),
		1);
	caller_notify(caller, "two.fall", "[]");
	assert_true(stage_wait_end(&stage, GS_S(1)));
	expect_trace("-2:fell -1:shutdown -3:shutdown");
	assert_string_equal(gs__node_reason(stage.node),
		"too many restarts (more than 1 in 5000 ms); the last to end was never: too many "
		"restarts (more than 0 in 5000 ms); the last to end was two: fell");
	stage_close(&stage);
}

/* It fails, with an order to restart behind what fails it. */
static void fall_before_the_order(struct caller *caller, const char *name)
{
	char fall[16], params[16];

	snprintf(fall, sizeof(fall), "%s.fall", name);
	snprintf(params, sizeof(params), "[\"%s\"]", name);
	assert_string_equal(ask(caller, "gs.suspend", params), "nil");
	caller_notify(caller, fall, "[]");
	assert_string_equal(ask(caller, "gs.restart", params), "nil");
}

static void who_fails_before_its_order_to_restart_has_failed(void **state)
{
	struct stage stage;
	struct caller *caller = stage_settled(&stage, &strict_system);

	(void)state;
	assert_string_equal(ask(caller, "three.hire", "[]"), "0");
	assert_string_equal(ask(caller, "gs.restart", "[\"one\"]"), "nil");
	assert_string_equal(ask(caller, "gs.restart", "[\"jobs#1\"]"), "nil");
	stage_run(&stage);
	expect_trace("+4 -1:shutdown +1 -4:shutdown +4");
	fall_before_the_order(caller, "one");
	stage_run(&stage);
	expect_trace("-1:fell -4:shutdown -2:shutdown +1 +2");
	assert_string_equal(ask(caller, "three.hire", "[]"), "0");
	fall_before_the_order(caller, "jobs#2");
	assert_true(stage_wait_end(&stage, GS_S(1)));
	expect_trace("+4 -4:fell -2:shutdown -1:shutdown -3:shutdown");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_145_an_intensity_of_nothing_forgives_nothing),
		cmocka_unit_test(who_fails_before_its_order_to_restart_has_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
