/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include "gsc/model/print.h"

#include <math.h>

const char *value_integer_text(struct check *c, model_int value)
{
	struct text text;

	text_init(&text, c->arena);
	model_print_integer(&text, value);
	return arena_copy(c->arena, text.bytes, text.len);
}

const char *value_kind_text(struct check *c, const struct model_value *value)
{
	switch (value->kind) {
	case MODEL_VALUE_INTEGER: return "an integer";
	case MODEL_VALUE_DURATION: return "a duration";
	case MODEL_VALUE_REAL: return "a floating-point number";
	case MODEL_VALUE_BOOL: return "a bool";
	case MODEL_VALUE_STRING: return "a string";
	case MODEL_VALUE_NONE: return "none";
	case MODEL_VALUE_ENUM: break;
	}
	return arena_printf(c->arena, "the enumerator '%s'", value->enumerator->name);
}

static const struct model_value *keep(struct check *c, const struct model_value *value)
{
	struct model_value *kept = arena_take(c->arena, sizeof(*kept));

	*kept = *value;
	return kept;
}

static const char *text_of(
	struct check *c, const struct model_type *type, const struct model_value *value)
{
	struct text text;

	text_init(&text, c->arena);
	model_print_value(&text, type, value);
	return arena_copy(c->arena, text.bytes, text.len);
}

static const struct model_value *refuse_kind(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	const char *more = "";

	if (type->kind == MODEL_DURATION && value->kind == MODEL_VALUE_INTEGER)
		more = ": give it a unit, as in 10s";
	if (type->kind == MODEL_LIST || type->kind == MODEL_STRUCT || type->kind > MODEL_STRUCT)
		diag_error(c->diag, DIAG_TYPE_MISMATCH, span, "no constant can be of type '%s'",
			type_text(c, type));
	else
		diag_error(c->diag, DIAG_TYPE_MISMATCH, span, "expected %s '%s', found %s%s",
			type->kind == MODEL_ENUM ? "an enumerator of" : "a value of type",
			type_text(c, type), value_kind_text(c, value), more);
	return NULL;
}

static const struct model_value *refuse_range(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	struct model_value low = {
		.kind = value->kind, .integer = type->low, .real = type->real_low
	};
	struct model_value high = {
		.kind = value->kind, .integer = type->high, .real = type->real_high
	};
	const struct model_type *natural = &c->builtin[type->kind];

	if (type->implied && value->integer < 1)
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span,
			"a period must be longer than nothing, not %s", text_of(c, type, value));
	else if (value->kind == MODEL_VALUE_REAL && !type->real_ranged)
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span, "%s does not fit %s",
			text_of(c, type, value), natural->word);
	else if (value->integer < natural->low || value->integer > natural->high)
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span, "%s does not fit %s, which is %s..%s",
			text_of(c, type, value), natural->word, value_integer_text(c, natural->low),
			value_integer_text(c, natural->high));
	else
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span, "%s is not in %s..%s",
			text_of(c, type, value), text_of(c, type, &low), text_of(c, type, &high));
	return NULL;
}

static const struct model_value *fit_integer(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	if (value->integer < type->low || value->integer > type->high)
		return refuse_range(c, type, value, span);
	return keep(c, value);
}

/*
 * An integer is taken for a float where it is exact. Anything else is rounded, as the reader of the
 * wire does: what C and peers compare with a default or the end of a range is a float, too.
 */
static const struct model_value *fit_real(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	bool is_integer = value->kind == MODEL_VALUE_INTEGER;
	struct model_value real = { .kind = MODEL_VALUE_REAL,
		.real = is_integer ? (double)value->integer : value->real };
	struct model_value fitted = real;

	if (type->kind == MODEL_F32) /* beyond its range: infinite */
		fitted.real = (double)(float)real.real;
	if (is_integer && (model_int)fitted.real != value->integer) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span, "%s is not exact as an '%s'",
			value_integer_text(c, value->integer), type->word);
		return NULL;
	}
	if (!(fitted.real >= type->real_low && fitted.real <= type->real_high))
		return refuse_range(c, type, &real, span);
	return keep(c, &fitted);
}

/* Sequences that are too long, surrogates and what lies past U+10FFFF are no UTF-8. */
static bool is_utf8(const char *string, uint32_t len)
{
	const unsigned char *at = (const unsigned char *)string;
	const unsigned char *end = at + len;

	while (at < end) {
		unsigned first = *at++;
		unsigned more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
		unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
		unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

		if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || (size_t)(end - at) < more)
			return false;
		for (; more; more--, at++) {
			if (*at < low || *at > high)
				return false;
			low = 0x80;
			high = 0xbf;
		}
	}
	return true;
}

static const struct model_value *fit_string(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	if (value->len < type->len_min || value->len > type->len_max) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE, span,
			"the string has %u byte%s, which is not in %s..%s", (unsigned)value->len,
			value->len == 1 ? "" : "s", value_integer_text(c, type->len_min),
			value_integer_text(c, type->len_max));
		return NULL;
	}
	if (type->kind == MODEL_STRING && !is_utf8(value->string, value->len)) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, span,
			"the string is not UTF-8, which a 'string' must be; 'bytes' may hold "
			"anything");
		return NULL;
	}
	return keep(c, value);
}

bool value_is_text(const struct model_value *value)
{
	return value->kind == MODEL_VALUE_STRING && is_utf8(value->string, value->len);
}

const struct model_value *value_fit(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span)
{
	enum model_value_kind kind = value->kind;

	switch (type->kind) {
	case MODEL_WRONG: return keep(c, value);
	case MODEL_OPTIONAL:
		return kind == MODEL_VALUE_NONE ? keep(c, value)
						: value_fit(c, type->item, value, span);
	case MODEL_F32:
	case MODEL_F64:
		if (kind == MODEL_VALUE_INTEGER || kind == MODEL_VALUE_REAL)
			return fit_real(c, type, value, span);
		break;
	case MODEL_STRING:
	case MODEL_BYTES:
		if (kind == MODEL_VALUE_STRING)
			return fit_string(c, type, value, span);
		break;
	case MODEL_BOOL:
		if (kind == MODEL_VALUE_BOOL)
			return keep(c, value);
		break;
	case MODEL_DURATION:
		if (kind == MODEL_VALUE_DURATION)
			return fit_integer(c, type, value, span);
		break;
	case MODEL_ENUM:
		if (kind == MODEL_VALUE_ENUM &&
			enums_find(type->enumeration, value->enumerator->name) == value->enumerator)
			return keep(c, value);
		break;
	default:
		if ((type_is_integer(type) || type->kind == MODEL_TIME) &&
			kind == MODEL_VALUE_INTEGER)
			return fit_integer(c, type, value, span);
	}
	return refuse_kind(c, type, value, span);
}

const struct model_value *value_of(struct check *c, const struct model_type *type,
	const struct tree_expr *expr, const struct model_record *params)
{
	const struct model_type *item = type->kind == MODEL_OPTIONAL ? type->item : type;
	struct constant_hint hint = { .enumeration = item->enumeration, .params = params };
	struct model_value value;

	if (!constant_eval(c, expr, &hint, &value))
		return NULL;
	return value_fit(c, type, &value, expr->span);
}

void value_warn_secret(struct check *c, const struct model_field *field,
	const struct model_value *value, struct span span)
{
	bool says = value && value->kind == MODEL_VALUE_STRING && value->len > 0;

	if (field->is_secret && says)
		diag_warning(c->diag, DIAG_SECRET_IN_SOURCE, span,
			"'%s' is secret, but this stands in the source and in the program for "
			"everybody to read",
			field->name);
}
