/* SPDX-License-Identifier: MIT */
/* The cache in virtual time: gsc test cache.gs tests.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cache.gs.h"

struct scene {
	gs_world *world;
	gs_client *client;
};

static int open_scene(void **state)
{
	static struct scene scene;

	scene.world = gs_world_new(1);
	if (gs_world_start(scene.world, &caching_system, "cache.size=3", NULL) != GS_OK)
		return -1;
	scene.client = gs_world_client(scene.world);
	*state = &scene;
	return 0;
}

static int close_scene(void **state)
{
	return gs_world_free(((struct scene *)*state)->world) ? 0 : -1;
}

static gs_bytes bytes(const char *text)
{
	return (gs_bytes){ (const uint8_t *)text, (uint32_t)strlen(text) };
}

/* `ttl` 0: for ever. */
static gs_status set(struct scene *s, const char *key, const char *value, gs_duration ttl)
{
	struct cache_set_options options = cache_set_defaults;

	options.ttl.has = ttl > 0;
	options.ttl.value = ttl;
	return cache_set_call(
		s->client, "cache", (gs_str){ key, (uint32_t)strlen(key) }, bytes(value), &options);
}

static gs_status get(struct scene *s, const char *key, struct cache_get_reply *reply)
{
	return cache_get_call(
		s->client, "cache", (gs_str){ key, (uint32_t)strlen(key) }, NULL, reply);
}

static bool has(struct scene *s, const char *key, const char *value)
{
	struct cache_get_reply reply;

	return get(s, key, &reply) == GS_OK && gs_equal(reply.value, bytes(value));
}

static void an_entry_lives_for_its_own_time_to_the_nanosecond(void **state)
{
	struct scene *s = *state;

	set(s, "short", "1", GS_S(60));
	set(s, "long", "2", GS_S(3600));
	gs_world_advance(s->world, GS_S(60) - 1);
	assert_true(has(s, "short", "1"));
	gs_world_advance(s->world, 1);
	assert_int_equal(get(s, "short", NULL), error_missing);
	assert_true(has(s, "long", "2"));
	gs_world_advance(s->world, GS_S(3600));
	assert_int_equal(get(s, "long", NULL), error_missing);
}

static void a_value_set_anew_has_a_new_time(void **state)
{
	struct scene *s = *state;

	set(s, "a", "old", GS_S(10));
	gs_world_advance(s->world, GS_S(9));
	set(s, "a", "new", GS_S(10));
	gs_world_advance(s->world, GS_S(9));
	assert_true(has(s, "a", "new"));
	set(s, "a", "kept", 0);
	gs_world_advance(s->world, GS_S(86400));
	assert_true(has(s, "a", "kept"));
}

static void the_one_used_longest_ago_leaves_first(void **state)
{
	struct scene *s = *state;
	const struct cache *cache;

	set(s, "a", "1", 0);
	set(s, "b", "2", GS_S(1));
	set(s, "c", "3", 0);
	assert_true(has(s, "a", "1"));
	set(s, "d", "4", 0);
	assert_int_equal(get(s, "b", NULL), error_missing);
	cache = gs_world_state(s->world, "cache", NULL);
	assert_int_equal(cache->evicted, 1);
	assert_int_equal(cache->entries.len, 3);
	/* The timer of who left does not meet a younger entry of the same key. */
	set(s, "b", "younger", GS_S(10));
	gs_world_advance(s->world, GS_S(5));
	assert_true(has(s, "b", "younger"));
}

static void without_memory_nothing_is_half_set(void **state)
{
	struct scene *s = *state;
	uint64_t n = 0;

	do {
		gs_status status;

		assert_true(gs_world_fail_alloc(s->world, ++n));
		status = set(s, "key", "value", GS_S(60));
		gs_world_fail_alloc(s->world, 0);
		if (status == GS_OK)
			assert_true(has(s, "key", "value"));
		else
			assert_true(has(s, "key", "value") || get(s, "key", NULL) == error_missing);
		cache_del_call(s->client, "cache", GS_STR("key"), NULL, NULL);
	} while (gs_world_alloc_has_failed(s->world));
	assert_true(n > 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			an_entry_lives_for_its_own_time_to_the_nanosecond, open_scene, close_scene),
		cmocka_unit_test_setup_teardown(
			a_value_set_anew_has_a_new_time, open_scene, close_scene),
		cmocka_unit_test_setup_teardown(
			the_one_used_longest_ago_leaves_first, open_scene, close_scene),
		cmocka_unit_test_setup_teardown(
			without_memory_nothing_is_half_set, open_scene, close_scene),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
