/* SPDX-License-Identifier: MIT */
#include "gsc/model/print.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct model_type *element(const struct model_type *type)
{
	return type->kind == MODEL_OPTIONAL ? type->item : type;
}

void model_print_integer(struct text *text, model_int value)
{
	char digits[48];
	char *at = digits + sizeof(digits);
	bool is_negative = value < 0;

	*--at = 0;
	do {
		int digit = (int)(value % 10);

		*--at = (char)('0' + (digit < 0 ? -digit : digit));
		value /= 10;
	} while (value);
	if (is_negative)
		*--at = '-';
	text_put(text, at);
}

void model_print_duration(struct text *text, model_int ns)
{
	static const struct {
		model_int size;
		const char *unit;
	} units[] = { { INT64_C(86400000000000), "d" }, { INT64_C(3600000000000), "h" },
		{ INT64_C(60000000000), "m" }, { 1000000000, "s" }, { 1000000, "ms" },
		{ 1000, "us" } };

	for (size_t i = 0; ns && i < sizeof(units) / sizeof(units[0]); i++) {
		if (ns % units[i].size != 0)
			continue;
		model_print_integer(text, ns / units[i].size);
		text_put(text, units[i].unit);
		return;
	}
	model_print_integer(text, ns);
	text_put(text, ns ? "ns" : "s");
}

void model_print_size(struct text *text, uint64_t bytes)
{
	static const char *const units[] = { "", "KiB", "MiB", "GiB" };
	size_t unit = 0;

	while (unit < 3 && bytes && bytes % 1024 == 0) {
		bytes /= 1024;
		unit++;
	}
	model_print_integer(text, bytes);
	text_put(text, units[unit]);
}

/* The fewest digits that read back as the same number of that type, in the form that .gs has for
 * one. What is beyond an f32 is not yet one. */
static void print_real(struct text *text, const struct model_type *type, double real)
{
	bool is_single = type && type->kind == MODEL_F32 && isfinite((float)real);
	char digits[64];
	char *exponent;

	for (int precision = 1; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, real);
		if (is_single ? strtof(digits, NULL) == (float)real : strtod(digits, NULL) == real)
			break;
	}
	exponent = strchr(digits, 'e');
	if (exponent) {
		long power = strtol(exponent + 1, NULL, 10);

		snprintf(exponent, sizeof(digits) - (size_t)(exponent - digits), "e%ld", power);
	} else if (!strchr(digits, '.')) {
		strcat(digits, ".0");
	}
	text_put(text, digits);
}

/* `is_text`: what is not ASCII stays as it is. */
static void print_string(struct text *text, const char *string, uint32_t len, bool is_text)
{
	char escape[8];

	text_put(text, "\"");
	for (uint32_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)string[i];

		if (byte == '"' || byte == '\\') {
			snprintf(escape, sizeof(escape), "\\%c", byte);
			text_put(text, escape);
		} else if (byte == '\n') {
			text_put(text, "\\n");
		} else if (byte == '\t') {
			text_put(text, "\\t");
		} else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !is_text)) {
			snprintf(escape, sizeof(escape), "\\%03o", byte);
			text_put(text, escape);
		} else {
			text_raw(text, string + i, 1);
		}
	}
	text_put(text, "\"");
}

void model_print_value(
	struct text *text, const struct model_type *type, const struct model_value *value)
{
	switch (value->kind) {
	case MODEL_VALUE_INTEGER: model_print_integer(text, value->integer); break;
	case MODEL_VALUE_DURATION: model_print_duration(text, value->integer); break;
	case MODEL_VALUE_REAL: print_real(text, type ? element(type) : NULL, value->real); break;
	case MODEL_VALUE_BOOL: text_put(text, value->integer ? "true" : "false"); break;
	case MODEL_VALUE_STRING:
		print_string(text, value->string, value->len, !type || type->kind != MODEL_BYTES);
		break;
	case MODEL_VALUE_NONE: text_put(text, "none"); break;
	case MODEL_VALUE_ENUM: text_put(text, value->enumerator->name); break;
	}
}

static void print_bounds(struct text *text, const struct model_type *type)
{
	if (type->len_min) {
		model_print_integer(text, type->len_min);
		text_put(text, "..");
	}
	model_print_integer(text, type->len_max);
}

static bool has_range(const struct model_type *type)
{
	return (type->ranged && !type->implied) || type->real_ranged;
}

void model_print_item(struct text *text, const struct model_type *type)
{
	if (has_range(element(type)) && element(type)->alias) {
		text_put(text, element(type)->alias);
		if (type->kind == MODEL_OPTIONAL)
			text_put(text, "?");
	} else {
		model_print_type(text, type);
	}
}

void model_print_type(struct text *text, const struct model_type *type)
{
	switch (type->kind) {
	case MODEL_OPTIONAL:
		model_print_type(text, type->item);
		text_put(text, "?");
		break;
	case MODEL_LIST:
		text_put(text, "list<");
		model_print_item(text, type->item);
		if (type->bounded) {
			text_put(text, ", ");
			print_bounds(text, type);
		}
		text_put(text, ">");
		break;
	case MODEL_MAP:
		text_put(text, "map<");
		model_print_item(text, type->key);
		text_put(text, ", ");
		model_print_item(text, type->item);
		if (type->bounded) {
			text_put(text, ", ");
			print_bounds(text, type);
		}
		text_put(text, ">");
		break;
	case MODEL_STRING:
	case MODEL_BYTES:
		text_put(text, type->word);
		if (type->bounded) {
			text_put(text, "<");
			print_bounds(text, type);
			text_put(text, ">");
		}
		break;
	case MODEL_NOTHING: text_put(text, "nothing"); break;
	case MODEL_REF:
		text_put(text, "ref");
		if (type->of)
			text_printf(text, "<%s>", type->of);
		break;
	default: text_put(text, type->word ? type->word : "?"); break;
	}
}

void model_print_range(struct text *text, const struct model_type *type)
{
	type = element(type);
	if (type->real_ranged) {
		print_real(text, type, type->real_low);
		text_put(text, "..");
		print_real(text, type, type->real_high);
	} else if (type->kind == MODEL_DURATION) {
		model_print_duration(text, type->low);
		text_put(text, "..");
		model_print_duration(text, type->high);
	} else {
		model_print_integer(text, type->low);
		text_put(text, "..");
		model_print_integer(text, type->high);
	}
}

void model_print_field(struct text *text, const struct model_field *field)
{
	text_put(text, field->is_secret ? "secret " : "");
	text_put(text, field->name);
	if (field->type->kind == MODEL_NOTHING)
		return;
	text_put(text, ": ");
	model_print_type(text, field->type);
	if (has_range(element(field->type))) {
		text_put(text, " in ");
		model_print_range(text, field->type);
	}
	if (field->fallback && field->written) {
		text_put(text, " = ");
		model_print_value(text, field->type, field->fallback);
	}
}
