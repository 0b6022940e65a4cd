/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void emit_add_integer(struct emitter *e, model_int value)
{
	if (value == INT64_MIN)
		emit_add(e, "INT64_MIN");
	else if (value > INT64_MAX)
		emit_add(e, "%" PRIu64 "u", (uint64_t)value);
	else
		emit_add(e, "%" PRId64, (int64_t)value);
}

void emit_add_duration(struct emitter *e, int64_t ns)
{
	static const struct {
		const char *macro;
		int64_t ns;
	} units[] = { { "GS_S", 1000000000 }, { "GS_MS", 1000000 }, { "GS_US", 1000 } };

	for (size_t i = 0; ns > 0 && i < sizeof(units) / sizeof(*units); i++) {
		if (ns % units[i].ns == 0) {
			emit_add(e, "%s(%" PRId64 ")", units[i].macro, ns / units[i].ns);
			return;
		}
	}
	emit_add_integer(e, ns);
}

/* "UINT8", of UINT8_MAX. */
static const char *limit_of(enum model_kind kind)
{
	static const char *const limits[MODEL_KIND_COUNT] = {
		[MODEL_U8] = "UINT8",
		[MODEL_U16] = "UINT16",
		[MODEL_U32] = "UINT32",
		[MODEL_U64] = "UINT64",
		[MODEL_I8] = "INT8",
		[MODEL_I16] = "INT16",
		[MODEL_I32] = "INT32",
		[MODEL_I64] = "INT64",
		[MODEL_DURATION] = "INT64",
		[MODEL_TIME] = "INT64",
	};

	return limits[kind];
}

bool emit_has_range(enum model_kind kind)
{
	return limit_of(kind);
}

void emit_add_limit(struct emitter *e, const struct model_type *type, model_int value)
{
	model_int low, high;

	model_natural(type->kind, &low, &high);
	if (value == high)
		emit_add(e, "%s_MAX", limit_of(type->kind));
	else if (value == low && low)
		emit_add(e, "%s_MIN", limit_of(type->kind));
	else if (type->kind == MODEL_DURATION)
		emit_add_duration(e, (int64_t)value);
	else
		emit_add_integer(e, value);
}

void emit_add_real(struct emitter *e, const struct model_type *type, double value)
{
	bool is_float = type && type->kind == MODEL_F32;
	char digits[40];

	/* The fewest digits that give the same number again. */
	for (int precision = 1; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, value);
		if (is_float ? strtof(digits, NULL) == (float)value : strtod(digits, NULL) == value)
			break;
	}
	emit_add(e, "%s%s%s", digits, strpbrk(digits, ".e") ? "" : ".0", is_float ? "f" : "");
}

static void add_string(
	struct emitter *e, const struct model_type *type, const struct model_value *v)
{
	emit_add(e, e->is_held ? "{ " : "");
	emit_add(e, type && type->kind == MODEL_BYTES ? "{ (const uint8_t *)" : "{ ");
	emit_add_string(e, v->string, v->len);
	emit_add(e, ", %" PRIu32 " }", v->len);
	emit_add(e, e->is_held ? " }" : "");
}

static void add_plain(struct emitter *e, const struct model_type *type, const struct model_value *v)
{
	switch (v->kind) {
	case MODEL_VALUE_INTEGER:
		if (type && (type->kind == MODEL_F32 || type->kind == MODEL_F64))
			emit_add_real(e, type, (double)v->integer);
		else
			emit_add_integer(e, v->integer);
		break;
	case MODEL_VALUE_DURATION: emit_add_duration(e, (int64_t)v->integer); break;
	case MODEL_VALUE_REAL: emit_add_real(e, type, v->real); break;
	case MODEL_VALUE_BOOL: emit_add(e, v->integer ? "true" : "false"); break;
	case MODEL_VALUE_STRING: add_string(e, type, v); break;
	case MODEL_VALUE_ENUM: emit_add(e, "%s", v->enumerator->c_name); break;
	case MODEL_VALUE_NONE: emit_add(e, "{ .has = false }"); break;
	}
}

void emit_add_value(
	struct emitter *e, const struct model_type *type, const struct model_value *value)
{
	bool wraps = type && type->kind == MODEL_OPTIONAL && value->kind != MODEL_VALUE_NONE;

	if (wraps) {
		emit_add(e, "{ .has = true, .value = ");
		add_plain(e, type->item, value);
		emit_add(e, " }");
	} else {
		add_plain(e, type, value);
	}
}

void emit_add_held_value(
	struct emitter *e, const struct model_type *type, const struct model_value *value)
{
	e->is_held = true;
	emit_add_value(e, type, value);
	e->is_held = false;
}
