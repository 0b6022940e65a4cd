/* SPDX-License-Identifier: MIT */
/* A million instances of a keyed server at a time: what they cost, and that they are all there. */
#include "tests/support/stage.h"

#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "keyed.gs.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { COUNT = 20000, IS_MEASURED = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { COUNT = 20000, IS_MEASURED = 0 };
#else
enum { COUNT = 1000000, IS_MEASURED = 1 };
#endif
#else
enum { COUNT = 1000000, IS_MEASURED = 1 };
#endif

enum { PIECE = 1000 };

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Bytes that malloc has given out. */
static double given(void)
{
	struct mallinfo2 info = mallinfo2();

	return (double)info.uordblks + (double)info.hblkhd;
}

static void sow(struct stage *stage, struct caller *caller)
{
	char params[32], expected[16];

	snprintf(expected, sizeof(expected), "%d", PIECE);
	for (int from = 0; from < COUNT; from += PIECE) {
		snprintf(params, sizeof(params), "[%d, %d]", from, PIECE);
		assert_string_equal(ask(caller, "sower.sow", params), expected);
		stage_run(stage);
	}
}

static void a_million_instances(void **state)
{
	struct stage stage;
	struct caller *caller;
	double before, began, made, found;
	char params[32];

	(void)state;
	stage_open(&stage, &lines_system);
	caller = stage_caller(&stage);
	ask(caller, "plain.get", "[1]");
	before = given();
	began = seconds();
	sow(&stage, caller);
	made = seconds();
	if (IS_MEASURED) {
		double each = (given() - before) / COUNT - (double)sizeof(struct plain);

		printf("# %.0f B an instance besides its state and key, %.0f ns to make one\n",
			each, (made - began) / COUNT * 1e9);
		assert_true(each <= 128);
	}
	sow(&stage, caller);
	found = seconds();
	printf("# %.0f ns a cast to one that is there\n", (found - made) / COUNT * 1e9);
	for (int id = 0; id < COUNT; id += COUNT / 100) {
		snprintf(params, sizeof(params), "[%d]", id);
		assert_string_equal(ask(caller, "plain.get", params), "2");
	}
	assert_true(ask(caller, "plain.get", "[1000000000]")[0] == (COUNT < 1000000 ? '0' : '!'));
	stage_advance(&stage, GS_S(20));
	assert_string_equal(ask(caller, "plain.get", "[7]"), "0");
	printf("# %.1f s in all\n", seconds() - began);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_million_instances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
