/* SPDX-License-Identifier: MIT */
/* A record with a field of every kind, its tables, and its positional functions written by hand as
 * gsc would write them: what the tests of the codec read and write. */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include <gs_codec.h>

enum sample_color { SAMPLE_RED, SAMPLE_GREEN = 5, SAMPLE_BLUE };

struct sample_entry {
	gs_str label;
	uint32_t size;
};

struct sample_opt_u8 {
	bool has;
	uint8_t value;
};

struct sample_list_entry {
	struct sample_entry *items;
	uint32_t len;
};

enum sample_mark_tag {
	SAMPLE_MARK_BLANK,
	SAMPLE_MARK_LEVEL,
	SAMPLE_MARK_ENTRY,
	SAMPLE_MARK_ITEMS,
	SAMPLE_MARK_COUNT
};

struct sample_mark {
	enum sample_mark_tag tag;
	union {
		uint8_t level;
		struct sample_entry entry;
		struct sample_list_entry items;
	} as;
};

struct sample {
	uint32_t n;
	gs_str name;
	enum sample_color color;
	struct sample_opt_u8 level;
	struct sample_list_entry items;
	struct sample_entry first;
	double ratio;
	int64_t wait;
	gs_bytes pin;
	int16_t delta;
	float f;
	bool flag;
	uint64_t big;
	int64_t i;
	gs_timer timer;
	struct sample_mark mark;
};

static const struct gs_enum_name sample_colors[] = {
	{ "red", SAMPLE_RED },
	{ "green", SAMPLE_GREEN },
	{ "blue", SAMPLE_BLUE },
};

static const struct gs_enum sample_color_names = { "color", sample_colors, 3 };

/* clang-format off: a row a field */
static const struct gs_field sample_entry_fields[] = {
	{ .name = "label",
		GS_AT(struct sample_entry, label),
		.kind = GS_STRING,
		.flags = GS_RANGED,
		.max = 64 },
	{ .name = "size",
		GS_AT(struct sample_entry, size),
		.kind = GS_U32,
		.flags = GS_RANGED | GS_HAS_DEFAULT,
		.min = 1,
		.max = 64 },
};

static const struct sample_entry sample_entry_fallback = { .size = 7 };

static const struct gs_record sample_entry_record = {
	.name = "entry",
	.fields = sample_entry_fields,
	.count = 2,
	.required = 1,
	.size = sizeof(struct sample_entry),
	.fallback = &sample_entry_fallback,
};

static const struct gs_field sample_level = { GS_AT(struct sample_opt_u8, value), .kind = GS_U8,
	.flags = GS_RANGED, .max = 9 };

static const struct gs_field sample_item = {
	.size = sizeof(struct sample_entry), .kind = GS_RECORD, .record = &sample_entry_record
};

static const struct gs_field sample_mark_fields[] = {
	{ .name = "blank", .kind = GS_NOTHING },
	{ .name = "level",
		GS_AT(struct sample_mark, as.level),
		.kind = GS_U8,
		.flags = GS_RANGED,
		.max = 9 },
	{ .name = "entry",
		GS_AT(struct sample_mark, as.entry),
		.kind = GS_RECORD,
		.record = &sample_entry_record },
	{ .name = "items",
		GS_AT(struct sample_mark, as.items),
		.kind = GS_LIST,
		.flags = GS_RANGED,
		.max = 8,
		.item = &sample_item },
};

static const struct gs_record sample_mark_record = {
	.name = "mark",
	.fields = sample_mark_fields,
	.count = SAMPLE_MARK_COUNT,
	.size = sizeof(struct sample_mark),
	.is_union = true,
};

static const struct gs_reals sample_ratio = { 0, 1 };

static const struct gs_field sample_fields[] = {
	{ .name = "n",
		GS_AT(struct sample, n),
		.kind = GS_U32,
		.flags = GS_RANGED,
		.min = 1,
		.max = 1000 },
	{ .name = "name",
		GS_AT(struct sample, name),
		.kind = GS_STRING,
		.flags = GS_RANGED,
		.min = 2,
		.max = 64 },
	{ .name = "color",
		GS_AT(struct sample, color),
		.kind = GS_ENUM,
		.names = &sample_color_names },
	{ .name = "level",
		GS_AT(struct sample, level),
		.kind = GS_OPTIONAL,
		.item = &sample_level },
	{ .name = "items",
		GS_AT(struct sample, items),
		.kind = GS_LIST,
		.flags = GS_RANGED,
		.max = 8,
		.item = &sample_item },
	{ .name = "first",
		GS_AT(struct sample, first),
		.kind = GS_RECORD,
		.record = &sample_entry_record },
	{ .name = "ratio",
		GS_AT(struct sample, ratio),
		.kind = GS_F64,
		.flags = GS_RANGED,
		.reals = &sample_ratio },
	{ .name = "wait",
		GS_AT(struct sample, wait),
		.kind = GS_DURATION,
		.flags = GS_RANGED | GS_HAS_DEFAULT,
		.min = 0,
		.max = GS_S(60) },
	{ .name = "pin",
		GS_AT(struct sample, pin),
		.kind = GS_BYTES,
		.flags = GS_RANGED | GS_HAS_DEFAULT | GS_SECRET,
		.max = 16 },
	{ .name = "delta",
		GS_AT(struct sample, delta),
		.kind = GS_I16,
		.flags = GS_RANGED | GS_HAS_DEFAULT,
		.min = -500,
		.max = 500 },
	{ .name = "f", GS_AT(struct sample, f), .kind = GS_F32, .flags = GS_HAS_DEFAULT },
	{ .name = "flag", GS_AT(struct sample, flag), .kind = GS_BOOL, .flags = GS_HAS_DEFAULT },
	{ .name = "big", GS_AT(struct sample, big), .kind = GS_U64, .flags = GS_HAS_DEFAULT },
	{ .name = "i", GS_AT(struct sample, i), .kind = GS_I64, .flags = GS_HAS_DEFAULT },
	{ .name = "timer",
		GS_AT(struct sample, timer),
		.kind = GS_HANDLE,
		.flags = GS_HAS_DEFAULT },
	{ .name = "mark",
		GS_AT(struct sample, mark),
		.kind = GS_RECORD,
		.flags = GS_HAS_DEFAULT,
		.record = &sample_mark_record },
};
/* clang-format on */

static const struct sample sample_fallback = {
	.wait = GS_S(1),
	.delta = -5,
	.flag = true,
	.big = 1,
};

static inline const uint8_t *sample_read_entry(
	const uint8_t *at, const struct gs_reader *in, struct sample_entry *to)
{
	uint32_t given;

	*to = sample_entry_fallback;
	return gs_read_array(&at, in, &given) && given >= 1 &&
			       gs_read_str(&at, in, 0, 64, &to->label) &&
			       (given < 2 || gs_read_u32(&at, in, 1, 64, &to->size)) &&
			       gs_read_rest(&at, in, given, 2)
		       ? at
		       : NULL;
}

static inline const uint8_t *sample_read_items(
	const uint8_t *at, const struct gs_reader *in, struct sample_list_entry *to)
{
	if (!gs_read_list(&at, in, 0, 8, sizeof(*to->items), &to->items, &to->len))
		return NULL;
	for (uint32_t i = 0; i < to->len; i++)
		if (!(at = sample_read_entry(at, in, &to->items[i])))
			return NULL;
	return at;
}

static inline const uint8_t *sample_read_mark(
	const uint8_t *at, const struct gs_reader *in, struct sample_mark *to)
{
	uint32_t member;

	if (!gs_read_member(&at, in, SAMPLE_MARK_COUNT, &member))
		return NULL;
	to->tag = (enum sample_mark_tag)member;
	switch (to->tag) {
	case SAMPLE_MARK_BLANK: return gs_read_nil(&at, in) ? at : NULL;
	case SAMPLE_MARK_LEVEL: return gs_read_u8(&at, in, 0, 9, &to->as.level) ? at : NULL;
	case SAMPLE_MARK_ENTRY: return sample_read_entry(at, in, &to->as.entry);
	case SAMPLE_MARK_ITEMS: return sample_read_items(at, in, &to->as.items);
	case SAMPLE_MARK_COUNT: break;
	}
	return NULL;
}

static inline const uint8_t *sample_read(const uint8_t *at, const struct gs_reader *in, void *to)
{
	struct sample *msg = to;
	uint32_t given;

	*msg = sample_fallback;
	return gs_read_array(&at, in, &given) && given >= 7 &&
			       gs_read_u32(&at, in, 1, 1000, &msg->n) &&
			       gs_read_str(&at, in, 2, 64, &msg->name) &&
			       gs_read_enum(&at, in, &sample_color_names, &msg->color) &&
			       gs_read_some(&at, in, &msg->level.has) &&
			       (!msg->level.has || gs_read_u8(&at, in, 0, 9, &msg->level.value)) &&
			       (at = sample_read_items(at, in, &msg->items)) &&
			       (at = sample_read_entry(at, in, &msg->first)) &&
			       gs_read_f64_in(&at, in, 0, 1, &msg->ratio) &&
			       (given < 8 || gs_read_duration(&at, in, 0, GS_S(60), &msg->wait)) &&
			       (given < 9 || gs_read_bytes(&at, in, 0, 16, &msg->pin)) &&
			       (given < 10 || gs_read_i16(&at, in, -500, 500, &msg->delta)) &&
			       (given < 11 || gs_read_f32(&at, in, &msg->f)) &&
			       (given < 12 || gs_read_bool(&at, in, &msg->flag)) &&
			       (given < 13 || gs_read_u64(&at, in, 0, UINT64_MAX, &msg->big)) &&
			       (given < 14 ||
				       gs_read_i64(&at, in, INT64_MIN, INT64_MAX, &msg->i)) &&
			       (given < 15 || gs_read_handle(&at, in, 8, &msg->timer)) &&
			       (given < 16 || (at = sample_read_mark(at, in, &msg->mark))) &&
			       gs_read_rest(&at, in, given, 16)
		       ? at
		       : NULL;
}

static inline uint8_t *sample_write_entry(
	uint8_t *at, struct gs_writer *out, const struct sample_entry *from)
{
	return from->size >= 1 && from->size <= 64 && gs_write_room(&at, out, 72) &&
			       gs_write_array(&at, 2) && gs_write_str(&at, 0, 64, from->label) &&
			       gs_write_uint(&at, from->size)
		       ? at
		       : NULL;
}

static inline uint8_t *sample_write_items(
	uint8_t *at, struct gs_writer *out, const struct sample_list_entry *from)
{
	if (from->len > 8 || !gs_write_room(&at, out, 5) || !gs_write_array(&at, from->len))
		return NULL;
	for (uint32_t i = 0; i < from->len; i++)
		if (!(at = sample_write_entry(at, out, &from->items[i])))
			return NULL;
	return at;
}

static inline uint8_t *sample_write_mark(
	uint8_t *at, struct gs_writer *out, const struct sample_mark *from)
{
	if (!gs_write_room(&at, out, 12))
		return NULL;
	switch (from->tag) {
	case SAMPLE_MARK_BLANK: return gs_write_member(&at, 0) && gs_write_nil(&at) ? at : NULL;
	case SAMPLE_MARK_LEVEL:
		return gs_write_member(&at, 1) && from->as.level <= 9 &&
				       gs_write_uint(&at, from->as.level)
			       ? at
			       : NULL;
	case SAMPLE_MARK_ENTRY:
		gs_write_member(&at, 2);
		return sample_write_entry(at, out, &from->as.entry);
	case SAMPLE_MARK_ITEMS:
		gs_write_member(&at, 3);
		return sample_write_items(at, out, &from->as.items);
	case SAMPLE_MARK_COUNT: break;
	}
	return NULL;
}

static inline uint8_t *sample_write(uint8_t *at, struct gs_writer *out, const void *from)
{
	const struct sample *msg = from;

	return msg->n >= 1 && msg->n <= 1000 && (!msg->level.has || msg->level.value <= 9) &&
			       msg->ratio >= 0 && msg->ratio <= 1 && msg->wait >= 0 &&
			       msg->wait <= GS_S(60) && msg->delta >= -500 && msg->delta <= 500 &&
			       gs_write_room(&at, out, 6) && gs_write_array(&at, 16) &&
			       gs_write_uint(&at, msg->n) &&
			       gs_write_long_str(&at, out, 2, 64, msg->name) &&
			       gs_write_room(&at, out, 7) &&
			       gs_write_enum(&at, &sample_color_names, (int32_t)msg->color) &&
			       (msg->level.has ? gs_write_uint(&at, msg->level.value)
					       : gs_write_nil(&at)) &&
			       (at = sample_write_items(at, out, &msg->items)) &&
			       (at = sample_write_entry(at, out, &msg->first)) &&
			       gs_write_room(&at, out, 18) && gs_write_f64(&at, msg->ratio) &&
			       gs_write_int(&at, msg->wait) &&
			       gs_write_long_bytes(&at, out, 0, 16, msg->pin) &&
			       gs_write_room(&at, out, 37) && gs_write_int(&at, msg->delta) &&
			       gs_write_f32(&at, msg->f) && gs_write_bool(&at, msg->flag) &&
			       gs_write_uint(&at, msg->big) && gs_write_int(&at, msg->i) &&
			       gs_write_handle(&at, 8, &msg->timer) &&
			       (at = sample_write_mark(at, out, &msg->mark))
		       ? at
		       : NULL;
}

/* By the table alone, and with the positional functions. */
static const struct gs_record sample_record = {
	.name = "acquire",
	.fields = sample_fields,
	.count = GS_COUNT(sample_fields),
	.required = 7,
	.size = sizeof(struct sample),
	.fallback = &sample_fallback,
	.read = sample_read,
	.write = sample_write,
};

static inline bool sample_same_entry(const struct sample_entry *a, const struct sample_entry *b)
{
	return gs_equal_str(a->label, b->label) && a->size == b->size;
}

static inline bool sample_same_items(
	const struct sample_list_entry *a, const struct sample_list_entry *b)
{
	bool same = a->len == b->len;

	for (uint32_t i = 0; same && i < a->len; i++)
		same = sample_same_entry(&a->items[i], &b->items[i]);
	return same;
}

static inline bool sample_same_mark(const struct sample_mark *a, const struct sample_mark *b)
{
	if (a->tag != b->tag)
		return false;
	switch (a->tag) {
	case SAMPLE_MARK_LEVEL: return a->as.level == b->as.level;
	case SAMPLE_MARK_ENTRY: return sample_same_entry(&a->as.entry, &b->as.entry);
	case SAMPLE_MARK_ITEMS: return sample_same_items(&a->as.items, &b->as.items);
	default: return true;
	}
}

/* Every field, what they point to included; NaN is the same as NaN. */
static inline bool sample_same(const struct sample *a, const struct sample *b)
{
	return a->n == b->n && gs_equal_str(a->name, b->name) && a->color == b->color &&
	       a->level.has == b->level.has && sample_same_items(&a->items, &b->items) &&
	       (!a->level.has || a->level.value == b->level.value) &&
	       sample_same_entry(&a->first, &b->first) &&
	       memcmp(&a->ratio, &b->ratio, sizeof(a->ratio)) == 0 && a->wait == b->wait &&
	       gs_equal_bytes(a->pin, b->pin) && a->delta == b->delta &&
	       memcmp(&a->f, &b->f, sizeof(a->f)) == 0 && a->flag == b->flag && a->big == b->big &&
	       a->i == b->i && a->timer.gs_id == b->timer.gs_id &&
	       sample_same_mark(&a->mark, &b->mark);
}

#endif
