/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/*
 * Runs when all is well: structs nest at most DEPTH_MAX levels and contain no cycle, so that the
 * recursion below is bounded. What is imported stands there already, but for what each file makes
 * for itself of the types it uses: optionals, lists, maps, and structs as state holds them. Two
 * files that know nothing of each other may make the same.
 */

static void emit_type(struct check *c, const struct model_type *type, struct span span);
static void emit_held_type(struct check *c, const struct model_type *type, struct span span);

static struct model_decl *put(struct check *c, enum model_decl_kind kind, const char *name,
	const char *doc, struct span span)
{
	struct model_decl *out;

	arena_grow(c->arena, (void **)&c->out, c->out_count, &c->out_cap, sizeof(*c->out));
	out = &c->out[c->out_count++];
	*out = (struct model_decl){
		.kind = kind,
		.file = c->unit->model,
		.name = name,
		.doc = doc,
		.span = span,
	};
	return out;
}

static void emit_record(struct check *c, const struct model_record *record)
{
	for (size_t i = 0; record && i < record->count; i++)
		emit_type(c, record->fields[i].type, record->fields[i].span);
}

/* As state holds it, if that is something else. */
static void emit_held_struct(struct check *c, struct decl *decl)
{
	const struct model_record *record = decl->record;

	if (!record->owns || !record->in_state || scope_find(&c->unit->held, record->name))
		return;
	scope_add(&c->unit->held, record->name, decl->tree->name.span, NULL);
	for (size_t i = 0; i < record->count; i++)
		emit_held_type(c, record->fields[i].type, record->fields[i].span);
	put(c, MODEL_DECL_STRUCT_HELD, record->name, record->doc, decl->tree->name.span)
		->as.record = record;
}

static void emit_struct(struct check *c, struct decl *decl)
{
	if (model_is_held_only(decl->record)) {
		emit_held_struct(c, decl);
		return;
	}
	if (decl->emitted)
		return;
	decl->emitted = true;
	emit_record(c, decl->record);
	put(c, MODEL_DECL_STRUCT, decl->record->name, decl->record->doc, decl->tree->name.span)
		->as.record = decl->record;
}

static void emit_enum(struct check *c, struct decl *decl)
{
	if (decl->emitted)
		return;
	decl->emitted = true;
	put(c, MODEL_DECL_ENUM, decl->enumeration->name, decl->enumeration->doc,
		decl->tree->name.span)
		->as.enumeration = decl->enumeration;
}

static bool is_same(const struct model_type *a, const struct model_type *b)
{
	while (a->kind == b->kind && a->item) {
		if (a->key && (a->key->kind != b->key->kind ||
				      a->key->enumeration != b->key->enumeration))
			return false;
		a = a->item;
		b = b->item;
	}
	return a->kind == b->kind && a->record == b->record && a->enumeration == b->enumeration;
}

/* Types of equal word are one in C: it must not stand for two, as of list<opt_u32>, list<u32?>. */
static void emit_generic(
	struct check *c, enum model_decl_kind kind, const struct model_type *type, struct span span)
{
	const char *name = kind == MODEL_DECL_GENERIC ? type->c_type : type->c_state_type;
	const struct scope_entry *first = scope_find(&c->generics, name);

	if (!scope_find(&c->unit->generics, name)) {
		scope_add(&c->unit->generics, name, span, NULL);
		put(c, kind, type->word, NULL, span)->as.generic = type;
	}
	if (!first) {
		scope_add(&c->generics, name, span, (void *)type);
	} else if (!is_same(first->what, type)) {
		diag_error(c->diag, DIAG_NAME_CLASH, span, "%s and %s would both be '%s' in C",
			type_text(c, first->what), type_text(c, type), name);
		diag_note(c->diag, first->span, "the first is here");
	}
}

static void emit_type(struct check *c, const struct model_type *type, struct span span)
{
	switch (type->kind) {
	case MODEL_OPTIONAL:
	case MODEL_LIST:
	case MODEL_MAP:
		if (type->key)
			emit_type(c, type->key, span);
		emit_type(c, type->item, span);
		emit_generic(c, MODEL_DECL_GENERIC, type, span);
		break;
	case MODEL_ENUM: emit_enum(c, decl_of_kind(c, TREE_ENUM, type->enumeration->name)); break;
	case MODEL_STRUCT: emit_struct(c, decl_of_record(c, type->record)); break;
	default: break;
	}
}

/* As state holds it. A list has a view besides, which is that of a message. */
static void emit_held_type(struct check *c, const struct model_type *type, struct span span)
{
	switch (model_owns(type) ? type->kind : MODEL_KIND_COUNT) {
	case MODEL_STRING:
	case MODEL_BYTES: break;
	case MODEL_LIST:
		emit_type(c, type, span);
		emit_held_type(c, type->item, span);
		emit_generic(c, MODEL_DECL_GENERIC_HELD, type, span);
		break;
	case MODEL_OPTIONAL:
		emit_held_type(c, type->item, span);
		emit_generic(c, MODEL_DECL_GENERIC_HELD, type, span);
		break;
	case MODEL_MAP:
		emit_type(c, type->key, span);
		emit_held_type(c, type->item, span);
		break;
	case MODEL_STRUCT: {
		struct decl *decl = decl_of_record(c, type->record);

		emit_struct(c, decl);
		emit_held_struct(c, decl);
		break;
	}
	default: emit_type(c, type, span); break;
	}
}

static void emit_error(struct check *c, struct decl *decl)
{
	if (decl->emitted)
		return;
	decl->emitted = true;
	emit_record(c, decl->error->record);
	put(c, MODEL_DECL_ERROR, decl->error->name, decl->error->doc, decl->tree->name.span)
		->as.error = decl->error;
}

static void emit_clause(struct check *c, const struct model_clause *clause)
{
	emit_record(c, clause->in);
	emit_record(c, clause->out);
	for (size_t i = 0; i < clause->raises_count; i++)
		emit_error(c, decl_of_kind(c, TREE_ERROR, clause->raises[i]->name));
}

static void emit_protocol(struct check *c, struct decl *decl)
{
	if (decl->emitted)
		return;
	decl->emitted = true;
	for (size_t i = 0; i < decl->protocol->count; i++)
		emit_clause(c, decl->protocol->clauses[i]);
	put(c, MODEL_DECL_PROTOCOL, decl->protocol->name, decl->protocol->doc,
		decl->tree->name.span)
		->as.protocol = decl->protocol;
}

static void emit_server(struct check *c, struct decl *decl)
{
	const struct model_server *server = decl->server;

	if (decl->emitted)
		return;
	decl->emitted = true;
	for (size_t i = 0; i < server->implements_count; i++)
		emit_protocol(c, decl_of_kind(c, TREE_PROTOCOL, server->implements[i]->name));
	for (size_t i = 0; i < server->notifies_count; i++)
		emit_protocol(c, decl_of_kind(c, TREE_PROTOCOL, server->notifies[i]->name));
	emit_record(c, server->params);
	for (size_t i = 0; i < server->params->count; i++)
		emit_held_type(c, server->params->fields[i].type, server->params->fields[i].span);
	for (size_t i = 0; i < server->state_count; i++)
		emit_held_type(c, server->state[i].type, server->state[i].span);
	for (size_t i = 0; i < server->entry_count; i++) {
		if (strcmp(server->entries[i].clause->owner, server->name) == 0)
			emit_clause(c, server->entries[i].clause);
	}
	for (size_t i = 0; i < server->info_count; i++)
		emit_clause(c, server->infos[i].clause);
	for (size_t i = 0; i < server->response_count; i++)
		emit_clause(c, server->responses[i].clause);
	put(c, MODEL_DECL_SERVER, server->name, server->doc, decl->tree->name.span)->as.server =
		server;
}

static void emit_system(struct check *c, struct decl *decl)
{
	for (size_t i = 0; i < decl->system->child_count; i++) {
		const struct model_server *server = decl->system->children[i].server;

		if (server)
			emit_server(c, decl_of_kind(c, TREE_SERVER, server->name));
	}
	put(c, MODEL_DECL_SYSTEM, decl->system->name, decl->system->doc, decl->tree->name.span)
		->as.system = decl->system;
}

static void emit_const(struct check *c, struct decl *decl)
{
	if (decl->constant->type)
		emit_type(c, decl->constant->type, decl->tree->name.span);
	put(c, MODEL_DECL_CONST, decl->constant->name, decl->constant->doc, decl->tree->name.span)
		->as.constant = decl->constant;
}

void order_decls(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct decl *decl = &c->decls[i];

		c->unit = decl->unit;
		switch (decl->tree->kind) {
		case TREE_CONST: emit_const(c, decl); break;
		case TREE_ENUM: emit_enum(c, decl); break;
		case TREE_STRUCT:
		case TREE_UNION:
			emit_struct(c, decl);
			emit_held_struct(c, decl);
			break;
		case TREE_ERROR: emit_error(c, decl); break;
		case TREE_PROTOCOL: emit_protocol(c, decl); break;
		case TREE_SERVER: emit_server(c, decl); break;
		case TREE_SYSTEM: emit_system(c, decl); break;
		default: break;
		}
	}
}
