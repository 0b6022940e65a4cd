/* SPDX-License-Identifier: MIT */
/* The runtime's hash table of names, and its slab of objects under handles. */
#include "runtime/base/hash.h"
#include "runtime/base/slab.h"
#include "runtime/base/str.h"
#include "runtime/base/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static const uint64_t key[2] = { 0x0706050403020100, 0x0f0e0d0c0b0a0908 };

/* SipHash-1-3 of the bytes 0, 1, 2 ... under the key 00 01 .. 0f: from the published vectors. */
static void hash_is_siphash_1_3(void **unused)
{
	static const uint64_t expected[] = { 0xabac0158050fc4dc, 0xc9f49bf37d57ca93,
		0x82cb9b024dc7d44d, 0x8bf80ab8e7ddf7fb, 0xcf75576088d38328, 0xdef9d52f49533b67,
		0xc50d2b50c59f22a7, 0xd3927d989bb11140, 0x369095118d299a8e, 0x25a48eb36c063de4 };
	uint8_t bytes[16];

	(void)unused;
	for (uint8_t i = 0; i < 16; i++)
		bytes[i] = i;
	for (size_t len = 0; len < sizeof(expected) / sizeof(expected[0]); len++)
		assert_int_equal(gs__hash(key, bytes, len), expected[len]);
}

enum { MANY = 5000 };

static void names_come_and_go(void **unused)
{
	static char names[MANY][16];
	struct gs__table table;
	uint32_t at = 0, seen = 0;
	gs_str name;

	(void)unused;
	gs__table_init(&table, key);
	assert_null(gs__table_get(&table, GS_STR("a")));
	assert_null(gs__table_del(&table, GS_STR("a")));
	for (int i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof(names[i]), "name %d", i);
		assert_true(gs__table_put(&table, gs__str(names[i]), names[i]));
	}
	assert_int_equal(table.count, MANY);
	for (int i = 0; i < MANY; i += 2)
		assert_ptr_equal(gs__table_del(&table, gs__str(names[i])), names[i]);
	assert_int_equal(table.count, MANY / 2);
	for (int i = 0; i < MANY; i++)
		assert_ptr_equal(gs__table_get(&table, gs__str(names[i])), i % 2 ? names[i] : NULL);
	assert_false(gs__table_add(&table, gs__str(names[1]), &table)); /* it is there already */
	assert_ptr_equal(gs__table_get(&table, gs__str(names[1])), names[1]);
	assert_true(gs__table_put(&table, gs__str(names[1]), &table));
	assert_ptr_equal(gs__table_get(&table, GS_STR("name 1")), &table);
	assert_int_equal(table.count, MANY / 2);
	while (gs__table_next(&table, &at, &name)) {
		assert_non_null(gs__table_get(&table, name));
		seen++;
	}
	assert_int_equal(seen, MANY / 2);
	gs__table_free(&table);
	assert_null(gs__table_get(&table, GS_STR("name 1")));
}

static void keys_are_bytes(void **unused)
{
	struct gs__table table;
	int a, b;

	(void)unused;
	gs__table_init(&table, key);
	assert_true(gs__table_put(&table, (gs_str){ "a\0b", 3 }, &a));
	assert_true(gs__table_put(&table, (gs_str){ 0 }, &b));
	assert_null(gs__table_get(&table, GS_STR("a")));
	assert_ptr_equal(gs__table_get(&table, (gs_str){ "a\0b", 3 }), &a);
	assert_ptr_equal(gs__table_get(&table, GS_STR("")), &b);
	gs__table_free(&table);
}

static void handles_outlive_objects(void **unused)
{
	struct gs__slab slab;
	uint64_t first, second;
	int *a, *b;

	(void)unused;
	gs__slab_init(&slab, sizeof(int), 2);
	a = gs__slab_take(&slab, &first);
	assert_non_null(a);
	assert_int_not_equal(first, 0);
	assert_int_equal(*a, 0);
	*a = 7;
	assert_ptr_equal(gs__slab_get(&slab, first), a);
	assert_int_equal(gs__slab_id(a), first);
	gs__slab_drop(&slab, a);
	assert_null(gs__slab_get(&slab, first));
	b = gs__slab_take(&slab, &second);
	assert_ptr_equal(b, a); /* the same place */
	assert_int_equal(*b, 0);
	assert_null(gs__slab_get(&slab, first));
	assert_ptr_equal(gs__slab_get(&slab, second), b);
	assert_null(gs__slab_get(&slab, 0));
	assert_null(gs__slab_get(&slab, UINT64_MAX));
	assert_non_null(gs__slab_take(&slab, NULL));
	assert_null(gs__slab_take(&slab, NULL)); /* two at most */
	gs__slab_free(&slab);
}

static void objects_never_move(void **unused)
{
	enum { COUNT = 1000 };
	static uint64_t ids[COUNT];
	static uint64_t *objects[COUNT];
	struct gs__slab slab;
	uint32_t at = 0, seen = 0;

	(void)unused;
	gs__slab_init(&slab, 24, COUNT);
	for (uint64_t i = 0; i < COUNT; i++) {
		objects[i] = gs__slab_take(&slab, &ids[i]);
		assert_int_equal((uintptr_t)objects[i] % 16, 0);
		*objects[i] = i;
	}
	for (uint64_t i = 0; i < COUNT; i++) {
		assert_ptr_equal(gs__slab_get(&slab, ids[i]), objects[i]);
		assert_int_equal(*objects[i], i);
		if (i % 3 == 0)
			gs__slab_drop(&slab, objects[i]);
	}
	while (gs__slab_next(&slab, &at))
		seen++;
	assert_int_equal(seen, COUNT - (COUNT + 2) / 3);
	assert_int_equal(slab.count, seen);
	gs__slab_free(&slab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hash_is_siphash_1_3),
		cmocka_unit_test(names_come_and_go),
		cmocka_unit_test(keys_are_bytes),
		cmocka_unit_test(handles_outlive_objects),
		cmocka_unit_test(objects_never_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
