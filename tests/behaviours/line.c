/* SPDX-License-Identifier: MIT */
/* Keyed servers where a life begins, makes room or ends in the middle of something else. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>

#include "line.gs.h"

static struct caller *begin(struct stage *stage)
{
	struct caller *caller = stage_settled(stage, &line_system);

	gs__world_take_weather(stage->world, &gs__weather_calm);
	return caller;
}

/* The first message for a key has its values, whatever memory init uses. */
static void a_message_outlives_the_init_that_it_causes(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_string_equal(ask(caller, "readers.sum", "[1, [1, 2, 3, 4, 5]]"), "15");
		assert_string_equal(ask(caller, "readers.login", "[2, 5, \"word\"]"), "[5, 4]");
		assert_string_equal(ask(caller, "safes.add", "[1, 5]"), "6");
		assert_string_equal(ask(caller, "safes.add", "{\"id\": 2, \"n\": 5}"), "6");
	}
	stage_close(&stage);
}

static void what_terminate_used_is_given_back_and_wiped(void **state)
{
	static const char *const words[] = { "s3cr3t-", NULL };
	struct stage stage;
	struct caller *caller;
	int64_t before;

	(void)state;
	gs__memory_watch(words);
	caller = begin(&stage);
	for (int i = 0; i < 500; i++) {
		char params[32];

		snprintf(params, sizeof(params), "[%d, 1]", i);
		assert_string_equal(ask(caller, "safes.add", params), "2");
	}
	before = gs__memory_bytes();
	stage_advance(&stage, GS_S(3));
	assert_true(gs__memory_bytes() - before < 100000);
	stage_close(&stage);
	assert_int_equal(gs__memory_spilled(), 0);
	gs__memory_watch(NULL);
}

/* Its farewell begins number 3, for which it makes room. */
static void there_is_one_instance_a_key_whoever_began_it(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "guests.add", "[1]");
	ask(caller, "guests.add", "[2]");
	trace_clear();
	assert_string_equal(ask(caller, "guests.add", "[3]"), "101");
	stage_run(&stage);
	expect_trace("-1 cast:0 cast:-2 -2 +3 bye3");
	assert_string_equal(ask(caller, "guests.add", "[3]"), "102");
	stage_close(&stage);
}

/* Inside a handler the one that makes room is only told to: nothing is sent to it any more. */
static void who_makes_room_is_not_there(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	ask(caller, "guests.add", "[4]");
	ask(caller, "guests.add", "[5]");
	trace_clear();
	assert_string_equal(ask(caller, "other.tell", "[6, 4]"), "[0, -2]");
	stage_run(&stage);
	expect_trace("-4 +6 bye6");
	stage_close(&stage);
}

/* What was queued for it is handled, although it was suspended. */
static void a_suspended_key_ends_with_its_line(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);
	gs_instant began;
	uint32_t call;

	(void)state;
	for (int i = 0; i < 2; i++) {
		ask(caller, "workers.add", "[1]");
		ask(caller, "gs.suspend", "[\"workers\", \"1\"]");
		call = caller_send(caller, "workers.add", "[1]");
		stage_run(&stage);
		began = stage_now(&stage);
		if (i == 0) {
			assert_string_equal(ask(caller, "gs.restart", "[\"workers\"]"), "nil");
			stage_advance(&stage, GS_MS(20));
		} else {
			gs_world_raise(stage.world, SIGTERM);
			assert_true(stage_wait_end(&stage, GS_S(20)));
		}
		assert_string_equal(caller_answer(caller, call), "1");
		expect_trace("-1:shutdown");
		assert_in_range(stage_now(&stage) - began, 0, GS_S(1));
	}
	stage_close(&stage);
}

/* What was queued when the order came, not what comes of it for ever. */
static void a_key_that_is_never_done_ends_with_its_line(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	gs__world_take_weather(stage.world, &gs__weather_rough); /* where turns take time */
	caller_notify(caller, "workers.loop", "[1]");
	stage_advance(&stage, GS_MS(5));
	ask(caller, "gs.restart", "[\"workers\"]");
	stage_advance(&stage, GS_MS(50));
	expect_trace("-1:shutdown");
	assert_string_equal(ask(caller, "workers.add", "[2]"), "1");
	stage_close(&stage);
}

/* In one turn the key fails, its line is told to end, and the supervisor of both gives up. */
static void who_watched_a_key_hears_of_it_when_all_falls(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage);

	(void)state;
	assert_string_equal(ask(caller, "watcher.hire", "[]"), "0");
	ask(caller, "lines#1.add", "[5]");
	assert_string_equal(ask(caller, "watcher.watch", "[5]"), "0");
	caller_notify(caller, "fuse.blow", "[]");
	stage_run(&stage);
	trace_clear();
	caller_notify(caller, "fuse.blow", "[]");
	caller_notify(caller, "lines#1.fall", "[5]");
	caller_notify(caller, "watcher.end", "[]");
	stage_run(&stage);
	expect_trace("-5:fell down:fell");
	assert_string_equal(ask(caller, "watcher.let_be", "[]"), "false");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_outlives_the_init_that_it_causes),
		cmocka_unit_test(what_terminate_used_is_given_back_and_wiped),
		cmocka_unit_test(there_is_one_instance_a_key_whoever_began_it),
		cmocka_unit_test(who_makes_room_is_not_there),
		cmocka_unit_test(a_suspended_key_ends_with_its_line),
		cmocka_unit_test(a_key_that_is_never_done_ends_with_its_line),
		cmocka_unit_test(who_watched_a_key_hears_of_it_when_all_falls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
