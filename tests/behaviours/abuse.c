/* SPDX-License-Identifier: MIT */
/* Peers and handlers that behave badly: what they cost is bounded, the others are served, and it is
 * counted. The spec is hard.gs. */
#include "tests/support/stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "hard.gs.h"

enum { KIB = 1024, MIB = 1024 * KIB };

static struct caller *begin(struct stage *stage)
{
	struct caller *caller;

	stage_open(stage, &hard_system);
	caller = stage_caller(stage);
	assert_string_equal(ask(caller, "r.plain", "[1]"), "1"); /* it has what it always needs */
	return caller;
}

static void expect_counted(struct caller *caller, const char *line)
{
	const char *stats = ask(caller, "gs.stats", "[\"gs\"]");

	if (!strstr(stats, line))
		fail_msg("no '%s' in %s", line, stats);
}

/* A peer that only writes. */
struct mute {
	struct gs__io *io;
	int handle;
};

static void connect_mute(struct mute *mute, struct stage *stage)
{
	mute->io = gs__io_new(stage->world);
	assert_non_null(mute->io);
	mute->handle = gs__io_connect(mute->io, "unix:hard.sock");
	assert_true(mute->handle >= 0);
	stage_run(stage);
	assert_int_equal(gs__io_connected(mute->io, mute->handle), 0);
}

static void free_mute(struct mute *mute)
{
	gs__io_close(mute->io, mute->handle);
	gs__io_free(mute->io);
}

/* Writes, and lets the world read. False: it reads no more. */
static bool put(struct stage *stage, struct mute *mute, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t sent = gs__io_write(mute->io, mute->handle, bytes, len);

		assert_true(sent > 0 || sent == -EAGAIN);
		if (sent < 0)
			return false;
		bytes += sent;
		len -= (size_t)sent;
		stage_run(stage);
	}
	return true;
}

static void who_asks_and_never_reads_is_read_no_more(void **state)
{
	static const char request[] = "\x94\x00\x01\xa7r.plain\x91\x07";
	static char many[4096 * (sizeof(request) - 1)];
	struct stage stage;
	struct caller *caller = begin(&stage);
	int64_t before = gs__memory_bytes();
	struct mute mute;
	uint32_t asked = 0;

	(void)state;
	for (size_t at = 0; at < sizeof(many); at += sizeof(request) - 1)
		memcpy(many + at, request, sizeof(request) - 1);
	connect_mute(&mute, &stage);
	while (put(&stage, &mute, many, sizeof(many)))
		assert_true(++asked < 1000);
	stage_advance(&stage, GS_S(60));
	assert_true(asked > 10);
	assert_true(gs__memory_bytes() - before < 2 * MIB);
	assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
	expect_counted(caller, "connections: 2\n");
	free_mute(&mute);
	stage_run(&stage);
	expect_counted(caller, "connections: 1\n");
	stage_close(&stage);
}

static void calls_that_are_never_answered_have_a_bound(void **state)
{
	enum { BOUND = 16384, SENT = BOUND + 1000 };
	struct stage stage;
	struct caller *caller = begin(&stage);
	int64_t before = gs__memory_bytes();

	(void)state;
	for (int round = 1; round <= 3; round++) {
		struct caller *greedy = stage_caller(&stage);
		uint32_t refused = 0;
		char line[32];

		for (uint32_t i = 0; i < SENT; i++)
			caller_send(greedy, "r.late", "[]");
		stage_run(&stage);
		for (uint32_t id = 1; id <= SENT; id++)
			refused += caller_answer(greedy, id) &&
				   is_error(caller_answer(greedy, id), "overloaded");
		assert_int_equal(refused, SENT - BOUND);
		assert_int_equal(caller_pending(greedy), BOUND);
		assert_true(gs__memory_bytes() - before < BOUND * 256 + MIB);
		assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
		snprintf(line, sizeof(line), "overloaded: %d\n", round * (SENT - BOUND));
		expect_counted(caller, line);
		caller_drop(greedy);
		stage_run(&stage);
	}
	stage_close(&stage);
}

static void a_byte_a_second_is_a_message_in_the_end(void **state)
{
	static const char request[] = "\x94\x00\x01\xa6r.note\x91\x07";
	struct stage stage;
	struct caller *caller = begin(&stage);
	int64_t before = gs__memory_bytes();
	struct mute mute;

	(void)state;
	connect_mute(&mute, &stage);
	trace_clear();
	for (size_t i = 0; i < sizeof(request) - 1; i++) {
		assert_string_equal(traced(), "");
		assert_true(put(&stage, &mute, request + i, 1));
		stage_advance(&stage, GS_S(1));
		assert_true(gs__memory_bytes() - before < 64 * KIB);
		assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
	}
	assert_string_equal(traced(), "n7");
	free_mute(&mute);
	stage_close(&stage);
}

static void what_is_never_said_to_its_end_is_bounded_and_forgotten(void **state)
{
	enum { PEERS = 50, SAID = 60 * KIB };
	static char half[SAID] = "\x94\x00\x01\xa7r.plain\x92\x07\xdb\x00\x00\xff\x00";
	struct stage stage;
	struct caller *caller = begin(&stage);
	int64_t before = gs__memory_bytes();
	struct mute mutes[PEERS];

	(void)state;
	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < PEERS; i++) {
			connect_mute(&mutes[i], &stage);
			assert_true(put(&stage, &mutes[i], half, SAID));
		}
		stage_advance(&stage, GS_S(3600));
		assert_true(gs__memory_bytes() - before < PEERS * 256 * KIB);
		assert_string_equal(ask(caller, "r.plain", "[3]"), "3");
		expect_counted(caller, "connections: 51\n");
		for (int i = 0; i < PEERS; i++)
			free_mute(&mutes[i]);
		stage_run(&stage);
		expect_counted(caller, "connections: 1\n");
	}
	stage_close(&stage);
}

static void a_million_timers_are_gone_with_their_life(void **state)
{
	enum { MANY = 1000000, EACH_MAX = 256 };
	struct stage stage;
	struct caller *caller = begin(&stage);
	int64_t before = gs__memory_bytes(), held;

	(void)state;
	caller_notify(caller, "r.hoard", "[1000000]");
	stage_run(&stage);
	held = gs__memory_bytes() - before;
	printf("# %lld bytes a timer with its message\n", (long long)held / MANY);
	assert_true(held < (int64_t)MANY * EACH_MAX);
	assert_string_equal(ask(caller, "calm.plain", "[3]"), "3");
	caller_notify(caller, "r.halt", "[\"enough\"]");
	stage_run(&stage);
	caller_notify(caller, "r.hoard", "[1000000]");
	stage_run(&stage);
	assert_true(gs__memory_bytes() - before < held + MIB); /* what was there serves again */
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_asks_and_never_reads_is_read_no_more),
		cmocka_unit_test(calls_that_are_never_answered_have_a_bound),
		cmocka_unit_test(a_byte_a_second_is_a_message_in_the_end),
		cmocka_unit_test(what_is_never_said_to_its_end_is_bounded_and_forgotten),
		cmocka_unit_test(a_million_timers_are_gone_with_their_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
