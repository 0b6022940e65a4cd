/* SPDX-License-Identifier: MIT */
/* The wheel, promise by promise. Numbers are those of the list of behaviours. */
#include "runtime/time/wheel_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct gs__wheel wheel;

static int start(void **unused)
{
	(void)unused;
	gs__wheel_init(&wheel, 1000, 2000000, GS__WHEEL_BITS);
	return 0;
}

static int stop(void **unused)
{
	(void)unused;
	assert_null(gs__wheel_check(&wheel));
	gs__wheel_free(&wheel);
	return 0;
}

static gs_timer arm(int64_t deadline, uint64_t data)
{
	gs_timer timer = gs__wheel_arm(&wheel, deadline, NULL, data);

	assert_true(timer.gs_id != 0);
	return timer;
}

/* The data of the next that is due at `now`; -1: none. */
static int64_t take(int64_t now)
{
	uint32_t work = 1000000;
	struct gs__due due;

	return gs__wheel_take(&wheel, now, &work, &due) ? (int64_t)due.data : -1;
}

static void b87_never_early_and_exactly_known(void **unused)
{
	(void)unused;
	arm(GS_S(1) + 1, 1);
	arm(GS_S(1), 0);
	assert_true(gs__wheel_next(&wheel) == GS_S(1));
	assert_int_equal(take(GS_S(1) - 1), -1);
	assert_int_equal(take(GS_S(1)), 0);
	assert_true(gs__wheel_next(&wheel) == GS_S(1) + 1);
	assert_int_equal(take(GS_S(1)), -1);
	assert_int_equal(take(GS_S(1) + 1), 1);
	assert_true(gs__wheel_next(&wheel) == INT64_MAX);
}

static void b88_order_of_deadlines(void **unused)
{
	static const int64_t delays[] = { 5000, 0, 200, 100, 500, 300, 400 };
	static const int64_t order[] = { 0, 100, 200, 300, 400, 500, 5000 };

	(void)unused;
	for (size_t i = 0; i < 7; i++)
		arm(1000 + GS_MS(delays[i]), (uint64_t)delays[i]);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(take(GS_S(10)), order[i]);
	assert_int_equal(take(GS_S(10)), -1);
}

static void b90_equal_deadlines_in_order_of_arming(void **unused)
{
	gs_timer first;

	(void)unused;
	for (uint64_t i = 0; i < 100; i++) {
		if (i % 10 == 9)
			take((int64_t)i * 1000000); /* nothing yet; the wheel's time goes on */
		arm(GS_S(3), i);
	}
	assert_int_equal(take(GS_S(3)), 0);
	first = arm(GS_S(3), 100); /* still behind the others */
	assert_true(gs__wheel_rearm(&wheel, first, GS_S(3)));
	for (int64_t i = 1; i <= 100; i++)
		assert_int_equal(take(GS_S(3)), i);
}

static void b91_b92_cancel_says_whether_it_was_pending(void **unused)
{
	gs_timer timer = arm(GS_S(1), 7), fired = arm(GS_MS(1), 8);
	int64_t deadline;

	(void)unused;
	assert_true(gs__wheel_get(&wheel, timer, &deadline, NULL, NULL));
	assert_true(deadline == GS_S(1));
	assert_true(gs__wheel_cancel(&wheel, timer));
	assert_false(gs__wheel_cancel(&wheel, timer));
	assert_false(gs__wheel_rearm(&wheel, timer, GS_S(2)));
	assert_false(gs__wheel_get(&wheel, timer, &deadline, NULL, NULL));
	assert_int_equal(take(GS_S(5)), 8);
	assert_false(gs__wheel_cancel(&wheel, fired));
	assert_int_equal(take(GS_S(5)), -1);
}

/* The place of an old timer serves a new one: the old handle must not reach it. */
static void old_handles_are_harmless(void **unused)
{
	gs_timer old = arm(GS_S(1), 1), young;

	(void)unused;
	assert_true(gs__wheel_cancel(&wheel, old));
	young = arm(GS_S(2), 2);
	assert_true((uint32_t)young.gs_id == (uint32_t)old.gs_id && young.gs_id != old.gs_id);
	assert_false(gs__wheel_cancel(&wheel, old));
	assert_false(gs__wheel_cancel(&wheel, (gs_timer){ 0 }));
	assert_false(gs__wheel_cancel(&wheel, (gs_timer){ UINT64_MAX }));
	assert_int_equal(take(GS_S(2)), 2);
}

/* After 2^32 - 1 lives of a place its handles begin again, but for 0. */
static void no_handle_is_zero(void **unused)
{
	gs_timer timer = arm(GS_S(1), 1);

	(void)unused;
	assert_int_equal((uint32_t)timer.gs_id, 0);
	gs__wheel_record(&wheel, 1)->generation = UINT32_MAX;
	timer.gs_id |= (uint64_t)UINT32_MAX << 32;
	assert_true(gs__wheel_cancel(&wheel, timer));
	assert_true(arm(GS_S(1), 2).gs_id == (uint64_t)1 << 32);
	assert_int_equal(take(GS_S(1)), 2);
}

static void b96_far_deadlines_do_not_wrap(void **unused)
{
	static const int64_t ms[] = { INT64_C(1) << 31, (INT64_C(1) << 31) - 1, INT64_C(1) << 33,
		(INT64_C(1) << 32) + 5, INT64_C(1) << 42 };
	static const int64_t order[] = { 1, 0, 3, 2, 4 };
	int64_t now = 1000;

	(void)unused;
	for (size_t i = 0; i < 5; i++)
		arm(gs__later(1000, GS_MS(ms[i])), i);
	arm(INT64_MAX, 5);
	for (size_t i = 0; i < 5; i++) {
		int64_t due = 1000 + GS_MS(ms[order[i]]);

		while (gs__wheel_next(&wheel) < due) {
			now = gs__wheel_next(&wheel);
			assert_int_equal(take(now), -1);
		}
		assert_int_equal(take(due - 1), -1);
		assert_int_equal(take(due), order[i]);
	}
	assert_int_equal(take(INT64_MAX - 1), -1);
	assert_int_equal(take(INT64_MAX), 5);
}

static void b97_the_past_is_due_now(void **unused)
{
	int64_t deadline;
	gs_timer timer;

	(void)unused;
	assert_int_equal(take(GS_S(5)), -1);
	timer = arm(GS_S(1), 1);
	arm(INT64_MIN, 2);
	assert_true(gs__wheel_get(&wheel, timer, &deadline, NULL, NULL));
	assert_true(deadline == GS_S(5)); /* counts as the wheel's time */
	assert_true(gs__wheel_next(&wheel) == GS_S(5));
	assert_int_equal(take(GS_S(5)), 1);
	assert_int_equal(take(GS_S(5)), 2);
}

/* A million timers for one instant, and a million out of order within a microsecond: no call
 * touches more timers than it may. */
static void b100_bursts_are_taken_in_steps(void **unused)
{
	enum { MANY = 1000000 };
	struct gs__due due;
	uint64_t next = 0;
	int64_t last = 0;
	uint32_t work;

	(void)unused;
	for (uint64_t i = 0; i < MANY; i++)
		arm(GS_S(2), i);
	for (uint64_t i = 0; i < MANY; i++)
		arm(GS_S(3) + (int64_t)(i * 7919 % 1000), i);
	while (gs__wheel_next(&wheel) <= GS_S(2)) {
		for (work = 100; gs__wheel_take(&wheel, GS_S(2), &work, &due); next++)
			assert_int_equal(due.data, next);
	}
	assert_int_equal(next, MANY);
	for (next = 0; gs__wheel_next(&wheel) < INT64_MAX;) {
		for (work = 100; gs__wheel_take(&wheel, GS_S(4), &work, &due); next++) {
			assert_true(due.deadline >= last);
			last = due.deadline;
		}
	}
	assert_int_equal(next, MANY);
}

/* Between the steps in which a slot is emptied, what is armed into its range still queues behind.
 * */
static void arming_while_a_slot_is_emptied(void **unused)
{
	struct gs__due due;
	uint32_t work = 10;

	(void)unused;
	for (uint64_t i = 0; i < 50; i++)
		arm(GS_S(1) + (int64_t)(50 - i), i);
	assert_false(gs__wheel_take(&wheel, GS_S(2), &work, &due));
	assert_int_equal(work, 0);
	assert_true(gs__wheel_next(&wheel) <= GS_S(2));
	arm(GS_S(1) + 50, 100);
	arm(GS_S(1) + 1, 101);
	assert_int_equal(take(GS_S(2)), 49);
	assert_int_equal(take(GS_S(2)), 101);
	for (int64_t i = 48; i >= 0; i--)
		assert_int_equal(take(GS_S(2)), i);
	assert_int_equal(take(GS_S(2)), 100);
}

static void the_bound_and_the_words_hold(void **unused)
{
	struct gs__wheel small;
	struct gs__due due;
	uint32_t work = 5;
	uint64_t data;
	void *owner;
	gs_timer timer;

	(void)unused;
	gs__wheel_init(&small, 0, 2, GS__WHEEL_BITS);
	timer = gs__wheel_arm(&small, 5, &small, 77);
	assert_true(gs__wheel_arm(&small, 6, NULL, 0).gs_id != 0);
	assert_true(gs__wheel_arm(&small, 7, NULL, 0).gs_id == 0);
	assert_int_equal(small.count, 2);
	assert_true(gs__wheel_get(&small, timer, NULL, &owner, &data));
	assert_ptr_equal(owner, &small);
	assert_int_equal(data, 77);
	assert_true(gs__wheel_take(&small, 5, &work, &due));
	assert_ptr_equal(due.owner, &small);
	assert_int_equal(due.data, 77);
	assert_true(due.timer.gs_id == timer.gs_id && due.deadline == 5);
	assert_true(gs__wheel_arm(&small, 7, NULL, 0).gs_id != 0);
	gs__wheel_free(&small);
}

static void later_saturates(void **unused)
{
	(void)unused;
	assert_true(gs__later(5, 7) == 12);
	assert_true(gs__later(INT64_MAX - 1, 5) == INT64_MAX);
	assert_true(gs__later(INT64_MIN, -1) == INT64_MIN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(b87_never_early_and_exactly_known),
		TEST(b88_order_of_deadlines),
		TEST(b90_equal_deadlines_in_order_of_arming),
		TEST(b91_b92_cancel_says_whether_it_was_pending),
		TEST(old_handles_are_harmless),
		TEST(no_handle_is_zero),
		TEST(b96_far_deadlines_do_not_wrap),
		TEST(b97_the_past_is_due_now),
		TEST(b100_bursts_are_taken_in_steps),
		TEST(arming_while_a_slot_is_emptied),
		cmocka_unit_test(the_bound_and_the_words_hold),
		cmocka_unit_test(later_saturates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
