/* SPDX-License-Identifier: MIT */
/*
 * Generated readers and writers against the tables beside them: random messages, some of which
 * break a bound, and random damage to their encodings. What breaks none must fit. Both must write
 * the same bytes, and read the same values; what we write ourselves the generated ones must read,
 * of the rest only what the tables read. SEED=n repeats a run; ROUNDS=n sets its length.
 */
#include "big.gs.h"
#include "evolution.gs.h"
#include "types.gs.h"
#include "unions.gs.h"

#include "runtime/base/arena.h"
#include "runtime/wire/record.h"
#include "tests/support/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The clause of unions.gs that has no body there. */
gs_verdict easel_on_draw(struct easel *self, gs_ctx *ctx, const struct shape *shape,
	struct gs_list_shape all, const struct only *one, struct canvas_draw_reply *reply)
{
	(void)self, (void)ctx, (void)all, (void)one;
	reply->value = *shape;
	return GS_REPLY;
}

enum { BEHIND = 1 << 17, BROKEN_ONE_IN = 40 };

static struct values values;
static unsigned failures;

static void check(bool good, const struct gs_record *record, const char *what)
{
	if (!good && failures++ < 20)
		printf("# %s: %s\n", record->name, what);
}

static size_t written(const struct gs_writer *out)
{
	return (size_t)(out->at - out->bytes);
}

static bool is_same(const struct gs_writer *a, const struct gs_writer *b)
{
	return written(a) == written(b) && (!written(a) || !memcmp(a->bytes, b->bytes, written(a)));
}

static struct gs_writer empty(void)
{
	return (struct gs_writer){ .limit = SIZE_MAX / 2 };
}

/* Into just the room that it expects, with more behind it, which it must leave alone. */
static bool write_fast(struct gs_writer *out, const struct gs_record *record, const void *from)
{
	uint8_t *next;

	out->bytes = malloc(record->room + (size_t)BEHIND);
	out->at = out->bytes;
	out->end = out->bytes + record->room;
	next = record->write(out->at, out, from);
	if (next)
		out->at = next;
	check(out->at <= out->end, record, "written beyond its room");
	return next;
}

/* Reads both ways from a copy that ends where the bytes do, and writes what was read. */
static void check_reading(
	const struct gs_record *record, const uint8_t *bytes, size_t len, bool is_ours)
{
	struct gs__arena arena = { 0 };
	uint8_t *copy = malloc(len ? len : 1);
	uint8_t *first = calloc(1, record->size), *second = calloc(1, record->size);
	struct gs_reader fast = { copy, copy + len, &arena }, slow = fast;
	struct gs_writer one = empty(), two = empty();
	struct gs__words words;
	bool by_name = false;
	const uint8_t *next;
	enum gs__outcome outcome;

	memcpy(copy, bytes, len);
	next = record->read(copy, &fast, first);
	outcome = gs__record_read(&slow, record, second, &by_name, &words);
	if (!by_name) {
		check(!next || outcome == GS__GOOD, record, words.text);
		check(next || !is_ours, record, "read by table only");
		if (next && outcome == GS__GOOD) {
			check(next == slow.at, record, "the ends are at two places");
			check(write_fast(&one, record, first), record,
				"what was read cannot be written");
			check(gs__record_write(&two, record, second, false), record,
				"nor by the table");
			check(is_same(&one, &two), record, "two values were read");
		}
	}
	free(one.bytes), free(two.bytes), free(copy), free(first), free(second);
	gs__arena_free(&arena);
}

static void damage(uint8_t *bytes, size_t len)
{
	static const uint8_t tags[] = { 0xc0, 0xc2, 0xc4, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0,
		0xd3, 0xd9, 0xdc, 0x90, 0x91, 0x92, 0x9f, 0xa1, 0x00, 0x7f, 0xff };
	uint8_t *at = bytes + values_below(&values, (uint32_t)len);

	switch (values_below(&values, 4)) {
	case 0: *at = tags[values_below(&values, sizeof(tags))]; break;
	case 1: *at = (uint8_t)values_bits(&values); break;
	case 2: *at = (uint8_t)(*at + 1); break;
	default: *at = (uint8_t)(*at - 1); break;
	}
}

/* An older peer sends fewer elements, a newer one more. */
static void check_other_counts(const struct gs_record *record, const uint8_t *bytes, size_t len)
{
	enum { MORE = 15 };
	uint8_t *longer = malloc(len + MORE);

	memcpy(longer, bytes, len);
	memset(longer + len, 0xc0, MORE);
	for (unsigned count = 0; count < 16; count++) {
		longer[0] = (uint8_t)(0x90 | count);
		check_reading(record, longer, len + MORE, false);
	}
	free(longer);
}

static void round_of(const struct gs_record *record)
{
	uint8_t *message = calloc(1, record->size);
	struct gs_writer out = empty(), by_table = empty();
	struct gs__words words = { "" };
	bool is_written, fits;

	values.one_in = values_below(&values, 4) ? BROKEN_ONE_IN : 0;
	values_record(&values, record, message);
	fits = gs__record_fits(record, message, &words);
	check(fits || values.one_in, record, words.text);
	is_written = write_fast(&out, record, message);
	check(is_written == fits, record, fits ? "fits, but is not written" : words.text);
	if (is_written && fits) {
		size_t len = written(&out);

		check(gs__record_write(&by_table, record, message, false), record,
			"no table's form");
		check(is_same(&out, &by_table), record, "two forms were written");
		check(len <= record->encoded_max, record, "longer than its maximum");
		by_table.at = by_table.bytes;
		check(gs__record_write(&by_table, record, message, true) &&
				written(&by_table) <= record->encoded_max,
			record, "longer by name than its maximum");
		check_reading(record, out.bytes, len, true);
		check_reading(record, out.bytes, values_below(&values, (uint32_t)len + 1), false);
		if (!record->bare && record->count < 16 && values_below(&values, 8) == 0)
			check_other_counts(record, out.bytes, len);
		for (int i = 0; i < 8 && len > 0; i++) {
			size_t at = values_below(&values, (uint32_t)len);
			uint8_t before = out.bytes[at];

			damage(out.bytes + at, values_below(&values, 16) ? 1 : len - at);
			check_reading(record, out.bytes, len, false);
			if (values_below(&values, 4))
				out.bytes[at] = before;
		}
	}
	free(out.bytes), free(by_table.bytes), free(message);
	gs__arena_reset(&values.pool);
}

static void clause(const struct gs_clause *clause, const char *name, unsigned rounds)
{
	static unsigned number;
	unsigned before = failures;

	for (unsigned i = 0; i < rounds; i++) {
		if (clause->in)
			round_of(clause->in);
		if (clause->out)
			round_of(clause->out);
		for (size_t at = 0; clause->raises && clause->raises[at]; at++) {
			if (clause->raises[at]->fields)
				round_of(clause->raises[at]->fields);
		}
	}
	printf("%sok %u - %s\n", failures > before ? "not " : "", ++number, name);
}

int main(void)
{
	const char *given = getenv("SEED"), *long_ = getenv("ROUNDS");
	unsigned rounds = long_ ? (unsigned)strtoul(long_, NULL, 10) : 1000;

	values.seed = given ? strtoull(given, NULL, 10)
			    : (uint64_t)(uintptr_t)&rounds ^ (uint64_t)getpid();
	printf("# SEED=%llu\n", (unsigned long long)values.seed);
#define CLAUSE(name, rounds) clause(&name##_clause, #name, rounds)
	CLAUSE(types_integers, rounds);
	CLAUSE(types_ranges, rounds);
	CLAUSE(types_floats, rounds);
	CLAUSE(types_others, rounds);
	CLAUSE(types_texts, rounds);
	CLAUSE(types_optionals, rounds);
	CLAUSE(types_lists, rounds);
	CLAUSE(types_records, rounds);
	CLAUSE(types_defaults, rounds);
	CLAUSE(types_small, rounds);
	CLAUSE(types_told, rounds);
	CLAUSE(store_put, rounds / 10 + 1);
	CLAUSE(store_get, rounds / 10 + 1);
	CLAUSE(store_small_list, rounds / 10 + 1);
	CLAUSE(store_index, rounds / 10 + 1);
	CLAUSE(shelf_find, rounds);
	CLAUSE(shelf_count, rounds);
	CLAUSE(shelf_drop_all, rounds);
	CLAUSE(shelf_keep, rounds);
	CLAUSE(canvas_draw, rounds);
	CLAUSE(canvas_find, rounds);
	CLAUSE(canvas_store, rounds / 10 + 1);
	CLAUSE(canvas_told, rounds);
	CLAUSE(canvas_chosen, rounds / 10 + 1);
	CLAUSE(easel_keep, rounds);
	printf("1..25\n");
	gs__arena_free(&values.pool);
	return failures > 0;
}
