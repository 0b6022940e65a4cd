/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

enum { DEFAULT_INTENSITY = 3, DEFAULT_PERIOD_S = 5, DEFAULT_SHUTDOWN_S = 5 };

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
	for (const struct tree_argument *at = child->arguments; at; at = at->next) {
		const struct scope_entry *first = scope_find(&given, at->name.text);

		if (!record_find(server->params, at->name.text)) {
			record_unknown(c, server->params, at->name.span, at->name.text,
				arena_printf(c->arena, "server '%s'", server->name));
		} else if (first) {
			diag_error(c->diag, DIAG_DUPLICATE, at->name.span, "'%s' is given twice",
				at->name.text);
			diag_note(c->diag, first->span, "the first time is here");
		} else {
			scope_add(&given, at->name.text, at->name.span, NULL);
		}
	}
}

static const struct model_value *argument_value(struct check *c,
	const struct tree_supervisor *system,
	const struct tree_argument *argument, const struct model_field *param)
{
	const struct tree_expr *value = argument->value;

	if (param->type->kind == MODEL_WRONG)
		return NULL;
	if (value->kind == TREE_NAME && !decl_find(c, &value->name) && !param->type->enumeration &&
		child_named(system, value->name.text)) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, value->span,
			"'%s' is a child, and parameter '%s' a '%s'", value->name.text, param->name,
			type_text(c, param->type));
		return NULL;
	}
	return value_of(c, param->type, value, NULL);
}

/* What the parameter is given: a constant, or refs to other children. */
static const struct model_value *set_argument(struct check *c,
	const struct tree_supervisor *system, const struct tree_argument *argument,
	const struct model_field *param, struct model_wire *wires, struct model_child *child)
{
	struct model_wire *wire = &wires[child->wire_count];

	if (!argument)
		return param->fallback;
	if (!is_ref_param(param->type))
		return argument_value(c, system, argument, param);
	*wire = (struct model_wire){ .param = param };
	child->wire_count += ref_wire(c, system, argument, wire);
	return NULL;
}

static void set_arguments(struct check *c, const struct tree_supervisor *system,
	const struct tree_child *tree, struct model_child *child)
{
	const struct model_record *params = child->server->params;
	struct model_wire *wires = arena_take_many(c->arena, params->count, sizeof(*wires));
	const struct model_value **values = arena_take_many(
		c->arena, params->count, sizeof(struct model_value *));

	child->wires = wires;
	check_arguments(c, tree, child->server);
	for (size_t i = 0; i < params->count; i++) {
		const struct model_field *param = &params->fields[i];
		const struct tree_argument *argument = argument_named(tree, param->name);

		values[i] = set_argument(c, system, argument, param, wires, child);
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
}

static struct decl *server_of(struct check *c, const struct tree_child *child)
{
	const struct tree_name *name = &child->server;
	struct decl *decl = decl_find(c, name);

	if (decl && decl->server)
		return decl;
	if (decl)
		diag_error(c->diag, DIAG_UNKNOWN_SERVER, name->span, "'%s' is %s, not a server",
			name->text, decl_kind_text(decl->tree->kind));
	else
		decl_unknown(c, DIAG_UNKNOWN_SERVER, TREE_SERVER, name);
	return NULL;
}

static bool make_child(struct check *c, const struct tree_decl *system,
	const struct tree_child *tree, struct model_child *child)
{
	const struct decl *server;

	if (unbuilt_child(c, tree))
		return false;
	server = server_of(c, tree);
	child->name = tree->name.text;
	child->doc = doc_text(c, tree->doc);
	child->shutdown = seconds(DEFAULT_SHUTDOWN_S);
	set_restart(c, tree, child);
	if (tree->shutdown)
		(void)constant_duration(c, tree->shutdown, "'shutdown'", &child->shutdown);
	if (!server)
		return false;
	child->server = server->server;
	set_arguments(c, system->system, tree, child);
	return true;
}

static void set_children(struct check *c, const struct tree_decl *tree, struct model_system *system)
{
	struct model_child *children;
	struct scope names;
	size_t count = 0;

	for (const struct tree_child *at = tree->system->children; at; at = at->next)
		count++;
	children = arena_take_many(c->arena, count, sizeof(*children));
	system->children = children;
	scope_init(&names, c->arena);
	for (const struct tree_child *at = tree->system->children; at; at = at->next) {
		if (names_allowed(c, &at->name))
			names_declare(c, &names, &at->name, NULL);
		if (make_child(c, tree, at, &children[system->child_count]))
			system->child_count++;
	}
}

static void set_intensity(
	struct check *c, const struct tree_supervisor *tree, struct model_system *system)
{
	model_int intensity = DEFAULT_INTENSITY;

	system->period = seconds(DEFAULT_PERIOD_S);
	if (tree->intensity)
		(void)constant_integer(
			c, tree->intensity, "'intensity'", 1, UINT32_MAX, &intensity);
	if (tree->period)
		(void)constant_duration(
			c, tree->period, "the period of 'intensity'", &system->period);
	system->intensity = (uint32_t)intensity;
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
	if (tree->system->repeated.source)
		diag_error(c->diag, DIAG_TWICE, tree->system->repeated,
			"a system says this once: it was said before");
	unbuilt_supervisor(c, tree->system);
	set_intensity(c, tree->system, system);
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
