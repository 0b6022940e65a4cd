/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

enum {
	DEFAULT_SHUTDOWN_S = 5,
	DEFAULT_MAX = 1000000 /* members of a group */
};

/* The children of a system while they are gathered. */
struct gather {
	struct check *c;
	const struct tree_supervisor *tree;
	struct model_system *system;
	struct model_child *children;
};

static int64_t seconds(int n)
{
	return n * INT64_C(1000000000);
}

static const struct tree_argument *argument_named(const struct tree_child *child, const char *name)
{
	const struct tree_argument *at = child->arguments;

	while (at && strcmp(at->name.text, name) != 0)
		at = at->next;
	return at;
}

/* Each argument is of a parameter, and given once. */
static void check_arguments(
	struct check *c, const struct tree_child *child, const struct model_server *server)
{
	struct scope given;

	scope_init(&given, c->arena);
	for (const struct tree_argument *at = child->arguments; at; at = at->next)
		(void)scope_claim(&given, at->name.text, at->name.span, NULL);
	for (const struct tree_argument *at = child->arguments; at; at = at->next) {
		const struct scope_entry *first = scope_find(&given, at->name.text);

		if (!record_find(server->params, at->name.text)) {
			record_unknown(c, server->params, at->name.span, at->name.text,
				arena_printf(c->arena, "server '%s'", server->name), &given);
		} else if (first->span.start != at->name.span.start) {
			diag_error(c->diag, DIAG_DUPLICATE, at->name.span, "'%s' is given twice",
				at->name.text);
			diag_note(c->diag, first->span, "the first time is here");
		}
	}
}

static const struct model_value *argument_value(
	struct gather *g, const struct tree_argument *argument, const struct model_field *param)
{
	const struct tree_expr *value = argument->value;
	const struct model_value *fitting;
	struct check *c = g->c;

	if (param->type->kind == MODEL_WRONG)
		return NULL;
	if (value->kind == TREE_NAME && !decl_find(c, &value->name) && !param->type->enumeration &&
		child_named(c, value->name.text)) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, value->span,
			"'%s' is a child, and parameter '%s' a '%s'", value->name.text, param->name,
			type_text(c, param->type));
		return NULL;
	}
	fitting = value_of(c, param->type, value, NULL);
	value_warn_secret(c, param, fitting, value->span);
	return fitting;
}

/* What the parameter is given: a constant, or refs to other children. */
static const struct model_value *set_argument(struct gather *g,
	const struct tree_argument *argument, const struct model_field *param,
	struct model_wire *wires, struct model_child *child)
{
	struct model_wire *wire = &wires[child->wire_count];

	if (!argument)
		return param->fallback;
	if (!is_ref_param(param->type))
		return argument_value(g, argument, param);
	*wire = (struct model_wire){ .param = param };
	child->wire_count += ref_wire(g->c, g->tree, argument, wire);
	return NULL;
}

static void set_arguments(
	struct gather *g, const struct tree_child *tree, struct model_child *child)
{
	const struct model_record *params = child->server->params;
	struct check *c = g->c;
	struct model_wire *wires = arena_take_many(c->arena, params->count, sizeof(*wires));
	const struct model_value **values = arena_take_many(
		c->arena, params->count, sizeof(struct model_value *));

	child->wires = wires;
	check_arguments(c, tree, child->server);
	for (size_t i = 0; i < params->count; i++) {
		const struct model_field *param = &params->fields[i];
		const struct tree_argument *argument = argument_named(tree, param->name);

		values[i] = set_argument(g, argument, param, wires, child);
		if (argument || param->fallback || param->written ||
			param->type->kind == MODEL_WRONG)
			continue;
		diag_error(c->diag, DIAG_MISSING_ARGUMENT, tree->name.span,
			"child '%s' needs '%s', which has no default", tree->name.text,
			param->name);
		diag_note(c->diag, param->span, "the parameter is here");
	}
	child->arguments = values;
}

static void set_restart(struct check *c, const struct tree_child *tree, struct model_child *child)
{
	static const char *const restarts[] = {
		[MODEL_PERMANENT] = "permanent",
		[MODEL_TRANSIENT] = "transient",
		[MODEL_TEMPORARY] = "temporary",
	};
	struct suggest suggest;

	child->restart = MODEL_PERMANENT;
	if (!tree->restart.text)
		return;
	suggest_init(&suggest, tree->restart.text);
	for (unsigned i = 0; i <= MODEL_TEMPORARY; i++) {
		suggest_offer(&suggest, restarts[i]);
		if (strcmp(restarts[i], tree->restart.text) == 0) {
			child->restart = (enum model_restart)i;
			return;
		}
	}
	diag_error(c->diag, DIAG_UNKNOWN_WORD, tree->restart.span,
		"a restart is permanent, transient or temporary, not '%s'%s", tree->restart.text,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, tree->restart.span, suggest_best(&suggest));
}

static struct decl *server_of(struct check *c, const struct tree_child *child)
{
	const struct tree_name *name = &child->server;
	struct decl *decl = decl_find(c, name);

	if (decl && decl->server)
		return decl;
	decl_unknown(c, DIAG_UNKNOWN_SERVER, TREE_SERVER, name);
	return NULL;
}

static void set_attributes(
	struct check *c, const struct tree_child *tree, struct model_child *child)
{
	model_int max = DEFAULT_MAX;
	bool is_group = tree->kind == TREE_CHILD_DYNAMIC;

	child->shutdown = seconds(DEFAULT_SHUTDOWN_S);
	set_restart(c, tree, child);
	if (tree->shutdown)
		(void)constant_duration(c, tree->shutdown, "'shutdown'", &child->shutdown);
	if (tree->max && !is_group)
		diag_error(c->diag, DIAG_WRONG_PLACE, tree->max->span,
			"only a dynamic group has a 'max': '%s' is one server", tree->name.text);
	else if (tree->max)
		(void)constant_integer(c, tree->max, "'max'", 1, UINT32_MAX, &max);
	if (is_group)
		child->max = (uint32_t)max;
}

static void make_children(struct gather *g, const struct tree_supervisor *tree);

static void make_inner(struct gather *g, const struct tree_child *tree, struct model_child *child)
{
	struct model_supervisor *supervisor = arena_take(g->c->arena, sizeof(*supervisor));
	size_t before = g->system->child_count;

	supervisor_make(g->c, tree->supervisor, supervisor);
	if (tree->supervisor->listens)
		diag_error(g->c->diag, DIAG_WRONG_PLACE, tree->supervisor->listens->span,
			"listeners are the system's, not those of a supervisor in it");
	child->supervisor = supervisor;
	make_children(g, tree->supervisor);
	child->inside = g->system->child_count - before;
}

/* Of two with the same name, the first has it. */
static void set_made(struct check *c, const struct tree_child *tree, const struct model_child *made)
{
	struct child *child = scope_find(&c->children, tree->name.text)->what;

	if (child->tree == tree)
		child->made = made;
}

static void make_child(struct gather *g, const struct tree_child *tree)
{
	struct check *c = g->c;
	const struct decl *server;
	struct model_child *child;

	if (tree->kind == TREE_CHILD_REMOTE) {
		remote_make(c, tree, g->system);
		return;
	}
	child = &g->children[g->system->child_count++];
	set_made(c, tree, child);
	child->name = tree->name.text;
	child->span = tree->name.span;
	child->doc = doc_text(c, tree->doc);
	if (tree->kind == TREE_CHILD_SUPERVISOR) {
		make_inner(g, tree, child);
		return;
	}
	set_attributes(c, tree, child);
	server = server_of(c, tree);
	if (!server)
		return;
	child->server = server->server;
	if (!child->max)
		set_arguments(g, tree, child);
	else if (tree->arguments)
		diag_error(c->diag, DIAG_WRONG_PLACE, tree->arguments->name.span,
			"the children of a dynamic group get their arguments from '%s_start'",
			child->server->name);
}

static void make_children(struct gather *g, const struct tree_supervisor *tree)
{
	for (const struct tree_child *at = tree->children; at; at = at->next)
		make_child(g, at);
}

/* A name that is refused is known all the same. */
static size_t declare_children(struct check *c, const struct tree_supervisor *tree)
{
	size_t count = 0;

	for (const struct tree_child *at = tree->children; at; at = at->next) {
		struct child *child = arena_take(c->arena, sizeof(*child));

		child->tree = at;
		if (names_child_allowed(c, at))
			names_declare(c, &c->children, &at->name, child);
		else
			scope_add(&c->children, at->name.text, at->name.span, child);
		count += 1 + (at->supervisor ? declare_children(c, at->supervisor) : 0);
	}
	return count;
}

static void set_children(struct check *c, const struct tree_decl *tree, struct model_system *system)
{
	struct gather g = { .c = c, .tree = tree->system, .system = system };
	size_t count;

	count = declare_children(c, tree->system);
	g.children = arena_take_many(c->arena, count, sizeof(*g.children));
	system->children = g.children;
	system->remotes = arena_take_many(c->arena, count, sizeof(*system->remotes));
	make_children(&g, tree->system);
}

const struct model_view *system_view(struct check *c, struct model_system *system,
	const struct model_protocol *protocol, const struct model_server *server)
{
	const struct model_server *keyed = server && server->key.field ? server : NULL;
	struct model_view *view;

	for (size_t i = 0; i < system->view_count; i++) {
		if (system->views[i]->protocol == protocol && system->views[i]->keyed == keyed)
			return system->views[i];
	}
	view = arena_take(c->arena, sizeof(*view));
	*view = (struct model_view){ .protocol = protocol, .keyed = keyed };
	view->c_name = keyed ? arena_printf(c->arena, "%s_as_%s_of_%s", system->name,
				       protocol->name, keyed->name)
			     : arena_printf(c->arena, "%s_as_%s", system->name, protocol->name);
	arena_grow(c->arena, (void **)&system->views, system->view_count, &c->view_cap,
		sizeof(*system->views));
	system->views[system->view_count++] = view;
	return view;
}

static void make(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	struct model_system *system = arena_take(c->arena, sizeof(*system));

	decl->system = system;
	if (c->system) {
		diag_error(c->diag, DIAG_TWICE, tree->name.span, "a file has one system");
		diag_note(c->diag, c->system->tree->name.span, "the first is here");
		return;
	}
	c->system = decl;
	system->name = tree->name.text;
	system->doc = doc_text(c, tree->doc);
	supervisor_make(c, tree->system, &system->root);
	set_children(c, tree, system);
	listens_make(c, tree->system, system);
}

void systems_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_SYSTEM)
			make(c, &c->decls[i]);
	}
}
