/* SPDX-License-Identifier: MIT */
/* Maps and lists of state against arrays that are searched from end to end, random steps. SEED=n
 * repeats a run. */
#include "runtime/base/held.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

enum { STEPS = 200000, MOST = 3000, LETTERS = 12 };

/* An element that owns everything there is: text, a list of texts, a timer. */
struct value {
	uint32_t n;
	gs_text text;
	struct {
		gs_text *const items;
		const uint32_t len;
	} list;
	gs_timer timer;
};

struct by_number {
	struct gs_links links;
	uint64_t key;
	struct value value;
};

struct by_name {
	struct gs_links links;
	gs_text key;
	struct value value;
};

static const struct gs_field texts = { .kind = GS_STRING, .size = sizeof(gs_text) };
static const struct gs_field value_fields[] = {
	{ .name = "n", .kind = GS_U32, GS_AT(struct value, n) },
	{ .name = "text", .kind = GS_STRING, GS_AT(struct value, text) },
	{ .name = "list", .kind = GS_LIST, .item = &texts, GS_AT(struct value, list) },
	{ .name = "timer", .kind = GS_TIMER, GS_AT(struct value, timer) },
};
static const struct value fallback = { .n = 7, .text = { { "default", 7 } } };
static const struct gs_record value_record = {
	.name = "value",
	.fields = value_fields,
	.count = GS_COUNT(value_fields),
	.size = sizeof(struct value),
	.owns = true,
	.fallback = &fallback,
};
static const struct gs_field number_fields[] = {
	{ .name = "key", .kind = GS_U64, GS_AT(struct by_number, key) },
	{ .name = "value",
		.kind = GS_RECORD,
		.record = &value_record,
		GS_AT(struct by_number, value) },
};
static const struct gs_record numbers = {
	.fields = number_fields, .count = 2, .size = sizeof(struct by_number), .owns = true
};
static const struct gs_field name_fields[] = {
	{ .name = "key", .kind = GS_STRING, GS_AT(struct by_name, key) },
	{ .name = "value",
		.kind = GS_RECORD,
		.record = &value_record,
		GS_AT(struct by_name, value) },
};
static const struct gs_record names = {
	.fields = name_fields, .count = 2, .size = sizeof(struct by_name), .owns = true
};

/* What the oracle knows of an entry; in order of insertion. */
struct known {
	uint64_t number;
	uint32_t n;
	uint32_t pushed;
	uint64_t timer;
	struct value *place;
};

struct run {
	struct gs__home home; /* first: the timers' callback finds the run by it */
	const struct gs_record *pair;
	gs_map map;
	struct known list[MOST];
	uint32_t count;
	uint64_t random;
	uint64_t armed, cancelled; /* sums of timers */
};

static uint64_t seed;

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state * 0x2545f4914f6cdd1d;
}

static uint32_t below(struct run *run, uint32_t n)
{
	return (uint32_t)((next_random(&run->random) >> 11) % n);
}

static void cancel(struct gs__home *home, gs_timer timer)
{
	((struct run *)(void *)home)->cancelled += timer.gs_id;
}

/* The key as a function takes it; names are of all lengths. */
struct key {
	char name[LETTERS + 1];
	gs_str text;
	uint64_t number;
};

static const void *key_of(const struct run *run, uint64_t number, struct key *key)
{
	int len;

	key->number = number * 0x9e3779b97f4a7c15;
	if (run->pair == &numbers)
		return &key->number;
	len = snprintf(key->name, sizeof(key->name), "%0*llx", (int)(number % 10),
		(unsigned long long)number);
	key->text = (gs_str){ key->name, (uint32_t)len };
	return &key->text;
}

static struct known *find(struct run *run, uint64_t number)
{
	for (uint32_t i = 0; i < run->count; i++)
		if (run->list[i].number == number)
			return &run->list[i];
	return NULL;
}

static void forget(struct run *run, struct known *known)
{
	uint32_t at = (uint32_t)(known - run->list);

	memmove(known, known + 1, (--run->count - at) * sizeof(*known));
}

static void check_value(const struct known *known, const struct value *value)
{
	assert_ptr_equal(value, known->place);
	assert_int_equal(value->n, known->n);
	assert_int_equal(value->list.len, known->pushed);
	assert_int_equal(value->timer.gs_id, known->timer);
	assert_int_equal(value->text.view.len, 7);
	assert_memory_equal(value->text.view.data, "default", 7);
}

static void put(struct run *run, uint64_t number)
{
	struct known *known = find(run, number);
	struct key key;
	bool fresh;
	struct value *value = gs_map_put(
		&run->map, run->pair, MOST, key_of(run, number, &key), &fresh);

	if (!known && run->count == MOST) {
		assert_null(value);
		assert_false(fresh);
		return;
	}
	assert_non_null(value);
	assert_int_equal(fresh, !known);
	if (known) {
		check_value(known, value);
		return;
	}
	known = &run->list[run->count++];
	*known = (struct known){ .number = number, .n = 7, .place = value };
	check_value(known, value);
	known->n = value->n = below(run, 1000);
	if (below(run, 4) == 0) {
		gs_text *text = gs_list_push(&value->list, &texts, UINT32_MAX);

		assert_true(gs_text_set(text, GS_STR("one more")));
		known->pushed++;
	}
	if (below(run, 4) == 0) {
		value->timer.gs_id = known->timer = 1 + below(run, 1000);
		run->armed += known->timer;
	}
}

static void touch(struct run *run, uint64_t number)
{
	struct known *known = find(run, number), copy;
	struct key key;
	struct value *value = gs_map_touch(&run->map, run->pair, key_of(run, number, &key));

	assert_int_equal(value != NULL, known != NULL);
	if (!known)
		return;
	check_value(known, value);
	copy = *known;
	forget(run, known);
	run->list[run->count++] = copy;
}

/* By a key of its own or the entry's. */
static void del(struct run *run, uint64_t number)
{
	struct known *known = find(run, number);
	struct key key;
	const void *by = key_of(run, number, &key);

	if (known && below(run, 2))
		by = (const uint8_t *)known->place - run->pair->fields[1].at +
		     run->pair->fields[0].at;
	assert_int_equal(gs_map_del(&run->map, run->pair, by), known != NULL);
	if (known)
		forget(run, known);
}

static void check_all(struct run *run)
{
	gs_iter it = { 0 };
	struct value *value;
	uint32_t i = 0;

	while (gs_map_next(&run->map, run->pair, &it, NULL, &value))
		check_value(&run->list[i++], value);
	assert_int_equal(i, run->count);
	assert_false(gs_map_next(&run->map, run->pair, &it, NULL, NULL));
	assert_int_equal(gs_map_first(&run->map, run->pair, NULL, &value), i > 0);
	if (i > 0)
		check_value(&run->list[0], value);
}

/* Deletes some while walking. */
static void thin_out(struct run *run)
{
	union {
		uint64_t number;
		gs_str name;
	} key;
	gs_iter it = { 0 };
	uint32_t i = 0;

	while (gs_map_next(&run->map, run->pair, &it, &key, NULL)) {
		if (below(run, 3) == 0) {
			i++;
			continue;
		}
		assert_true(gs_map_del(&run->map, run->pair, &key));
		forget(run, &run->list[i]);
	}
	assert_int_equal(i, run->count);
}

static void step(struct run *run, uint32_t range)
{
	uint64_t number = below(run, range);
	struct known *known = find(run, number);
	struct key key;

	assert_int_equal(run->map.len, run->count);
	switch (below(run, 8)) {
	case 0:
	case 1:
	case 2:
	case 3: put(run, number); break;
	case 4: touch(run, number); break;
	case 5: del(run, number); break;
	case 6:
		if (run->count > 0) /* the oldest goes, as of a cache */
			del(run, run->list[0].number);
		break;
	default:
		assert_ptr_equal(gs_map_get(&run->map, run->pair, key_of(run, number, &key)),
			known ? known->place : NULL);
	}
	if (below(run, STEPS / 50) == 0)
		check_all(run);
	if (below(run, STEPS / 10) == 0)
		thin_out(run);
	if (below(run, STEPS / 4) == 0) {
		gs_map_clear(&run->map, run->pair);
		run->count = 0;
	}
}

static void walk(const struct gs_record *pair, uint32_t range, uint32_t steps)
{
	struct run *run = calloc(1, sizeof(*run));
	uint64_t key[2] = { seed, ~seed };

	run->random = seed + range;
	run->pair = pair;
	gs__home_init(&run->home, key, range % 2, cancel);
	gs__map_settle(&run->map, &run->home);
	for (uint32_t i = 0; i < steps; i++)
		step(run, range);
	check_all(run);
	gs__map_drop(&run->map, pair);
	assert_int_equal(run->map.len, 0);
	assert_int_equal(run->armed, run->cancelled);
	free(run);
}

static void maps_agree_with_a_list(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		walk(i % 2 ? &numbers : &names, 4 + i / 4, 500);
	for (uint32_t range = 10; range <= 2 * MOST; range *= 5) {
		walk(&numbers, range, STEPS / 20);
		walk(&names, range, STEPS / 20);
	}
	walk(&numbers, 2 * MOST, STEPS);
}

/* Lists of texts, pushed, removed anywhere and mostly at the front. */
static void lists_agree_with_an_array(void **state)
{
	struct run *run = calloc(1, sizeof(*run));
	uint32_t *model = calloc(MOST, sizeof(*model)), count = 0;
	struct {
		gs_text *const items;
		const uint32_t len;
	} list = { 0 };

	(void)state;
	run->random = seed;
	gs__home_init(&run->home, (uint64_t[2]){ seed, seed }, seed % 2, cancel);
	gs__list_settle(&texts, &list, &run->home);
	for (uint32_t round = 0; round < STEPS; round++) {
		uint32_t what = below(run, 9), at = count > 0 ? below(run, count) : 0;
		bool grows = round / 5000 % 2 == 0;
		char text[16];

		if (what < (grows ? 6 : 3)) {
			gs_text *made = gs_list_push(&list, &texts, MOST);
			int len = snprintf(text, sizeof(text), "%u", round);

			assert_int_equal(made != NULL, count < MOST);
			if (!made)
				continue;
			assert_int_equal(made->view.len, 0);
			assert_true(gs_text_set(made, (gs_str){ text, (uint32_t)len }));
			model[count++] = round;
		} else {
			at = what < 8 ? 0 : at;
			assert_int_equal(gs_list_remove(&list, &texts, at), count > 0);
			if (count > 0)
				memmove(model + at, model + at + 1,
					(--count - at) * sizeof(*model));
		}
		assert_int_equal(list.len, count);
		assert_null(gs_list_at(&list, &texts, count));
		if (count > 0) {
			at = below(run, count);
			snprintf(text, sizeof(text), "%u", model[at]);
			assert_ptr_equal(gs_list_at(&list, &texts, at), &list.items[at]);
			assert_int_equal(list.items[at].view.len, strlen(text));
			assert_memory_equal(list.items[at].view.data, text, strlen(text));
		}
		if (below(run, STEPS / 4) == 0) {
			gs_list_clear(&list, &texts);
			count = 0;
		}
	}
	gs__list_drop(&texts, &list);
	free(model);
	free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_agree_with_a_list),
		cmocka_unit_test(lists_agree_with_an_array),
	};
	const char *wanted = getenv("SEED");

	seed = wanted ? strtoull(wanted, NULL, 0) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
