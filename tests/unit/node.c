/* SPDX-License-Identifier: MIT */
/* A node on real sockets: what a peer sees of calls, queues, bounds and the end. */
#include "tests/unit/lib/talk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/lib/toy.h"

static const struct toy_params first_params = { .start = 1, .period = GS_S(3600) };
static const struct toy_params second_params = { .start = 2, .period = GS_MS(20) };
static const struct toy_params bad_params = { .start = 666, .period = GS_S(3600) };

static const struct gs_child children[] = {
	{ .name = "a", .server = &toy_class, .params = &first_params, .restart = GS_PERMANENT,
		.shutdown = GS_S(5) },
	{ .name = "b", .server = &toy_class, .params = &second_params, .restart = GS_TRANSIENT,
		.shutdown = GS_S(5) },
	{ .name = "c", .server = &toy_class, .params = &bad_params, .restart = GS_PERMANENT,
		.shutdown = GS_S(5) },
};

static char path[64], address[80];

static const struct gs_listen listens[] = {
	{ .address = address, .has_mode = true, .mode = 0600, .max = 4 },
};

static const struct gs_system toys = {
	.name = "toys", .listens = listens, .listen_count = 1, .children = children,
	.child_count = 2, .intensity = 3, .period = GS_S(5),
};

static struct gs__node *start(void)
{
	const struct gs__node_options options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&options);

	assert_non_null(node);
	toy_ends = (struct toy_ends){ 0 };
	assert_int_equal(gs__system_start(node, &toys, NULL), GS_OK);
	return node;
}

static void stop(struct gs__node *node)
{
	gs__node_stop(node, "shutdown");
	while (gs__node_turn(node, INT64_MAX))
		;
	assert_false(gs__node_has_failed(node));
	gs__node_free(node);
	assert_int_equal(access(path, F_OK), -1);
}

static void calls_are_answered_in_the_form_they_came_in(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", LIT("\x91\x03"));
	assert_result(&answer, LIT("\x91\x04"));
	answer = talk_ask(&talk, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x05"));
	answer = talk_ask(&talk, "a.add", LIT("\x93\x01\xc0\x80")); /* a newer peer's */
	assert_result(&answer, LIT("\x91\x06"));
	answer = talk_ask(&talk, "a.add", LIT("\x81\xa1n\x04"));
	assert_result(&answer, LIT("\x81\xa5total\x0a"));
	answer = talk_ask(&talk, "a.echo", LIT("\x91\xa2hi"));
	assert_result(&answer, LIT("\xa2hi"));
	answer = talk_ask(&talk, "a.later", LIT("\x91\xce\x00\x98\x96\x80")); /* 10 ms */
	assert_result(&answer, LIT("\x0a"));
	answer = talk_ask(&talk, "gs.ping", LIT("\x90"));
	assert_result(&answer, LIT("\xc0"));
	answer = talk_ask(&talk, "a.bump", LIT("\x91\x01")); /* a cast, asked for */
	assert_result(&answer, LIT("\xc0"));
	talk_close(&talk);
	stop(node);
}

static void what_does_not_fit_is_refused_in_words(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", LIT("\x91\xcd\x13\x88"));
	assert_error(&answer, "bad_request", "add.n: 5000 is not in 1..1000");
	answer = talk_ask(&talk, "a.add", LIT("\xc0"));
	assert_error(&answer, "bad_request", NULL);
	answer = talk_ask(&talk, "gs.ping", LIT("\xc0"));
	assert_error(&answer, "bad_request",
		"the parameters are neither an array nor a map");
	answer = talk_ask(&talk, "a.none", LIT("\x90"));
	assert_error(&answer, "no_clause", "a has no call or cast 'none'");
	answer = talk_ask(&talk, "a.wake", LIT("\x90")); /* an info is not reached from outside */
	assert_error(&answer, "no_clause", NULL);
	answer = talk_ask(&talk, "x.add", LIT("\x90"));
	assert_error(&answer, "no_server", "there is no server 'x'");
	answer = talk_ask(&talk, "", LIT("\x90"));
	assert_error(&answer, "no_server", NULL);
	talk_send(&talk, LIT("\x95\x00\x07\xa5"
			     "a.add\x90\x81\xa7timeout\xa1x"));
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "bad_request", NULL);
	talk_send(&talk, LIT("\x94\x00\x07\x05\x90")); /* the method is no text */
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "bad_request", NULL);
	talk_send(&talk, LIT("\x95\x00\x07\xa5"
			     "a.add\x90\x81\xa7timeout\x00"));
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "timeout", NULL);
	assert_int_equal(gs__node_counters(node)->expired, 1);
	talk_close(&talk);
	stop(node);
}

static void handlers_that_fail_are_answered(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x02\xa0"));
	assert_error(&answer, "internal", NULL);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x03\xa0"));
	assert_error(&answer, "internal", NULL);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x04\xa0"));
	assert_error(&answer, "internal", NULL);
	assert_int_equal(toy_ends.count, 0);
	answer = talk_ask(&talk, "a.end", LIT("\x92\x00\xa3" "bug"));
	assert_error(&answer, "stopped", "bug");
	assert_int_equal(toy_ends.count, 1);
	assert_string_equal(toy_ends.last, "bug");
	answer = talk_ask(&talk, "a.add", LIT("\x90")); /* a new life */
	assert_result(&answer, LIT("\x91\x02"));
	answer = talk_ask(&talk, "b.end", LIT("\x92\x01\xa6normal"));
	assert_result(&answer, LIT("\x01"));
	answer = talk_ask(&talk, "b.add", LIT("\x90")); /* transient: it stays down */
	assert_error(&answer, "stopped", NULL);
	assert_int_equal(gs__node_counters(node)->restarts, 1);
	talk_close(&talk);
	stop(node);
	assert_int_equal(toy_ends.count, 3);
}

static void a_message_may_come_byte_by_byte(void **state)
{
	static const char bytes[] = "\x95\x00\x07\xa5" "a.add\x91\x02\x81\xa5trace\xa1x";
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
			talk_send(&talk, bytes + i, 1);
			talk_turn(node);
		}
		assert_true(talk_take(&talk, &answer));
		assert_string_equal(answer.error, "");
		assert_int_equal(answer.result[1], 3 + 2 * round);
	}
	talk_close(&talk);
	stop(node);
}

static void many_in_one_write_and_any_cut_between(void **state)
{
	enum { COUNT = 500, SIZE = 11 };
	struct gs__node *node = start();
	uint8_t bytes[COUNT * SIZE];
	struct answer answer;
	struct talk talk;
	uint32_t total = 1;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		memcpy(bytes + i * SIZE, "\x94\x00\x07\xa5" "a.add\x91\x02", SIZE);
	talk_open(&talk, node);
	for (size_t cut = 0; cut <= 3 * SIZE; cut++) {
		talk_send(&talk, bytes, cut);
		talk_turn(node);
		talk_send(&talk, bytes + cut, sizeof(bytes) - cut);
		for (int i = 0; i < COUNT; i++) {
			assert_true(talk_take(&talk, &answer));
			assert_string_equal(answer.error, "");
		}
		total += 2 * COUNT;
		answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
		total += 1;
		assert_int_equal(answer.result[1], total > 0xffff ? 0xce : 0xcd);
		assert_int_equal(answer.result[total > 0xffff ? 5 : 3], total & 0xff);
	}
	talk_close(&talk);
	stop(node);
}

static uint8_t *long_text(size_t len)
{
	uint8_t *bytes = malloc(len + 6);

	assert_non_null(bytes);
	bytes[0] = 0x91;
	bytes[1] = 0xdb;
	for (int i = 0; i < 4; i++)
		bytes[2 + i] = (uint8_t)(len >> (24 - 8 * i));
	memset(bytes + 6, 'x', len);
	return bytes;
}

static void a_message_may_be_larger_than_the_read_buffer(void **state)
{
	struct gs__node *node = start();
	uint8_t *text = long_text(200000);
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	for (int i = 0; i < 3; i++) {
		answer = talk_ask(&talk, "a.echo", text, 200006);
		assert_int_equal(answer.len, 200005);
		answer = talk_ask(&talk, "a.add", LIT("\x90"));
		assert_string_equal(answer.error, "");
	}
	talk_close(&talk);
	free(text);
	stop(node);
}

static void beyond_the_bound_the_connection_ends(void **state)
{
	struct gs__node *node = start();
	uint8_t *text = long_text(500000);
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.echo", text, 500006);
	assert_false(talk_take(&talk, &answer));
	assert_int_equal(gs__node_counters(node)->broken, 1);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	talk_close(&talk);
	talk_open(&talk, node); /* at once where it is announced */
	talk_send(&talk, LIT("\x94\x00\x07\xa6" "a.echo\x91\xdb\x7f\xff\xff\xff"));
	assert_false(talk_take(&talk, &answer));
	talk_close(&talk);
	free(text);
	stop(node);
}

static void a_peer_that_said_its_last_still_gets_its_answers(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.later", LIT("\x91\xce\x00\x98\x96\x80"));
	talk_request(&talk, 2, "a.add", LIT("\x90"));
	shutdown(talk.fd, SHUT_WR);
	assert_true(talk_take(&talk, &answer));
	assert_int_equal(answer.msgid, 2);
	assert_true(talk_take(&talk, &answer));
	assert_int_equal(answer.msgid, 1);
	assert_false(talk_take(&talk, &answer));
	talk_close(&talk);
	stop(node);
}

static void a_request_can_be_withdrawn(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.hold", LIT("\x90"));
	talk_notify(&talk, "gs.cancel", LIT("\x91\x05")); /* not mine */
	talk_notify(&talk, "gs.cancel", LIT("\x91\x01"));
	talk_notify(&talk, "a.release", LIT("\x90"));
	answer = talk_ask(&talk, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x02"));
	assert_int_equal(gs__node_counters(node)->cancelled, 1);
	assert_int_equal(gs__node_counters(node)->late, 1);
	talk_request(&talk, 2, "a.hold", LIT("\x90"));
	talk_notify(&talk, "a.chain", LIT("\x91\x05")); /* what follows is queued */
	talk_request(&talk, 3, "a.add", LIT("\x90"));
	talk_notify(&talk, "gs.cancel", LIT("\x91\x03"));
	talk_notify(&talk, "a.release", LIT("\x90"));
	assert_true(talk_take(&talk, &answer));
	assert_int_equal(answer.msgid, 2);
	assert_result(&answer, LIT("\x07"));
	assert_int_equal(gs__node_counters(node)->cancelled, 2);
	talk_close(&talk);
	stop(node);
}

static void a_peer_that_hangs_up_is_forgotten(void **state)
{
	struct gs__node *node = start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.hold", LIT("\x90"));
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->connections, 1);
	talk_close(&talk);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	talk_open(&talk, node);
	talk_notify(&talk, "a.release", LIT("\x90"));
	answer = talk_ask(&talk, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x02"));
	assert_int_equal(gs__node_counters(node)->late, 1);
	talk_request(&talk, 1, "a.hold", LIT("\x90"));
	shutdown(talk.fd, SHUT_WR); /* said its last, and waits */
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->connections, 1);
	talk_close(&talk);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	stop(node);
}

/* Writes as much as the node is willing to read within some turns. */
static size_t push(struct talk *talk, const uint8_t *bytes, size_t len)
{
	size_t done = 0;

	for (int idle = 0; idle < 50 && done < len;) {
		ssize_t sent = send(talk->fd, bytes + done, len - done, MSG_NOSIGNAL);

		done += sent > 0 ? (size_t)sent : 0;
		idle = sent > 0 ? 0 : idle + 1;
		gs__node_turn(talk->node, 0);
	}
	return done;
}

static void answers_that_are_not_read_stop_the_reading(void **state)
{
	enum { COUNT = 60, TEXT = 190000, SIZE = 11 + TEXT + 6 };
	struct gs__node *node = start();
	uint8_t *text = long_text(TEXT);
	uint8_t *all = malloc((size_t)COUNT * SIZE);
	struct answer answer;
	struct talk talk, other;
	size_t pushed;

	(void)state;
	assert_non_null(all);
	for (int i = 0; i < COUNT; i++) {
		memcpy(all + (size_t)i * SIZE, "\x94\x00\x07\xd9\x06" "a.echo", 11);
		memcpy(all + (size_t)i * SIZE + 11, text, TEXT + 6);
	}
	talk_open(&talk, node);
	talk_open(&other, node);
	pushed = push(&talk, all, (size_t)COUNT * SIZE);
	assert_true(pushed < 10 * SIZE); /* the sockets hold some, the node little */
	answer = talk_ask(&other, "a.add", LIT("\x90")); /* others are served */
	assert_result(&answer, LIT("\x91\x02"));
	for (int i = 0; i < COUNT; i++) {
		assert_true(talk_take(&talk, &answer));
		assert_int_equal(answer.len, TEXT + 5);
		pushed += push(&talk, all + pushed, (size_t)COUNT * SIZE - pushed);
	}
	assert_int_equal(pushed, (size_t)COUNT * SIZE);
	assert_int_equal(gs__node_counters(node)->slow, 0);
	talk_close(&talk);
	talk_close(&other);
	free(text);
	free(all);
	stop(node);
}

static void a_full_queue_refuses_calls_and_holds_casts(void **state)
{
	struct gs__node *node = start();
	uint32_t refused = 0, good = 0;
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_notify(&talk, "a.chain", LIT("\x91\xcd\x03\xe8"));
	for (uint32_t i = 0; i < 100; i++)
		talk_request(&talk, i, "a.add", LIT("\x91\x01"));
	for (uint32_t i = 0; i < 100; i++) {
		assert_true(talk_take(&talk, &answer));
		if (answer.error[0]) {
			assert_error(&answer, "overloaded", NULL);
			refused++;
		} else {
			good++;
		}
	}
	assert_int_equal(refused + good, 100);
	assert_true(good >= 24 && refused > 0);
	assert_int_equal(gs__node_counters(node)->overloaded, refused);
	talk_notify(&talk, "b.chain", LIT("\x91\xcd\x03\xe8"));
	for (uint32_t i = 0; i < 5000; i++)
		talk_notify(&talk, "b.bump", LIT("\x91\x01"));
	answer = talk_ask(&talk, "b.add", LIT("\x91\x01"));
	while (answer.error[0])
		answer = talk_ask(&talk, "b.add", LIT("\x91\x01"));
	assert_result(&answer, LIT("\x91\xcd\x17\x73")); /* 2 + 1000 + 5000 + 1 */
	assert_int_equal(gs__node_counters(node)->dropped, 0);
	talk_close(&talk);
	stop(node);
}

static void what_is_sent_to_oneself_keeps_its_order(void **state)
{
	struct gs__node *node = start();
	const struct toy *toy;
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_notify(&talk, "a.chain", LIT("\x91\x02"));
	answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
	assert_result(&answer, LIT("\x91\x04"));
	toy = gs__node_state(node, "a");
	assert_string_equal(toy->order, "c12bb3a");
	talk_close(&talk);
	stop(node);
}

static void ticks_come_on_the_grid(void **state)
{
	struct gs__node *node = start();
	const struct toy *toy = gs__node_state(node, "b");
	gs_instant begin = gs__node_now(node);

	(void)state;
	while (toy->ticks < 3)
		gs__node_turn(node, INT64_MAX);
	assert_true(gs__node_now(node) - begin >= GS_MS(60) - GS_MS(20));
	stop(node);
}

static void connections_beyond_the_bound_are_closed(void **state)
{
	struct gs__node *node = start();
	struct talk talks[5];
	struct answer answer;

	(void)state;
	for (int i = 0; i < 5; i++)
		talk_open(&talks[i], node);
	assert_false(talk_take(&talks[4], &answer));
	assert_int_equal(gs__node_counters(node)->refused, 1);
	assert_int_equal(gs__node_counters(node)->connections, 4);
	talk_close(&talks[4]);
	talk_close(&talks[0]);
	talk_open(&talks[4], node);
	answer = talk_ask(&talks[4], "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x02"));
	for (int i = 1; i < 5; i++)
		talk_close(&talks[i]);
	stop(node);
}

static void without_descriptors_the_listener_rests(void **state)
{
	struct gs__node *node = start();
	struct rlimit old, low;
	struct talk first, second;
	struct answer answer;
	uint64_t turns;

	(void)state;
	talk_open(&first, node);
	answer = talk_ask(&first, "a.add", LIT("\x90"));
	talk_open(&second, node); /* waits in the backlog */
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	low = old;
	low.rlim_cur = (rlim_t)second.fd + 1;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	talk_turn(node);
	turns = gs__node_counters(node)->turns;
	for (int i = 0; i < 20; i++) /* no spin: each of these waits */
		gs__node_turn(node, gs__node_now(node) + GS_MS(1));
	assert_true(gs__node_now(node) > 0);
	assert_int_equal(gs__node_counters(node)->turns, turns + 20);
	assert_int_equal(gs__node_counters(node)->connections, 1);
	answer = talk_ask(&first, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x03"));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	answer = talk_ask(&second, "a.add", LIT("\x90"));
	assert_result(&answer, LIT("\x91\x04"));
	talk_close(&first);
	talk_close(&second);
	stop(node);
}

static void a_signal_ends_it_in_order(void **state)
{
	const struct gs__node_options options = { .log_level = GS_ERROR, .takes_signals = true };
	struct gs__node *node = gs__node_new(&options);
	struct answer answer;
	struct talk talk;

	(void)state;
	toy_ends = (struct toy_ends){ 0 };
	assert_int_equal(gs__system_start(node, &toys, NULL), GS_OK);
	talk_open(&talk, node);
	talk_request(&talk, 1, "a.hold", LIT("\x90"));
	talk_notify(&talk, "b.chain", LIT("\x91\x64"));
	talk_request(&talk, 2, "b.add", LIT("\x91\x01"));
	gs__node_turn(node, 0);
	raise(SIGTERM);
	assert_true(talk_take(&talk, &answer));
	assert_int_equal(answer.msgid, 2);
	assert_result(&answer, LIT("\x91\x67"));
	assert_true(talk_take(&talk, &answer));
	assert_error(&answer, "stopped", "shutdown");
	assert_false(talk_take(&talk, &answer));
	while (gs__node_turn(node, INT64_MAX))
		;
	assert_string_equal(toy_ends.all, "2 1 ");
	assert_string_equal(gs__node_reason(node), "shutdown");
	assert_false(gs__node_has_failed(node));
	talk_close(&talk);
	gs__node_free(node);
}

static void a_child_that_cannot_start_ends_it(void **state)
{
	const struct gs__node_options options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&options);
	struct gs_system system = toys;

	(void)state;
	toy_ends = (struct toy_ends){ 0 };
	system.child_count = 3;
	assert_int_equal(gs__system_start(node, &system, NULL), GS_DOWN);
	while (gs__node_turn(node, INT64_MAX))
		;
	assert_true(gs__node_has_failed(node));
	assert_string_equal(gs__node_reason(node), "c did not start: a bad start");
	assert_string_equal(toy_ends.all, "2 1 ");
	gs__node_free(node);
	assert_int_equal(access(path, F_OK), -1);
}

static void refuse(const char *at, const char *set, gs_status status, const char *reason)
{
	const struct gs__node_options node_options = { .log_level = GS_ERROR };
	const struct gs__system_options options = { .listens = &at, .listen_count = at ? 1 : 0,
		.sets = &set, .set_count = set ? 1 : 0 };
	struct gs__node *node = gs__node_new(&node_options);

	assert_int_equal(gs__system_start(node, &toys, &options), status);
	while (gs__node_turn(node, INT64_MAX))
		;
	assert_string_equal(gs__node_reason(node), reason);
	assert_int_equal(toy_ends.count, 0);
	gs__node_free(node);
}

static void what_cannot_be_started_says_why(void **state)
{
	struct gs__node *node = start();
	char reason[200];

	(void)state;
	snprintf(reason, sizeof(reason), "cannot listen on %s: the address is in use", address);
	refuse(address, NULL, GS_REFUSED, reason);
	refuse("unix:/nowhere/x.sock", NULL, GS_REFUSED,
		"cannot listen on unix:/nowhere/x.sock: No such file or directory");
	refuse("udp:1", NULL, GS_REFUSED,
		"cannot listen on udp:1: not an address like unix:PATH or tcp:HOST:PORT");
	refuse("tcp:127.0.0.1:0", "a", GS_INVALID, "a setting reads child.param=value, not 'a'");
	refuse("tcp:127.0.0.1:0", "z.start=1", GS_INVALID, "there is no child 'z'");
	refuse("tcp:127.0.0.1:0", "a.x=1", GS_INVALID, "a has no parameter 'x'");
	refuse("tcp:127.0.0.1:0", "a.start=x", GS_INVALID, "a.start: 'x' is no integer");
	stop(node);
}

static void settings_and_addresses_can_be_given(void **state)
{
	static const char *const listens_given[] = { "tcp:127.0.0.1:0" };
	static const char *const sets[] = { "a.start=40", "b.period=2s" };
	const struct gs__system_options options = { .listens = listens_given, .listen_count = 1,
		.sets = sets, .set_count = 2 };
	const struct gs__node_options node_options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&node_options);
	const struct toy *toy;
	char bound[64];

	(void)state;
	assert_int_equal(gs__system_start(node, &toys, &options), GS_OK);
	toy = gs__node_state(node, "a");
	assert_int_equal(toy->start, 40);
	assert_int_equal(toy->period, GS_S(3600));
	toy = gs__node_state(node, "b");
	assert_int_equal(toy->period, GS_S(2));
	assert_true(gs__system_address(node, 0, bound, sizeof(bound)) > strlen("tcp:127.0.0.1:0"));
	assert_memory_equal(bound, "tcp:127.0.0.1:", 14);
	assert_int_equal(gs__system_address(node, 1, bound, sizeof(bound)), 0);
	gs__node_free(node); /* without an end in order: terminate runs all the same */
	assert_string_equal(toy_ends.all, "2 40 ");
}

static int make_paths(void **state)
{
	static int count;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/gs-node-%d-%d.sock", (int)getpid(), ++count);
	snprintf(address, sizeof(address), "unix:%s", path);
	toy_ends = (struct toy_ends){ 0 };
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(calls_are_answered_in_the_form_they_came_in, make_paths),
		cmocka_unit_test_setup(what_does_not_fit_is_refused_in_words, make_paths),
		cmocka_unit_test_setup(handlers_that_fail_are_answered, make_paths),
		cmocka_unit_test_setup(a_message_may_come_byte_by_byte, make_paths),
		cmocka_unit_test_setup(many_in_one_write_and_any_cut_between, make_paths),
		cmocka_unit_test_setup(a_message_may_be_larger_than_the_read_buffer, make_paths),
		cmocka_unit_test_setup(beyond_the_bound_the_connection_ends, make_paths),
		cmocka_unit_test_setup(a_peer_that_said_its_last_still_gets_its_answers, make_paths),
		cmocka_unit_test_setup(a_request_can_be_withdrawn, make_paths),
		cmocka_unit_test_setup(a_peer_that_hangs_up_is_forgotten, make_paths),
		cmocka_unit_test_setup(answers_that_are_not_read_stop_the_reading, make_paths),
		cmocka_unit_test_setup(a_full_queue_refuses_calls_and_holds_casts, make_paths),
		cmocka_unit_test_setup(what_is_sent_to_oneself_keeps_its_order, make_paths),
		cmocka_unit_test_setup(ticks_come_on_the_grid, make_paths),
		cmocka_unit_test_setup(connections_beyond_the_bound_are_closed, make_paths),
		cmocka_unit_test_setup(without_descriptors_the_listener_rests, make_paths),
		cmocka_unit_test_setup(a_signal_ends_it_in_order, make_paths),
		cmocka_unit_test_setup(a_child_that_cannot_start_ends_it, make_paths),
		cmocka_unit_test_setup(what_cannot_be_started_says_why, make_paths),
		cmocka_unit_test_setup(settings_and_addresses_can_be_given, make_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
