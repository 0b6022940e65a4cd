/* SPDX-License-Identifier: MIT */
/* The search in virtual time: gsc test search.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "search.gs.h"

static const gs_str sea = { "sea", 3 };

/* With as many documents as `count`, the nth of which says "sea" n times. */
static gs_world *open_world(gs_client **client, const char *setting, int count)
{
	gs_world *world = gs_world_new(1);
	char text[1024] = "";

	assert_int_equal(gs_world_start(world, &library_system, setting, NULL), GS_OK);
	*client = gs_world_client(world);
	for (int i = 1; i <= count; i++) {
		char title[16];
		int len = snprintf(title, sizeof(title), "book %d", i);

		strcat(text, "the sea ");
		assert_int_equal(
			front_put_notify(*client, "front", (gs_str){ title, (uint32_t)len },
				(gs_str){ text, (uint32_t)strlen(text) }, NULL),
			GS_OK);
	}
	gs_world_run(world);
	return world;
}

static void the_best_of_all_shards_come_first(void **state)
{
	struct front_find_reply reply;
	gs_client *client;
	gs_world *world = open_world(&client, NULL, 30);

	(void)state;
	for (int i = 1; i <= 3; i++) {
		char name[] = { 's', (char)('0' + i), '\0' };
		const struct shard *shard = gs_world_state(world, name, NULL);

		assert_true(shard->documents.len > 0);
	}
	assert_int_equal(front_find_call(client, "front", sea, NULL, &reply), GS_OK);
	assert_int_equal(reply.missing, 0);
	assert_int_equal(reply.hits.len, 10);
	for (uint32_t i = 0; i < 10; i++)
		assert_int_equal(reply.hits.items[i].score, 30 - i);
	assert_int_equal(front_find_call(client, "front", GS_STR("sky"), NULL, &reply), GS_OK);
	assert_int_equal(reply.hits.len, 0);
	assert_true(gs_world_free(world));
}

static void a_slow_shard_is_missing_and_nobody_waits_for_it(void **state)
{
	struct front_find_reply reply;
	gs_client *client;
	gs_world *world = open_world(&client, "s2.think=10s", 30);
	gs_instant begun = gs_world_now(world);

	(void)state;
	assert_int_equal(front_find_call(client, "front", sea, NULL, &reply), GS_OK);
	assert_int_equal(gs_world_now(world) - begun, GS_MS(200));
	assert_int_equal(reply.missing, 1);
	assert_int_equal(reply.hits.len, 10);
	gs_world_advance(world, GS_S(20)); /* its answer comes too late, and harms nobody */
	assert_int_equal(
		((const struct front *)gs_world_state(world, "front", NULL))->searches.len, 0);
	assert_true(gs_world_free(world));
}

static void found(void *arg, gs_status status, const struct front_find_reply *reply)
{
	*(int *)arg = status == GS_OK ? (int)reply->missing : 100;
}

static void a_shard_that_falls_meanwhile_is_missing_at_once(void **state)
{
	gs_client *client;
	gs_world *world = open_world(&client, "s3.think=100ms", 30);
	int missing = -1;

	(void)state;
	assert_int_equal(front_find_begin(client, "front", sea, NULL, found, &missing), GS_OK);
	gs_world_run(world);
	assert_int_equal(missing, -1);
	assert_true(gs_world_crash(world, "s3", "out of paper"));
	gs_world_run(world);
	assert_int_equal(missing, 1);
	assert_true(gs_world_free(world));
}

static void without_any_shard_it_says_so(void **state)
{
	gs_world *world = gs_world_new(1);
	gs_client *client;
	int missing = -1;

	(void)state;
	assert_int_equal(gs_world_start(world, &library_system, "s1.think=1s", "s2.think=1s",
				 "s3.think=201ms", NULL),
		GS_OK);
	client = gs_world_client(world);
	assert_int_equal(front_find_call(client, "front", sea, NULL, NULL), error_unavailable);
	assert_int_equal(error_unavailable_in(client)->missing, 3);
	/* A customer who hangs up leaves nothing behind. */
	assert_int_equal(front_find_begin(client, "front", sea, NULL, found, &missing), GS_OK);
	gs_world_run(world);
	assert_true(gs_world_cut(world, client));
	gs_world_run(world);
	assert_int_equal(missing, 100);
	assert_int_equal(
		((const struct front *)gs_world_state(world, "front", NULL))->searches.len, 0);
	assert_true(gs_world_free(world));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_of_all_shards_come_first),
		cmocka_unit_test(a_slow_shard_is_missing_and_nobody_waits_for_it),
		cmocka_unit_test(a_shard_that_falls_meanwhile_is_missing_at_once),
		cmocka_unit_test(without_any_shard_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
