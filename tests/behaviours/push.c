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
	assert_string_equal(ask(other, "hall.left", "[]"), "\"disconnected\"");
	/* Its place is another's now: it is not taken for it. */
	assert_string_equal(ask(stage_caller(&stage), "hall.say", "[\"hello\"]"), "-2");
	stage_close(&stage);
}

static void behaviour_57_a_cast_to_a_peer_out_of_reach_waits_for_nothing(void **state)
{
	struct stage stage;
	struct caller *one, *other;
	gs_instant now;

	(void)state;
	stage_open(&stage, &house_system);
	one = stage_caller_at(&stage, 1);
	other = stage_caller(&stage);
	assert_string_equal(ask(one, "hall.join", "[\"ann\"]"), "nil");
	now = stage_now(&stage);
	caller_cut(one); /* which nobody knows yet */
	for (int i = 0; i < 100; i++)
		caller_send(other, "hall.say", "[\"hello\"]");
	ask(other, "hall.say", "[\"hello\"]");
	assert_true(stage_now(&stage) - now < GS_S(1));
	assert_int_equal(caller_pending(other), 0);
	stage_run(&stage);
	assert_string_equal(ask(other, "hall.say", "[\"hello\"]"), "-2");
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

/* Of a keyed server it is the instance that spoke, as long as that lives. */
static void one_of_many_is_a_peer(void **state)
{
	struct stage stage;
	struct caller *caller = stage_settled(&stage, &house_system);

	(void)state;
	caller_notify(caller, "guests.enter", "[6]");
	caller_notify(caller, "guests.enter", "[7]");
	assert_string_equal(ask(caller, "hall.close", "[]"), "0");
	expect_trace("closed@7");
	caller_notify(caller, "guests.join", "[8]");
	stage_run(&stage);
	assert_string_equal(ask(caller, "hall.say", "[\"hello\"]"), "0");
	stage_run(&stage);
	expect_trace("joined@8:0 said@8:hello");
	caller_notify(caller, "guests.fall", "[8]");
	assert_string_equal(ask(caller, "hall.say", "[\"hello\"]"), "-2");
	assert_string_equal(ask(caller, "hall.left", "[]"), "\"fell\"");
	/* Another life of the key is another peer. */
	caller_notify(caller, "guests.said", "[8, \"ann\", \"up\"]");
	assert_string_equal(ask(caller, "hall.say", "[\"hello\"]"), "-2");
	expect_trace("said@8:up");
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

/* The generated client: many calls at once, notifications, a loop of one's own. */

struct seen {
	uint32_t answers, lost, late, told;
	char order[16];
};

static void note(struct seen *seen, gs_status status, char letter)
{
	if (status == GS_OK)
		seen->order[seen->answers++] = letter;
	seen->late += status == GS_TIMEOUT;
	seen->lost += status == GS_LOST || status == GS_REFUSED;
}

static void answered_slow(void *arg, gs_status status, const struct room_slow_reply *reply)
{
	note(arg, status, reply ? (char)('0' + reply->value / 10) : '?');
}

static void answered_join(void *arg, gs_status status)
{
	note(arg, status, 'j');
}

static void told_said(void *arg, gs_str by, gs_str text)
{
	struct seen *seen = arg;

	assert_int_equal(by.len, 3);
	assert_int_equal(text.len, 5);
	seen->told++;
}

static const struct heard_handlers handlers = { .said = told_said };

static void turn_for(struct stage *stage, gs_client *client, int times, gs_duration each)
{
	for (int i = 0; i < times; i++) {
		(void)gs_client_turn(client);
		stage_advance(stage, each);
	}
	(void)gs_client_turn(client);
}

static void calls_are_begun_and_answered_in_any_order(void **state)
{
	struct room_slow_options hasty = { .timeout = GS_MS(5) };
	struct seen seen = { 0 };
	struct stage stage;
	gs_client *client;

	(void)state;
	stage_open(&stage, &house_system);
	client = stage_client(&stage);
	assert_int_equal(gs_client_fd(client), -1);
	assert_int_equal(room_slow_begin(client, "hall", 30, NULL, answered_slow, &seen), GS_OK);
	assert_int_equal(room_slow_begin(client, "hall", 10, NULL, answered_slow, &seen), GS_OK);
	assert_int_equal(room_slow_begin(client, "hall", 20, &hasty, answered_slow, &seen), GS_OK);
	assert_int_equal(room_slow_begin(client, "hall", 20, NULL, NULL, NULL), GS_OK);
	assert_true(gs_client_fd(client) >= 0);
	assert_true(gs_client_events(client) & GS_WRITABLE);
	turn_for(&stage, client, 60, MS(1));
	assert_int_equal(seen.answers, 2);
	assert_string_equal(seen.order, "13");
	assert_int_equal(seen.late, 1);
	assert_int_equal(gs_client_events(client), GS_READABLE);
	assert_int_equal(gs_client_due(client), -1);
	/* A call that blocks lands the others meanwhile. */
	assert_int_equal(room_slow_begin(client, "hall", 10, NULL, answered_slow, &seen), GS_OK);
	assert_int_equal(room_slow_call(client, "hall", 40, NULL, NULL), GS_OK);
	assert_int_equal(seen.answers, 3);
	/* What is left at the end is told so. */
	assert_int_equal(room_slow_begin(client, "hall", 10, NULL, answered_slow, &seen), GS_OK);
	gs__world_cut_address(stage.world, "unix:house.sock");
	turn_for(&stage, client, 2, MS(1));
	assert_int_equal(seen.lost, 1);
	assert_int_equal(room_slow_begin(client, "hall", 10, NULL, answered_slow, &seen), GS_OK);
	gs_client_close(client);
	assert_int_equal(seen.lost, 2);
	stage_close(&stage);
}

static void notifications_reach_their_handlers(void **state)
{
	struct seen seen = { 0 };
	struct stage stage;
	struct caller *other;
	gs_client *client;

	(void)state;
	stage_open(&stage, &house_system);
	client = stage_client(&stage);
	other = stage_caller(&stage);
	assert_int_equal(heard_handle(client, &handlers, &seen), GS_OK);
	assert_int_equal(
		room_join_begin(client, "hall", GS_STR("ann"), NULL, answered_join, &seen), GS_OK);
	turn_for(&stage, client, 5, MS(1));
	assert_int_equal(seen.answers, 1);
	ask(other, "hall.say", "[\"hello\"]");
	ask(other, "hall.close", "[]"); /* which nobody handles */
	turn_for(&stage, client, 5, MS(1));
	assert_int_equal(seen.told, 1);
	/* Lost, refused for a while, and made again, each time a little later. */
	gs__world_refuse(stage.world, true);
	gs__world_cut_address(stage.world, "unix:house.sock");
	turn_for(&stage, client, 5, MS(100));
	assert_int_equal(gs_client_fd(client), -1);
	assert_true(gs_client_due(client) > MS(100));
	gs__world_refuse(stage.world, false);
	turn_for(&stage, client, 60, MS(100));
	assert_true(gs_client_fd(client) >= 0);
	assert_int_equal(heard_handle(client, &handlers, &seen), GS_OK);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_peer_is_notified),
		cmocka_unit_test(a_peer_that_is_gone_is_down),
		cmocka_unit_test(behaviour_57_a_cast_to_a_peer_out_of_reach_waits_for_nothing),
		cmocka_unit_test(only_what_a_server_says_it_notifies),
		cmocka_unit_test(a_server_is_a_peer),
		cmocka_unit_test(one_of_many_is_a_peer),
		cmocka_unit_test(a_peer_that_does_not_read_is_full),
		cmocka_unit_test(calls_are_begun_and_answered_in_any_order),
		cmocka_unit_test(notifications_reach_their_handlers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
