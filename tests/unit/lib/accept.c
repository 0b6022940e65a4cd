/* SPDX-License-Identifier: MIT */
#include "tests/unit/lib/accept.h"

#include "gsc/check/check.h"
#include "grammar/parse.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static jmp_buf rescue;
struct arena accept_arena;

int accept_set_up(void **state)
{
	(void)state;
	arena_init(&accept_arena, &rescue);
	return 0;
}

int accept_tear_down(void **state)
{
	(void)state;
	arena_free(&accept_arena);
	return 0;
}

const struct model_file *accept_source(const struct source *source, bool described, size_t *errors)
{
	const struct check_options options = { .described = described };
	struct diag diag;
	const struct tree_file *tree;
	const struct model_file *file = NULL;

	diag_init(&diag, &accept_arena);
	tree = parse_file(&accept_arena, &diag, source);
	if (!diag.errors)
		file = check_file(&accept_arena, &diag, tree, &options);
	if (!errors && diag.count)
		diag_print(&diag, stderr, DIAG_TEXT, false);
	if (errors)
		*errors = diag.errors;
	return file;
}

const struct model_file *accept_text(const char *text)
{
	const struct source *source = source_over(
		&accept_arena, "dir/t.gs", text, (uint32_t)strlen(text));
	const struct model_file *file = accept_source(source, false, NULL);

	assert_non_null(file);
	return file;
}

const struct model_decl *accept_find(
	const struct model_file *file, enum model_decl_kind kind, const char *name)
{
	for (size_t i = 0; i < file->count; i++) {
		if (file->decls[i].kind == kind && strcmp(file->decls[i].name, name) == 0)
			return &file->decls[i];
	}
	fail_msg("no %s", name);
	return NULL;
}

const struct model_record *accept_struct(const struct model_file *file, const char *name)
{
	return accept_find(file, MODEL_DECL_STRUCT, name)->as.record;
}

const struct model_clause *accept_clause(
	const struct model_file *file, const char *protocol, const char *name)
{
	const struct model_protocol *found =
		accept_find(file, MODEL_DECL_PROTOCOL, protocol)->as.protocol;

	for (size_t i = 0; i < found->count; i++) {
		if (strcmp(found->clauses[i]->name, name) == 0)
			return found->clauses[i];
	}
	fail_msg("no %s.%s", protocol, name);
	return NULL;
}

const char *accept_order(const struct model_file *file)
{
	const char *names = "";

	for (size_t i = 0; i < file->count; i++)
		names = arena_printf(
			&accept_arena, "%s%s%s", names, i ? " " : "", file->decls[i].name);
	return names;
}
