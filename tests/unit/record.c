/* SPDX-License-Identifier: MIT */
/* Records by table: both forms, defaults, evolution, and the words for what is wrong. */
#include "runtime/wire/record.h"
#include "runtime/wire/value.h"

#include "runtime/base/arena.h"
#include "runtime/base/str.h"
#include "tests/support/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static struct gs__arena arena;
static struct gs__words words;
static struct gs_writer out;
static struct sample back;
static struct sample_entry entries[] = { { { "one", 3 }, 1 }, { { "two", 3 }, 64 } };

static struct sample good(void)
{
	return (struct sample){
		.n = 3,
		.name = GS_STR("J\xc3\xbcrg"),
		.color = SAMPLE_GREEN,
		.level = { true, 4 },
		.items = { entries, 2 },
		.first = { GS_STR(""), 7 },
		.ratio = 0.5,
		.wait = GS_MS(1500),
		.pin = { (const uint8_t *)"\0\xff", 2 },
		.delta = -300,
		.f = 2.5f,
		.flag = true,
		.big = UINT64_MAX,
		.i = INT64_MIN,
		.timer = { 77 },
		.mark = { SAMPLE_MARK_ITEMS, .as.items = { entries, 2 } },
	};
}

static int start(void **unused)
{
	(void)unused;
	out = (struct gs_writer){ .limit = 100000 };
	return 0;
}

static int stop(void **unused)
{
	(void)unused;
	free(out.bytes);
	gs__arena_free(&arena);
	return 0;
}

static struct gs_reader written(void)
{
	return (struct gs_reader){ out.bytes, out.at, &arena };
}

static bool put(uint8_t byte)
{
	if (!gs_write_room(&out.at, &out, 1))
		return false;
	*out.at++ = byte;
	return true;
}

/* A small language for messages: "[", "{" with a count, numbers, 'text'. */
static void build(const char *text)
{
	out.at = out.bytes;
	while (*text) {
		char *end = NULL;

		assert_true(gs_write_room(&out.at, &out, 64));
		if (*text == '[')
			gs_write_array(&out.at, (uint32_t)strtoul(text + 1, &end, 10));
		else if (*text == '{')
			gs_write_map(&out.at, (uint32_t)strtoul(text + 1, &end, 10));
		else if (*text == '\'') {
			end = strchr(text + 1, '\'');
			assert_true(gs_write_long_str(&out.at, &out, 0, 99,
				(gs_str){ text + 1, (uint32_t)(end - text - 1) }));
			end++;
		} else if (*text == 'N') {
			gs_write_nil(&out.at);
		} else if (*text == 'T') {
			gs_write_bool(&out.at, true);
		} else if (*text == '.') {
			gs_write_f64(&out.at, strtod(text, &end));
		} else if (*text == '!') {
			put(0xc1);
		} else if (*text == 'U') { /* bytes that are no text */
			put(0xa2), put(0xff), put('x');
		} else if (*text == 'B') {
			put(0xc4), put(1), put(7);
		} else if (*text != ' ') {
			gs_write_int(&out.at, strtoll(text, &end, 10));
		}
		text = end ? end : text + 1;
	}
}

static void forms_round_trip(void **unused)
{
	struct sample from = good();
	bool by_name;

	(void)unused;
	for (int form = 0; form < 2; form++) {
		struct gs_reader in;

		out.at = out.bytes;
		assert_true(gs__record_put(&out, &sample_record, &from, form == 1));
		in = written();
		assert_int_equal(
			gs__record_read(&in, &sample_record, &back, &by_name, &words), GS__GOOD);
		assert_true(sample_same(&from, &back) && in.at == in.end && by_name == (form == 1));
		assert_string_equal(words.text, "");
		in = written();
		assert_true(gs__record_take(&in, &sample_record, &back, &by_name));
		assert_true(sample_same(&from, &back) && in.at == in.end && by_name == (form == 1));
	}
	assert_non_null(memmem(out.bytes, (size_t)(out.at - out.bytes),
		"\xa5"
		"color\xa5green",
		12));
}

static const char enough[] = "3 'abc' 'red' N [0 [1 '' .5";

/* Reads what `text` builds; the outcome. */
static enum gs__outcome read(const char *text)
{
	struct gs_reader in;

	build(text);
	in = written();
	return gs__record_read(&in, &sample_record, &back, NULL, &words);
}

static void defaults_are_filled_in(void **unused)
{
	struct gs_reader in;
	char text[100];

	(void)unused;
	snprintf(text, sizeof(text), "[7 %s", enough);
	assert_int_equal(read(text), GS__GOOD);
	assert_true(back.wait == GS_S(1) && back.delta == -5 && back.flag && back.big == 1);
	assert_int_equal(back.first.size, 7);
	assert_int_equal(read("{6 'first' [1 'x' 'n' 3 'ratio' 1 'name' 'ab' 'items' [0 'color' 6"),
		GS__GOOD);
	assert_true(back.wait == GS_S(1) && back.delta == -5 && !back.level.has);
	assert_int_equal(back.color, SAMPLE_BLUE);
	/* What a newer peer added is skipped, in both forms. */
	assert_int_equal(read("[7 3 'abc' 0 N [1 [4 'x' 9 N {1 2 [0 [1 '' 1"), GS__GOOD);
	assert_int_equal(back.items.items[0].size, 9);
	assert_int_equal(read("{7 'first' [1 'x' 'n' 3 'ratio' 1 'new' [1 {1 2 3 'name' 'ab' "
			      "'items' [0 'color' 6"),
		GS__GOOD);
	/* A struct by name inside an array: only the table reads it, and take falls back to it. */
	build("[7 3 'abc' 0 N [1 {1 'label' 'x' {2 'size' 9 'label' 'y' 1");
	in = written();
	assert_true(gs__record_take(&in, &sample_record, &back, NULL));
	assert_true(in.at == in.end && back.first.size == 9 && back.items.items[0].size == 7);
}

static void wrong(const char *text, const char *expected)
{
	struct gs_reader in;

	assert_int_equal(read(text), GS__BAD);
	assert_string_equal(words.text, expected);
	in = written();
	assert_false(gs__record_take(&in, &sample_record, &back, NULL));
}

static void words_name_the_place(void **unused)
{
	(void)unused;
	wrong("[1 5000", "acquire.n: 5000 is not in 1..1000");
	wrong("[1 -3", "acquire.n: -3 is not in 1..1000");
	wrong("[1 'x'", "acquire.n: a string where an integer is expected");
	wrong("[1 .5", "acquire.n: a float where an integer is expected");
	wrong("[1 N", "acquire.n: nil where an integer is expected");
	wrong("[1 3", "acquire.name: missing");
	wrong("{0", "acquire.n: missing");
	wrong("[0", "acquire.n: missing");
	wrong("5", "acquire: unknown form");
	wrong("N", "acquire: unknown form");
	wrong("{2 'n' 1 'n' 2", "acquire.n: given twice");
	wrong("{1 5 6", "acquire: a key that is not a string");
	wrong("[2 3 '1234567890123456789012345678901234567890123456789012345678901234567890'",
		"acquire.name: 70 bytes are more than 64");
	wrong("[2 3 'a'", "acquire.name: 1 byte is fewer than 2");
	wrong("[2 3 U", "acquire.name: not valid UTF-8");
	wrong("[2 3 B", "acquire.name: bytes where a string is expected");
	wrong("[3 3 'ab' 7", "acquire.color: no color has the value 7");
	wrong("[3 3 'ab' 'gr\nn'", "acquire.color: no color is called 'gr\\nn'");
	wrong("[4 3 'ab' 0 10", "acquire.level: 10 is not in 0..9");
	wrong("[5 3 'ab' 0 1 [2 [1 'x' [2 'y' 65", "acquire.items[1].size: 65 is not in 1..64");
	wrong("[5 3 'ab' 0 1 [9 1 1 1 1 1 1 1 1 1", "acquire.items: 9 items are more than 8");
	wrong("[5 3 'ab' 0 1 7", "acquire.items: an integer where an array is expected");
	wrong("[5 3 'ab' 0 1 [1 7",
		"acquire.items[0]: an integer where an array or a map is expected");
	wrong("[6 3 'ab' 0 1 [0 {1 'size' 3", "acquire.first.label: missing");
	wrong("[7 3 'ab' 0 1 [0 [1 '' 2", "acquire.ratio: 2 is not in 0..1");
	wrong("[7 3 'ab' 0 1 [0 [1 '' T", "acquire.ratio: a boolean where a number is expected");
	wrong("{1 'wait' 61000000000", "acquire.wait: 61s is not in 0s..1m");
	wrong("{1 'wait' .5", "acquire.wait: not a whole number of nanoseconds");
	wrong("{1 'pin' '12345678901234567'", "acquire.pin: 17 bytes are more than 16");
	wrong("{1 'delta' -501", "acquire.delta: -501 is not in -500..500");
	wrong("{1 'big' -1", "acquire.big: -1 is not in 0..18446744073709551615");
	wrong("{1 'flag' 1", "acquire.flag: an integer where a boolean is expected");
	wrong("{1 'flag' !", "acquire.flag: no MessagePack where a boolean is expected");
	wrong("{1 'mark' 7", "acquire.mark: an integer where an array or a map is expected");
	wrong("{1 'mark' [2 4 N", "acquire.mark: no mark has the index 4");
	wrong("{1 'mark' [2 'blank' N", "acquire.mark: a string where an integer is expected");
	wrong("{1 'mark' [1 0", "acquire.mark: an array of 1 where [index, value] is expected");
	wrong("{1 'mark' [3 0 N N", "acquire.mark: an array of 3 where [index, value] is expected");
	wrong("{1 'mark' {0", "acquire.mark: a map of 0 where { name: value } is expected");
	wrong("{1 'mark' {2 'blank' N 'level' 1",
		"acquire.mark: a map of 2 where { name: value } is expected");
	wrong("{1 'mark' {1 'bl\nk' N", "acquire.mark: no mark is called 'bl\\nk'");
	wrong("{1 'mark' [2 0 0", "acquire.mark.blank: an integer where nil is expected");
	wrong("{1 'mark' {1 'level' 10", "acquire.mark.level: 10 is not in 0..9");
	wrong("{1 'mark' {1 'entry' [0", "acquire.mark.entry.label: missing");
	wrong("{1 'mark' [2 3 [2 [1 '' {2 'label' '' 'size' 65",
		"acquire.mark.items[1].size: 65 is not in 1..64");
	wrong("{1 'new' !", "acquire: no MessagePack");
}

static void read_mark(const char *mark, enum sample_mark_tag tag)
{
	char text[128];

	snprintf(text, sizeof(text),
		"{7 'first' [1 'x' 'n' 3 'ratio' 1 'name' 'ab' 'items' [0 "
		"'color' 6 'mark' %s",
		mark);
	assert_int_equal(read(text), GS__GOOD);
	assert_int_equal(back.mark.tag, tag);
}

static void unions_have_one_member(void **unused)
{
	(void)unused;
	read_mark("[2 1 9", SAMPLE_MARK_LEVEL);
	assert_int_equal(back.mark.as.level, 9);
	read_mark("[2 2 {1 'label' 'y'", SAMPLE_MARK_ENTRY);
	assert_int_equal(back.mark.as.entry.size, 7);
	read_mark("[2 0 N", SAMPLE_MARK_BLANK);
	read_mark("{1 'blank' N", SAMPLE_MARK_BLANK);
	assert_true(gs__record_put(&out, &sample_mark_record, &back.mark, true));
	assert_memory_equal(out.at - 8,
		"\x81\xa5"
		"blank\xc0",
		8);
}

static void cut_is_no_mistake(void **unused)
{
	struct sample from = good();
	struct gs_reader in;

	(void)unused;
	for (int form = 0; form < 2; form++) {
		out.at = out.bytes;
		assert_true(gs__record_write(&out, &sample_record, &from, form == 1));
		for (size_t len = 0; len < (size_t)(out.at - out.bytes); len++) {
			uint8_t *exact = malloc(len ? len : 1);

			memcpy(exact, out.bytes, len);
			in = (struct gs_reader){ exact, exact + len, &arena };
			assert_int_equal(
				gs__record_read(&in, &sample_record, &back, NULL, &words), GS__CUT);
			free(exact);
		}
	}
}

static void secrets_are_not_quoted(void **unused)
{
	static const struct gs_enum_name values[] = { { "red", 0 } };
	static const struct gs_enum names = { "color", values, 1 };
	static const struct gs_field fields[] = {
		{ .name = "pin",
			.size = 4,
			.kind = GS_U32,
			.flags = GS_RANGED | GS_SECRET,
			.max = 9999 },
		{ .name = "hue",
			.at = 4,
			.size = 4,
			.kind = GS_ENUM,
			.flags = GS_SECRET,
			.names = &names },
	};
	static const struct gs_record record = {
		.name = "unlock", .fields = fields, .count = 2, .required = 2, .size = 8
	};
	uint32_t pair[2] = { 123456, 0 };
	struct gs_reader in;

	(void)unused;
	build("[2 123456 0");
	in = written();
	assert_int_equal(gs__record_read(&in, &record, pair, NULL, &words), GS__BAD);
	assert_string_equal(words.text, "unlock.pin: the value is not in 0..9999");
	build("[2 1 'hidden'");
	in = written();
	assert_int_equal(gs__record_read(&in, &record, pair, NULL, &words), GS__BAD);
	assert_string_equal(words.text, "unlock.hue: no color has that name");
	pair[0] = 123456;
	assert_false(gs__record_fits(&record, pair, &words));
	assert_null(strstr(words.text, "123456"));
}

static void bare_replies_stand_alone(void **unused)
{
	static const struct gs_field field = {
		.name = "value", .size = 4, .kind = GS_U32, .flags = GS_RANGED, .max = 9
	};
	static const struct gs_record record = { .name = "count",
		.fields = &field,
		.count = 1,
		.required = 1,
		.size = 4,
		.bare = true };
	uint32_t value = 7;
	struct gs_reader in;

	(void)unused;
	assert_true(gs__record_put(&out, &record, &value, true));
	assert_int_equal(out.at - out.bytes, 1);
	in = written();
	value = 0;
	assert_true(gs__record_take(&in, &record, &value, NULL));
	assert_int_equal(value, 7);
	build("10");
	in = written();
	assert_int_equal(gs__record_read(&in, &record, &value, NULL, &words), GS__BAD);
	assert_string_equal(words.text, "count: 10 is not in 0..9");
}

static void no_record_is_any_object(void **unused)
{
	struct gs_reader in;
	bool by_name = false;

	(void)unused;
	build("{1 'a' [2 1 2");
	in = written();
	assert_true(gs__record_take(&in, NULL, NULL, &by_name));
	assert_true(in.at == in.end && by_name);
	out.at = out.bytes;
	assert_true(
		gs__record_put(&out, NULL, NULL, false) && gs__record_put(&out, NULL, NULL, true));
	assert_memory_equal(out.bytes, "\x90\x80", 2);
}

/* What C hands over: the words, and neither writer writes it. */
static void unfit(struct sample from, const char *expected)
{
	assert_false(gs__record_fits(&sample_record, &from, &words));
	assert_string_equal(words.text, expected);
	assert_false(gs__record_put(&out, &sample_record, &from, false));
	assert_false(gs__record_put(&out, &sample_record, &from, true));
	assert_false(gs__record_write(&out, &sample_record, &from, false));
	assert_false(out.no_memory);
}

static void what_c_hands_over_is_checked(void **unused)
{
	struct sample_entry bad[] = { { { "x", 1 }, 1 }, { { "y", 1 }, 0 } };
	struct sample from = good();

	(void)unused;
	assert_true(gs__record_fits(&sample_record, &from, &words));
	from.n = 0;
	unfit(from, "acquire.n: 0 is not in 1..1000");
	from = good();
	from.name = GS_STR("\xff\xff");
	unfit(from, "acquire.name: not valid UTF-8");
	from = good();
	from.color = (enum sample_color)3;
	unfit(from, "acquire.color: no color has the value 3");
	from = good();
	from.level.value = 10;
	unfit(from, "acquire.level: 10 is not in 0..9");
	from = good();
	from.items = (struct sample_list_entry){ bad, 2 };
	unfit(from, "acquire.items[1].size: 0 is not in 1..64");
	from = good();
	from.ratio = -0.1;
	unfit(from, "acquire.ratio: -0.1 is not in 0..1");
	from = good();
	from.wait = -GS_MS(1500);
	unfit(from, "acquire.wait: -1500ms is not in 0s..1m");
	from = good();
	from.mark = (struct sample_mark){ (enum sample_mark_tag)4, { 0 } };
	unfit(from, "acquire.mark: no mark has the index 4");
	from.mark = (struct sample_mark){ SAMPLE_MARK_LEVEL, .as.level = 10 };
	unfit(from, "acquire.mark.level: 10 is not in 0..9");
	from.mark = (struct sample_mark){ SAMPLE_MARK_ITEMS, .as.items = { bad, 2 } };
	unfit(from, "acquire.mark.items[1].size: 0 is not in 1..64");
}

static void typed(const struct gs_field *field, const char *text, const char *expected)
{
	uint8_t to[64];
	bool is_good = gs__value_parse(field, gs__str(text), to, &words);

	assert_string_equal(words.text, expected);
	assert_int_equal(is_good, *expected == '\0');
}

static void typed_values(void **unused)
{
	struct sample s = good();
	const struct gs_field *f = sample_fields;

	(void)unused;
	assert_true(gs__value_parse(
		gs__record_find(&sample_record, GS_STR("n")), GS_STR("0x1f"), &s.n, &words));
	assert_int_equal(s.n, 31);
	assert_true(gs__value_parse(&f[1], GS_STR("two words"), &s.name, &words));
	assert_true(gs__str_is(s.name, "two words"));
	assert_true(
		gs__value_parse(&f[2], GS_STR("blue"), &s.color, &words) && s.color == SAMPLE_BLUE);
	assert_true(
		gs__value_parse(&f[2], GS_STR("5"), &s.color, &words) && s.color == SAMPLE_GREEN);
	assert_true(gs__value_parse(&f[3], GS_STR("none"), &s.level, &words) && !s.level.has);
	assert_true(gs__value_parse(&f[3], GS_STR("8"), &s.level, &words) && s.level.value == 8);
	assert_true(s.level.has);
	assert_true(gs__value_parse(&f[6], GS_STR("25e-2"), &s.ratio, &words));
	assert_true(s.ratio > 0.24 && s.ratio < 0.26);
	assert_true(
		gs__value_parse(&f[7], GS_STR("250ms"), &s.wait, &words) && s.wait == GS_MS(250));
	assert_true(gs__value_parse(&f[7], GS_STR("0"), &s.wait, &words) && s.wait == 0);
	assert_true(gs__value_parse(&f[9], GS_STR("-0x10"), &s.delta, &words) && s.delta == -16);
	assert_true(gs__value_parse(&f[11], GS_STR("false"), &s.flag, &words) && !s.flag);
	assert_true(gs__value_parse(&f[12], GS_STR("64KiB"), &s.big, &words) && s.big == 65536);
	assert_true(gs__value_parse(&f[12], GS_STR("18_446_744_073_709_551_615"), &s.big, &words));
	assert_true(s.big == UINT64_MAX);
	assert_true(gs__value_parse(&f[13], GS_STR("-9223372036854775808"), &s.i, &words));
	assert_true(s.i == INT64_MIN);
	assert_null(gs__record_find(&sample_record, GS_STR("m")));
}

static void typed_mistakes(void **unused)
{
	const struct gs_field *f = sample_fields;

	(void)unused;
	typed(&f[0], "1001", "1001 is not in 1..1000");
	typed(&f[0], "", "'' is no integer");
	typed(&f[0], "12x", "'12x' is no integer");
	typed(&f[0], "-", "'-' is no integer");
	typed(&f[0], "99999999999999999999", "'99999999999999999999' is no integer");
	typed(&f[1], "a", "1 byte is fewer than 2");
	typed(&f[2], "purple", "'purple' is no color");
	typed(&f[2], "7", "'7' is no color");
	typed(&f[3], "10", "10 is not in 0..9");
	typed(&f[4], "[]", "a value of this type cannot be given as text");
	typed(&f[6], "x", "'x' is no number");
	typed(&f[6], "1.5", "1.5 is not in 0..1");
	typed(&f[6], "nan", "'nan' is no number");
	typed(&f[7], "5", "'5' has no unit: write 5s or 5ms");
	typed(&f[7], "2m", "2m is not in 0s..1m");
	typed(&f[8], "12345678901234567", "17 bytes are more than 16");
	typed(&f[11], "yes", "'yes' is no boolean (true, false)");
	typed(&f[13], "-9223372036854775809", "'-9223372036854775809' is no integer");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(forms_round_trip),
		TEST(defaults_are_filled_in),
		TEST(words_name_the_place),
		TEST(unions_have_one_member),
		TEST(cut_is_no_mistake),
		TEST(secrets_are_not_quoted),
		TEST(bare_replies_stand_alone),
		TEST(no_record_is_any_object),
		TEST(what_c_hands_over_is_checked),
		TEST(typed_values),
		TEST(typed_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
