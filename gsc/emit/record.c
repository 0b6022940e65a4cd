/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/names.h"

#include <inttypes.h>
#include <string.h>

/* Where a table of a type stands: in a field of a record, so many items deep. */
struct site {
	const struct model_record *record;
	const struct model_field *field;
	unsigned depth;
	bool is_held; /* as state has it */
};

static void add_site(struct emitter *e, struct site site)
{
	emit_add(e, "%s_of_%s", site.field->name, site.record->c_name);
	while (site.depth--)
		emit_add(e, "_item");
}

/* The C type there. */
static const char *type_at(const struct model_type *type, struct site site)
{
	return site.is_held ? type->c_state_type : type->c_type;
}

const char *emit_kind(const struct model_type *type)
{
	static const char *const kinds[MODEL_KIND_COUNT] = {
		[MODEL_BOOL] = "GS_BOOL",
		[MODEL_U8] = "GS_U8",
		[MODEL_U16] = "GS_U16",
		[MODEL_U32] = "GS_U32",
		[MODEL_U64] = "GS_U64",
		[MODEL_I8] = "GS_I8",
		[MODEL_I16] = "GS_I16",
		[MODEL_I32] = "GS_I32",
		[MODEL_I64] = "GS_I64",
		[MODEL_F32] = "GS_F32",
		[MODEL_F64] = "GS_F64",
		[MODEL_STRING] = "GS_STRING",
		[MODEL_BYTES] = "GS_BYTES",
		[MODEL_DURATION] = "GS_DURATION",
		[MODEL_TIME] = "GS_TIME",
		[MODEL_OPTIONAL] = "GS_OPTIONAL",
		[MODEL_LIST] = "GS_LIST",
		[MODEL_MAP] = "GS_MAP",
		[MODEL_ENUM] = "GS_ENUM",
		[MODEL_STRUCT] = "GS_RECORD",
		[MODEL_NOTHING] = "GS_NOTHING",
		[MODEL_FROM] = "GS_HANDLE",
		[MODEL_REF] = "GS_HANDLE",
		[MODEL_TIMER] = "GS_TIMER",
		[MODEL_INSTANT] = "GS_HANDLE",
		[MODEL_EXTERN] = "GS_EXTERN",
	};

	return kinds[type->kind];
}

/* .min and .max are 64 bits of either sign: what does not fit is cast. */
static void add_range(struct emitter *e, const struct model_type *type)
{
	if (type->ranged) {
		if (type->low) {
			emit_add(e, ", .min = %s", type->low > INT64_MAX ? "(int64_t)" : "");
			emit_add_limit(e, type, type->low);
		}
		emit_add(e, ", .max = %s", type->high < 0 ? "(uint64_t)" : "");
		emit_add_limit(e, type, type->high);
	} else if (type->bounded) {
		if (type->len_min)
			emit_add(e, ", .min = %" PRIu64, type->len_min);
		emit_add(e, ", .max = %" PRIu64, type->len_max);
	}
}

enum { HAS_DEFAULT = 1, IS_SECRET = 2 };

static void add_flags(struct emitter *e, const struct model_type *type, unsigned flags)
{
	bool ranged = type->ranged || type->real_ranged || type->bounded;
	const char *before = ", .flags = ";

	if (flags & HAS_DEFAULT) {
		emit_add(e, "%sGS_HAS_DEFAULT", before);
		before = " | ";
	}
	if (ranged) {
		emit_add(e, "%sGS_RANGED", before);
		before = " | ";
	}
	if (flags & IS_SECRET)
		emit_add(e, "%sGS_SECRET", before);
}

/* What a table says of a value's type, with its item's and reals' tables at `site`. */
static void add_type(
	struct emitter *e, const struct model_type *type, unsigned flags, struct site site)
{
	emit_add(e, ".kind = %s", emit_kind(type));
	add_flags(e, type, flags);
	add_range(e, type);
	if (type->kind == MODEL_ENUM)
		emit_add(e, ", .names = &%s_enum", type->enumeration->name);
	else if (type->kind == MODEL_STRUCT)
		emit_add(e, ", .record = &%s_record", type->record->c_name);
	if (type->real_ranged) {
		emit_add(e, ", .reals = &");
		add_site(e, site);
		emit_add(e, "_reals");
	} else if (type->kind == MODEL_MAP) {
		emit_add(e, ", .record = &");
		add_site(e, site);
		emit_add(e, "_pair");
	} else if (type->drop) {
		emit_add(e, ", .drop = drop_");
		add_site(e, site);
	} else if (type->item) {
		emit_add(e, ", .item = &");
		add_site(e, site);
		emit_add(e, "_item");
	}
}

/* A field of the pair's table. */
static void emit_pair_field(struct emitter *e, const struct model_type *type, const char *name,
	const char *pair, struct site site)
{
	emit_add(e, "\t{ .name = \"%s\", ", name);
	add_type(e, type, 0, site);
	emit_row(e, ", GS_AT(struct %s, %s) },", pair, name);
}

/* Of a map: in state its entries are a struct of their own, with the links of the table. */
static void emit_pair(struct emitter *e, const struct model_type *map, struct site site)
{
	struct site within = site;
	const char *base, *pair;

	add_site(e, site);
	base = emit_take_row(e);
	pair = site.is_held ? emit_text(e, "%s_entry", base)
			    : emit_text(e, "gs_pair_%s", map->word + strlen("pairs_"));
	if (site.is_held) {
		emit_row(e, "struct %s {", pair);
		text_put(e->out, "\tstruct gs_links links;\n");
		emit_row(e, "\t%s key;", map->key->c_state_type);
		emit_row(e, "\t%s value;", map->item->c_state_type);
		text_put(e->out, "};\n");
	}
	within.depth++;
	emit_row(e, "static const struct gs_field %s_pair_fields[] = {", base);
	emit_pair_field(e, map->key, "key", pair, within);
	emit_pair_field(e, map->item, "value", pair, within);
	text_put(e->out, "};\n");
	emit_row(e, "static const struct gs_record %s_pair = {", base);
	emit_row(e, "\t.name = \"pair\",");
	emit_row(e, "\tGS_TABLE(fields, count, %s_pair_fields),", base);
	emit_row(e, "\t.size = sizeof(struct %s),", pair);
	text_put(e->out, "};\n");
}

static void emit_item_tables(struct emitter *e, const struct model_type *type, struct site site)
{
	if (type->real_ranged) {
		emit_add(e, "static const struct gs_reals ");
		add_site(e, site);
		emit_add(e, "_reals = { .min = ");
		emit_add_real(e, type, type->real_low);
		emit_add(e, ", .max = ");
		emit_add_real(e, type, type->real_high);
		emit_row(e, " };");
	}
	if (!type->item)
		return;
	site.depth++;
	emit_item_tables(e, type->item, site);
	if (type->kind == MODEL_MAP) {
		site.depth--;
		emit_pair(e, type, site);
		return;
	}
	emit_add(e, "static const struct gs_field ");
	add_site(e, site);
	emit_add(e, " = { ");
	add_type(e, type->item, 0, site);
	if (type->kind == MODEL_OPTIONAL)
		emit_row(e, ", GS_AT(%s, value) };", type_at(type, site));
	else
		emit_row(e, ", .size = sizeof(%s) };", type_at(type->item, site));
}

static void emit_fields(
	struct emitter *e, const struct model_record *record, const char *form, unsigned flags)
{
	struct site site = { .record = record, .is_held = flags & EMIT_HELD };

	for (size_t i = 0; i < record->count; i++) {
		site.field = &record->fields[i];
		emit_item_tables(e, site.field->type, site);
	}
	emit_row(e, "static const struct gs_field %s_fields[] = {", record->c_name);
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		site.field = field;
		emit_add(e, "\t{ .name = \"%s\", ", field->name);
		add_type(e, field->type,
			(field->fallback && !(flags & EMIT_STATE) ? HAS_DEFAULT : 0u) |
				(field->is_secret ? IS_SECRET : 0u),
			site);
		if (field->type->kind != MODEL_NOTHING)
			emit_add(e, ", GS_AT(struct %s, %s%s)", form, record->is_union ? "as." : "",
				field->name);
		emit_row(e, " },");
	}
	text_put(e->out, "};\n\n");
}

static size_t count_fallbacks(const struct model_record *record)
{
	size_t count = 0;

	for (size_t i = 0; i < record->count; i++)
		count += record->fields[i].fallback != NULL;
	return count;
}

static void emit_fallback(
	struct emitter *e, const struct model_record *record, const char *form, unsigned flags)
{
	bool is_error = flags & EMIT_ERROR;
	size_t count = count_fallbacks(record);
	struct emit_list list;

	if (!count || (flags & EMIT_STATE))
		return;
	emit_add(e, "static const struct %s %s_fallback = ", form, record->c_name);
	emit_open_list(e, &list, 0, count + is_error);
	if (is_error)
		emit_row(e, "\t.gs_error = %s,", record->c_name);
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		if (!field->fallback)
			continue;
		emit_add_item(e, &list, field->name);
		if (flags & EMIT_HELD)
			emit_add_held_value(e, field->type, field->fallback);
		else
			emit_add_value(e, field->type, field->fallback);
		emit_end_item(e, &list);
	}
	emit_close_list(e, &list, ";");
	text_put(e->out, "\n");
}

static void emit_encoded_max(struct emitter *e, const struct model_record *record, unsigned flags)
{
	emit_add(e, ".encoded_max = ");
	if ((flags & EMIT_NAMED_SIZE) && !record->limit)
		emit_row(e, "%s_ENCODED_MAX,", names_upper(e->out->arena, record->c_name));
	else if (record->encoded_max == UINT64_MAX)
		emit_row(e, "UINT64_MAX,");
	else
		emit_row(e, "%" PRIu64 ",", record->encoded_max);
	if (record->limit)
		emit_row(e, "\t.limit = %" PRIu64 ",", record->limit);
}

static void emit_add_codec(struct emitter *e, const struct model_record *record)
{
	uint64_t room = emit_room_of_record(record);

	emit_add(e, ".read = read_%s, .write = write_%s, ", record->c_name, record->c_name);
	if (room)
		emit_add(e, ".room = %" PRIu64 ", ", room);
}

void emit_record_of(
	struct emitter *e, const struct model_record *record, const char *form, unsigned flags)
{
	const char *name = record->c_name;

	if (record->count)
		emit_fields(e, record, form, flags);
	emit_fallback(e, record, form, flags);
	if (flags & EMIT_CODEC) {
		emit_reader(e, record, flags);
		emit_writer(e, record);
	}
	emit_row(e, "static const struct gs_record %s_record = {", name);
	emit_add(e, "\t.name = \"%s\", .size = sizeof(struct %s),", record->name, form);
	if (record->required)
		emit_add(e, " .required = %zu,", record->required);
	emit_end(e);
	if (record->count) {
		emit_add(e, "\tGS_TABLE(fields, count, %s_fields),", name);
		if (count_fallbacks(record) && !(flags & EMIT_STATE))
			emit_add(e, " .fallback = &%s_fallback,", name);
		emit_end(e);
	}
	if (record->bare)
		text_put(e->out, "\t.bare = true,\n");
	if (record->is_union)
		text_put(e->out, "\t.is_union = true,\n");
	if (record->drops && record->in_state)
		text_put(e->out, "\t.owns = true,\n");
	if (record->is_secret)
		text_put(e->out, "\t.is_secret = true,\n");
	if (record->in_secret && record->drops)
		text_put(e->out, "\t.is_hidden = true,\n");
	if (!(flags & EMIT_STATE)) {
		emit_add(e, "\t");
		if (flags & EMIT_CODEC)
			emit_add_codec(e, record);
		emit_encoded_max(e, record, flags);
	}
	text_put(e->out, "};\n\n");
}

void emit_record(struct emitter *e, const struct model_record *record, unsigned flags)
{
	emit_record_of(e, record, record->c_name, flags);
}

void emit_enum_tables(struct emitter *e, const struct model_enum *enumeration)
{
	const char *name = enumeration->name;

	emit_row(e, "/* enum %s */", name);
	emit_row(e, "static const struct gs_enum_name %s_names[] = {", name);
	for (size_t i = 0; i < enumeration->count; i++) {
		emit_row(e, "\t{ .name = \"%s\", .value = %s },", enumeration->enumerators[i].name,
			enumeration->enumerators[i].c_name);
	}
	text_put(e->out, "};\n\n");
	emit_row(e, "static const struct gs_enum %s_enum = {", name);
	emit_row(e, "\t.name = \"%s\",", name);
	emit_row(e, "\tGS_TABLE(values, count, %s_names),", name);
	text_put(e->out, "};\n\n");
}
