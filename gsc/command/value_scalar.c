/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/command/units.h"
#include "gsc/command/value_reading.h"
#include "gsc/model/print.h"

#include <string.h>

enum { SHOWN = 40 }; /* of what somebody typed, in an error */

/* How a value is called that was expected and not found. */
static const char *const expected[] = {
	[MODEL_BOOL] = "true or false",
	[MODEL_U8] = "a number",
	[MODEL_U16] = "a number",
	[MODEL_U32] = "a number",
	[MODEL_U64] = "a number",
	[MODEL_I8] = "a number",
	[MODEL_I16] = "a number",
	[MODEL_I32] = "a number",
	[MODEL_I64] = "a number",
	[MODEL_F32] = "a number",
	[MODEL_F64] = "a number",
	[MODEL_STRING] = "text",
	[MODEL_BYTES] = "text, or 0x and pairs of hexadecimal digits",
	[MODEL_DURATION] = "a duration (250ms, 1s, 2h)",
	[MODEL_TIME] = "a time (2026-11-05T12:30:00Z)",
	[MODEL_OPTIONAL] = "none",
	[MODEL_LIST] = "a list in JSON",
	[MODEL_MAP] = "an object in JSON",
	[MODEL_ENUM] = "a name",
	[MODEL_STRUCT] = "a struct in JSON",
	[MODEL_NOTHING] = "null",
	[MODEL_FROM] = "nothing",
	[MODEL_TIMER] = "nothing",
	[MODEL_INSTANT] = "nothing",
	[MODEL_EXTERN] = "nothing",
	[MODEL_REF] = "nothing",
	[MODEL_WRONG] = "nothing",
};
_Static_assert(sizeof(expected) / sizeof(expected[0]) == MODEL_KIND_COUNT, "one each");

static bool is_number(const struct model_type *type, const char *text, size_t len)
{
	model_int integer;
	int64_t ns;
	double real;

	if (type->kind == MODEL_DURATION)
		return units_read_duration(text, len, &ns);
	if (type->kind == MODEL_F32 || type->kind == MODEL_F64)
		return units_read_real(text, len, &real);
	return type->kind >= MODEL_U8 && type->kind <= MODEL_I64 &&
	       units_read_integer(text, len, &integer);
}

/* The number that a spec would have for it: "0.5" for ".5", "7" for "007"; NULL: there is none. */
static const char *number_for(struct value_reading *r, const struct model_type *type,
	const char *text, size_t len, bool *has_zeros)
{
	size_t sign = len && *text == '-';
	size_t zeros = 0;
	const char *number;

	*has_zeros = false;
	if (len < sign + 2 || memchr(text, 0, len))
		return NULL;
	while (sign + zeros + 1 < len && strchr("0_", text[sign + zeros]) &&
		strchr("0123456789_", text[sign + zeros + 1]))
		zeros++;
	*has_zeros = zeros > 0;
	number = arena_printf(r->arena, "%s%s%.*s%s", sign ? "-" : "", text[sign] == '.' ? "0" : "",
		(int)(len - sign - zeros), text + sign + zeros, text[len - 1] == '.' ? "0" : "");
	return is_number(type, number, strlen(number)) ? number : NULL;
}

bool value_is_none_such(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	const char *number;
	struct text shown;
	bool has_zeros;

	if (r->is_secret) {
		*r->why = arena_printf(
			r->arena, "%s: the value is not %s", place, expected[type->kind]);
		return false;
	}
	if (type->kind == MODEL_DURATION && units_lacks_unit(text, len) && len < SHOWN) {
		text = arena_copy(r->arena, text, len);
		*r->why = arena_printf(r->arena, "%s: '%s' has no unit: write %ss or %sms", place,
			text, text, text);
		return false;
	}
	number = len < SHOWN ? number_for(r, type, text, len, &has_zeros) : NULL;
	if (number && has_zeros) {
		*r->why = arena_printf(
			r->arena, "%s: a number has no leading zeros; write '%s'", place, number);
		return false;
	}
	text_init(&shown, r->arena);
	value_put_escaped(&shown, text, len < SHOWN ? len : SHOWN, false);
	text_raw(&shown, "", 1);
	*r->why = arena_printf(r->arena, "%s: '%s%s' is not %s%s%s%s", place, shown.bytes,
		len > SHOWN ? "..." : "", expected[type->kind], number ? "; write '" : "",
		number ? number : "", number ? "'" : "");
	return false;
}

bool value_is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(text, word, len) == 0;
}

static bool put_enum(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	const struct model_enum *e = type->enumeration;
	const char *wanted = arena_copy(r->arena, text, len);
	struct suggest suggest;
	const char *best;
	model_int value;

	suggest_init(&suggest, wanted);
	for (size_t i = 0; i < e->count; i++) {
		const char *name = e->enumerators[i].name;

		if (value_is_word(text, len, name)) {
			msgpack_string(r->out, text, len);
			return true;
		}
		suggest_offer(&suggest, name);
	}
	if (units_read_integer(text, len, &value) && value >= INT32_MIN && value <= INT32_MAX) {
		msgpack_integer(r->out, value);
		return true;
	}
	if (r->is_secret) {
		*r->why = arena_printf(
			r->arena, "%s: the value is not a name of enum %s", place, e->name);
		return false;
	}
	best = suggest_best(&suggest);
	*r->why = arena_printf(r->arena, "%s: '%s' is not a name of enum %s%s%s%s", place, wanted,
		e->name, best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
	return false;
}

static int hex(char c)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;
	long value = at ? at - digits : -1;

	return (int)(value > 15 ? value - 6 : value);
}

static bool put_bytes(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	char *bytes;

	if (len < 2 || memcmp(text, "0x", 2) != 0) {
		msgpack_bytes(r->out, text, len);
		return true;
	}
	bytes = arena_take(r->arena, len);
	for (size_t i = 2; i < len; i++) {
		if (hex(text[i]) < 0 || len % 2 != 0)
			return value_is_none_such(r, type, place, text, len);
		bytes[i / 2 - 1] = (char)((unsigned char)bytes[i / 2 - 1] << 4 | hex(text[i]));
	}
	msgpack_bytes(r->out, bytes, len / 2 - 1);
	return true;
}

static bool put_integer(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	model_int value;

	if (!units_read_integer(text, len, &value))
		return value_is_none_such(r, type, place, text, len);
	if (value >= INT64_MIN && value <= (model_int)UINT64_MAX) {
		msgpack_integer(r->out, value);
		return true;
	}
	/* The wire has no such number, so the server cannot say it. */
	struct text bounds;

	text_init(&bounds, r->arena);
	model_print_integer(&bounds, type->low);
	text_put(&bounds, "..");
	model_print_integer(&bounds, type->high);
	if (r->is_secret)
		text = "the value", len = strlen(text);
	*r->why = arena_printf(r->arena, "%s: %.*s is not in %.*s", place, (int)len, text,
		(int)bounds.len, bounds.bytes);
	return false;
}

bool value_put_scalar(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	int64_t ns;
	double real;

	switch (type->kind) {
	case MODEL_BOOL:
		if (!value_is_word(text, len, "true") && !value_is_word(text, len, "false"))
			break;
		msgpack_bool(r->out, *text == 't');
		return true;
	case MODEL_F32:
	case MODEL_F64:
		if (!units_read_real(text, len, &real))
			break;
		msgpack_real(r->out, real);
		return true;
	case MODEL_STRING: msgpack_string(r->out, text, len); return true;
	case MODEL_BYTES: return put_bytes(r, type, place, text, len);
	case MODEL_DURATION:
	case MODEL_TIME:
		if (!(type->kind == MODEL_TIME ? units_read_time(text, len, &ns)
					       : units_read_duration(text, len, &ns)))
			break;
		msgpack_integer(r->out, ns);
		return true;
	case MODEL_ENUM: return put_enum(r, type, place, text, len);
	default:
		if (type->kind >= MODEL_U8 && type->kind <= MODEL_I64)
			return put_integer(r, type, place, text, len);
		break;
	}
	return value_is_none_such(r, type, place, text, len);
}
