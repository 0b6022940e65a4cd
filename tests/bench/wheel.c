/* SPDX-License-Identifier: MIT */
/* The wheel's costs beside libev's heap, from a thousand to ten million pending timers: ns of CPU
 * time an operation, bytes a timer, and the longest single step. "first arm" takes the memory too;
 * the others find it there. Deadlines are random within 10 s; those of libev, which reads its own
 * clock, are as far apart in the past where they are to expire. */
#include "runtime/time/wheel.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if __has_include(<ev.h>)
#include <ev.h>
#define HAS_LIBEV 1
#else
#define HAS_LIBEV 0
#endif

enum { MOST = 1000000, MOST_EVER = 10000000, SPAN = 10 };

/* What is measured; each does it to the first `count` timers, with deadlines[]. */
struct peer {
	const char *name;
	uint32_t most;
	void (*begin)(void);
	void (*arm)(uint32_t count);
	void (*rearm)(uint32_t count);
	void (*cancel)(uint32_t count);
	void (*arm_due)(uint32_t count);                      /* to expire next */
	void (*expire)(uint32_t count, double *longest_step); /* NULL, or ns */
	void (*end)(void);
};

static int64_t deadlines[MOST_EVER]; /* ns */
static uint64_t state = 88172645463325252;

/* Of this thread alone: who else had the machine meanwhile is no matter of the timers. */
static int64_t cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The wheel. */

static struct gs__wheel wheel;
static gs_timer timers[MOST_EVER];

static void begin(void)
{
	gs__wheel_init(&wheel, 0, MOST_EVER, GS__WHEEL_BITS);
}

static void arm(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		timers[i] = gs__wheel_arm(&wheel, deadlines[i], NULL, i);
}

static void rearm(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		gs__wheel_rearm(&wheel, timers[i], deadlines[i]);
}

static void cancel(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		gs__wheel_cancel(&wheel, timers[i]);
}

/* All of them, by turns of 256 timers at most, each at the next instant that the wheel names. */
static void expire(uint32_t count, double *longest)
{
	struct gs__due due;
	int64_t step = 0;
	uint32_t taken = 0;

	while (taken < count) {
		uint32_t work = 256;
		int64_t now = gs__wheel_next(&wheel);

		if (longest)
			step = cpu_now();
		while (gs__wheel_take(&wheel, now, &work, &due))
			taken++;
		if (longest && (double)(cpu_now() - step) > *longest)
			*longest = (double)(cpu_now() - step);
	}
}

static void end(void)
{
	gs__wheel_free(&wheel);
}

static const struct peer gs = { "gs", MOST_EVER, begin, arm, rearm, cancel, arm, expire, end };

/* libev; its timers are members of what they belong to. */

#if HAS_LIBEV
static struct ev_loop *loop;
static ev_timer *watchers;
static uint32_t fired;

static void watcher_fired(struct ev_loop *of, ev_timer *watcher, int events)
{
	(void)of;
	(void)watcher;
	(void)events;
	fired++;
}

static void begin_libev(void)
{
	loop = ev_loop_new(EVBACKEND_POLL | EVFLAG_NOENV);
	watchers = NULL;
	fired = 0;
}

static void start(uint32_t count, double sign)
{
	if (!watchers)
		watchers = malloc(count * sizeof(*watchers));
	for (uint32_t i = 0; i < count; i++) {
		ev_timer_init(&watchers[i], watcher_fired, sign * (double)deadlines[i] * 1e-9, 0);
		ev_timer_start(loop, &watchers[i]);
	}
}

static void arm_libev(uint32_t count)
{
	start(count, 1);
}

static void arm_due_libev(uint32_t count)
{
	start(count, -1);
}

static void rearm_libev(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		watchers[i].repeat = (double)deadlines[i] * 1e-9;
		ev_timer_again(loop, &watchers[i]);
	}
}

static void cancel_libev(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		ev_timer_stop(loop, &watchers[i]);
}

/* It does all that is due in one step. */
static void expire_libev(uint32_t count, double *longest)
{
	int64_t from = cpu_now();

	while (fired < count)
		ev_run(loop, EVRUN_NOWAIT);
	if (longest)
		*longest = (double)(cpu_now() - from);
}

static void end_libev(void)
{
	ev_loop_destroy(loop);
	free(watchers);
}

static const struct peer libev = { "libev", MOST, begin_libev, arm_libev, rearm_libev, cancel_libev,
	arm_due_libev, expire_libev, end_libev };
#endif

/* Measuring. */

static double timed(void act(uint32_t), uint32_t count)
{
	int64_t from;

	for (uint32_t i = 0; i < count; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		deadlines[i] = (int64_t)(state % ((uint64_t)SPAN * 1000000000));
	}
	from = cpu_now();
	act(count);
	return (double)(cpu_now() - from) / count;
}

static double allocated(void)
{
	struct mallinfo2 info = mallinfo2();

	return (double)(info.uordblks + info.hblkhd);
}

static void measure(const struct peer *peer, uint32_t count)
{
	double first, armed = 0, rearmed = 0, cancelled = 0, expired, longest = 0;
	double before = allocated(), bytes;
	uint32_t rounds = MOST / count > 0 ? MOST / count : 1;
	int64_t from;

	peer->begin();
	first = timed(peer->arm, count);
	bytes = allocated() - before;
	timed(peer->cancel, count);
	for (uint32_t i = 0; i < rounds; i++) {
		armed += timed(peer->arm, count);
		rearmed += timed(peer->rearm, count);
		cancelled += timed(peer->cancel, count);
	}
	timed(peer->arm_due, count);
	from = cpu_now();
	peer->expire(count, NULL);
	expired = (double)(cpu_now() - from) / count;
	peer->end();
	peer->begin();
	timed(peer->arm_due, count);
	peer->expire(count, &longest);
	peer->end();
	printf("%-10s %9u %10.1f %8.1f %8.1f %8.1f %8.1f %8.0f %13.0f\n", peer->name, count, first,
		armed / rounds, rearmed / rounds, cancelled / rounds, expired, bytes / count,
		longest / 1000);
}

int main(void)
{
	printf("%-10s %9s %10s %8s %8s %8s %8s %8s %13s\n", "timers", "pending", "first arm", "arm",
		"re-arm", "cancel", "expire", "bytes", "longest us");
	for (uint32_t count = 1000; count <= MOST_EVER; count *= 10) {
		measure(&gs, count);
#if HAS_LIBEV
		if (count <= libev.most)
			measure(&libev, count);
#endif
	}
	if (!HAS_LIBEV)
		puts("(no ev.h here: make deps-bench adds its rows)");
	return 0;
}
