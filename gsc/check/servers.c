/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

static struct model_record *make_params(struct check *c, const struct tree_decl *tree)
{
	struct model_record *params = record_make(c, RECORD_SERVER, tree->name.text,
		names_join(c->arena, tree->name.text, "params"), tree->server->params);
	const struct tree_field *at = tree->server->params;

	for (size_t i = 0; i < params->count; i++, at = at->next)
		state_check_type(c, params->fields[i].type, at->type->span, true);
	return params;
}

/* Two protocols with a clause of the same name cannot be told apart by callers. */
static void check_meeting(struct check *c, const struct model_protocol *protocol, struct span span)
{
	bool is_met = false;

	for (size_t i = 0; i < protocol->count; i++) {
		const struct model_clause *clause = protocol->clauses[i];
		const struct scope_entry *first = scope_claim(
			&c->wanted, clause->name, clause->span, (void *)clause);
		const struct model_clause *twin = first ? first->what : NULL;

		if (!twin || is_met)
			continue;
		is_met = true;
		diag_error(c->diag, DIAG_DUPLICATE, span,
			"protocols '%s' and '%s' both have a clause '%s'", twin->owner,
			protocol->name, clause->name);
		diag_note(c->diag, twin->span, "that of '%s' is here", twin->owner);
		diag_note(c->diag, clause->span, "that of '%s' is here", protocol->name);
	}
}

/* Room for as many protocols as are named. */
static const struct model_protocol **make_protocols(struct check *c, const struct tree_names *names)
{
	size_t count = 0;

	for (; names; names = names->next)
		count++;
	return arena_take_many(c->arena, count, sizeof(struct model_protocol *));
}

/* The protocol that is named, for the first time; NULL: an error was reported. */
static const struct model_protocol *protocol_named(
	struct check *c, const struct tree_name *name, const char *what)
{
	const struct decl *decl = decl_find(c, name);

	if (is_repeated(c, name, what))
		return NULL;
	if (!decl || !decl->protocol) {
		decl_unknown(c, DIAG_UNKNOWN_PROTOCOL, TREE_PROTOCOL, name);
		return NULL;
	}
	return decl->protocol;
}

static void set_implements(
	struct check *c, const struct tree_server *tree, struct model_server *server)
{
	const struct model_protocol **protocols = make_protocols(c, tree->implements);

	server->implements = protocols;
	scope_clear(&c->said);
	scope_clear(&c->wanted);
	for (const struct tree_names *at = tree->implements; at; at = at->next) {
		const struct model_protocol *protocol = protocol_named(c, &at->name, "implemented");

		if (!protocol)
			continue;
		check_meeting(c, protocol, at->name.span);
		protocols[server->implements_count++] = protocol;
	}
}

/* A peer answers nothing: what it is notified of are casts. */
static bool has_casts_only(struct check *c, const struct model_protocol *protocol, struct span span)
{
	for (size_t i = 0; i < protocol->count; i++) {
		if (protocol->clauses[i]->kind == MODEL_CAST)
			continue;
		diag_error(c->diag, DIAG_WRONG_PLACE, span,
			"'%s' has a call, and peers are notified by casts only", protocol->name);
		diag_note(c->diag, protocol->clauses[i]->span, "the call is here");
		return false;
	}
	return true;
}

static void set_notifies(
	struct check *c, const struct tree_server *tree, struct model_server *server)
{
	const struct model_protocol **protocols = make_protocols(c, tree->notifies);

	server->notifies = protocols;
	scope_clear(&c->said);
	for (const struct tree_names *at = tree->notifies; at; at = at->next) {
		const struct model_protocol *protocol = protocol_named(c, &at->name, "notified");

		if (protocol && has_casts_only(c, protocol, at->name.span))
			protocols[server->notifies_count++] = protocol;
	}
}

static bool is_key_type(const struct model_type *type)
{
	return type_is_integer(type) || type->kind == MODEL_BOOL || type->kind == MODEL_ENUM ||
	       type->kind == MODEL_STRING || type->kind == MODEL_BYTES || type->kind == MODEL_WRONG;
}

static void set_key(struct check *c, const struct tree_server *tree, struct model_server *server)
{
	struct amount_of of = {
		.tree = tree,
		.server = server,
		.what = "an idle time",
		.is_duration = true,
	};
	const struct model_record *record;
	const struct model_field *param;

	if (!tree->keyed)
		return;
	record = record_make(c, RECORD_PARAMS, server->name, server->name, tree->key);
	param = record_find(server->params, tree->key->name.text);
	server->key.field = &record->fields[0];
	server->key.evicts = tree->key_evict.source != NULL;
	if (!is_key_type(record->fields[0].type))
		diag_error(c->diag, DIAG_TYPE_MISMATCH, tree->key->type->span,
			"a key is an integer, a bool, an enum, a string or bytes, not a '%s'",
			type_text(c, record->fields[0].type));
	if (param) {
		diag_error(c->diag, DIAG_DUPLICATE, tree->key->name.span,
			"'%s' is a parameter already", param->name);
		diag_note(c->diag, param->span, "it is here");
	}
	if (tree->key_idle)
		(void)amount_make(c, &of, tree->key_idle, &server->key.idle);
	of.what = "the number of instances";
	of.is_duration = false;
	if (tree->key_max)
		(void)amount_make(c, &of, tree->key_max, &server->key.max);
}

static void set_overflow(
	struct check *c, const struct tree_name *name, struct model_mailbox *mailbox)
{
	static const char *const words[] = {
		[MODEL_WAIT] = "wait",
		[MODEL_REJECT] = "reject",
		[MODEL_DROP_OLDEST] = "drop_oldest",
	};
	struct suggest suggest;

	if (!name->text)
		return;
	suggest_init(&suggest, name->text);
	for (unsigned i = 0; i <= MODEL_DROP_OLDEST; i++) {
		suggest_offer(&suggest, words[i]);
		if (strcmp(words[i], name->text) == 0) {
			mailbox->overflow = (enum model_overflow)i;
			return;
		}
	}
	diag_error(c->diag, DIAG_UNKNOWN_WORD, name->span,
		"an overflow is wait, reject or drop_oldest, not '%s'%s", name->text,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
}

static void set_mailbox(
	struct check *c, const struct tree_server *tree, struct model_server *server)
{
	struct amount_of of = { .tree = tree, .server = server, .what = "the bound of a mailbox" };
	struct model_mailbox *mailbox = &server->mailbox;

	if (!tree->mailbox)
		return;
	mailbox->is_given = true;
	(void)amount_make(c, &of, tree->mailbox->count, &mailbox->count);
	of.what = "the size of a mailbox";
	if (tree->mailbox->size)
		(void)amount_make(c, &of, tree->mailbox->size, &mailbox->size);
	set_overflow(c, &tree->mailbox->overflow, mailbox);
	if (tree->second_mailbox.source) {
		diag_error(c->diag, DIAG_TWICE, tree->second_mailbox, "a server has one mailbox");
		diag_note(c->diag, tree->mailbox->span, "the first is here");
	}
}

static bool keeps_secret(const struct model_server *server)
{
	bool is_secret = server->params->is_secret ||
			 (server->key.field && server->key.field->is_secret);

	for (size_t i = 0; i < server->state_count; i++)
		is_secret = is_secret || model_is_secret(&server->state[i]);
	return is_secret;
}

static void make(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	struct model_server *server = arena_take(c->arena, sizeof(*server));

	server->name = tree->name.text;
	server->doc = doc_text(c, tree->doc);
	server->span = tree->name.span;
	server->params = make_params(c, tree);
	set_key(c, tree->server, server);
	set_implements(c, tree->server, server);
	set_notifies(c, tree->server, server);
	set_mailbox(c, tree->server, server);
	state_make(c, tree->server, server);
	handlers_make(c, tree, server);
	server->is_secret = keeps_secret(server);
	decl->server = server;
}

void servers_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_SERVER)
			make(c, &c->decls[i]);
	}
}
