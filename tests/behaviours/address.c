/* SPDX-License-Identifier: MIT */
/* Refs to single instances of keyed servers: what they reach, watch, start and end. */
#include "tests/support/stage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "address.gs.h"

static struct caller *open(struct stage *stage)
{
	stage_open(stage, &purse_house_system);
	return stage_caller(stage);
}

static void a_ref_to_a_key_is_one_to_a_protocol(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "walker.turn_to", "[\"ann\"]"), "false");
	assert_string_equal(ask(caller, "walker.turn_to", "[\"ann\"]"), "true");
	assert_string_equal(traced(), "");
	assert_string_equal(ask(caller, "walker.put", "[50]"), "0");
	assert_string_equal(ask(caller, "walker.put", "[7]"), "0");
	assert_string_equal(ask(caller, "walker.take", "[20]"), "\"37 left\"");
	assert_string_equal(ask(caller, "walker.take", "[40]"), "\"error: not so many\"");
	assert_string_equal(ask(caller, "purses.own", "[\"ann\"]"), "37");
	assert_string_equal(ask(caller, "walker.turn_to", "[\"bob\"]"), "false");
	assert_string_equal(ask(caller, "walker.put", "[3]"), "0");
	assert_string_equal(ask(caller, "walker.look", "[]"), "\"3\"");
	assert_string_equal(ask(caller, "purses.own", "[\"ann\"]"), "37");
	assert_string_equal(traced(), "+ann +bob");
	stage_close(&stage);
}

static void numbers_are_keys_too(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "walker.turn_to_chest", "[-3]"), "true");
	assert_string_equal(ask(caller, "walker.put", "[100]"), "0");
	assert_string_equal(ask(caller, "chests.look", "[-3]"), "100");
	assert_true(is_error(ask(caller, "chests.look", "[3]"), "no_server"));
	assert_string_equal(ask(caller, "walker.take", "[1]"), "\"99 left\"");
	assert_string_equal(ask(caller, "chests.me", "[-3]"), "0");
	assert_string_equal(ask(caller, "chests.look", "[-3]"), "104");
	stage_close(&stage);
}

static void what_is_wrong_starts_nothing(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	char expected[64];

	(void)state;
	snprintf(expected, sizeof(expected), "[true, true, %d]", GS_NO_CLAUSE);
	assert_string_equal(ask(caller, "walker.nowhere", "[]"), expected);
	snprintf(expected, sizeof(expected), "%d", GS_INVALID);
	ask(caller, "walker.turn_to", "[\"ann\"]");
	assert_string_equal(ask(caller, "walker.put", "[101]"), expected);
	assert_true(is_error(ask(caller, "walker.take", "[0]"), "internal"));
	assert_string_equal(ask(caller, "walker.look", "[]"), "\"no_server\"");
	ask(caller, "walker.turn_to", "[\"\"]");
	assert_string_equal(ask(caller, "walker.put", "[1]"), expected);
	ask(caller, "walker.turn_to", "[\"nobody\"]");
	assert_string_equal(ask(caller, "walker.take", "[1]"), "\"stopped: nobody has a purse\"");
	assert_string_equal(traced(), "");
	stage_close(&stage);
}

static void it_is_watched_and_ended_alone(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	char down[16];

	(void)state;
	snprintf(down, sizeof(down), "%d", GS_DOWN);
	ask(caller, "walker.turn_to", "[\"ann\"]");
	assert_string_equal(ask(caller, "walker.end", "[]"), down);
	assert_string_equal(ask(caller, "walker.watch", "[]"), "0");
	assert_string_equal(traced(), "down:1:no process");
	trace_clear();
	ask(caller, "walker.put", "[1]");
	ask(caller, "purses.own", "[\"bob\"]");
	assert_string_equal(ask(caller, "walker.watch", "[]"), "0");
	ask(caller, "purses.fall", "[\"bob\"]");
	assert_string_equal(traced(), "+ann +bob -bob:fell");
	trace_clear();
	assert_string_equal(ask(caller, "walker.end", "[]"), "0");
	stage_run(&stage);
	assert_string_equal(traced(), "-ann:told to down:1:told to");
	trace_clear();
	/* The next message makes another; it may also end because nobody came. */
	ask(caller, "walker.put", "[9]");
	ask(caller, "walker.watch", "[]");
	stage_advance(&stage, GS_S(61));
	assert_string_equal(traced(), "+ann -ann:normal down:1:normal");
	assert_string_equal(ask(caller, "walker.look", "[]"), "\"no_server\"");
	stage_close(&stage);
}

static void a_key_that_nobody_names_is_forgotten(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	char nobody[16];

	(void)state;
	snprintf(nobody, sizeof(nobody), "%d", GS_NO_SERVER);
	ask(caller, "walker.turn_to", "[\"ann\"]");
	caller_notify(caller, "walker.remember", "[]");
	ask(caller, "walker.turn_to", "[\"bob\"]");
	ask(caller, "walker.turn_to", "[\"cy\"]");
	assert_string_equal(ask(caller, "walker.put_first", "[1]"), "0");
	ask(caller, "walker.turn_to", "[\"ann\"]");
	ask(caller, "walker.turn_to", "[\"di\"]");
	assert_string_equal(ask(caller, "walker.put_first", "[1]"), "0");
	ask(caller, "walker.turn_to", "[\"bob\"]");
	ask(caller, "walker.turn_to", "[\"ed\"]");
	assert_string_equal(ask(caller, "walker.put_first", "[1]"), nobody);
	assert_string_equal(ask(caller, "purses.own", "[\"ann\"]"), "2");
	ask(caller, "walker.turn_to", "[\"ann\"]");
	assert_string_equal(ask(caller, "walker.put_first", "[1]"), nobody);
	assert_string_equal(ask(caller, "walker.look", "[]"), "\"2\"");
	stage_close(&stage);
}

static void a_signal_is_still_one(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	ask(caller, "walker.turn_to", "[\"ann\"]");
	ask(caller, "walker.put", "[1]");
	ask(caller, "purses.own", "[\"bob\"]");
	gs_world_raise(stage.world, SIGHUP);
	stage_run(&stage);
	assert_string_equal(traced(), "+ann +bob ann:1 bob:1");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ref_to_a_key_is_one_to_a_protocol),
		cmocka_unit_test(numbers_are_keys_too),
		cmocka_unit_test(what_is_wrong_starts_nothing),
		cmocka_unit_test(it_is_watched_and_ended_alone),
		cmocka_unit_test(a_key_that_nobody_names_is_forgotten),
		cmocka_unit_test(a_signal_is_still_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
