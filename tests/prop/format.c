/* SPDX-License-Identifier: MIT */
/*
 * format: whatever stands between the tokens of a spec, its layout has the same tree and the same
 * comments, and is its own layout. SEED=n repeats a run.
 */
#include "gsc/tree/format.h"
#include "grammar/parse.h"
#include "gsc/base/arena.h"
#include "tests/support/tree_print.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>
#include <cmocka.h>

enum { ROUNDS = 200 };

static uint64_t random_state;
static jmp_buf rescue;
static struct arena arena;

static uint64_t below(uint64_t n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (random_state * 0x2545f4914f6cdd1d >> 11) % n;
}

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, &rescue);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct tree_file *parse(const struct text *text)
{
	struct diag diag;
	const char *bytes = arena_copy(&arena, text->bytes, text->len);
	struct tree_file *file;

	diag_init(&diag, &arena);
	file = parse_file_tokens(
		&arena, &diag, source_over(&arena, "t.gs", bytes, (uint32_t)text->len));
	if (diag.count) {
		diag_print(&diag, stderr, DIAG_TEXT, false);
		fprintf(stderr, "%s\n", bytes);
	}
	assert_int_equal(diag.count, 0);
	return file;
}

static struct text format(const struct tree_file *file)
{
	struct text text;

	text_init(&text, &arena);
	format_file(&text, file);
	return text;
}

static const char *blank(void *unused)
{
	(void)unused;
	return " ";
}

/* The tree as text; blanks around the lines of a doc comment are layout too. */
static const char *shown(const struct tree_file *file)
{
	struct text text;
	struct text packed;

	text_init(&text, &arena);
	text_init(&packed, &arena);
	tree_print(&text, file, blank, NULL);
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.bytes[i];
		bool is_begun = packed.len && packed.bytes[packed.len - 1] != '\n';

		while (byte == '\n' && is_begun && packed.bytes[packed.len - 1] == ' ')
			packed.len--;
		if (is_begun || (byte != ' ' && byte != '\t'))
			text_raw(&packed, &byte, 1);
	}
	return arena_copy(&arena, packed.bytes, packed.len);
}

/* Shows where two texts begin to differ. */
static void check_equal(const char *got, const char *wanted)
{
	size_t at = 0;

	while (got[at] && got[at] == wanted[at])
		at++;
	if (got[at] != wanted[at])
		fail_msg("'%.200s', not '%.200s'", got + at, wanted + at);
}

/* Laid out, it says the same, and a second time nothing changes. */
static void check_layout(const struct text *text)
{
	struct tree_file *file = parse(text);
	struct text once = format(file);
	struct tree_file *again = parse(&once);
	struct text twice = format(again);

	check_equal(shown(again), shown(file));
	if (!format_is_same(&arena, file, again))
		fail_msg("a comment or a token got lost:\n%.*s", (int)once.len, once.bytes);
	check_equal(arena_copy(&arena, twice.bytes, twice.len),
		arena_copy(&arena, once.bytes, once.len));
}

static void put_gap(struct text *text, unsigned wildness)
{
	static const char *const gaps[] = { " ", "  \n\n ", "\n", "\t", "\n\n\n", " /* } \" ' */ ",
		" // ; { '\n", "\n//// x\n", " /**/ ", " /* a\n * b */\n", "\n\t/// doc\n",
		"\n/// two\n /// lines  \n", " /// none\n", "\n// own\n", " /* x */\n\n",
		"\n/* y */ " };

	do
		text_put(text, gaps[below(wildness)]);
	while (below(4) == 0);
	assert_true(wildness <= sizeof(gaps) / sizeof(gaps[0]));
}

static void test_gaps(void **state)
{
	const char *why;
	const struct source *whole = source_read(&arena, "tests/unit/data/whole.gs", &why);
	struct text text;
	struct tree_file *file;

	(void)state;
	assert_non_null(whole);
	text_init(&text, &arena);
	text_raw(&text, whole->bytes, whole->len);
	check_layout(&text);
	file = parse(&text);
	for (int round = 0; round < ROUNDS; round++) {
		unsigned wildness = round % 2 ? 16 : 5;

		text_init(&text, &arena);
		for (size_t i = 0; i < file->token_count; i++) {
			const struct tree_token *token = &file->tokens[i];
			bool is_right = whole->bytes[token->start] == '>';

			/* The two halves of a shift stand together. */
			if (!is_right || i == 0 || whole->bytes[token[-1].start] != '>')
				put_gap(&text, round % 4 ? wildness : 1);
			text_raw(&text, whole->bytes + token->start, token->end - token->start);
		}
		if (below(2))
			put_gap(&text, wildness);
		check_layout(&text);
	}
}

/* The check that stands behind every layout notices what a layout could lose. */
static void test_same(void **state)
{
	static const char *const others[] = { "const A = 1; // b\n", "const A = 2; // a\n",
		"const A = 1;\n", "const A = 1; /* a */\n", "/// a\nconst A = 1;\n",
		"const A = (1); // a\n", "const A = 1; // a\nconst B = 1;\n" };
	struct text text;
	struct tree_file *file;

	(void)state;
	text_init(&text, &arena);
	text_put(&text, "const A = 1; // a\n");
	file = parse(&text);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct text other;

		text_init(&other, &arena);
		text_put(&other, others[i]);
		assert_false(format_is_same(&arena, file, parse(&other)));
	}
	assert_true(format_is_same(&arena, file, parse(&text)));
}

int main(void)
{
	const char *seed = getenv("SEED");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_gaps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_same, set_up, tear_down),
	};

	random_state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL);
	printf("# SEED=%llu\n", (unsigned long long)random_state);
	random_state = random_state * 2 + 1;
	if (setjmp(rescue)) {
		fprintf(stderr, "out of memory\n");
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
