/* SPDX-License-Identifier: MIT */
/* Behaviours of ordering: numbers 79 to 86. The spec is cast.gs. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "cast.gs.h"

static void put(struct caller *caller, uint32_t n)
{
	char params[16];

	snprintf(params, sizeof(params), "[%u]", n);
	caller_notify(caller, "sink.put", params);
}

static void behaviour_79_casts_then_a_call_are_handled_in_order(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	for (uint32_t n = 1; n <= 1000; n++)
		put(caller, n);
	assert_string_equal(ask(caller, "sink.total", "[]"), "[1000, 500500, 0]");
	stage_close(&stage);
}

static void behaviour_80_by_handle_and_by_name_is_one_order(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "relay.alternate", "[1000]"), "1000");
	assert_string_equal(ask(caller, "relay.alternate", "[1000]"), "1000");
	assert_string_equal(ask(caller, "sink.total", "[]"), "[2000, 2001000, 0]");
	stage_close(&stage);
}

static void behaviour_81_what_was_sent_before_the_end_runs_and_nothing_after(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	ask(caller, "relay.end_between", "[]");
	stage_advance(&stage, MS(10));
	assert_string_equal(traced(), "note1 note2 note3 end:told to:0");
	stage_close(&stage);
}

static void behaviour_83_casts_queued_before_a_stop_are_handled_then_terminate(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "relay.forward", "[500]"), "[500, 0, 0, 0]");
	for (uint32_t n = 501; n <= 700; n++)
		put(caller, n);
	caller_notify(caller, "sink.leave", "[1]");
	stage_advance(&stage, MS(100));
	assert_string_equal(traced(), "end:fell over:700");
	stage_close(&stage);
}

static void behaviour_86_a_full_queue_refuses_a_local_cast_and_stops_a_remote_sender(void **state)
{
	struct stage stage;
	struct caller *caller;
	unsigned ok, full;
	char total[64];

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	assert_int_equal(
		sscanf(ask(caller, "relay.forward", "[3000]"), "[%u, %u, 0, 0]", &ok, &full), 2);
	assert_int_equal(ok, 1024);
	assert_int_equal(full, 3000 - 1024);
	for (uint32_t n = ok + 1; n <= ok + 20000; n++)
		put(caller, n);
	snprintf(total, sizeof(total), "[%u, %llu, 0]", ok + 20000,
		(ok + 20000ULL) * (ok + 20001ULL) / 2);
	assert_string_equal(ask(caller, "sink.total", "[]"), total);
	stage_close(&stage);
}

static void answers_to_one_connection_are_each_for_their_request(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t ids[300];

	(void)state;
	stage_open(&stage, &casting_system);
	caller = stage_caller(&stage);
	for (uint32_t i = 0; i < 300; i++) {
		put(caller, i + 1);
		ids[i] = caller_send(caller, "sink.total", "[]");
	}
	for (uint32_t i = 0; i < 300; i++) {
		char total[64];

		snprintf(total, sizeof(total), "[%u, %u, 0]", i + 1, (i + 1) * (i + 2) / 2);
		assert_string_equal(caller_wait(caller, ids[i]), total);
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behaviour_79_casts_then_a_call_are_handled_in_order),
		cmocka_unit_test(behaviour_80_by_handle_and_by_name_is_one_order),
		cmocka_unit_test(behaviour_81_what_was_sent_before_the_end_runs_and_nothing_after),
		cmocka_unit_test(
			behaviour_83_casts_queued_before_a_stop_are_handled_then_terminate),
		cmocka_unit_test(
			behaviour_86_a_full_queue_refuses_a_local_cast_and_stops_a_remote_sender),
		cmocka_unit_test(answers_to_one_connection_are_each_for_their_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
