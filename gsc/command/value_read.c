/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/base/source.h"
#include "gsc/command/json.h"
#include "gsc/command/value_reading.h"
#include "gsc/model/own.h"

#include <string.h>

static bool json_wrong(struct value_reading *r, const char *place, const struct json *json)
{
	*r->why = arena_printf(r->arena, "%s: %s", place, json->why);
	return false;
}

static bool put_json(struct value_reading *r, const struct model_type *type, const char *place,
	struct json *json);

static bool put_json_field(struct value_reading *r, const struct model_field *field,
	const char *place, struct json *json)
{
	const char *inner = arena_printf(r->arena, "%s.%s", place, field->name);
	bool was_secret = r->is_secret;
	bool is_good;

	r->is_secret = was_secret || field->is_secret;
	is_good = put_json(r, field->type, inner, json);
	r->is_secret = was_secret;
	return is_good;
}

static bool put_json_list(struct value_reading *r, const struct model_type *type, const char *place,
	struct json *json)
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
static bool put_json_map(struct value_reading *r, const struct model_type *type, const char *place,
	struct json *json)
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
		inner = r->is_secret ? arena_printf(r->arena, "%s[***]", place)
				     : arena_printf(r->arena, "%s[%.*s]", place, (int)len, name);
		if (!value_put_scalar(r, type->key, inner, name, len) ||
			!put_json(r, type->item, inner, json))
			return false;
		count++;
		if (!json_more(json, '}', &first, &more))
			return json_wrong(r, place, json);
	}
	msgpack_close(r->out, opened, count);
	return true;
}

/* `seen`, one for each field: was it given? */
static bool has_all(struct value_reading *r, const struct model_record *record, const bool *seen,
	const char *head)
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
static const struct model_field *take_field(struct value_reading *r,
	const struct model_record *record, bool *seen, const char *head, const char *name,
	size_t len)
{
	const struct model_field *field = value_field(record, name, len);
	const char *wanted = arena_copy(r->arena, name, len);
	const char *best;
	struct suggest suggest;

	if (!field && r->is_secret) {
		*r->why = arena_printf(
			r->arena, "%s%s has nothing of that name", head, record->name);
		return NULL;
	}
	if (!field) {
		suggest_init(&suggest, wanted);
		for (size_t i = 0; i < record->count; i++)
			suggest_offer(&suggest, record->fields[i].name);
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

static bool put_json_struct(struct value_reading *r, const struct model_type *type,
	const char *place, struct json *json)
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
		if (!put_json_field(r, field, place, json))
			return false;
		count++;
		if (!json_more(json, '}', &first, &more))
			return json_wrong(r, place, json);
	}
	msgpack_close(r->out, opened, count);
	return has_all(r, record, seen, head);
}

/* A member without a type, by its name alone. */
static bool put_member(struct value_reading *r, const struct model_record *record,
	const char *place, const char *name, size_t len)
{
	bool *seen = arena_take(r->arena, record->count + 1);
	const char *head = arena_printf(r->arena, "%s: ", place);
	const struct model_field *member = take_field(r, record, seen, head, name, len);

	if (!member)
		return false;
	if (member->type->kind != MODEL_NOTHING) {
		*r->why = arena_printf(r->arena, "%s: '%s' has a value: {\"%s\": ...}", place,
			member->name, member->name);
		return false;
	}
	msgpack_map(r->out, 1);
	msgpack_string(r->out, name, len);
	msgpack_nil(r->out);
	return true;
}

/* An object with one member. */
static bool put_json_union(struct value_reading *r, const struct model_type *type,
	const char *place, struct json *json)
{
	const struct model_record *record = type->record;
	bool *seen = arena_take(r->arena, record->count + 1);
	const char *head = arena_printf(r->arena, "%s: ", place);
	const struct model_field *member;
	const char *name;
	size_t len;
	bool first = true;
	bool more;

	if (!json_open(json) || !json_more(json, '}', &first, &more))
		return json_wrong(r, place, json);
	if (more) {
		if (!json_name(json, &name, &len))
			return json_wrong(r, place, json);
		member = take_field(r, record, seen, head, name, len);
		if (!member)
			return false;
		msgpack_map(r->out, 1);
		msgpack_string(r->out, name, len);
		if (!put_json_field(r, member, place, json))
			return false;
		if (!json_more(json, '}', &first, &more))
			return json_wrong(r, place, json);
		if (!more)
			return true;
	}
	*r->why = arena_printf(r->arena, "%s: %s has one member at a time", place, record->name);
	return false;
}

static bool is_union(const struct model_type *type)
{
	return type->kind == MODEL_STRUCT && type->record->is_union;
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

static bool put_json_scalar(struct value_reading *r, const struct model_type *type,
	const char *place, struct json *json, enum json_kind kind)
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
	return is_kind_for(type, kind) ? value_put_scalar(r, type, place, text, len)
				       : value_is_none_such(r, type, place, text, len);
}

static bool put_json(struct value_reading *r, const struct model_type *type, const char *place,
	struct json *json)
{
	enum json_kind kind = json_peek(json);
	const char *text;
	size_t len;

	if (type->kind == MODEL_OPTIONAL && kind != JSON_NULL)
		return put_json(r, type->item, place, json);
	if (kind == JSON_NULL && (type->kind == MODEL_OPTIONAL || type->kind == MODEL_NOTHING)) {
		if (!json_word(json))
			return json_wrong(r, place, json);
		msgpack_nil(r->out);
		return true;
	}
	if (type->kind == MODEL_LIST && kind == JSON_LIST)
		return put_json_list(r, type, place, json);
	if (type->kind == MODEL_MAP && kind == JSON_OBJECT)
		return put_json_map(r, type, place, json);
	if (is_union(type) && kind == JSON_STRING) {
		if (!json_string(json, &text, &len))
			return json_wrong(r, place, json);
		return put_member(r, type->record, place, text, len);
	}
	if (is_union(type) && kind == JSON_OBJECT)
		return put_json_union(r, type, place, json);
	if (type->kind == MODEL_STRUCT && kind == JSON_OBJECT)
		return put_json_struct(r, type, place, json);
	return put_json_scalar(r, type, place, json, kind);
}

/* `null`, as JSON shows it, where no value of `item` is written so. */
static bool is_none(const struct model_type *item, const char *text, size_t len)
{
	if (value_is_word(text, len, "none"))
		return true;
	return value_is_word(text, len, "null") && item->kind != MODEL_STRING &&
	       item->kind != MODEL_BYTES && item->kind != MODEL_ENUM &&
	       !(is_union(item) && value_field(item->record, text, len));
}

static bool put_typed(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len)
{
	struct json json;

	if (type->kind == MODEL_OPTIONAL) {
		if (!is_none(type->item, text, len))
			return put_typed(r, type->item, place, text, len);
		msgpack_nil(r->out);
		return true;
	}
	if (!model_is_container(type) && type->kind != MODEL_STRUCT)
		return value_put_scalar(r, type, place, text, len);
	if (is_union(type) && !memchr("{\" \t\r\n", len ? *text : '{', 6))
		return put_member(r, type->record, place, text, len);
	json_init(&json, r->arena, text, len);
	if (!put_json(r, type, place, &json))
		return false;
	return json_end(&json) || json_wrong(r, place, &json);
}

bool value_read(struct arena *arena, const struct model_type *type, const char *place,
	const char *text, size_t len, struct text *out, const char **why)
{
	struct value_reading r = { .arena = arena, .out = out, .why = why };

	return put_typed(&r, type, place, text, len);
}

static const struct model_type *without_optional(const struct model_type *type)
{
	while (type->kind == MODEL_OPTIONAL)
		type = type->item;
	return type;
}

static bool is_file(const char *value)
{
	return value[0] == '@' && value[1] != '@';
}

/* What stands behind the `=`, or in the file it names. */
static bool find_text(struct value_reading *r, const struct model_field *field, const char *value,
	const char **text, size_t *len)
{
	enum model_kind kind = without_optional(field->type)->kind;
	const struct source *source;
	const char *problem;

	*text = value + (value[0] == '@' && value[1] == '@');
	*len = strlen(*text);
	if (!is_file(value))
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

/* `none` and `0x61` say something else where they are typed: the text of a whole file is itself. */
static bool put_found(struct value_reading *r, const struct model_field *field, bool is_whole,
	const char *text, size_t len)
{
	enum model_kind kind = without_optional(field->type)->kind;

	if (is_whole && kind == MODEL_STRING)
		msgpack_string(r->out, text, len);
	else if (is_whole && kind == MODEL_BYTES)
		msgpack_bytes(r->out, text, len);
	else
		return put_typed(r, field->type, field->name, text, len);
	return true;
}

bool value_arguments(struct arena *arena, const struct model_record *record,
	const char *const *words, size_t count, struct text *out, const char **why)
{
	struct value_reading r = { .arena = arena, .out = out, .why = why };
	bool *seen = arena_take(arena, record->count + 1);

	msgpack_map(out, count);
	for (size_t i = 0; i < count; i++) {
		const char *equals = strchr(words[i], '=');
		const struct model_field *field;
		const char *text;
		size_t len;

		if (!equals) {
			*why = record->is_secret
				       ? arena_printf(arena, "word %zu is no NAME=VALUE", i + 1)
				       : arena_printf(arena, "'%s' is no NAME=VALUE", words[i]);
			return false;
		}
		field = take_field(&r, record, seen, "", words[i], (size_t)(equals - words[i]));
		if (!field || !find_text(&r, field, equals + 1, &text, &len))
			return false;
		msgpack_string(out, field->name, strlen(field->name));
		r.is_secret = field->is_secret;
		if (!put_found(&r, field, is_file(equals + 1), text, len))
			return false;
		r.is_secret = false;
	}
	return has_all(&r, record, seen, "");
}
