/* SPDX-License-Identifier: MIT */
/* The wheel against a sorted list: a million random steps with shrunk levels, and as many with the
 * real ones. SEED=n repeats a run. */
#include "runtime/time/wheel_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

enum { MOST = 4096 };

struct entry {
	int64_t deadline;
	uint64_t order; /* of arming */
	gs_timer timer;
	uint64_t data;
};

/* The model: entries by deadline, then by order. */
struct run {
	struct gs__wheel wheel;
	struct entry list[MOST];
	uint32_t count;
	uint32_t most; /* pending at a time, roughly */
	uint64_t order;
	uint64_t random;
	int64_t now;
	gs_timer stale[64];
	uint32_t places[MOST]; /* where those of the list stood */
	uint64_t taken, cancelled, rearmed, emptied;
};

static uint64_t seed;

static uint64_t next_random(struct run *run)
{
	run->random ^= run->random << 13;
	run->random ^= run->random >> 7;
	run->random ^= run->random << 17;
	return run->random * 0x2545f4914f6cdd1d;
}

static uint64_t below(struct run *run, uint64_t n)
{
	return (next_random(run) >> 11) % n;
}

/* Of all magnitudes alike, up to 2^bits. */
static int64_t magnitude(struct run *run, unsigned bits)
{
	return (int64_t)(next_random(run) >> 1 >> (63 - below(run, bits + 1)));
}

static void insert(struct run *run, struct entry entry)
{
	uint32_t at = run->count++;

	while (at > 0 && run->list[at - 1].deadline > entry.deadline)
		at--;
	memmove(&run->list[at + 1], &run->list[at], (run->count - 1 - at) * sizeof(entry));
	run->list[at] = entry;
}

static void take_out(struct run *run, uint32_t at)
{
	run->stale[below(run, 64)] = run->list[at].timer;
	memmove(&run->list[at], &run->list[at + 1], (--run->count - at) * sizeof(run->list[0]));
}

static int64_t some_deadline(struct run *run)
{
	switch (below(run, 8)) {
	case 0: /* one that another timer has */
		return run->count ? run->list[below(run, run->count)].deadline : run->now;
	case 1: return run->now;
	case 2: return gs__later(run->now, -magnitude(run, 40)); /* past */
	case 3: return gs__later(run->now, (int64_t)below(run, 300));
	default: return gs__later(run->now, magnitude(run, 62));
	}
}

static int64_t effective(const struct run *run, int64_t deadline)
{
	return deadline > run->wheel.floor ? deadline : run->wheel.floor;
}

static void arm(struct run *run)
{
	int64_t deadline = some_deadline(run);
	struct entry entry = { effective(run, deadline), run->order, { 0 }, run->order };
	int64_t stored;
	uint64_t data;
	void *owner;

	run->order++;
	entry.timer = gs__wheel_arm(&run->wheel, deadline, run, entry.data);
	assert_true(entry.timer.gs_id != 0);
	assert_true(gs__wheel_get(&run->wheel, entry.timer, &stored, &owner, &data));
	assert_true(stored == entry.deadline && owner == run && data == entry.data);
	insert(run, entry);
}

static void cancel(struct run *run)
{
	uint32_t at = (uint32_t)below(run, run->count);

	assert_true(gs__wheel_cancel(&run->wheel, run->list[at].timer));
	assert_false(gs__wheel_cancel(&run->wheel, run->list[at].timer));
	take_out(run, at);
	run->cancelled++;
}

static void rearm(struct run *run)
{
	uint32_t at = (uint32_t)below(run, run->count);
	struct entry entry = run->list[at];
	int64_t deadline = some_deadline(run);

	assert_true(gs__wheel_rearm(&run->wheel, entry.timer, deadline));
	memmove(&run->list[at], &run->list[at + 1], (--run->count - at) * sizeof(entry));
	entry.deadline = effective(run, deadline);
	entry.order = run->order++;
	insert(run, entry);
	run->rearmed++;
}

static void change(struct run *run)
{
	gs_timer stale = run->stale[below(run, 64)];

	assert_false(gs__wheel_cancel(&run->wheel, stale));
	assert_false(gs__wheel_rearm(&run->wheel, stale, run->now));
	if (run->count == 0 || (run->count < run->most && below(run, 3)))
		arm(run);
	else if (below(run, 2))
		cancel(run);
	else
		rearm(run);
}

static uint32_t place_of(const struct run *run, uint32_t at)
{
	return gs__wheel_record(&run->wheel, (uint32_t)run->list[at].timer.gs_id + 1)->at;
}

/* One call, of which now and then all timers are looked at: it moves no more of them than it takes
 * off its work, but for the few that it may sort. */
static bool take(struct run *run, uint32_t *work, struct gs__due *due)
{
	uint32_t given = *work, moved = 0;
	bool is_watched = below(run, 16) == 0, is_taken;

	for (uint32_t i = 0; is_watched && i < run->count; i++)
		run->places[i] = place_of(run, i);
	is_taken = gs__wheel_take(&run->wheel, run->now, work, due);
	for (uint32_t i = is_taken; is_watched && i < run->count; i++)
		moved += run->places[i] != place_of(run, i);
	assert_true(moved <= given - *work + run->wheel.few);
	return is_taken;
}

/* Takes all that is due, a little at a time, changing things in between. */
static void take_due(struct run *run, unsigned changes)
{
	struct gs__due due;

	for (;;) {
		uint32_t work = 1 + (uint32_t)below(run, 20), given = work;

		if (changes > 0 && below(run, 4) == 0) {
			change(run);
			changes--;
		}
		if (take(run, &work, &due)) {
			assert_true(run->count > 0);
			assert_true(due.deadline <= run->now);
			assert_true(due.deadline == run->list[0].deadline);
			assert_true(due.data == run->list[0].data && due.owner == run);
			assert_true(due.timer.gs_id == run->list[0].timer.gs_id);
			assert_true(work < given);
			take_out(run, 0);
			run->taken++;
		} else if (work > 0) {
			break;
		} else {
			assert_true(gs__wheel_next(&run->wheel) <= run->now || run->count == 0 ||
				    run->list[0].deadline > run->now);
			run->emptied++;
		}
	}
	assert_true(run->count == 0 || run->list[0].deadline > run->now);
	assert_true(gs__wheel_next(&run->wheel) > run->now);
}

static void advance(struct run *run)
{
	int64_t next = gs__wheel_next(&run->wheel);
	int64_t to;

	assert_true((next == INT64_MAX) == (run->count == 0) ||
		    (run->count > 0 && run->list[0].deadline == INT64_MAX));
	if (run->count > 0)
		assert_true(next <= run->list[0].deadline);
	switch (below(run, 4)) {
	case 0: to = next; break;
	case 1: to = gs__later(run->now, (int64_t)below(run, 300)); break;
	case 2: to = gs__later(run->now, magnitude(run, 30)); break;
	default: to = gs__later(run->now, magnitude(run, below(run, 50) ? 40 : 61)); break;
	}
	if (to < INT64_MAX / 2)
		run->now = to;
}

static void start(struct run *run, unsigned bits, uint32_t few)
{
	run->now = magnitude(run, 50);
	run->count = 0;
	memset(run->stale, 0, sizeof(run->stale));
	gs__wheel_init(&run->wheel, run->now, MOST, bits);
	if (few)
		run->wheel.few = few;
}

static void steps(unsigned bits, uint32_t few, uint32_t most, uint32_t count, uint32_t check_every)
{
	struct run *run = calloc(1, sizeof(*run));
	const char *wrong;

	assert_non_null(run);
	run->random = seed * 2 + 1;
	run->most = most;
	start(run, bits, few);
	for (uint32_t i = 0; i < count; i++) {
		if (run->now > INT64_MAX / 4 && below(run, 100) == 0) {
			gs__wheel_free(&run->wheel);
			start(run, bits, few);
		}
		change(run);
		if (below(run, most / 4) == 0) {
			advance(run);
			take_due(run, 3);
		}
		wrong = i % check_every == 0 ? gs__wheel_check(&run->wheel) : NULL;
		if (wrong)
			fail_msg("step %u of %u bits: %s", i, bits, wrong);
		assert_int_equal(run->wheel.count, run->count);
	}
	printf("# %u bits, up to %u: %llu taken, %llu cancelled, %llu rearmed, %llu out of work\n",
		bits, most, (unsigned long long)run->taken, (unsigned long long)run->cancelled,
		(unsigned long long)run->rearmed, (unsigned long long)run->emptied);
	assert_true(run->taken > count / 100 && run->emptied > 0);
	gs__wheel_free(&run->wheel);
	free(run);
}

static void shrunk_levels(void **unused)
{
	(void)unused;
	steps(2, 1, 8, 300000, 3);
	steps(2, 2, 64, 600000, 3);
	steps(3, 4, 300, 100000, 11);
}

static void real_levels(void **unused)
{
	(void)unused;
	steps(GS__WHEEL_BITS, 1, 8, 300000, 31);
	steps(GS__WHEEL_BITS, 0, 64, 600000, 31);
	steps(GS__WHEEL_BITS, 0, 1000, 100000, 101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shrunk_levels),
		cmocka_unit_test(real_levels),
	};
	const char *given = getenv("SEED");

	seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
