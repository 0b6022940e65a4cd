/* SPDX-License-Identifier: MIT */
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"

#include <string.h>

/* What a listener that says nothing takes: that at least; and room for the envelope. */
enum { WITHIN_LEAST = 64 << 10, ENVELOPE = 1024 };

static const struct model_child *find_child(const struct model_system *system, const char *name)
{
	for (size_t i = 0; i < system->child_count; i++) {
		if (strcmp(system->children[i].name, name) == 0)
			return &system->children[i];
	}
	return NULL;
}

static bool has_remote(const struct model_system *system, const char *name)
{
	for (size_t i = 0; i < system->remote_count; i++) {
		if (strcmp(system->remotes[i].name, name) == 0)
			return true;
	}
	return false;
}

static const char *child_text(const struct model_child *child)
{
	return child->max ? "a group" : child->server ? "a server" : "a supervisor";
}

/* Clients know children by their names; of a group, those of its members. */
static void compare_child(
	struct against *a, const struct model_child *old, const struct model_child *now)
{
	if (!now->server || !old->max != !now->max) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span, "'%s' is %s now, not %s",
			now->name, child_text(now), child_text(old));
		diag_note(a->diag, old->span, "it was here");
		return;
	}
	if (now->max < old->max) {
		diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"the group '%s' has at most %u server%s now, not %u", now->name,
			(unsigned)now->max, now->max == 1 ? "" : "s", (unsigned)old->max);
		diag_note(a->diag, old->span, "it was so here");
	}
	if (strcmp(old->server->name, now->server->name) != 0)
		against_entries(a, old->server, now->server, now->span);
}

static void compare_children(struct against *a, const struct model_system *old,
	const struct model_system *now, struct span span)
{
	for (size_t i = 0; i < old->child_count; i++) {
		const struct model_child *was = &old->children[i];
		const struct model_child *is = find_child(now, was->name);

		if (!was->server)
			continue; /* nobody calls a supervisor */
		if (is) {
			compare_child(a, was, is);
			continue;
		}
		if (has_remote(now, was->name))
			diag_error(a->diag, DIAG_BREAKS_CLIENTS, span,
				"system '%s' has '%s' elsewhere now", now->name, was->name);
		else
			diag_error(a->diag, DIAG_BREAKS_CLIENTS, span,
				"system '%s' has no '%s' any more", now->name, was->name);
		diag_note(a->diag, was->span, "it was here");
	}
}

static const struct model_serve *find_serve(const struct model_listen *listen, const char *child)
{
	for (size_t i = 0; i < listen->serve_count; i++) {
		if (strcmp(listen->serves[i].child, child) == 0)
			return &listen->serves[i];
	}
	return NULL;
}

static bool has_clause(const struct model_protocol *protocol, const struct model_clause *clause)
{
	size_t at = 0;

	while (at < protocol->count && strcmp(protocol->clauses[at]->name, clause->name) != 0)
		at++;
	return at < protocol->count;
}

/* Does the protocol have all that a client may ask of the server? */
static bool covers(const struct model_protocol *protocol, const struct model_server *server)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		if (!has_clause(protocol, server->entries[i].clause))
			return false;
	}
	return true;
}

/* Is the child still served, and as what it was? */
static void compare_served(struct against *a, const struct model_listen *old,
	const struct model_listen *now, const struct model_child *child)
{
	const struct model_serve *was = find_serve(old, child->name);
	const struct model_serve *is = find_serve(now, child->name);
	const struct model_protocol *as = was ? was->as : NULL;

	if ((old->serve_count && !was) || !now->serve_count || !child->server)
		return;
	if (!is) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"this listener does not serve '%s' any more", child->name);
		diag_note(a->diag, old->span, "it did here");
	} else if (is->as && !(as && strcmp(as->name, is->as->name) == 0) &&
		   !covers(is->as, child->server)) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"this listener serves '%s' as '%s' only now, not as %s", child->name,
			is->as->name,
			as ? arena_printf(a->arena, "'%s'", as->name) : "all that it is");
		diag_note(a->diag, old->span, "it did here");
	}
}

/* The largest message: that which is said, or twice the largest parameters that it serves. */
static uint64_t within_of(const struct model_system *system, const struct model_listen *listen)
{
	uint64_t most = 0;

	for (size_t i = 0; !listen->within && i < system->child_count; i++) {
		const struct model_child *child = &system->children[i];
		const struct model_serve *serve = find_serve(listen, child->name);

		if (!child->server || (listen->serve_count && !serve))
			continue;
		for (size_t j = 0; j < child->server->entry_count; j++) {
			const struct model_clause *clause = child->server->entries[j].clause;
			uint64_t size = against_most(clause);

			if (size > most && (!serve || !serve->as || has_clause(serve->as, clause)))
				most = size;
		}
	}
	most = 2 * most + ENVELOPE;
	return listen->within ? listen->within : most > WITHIN_LEAST ? most : WITHIN_LEAST;
}

static void compare_limits(struct against *a, const struct model_system *before,
	const struct model_listen *old, const struct model_system *after,
	const struct model_listen *now)
{
	uint64_t was = within_of(before, old);
	uint64_t is = within_of(after, now);

	if (old->mode >= 0 && now->mode >= 0 && (old->mode & ~now->mode) != 0) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"the mode of this socket is %04o now, not %04o, and some may not use it",
			(unsigned)now->mode, (unsigned)old->mode);
		diag_note(a->diag, old->span, "it was so here");
	}
	if ((old->within || now->within) && is < was) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"this listener takes messages of %s at most now, not of %s",
			against_size_text(a, is), against_size_text(a, was));
		diag_note(a->diag, old->span, "it did here");
	}
	if (now->max && (!old->max || now->max < old->max)) {
		diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"this listener takes %u connection%s at most now, %s", (unsigned)now->max,
			now->max == 1 ? "" : "s",
			old->max ? arena_printf(a->arena, "not %u", (unsigned)old->max)
				 : "and had no limit");
		diag_note(a->diag, old->span, "it was so here");
	}
}

static void compare_listener(struct against *a, const struct model_listen *was,
	const struct model_system *old, const struct model_system *now, struct span span)
{
	size_t at = 0;

	while (at < now->listen_count && strcmp(now->listens[at].address, was->address) != 0)
		at++;
	if (at == now->listen_count) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, span,
			"system '%s' does not listen on '%s' any more", now->name, was->address);
		diag_note(a->diag, was->span, "it did here");
		return;
	}
	for (size_t i = 0; i < old->child_count; i++) {
		const struct model_child *child = find_child(now, old->children[i].name);

		if (child)
			compare_served(a, was, &now->listens[at], child);
	}
	compare_limits(a, old, was, now, &now->listens[at]);
}

void against_system(struct against *a, const struct model_system *old,
	const struct model_system *now, struct span span)
{
	compare_children(a, old, now, span);
	for (size_t i = 0; i < old->listen_count; i++)
		compare_listener(a, &old->listens[i], old, now, span);
}
