/* SPDX-License-Identifier: MIT */
/* The table-driven reader: both forms of a record, with words for what is wrong. */
#include "runtime/wire/check.h"

#include "runtime/base/log.h"
#include "runtime/base/str.h"
#include "runtime/wire/skip.h"

#include <math.h>
#include <stdio.h>

struct reading {
	struct gs_reader *in;
	struct gs__words *words; /* may be NULL */
};

enum shape { NOTHING, NIL, BOOL, INTEGER, FLOAT, STRING, BYTES, ARRAY, MAP, EXTENSION, BROKEN };

static const char *const shapes[] = {
	[NOTHING] = "nothing",
	[NIL] = "nil",
	[BOOL] = "a boolean",
	[INTEGER] = "an integer",
	[FLOAT] = "a float",
	[STRING] = "a string",
	[BYTES] = "bytes",
	[ARRAY] = "an array",
	[MAP] = "a map",
	[EXTENSION] = "an extension",
	[BROKEN] = "no MessagePack",
};

static const char *const expected[GS_KIND_COUNT] = {
	[GS_BOOL] = "a boolean",
	[GS_U8] = "an integer",
	[GS_U16] = "an integer",
	[GS_U32] = "an integer",
	[GS_U64] = "an integer",
	[GS_I8] = "an integer",
	[GS_I16] = "an integer",
	[GS_I32] = "an integer",
	[GS_I64] = "an integer",
	[GS_F32] = "a number",
	[GS_F64] = "a number",
	[GS_STRING] = "a string",
	[GS_BYTES] = "bytes",
	[GS_DURATION] = "a duration in nanoseconds",
	[GS_TIME] = "a time in nanoseconds",
	[GS_OPTIONAL] = "a value or nil",
	[GS_LIST] = "an array",
	[GS_ENUM] = "an enumerator",
	[GS_RECORD] = "an array or a map",
	[GS_HANDLE] = "a handle",
};

/* What begins at the reader's position? */
static enum shape shape_at(const struct gs_reader *in)
{
	static const uint8_t from_c0[32] = { NIL, BROKEN, BOOL, BOOL, BYTES, BYTES, BYTES,
		EXTENSION, EXTENSION, EXTENSION, FLOAT, FLOAT, INTEGER, INTEGER, INTEGER, INTEGER,
		INTEGER, INTEGER, INTEGER, INTEGER, EXTENSION, EXTENSION, EXTENSION, EXTENSION,
		EXTENSION, STRING, STRING, STRING, ARRAY, ARRAY, MAP, MAP };

	if (gs__reader_left(in) < 1)
		return NOTHING;
	if (*in->at < 0x80 || *in->at >= 0xe0)
		return INTEGER;
	if (*in->at >= 0xc0)
		return (enum shape)from_c0[*in->at - 0xc0];
	return *in->at < 0x90 ? MAP : *in->at < 0xa0 ? ARRAY : STRING;
}

static enum gs__outcome cut(struct reading *r, const struct gs__place *place)
{
	gs__bad(r->words, place, "the message ends here");
	return GS__CUT;
}

static enum gs__outcome no_memory(struct reading *r, const struct gs__place *place)
{
	gs__bad(r->words, place, "no memory");
	return GS__NO_MEMORY;
}

static enum gs__outcome unexpected(
	struct reading *r, const struct gs__place *place, const struct gs_field *field)
{
	enum shape shape = shape_at(r->in);

	if (shape == NOTHING)
		return cut(r, place);
	gs__bad(r->words, place, "%s where %s is expected", shapes[shape], expected[field->kind]);
	return GS__BAD;
}

static enum gs__outcome skip(struct reading *r, const struct gs__place *place, uint32_t count)
{
	struct gs__skip over = { .left = count, .started = 1 };
	const uint8_t *from = r->in->at;

	if (gs__read_skip(r->in, count))
		return GS__GOOD;
	switch (gs__skip(&over, from, (size_t)(r->in->end - from), UINT64_MAX)) {
	case GS__SKIP_MORE: return cut(r, place);
	case GS__SKIP_DONE:
		gs__bad(r->words, place, "something unknown is nested too deeply");
		break;
	default: gs__bad(r->words, place, "no MessagePack"); break;
	}
	return GS__BAD;
}

/* Scalars. */

static enum gs__outcome read_bool(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	bool value;

	if (!gs_read_bool(r->in, &value))
		return unexpected(r, place, field);
	memcpy(to, &value, sizeof(value));
	return GS__GOOD;
}

static bool read_integer(struct gs_reader *in, struct gs__integer *n)
{
	const uint8_t *from = in->at;
	int64_t negative;

	n->is_negative = false;
	if (gs__read_uint(in, &n->bits))
		return true;
	in->at = from;
	if (!gs__read_int(in, &negative))
		return false;
	*n = (struct gs__integer){ (uint64_t)negative, true };
	return true;
}

static enum gs__outcome read_number(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	bool is_ns = field->kind == GS_DURATION || field->kind == GS_TIME;
	struct gs__integer n;
	int64_t ns;

	if (is_ns && gs__reader_left(r->in) > 0 && *r->in->at == 0xcb) {
		if (gs__reader_left(r->in) < 9)
			return cut(r, place);
		if (!gs__read_ns_rare(r->in, &ns)) {
			gs__bad(r->words, place, "not a whole number of nanoseconds");
			return GS__BAD;
		}
		n = (struct gs__integer){ (uint64_t)ns, ns < 0 };
	} else if (shape_at(r->in) != INTEGER) {
		return unexpected(r, place, field);
	} else if (!read_integer(r->in, &n)) {
		return cut(r, place);
	}
	if (!gs__check_integer(r->words, place, field, n))
		return GS__BAD;
	gs__store_integer(field, to, n);
	return GS__GOOD;
}

static enum gs__outcome read_float(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	enum shape shape = shape_at(r->in);
	double wide;
	float narrow;

	if (shape != INTEGER && shape != FLOAT)
		return unexpected(r, place, field);
	if (!gs__read_number(r->in, &wide))
		return cut(r, place);
	narrow = (float)wide;
	if (field->kind == GS_F32 && !isfinite(narrow) && isfinite(wide)) {
		gs__bad(r->words, place, "beyond the range of an f32");
		return GS__BAD;
	}
	if (!gs__check_float(r->words, place, field, field->kind == GS_F32 ? (double)narrow : wide))
		return GS__BAD;
	if (field->kind == GS_F32)
		memcpy(to, &narrow, sizeof(narrow));
	else
		memcpy(to, &wide, sizeof(wide));
	return GS__GOOD;
}

/* The head of a string or bytes; `in` then stands at its bytes, which are there. */
static enum gs__outcome read_length(struct reading *r, const struct gs_field *field,
	const struct gs__place *place, uint32_t *len)
{
	enum shape shape = shape_at(r->in);

	if (shape != STRING && (shape != BYTES || field->kind == GS_STRING))
		return unexpected(r, place, field);
	if (!gs__read_length(r->in, field->kind == GS_BYTES, len))
		return cut(r, place);
	if (!gs__check_length(r->words, place, field, *len))
		return GS__BAD;
	return *len > gs__reader_left(r->in) ? cut(r, place) : GS__GOOD;
}

static enum gs__outcome read_text(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	gs_str text = { 0 };
	gs_bytes bytes;
	enum gs__outcome outcome = read_length(r, field, place, &text.len);

	if (outcome != GS__GOOD)
		return outcome;
	text.data = (const char *)r->in->at;
	bytes = (gs_bytes){ r->in->at, text.len };
	if (field->kind == GS_STRING && !gs__check_text(r->words, place, text))
		return GS__BAD;
	r->in->at += text.len;
	if (field->kind == GS_STRING)
		memcpy(to, &text, sizeof(text));
	else
		memcpy(to, &bytes, sizeof(bytes));
	return GS__GOOD;
}

static enum gs__outcome read_enum(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	const uint8_t *from = r->in->at;
	enum shape shape = shape_at(r->in);
	struct gs__integer n;
	uint32_t len;
	int32_t value;
	char shown[40];
	size_t size;

	if (shape != INTEGER && shape != STRING)
		return unexpected(r, place, field);
	if (gs__read_enum(r->in, field->names, &value)) {
		memcpy(to, &value, sizeof(value));
		return GS__GOOD;
	}
	r->in->at = from;
	if (shape == INTEGER) {
		if (!read_integer(r->in, &n))
			return cut(r, place);
		if (!n.is_negative && n.bits > INT64_MAX)
			n.bits = INT64_MAX;
		gs__check_enum(r->words, place, field, (int64_t)n.bits);
		return GS__BAD;
	}
	if (!gs__read_length(r->in, false, &len) || len > gs__reader_left(r->in))
		return cut(r, place);
	if (place->is_secret) {
		gs__bad(r->words, place, "no %s has that name", field->names->name);
		return GS__BAD;
	}
	size = gs__log_escape(shown, sizeof(shown), (gs_str){ (const char *)r->in->at, len });
	gs__bad(r->words, place, "no %s is called '%.*s'", field->names->name, (int)size, shown);
	return GS__BAD;
}

static enum gs__outcome read_handle(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	struct gs_reader rest = *r->in;
	uint32_t len = 8;

	if (gs_read_handle(r->in, to))
		return GS__GOOD;
	if (shape_at(&rest) != BYTES || *rest.at != 0xc4 ||
		(gs__read_length(&rest, true, &len) && len != 8))
		return unexpected(r, place, field);
	return cut(r, place);
}

/* What holds other values. */

static enum gs__outcome read_value(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to);

static enum gs__outcome read_optional(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, uint8_t *to)
{
	bool has;

	if (!gs_read_some(r->in, &has))
		return cut(r, place);
	memset(to, 0, field->size);
	memcpy(to, &has, sizeof(has));
	return has ? read_value(r, field->item, place, to + field->item->at) : GS__GOOD;
}

static enum gs__outcome read_list(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	struct gs__list list = { 0 };
	enum gs__outcome outcome = GS__GOOD;

	if (shape_at(r->in) != ARRAY)
		return unexpected(r, place, field);
	if (!gs__read_count(r->in, &list.len))
		return cut(r, place);
	if (!gs__check_length(r->words, place, field, list.len))
		return GS__BAD;
	if (list.len > gs__reader_left(r->in))
		return cut(r, place);
	if (list.len > 0) {
		list.items = gs__read_room(r->in, (size_t)list.len * field->item->size);
		if (!list.items)
			return no_memory(r, place);
	}
	for (uint32_t i = 0; i < list.len && outcome == GS__GOOD; i++) {
		struct gs__place item = { place, NULL, i, place->is_secret };

		outcome = read_value(
			r, field->item, &item, list.items + (size_t)i * field->item->size);
	}
	memcpy(to, &list.items, sizeof(list.items));
	memcpy((uint8_t *)to + offsetof(struct gs__list, len), &list.len, sizeof(list.len));
	return outcome;
}

static enum gs__outcome read_field(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, uint8_t *to)
{
	struct gs__place inner = { place, field->name, 0,
		place->is_secret || (field->flags & GS_SECRET) };

	return read_value(r, field, &inner, to + field->at);
}

static enum gs__outcome missing(
	struct reading *r, const struct gs_field *field, const struct gs__place *place)
{
	struct gs__place inner = { place, field->name, 0, false };

	gs__bad(r->words, &inner, "missing");
	return GS__BAD;
}

static enum gs__outcome read_array(struct reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to)
{
	enum gs__outcome outcome = GS__GOOD;
	uint32_t given;

	if (!gs__read_count(r->in, &given))
		return cut(r, place);
	for (uint32_t i = 0; i < given && i < record->count && outcome == GS__GOOD; i++)
		outcome = read_field(r, &record->fields[i], place, to);
	if (outcome != GS__GOOD)
		return outcome;
	if (given < record->required)
		return missing(r, &record->fields[given], place);
	return given > record->count ? skip(r, place, given - record->count) : GS__GOOD;
}

/* Which field has that name? Mostly it is the one after the last. */
static uint32_t find(const struct gs_record *record, gs_str name, uint32_t hint)
{
	for (uint32_t i = 0; i < record->count; i++) {
		uint32_t at = hint + i < record->count ? hint + i : hint + i - record->count;

		if (gs__str_is(name, record->fields[at].name))
			return at;
	}
	return record->count;
}

static enum gs__outcome read_key(struct reading *r, const struct gs__place *place, gs_str *key)
{
	if (gs__reader_left(r->in) < 1)
		return cut(r, place);
	if (shape_at(r->in) != STRING) {
		gs__bad(r->words, place, "a key that is not a string");
		return GS__BAD;
	}
	if (!gs__read_length(r->in, false, &key->len) || key->len > gs__reader_left(r->in))
		return cut(r, place);
	key->data = (const char *)r->in->at;
	r->in->at += key->len;
	return GS__GOOD;
}

static enum gs__outcome read_entries(struct reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to, uint64_t *seen)
{
	enum gs__outcome outcome = GS__GOOD;
	uint32_t given, at = 0;

	if (!gs__read_map(r->in, &given))
		return cut(r, place);
	for (uint32_t i = 0; i < given && outcome == GS__GOOD; i++) {
		gs_str key = { 0 };

		outcome = read_key(r, place, &key);
		if (outcome != GS__GOOD)
			return outcome;
		at = find(record, key, at);
		if (at == record->count) {
			at = 0;
			outcome = skip(r, place, 1);
		} else if (seen[at / 64] >> at % 64 & 1) {
			struct gs__place inner = { place, record->fields[at].name, 0, false };

			gs__bad(r->words, &inner, "given twice");
			return GS__BAD;
		} else {
			seen[at / 64] |= (uint64_t)1 << at % 64;
			outcome = read_field(r, &record->fields[at], place, to);
			at = at + 1 < record->count ? at + 1 : 0;
		}
	}
	return outcome;
}

static enum gs__outcome read_map(struct reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to)
{
	uint64_t few[4] = { 0 }, *seen = few;
	enum gs__outcome outcome;

	if (record->count > 64 * GS_COUNT(few)) {
		size_t size = (record->count + 63) / 64 * sizeof(*seen);

		seen = gs__read_room(r->in, size);
		if (!seen)
			return no_memory(r, place);
		memset(seen, 0, size);
	}
	outcome = read_entries(r, record, place, to, seen);
	for (uint32_t i = 0; i < record->count && outcome == GS__GOOD; i++)
		if (!(seen[i / 64] >> i % 64 & 1) && !(record->fields[i].flags & GS_HAS_DEFAULT) &&
			record->fields[i].kind != GS_OPTIONAL)
			return missing(r, &record->fields[i], place);
	return outcome;
}

static enum gs__outcome read_record(
	struct reading *r, const struct gs_record *record, const struct gs__place *place, void *to)
{
	enum shape shape = shape_at(r->in);

	if (shape == NOTHING)
		return cut(r, place);
	gs__record_blank(record, to);
	if (shape == ARRAY)
		return read_array(r, record, place, to);
	if (shape == MAP)
		return read_map(r, record, place, to);
	if (place->up)
		gs__bad(r->words, place, "%s where an array or a map is expected", shapes[shape]);
	else
		gs__bad(r->words, place, "unknown form");
	return GS__BAD;
}

static enum gs__outcome read_value(
	struct reading *r, const struct gs_field *field, const struct gs__place *place, void *to)
{
	switch ((enum gs_kind)field->kind) {
	case GS_BOOL: return read_bool(r, field, place, to);
	case GS_F32:
	case GS_F64: return read_float(r, field, place, to);
	case GS_STRING:
	case GS_BYTES: return read_text(r, field, place, to);
	case GS_OPTIONAL: return read_optional(r, field, place, to);
	case GS_LIST: return read_list(r, field, place, to);
	case GS_ENUM: return read_enum(r, field, place, to);
	case GS_RECORD: return read_record(r, field->record, place, to);
	case GS_HANDLE: return read_handle(r, field, place, to);
	default: return read_number(r, field, place, to);
	}
}

enum gs__outcome gs__record_read(struct gs_reader *in, const struct gs_record *record, void *to,
	bool *by_name, struct gs__words *words)
{
	struct reading r = { in, words };
	struct gs__place root = { NULL, record ? record->name : "message", 0, false };

	if (words)
		words->text[0] = '\0';
	if (by_name && !(record && record->bare))
		*by_name = shape_at(in) == MAP;
	if (!record)
		return skip(&r, &root, 1);
	if (!record->bare)
		return read_record(&r, record, &root, to);
	gs__record_blank(record, to);
	root.is_secret = record->fields[0].flags & GS_SECRET;
	return read_value(&r, &record->fields[0], &root, (uint8_t *)to + record->fields[0].at);
}
