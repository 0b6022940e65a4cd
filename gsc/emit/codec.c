/* SPDX-License-Identifier: MIT */
#include "gsc/emit/codec.h"
#include "gsc/model/limits.h"

#include <inttypes.h>

static void add_list_name(struct emitter *e, enum direction direction, struct site site)
{
	emit_add(e, "%s_%s_of_%s", direction == READING ? "read" : "write", site.field->name,
		site.record->c_name);
	while (site.depth--)
		emit_add(e, "_items");
}

void emit_set_path(struct emitter *e, const char *base, const char *member)
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

void emit_add_bracketed(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	bool chain = is_chain(type, direction);

	emit_add(e, chain ? "(" : "");
	emit_add_coding(e, type, direction, site);
	emit_add(e, chain ? ")" : "");
}

bool emit_is_called(const struct model_type *type)
{
	return model_is_container(type) || type->kind == MODEL_STRUCT;
}

/* `item` is what an optional holds: the path gets its `.value` meanwhile. */
static void add_optional(struct emitter *e, const struct model_type *item, enum direction direction,
	struct site site)
{
	size_t len = e->path.len;

	if (direction == READING) {
		emit_add(e, "gs_read_some(&at, in, &");
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
	emit_add_bracketed(e, item, direction, site);
	e->path.len = len;
	if (direction == READING)
		emit_add(e, ")");
	else
		emit_add(e, "%s : gs_write_nil(&at))", emit_is_called(item) ? " != NULL" : "");
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
	emit_add_real(e, type, type->real_low);
	emit_add(e, " && ");
	add_path(e);
	emit_add(e, " <= ");
	emit_add_real(e, type, type->real_high);
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
	emit_add(e, "gs_read_%s%s(&at, in, ", word_of(type->kind), type->real_ranged ? "_in" : "");
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
		emit_add_real(e, type, type->real_low);
		emit_add(e, ", ");
		emit_add_real(e, type, type->real_high);
		emit_add(e, ", ");
	}
	emit_add(e, "&");
	add_path(e);
	emit_add(e, ")");
}

static void add_write(
	struct emitter *e, const struct model_type *type, const struct model_record *record)
{
	const char *word = word_of(type->kind);
	bool is_text = type->kind == MODEL_STRING || type->kind == MODEL_BYTES;
	bool makes_own = is_text && !emit_is_small(record);

	if (type->ranged)
		add_integer_checks(e, type);
	if (type->real_ranged)
		add_real_checks(e, type);
	if (emit_has_range(type->kind))
		word = type->kind >= MODEL_U8 && type->kind <= MODEL_U64 ? "uint" : "int";
	emit_add(e, "gs_write_%s%s(&at, %s", makes_own ? "long_" : "", word,
		makes_own ? "out, " : "");
	if (is_text)
		emit_add(e, "%" PRIu64 ", %" PRIu64 ", ", type->len_min, type->len_max);
	if (is_handle(type))
		emit_add(e, "sizeof(%s), &", type->c_type);
	add_path(e);
	emit_add(e, ")");
}

bool emit_takes_writer(const struct model_type *type, const struct model_record *record)
{
	for (; type; type = type->item) {
		if (!emit_is_small(record) || type->kind == MODEL_STRUCT || type->key)
			return true;
	}
	return false;
}

void emit_add_coding(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	bool reading = direction == READING;

	switch (type->kind) {
	case MODEL_OPTIONAL: add_optional(e, type->item, direction, site); return;
	case MODEL_LIST:
	case MODEL_MAP:
		emit_add(e, "(at = ");
		add_list_name(e, direction, site);
		emit_add(e, "(at, %s&",
			reading                                ? "in, "
			: emit_takes_writer(type, site.record) ? "out, "
							       : "");
		add_path(e);
		emit_add(e, "))");
		return;
	case MODEL_NOTHING:
		emit_add(e, reading ? "gs_read_nil(&at, in)" : "gs_write_nil(&at)");
		return;
	case MODEL_STRUCT:
		emit_add(e, "(at = %s_%s(at, %s, &", reading ? "read" : "write",
			type->record->c_name, reading ? "in" : "out");
		add_path(e);
		emit_add(e, "))");
		return;
	case MODEL_ENUM:
		emit_add(e, "gs_%s_enum(&at, %s&%s_enum, %s", reading ? "read" : "write",
			reading ? "in, " : "", type->enumeration->name,
			reading ? "&" : "(int32_t)");
		add_path(e);
		emit_add(e, ")");
		return;
	default:
		if (reading)
			add_read(e, type);
		else
			add_write(e, type, site.record);
	}
}

bool emit_is_fixed(const struct model_type *type)
{
	if (type->kind == MODEL_OPTIONAL)
		type = type->item;
	return type->kind != MODEL_STRING && type->kind != MODEL_BYTES &&
	       !model_is_container(type) && type->kind != MODEL_STRUCT;
}

uint64_t emit_room_of(const struct model_type *type)
{
	uint64_t nil = type->kind == MODEL_OPTIONAL;

	if (emit_is_fixed(type))
		return type->array_max;
	if (nil)
		type = type->item;
	return type->kind == MODEL_STRUCT ? emit_room_of_record(type->record) : nil;
}

static void emit_list_head(struct emitter *e, const struct model_type *type,
	enum direction direction, struct site site)
{
	bool is_map = type->kind == MODEL_MAP;

	emit_add(e, "static %suint8_t *", direction == READING ? "const " : "");
	add_list_name(e, direction, site);
	if (direction == READING)
		emit_row(e, "(const uint8_t *at, const struct gs_reader *in, %s *list)",
			type->c_type);
	else
		emit_row(e, "(uint8_t *at, %sconst %s *list)",
			emit_takes_writer(type, site.record) ? "struct gs_writer *out, " : "",
			type->c_type);
	text_put(e->out, "{\n");
	emit_add(e, "\tif (");
	if (direction == READING) {
		emit_row(e,
			"!gs_read_%s(&at, in, %" PRIu64 ", %" PRIu64
			", sizeof(*list->items), &list->items, &list->len))",
			is_map ? "pairs" : "list", type->len_min, type->len_max);
	} else {
		if (type->len_min)
			emit_add(e, "list->len < %" PRIu64 " || ", type->len_min);
		if (type->len_max < UINT32_MAX)
			emit_add(e, "list->len > %" PRIu64 " || ", type->len_max);
		if (!emit_is_small(site.record))
			emit_add(e, "!gs_write_room(&at, out, 5) || ");
		emit_row(e, "!gs_write_%s(&at, list->len))", is_map ? "map" : "array");
	}
	text_put(e->out, "\t\treturn NULL;\n");
}

/* "!VALUE" of a part of an item, with room made for it where the message has none. */
static void add_part(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site, const char *member)
{
	uint64_t room = direction == WRITING && !emit_is_small(site.record) ? emit_room_of(type)
									    : 0;

	emit_set_path(e, "list->items[i]", member);
	emit_add(e, "!");
	if (!room) {
		emit_add_bracketed(e, type, direction, site);
		return;
	}
	emit_add(e, "(gs_write_room(&at, out, %" PRIu64 ") && ", room);
	emit_add_coding(e, type, direction, site);
	emit_add(e, ")");
}

/* What a map's function ends with: its keys must differ. */
static void emit_last(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	if (type->kind != MODEL_MAP) {
		text_put(e->out, "\treturn at;\n");
		return;
	}
	emit_add(e, "\treturn gs_%s, &%s_of_%s",
		direction == READING ? "read_keys(in" : "write_keys(out", site.field->name,
		site.record->c_name);
	while (site.items--)
		emit_add(e, "_item");
	emit_row(e, "_pair, list->items, list->len) ? at : NULL;");
}

void emit_list_coding(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site)
{
	struct site within = site;

	if (!type->item)
		return;
	within.depth += model_is_container(type);
	within.items++;
	emit_list_coding(e, type->item, direction, within);
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
	text_put(e->out, "\t\t\treturn NULL;\n\t}\n");
	emit_last(e, type, direction, site);
	text_put(e->out, "}\n\n");
}
