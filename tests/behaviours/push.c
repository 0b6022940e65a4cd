/* SPDX-License-Identifier: MIT */
/* Peers: who sent a message, and what is sent to them. */
#include "tests/support/stage.h"

#include <stdlib.h>
#include <string.h>

#include "push.gs.h"

static void a_peer_is_notified(void **state)
{
	struct stage stage;
	struct caller *one, *other;

	(void)state;
	stage_open(&stage, &house_system);
	one = stage_caller(&stage);
	other = stage_caller_at(&stage, 1);
	assert_string_equal(ask(one, "hall.join", "[\"ann\"]"), "nil");
	assert_string_equal(ask(other, "hall.say", "[\"hello\"]"), "0");
	assert_string_equal(ask(other, "hall.close", "[]"), "0");
	stage_run(&stage);
	assert_string_equal(
		caller_told(one), "\"heard.said\" [\"ann\", \"hello\"]\n\"heard.closed\" []\n");
	assert_int_equal(caller_told_count(other), 0);
	/* Over TCP, from a notification, and in the middle of its own request. */
	caller_notify(other, "hall.enter", "[]");
	assert_string_equal(ask(other, "hall.say", "[\"to me\"]"), "0");
	assert_string_equal(caller_told(other), "\"heard.said\" [\"ann\", \"to me\"]\n");
	assert_int_equal(caller_told_count(one), 2);
	stage_close(&stage);
}

static void a_peer_that_is_gone_is_down(void **state)
{
	struct stage stage;
	struct caller *one, *other;

	(void)state;
	stage_open(&stage, &house_system);
	one = stage_caller(&stage);
	other = stage_caller(&stage);
	assert_string_equal(ask(one, "hall.join", "[\"ann\"]"), "nil");
	caller_close(one);
	stage_run(&stage);
	assert_string_equal(ask(other, "hall.say", "[\"hello\"]"), "-2");
	/* Its place is another's now: it is not taken for it. */
	assert_string_equal(ask(stage_caller(&stage), "hall.say", "[\"hello\"]"), "-2");
	stage_close(&stage);
}

static void only_what_a_server_says_it_notifies(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "hall.join", "[\"ann\"]"), "nil");
	assert_string_equal(ask(caller, "hall.lie", "[]"), "-6");
	assert_int_equal(caller_told_count(caller), 0);
	assert_non_null(strstr(ask(caller, "gs.describe", "[\"hall\"]"), "notifies heard"));
	stage_close(&stage);
}

/* A server is a peer, too: the notification is a cast that it does not have. */
static void a_server_is_a_peer(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "hall.join", "[\"ann\"]"), "nil");
	caller_notify(caller, "door.go", "[]");
	assert_string_equal(ask(caller, "hall.close", "[]"), "-6");
	assert_int_equal(caller_told_count(caller), 0);
	stage_close(&stage);
}

/* What a peer does not read is bounded; what it asks is still answered when it reads again. */
static void a_peer_that_does_not_read_is_full(void **state)
{
	enum { SIZE = 200000 };
	char *message = malloc(SIZE + 32);
	struct stage stage;
	struct caller *one, *other;
	uint32_t told = 0;

	(void)state;
	assert_non_null(message);
	memset(message, 'x', SIZE + 32);
	stage_open(&stage, &house_system);
	one = stage_caller(&stage);
	other = stage_caller(&stage);
	assert_string_equal(ask(one, "hall.join", "[\"ann\"]"), "nil");
	memcpy(message, "\x93\x02\xa8hall.say\x91\xdb\x00\x03\x0d\x40", 17);
	for (int i = 0; i < 64; i++)
		caller_raw(other, message, 17 + SIZE);
	gs__world_hold(stage.world, true);
	gs__world_hold(stage.world, false);
	stage_run(&stage);
	told = caller_told_count(one);
	assert_true(told > 0);
	assert_string_equal(ask(one, "hall.say", "[\"still\"]"), "0");
	stage_close(&stage);
	free(message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_peer_is_notified),
		cmocka_unit_test(a_peer_that_is_gone_is_down),
		cmocka_unit_test(only_what_a_server_says_it_notifies),
		cmocka_unit_test(a_server_is_a_peer),
		cmocka_unit_test(a_peer_that_does_not_read_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
