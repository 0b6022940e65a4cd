/* SPDX-License-Identifier: MIT */
/* The wheel's costs, from a thousand to ten million pending timers: ns of CPU time an operation,
 * bytes a timer, and the longest single step. "first arm" takes the memory too; the others find it
 * there. Deadlines are random within 10 s. */
#include "runtime/time/wheel.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 1000000, MOST_EVER = 10000000, SPAN = 10 };

static struct gs__wheel wheel;
static gs_timer timers[MOST_EVER];
static int64_t deadlines[MOST_EVER];
static uint64_t state = 88172645463325252;

static int64_t any_deadline(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % ((uint64_t)SPAN * 1000000000));
}

/* Of this thread alone: who else had the machine meanwhile is no matter of the wheel. */
static int64_t cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static double per(int64_t from, uint32_t count)
{
	return (double)(cpu_now() - from) / count;
}

static void think_of_deadlines(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		deadlines[i] = any_deadline();
}

static double arm(uint32_t count)
{
	int64_t from;

	think_of_deadlines(count);
	from = cpu_now();

	for (uint32_t i = 0; i < count; i++)
		timers[i] = gs__wheel_arm(&wheel, deadlines[i], NULL, i);
	return per(from, count);
}

static double rearm(uint32_t count)
{
	int64_t from;

	think_of_deadlines(count);
	from = cpu_now();

	for (uint32_t i = 0; i < count; i++)
		gs__wheel_rearm(&wheel, timers[i], deadlines[i]);
	return per(from, count);
}

/* One that is armed and cancelled again, as most timeouts are, among `count` pending. */
static double cancel(uint32_t count)
{
	int64_t from = cpu_now();

	for (uint32_t i = 0; i < count; i++)
		gs__wheel_cancel(&wheel, timers[i]);
	return per(from, count);
}

/* All of them, by turns of 256 timers at most, each at the next instant that the wheel names. With
 * `longest` the turns are timed, one by one: us. */
static double expire(uint32_t count, double *longest)
{
	int64_t from = cpu_now(), step = 0;
	struct gs__due due;
	uint32_t taken = 0;

	while (taken < count) {
		uint32_t work = 256;
		int64_t now = gs__wheel_next(&wheel);

		if (longest)
			step = cpu_now();
		while (gs__wheel_take(&wheel, now, &work, &due))
			taken++;
		if (longest && (double)(cpu_now() - step) / 1000 > *longest)
			*longest = (double)(cpu_now() - step) / 1000;
	}
	return per(from, count);
}

static void measure(uint32_t count)
{
	double first, armed = 0, rearmed = 0, cancelled = 0, expired, longest = 0;
	size_t before = mallinfo2().uordblks + mallinfo2().hblkhd, bytes;
	uint32_t rounds = MOST / count > 0 ? MOST / count : 1;

	gs__wheel_init(&wheel, 0, MOST_EVER, GS__WHEEL_BITS);
	first = arm(count);
	bytes = mallinfo2().uordblks + mallinfo2().hblkhd - before;
	cancel(count);
	for (uint32_t i = 0; i < rounds; i++) {
		armed += arm(count);
		rearmed += rearm(count);
		cancelled += cancel(count);
	}
	arm(count);
	expired = expire(count, NULL);
	gs__wheel_free(&wheel);
	gs__wheel_init(&wheel, 0, MOST_EVER, GS__WHEEL_BITS);
	arm(count);
	expire(count, &longest);
	gs__wheel_free(&wheel);
	printf("%10u %10.1f %8.1f %8.1f %8.1f %8.1f %8.0f %13.0f\n", count, first, armed / rounds,
		rearmed / rounds, cancelled / rounds, expired, (double)bytes / count, longest);
}

int main(void)
{
	printf("%10s %10s %8s %8s %8s %8s %8s %13s\n", "pending", "first arm", "arm", "re-arm",
		"cancel", "expire", "bytes", "longest us");
	for (uint32_t count = 1000; count <= MOST_EVER; count *= 10)
		measure(count);
	return 0;
}
