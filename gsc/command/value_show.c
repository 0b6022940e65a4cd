/* SPDX-License-Identifier: MIT */
#include "gsc/base/utf8.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"
#include "gsc/model/print.h"

#include <string.h>

enum { NESTING_MAX = 64 };

struct showing {
	struct text *out;
	enum value_style style;
	unsigned depth;
};

/* DEL and the C1 controls steer terminals as well. */
static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

void value_put_escaped(struct text *out, const char *bytes, size_t len, bool keep_newlines)
{
	const char *end = bytes + len;
	unsigned size;

	for (; bytes < end; bytes += size) {
		uint32_t code = utf8_decode(bytes, end, &size);
		bool is_kept = keep_newlines && (code == '\n' || code == '\t');

		if (!is_kept && (code == UTF8_WRONG || is_control(code))) {
			for (unsigned i = 0; i < size; i++)
				text_printf(out, "\\x%02x", (unsigned char)bytes[i]);
		} else {
			text_raw(out, bytes, size);
		}
	}
}

void value_put_json(struct text *out, const char *bytes, size_t len)
{
	static const char names[] = "\"\\bfnrt";
	static const char values[] = "\"\\\b\f\n\r\t";
	const char *end = bytes + len;
	unsigned size;

	text_raw(out, "\"", 1);
	for (; bytes < end; bytes += size) {
		uint32_t code = utf8_decode(bytes, end, &size);
		const char *escaped = code && code < 0x80 ? strchr(values, (int)code) : NULL;

		if (escaped)
			text_printf(out, "\\%c", names[escaped - values]);
		else if (code == UTF8_WRONG)
			text_put(out, "\\ufffd");
		else if (is_control(code))
			text_printf(out, "\\u%04x", (unsigned)code);
		else
			text_raw(out, bytes, size);
	}
	text_raw(out, "\"", 1);
}

static void put_string(struct showing *s, const char *bytes, size_t len)
{
	if (s->style == VALUE_JSON)
		value_put_json(s->out, bytes, len);
	else if (s->style != VALUE_PLAIN)
		value_put_escaped(s->out, bytes, len, s->style == VALUE_TERMINAL);
	else
		text_raw(s->out, bytes, len);
}

/* As text, where that is read back as the same bytes. */
static void put_bytes(struct showing *s, const char *bytes, size_t len)
{
	bool is_text = utf8_text(bytes, len) == len && (len < 2 || memcmp(bytes, "0x", 2) != 0);

	for (size_t i = 0; is_text && i < len; i++)
		is_text = (unsigned char)bytes[i] >= 0x20 ||
			  (s->style != VALUE_LINE && strchr("\t\r\n", bytes[i]));
	if (is_text) {
		put_string(s, bytes, len);
		return;
	}
	text_put(s->out, s->style == VALUE_JSON ? "\"0x" : "0x");
	for (size_t i = 0; i < len; i++)
		text_printf(s->out, "%02x", (unsigned char)bytes[i]);
	text_put(s->out, s->style == VALUE_JSON ? "\"" : "");
}

/* A word that JSON has no form for: a duration, a time, an enumerator, nan. */
static void put_quote(struct showing *s)
{
	if (s->style == VALUE_JSON)
		text_raw(s->out, "\"", 1);
}

static bool show(struct showing *s, const struct model_type *type, struct msgpack_reader *in);

/* One inside a list or a struct: always JSON. */
static bool show_inside(struct showing *s, const struct model_type *type, struct msgpack_reader *in)
{
	struct showing inside = { s->out, VALUE_JSON, s->depth + 1 };

	return inside.depth <= NESTING_MAX && show(&inside, type, in);
}

static bool show_list(
	struct showing *s, const struct model_type *item, uint32_t count, struct msgpack_reader *in)
{
	text_put(s->out, "[");
	for (uint32_t i = 0; i < count; i++) {
		text_put(s->out, i ? ", " : "");
		if (!show_inside(s, item, in))
			return false;
	}
	text_put(s->out, "]");
	return true;
}

const struct model_field *value_field(
	const struct model_record *record, const char *name, size_t len)
{
	for (size_t i = 0; record && i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		if (strlen(field->name) == len && memcmp(field->name, name, len) == 0)
			return field;
	}
	return NULL;
}

/* The name of the next member, and its type; of an array the record's, in its order. */
static bool take_name(const struct model_record *record, const struct msgpack_item *whole,
	uint32_t i, struct msgpack_reader *in, struct msgpack_item *name,
	const struct model_type **type)
{
	const struct model_field *field = NULL;

	if (whole->kind == MSGPACK_MAP) {
		if (!msgpack_read(in, name) || name->kind != MSGPACK_STRING)
			return false;
		field = value_field(record, name->bytes, name->count);
	} else if (whole->kind == MSGPACK_LIST && record && i < record->count) {
		field = &record->fields[i];
		name->bytes = field->name;
		name->count = (uint32_t)strlen(field->name);
	} else {
		return false;
	}
	*type = field ? field->type : NULL;
	return true;
}

static bool show_struct(struct showing *s, const struct model_record *record,
	const struct msgpack_item *whole, struct msgpack_reader *in)
{
	text_put(s->out, "{");
	for (uint32_t i = 0; i < whole->count; i++) {
		const struct model_type *type;
		struct msgpack_item name;

		if (!take_name(record, whole, i, in, &name, &type))
			return false;
		text_put(s->out, i ? ", " : "");
		value_put_json(s->out, name.bytes, name.count);
		text_put(s->out, ": ");
		if (!show_inside(s, type, in))
			return false;
	}
	text_put(s->out, "}");
	return true;
}

/* [index, value], as by name. */
static bool show_union(struct showing *s, const struct model_record *record, uint32_t count,
	struct msgpack_reader *in)
{
	const struct model_field *member;
	struct msgpack_item index;

	if (count != 2 || !msgpack_read(in, &index) || index.kind != MSGPACK_INTEGER ||
		index.integer < 0 || index.integer >= (model_int)record->count)
		return false;
	member = &record->fields[index.integer];
	text_put(s->out, "{");
	value_put_json(s->out, member->name, strlen(member->name));
	text_put(s->out, ": ");
	if (!show_inside(s, member->type, in))
		return false;
	text_put(s->out, "}");
	return true;
}

/* An object whose names are the keys, as they would be typed. */
static bool show_map(
	struct showing *s, const struct model_type *type, uint32_t count, struct msgpack_reader *in)
{
	text_put(s->out, "{");
	for (uint32_t i = 0; i < count; i++) {
		struct text key;
		struct showing plain = { &key, VALUE_PLAIN, s->depth };

		text_init(&key, s->out->arena);
		text_put(s->out, i ? ", " : "");
		if (!show(&plain, type->key, in))
			return false;
		value_put_json(s->out, key.bytes, key.len);
		text_put(s->out, ": ");
		if (!show_inside(s, type->item, in))
			return false;
	}
	text_put(s->out, "}");
	return true;
}

static void put_integer(struct showing *s, const struct model_type *type, model_int value)
{
	enum model_kind kind = type ? type->kind : MODEL_I64;
	const struct model_enum *e = kind == MODEL_ENUM ? type->enumeration : NULL;

	for (size_t i = 0; e && i < e->count; i++) {
		if (e->enumerators[i].value == value) {
			put_quote(s);
			text_put(s->out, e->enumerators[i].name);
			put_quote(s);
			return;
		}
	}
	if (kind != MODEL_DURATION && kind != MODEL_TIME) {
		model_print_integer(s->out, value);
		return;
	}
	put_quote(s);
	if (kind == MODEL_DURATION)
		model_print_duration(s->out, value);
	else
		units_put_time(s->out, (int64_t)value);
	put_quote(s);
}

static void put_real(struct showing *s, const struct model_type *type, double value)
{
	bool has_no_form = value - value != 0; /* nan, inf */

	if (has_no_form)
		put_quote(s);
	units_put_real(s->out, value, type && type->kind == MODEL_F32);
	if (has_no_form)
		put_quote(s);
}

static bool show(struct showing *s, const struct model_type *type, struct msgpack_reader *in)
{
	struct msgpack_item item;

	while (type && type->kind == MODEL_OPTIONAL)
		type = type->item;
	if (!msgpack_read(in, &item))
		return false;
	switch (item.kind) {
	case MSGPACK_NIL: text_put(s->out, s->style == VALUE_JSON ? "null" : "none"); return true;
	case MSGPACK_BOOL: text_put(s->out, item.integer ? "true" : "false"); return true;
	case MSGPACK_INTEGER: put_integer(s, type, item.integer); return true;
	case MSGPACK_REAL: put_real(s, type, item.real); return true;
	case MSGPACK_STRING: put_string(s, item.bytes, item.count); return true;
	case MSGPACK_BYTES:
	case MSGPACK_OTHER: put_bytes(s, item.bytes, item.count); return true;
	case MSGPACK_LIST:
		if (type && type->kind == MODEL_STRUCT && type->record->is_union)
			return show_union(s, type->record, item.count, in);
		if (type && type->kind == MODEL_STRUCT)
			return show_struct(s, type->record, &item, in);
		return show_list(s, type ? type->item : NULL, item.count, in);
	case MSGPACK_MAP:
		if (type && type->kind == MODEL_MAP)
			return show_map(s, type, item.count, in);
		return show_struct(s, type ? type->record : NULL, &item, in);
	}
	return false;
}

bool value_show(struct text *out, const struct model_type *type, struct msgpack_reader *in,
	enum value_style style)
{
	struct showing s = { out, style, 0 };

	return show(&s, type, in);
}

static bool show_members(struct showing *s, const struct model_record *record,
	struct msgpack_reader *in, const char *between, const char *after)
{
	struct msgpack_item whole;

	if (!msgpack_read(in, &whole))
		return false;
	for (uint32_t i = 0; i < whole.count; i++) {
		const struct model_type *type;
		struct msgpack_item name;

		if (!take_name(record, &whole, i, in, &name, &type))
			return false;
		text_put(s->out, i ? between : "");
		value_put_escaped(s->out, name.bytes, name.count, false);
		text_put(s->out, ": ");
		if (!show(s, type, in))
			return false;
		text_put(s->out, after);
	}
	return whole.kind == MSGPACK_MAP || whole.kind == MSGPACK_LIST;
}

bool value_show_record(struct text *out, const struct model_record *record,
	struct msgpack_reader *in, enum value_style style)
{
	struct showing s = { out, style, 0 };
	struct msgpack_item whole;
	bool good;

	if (!record || record->count == 0) {
		if (style == VALUE_JSON)
			text_put(out, record ? "{}\n" : "null\n");
		return msgpack_skip(in);
	}
	if (!record->bare && style != VALUE_JSON) {
		s.style = VALUE_LINE;
		return show_members(&s, record, in, "", "\n");
	}
	if (record->bare)
		good = show(&s, record->fields[0].type, in);
	else
		good = msgpack_read(in, &whole) && show_struct(&s, record, &whole, in);
	/* Text that ends its last line itself gets no empty one. */
	if (good && (out->len == 0 || out->bytes[out->len - 1] != '\n'))
		text_put(out, "\n");
	return good;
}

bool value_show_fields(
	struct text *out, const struct model_record *record, struct msgpack_reader *in)
{
	struct showing s = { out, VALUE_TERMINAL, 0 };

	return show_members(&s, record, in, ", ", "");
}
