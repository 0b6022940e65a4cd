/* SPDX-License-Identifier: MIT */
/* Who asks very often at once, and who comes when no descriptor is left. The spec is call.gs. */
#include "tests/support/stage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "call.gs.h"

/* What is added to `a` before an answer comes is counted by that answer. */
static const char one[] = "\x94\x00\x00\xa5"
			  "a.add\x91\x01";

enum {
	SIZE = sizeof(one) - 1,
	SHARE = 64 * 1024 / SIZE + 1, /* requests that one connection has read in a turn */
	FLOOD = 8 * SHARE,
	OTHERS = 20
};

static void flood(struct caller *caller)
{
	char *bytes = malloc((size_t)FLOOD * SIZE);

	assert_non_null(bytes);
	for (size_t i = 0; i < FLOOD; i++)
		memcpy(bytes + i * SIZE, one, SIZE);
	caller_raw(caller, bytes, (size_t)FLOOD * SIZE);
	free(bytes);
}

static uint32_t count_of(struct stage *stage)
{
	return ((const struct answerer *)stage_state(stage, "a"))->count;
}

/* A read takes as much as there is, also where the last one ended within a message. */
static void what_comes_in_one_go_is_read_in_few_turns(void **state)
{
	struct caller *caller;
	struct stage stage;
	uint64_t turns;

	(void)state;
	stage_open(&stage, &calling_system);
	caller = stage_caller(&stage);
	stage_run(&stage);
	turns = gs__node_counters(stage.node)->turns;
	flood(caller);
	stage_advance(&stage, GS_S(1));
	assert_int_equal(count_of(&stage), FLOOD);
	assert_true(gs__node_counters(stage.node)->turns - turns <= 32);
	stage_close(&stage);
}

/* It tries again once a second: a spin would have used up the failures at once. */
static void without_a_descriptor_the_listener_rests_and_comes_back(void **state)
{
	enum { TRIES = 5 };
	struct caller *before, *after[OTHERS];
	struct stage stage;
	uint32_t ids[OTHERS];
	uint64_t turns;

	(void)state;
	stage_open(&stage, &calling_system);
	before = stage_caller(&stage);
	assert_string_equal(ask(before, "a.add", "[1]"), "1");
	gs__world_fail_accept(stage.world, TRIES, -EMFILE);
	for (int i = 0; i < OTHERS; i++) {
		after[i] = stage_caller(&stage);
		ids[i] = caller_send(after[i], "a.add", "[1]");
	}
	turns = gs__node_counters(stage.node)->turns;
	stage_advance(&stage, GS_S(TRIES) - MS(500));
	assert_true(gs__node_counters(stage.node)->turns <= turns + 3 * TRIES);
	assert_int_equal(gs__node_counters(stage.node)->connections, 1);
	assert_string_equal(ask(before, "a.add", "[1]"), "2");
	stage_advance(&stage, GS_S(1));
	for (int i = 0; i < OTHERS; i++)
		assert_non_null(caller_answer(after[i], ids[i]));
	assert_int_equal(gs__node_counters(stage.node)->connections, OTHERS + 1);
	stage_close(&stage);
}

static void a_descriptor_that_is_free_again_ends_the_rest(void **state)
{
	struct caller *before, *after;
	struct stage stage;
	uint32_t id;

	(void)state;
	stage_open(&stage, &calling_system);
	before = stage_caller(&stage);
	assert_string_equal(ask(before, "a.add", "[1]"), "1");
	gs__world_fail_accept(stage.world, 1, -EMFILE);
	after = stage_caller(&stage);
	id = caller_send(after, "a.add", "[1]");
	stage_advance(&stage, MS(100));
	assert_null(caller_answer(after, id));
	caller_close(before);
	stage_advance(&stage, MS(100));
	assert_string_equal(caller_answer(after, id), "2");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_in_one_go_is_read_in_few_turns),
		cmocka_unit_test(without_a_descriptor_the_listener_rests_and_comes_back),
		cmocka_unit_test(a_descriptor_that_is_free_again_ends_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
