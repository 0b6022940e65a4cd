/* SPDX-License-Identifier: MIT */
/* The simulated world itself, without a node: clock, bytes, chance, faults, programs. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "runtime/sim/world.h"

#define MS(n) ((int64_t)(n)*1000000)

/* Two ios and a connection between them. */
struct pair {
	struct gs_world *world;
	struct gs__io *server, *client;
	int listener, accepted, connected;
};

static void open_pair(struct pair *p, const char *address, const struct gs__weather *weather)
{
	struct gs__io_event event;
	char bound[64];

	p->world = gs_world_new(7);
	gs__world_take_weather(p->world, weather);
	p->server = gs__io_new(p->world);
	p->client = gs__io_new(p->world);
	p->listener = gs__io_listen(p->server, address, -1);
	assert_true(p->listener >= 0);
	assert_true(gs__io_address(p->server, p->listener, bound, sizeof(bound)) > 0);
	p->connected = gs__io_connect(p->client, bound);
	assert_true(p->connected >= 0);
	gs__io_watch(p->server, p->listener, GS__IO_READ, &p->listener);
	assert_int_equal(gs__io_wait(p->server, INT64_MAX, &event, 1), 1);
	assert_ptr_equal(event.owner, &p->listener);
	p->accepted = gs__io_accept(p->server, p->listener);
	assert_true(p->accepted >= 0);
	assert_int_equal(gs__io_accept(p->server, p->listener), -EAGAIN);
	assert_int_equal(gs__io_connected(p->client, p->connected), 0);
}

static void close_pair(struct pair *p)
{
	gs__io_free(p->server);
	gs__io_free(p->client);
	assert_int_equal(gs__world_connections(p->world), 0);
	gs_world_free(p->world);
}

static void waiting_moves_the_clock_to_the_instant_and_not_beyond(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	struct gs__io_event event;
	int64_t start = gs__io_now(io);
	int64_t wall = gs__io_wall(io);

	(void)state;
	assert_int_equal(gs__io_wait(io, start + MS(250), &event, 1), 0);
	assert_int_equal(gs__io_now(io) - start, MS(250));
	assert_int_equal(gs__io_wall(io) - wall, MS(250));
	assert_int_equal(gs__io_wait(io, start, &event, 1), 0);
	assert_int_equal(gs__io_now(io) - start, MS(250));
	gs__world_set_wall(world, 5);
	assert_int_equal(gs__io_wall(io), 5);
	assert_int_equal(gs__io_now(io) - start, MS(250));
	gs__io_free(io);
	gs_world_free(world);
}

static void waiting_for_nothing_returns(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	struct gs__io_event event;

	(void)state;
	assert_int_equal(gs__io_wait(io, INT64_MAX, &event, 1), 0);
	gs__io_free(io);
	gs_world_free(world);
}

static void waiting_for_nothing_for_ever_cuts_the_connections(void **state)
{
	struct pair p;
	struct gs__io_event event;
	int waits = 0;

	(void)state;
	open_pair(&p, "unix:a", &gs__weather_calm);
	gs__io_watch(p.client, p.connected, GS__IO_READ, &p.connected);
	while (gs__io_wait(p.client, INT64_MAX, &event, 1) == 0)
		assert_true(++waits <= 1000);
	assert_true(event.events & GS__IO_CLOSED);
	close_pair(&p);
}

static void bytes_arrive_whole_in_order_and_late(void **state)
{
	uint8_t sent[100000], got[100000];
	size_t put = 0, taken = 0;
	struct pair p;
	struct gs__io_event event;
	bool was_full = false;
	int64_t start;

	(void)state;
	for (size_t i = 0; i < sizeof(sent); i++)
		sent[i] = (uint8_t)(i * 7 + i / 251);
	open_pair(&p, "tcp:127.0.0.1:0", &gs__weather_rough);
	start = gs_world_now(p.world);
	gs__io_watch(p.server, p.accepted, GS__IO_READ, &p.accepted);
	while (taken < sizeof(sent)) {
		ssize_t n = put < sizeof(sent) ? gs__io_write(p.client, p.connected, sent + put,
							 sizeof(sent) - put)
					       : 0;

		if (n > 0)
			put += (size_t)n;
		if (n == -EAGAIN) {
			was_full = true;
			assert_int_equal(gs__io_wait(p.server, INT64_MAX, &event, 1), 1);
		}
		n = gs__io_read(p.server, p.accepted, got + taken, sizeof(got) - taken);
		if (n > 0)
			taken += (size_t)n;
		else if (put == sizeof(sent))
			assert_int_equal(gs__io_wait(p.server, INT64_MAX, &event, 1), 1);
	}
	assert_true(was_full);
	assert_memory_equal(sent, got, sizeof(sent));
	assert_true(gs_world_now(p.world) - start >= 2000);
	close_pair(&p);
}

static void a_full_window_wakes_the_writer_when_it_was_read(void **state)
{
	static const uint8_t block[512 * 1024];
	static uint8_t into[512 * 1024];
	struct pair p;
	struct gs__io_event event;
	ssize_t n;

	(void)state;
	open_pair(&p, "unix:a", &gs__weather_calm);
	n = gs__io_write(p.client, p.connected, block, sizeof(block));
	assert_int_equal(n, 256 * 1024);
	assert_int_equal(gs__io_write(p.client, p.connected, block, 1), -EAGAIN);
	gs__io_watch(p.client, p.connected, GS__IO_WRITE, &p.connected);
	assert_int_equal(gs__io_wait(p.client, gs__io_now(p.client) + 1, &event, 1), 0);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), n);
	assert_int_equal(gs__io_wait(p.client, INT64_MAX, &event, 1), 1);
	assert_int_equal(event.events, GS__IO_WRITE);
	close_pair(&p);
}

static void closing_lets_the_peer_read_what_was_sent_then_the_end(void **state)
{
	char into[8];
	struct pair p;
	struct gs__io_event event;

	(void)state;
	open_pair(&p, "unix:a", &gs__weather_calm);
	assert_int_equal(gs__io_write(p.client, p.connected, "bye", 3), 3);
	gs__io_close(p.client, p.connected);
	gs__io_watch(p.server, p.accepted, GS__IO_READ, &p.accepted);
	assert_int_equal(gs__io_wait(p.server, INT64_MAX, &event, 1), 1);
	assert_int_equal(event.events, GS__IO_READ | GS__IO_CLOSED);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), 3);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), 0);
	assert_int_equal(gs__io_write(p.server, p.accepted, "x", 1), -EPIPE);
	gs__io_close(p.server, p.accepted);
	assert_int_equal(gs__io_wait(p.server, gs__io_now(p.server) + 1, &event, 1), 0);
	close_pair(&p);
}

static void half_a_close_still_reads(void **state)
{
	char into[8];
	struct pair p;

	(void)state;
	open_pair(&p, "unix:a", &gs__weather_calm);
	gs__world_half_close(p.client, p.connected);
	assert_int_equal(gs__io_write(p.client, p.connected, "x", 1), -EPIPE);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), 0);
	assert_int_equal(gs__io_write(p.server, p.accepted, "late", 4), 4);
	assert_int_equal(gs__io_read(p.client, p.connected, into, sizeof(into)), 4);
	close_pair(&p);
}

static void a_cut_loses_what_is_under_way(void **state)
{
	char into[8];
	struct pair p;
	struct gs__io_event event;

	(void)state;
	open_pair(&p, "tcp:127.0.0.1:0", &gs__weather_calm);
	assert_int_equal(gs__io_write(p.client, p.connected, "lost", 4), 4);
	gs__io_watch(p.client, p.connected, GS__IO_READ, &p.connected);
	gs__world_cut(p.client, p.connected);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), -ECONNRESET);
	assert_int_equal(gs__io_wait(p.client, INT64_MAX, &event, 1), 1);
	assert_true(event.events & GS__IO_CLOSED);
	assert_int_equal(gs__io_write(p.client, p.connected, "x", 1), -EPIPE);
	close_pair(&p);
}

static void what_is_held_arrives_after_the_release(void **state)
{
	char into[8];
	struct pair p;
	struct gs__io_event event;

	(void)state;
	open_pair(&p, "tcp:127.0.0.1:0", &gs__weather_calm);
	gs__world_hold(p.world, true);
	assert_int_equal(gs__io_write(p.client, p.connected, "kept", 4), 4);
	gs__io_watch(p.server, p.accepted, GS__IO_READ, &p.accepted);
	assert_int_equal(gs__io_wait(p.server, gs__io_now(p.server) + MS(1000), &event, 1), 0);
	gs__world_hold(p.world, false);
	assert_int_equal(gs__io_wait(p.server, INT64_MAX, &event, 1), 1);
	assert_int_equal(gs__io_read(p.server, p.accepted, into, sizeof(into)), 4);
	close_pair(&p);
}

static void connecting_to_nobody_is_refused(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	struct gs__io_event event;
	int handle;

	(void)state;
	gs__world_take_weather(world, &gs__weather_rough);
	assert_int_equal(gs__io_connect(io, "unix:nobody"), -ECONNREFUSED);
	handle = gs__io_connect(io, "tcp:127.0.0.1:9");
	assert_true(handle >= 0);
	gs__io_watch(io, handle, GS__IO_WRITE, &handle);
	assert_int_equal(gs__io_connected(io, handle), -EINPROGRESS);
	assert_int_equal(gs__io_wait(io, INT64_MAX, &event, 1), 1);
	assert_true(event.events & GS__IO_CLOSED);
	assert_int_equal(gs__io_connected(io, handle), -ECONNREFUSED);
	gs__io_free(io);
	gs_world_free(world);
}

static void addresses_are_checked_and_taken_once(void **state)
{
	static const char *const wrong[] = { "", "unix:", "tcp:", "tcp:host", "tcp::1",
		"tcp:h:", "tcp:h:70000", "tcp:h:1x", "udp:h:1", "tcp:[::1]", "tcp:h:123456" };
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	char bound[64];
	int first;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(gs__io_listen(io, wrong[i], -1), -EINVAL);
	first = gs__io_listen(io, "tcp:[::1]:0", -1);
	assert_true(first >= 0);
	gs__io_address(io, first, bound, sizeof(bound));
	assert_string_equal(bound, "tcp:[::1]:40000");
	assert_int_equal(gs__io_listen(io, bound, -1), -EADDRINUSE);
	gs__io_close(io, first);
	assert_true(gs__io_listen(io, bound, -1) >= 0);
	gs__io_free(io);
	gs_world_free(world);
}

static void accepting_fails_as_often_as_told(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	int listener = gs__io_listen(io, "unix:a", 0600);

	(void)state;
	gs__world_set_user(world, 33);
	assert_true(gs__io_connect(io, "unix:a") >= 0);
	gs__world_fail_accept(world, 2, -EMFILE);
	assert_int_equal(gs__io_accept(io, listener), -EMFILE);
	assert_int_equal(gs__io_accept(io, listener), -EMFILE);
	int accepted = gs__io_accept(io, listener);
	assert_true(accepted >= 0);
	assert_int_equal(gs__io_peer_user(io, accepted), 33);
	gs__io_free(io);
	gs_world_free(world);
}

static void a_listener_that_closes_resets_who_was_waiting(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	int listener = gs__io_listen(io, "unix:a", -1);
	int waiting = gs__io_connect(io, "unix:a");
	char into[4];

	(void)state;
	gs__io_close(io, listener);
	assert_int_equal(gs__io_read(io, waiting, into, sizeof(into)), -ECONNRESET);
	gs__io_free(io);
	gs_world_free(world);
}

/* A program: counts how often it was called with something to do, wakes every 10 ms. */
struct ticker {
	struct gs__io *io;
	int64_t next;
	int ticks;
	int calls;
	uint64_t signals;
};

static void tick(void *arg)
{
	struct ticker *t = arg;
	struct gs__io_event event;

	t->calls++;
	gs__io_wait(t->io, t->next, &event, 1);
	t->signals |= gs__io_signals(t->io);
	if (gs__io_now(t->io) < t->next)
		return;
	t->ticks++;
	t->next += MS(10);
}

static void a_program_runs_when_it_asked_for_while_others_wait(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);
	struct ticker t = { .io = gs__io_new(world), .next = gs_world_now(world) + MS(10) };
	struct gs__io_event event;

	(void)state;
	assert_true(gs__world_add_program(world, tick, &t));
	gs__io_take_signals(t.io);
	gs_world_run(world);
	assert_int_equal(t.ticks, 0);
	gs_world_advance(world, MS(100));
	assert_int_equal(t.ticks, 10);
	assert_true(t.calls < 40);
	assert_int_equal(gs__io_wait(io, gs__io_now(io) + MS(55), &event, 1), 0);
	assert_int_equal(t.ticks, 15);
	gs_world_raise(world, 15);
	gs_world_run(world);
	assert_int_equal(t.signals, 1 << 15);
	gs__world_remove_program(world, &t);
	gs_world_advance(world, MS(100));
	assert_int_equal(t.ticks, 15);
	assert_int_equal(gs__world_spins(world), 0);
	gs__io_free(t.io);
	gs__io_free(io);
	gs_world_free(world);
}

static bool has_ticked_thrice(void *arg)
{
	return ((struct ticker *)arg)->ticks >= 3;
}

static void running_until_a_condition_stops_there_or_at_the_limit(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct ticker t = { .io = gs__io_new(world), .next = gs_world_now(world) + MS(10) };
	int64_t start = gs_world_now(world);

	(void)state;
	assert_true(gs__world_add_program(world, tick, &t));
	assert_false(gs__world_run_until(world, has_ticked_thrice, &t, MS(25)));
	assert_true(gs__world_run_until(world, has_ticked_thrice, &t, MS(1000)));
	assert_int_equal(gs_world_now(world) - start, MS(30));
	gs__io_free(t.io);
	gs_world_free(world);
}

static void spin(void *arg)
{
	struct gs__io_event event;

	gs__io_wait(arg, 0, &event, 1);
}

static void a_program_busy_for_nothing_is_noticed(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);

	(void)state;
	assert_true(gs__world_add_program(world, spin, io));
	gs_world_advance(world, 1);
	assert_true(gs__world_spins(world) > 0);
	gs_world_run(world); /* which does not go on for ever either */
	assert_true(gs__world_spins(world) > 1);
	gs__world_remove_program(world, io);
	assert_int_equal(gs_world_logged(world, "busy for nothing"), gs__world_spins(world));
	gs__io_free(io);
	gs_world_free(world);
}

/* Some traffic; what it comes to depends on the seed and on nothing else. */
static uint64_t digest_of(uint64_t seed)
{
	struct gs_world *world = gs_world_new(seed);
	struct gs__io *io = gs__io_new(world);
	int listener, near, far;
	struct gs__io_event event;
	uint8_t bytes[100];
	uint64_t digest;

	gs__world_take_weather(world, &gs__weather_rough);
	listener = gs__io_listen(io, "unix:a", -1);
	near = gs__io_connect(io, "unix:a");
	far = gs__io_accept(io, listener);
	gs__io_watch(io, far, GS__IO_READ, &far);
	for (int i = 0; i < 50; i++) {
		assert_int_equal(gs__io_random(io, bytes, sizeof(bytes)), 0);
		gs__io_write(io, near, bytes, 1 + gs__world_below(world, 99));
		gs__io_wait(io, INT64_MAX, &event, 1);
		gs__io_read(io, far, bytes, sizeof(bytes));
	}
	digest = gs__world_digest(world);
	gs__io_free(io);
	gs_world_free(world);
	return digest;
}

static void the_same_seed_gives_the_same_run(void **state)
{
	(void)state;
	assert_true(digest_of(1) == digest_of(1));
	assert_true(digest_of(1) != digest_of(2));
}

static void log_lines_are_kept_and_found(void **state)
{
	struct gs_world *world = gs_world_new(1);
	struct gs__io *io = gs__io_new(world);

	(void)state;
	assert_string_equal(gs_world_log(world), "");
	gs__io_log(io, "one fish\n", 9);
	gs__io_log(io, "two fish, fish\n", 15);
	assert_int_equal(gs_world_logged(world, "fish"), 2);
	assert_int_equal(gs_world_logged(world, "bird"), 0);
	gs__world_clear_log(world);
	assert_int_equal(gs_world_logged(world, "fish"), 0);
	gs__io_free(io);
	gs_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waiting_moves_the_clock_to_the_instant_and_not_beyond),
		cmocka_unit_test(waiting_for_nothing_returns),
		cmocka_unit_test(waiting_for_nothing_for_ever_cuts_the_connections),
		cmocka_unit_test(bytes_arrive_whole_in_order_and_late),
		cmocka_unit_test(a_full_window_wakes_the_writer_when_it_was_read),
		cmocka_unit_test(closing_lets_the_peer_read_what_was_sent_then_the_end),
		cmocka_unit_test(half_a_close_still_reads),
		cmocka_unit_test(a_cut_loses_what_is_under_way),
		cmocka_unit_test(what_is_held_arrives_after_the_release),
		cmocka_unit_test(connecting_to_nobody_is_refused),
		cmocka_unit_test(addresses_are_checked_and_taken_once),
		cmocka_unit_test(accepting_fails_as_often_as_told),
		cmocka_unit_test(a_listener_that_closes_resets_who_was_waiting),
		cmocka_unit_test(a_program_runs_when_it_asked_for_while_others_wait),
		cmocka_unit_test(running_until_a_condition_stops_there_or_at_the_limit),
		cmocka_unit_test(a_program_busy_for_nothing_is_noticed),
		cmocka_unit_test(the_same_seed_gives_the_same_run),
		cmocka_unit_test(log_lines_are_kept_and_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
