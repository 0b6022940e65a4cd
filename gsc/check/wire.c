/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

/*
 * What crosses the wire has a bound and is nothing that only this process knows. Roots are lists of
 * fields of clauses, errors and servers' parameters; structs are followed from whoever contains
 * them. `crosses` is the root through which a struct gets onto the wire first.
 */

static bool is_here_only(const struct model_type *type)
{
	return type->kind == MODEL_FROM || type->kind == MODEL_TIMER || type->kind == MODEL_INSTANT;
}

/* Why the fields of a record are looked at. */
struct root {
	struct span crosses; /* through a struct: the field that brings it here */
	bool is_server;      /* the parameters of a server */
};

static void note(struct check *c, const struct root *root)
{
	if (root->crosses.source)
		diag_note(c->diag, root->crosses, "it crosses the wire here");
}

/* "'key' crosses the wire" */
static const char *subject(struct check *c, const struct root *root,
	const struct model_record *record, const struct model_field *field)
{
	if (record->bare)
		return "the reply crosses the wire";
	return arena_printf(c->arena, "'%s' %s", field->name,
		root->is_server ? "is a parameter of a server" : "crosses the wire");
}

static void refuse_unbounded(struct check *c, const struct root *root,
	const struct model_record *record, const struct model_field *field,
	const struct model_type *type)
{
	const char *example = type->kind == MODEL_LIST
				      ? arena_printf(c->arena, "list<%s, 100>", type->item->word)
				      : arena_printf(c->arena, "%s<64>", type->word);

	diag_error(c->diag, DIAG_UNBOUNDED, field->span, "%s and needs a bound, as in %s",
		subject(c, root, record, field), example);
	note(c, root);
}

/* One error for a field. */
static void check_field(struct check *c, const struct root *root, const struct model_record *record,
	const struct model_field *field)
{
	const struct model_type *type = field->type;

	while (type->item && (type->kind != MODEL_LIST || type->bounded))
		type = type->item;
	if ((type->kind == MODEL_STRING || type->kind == MODEL_BYTES || type->kind == MODEL_LIST) &&
		!type->bounded) {
		refuse_unbounded(c, root, record, field, type);
	} else if (is_here_only(type)) {
		diag_error(c->diag, DIAG_STATE_ONLY, field->span,
			"%s, which a '%s' cannot: it stands in state and in parameters of info "
			"clauses",
			subject(c, root, record, field), type->word);
		note(c, root);
	} else if (type->kind == MODEL_STRUCT) {
		struct decl *decl = decl_of_kind(c, TREE_STRUCT, type->record->name);

		if (!decl->crosses.source)
			decl->crosses = root->crosses.source ? root->crosses : field->span;
		decl->record->in_message = true;
	}
}

static void check_root(struct check *c, const struct model_record *record, bool is_server)
{
	const struct root root = { .is_server = is_server };

	for (size_t i = 0; record && i < record->count; i++)
		check_field(c, &root, record, &record->fields[i]);
}

static void check_clause(struct check *c, const struct model_clause *clause)
{
	check_root(c, clause->in, false);
	check_root(c, clause->out, false);
}

/* A struct that is only in messages to oneself has bounds by choice, but it is in messages. */
static void mark(struct check *c, const struct model_record *record, bool is_state)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;

		while (type->kind == MODEL_OPTIONAL || type->kind == MODEL_LIST)
			type = type->item;
		if (type->kind != MODEL_STRUCT)
			continue;
		if (is_state)
			decl_of_kind(c, TREE_STRUCT, type->record->name)->record->in_state = true;
		else
			decl_of_kind(c, TREE_STRUCT, type->record->name)->record->in_message = true;
	}
}

static void check_server(struct check *c, const struct model_server *server)
{
	struct model_record state = { .fields = server->state, .count = server->state_count };

	check_root(c, server->params, true);
	mark(c, server->params, true);
	mark(c, &state, true);
	for (size_t i = 0; i < server->entry_count; i++)
		check_clause(c, server->entries[i].clause);
	for (size_t i = 0; i < server->info_count; i++)
		mark(c, server->infos[i].clause->in, false);
}

/* Whoever contains a struct stands after it in c->types: a walk from the end carries all down. */
static void check_structs(struct check *c)
{
	for (size_t i = c->type_count; i-- > 0;) {
		struct decl *decl = c->types[i];
		struct root root = { .crosses = decl->crosses };

		if (!decl->record)
			continue;
		if (decl->record->in_message)
			mark(c, decl->record, false);
		if (decl->record->in_state)
			mark(c, decl->record, true);
		if (!decl->crosses.source)
			continue;
		structs_check_order(c, decl);
		for (size_t field = 0; field < decl->record->count; field++)
			check_field(c, &root, decl->record, &decl->record->fields[field]);
	}
}

static void check_size(struct check *c, const struct model_record *record, struct span span,
	const char *what, const char *name)
{
	if (record && record->encoded_max > MESSAGE_MAX && record->encoded_max != UINT64_MAX)
		diag_error(c->diag, DIAG_TOO_LARGE, span,
			"%s '%s' may take %llu bytes on the wire, more than 1 GiB", what, name,
			(unsigned long long)record->encoded_max);
}

static void check_sizes(struct check *c, const struct model_clause *clause)
{
	check_size(c, clause->in, clause->span, clause->kind == MODEL_CALL ? "call" : "cast",
		clause->name);
	check_size(c, clause->out, clause->span, "the reply of call", clause->name);
}

void wire_check(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct decl *decl = &c->decls[i];

		if (decl->error)
			check_root(c, decl->error->record, false);
		for (size_t j = 0; decl->protocol && j < decl->protocol->count; j++)
			check_clause(c, decl->protocol->clauses[j]);
		if (decl->server)
			check_server(c, decl->server);
	}
	check_structs(c);
	for (size_t i = 0; i < c->count; i++) {
		const struct decl *decl = &c->decls[i];

		if (decl->error)
			check_size(c, decl->error->record, decl->tree->name.span, "error",
				decl->error->name);
		for (size_t j = 0; decl->protocol && j < decl->protocol->count; j++)
			check_sizes(c, decl->protocol->clauses[j]);
		for (size_t j = 0; decl->server && j < decl->server->entry_count; j++)
			check_sizes(c, decl->server->entries[j].clause);
	}
}
