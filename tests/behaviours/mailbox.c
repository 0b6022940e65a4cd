/* SPDX-License-Identifier: MIT */
/* Behaviours of full mailboxes: number 86, and what each overflow does. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "mailbox.gs.h"

/* What is sent together comes together. */
static void open_calm(struct stage *stage)
{
	stage_open(stage, &mailboxes_system);
	gs__world_take_weather(stage->world, &gs__weather_calm);
}

static void notify(struct caller *caller, const char *clause, uint32_t from, uint32_t to)
{
	char params[16];

	for (uint32_t n = from; n <= to; n++) {
		snprintf(params, sizeof(params), "[%u]", n);
		caller_notify(caller, clause, params);
	}
}

static const struct gs__counters *counters(const struct stage *stage)
{
	return gs__node_counters(stage->node);
}

static void behaviour_86_a_full_mailbox_makes_casts_wait_and_none_is_lost(void **state)
{
	struct stage stage;
	struct caller *one, *other;
	uint32_t id;

	(void)state;
	open_calm(&stage);
	one = stage_caller(&stage);
	other = stage_caller(&stage);
	gs__world_hold(stage.world, true);
	caller_send(one, "pump.fill", "[\"waiting\", 2, 1]");
	notify(one, "waiting.put", 3, 7);
	id = caller_send(one, "waiting.total", "[]");
	notify(other, "waiting.put", 101, 105);
	gs__world_hold(stage.world, false);
	assert_int_equal(caller_wait(one, id)[0], '['); /* perhaps before what the other one sent */
	stage_run(&stage);
	assert_string_equal(ask(one, "waiting.total", "[]"), "[12, 543]");
	assert_non_null(strstr(traced(), "1 2 3 4 5 6 7"));
	assert_int_equal(counters(&stage)->dropped, 0);
	assert_int_equal(counters(&stage)->overloaded, 0);
	stage_close(&stage);
}

static void a_connection_that_waits_keeps_what_is_behind_in_order(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t first, last;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	gs__world_hold(stage.world, true);
	caller_send(caller, "pump.fill", "[\"waiting\", 2, 1]");
	notify(caller, "waiting.put", 3, 3);
	first = caller_send(caller, "rejecting.total", "[]"); /* another server, behind the cast */
	last = caller_send(caller, "waiting.total", "[]");
	gs__world_hold(stage.world, false);
	assert_string_equal(caller_wait(caller, last), "[3, 6]");
	assert_string_equal(caller_answer(caller, first), "[0, 0]");
	stage_close(&stage);
}

static void who_hangs_up_while_it_waits_is_forgotten(void **state)
{
	struct stage stage;
	struct caller *caller, *other;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	other = stage_caller(&stage);
	caller_send(caller, "pump.fill", "[\"waiting\", 2, 1]");
	notify(caller, "waiting.put", 3, 9);
	caller_cut(caller);
	assert_non_null(strchr(ask(other, "waiting.total", "[]"), '['));
	stage_close(&stage);
}

static void a_local_cast_to_a_full_mailbox_says_so(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "pump.fill", "[\"waiting\", 5]"), "[2, 3]");
	assert_string_equal(ask(caller, "waiting.total", "[]"), "[2, 3]");
	assert_int_equal(counters(&stage)->dropped, 0);
	stage_close(&stage);
}

static void a_call_to_a_full_mailbox_is_overloaded(void **state)
{
	static const char *const names[] = { "waiting", "rejecting" };
	struct stage stage;
	struct caller *caller;
	char text[64];
	uint32_t id;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	for (int i = 0; i < 2; i++) {
		gs__world_hold(stage.world, true);
		snprintf(text, sizeof(text), "[\"%s\", 2]", names[i]);
		caller_send(caller, "pump.fill", text);
		snprintf(text, sizeof(text), "%s.total", names[i]);
		id = caller_send(caller, text, "[]");
		gs__world_hold(stage.world, false);
		assert_true(is_error(caller_wait(caller, id), "overloaded"));
	}
	assert_int_equal(counters(&stage)->overloaded, 2);
	stage_close(&stage);
}

static void reject_drops_and_counts_casts(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	gs__world_hold(stage.world, true);
	caller_send(caller, "pump.fill", "[\"rejecting\", 3, 1]");
	notify(caller, "rejecting.put", 4, 9);
	gs__world_hold(stage.world, false);
	stage_run(&stage);
	assert_string_equal(traced(), "1 2");
	assert_int_equal(counters(&stage)->dropped, 7);
	assert_string_equal(ask(caller, "rejecting.total", "[]"), "[2, 3]");
	stage_close(&stage);
}

static void drop_oldest_keeps_the_newest(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t first, second;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "pump.fill", "[\"dropping\", 5, 1]"), "[5, 0]");
	stage_run(&stage);
	assert_string_equal(traced(), "4 5");
	assert_int_equal(counters(&stage)->dropped, 3);
	trace_clear();
	caller = stage_caller(&stage); /* all of it in its first piece */
	gs__world_hold(stage.world, true);
	caller_send(caller, "pump.fill", "[\"dropping\", 2, 6]");
	first = caller_send(caller, "dropping.total", "[]");
	second = caller_send(caller, "dropping.total", "[]");
	notify(caller, "dropping.put", 8, 8);
	gs__world_hold(stage.world, false);
	assert_string_equal(caller_wait(caller, second), "[2, 9]");
	stage_run(&stage);
	assert_true(is_error(caller_answer(caller, first), "overloaded"));
	assert_string_equal(traced(), "8");
	assert_int_equal(counters(&stage)->overloaded, 1);
	stage_close(&stage);
}

static void drop_oldest_leaves_the_servers_own_messages(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	gs__world_hold(stage.world, true);
	notify(caller, "dropping.own", 1, 1);
	notify(caller, "dropping.put", 1, 5);
	gs__world_hold(stage.world, false);
	stage_run(&stage);
	assert_string_equal(traced(), "own1 4 5");
	stage_close(&stage);
}

static void a_mailbox_is_bounded_in_bytes_too_and_by_parameters(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "pump.load", "[\"sized\", 3]"), "[1, 2]");
	assert_string_equal(ask(caller, "pump.fill", "[\"sized\", 5]"), "[3, 2]");
	assert_string_equal(ask(caller, "pump.fill", "[\"roomy\", 2001]"), "[2000, 1]");
	assert_string_equal(ask(caller, "pump.load", "[\"roomy\", 100]"), "[99, 1]");
	stage_close(&stage);
}

/* What a server sends to itself is not counted with what others send. */
static void own_messages_have_a_bound_of_their_own(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t id;

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	gs__world_hold(stage.world, true);
	notify(caller, "waiting.dig", 3, 3);
	notify(caller, "waiting.put", 1, 6);
	id = caller_send(caller, "waiting.total", "[]");
	gs__world_hold(stage.world, false);
	assert_string_equal(caller_wait(caller, id), "[6, 21]");
	assert_string_equal(traced(), "step 1 2 step step 3 4 5 6");
	stage_close(&stage);
}

/* Also for a moment: while one of them was handled, or until they were withdrawn. */
static void the_most_that_ever_were_queued_are_known(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t ids[2];

	(void)state;
	open_calm(&stage);
	caller = stage_caller(&stage);
	ask(caller, "gs.suspend", "[\"waiting\"]");
	notify(caller, "waiting.dig_all", 9, 9);
	ask(caller, "gs.resume", "[\"waiting\"]");
	assert_non_null(
		strstr(ask(caller, "gs.stats", "[\"waiting\"]"), "queue: 0\nqueue_high: 9\n"));
	ask(caller, "gs.suspend", "[\"dropping\"]");
	for (int i = 0; i < 2; i++)
		ids[i] = caller_send(caller, "dropping.total", "[]");
	stage_run(&stage);
	for (int i = 0; i < 2; i++)
		notify(caller, "gs.cancel", ids[i], ids[i]);
	stage_run(&stage);
	assert_non_null(
		strstr(ask(caller, "gs.stats", "[\"dropping\"]"), "queue: 0\nqueue_high: 2\n"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_86_a_full_mailbox_makes_casts_wait_and_none_is_lost),
		cmocka_unit_test(a_connection_that_waits_keeps_what_is_behind_in_order),
		cmocka_unit_test(who_hangs_up_while_it_waits_is_forgotten),
		cmocka_unit_test(a_local_cast_to_a_full_mailbox_says_so),
		cmocka_unit_test(a_call_to_a_full_mailbox_is_overloaded),
		cmocka_unit_test(reject_drops_and_counts_casts),
		cmocka_unit_test(drop_oldest_keeps_the_newest),
		cmocka_unit_test(drop_oldest_leaves_the_servers_own_messages),
		cmocka_unit_test(a_mailbox_is_bounded_in_bytes_too_and_by_parameters),
		cmocka_unit_test(own_messages_have_a_bound_of_their_own),
		cmocka_unit_test(the_most_that_ever_were_queued_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
