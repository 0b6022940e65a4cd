/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* Does every value of the parameter have a place in the field? */
static bool fits(
	const struct check *c, const struct model_type *type, const struct model_type *from)
{
	if (type->kind == MODEL_WRONG || from->kind == MODEL_WRONG)
		return true;
	if (type_is_integer(type) && type_is_integer(from))
		return from->low >= c->builtin[type->kind].low &&
		       from->high <= c->builtin[type->kind].high;
	if (type->kind == MODEL_F64 && from->kind == MODEL_F32)
		return true;
	if (type->kind != from->kind)
		return false;
	switch (type->kind) {
	case MODEL_STRING:
	case MODEL_BYTES: return from->len_min >= type->len_min && from->len_max <= type->len_max;
	case MODEL_ENUM: return type->enumeration == from->enumeration;
	case MODEL_STRUCT: return type->record == from->record;
	case MODEL_REF: return !type->of || (from->of && strcmp(type->of, from->of) == 0);
	case MODEL_OPTIONAL:
		return strcmp(type->word, from->word) == 0 && fits(c, type->item, from->item);
	case MODEL_LIST:
		return strcmp(type->word, from->word) == 0 && from->len_max <= type->len_max;
	default: return true;
	}
}

static void start_with(struct check *c, const struct tree_expr *expr, struct model_field *field,
	const struct model_record *params)
{
	const struct model_field *param = expr->kind == TREE_NAME
						  ? record_find(params, expr->name.text)
						  : NULL;

	if (!param) {
		if (field->type->kind == MODEL_STRUCT)
			diag_error(c->diag, DIAG_BAD_DEFAULT, expr->span,
				"a %s, or as a parameter of type '%s'",
				field->type->record->is_union
					? "union in state starts as its first member, zero"
					: "struct in state starts with zeros",
				type_text(c, field->type));
		else if (model_is_container(field->type) || field->type->kind == MODEL_EXTERN)
			diag_error(c->diag, DIAG_BAD_DEFAULT, expr->span, "%s in state starts %s",
				field->type->kind == MODEL_LIST  ? "a list"
				: field->type->kind == MODEL_MAP ? "a map"
								 : "an extern",
				field->type->kind == MODEL_LIST  ? "empty, or as a parameter"
				: field->type->kind == MODEL_MAP ? "empty"
								 : "as zero");
		else
			field->fallback = value_of(c, field->type, expr, params);
		value_warn_secret(c, field, field->fallback, expr->span);
		return;
	}
	field->from_param = param;
	field->is_secret = field->is_secret || param->is_secret;
	if (fits(c, field->type, param->type))
		return;
	diag_error(c->diag, DIAG_TYPE_MISMATCH, expr->span,
		"parameter '%s' of type '%s' does not fit '%s' of type '%s'", param->name,
		type_text(c, param->type), field->name, type_text(c, field->type));
	diag_note(c->diag, param->span, "the parameter is here");
}

bool state_check_type(
	struct check *c, const struct model_type *type, struct span span, bool is_param)
{
	const struct model_type *around = NULL; /* the container that it stands directly in */

	for (; type; type = type->item) {
		if (type->kind == MODEL_MAP && is_param) {
			diag_error(c->diag, DIAG_MAP_PLACE, span,
				"a map cannot be a parameter of a server, which is given in a "
				"message and kept in state");
			return false;
		}
		if (around && model_is_container(type)) {
			diag_error(c->diag, DIAG_NESTED_CONTAINER, span,
				"state cannot have a list or map directly inside another: put the "
				"inner one into a struct");
			return false;
		}
		if (model_is_container(type))
			around = type;
	}
	return true;
}

static void make_field(struct check *c, const struct tree_field *tree, struct model_field *field,
	const struct model_record *params, struct scope *names)
{
	*field = (struct model_field){
		.name = tree->name.text,
		.doc = doc_text(c, tree->doc),
		.span = tree->name.span,
		.type = &c->builtin[MODEL_WRONG],
		.written = tree->value != NULL,
		.is_secret = tree->secret,
	};
	if (names_allowed(c, &tree->name))
		names_declare(c, names, &tree->name, NULL);
	if (tree->range)
		diag_error(c->diag, DIAG_BAD_RANGE, tree->range->span,
			"a field of state has no range: your C writes there unchecked");
	field->type = type_resolve(c, tree->type, NULL);
	if (!state_check_type(c, field->type, tree->type->span, false))
		return;
	if (tree->value)
		start_with(c, tree->value, field, params);
}

void state_make(struct check *c, const struct tree_server *tree, struct model_server *server)
{
	struct model_field *fields;
	struct scope names;
	size_t count = 0;

	if (!tree->state)
		return;
	scope_init(&names, c->arena);
	for (size_t i = 0; i < server->params->count; i++) {
		const struct model_field *param = &server->params->fields[i];

		if (!scope_find(&names, param->name))
			scope_add(&names, param->name, param->span, NULL);
	}
	if (server->key.field && !scope_find(&names, server->key.field->name))
		scope_add(&names, server->key.field->name, server->key.field->span, NULL);
	for (const struct tree_field *at = tree->state->fields; at; at = at->next)
		count++;
	fields = arena_take_many(c->arena, count, sizeof(*fields));
	server->state = fields;
	server->state_count = count;
	for (const struct tree_field *at = tree->state->fields; at; at = at->next)
		make_field(c, at, fields++, server->params, &names);
	if (tree->state->next) {
		diag_error(c->diag, DIAG_TWICE, tree->state->next->span, "a server has one state");
		diag_note(c->diag, tree->state->span, "the first is here");
	}
}
