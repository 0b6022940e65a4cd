/* SPDX-License-Identifier: MIT */
#include "gsc/base/foreign.h"
#include "gsc/check/rules.h"

#include <string.h>

/*
 * Expressions are computed on a stack of their own: how deep one is, or how long a chain of
 * constants, costs memory but never the C stack. A frame is an expression half done; a name of a
 * constant not yet known puts that constant's expression on top.
 */
struct frame {
	const struct tree_expr *expr;
	struct decl *constant; /* whose value this expression is; NULL: not a constant's */
	const struct constant_hint *hint;
	int done; /* operands computed so far */
};

struct machine {
	struct check *c;
	struct frame *frames;
	size_t count;
	size_t cap;
	struct model_value *values;
	size_t value_count;
	size_t value_cap;
};

static void push(struct machine *m, const struct tree_expr *expr, struct decl *constant,
	const struct constant_hint *hint)
{
	arena_grow(m->c->arena, (void **)&m->frames, m->count, &m->cap, sizeof(*m->frames));
	m->frames[m->count++] = (struct frame){ expr, constant, hint, 0 };
}

static void give(struct machine *m, const struct model_value *value)
{
	struct frame *frame = &m->frames[m->count - 1];

	if (frame->constant) {
		frame->constant->value = *value;
		frame->constant->mark = DECL_DONE;
	}
	m->count--;
	arena_grow(m->c->arena, (void **)&m->values, m->value_count, &m->value_cap,
		sizeof(*m->values));
	m->values[m->value_count++] = *value;
}

static const struct constant_hint no_hint;

/* The enumerators that a constant's declared type makes known. */
static const struct constant_hint *hint_of(struct check *c, const struct decl *constant)
{
	struct constant_hint *hint;
	const struct model_enum *enumeration = type_enum(c, constant->tree->type);

	if (!enumeration)
		return &no_hint;
	hint = arena_take(c->arena, sizeof(*hint));
	hint->enumeration = enumeration;
	return hint;
}

static bool refuse_cycle(struct machine *m, const struct tree_expr *at, const struct decl *constant)
{
	struct check *c = m->c;

	diag_error(c->diag, DIAG_CONST_CYCLE, at->span, "the value of '%s' depends on itself",
		constant->tree->name.text);
	for (size_t i = 0; i + 1 < m->count; i++) {
		const struct frame *frame = &m->frames[i];
		bool is_within = false;

		for (size_t j = 0; j <= i; j++)
			is_within = is_within || m->frames[j].constant == constant;
		if (is_within && frame->expr->kind == TREE_NAME)
			diag_note(c->diag, frame->expr->span, "it needs '%s' here",
				frame->expr->name.text);
	}
	return false;
}

/* The first enum that has an enumerator of that name; NULL: none, or too many were looked at. */
static const struct model_enum *enum_with(struct check *c, const char *name)
{
	for (size_t i = 0; i < c->count && suggestion_may_offer(c); i++) {
		const struct model_enum *enumeration = c->decls[i].enumeration;

		c->offered += enumeration != NULL;
		if (enumeration && enums_find(enumeration, name))
			return enumeration;
	}
	return NULL;
}

/* The enumerators, as the spec and as C calls them. */
static void offer_enumerators(
	struct check *c, struct suggest *suggest, const struct model_enum *enumeration)
{
	const char *same = NULL;

	for (size_t i = 0; i < enumeration->count && suggestion_may_offer(c); i++) {
		suggestion_offer(c, suggest, enumeration->enumerators[i].name);
		if (strcmp(enumeration->enumerators[i].c_name, suggest->wanted) == 0)
			same = enumeration->enumerators[i].name;
	}
	if (same)
		*suggest = (struct suggest){ .wanted = suggest->wanted, .best = same };
}

static bool refuse_name(
	struct check *c, const struct tree_expr *expr, const struct constant_hint *hint)
{
	const char *name = expr->name.text;
	struct decl *other = decl_find(c, &expr->name);
	const char *foreign = foreign_word(FOREIGN_VALUE, name);
	const struct model_enum *enumeration;
	struct suggest suggest;

	if (hint->params && record_find(hint->params, name)) {
		diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span,
			"'%s' is a parameter, not known before the server starts: what stands "
			"here is a constant expression, or one parameter alone",
			name);
		return false;
	}
	if (!other && c->around && record_find(c->around, name)) {
		diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span,
			"'%s' is a parameter of the server, and what stands here is the same for "
			"all of its instances: a constant expression",
			name);
		return false;
	}
	if (other) {
		if (!other->wrong)
			diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span,
				"'%s' is %s, not a constant", name,
				decl_kind_text(other->tree->kind));
		return false;
	}
	if (c->incomplete)
		return false;
	suggest_init(&suggest, name);
	if (hint->enumeration)
		offer_enumerators(c, &suggest, hint->enumeration);
	for (size_t i = 0; hint->params && i < hint->params->count; i++)
		suggestion_offer(c, &suggest, hint->params->fields[i].name);
	decl_offer(c, &suggest, TREE_CONST, &expr->name);
	enumeration = enum_with(c, name);
	if (hint->enumeration)
		diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span,
			"'%s' is neither an enumerator of '%s' nor a constant%s", name,
			hint->enumeration->name, suggestion_text(c, &suggest));
	else if (enumeration)
		diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span,
			"'%s' is known only where a '%s' is expected", name, enumeration->name);
	else
		diag_error(c->diag, DIAG_UNKNOWN_NAME, expr->span, "unknown constant%s '%s'%s%s",
			hint->params ? " or parameter" : "", name, foreign ? "; " : "",
			foreign ? foreign : suggestion_text(c, &suggest));
	if (hint->enumeration || (!enumeration && !foreign))
		diag_fix(c->diag, expr->span, suggest_best(&suggest));
	decl_note_hidden(c, &expr->name);
	return false;
}

static bool step_name(struct machine *m, struct frame *frame)
{
	const struct tree_expr *expr = frame->expr;
	const struct model_enum *enumeration = frame->hint->enumeration;
	const struct model_enumerator *enumerator;
	struct decl *constant;
	struct model_value value;

	if (frame->done) { /* the constant's value was just computed */
		value = m->values[--m->value_count];
		give(m, &value);
		return true;
	}
	enumerator = enumeration ? enums_find(enumeration, expr->name.text) : NULL;
	if (enumerator) {
		value = (struct model_value){ .kind = MODEL_VALUE_ENUM, .enumerator = enumerator };
		give(m, &value);
		return true;
	}
	constant = decl_find(m->c, &expr->name);
	if (!constant || constant->tree->kind != TREE_CONST)
		return refuse_name(m->c, expr, frame->hint);
	if (constant->wrong)
		return false;
	if (constant->mark == DECL_OPEN)
		return refuse_cycle(m, expr, constant);
	if (constant->mark == DECL_DONE) {
		give(m, &constant->value);
		return true;
	}
	frame->done = 1;
	constant->mark = DECL_OPEN;
	push(m, constant->tree->value, constant, hint_of(m->c, constant));
	return true;
}

/* The value of a literal. */
static bool leaf(struct check *c, const struct tree_expr *expr, struct model_value *value)
{
	*value = (struct model_value){ .kind = MODEL_VALUE_INTEGER };
	switch (expr->kind) {
	case TREE_DURATION:
		value->kind = MODEL_VALUE_DURATION;
		value->integer = expr->value;
		break;
	case TREE_INTEGER:
	case TREE_SIZE: value->integer = expr->value; break;
	case TREE_FLOAT:
		value->kind = MODEL_VALUE_REAL;
		value->real = expr->real;
		break;
	case TREE_STRING:
		value->kind = MODEL_VALUE_STRING;
		value->string = expr->string;
		value->len = expr->string_len;
		break;
	case TREE_TRUE:
	case TREE_FALSE:
		value->kind = MODEL_VALUE_BOOL;
		value->integer = expr->kind == TREE_TRUE;
		break;
	case TREE_NONE: value->kind = MODEL_VALUE_NONE; break;
	default:
		diag_error(c->diag, DIAG_TYPE_MISMATCH, expr->span,
			"a list stands only for children, as the argument of a child");
		return false;
	}
	return true;
}

static bool step(struct machine *m)
{
	struct frame *frame = &m->frames[m->count - 1];
	const struct tree_expr *expr = frame->expr;
	struct model_value value;

	switch (expr->kind) {
	case TREE_NAME: return step_name(m, frame);
	case TREE_UNARY:
		if (frame->done++ == 0) {
			push(m, expr->left, NULL, frame->hint);
			return true;
		}
		if (!operator_unary(m->c, expr, &m->values[--m->value_count], &value))
			return false;
		break;
	case TREE_BINARY:
		if (frame->done < 2) {
			push(m, frame->done++ ? expr->right : expr->left, NULL, frame->hint);
			return true;
		}
		m->value_count -= 2;
		if (!operator_binary(m->c, expr, &m->values[m->value_count],
			    &m->values[m->value_count + 1], &value))
			return false;
		break;
	default:
		if (!leaf(m->c, expr, &value))
			return false;
	}
	give(m, &value);
	return true;
}

static bool run(struct machine *m, struct model_value *value)
{
	while (m->count) {
		if (step(m))
			continue;
		for (size_t i = 0; i < m->count; i++) {
			if (m->frames[i].constant) {
				m->frames[i].constant->mark = DECL_DONE;
				m->frames[i].constant->wrong = true;
			}
		}
		return false;
	}
	*value = m->values[0];
	return true;
}

bool constant_eval(struct check *c, const struct tree_expr *expr, const struct constant_hint *hint,
	struct model_value *value)
{
	struct machine machine = { .c = c };

	if (expr->kind != TREE_NAME && expr->kind != TREE_UNARY && expr->kind != TREE_BINARY)
		return leaf(c, expr, value);
	push(&machine, expr, NULL, hint ? hint : &no_hint);
	return run(&machine, value);
}

void constants_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct decl *decl = &c->decls[i];
		struct machine machine = { .c = c };
		struct model_value value;

		if (decl->tree->kind != TREE_CONST || decl->mark != DECL_NEW)
			continue;
		decl->mark = DECL_OPEN;
		push(&machine, decl->tree->value, decl, hint_of(c, decl));
		(void)run(&machine, &value);
	}
}

/* The type of a constant that names none: an integer stays without. */
static const struct model_type *natural_type(struct check *c, const struct decl *decl)
{
	const struct model_value *value = &decl->value;

	switch (value->kind) {
	case MODEL_VALUE_INTEGER: return NULL;
	case MODEL_VALUE_DURATION: return &c->builtin[MODEL_DURATION];
	case MODEL_VALUE_REAL: return &c->builtin[MODEL_F64];
	case MODEL_VALUE_BOOL: return &c->builtin[MODEL_BOOL];
	case MODEL_VALUE_STRING: return &c->builtin[MODEL_STRING];
	case MODEL_VALUE_ENUM: /* the value of a constant that has the enum as its type */
	case MODEL_VALUE_NONE: break;
	}
	diag_error(c->diag, DIAG_TYPE_MISMATCH, decl->tree->value->span,
		"a constant cannot be %s without a type", value_kind_text(c, value));
	return &c->builtin[MODEL_WRONG];
}

static bool is_constant_type(const struct model_type *type)
{
	return type->kind <= MODEL_TIME || type->kind == MODEL_ENUM || type->kind == MODEL_WRONG;
}

static void finish(struct check *c, struct decl *decl)
{
	struct model_const *constant = arena_take(c->arena, sizeof(*constant));
	const struct tree_decl *tree = decl->tree;
	const struct model_value *value = &decl->value;

	if (!tree->type) {
		constant->type = natural_type(c, decl);
	} else {
		constant->type = type_resolve(c, tree->type, NULL);
		if (!is_constant_type(constant->type)) {
			diag_error(c->diag, DIAG_TYPE_MISMATCH, tree->type->span,
				"a constant cannot be of type '%s': it is a number, a bool, a "
				"string, bytes, a duration, a time or of an enum",
				type_text(c, constant->type));
			return;
		}
		if (!decl->wrong)
			value = value_fit(c, constant->type, value, tree->value->span);
	}
	if (!value)
		return;
	constant->name = tree->name.text;
	constant->doc = doc_text(c, tree->doc);
	constant->value = value;
	constant->is_enumerator = value->kind == MODEL_VALUE_INTEGER &&
				  value->integer >= INT32_MIN && value->integer <= INT32_MAX &&
				  (!constant->type || type_is_integer(constant->type));
	decl->constant = constant;
}

void constants_finish(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_CONST)
			finish(c, &c->decls[i]);
	}
}

bool constant_integer(struct check *c, const struct tree_expr *expr, const char *what,
	model_int low, model_int high, model_int *value)
{
	struct model_value found;

	if (!constant_eval(c, expr, NULL, &found))
		return false;
	if (found.kind != MODEL_VALUE_INTEGER) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, expr->span, "%s must be an integer, not %s",
			what, value_kind_text(c, &found));
		return false;
	}
	if (found.integer < low || found.integer > high) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE, expr->span, "%s must be in %s..%s, not %s",
			what, value_integer_text(c, low), value_integer_text(c, high),
			value_integer_text(c, found.integer));
		return false;
	}
	*value = found.integer;
	return true;
}

bool constant_duration(
	struct check *c, const struct tree_expr *expr, const char *what, int64_t *value)
{
	struct model_value found;

	if (!constant_eval(c, expr, NULL, &found))
		return false;
	if (found.kind != MODEL_VALUE_DURATION) {
		diag_error(c->diag, DIAG_TYPE_MISMATCH, expr->span,
			"%s must be a duration, not %s%s", what, value_kind_text(c, &found),
			found.kind == MODEL_VALUE_INTEGER ? ": give it a unit, as in 10s" : "");
		return false;
	}
	if (found.integer <= 0 || found.integer > INT64_MAX) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE, expr->span, "%s must be %s", what,
			found.integer <= 0 ? "longer than nothing" : "shorter than 292 years");
		return false;
	}
	*value = (int64_t)found.integer;
	return true;
}
