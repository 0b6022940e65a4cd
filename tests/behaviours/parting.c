/* SPDX-License-Identifier: MIT */
/* What is said last, and to whom, when all end in order. The spec is parting.gs. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "parting.gs.h"

static struct caller *begin(struct stage *stage)
{
	stage_open(stage, &parting_system);
	return stage_caller(stage);
}

/* From the last one to the first; what an earlier one is sent by a later one it handles, the news
 * of the other's end too. */
static void all_that_is_said_at_the_end_arrives(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage), *other = stage_caller(&stage);
	uint32_t id;

	(void)state;
	ask(caller, "one.join", "[]");
	ask(other, "three.join", "[]");
	ask(other, "two.join", "[]");
	id = caller_send(caller, "one.hold", "[]");
	caller_notify(caller, "two.ask_on", "[]");
	caller_notify(caller, "one.watch", "[]");
	caller_notify(caller, "two.watch", "[]");
	caller_notify(caller, "three.watch", "[]");
	stage_run(&stage);
	gs_world_raise(stage.world, SIGTERM);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	expect_trace("-3:shutdown told:0 host:0 next:0 kept:0 "
		     "2<3 pass:0 2:on:0 1<3 pass:0 1:noted3 1:noted3 2:down:shutdown "
		     "-2:shutdown told:0 host:0 next:-2 1<2 pass:0 1:noted2 1:down:shutdown "
		     "-1:shutdown told:0 host:-2 next:-2 kept:0");
	assert_string_equal(caller_wait(caller, id), "1");
	stage_run(&stage);
	assert_string_equal(caller_told(caller), "\"farewell.parted\" [1]\n");
	assert_string_equal(
		caller_told(other), "\"farewell.parted\" [3]\n\"farewell.parted\" [2]\n");
	stage_close(&stage);
}

/* What waited for room before the order came, comes after it. */
static void who_waits_for_room_is_told_that_there_is_none(void **state)
{
	struct stage stage;
	struct caller *caller = begin(&stage), *other = stage_caller(&stage);
	uint32_t ids[3];

	(void)state;
	ask(caller, "gs.suspend", "[\"two\"]");
	for (int i = 0; i < 12; i++) {
		char params[16];

		snprintf(params, sizeof(params), "[%d]", i);
		caller_notify(other, "two.work", params);
	}
	ids[0] = caller_send(other, "two.number", "[]");
	ids[1] = caller_send(other, "one.number", "[]");
	stage_run(&stage);
	ids[2] = caller_send(caller, "two.number", "[]");
	stage_run(&stage);
	assert_null(caller_answer(other, ids[1]));
	assert_true(is_error(caller_answer(caller, ids[2]), "overloaded"));
	gs_world_raise(stage.world, SIGTERM);
	assert_true(stage_wait_end(&stage, GS_S(10)));
	assert_non_null(strstr(traced(), " w0 w1 w2 w3 -2:shutdown "));
	assert_null(strstr(traced(), "w4"));
	assert_true(is_error(caller_wait(other, ids[0]), "stopped"));
	assert_true(is_error(caller_wait(other, ids[1]), "stopped"));
	stage_close(&stage);
}

/* Who goes along in a round has heard why. */
static void who_goes_along_has_heard_of_the_end(void **state)
{
	struct gs_system system = parting_system;
	struct stage stage;
	struct caller *caller;

	(void)state;
	system.root.strategy = GS_ONE_FOR_ALL;
	stage_open(&stage, &system);
	caller = stage_caller(&stage);
	caller_notify(caller, "two.watch", "[]");
	stage_run(&stage);
	caller_notify(caller, "three.fall", "[]");
	stage_run(&stage);
	assert_non_null(strstr(traced(), "2:down:fell -2:shutdown"));
	assert_string_equal(ask(caller, "three.number", "[]"), "3");
	stage_close(&stage);
}

/* However a peer leaves in order, what it had said is handled, behind a full mailbox, too. */
static void who_leaves_has_been_heard(void **state)
{
	static void (*const leave[])(struct caller *) = { caller_half_close, caller_close };

	(void)state;
	for (size_t way = 0; way < GS_COUNT(leave); way++) {
		struct stage stage;
		struct caller *caller = begin(&stage), *other = stage_caller(&stage);
		uint32_t id;

		ask(caller, "gs.suspend", "[\"two\"]");
		for (int i = 0; i < 9; i++) {
			char params[16];

			snprintf(params, sizeof(params), "[%d]", i);
			caller_notify(other, "two.work", params);
		}
		id = caller_send(other, "two.number", "[]");
		stage_run(&stage);
		leave[way](other);
		stage_advance(&stage, MS(10));
		ask(caller, "gs.resume", "[\"two\"]");
		stage_advance(&stage, MS(10));
		expect_trace("w0 w1 w2 w3 w4 w5 w6 w7 w8");
		if (leave[way] == caller_half_close)
			assert_string_equal(caller_answer(other, id), "2");
		stage_close(&stage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_said_at_the_end_arrives),
		cmocka_unit_test(who_goes_along_has_heard_of_the_end),
		cmocka_unit_test(who_leaves_has_been_heard),
		cmocka_unit_test(who_waits_for_room_is_told_that_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
