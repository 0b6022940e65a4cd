/* SPDX-License-Identifier: MIT */
/*
 * parse: whatever stands between the tokens, the tree is the same; every word may be a name; and no
 * broken text crashes the parser or gets a place outside itself. SEED=n repeats a run.
 */
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

static struct tree_file *parse(struct diag *diag, const char *bytes, size_t len)
{
	diag_init(diag, &arena);
	return parse_file(&arena, diag, source_over(&arena, "t.gs", bytes, (uint32_t)len));
}

static const char *blank(void *unused)
{
	(void)unused;
	return " ";
}

static const char *newline(void *unused)
{
	(void)unused;
	return "\n";
}

static const char *any_gap(void *unused)
{
	static const char *const gaps[] = { " ", "\n", "\t", "\r\n", "  \n\n ", " /* } \" ' */ ",
		" // ; { '\n", "\n//// x\n", " /**/ ", " /* a\n * b */\n", "\n\t" };

	(void)unused;
	return gaps[below(sizeof(gaps) / sizeof(gaps[0]))];
}

static struct text print(const struct tree_file *file, const char *(*gap)(void *))
{
	struct text text;

	text_init(&text, &arena);
	tree_print(&text, file, gap, NULL);
	text_raw(&text, "", 1);
	text.len--;
	return text;
}

/* Right text, printed with other gaps, is right and prints the same. */
static void check_gaps(const char *bytes, size_t len, int rounds)
{
	struct diag diag;
	struct tree_file *file = parse(&diag, bytes, len);
	struct text wanted = print(file, blank);

	for (int round = 0; round < rounds; round++) {
		struct text text = print(file, round == 0 ? newline : any_gap);
		struct tree_file *again = parse(&diag, text.bytes, text.len);

		if (diag.count)
			diag_print(&diag, stderr, DIAG_TEXT, false);
		assert_int_equal(diag.count, 0);
		assert_string_equal(print(again, blank).bytes, wanted.bytes);
	}
}

static const struct source *read_whole(void)
{
	const char *why;
	const struct source *whole = source_read(&arena, "tests/unit/data/whole.gs", &why);

	assert_non_null(whole);
	return whole;
}

static void test_gaps(void **state)
{
	const struct source *whole = read_whole();

	(void)state;
	check_gaps(whole->bytes, whole->len, 20);
}

/* Each declaration with one word as every name in it. The numbered argument is that word. */
static const char *const forms[] = {
	"const %1$s = %2$s + 1;",
	"enum e%1$s { %1$s = %2$s, }",
	"struct s%1$s { %1$s: u32 in %2$s..%2$s = %1$s; secret %1$s: ref<%1$s>; }",
	"union u%1$s { %1$s; %1$s: u8; }",
	"error %1$s(%1$s: u32) \"\";",
	"protocol %1$s { call %1$s(%1$s: u32 = %1$s) -> (%1$s: u32) raises %1$s, %1$s timeout %1$s"
	" within %1$s existing; cast %1$s(secret %1$s: u32,) within %1$s; call %1$s; }",
	"server %1$s(%1$s: u32 = %1$s) keyed by %1$s: u32 idle %1$s max %1$s evict"
	" implements %1$s, %1$s notifies %1$s { state { %1$s: u32 = %1$s; secret %1$s: u32; }"
	" call %1$s { } call %1$s; cast %1$s(%1$s: u32) existing; info %1$s(%1$s: t) every %1$s { }"
	" info %1$s() idle %1$s; response %1$s to %1$s.%1$s (%1$s: u32);"
	" mailbox %1$s overflow %1$s; }",
	"system %1$s { listen \"x\" serves %1$s, %1$s as %1$s max %2$s within %1$s; strategy %1$s;"
	" intensity %1$s in %1$s; backoff %1$s..%1$s; %1$s: %2$s(%1$s = %1$s) restart %1$s"
	" shutdown %1$s; %1$s: remote %1$s \"a\" \"b\"; %1$s: dynamic %1$s max %1$s restart %1$s;"
	" supervisor %1$s { %1$s: x(%1$s = [%1$s, %1$s]); } }",
};

static void test_words(void **state)
{
	static const char words[] =
		"import const type enum struct union error protocol server system call cast "
		"info response "
		"init terminate state mailbox overflow keyed by evict implements notifies "
		"raises timeout "
		"within existing every idle to down gone signal listen mode serves as max strategy "
		"intensity in backoff supervisor remote dynamic restart shutdown secret "
		"string bytes list "
		"map ref extern drop true false none plain";
	char *copy = arena_copy(&arena, words, strlen(words));
	char *rest = copy;
	struct text text;

	(void)state;
	text_init(&text, &arena);
	for (char *word; (word = strtok_r(rest, " ", &rest));) {
		/* These three are values where a value stands, and name no constant. */
		bool is_value = strcmp(word, "true") == 0 || strcmp(word, "false") == 0 ||
				strcmp(word, "none") == 0;

		for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
			char buffer[2048];

			snprintf(buffer, sizeof(buffer), forms[i], word, is_value ? "x" : word);
			text_put(&text, buffer);
			text_put(&text, "\n");
		}
	}
	check_gaps(text.bytes, text.len, 4);
}

static void check_span(const struct source *source, struct span span)
{
	assert_ptr_equal(span.source, source);
	assert_true(span.start <= span.end);
	assert_true(span.end <= source->len);
}

/* A few changes: bytes taken out, put twice, put elsewhere, replaced; or the end cut off. */
static size_t damage(char *bytes, size_t len, size_t room)
{
	static const char *const pieces[] = { "{", "}", ";", "(", ")", "<", ">", "\"", "'", "/*",
		"*/", "%{", "%}", "\n", " ", "=", ":", ",", "0", "1ms", "->", "..", "server ",
		"state ", "\nstruct x {", "\n\tcall y(", "///", "\\", "\xff", "[", "]", "in", "x" };

	for (uint64_t changes = 1 + below(4); changes > 0; changes--) {
		size_t at = below(len + 1);
		size_t part = below(below(4) ? 6 : 200);
		const char *piece = pieces[below(sizeof(pieces) / sizeof(pieces[0]))];
		size_t piece_len = strlen(piece);

		if (part > len - at)
			part = len - at;
		switch (below(4)) {
		case 0:
			memmove(bytes + at, bytes + at + part, len - at - part);
			len -= part;
			break;
		case 1:
			if (len + piece_len > room)
				break;
			memmove(bytes + at + piece_len, bytes + at, len - at);
			memcpy(bytes + at, piece, piece_len);
			len += piece_len;
			break;
		case 2:
			if (len + part > room)
				break;
			memmove(bytes + at + part, bytes + at, len - at);
			len += part;
			break;
		default:
			if (below(8) == 0)
				len = at;
			break;
		}
	}
	return len;
}

static void test_broken(void **state)
{
	enum { ROUNDS = 800, ROOM = 20000 };
	const struct source *whole = read_whole();
	size_t whole_len = whole->len;
	char *bytes = malloc(ROOM + 1);
	char *printed;
	size_t printed_len;
	FILE *out = open_memstream(&printed, &printed_len);
	unsigned wrong = 0;

	(void)state;
	assert_true(whole_len < ROOM);
	for (int round = 0; round < ROUNDS; round++) {
		struct diag diag;
		struct tree_file *file;
		size_t len;

		if (round % 50 == 0) {
			tear_down(NULL);
			set_up(NULL);
			whole = read_whole();
		}
		memcpy(bytes, whole->bytes, whole_len);
		len = damage(bytes, whole_len, ROOM);
		bytes[len] = '\0';
		file = parse(&diag, bytes, len);
		for (const struct tree_decl *decl = file->decls; decl; decl = decl->next)
			check_span(file->source, decl->span);
		diag_print(&diag, out, round % 2 ? DIAG_JSON : DIAG_TEXT, false);
		wrong += diag.errors > 0;
		if (diag.errors == 0)
			print(file, blank);
	}
	fclose(out);
	free(printed);
	free(bytes);
	/* Most damage does harm; were it otherwise, errors would go unseen. */
	assert_true(wrong > ROUNDS / 2);
}

/* Cut off anywhere but between two declarations, a text is wrong, and is told so. */
static void test_cut(void **state)
{
	const struct source *whole = read_whole();
	struct diag diag;
	unsigned right = 0;

	(void)state;
	for (uint32_t len = 0; len < whole->len; len += 1 + (uint32_t)below(9)) {
		char *bytes = malloc(len + 1);

		memcpy(bytes, whole->bytes, len);
		bytes[len] = '\0';
		parse(&diag, bytes, len);
		assert_true(diag.errors <= 2);
		right += diag.errors == 0;
		free(bytes);
	}
	assert_true(right < whole->len / 20);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_gaps),
		TEST(test_words),
		TEST(test_broken),
		TEST(test_cut),
	};
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 0) : (uint64_t)time(NULL);

	printf("# SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
	random_state = seed * 2 + 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
