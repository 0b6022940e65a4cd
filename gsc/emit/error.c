/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

void emit_error_with_head(struct emitter *e, const struct model_error *error, const char *end)
{
	emit_add(e, "gs_status error_%s_with(gs_ctx *%s", error->name,
		emit_own(error->record, "ctx", "gs_context"));
	emit_add_parameters(e, error->record);
	emit_row(e, ")%s", end);
}

void emit_error_of_head(struct emitter *e, const struct model_error *error, const char *end)
{
	emit_row(e, "const struct error_%s *error_%s_of(gs_ctx *ctx)%s", error->name, error->name,
		end);
}

static void emit_error_of(struct emitter *e, const struct model_error *error)
{
	emit_add(e, "__attribute__((weak)) ");
	emit_error_of_head(e, error, "");
	text_put(e->out, "{\n");
	emit_row(e, "\treturn gs_error_of(ctx, error_%s);", error->name);
	text_put(e->out, "}\n\n");
}

/* Weak, because another spec of the same program, of which this one knows nothing, may declare the
 * same error. */
static void emit_error_with(struct emitter *e, const struct model_error *error)
{
	const struct model_record *record = error->record;

	emit_add(e, "__attribute__((weak)) ");
	emit_error_with_head(e, error, "");
	text_put(e->out, "{\n");
	emit_row(e, "\treturn gs_error_with(%s, &(const struct error_%s){",
		emit_own(record, "ctx", "gs_context"), error->name);
	emit_row(e, "\t\t.gs_error = error_%s,", error->name);
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		emit_row(e, "\t\t.%s = %s%s,", field->name,
			field->type->kind == MODEL_STRUCT ? "*" : "", field->name);
	}
	text_put(e->out, "\t}.gs_error);\n}\n\n");
}

void emit_error_in_head(struct emitter *e, const struct model_error *error, const char *end)
{
	emit_row(e, "const struct error_%s *error_%s_in(const gs_client *client)%s", error->name,
		error->name, end);
}

/* The fields that the last failed call of a client was answered with, or NULL. */
static void emit_error_in(struct emitter *e, const struct model_error *error)
{
	emit_add(e, "__attribute__((weak)) ");
	emit_error_in_head(e, error, "");
	text_put(e->out, "{\n");
	emit_row(e, "\treturn gs_client_error(client, error_%s);", error->name);
	text_put(e->out, "}\n\n");
}

void emit_error(struct emitter *e, const struct model_error *error, bool is_own)
{
	bool is_used = emit_is_used(e->used, error);
	bool has_with = is_own && error->record->count;

	if (!is_used && !has_with)
		return;
	emit_row(e, "/* error %s */", error->name);
	if (is_used && error->record->count)
		emit_record(e, error->record, EMIT_CODEC | EMIT_ERROR);
	if (is_used) {
		emit_row(e, "static const struct gs_error %s_error = {", error->name);
		emit_add(e, "\t.name = \"%s\", .text = ", error->name);
		emit_add_string(e, error->text, strlen(error->text));
		emit_row(e, ",");
		emit_add(e, "\t.status = error_%s,", error->name);
		if (error->record->count)
			emit_add(e, " .fields = &%s_record,", error->record->c_name);
		emit_end(e);
		text_put(e->out, "};\n\n");
	}
	if (has_with) {
		emit_error_with(e, error);
		emit_error_of(e, error);
		emit_error_in(e, error);
	}
}
