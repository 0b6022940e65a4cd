/* SPDX-License-Identifier: MIT */
/* Who pipelines without end gets a share of each turn, and everybody else is served in it. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/lib/toys.h"

static const char request[] = "\x94\x00\x00\xa5"
			      "a.add\x91\x01";

enum {
	SIZE = sizeof(request) - 1,
	SHARE = 64 * 1024 / SIZE + 1, /* requests that one connection has read in a turn */
	MANY = 1000,
	OTHERS = 20,
	TURNS = 50
};

struct flooder {
	struct talk talk;
	size_t at; /* of a message, what is sent of it */
};

/* Fills its socket, and takes what answers there are. */
static void flood(struct flooder *flooder)
{
	static uint8_t bytes[MANY * SIZE];
	static uint8_t answers[256 * 1024];
	ssize_t sent;

	for (size_t i = 0; i < MANY; i++)
		memcpy(bytes + i * SIZE, request, SIZE);
	while ((sent = send(flooder->talk.fd, bytes + flooder->at, sizeof(bytes) - flooder->at,
			MSG_DONTWAIT | MSG_NOSIGNAL)) > 0)
		flooder->at = (flooder->at + (size_t)sent) % SIZE;
	while (recv(flooder->talk.fd, answers, sizeof(answers), MSG_DONTWAIT) > 0)
		;
}

static void each_turn_serves_everybody(void **state)
{
	struct gs__node *node = toys_start_at(toys_address);
	struct flooder first = { .at = 0 }, last = { .at = 0 };
	struct talk others[OTHERS];
	uint64_t handled, most = 0;
	struct answer answer;

	(void)state;
	talk_open(&first.talk, node);
	for (int i = 0; i < OTHERS; i++)
		talk_open(&others[i], node);
	talk_open(&last.talk, node);
	talk_turn(node);
	for (int turn = 0; turn < TURNS; turn++) {
		flood(&first);
		flood(&last);
		for (int i = 0; i < OTHERS; i++)
			talk_request(&others[i], 7, "a.add", LIT("\x91\x01"));
		handled = gs__node_counters(node)->handled;
		gs__node_turn(node, 0);
		handled = gs__node_counters(node)->handled - handled;
		assert_in_range(handled, OTHERS, 2 * SHARE + OTHERS + 1); /* a tick */
		most = handled > most ? handled : most;
		for (int i = 0; i < OTHERS; i++) {
			uint8_t byte;

			assert_int_equal(recv(others[i].fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT), 1);
			assert_true(talk_take(&others[i], &answer));
			assert_int_equal(answer.msgid, 7);
		}
	}
	assert_true(most > SHARE); /* they really were many */
	for (int i = 0; i < OTHERS; i++)
		talk_close(&others[i]);
	talk_close(&first.talk);
	talk_close(&last.talk);
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	toys_stop(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_turn_serves_everybody, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
