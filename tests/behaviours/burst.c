/* SPDX-License-Identifier: MIT */
/* A million timers that are due at once: a turn does its share of them and no more, and who calls
 * meanwhile is answered. Counted in timers, not in time. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/server/inside.h"
#include "runtime/sim/host.h"

#include "burst.gs.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { COUNT = 50000 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { COUNT = 50000 };
#else
enum { COUNT = 1000000 };
#endif
#else
enum { COUNT = 1000000 };
#endif

/* What the node's turns did. */
struct watched {
	uint32_t turns; /* in which timers fired */
	uint32_t most_fired;
	uint64_t most_handled;
	uint64_t most_between; /* that fired between a question and its answer */
	struct caller *caller; /* asks while a turn fires as many as it may */
	uint64_t asked_at;     /* so many had fired */
	uint32_t ids[2];
};

static struct watched watched;

/* How many had fired when that was answered, or now. */
static uint64_t fired_at_answer(uint32_t id, uint64_t fired)
{
	const char *answer = caller_answer(watched.caller, id);

	return answer ? strtoull(answer + strspn(answer, "["), NULL, 10) : fired;
}

/* One question at a time to each of the two. */
static void ask_meanwhile(uint64_t fired)
{
	for (int i = 0; i < 2 && watched.ids[i]; i++) {
		uint64_t between = fired_at_answer(watched.ids[i], fired) - watched.asked_at;

		if (between > watched.most_between)
			watched.most_between = between;
		if (!caller_answer(watched.caller, watched.ids[i]))
			return;
	}
	watched.asked_at = fired;
	watched.ids[0] = caller_send(watched.caller, "bystander.told", "[]");
	watched.ids[1] = caller_send(watched.caller, "herd.told", "[]");
}

static void watch_turn(void *arg)
{
	struct gs__host *host = arg;
	struct gs__node *node = host->node;
	uint32_t pending = node->loop.wheel.count;
	uint64_t handled = node->counters.handled;

	if (!host->has_ended && !gs__node_turn(node, INT64_MAX))
		host->has_ended = true;
	if (host->has_ended || pending == node->loop.wheel.count)
		return;
	pending -= node->loop.wheel.count;
	handled = node->counters.handled - handled;
	watched.turns++;
	if (pending > watched.most_fired)
		watched.most_fired = pending;
	if (handled > watched.most_handled)
		watched.most_handled = handled;
	if (pending == GS__LOOP_TIMERS)
		ask_meanwhile(COUNT - node->loop.wheel.count);
}

/* The herd bolts, with `spread` ns between the first and the last. */
static void bolt(int64_t spread, const struct gs__weather *weather)
{
	struct stage stage;
	char params[64];

	stage_open(&stage, &burst_system);
	gs__world_take_weather(stage.world, weather);
	watched = (struct watched){ .caller = stage_caller(&stage) };
	snprintf(params, sizeof(params), "[%d, 1000000000, %lld]", COUNT, (long long)spread);
	assert_string_equal(ask(watched.caller, "herd.gather", params), "nil");
	gs__world_remove_program(stage.world, stage.host);
	assert_true(gs__world_add_program(stage.world, watch_turn, stage.host));
	stage_advance(&stage, GS_S(3600));
	snprintf(params, sizeof(params), "[%d, 0]", COUNT);
	assert_string_equal(ask(watched.caller, "herd.told", "[]"), params);
	printf("# %d timers in %u turns, at most %u fired and %llu messages handled in one, "
	       "%llu fired between a question and its answer\n",
		COUNT, watched.turns, watched.most_fired, (unsigned long long)watched.most_handled,
		(unsigned long long)watched.most_between);
	assert_int_equal(watched.most_fired, GS__LOOP_TIMERS);
	assert_true(watched.most_handled <= GS__LOOP_MESSAGES);
	assert_true(watched.most_between > 0);
	assert_true(watched.most_between <= 2 * GS__LOOP_TIMERS);
	stage_close(&stage);
}

/* All in one slot of the wheel, in order. */
static void a_million_equal_deadlines_hold_nobody_up(void **state)
{
	(void)state;
	bolt(0, &gs__weather_calm);
	assert_true(watched.turns <= COUNT / GS__LOOP_TIMERS + 2);
}

/* In no order, and soon all overdue: the wheel has to sort them. */
static void nor_do_a_million_within_a_millisecond(void **state)
{
	const struct gs__weather busy = { .window = 1 << 20, .turn = GS_MS(1) };

	(void)state;
	bolt(GS_MS(1), &busy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_million_equal_deadlines_hold_nobody_up),
		cmocka_unit_test(nor_do_a_million_within_a_millisecond),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
