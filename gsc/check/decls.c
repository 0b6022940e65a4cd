/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

struct decl *decl_find(struct check *c, const struct tree_name *name)
{
	const struct scope_entry *entry = scope_find(&c->names, name->text);
	struct decl *decl = entry ? entry->what : NULL;

	return decl && unit_sees(c, name->span, decl->unit) ? decl : NULL;
}

struct decl *decl_of_kind(struct check *c, enum tree_decl_kind kind, const char *name)
{
	const struct scope_entry *entry = scope_find(&c->names, name);
	struct decl *decl = entry ? entry->what : NULL;

	if (decl && decl->tree->kind == kind)
		return decl;
	/* The name is declared twice, which was reported: this is the other one. */
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == kind &&
			strcmp(c->decls[i].tree->name.text, name) == 0)
			return &c->decls[i];
	}
	return NULL;
}

struct decl *decl_of_record(struct check *c, const struct model_record *record)
{
	return decl_of_kind(c, record->is_union ? TREE_UNION : TREE_STRUCT, record->name);
}

const char *decl_kind_text(enum tree_decl_kind kind)
{
	static const char *const texts[TREE_DECL_KIND_COUNT] = {
		[TREE_IMPORT] = "an import",
		[TREE_CONST] = "a constant",
		[TREE_ALIAS] = "a type",
		[TREE_ENUM] = "an enum",
		[TREE_STRUCT] = "a struct",
		[TREE_UNION] = "a union",
		[TREE_ERROR] = "an error",
		[TREE_PROTOCOL] = "a protocol",
		[TREE_SERVER] = "a server",
		[TREE_SYSTEM] = "a system",
		[TREE_CODE] = "C code",
		[TREE_TOP] = "C code",
	};

	return texts[kind];
}

void decl_offer(struct check *c, struct suggest *suggest, enum tree_decl_kind kind,
	const struct tree_name *wanted)
{
	for (size_t i = 0; i < c->count && suggestion_may_offer(c); i++) {
		const struct decl *decl = &c->decls[i];

		if (decl->tree->kind == kind && unit_sees(c, wanted->span, decl->unit))
			suggestion_offer(c, suggest, decl->tree->name.text);
		else
			c->offered++;
	}
}

void decl_note_hidden(struct check *c, const struct tree_name *name)
{
	const struct scope_entry *entry = scope_find(&c->names, name->text);

	if (entry && !unit_sees(c, name->span, ((struct decl *)entry->what)->unit))
		diag_note(c->diag, entry->span,
			"there is a '%s' here, in a file that '%s' does not "
			"import",
			name->text, name->span.source->path);
}

void decl_unknown(struct check *c, enum diag_code code, enum tree_decl_kind kind,
	const struct tree_name *name)
{
	const char *what = decl_kind_text(kind);
	const struct decl *other = decl_find(c, name);
	struct suggest suggest;

	if (other && other->tree->kind != kind) {
		diag_error(c->diag, code, name->span, "'%s' is %s, not %s", name->text,
			decl_kind_text(other->tree->kind), what);
		return;
	}
	if (c->incomplete)
		return;
	suggest_init(&suggest, name->text);
	decl_offer(c, &suggest, kind, name);
	diag_error(c->diag, code, name->span, "unknown %s '%s'%s", strchr(what, ' ') + 1,
		name->text, suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
	decl_note_hidden(c, name);
}
