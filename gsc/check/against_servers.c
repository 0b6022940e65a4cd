/* SPDX-License-Identifier: MIT */
#include "gsc/check/against_rules.h"

#include "gsc/base/arena.h"

#include <string.h>

static const struct model_handler *find_entry(const struct model_server *server, const char *name)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		if (strcmp(server->entries[i].clause->name, name) == 0)
			return &server->entries[i];
	}
	return NULL;
}

static bool holds(const struct model_protocol *const *protocols, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(protocols[i]->name, name) == 0)
			return true;
	}
	return false;
}

bool against_implements(const struct model_server *server, const char *protocol)
{
	return holds(server->implements, server->implements_count, protocol);
}

bool against_notifies(const struct model_server *server, const char *protocol)
{
	return holds(server->notifies, server->notifies_count, protocol);
}

static bool has_protocol(const struct model_file *file, const char *name)
{
	for (size_t i = 0; i < file->count; i++) {
		if (file->decls[i].kind == MODEL_DECL_PROTOCOL &&
			strcmp(file->decls[i].name, name) == 0)
			return true;
	}
	return false;
}

/* A clause of a keyed server as it would be without its key, which is compared once for all. */
static const struct model_clause *without_key(struct against *a, const struct model_clause *clause)
{
	struct model_clause *bare;
	struct model_record *in;

	if (!clause->is_keyed)
		return clause;
	bare = arena_take(a->arena, sizeof(*bare));
	in = arena_take(a->arena, sizeof(*in));
	*bare = *clause;
	*in = *clause->in;
	in->fields++;
	in->count--;
	bare->in = in;
	return bare;
}

static void compare_keys(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	const struct model_field *was = old->key.field;
	const struct model_field *is = now->key.field;
	const struct model_record before = { .name = now->name, .fields = was, .count = 1 };
	const struct model_record after = { .name = now->name, .fields = is, .count = 1 };

	if (was && !is) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"server '%s' is not keyed any more: its calls and casts lose the key",
			now->name);
		diag_note(a->diag, was->span, "the key was here");
	} else if (!was && is) {
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, is->span,
			"server '%s' is keyed now: its calls and casts begin with the key",
			now->name);
		diag_note(a->diag, old->span, "it was not here");
	}
	if (!was || !is)
		return;
	against_fields(a, AGAINST_REQUEST, now->name, &before, &after, is->span);
	against_instances(a, old, now);
}

/* Who named what C has of it: the server itself, or a protocol. */
static const char *owner_of(const struct model_handler *entry)
{
	return (entry->clause->of ? entry->clause->of : entry->clause)->owner;
}

/* A protocol's clause is named by the protocol, though on the wire it is the server's as before. */
static void compare_owner(struct against *a, const struct model_server *now,
	const struct model_handler *was, const struct model_handler *is)
{
	const char *name = is->clause->name;

	if (strcmp(owner_of(was), now->name) != 0 || strcmp(owner_of(is), now->name) == 0)
		return;
	diag_error(a->diag, DIAG_BREAKS_SOURCES, now->span,
		"server '%s' has '%s' from '%s' now: its names in C begin with '%s_%s', not "
		"'%s_%s'",
		now->name, name, owner_of(is), owner_of(is), name, now->name, name);
	diag_note(a->diag, was->clause->span, "it was the server's own here");
}

void against_entries(struct against *a, const struct model_server *old,
	const struct model_server *now, struct span span)
{
	for (size_t i = 0; i < old->entry_count; i++) {
		const struct model_handler *was = &old->entries[i];
		const struct model_handler *is = find_entry(now, was->clause->name);
		const char *owner = owner_of(was);

		if (!is) {
			if (!against_implements(now, owner))
				against_no_clause(a, was->clause, "server", now->name, span);
			continue;
		}
		if (is->is_existing && !was->is_existing && old->key.field) {
			diag_error(a->diag, DIAG_BREAKS_CLIENTS, is->clause->span,
				"'%s' starts no instance any more: it answers no_server for a new "
				"key",
				is->clause->name);
			diag_note(a->diag, was->clause->span, "it did here");
		}
		if (strcmp(old->name, now->name) == 0)
			compare_owner(a, now, was, is);
		/* What is a protocol's in both is compared there. */
		if (!against_implements(now, owner))
			against_clause(a, AGAINST_REQUEST, without_key(a, was->clause),
				without_key(a, is->clause));
	}
}

static void compare_protocols(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	for (size_t i = 0; i < old->implements_count; i++) {
		const char *name = old->implements[i]->name;

		if (against_implements(now, name) || !has_protocol(a->now, name))
			continue;
		diag_error(a->diag, DIAG_BREAKS_SOURCES, now->span,
			"server '%s' does not implement '%s' any more: no ref<%s> fits it",
			now->name, name, name);
		diag_note(a->diag, old->span, "it did here");
	}
	for (size_t i = 0; i < old->notifies_count; i++) {
		const char *name = old->notifies[i]->name;

		if (against_notifies(now, name))
			continue;
		diag_error(a->diag, DIAG_BREAKS_CLIENTS, now->span,
			"server '%s' does not notify of '%s' any more, and clients wait for it",
			now->name, name);
		diag_note(a->diag, old->span, "it did here");
	}
}

static bool has_same_types(
	struct against *a, const struct model_record *old, const struct model_record *now)
{
	if (old->count != now->count)
		return false;
	for (size_t i = 0; i < old->count; i++) {
		if (strcmp(against_type_text(a, old->fields[i].type),
			    against_type_text(a, now->fields[i].type)) != 0)
			return false;
	}
	return true;
}

static void compare_infos(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	for (size_t i = 0; i < old->info_count; i++) {
		const struct model_clause *was = old->infos[i].clause;
		size_t at = 0;

		while (at < now->info_count && strcmp(now->infos[at].clause->name, was->name) != 0)
			at++;
		if (at < now->info_count && has_same_types(a, was->in, now->infos[at].clause->in))
			continue;
		if (at < now->info_count)
			diag_error(a->diag, DIAG_BREAKS_SOURCES, now->infos[at].clause->span,
				"'info %s' has other parameters now", was->name);
		else
			diag_error(a->diag, DIAG_BREAKS_SOURCES, now->span,
				"server '%s' has no 'info %s' any more", now->name, was->name);
		diag_note(a->diag, was->span, "C sends to it as it was here");
	}
}

void against_server(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	against_fields(a, AGAINST_SETTING, now->name, old->params, now->params, now->span);
	compare_keys(a, old, now);
	against_mailbox(a, old, now);
	compare_protocols(a, old, now);
	against_entries(a, old, now, now->span);
	/* The header shows both: to handlers in other files, and to tests. */
	against_members(a, arena_printf(a->arena, "the state of %s", now->name), old->state,
		old->state_count, now->state, now->state_count, now->span);
	compare_infos(a, old, now);
}
