/* SPDX-License-Identifier: MIT */
/* Any bytes as a .gs file: a tree or diagnostics, printed in both forms, and nothing worse. */
#include "grammar/parse.h"
#include "gsc/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_expr(const struct tree_expr *expr, unsigned depth)
{
	for (; expr; expr = expr->next) {
		if (expr->span.end > expr->span.source->len || expr->depth > depth)
			abort();
		check_expr(expr->left, expr->depth - 1u);
		check_expr(expr->right, expr->depth - 1u);
		check_expr(expr->items, expr->depth - 1u);
	}
}

static void check_fields(const struct tree_field *field)
{
	for (; field; field = field->next) {
		if (field->span.start > field->span.end || !field->name.text)
			abort();
		check_expr(field->value, TREE_DEPTH_MAX);
	}
}

static void check_tree(const struct tree_file *file)
{
	for (const struct tree_decl *decl = file->decls; decl; decl = decl->next) {
		if (decl->span.end > file->source->len ||
			(!decl->name.text && decl->kind == TREE_CONST))
			abort();
		check_expr(decl->value, TREE_DEPTH_MAX);
		check_fields(decl->fields);
		for (const struct tree_clause *clause = decl->clauses; clause;
			clause = clause->next)
			check_fields(clause->params);
		if (decl->server)
			check_fields(decl->server->params);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	jmp_buf rescue;
	struct arena arena;
	struct diag diag;
	struct tree_file *file;
	FILE *out;
	char *bytes;

	if (setjmp(rescue) != 0)
		abort();
	arena_init(&arena, &rescue);
	diag_init(&diag, &arena);
	bytes = malloc(size + 1);
	if (size)
		memcpy(bytes, data, size);
	bytes[size] = '\0';
	file = parse_file(&arena, &diag, source_over(&arena, "fuzz.gs", bytes, (uint32_t)size));
	check_tree(file);
	out = fopen("/dev/null", "w");
	diag_print(&diag, out, DIAG_TEXT, true);
	diag_print(&diag, out, DIAG_JSON, false);
	fclose(out);
	free(bytes);
	arena_free(&arena);
	return 0;
}
