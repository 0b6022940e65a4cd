/* SPDX-License-Identifier: MIT */
#include "runtime/time/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t clock)
{
	struct timespec at = { 0 };

	clock_gettime(clock, &at);
	return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

int64_t gs__clock_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t gs__clock_wall(void)
{
	return read_clock(CLOCK_REALTIME);
}
