/* SPDX-License-Identifier: MIT */
/* The table-driven writer, and the check of what C hands over. */
#include "runtime/wire/check.h"

#include "runtime/base/member.h"
#include "runtime/base/str.h"

#include <inttypes.h>
#include <stdlib.h>

static struct gs__list load_list(const uint8_t *from)
{
	struct gs__list list = { 0 };

	memcpy(&list.items, from, sizeof(list.items));
	memcpy(&list.len, from + offsetof(struct gs__list, len), sizeof(list.len));
	return list;
}

static double load_float(const struct gs_field *field, const void *from)
{
	double wide;
	float narrow;

	if (field->kind == GS_F32) {
		memcpy(&narrow, from, sizeof(narrow));
		return (double)narrow;
	}
	memcpy(&wide, from, sizeof(wide));
	return wide;
}

static int32_t load_enum(const void *from)
{
	int32_t value;

	memcpy(&value, from, sizeof(value));
	return value;
}

/* Does it fit? */

static bool record_fits(struct gs__words *words, const struct gs_record *record,
	const struct gs__place *place, const uint8_t *from);
static bool value_fits(struct gs__words *words, const struct gs_field *field,
	const struct gs__place *place, const uint8_t *from);

static bool keys_fit(struct gs__words *words, const struct gs_record *pair,
	const struct gs__place *place, struct gs__list list)
{
	struct gs__place item = { place, NULL, 0, place->is_secret };

	if (gs__pairs_differ(pair, list.items, list.len, &item.index))
		return true;
	if (item.index == 0)
		return gs__bad(words, place, "no memory");
	return gs__bad(words, &item, "a key that stands before it already");
}

static bool list_fits(struct gs__words *words, const struct gs_field *field,
	const struct gs__place *place, struct gs__list list)
{
	bool is_map = field->kind == GS_MAP;

	if (!gs__check_length(words, place, field, list.len))
		return false;
	for (uint32_t i = 0; i < list.len; i++) {
		struct gs__place item = { place, NULL, i, place->is_secret };
		size_t stride = is_map ? field->record->size : field->item->size;
		const uint8_t *at = list.items + i * stride;

		if (is_map ? !record_fits(words, field->record, &item, at)
			   : !value_fits(words, field->item, &item, at))
			return false;
	}
	return !is_map || keys_fit(words, field->record, place, list);
}

static bool value_fits(struct gs__words *words, const struct gs_field *field,
	const struct gs__place *place, const uint8_t *from)
{
	gs_str text;
	bool has;

	switch ((enum gs_kind)field->kind) {
	case GS_BOOL:
	case GS_NOTHING:
	case GS_HANDLE:
	case GS_TIMER: return true;
	case GS_F32:
	case GS_F64: return gs__check_float(words, place, field, load_float(field, from));
	case GS_STRING:
		memcpy(&text, from, sizeof(text));
		return gs__check_length(words, place, field, text.len) &&
		       gs__check_text(words, place, text);
	case GS_BYTES:
		memcpy(&text, from, sizeof(text));
		return gs__check_length(words, place, field, text.len);
	case GS_OPTIONAL:
		memcpy(&has, from, sizeof(has));
		return !has || value_fits(words, field->item, place, from + field->item->at);
	case GS_LIST:
	case GS_MAP: return list_fits(words, field, place, load_list(from));
	case GS_ENUM: return gs__check_enum(words, place, field, load_enum(from));
	case GS_RECORD: return record_fits(words, field->record, place, from);
	default: return gs__check_integer(words, place, field, gs__load_integer(field, from));
	}
}

static bool field_fits(struct gs__words *words, const struct gs_field *field,
	const struct gs__place *place, const uint8_t *from)
{
	struct gs__place inner = { place, field->name, 0,
		place->is_secret || (field->flags & GS_SECRET) };

	return value_fits(words, field, &inner, from + field->at);
}

static bool union_fits(struct gs__words *words, const struct gs_record *record,
	const struct gs__place *place, const uint8_t *from)
{
	const struct gs_field *member = gs__union_member(record, from);

	if (member)
		return field_fits(words, member, place, from);
	return gs__bad(
		words, place, "no %s has the index %" PRIu32, record->name, gs__union_tag(from));
}

static bool record_fits(struct gs__words *words, const struct gs_record *record,
	const struct gs__place *place, const uint8_t *from)
{
	if (record->is_union)
		return union_fits(words, record, place, from);
	for (uint32_t i = 0; i < record->count; i++) {
		const struct gs_field *field = &record->fields[i];

		if (record->bare ? !value_fits(words, field, place, from + field->at)
				 : !field_fits(words, field, place, from))
			return false;
	}
	return true;
}

/* Writing. */

static bool write_name(struct gs_writer *out, const char *name)
{
	return gs_write_long_str(&out->at, out, 0, UINT32_MAX, gs__str(name));
}

static bool write_integer(struct gs_writer *out, const struct gs_field *field, const uint8_t *from)
{
	struct gs__integer n = gs__load_integer(field, from);

	if (!gs__check_integer(NULL, NULL, field, n) || !gs_write_room(&out->at, out, 9))
		return false;
	return n.is_negative ? gs_write_int(&out->at, (int64_t)n.bits)
			     : gs_write_uint(&out->at, n.bits);
}

static bool write_float(struct gs_writer *out, const struct gs_field *field, const uint8_t *from)
{
	double value = load_float(field, from);
	float narrow;

	if (!gs__check_float(NULL, NULL, field, value) || !gs_write_room(&out->at, out, 9))
		return false;
	if (field->kind == GS_F64)
		return gs_write_f64(&out->at, value);
	memcpy(&narrow, from, sizeof(narrow));
	return gs_write_f32(&out->at, narrow);
}

static bool write_enum(
	struct gs_writer *out, const struct gs_enum *names, int32_t value, bool by_name)
{
	if (!by_name)
		return gs_write_room(&out->at, out, 5) && gs_write_enum(&out->at, names, value);
	for (uint32_t i = 0; i < names->count; i++)
		if (names->values[i].value == value)
			return write_name(out, names->values[i].name);
	return false;
}

static bool write_record(
	struct gs_writer *out, const struct gs_record *record, const uint8_t *from, bool by_name);

static bool write_value(
	struct gs_writer *out, const struct gs_field *field, const uint8_t *from, bool by_name);

static bool write_list(
	struct gs_writer *out, const struct gs_field *item, struct gs__list list, bool by_name)
{
	if (!gs_write_room(&out->at, out, 5) || !gs_write_array(&out->at, list.len))
		return false;
	for (uint32_t i = 0; i < list.len; i++)
		if (!write_value(out, item, list.items + (size_t)i * item->size, by_name))
			return false;
	return true;
}

static bool write_pairs(
	struct gs_writer *out, const struct gs_record *pair, struct gs__list list, bool by_name)
{
	if (!gs_write_room(&out->at, out, 5) || !gs_write_map(&out->at, list.len))
		return false;
	for (uint32_t i = 0; i < list.len; i++) {
		const uint8_t *at = list.items + (size_t)i * pair->size;

		if (!write_value(out, &pair->fields[0], at + pair->fields[0].at, by_name) ||
			!write_value(out, &pair->fields[1], at + pair->fields[1].at, by_name))
			return false;
	}
	return gs_write_keys(out, pair, list.items, list.len);
}

static bool write_value(
	struct gs_writer *out, const struct gs_field *field, const uint8_t *from, bool by_name)
{
	uint32_t min = field->flags & GS_RANGED ? (uint32_t)field->min : 0;
	uint32_t max = field->flags & GS_RANGED ? (uint32_t)field->max : UINT32_MAX;
	struct gs__list list;
	gs_bytes bytes;
	gs_str text;
	bool has;

	switch ((enum gs_kind)field->kind) {
	case GS_BOOL:
		memcpy(&has, from, sizeof(has));
		return gs_write_room(&out->at, out, 1) && gs_write_bool(&out->at, has);
	case GS_F32:
	case GS_F64: return write_float(out, field, from);
	case GS_STRING:
		memcpy(&text, from, sizeof(text));
		return gs_write_long_str(&out->at, out, min, max, text);
	case GS_BYTES:
		memcpy(&bytes, from, sizeof(bytes));
		return gs_write_long_bytes(&out->at, out, min, max, bytes);
	case GS_OPTIONAL:
		memcpy(&has, from, sizeof(has));
		if (!has)
			return gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at);
		return write_value(out, field->item, from + field->item->at, by_name);
	case GS_LIST:
	case GS_MAP:
		list = load_list(from);
		if (list.len < min || list.len > max)
			return false;
		return field->kind == GS_MAP ? write_pairs(out, field->record, list, by_name)
					     : write_list(out, field->item, list, by_name);
	case GS_ENUM: return write_enum(out, field->names, load_enum(from), by_name);
	case GS_RECORD: return write_record(out, field->record, from, by_name);
	case GS_NOTHING: return gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at);
	case GS_HANDLE:
	case GS_TIMER:
		return gs_write_room(&out->at, out, 2 + (size_t)field->size) &&
		       gs_write_handle(&out->at, field->size, from);
	default: return write_integer(out, field, from);
	}
}

static bool write_union(
	struct gs_writer *out, const struct gs_record *record, const uint8_t *from, bool by_name)
{
	const struct gs_field *member = gs__union_member(record, from);

	if (!member || !gs_write_room(&out->at, out, 10))
		return false;
	if (!by_name)
		gs_write_member(&out->at, (uint32_t)(member - record->fields));
	else if (!gs_write_map(&out->at, 1) || !write_name(out, member->name))
		return false;
	return write_value(out, member, from + member->at, by_name);
}

static bool write_record(
	struct gs_writer *out, const struct gs_record *record, const uint8_t *from, bool by_name)
{
	if (record->is_union)
		return write_union(out, record, from, by_name);
	if (!gs_write_room(&out->at, out, 5))
		return false;
	if (by_name)
		gs_write_map(&out->at, record->count);
	else
		gs_write_array(&out->at, record->count);
	for (uint32_t i = 0; i < record->count; i++) {
		const struct gs_field *field = &record->fields[i];

		if (by_name && !write_name(out, field->name))
			return false;
		if (!write_value(out, field, from + field->at, by_name))
			return false;
	}
	return true;
}

bool gs__record_write(
	struct gs_writer *out, const struct gs_record *record, const void *from, bool by_name)
{
	static const struct gs_record nothing = { .name = "" };

	if (!record)
		return write_record(out, &nothing, NULL, by_name);
	if (record->bare)
		return write_value(out, &record->fields[0],
			(const uint8_t *)from + record->fields[0].at, by_name);
	return write_record(out, record, from, by_name);
}

/* Only writing tells how long it gets. Without memory it is not said. */
static bool keeps_limit(
	struct gs__words *words, const struct gs_record *record, const uint8_t *from)
{
	struct gs_writer out = { .limit = SIZE_MAX / 2 };
	bool is_written = !record->limit || write_record(&out, record, from, false);
	size_t len = out.bytes ? (size_t)(out.at - out.bytes) : 0;

	free(out.bytes);
	return !is_written || gs__record_is_within(record, len, words);
}

bool gs__record_fits(const struct gs_record *record, const void *from, struct gs__words *words)
{
	struct gs__place root = { 0 };

	if (words)
		words->text[0] = '\0';
	if (!record)
		return true;
	root.name = record->name;
	root.is_secret = record->bare && (record->fields[0].flags & GS_SECRET);
	return record_fits(words, record, &root, from) && keeps_limit(words, record, from);
}
