/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/*
 * What crosses the wire has a bound and is nothing that only this process knows. Roots are lists of
 * fields of clauses, errors and servers' parameters; structs are followed from whoever contains
 * them. `crosses` is the root through which a struct gets onto the wire first.
 */

static bool is_here_only(const struct model_type *type)
{
	return type->kind >= MODEL_FROM && type->kind <= MODEL_EXTERN;
}

/* Where else it may stand. */
static const char *place_of(const struct model_type *type)
{
	if (type->kind == MODEL_EXTERN)
		return "in state";
	return type->kind == MODEL_REF
		       ? "in state, as a parameter of a server (also in a list), in "
			 "parameters of info clauses and in contexts of responses"
		       : "in state, in parameters of info clauses and in contexts "
			 "of responses";
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
			      : type->kind == MODEL_MAP
				      ? arena_printf(c->arena, "map<%s, %s, 100>", type->key->word,
						type->item->word)
				      : arena_printf(c->arena, "%s<64>", type->word);

	diag_error(c->diag, DIAG_UNBOUNDED, field->span, "%s and needs a bound, as in %s",
		subject(c, root, record, field), example);
	note(c, root);
}

static bool lacks_bound(const struct model_type *type)
{
	return !type->bounded && (model_is_container(type) || type->kind == MODEL_STRING ||
					 type->kind == MODEL_BYTES);
}

/* The part of a type that may not cross the wire; without one, what it is made of at last. */
static const struct model_type *find_part(const struct model_type *type)
{
	while (!lacks_bound(type) && type->item) {
		if (type->key && (lacks_bound(type->key) || is_here_only(type->key)))
			return type->key;
		type = type->item;
	}
	return type;
}

/* One error for a field. */
static void check_field(struct check *c, const struct root *root, const struct model_record *record,
	const struct model_field *field)
{
	const struct model_type *type = find_part(field->type);

	if (lacks_bound(type)) {
		refuse_unbounded(c, root, record, field, type);
	} else if (is_here_only(type) && !(root->is_server && is_ref_param(field->type))) {
		diag_error(c->diag, DIAG_STATE_ONLY, field->span,
			"%s, which %s '%s' cannot: it stands %s", subject(c, root, record, field),
			strchr("aeiou", type->word[0]) ? "an" : "a",
			type->kind == MODEL_REF ? type_text(c, field->type) : type->word,
			place_of(type));
		note(c, root);
	} else if (type->kind == MODEL_STRUCT) {
		struct decl *decl = decl_of_record(c, type->record);

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

/* Where a struct stands; what it is made of stands there too. */
enum { IN_MESSAGE = 1, IN_STATE = 2, IN_SECRET = 4 /* in the state of a server with a secret */ };

/* A struct that is only in messages to oneself has bounds by choice, but it is in messages. */
static void mark(struct check *c, const struct model_record *record, unsigned places)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;
		struct model_record *inner;

		while (type->item)
			type = type->item;
		if (type->kind != MODEL_STRUCT)
			continue;
		inner = decl_of_record(c, type->record)->record;
		inner->in_message = inner->in_message || (places & IN_MESSAGE);
		inner->in_state = inner->in_state || (places & IN_STATE);
		inner->in_secret = inner->in_secret || (places & IN_SECRET);
	}
}

/* Of messages to oneself all may be parts but what is the user's own. */
static void refuse_externs(struct check *c, const struct model_record *record, struct span span)
{
	for (size_t i = 0; i < record->count; i++) {
		if (record->fields[i].type->kind != MODEL_EXTERN)
			continue;
		diag_error(c->diag, DIAG_STATE_ONLY, record->fields[i].span,
			"'%s' is sent in a message, which an extern cannot be: it stands in state",
			record->fields[i].name);
		if (span.source)
			diag_note(c->diag, span, "the %s is here",
				record->is_union ? "union" : "struct");
	}
}

static void check_server(struct check *c, const struct model_server *server)
{
	struct model_record state = { .fields = server->state, .count = server->state_count };
	unsigned places = IN_STATE | (server->is_secret ? IN_SECRET : 0u);

	check_root(c, server->params, true);
	mark(c, server->params, places);
	mark(c, &state, places);
	for (size_t i = 0; i < server->entry_count; i++)
		check_clause(c, server->entries[i].clause);
	for (size_t i = 0; i < server->info_count; i++) {
		refuse_externs(c, server->infos[i].clause->in, (struct span){ 0 });
		mark(c, server->infos[i].clause->in, IN_MESSAGE);
	}
	for (size_t i = 0; i < server->response_count; i++) {
		refuse_externs(c, server->responses[i].clause->in, (struct span){ 0 });
		mark(c, server->responses[i].clause->in, IN_MESSAGE);
	}
}

/* A struct in state, which may be in messages too. */
static void check_in_state(struct check *c, const struct decl *decl)
{
	const struct model_record *record = decl->record;

	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;
		struct span span = record->fields[i].span;

		if (!state_check_type(c, type, span, false))
			continue;
		while (type->item && type->kind != MODEL_MAP)
			type = type->item;
		if (type->kind != MODEL_MAP || !record->in_message)
			continue;
		diag_error(c->diag, DIAG_MAP_PLACE, span,
			"a %s that holds a map is for messages or for state: '%s' is in both",
			record->is_union ? "union" : "struct", record->name);
		if (decl->crosses.source)
			diag_note(c->diag, decl->crosses, "it crosses the wire here");
	}
}

/* An owning struct that no message carries has one form in C. */
static void settle_form(struct decl *decl)
{
	if (model_is_held_only(decl->record))
		((struct model_type *)decl->type)->c_type = decl->type->c_state_type;
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
			mark(c, decl->record, IN_MESSAGE);
		if (decl->record->in_state) {
			mark(c, decl->record,
				IN_STATE | (decl->record->in_secret ? IN_SECRET : 0u));
			check_in_state(c, decl);
			settle_form(decl);
		}
		if (!decl->crosses.source) {
			if (decl->record->in_message)
				refuse_externs(c, decl->record, decl->tree->name.span);
			continue;
		}
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
	/* Of a copy the protocol's own clause says it. */
	if (!clause->of && clause->in->limit && clause->in->limit >= clause->in->encoded_max)
		diag_warning(c->diag, DIAG_NO_LIMIT, clause->span,
			"a request to '%s' takes %llu byte%s at most: its 'within' limits nothing",
			clause->name, (unsigned long long)clause->in->encoded_max,
			clause->in->encoded_max == 1 ? "" : "s");
	if (!clause->in->limit)
		check_size(c, clause->in, clause->span,
			clause->kind == MODEL_CALL ? "call" : "cast", clause->name);
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
		for (size_t j = 0; decl->server && j < decl->server->entry_count; j++) {
			const struct model_clause *clause = decl->server->entries[j].clause;

			if (strcmp(clause->owner, decl->server->name) == 0)
				check_sizes(c, clause);
		}
	}
}
