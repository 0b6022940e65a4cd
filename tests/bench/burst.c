/* SPDX-License-Identifier: MIT */
/* A million timers that are due together, through a node: for one instant, and scattered over a
 * millisecond; ns of CPU time to arm one and to fire and handle it, and the longest turn. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "runtime/net/system.h"

#include "burst.gs.h"

extern double burst_arming;
extern uint64_t burst_fired;

/* Of this thread alone: who else had the machine meanwhile is no matter of the node. */
static int64_t cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static bool measure(const char *title, const char *spread)
{
	const struct gs__node_options options = { .log_level = GS_WARNING };
	const struct gs__setting set = { .text = { spread, (uint32_t)strlen(spread) } };
	const struct gs__system_options settings = { .sets = &set, .set_count = 1 };
	struct gs__node *node = gs__node_new(&options);
	const uint64_t count = 1000000;
	int64_t longest = 0, from, began, turns = 0;

	if (!node || gs__system_start(node, &burst_system, &settings) != GS_OK)
		return false;
	for (began = from = cpu_now(); burst_fired < count; from = cpu_now(), turns++) {
		gs__node_turn(node, INT64_MAX);
		if (cpu_now() - from > longest)
			longest = cpu_now() - from;
	}
	printf("%-34s %9.0f %9.0f %9lld %13.0f\n", title, burst_arming,
		(double)(from - began) / (double)count, (long long)turns, (double)longest / 1000);
	gs__node_free(node);
	return true;
}

int main(void)
{
	printf("%-34s %9s %9s %9s %13s\n", "a million timers in a node", "arm", "fire", "turns",
		"longest us");
	return !measure("for one instant", "herd.spread=1") ||
	       !measure("within a millisecond", "herd.spread=1000000");
}
