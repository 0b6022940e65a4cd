/* SPDX-License-Identifier: MIT */
/* How a node begins and ends: in order, by a signal, by a child that fails, or not at all. */
#include "runtime/base/str.h"
#include "tests/unit/lib/toys.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
	assert_int_equal(access(toys_path, F_OK), -1);
}

static void refuse(const char *at, const char *set, gs_status status, const char *reason)
{
	const struct gs__node_options node_options = { .log_level = GS_ERROR };
	const struct gs__setting setting = { .text = gs__str(set ? set : "") };
	const struct gs__system_options options = {
		.listens = &at,
		.listen_count = at ? 1 : 0,
		.sets = &setting,
		.set_count = set ? 1 : 0,
	};
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
	struct gs__node *node = toys_start();
	char reason[200];

	(void)state;
	snprintf(
		reason, sizeof(reason), "cannot listen on %s: the address is in use", toys_address);
	refuse(toys_address, NULL, GS_REFUSED, reason);
	refuse("unix:/nowhere/x.sock", NULL, GS_REFUSED,
		"cannot listen on unix:/nowhere/x.sock: no such file or directory");
	refuse("udp:1", NULL, GS_INVALID,
		"cannot listen on udp:1: not an address like unix:PATH or tcp:HOST:PORT");
	refuse("tcp:127.0.0.1:0", "a", GS_INVALID, "a setting reads child.param=value, not 'a'");
	refuse("tcp:127.0.0.1:0", "z.start=1", GS_INVALID, "there is no child 'z'");
	refuse("tcp:127.0.0.1:0", "a.x=1", GS_INVALID, "a has no parameter 'x'");
	refuse("tcp:127.0.0.1:0", "a.start=x", GS_INVALID, "a.start: 'x' is no integer");
	toys_stop(node);
}

static void settings_and_addresses_can_be_given(void **state)
{
	static const char *const listens_given[] = { "tcp:127.0.0.1:0" };
	const struct gs__setting sets[] = {
		{ .text = GS_STR("a.start=40") },
		{ .text = GS_STR("b.period=2s\n"), .from = GS__SET_FILE },
	};
	const struct gs__system_options options = {
		.listens = listens_given, .listen_count = 1, .sets = sets, .set_count = 2
	};
	const struct gs__node_options node_options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&node_options);
	const struct toy *toy;
	char bound[64];

	(void)state;
	assert_int_equal(gs__system_start(node, &toys, &options), GS_OK);
	toy = gs__node_state(node, "a", NULL);
	assert_int_equal(toy->start, 40);
	assert_int_equal(toy->period, GS_S(3600));
	toy = gs__node_state(node, "b", NULL);
	assert_int_equal(toy->period, GS_S(2));
	assert_true(gs__system_address(node, 0, bound, sizeof(bound)) > strlen("tcp:127.0.0.1:0"));
	assert_memory_equal(bound, "tcp:127.0.0.1:", 14);
	assert_int_equal(gs__system_address(node, 1, bound, sizeof(bound)), 0);
	gs__node_free(node); /* without an end in order: terminate runs all the same */
	assert_string_equal(toy_ends.all, "2 40 ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_signal_ends_it_in_order, toys_set_up),
		cmocka_unit_test_setup(a_child_that_cannot_start_ends_it, toys_set_up),
		cmocka_unit_test_setup(what_cannot_be_started_says_why, toys_set_up),
		cmocka_unit_test_setup(settings_and_addresses_can_be_given, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
