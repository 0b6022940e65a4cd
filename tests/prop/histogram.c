/* SPDX-License-Identifier: MIT */
/* The histogram against the values themselves, sorted: counts, ends and every percentile within a
 * 128th. SEED=n repeats a run. */
#include "runtime/base/histogram.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { ROUNDS = 200, VALUES = 1000 };

static uint64_t state;

static uint64_t any(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 0x2545f4914f6cdd1d;
}

static int compare(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a;
	uint64_t right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

/* The exact value of which so large a part is not above. */
static uint64_t exact(const uint64_t *sorted, size_t count, double part)
{
	size_t at = 0;

	while (at + 1 < count && (double)(at + 1) < part * (double)count)
		at++;
	return sorted[at];
}

static void check(const struct gs__histogram *histogram, uint64_t *values, size_t count)
{
	static const double parts[] = { 0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1 };

	qsort(values, count, sizeof(*values), compare);
	assert_int_equal(histogram->count, count);
	assert_int_equal(histogram->least, values[0]);
	assert_int_equal(histogram->greatest, values[count - 1]);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		uint64_t wanted = exact(values, count, parts[i]);
		uint64_t got = gs__histogram_at(histogram, parts[i]);

		assert_true(got >= wanted);
		assert_true(got - wanted <= wanted / 128);
	}
}

static void test_against_sorted(void **unused)
{
	static struct gs__histogram histogram;
	static uint64_t values[VALUES];

	(void)unused;
	for (int round = 0; round < ROUNDS; round++) {
		size_t count = 1 + any() % VALUES;
		unsigned shift = (unsigned)(any() % 64);

		memset(&histogram, 0, sizeof(histogram));
		for (size_t i = 0; i < count; i++) {
			values[i] = any() >> (any() % 4 ? shift : any() % 64);
			gs__histogram_add(&histogram, values[i]);
		}
		check(&histogram, values, count);
	}
}

static void test_ends(void **unused)
{
	static struct gs__histogram histogram;

	(void)unused;
	assert_int_equal(gs__histogram_at(&histogram, 0.5), 0);
	for (uint64_t value = 0; value < 4096; value++)
		assert_true(gs__histogram_bucket(value + 1) - gs__histogram_bucket(value) <= 1);
	assert_int_equal(gs__histogram_bucket(UINT64_MAX), GS__HISTOGRAM_BUCKETS - 1);
	gs__histogram_add(&histogram, UINT64_MAX);
	assert_true(gs__histogram_at(&histogram, 0.5) == UINT64_MAX);
	assert_true(histogram.least == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_sorted),
		cmocka_unit_test(test_ends),
	};
	const char *given = getenv("SEED");

	state = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)state);
	state = state * 2 + 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
