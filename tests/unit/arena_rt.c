/* SPDX-License-Identifier: MIT */
/* The runtime's arena: what is taken stays, a reset keeps one chunk, limits hold. */
#include "runtime/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void pieces_are_apart_and_aligned(void **unused)
{
	struct gs__arena arena = { 0 };
	uint8_t *pieces[200];

	(void)unused;
	for (size_t i = 0; i < 200; i++) {
		pieces[i] = gs__arena_take(&arena, i);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % 16, 0);
		memset(pieces[i], (int)i, i);
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t j = 0; j < i; j++)
			assert_int_equal(pieces[i][j], i);
	gs__arena_free(&arena);
	assert_int_equal(arena.held, 0);
}

/* After a few messages of a kind, nothing is allocated any more. */
static void resets_reach_a_steady_state(void **unused)
{
	struct gs__arena arena = { 0 };
	struct gs__arena_chunk *kept = NULL;

	(void)unused;
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 30; i++)
			assert_non_null(gs__arena_take(&arena, 1000));
		gs__arena_reset(&arena);
		if (round >= 10)
			assert_ptr_equal(arena.chunk, kept);
		kept = arena.chunk;
	}
	assert_true(arena.held <= GS__ARENA_KEPT);
	gs__arena_free(&arena);
}

static void a_large_message_is_not_kept(void **unused)
{
	struct gs__arena arena = { 0 };

	(void)unused;
	assert_non_null(gs__arena_take(&arena, 1 << 20));
	assert_true(arena.held > 1 << 20);
	gs__arena_reset(&arena);
	assert_int_equal(arena.held, 0);
	assert_non_null(gs__arena_take(&arena, 8));
	gs__arena_free(&arena);
}

static void the_limit_holds(void **unused)
{
	struct gs__arena arena = { .limit = 10000 };
	size_t taken = 0;

	(void)unused;
	while (gs__arena_take(&arena, 100))
		taken += 100;
	assert_in_range(taken, 5000, 10000);
	assert_true(arena.held <= 10000);
	assert_null(gs__arena_take(&arena, 20000));
	assert_null(gs__arena_take(&arena, SIZE_MAX));
	assert_null(gs__arena_take(&arena, SIZE_MAX - 100));
	gs__arena_free(&arena);
	assert_int_equal(arena.limit, 10000);
	assert_non_null(gs__arena_take(&arena, 100));
	gs__arena_free(&arena);
}

static void zeroed_and_copies(void **unused)
{
	struct gs__arena arena = { 0 };
	uint8_t *piece = gs__arena_take(&arena, 64);
	char *copy;

	(void)unused;
	memset(piece, 0xff, 64);
	gs__arena_reset(&arena);
	piece = gs__arena_zeroed(&arena, 64);
	for (int i = 0; i < 64; i++)
		assert_int_equal(piece[i], 0);
	copy = gs__arena_copy(&arena, "abcdef", 3);
	assert_string_equal(copy, "abc");
	assert_string_equal(gs__arena_copy(&arena, NULL, 0), "");
	gs__arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_apart_and_aligned),
		cmocka_unit_test(resets_reach_a_steady_state),
		cmocka_unit_test(a_large_message_is_not_kept),
		cmocka_unit_test(the_limit_holds),
		cmocka_unit_test(zeroed_and_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
