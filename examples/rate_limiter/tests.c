/* SPDX-License-Identifier: MIT */
/* The bucket in virtual time: gsc test limits.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "limits.gs.h"

static gs_status acquire(gs_client *client, uint32_t n, uint32_t *remaining)
{
	struct bucket_acquire_options options = bucket_acquire_defaults;
	struct bucket_acquire_reply reply = { 0 };
	gs_status status;

	options.n = n;
	status = bucket_acquire_call(client, "limiter", &options, &reply);
	*remaining = reply.remaining;
	return status;
}

static void it_refills_at_its_pace_and_not_beyond(void **state)
{
	gs_world *world = gs_world_new(1);
	gs_client *client;
	uint32_t remaining;

	(void)state;
	assert_int_equal(gs_world_start(world, &limits_system, "limiter.capacity=25",
				 "limiter.period=1m", NULL),
		GS_OK);
	client = gs_world_client(world);
	assert_int_equal(acquire(client, 25, &remaining), GS_OK);
	assert_int_equal(remaining, 0);
	assert_int_equal(acquire(client, 1, &remaining), error_exhausted);
	assert_int_equal(error_exhausted_in(client)->retry_after, GS_S(60));
	gs_world_advance(world, GS_S(60));
	assert_int_equal(acquire(client, 1, &remaining), GS_OK);
	assert_int_equal(remaining, 9);
	gs_world_advance(world, GS_S(3600));
	assert_int_equal(acquire(client, 1, &remaining), GS_OK);
	assert_int_equal(remaining, 24);
	assert_true(gs_world_free(world));
}

static void a_crash_costs_no_more_than_its_tokens(void **state)
{
	gs_world *world = gs_world_new(1);
	gs_client *client;
	uint32_t remaining;

	(void)state;
	assert_int_equal(gs_world_start(world, &limits_system, NULL), GS_OK);
	client = gs_world_client(world);
	assert_int_equal(acquire(client, 900, &remaining), GS_OK);
	assert_true(gs_world_crash(world, "limiter", "bad luck"));
	assert_int_equal(acquire(client, 900, &remaining), GS_OK);
	assert_int_equal(remaining, 100);
	assert_true(gs_world_free(world));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_refills_at_its_pace_and_not_beyond),
		cmocka_unit_test(a_crash_costs_no_more_than_its_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
