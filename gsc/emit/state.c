/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/emit/parts.h"

static bool is_text(const struct model_field *field)
{
	return field->type->kind == MODEL_STRING || field->type->kind == MODEL_BYTES;
}

const struct model_record *emit_state_record(struct emitter *e, const struct model_server *server)
{
	size_t count = server->params->count + server->state_count;
	struct model_record *record = arena_take(e->out->arena, sizeof(*record));
	struct model_field *fields = arena_take_many(e->out->arena, count, sizeof(*fields));

	for (size_t i = 0; i < count; i++) {
		fields[i] = i < server->params->count ? server->params->fields[i]
						      : server->state[i - server->params->count];
		record->drops = record->drops || model_drops(fields[i].type);
	}
	record->name = server->name;
	record->c_name = emit_text(e, "%s_struct", server->name);
	record->fields = fields;
	record->count = count;
	record->in_state = true;
	return record;
}

/* What a run through the fields of a state leaves in the row, when it is at one of them. */
typedef void per_field(struct emitter *e, const struct model_server *server, size_t at,
	const struct model_field *field, const struct model_field *param);

/* Parameters first, as in the struct; `param` is where the value comes from, NULL: a constant. */
static void each_field(struct emitter *e, const struct model_server *server, per_field *visit)
{
	size_t at = 0;

	for (size_t i = 0; i < server->params->count; i++)
		visit(e, server, at++, &server->params->fields[i], &server->params->fields[i]);
	for (size_t i = 0; i < server->state_count; i++)
		visit(e, server, at++, &server->state[i], server->state[i].from_param);
}

/* Is there something to put into the zeroed field? */
static bool has_value(const struct model_field *field, const struct model_field *param)
{
	return param || (field->fallback && field->fallback->kind != MODEL_VALUE_NONE);
}

static void visit_plain(struct emitter *e, const struct model_server *server, size_t at,
	const struct model_field *field, const struct model_field *param)
{
	(void)server, (void)at;
	if (model_owns(field->type) || !has_value(field, param))
		return;
	emit_add(e, "\t\t.%s = ", field->name);
	if (param)
		emit_add(e, "p->%s", param->name);
	else
		emit_add_value(e, field->type, field->fallback);
	emit_row(e, ",");
}

/* A link of a chain of &&: the row holds what came before. */
static void visit_owned(struct emitter *e, const struct model_server *server, size_t at,
	const struct model_field *field, const struct model_field *param)
{
	if (!model_owns(field->type) || !has_value(field, param))
		return;
	if (e->row.len) {
		emit_end(e);
		emit_add(e, "\t\t&& ");
	} else {
		emit_add(e, "\treturn ");
	}
	if (is_text(field) && field != param)
		emit_add(e, "gs_%s_set(&self->%s, ",
			field->type->kind == MODEL_STRING ? "text" : "blob", field->name);
	else
		emit_add(e, "gs_hold(&%s_struct_fields[%zu], self, &", server->name, at);
	if (param) {
		emit_add(e, "p->%s)", param->name);
	} else {
		emit_add(e, "(%s)", field->type->c_type);
		emit_add_value(e, field->type, field->fallback);
		emit_add(e, ")");
	}
}

struct needs {
	bool plain;
	bool owned;
	bool param;
};

static struct needs needs_of(const struct model_server *server)
{
	struct needs needs = { .param = server->params->count > 0 };

	for (size_t i = 0; i < server->params->count; i++)
		*(model_owns(server->params->fields[i].type) ? &needs.owned : &needs.plain) = true;
	for (size_t i = 0; i < server->state_count; i++) {
		const struct model_field *field = &server->state[i];

		if (has_value(field, field->from_param))
			*(model_owns(field->type) ? &needs.owned : &needs.plain) = true;
	}
	return needs;
}

static void emit_begin(struct emitter *e, const struct model_server *server)
{
	struct needs needs = needs_of(server);
	const char *name = server->name;

	emit_row(e, "static bool begin_%s(void *state, const void *params)", name);
	text_put(e->out, "{\n");
	if (needs.param)
		emit_row(e, "\tconst struct %s *p = params;", server->params->c_name);
	if (needs.owned)
		emit_row(e, "\tstruct %s *self = state;", name);
	if (needs.param || needs.owned)
		text_put(e->out, "\n");
	if (!needs.param) {
		emit_row(e, "\t%s(void)params;", needs.plain || needs.owned ? "" : "(void)state, ");
	}
	if (needs.plain) {
		emit_row(e, "\tmemcpy(state, &(struct %s){", name);
		each_field(e, server, visit_plain);
		emit_row(e, "\t}, sizeof(struct %s));", name);
	}
	if (needs.owned) {
		each_field(e, server, visit_owned);
		emit_row(e, ";");
	} else {
		text_put(e->out, "\treturn true;\n");
	}
	text_put(e->out, "}\n\n");
}

void emit_state(struct emitter *e, const struct model_server *server)
{
	const struct model_record *state = emit_state_record(e, server);

	if (server->params->count)
		emit_record(e, server->params, 0);
	if (state->count) {
		emit_drops(e, state);
		emit_record_of(e, state, server->name, EMIT_HELD | EMIT_STATE);
	}
	emit_begin(e, server);
	emit_containers(e, server->name, server->name, state->c_name, server->params->fields,
		server->params->count, EMIT_CONST);
	emit_containers(e, server->name, server->name, state->c_name, server->state,
		server->state_count, 0);
}
