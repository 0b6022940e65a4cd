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

		if (error && against_is_first(a, "error", error->name))
			against_fields(a, AGAINST_REPLY, error->name, old->raises[i]->record,
				error->record, now->span);
		if (error)
			continue;
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

uint64_t against_most(const struct model_clause *clause)
{
	uint64_t limit = clause->in->limit;

	return limit && limit < clause->in->encoded_max ? limit : clause->in->encoded_max;
}

/* What a clause says of itself besides its fields. */
static void compare_limits(
	struct against *a, const struct model_clause *old, const struct model_clause *now)
{
	if (now->in->limit && against_most(now) < against_most(old)) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"'%s' takes %s at most now, not %s", now->name,
			against_size_text(a, against_most(now)),
			against_size_text(a, against_most(old)));
		diag_note(a->diag, old->span, "it did here");
	}
	if (now->kind == MODEL_CALL && old->timeout != now->timeout) {
		diag_warning(a->diag, DIAG_BREAKS_SOURCES, now->span,
			"callers of '%s' wait %s now, not %s, where they do not say how long",
			now->name, against_time_text(a, now->timeout),
			against_time_text(a, old->timeout));
		diag_note(a->diag, old->span, "it was so here");
	}
}

void against_clause(struct against *a, enum against_way way, const struct model_clause *old,
	const struct model_clause *now)
{
	if (old->kind != now->kind) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span, "'%s' is a %s now, not a %s",
			now->name, now->kind == MODEL_CALL ? "call" : "cast",
			old->kind == MODEL_CALL ? "call" : "cast");
		diag_note(a->diag, old->span, "it was one here");
		return;
	}
	against_fields(a, way, now->name, old->in, now->in, now->span);
	compare_reply(a, old, now);
	compare_raises(a, old, now);
	if (way == AGAINST_REQUEST)
		compare_limits(a, old, now);
}

void against_no_clause(struct against *a, const struct model_clause *clause, const char *what,
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

static void compare_clauses(struct against *a, enum against_way way,
	const struct model_protocol *old, const struct model_protocol *now, struct span span)
{
	for (size_t i = 0; i < old->count; i++) {
		const struct model_clause *clause = find_in(now, old->clauses[i]->name);

		if (clause)
			against_clause(a, way, old->clauses[i], clause);
		else
			against_no_clause(a, old->clauses[i], "protocol", old->name, span);
	}
}

/* The messages of a protocol that servers notify of go to clients; of one that they implement, or
 * that others may, from clients. */
static void compare_protocol(struct against *a, const struct model_protocol *old,
	const struct model_protocol *now, struct span span)
{
	bool is_pushed = false;
	bool is_called = false;

	for (size_t i = 0; i < a->old->count; i++) {
		const struct model_decl *decl = &a->old->decls[i];

		if (decl->kind != MODEL_DECL_SERVER)
			continue;
		is_pushed = is_pushed || against_notifies(decl->as.server, old->name);
		is_called = is_called || against_implements(decl->as.server, old->name);
	}
	if (is_pushed)
		compare_clauses(a, AGAINST_REPLY, old, now, span);
	if (is_called || !is_pushed)
		compare_clauses(a, AGAINST_REQUEST, old, now, span);
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
	case MODEL_DECL_SYSTEM: return "the system";
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

/* Do clients know it, and not C alone? */
static bool is_called(const struct model_decl *old)
{
	if (old->kind == MODEL_DECL_SYSTEM)
		return old->as.system->child_count || old->as.system->listen_count;
	return old->kind == MODEL_DECL_PROTOCOL || old->kind == MODEL_DECL_SERVER;
}

static void report_no_decl(
	struct against *a, const struct model_decl *old, const struct model_file *now)
{
	struct span start = { now->source, 0, 0 };

	if (!kind_text(old))
		return;
	diag_error(a->diag, is_called(old) ? DIAG_BREAKS_CLIENTS : DIAG_BREAKS_SOURCES, start,
		"%s '%s' is gone", kind_text(old), old->name);
	diag_note(a->diag, old->span, "it was here");
}

/* Clients never see what a system is called; tests start it by that. */
static void compare_names(
	struct against *a, const struct model_decl *old, const struct model_decl *now)
{
	if (strcmp(old->name, now->name) == 0)
		return;
	diag_error(a->diag, DIAG_BREAKS_SOURCES, now->span, "the system '%s' is called '%s' now",
		old->name, now->name);
	diag_note(a->diag, old->span, "it was called so here");
}

static void compare_decl(
	struct against *a, const struct model_decl *old, const struct model_decl *now)
{
	switch (old->kind) {
	case MODEL_DECL_PROTOCOL:
		compare_protocol(a, old->as.protocol, now->as.protocol, now->span);
		break;
	case MODEL_DECL_SERVER: against_server(a, old->as.server, now->as.server); break;
	case MODEL_DECL_SYSTEM:
		compare_names(a, old, now);
		against_system(a, old->as.system, now->as.system, now->span);
		break;
	default: break; /* compared where it crosses the wire, or in the end */
	}
}

/* A struct, whether messages have it or state alone. */
static bool is_struct(const struct model_decl *decl)
{
	return decl->kind == MODEL_DECL_STRUCT || decl->kind == MODEL_DECL_STRUCT_HELD;
}

/* What never crosses the wire is known to C that was written for it. */
static void compare_rest(struct against *a, const struct model_decl *old)
{
	const struct model_decl *decl = old->kind == MODEL_DECL_ENUM ? find_decl(a->now, old)
								     : NULL;

	if (decl)
		against_unsent_enum(a, old->as.enumeration, decl->as.enumeration, decl->span);
	for (size_t i = 0; is_struct(old) && i < a->now->count; i++) {
		decl = &a->now->decls[i];
		if (is_struct(decl) && strcmp(decl->name, old->name) == 0)
			against_unsent_record(a, old->as.record, decl->as.record, decl->span);
	}
}

void against_check(struct arena *arena, struct diag *diag, const struct model_file *old,
	const struct model_file *now)
{
	struct against a = { .arena = arena, .diag = diag, .old = old, .now = now };

	diag->keeps_all = true;
	scope_init(&a.seen, arena);
	for (size_t i = 0; i < old->count; i++) {
		const struct model_decl *decl = find_decl(now, &old->decls[i]);

		if (decl)
			compare_decl(&a, &old->decls[i], decl);
		else
			report_no_decl(&a, &old->decls[i], now);
	}
	for (size_t i = 0; i < old->count; i++)
		compare_rest(&a, &old->decls[i]);
}
