/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* Beyond that a wrong name stays without a suggestion, so that many in a large file stay quick. */
enum { OFFERED_MAX = 1000000 };

bool suggestion_may_offer(const struct check *c)
{
	return c->offered < OFFERED_MAX;
}

void suggestion_offer(struct check *c, struct suggest *suggest, const char *name)
{
	if (!suggestion_may_offer(c))
		return;
	c->offered++;
	suggest_offer(suggest, name);
}

const char *suggestion_text(struct check *c, const struct suggest *suggest)
{
	const char *best = suggest_best(suggest);

	return best ? arena_printf(c->arena, "; did you mean '%s'?", best) : "";
}

const char *doc_text(struct check *c, struct span doc)
{
	struct text text;
	const char *at;
	const char *end;

	if (!doc.source)
		return NULL;
	text_init(&text, c->arena);
	at = doc.source->bytes + doc.start;
	end = doc.source->bytes + doc.end;
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		const char *stop = line_end ? line_end : end;

		while (at < stop && (*at == ' ' || *at == '\t'))
			at++;
		if (stop - at >= 3 && memcmp(at, "///", 3) == 0) {
			at += 3;
			at += at < stop && *at == ' ';
			if (text.len)
				text_raw(&text, "\n", 1);
			text_raw(&text, at, (size_t)(stop - at) - (stop > at && stop[-1] == '\r'));
		}
		at = line_end ? line_end + 1 : end;
	}
	return arena_copy(c->arena, text.bytes, text.len);
}

bool is_repeated(struct check *c, const struct tree_name *name, const char *what)
{
	const struct scope_entry *first = scope_claim(&c->said, name->text, name->span, NULL);

	if (!first)
		return false;
	diag_error(c->diag, DIAG_DUPLICATE, name->span, "'%s' is %s twice", name->text, what);
	diag_note(c->diag, first->span, "the first time is here");
	return true;
}

static bool is_allowed(struct check *c, const struct tree_decl *tree)
{
	switch (tree->kind) {
	case TREE_CONST: return names_const_allowed(c, &tree->name);
	case TREE_ALIAS:
	case TREE_ENUM:
	case TREE_STRUCT:
	case TREE_UNION: return names_type_allowed(c, &tree->name);
	case TREE_PROTOCOL:
	case TREE_SERVER: return names_class_allowed(c, &tree->name);
	default: return names_allowed(c, &tree->name);
	}
}

/* All names of the files; a name that is refused is known all the same. */
static void collect_names(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct tree_decl *tree = c->decls[i].tree;

		if (tree->name.text &&
			(is_allowed(c, tree) || !scope_find(&c->names, tree->name.text)))
			names_declare(c, &c->names, &tree->name, &c->decls[i]);
	}
}

static void run_passes(struct check *c, const struct tree_file *root)
{
	reserved_fill(&c->reserved);
	c->incomplete = !units_collect(c, root);
	collect_names(c);
	types_prepare(c);
	enums_prepare(c);
	constants_collect(c);
	enums_finish(c);
	cycles_order(c);
	constants_finish(c);
	errors_collect(c);
	protocols_collect(c);
	servers_collect(c);
	responses_collect(c);
	systems_collect(c);
	wire_check(c);
}

const struct model_file *check_file(struct arena *arena, struct diag *diag,
	const struct tree_file *tree, const struct check_options *options)
{
	static const struct check_options none;
	struct check *c = arena_take(arena, sizeof(*c));
	size_t errors = diag->errors;

	c->arena = arena;
	c->diag = diag;
	c->options = options ? options : &none;
	scope_init(&c->names, arena);
	scope_init(&c->reserved, arena);
	scope_init(&c->builtins, arena);
	scope_init(&c->fields, arena);
	scope_init(&c->said, arena);
	scope_init(&c->wanted, arena);
	scope_init(&c->children, arena);
	scope_init(&c->tags, arena);
	scope_init(&c->idents, arena);
	scope_init(&c->statuses, arena);
	scope_init(&c->generics, arena);
	run_passes(c, tree);
	if (diag->errors == errors)
		order_decls(c);
	if (diag->errors == errors)
		cnames_collect(c);
	if (diag->errors != errors || c->incomplete)
		return NULL;
	return units_finish(c);
}
