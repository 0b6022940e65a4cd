/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"
#include "gsc/model/limits.h"

#include <float.h>

void range_natural(struct model_type *type)
{
	model_natural(type->kind, &type->low, &type->high);
	if (type->kind == MODEL_F32 || type->kind == MODEL_F64) {
		type->real_high = type->kind == MODEL_F32 ? (double)FLT_MAX : DBL_MAX;
		type->real_low = -type->real_high;
	}
}

static bool is_float(const struct model_type *type)
{
	return type->kind == MODEL_F32 || type->kind == MODEL_F64;
}

static bool is_narrowable(const struct model_type *type)
{
	return type_is_integer(type) || is_float(type) || type->kind == MODEL_DURATION ||
	       type->kind == MODEL_TIME;
}

static bool is_upside_down(const struct model_type *type, const struct model_value *low,
	const struct model_value *high)
{
	return is_float(type) ? low->real > high->real : low->integer > high->integer;
}

/* An optional is narrowed in what it holds. */
static const struct model_type *narrow_item(
	struct check *c, const struct model_type *type, const struct tree_range *range)
{
	struct model_type *narrowed = arena_take(c->arena, sizeof(*narrowed));

	*narrowed = *type;
	narrowed->item = range_narrow(c, type->item, range);
	if (narrowed->item->kind == MODEL_WRONG)
		return narrowed->item;
	size_of_type(narrowed);
	return narrowed;
}

const struct model_type *range_narrow(
	struct check *c, const struct model_type *type, const struct tree_range *range)
{
	const struct model_value *low;
	const struct model_value *high;
	struct model_type *narrowed;

	if (type->kind == MODEL_WRONG)
		return type;
	if (type->kind == MODEL_OPTIONAL && is_narrowable(type->item))
		return narrow_item(c, type, range);
	if (!is_narrowable(type)) {
		diag_error(c->diag, DIAG_BAD_RANGE, range->span,
			"a range narrows a number, a duration or a time, not a '%s'",
			type_text(c, type));
		return &c->builtin[MODEL_WRONG];
	}
	low = value_of(c, type, range->low, NULL);
	high = value_of(c, type, range->high, NULL);
	if (!low || !high)
		return &c->builtin[MODEL_WRONG];
	if (is_upside_down(type, low, high)) {
		diag_error(c->diag, DIAG_BAD_RANGE, range->span,
			"the range is empty: its low end is above its high end");
		return &c->builtin[MODEL_WRONG];
	}
	narrowed = arena_take(c->arena, sizeof(*narrowed));
	*narrowed = *type;
	if (is_float(type)) {
		narrowed->real_ranged = true;
		narrowed->real_low = low->real;
		narrowed->real_high = high->real;
	} else {
		narrowed->ranged = low->integer > c->builtin[type->kind].low ||
				   high->integer < c->builtin[type->kind].high;
		narrowed->low = low->integer;
		narrowed->high = high->integer;
	}
	narrowed->alias = NULL;
	size_of_type(narrowed);
	return narrowed;
}

bool range_bounds(struct check *c, const struct tree_range *range, struct model_type *type)
{
	const char *what = type->kind == MODEL_LIST    ? "the bound of a list"
			   : type->kind == MODEL_MAP   ? "the bound of a map"
			   : type->kind == MODEL_BYTES ? "the bound of bytes"
						       : "the bound of a string";
	model_int low = 0;
	model_int high;

	type->bounded = true;
	if (range->low && !constant_integer(c, range->low, what, 0, UINT32_MAX, &low))
		return false;
	if (!constant_integer(c, range->high, what, 1, UINT32_MAX, &high))
		return false;
	if (low > high) {
		diag_error(c->diag, DIAG_BAD_RANGE, range->span,
			"the bounds are empty: the low one is above the high one");
		return false;
	}
	type->len_min = (uint64_t)low;
	type->len_max = (uint64_t)high;
	return true;
}
