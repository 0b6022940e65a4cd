/* SPDX-License-Identifier: MIT */
/* The index under maps and keyed servers against the hashes of what it holds, random steps. SEED=n
 * repeats a run. */
#include "runtime/base/index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

static uint64_t seed;

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state * 0x2545f4914f6cdd1d;
}

/* An index against the hashes of its numbers. */
struct indexed {
	struct gs__index index;
	uint64_t *hashes; /* 0: the number is not there */
	uint32_t most, count;
	uint32_t used;   /* numbers below it were given; a new one only if all of them are */
	uint32_t *spare; /* those that are not, used - count of them */
	uint64_t random;
	uint32_t clusters;    /* hashes meet in so many places; 0: they are random */
	uint64_t turned_down; /* because too many met */
	uint64_t stuck;       /* times a step of the growth moved nothing */
};

static bool offers(const struct indexed *run, uint64_t hash, uint32_t wanted)
{
	struct gs__seek seek;
	uint32_t number = gs__index_first(&run->index, hash, &seek);

	while (number != GS__NO_NUMBER && number != wanted) {
		assert_true(number < run->used && run->hashes[number]);
		number = gs__index_next(&run->index, hash, &seek);
	}
	return number == wanted;
}

static void check_index(const struct indexed *run)
{
	for (uint32_t number = 0; number < run->used; number++)
		if (run->hashes[number])
			assert_true(offers(run, run->hashes[number], number));
}

static uint64_t some_hash(struct indexed *run)
{
	uint64_t hash = next_random(&run->random) | 1;

	if (run->clusters > 0)
		hash = hash >> 13 | (hash % run->clusters * 211) << (64 - 13);
	return hash;
}

static void add_number(struct indexed *run, uint32_t number)
{
	uint64_t hash = some_hash(run);
	uint32_t moved = run->index.moved;
	bool grows = run->index.old.slots;

	assert_true(gs__index_prepare(&run->index, run->count));
	run->stuck += grows && run->index.old.slots && run->index.moved == moved;
	if (gs__index_add(&run->index, hash, number)) {
		run->hashes[number] = hash;
		run->count++;
		assert_true(offers(run, hash, number));
	} else {
		run->turned_down++;
		assert_true(run->clusters > 0);
	}
}

/* The number may be there or not. */
static void remove_number(struct indexed *run, uint32_t number)
{
	uint64_t hash = run->hashes[number];

	if (!hash)
		return;
	gs__index_remove(&run->index, hash, number);
	gs__index_remove(&run->index, hash, number);
	assert_false(offers(run, hash, number));
	run->hashes[number] = 0;
	run->spare[run->used - run->count--] = number;
}

/* Three times up to `most` and half down again. */
static void walk_index(struct indexed *run, uint32_t check_every)
{
	bool grows = true;

	run->hashes = calloc(run->most, sizeof(run->hashes[0]));
	run->spare = calloc(run->most, sizeof(run->spare[0]));
	run->random = seed * 2 + 1;
	for (uint32_t i = 0, turns = 0; turns < 6 && i < 20 * run->most; i++) {
		uint64_t chance = next_random(&run->random) >> 32;

		if (chance % 8 < (grows ? 6 : 2) && run->count < run->most) {
			if (run->count == run->used)
				run->spare[0] = run->used++;
			add_number(run, run->spare[run->used - run->count - 1]);
		} else if (run->used > 0) {
			remove_number(run, (uint32_t)(chance / 8 % run->used));
		}
		if (i % check_every == 0)
			check_index(run);
		if (grows ? run->count == run->most : run->count <= run->most / 2) {
			grows = !grows;
			turns++;
		}
	}
	check_index(run);
	for (uint32_t number = 0; number < run->most; number++)
		if (run->hashes[number])
			gs__index_remove(&run->index, run->hashes[number], number);
	for (uint32_t i = 0; i < run->index.bins.size + GS__INDEX_FAR + 1; i++)
		assert_int_equal(run->index.bins.slots[i], 0);
	printf("# up to %u, %u clusters: %u slots, %llu turned down, %llu steps stuck\n", run->most,
		run->clusters, run->index.bins.size, (unsigned long long)run->turned_down,
		(unsigned long long)run->stuck);
	gs__index_free(&run->index);
	free(run->hashes);
	free(run->spare);
}

static void an_index_finds_what_it_has(void **state)
{
	(void)state;
	for (uint32_t most = 10; most < 10000; most = most * 5 / 2)
		walk_index(&(struct indexed){ .most = most }, 1 + most / 30);
	walk_index(&(struct indexed){ .most = 300000 }, 500000);
}

/* In few places, more than one place can take: it grows until they part, and if they are in the way
 * of that, nothing is lost. */
static void an_index_whose_hashes_meet_is_right(void **state)
{
	(void)state;
	walk_index(&(struct indexed){ .most = 500, .clusters = 11 }, 17);
	walk_index(&(struct indexed){ .most = 2100, .clusters = 39 }, 101);
	walk_index(&(struct indexed){ .most = 6000, .clusters = 39 }, 101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_index_finds_what_it_has),
		cmocka_unit_test(an_index_whose_hashes_meet_is_right),
	};
	const char *wanted = getenv("SEED");

	seed = wanted ? strtoull(wanted, NULL, 0) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
