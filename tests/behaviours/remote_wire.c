/* SPDX-License-Identifier: MIT */
/* What a remote sends and takes, seen from the other end: that is none of ours. The spec is
 * remote.gs. */
#include "tests/support/fake.h"
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "remote.gs.h"

#define FAR "tcp:10.0.0.9:7071"

static void the_time_left_is_carried(void **state)
{
	struct stage here;
	struct fake *fake;
	struct caller *caller;

	(void)state;
	stage_open(&here, &here_system);
	fake = fake_open(&here, FAR);
	caller = stage_caller(&here);
	caller_send_with(caller, "front.ask", "[7, 0, 5000000000]", "{\"timeout\": 3000000000}");
	stage_advance(&here, MS(100));
	assert_non_null(
		strstr(fake_heard(fake), "\"sinks.sum\", [7, 0], {\"timeout\": 3000000000}"));
	fake_forget(fake);
	caller_send(caller, "front.ask", "[8, 0, 500000000]");
	caller_send(caller, "front.put", "[9]");
	stage_advance(&here, MS(100));
	assert_non_null(
		strstr(fake_heard(fake), "\"sinks.sum\", [8, 0], {\"timeout\": 500000000}"));
	assert_non_null(strstr(fake_heard(fake), "[2, \"sinks.put\", [9]]\n"));
	fake_close(fake);
	stage_close(&here);
}

#define TRACE "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01/12345678"

/* All that chain has sent for n, with what follows the parameters. */
static void expect_three(struct fake *fake, int n, const char *more)
{
	char text[512];

	snprintf(text, sizeof(text), "[2, \"sinks.put\", [%d]%s]\n", n, more);
	assert_non_null(strstr(fake_heard(fake), text));
	snprintf(text, sizeof(text), "[2, \"sinks.put\", [%d]%s]\n", n + 1, more);
	assert_non_null(strstr(fake_heard(fake), text));
	snprintf(text, sizeof(text), "[2, \"sinks.fill\", [\"%d\"]%s]\n", n, more);
	assert_non_null(strstr(fake_heard(fake), text));
}

/* Through queues, timers, casts, requests and their answers, and no further. */
static void a_trace_is_carried_on(void **state)
{
	static const char with[] = "{\"trace\": \"" TRACE "\"}";
	static const char more[] = ", {\"trace\": \"" TRACE "\"}";
	static const char poke[] = "\x94\x02\xaa"
				   "chain.poke\x91\x1e\x81\xa5trace\xa1t";
	struct stage here;
	struct fake *fake;
	struct caller *caller;

	(void)state;
	stage_open(&here, &here_system);
	fake = fake_open(&here, FAR);
	caller = stage_caller(&here);
	caller_send_with(caller, "front.ask", "[7, 0, 5000000000]", with);
	stage_advance(&here, MS(100));
	assert_string_equal(fake_heard(fake),
		"[0, 0, \"sinks.sum\", [7, 0], {\"timeout\": 5000000000, \"trace\": \"" TRACE
		"\"}]\n");
	for (int i = 0; i < 2; i++) {
		fake_forget(fake);
		if (i == 1)
			ask(caller, "gs.suspend", "[\"chain\"]");
		caller_send_with(caller, "chain.go", "[10]", with);
		caller_send(caller, "chain.go", "[20]");
		if (i == 1)
			ask(caller, "gs.resume", "[\"chain\"]");
		stage_advance(&here, MS(100));
		expect_three(fake, 10, more);
		expect_three(fake, 20, "");
	}
	caller_raw(caller, poke, sizeof(poke) - 1);
	caller_notify(caller, "chain.poke", "[40]");
	stage_advance(&here, MS(100));
	expect_three(fake, 30, ", {\"trace\": \"t\"}");
	expect_three(fake, 40, "");
	fake_close(fake);
	stage_close(&here);
}

static void too_many_requests_are_refused(void **state)
{
	struct stage here;
	struct fake *fake;
	struct caller *caller;

	(void)state;
	stage_open(&here, &here_system);
	fake = fake_open(&here, FAR);
	caller = stage_caller(&here);
	assert_string_equal(ask(caller, "front.flood", "[20000, 60000000000]"), "0");
	stage_advance(&here, GS_S(1));
	assert_string_equal(ask(caller, "front.counts", "[]"), "[20000, 3616]");
	fake_hang_up(fake);
	stage_advance(&here, GS_S(1));
	assert_string_equal(ask(caller, "front.counts", "[]"), "[20000, 20000]");
	fake_close(fake);
	stage_close(&here);
}

static void say_and_expect(const char *bytes, size_t len, const char *answer, bool is_lost)
{
	struct stage here;
	struct fake *fake;
	struct caller *caller;
	uint32_t asked;

	stage_open(&here, &here_system);
	fake = fake_open(&here, FAR);
	caller = stage_caller(&here);
	asked = caller_send(caller, "front.ask", "[1, 0, 2000000000]");
	stage_advance(&here, MS(100));
	assert_int_equal(fake_taken(fake), 1);
	fake_raw(fake, bytes, len);
	stage_advance(&here, MS(60));
	assert_non_null(caller_answer(caller, asked));
	if (!strstr(caller_answer(caller, asked), answer))
		fail_msg("'%s' in place of '%s'", caller_answer(caller, asked), answer);
	assert_int_equal(gs__node_counters(here.node)->broken, is_lost);
	stage_advance(&here, GS_S(1));
	assert_int_equal(fake_taken(fake), 1 + is_lost);
	fake_close(fake);
	stage_close(&here);
}

#define SAY(bytes) bytes, sizeof(bytes) - 1

static void bad_answers_cost_the_connection_or_are_internal(void **state)
{
	(void)state;
	say_and_expect(SAY("\xc1"), "stopped: " FAR ": what it sent is no MessagePack-RPC", true);
	say_and_expect(SAY("\x91\x01"), "stopped", true);
	say_and_expect(SAY("\x93\x01\x00\xc0"), "stopped", true);
	say_and_expect(SAY("\x94\x09\x00\xc0\xc0"), "stopped", true);
	say_and_expect(SAY("\x94\x01\xff\xc0\xc0"), "stopped", true);
	say_and_expect(SAY("\x94\x01\x00\xc0\xc6\x7f\xff\xff\xff"), "stopped", true);
	say_and_expect(
		SAY("\x94\x01\x00\xc0\x91\xa1x"), "internal: the answer does not fit", false);
	say_and_expect(SAY("\x94\x01\x00\xc0\x91\x05"), "ok 5 of 1", false);
	say_and_expect(SAY("\x94\x01\x00\xc0\x81\xa5total\x06"), "ok 6 of 1", false);
	say_and_expect(SAY("\x94\x01\x00\xa4oops\xc0"), "internal: oops", false);
	say_and_expect(SAY("\x94\x01\x00\x92\xaano_luckier\xa1y\xc0"), "internal: y", false);
	say_and_expect(SAY("\x94\x01\x00\x93\xa7no_luck\xa1z\x91\x07\xc0"), "luck 7: z", false);
	say_and_expect(
		SAY("\x94\x01\x00\x92\xaaoverloaded\xa4much\xc0"), "overloaded: much", false);
}

static void what_nobody_asked_for_is_counted(void **state)
{
	struct stage here;
	struct fake *fake;
	struct caller *caller;
	uint32_t asked;

	(void)state;
	stage_open(&here, &here_system);
	fake = fake_open(&here, FAR);
	caller = stage_caller(&here);
	asked = caller_send(caller, "front.ask", "[1, 0, 2000000000]");
	stage_advance(&here, MS(100));
	fake_forget(fake);
	fake_say(fake, "[1, 77, nil, [1]]");
	fake_say(fake, "[2, \"heard.said\", []]");
	fake_say(fake, "[0, 5, \"front.put\", [1]]");
	fake_say(fake, "[1, 0, nil, [3]]");
	fake_say(fake, "[1, 0, nil, [4]]");
	stage_advance(&here, MS(100));
	assert_string_equal(caller_answer(caller, asked), "[\"ok 3 of 1\"]");
	assert_int_equal(gs__node_counters(here.node)->late, 2);
	assert_int_equal(gs__node_counters(here.node)->dropped, 1);
	assert_string_equal(
		fake_heard(fake), "[1, 5, [\"no_server\", \"nobody is served here\"], nil]\n");
	fake_close(fake);
	stage_close(&here);
}

static void its_address_can_be_given_at_the_start(void **state)
{
	const char *const right[] = { "sink=tcp:10.0.0.1:1" };
	const char *const wrong[] = { "sinks=tcp:10.0.0.1:1", "sink=10.0.0.1:1", "sink", "sink=" };
	struct gs__system_options options = { .remotes = right, .remote_count = 1 };
	struct stage here;
	struct fake *fake;

	(void)state;
	stage_try(&here, &here_system, stage_seed(), &options);
	assert_int_equal(here.started, GS_OK);
	fake = fake_open(&here, "tcp:10.0.0.1:1");
	assert_string_equal(ask(stage_caller(&here), "front.put", "[1]"), "0");
	stage_advance(&here, MS(100));
	assert_string_equal(fake_heard(fake), "[2, \"sinks.put\", [1]]\n");
	fake_close(fake);
	stage_close(&here);
	for (size_t i = 0; i < GS_COUNT(wrong); i++) {
		options.remotes = &wrong[i];
		stage_try(&here, &here_system, stage_seed(), &options);
		assert_int_equal(here.started, GS_INVALID);
		assert_true(stage_wait_end(&here, GS_S(1)));
		stage_close(&here);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_time_left_is_carried),
		cmocka_unit_test(a_trace_is_carried_on),
		cmocka_unit_test(too_many_requests_are_refused),
		cmocka_unit_test(bad_answers_cost_the_connection_or_are_internal),
		cmocka_unit_test(what_nobody_asked_for_is_counted),
		cmocka_unit_test(its_address_can_be_given_at_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
