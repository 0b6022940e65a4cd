/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/*
 * Aliases, structs and unions are nodes, the names in their types edges. A walk in depth, on a
 * stack of its own, finds each node after all that it needs; an edge back to a node on the stack
 * closes a cycle.
 */
struct edge {
	struct edge *next;
	struct decl *to;
	struct span span;  /* of the field, or of the alias' type */
	const char *field; /* NULL: of an alias */
};

struct step {
	struct decl *decl;
	const struct edge *edge; /* the one being followed */
};

struct walk {
	struct check *c;
	struct step *steps;
	size_t count;
	size_t cap;
};

static bool is_node(const struct decl *decl)
{
	return decl->tree->kind == TREE_ALIAS || decl->tree->kind == TREE_STRUCT ||
	       decl->tree->kind == TREE_UNION;
}

static struct decl *node_named(struct check *c, const struct tree_name *name)
{
	struct decl *decl = decl_find(c, name);

	return decl && is_node(decl) ? decl : NULL;
}

static void add_edges(struct check *c, struct edge ***end, const struct tree_type *type,
	struct span span, const char *field)
{
	for (; type; type = type->item) {
		struct decl *to = type->kind == TREE_TYPE_NAME ? node_named(c, &type->name) : NULL;
		struct edge *edge;

		if (type->key)
			add_edges(c, end, type->key, span, field);
		if (!to)
			continue;
		edge = arena_take(c->arena, sizeof(*edge));
		*edge = (struct edge){ .to = to, .span = span, .field = field };
		**end = edge;
		*end = &edge->next;
	}
}

static void push(struct walk *w, struct decl *decl)
{
	struct check *c = w->c;
	struct edge *edges = NULL;
	struct edge **end = &edges;

	if (decl->tree->kind == TREE_ALIAS)
		add_edges(c, &end, decl->tree->type, decl->tree->type->span, NULL);
	for (const struct tree_field *at = decl->tree->fields; at; at = at->next)
		add_edges(c, &end, at->type, at->name.span, at->name.text);
	decl->mark = DECL_OPEN;
	arena_grow(c->arena, (void **)&w->steps, w->count, &w->cap, sizeof(*w->steps));
	w->steps[w->count++] = (struct step){ decl, edges };
}

/* The steps from..count-1 are a cycle: reported at its first place, the others as notes. */
static void refuse(struct walk *w, size_t from)
{
	struct check *c = w->c;
	size_t first = from;
	size_t len = w->count - from;
	const char *what;

	for (size_t i = from; i < w->count; i++) {
		struct decl *decl = w->steps[i].decl;

		decl->wrong = true;
		decl->type = &c->builtin[MODEL_WRONG];
		if (w->steps[i].edge->span.start < w->steps[first].edge->span.start)
			first = i;
	}
	what = decl_kind_text(w->steps[first].decl->tree->kind);
	diag_error(c->diag, DIAG_RECURSIVE_TYPE, w->steps[first].edge->span,
		"%s '%s' contains itself%s", strchr(what, ' ') + 1,
		w->steps[first].decl->tree->name.text,
		len > 1 ? ", through what it contains here" : "");
	for (size_t i = 1; i < len; i++) {
		const struct step *step = &w->steps[from + (first - from + i) % len];

		diag_note(c->diag, step->edge->span, "'%s' contains '%s' here",
			step->decl->tree->name.text, step->edge->to->tree->name.text);
	}
}

static void finish(struct check *c, struct decl *decl)
{
	decl->mark = DECL_DONE;
	if (!decl->wrong)
		structs_define(c, decl);
	c->types[c->type_count++] = decl;
}

static void walk_from(struct walk *w, struct decl *decl)
{
	push(w, decl);
	while (w->count) {
		struct step *top = &w->steps[w->count - 1];
		struct decl *to;

		if (!top->edge) {
			w->count--;
			finish(w->c, top->decl);
			continue;
		}
		to = top->edge->to;
		if (to->mark == DECL_OPEN) {
			size_t from = w->count - 1;

			while (w->steps[from].decl != to)
				from--;
			if (!to->wrong)
				refuse(w, from);
		}
		if (to->mark == DECL_NEW)
			push(w, to);
		else
			top->edge = top->edge->next;
	}
}

void cycles_order(struct check *c)
{
	struct walk walk = { .c = c };

	c->types = arena_take_many(c->arena, c->count, sizeof(*c->types));
	for (size_t i = 0; i < c->count; i++) {
		struct decl *decl = &c->decls[i];

		if (is_node(decl) && decl->mark == DECL_NEW)
			walk_from(&walk, decl);
	}
}
