/* SPDX-License-Identifier: MIT */
/* The keys of a map in a message differ, or the first that stands there twice is found: however
 * many there are, in whatever order, of any kind. */
#include "runtime/base/arena.h"
#include "runtime/wire/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

enum { MOST = 40, ROUNDS = 20000 };

struct texts {
	gs_str key;
	bool value;
};

struct numbers {
	uint32_t key;
	bool value;
};

static const struct gs_field text_fields[] = {
	{ .name = "key", .kind = GS_STRING, GS_AT(struct texts, key) }
};
static const struct gs_record text_pair = { .size = sizeof(struct texts),
	GS_TABLE(fields, count, text_fields) };
static const struct gs_field number_fields[] = {
	{ .name = "key", .kind = GS_U32, GS_AT(struct numbers, key) }
};
static const struct gs_record number_pair = { .size = sizeof(struct numbers),
	GS_TABLE(fields, count, number_fields) };

static struct gs__arena arena;
static uint64_t state;

static uint32_t below(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state * 0x2545f4914f6cdd1d >> 11) % n);
}

/* The place of the first number that stands before it already; 0: they all differ. */
static uint32_t first_twice(const uint32_t *numbers, uint32_t len)
{
	for (uint32_t i = 1; i < len; i++)
		for (uint32_t j = 0; j < i; j++)
			if (numbers[i] == numbers[j])
				return i;
	return 0;
}

static void check(const struct gs_record *pair, const void *items, uint32_t len, uint32_t expected)
{
	const struct gs_reader in = { .arena = &arena };
	struct gs_writer out = { .limit = 0 };
	uint32_t twice = 99;

	assert_int_equal(gs__keys_differ(&in, pair, items, len, &twice), expected == 0);
	assert_int_equal(twice, expected);
	assert_int_equal(gs__pairs_differ(pair, items, len, &twice), expected == 0);
	assert_int_equal(twice, expected);
	assert_int_equal(gs__write_keys(&out, pair, items, len), expected == 0);
	assert_false(out.no_memory);
	gs__arena_reset(&arena);
}

/* The keys are drawn from so many that some rounds have one twice and some none. */
static void a_key_twice_is_found(void **unused)
{
	static char names[MOST * MOST][8];
	struct texts texts[MOST];
	struct numbers numbers[MOST];
	uint32_t drawn[MOST], with = 0;

	(void)unused;
	for (uint32_t i = 0; i < MOST * MOST; i++)
		snprintf(names[i], sizeof(names[i]), "%.*s%u", (int)(i % 3), "ab", i);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t len = below(MOST), of = 1 + len * (1 + below(MOST - 1));
		uint32_t step = below(4) ? 0 : 1; /* in order, now and then */
		uint32_t expected;

		for (uint32_t i = 0; i < len; i++) {
			drawn[i] = step ? i : below(of);
			texts[i].key = (gs_str){ names[drawn[i]],
				(uint32_t)strlen(names[drawn[i]]) };
			numbers[i].key = drawn[i];
		}
		expected = first_twice(drawn, len);
		with += expected > 0;
		check(&text_pair, texts, len, expected);
		check(&number_pair, numbers, len, expected);
	}
	printf("# %u of %d maps have a key twice\n", with, ROUNDS);
	assert_true(with > ROUNDS / 10 && with < ROUNDS * 9 / 10);
}

int main(void)
{
	const char *given = getenv("SEED");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_twice_is_found),
	};
	int failed;

	state = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32;
	printf("# SEED=%llu\n", (unsigned long long)state);
	state |= (uint64_t)1 << 63;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	gs__arena_free(&arena);
	return failed;
}
