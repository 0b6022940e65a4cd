/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/*
 * Every name that the file's C has outside of functions, in C's two spaces: tags, and the ordinary
 * names of functions, objects, types and enumerators. What the emitters name must stand here.
 */

struct owner {
	const char *format; /* "the reply of '%s'" */
	const char *name;
};

const char *cnames_owner(struct check *c, const void *what)
{
	const struct owner *owner = what;
	struct text text;

	text_init(&text, c->arena);
	for (const char *at = owner->format; *at; at++) {
		if (at[0] == '%' && at[1] == 's') {
			text_put(&text, owner->name);
			at++;
		} else {
			text_raw(&text, at, 1);
		}
	}
	return arena_copy(c->arena, text.bytes, text.len);
}

static void claim(struct check *c, struct scope *space, const char *c_name, struct span span,
	const char *format, const char *name)
{
	struct owner *owner = arena_take(c->arena, sizeof(*owner));
	const struct scope_entry *first;

	*owner = (struct owner){ format, name };
	if (reserved_is_macro(&c->reserved, c_name) && strcmp(c_name, name) != 0) {
		diag_error(c->diag, DIAG_BAD_NAME, span,
			"%s would be '%s' in C, which C's headers define as a macro",
			cnames_owner(c, owner), c_name);
		return;
	}
	first = scope_claim(space, c_name, span, owner);
	if (!first)
		return;
	diag_error(c->diag, DIAG_NAME_CLASH, span, "%s and %s would both be '%s' in C",
		cnames_owner(c, first->what), cnames_owner(c, owner), c_name);
	if (first->span.source)
		diag_note(c->diag, first->span, "the first is here");
}

static void claim_ident(struct check *c, const char *base, const char *suffix, struct span span,
	const char *format, const char *name)
{
	claim(c, &c->idents, names_join(c->arena, base, suffix), span, format, name);
}

static void claim_prefixed(struct check *c, const char *prefix, const char *base, struct span span,
	const char *format, const char *name)
{
	claim(c, &c->idents, names_join(c->arena, prefix, base), span, format, name);
}

static void claim_tag(struct check *c, const char *base, const char *suffix, struct span span,
	const char *format, const char *name)
{
	claim(c, &c->tags, names_join(c->arena, base, suffix), span, format, name);
}

/* The tables and functions made for one field: of what lists and optionals hold. */
static void claim_field(
	struct check *c, const struct model_record *record, const struct model_field *field)
{
	const struct model_type *type = field->type;
	const char *base, *list;

	if (!type->drop && !type->item && !type->real_ranged)
		return;
	base = names_join(c->arena, names_join(c->arena, field->name, "of"), record->c_name);
	list = base;
	if (type->drop)
		claim_prefixed(c, "drop", base, field->span, "the end of '%s'", field->name);
	for (; type->item; type = type->item) {
		if (type->key) {
			claim_ident(c, base, "pair", field->span, "the table of '%s'", field->name);
			claim_ident(c, base, "pair_fields", field->span, "the table of '%s'",
				field->name);
			claim_tag(c, base, "entry", field->span, "an entry of '%s'", field->name);
		}
		if (model_is_container(type)) {
			claim_prefixed(
				c, "read", list, field->span, "the reader of '%s'", field->name);
			claim_prefixed(
				c, "write", list, field->span, "the writer of '%s'", field->name);
			list = names_join(c->arena, list, "items");
		}
		base = names_join(c->arena, base, "item");
		claim(c, &c->idents, base, field->span, "the table of '%s'", field->name);
	}
	if (type->real_ranged)
		claim_ident(c, base, "reals", field->span, "the range of '%s'", field->name);
}

/* The tables and functions made for a list of fields. */
static void claim_record(struct check *c, const struct model_record *record, struct span span)
{
	const char *base = record->c_name;

	claim_ident(c, base, "record", span, "the table of '%s'", record->name);
	if (!record->count)
		return;
	claim_ident(c, base, "fields", span, "the table of '%s'", record->name);
	claim_ident(c, base, "fallback", span, "the defaults of '%s'", record->name);
	claim_prefixed(c, "read", base, span, "the reader of '%s'", record->name);
	claim_prefixed(c, "write", base, span, "the writer of '%s'", record->name);
	for (size_t i = 0; i < record->count; i++)
		claim_field(c, record, &record->fields[i]);
}

/* The functions for what stands in state. */
static void claim_held(
	struct check *c, const char *owner, const struct model_field *fields, size_t count)
{
	static const char *const of_map[] = { "get", "put", "touch", "del", "clear", "first",
		"next", NULL };
	static const char *const of_list[] = { "push", "at", "remove", "clear", "view", NULL };

	for (size_t i = 0; i < count; i++) {
		const char *base = names_join(c->arena, owner, fields[i].name);
		const struct model_type *container = model_container(fields[i].type);
		const char *const *verbs = container && container->kind == MODEL_MAP ? of_map
										     : of_list;

		for (; container && *verbs; verbs++)
			claim_ident(c, base, *verbs, fields[i].span, "a function for '%s'",
				fields[i].name);
	}
}

/* What says which member a value of a union has. */
static void claim_members(struct check *c, const struct model_record *record, struct span span)
{
	claim_tag(c, record->name, "tag", span, "the tag of union '%s'", record->name);
	for (size_t i = 0; i < record->count; i++)
		claim(c, &c->idents,
			names_enumerator(c->arena, record->name, record->fields[i].name),
			record->fields[i].span, "the member '%s'", record->fields[i].name);
}

static void claim_struct(struct check *c, const struct model_record *record, struct span span)
{
	static const char *const verbs[] = { "set", "view", "become" };
	bool is_union = record->is_union;

	claim(c, &c->tags, record->name, span, is_union ? "union '%s'" : "struct '%s'",
		record->name);
	if (is_union)
		claim_members(c, record, span);
	claim_record(c, record, span);
	if (!record->in_state)
		return;
	claim_held(c, record->name, record->fields, record->count);
	if (!record->owns)
		return;
	claim_tag(c, record->name, "held", span, "'%s' in state", record->name);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]) - !is_union; i++)
		claim_ident(c, record->name, verbs[i], span, "a function for '%s'", record->name);
}

/* A parameter with a default is a member of the options, and so is a call's `timeout`. */
static void check_options(struct check *c, const struct model_clause *clause)
{
	const struct model_field *field = record_find(clause->in, "timeout");

	if (clause->kind != MODEL_CALL || !field || !field->fallback)
		return;
	diag_error(c->diag, DIAG_NAME_CLASH, field->span,
		"a call's parameter with a default cannot be called 'timeout': the options of "
		"'%s' have one of that name already",
		clause->name);
}

/* What callers of a call or cast use; named by its protocol, or its server. */
static void claim_clause(struct check *c, const struct model_clause *clause)
{
	const char *base = clause->c_name;
	const char *name = clause->name;
	const char *upper = names_upper(c->arena, base);
	struct span span = clause->span;

	claim(c, &c->tags, base, span, "the message of '%s'", name);
	if (!clause->of)
		claim_tag(c, base, "options", span, "the options of '%s'", name);
	claim_ident(c, base, "clause", span, "the descriptor of '%s'", name);
	claim_ident(c, base, "notify", span, "the client's function of '%s'", name);
	claim_ident(c, base, "cast", span, "the function that sends '%s'", name);
	if (!clause->of)
		claim_ident(c, base, "defaults", span, "the defaults of '%s'", name);
	claim_ident(c, upper, "ENCODED_MAX", span, "the size of '%s'", name);
	claim_record(c, clause->in, span);
	check_options(c, clause);
	if (clause->kind != MODEL_CALL)
		return;
	claim_ident(c, base, "raises", span, "the errors of '%s'", name);
	claim_ident(c, base, "call", span, "the client's function of '%s'", name);
	claim_ident(c, base, "begin", span, "the client's function of '%s'", name);
	claim_ident(c, base, "done", span, "the client's callback of '%s'", name);
	claim_prefixed(c, "land", base, span, "the client's callback of '%s'", name);
	claim_ident(c, upper, "REPLY_ENCODED_MAX", span, "the size of the reply of '%s'", name);
	if (!clause->out || clause->of)
		return;
	claim_tag(c, base, "reply", span, "the reply of '%s'", name);
	claim_record(c, clause->out, span);
}

static void claim_clauses(struct check *c, const struct model_protocol *protocol, struct span span)
{
	const char *name = protocol->name;

	for (size_t i = 0; i < protocol->count; i++) {
		const struct model_clause *clause = protocol->clauses[i];

		claim_clause(c, clause);
		claim_prefixed(c, "notice", clause->c_name, clause->span,
			"the client's handler of '%s'", clause->name);
	}
	claim_tag(c, name, "handlers", span, "the handlers of '%s'", name);
	claim_ident(c, name, "handle", span, "the client's function of '%s'", name);
	claim_ident(c, name, "notices", span, "the client's table of '%s'", name);
}

static const char clause_handler[] = "the handler of clause '%s'";
static const char member_handler[] = "the handler of %s";

static void claim_handler(struct check *c, const char *server, const char *c_name, struct span span,
	const char *format, const char *name)
{
	claim(c, &c->idents, c_name, span, format, name);
	claim(c, &c->idents, arena_printf(c->arena, "%s_run_%s", server, name), span,
		"the entry of '%s'", name);
}

static void claim_entries(struct check *c, const struct model_server *server)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		const struct model_handler *entry = &server->entries[i];
		const struct model_clause *clause = entry->clause;
		const char *base = names_join(c->arena, server->name, clause->name);
		bool is_own = strcmp(clause->owner, server->name) == 0;
		struct span span = is_own ? clause->span : server->span;

		if (is_own)
			claim_clause(c, clause);
		claim_handler(c, server->name, entry->c_name, span, clause_handler, clause->name);
		if (clause->kind != MODEL_CALL)
			continue;
		claim_ident(c, base, "reply", span, "the late answer of '%s'", clause->name);
		claim_ident(c, base, "fail", span, "the late failure of '%s'", clause->name);
	}
}

static void claim_infos(struct check *c, const struct model_server *server)
{
	for (size_t i = 0; i < server->info_count; i++) {
		const struct model_clause *clause = server->infos[i].clause;
		const char *name = clause->name;

		claim(c, &c->tags, clause->c_name, clause->span, "the message of '%s'", name);
		claim_handler(c, server->name, server->infos[i].c_name, clause->span,
			clause_handler, name);
		claim_record(c, clause->in, clause->span);
		claim_ident(
			c, clause->c_name, "clause", clause->span, "the descriptor of '%s'", name);
		claim_ident(c, clause->c_name, "after", clause->span, "the timer of '%s'", name);
		claim_ident(c, clause->c_name, "send", clause->span, "the sender of '%s'", name);
		claim_ident(c, clause->c_name, "next", clause->span, "the sender of '%s'", name);
	}
	for (size_t i = 0; i < server->tick_count; i++) {
		const struct model_clause *clause = server->ticks[i].clause;

		claim_handler(c, server->name, server->ticks[i].c_name, clause->span,
			clause_handler, clause->name);
	}
}

/* The tables of its struct: `struct`, as no clause can be called that. */
static void claim_state(struct check *c, const struct model_server *server)
{
	struct model_record state = {
		.name = server->name,
		.c_name = names_join(c->arena, server->name, "struct"),
		.fields = server->params->fields,
		.count = server->params->count,
	};

	claim_ident(
		c, state.c_name, "record", server->span, "the table of server '%s'", server->name);
	claim_ident(
		c, state.c_name, "fields", server->span, "the table of server '%s'", server->name);
	for (size_t i = 0; i < server->params->count; i++)
		claim_field(c, &state, &server->params->fields[i]);
	for (size_t i = 0; i < server->state_count; i++)
		claim_field(c, &state, &server->state[i]);
	claim_held(c, server->name, server->params->fields, server->params->count);
	claim_held(c, server->name, server->state, server->state_count);
}

static void claim_responses(struct check *c, const struct model_server *server)
{
	for (size_t i = 0; i < server->response_count; i++) {
		const struct model_response *response = &server->responses[i];
		const struct model_clause *clause = response->clause;
		const char *name = clause->name;

		claim(c, &c->tags, clause->c_name, clause->span, "the context of '%s'", name);
		claim_handler(
			c, server->name, response->c_name, clause->span, clause_handler, name);
		claim_record(c, clause->in, clause->span);
		claim_ident(
			c, clause->c_name, "clause", clause->span, "the descriptor of '%s'", name);
		claim_ident(
			c, clause->c_name, "request", clause->span, "the request of '%s'", name);
	}
}

static void claim_server(struct check *c, const struct model_server *server)
{
	static const char *const tables[] = { "entries", "infos", "ticks", "responses", "notifies",
		"describe", "key" };
	static const char *const hooks[MODEL_HOOK_COUNT] = {
		[MODEL_INIT] = "init",
		[MODEL_TERMINATE] = "terminate",
		[MODEL_DOWN] = "down",
		[MODEL_GONE] = "gone",
		[MODEL_SIGNAL] = "signal",
	};
	const char *name = server->name;

	claim(c, &c->tags, name, server->span, "the state of server '%s'", name);
	claim_tag(c, name, "params", server->span, "the parameters of server '%s'", name);
	claim_ident(c, name, "class", server->span, "the descriptor of server '%s'", name);
	claim_ident(c, name, "start", server->span, "the function that starts '%s'", name);
	if (server->key.field)
		claim_ident(c, name, "at", server->span, "the function for refs to '%s'", name);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		claim_ident(c, name, tables[i], server->span, "a table of server '%s'", name);
	claim_prefixed(c, "begin", name, server->span, "the start of server '%s'", name);
	claim_record(c, server->params, server->span);
	claim_state(c, server);
	for (size_t i = 0; i < MODEL_HOOK_COUNT; i++) {
		if (server->hooks[i].is_there)
			claim_handler(c, name, arena_printf(c->arena, "%s_on_%s", name, hooks[i]),
				server->span, member_handler, hooks[i]);
	}
	claim_entries(c, server);
	claim_infos(c, server);
	claim_responses(c, server);
}

static void claim_enum(struct check *c, const struct model_enum *enumeration, struct span span,
	const struct tree_enumerator *tree)
{
	const char *name = enumeration->name;

	claim(c, &c->tags, name, span, "enum '%s'", name);
	claim_ident(c, name, "names", span, "the table of enum '%s'", name);
	claim_ident(c, name, "enum", span, "the table of enum '%s'", name);
	for (size_t i = 0; i < enumeration->count; i++, tree = tree->next)
		claim(c, &c->idents, enumeration->enumerators[i].c_name, tree->name.span,
			"the enumerator '%s'", enumeration->enumerators[i].name);
}

static void claim_error(struct check *c, const struct model_error *error, struct span span)
{
	const char *base = error->record->c_name;

	claim(c, &c->tags, base, span, "error '%s'", error->name);
	claim(c, &c->idents, base, span, "error '%s'", error->name);
	claim_ident(c, error->name, "error", span, "the table of error '%s'", error->name);
	claim_record(c, error->record, span);
	if (!error->record->count)
		return;
	claim_ident(c, base, "of", span, "the fields of error '%s'", error->name);
	claim_ident(c, base, "with", span, "the fields of error '%s'", error->name);
	claim_ident(c, base, "in", span, "the fields of error '%s'", error->name);
}

/* The tables of a protocol that children of a system are seen as. */
static void claim_protocol(struct check *c, const char *base, struct span span, const char *system)
{
	static const char format[] = "a protocol in system '%s'";

	claim(c, &c->idents, base, span, format, system);
	claim_ident(c, base, "clauses", span, format, system);
	claim_ident(c, base, "describe", span, format, system);
}

static void claim_system(struct check *c, const struct model_system *system, struct span span)
{
	const char *name = system->name;

	claim_ident(c, name, "system", span, "system '%s'", name);
	claim_ident(c, name, "listens", span, "the listeners of system '%s'", name);
	claim_ident(c, name, "children", span, "the children of system '%s'", name);
	claim_ident(c, name, "remotes", span, "the remotes of system '%s'", name);
	for (size_t i = 0; i < system->listen_count; i++)
		claim(c, &c->idents, arena_printf(c->arena, "%s_%zu_serves", name, i), span,
			"what a listener of system '%s' serves", name);
	for (size_t i = 0; i < system->view_count; i++)
		claim_protocol(c, system->views[i]->c_name, span, name);
	for (size_t i = 0; i < system->child_count; i++) {
		const struct model_child *child = &system->children[i];
		const char *base = names_join(c->arena, name, child->name);

		if (!child->server) {
			claim_ident(c, base, "supervisor", span, "the table of supervisor '%s'",
				child->name);
			continue;
		}
		claim_ident(c, base, "params", span, "the arguments of child '%s'", child->name);
		claim_ident(c, base, "wires", span, "the refs of child '%s'", child->name);
	}
}

static void claim_decl(struct check *c, const struct decl *decl)
{
	struct span span = decl->tree->name.span;
	const char *name = decl->tree->name.text;

	switch (decl->tree->kind) {
	case TREE_CONST: claim(c, &c->idents, name, span, "constant '%s'", name); break;
	case TREE_ENUM: claim_enum(c, decl->enumeration, span, decl->tree->enumerators); break;
	case TREE_STRUCT:
	case TREE_UNION: claim_struct(c, decl->record, span); break;
	case TREE_ERROR: claim_error(c, decl->error, span); break;
	case TREE_PROTOCOL: claim_clauses(c, decl->protocol, span); break;
	case TREE_SERVER: claim_server(c, decl->server); break;
	case TREE_SYSTEM: claim_system(c, decl->system, span); break;
	default: break;
	}
}

/* gs.h has these for the errors that every call may fail with. */
static void claim_runtime(struct check *c)
{
	static const char *const names[] = { "bad_request", "denied", "internal", "overloaded" };
	static const struct span nowhere;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *c_name = names_join(c->arena, "error", names[i]);

		claim(c, &c->tags, c_name, nowhere, "the runtime's own error '%s'", names[i]);
		claim(c, &c->idents, c_name, nowhere, "the runtime's own error '%s'", names[i]);
	}
	claim(c, &c->tags, "std", nowhere, "%s", "the namespace of C++'s library");
}

void cnames_collect(struct check *c)
{
	claim_runtime(c);
	for (size_t i = 0; i < c->count; i++)
		claim_decl(c, &c->decls[i]);
	for (size_t i = 0; i < c->count; i++)
		hiding_check(c, &c->decls[i]);
}
