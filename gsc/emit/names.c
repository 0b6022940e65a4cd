/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

const char *emit_own(const struct model_record *record, const char *plain, const char *other)
{
	for (size_t i = 0; i < record->count; i++) {
		if (!strcmp(record->fields[i].name, plain))
			return other;
	}
	return plain;
}

bool emit_is_argument(const struct model_field *field)
{
	return !field->fallback;
}

size_t emit_count_options(const struct model_clause *clause)
{
	size_t count = clause->kind == MODEL_CALL;

	for (size_t i = 0; i < clause->in->count; i++)
		count += !emit_is_argument(&clause->in->fields[i]);
	return count;
}

const struct model_clause *emit_origin(const struct model_clause *clause)
{
	return clause->of ? clause->of : clause;
}

struct model_record emit_given(const struct model_clause *clause)
{
	struct model_record given = *clause->in;

	if (clause->is_keyed) {
		given.fields++;
		given.count--;
	}
	return given;
}

void emit_add_parameter(struct emitter *e, const struct model_field *field)
{
	if (field->type->kind == MODEL_STRUCT)
		emit_add(e, ", const %s *%s", field->type->c_type, field->name);
	else
		emit_add(e, ", %s %s", field->type->c_type, field->name);
}

void emit_add_parameters(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++)
		emit_add_parameter(e, &record->fields[i]);
}

void emit_add_arguments(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		if (emit_is_argument(&record->fields[i]))
			emit_add_parameter(e, &record->fields[i]);
	}
}

void emit_add_message(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];

		emit_add(e, ", %smsg->%s", field->type->kind == MODEL_STRUCT ? "&" : "",
			field->name);
	}
}
