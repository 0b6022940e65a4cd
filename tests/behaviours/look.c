/* SPDX-License-Identifier: MIT */
/* Looking into a running program: numbers 187 to 195. */
#include "tests/support/stage.h"

#include <string.h>

#include "push.gs.h"

static bool is_listed(struct caller *caller, const char *name, const char *status)
{
	const char *row = strstr(ask(caller, "gs.list", "[]"), name);

	return row && strncmp(row + strlen(name), status, strlen(status)) == 0;
}

static void behaviour_187_the_state_is_shown_also_while_suspended(void **state)
{
	static const char shown[] =
		"limit: 4\none: none\nname: \"\"\nsaid: 1\nsecrets: 0\nended: 0\n";
	const char *text;
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	ask(caller, "hall.say", "[\"x\"]");
	text = ask(caller, "gs.state", "{\"instance\": \"hall\"}");
	for (const char *at = shown; *at; at = strchr(at, '\n') + 1) {
		char line[64] = { 0 };

		memcpy(line, at, strcspn(at, "\n\""));
		assert_non_null(strstr(text, line));
	}
	assert_string_equal(ask(caller, "gs.suspend", "[\"hall\"]"), "nil");
	assert_string_equal(ask(caller, "gs.state", "[\"hall\"]"), text);
	assert_true(is_error(ask(caller, "gs.state", "[\"nobody\"]"), "no_server"));
	assert_true(is_error(ask(caller, "gs.state", "[\"gs\"]"), "no_server"));
	assert_true(is_error(ask(caller, "gs.state", "[\"hall\", \"key\"]"), "bad_request"));
	stage_close(&stage);
}

static void behaviour_189_a_suspended_server_lets_calls_wait(void **state)
{
	struct stage stage;
	struct caller *caller, *other;
	uint32_t waits, hurried;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	other = stage_caller(&stage);
	assert_string_equal(ask(other, "hall.join", "[\"ann\"]"), "nil");
	for (int i = 0; i < 2; i++)
		assert_string_equal(ask(caller, "gs.suspend", "[\"hall\"]"), "nil");
	assert_true(is_listed(caller, "[\"hall\", \"room\", ", "\"suspended\""));
	waits = caller_send(caller, "hall.say", "[\"hello\"]");
	hurried = caller_send_with(caller, "hall.close", "[]", "{\"timeout\": 1000000}");
	stage_advance(&stage, MS(50));
	assert_null(caller_answer(caller, waits));
	for (int i = 0; i < 2; i++)
		assert_string_equal(ask(caller, "gs.resume", "[\"hall\"]"), "nil");
	assert_string_equal(caller_wait(caller, waits), "0");
	assert_true(is_error(caller_wait(caller, hurried), "timeout"));
	assert_true(is_listed(caller, "[\"hall\", \"room\", ", "\"running\""));
	assert_int_equal(caller_told_count(other), 1);
	stage_close(&stage);
}

static void behaviour_189_a_suspended_server_stops_in_order(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t waits;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	ask(caller, "gs.suspend", "[\"hall\"]");
	waits = caller_send(caller, "hall.say", "[\"hello\"]");
	stage_run(&stage);
	gs__node_stop(stage.node, "shutdown");
	stage_run(&stage);
	assert_string_equal(caller_wait(caller, waits), "-2");
	assert_true(stage_wait_end(&stage, MS(1)));
	stage_close(&stage);
}

static void behaviour_192_statistics_count_what_comes_and_goes(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *text;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 3; i++)
		caller_notify(caller, "hall.enter", "[]");
	assert_string_equal(ask(caller, "hall.close", "[]"), "0");
	text = ask(caller, "gs.stats", "[\"hall\"]");
	assert_non_null(strstr(text, "messages: 4"));
	assert_non_null(strstr(text, "answers: 1"));
	assert_non_null(strstr(text, "errors: 0"));
	assert_non_null(strstr(text, "restarts: 0"));
	assert_non_null(strstr(text, "queue: 0"));
	/* A late answer counts with its call. */
	assert_string_equal(ask(caller, "hall.slow", "[1]"), "1");
	text = ask(caller, "gs.stats", "[\"hall\"]");
	assert_non_null(strstr(text, "messages: 6"));
	assert_non_null(strstr(text, "answers: 2"));
	ask(caller, "gs.suspend", "[\"hall\"]");
	for (int i = 0; i < 7; i++)
		caller_notify(caller, "hall.enter", "[]");
	text = ask(caller, "gs.stats", "[\"hall\"]");
	assert_non_null(strstr(text, "queue: 7"));
	assert_non_null(strstr(text, "queue_high: 7"));
	ask(caller, "gs.resume", "[\"hall\"]");
	stage_close(&stage);
}

/* Of the whole program, as the instance gs. */
static void statistics_of_gs_are_the_programs(void **state)
{
	struct stage stage;
	struct caller *caller, *other;
	const char *text;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	other = stage_caller_at(&stage, 1);
	caller_notify(caller, "hall.enter", "[]");
	stage_run(&stage);
	assert_string_equal(ask(other, "hall.close", "[]"), "0");
	assert_true(is_error(ask(other, "gs.stats", "[\"gs\"]"), "denied"));
	text = ask(caller, "gs.stats", "[\"gs\"]");
	assert_non_null(strstr(text, "messages: 4")); /* the two, and the two for gs itself */
	assert_non_null(strstr(text, "errors: 1"));
	assert_non_null(strstr(text, "connections: 2\naccepted: 2\nrefused: 0"));
	assert_non_null(strstr(text, "unix:house.sock: 1\n"));
	stage_close(&stage);
}

static void behaviour_193_a_traced_call_is_two_lines(void **state)
{
	struct stage stage;
	struct caller *caller, *viewer;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	viewer = stage_caller(&stage);
	for (int i = 0; i < 2; i++)
		assert_string_equal(ask(viewer, "gs.trace", "[\"hall\"]"), "nil");
	ask(caller, "hall.join", "[\"a\"]");
	stage_run(&stage);
	assert_int_equal(caller_told_count(viewer), 2);
	assert_non_null(
		strstr(caller_told(viewer), "\"gs.traced\" [\"hall\", \"got call join (name: "));
	assert_non_null(strstr(caller_told(viewer), "\"gs.traced\" [\"hall\", \"sent join\"]\n"));
	caller_notify(caller, "hall.enter", "[]");
	ask(caller, "hall.slow", "[1]");
	stage_run(&stage);
	assert_int_equal(caller_told_count(viewer), 6);
	assert_non_null(strstr(caller_told(viewer), "got cast enter\"]"));
	assert_non_null(strstr(caller_told(viewer), "got info wake (w: "));
	assert_non_null(strstr(caller_told(viewer), "sent slow (value: 1)"));
	assert_string_equal(ask(viewer, "gs.trace", "[\"hall\", false]"), "nil");
	ask(caller, "hall.join", "[\"a\"]");
	stage_run(&stage);
	assert_int_equal(caller_told_count(viewer), 6);
	assert_int_equal(caller_told_count(caller), 0);
	/* One who leaves traces no more. */
	ask(viewer, "gs.trace", "[\"hall\"]");
	caller_close(viewer);
	stage_run(&stage);
	ask(caller, "hall.join", "[\"a\"]");
	stage_close(&stage);
}

static void behaviour_195_a_restart_by_order_is_a_new_life(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &house_system);
	caller = stage_caller(&stage);
	/* More often than intensity would allow, and also what only a failure starts again. */
	for (int i = 0; i < 3; i++) {
		ask(caller, "hall.say", "[\"x\"]");
		assert_string_equal(ask(caller, "gs.restart", "[\"hall\"]"), "nil");
		assert_string_equal(ask(caller, "gs.restart", "[\"once\"]"), "nil");
		stage_run(&stage);
		assert_non_null(strstr(ask(caller, "gs.state", "[\"hall\"]"), "said: 0"));
		assert_non_null(strstr(ask(caller, "gs.state", "[\"once\"]"), "said: 0"));
	}
	assert_non_null(strstr(ask(caller, "gs.stats", "[\"hall\"]"), "restarts: 3"));
	assert_false(gs__node_is_stopping(stage.node));
	stage_close(&stage);
}

static void only_its_own_user_and_root_may(void **state)
{
	static const char *const calls[] = { "gs.state", "gs.stats", "gs.suspend", "gs.resume",
		"gs.restart", "gs.trace" };
	struct stage stage;
	struct caller *tcp, *stranger, *root;

	(void)state;
	stage_open(&stage, &house_system);
	tcp = stage_caller_at(&stage, 1);
	gs__world_set_user(stage.world, 1001);
	stranger = stage_caller(&stage);
	gs__world_set_user(stage.world, 0);
	root = stage_caller(&stage);
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		assert_true(is_error(ask(tcp, calls[i], "[\"hall\"]"), "denied"));
		assert_true(is_error(ask(stranger, calls[i], "[\"hall\"]"), "denied"));
		caller_notify(stranger, calls[i], "[\"hall\"]");
		assert_string_equal(ask(stranger, "gs.ping", "[]"), "nil");
		if (i != 3) /* which root suspended before */
			assert_true(is_listed(stranger, "[\"hall\", \"room\", ", "\"running\""));
		assert_false(is_error(ask(root, calls[i], "[\"hall\"]"), "denied"));
		stage_run(&stage);
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_187_the_state_is_shown_also_while_suspended),
		cmocka_unit_test(behaviour_189_a_suspended_server_lets_calls_wait),
		cmocka_unit_test(behaviour_189_a_suspended_server_stops_in_order),
		cmocka_unit_test(behaviour_192_statistics_count_what_comes_and_goes),
		cmocka_unit_test(statistics_of_gs_are_the_programs),
		cmocka_unit_test(behaviour_193_a_traced_call_is_two_lines),
		cmocka_unit_test(behaviour_195_a_restart_by_order_is_a_new_life),
		cmocka_unit_test(only_its_own_user_and_root_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
