/* SPDX-License-Identifier: MIT */
/* Connections: messages in pieces and in heaps, bounds, and peers that do not read. */
#include "tests/unit/lib/toys.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

static void a_message_may_come_byte_by_byte(void **state)
{
	static const char bytes[] = "\x95\x00\x07\xa5"
				    "a.add\x91\x02\x81\xa5trace\xa1x";
	struct gs__node *node = toys_start();
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
	toys_stop(node);
}

static void many_in_one_write_and_any_cut_between(void **state)
{
	enum { COUNT = 500, SIZE = 11 };
	struct gs__node *node = toys_start();
	uint8_t bytes[COUNT * SIZE];
	struct answer answer;
	struct talk talk;
	uint32_t total = 1;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		memcpy(bytes + i * SIZE,
			"\x94\x00\x07\xa5"
			"a.add\x91\x02",
			SIZE);
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
	toys_stop(node);
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
	struct gs__node *node = toys_start();
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
	toys_stop(node);
}

static void beyond_the_bound_the_connection_ends(void **state)
{
	struct gs__node *node = toys_start();
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
	talk_send(&talk, LIT("\x94\x00\x07\xa6"
			     "a.echo\x91\xdb\x7f\xff\xff\xff"));
	assert_false(talk_take(&talk, &answer));
	talk_close(&talk);
	free(text);
	toys_stop(node);
}

static void a_peer_that_said_its_last_still_gets_its_answers(void **state)
{
	struct gs__node *node = toys_start();
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
	toys_stop(node);
}

static void a_peer_that_hangs_up_is_forgotten(void **state)
{
	struct gs__node *node = toys_start();
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
	toys_stop(node);
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
	struct gs__node *node = toys_start();
	uint8_t *text = long_text(TEXT);
	uint8_t *all = malloc((size_t)COUNT * SIZE);
	struct answer answer;
	struct talk talk, other;
	size_t pushed;

	(void)state;
	assert_non_null(all);
	for (int i = 0; i < COUNT; i++) {
		memcpy(all + (size_t)i * SIZE,
			"\x94\x00\x07\xd9\x06"
			"a.echo",
			11);
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
	toys_stop(node);
}

static void a_peer_that_never_reads_is_dropped(void **state)
{
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	for (uint32_t i = 0; i < 100; i++) /* 20 MB owed */
		talk_request(&talk, i, "a.owe", LIT("\x91\xce\x00\x03\x0d\x40"));
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->slow, 1);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	talk_close(&talk);
	talk_open(&talk, node); /* one that reads gets all of it */
	for (uint32_t i = 0; i < 20; i++)
		talk_request(&talk, i, "a.owe", LIT("\x91\xce\x00\x03\x0d\x40"));
	for (uint32_t i = 0; i < 20; i++) {
		assert_true(talk_take(&talk, &answer));
		assert_int_equal(answer.len, 200005);
	}
	talk_close(&talk);
	toys_stop(node);
}

static void a_full_queue_refuses_calls_and_holds_casts(void **state)
{
	struct gs__node *node = toys_start();
	uint32_t refused = 0, good = 0;
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_notify(&talk, "gs.suspend",
		LIT("\x91\xa1"
		    "a"));
	for (uint32_t i = 0; i < 1000; i++)
		talk_notify(&talk, "a.bump", LIT("\x91\x01"));
	for (uint32_t i = 0; i < 100; i++)
		talk_request(&talk, i, "a.add", LIT("\x91\x01"));
	talk_notify(&talk, "gs.resume",
		LIT("\x91\xa1"
		    "a"));
	for (uint32_t i = 0; i < 100; i++) {
		assert_true(talk_take(&talk, &answer));
		if (answer.error[0]) {
			assert_error(&answer, "overloaded", NULL);
			refused++;
		} else {
			good++;
		}
	}
	assert_int_equal(good, 24);
	assert_int_equal(refused, 76);
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
	toys_stop(node);
}

static void connections_beyond_the_bound_are_closed(void **state)
{
	struct gs__node *node = toys_start();
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
	toys_stop(node);
}

static void without_descriptors_the_listener_rests(void **state)
{
	struct gs__node *node = toys_start();
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
	toys_stop(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_message_may_come_byte_by_byte, toys_set_up),
		cmocka_unit_test_setup(many_in_one_write_and_any_cut_between, toys_set_up),
		cmocka_unit_test_setup(a_message_may_be_larger_than_the_read_buffer, toys_set_up),
		cmocka_unit_test_setup(beyond_the_bound_the_connection_ends, toys_set_up),
		cmocka_unit_test_setup(
			a_peer_that_said_its_last_still_gets_its_answers, toys_set_up),
		cmocka_unit_test_setup(a_peer_that_hangs_up_is_forgotten, toys_set_up),
		cmocka_unit_test_setup(answers_that_are_not_read_stop_the_reading, toys_set_up),
		cmocka_unit_test_setup(a_peer_that_never_reads_is_dropped, toys_set_up),
		cmocka_unit_test_setup(a_full_queue_refuses_calls_and_holds_casts, toys_set_up),
		cmocka_unit_test_setup(connections_beyond_the_bound_are_closed, toys_set_up),
		cmocka_unit_test_setup(without_descriptors_the_listener_rests, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
