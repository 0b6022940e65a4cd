/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/utf8.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"
#include "gsc/model/print.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct checking {
	struct arena *arena;
	struct msgpack_reader in;
	const char **why;
	bool is_secret; /* what is looked at now: no error quotes it */
};

static bool check(struct checking *c, const struct model_type *type, const char *place);

/* As a server says it. */
static void put_range(struct text *words, const struct model_type *type)
{
	if (!type->real_ranged) {
		model_print_range(words, type);
		return;
	}
	units_put_real(words, type->real_low, type->kind == MODEL_F32);
	text_put(words, "..");
	units_put_real(words, type->real_high, type->kind == MODEL_F32);
}

/* Always false. */
static bool is_outside(struct checking *c, const struct model_type *type, const char *place,
	const struct msgpack_item *item)
{
	struct text words;

	text_init(&words, c->arena);
	text_printf(&words, "%s: ", place);
	if (c->is_secret)
		text_put(&words, "the value");
	else if (item->kind == MSGPACK_REAL)
		units_put_real(&words, item->real, type->kind == MODEL_F32);
	else if (type->kind == MODEL_DURATION)
		model_print_duration(&words, item->integer);
	else
		model_print_integer(&words, item->integer);
	text_put(&words, " is not in ");
	put_range(&words, type);
	text_raw(&words, "", 1);
	*c->why = words.bytes;
	return false;
}

static bool check_length(struct checking *c, const struct model_type *type, const char *place,
	uint32_t count, const char *one, const char *many)
{
	bool is_more = type->bounded && count > type->len_max;

	if (!type->bounded || (!is_more && count >= type->len_min))
		return true;
	*c->why = arena_printf(c->arena, "%s: %" PRIu32 " %s %s than %" PRIu64, place, count,
		count == 1 ? one : many, is_more ? "more" : "fewer",
		is_more ? type->len_max : type->len_min);
	return false;
}

static bool check_enum(struct checking *c, const struct model_type *type, const char *place,
	const struct msgpack_item *item)
{
	const struct model_enum *e = type->enumeration;

	if (item->kind != MSGPACK_INTEGER)
		return true; /* a name, which was looked up */
	for (size_t i = 0; i < e->count; i++)
		if (e->enumerators[i].value == item->integer)
			return true;
	*c->why = c->is_secret ? arena_printf(c->arena, "%s: no %s has that value", place, e->name)
			       : arena_printf(c->arena, "%s: no %s has the value %d", place,
					 e->name, (int)item->integer);
	return false;
}

static bool check_real(struct checking *c, const struct model_type *type, const char *place,
	const struct msgpack_item *item)
{
	double real = type->kind == MODEL_F32 ? (double)(float)item->real : item->real;

	if (isfinite(item->real) && isinf(real)) {
		*c->why = arena_printf(c->arena, "%s: beyond the range of an f32", place);
		return false;
	}
	return !type->real_ranged || (real >= type->real_low && real <= type->real_high) ||
	       is_outside(c, type, place, item);
}

static bool check_scalar(struct checking *c, const struct model_type *type, const char *place,
	const struct msgpack_item *item)
{
	switch (type->kind) {
	case MODEL_STRING:
		if (utf8_text(item->bytes, item->count) == item->count)
			return check_length(c, type, place, item->count, "byte is", "bytes are");
		*c->why = arena_printf(c->arena, "%s: not valid UTF-8", place);
		return false;
	case MODEL_BYTES: return check_length(c, type, place, item->count, "byte is", "bytes are");
	case MODEL_ENUM: return check_enum(c, type, place, item);
	case MODEL_F32:
	case MODEL_F64: return check_real(c, type, place, item);
	default:
		return item->kind != MSGPACK_INTEGER ||
		       (item->integer >= type->low && item->integer <= type->high) ||
		       is_outside(c, type, place, item);
	}
}

static bool check_list(
	struct checking *c, const struct model_type *type, const char *place, uint32_t count)
{
	if (!check_length(c, type, place, count, "item is", "items are"))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!check(c, type->item, arena_printf(c->arena, "%s[%" PRIu32 "]", place, i)))
			return false;
	return true;
}

/* What is written for one, and its place among them. */
struct key {
	const uint8_t *bytes;
	size_t len;
	uint32_t place;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key *one = a, *two = b;
	int order = memcmp(one->bytes, two->bytes, one->len < two->len ? one->len : two->len);

	return order ? order : (one->len > two->len) - (one->len < two->len);
}

/* `keys` are put in order. */
static bool check_keys(struct checking *c, const char *place, struct key *keys, uint32_t count)
{
	if (count > 0)
		qsort(keys, count, sizeof(keys[0]), compare_keys);
	for (uint32_t i = 1; i < count; i++) {
		uint32_t one = keys[i - 1].place, two = keys[i].place;

		if (compare_keys(&keys[i - 1], &keys[i]) != 0)
			continue;
		*c->why = arena_printf(c->arena,
			"%s[%" PRIu32 "]: a key that stands before it already", place,
			one > two ? one : two);
		return false;
	}
	return true;
}

static bool check_map(
	struct checking *c, const struct model_type *type, const char *place, uint32_t count)
{
	struct key *keys = arena_take_many(c->arena, (size_t)count + 1, sizeof(keys[0]));

	if (!check_length(c, type, place, count, "entry is", "entries are"))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const char *inner = arena_printf(c->arena, "%s[%" PRIu32 "]", place, i);
		const uint8_t *bytes = c->in.at;

		if (!check(c, type->key, arena_printf(c->arena, "%s.key", inner)))
			return false;
		keys[i] = (struct key){ bytes, (size_t)(c->in.at - bytes), i };
		if (!check(c, type->item, inner))
			return false;
	}
	return check_keys(c, place, keys, count);
}

static bool check_record(
	struct checking *c, const struct model_record *record, const char *place, uint32_t count)
{
	bool was_secret = c->is_secret;
	struct msgpack_item name;

	for (uint32_t i = 0; i < count && msgpack_read(&c->in, &name); i++) {
		const struct model_field *field = value_field(record, name.bytes, name.count);

		c->is_secret = was_secret || field->is_secret;
		if (!check(c, field->type, arena_printf(c->arena, "%s.%s", place, field->name)))
			return false;
	}
	c->is_secret = was_secret;
	return true;
}

static bool check(struct checking *c, const struct model_type *type, const char *place)
{
	struct msgpack_item item;

	(void)msgpack_read(&c->in, &item);
	while (type->kind == MODEL_OPTIONAL)
		type = type->item;
	if (item.kind == MSGPACK_NIL)
		return true;
	switch (type->kind) {
	case MODEL_LIST: return check_list(c, type, place, item.count);
	case MODEL_MAP: return check_map(c, type, place, item.count);
	case MODEL_STRUCT: return check_record(c, type->record, place, item.count);
	default: return check_scalar(c, type, place, &item);
	}
}

bool value_check(struct arena *arena, const struct model_record *record, const struct text *named,
	const char **why)
{
	const uint8_t *bytes = (const uint8_t *)named->bytes;
	struct checking c = { .arena = arena, .in = { bytes, bytes + named->len }, .why = why };
	struct msgpack_item map;

	if (record->limit && named->len > record->limit) {
		*why = arena_printf(arena, "%s: %zu bytes are more than %" PRIu64, record->name,
			named->len, record->limit);
		return false;
	}
	(void)msgpack_read(&c.in, &map);
	return check_record(&c, record, record->name, map.count);
}
