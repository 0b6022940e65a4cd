/* SPDX-License-Identifier: MIT */
/* A supervisor with an intensity of 0: its first failure is one too many. */
#include "tests/support/stage.h"

#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_145_an_intensity_of_nothing_forgives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
