/* SPDX-License-Identifier: MIT */
/* Who pipelines without end gets a share of each turn, and everybody else is served in it. */
#include "tests/unit/lib/talk.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/lib/toy.h"

static char address[80];

static const struct toy_params params = { .start = 5, .period = GS_S(3600) };

static const struct gs_listen listens[] = { { .address = address } };

static const struct gs_child children[] = {
	{ .name = "a", .server = &toy_class, .params = &params, .shutdown = GS_S(5) },
};

static const struct gs_system toys = {
	.name = "toys",
	.listens = listens,
	.listen_count = 1,
	.children = children,
	.child_count = 1,
	.root = { .intensity = 3, .period = GS_S(5) },
};

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
	const struct gs__node_options options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&options);
	struct flooder first = { .at = 0 }, last = { .at = 0 };
	struct talk others[OTHERS];
	uint64_t handled, most = 0;
	struct answer answer;

	(void)state;
	snprintf(address, sizeof(address), "unix:/tmp/gs-fair-%d.sock", (int)getpid());
	assert_non_null(node);
	assert_int_equal(gs__system_start(node, &toys, NULL), GS_OK);
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
		assert_in_range(handled, OTHERS, 2 * SHARE + OTHERS);
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
	gs__node_free(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_turn_serves_everybody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
