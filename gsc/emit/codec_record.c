/* SPDX-License-Identifier: MIT */
#include "gsc/emit/codec.h"

#include <inttypes.h>

enum { INLINE_FIELDS = 6 }; /* a struct of so many fields is read where a list of it is */

void emit_add_member_coding(
	struct emitter *e, const struct model_record *record, size_t i, bool is_reading)
{
	emit_set_path(e, "msg->as.", record->fields[i].name);
	emit_add_coding(e, record->fields[i].type, is_reading ? READING : WRITING,
		(struct site){ record, &record->fields[i], 0, 0 });
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
		emit_set_path(e, "msg->", field->name);
		if (!record->bare && i >= record->required) {
			emit_add(e, "(given < %zu || ", i + 1);
			emit_add_bracketed(e, field->type, READING, site);
			emit_add(e, ")");
		} else {
			emit_add_coding(e, field->type, READING, site);
		}
	}
}

static void emit_all_lists(
	struct emitter *e, const struct model_record *record, enum direction direction)
{
	for (size_t i = 0; i < record->count; i++) {
		struct site site = { record, &record->fields[i], 0, 0 };

		emit_list_coding(e, record->fields[i].type, direction, site);
	}
}

/* A struct of few fields without lists and structs. */
static bool is_inlined(const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;

		if (emit_is_called(type->kind == MODEL_OPTIONAL ? type->item : type))
			return false;
	}
	return record->file && !record->is_union && record->count <= INLINE_FIELDS &&
	       emit_is_small(record);
}

void emit_reader(struct emitter *e, const struct model_record *record, unsigned flags)
{
	const char *name = record->c_name;

	emit_all_lists(e, record, READING);
	emit_row(e,
		"static %sconst uint8_t *read_%s(const uint8_t *at, const struct gs_reader *in, "
		"void *to)",
		is_inlined(record) ? "GS_SMALL " : "", name);
	text_put(e->out, "{\n");
	if (record->is_union) {
		emit_union_reader(e, record);
		return;
	}
	if (record->count)
		emit_row(e, "\tstruct %s *msg = to;", name);
	if (!record->bare)
		text_put(e->out, "\tuint32_t given = 0;\n");
	text_put(e->out, "\n");
	if (!record->count)
		text_put(e->out, "\t(void)to;\n");
	else if (is_growing(record))
		emit_row(e, "\t*msg = %s_fallback;", name);
	else if (flags & EMIT_ERROR)
		emit_row(e, "\tmsg->gs_error = %s;", name);
	emit_add(e, "\treturn ");
	if (!record->bare) {
		emit_add(e, "gs_read_fields(&at, in, %zu, &given)", record->count);
		if (record->required)
			emit_add(e, " && given >= %zu", record->required);
	}
	add_read_fields(e, record);
	if (!record->bare) {
		next_link(e);
		emit_add(e, "gs_read_rest(&at, in, given, %zu)", record->count);
	}
	emit_row(e, " ? at : NULL;");
	text_put(e->out, "}\n\n");
}

/* The room that the values from `at` on need up to the first that makes its own. */
static uint64_t room_from(const struct model_record *record, size_t at)
{
	uint64_t room = 0;

	while (at < record->count && emit_is_fixed(record->fields[at].type))
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
		bool after_own = i > 0 && !emit_is_fixed(record->fields[i - 1].type);

		if (i > 0 || !record->bare)
			next_link(e);
		if (!small && after_own && room_from(record, i)) {
			emit_add(e, "gs_write_room(&at, out, %" PRIu64 ")", room_from(record, i));
			next_link(e);
		}
		emit_set_path(e, "msg->", field->name);
		emit_add_coding(e, field->type, WRITING, (struct site){ record, field, 0, 0 });
	}
}

uint64_t emit_room_of_record(const struct model_record *record)
{
	uint64_t head = record->bare ? 0 : record->count < 16 ? 1 : 3;

	if (emit_is_small(record))
		return record->array_max;
	return record->is_union ? emit_room_of_union(record) : head + room_from(record, 0);
}

/* The rows of a writer before its only expression. */
static void emit_writer_start(struct emitter *e, const struct model_record *record)
{
	bool takes_writer = !record->bare && !record->is_union;

	for (size_t i = 0; i < record->count; i++)
		takes_writer |= emit_takes_writer(record->fields[i].type, record);
	if (record->count)
		emit_row(e, "\tconst struct %s *msg = from;", record->c_name);
	text_put(e->out, record->count ? "\n" : "\t(void)from;\n");
	if (!takes_writer)
		text_put(e->out, "\t(void)out;\n");
}

void emit_writer(struct emitter *e, const struct model_record *record)
{
	const char *name = record->c_name;

	emit_all_lists(e, record, WRITING);
	emit_row(e,
		"static %suint8_t *write_%s(uint8_t *at, struct gs_writer *out, const void *from)",
		is_inlined(record) ? "GS_SMALL " : "", name);
	text_put(e->out, "{\n");
	emit_writer_start(e, record);
	if (record->is_union) {
		emit_union_writer(e, record);
		return;
	}
	emit_add(e, "\treturn ");
	if (!record->bare)
		emit_add(e, "gs_write_fields(&at, out, %zu)", record->count);
	add_write_fields(e, record);
	emit_row(e, " ? at : NULL;");
	text_put(e->out, "}\n\n");
}
