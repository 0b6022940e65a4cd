/* SPDX-License-Identifier: MIT */
#include "gsc/check/against.h"
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"

#include <string.h>

static const struct model_error *find_raised(
	const struct model_clause *clause, const struct model_error *error)
{
	for (size_t i = 0; i < clause->raises_count; i++) {
		if (strcmp(clause->raises[i]->name, error->name) == 0)
			return clause->raises[i];
	}
	return NULL;
}

static void compare_raises(
	struct against *a, const struct model_clause *old, const struct model_clause *now)
{
	for (size_t i = 0; i < old->raises_count; i++) {
		const struct model_error *error = find_raised(now, old->raises[i]);

		if (error) {
			against_fields(a, AGAINST_REPLY, error->name, old->raises[i]->record,
				error->record, now->span);
			continue;
		}
		diag_error(a->diag, DIAG_BREAKS_SOURCES, now->span,
			"'%s' raises '%s' no more, and bodies may fail with it", now->name,
			old->raises[i]->name);
		diag_note(a->diag, old->span, "it did here");
	}
	for (size_t i = 0; i < now->raises_count; i++) {
		if (find_raised(old, now->raises[i]))
			continue;
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"'%s' raises '%s' now, which older clients do not expect", now->name,
			now->raises[i]->name);
		diag_note(a->diag, old->span, "it did not here");
	}
}

static const char *reply_text(struct against *a, const struct model_clause *clause)
{
	if (!clause->out)
		return "nothing";
	return clause->out->bare ? arena_printf(a->arena, "'%s'",
					   against_type_text(a, clause->out->fields->type))
				 : "named fields";
}

static void compare_reply(
	struct against *a, const struct model_clause *old, const struct model_clause *now)
{
	bool is_same = !old->out == !now->out && (!old->out || old->out->bare == now->out->bare);

	if (is_same && old->out) {
		against_fields(a, AGAINST_REPLY,
			arena_printf(a->arena, "the reply of %s", now->name), old->out, now->out,
			now->span);
	} else if (!is_same) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span, "'%s' answers %s now, not %s",
			now->name, reply_text(a, now), reply_text(a, old));
		diag_note(a->diag, old->span, "it was so here");
	}
}

static void compare_clause(
	struct against *a, const struct model_clause *old, const struct model_clause *now)
{
	if (old->kind != now->kind) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span, "'%s' is a %s now, not a %s",
			now->name, now->kind == MODEL_CALL ? "call" : "cast",
			old->kind == MODEL_CALL ? "call" : "cast");
		diag_note(a->diag, old->span, "it was one here");
		return;
	}
	against_fields(a, AGAINST_REQUEST, now->name, old->in, now->in, now->span);
	compare_reply(a, old, now);
	compare_raises(a, old, now);
}

static void report_no_clause(struct against *a, const struct model_clause *clause, const char *what,
	const char *name, struct span span)
{
	diag_error(a->diag, DIAG_BREAKS_CLIENTS, span, "%s '%s' has no '%s' any more", what, name,
		clause->name);
	diag_note(a->diag, clause->span, "it was here");
}

static const struct model_clause *find_in(const struct model_protocol *protocol, const char *name)
{
	for (size_t i = 0; i < protocol->count; i++) {
		if (strcmp(protocol->clauses[i]->name, name) == 0)
			return protocol->clauses[i];
	}
	return NULL;
}

static void compare_protocol(struct against *a, const struct model_protocol *old,
	const struct model_protocol *now, struct span span)
{
	for (size_t i = 0; i < old->count; i++) {
		const struct model_clause *clause = find_in(now, old->clauses[i]->name);

		if (clause)
			compare_clause(a, old->clauses[i], clause);
		else
			report_no_clause(a, old->clauses[i], "protocol", old->name, span);
	}
}

static const struct model_clause *find_entry(const struct model_server *server, const char *name)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		if (strcmp(server->entries[i].clause->name, name) == 0)
			return server->entries[i].clause;
	}
	return NULL;
}

static bool implements(const struct model_server *server, const char *protocol)
{
	for (size_t i = 0; i < server->implements_count; i++) {
		if (strcmp(server->implements[i]->name, protocol) == 0)
			return true;
	}
	return false;
}

/* What is a protocol's in both is compared there. */
static void compare_server(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	against_fields(a, AGAINST_SETTING, now->name, old->params, now->params, now->span);
	for (size_t i = 0; i < old->entry_count; i++) {
		const struct model_clause *was = old->entries[i].clause;
		const struct model_clause *is = find_entry(now, was->name);

		if (implements(now, was->owner))
			continue;
		if (!is)
			report_no_clause(a, was, "server", old->name, now->span);
		else
			compare_clause(a, was, is);
	}
}

static void compare_system(struct against *a, const struct model_system *old,
	const struct model_system *now, struct span before, struct span span)
{
	for (size_t i = 0; i < old->child_count; i++) {
		const char *name = old->children[i].name;
		size_t at = 0;

		while (at < now->child_count && strcmp(now->children[at].name, name) != 0)
			at++;
		if (at < now->child_count)
			continue;
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, span, "system '%s' has no '%s' any more",
			now->name, name);
		diag_note(a->diag, before, "it was in here");
	}
}

static const char *kind_text(const struct model_decl *old)
{
	switch (old->kind) {
	case MODEL_DECL_CONST: return "the constant";
	case MODEL_DECL_ENUM: return "the enum";
	case MODEL_DECL_STRUCT: return old->as.record->is_union ? "the union" : "the struct";
	case MODEL_DECL_ERROR: return "the error";
	case MODEL_DECL_PROTOCOL: return "the protocol";
	case MODEL_DECL_SERVER: return "the server";
	default: return NULL;
	}
}

/* A system is the only one of its kind, whatever it is called. */
static bool is_match(const struct model_decl *a, const struct model_decl *b)
{
	if (a->kind == MODEL_DECL_STRUCT && b->kind == MODEL_DECL_STRUCT &&
		a->as.record->is_union != b->as.record->is_union)
		return false;
	return a->kind == b->kind &&
	       (a->kind == MODEL_DECL_SYSTEM || strcmp(a->name, b->name) == 0);
}

static const struct model_decl *find_decl(
	const struct model_file *file, const struct model_decl *wanted)
{
	for (size_t i = 0; i < file->count; i++) {
		if (is_match(&file->decls[i], wanted))
			return &file->decls[i];
	}
	return NULL;
}

static void report_no_decl(
	struct against *a, const struct model_decl *old, const struct model_file *now)
{
	bool is_called = old->kind == MODEL_DECL_PROTOCOL || old->kind == MODEL_DECL_SERVER;
	struct span start = { now->source, 0, 0 };

	if (!kind_text(old))
		return;
	diag_error(a->diag, is_called ? DIAG_BREAKS_CLIENTS : DIAG_BREAKS_SOURCES, start,
		"%s '%s' is gone", kind_text(old), old->name);
	diag_note(a->diag, old->span, "it was here");
}

static void compare_decl(
	struct against *a, const struct model_decl *old, const struct model_decl *now)
{
	switch (old->kind) {
	case MODEL_DECL_PROTOCOL:
		compare_protocol(a, old->as.protocol, now->as.protocol, now->span);
		break;
	case MODEL_DECL_SERVER: compare_server(a, old->as.server, now->as.server); break;
	case MODEL_DECL_SYSTEM:
		compare_system(a, old->as.system, now->as.system, old->span, now->span);
		break;
	default: break; /* compared where it crosses the wire */
	}
}

void against_check(struct arena *arena, struct diag *diag, const struct model_file *old,
	const struct model_file *now)
{
	struct against a = { .arena = arena, .diag = diag };

	diag->keeps_all = true;
	scope_init(&a.seen, arena);
	for (size_t i = 0; i < old->count; i++) {
		const struct model_decl *decl = find_decl(now, &old->decls[i]);

		if (decl)
			compare_decl(&a, &old->decls[i], decl);
		else
			report_no_decl(&a, &old->decls[i], now);
	}
}
