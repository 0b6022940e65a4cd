/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/limits.h"

#include <inttypes.h>

/*
 * A value is read and written by one C expression, put together along its type; e->path is the C
 * expression of the place where it stands. Only lists and maps need functions of their own, for
 * their loops: read_F_of_X, and within it, of a list of lists, read_F_of_X_items.
 */

enum direction { READING, WRITING };

/* Where lists get their names from. */
struct site {
	const struct model_record *record;
	const struct model_field *field;
	unsigned depth; /* lists and maps around ... */
	unsigned items; /* ... and optionals: how deep the tables are (record.c) */
};

static void add_list_name(struct emitter *e, enum direction direction, struct site site)
{
	emit_add(e, "%s_%s_of_%s", direction == READING ? "read" : "write", site.field->name,
		site.record->c_name);
	while (site.depth--)
		emit_add(e, "_items");
}

static void set_path(struct emitter *e, const char *base, const char *member)
{
	e->path.len = 0;
	text_printf(&e->path, "%s%s", base, member);
}

static void add_path(struct emitter *e)
{
	text_raw(&e->row, e->path.bytes, e->path.len);
}

bool emit_is_small(const struct model_record *record)
{
	return record->array_max <= EMIT_ROOM_MAX;
}

/* Is the expression a chain of &&, which must be bracketed in others? */
static bool is_chain(const struct model_type *type, enum direction direction)
{
	model_int low, high;

	if (type->kind == MODEL_OPTIONAL)
		return direction == READING;
	if (direction == READING)
		return false;
	if (!type->ranged)
		return type->real_ranged;
	model_natural(type->kind, &low, &high);
	return type->low > low || type->high < high;
}

static void add_value(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site);

static void add_bracketed(struct emitter *e, const struct model_type *type,
	enum direction direction, struct site site)
{
	bool chain = is_chain(type, direction);

	emit_add(e, chain ? "(" : "");
	add_value(e, type, direction, site);
	emit_add(e, chain ? ")" : "");
}

/* `item` is what an optional holds: the path gets its `.value` meanwhile. */
static void add_optional(struct emitter *e, const struct model_type *item, enum direction direction,
	struct site site)
{
	size_t len = e->path.len;

	if (direction == READING) {
		emit_add(e, "gs_read_some(in, &");
		add_path(e);
		emit_add(e, ".has) && (!");
		add_path(e);
		emit_add(e, ".has || ");
	} else {
		emit_add(e, "(");
		add_path(e);
		emit_add(e, ".has ? ");
	}
	text_put(&e->path, ".value");
	add_bracketed(e, item, direction, site);
	e->path.len = len;
	emit_add(e, direction == READING ? ")" : " : gs_write_nil(out))");
}

static const char *word_of(enum model_kind kind)
{
	static const char *const words[MODEL_KIND_COUNT] = {
		[MODEL_BOOL] = "bool",
		[MODEL_U8] = "u8",
		[MODEL_U16] = "u16",
		[MODEL_U32] = "u32",
		[MODEL_U64] = "u64",
		[MODEL_I8] = "i8",
		[MODEL_I16] = "i16",
		[MODEL_I32] = "i32",
		[MODEL_I64] = "i64",
		[MODEL_F32] = "f32",
		[MODEL_F64] = "f64",
		[MODEL_STRING] = "str",
		[MODEL_BYTES] = "bytes",
		[MODEL_DURATION] = "duration",
		[MODEL_TIME] = "duration",
		[MODEL_FROM] = "handle",
		[MODEL_TIMER] = "handle",
		[MODEL_INSTANT] = "handle",
		[MODEL_REF] = "handle",
	};

	return words[kind];
}

static bool is_handle(const struct model_type *type)
{
	return type->kind >= MODEL_FROM && type->kind <= MODEL_REF;
}

/* "PATH >= low && PATH <= high && ", as far as the C type alone does not see to it. */
static void add_real_checks(struct emitter *e, const struct model_type *type)
{
	add_path(e);
	emit_add(e, " >= ");
	emit_add_real(e, NULL, type->real_low);
	emit_add(e, " && ");
	add_path(e);
	emit_add(e, " <= ");
	emit_add_real(e, NULL, type->real_high);
	emit_add(e, " && ");
}

static void add_integer_checks(struct emitter *e, const struct model_type *type)
{
	model_int low, high;

	model_natural(type->kind, &low, &high);
	if (type->low > low) {
		add_path(e);
		emit_add(e, " >= ");
		emit_add_limit(e, type, type->low);
		emit_add(e, " && ");
	}
	if (type->high < high) {
		add_path(e);
		emit_add(e, " <= ");
		emit_add_limit(e, type, type->high);
		emit_add(e, " && ");
	}
}

static void add_read(struct emitter *e, const struct model_type *type)
{
	emit_add(e, "gs_read_%s%s(in, ", word_of(type->kind), type->real_ranged ? "_in" : "");
	if (is_handle(type))
		emit_add(e, "sizeof(%s), ", type->c_type);
	if (type->kind == MODEL_STRING || type->kind == MODEL_BYTES) {
		emit_add(e, "%" PRIu64 ", %" PRIu64 ", ", type->len_min, type->len_max);
	} else if (emit_has_range(type->kind)) {
		emit_add_limit(e, type, type->low);
		emit_add(e, ", ");
		emit_add_limit(e, type, type->high);
		emit_add(e, ", ");
	} else if (type->real_ranged) {
		emit_add_real(e, NULL, type->real_low);
		emit_add(e, ", ");
		emit_add_real(e, NULL, type->real_high);
		emit_add(e, ", ");
	}
	emit_add(e, "&");
	add_path(e);
	emit_add(e, ")");
}

static void add_write(struct emitter *e, const struct model_type *type)
{
	const char *word = word_of(type->kind);

	if (type->ranged)
		add_integer_checks(e, type);
	if (type->real_ranged)
		add_real_checks(e, type);
	if (emit_has_range(type->kind))
		word = type->kind >= MODEL_U8 && type->kind <= MODEL_U64 ? "uint" : "int";
	emit_add(e, "gs_write_%s(out, ", word);
	if (type->kind == MODEL_STRING || type->kind == MODEL_BYTES)
		emit_add(e, "%" PRIu64 ", %" PRIu64 ", ", type->len_min, type->len_max);
	if (is_handle(type))
		emit_add(e, "sizeof(%s), &", type->c_type);
	add_path(e);
	emit_add(e, ")");
}

static void add_value(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	bool reading = direction == READING;

	switch (type->kind) {
	case MODEL_OPTIONAL: add_optional(e, type->item, direction, site); return;
	case MODEL_LIST:
	case MODEL_MAP:
		add_list_name(e, direction, site);
		emit_add(e, reading ? "(in, &" : "(out, &");
		break;
	case MODEL_NOTHING: emit_add(e, reading ? "gs_read_nil(in)" : "gs_write_nil(out)"); return;
	case MODEL_STRUCT:
		emit_add(e, "%s_%s(%s, &", reading ? "read" : "write", type->record->c_name,
			reading ? "in" : "out");
		break;
	case MODEL_ENUM:
		emit_add(e, "gs_%s_enum(%s, &%s_enum, %s", reading ? "read" : "write",
			reading ? "in" : "out", type->enumeration->name,
			reading ? "&" : "(int32_t)");
		break;
	default:
		if (reading)
			add_read(e, type);
		else
			add_write(e, type);
		return;
	}
	add_path(e);
	emit_add(e, ")");
}

/* Has every value of the type an encoding of a few bytes, which room can be made for at once? */
static bool is_fixed(const struct model_type *type)
{
	if (type->kind == MODEL_OPTIONAL)
		type = type->item;
	return type->kind != MODEL_STRING && type->kind != MODEL_BYTES &&
	       !model_is_container(type) && type->kind != MODEL_STRUCT;
}

uint64_t emit_room_of(const struct model_type *type)
{
	if (is_fixed(type))
		return type->array_max;
	return type->kind == MODEL_OPTIONAL; /* for nil */
}

static void emit_list_head(struct emitter *e, const struct model_type *type,
	enum direction direction, struct site site)
{
	bool is_map = type->kind == MODEL_MAP;

	emit_add(e, "static bool ");
	add_list_name(e, direction, site);
	if (direction == READING)
		emit_row(e, "(struct gs_reader *in, %s *list)", type->c_type);
	else
		emit_row(e, "(struct gs_writer *out, const %s *list)", type->c_type);
	text_put(e->out, "{\n");
	emit_add(e, "\tif (");
	if (direction == READING) {
		emit_row(e,
			"!gs_read_%s(in, %" PRIu64 ", %" PRIu64
			", sizeof(*list->items), &list->items, &list->len))",
			is_map ? "pairs" : "list", type->len_min, type->len_max);
	} else {
		if (type->len_min)
			emit_add(e, "list->len < %" PRIu64 " || ", type->len_min);
		if (type->len_max < UINT32_MAX)
			emit_add(e, "list->len > %" PRIu64 " || ", type->len_max);
		if (!emit_is_small(site.record))
			emit_add(e, "!gs_write_room(out, 5) || ");
		emit_row(e, "!gs_write_%s(out, list->len))", is_map ? "map" : "array");
	}
	text_put(e->out, "\t\treturn false;\n");
}

/* "!VALUE" of a part of an item, with room made for it where the message has none. */
static void add_part(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site, const char *member)
{
	uint64_t room = direction == WRITING && !emit_is_small(site.record) ? emit_room_of(type)
									    : 0;

	set_path(e, "list->items[i]", member);
	emit_add(e, "!");
	if (!room) {
		add_bracketed(e, type, direction, site);
		return;
	}
	emit_add(e, "(gs_write_room(out, %" PRIu64 ") && ", room);
	add_value(e, type, direction, site);
	emit_add(e, ")");
}

/* What a map's function ends with: its keys must differ. */
static void emit_last(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	if (direction == WRITING || type->kind != MODEL_MAP) {
		text_put(e->out, "\treturn true;\n");
		return;
	}
	emit_add(e, "\treturn gs_read_keys(in, &%s_of_%s", site.field->name, site.record->c_name);
	while (site.items--)
		emit_add(e, "_item");
	emit_row(e, "_pair, list->items, list->len);");
}

/* The functions of the lists and maps in a field, innermost first. */
static void emit_lists(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	struct site within = site;

	if (!type->item)
		return;
	within.depth += model_is_container(type);
	within.items++;
	emit_lists(e, type->item, direction, within);
	if (!model_is_container(type))
		return;
	emit_list_head(e, type, direction, site);
	text_put(e->out, "\tfor (uint32_t i = 0; i < list->len; i++) {\n");
	emit_add(e, "\t\tif (");
	if (type->key) {
		add_part(e, type->key, direction, within, ".key");
		emit_add(e, " || ");
	}
	add_part(e, type->item, direction, within, type->key ? ".value" : "");
	emit_row(e, ")");
	text_put(e->out, "\t\t\treturn false;\n\t}\n");
	emit_last(e, type, direction, site);
	text_put(e->out, "}\n\n");
}

/* The next link of a chain of &&, on a row of its own. */
static void next_link(struct emitter *e)
{
	emit_end(e);
	emit_add(e, "\t\t&& ");
}

static bool is_growing(const struct model_record *record)
{
	return !record->bare && record->required < record->count;
}

static void add_read_fields(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];
		struct site site = { record, field, 0, 0 };

		if (!record->bare)
			next_link(e);
		set_path(e, "msg->", field->name);
		if (!record->bare && i >= record->required) {
			emit_add(e, "(given < %zu || ", i + 1);
			add_bracketed(e, field->type, READING, site);
			emit_add(e, ")");
		} else {
			add_value(e, field->type, READING, site);
		}
	}
}

static void emit_all_lists(
	struct emitter *e, const struct model_record *record, enum direction direction)
{
	for (size_t i = 0; i < record->count; i++) {
		struct site site = { record, &record->fields[i], 0, 0 };

		emit_lists(e, record->fields[i].type, direction, site);
	}
}

void emit_add_member_coding(
	struct emitter *e, const struct model_record *record, size_t i, bool is_reading)
{
	set_path(e, "msg->as.", record->fields[i].name);
	add_value(e, record->fields[i].type, is_reading ? READING : WRITING,
		(struct site){ record, &record->fields[i], 0, 0 });
}

void emit_reader(struct emitter *e, const struct model_record *record, unsigned flags)
{
	const char *name = record->c_name;

	emit_all_lists(e, record, READING);
	emit_row(e, "static bool read_%s(struct gs_reader *in, void *to)", name);
	text_put(e->out, "{\n");
	if (record->is_union) {
		emit_union_reader(e, record);
		return;
	}
	if (record->count)
		emit_row(e, "\tstruct %s *msg = to;", name);
	if (!record->bare)
		text_put(e->out, "\tuint32_t given;\n");
	text_put(e->out, "\n");
	if (!record->count)
		text_put(e->out, "\t(void)to;\n");
	else if (is_growing(record))
		emit_row(e, "\t*msg = %s_fallback;", name);
	else if (flags & EMIT_ERROR)
		emit_row(e, "\tmsg->gs_error = %s;", name);
	emit_add(e, "\treturn ");
	if (!record->bare) {
		emit_add(e, "gs_read_array(in, &given)");
		if (record->required)
			emit_add(e, " && given >= %zu", record->required);
	}
	add_read_fields(e, record);
	if (!record->bare) {
		next_link(e);
		emit_add(e, "gs_read_rest(in, given, %zu)", record->count);
	}
	emit_row(e, ";");
	text_put(e->out, "}\n\n");
}

/* The room that the values from `at` on need up to the first that makes its own. */
static uint64_t room_from(const struct model_record *record, size_t at)
{
	uint64_t room = 0;

	while (at < record->count && is_fixed(record->fields[at].type))
		room += record->fields[at++].type->array_max;
	if (at < record->count)
		room += emit_room_of(record->fields[at].type);
	return room;
}

static void add_write_fields(struct emitter *e, const struct model_record *record)
{
	bool small = emit_is_small(record);

	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];
		bool after_own = i > 0 && !is_fixed(record->fields[i - 1].type);

		if (i > 0 || !record->bare)
			next_link(e);
		if (!small && after_own && room_from(record, i)) {
			emit_add(e, "gs_write_room(out, %" PRIu64 ")", room_from(record, i));
			next_link(e);
		}
		set_path(e, "msg->", field->name);
		add_value(e, field->type, WRITING, (struct site){ record, field, 0, 0 });
	}
}

/* Is it a single value for which room is made where it is written? */
static bool makes_own(const struct model_record *record)
{
	return record->bare && !model_is_container(record->fields[0].type) && !room_from(record, 0);
}

void emit_writer(struct emitter *e, const struct model_record *record)
{
	const char *name = record->c_name;
	uint64_t head = record->bare ? 0 : record->count < 16 ? 1 : 3;
	uint64_t room = head + room_from(record, 0);

	if (emit_is_small(record) && !makes_own(record))
		room = record->array_max;
	emit_all_lists(e, record, WRITING);
	emit_row(e, "static bool write_%s(struct gs_writer *out, const void *from)", name);
	text_put(e->out, "{\n");
	if (record->is_union) {
		emit_union_writer(e, record);
		return;
	}
	if (record->count)
		emit_row(e, "\tconst struct %s *msg = from;", name);
	text_put(e->out, record->count ? "\n" : "\t(void)from;\n");
	emit_add(e, "\treturn ");
	if (room)
		emit_add(e, "gs_write_room(out, %" PRIu64 ")%s", room, record->bare ? "" : " && ");
	if (!record->bare)
		emit_add(e, "gs_write_array(out, %zu)", record->count);
	else if (room)
		next_link(e);
	add_write_fields(e, record);
	emit_row(e, ";");
	text_put(e->out, "}\n\n");
}
