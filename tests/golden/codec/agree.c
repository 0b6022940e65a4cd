/* SPDX-License-Identifier: MIT */
/*
 * Generated readers and writers against the tables beside them: random messages, some of which
 * break a bound, and random damage to their encodings. Both must write the same bytes, and read the
 * same values; what we write ourselves the generated ones must read, of the rest only what the
 * tables read. SEED=n repeats a run; ROUNDS=n sets its length.
 */
#include "big.gs.h"
#include "evolution.gs.h"
#include "types.gs.h"
#include "unions.gs.h"

#include "runtime/base/arena.h"
#include "runtime/wire/record.h"

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

static uint64_t seed;
static struct gs__arena pool; /* what random messages point to */
static unsigned failures;

static uint64_t random_bits(void)
{
	uint64_t z = seed += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static uint32_t below(uint32_t n)
{
	return (uint32_t)(random_bits() % n);
}

static bool is_rarely(void)
{
	return below(40) == 0;
}

static void store(void *at, size_t size, uint64_t n)
{
	memcpy(at, &n, size); /* little-endian, as all machines that run this */
}

static uint64_t random_integer(const struct gs_field *field)
{
	static const int64_t edges[] = { 0, 1, 23, 127, 128, 255, 256, 65535, 65536, 4294967295,
		4294967296, INT64_MAX, -1, -32, -33, -128, -129, -32768, -32769, INT32_MIN,
		INT64_MIN };
	bool has_range = field->flags & GS_RANGED;
	uint64_t span;

	if (has_range && !is_rarely()) {
		span = field->max - (uint64_t)field->min;
		switch (below(4)) {
		case 0: return (uint64_t)field->min;
		case 1: return field->max;
		default:
			return (uint64_t)field->min +
			       (span == UINT64_MAX ? random_bits() : random_bits() % (span + 1));
		}
	}
	if (has_range && below(2))
		return below(2) ? field->max + 1 : (uint64_t)field->min - 1;
	if (below(2))
		return (uint64_t)edges[below(sizeof(edges) / sizeof(*edges))];
	return random_bits() >> below(64);
}

static double random_real(const struct gs_field *field)
{
	static const double edges[] = { 0.0, -0.0, 1.5, -2.25, 3e38, 1e-40, 1e300 };

	if (field->flags & GS_RANGED && !is_rarely()) {
		if (below(2))
			return below(2) ? field->reals->min : field->reals->max;
		return field->reals->min + (field->reals->max - field->reals->min) * 0.25;
	}
	return edges[below(field->kind == GS_F32 ? 5 : 7)];
}

static uint32_t random_length(const struct gs_field *field)
{
	uint64_t most = field->max < 40 || below(30) == 0 ? field->max : 40;

	if (is_rarely())
		return below(2) && field->min ? (uint32_t)field->min - 1 : (uint32_t)field->max + 1;
	if (most > 100000)
		most = 100000;
	return (uint32_t)field->min + below((uint32_t)(most - (uint64_t)field->min) + 1);
}

static void random_bytes(const struct gs_field *field, void *at)
{
	uint32_t len = random_length(field);
	uint8_t *data = gs__arena_take(&pool, len + 1);
	bool is_text = field->kind == GS_STRING;
	gs_bytes value = { data, len };

	for (uint32_t i = 0; i < len; i++)
		data[i] = is_text ? (uint8_t)('a' + below(26)) : (uint8_t)below(256);
	if (is_text && len >= 2 && below(4) == 0)
		memcpy(data + below(len - 1), "\xc3\xa4", 2);
	if (is_text && len > 0 && is_rarely())
		data[below(len)] = 0xff;
	memcpy(at, &value, sizeof(value));
}

static void random_record(const struct gs_record *record, uint8_t *to);

static void random_value(const struct gs_field *field, uint8_t *at);

static void random_list(const struct gs_field *field, uint8_t *at)
{
	uint32_t len = random_length(field);
	uint8_t *items = NULL;

	if (len > 3000 && len <= field->max)
		len = 3000;
	if (len > 0)
		items = gs__arena_zeroed(&pool, (size_t)len * field->item->size);
	for (uint32_t i = 0; i < len; i++)
		random_value(field->item, items + (size_t)i * field->item->size);
	memcpy(at, &items, sizeof(items));
	memcpy(at + sizeof(items), &len, sizeof(len));
}

/* The keys are told apart by where they stand: one that stands twice is not read again. */
static void random_pairs(const struct gs_field *field, uint8_t *at)
{
	const struct gs_record *pair = field->record;
	uint32_t len = random_length(field);
	uint8_t *items = len ? gs__arena_zeroed(&pool, (size_t)len * pair->size) : NULL;

	for (uint32_t i = 0; i < len; i++) {
		uint8_t *key = items + (size_t)i * pair->size + pair->fields[0].at;
		gs_str text = { &"abcdefgh"[i % 8], 1 };

		if (pair->fields[0].kind == GS_STRING)
			memcpy(key, &text, sizeof(text));
		else
			store(key, pair->fields[0].size, i);
		random_value(&pair->fields[1], items + (size_t)i * pair->size + pair->fields[1].at);
	}
	memcpy(at, &items, sizeof(items));
	memcpy(at + sizeof(items), &len, sizeof(len));
}

/* What the tag does not name stays zero. */
static void random_union(const struct gs_record *record, uint8_t *to)
{
	uint32_t tag = is_rarely() ? record->count + below(2) * 1000 : below(record->count);

	memcpy(to, &tag, sizeof(tag));
	if (tag < record->count)
		random_value(&record->fields[tag], to + record->fields[tag].at);
}

static void random_value(const struct gs_field *field, uint8_t *at)
{
	float f32;
	double f64;

	switch (field->kind) {
	case GS_BOOL: store(at, 1, below(2)); break;
	case GS_F32:
		f32 = (float)random_real(field);
		memcpy(at, &f32, sizeof(f32));
		break;
	case GS_F64:
		f64 = random_real(field);
		memcpy(at, &f64, sizeof(f64));
		break;
	case GS_STRING:
	case GS_BYTES: random_bytes(field, at); break;
	case GS_OPTIONAL:
		store(at, 1, below(3) != 0);
		random_value(field->item, at + field->item->at);
		break;
	case GS_LIST: random_list(field, at); break;
	case GS_MAP: random_pairs(field, at); break;
	case GS_NOTHING: break;
	case GS_ENUM:
		store(at, 4,
			is_rarely()
				? 77
				: (uint32_t)field->names->values[below(field->names->count)].value);
		break;
	case GS_RECORD: random_record(field->record, at); break;
	default: store(at, field->size, random_integer(field)); break;
	}
}

static void random_record(const struct gs_record *record, uint8_t *to)
{
	if (record->is_union) {
		random_union(record, to);
		return;
	}
	for (uint32_t i = 0; i < record->count; i++)
		random_value(&record->fields[i], to + record->fields[i].at);
}

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

static bool write_fast(struct gs_writer *out, const struct gs_record *record, const void *from)
{
	uint8_t *next = record->write(out->at, out, from);

	if (next)
		out->at = next;
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
	uint8_t *at = bytes + below((uint32_t)len);

	switch (below(4)) {
	case 0: *at = tags[below(sizeof(tags))]; break;
	case 1: *at = (uint8_t)random_bits(); break;
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

	random_record(record, message);
	fits = gs__record_fits(record, message, &words);
	is_written = write_fast(&out, record, message);
	check(is_written == fits, record, fits ? "fits, but is not written" : words.text);
	if (is_written && fits) {
		size_t len = written(&out);

		check(gs__record_write(&by_table, record, message, false), record,
			"no table's form");
		check(is_same(&out, &by_table), record, "two forms were written");
		check(len <= record->encoded_max, record, "longer than its maximum");
		check_reading(record, out.bytes, len, true);
		check_reading(record, out.bytes, below((uint32_t)len + 1), false);
		if (!record->bare && record->count < 16 && below(8) == 0)
			check_other_counts(record, out.bytes, len);
		for (int i = 0; i < 8 && len > 0; i++) {
			size_t at = below((uint32_t)len);
			uint8_t before = out.bytes[at];

			damage(out.bytes + at, below(16) ? 1 : len - at);
			check_reading(record, out.bytes, len, false);
			if (below(4))
				out.bytes[at] = before;
		}
	}
	free(out.bytes), free(by_table.bytes), free(message);
	gs__arena_reset(&pool);
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

	seed = given ? strtoull(given, NULL, 10)
		     : (uint64_t)(uintptr_t)&rounds ^ (uint64_t)getpid();
	printf("# SEED=%llu\n", (unsigned long long)seed);
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
	CLAUSE(shelf_find, rounds);
	CLAUSE(shelf_count, rounds);
	CLAUSE(shelf_drop_all, rounds);
	CLAUSE(shelf_keep, rounds);
	CLAUSE(canvas_draw, rounds);
	CLAUSE(canvas_find, rounds);
	CLAUSE(canvas_store, rounds / 10 + 1);
	CLAUSE(canvas_told, rounds);
	CLAUSE(easel_keep, rounds);
	printf("1..23\n");
	gs__arena_free(&pool);
	return failures > 0;
}
