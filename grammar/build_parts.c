/* SPDX-License-Identifier: MIT */
/* build, second half: what stands inside a server and inside a system. */
#include "grammar/build.h"

static void *take(struct parse *p, size_t size)
{
	return arena_take(p->arena, size);
}

void build_keyed(struct parse *p, struct tree_server *heads, struct span span,
	struct tree_field *key, const struct tree_server *options)
{
	if (heads->keyed) {
		parse_error(p, DIAG_REPEATED, span, "'keyed' is said twice here");
		return;
	}
	heads->keyed = true;
	heads->key = key;
	heads->keyed_span = span;
	heads->key_idle = options->key_idle;
	heads->key_max = options->key_max;
	heads->key_evict = options->key_evict;
}

void build_state(
	struct parse *p, struct server_draft *draft, struct span word, struct tree_field *fields)
{
	struct tree_state *state = take(p, sizeof(*state));

	state->span = word;
	state->fields = fields;
	if (draft->last_state)
		draft->last_state->next = state;
	else
		draft->state = state;
	draft->last_state = state;
}

void build_mailbox(struct parse *p, struct server_draft *draft, struct span span,
	struct tree_expr *count, struct tree_expr *size, struct tree_name overflow)
{
	struct tree_mailbox *mailbox = take(p, sizeof(*mailbox));

	*mailbox = (struct tree_mailbox){ span, count, size, overflow };
	if (!draft->mailbox)
		draft->mailbox = mailbox;
	else if (!draft->second_mailbox.source)
		draft->second_mailbox = span;
}

void build_server(struct parse *p, struct span span, struct tree_name name,
	struct tree_field *params, struct tree_server *heads, const struct server_draft *members)
{
	heads->params = params;
	heads->state = members->state;
	heads->clauses = members->clauses.first;
	heads->mailbox = members->mailbox;
	heads->second_mailbox = members->second_mailbox;
	build_decl(p, TREE_SERVER, span, name)->server = heads;
}

/* True: it is the first line of its kind. */
static bool is_first(struct system_draft *draft, struct span *slot, struct span line)
{
	if (!slot->source) {
		*slot = line;
		return true;
	}
	if (!draft->supervisor.repeated.source)
		draft->supervisor.repeated = line;
	return false;
}

void build_strategy(struct system_draft *draft, struct span line, struct tree_name word)
{
	if (is_first(draft, &draft->supervisor.strategy_span, line))
		draft->supervisor.strategy = word;
}

void build_intensity(struct system_draft *draft, struct span line, struct tree_expr *count,
	struct tree_expr *period)
{
	if (!is_first(draft, &draft->supervisor.intensity_span, line))
		return;
	draft->supervisor.intensity = count;
	draft->supervisor.period = period;
}

void build_backoff(struct system_draft *draft, struct span line, struct tree_range *range)
{
	if (is_first(draft, &draft->supervisor.backoff_span, line))
		draft->supervisor.backoff = range;
}

void build_listen(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_expr *address, struct tree_listen *attributes)
{
	struct tree_listen *listen = attributes;

	listen->doc = parse_doc(p, span.start);
	listen->span = span;
	listen->address = address;
	if (draft->last_listen)
		draft->last_listen->next = listen;
	else
		draft->supervisor.listens = listen;
	draft->last_listen = listen;
}

void build_serves(
	struct parse *p, struct tree_listen *listen, struct span word, struct tree_serve *serves)
{
	if (listen->serves)
		parse_error(p, DIAG_REPEATED, word, "'serves' is said twice here");
	else
		listen->serves = serves;
}

struct tree_serve *build_serve(struct parse *p, struct tree_name child, struct tree_name as)
{
	struct tree_serve *serve = take(p, sizeof(*serve));

	serve->child = child;
	serve->as = as;
	return serve;
}

struct tree_child *build_child(enum tree_child_kind kind, struct tree_name server,
	struct arguments_list arguments, struct tree_child *attributes)
{
	attributes->kind = kind;
	attributes->server = server;
	attributes->has_arguments = arguments.is_written;
	attributes->arguments = arguments.first;
	return attributes;
}

struct tree_child *build_remote(struct parse *p, struct tree_name protocol,
	struct tree_expr *address, struct tree_expr *instance)
{
	struct tree_child *child = take(p, sizeof(*child));

	child->kind = address ? TREE_CHILD_REMOTE : TREE_CHILD_SERVER;
	child->server = protocol;
	child->address = address;
	child->instance = instance;
	return child;
}

void build_add_child(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_name name, struct tree_child *child)
{
	child->doc = parse_doc(p, span.start);
	child->span = span;
	child->name = name;
	if (draft->last_child)
		draft->last_child->next = child;
	else
		draft->supervisor.children = child;
	draft->last_child = child;
}

void build_supervisor(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_name name, struct system_draft *inner)
{
	struct tree_child *child = take(p, sizeof(*child));

	child->kind = TREE_CHILD_SUPERVISOR;
	child->supervisor = &inner->supervisor;
	build_add_child(p, draft, span, name, child);
}

struct tree_argument *build_argument(
	struct parse *p, struct tree_name name, struct tree_expr *value)
{
	struct tree_argument *argument = take(p, sizeof(*argument));

	argument->name = name;
	argument->value = value;
	return argument;
}
