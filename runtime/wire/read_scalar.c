/* SPDX-License-Identifier: MIT */
/* The table-driven reader: values that hold no others, and the words for what is wrong. */
#include "runtime/wire/reading.h"

#include "runtime/base/log.h"

#include <math.h>
#include <stdio.h>

static const char *const shapes[] = {
	[GS__SHAPE_NOTHING] = "nothing",
	[GS__SHAPE_NIL] = "nil",
	[GS__SHAPE_BOOL] = "a boolean",
	[GS__SHAPE_INTEGER] = "an integer",
	[GS__SHAPE_FLOAT] = "a float",
	[GS__SHAPE_STRING] = "a string",
	[GS__SHAPE_BYTES] = "bytes",
	[GS__SHAPE_ARRAY] = "an array",
	[GS__SHAPE_MAP] = "a map",
	[GS__SHAPE_EXTENSION] = "an extension",
	[GS__SHAPE_BROKEN] = "no MessagePack",
};

const char *gs__shape_text(enum gs__shape shape)
{
	return shapes[shape];
}

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
	[GS_MAP] = "a map",
	[GS_ENUM] = "an enumerator",
	[GS_RECORD] = "an array or a map",
	[GS_NOTHING] = "nil",
	[GS_HANDLE] = "a handle",
	[GS_TIMER] = "a handle",
};

enum gs__shape gs__shape_at(const struct gs_reader *in)
{
	static const uint8_t from_c0[32] = { GS__SHAPE_NIL, GS__SHAPE_BROKEN, GS__SHAPE_BOOL,
		GS__SHAPE_BOOL, GS__SHAPE_BYTES, GS__SHAPE_BYTES, GS__SHAPE_BYTES,
		GS__SHAPE_EXTENSION, GS__SHAPE_EXTENSION, GS__SHAPE_EXTENSION, GS__SHAPE_FLOAT,
		GS__SHAPE_FLOAT, GS__SHAPE_INTEGER, GS__SHAPE_INTEGER, GS__SHAPE_INTEGER,
		GS__SHAPE_INTEGER, GS__SHAPE_INTEGER, GS__SHAPE_INTEGER, GS__SHAPE_INTEGER,
		GS__SHAPE_INTEGER, GS__SHAPE_EXTENSION, GS__SHAPE_EXTENSION, GS__SHAPE_EXTENSION,
		GS__SHAPE_EXTENSION, GS__SHAPE_EXTENSION, GS__SHAPE_STRING, GS__SHAPE_STRING,
		GS__SHAPE_STRING, GS__SHAPE_ARRAY, GS__SHAPE_ARRAY, GS__SHAPE_MAP, GS__SHAPE_MAP };

	if (gs__reader_left(in) < 1)
		return GS__SHAPE_NOTHING;
	if (*in->at < 0x80 || *in->at >= 0xe0)
		return GS__SHAPE_INTEGER;
	if (*in->at >= 0xc0)
		return (enum gs__shape)from_c0[*in->at - 0xc0];
	return *in->at < 0x90 ? GS__SHAPE_MAP : *in->at < 0xa0 ? GS__SHAPE_ARRAY : GS__SHAPE_STRING;
}

enum gs__outcome gs__read_cut(struct gs__reading *r, const struct gs__place *place)
{
	gs__bad(r->words, place, "the message ends here");
	return GS__CUT;
}

enum gs__outcome gs__read_no_memory(struct gs__reading *r, const struct gs__place *place)
{
	gs__bad(r->words, place, "no memory");
	return GS__NO_MEMORY;
}

enum gs__outcome gs__read_unexpected(
	struct gs__reading *r, const struct gs__place *place, const struct gs_field *field)
{
	enum gs__shape shape = gs__shape_at(r->in);

	if (shape == GS__SHAPE_NOTHING)
		return gs__read_cut(r, place);
	gs__bad(r->words, place, "%s where %s is expected", shapes[shape], expected[field->kind]);
	return GS__BAD;
}

static enum gs__outcome read_bool(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	bool value;

	if (!gs_read_bool(&r->in->at, r->in, &value))
		return gs__read_unexpected(r, place, field);
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

static enum gs__outcome read_number(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	bool is_ns = field->kind == GS_DURATION || field->kind == GS_TIME;
	struct gs__integer n;
	int64_t ns;

	if (is_ns && gs__reader_left(r->in) > 0 && *r->in->at == 0xcb) {
		if (gs__reader_left(r->in) < 9)
			return gs__read_cut(r, place);
		if (!gs__read_ns(r->in, &ns)) {
			gs__bad(r->words, place, "not a whole number of nanoseconds");
			return GS__BAD;
		}
		n = (struct gs__integer){ (uint64_t)ns, ns < 0 };
	} else if (gs__shape_at(r->in) != GS__SHAPE_INTEGER) {
		return gs__read_unexpected(r, place, field);
	} else if (!read_integer(r->in, &n)) {
		return gs__read_cut(r, place);
	}
	if (!gs__check_integer(r->words, place, field, n))
		return GS__BAD;
	gs__store_integer(field, to, n);
	return GS__GOOD;
}

static enum gs__outcome read_float(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	enum gs__shape shape = gs__shape_at(r->in);
	double wide;
	float narrow;

	if (shape != GS__SHAPE_INTEGER && shape != GS__SHAPE_FLOAT)
		return gs__read_unexpected(r, place, field);
	if (field->kind == GS_F32 && *r->in->at == 0xca &&
		gs_read_f32(&r->in->at, r->in, &narrow)) {
		wide = (double)narrow;
	} else {
		if (!gs__read_number(r->in, &wide))
			return gs__read_cut(r, place);
		narrow = (float)wide;
	}
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
static enum gs__outcome read_length(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, uint32_t *len)
{
	enum gs__shape shape = gs__shape_at(r->in);

	if (shape != GS__SHAPE_STRING && (shape != GS__SHAPE_BYTES || field->kind == GS_STRING))
		return gs__read_unexpected(r, place, field);
	if (!gs__read_length(r->in, field->kind == GS_BYTES, len))
		return gs__read_cut(r, place);
	if (!gs__check_length(r->words, place, field, *len))
		return GS__BAD;
	return *len > gs__reader_left(r->in) ? gs__read_cut(r, place) : GS__GOOD;
}

static enum gs__outcome read_text(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
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

static enum gs__outcome read_enum(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	const uint8_t *from = r->in->at;
	enum gs__shape shape = gs__shape_at(r->in);
	struct gs__integer n;
	uint32_t len;
	int32_t value;
	char shown[40];
	size_t size;

	if (shape != GS__SHAPE_INTEGER && shape != GS__SHAPE_STRING)
		return gs__read_unexpected(r, place, field);
	if (gs__read_enum(r->in, field->names, &value)) {
		memcpy(to, &value, sizeof(value));
		return GS__GOOD;
	}
	r->in->at = from;
	if (shape == GS__SHAPE_INTEGER) {
		if (!read_integer(r->in, &n))
			return gs__read_cut(r, place);
		if (!n.is_negative && n.bits > INT64_MAX)
			n.bits = INT64_MAX;
		gs__check_enum(r->words, place, field, (int64_t)n.bits);
		return GS__BAD;
	}
	if (!gs__read_length(r->in, false, &len) || len > gs__reader_left(r->in))
		return gs__read_cut(r, place);
	if (place->is_secret) {
		gs__bad(r->words, place, "no %s has that name", field->names->name);
		return GS__BAD;
	}
	size = gs__log_escape(shown, sizeof(shown), (gs_str){ (const char *)r->in->at, len });
	gs__bad(r->words, place, "no %s is called '%.*s'", field->names->name, (int)size, shown);
	return GS__BAD;
}

static enum gs__outcome read_handle(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	struct gs_reader rest = *r->in;
	uint32_t len = field->size;

	if (gs_read_handle(&r->in->at, r->in, field->size, to))
		return GS__GOOD;
	if (gs__shape_at(&rest) != GS__SHAPE_BYTES || *rest.at != 0xc4 ||
		(gs__read_length(&rest, true, &len) && len != field->size))
		return gs__read_unexpected(r, place, field);
	return gs__read_cut(r, place);
}

enum gs__outcome gs__read_scalar(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	switch ((enum gs_kind)field->kind) {
	case GS_BOOL: return read_bool(r, field, place, to);
	case GS_F32:
	case GS_F64: return read_float(r, field, place, to);
	case GS_STRING:
	case GS_BYTES: return read_text(r, field, place, to);
	case GS_ENUM: return read_enum(r, field, place, to);
	case GS_NOTHING:
		return gs_read_nil(&r->in->at, r->in) ? GS__GOOD
						      : gs__read_unexpected(r, place, field);
	case GS_HANDLE:
	case GS_TIMER: return read_handle(r, field, place, to);
	default: return read_number(r, field, place, to);
	}
}
