/* SPDX-License-Identifier: MIT */
/* The table-driven reader: both forms of a record, with words for what is wrong. */
#include "runtime/wire/reading.h"

#include "runtime/base/log.h"
#include "runtime/base/str.h"
#include "runtime/wire/skip.h"

#include <inttypes.h>

static enum gs__outcome skip(struct gs__reading *r, const struct gs__place *place, uint32_t count)
{
	struct gs__skip over = { .left = count, .started = 1 };
	const uint8_t *from = r->in->at;

	if (gs__read_skip(r->in, count))
		return GS__GOOD;
	switch (gs__skip(&over, from, (size_t)(r->in->end - from), UINT64_MAX)) {
	case GS__SKIP_MORE: return gs__read_cut(r, place);
	case GS__SKIP_DONE:
		gs__bad(r->words, place, "something unknown is nested too deeply");
		break;
	default: gs__bad(r->words, place, "no MessagePack"); break;
	}
	return GS__BAD;
}

/* What holds other values. */

static enum gs__outcome read_value(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to);

static enum gs__outcome read_optional(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, uint8_t *to)
{
	bool has;

	if (!gs_read_some(&r->in->at, r->in, &has))
		return gs__read_cut(r, place);
	memset(to, 0, field->size);
	memcpy(to, &has, sizeof(has));
	return has ? read_value(r, field->item, place, to + field->item->at) : GS__GOOD;
}

static void store_list(void *to, const struct gs__list *list)
{
	memcpy(to, &list->items, sizeof(list->items));
	memcpy((uint8_t *)to + offsetof(struct gs__list, len), &list->len, sizeof(list->len));
}

/* Room for so many items of `stride` bytes in C and, on the wire, at least `least`. */
static enum gs__outcome make_room(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, uint32_t least, size_t stride, struct gs__list *list)
{
	if (!gs__check_length(r->words, place, field, list->len))
		return GS__BAD;
	if (list->len > gs__reader_left(r->in) / least)
		return gs__read_cut(r, place);
	if (list->len > 0) {
		list->items = gs__read_room(r->in, list->len * stride);
		if (!list->items)
			return gs__read_no_memory(r, place);
	}
	return GS__GOOD;
}

static enum gs__outcome read_list(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	struct gs__list list = { 0 };
	enum gs__outcome outcome;

	if (gs__shape_at(r->in) != GS__SHAPE_ARRAY)
		return gs__read_unexpected(r, place, field);
	if (!gs__read_count(r->in, &list.len))
		return gs__read_cut(r, place);
	outcome = make_room(r, field, place, 1, field->item->size, &list);
	for (uint32_t i = 0; i < list.len && outcome == GS__GOOD; i++) {
		struct gs__place item = { place, NULL, i, place->is_secret };

		outcome = read_value(
			r, field->item, &item, list.items + (size_t)i * field->item->size);
	}
	store_list(to, &list);
	return outcome;
}

static enum gs__outcome read_pair(struct gs__reading *r, const struct gs_record *pair,
	const struct gs__place *place, uint8_t *to)
{
	struct gs__place key = { place, "key", 0, place->is_secret };
	enum gs__outcome outcome = read_value(r, &pair->fields[0], &key, to + pair->fields[0].at);

	return outcome == GS__GOOD ? read_value(r, &pair->fields[1], place, to + pair->fields[1].at)
				   : outcome;
}

static enum gs__outcome read_pairs(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	const struct gs_record *pair = field->record;
	struct gs__list list = { 0 };
	enum gs__outcome outcome;
	uint32_t twice = 0;

	if (gs__shape_at(r->in) != GS__SHAPE_MAP)
		return gs__read_unexpected(r, place, field);
	if (!gs__read_map(r->in, &list.len))
		return gs__read_cut(r, place);
	outcome = make_room(r, field, place, 2, pair->size, &list);
	for (uint32_t i = 0; i < list.len && outcome == GS__GOOD; i++) {
		struct gs__place item = { place, NULL, i, place->is_secret };

		outcome = read_pair(r, pair, &item, list.items + (size_t)i * pair->size);
	}
	if (outcome == GS__GOOD && !gs__keys_differ(r->in, pair, list.items, list.len, &twice)) {
		struct gs__place item = { place, NULL, twice, false };

		if (twice == 0)
			return gs__read_no_memory(r, place);
		gs__bad(r->words, &item, "a key that stands before it already");
		outcome = GS__BAD;
	}
	store_list(to, &list);
	return outcome;
}

static enum gs__outcome read_field(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, uint8_t *to)
{
	struct gs__place inner = { place, field->name, 0,
		place->is_secret || (field->flags & GS_SECRET) };

	return read_value(r, field, &inner, to + field->at);
}

static enum gs__outcome missing(
	struct gs__reading *r, const struct gs_field *field, const struct gs__place *place)
{
	struct gs__place inner = { place, field->name, 0, false };

	gs__bad(r->words, &inner, "missing");
	return GS__BAD;
}

static enum gs__outcome read_array(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to)
{
	enum gs__outcome outcome = GS__GOOD;
	uint32_t given;

	if (!gs__read_count(r->in, &given))
		return gs__read_cut(r, place);
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

static enum gs__outcome read_key(struct gs__reading *r, const struct gs__place *place, gs_str *key)
{
	if (gs__reader_left(r->in) < 1)
		return gs__read_cut(r, place);
	if (gs__shape_at(r->in) != GS__SHAPE_STRING) {
		gs__bad(r->words, place, "a key that is not a string");
		return GS__BAD;
	}
	if (!gs__read_length(r->in, false, &key->len) || key->len > gs__reader_left(r->in))
		return gs__read_cut(r, place);
	key->data = (const char *)r->in->at;
	r->in->at += key->len;
	return GS__GOOD;
}

static enum gs__outcome read_entries(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to, uint64_t *seen)
{
	enum gs__outcome outcome = GS__GOOD;
	uint32_t given, at = 0;

	if (!gs__read_map(r->in, &given))
		return gs__read_cut(r, place);
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

static enum gs__outcome read_map(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to)
{
	uint64_t few[4] = { 0 }, *seen = few;
	enum gs__outcome outcome;

	if (record->count > 64 * GS_COUNT(few)) {
		size_t size = (record->count + 63) / 64 * sizeof(*seen);

		seen = gs__read_room(r->in, size);
		if (!seen)
			return gs__read_no_memory(r, place);
		memset(seen, 0, size);
	}
	outcome = read_entries(r, record, place, to, seen);
	for (uint32_t i = 0; i < record->count && outcome == GS__GOOD; i++)
		if (!(seen[i / 64] >> i % 64 & 1) && !(record->fields[i].flags & GS_HAS_DEFAULT) &&
			record->fields[i].kind != GS_OPTIONAL)
			return missing(r, &record->fields[i], place);
	return outcome;
}

/* The member that an index names: [index, value]. */
static enum gs__outcome read_index(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint32_t *at)
{
	struct gs_field index = { .name = "", .size = sizeof(uint64_t), .kind = GS_U64 };
	enum gs__outcome outcome;
	uint32_t given;
	uint64_t n;

	if (!gs__read_count(r->in, &given))
		return gs__read_cut(r, place);
	if (given != 2) {
		gs__bad(r->words, place, "an array of %" PRIu32 " where [index, value] is expected",
			given);
		return GS__BAD;
	}
	outcome = gs__read_scalar(r, &index, place, &n);
	if (outcome != GS__GOOD || n < record->count) {
		*at = (uint32_t)n;
		return outcome;
	}
	if (place->is_secret)
		gs__bad(r->words, place, "no %s has that index", record->name);
	else
		gs__bad(r->words, place, "no %s has the index %" PRIu64, record->name, n);
	return GS__BAD;
}

/* That which a name names: { name: value }. */
static enum gs__outcome read_name(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint32_t *at)
{
	enum gs__outcome outcome;
	uint32_t given;
	char shown[40];
	size_t size;
	gs_str name = { 0 };

	if (!gs__read_map(r->in, &given))
		return gs__read_cut(r, place);
	if (given != 1) {
		gs__bad(r->words, place, "a map of %" PRIu32 " where { name: value } is expected",
			given);
		return GS__BAD;
	}
	outcome = read_key(r, place, &name);
	if (outcome != GS__GOOD)
		return outcome;
	*at = find(record, name, 0);
	if (*at < record->count)
		return GS__GOOD;
	size = gs__log_escape(shown, sizeof(shown), name);
	if (place->is_secret)
		gs__bad(r->words, place, "no %s is called that", record->name);
	else
		gs__bad(r->words, place, "no %s is called '%.*s'", record->name, (int)size, shown);
	return GS__BAD;
}

static enum gs__outcome read_union(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, uint8_t *to)
{
	enum gs__outcome outcome;
	uint32_t at = 0;

	if (gs__shape_at(r->in) == GS__SHAPE_ARRAY)
		outcome = read_index(r, record, place, &at);
	else
		outcome = read_name(r, record, place, &at);
	if (outcome != GS__GOOD)
		return outcome;
	memcpy(to, &at, sizeof(at));
	return read_field(r, &record->fields[at], place, to);
}

static enum gs__outcome read_record(struct gs__reading *r, const struct gs_record *record,
	const struct gs__place *place, void *to)
{
	enum gs__shape shape = gs__shape_at(r->in);

	if (shape == GS__SHAPE_NOTHING)
		return gs__read_cut(r, place);
	gs__record_blank(record, to);
	if (record->is_union && (shape == GS__SHAPE_ARRAY || shape == GS__SHAPE_MAP))
		return read_union(r, record, place, to);
	if (shape == GS__SHAPE_ARRAY)
		return read_array(r, record, place, to);
	if (shape == GS__SHAPE_MAP)
		return read_map(r, record, place, to);
	if (place->up)
		gs__bad(r->words, place, "%s where an array or a map is expected",
			gs__shape_text(shape));
	else
		gs__bad(r->words, place, "unknown form");
	return GS__BAD;
}

static enum gs__outcome read_value(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to)
{
	switch ((enum gs_kind)field->kind) {
	case GS_OPTIONAL: return read_optional(r, field, place, to);
	case GS_LIST: return read_list(r, field, place, to);
	case GS_MAP: return read_pairs(r, field, place, to);
	case GS_RECORD: return read_record(r, field->record, place, to);
	default: return gs__read_scalar(r, field, place, to);
	}
}

enum gs__outcome gs__record_read(struct gs_reader *in, const struct gs_record *record, void *to,
	bool *by_name, struct gs__words *words)
{
	struct gs__reading r = { in, words };
	struct gs__place root = { NULL, record ? record->name : "message", 0, false };
	const uint8_t *from = in->at;
	enum gs__outcome outcome;

	if (words)
		words->text[0] = '\0';
	if (by_name && !(record && record->bare))
		*by_name = gs__shape_at(in) == GS__SHAPE_MAP;
	if (!record)
		return skip(&r, &root, 1);
	if (!record->bare) {
		outcome = read_record(&r, record, &root, to);
		if (outcome == GS__GOOD &&
			!gs__record_is_within(record, (size_t)(in->at - from), words))
			return GS__BAD;
		return outcome;
	}
	gs__record_blank(record, to);
	root.is_secret = record->fields[0].flags & GS_SECRET;
	return read_value(&r, &record->fields[0], &root, (uint8_t *)to + record->fields[0].at);
}
