/* SPDX-License-Identifier: MIT */
/* Behaviours of `idle`: numbers 16, 17, 58, 67, 69. A silence is told once; the next message begins
 * another. */
#include "tests/support/stage.h"

#include <string.h>

#include "idle.gs.h"

static struct caller *open(struct stage *stage)
{
	stage_open(stage, &silences_system);
	return stage_caller(stage);
}

static void behaviour_16_a_silence_from_the_start_on_is_told(void **state)
{
	struct stage stage;

	(void)state;
	open(&stage);
	stage_advance(&stage, MS(499));
	assert_null(strstr(traced(), "doze@"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "doze@500"));
	stage_advance(&stage, GS_S(10));
	assert_non_null(strstr(traced(), "doze@500 gone sleep@2000"));
	assert_null(strstr(traced(), "doze@1000")); /* once a silence */
	stage_close(&stage);
}

static void behaviour_16_a_call_in_between_puts_it_off(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	stage_advance(&stage, MS(300));
	ask(caller, "sleeper.poke", "[]");
	stage_advance(&stage, MS(499));
	assert_null(strstr(traced(), "doze@"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "doze@800"));
	stage_close(&stage);
}

static void behaviour_17_what_is_queued_is_no_silence(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	for (int i = 0; i < 5; i++) {
		stage_advance(&stage, MS(400));
		ask(caller, "sleeper.poke", "[]");
	}
	assert_null(strstr(traced(), "doze@"));
	assert_null(strstr(traced(), "sleep@"));
	stage_close(&stage);
}

/* Not even until the server comes to it. */
static void an_answer_that_is_queued_is_no_silence(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	stage_advance(&stage, MS(300));
	trace_clear();
	caller_notify(caller, "waiter.ask", "[100000000]");
	stage_run(&stage);
	ask(caller, "gs.suspend", "[\"waiter\"]");
	stage_advance(&stage, MS(300));
	ask(caller, "gs.resume", "[\"waiter\"]");
	stage_advance(&stage, MS(249));
	assert_non_null(strstr(traced(), "told:0"));
	assert_null(strstr(traced(), "still"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "still"));
	stage_close(&stage);
}

static void behaviour_58_a_cast_begins_a_silence_of_a_millisecond(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	stage_advance(&stage, MS(10));
	trace_clear();
	caller_notify(caller, "brief.nudge", "[]");
	stage_run(&stage);
	assert_string_equal(traced(), "nudge");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "nudge doze");
	stage_advance(&stage, MS(100));
	assert_string_equal(traced(), "nudge doze");
	stage_close(&stage);
}

static void behaviour_67_a_pause_longer_than_idle_is_told_before_the_next_call(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	ask(caller, "sleeper.poke", "[]");
	stage_advance(&stage, MS(250));
	ask(caller, "sleeper.poke", "[]");
	assert_null(strstr(traced(), "doze@"));
	stage_advance(&stage, MS(750));
	assert_non_null(strstr(traced(), "doze@750"));
	ask(caller, "sleeper.poke", "[]"); /* at 1000 */
	stage_advance(&stage, GS_S(1));
	assert_non_null(strstr(traced(), "doze@1500"));
	stage_close(&stage);
}

static void behaviour_69_a_look_from_outside_does_not_break_the_silence(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	for (int i = 0; i < 5; i++) {
		stage_advance(&stage, MS(100));
		ask(caller, "gs.list", "[]");
		ask(caller, "gs.describe", "[\"sleeper\"]");
	}
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "doze@500"));
	stage_close(&stage);
}

/* Messages to oneself, timers and ticks are no sign of anybody. */
static void own_messages_do_not_break_the_silence(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	caller_notify(caller, "sleeper.toil", "[5000000000]");
	stage_advance(&stage, GS_S(1));
	assert_non_null(strstr(traced(), "doze@500"));
	stage_close(&stage);
}

static void a_server_may_end_itself_out_of_boredom(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	stage_advance(&stage, MS(900));
	assert_string_equal(ask(caller, "guest.poke", "[]"), "nil");
	stage_advance(&stage, MS(999));
	assert_null(strstr(traced(), "gone"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "gone"));
	stage_advance(&stage, MS(1));
	assert_true(is_error(ask(caller, "guest.poke", "[]"), "no_server"));
	stage_close(&stage);
}

static void a_silence_ends_with_its_life(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	caller = open(&stage);
	stage_advance(&stage, MS(300));
	caller_notify(caller, "sleeper.leave", "[]"); /* permanent: it starts again */
	stage_advance(&stage, MS(499));
	assert_null(strstr(traced(), "doze@"));
	stage_advance(&stage, MS(1));
	assert_non_null(strstr(traced(), "doze@500"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_16_a_silence_from_the_start_on_is_told),
		cmocka_unit_test(behaviour_16_a_call_in_between_puts_it_off),
		cmocka_unit_test(behaviour_17_what_is_queued_is_no_silence),
		cmocka_unit_test(an_answer_that_is_queued_is_no_silence),
		cmocka_unit_test(behaviour_58_a_cast_begins_a_silence_of_a_millisecond),
		cmocka_unit_test(
			behaviour_67_a_pause_longer_than_idle_is_told_before_the_next_call),
		cmocka_unit_test(behaviour_69_a_look_from_outside_does_not_break_the_silence),
		cmocka_unit_test(own_messages_do_not_break_the_silence),
		cmocka_unit_test(a_server_may_end_itself_out_of_boredom),
		cmocka_unit_test(a_silence_ends_with_its_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
