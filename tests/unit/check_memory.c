/* SPDX-License-Identifier: MIT */
/*
 * From the text to the generated C, each allocation failing in turn. The arena takes all of gsc's
 * memory by calloc, which the linker replaces here (Makefile): nothing else is disturbed.
 */
#include "gsc/base/arena.h"
#include "gsc/check/check.h"
#include "gsc/emit/emit.h"
#include "gsc/model/print.h"
#include "grammar/parse.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

static struct {
	size_t made;
	size_t fails; /* the one that fails, from 1; 0: none */
} calls;

void *__wrap_calloc(size_t count, size_t size)
{
	if (++calls.made == calls.fails)
		return NULL;
	return __real_calloc(count, size);
}

/* A spec that takes many chunks, with something of everything. */
static char *big_spec(void)
{
	enum { SIZE = 400000 };
	char *text = malloc(SIZE);
	size_t len = 0;

	assert_non_null(text);
	for (int i = 0; i < 300; i++)
		len += (size_t)snprintf(text + len, SIZE - len,
			"const N%d = %d + 1;\nenum e%d { a, b = N%d }\n"
			"struct s%d { n: u32 = N%d; e: e%d = b; t: string<8>?; }\n"
			"error x%d(by: duration) \"late\";\n"
			"union o%d { one: s%d; none_of; }\n"
			"protocol p%d { call go(s: s%d, l: list<s%d, 5>) -> (n: u8) raises x%d; }\n"
			"server v%d(n: u8 = 1) implements p%d {\n"
			"  state { t: string; n2: u8 = n; m: map<u32, o%d>; }\n"
			"  call go { if (n) fail(x%d, .by = 5); reply(.n = 1); }\n"
			"}\n",
			i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
	assert_true(len < SIZE);
	return text;
}

/* True: it went through. False: memory ran out, and was said so. */
static bool go_through(const char *text)
{
	jmp_buf rescue;
	struct arena arena;
	struct diag diag;
	const struct tree_file *tree;
	const struct model_file *file;
	const struct emit_options emit = { false, false };
	struct text out;

	arena_init(&arena, &rescue);
	if (setjmp(rescue)) {
		arena_free(&arena);
		return false;
	}
	diag_init(&diag, &arena);
	tree = parse_file(
		&arena, &diag, source_over(&arena, "big.gs", text, (uint32_t)strlen(text)));
	assert_int_equal(diag.errors, 0);
	file = check_file(&arena, &diag, tree, NULL);
	assert_non_null(file);
	text_init(&out, &arena);
	for (size_t i = 0; i < file->count; i++) {
		if (file->decls[i].kind == MODEL_DECL_SERVER)
			model_print_server(&out, file, file->decls[i].as.server);
	}
	emit_header(&out, file, &emit);
	emit_source(&out, file, &emit);
	arena_free(&arena);
	return true;
}

static void each_allocation_fails(void **state)
{
	char *text = big_spec();
	size_t total;

	(void)state;
	calls.made = 0;
	calls.fails = 0;
	assert_true(go_through(text));
	total = calls.made;
	assert_true(total >= 10);
	for (size_t i = 1; i <= total; i++) {
		calls.made = 0;
		calls.fails = i;
		assert_false(go_through(text));
		assert_int_equal(calls.made, i);
	}
	calls.made = 0;
	calls.fails = total + 1;
	assert_true(go_through(text));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_allocation_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
