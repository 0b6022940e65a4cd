/* SPDX-License-Identifier: MIT */
/* The queue in virtual time: gsc test queue.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "queue.gs.h"

struct worker {
	uint64_t id; /* of the job it was given; 0: none yet */
	uint32_t tries;
	char body[32];
};

static void taken(void *arg, gs_status status, const struct queue_take_reply *reply)
{
	struct worker *worker = arg;

	if (status != GS_OK)
		return;
	worker->id = reply->id;
	worker->tries = reply->tries;
	memcpy(worker->body, reply->body.data, reply->body.len);
	worker->body[reply->body.len] = '\0';
}

static void take(gs_world *world, gs_client *client, struct worker *worker)
{
	*worker = (struct worker){ 0 };
	assert_int_equal(queue_take_begin(client, "queue", NULL, taken, worker), GS_OK);
	gs_world_run(world);
}

static void push(gs_world *world, gs_client *client, const char *body)
{
	gs_bytes bytes = { (const uint8_t *)body, (uint32_t)strlen(body) };

	assert_int_equal(queue_push_call(client, "queue", bytes, NULL, NULL), GS_OK);
	gs_world_run(world);
}

static gs_world *open_world(gs_client **client)
{
	gs_world *world = gs_world_new(1);

	assert_int_equal(gs_world_start(world, &work_system, "queue.patience=10s", NULL), GS_OK);
	*client = gs_world_client(world);
	return world;
}

static void jobs_go_to_who_waits_in_their_order(void **state)
{
	struct worker one, two, three;
	gs_client *client;
	gs_world *world = open_world(&client);

	(void)state;
	take(world, client, &one);
	take(world, client, &two);
	push(world, client, "a");
	push(world, client, "b");
	push(world, client, "c");
	take(world, client, &three);
	assert_string_equal(one.body, "a");
	assert_string_equal(two.body, "b");
	assert_string_equal(three.body, "c");
	assert_int_equal(queue_done_call(client, "queue", one.id, one.tries, NULL), GS_OK);
	assert_int_equal(queue_done_call(client, "queue", one.id, one.tries, NULL), error_unknown);
	assert_true(gs_world_free(world));
}

static void a_job_whose_worker_is_silent_goes_to_the_next(void **state)
{
	struct worker one, two;
	gs_client *client;
	gs_world *world = open_world(&client);

	(void)state;
	push(world, client, "a");
	take(world, client, &one);
	take(world, client, &two);
	gs_world_advance(world, GS_S(10) - 1);
	assert_int_equal(two.id, 0);
	gs_world_advance(world, 1);
	assert_int_equal(two.id, one.id);
	assert_int_equal(two.tries, 2);
	/* The first one is too late, whatever it says now. */
	assert_int_equal(queue_done_call(client, "queue", one.id, one.tries, NULL), error_unknown);
	assert_int_equal(queue_fail_call(client, "queue", one.id, one.tries, NULL), error_unknown);
	assert_int_equal(queue_done_call(client, "queue", two.id, two.tries, NULL), GS_OK);
	assert_true(gs_world_free(world));
}

static void what_fails_three_times_is_put_aside(void **state)
{
	struct queue_stats_reply stats;
	struct worker worker;
	gs_client *client;
	gs_world *world = open_world(&client);

	(void)state;
	push(world, client, "cursed");
	for (uint32_t try = 1; try <= 3; try++) {
		take(world, client, &worker);
		assert_int_equal(worker.tries, try);
		assert_int_equal(queue_fail_call(client, "queue", 1, try, NULL), GS_OK);
	}
	take(world, client, &worker);
	assert_int_equal(worker.id, 0);
	assert_int_equal(queue_stats_call(client, "queue", NULL, &stats), GS_OK);
	assert_int_equal(stats.dead, 1);
	assert_int_equal(stats.ready + stats.taken, 0);
	assert_int_equal(stats.idle, 1);
	assert_true(gs_world_free(world));
}

static void a_worker_that_hangs_up_gets_nothing(void **state)
{
	struct worker one, two;
	gs_client *client, *other;
	gs_world *world = open_world(&client);

	(void)state;
	other = gs_world_client(world);
	take(world, other, &one);
	take(world, client, &two);
	assert_true(gs_world_cut(world, other));
	gs_world_run(world);
	push(world, client, "a");
	assert_int_equal(one.id, 0);
	assert_string_equal(two.body, "a");
	assert_int_equal(two.tries, 1);
	assert_true(gs_world_free(world));
}

static void no_job_is_lost_whichever_allocation_fails(void **state)
{
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		struct worker worker;
		gs_client *client;
		gs_world *world = open_world(&client);
		bool is_pushed;

		assert_true(gs_world_fail_alloc(world, ++n));
		is_pushed = queue_push_call(client, "queue", (gs_bytes){ NULL, 0 }, NULL, NULL) ==
			    GS_OK;
		has_failed = gs_world_alloc_has_failed(world);
		gs_world_fail_alloc(world, 0);
		take(world, client, &worker);
		if (is_pushed)
			assert_int_equal(worker.id, 1);
		assert_true(gs_world_free(world));
	} while (has_failed);
	assert_true(n > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_go_to_who_waits_in_their_order),
		cmocka_unit_test(a_job_whose_worker_is_silent_goes_to_the_next),
		cmocka_unit_test(what_fails_three_times_is_put_aside),
		cmocka_unit_test(a_worker_that_hangs_up_gets_nothing),
		cmocka_unit_test(no_job_is_lost_whichever_allocation_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
