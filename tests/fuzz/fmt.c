/* SPDX-License-Identifier: MIT */
/* Any text that parses: its layout says the same, and laid out once more stays as it is. */
#include "gsc/base/arena.h"
#include "gsc/tree/format.h"
#include "grammar/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tree_file *parse(struct arena *arena, const char *bytes, size_t len)
{
	struct diag diag;
	struct tree_file *file;

	diag_init(&diag, arena);
	file = parse_file_tokens(arena, &diag, source_over(arena, "t.gs", bytes, (uint32_t)len));
	return diag.errors ? NULL : file;
}

static void lay_out_twice(struct arena *arena, struct tree_file *file)
{
	struct tree_file *again;
	struct text once;
	struct text twice;

	text_init(&once, arena);
	format_file(&once, file);
	again = parse(arena, arena_copy(arena, once.bytes, once.len), once.len);
	if (!again || !format_is_same(arena, file, again)) {
		fwrite(once.bytes, 1, once.len, stderr);
		abort(); /* the layout says something else */
	}
	text_init(&twice, arena);
	format_file(&twice, again);
	if (once.len != twice.len || (once.len && memcmp(once.bytes, twice.bytes, once.len) != 0)) {
		fwrite(once.bytes, 1, once.len, stderr);
		fputs("----\n", stderr);
		fwrite(twice.bytes, 1, twice.len, stderr);
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	jmp_buf rescue;
	struct arena arena;
	struct tree_file *file;

	arena_init(&arena, &rescue);
	if (setjmp(rescue) == 0) {
		file = parse(&arena, arena_copy(&arena, (const char *)data, size), size);
		if (file)
			lay_out_twice(&arena, file);
	}
	arena_free(&arena);
	return 0;
}
