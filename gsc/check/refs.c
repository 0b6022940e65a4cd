/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

const struct decl *target_named(struct check *c, const struct tree_name *name)
{
	struct decl *decl = decl_find(c, name);
	struct suggest suggest;

	if (decl && (decl->tree->kind == TREE_PROTOCOL || decl->tree->kind == TREE_SERVER))
		return decl;
	if (decl) {
		diag_error(c->diag, DIAG_UNKNOWN_PROTOCOL, name->span,
			"'%s' is %s, not a protocol or a server", name->text,
			decl_kind_text(decl->tree->kind));
		return NULL;
	}
	if (c->incomplete)
		return NULL;
	suggest_init(&suggest, name->text);
	decl_offer(c, &suggest, TREE_PROTOCOL, name);
	decl_offer(c, &suggest, TREE_SERVER, name);
	diag_error(c->diag, DIAG_UNKNOWN_PROTOCOL, name->span, "unknown protocol or server '%s'%s",
		name->text, suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
	decl_note_hidden(c, name);
	return NULL;
}

const struct model_type *ref_resolve(struct check *c, const struct tree_type *tree)
{
	struct model_type *type;

	if (!tree->name.text)
		return &c->builtin[MODEL_REF];
	if (!target_named(c, &tree->name))
		return &c->builtin[MODEL_WRONG];
	type = arena_take(c->arena, sizeof(*type));
	*type = c->builtin[MODEL_REF];
	type->of = tree->name.text;
	return type;
}

bool is_ref_param(const struct model_type *type)
{
	return type->kind == MODEL_REF ||
	       (type->kind == MODEL_LIST && type->item->kind == MODEL_REF);
}

/* Wiring: refs are the names of children. */

const struct child *child_named(const struct check *c, const char *name)
{
	const struct scope_entry *entry = scope_find(&c->children, name);

	return entry ? entry->what : NULL;
}

static void offer_children(
	struct check *c, struct suggest *suggest, const struct tree_supervisor *system)
{
	for (const struct tree_child *at = system->children; at && suggestion_may_offer(c);
		at = at->next) {
		if (at->kind == TREE_CHILD_SUPERVISOR)
			offer_children(c, suggest, at->supervisor);
		else
			suggestion_offer(c, suggest, at->name.text);
	}
}

/* Is the child such a one, as far as is known? */
static bool is_of(const struct decl *runs, const struct tree_child *child, const char *of)
{
	if (!of || strcmp(child->server.text, of) == 0 || !runs)
		return true;
	if (!runs->server || runs->server->key.field)
		return !runs->server && !runs->protocol;
	for (size_t i = 0; i < runs->server->implements_count; i++) {
		if (strcmp(runs->server->implements[i]->name, of) == 0)
			return true;
	}
	return false;
}

static void refuse_kind(struct check *c, const struct tree_expr *name,
	const struct model_field *param, const struct tree_child *child, const char *of)
{
	const struct decl *wanted = decl_of_kind(c, TREE_SERVER, of);
	const struct decl *runs = decl_of_kind(c, TREE_SERVER, child->server.text);
	bool is_remote = child->kind == TREE_CHILD_REMOTE;
	const char *what = !is_remote ? "runs server" : runs ? "is a remote server" : "is a remote";

	if (runs && runs->server && runs->server->key.field && !wanted)
		diag_error(c->diag, DIAG_TYPE_MISMATCH, name->span,
			"'%s' %s '%s', which is keyed: it fits ref<%s>, not the ref<%s> that "
			"parameter '%s' demands",
			child->name.text, what, child->server.text, child->server.text, of,
			param->name);
	else
		diag_error(c->diag, DIAG_TYPE_MISMATCH, name->span,
			"'%s' %s '%s', which %s '%s', as parameter '%s' demands", child->name.text,
			what, child->server.text, wanted || !runs ? "is not" : "does not implement",
			of, param->name);
	diag_note(c->diag, param->span, "the parameter is here");
	diag_note(c->diag, child->server.span, "the child is here");
}

/* The child that an argument names; NULL: an error was reported. */
static const char *child_of(struct check *c, const struct tree_supervisor *system,
	const struct tree_expr *name, const struct model_field *param)
{
	const struct model_type *type = param->type->item ? param->type->item : param->type;
	const struct child *found = name->kind == TREE_NAME ? child_named(c, name->name.text)
							    : NULL;
	const struct tree_child *child = found ? found->tree : NULL;
	struct suggest suggest;

	if (name->kind != TREE_NAME) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, name->span,
			"parameter '%s' is a '%s': it is given the name of a child", param->name,
			type_text(c, type));
		return NULL;
	}
	if (!child) {
		suggest_init(&suggest, name->name.text);
		offer_children(c, &suggest, system);
		diag_error(c->diag, DIAG_UNKNOWN_NAME, name->span, "the system has no child '%s'%s",
			name->name.text, suggestion_text(c, &suggest));
		diag_fix(c->diag, name->span, suggest_best(&suggest));
		return NULL;
	}
	if (child->kind == TREE_CHILD_SUPERVISOR || child->kind == TREE_CHILD_DYNAMIC) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, name->span,
			"'%s' is %s, not a server to refer to", name->name.text,
			child->kind == TREE_CHILD_DYNAMIC ? "a group" : "a supervisor");
		return NULL;
	}
	if (!is_of(decl_find(c, &child->server), child, type->of)) {
		refuse_kind(c, name, param, child, type->of);
		return NULL;
	}
	return child->name.text;
}

static bool is_count_right(
	struct check *c, const struct tree_expr *list, const struct model_wire *wire)
{
	const struct model_type *type = wire->param->type;

	if (!type->bounded || (wire->count >= type->len_min && wire->count <= type->len_max))
		return true;
	diag_error(c->diag, DIAG_OUT_OF_RANGE, list->span,
		"'%s' is given %zu children and takes %llu..%llu", wire->param->name, wire->count,
		(unsigned long long)type->len_min, (unsigned long long)type->len_max);
	return false;
}

bool ref_wire(struct check *c, const struct tree_supervisor *system,
	const struct tree_argument *argument, struct model_wire *wire)
{
	const struct tree_expr *value = argument->value;
	bool is_list = wire->param->type->kind == MODEL_LIST;
	const char **children;
	bool is_right = true;

	if (is_list != (value->kind == TREE_LIST)) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, value->span,
			is_list ? "parameter '%s' is a list: it is given as [a, b]"
				: "parameter '%s' is one ref, not a list",
			wire->param->name);
		return false;
	}
	for (const struct tree_expr *at = is_list ? value->items : value; at;
		at = is_list ? at->next : NULL)
		wire->count++;
	children = arena_take_many(c->arena, wire->count, sizeof(*children));
	wire->children = children;
	for (const struct tree_expr *at = is_list ? value->items : value; at;
		at = is_list ? at->next : NULL) {
		*children = child_of(c, system, at, wire->param);
		is_right = *children++ && is_right;
	}
	return is_right && (!is_list || is_count_right(c, value, wire));
}
