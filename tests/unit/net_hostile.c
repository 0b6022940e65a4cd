/* SPDX-License-Identifier: MIT */
/* Hostile bytes: each costs at most its own connection, and is answered where there is whom to. */
#include "tests/unit/lib/talk.h"

#include <stdio.h>
#include <stdlib.h>
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
	.root = { .intensity = 1000000, .period = GS_S(1) },
};

static struct gs__node *node;

static int start(void **state)
{
	const struct gs__node_options options = { .log_level = GS_ERROR };

	(void)state;
	snprintf(address, sizeof(address), "unix:/tmp/gs-hostile-%d.sock", (int)getpid());
	node = gs__node_new(&options);
	return node && gs__system_start(node, &toys, NULL) == GS_OK ? 0 : -1;
}

/* Whatever came before, the next one is served, and nothing is left of the last. */
static int check_and_stop(void **state)
{
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.echo", LIT("\x91\xa2hi"));
	assert_result(&answer, LIT("\xa2hi"));
	talk_close(&talk);
	assert_int_equal(gs__node_counters(node)->connections, 0);
	gs__node_free(node);
	return 0;
}

/* xorshift; the seed is printed, SEED=n sets it. */
static uint64_t random_state;

static void seed(void)
{
	const char *given = getenv("SEED");

	random_state = given ? strtoull(given, NULL, 0) : (uint64_t)getpid() * 2654435761u + 1;
	print_message("# SEED=%llu\n", (unsigned long long)random_state);
}

static uint32_t below(uint32_t bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 33) % bound;
}

/* clang-format off */
static const struct {
	const char *bytes;
	size_t len;
	const char *error; /* NULL: the connection ends */
} messages[] = {
	/* The envelope. */
	{ LIT("\xc0"), NULL },
	{ LIT("\x05"), NULL },
	{ LIT("\xa3" "abc"), NULL },
	{ LIT("\x90"), NULL },
	{ LIT("\x80"), NULL },
	{ LIT("\x81\x00"), NULL }, /* that the rest of a map is missing is no matter */
	{ LIT("\xdf\x00\x00\x00\x04"), NULL },
	{ LIT("\x94\xc1"), NULL },
	{ LIT("\x94\x03\x01"), NULL },
	{ LIT("\x94\x00\xc0"), NULL },
	{ LIT("\x94\x03\x01\xa5" "a.add\x90"), NULL },
	{ LIT("\x94\x00\xa1x\xa5" "a.add\x90"), NULL },         /* no msgid */
	{ LIT("\x94\x00\xff\xa5" "a.add\x90"), NULL },          /* a negative one */
	{ LIT("\x94\x00\xcf\x00\x00\x00\x01\x00\x00\x00\x00\xa5" "a.add\x90"), NULL },
	{ LIT("\x91\x00"), NULL },
	{ LIT("\x91\x03"), NULL },
	{ LIT("\x92\x00\x01"), "bad_request" },
	{ LIT("\x93\x00\x01\xa5" "a.add"), "bad_request" },
	{ LIT("\x93\x00\x01\xc0"), "bad_request" },
	{ LIT("\x94\x00\x01\xc0\x90"), "bad_request" },
	{ LIT("\x94\x00\x01\x90\x90"), "bad_request" },
	{ LIT("\x95\x00\x01\xa5" "a.add\x90\x05"), "bad_request" },
	{ LIT("\x95\x00\x01\xa5" "a.add\x90\x81\xc1\x05"), NULL },
	{ LIT("\x96\x00\x01\xa5" "a.add\x90\x80\xc0"), "bad_request" },
	{ LIT("\x95\x00\x01\xa5" "a.add\x90\x81\xa7timeout\xff"), "bad_request" },
	/* The method. */
	{ LIT("\x94\x00\x01\xa0\x90"), "no_server" },
	{ LIT("\x94\x00\x01\xa1.\x90"), "no_server" },
	{ LIT("\x94\x00\x01\xa1" "a\x90"), "no_clause" },
	{ LIT("\x94\x00\x01\xa2" "a.\x90"), "no_clause" },
	{ LIT("\x94\x00\x01\xa5" "a\x00" "add\x90"), "no_server" },
	{ LIT("\x94\x00\x01\xa5\xff\xfe.\xff\xfe\x90"), "no_server" },
	{ LIT("\x94\x00\x01\xa8gs.state\x90"), "bad_request" },
	{ LIT("\x94\x00\x01\xa8gs.magic\x90"), "no_clause" },
	/* The parameters. */
	{ LIT("\x94\x00\x01\xa5" "a.add\xc0"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x91\xa1x"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x91\x00"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x91\xcb\x3f\xf0\x00\x00\x00\x00\x00\x00"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x91\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x81\x01\x01"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x82\xa1n\x01\xa1n\x01"), "bad_request" },
	{ LIT("\x94\x00\x01\xa6" "a.echo\x91\xa2\xff\xff"), "bad_request" },
	{ LIT("\x94\x00\x01\xa6" "a.echo\x90"), "bad_request" },
	{ LIT("\x94\x00\x01\xa5" "a.add\x91\xc1"), NULL },
	/* Announced, never sent. */
	{ LIT("\x94\x00\x01\xdb\x7f\xff\xff\xff"), NULL },
	{ LIT("\x94\x00\x01\xa5" "a.add\xdd\xff\xff\xff\xff"), NULL },
	{ LIT("\x94\x00\x01\xa5" "a.add\xdf\xff\xff\xff\xff"), NULL },
	{ LIT("\xdd\xff\xff\xff\xff"), NULL },
};
/* clang-format on */

static void each_kind_of_malformed_message(void **state)
{
	(void)state;
	for (size_t i = 0; i < GS_COUNT(messages); i++) {
		struct answer answer;
		struct talk talk;

		talk_open(&talk, node);
		talk_send(&talk, messages[i].bytes, messages[i].len);
		if (!messages[i].error) {
			if (talk_take(&talk, &answer))
				fail_msg("message %zu was answered: %s", i, answer.text);
		} else {
			if (!talk_take(&talk, &answer))
				fail_msg("message %zu: the connection ended", i);
			if (strcmp(answer.error, messages[i].error) != 0)
				fail_msg("message %zu: %s: %s", i, answer.error, answer.text);
			assert_int_equal(answer.msgid, 1);
			answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
			assert_string_equal(answer.error, "");
		}
		talk_close(&talk);
	}
}

/* What was answered before the framing broke is sent before the end. */
static void answers_before_the_break_arrive(void **state)
{
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	talk_send(&talk, LIT("\x94\x00\x01\xa6"
			     "a.echo\x91\xa2hi\x94\x00\x02\xa6"
			     "a.echo\x91\xa2ho\xc1"));
	assert_true(talk_take(&talk, &answer));
	assert_result(&answer, LIT("\xa2hi"));
	assert_true(talk_take(&talk, &answer));
	assert_result(&answer, LIT("\xa2ho"));
	assert_false(talk_take(&talk, &answer));
	talk_close(&talk);
}

/* The answers that are not wanted: only whether the node lives, and lets go. */
static void throw_at(const uint8_t *bytes, size_t len, bool in_two)
{
	size_t cut = in_two ? below((uint32_t)len + 1) : 0;
	struct talk talk;

	talk_open(&talk, node);
	talk_send(&talk, bytes, cut);
	if (cut > 0)
		talk_turn(node);
	talk_send(&talk, bytes + cut, len - cut);
	talk_turn(node);
	if (below(2))
		shutdown(talk.fd, SHUT_WR);
	talk_close(&talk);
}

/* clang-format off */
static const char valid[] =
	"\x94\x00\x01\xa5" "a.add\x91\x03"
	"\x95\x00\xcd\x10\x00\xa5" "a.add\x81\xa1n\x02\x81\xa7timeout\xce\x7f\xff\xff\xff"
	"\x94\x00\x03\xa6" "a.echo\x91\xab" "hello again"
	"\x93\x02\xa6" "a.bump\x91\x01"
	"\x94\x00\x05\xa7" "a.later\x91\x00"
	"\x93\x02\xa7" "a.chain\x91\x02"
	"\x94\x00\x06\xa6" "a.hold\x90"
	"\x93\x02\xa9gs.cancel\x91\x06"
	"\x94\x00\x08\xa5" "a.end\x92\x00\xa6normal"
	"\x94\x00\x09\xa7" "gs.list\x81\xa5" "after\xa1" "A";
/* clang-format on */

static void every_truncation(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(valid); len++)
		throw_at((const uint8_t *)valid, len, false);
	assert_true(gs__node_counters(node)->handled > sizeof(valid));
}

static void bytes_changed_at_random(void **state)
{
	uint8_t bytes[sizeof(valid) - 1];

	(void)state;
	seed();
	for (int i = 0; i < 5000; i++) {
		memcpy(bytes, valid, sizeof(bytes));
		for (uint32_t n = 1 + below(4); n > 0; n--)
			bytes[below(sizeof(bytes))] = (uint8_t)below(256);
		throw_at(bytes, sizeof(bytes), i % 4 == 0);
	}
}

static void bytes_at_random(void **state)
{
	uint8_t bytes[300];

	(void)state;
	seed();
	for (int i = 0; i < 5000; i++) {
		uint32_t len = 1 + below(sizeof(bytes));

		for (uint32_t k = 0; k < len; k++)
			bytes[k] = (uint8_t)below(256);
		if (i % 2) /* past the first look */
			memcpy(bytes,
				"\x94\x00\x01\xa5"
				"a.add",
				len < 9 ? len : 9);
		throw_at(bytes, len, i % 4 == 0);
	}
}

/* Nested as deep as a message may be long: refused in words, or the end of the connection. */
static void nested_without_end(void **state)
{
	enum { DEPTH = 60000 };
	uint8_t *deep = malloc(DEPTH + 16);
	struct answer answer;
	struct talk talk;

	(void)state;
	assert_non_null(deep);
	memset(deep, 0x91, DEPTH);
	deep[DEPTH] = 0x01;
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", deep, DEPTH + 1);
	assert_error(&answer, "bad_request", NULL);
	deep[0] = 0x92; /* as what a newer peer added */
	deep[1] = 0x01;
	deep[2] = 0x91;
	answer = talk_ask(&talk, "a.add", deep, DEPTH + 1);
	assert_error(&answer, "bad_request", NULL);
	answer = talk_ask(&talk, "a.nothing", deep, DEPTH + 1);
	assert_error(&answer, "no_clause", NULL);
	memcpy(deep, "\x82\xa1n\x01\xa1x", 6);
	answer = talk_ask(&talk, "a.add", deep, DEPTH + 1);
	assert_error(&answer, "bad_request", NULL);
	answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
	assert_string_equal(answer.error, "");
	talk_close(&talk);
	free(deep);
}

/* Answers to a peer that never asked, a flood of notifications, and many who say half a word. */
static void what_is_only_odd(void **state)
{
	struct talk talks[64];
	struct answer answer;

	(void)state;
	talk_open(&talks[0], node);
	talk_send(&talks[0], LIT("\x94\x01\x05\xc0\xc0"));
	for (int i = 0; i < 1000; i++)
		talk_notify(&talks[0], "nobody.there", LIT("\x90"));
	answer = talk_ask(&talks[0], "a.add", LIT("\x91\x01"));
	assert_string_equal(answer.error, "");
	assert_int_equal(gs__node_counters(node)->late, 1);
	assert_int_equal(gs__node_counters(node)->dropped, 1000);
	/* Unknown keys behind the arguments, also those that are no strings. */
	talk_send(&talks[0], LIT("\x95\x00\x01\xa5"
				 "a.add\x91\x01\x82\x05\x05\xa1x\xc0"));
	assert_true(talk_take(&talks[0], &answer));
	assert_string_equal(answer.error, "");
	talk_close(&talks[0]);
	for (int i = 0; i < 64; i++) {
		talk_open(&talks[i], node);
		talk_send(&talks[i], valid, (size_t)i);
	}
	talk_turn(node);
	assert_int_equal(gs__node_counters(node)->connections, 64);
	for (int i = 0; i < 64; i++)
		talk_close(&talks[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			each_kind_of_malformed_message, start, check_and_stop),
		cmocka_unit_test_setup_teardown(
			answers_before_the_break_arrive, start, check_and_stop),
		cmocka_unit_test_setup_teardown(every_truncation, start, check_and_stop),
		cmocka_unit_test_setup_teardown(bytes_changed_at_random, start, check_and_stop),
		cmocka_unit_test_setup_teardown(bytes_at_random, start, check_and_stop),
		cmocka_unit_test_setup_teardown(nested_without_end, start, check_and_stop),
		cmocka_unit_test_setup_teardown(what_is_only_odd, start, check_and_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
