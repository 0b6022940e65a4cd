/* SPDX-License-Identifier: MIT */
/* However much one server has to do, another one's turn comes soon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fair.gs.h"

enum { MANY = 100000, SOON = 4096 /* messages, or timers */ };

static gs_world *open_world(void)
{
	gs_world *world = gs_world_new(1);

	assert_int_equal(gs_world_start(world, &fair_system, NULL), GS_OK);
	return world;
}

/* All of it was done, and `quick` had its turn after `most` at most. */
static void check(gs_world *world, uint32_t done, uint32_t most)
{
	gs_client *client = gs_world_client(world);
	struct busy_count_reply count;
	struct quick_seen_reply seen;

	gs_world_advance(world, GS_S(2));
	assert_int_equal(busy_count_call(client, "busy", NULL, &count), GS_OK);
	assert_int_equal(count.value, done);
	assert_int_equal(quick_seen_call(client, "quick", NULL, &seen), GS_OK);
	assert_int_equal(seen.told, 1);
	assert_in_range(seen.looked, 1, most);
	assert_true(gs_world_free(world));
}

static void a_crowd_of_timers_for_one_instant(void **state)
{
	gs_world *world = open_world();

	(void)state;
	assert_int_equal(busy_crowd_notify(gs_world_client(world), "busy", MANY, NULL), GS_OK);
	check(world, MANY, SOON);
}

static void timers_without_a_delay_one_after_the_other(void **state)
{
	gs_world *world = open_world();

	(void)state;
	assert_int_equal(busy_chain_notify(gs_world_client(world), "busy", MANY, NULL), GS_OK);
	check(world, MANY, 4);
}

static void messages_to_oneself_one_after_the_other(void **state)
{
	gs_world *world = open_world();

	(void)state;
	assert_int_equal(busy_talk_notify(gs_world_client(world), "busy", MANY, NULL), GS_OK);
	check(world, MANY, SOON);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_crowd_of_timers_for_one_instant),
		cmocka_unit_test(timers_without_a_delay_one_after_the_other),
		cmocka_unit_test(messages_to_oneself_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
