/* SPDX-License-Identifier: MIT */
/*
 * Failure is a value: one and the same scene is played with the first allocation refused, then with
 * the second, and so on until none is left to refuse. Whatever fails, every request is answered or
 * its connection is lost, the servers go on or are restarted, the end is in order, nothing leaks.
 */
#include "tests/support/stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "address.gs.h"
#include "call.gs.h"
#include "cast.gs.h"
#include "keyed.gs.h"
#include "secret.gs.h"
#include "state.gs.h"
#include "timer.gs.h"
#include "unions.gs.h"

typedef void scene(struct stage *stage, struct caller *caller);

/* Plays the scene with each allocation refused once, from when the system has started. */
static void refuse_each(const struct gs_system *system, scene *play, const char *probe)
{
	uint64_t n = 0;
	bool has_failed;

	do {
		struct stage stage;
		struct caller *caller;

		stage_open(&stage, system);
		caller = stage_caller(&stage);
		gs__memory_fail_at(++n);
		play(&stage, caller);
		stage_advance(&stage, GS_S(2));
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		if (!caller_is_lost(caller) && caller_pending(caller) > 0)
			fail_msg("refusing allocation %u left %u requests unanswered", (unsigned)n,
				caller_pending(caller));
		assert_int_equal(caller_strays(caller), 0);
		assert_false(stage_has_ended(&stage));
		/* The next life, or this one, still serves. */
		if (ask(stage_caller(&stage), probe, "[]")[0] == '!')
			fail_msg("after refusing allocation %u: no more service", (unsigned)n);
		stage_close(&stage);
	} while (has_failed);
	assert_true(n > 5);
}

static void keys(struct stage *stage, struct caller *caller)
{
	char params[32];

	for (int i = 0; i < 100; i++) {
		snprintf(params, sizeof(params), "[%d]", i);
		caller_send(caller, "plain.get", params);
	}
	caller_send(caller, "counters.count", "[\"ann\"]");
	caller_send(caller, "counters.tell", "[\"ann\", \"bob\", 1]");
	caller_send(caller, "counters.later", "[\"bob\", 5000000]");
	caller_send(caller, "counters.crash", "[\"ann\"]");
	caller_send(caller, "counters.count", "[\"bad\"]");
	for (int i = 0; i < 5; i++) {
		snprintf(params, sizeof(params), "[%d]", i);
		caller_send(caller, "evicting.get", params);
	}
	caller_send(caller, "evicting.both", "[1, 2]");
	caller_send(caller, "ticking.start", "[1]");
	stage_run(stage);
}

static void addresses(struct stage *stage, struct caller *caller)
{
	for (int i = 0; i < 4; i++) {
		static const char *const owners[] = { "[\"ann\"]", "[\"bob\"]", "[\"cy\"]",
			"[\"di\"]" };

		caller_send(caller, "walker.turn_to", owners[i]);
		caller_send(caller, "walker.put", "[50]");
		caller_send(caller, "walker.take", "[20]");
		caller_send(caller, "walker.watch", "[]");
	}
	caller_send(caller, "walker.turn_to_chest", "[5]");
	caller_send(caller, "walker.put", "[50]");
	caller_send(caller, "walker.look", "[]");
	caller_send(caller, "walker.end", "[]");
	stage_run(stage);
}

static void secrets(struct stage *stage, struct caller *caller)
{
	char params[1000];

	caller_send(caller, "vault.open", "[\"s3cr3t-, long enough to need a block of its own\"]");
	caller_send(caller, "front.open", "[\"s3cr3t-\"]");
	/* Answers that need a block beside the request's, which is another's again. */
	snprintf(params, sizeof(params), "[\"s3cr3t-%0600d\"]", 0);
	caller_send(caller, "front.open", params);
	stage_run(stage);
	for (int i = 0; i < 4; i++)
		caller_send(caller, "front.open", params);
	caller_send(caller, "far_front.open", "[\"s3cr3t-\"]");
	caller_notify(caller, "vault.hear", "[[\"s3cr3t-\", 1, \"high\"]]");
	caller_send(caller, "vault.grant", "[\"s3cr3t-\", 1]");
	caller_send(caller, "vault.pay", "[[\"s3cr3t-\", [\"s3cr3t-\"]], 3]");
	caller_send(caller, "vault.choose", "[[1, \"s3cr3t-\"]]");
	caller_send(caller, "front.hire", "[\"s3cr3t-\"]");
	caller_send(caller, "sessions.use", "[\"s3cr3t-\"]");
	stage_run(stage);
	caller_send(caller, "vault.crash", "[]");
	stage_run(stage);
}

static void calls(struct stage *stage, struct caller *caller)
{
	for (int i = 0; i < 20; i++) {
		caller_send(caller, "a.add", "[1]");
		caller_send(caller, "a.later", "[5000000]");
		caller_send(caller, "a.twice", "[]");
		caller_send(caller, "a.refuse", "[2]");
		caller_send(caller, "a.refuse_later", "[3]");
		caller_send(caller, "a.add", "{\"n\": 99999}");
		caller_send(caller, "a.text", "[\"some text that is handed back as it came\"]");
		caller_send(caller, "gs.list", "[]");
		caller_send(caller, "gs.describe", "[\"a\"]");
	}
	stage_advance(stage, MS(1));
	caller_send(caller, "a.hold", "[]");
	caller_send(caller, "a.trip", "[]");
	caller_send(caller, "a.add", "[]");
	caller_send(caller, "once.leave_with", "[1]");
}

static void calls_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&calling_system, calls, "a.add");
}

static void keyed_servers_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&lines_system, keys, "sower.ping");
}

static void refs_to_keys_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&purse_house_system, addresses, "bank.look");
}

static void secrets_are_wiped_whatever_is_refused(void **state)
{
	static const char *const words[] = { "s3cr3t-", NULL };

	(void)state;
	gs__memory_watch(words);
	refuse_each(&safe_system, secrets, "front.tell");
	assert_int_equal(gs__memory_spilled(), 0);
	gs__memory_watch(NULL);
}

static void casts(struct stage *stage, struct caller *caller)
{
	caller_send(caller, "relay.forward", "[100]");
	caller_send(caller, "relay.alternate", "[100]");
	for (int i = 0; i < 50; i++)
		caller_notify(caller, "sink.text", "[\"one of many\"]");
	stage_advance(stage, MS(1));
	caller_send(caller, "relay.crash_and_flood", "[100]");
	stage_advance(stage, MS(1));
	caller_send(caller, "relay.end", "[\"sink\"]");
	caller_send(caller, "relay.end_between", "[]");
	caller_send(caller, "sink.total", "{}");
}

static void casts_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&casting_system, casts, "sink.total");
}

static void timers(struct stage *stage, struct caller *caller)
{
	caller_send(caller, "clock.storm", "[400, 100000000]");
	caller_send(caller, "clock.burden", "[20, 900]");
	caller_send(caller, "clock.arm", "[5000000, 1]");
	stage_advance(stage, MS(2));
	caller_send(caller, "clock.rearm", "[7000000]");
	caller_send(caller, "clock.crash", "[]");
	stage_advance(stage, MS(2));
	caller_send(caller, "clock.storm", "[400, 100000000]");
	caller_send(caller, "slow.leave", "[]");
}

static void timers_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&timing_system, timers, "clock.stats");
}

/* Either all of the error, or another one. */
static void an_error_comes_with_its_fields_or_not_at_all(void **state)
{
	static const char *const expected[] = { "!refused: over the limit [5, \"too many\"]",
		"!refused: over the limit [3, \"later\"]" };
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		const char *answers[2];
		struct stage stage;
		struct caller *caller;

		stage_open(&stage, &calling_system);
		caller = stage_caller(&stage);
		stage_run(&stage);
		gs__memory_fail_at(++n);
		answers[0] = ask(caller, "a.refuse", "[2]");
		answers[1] = ask(caller, "a.refuse_later", "[3]");
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		for (size_t i = 0; i < 2; i++)
			if (answers[i][0] == '!' && strncmp(answers[i], "!refused", 8) == 0)
				assert_string_equal(answers[i], expected[i]);
		stage_close(&stage);
	} while (has_failed);
	assert_true(n > 5);
}

static void connections(struct stage *stage, struct caller *caller)
{
	struct caller *others[6];

	for (size_t i = 0; i < GS_COUNT(others); i++) {
		others[i] = stage_caller(stage);
		caller_send(others[i], "a.add", "[]");
	}
	gs__world_fail_accept(stage->world, 1, -EMFILE);
	stage_caller(stage);
	caller_cut(others[0]);
	caller_close(others[1]);
	caller_half_close(others[2]);
	caller_raw(others[3], "\xc1", 1);
	stage_advance(stage, MS(5));
	caller_send(caller, "a.add", "[]");
	for (size_t i = 0; i < GS_COUNT(others); i++)
		caller_drop(others[i]);
}

static void connections_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&calling_system, connections, "a.add");
}

static void owning(struct stage *stage, struct caller *caller)
{
	char params[64];

	for (int i = 0; i < 40; i++) {
		snprintf(params, sizeof(params),
			"[\"key %d\", [\"value\", [\"a\", \"b\"], 1, \"n\"]]", i % 4);
		caller_send(caller, "s.put", params);
		snprintf(params, sizeof(params), "[\"key %d\"]", i % 3);
		caller_send(caller, "s.del", params);
		snprintf(params, sizeof(params), "[%d, %d]", i, 1000000 + i);
		caller_notify(caller, "c.set", params);
	}
	caller_send(caller, "s.keep", "[[\"bytes\", [\"one\", \"two\"], 5, \"note\"]]");
	caller_send(caller, "s.paint", "[{0: 1, 5: 2}]");
	caller_send(caller, "s.paint", "[{0: 1, 0: 2}]");
	for (int i = 0; i < 10; i++) {
		caller_send(caller, "s.push", "[\"a longer text\"]");
		caller_send(caller, "c.wait", "[]");
	}
	caller_send(caller, "s.hits", "[]");
	stage_advance(stage, MS(1));
	caller_notify(caller, "c.answer", "[]");
	caller_notify(caller, "c.clear", "[]");
	stage_advance(stage, MS(2));
}

static void what_state_owns_survives_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&owning_system, owning, "s.names");
}

static void figures(struct stage *stage, struct caller *caller)
{
	char params[64];

	for (int i = 0; i < 12; i++) {
		snprintf(params, sizeof(params), "[\"%c\", [%s]]", 'a' + i % 3,
			i % 2 ? "3, [[\"one\", \"two\"]]" : "1, \"a longer text\"");
		caller_send(caller, "d.name", params);
		snprintf(params, sizeof(params), "[%d]", i % 6);
		caller_send(caller, "d.become", params);
		caller_notify(caller, "d.file", params);
	}
	caller_send(caller, "d.push", "[[2, [1, 2, 3]]]");
	caller_send(caller, "d.push", "{\"figure\": {\"text\": \"by name\"}}");
	caller_send(caller, "d.spare", "[[1, \"spare\"]]");
	caller_send(caller, "d.print", "[[[1, \"t\"], [[[\"w\"]]], [[0, nil], [2, [7]]]]]");
	caller_send(caller, "desk.through", "[[3, [[\"a\", \"b\"]]]]");
	caller_send(caller, "d.keep", "[[0, nil]]");
	caller_send(caller, "d.wait", "[]");
	stage_advance(stage, MS(2));
}

static void unions_survive_every_refused_allocation(void **state)
{
	(void)state;
	refuse_each(&drawing_system, figures, "d.shift");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_survive_every_refused_allocation),
		cmocka_unit_test(keyed_servers_survive_every_refused_allocation),
		cmocka_unit_test(refs_to_keys_survive_every_refused_allocation),
		cmocka_unit_test(secrets_are_wiped_whatever_is_refused),
		cmocka_unit_test(an_error_comes_with_its_fields_or_not_at_all),
		cmocka_unit_test(casts_survive_every_refused_allocation),
		cmocka_unit_test(timers_survive_every_refused_allocation),
		cmocka_unit_test(connections_survive_every_refused_allocation),
		cmocka_unit_test(what_state_owns_survives_every_refused_allocation),
		cmocka_unit_test(unions_survive_every_refused_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
