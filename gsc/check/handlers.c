/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* One server's clauses while they are gathered. */
struct gather {
	struct check *c;
	const struct tree_decl *decl;
	struct model_server *server;
	struct scope names;   /* of clauses */
	struct scope written; /* likewise of all, for suggestions; empty until one is wanted */
	struct model_handler *entries;
	struct model_handler *infos;
	struct model_tick *ticks;
	struct model_response *responses;
	const struct tree_clause *hooks[MODEL_HOOK_COUNT];
};

/* "a server has one 'init'" */
static const char *const hook_texts[MODEL_HOOK_COUNT] = {
	[MODEL_INIT] = "init",
	[MODEL_TERMINATE] = "terminate",
	[MODEL_DOWN] = "info down",
	[MODEL_GONE] = "info gone",
	[MODEL_SIGNAL] = "info signal",
};

static const char *handler_name(const struct gather *g, const char *clause)
{
	return arena_printf(g->c->arena, "%s_on_%s", g->server->name, clause);
}

static const char *kind_text(enum model_clause_kind kind)
{
	return kind == MODEL_CALL ? "call" : "cast";
}

static void refuse_short(struct gather *g, const struct tree_clause *tree)
{
	struct check *c = g->c;
	struct suggest suggest;

	for (const struct tree_clause *at = g->written.count ? NULL : g->decl->server->clauses; at;
		at = at->next)
		if (at->name.text)
			(void)scope_claim(&g->written, at->name.text, at->name.span, NULL);
	suggest_init(&suggest, tree->name.text);
	for (size_t i = 0; i < g->server->implements_count; i++) {
		const struct model_protocol *protocol = g->server->implements[i];

		for (size_t j = 0; j < protocol->count; j++)
			if (!scope_find(&g->written, protocol->clauses[j]->name))
				suggestion_offer(c, &suggest, protocol->clauses[j]->name);
	}
	if (g->decl->server->implements && !g->server->implements_count)
		return; /* the protocol is unknown, and was reported */
	diag_error(c->diag, DIAG_SHORT_CLAUSE, tree->name.span,
		"'%s' stands in no protocol that '%s' implements, so its parameters are needed, "
		"if only '()'%s",
		tree->name.text, g->server->name, suggestion_text(c, &suggest));
	diag_fix(c->diag, tree->name.span, suggest_best(&suggest));
}

static bool has_signature(const struct tree_clause *tree)
{
	return tree->has_reply || tree->raises || tree->timeout || tree->within;
}

/* A clause of this server; NULL: reported. */
static struct model_clause *make(struct gather *g, const struct tree_clause *tree)
{
	struct model_clause *clause;

	g->c->around = g->server->params;
	clause = clause_make(g->c, tree, g->server->name);
	g->c->around = NULL;
	return clause;
}

/* The clause that the handler answers: the protocol's, where there is one. NULL: reported. */
static const struct model_clause *clause_of(struct gather *g, const struct tree_clause *tree)
{
	struct check *c = g->c;
	const struct scope_entry *entry = scope_find(&c->wanted, tree->name.text);
	const struct model_clause *wanted = entry ? entry->what : NULL;
	enum model_clause_kind kind = tree->kind == TREE_CALL ? MODEL_CALL : MODEL_CAST;
	const struct model_clause *written;

	if (wanted && wanted->kind != kind) {
		diag_error(c->diag, DIAG_SIGNATURE, tree->span,
			"'%s' is a %s in protocol '%s', not a %s", tree->name.text,
			kind_text(wanted->kind), wanted->owner, kind_text(kind));
		diag_note(c->diag, wanted->span, "the protocol's clause is here");
		return wanted;
	}
	if (!tree->has_params && !wanted) {
		refuse_short(g, tree);
		return NULL;
	}
	if (!tree->has_params && has_signature(tree))
		diag_error(c->diag, DIAG_SHORT_CLAUSE, tree->span,
			"without parameters, '%s' takes all from protocol '%s': leave out what "
			"follows the name, or write all of it",
			tree->name.text, wanted->owner);
	if (!tree->has_params)
		return wanted;
	written = make(g, tree);
	if (!wanted)
		return written;
	(void)signature_same(c, tree, written, wanted);
	return wanted;
}

static void check_existing(const struct gather *g, const struct tree_clause *tree)
{
	if (tree->existing.source && !g->decl->server->keyed)
		diag_error(g->c->diag, DIAG_WRONG_PLACE, tree->existing,
			"'existing' stands in keyed servers: '%s' is not keyed", g->server->name);
}

static void add_entry(struct gather *g, const struct tree_clause *tree)
{
	const struct model_clause *clause = clause_of(g, tree);
	const struct words_of of = {
		.server = g->server,
		.kind = tree->kind == TREE_CALL ? "a call" : "a cast",
		.call = clause && clause->kind == MODEL_CALL ? clause : NULL,
		.name = tree->name.span,
	};

	if (!clause)
		return;
	check_existing(g, tree);
	g->entries[g->server->entry_count++] = (struct model_handler){
		.clause = g->server->key.field
				  ? clause_keyed(g->c, clause, g->server, tree->name.span)
				  : clause,
		.body = tree->body,
		.c_name = handler_name(g, clause->name),
		.is_existing = tree->existing.source != NULL,
	};
	if (tree->body && (clause->kind == MODEL_CALL) == (tree->kind == TREE_CALL))
		words_check(g->c, tree->body, &of);
}

static void add_tick(struct gather *g, const struct tree_clause *tree)
{
	const struct amount_of of = {
		.tree = g->decl->server,
		.server = g->server,
		.what = "a period",
		.is_duration = true,
	};
	struct model_tick tick = {
		.body = tree->body,
		.c_name = handler_name(g, tree->name.text),
		.is_idle = tree->idle != NULL,
	};

	if (tree->params)
		diag_error(g->c->diag, DIAG_WRONG_PLACE, tree->params->name.span,
			"an info clause with '%s' has no parameters: nobody would give them",
			tick.is_idle ? "idle" : "every");
	tick.clause = make(g, tree);
	if (amount_make(g->c, &of, tick.is_idle ? tree->idle : tree->every, &tick.period))
		g->ticks[g->server->tick_count++] = tick;
}

/* `info down(who: ref)`: it would be a message to oneself, which nobody sends. */
static void refuse_as_hook(struct check *c, const struct tree_clause *tree)
{
	static const struct {
		const char *name;
		const char *sees[2];
		const char *text;
	} hooks[] = {
		{ "down", { "who", "reason" }, "its body sees 'who' and 'reason'" },
		{ "gone", { "who", "who" }, "its body sees 'who'" },
		{ "signal", { "number", "number" }, "its body sees 'number'" },
	};
	size_t at = 0;

	while (at < 3 && strcmp(tree->name.text, hooks[at].name) != 0)
		at++;
	if (at == 3 || tree->every || tree->idle)
		return;
	for (const struct tree_field *field = tree->params; field; field = field->next) {
		if (strcmp(field->name.text, hooks[at].sees[0]) != 0 &&
			strcmp(field->name.text, hooks[at].sees[1]) != 0)
			return;
	}
	diag_error(c->diag, DIAG_WRONG_PLACE, tree->name.span,
		"the runtime's own 'info %s' has no parameters, nor '()': %s", tree->name.text,
		hooks[at].text);
}

static void add_info(struct gather *g, const struct tree_clause *tree)
{
	const struct words_of of = {
		.server = g->server, .kind = "an info clause", .name = tree->name.span
	};

	if (!tree->has_params)
		diag_error(g->c->diag, DIAG_SHORT_CLAUSE, tree->name.span,
			"'%s' needs its parameters here, if only '()'", tree->name.text);
	refuse_as_hook(g->c, tree);
	if (tree->every || tree->idle)
		add_tick(g, tree);
	else
		g->infos[g->server->info_count++] = (struct model_handler){
			.clause = make(g, tree),
			.body = tree->body,
			.c_name = handler_name(g, tree->name.text),
		};
	if (tree->body)
		words_check(g->c, tree->body, &of);
}

static void add_hook(struct gather *g, const struct tree_clause *tree, enum model_hook_kind kind)
{
	const struct words_of of = { .server = g->server, .kind = hook_texts[kind] };

	if (g->hooks[kind]) {
		diag_error(g->c->diag, DIAG_TWICE, tree->span, "a server has one '%s'", of.kind);
		diag_note(g->c->diag, g->hooks[kind]->span, "the first is here");
		return;
	}
	g->hooks[kind] = tree;
	g->server->hooks[kind] = (struct model_hook){ true, tree->body };
	if (tree->body)
		words_check(g->c, tree->body, &of);
}

/* What it answers is found when all servers are known. */
static void add_response(struct gather *g, const struct tree_clause *tree)
{
	const struct words_of of = {
		.server = g->server, .kind = "a response", .name = tree->name.span
	};

	g->responses[g->server->response_count++] = (struct model_response){
		.clause = make(g, tree),
		.body = tree->body,
		.c_name = handler_name(g, tree->name.text),
	};
	if (tree->body)
		words_check(g->c, tree->body, &of);
}

/* MODEL_HOOK_COUNT: it is none. */
static enum model_hook_kind hook_of(const struct tree_clause *tree)
{
	switch (tree->kind) {
	case TREE_INIT: return MODEL_INIT;
	case TREE_TERMINATE: return MODEL_TERMINATE;
	case TREE_DOWN: return MODEL_DOWN;
	case TREE_GONE: return MODEL_GONE;
	case TREE_SIGNAL: return MODEL_SIGNAL;
	default: return MODEL_HOOK_COUNT;
	}
}

static void add(struct gather *g, const struct tree_clause *tree)
{
	enum model_hook_kind hook = hook_of(tree);
	bool is_new;

	if (hook != MODEL_HOOK_COUNT) {
		add_hook(g, tree, hook);
		return;
	}
	is_new = !names_allowed(g->c, &tree->name) ||
		 names_declare(g->c, &g->names, &tree->name, (void *)tree);
	if (!is_new)
		return;
	if (tree->kind == TREE_INFO)
		add_info(g, tree);
	else if (tree->kind == TREE_RESPONSE)
		add_response(g, tree);
	else
		add_entry(g, tree);
}

/* "'acquire', 'release' and 'reset'"; NULL: the server has them all. */
static const char *missing_text(const struct gather *g, const struct model_protocol *protocol)
{
	const char *text = NULL;
	const char *last = NULL;

	for (size_t i = 0; i < protocol->count; i++) {
		if (scope_find(&g->names, protocol->clauses[i]->name))
			continue;
		if (last)
			text = text ? arena_printf(g->c->arena, "%s, '%s'", text, last)
				    : arena_printf(g->c->arena, "'%s'", last);
		last = protocol->clauses[i]->name;
	}
	if (!last)
		return NULL;
	return text ? arena_printf(g->c->arena, "%s and '%s'", text, last)
		    : arena_printf(g->c->arena, "'%s'", last);
}

/* All that an implemented protocol promises is there. */
static void check_missing(struct gather *g)
{
	const struct tree_names *name = g->decl->server->implements;

	for (size_t i = 0; i < g->server->implements_count; i++) {
		const struct model_protocol *protocol = g->server->implements[i];
		const char *missing = missing_text(g, protocol);

		while (strcmp(name->name.text, protocol->name) != 0)
			name = name->next;
		if (missing)
			diag_error(g->c->diag, DIAG_MISSING_CLAUSE, name->name.span,
				"server '%s' implements '%s' and lacks its %s", g->server->name,
				protocol->name, missing);
	}
}

/* An info clause or a response cannot stand for a protocol's clause. */
static void check_kinds(struct gather *g)
{
	for (size_t i = 0; i < g->server->implements_count; i++) {
		const struct model_protocol *protocol = g->server->implements[i];

		for (size_t j = 0; j < protocol->count; j++) {
			const struct model_clause *clause = protocol->clauses[j];
			const struct scope_entry *entry = scope_find(&g->names, clause->name);

			const struct tree_clause *tree = entry ? entry->what : NULL;

			if (!tree || (tree->kind != TREE_INFO && tree->kind != TREE_RESPONSE))
				continue;
			diag_error(g->c->diag, DIAG_SIGNATURE, entry->span,
				"'%s' is a %s in protocol '%s', not %s", clause->name,
				kind_text(clause->kind), protocol->name,
				tree->kind == TREE_INFO ? "an info clause" : "a response");
			diag_note(g->c->diag, clause->span, "the protocol's clause is here");
		}
	}
}

void handlers_make(struct check *c, const struct tree_decl *decl, struct model_server *server)
{
	struct gather g = { .c = c, .decl = decl, .server = server };
	size_t count = 0;

	for (const struct tree_clause *at = decl->server->clauses; at; at = at->next)
		count++;
	g.entries = arena_take_many(c->arena, count, sizeof(*g.entries));
	g.infos = arena_take_many(c->arena, count, sizeof(*g.infos));
	g.ticks = arena_take_many(c->arena, count, sizeof(*g.ticks));
	g.responses = arena_take_many(c->arena, count, sizeof(*g.responses));
	server->responses = g.responses;
	scope_init(&g.names, c->arena);
	scope_init(&g.written, c->arena);
	for (const struct tree_clause *at = decl->server->clauses; at; at = at->next)
		add(&g, at);
	check_missing(&g);
	check_kinds(&g);
	server->entries = g.entries;
	server->infos = g.infos;
	server->ticks = g.ticks;
}
