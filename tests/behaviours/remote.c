/* SPDX-License-Identifier: MIT */
/* Servers elsewhere: two programs in one world, and one that is none of ours. The spec is
 * remote.gs, and remote_there.gs. */
#include "tests/support/fake.h"
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "remote_there.gs.h"

#define FAR "tcp:10.0.0.9:7071"

struct both {
	struct stage here, there;
	struct caller *caller;
};

static void open_both(struct both *both)
{
	stage_open(&both->here, &here_system);
	stage_join(&both->there, &both->here, &there_system, NULL);
	both->caller = stage_caller(&both->here);
}

static void close_both(struct both *both)
{
	stage_close(&both->there);
	stage_close(&both->here);
}

static void a_remote_is_asked_and_cast_to(void **state)
{
	struct both both;
	struct caller *caller;

	(void)state;
	open_both(&both);
	caller = both.caller;
	assert_string_equal(ask(caller, "front.ask", "[4]"), "[\"ok 4 of 4\"]");
	assert_string_equal(ask(caller, "front.ask", "[13]"), "[\"luck 13: no luck\"]");
	assert_string_equal(ask(caller, "front.put", "[5, 3]"), "0");
	assert_string_equal(ask(caller, "front.ask", "[0]"), "[\"ok 19 of 0\"]");
	assert_string_equal(ask(caller, "front.blob", "[300000]"), "300000");
	assert_string_equal(ask(caller, "second.ask", "[1]"), "[\"ok 20 of 1\"]");
	assert_string_equal(ask(caller, "front.ask", "[2, 100000000]"), "[\"ok 22 of 2\"]");
	close_both(&both);
}

static void it_connects_at_the_first_message(void **state)
{
	struct both both;
	uint32_t before;

	(void)state;
	open_both(&both);
	stage_run(&both.here);
	stage_advance(&both.here, GS_S(10));
	before = gs__world_connections(both.here.world);
	assert_string_equal(ask(both.caller, "front.put", "[1]"), "0");
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 2 of 1\"]");
	assert_int_equal(gs__world_connections(both.here.world), before + 1);
	close_both(&both);
}

static void what_it_does_not_answer_to_is_not_sent(void **state)
{
	struct both both;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.astray", "[]"), "[-6, 0]");
	assert_string_equal(ask(both.caller, "second.astray", "[]"), "[-6, 0]");
	stage_run(&both.here);
	assert_string_equal(traced(), "even:-6 even:-6");
	close_both(&both);
}

/* And the answer to a request is there as soon as it is known that none can be. */
static void behaviour_57_a_cast_to_an_unreachable_peer_returns_at_once(void **state)
{
	struct stage here;
	struct caller *caller;
	gs_instant now;

	(void)state;
	stage_open(&here, &here_system);
	caller = stage_caller(&here);
	now = stage_now(&here);
	assert_string_equal(ask(caller, "front.put", "[1, 7]"), "0");
	assert_true(stage_now(&here) - now < MS(100));
	assert_non_null(strstr(ask(caller, "front.ask", "[1, 0, 60000000000]"), "stopped: tcp:10"));
	assert_string_equal(ask(caller, "front.put", "[1]"), "-2");
	assert_string_equal(ask(caller, "second.put", "[1, 2]"), "-2");
	assert_true(stage_now(&here) - now < MS(500));
	assert_non_null(strstr(ask(caller, "gs.stats", "[\"sink\"]"), "casts_lost: 8\n"));
	assert_non_null(strstr(ask(caller, "gs.stats", "[\"near\"]"), "casts_lost: 2\n"));
	assert_int_equal(gs__node_counters(here.node)->dropped, 10);
	assert_int_equal(gs_world_logged(here.world, "sink: is away: tcp:10.0.0.9:7071: "), 1);
	stage_close(&here);
}

static void behaviour_52_a_lost_connection_is_the_answer_also_without_a_limit(void **state)
{
	struct both both;
	uint32_t asked;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	asked = caller_send(both.caller, "front.ask", "[1, 3600000000000, 7200000000000]");
	stage_advance(&both.here, GS_S(1));
	assert_null(caller_answer(both.caller, asked));
	gs__world_cut_address(both.here.world, FAR);
	stage_advance(&both.here, MS(50));
	assert_non_null(strstr(caller_answer(both.caller, asked), "stopped: tcp:10.0.0.9:7071: "));
	assert_string_equal(traced(), "gone");
	stage_advance(&both.here, GS_S(1));
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 3 of 1\"]");
	close_both(&both);
}

/* It is tried again after longer and longer waits, and found when it is back. */
static void a_remote_that_was_away_comes_back(void **state)
{
	struct both both;
	struct fake *fake;
	uint32_t taken;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	stage_close(&both.there);
	stage_advance(&both.here, GS_S(60));
	assert_non_null(strstr(ask(both.caller, "front.ask", "[1]"), "stopped"));
	assert_int_equal(gs_world_logged(both.here.world, "sink: is away"), 1);
	stage_join(&both.there, &both.here, &there_system, NULL);
	stage_advance(&both.here, GS_S(6));
	assert_string_equal(ask(both.caller, "front.ask", "[2]"), "[\"ok 2 of 2\"]");
	assert_non_null(strstr(ask(both.caller, "gs.stats", "[\"sink\"]"), "connections: 2\n"));
	stage_close(&both.there);
	/* One that hangs up at once does not make it spin. */
	fake = fake_open(&both.here, FAR);
	for (int i = 0; i < 300; i++) {
		stage_advance(&both.here, MS(100));
		fake_hang_up(fake);
	}
	taken = fake_taken(fake);
	if (taken < 5 || taken > 13)
		fail_msg("%u connections in half a minute", taken);
	fake_close(fake);
	stage_close(&both.here);
}

static void its_time_is_over_to_the_nanosecond(void **state)
{
	struct both both;
	const struct gs__counters *counters;
	gs_instant began;
	uint32_t asked;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	stage_run(&both.here);
	began = stage_now(&both.here);
	asked = caller_send(both.caller, "front.ask", "[1, 300000000, 100000000]");
	stage_advance(&both.here, GS_S(1));
	assert_non_null(strstr(caller_answer(both.caller, asked), "timeout: "));
	assert_true(caller_answered_at(both.caller, asked) - began >= MS(100));
	assert_true(caller_answered_at(both.caller, asked) - began < MS(120));
	/* There the caller was gone by then, too. */
	assert_string_equal(traced(), "gone late:-3");
	counters = gs__node_counters(both.here.node);
	assert_int_equal(counters->dropped, 0);
	close_both(&both);
}

static void what_a_dead_server_asked_is_withdrawn(void **state)
{
	struct both both;

	(void)state;
	open_both(&both);
	caller_send(both.caller, "front.ask", "[1, 10000000000, 20000000000]");
	stage_advance(&both.here, MS(100));
	assert_string_equal(traced(), "");
	assert_true(is_error(ask(both.caller, "front.crash", "[]"), "stopped"));
	stage_advance(&both.here, MS(100));
	assert_string_equal(traced(), "gone");
	assert_int_equal(gs__node_counters(both.there.node)->cancelled, 1);
	/* What it cast at its end came through before. */
	assert_string_equal(ask(both.caller, "front.ask", "[0]"), "[\"ok 1001 of 0\"]");
	close_both(&both);
}

static void the_end_of_its_connection_is_reported_once(void **state)
{
	struct both both;

	(void)state;
	open_both(&both);
	/* There is none yet: it waits for the end of the next. */
	assert_string_equal(ask(both.caller, "front.watch", "[]"), "0");
	stage_advance(&both.here, GS_S(1));
	assert_string_equal(traced(), "");
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	assert_string_equal(ask(both.caller, "front.ask", "[66]"), "[\"stopped: fell over\"]");
	assert_string_equal(traced(), ""); /* a life over there is not this program's to see */
	gs__world_cut_address(both.here.world, FAR);
	stage_advance(&both.here, GS_S(1));
	assert_string_equal(traced(), "down:disconnected:1");
	assert_string_equal(ask(both.caller, "front.watch", "[]"), "0");
	assert_string_equal(ask(both.caller, "front.watch", "[]"), "0");
	assert_string_equal(ask(both.caller, "front.unwatch", "[]"), "true");
	gs__world_cut_address(both.here.world, FAR);
	stage_advance(&both.here, GS_S(1));
	assert_string_equal(traced(), "down:disconnected:1");
	close_both(&both);
}

static void it_has_a_name_and_cannot_be_stopped(void **state)
{
	struct both both;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.is_named", "[]"), "true");
	assert_string_equal(ask(both.caller, "second.is_named", "[]"), "false");
	assert_string_equal(ask(both.caller, "front.end", "[]"), "-8");
	assert_true(is_error(ask(both.caller, "sink.sum", "[1]"), "no_server"));
	assert_true(is_error(ask(both.caller, "gs.restart", "[\"sink\"]"), "bad_request"));
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	assert_non_null(strstr(ask(both.caller, "gs.list", "[]"),
		"[\"near\", \"meter\", \"unused\", 0, 0, 0, 0]"));
	assert_non_null(strstr(ask(both.caller, "gs.list", "[\"second\"]"),
		"[[\"sink\", \"metrics\", \"connected\", 0, 1, 0, 0]]"));
	assert_non_null(strstr(ask(both.caller, "gs.describe", "[\"sink\"]"), "protocol metrics"));
	assert_non_null(strstr(ask(both.caller, "gs.describe", "[\"near\"]"), "server meter"));
	assert_non_null(strstr(ask(both.caller, "gs.stats", "[\"sink\"]"),
		"address: tcp:10.0.0.9:7071\ninstance: sinks\nstatus: connected\n"));
	gs__world_set_user(both.here.world, 4711);
	assert_true(is_error(ask(stage_caller(&both.here), "gs.stats", "[\"sink\"]"), "denied"));
	close_both(&both);
}

static void what_it_does_not_read_is_bounded(void **state)
{
	struct both both;
	uint32_t sent = 0;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	/* All of it in one message: nothing can be sent meanwhile. */
	assert_int_equal(
		sscanf(ask(both.caller, "front.fill", "[100000, 100]"), "[%u, -4]", &sent), 1);
	assert_true(sent >= 30 && sent < 42);
	stage_advance(&both.here, GS_S(60));
	assert_string_equal(ask(both.caller, "front.fill", "[1048576, 3]"), "[3, 0]");
	stage_advance(&both.here, GS_S(60));
	assert_non_null(strstr(ask(both.caller, "front.ask", "[1]"), "ok "));
	close_both(&both);
}

/* What servers cast when they end is still sent; what is asked by then is over. */
static void an_end_in_order_sends_the_last_casts(void **state)
{
	struct both both;
	const struct meter *sink;

	(void)state;
	open_both(&both);
	assert_string_equal(ask(both.caller, "front.ask", "[1]"), "[\"ok 1 of 1\"]");
	caller_send(both.caller, "front.ask", "[1, 10000000000, 20000000000]");
	stage_advance(&both.here, MS(100));
	gs__node_stop(both.here.node, "shutdown");
	assert_true(stage_wait_end(&both.here, GS_S(2)));
	stage_run(&both.here);
	sink = stage_state(&both.there, "sinks");
	assert_int_equal(sink->puts, 2); /* of front, and of second, by another connection */
	close_both(&both);
}

static uint32_t outcomes[4096];

static void count_outcome(long what, long a, long b)
{
	(void)what, (void)b;
	outcomes[a]++;
}

/* Whatever the network does, each request is answered once. */
static void every_request_is_answered_once_in_any_weather(void **state)
{
	enum { ROUNDS = 60, EACH = 40 };
	struct both both;
	const char *said;

	(void)state;
	open_both(&both);
	gs__world_take_weather(both.here.world, &gs__weather_rough);
	trace_listen(count_outcome);
	for (int i = 0; i < ROUNDS; i++) {
		memset(outcomes, 0, sizeof(outcomes));
		caller_send(both.caller, "front.flood", "[40, 300000000]");
		stage_advance(&both.here, (gs_duration)gs__world_below(both.here.world, MS(20)));
		if (gs__world_below(both.here.world, 3) == 0)
			gs__world_cut_address(both.here.world, FAR);
		if (gs__world_below(both.here.world, 6) == 0)
			(void)gs__node_crash(both.there.node, "sinks", "at random");
		stage_advance(&both.here, MS(400));
		for (int k = 0; k < EACH; k++)
			assert_int_equal(outcomes[k], 1);
	}
	said = ask(both.caller, "front.counts", "[]");
	assert_string_equal(said, "[2400, 2400]");
	close_both(&both);
}

static void remotes_survive_every_refused_allocation(void **state)
{
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		struct both both;
		struct caller *caller;

		open_both(&both);
		caller = both.caller;
		gs__memory_fail_at(++n);
		caller_send(caller, "front.watch", "[]");
		caller_send(caller, "front.ask", "[3]");
		caller_send(caller, "front.put", "[4, 3]");
		caller_send(caller, "front.blob", "[70000]");
		caller_send(caller, "front.flood", "[40]");
		caller_send(caller, "second.ask", "[13]");
		stage_advance(&both.here, MS(50));
		gs__world_cut_address(both.here.world, FAR);
		stage_advance(&both.here, MS(500));
		caller_send(caller, "front.ask", "[3, 0, 100000000]");
		stage_advance(&both.here, GS_S(2));
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		if (!caller_is_lost(caller) && caller_pending(caller) > 0)
			fail_msg("refusing allocation %u left %u requests unanswered", (unsigned)n,
				caller_pending(caller));
		caller = stage_caller(&both.here);
		stage_advance(&both.here, GS_S(6));
		if (strncmp(ask(caller, "front.ask", "[0]"), "[\"ok ", 5) != 0)
			fail_msg("after refusing allocation %u: %s", (unsigned)n,
				ask(caller, "front.ask", "[0]"));
		close_both(&both);
	} while (has_failed);
	assert_true(n > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_remote_is_asked_and_cast_to),
		cmocka_unit_test(it_connects_at_the_first_message),
		cmocka_unit_test(what_it_does_not_answer_to_is_not_sent),
		cmocka_unit_test(behaviour_57_a_cast_to_an_unreachable_peer_returns_at_once),
		cmocka_unit_test(behaviour_52_a_lost_connection_is_the_answer_also_without_a_limit),
		cmocka_unit_test(a_remote_that_was_away_comes_back),
		cmocka_unit_test(its_time_is_over_to_the_nanosecond),
		cmocka_unit_test(what_a_dead_server_asked_is_withdrawn),
		cmocka_unit_test(the_end_of_its_connection_is_reported_once),
		cmocka_unit_test(it_has_a_name_and_cannot_be_stopped),
		cmocka_unit_test(what_it_does_not_read_is_bounded),
		cmocka_unit_test(an_end_in_order_sends_the_last_casts),
		cmocka_unit_test(every_request_is_answered_once_in_any_weather),
		cmocka_unit_test(remotes_survive_every_refused_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
