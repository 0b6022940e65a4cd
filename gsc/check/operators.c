/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <math.h>

/* What the operands of an operator are, taken together. */
enum pair {
	PAIR_INTEGERS,
	PAIR_REALS,
	PAIR_DURATIONS,
	PAIR_DURATION_INTEGER,
	PAIR_INTEGER_DURATION,
	PAIR_OTHER
};

static const char *operator_text(char op)
{
	switch (op) {
	case '+': return "+";
	case '-': return "-";
	case '*': return "*";
	case '/': return "/";
	case '%': return "%";
	case '&': return "&";
	case '|': return "|";
	case '^': return "^";
	case '~': return "~";
	case TREE_SHL: return "<<";
	default: return ">>";
	}
}

static bool is_number(const struct model_value *value)
{
	return value->kind == MODEL_VALUE_INTEGER || value->kind == MODEL_VALUE_REAL;
}

static enum pair pair_of(const struct model_value *left, const struct model_value *right)
{
	bool is_left_duration = left->kind == MODEL_VALUE_DURATION;
	bool is_right_duration = right->kind == MODEL_VALUE_DURATION;

	if (left->kind == MODEL_VALUE_INTEGER && right->kind == MODEL_VALUE_INTEGER)
		return PAIR_INTEGERS;
	if (is_number(left) && is_number(right))
		return PAIR_REALS;
	if (is_left_duration && is_right_duration)
		return PAIR_DURATIONS;
	if (is_left_duration && right->kind == MODEL_VALUE_INTEGER)
		return PAIR_DURATION_INTEGER;
	if (left->kind == MODEL_VALUE_INTEGER && is_right_duration)
		return PAIR_INTEGER_DURATION;
	return PAIR_OTHER;
}

static double real_of(const struct model_value *value)
{
	return value->kind == MODEL_VALUE_REAL ? value->real : (double)value->integer;
}

static bool refuse_overflow(struct check *c, const struct tree_expr *expr)
{
	diag_error(c->diag, DIAG_OVERFLOW, expr->op_span,
		"the result of '%s' is outside -2^63..2^64-1", operator_text(expr->op));
	return false;
}

static bool refuse_operands(struct check *c, const struct tree_expr *expr,
	const struct model_value *left, const struct model_value *right)
{
	diag_error(c->diag, DIAG_BAD_OPERAND, expr->op_span, "'%s' does not take %s and %s",
		operator_text(expr->op), value_kind_text(c, left), value_kind_text(c, right));
	return false;
}

static bool divide(struct check *c, const struct tree_expr *expr, model_int left, model_int right,
	model_int *result)
{
	if (right == 0) {
		diag_error(c->diag, DIAG_DIVISION_BY_ZERO, expr->op_span, "division by zero");
		return false;
	}
	*result = expr->op == '/' ? left / right : left % right;
	return true;
}

static bool shift(struct check *c, const struct tree_expr *expr, model_int left, model_int right,
	model_int *result)
{
	if (right < 0 || right > 63) {
		diag_error(c->diag, DIAG_BAD_SHIFT, expr->op_span, "a shift by %s is outside 0..63",
			value_integer_text(c, right));
		return false;
	}
	if (expr->op == TREE_SHL)
		return !__builtin_mul_overflow(left, (model_int)1 << right, result) ||
		       refuse_overflow(c, expr);
	*result = left >> right;
	return true;
}

/* Operands are within 65 bits, so that only a product can pass 128. */
static bool compute(struct check *c, const struct tree_expr *expr, model_int left, model_int right,
	model_int *result)
{
	switch (expr->op) {
	case '+': *result = left + right; return true;
	case '-': *result = left - right; return true;
	case '&': *result = left & right; return true;
	case '|': *result = left | right; return true;
	case '^': *result = left ^ right; return true;
	case '*': return !__builtin_mul_overflow(left, right, result) || refuse_overflow(c, expr);
	case '/':
	case '%': return divide(c, expr, left, right, result);
	default: return shift(c, expr, left, right, result);
	}
}

static bool integers(struct check *c, const struct tree_expr *expr, model_int left, model_int right,
	struct model_value *value)
{
	value->kind = MODEL_VALUE_INTEGER;
	if (!compute(c, expr, left, right, &value->integer))
		return false;
	if (value->integer < INT64_MIN || value->integer > (model_int)UINT64_MAX)
		return refuse_overflow(c, expr);
	return true;
}

static bool durations(struct check *c, const struct tree_expr *expr, model_int left,
	model_int right, struct model_value *value)
{
	value->kind = MODEL_VALUE_DURATION;
	if (!compute(c, expr, left, right, &value->integer))
		return false;
	if (value->integer >= INT64_MIN && value->integer <= INT64_MAX)
		return true;
	diag_error(c->diag, DIAG_OVERFLOW, expr->op_span,
		"the result of '%s' is longer than 292 years, the longest duration",
		operator_text(expr->op));
	return false;
}

static bool reals(struct check *c, const struct tree_expr *expr, double left, double right,
	struct model_value *value)
{
	value->kind = MODEL_VALUE_REAL;
	switch (expr->op) {
	case '+': value->real = left + right; break;
	case '-': value->real = left - right; break;
	case '*': value->real = left * right; break;
	default:
		if (right == 0) {
			diag_error(
				c->diag, DIAG_DIVISION_BY_ZERO, expr->op_span, "division by zero");
			return false;
		}
		value->real = left / right;
	}
	if (isfinite(value->real))
		return true;
	diag_error(c->diag, DIAG_OVERFLOW, expr->op_span, "the result of '%s' is too large for f64",
		operator_text(expr->op));
	return false;
}

bool operator_binary(struct check *c, const struct tree_expr *expr, const struct model_value *left,
	const struct model_value *right, struct model_value *value)
{
	char op = expr->op;
	struct model_value result = { 0 };
	bool is_fine;

	switch (pair_of(left, right)) {
	case PAIR_INTEGERS:
		is_fine = integers(c, expr, left->integer, right->integer, &result);
		break;
	case PAIR_REALS:
		if (op != '+' && op != '-' && op != '*' && op != '/')
			return refuse_operands(c, expr, left, right);
		is_fine = reals(c, expr, real_of(left), real_of(right), &result);
		break;
	case PAIR_DURATIONS:
		if (op != '+' && op != '-')
			return refuse_operands(c, expr, left, right);
		is_fine = durations(c, expr, left->integer, right->integer, &result);
		break;
	case PAIR_DURATION_INTEGER:
		if (op != '*' && op != '/')
			return refuse_operands(c, expr, left, right);
		is_fine = durations(c, expr, left->integer, right->integer, &result);
		break;
	case PAIR_INTEGER_DURATION:
		if (op != '*')
			return refuse_operands(c, expr, left, right);
		is_fine = durations(c, expr, left->integer, right->integer, &result);
		break;
	default: return refuse_operands(c, expr, left, right);
	}
	*value = result;
	return is_fine;
}

bool operator_unary(struct check *c, const struct tree_expr *expr,
	const struct model_value *operand, struct model_value *value)
{
	struct model_value result = *operand;

	if (expr->op == '~' ? operand->kind != MODEL_VALUE_INTEGER
			    : !is_number(operand) && operand->kind != MODEL_VALUE_DURATION) {
		diag_error(c->diag, DIAG_BAD_OPERAND, expr->op_span, "'%s' does not take %s",
			operator_text(expr->op), value_kind_text(c, operand));
		return false;
	}
	result.integer = expr->op == '~' ? ~operand->integer : -operand->integer;
	result.real = -operand->real;
	if (result.integer < INT64_MIN || result.integer > (model_int)UINT64_MAX)
		return refuse_overflow(c, expr);
	*value = result;
	return true;
}
