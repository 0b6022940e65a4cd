/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* How an amount is spoken of. */
struct words {
	const char *is;    /* "a duration, and '%s' a '%s'" begins so */
	const char *least; /* "longer than nothing" */
};

static const struct words words_of_durations = { "a duration", "longer than nothing" };
static const struct words words_of_counts = { "an integer", "greater than zero" };

static const struct tree_field *param_tree(const struct tree_server *server, const char *name)
{
	const struct tree_field *at = server->params;

	while (at && strcmp(at->name.text, name) != 0)
		at = at->next;
	return at;
}

/* Whoever gives the parameter gives at least 1: its type is narrowed. False: reported. */
static bool narrow(struct check *c, const struct amount_of *of, const struct tree_expr *expr,
	struct model_field *param)
{
	const struct words *words = of->is_duration ? &words_of_durations : &words_of_counts;
	const struct tree_field *tree = param_tree(of->tree, param->name);
	struct model_type *type;

	if (param->type->kind == MODEL_WRONG)
		return false;
	if (of->is_duration ? param->type->kind != MODEL_DURATION : !type_is_integer(param->type)) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, expr->span, "%s is %s, and '%s' a '%s'",
			of->what, words->is, param->name, type_text(c, param->type));
		diag_note(c->diag, param->span, "the parameter is here");
		return false;
	}
	if (param->type->high < 1 || (param->fallback && param->fallback->integer < 1)) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE,
			param->type->high < 1 ? tree->range->span : tree->value->span,
			"'%s' is %s and must be %s", param->name, of->what, words->least);
		diag_note(c->diag, expr->span, "it is %s here", of->what);
		return false;
	}
	if (param->type->low >= 1)
		return true;
	type = arena_take(c->arena, sizeof(*type));
	*type = *param->type;
	type->implied = !type->ranged;
	type->ranged = true;
	type->low = 1;
	size_of_type(type);
	param->type = type;
	return true;
}

bool amount_make(struct check *c, const struct amount_of *of, const struct tree_expr *expr,
	struct model_amount *amount)
{
	struct model_field *param = NULL;
	model_int value = 0;

	if (expr->kind == TREE_NAME)
		param = (struct model_field *)record_find(of->server->params, expr->name.text);
	amount->is_given = true;
	amount->param = param;
	if (param)
		return narrow(c, of, expr, param);
	if (of->is_duration)
		return constant_duration(c, expr, of->what, &amount->value);
	if (!constant_integer(c, expr, of->what, 1, UINT32_MAX, &value))
		return false;
	amount->value = (int64_t)value;
	return true;
}
