/* SPDX-License-Identifier: MIT */
/* The wheel's costs, from a thousand to a million pending timers: ns an operation, and the longest
 * single step. Deadlines are random within 10 s. */
#include "runtime/time/clock.h"
#include "runtime/time/wheel.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1000000, SPAN = 10 };

static struct gs__wheel wheel;
static gs_timer timers[MOST];
static uint64_t state = 88172645463325252;

static int64_t deadline(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % ((uint64_t)SPAN * 1000000000));
}

static double per(int64_t from, uint32_t count)
{
	return (double)(gs__clock_now() - from) / count;
}

static double arm(uint32_t count)
{
	int64_t from = gs__clock_now();

	for (uint32_t i = 0; i < count; i++)
		timers[i] = gs__wheel_arm(&wheel, deadline(), NULL, i);
	return per(from, count);
}

static double rearm(uint32_t count)
{
	int64_t from = gs__clock_now();

	for (uint32_t i = 0; i < count; i++)
		gs__wheel_rearm(&wheel, timers[i], deadline());
	return per(from, count);
}

/* One that is armed and cancelled again, as most timeouts are, among `count` pending. */
static double cancel(uint32_t count)
{
	int64_t from = gs__clock_now();

	for (uint32_t i = 0; i < count; i++)
		gs__wheel_cancel(&wheel, timers[i]);
	return per(from, count);
}

/* All of them, by turns of 256 timers at most, each at the next instant that the wheel names. */
static double expire(uint32_t count, double *longest)
{
	int64_t from = gs__clock_now(), step;
	struct gs__due due;
	uint32_t taken = 0;

	*longest = 0;
	while (taken < count) {
		uint32_t work = 256;
		int64_t now = gs__wheel_next(&wheel);
		double us;

		step = gs__clock_now();
		while (gs__wheel_take(&wheel, now, &work, &due))
			taken++;
		us = (double)(gs__clock_now() - step) / 1000;
		if (us > *longest)
			*longest = us;
	}
	return per(from, count);
}

int main(void)
{
	printf("%10s %8s %8s %8s %8s   longest step\n", "pending", "arm", "re-arm", "cancel",
		"expire");
	for (uint32_t count = 1000; count <= MOST; count *= 10) {
		double armed = 0, rearmed = 0, cancelled = 0, expired, longest;
		uint32_t rounds = MOST / count;

		gs__wheel_init(&wheel, 0, MOST, GS__WHEEL_BITS);
		for (uint32_t i = 0; i < rounds; i++) {
			armed += arm(count);
			rearmed += rearm(count);
			cancelled += cancel(count);
		}
		arm(count);
		expired = expire(count, &longest);
		printf("%10u %8.1f %8.1f %8.1f %8.1f   %.0f us\n", count, armed / rounds,
			rearmed / rounds, cancelled / rounds, expired, longest);
		gs__wheel_free(&wheel);
	}
	return 0;
}
