/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/base/source.h"
#include "gsc/command/json.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"
#include "gsc/model/own.h"
#include "gsc/model/print.h"

#include <string.h>

enum { SHOWN = 40 }; /* of what somebody typed, in an error */

struct reading {
	struct arena *arena;
	struct text *out;
	const char **why;
};

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
	[MODEL_FROM] = "nothing",
	[MODEL_TIMER] = "nothing",
	[MODEL_INSTANT] = "nothing",
	[MODEL_EXTERN] = "nothing",
	[MODEL_REF] = "nothing",
	[MODEL_WRONG] = "nothing",
};
_Static_assert(sizeof(expected) / sizeof(expected[0]) == MODEL_KIND_COUNT, "one each");

static bool no_such_value(struct reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	struct text shown;

	text_init(&shown, r->arena);
	value_put_escaped(&shown, text, len < SHOWN ? len : SHOWN, false);
	text_raw(&shown, "", 1);
	*r->why = arena_printf(r->arena, "%s: '%s%s' is not %s", place, shown.bytes,
		len > SHOWN ? "..." : "", expected[type->kind]);
	return false;
}

static bool is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(text, word, len) == 0;
}

static bool put_enum(struct reading *r, const struct model_type *type, const char *place,
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

		if (is_word(text, len, name)) {
			msgpack_string(r->out, text, len);
			return true;
		}
		suggest_offer(&suggest, name);
	}
	if (units_read_integer(text, len, &value) && value >= INT32_MIN && value <= INT32_MAX) {
		msgpack_integer(r->out, value);
		return true;
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

static bool put_bytes(struct reading *r, const struct model_type *type, const char *place,
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
			return no_such_value(r, type, place, text, len);
		bytes[i / 2 - 1] = (char)((unsigned char)bytes[i / 2 - 1] << 4 | hex(text[i]));
	}
	msgpack_bytes(r->out, bytes, len / 2 - 1);
	return true;
}

static bool put_integer(struct reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	model_int value;

	if (!units_read_integer(text, len, &value))
		return no_such_value(r, type, place, text, len);
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
	*r->why = arena_printf(r->arena, "%s: %.*s is not in %.*s", place, (int)len, text,
		(int)bounds.len, bounds.bytes);
	return false;
}

/* A scalar, as typed or as the string or number of JSON. */
static bool put_scalar(struct reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	int64_t ns;
	double real;

	switch (type->kind) {
	case MODEL_BOOL:
		if (!is_word(text, len, "true") && !is_word(text, len, "false"))
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
	return no_such_value(r, type, place, text, len);
}

static bool json_wrong(struct reading *r, const char *place, const struct json *json)
{
	*r->why = arena_printf(r->arena, "%s: %s", place, json->why);
	return false;
}

static bool put_json(
	struct reading *r, const struct model_type *type, const char *place, struct json *json);

static bool put_json_list(
	struct reading *r, const struct model_type *type, const char *place, struct json *json)
{
	size_t opened = msgpack_list_open(r->out);
	size_t count = 0;
	bool first = true;
	bool more;

	if (!json_open(json) || !json_more(json, ']', &first, &more))
		return json_wrong(r, place, json);
	while (more) {
		const char *inner = arena_printf(r->arena, "%s[%zu]", place, count);

		if (!put_json(r, type->item, inner, json))
			return false;
		count++;
		if (!json_more(json, ']', &first, &more))
			return json_wrong(r, place, json);
	}
	msgpack_close(r->out, opened, count);
	return true;
}

/* An object: its names are keys as they would be typed. */
static bool put_json_map(
	struct reading *r, const struct model_type *type, const char *place, struct json *json)
{
	size_t opened = msgpack_map_open(r->out);
	size_t count = 0;
	bool first = true;
	bool more;

	if (!json_open(json) || !json_more(json, '}', &first, &more))
		return json_wrong(r, place, json);
	while (more) {
		const char *name;
		const char *inner;
		size_t len;

		if (!json_name(json, &name, &len))
			return json_wrong(r, place, json);
		inner = arena_printf(r->arena, "%s[%.*s]", place, (int)len, name);
		if (!put_scalar(r, type->key, inner, name, len) ||
			!put_json(r, type->item, inner, json))
			return false;
		count++;
		if (!json_more(json, '}', &first, &more))
			return json_wrong(r, place, json);
	}
	msgpack_close(r->out, opened, count);
	return true;
}

static const struct model_field *find_field(
	const struct model_record *record, const char *name, size_t len, struct suggest *suggest)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		if (is_word(name, len, field->name))
			return field;
		suggest_offer(suggest, field->name);
	}
	return NULL;
}

/* `seen`, one for each field: was it given? */
static bool has_all(
	struct reading *r, const struct model_record *record, const bool *seen, const char *head)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		if (seen[i] || field->fallback || field->type->kind == MODEL_OPTIONAL)
			continue;
		*r->why = arena_printf(r->arena, "%s'%s' is missing", head, field->name);
		return false;
	}
	return true;
}

/* The field that a name stands for, which is marked as seen. */
static const struct model_field *take_field(struct reading *r, const struct model_record *record,
	bool *seen, const char *head, const char *name, size_t len)
{
	const char *wanted = arena_copy(r->arena, name, len);
	const struct model_field *field;
	const char *best;
	struct suggest suggest;

	suggest_init(&suggest, wanted);
	field = find_field(record, name, len, &suggest);
	if (!field) {
		best = suggest_best(&suggest);
		*r->why = arena_printf(r->arena, "%s%s has no '%s'%s%s%s", head, record->name,
			wanted, best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
		return NULL;
	}
	if (seen[field - record->fields]) {
		*r->why = arena_printf(r->arena, "%s'%s' is given twice", head, wanted);
		return NULL;
	}
	seen[field - record->fields] = true;
	return field;
}

static bool put_json_struct(
	struct reading *r, const struct model_type *type, const char *place, struct json *json)
{
	const struct model_record *record = type->record;
	bool *seen = arena_take(r->arena, record->count + 1);
	const char *head = arena_printf(r->arena, "%s: ", place);
	size_t opened = msgpack_map_open(r->out);
	size_t count = 0;
	bool first = true;
	bool more;

	if (!json_open(json) || !json_more(json, '}', &first, &more))
		return json_wrong(r, place, json);
	while (more) {
		const struct model_field *field;
		const char *name;
		size_t len;

		if (!json_name(json, &name, &len))
			return json_wrong(r, place, json);
		field = take_field(r, record, seen, head, name, len);
		if (!field)
			return false;
		msgpack_string(r->out, name, len);
		if (!put_json(r, field->type, arena_printf(r->arena, "%s.%s", place, field->name),
			    json))
			return false;
		count++;
		if (!json_more(json, '}', &first, &more))
			return json_wrong(r, place, json);
	}
	msgpack_close(r->out, opened, count);
	return has_all(r, record, seen, head);
}

/* Which of JSON's kinds stand for a scalar. */
static bool is_kind_for(const struct model_type *type, enum json_kind kind)
{
	switch (type->kind) {
	case MODEL_BOOL: return kind == JSON_TRUE || kind == JSON_FALSE;
	case MODEL_STRING:
	case MODEL_BYTES: return kind == JSON_STRING;
	case MODEL_DURATION:
	case MODEL_TIME:
	case MODEL_F32: /* "nan" */
	case MODEL_F64:
	case MODEL_ENUM: return kind == JSON_STRING || kind == JSON_NUMBER;
	default: return kind == JSON_NUMBER;
	}
}

static bool put_json_scalar(struct reading *r, const struct model_type *type, const char *place,
	struct json *json, enum json_kind kind)
{
	const char *text = json->at;
	size_t len = 0;

	if (kind == JSON_NUMBER) {
		if (!json_number(json, &text, &len))
			return json_wrong(r, place, json);
	} else if (kind == JSON_STRING) {
		if (!json_string(json, &text, &len))
			return json_wrong(r, place, json);
	} else if (kind <= JSON_FALSE) {
		if (!json_word(json))
			return json_wrong(r, place, json);
		len = (size_t)(json->at - text);
	} else {
		len = json->at < json->end;
	}
	return is_kind_for(type, kind) ? put_scalar(r, type, place, text, len)
				       : no_such_value(r, type, place, text, len);
}

static bool put_json(
	struct reading *r, const struct model_type *type, const char *place, struct json *json)
{
	enum json_kind kind = json_peek(json);

	if (type->kind == MODEL_OPTIONAL) {
		if (kind != JSON_NULL)
			return put_json(r, type->item, place, json);
		if (!json_word(json))
			return json_wrong(r, place, json);
		msgpack_nil(r->out);
		return true;
	}
	if (type->kind == MODEL_LIST && kind == JSON_LIST)
		return put_json_list(r, type, place, json);
	if (type->kind == MODEL_MAP && kind == JSON_OBJECT)
		return put_json_map(r, type, place, json);
	if (type->kind == MODEL_STRUCT && kind == JSON_OBJECT)
		return put_json_struct(r, type, place, json);
	return put_json_scalar(r, type, place, json, kind);
}

static bool put_typed(struct reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	struct json json;

	if (type->kind == MODEL_OPTIONAL) {
		if (!is_word(text, len, "none"))
			return put_typed(r, type->item, place, text, len);
		msgpack_nil(r->out);
		return true;
	}
	if (!model_is_container(type) && type->kind != MODEL_STRUCT)
		return put_scalar(r, type, place, text, len);
	json_init(&json, r->arena, text, len);
	if (!put_json(r, type, place, &json))
		return false;
	return json_end(&json) || json_wrong(r, place, &json);
}

bool value_read(struct arena *arena, const struct model_type *type, const char *place,
	const char *text, size_t len, struct text *out, const char **why)
{
	struct reading r = { arena, out, why };

	return put_typed(&r, type, place, text, len);
}

static const struct model_type *without_optional(const struct model_type *type)
{
	while (type->kind == MODEL_OPTIONAL)
		type = type->item;
	return type;
}

/* What stands behind the `=`, or in the file it names. */
static bool find_text(struct reading *r, const struct model_field *field, const char *value,
	const char **text, size_t *len)
{
	enum model_kind kind = without_optional(field->type)->kind;
	const struct source *source;
	const char *problem;

	*text = value + (value[0] == '@' && value[1] == '@');
	*len = strlen(*text);
	if (value[0] != '@' || value[1] == '@')
		return true;
	source = source_read(r->arena, value + 1, &problem);
	if (!source) {
		*r->why = arena_printf(r->arena, "%s: %s: %s", field->name, value + 1, problem);
		return false;
	}
	*text = source->bytes;
	*len = source->len;
	/* An editor's last newline belongs to text, but to no number. */
	while (kind != MODEL_STRING && kind != MODEL_BYTES && *len > 0 &&
		strchr(" \t\r\n", (*text)[*len - 1]))
		--*len;
	return true;
}

bool value_arguments(struct arena *arena, const struct model_record *record,
	const char *const *words, size_t count, struct text *out, const char **why)
{
	struct reading r = { arena, out, why };
	bool *seen = arena_take(arena, record->count + 1);

	msgpack_map(out, count);
	for (size_t i = 0; i < count; i++) {
		const char *equals = strchr(words[i], '=');
		const struct model_field *field;
		const char *text;
		size_t len;

		if (!equals) {
			*why = arena_printf(arena, "'%s' is no NAME=VALUE", words[i]);
			return false;
		}
		field = take_field(&r, record, seen, "", words[i], (size_t)(equals - words[i]));
		if (!field || !find_text(&r, field, equals + 1, &text, &len))
			return false;
		msgpack_string(out, field->name, strlen(field->name));
		if (!put_typed(&r, field->type, field->name, text, len))
			return false;
	}
	return has_all(&r, record, seen, "");
}
