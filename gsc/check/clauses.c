/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

enum { DEFAULT_TIMEOUT_S = 5 };

static int64_t timeout_of(struct check *c, const struct tree_clause *tree)
{
	int64_t timeout = INT64_C(1000000000) * DEFAULT_TIMEOUT_S;

	if (!tree->timeout)
		return timeout;
	if (tree->timeout->kind == TREE_NONE)
		return -1;
	(void)constant_duration(c, tree->timeout, "'timeout'", &timeout);
	return timeout;
}

static uint64_t within_of(struct check *c, const struct tree_clause *tree)
{
	model_int within = 0;

	if (tree->within)
		(void)constant_integer(c, tree->within, "'within'", 1, MESSAGE_MAX, &within);
	return (uint64_t)within;
}

/* The four that every call may fail with need no `raises`. */
static bool is_always_raised(const char *name)
{
	return strcmp(name, "overloaded") == 0 || strcmp(name, "denied") == 0 ||
	       strcmp(name, "internal") == 0 || strcmp(name, "bad_request") == 0;
}

static void set_raises(struct check *c, const struct tree_clause *tree, struct model_clause *clause)
{
	const struct model_error **raises;
	size_t count = 0;

	for (const struct tree_names *at = tree->raises; at; at = at->next)
		count++;
	raises = arena_take_many(c->arena, count, sizeof(struct model_error *));
	clause->raises = raises;
	scope_clear(&c->said);
	for (const struct tree_names *at = tree->raises; at; at = at->next) {
		struct decl *error;

		if (is_repeated(c, &at->name, "raised"))
			continue;
		if (is_always_raised(at->name.text)) {
			diag_error(c->diag, DIAG_UNKNOWN_ERROR, at->name.span,
				"every call may fail with '%s': it is not declared", at->name.text);
			continue;
		}
		error = error_named(c, &at->name);
		if (error)
			raises[clause->raises_count++] = error->error;
	}
}

static void set_reply(struct check *c, const struct tree_clause *tree, struct model_clause *clause)
{
	const char *c_name = arena_printf(c->arena, "%s_reply", clause->c_name);

	if (!tree->has_reply)
		return;
	if (tree->reply)
		clause->out = record_bare(c, clause->name, c_name, tree->reply);
	else if (tree->fields)
		clause->out = record_make(c, RECORD_REPLY, clause->name, c_name, tree->fields);
}

static enum model_clause_kind kind_of(enum tree_clause_kind kind)
{
	switch (kind) {
	case TREE_CALL: return MODEL_CALL;
	case TREE_CAST: return MODEL_CAST;
	case TREE_RESPONSE: return MODEL_RESPONSE;
	default: return MODEL_INFO;
	}
}

static enum record_place place_of(enum tree_clause_kind kind)
{
	switch (kind) {
	case TREE_INFO: return RECORD_INFO;
	case TREE_RESPONSE: return RECORD_CONTEXT;
	default: return RECORD_PARAMS;
	}
}

struct model_clause *clause_make(struct check *c, const struct tree_clause *tree, const char *owner)
{
	struct model_clause *clause = arena_take(c->arena, sizeof(*clause));
	struct model_record *in;

	clause->kind = kind_of(tree->kind);
	clause->name = tree->name.text;
	clause->doc = doc_text(c, tree->doc);
	clause->owner = owner;
	clause->c_name = names_join(c->arena, owner, clause->name);
	clause->span = tree->name.span;
	in = record_make(c, place_of(tree->kind), clause->name, clause->c_name, tree->params);
	in->limit = within_of(c, tree);
	clause->in = in;
	set_reply(c, tree, clause);
	set_raises(c, tree, clause);
	clause->timeout = timeout_of(c, tree);
	return clause;
}

const struct model_clause *clause_keyed(struct check *c, const struct model_clause *clause,
	const struct model_server *server, struct span span)
{
	struct model_clause *keyed = arena_take(c->arena, sizeof(*keyed));
	struct model_record *in = arena_take(c->arena, sizeof(*in));
	const struct model_field *key = server->key.field;
	const struct model_field *twin = record_find(clause->in, key->name);
	struct model_field *fields = arena_take_many(
		c->arena, clause->in->count + 1, sizeof(*fields));

	if (twin) {
		diag_error(c->diag, DIAG_NAME_CLASH, twin->span,
			"parameter '%s' has the name of the key, which every clause of '%s' has",
			key->name, server->name);
		diag_note(c->diag, key->span, "the key is here");
	}
	fields[0] = *key;
	for (size_t i = 0; i < clause->in->count; i++)
		fields[i + 1] = clause->in->fields[i];
	*keyed = *clause;
	keyed->of = strcmp(clause->owner, server->name) == 0 ? NULL : clause;
	keyed->is_keyed = true;
	keyed->owner = server->name;
	keyed->c_name = names_join(c->arena, server->name, clause->name);
	keyed->span = span;
	*in = *clause->in;
	in->c_name = keyed->c_name;
	in->fields = fields;
	in->count++;
	record_finish(in);
	keyed->in = in;
	return keyed;
}

static bool is_fit_for_protocol(struct check *c, const struct tree_clause *tree)
{
	if (!tree->has_params) {
		diag_error(c->diag, DIAG_SHORT_CLAUSE, tree->name.span,
			"'%s' needs its parameters here, if only '()'", tree->name.text);
		return false;
	}
	if (tree->existing.source)
		diag_error(c->diag, DIAG_WRONG_PLACE, tree->existing,
			"'existing' is said by a keyed server, not by a protocol");
	return true;
}

static void make_protocol(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	struct model_protocol *protocol = arena_take(c->arena, sizeof(*protocol));
	const struct model_clause **clauses;
	struct scope names;
	size_t count = 0;

	for (const struct tree_clause *at = tree->clauses; at; at = at->next)
		count++;
	clauses = arena_take_many(c->arena, count, sizeof(struct model_clause *));
	protocol->name = tree->name.text;
	protocol->doc = doc_text(c, tree->doc);
	protocol->clauses = clauses;
	scope_init(&names, c->arena);
	for (const struct tree_clause *at = tree->clauses; at; at = at->next) {
		if (!is_fit_for_protocol(c, at))
			continue;
		if (names_allowed(c, &at->name) && names_declare(c, &names, &at->name, NULL))
			clauses[protocol->count++] = clause_make(c, at, protocol->name);
	}
	decl->protocol = protocol;
}

void protocols_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_PROTOCOL)
			make_protocol(c, &c->decls[i]);
	}
}
