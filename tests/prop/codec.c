/* SPDX-License-Identifier: MIT */
/* The positional functions and the table-driven ones are the same to the wire: random values, in
 * random forms, whole and damaged, read and written by both. SEED=n repeats a run. */
#include "runtime/base/arena.h"
#include "runtime/base/utf8.h"
#include "runtime/wire/record.h"
#include "runtime/wire/skip.h"
#include "tests/support/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

enum { ROUNDS = 200000 };

static uint64_t seed;
static uint64_t state;
static struct gs__arena hand_arena, table_arena;
static struct gs_writer hand = { .limit = 1 << 20 }, table = { .limit = 1 << 20 };
static char letters[70 * 3];
static struct sample_entry entries[9];

static uint64_t below(uint64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state * 0x2545f4914f6cdd1d >> 11) % n;
}

static uint64_t any(void)
{
	return (below(UINT32_MAX) << 32 | below(UINT32_MAX)) >> below(64);
}

/* Mostly within the bounds, now and then beyond. */
static uint32_t len_up_to(uint32_t max)
{
	return (uint32_t)(below(40) ? below(max + 1) : below(2) ? max : max + 1);
}

static gs_str random_text(uint32_t max)
{
	uint32_t at = (uint32_t)below(64);
	uint32_t len = len_up_to(max);

	while (below(60) && ((uint8_t)letters[at] & 0xc0) == 0x80)
		at++;
	if (below(60))
		len = (uint32_t)gs__utf8_cut(letters + at, sizeof(letters) - at, len);
	return (gs_str){ letters + at, len };
}

static struct sample_entry random_entry(void)
{
	return (struct sample_entry){ random_text(64),
		(uint32_t)below(65) + !below(30) + (below(30) > 0) };
}

static struct sample_mark random_mark(void)
{
	struct sample_mark mark = { .tag = (enum sample_mark_tag)below(SAMPLE_MARK_COUNT) };

	switch (mark.tag) {
	case SAMPLE_MARK_LEVEL: mark.as.level = (uint8_t)(below(50) ? below(10) : any()); break;
	case SAMPLE_MARK_ENTRY: mark.as.entry = random_entry(); break;
	case SAMPLE_MARK_ITEMS:
		mark.as.items = (struct sample_list_entry){ entries, len_up_to(8) };
		break;
	default:
		if (!below(60))
			mark.tag = (enum sample_mark_tag)below(UINT32_MAX);
		break;
	}
	return mark;
}

static struct sample random_sample(void)
{
	static const enum sample_color colors[] = { SAMPLE_RED, SAMPLE_GREEN, SAMPLE_BLUE };
	struct sample s = {
		.n = (uint32_t)(below(50) ? 1 + below(1000) : any()),
		.name = random_text(64),
		.color = below(50) ? colors[below(3)] : (enum sample_color)below(20),
		.level = { below(2), (uint8_t)(below(50) ? below(10) : any()) },
		.items = { entries, len_up_to(8) },
		.first = random_entry(),
		.ratio = (double)below(1001) / (below(50) ? 1000 : 999),
		.wait = (int64_t)(below(50) ? below((uint64_t)GS_S(60)) : any()),
		.pin = { (const uint8_t *)letters + below(64), len_up_to(16) },
		.delta = (int16_t)(below(50) ? (int)below(1001) - 500 : (int)below(2000)),
		.f = (float)any(),
		.flag = below(2),
		.big = any(),
		.i = below(2) ? (int64_t)any() : -(int64_t)(any() >> 1),
		.timer = { any() },
		.mark = random_mark(),
	};

	for (uint32_t i = 0; i < GS_COUNT(entries); i++)
		entries[i] = random_entry();
	if (s.name.len < 2 && below(20))
		s.name.len = 2;
	return s;
}

static size_t size_of(const struct gs_writer *out)
{
	return (size_t)(out->at - out->bytes);
}

/* Both write it, or neither, and the same; the words come with the refusal. */
static bool write_both(const struct sample *from)
{
	struct gs__words words;
	bool by_hand, by_table;
	uint8_t *next;

	hand.at = hand.bytes;
	table.at = table.bytes;
	next = sample_write(hand.at, &hand, from);
	by_hand = next;
	if (by_hand)
		hand.at = next;
	by_table = gs__record_write(&table, &sample_record, from, false);
	assert_int_equal(by_hand, by_table);
	assert_int_equal(by_hand, gs__record_fits(&sample_record, from, &words));
	assert_int_equal(by_hand, words.text[0] == '\0');
	assert_false(hand.no_memory || table.no_memory);
	if (by_hand) {
		assert_int_equal(size_of(&hand), size_of(&table));
		assert_memory_equal(hand.bytes, table.bytes, size_of(&hand));
	}
	return by_hand;
}

/* What the positional one reads, the table reads too: the same, and to the same place. What the
 * table does not read is cut, or bad with words. */
static enum gs__outcome read_both(const uint8_t *bytes, size_t len, struct sample *to)
{
	uint8_t *exact = malloc(len ? len : 1);
	struct gs_reader by_hand = { exact, exact + len, &hand_arena };
	struct gs_reader by_table = { exact, exact + len, &table_arena };
	struct gs__skip skip = { 0 };
	struct gs__words words;
	struct sample other;
	enum gs__outcome outcome;
	const uint8_t *next;

	memcpy(exact, bytes, len);
	next = sample_read(exact, &by_hand, &other);
	outcome = gs__record_read(&by_table, &sample_record, to, NULL, &words);
	assert_int_equal(outcome == GS__GOOD, words.text[0] == '\0');
	if (next) {
		if (outcome != GS__GOOD)
			fail_msg("only the positional one reads it: %s", words.text);
		assert_ptr_equal(next, by_table.at);
		assert_true(sample_same(to, &other));
	}
	if (outcome == GS__CUT)
		assert_int_not_equal(gs__skip(&skip, exact, len, UINT64_MAX), GS__SKIP_DONE);
	if (outcome == GS__GOOD) {
		assert_int_equal(gs__skip(&skip, exact, len, UINT64_MAX), GS__SKIP_DONE);
		assert_int_equal(skip.at, by_table.at - exact);
		/* What points into the message must be copied before it goes: compare here. */
		assert_true(!to->name.len || (const uint8_t *)to->name.data > exact);
	}
	free(exact);
	gs__arena_reset(&hand_arena);
	gs__arena_reset(&table_arena);
	return outcome;
}

/* Reads what was written in one of the forms; it must be the same value. */
static void read_back(const struct sample *from, const struct gs_writer *out)
{
	struct gs_reader in = { out->bytes, out->at, &table_arena };
	struct sample to;

	assert_true(gs__record_take(&in, &sample_record, &to, NULL));
	assert_ptr_equal(in.at, in.end);
	if (!from->level.has)
		to.level.value = from->level.value;
	assert_true(sample_same(from, &to));
	gs__arena_reset(&table_arena);
}

/* What we write is nothing rare. */
static bool reads_by_position(const struct gs_writer *out)
{
	const struct gs_reader in = { out->bytes, out->at, &hand_arena };
	struct sample to;
	bool is_read = sample_read(in.at, &in, &to) == in.end;

	gs__arena_reset(&hand_arena);
	return is_read;
}

static void values_round_trip(void **unused)
{
	int written = 0;

	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		struct sample from = random_sample();

		if (!write_both(&from))
			continue;
		assert_true(reads_by_position(&hand));
		read_back(&from, &hand);
		table.at = table.bytes;
		assert_true(gs__record_write(&table, &sample_record, &from, true));
		read_back(&from, &table);
		written++;
	}
	printf("# %d of %d values were written\n", written, ROUNDS);
	assert_in_range(written, ROUNDS / 10, ROUNDS - ROUNDS / 20);
}

/* An integer in any form that holds it, or as a float. */
static void put_loosely(struct gs_writer *out, uint64_t n)
{
	unsigned form = (unsigned)below(11);
	unsigned size = 1u << (form & 3);

	assert_true(gs_write_room(&out->at, out, 9));
	if (form == 10) {
		gs_write_f64(&out->at, (double)n);
	} else if (form < 8 && (size == 8 || n >> (8 * size - (form >= 4)) == 0)) {
		*out->at++ = (uint8_t)(form < 4 ? 0xcc + form : 0xd0 + form - 4);
		for (unsigned i = 0; i < size; i++)
			*out->at++ = (uint8_t)(n >> 8 * (size - 1 - i));
	} else {
		gs_write_uint(&out->at, n);
	}
}

/* A message that may have any form, and often enough is none. */
static void write_loosely(const struct sample *from)
{
	struct gs_writer *out = &hand;
	uint32_t given = (uint32_t)(below(3) ? 7 + below(10) : below(19));

	out->at = out->bytes;
	assert_true(gs_write_room(&out->at, out, 5) && gs_write_array(&out->at, given));
	put_loosely(out, from->n);
	if (!gs_write_long_str(&out->at, out, 0, UINT32_MAX, from->name))
		return;
	put_loosely(out, (uint64_t)from->color);
	if (from->level.has)
		put_loosely(out, from->level.value);
	else
		assert_true(gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at));
	assert_true(gs_write_room(&out->at, out, 5) && gs_write_array(&out->at, from->items.len));
	for (uint32_t i = 0; i <= from->items.len; i++) {
		const struct sample_entry *entry = i < from->items.len ? &from->items.items[i]
								       : &from->first;

		assert_true(gs_write_room(&out->at, out, 5) &&
			    gs_write_array(&out->at, (uint32_t)below(4)));
		if (!gs_write_long_str(&out->at, out, 0, UINT32_MAX, entry->label))
			return;
		put_loosely(out, entry->size);
	}
	put_loosely(out, below(2));
	put_loosely(out, (uint64_t)from->wait);
	if (below(2)) /* bytes as a string */
		(void)gs_write_long_str(&out->at, out, 0, UINT32_MAX,
			(gs_str){ (const char *)from->pin.data, from->pin.len });
	else
		assert_true(gs_write_long_bytes(&out->at, out, 0, UINT32_MAX, from->pin));
	put_loosely(out, below(500));
	put_loosely(out, any());
	assert_true(gs_write_room(&out->at, out, 1) && gs_write_bool(&out->at, from->flag));
	put_loosely(out, from->big);
	put_loosely(out, any());
	assert_true(gs_write_room(&out->at, out, 10) && gs_write_handle(&out->at, 8, &from->timer));
	assert_true(gs_write_room(&out->at, out, 5) &&
		    gs_write_array(&out->at, (uint32_t)(below(9) ? 2 : below(4))));
	put_loosely(out, below(20) ? below(2) : below(5));
	if (below(2))
		put_loosely(out, below(11));
	else
		assert_true(gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at));
	put_loosely(out, 1);
	put_loosely(out, 1);
}

/* A byte changed, cut off, put in or taken out. */
static size_t damage(uint8_t *bytes, size_t len)
{
	size_t at = len ? below(len) : 0;

	switch (len ? below(6) : 6) {
	case 0: bytes[at] = (uint8_t)below(256); return len;
	case 1: bytes[at] ^= (uint8_t)(1u << below(8)); return len;
	case 2: return at;
	case 3: memmove(bytes + at, bytes + at + 1, len - at - 1); return len - 1;
	case 4: bytes[at] = (uint8_t)(0xc0 + below(32)); return len;
	default: return len;
	}
}

static void damaged_messages_are_read_alike(void **unused)
{
	int counts[GS__NO_MEMORY + 1] = { 0 };
	struct sample to;

	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		struct sample from = random_sample();
		size_t len;

		if (below(3) == 0)
			write_both(&from);
		else
			write_loosely(&from);
		len = size_of(&hand);
		for (uint64_t times = below(3); times > 0; times--)
			len = damage(hand.bytes, len);
		counts[read_both(hand.bytes, len, &to)]++;
	}
	printf("# %d good, %d cut, %d bad\n", counts[GS__GOOD], counts[GS__CUT], counts[GS__BAD]);
	assert_true(counts[GS__GOOD] > ROUNDS / 20 && counts[GS__CUT] > ROUNDS / 50);
	assert_true(counts[GS__BAD] > ROUNDS / 20);
}

static void make_letters(void)
{
	static const char *const some[] = { "a", "b", "z", "\xc3\xbc", "\xe2\x82\xac", "0", " ",
		"c" };
	size_t at = 0;

	while (at < sizeof(letters) - 4) {
		const char *one = some[below(GS_COUNT(some) - (at < 60 ? 0 : 5))];

		memcpy(letters + at, one, strlen(one));
		at += strlen(one);
	}
	memset(letters + at, 'x', sizeof(letters) - at);
}

static int start(void **unused)
{
	(void)unused;
	state = seed * 2 + 1;
	make_letters();
	return gs_write_room(&hand.at, &hand, 1) && gs_write_room(&table.at, &table, 1) ? 0 : -1;
}

static int stop(void **unused)
{
	(void)unused;
	free(hand.bytes);
	free(table.bytes);
	gs__arena_free(&hand_arena);
	gs__arena_free(&table_arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_round_trip),
		cmocka_unit_test(damaged_messages_are_read_alike),
	};
	const char *given = getenv("SEED");

	seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests(tests, start, stop);
}
