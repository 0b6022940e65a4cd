/* SPDX-License-Identifier: MIT */
/* Tests that fail, each for what the world finds wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "house.gs.h"

static void a_setting_that_does_not_fit(void **state)
{
	gs_world *world = gs_world_new(1);

	(void)state;
	assert_int_equal(gs_world_start(world, &house_system, "picky.mood=ten", NULL), GS_INVALID);
	gs_world_client(world);
}

static void no_system(void **state)
{
	(void)state;
	gs_world_client(gs_world_new(1));
}

static void a_foreign_client(void **state)
{
	gs_world *world = gs_world_new(1);
	gs_world *other = gs_world_new(2);

	(void)state;
	gs_world_start(world, &house_system, NULL);
	gs_world_cut(other, gs_world_client(world));
}

static void a_leak(void **state)
{
	gs_world *world = gs_world_new(1);

	gs_world_start(world, &house_system, NULL);
	*state = malloc(1);
	gs_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_setting_that_does_not_fit),
		cmocka_unit_test(no_system),
		cmocka_unit_test(a_foreign_client),
		cmocka_unit_test(a_leak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
