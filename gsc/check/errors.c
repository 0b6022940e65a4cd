/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

static const char *error_text(struct check *c, const struct tree_decl *tree)
{
	struct model_value text;

	if (!tree->value || !constant_eval(c, tree->value, NULL, &text))
		return tree->name.text;
	if (value_is_text(&text) && text.len && !memchr(text.string, 0, text.len))
		return text.string;
	diag_error(c->diag, DIAG_TYPE_MISMATCH, tree->value->span,
		"the text of an error is a string of UTF-8, neither empty nor with a NUL in it");
	return tree->name.text;
}

static void make(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	const char *name = tree->name.text;
	struct model_error *error = arena_take(c->arena, sizeof(*error));
	const char *status;
	const struct scope_entry *first;

	error->name = name;
	error->doc = doc_text(c, tree->doc);
	error->text = error_text(c, tree);
	error->status = names_status(name);
	error->record = record_make(
		c, RECORD_ERROR, name, names_join(c->arena, "error", name), tree->fields);
	decl->error = error;
	if (reserved_is_error(name)) {
		diag_error(c->diag, DIAG_BAD_NAME, tree->name.span,
			"an error cannot be called '%s': the runtime has one of that name", name);
		return;
	}
	status = value_integer_text(c, error->status);
	first = scope_find(&c->statuses, status);
	if (!first) {
		scope_add(&c->statuses, status, tree->name.span, decl);
	} else if (strcmp(((struct decl *)first->what)->error->name, name) != 0) {
		diag_error(c->diag, DIAG_STATUS_CLASH, tree->name.span,
			"errors '%s' and '%s' have the same status, %s, which is made from the "
			"name: rename one",
			name, ((struct decl *)first->what)->error->name, status);
		diag_note(c->diag, first->span, "the other is here");
	}
}

void errors_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_ERROR)
			make(c, &c->decls[i]);
	}
}

struct decl *error_named(struct check *c, const struct tree_name *name)
{
	struct decl *decl = decl_find(c, name);

	if (decl && decl->error)
		return decl;
	decl_unknown(c, DIAG_UNKNOWN_ERROR, TREE_ERROR, name);
	return NULL;
}
