/* SPDX-License-Identifier: MIT */
/* Any text: refused, or a model whose servers print as text that is accepted and prints alike, and
 * that becomes C, the same each time, in rows that end. */
#include "gsc/base/arena.h"
#include "gsc/check/check.h"
#include "gsc/emit/emit.h"
#include "gsc/model/print.h"
#include "grammar/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct model_file *examine(struct arena *arena, const char *bytes, uint32_t len)
{
	const struct check_options options = { .described = true };
	const struct tree_file *tree;
	const struct model_file *file = NULL;
	struct diag diag;

	diag_init(&diag, arena);
	tree = parse_file(arena, &diag, source_over(arena, "t.gs", bytes, len));
	if (!diag.errors)
		file = check_file(arena, &diag, tree, &options);
	if (!file && !diag.errors)
		abort(); /* refused without a word */
	return file;
}

static struct text print(struct arena *arena, const struct model_file *file, const char *name)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < file->count; i++) {
		if (file->decls[i].kind == MODEL_DECL_SERVER && !strcmp(file->decls[i].name, name))
			model_print_server(&text, file, file->decls[i].as.server);
	}
	text_raw(&text, "", 1);
	return text;
}

static void print_twice(struct arena *arena, const struct model_file *file, const char *name)
{
	struct text once = print(arena, file, name);
	const struct model_file *again = examine(arena, once.bytes, (uint32_t)once.len - 1);
	struct text twice;

	if (!again) {
		fputs(once.bytes, stderr);
		abort(); /* what is printed is not accepted */
	}
	twice = print(arena, again, name);
	if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len) != 0) {
		fputs(once.bytes, stderr);
		fputs(twice.bytes, stderr);
		abort();
	}
}

static struct text emit(struct arena *arena, const struct model_file *file)
{
	const struct emit_options options = { false, false };
	struct text text;

	text_init(&text, arena);
	emit_header(&text, file, &options);
	emit_source(&text, file, &options);
	return text;
}

static void emit_twice(struct arena *arena, const struct model_file *file)
{
	struct text once = emit(arena, file), twice = emit(arena, file);

	if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len) != 0 ||
		!text_is_fresh(&once))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	jmp_buf rescue;
	struct arena arena;
	const struct model_file *file;
	char *bytes;

	arena_init(&arena, &rescue);
	if (setjmp(rescue) == 0) {
		bytes = arena_copy(&arena, (const char *)data, size);
		file = examine(&arena, bytes, (uint32_t)size);
		if (file)
			emit_twice(&arena, file);
		for (size_t i = 0; file && i < file->count; i++) {
			if (file->decls[i].kind == MODEL_DECL_SERVER)
				print_twice(&arena, file, file->decls[i].name);
		}
	}
	arena_free(&arena);
	return 0;
}
