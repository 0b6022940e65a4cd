/* SPDX-License-Identifier: MIT */
/* The limiter in virtual time: gsc test gcra.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gcra.gs.h"

static const gs_str ann = { "ann", 3 }, bob = { "bob", 3 };

static gs_status acquire(gs_client *c, gs_str who, uint32_t n, struct gcra_acquire_reply *reply)
{
	struct gcra_acquire_options options = gcra_acquire_defaults;

	options.n = n;
	return gcra_acquire_call(c, "limiter", who, &options, reply);
}

static void a_burst_then_an_even_pace(void **state)
{
	gs_world *world = gs_world_new(1);
	struct gcra_acquire_reply reply;
	gs_client *client;

	(void)state;
	assert_int_equal(gs_world_start(world, &gateway_system, NULL), GS_OK);
	client = gs_world_client(world);
	for (uint32_t left = 5; left-- > 0;) {
		assert_int_equal(acquire(client, ann, 1, &reply), GS_OK);
		assert_int_equal(reply.remaining, left);
	}
	assert_int_equal(acquire(client, ann, 1, &reply), error_too_many);
	assert_int_equal(error_too_many_in(client)->retry_after, GS_MS(100));
	assert_int_equal(acquire(client, ann, 3, &reply), error_too_many);
	assert_int_equal(error_too_many_in(client)->retry_after, GS_MS(300));
	assert_int_equal(acquire(client, bob, 5, &reply), GS_OK);
	/* Who asks when told to is served, and not a nanosecond earlier. */
	gs_world_advance(world, GS_MS(100) - 1);
	assert_int_equal(acquire(client, ann, 1, &reply), error_too_many);
	assert_int_equal(error_too_many_in(client)->retry_after, 1);
	gs_world_advance(world, 1);
	assert_int_equal(acquire(client, ann, 1, &reply), GS_OK);
	assert_int_equal(reply.full_in, GS_MS(500));
	gs_world_advance(world, GS_MS(500));
	assert_int_equal(acquire(client, ann, 5, &reply), GS_OK);
	assert_int_equal(acquire(client, ann, 6, &reply), GS_INVALID);
	assert_true(gs_world_free(world));
}

static void whatever_the_clients_do_the_rate_holds(void **state)
{
	gs_world *world = gs_world_new(3);
	uint64_t chance = 1, granted = 0;
	gs_instant begun = gs_world_now(world);
	gs_client *client;

	(void)state;
	assert_int_equal(gs_world_start(world, &gateway_system, "limiter.interval=10ms",
				 "limiter.burst=20", NULL),
		GS_OK);
	client = gs_world_client(world);
	for (int i = 0; i < 5000; i++) {
		uint32_t n = 1 + (uint32_t)(chance >> 33) % 20;

		chance = chance * 6364136223846793005U + 1442695040888963407U;
		if (acquire(client, ann, n, NULL) == GS_OK)
			granted += n;
		gs_world_advance(world, (gs_duration)(chance >> 40));
		assert_true(granted <= 20 + (uint64_t)((gs_world_now(world) - begun) / GS_MS(10)));
	}
	assert_true(granted > 1000);
	assert_true(gs_world_free(world));
}

static void a_quiet_client_is_forgotten_only_when_its_limit_is_whole_again(void **state)
{
	gs_world *world = gs_world_new(1);
	gs_client *client;

	(void)state;
	assert_int_equal(gs_world_start(world, &gateway_system, "limiter.rest=500ms", NULL), GS_OK);
	client = gs_world_client(world);
	assert_int_equal(acquire(client, ann, 5, NULL), GS_OK);
	gs_world_advance(world, GS_MS(499));
	assert_non_null(gs_world_state(world, "limiter", "ann"));
	gs_world_advance(world, GS_MS(1));
	assert_null(gs_world_state(world, "limiter", "ann"));
	assert_int_equal(gcra_refused_call(client, "limiter", ann, NULL, NULL), GS_NO_SERVER);
	assert_true(gs_world_free(world));

	world = gs_world_new(1);
	assert_int_equal(gs_world_start(world, &gateway_system, "limiter.rest=499ms", NULL), GS_OK);
	assert_int_equal(acquire(gs_world_client(world), ann, 5, NULL), GS_DOWN);
	assert_true(gs_world_free(world));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_then_an_even_pace),
		cmocka_unit_test(whatever_the_clients_do_the_rate_holds),
		cmocka_unit_test(a_quiet_client_is_forgotten_only_when_its_limit_is_whole_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
