/* SPDX-License-Identifier: MIT */
/* What a user's tests do with a world: everything that gs_world.h offers. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "house.gs.h"

static gs_world *open_house(void)
{
	gs_world *world = gs_world_new(1);

	assert_int_equal(gs_world_start(world, &house_system, NULL), GS_OK);
	return world;
}

static void a_call_runs_the_world_until_its_answer(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client(world);
	struct bell_ring_options delay = bell_ring_defaults;
	gs_instant begun = gs_world_now(world);
	gs_time wall = gs_world_wall(world);
	struct bell_ring_reply rung;

	(void)state;
	delay.delay = GS_S(3);
	assert_int_equal(bell_ring_call(client, "bell", &delay, &rung), GS_OK);
	assert_int_equal(rung.value, 1);
	assert_int_equal(gs_world_now(world) - begun, GS_S(3));
	assert_int_equal(gs_world_wall(world) - wall, GS_S(3));
	delay.delay = GS_S(8);
	assert_int_equal(bell_ring_call(client, "bell", &delay, &rung), GS_TIMEOUT);
	assert_int_equal(gs_world_now(world) - begun, GS_S(8));
	delay.delay = GS_S(70);
	assert_int_equal(bell_ring_call(client, "bell", &delay, &rung), error_late);
	assert_int_equal(error_late_in(client)->by, GS_S(10));
	assert_true(gs_world_free(world));
}

static void settings_are_those_of_the_command_line(void **state)
{
	gs_world *world = gs_world_new(1);

	(void)state;
	assert_int_equal(
		gs_world_start(world, &house_system, "picky.mood=3", "guests.patience=1m", NULL),
		GS_OK);
	assert_int_equal(((const struct picky *)gs_world_state(world, "picky", NULL))->mood, 3);
	assert_string_equal(gs_world_error_text(world), "");
	assert_true(gs_world_free(world));
}

static void a_start_that_fails_says_why(void **state)
{
	gs_world *world = gs_world_new(1);

	(void)state;
	assert_int_equal(gs_world_start(world, &house_system, "picky.mood=0", NULL), GS_DOWN);
	assert_string_equal(gs_world_error_text(world), "picky did not start: bad luck");
	assert_int_equal(gs_world_exit_status(world), 1);
	assert_int_equal(gs_world_start(world, &house_system, "nobody.mood=0", NULL), GS_INVALID);
	assert_string_equal(gs_world_error_text(world), "there is no child 'nobody'");
	assert_int_equal(gs_world_start(world, &house_system, "picky.mood=10", NULL), GS_INVALID);
	assert_true(strstr(gs_world_error_text(world), "0..9"));
	assert_true(gs_world_free(world));
}

static void state_is_seen_by_name_and_key(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client(world);
	const struct guest *ann;
	const struct floor *cellar;

	(void)state;
	assert_null(gs_world_state(world, "guests", "ann"));
	assert_int_equal(guest_knock_call(client, "guests", GS_STR("ann"), NULL, NULL), GS_OK);
	assert_int_equal(guest_knock_call(client, "guests", GS_STR("ann"), NULL, NULL), GS_OK);
	assert_int_equal(floor_step_notify(client, "floors", -2, NULL), GS_OK);
	gs_world_run(world);
	ann = gs_world_state(world, "guests", "ann");
	assert_non_null(ann);
	assert_int_equal(ann->knocks, 2);
	cellar = gs_world_state(world, "floors", "-2");
	assert_non_null(cellar);
	assert_int_equal(cellar->steps, 1);
	assert_null(gs_world_state(world, "floors", "2"));
	assert_null(gs_world_state(world, "floors", "x"));
	assert_null(gs_world_state(world, "floors", NULL));
	assert_null(gs_world_state(world, "bell", "ann"));
	assert_null(gs_world_state(world, "nobody", NULL));
	gs_world_advance(world, GS_S(11)); /* its idle time is over */
	assert_null(gs_world_state(world, "guests", "ann"));
	assert_true(gs_world_free(world));
}

static void a_crash_is_followed_by_a_restart(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client(world);

	(void)state;
	assert_int_equal(bell_ring_call(client, "bell", NULL, NULL), GS_OK);
	assert_true(gs_world_crash(world, "bell", "lightning"));
	assert_int_equal(((const struct bell *)gs_world_state(world, "bell", NULL))->rung, 0);
	assert_int_equal(gs_world_logged(world, "the bell is silent: lightning"), 1);
	assert_non_null(strstr(gs_world_log(world), "bell: restarted"));
	assert_int_equal(bell_fall_call(client, "bell", NULL), GS_DOWN);
	assert_string_equal(gs_client_error_text(client), "fell");
	assert_false(gs_world_crash(world, "nobody", "lightning"));
	assert_true(gs_world_crash(world, "bell", "lightning"));
	assert_int_equal(gs_world_exit_status(world), -1);
	assert_true(gs_world_crash(world, "bell", "more lightning"));
	assert_int_equal(gs_world_exit_status(world), 1);
	assert_non_null(strstr(gs_world_error_text(world), "too many restarts"));
	assert_false(gs_world_crash(world, "bell", "lightning"));
	assert_int_equal(bell_ring_call(client, "bell", NULL, NULL), GS_REFUSED);
	assert_true(gs_world_free(world));
}

struct seen {
	gs_client *client;
	int answers, lost;
	uint32_t rang;
};

static void on_rang(void *arg, uint32_t times)
{
	((struct seen *)arg)->rang = times;
}

static void on_answer(void *arg, gs_status status, const struct bell_ring_reply *reply)
{
	struct seen *seen = arg;

	(void)reply;
	seen->answers += status == GS_OK;
	seen->lost += status == GS_LOST;
}

static void begun_calls_and_notifications_arrive_as_the_world_runs(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client(world);
	struct bell_ring_options delay = bell_ring_defaults;
	struct seen seen = { 0 };

	(void)state;
	assert_int_equal(
		heard_handle(client, &(struct heard_handlers){ .rang = on_rang }, &seen), GS_OK);
	assert_int_equal(bell_listen_call(client, "bell", NULL), GS_OK);
	delay.delay = GS_MS(5);
	assert_int_equal(bell_ring_begin(client, "bell", &delay, on_answer, &seen), GS_OK);
	gs_world_run(world);
	assert_int_equal(seen.answers, 0);
	gs_world_advance(world, GS_MS(4));
	assert_int_equal(seen.answers, 0);
	gs_world_advance(world, GS_MS(1));
	assert_int_equal(seen.answers, 1);
	assert_int_equal(seen.rang, 1);
	assert_true(gs_world_free(world));
}

static void on_answer_ask_again(void *arg, gs_status status, const struct bell_ring_reply *reply)
{
	struct seen *seen = arg;

	on_answer(arg, status, reply);
	assert_int_equal(bell_ring_call(seen->client, "bell", NULL, NULL), GS_OK);
	seen->answers++;
}

static void who_is_told_of_an_answer_may_ask_another_client(void **state)
{
	gs_world *world = open_house();
	struct seen seen = { .client = gs_world_client(world) };

	(void)state;
	assert_int_equal(
		bell_ring_begin(gs_world_client(world), "bell", NULL, on_answer_ask_again, &seen),
		GS_OK);
	gs_world_run(world);
	assert_int_equal(seen.answers, 2);
	assert_true(gs_world_free(world));
}

static void a_cut_connection_is_lost_and_made_again(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client(world);
	struct bell_ring_options delay = bell_ring_defaults;
	struct seen seen = { 0 };

	(void)state;
	delay.delay = GS_S(1);
	assert_int_equal(bell_ring_begin(client, "bell", &delay, on_answer, &seen), GS_OK);
	gs_world_run(world);
	assert_true(gs_world_cut(world, client));
	gs_world_run(world);
	assert_int_equal(seen.lost, 1);
	assert_int_equal(bell_ring_call(client, "bell", NULL, NULL), GS_OK);
	gs_client_close(client);
	assert_true(gs_world_free(world));
}

static void a_client_of_a_listener_sees_what_that_offers(void **state)
{
	gs_world *world = open_house();
	gs_client *client = gs_world_client_at(world, "tcp:127.0.0.1:40000");
	gs_client *nobody = gs_world_client_at(world, "unix:nobody.sock");

	(void)state;
	assert_int_equal(bell_ring_call(client, "bell", NULL, NULL), GS_OK);
	assert_int_equal(guest_knock_call(client, "guests", GS_STR("ann"), NULL, NULL), GS_DENIED);
	assert_int_equal(bell_ring_call(nobody, "bell", NULL, NULL), GS_REFUSED);
	assert_true(gs_world_free(world));
}

static void every_allocation_may_fail(void **state)
{
	uint64_t n = 0;

	(void)state;
	do {
		gs_world *world = open_house();
		gs_client *client = gs_world_client(world);
		gs_status status;

		assert_true(gs_world_fail_alloc(world, ++n));
		status = bell_keep_call(client, "bell", GS_STR("a text"), NULL);
		assert_true(status == GS_OK || status == GS_FULL || status == GS_NO_MEMORY ||
			    status == GS_LOST || status == GS_INTERNAL);
		assert_true(status == GS_OK || gs_world_alloc_has_failed(world));
		if (!gs_world_alloc_has_failed(world))
			n = UINT64_MAX;
		gs_world_fail_alloc(world, 0);
		assert_int_equal(bell_keep_call(client, "bell", GS_STR("b"), NULL), GS_OK);
		assert_true(gs_world_free(world));
	} while (n != UINT64_MAX);
}

static void a_signal_ends_it_in_order(void **state)
{
	gs_world *world = open_house();

	(void)state;
	gs_world_raise(world, SIGTERM);
	gs_world_run(world);
	assert_int_equal(gs_world_exit_status(world), 0);
	assert_int_equal(gs_world_logged(world, "the bell is silent: shutdown"), 1);
	assert_true(gs_world_free(world));
}

/* What happens, by its times. */
static uint64_t play(uint64_t seed)
{
	gs_world *world = gs_world_new(seed);
	gs_client *client;
	uint64_t sum = 0;

	gs_world_set_weather(world, GS_ROUGH);
	assert_int_equal(gs_world_start(world, &house_system, NULL), GS_OK);
	client = gs_world_client_at(world, "tcp:127.0.0.1:40000");
	for (int i = 0; i < 20; i++) {
		assert_int_equal(bell_ring_call(client, "bell", NULL, NULL), GS_OK);
		sum = sum * 31 + (uint64_t)gs_world_now(world);
	}
	assert_true(gs_world_free(world));
	return sum;
}

static void the_same_seed_gives_the_same_run(void **state)
{
	(void)state;
	assert_true(play(7) == play(7));
	assert_true(play(7) != play(8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_runs_the_world_until_its_answer),
		cmocka_unit_test(settings_are_those_of_the_command_line),
		cmocka_unit_test(a_start_that_fails_says_why),
		cmocka_unit_test(state_is_seen_by_name_and_key),
		cmocka_unit_test(a_crash_is_followed_by_a_restart),
		cmocka_unit_test(begun_calls_and_notifications_arrive_as_the_world_runs),
		cmocka_unit_test(who_is_told_of_an_answer_may_ask_another_client),
		cmocka_unit_test(a_cut_connection_is_lost_and_made_again),
		cmocka_unit_test(a_client_of_a_listener_sees_what_that_offers),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(a_signal_ends_it_in_order),
		cmocka_unit_test(the_same_seed_gives_the_same_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
