/* SPDX-License-Identifier: MIT */
/* Numbers as `gsc call` takes them: written as in a spec, and refused in its words. */
#include "gsc/base/arena.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct model_type u32 = { .kind = MODEL_U32, .low = 0, .high = UINT32_MAX };
static const struct model_type f64 = { .kind = MODEL_F64 };
static const struct model_type duration = { .kind = MODEL_DURATION };

static const struct {
	const char *typed;
	double value;
} reals[] = {
	{ "0", 0 },
	{ "-0.5e+1", -5 },
	{ "5E-1", 0.5 },
	{ "1_000.5_0", 1000.5 },
	{ "1e1_0", 1e10 },
};

static void test_reals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
		double value = 7;

		assert_true(units_read_real(reals[i].typed, strlen(reals[i].typed), &value));
		assert_true(value == reals[i].value);
	}
}

static const struct {
	const struct model_type *type;
	const char *typed;
	const char *why;
} bads[] = {
	{ &u32, "007", "x: a number has no leading zeros; write '7'" },
	{ &u32, "00", "x: a number has no leading zeros; write '0'" },
	{ &u32, "-0_7", "x: a number has no leading zeros; write '-7'" },
	{ &u32, "007x", "x: '007x' is not a number" },
	{ &f64, "007.5", "x: a number has no leading zeros; write '7.5'" },
	{ &f64, ".5", "x: '.5' is not a number; write '0.5'" },
	{ &f64, "-.5", "x: '-.5' is not a number; write '-0.5'" },
	{ &f64, "5.", "x: '5.' is not a number; write '5.0'" },
	{ &f64, ".", "x: '.' is not a number" },
	{ &f64, "1.e5", "x: '1.e5' is not a number" },
	{ &f64, "+5", "x: '+5' is not a number" },
	{ &f64, "1e", "x: '1e' is not a number" },
	{ &f64, "1_.5", "x: '1_.5' is not a number" },
	{ &duration, "05s", "x: a number has no leading zeros; write '5s'" },
	{ &duration, "-01.5s", "x: a number has no leading zeros; write '-1.5s'" },
	{ &duration, ".5s", "x: '.5s' is not a duration (250ms, 1s, 2h); write '0.5s'" },
	{ &duration, "007", "x: '007' is not a duration (250ms, 1s, 2h)" },
};

static void test_bad_numbers(void **state)
{
	struct arena arena;
	jmp_buf rescue;

	(void)state;
	arena_init(&arena, &rescue);
	for (size_t i = 0; i < sizeof(bads) / sizeof(bads[0]); i++) {
		const char *why = NULL;
		struct text packed;

		text_init(&packed, &arena);
		assert_false(value_read(&arena, bads[i].type, "x", bads[i].typed,
			strlen(bads[i].typed), &packed, &why));
		assert_string_equal(why, bads[i].why);
	}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reals),
		cmocka_unit_test(test_bad_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
