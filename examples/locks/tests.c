/* SPDX-License-Identifier: MIT */
/* The locks in virtual time: gsc test locks.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "locks.gs.h"

static const gs_str disk = { "disk", 4 };

struct grant {
	gs_status status;
	uint64_t token; /* 0: not answered */
};

static void granted(void *arg, gs_status status, const struct locks_acquire_reply *reply)
{
	struct grant *grant = arg;

	grant->status = status;
	grant->token = reply ? reply->token : 1;
}

/* Asks, and does not wait for the answer. */
static void ask(gs_client *client, const char *owner, struct grant *grant)
{
	*grant = (struct grant){ GS_OK, 0 };
	assert_int_equal(locks_acquire_begin(client, "locks", disk,
				 (gs_str){ owner, (uint32_t)strlen(owner) }, NULL, granted, grant),
		GS_OK);
}

static gs_world *open_world(gs_client **client, struct grant *first)
{
	gs_world *world = gs_world_new(1);

	assert_int_equal(
		gs_world_start(world, &coordination_system, "locks.lease=10s", NULL), GS_OK);
	*client = gs_world_client(world);
	ask(*client, "ann", first);
	gs_world_run(world);
	assert_true(first->token > 1);
	return world;
}

static void it_is_granted_in_the_order_of_asking(void **state)
{
	struct grant ann, bob, cem;
	gs_client *client;
	gs_world *world = open_world(&client, &ann);
	struct locks_look_reply look;

	(void)state;
	ask(client, "bob", &bob);
	ask(client, "cem", &cem);
	gs_world_run(world);
	assert_int_equal(bob.token, 0);
	assert_int_equal(locks_look_call(client, "locks", disk, NULL, &look), GS_OK);
	assert_int_equal(look.waiting, 2);
	assert_int_equal(locks_release_call(client, "locks", disk, ann.token, NULL), GS_OK);
	gs_world_run(world);
	assert_true(bob.token > ann.token);
	assert_int_equal(cem.token, 0);
	/* A lease that is over passes it on, too, and not a moment earlier. */
	gs_world_advance(world, GS_S(10) - 1);
	assert_int_equal(cem.token, 0);
	gs_world_advance(world, 1);
	assert_true(cem.token > bob.token);
	assert_int_equal(locks_release_call(client, "locks", disk, bob.token, NULL), error_over);
	assert_int_equal(
		locks_renew_call(client, "locks", disk, bob.token, NULL, NULL), error_over);
	assert_true(gs_world_free(world));
}

static void who_renews_keeps_it(void **state)
{
	struct locks_acquire_options at_once = locks_acquire_defaults;
	struct grant ann;
	gs_client *client;
	gs_world *world = open_world(&client, &ann);

	(void)state;
	for (int i = 0; i < 10; i++) {
		gs_world_advance(world, GS_S(9));
		assert_int_equal(
			locks_renew_call(client, "locks", disk, ann.token, NULL, NULL), GS_OK);
	}
	at_once.wait = false;
	gs_world_advance(world, GS_S(4));
	assert_int_equal(locks_acquire_call(client, "locks", disk, GS_STR("bob"), &at_once, NULL),
		error_held);
	assert_int_equal(error_held_in(client)->left, GS_S(6));
	assert_true(gs_equal(error_held_in(client)->by, GS_STR("ann")));
	gs_world_advance(world, GS_S(6));
	assert_int_equal(
		locks_acquire_call(client, "locks", disk, GS_STR("bob"), &at_once, NULL), GS_OK);
	assert_true(gs_world_free(world));
}

static void who_hangs_up_is_passed_over(void **state)
{
	struct grant ann, bob, cem;
	gs_client *client, *bobs;
	gs_world *world = open_world(&client, &ann);

	(void)state;
	bobs = gs_world_client(world);
	ask(bobs, "bob", &bob);
	gs_world_run(world);
	ask(client, "cem", &cem);
	gs_world_run(world);
	assert_true(gs_world_cut(world, bobs));
	gs_world_run(world);
	assert_int_equal(bob.status, GS_LOST);
	assert_int_equal(
		((const struct locks *)gs_world_state(world, "locks", NULL))->asked.len, 1);
	assert_int_equal(locks_release_call(client, "locks", disk, ann.token, NULL), GS_OK);
	gs_world_run(world);
	assert_true(cem.token > ann.token);
	assert_true(gs_world_free(world));
}

static void tokens_grow_over_a_crash(void **state)
{
	struct grant ann, bob, cem;
	gs_client *client;
	gs_world *world = open_world(&client, &ann);

	(void)state;
	ask(client, "bob", &bob);
	gs_world_advance(world, GS_US(1));
	assert_true(gs_world_crash(world, "locks", "bad luck"));
	assert_int_equal(bob.status, GS_DOWN);
	ask(client, "cem", &cem);
	gs_world_run(world);
	assert_true(cem.token > ann.token);
	assert_true(gs_world_free(world));
}

static void without_memory_nobody_waits_for_ever(void **state)
{
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		struct grant ann, bob, cem;
		gs_client *client;
		gs_world *world = open_world(&client, &ann);

		bob.token = 0;
		assert_true(gs_world_fail_alloc(world, ++n));
		if (locks_acquire_begin(
			    client, "locks", disk, GS_STR("bob"), NULL, granted, &bob) != GS_OK)
			bob.token = 1;
		gs_world_run(world);
		has_failed = gs_world_alloc_has_failed(world);
		gs_world_fail_alloc(world, 0);
		gs_world_advance(world, GS_S(10));
		assert_true(bob.token > 0);
		gs_world_advance(world, GS_S(10));
		ask(client, "cem", &cem);
		gs_world_run(world);
		assert_true(cem.token > 1);
		assert_true(gs_world_free(world));
	} while (has_failed);
	assert_true(n > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_granted_in_the_order_of_asking),
		cmocka_unit_test(who_renews_keeps_it),
		cmocka_unit_test(who_hangs_up_is_passed_over),
		cmocka_unit_test(tokens_grow_over_a_crash),
		cmocka_unit_test(without_memory_nobody_waits_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
