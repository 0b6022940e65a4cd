/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

static bool is_owned(const struct model_field *field)
{
	return field->type->kind == MODEL_STRING || field->type->kind == MODEL_BYTES;
}

bool emit_owns_state(const struct model_server *server)
{
	for (size_t i = 0; i < server->params->count; i++) {
		if (is_owned(&server->params->fields[i]))
			return true;
	}
	for (size_t i = 0; i < server->state_count; i++) {
		if (is_owned(&server->state[i]))
			return true;
	}
	return false;
}

/* What a run through the fields of a state leaves in the row, when it is at one of them. */
typedef void per_field(
	struct emitter *e, const struct model_field *field, const struct model_field *param);

/* Parameters first, as in the struct; `param` is where the value comes from, NULL: a constant. */
static void each_field(struct emitter *e, const struct model_server *server, per_field *visit)
{
	for (size_t i = 0; i < server->params->count; i++)
		visit(e, &server->params->fields[i], &server->params->fields[i]);
	for (size_t i = 0; i < server->state_count; i++)
		visit(e, &server->state[i], server->state[i].from_param);
}

/* Is there something to put into the zeroed field? */
static bool has_value(const struct model_field *field, const struct model_field *param)
{
	return param || (field->fallback && field->fallback->kind != MODEL_VALUE_NONE);
}

static void visit_plain(
	struct emitter *e, const struct model_field *field, const struct model_field *param)
{
	if (is_owned(field) || !has_value(field, param))
		return;
	emit_add(e, "\t\t.%s = ", field->name);
	if (param)
		emit_add(e, "p->%s", param->name);
	else
		emit_add_value(e, field->type, field->fallback);
	emit_row(e, ",");
}

/* A link of a chain of &&: the row holds what came before. */
static void visit_owned(
	struct emitter *e, const struct model_field *field, const struct model_field *param)
{
	bool is_text = field->type->kind == MODEL_STRING;

	if (!is_owned(field) || !has_value(field, param))
		return;
	if (e->row.len) {
		emit_end(e);
		emit_add(e, "\t\t&& ");
	} else {
		emit_add(e, "\treturn ");
	}
	emit_add(e, "gs_%s_set(%s&self->%s, ", is_text ? "text" : "blob",
		field == param ? is_text ? "(gs_text *)" : "(gs_blob *)" : "", field->name);
	if (param) {
		emit_add(e, "p->%s)", param->name);
	} else {
		emit_add(e, "(%s)", field->type->c_type);
		emit_add_value(e, field->type, field->fallback);
		emit_add(e, ")");
	}
}

static void visit_drop(
	struct emitter *e, const struct model_field *field, const struct model_field *param)
{
	bool is_text = field->type->kind == MODEL_STRING;

	if (!is_owned(field))
		return;
	emit_row(e, "\tgs_%s_drop(%s&self->%s);", is_text ? "text" : "blob",
		field == param ? is_text ? "(gs_text *)" : "(gs_blob *)" : "", field->name);
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
		*(is_owned(&server->params->fields[i]) ? &needs.owned : &needs.plain) = true;
	for (size_t i = 0; i < server->state_count; i++) {
		const struct model_field *field = &server->state[i];

		if (has_value(field, field->from_param))
			*(is_owned(field) ? &needs.owned : &needs.plain) = true;
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

static void emit_drop(struct emitter *e, const struct model_server *server)
{
	emit_row(e, "static void drop_%s(void *state)", server->name);
	text_put(e->out, "{\n");
	emit_row(e, "\tstruct %s *self = state;", server->name);
	text_put(e->out, "\n");
	each_field(e, server, visit_drop);
	text_put(e->out, "}\n\n");
}

void emit_state(struct emitter *e, const struct model_server *server)
{
	if (server->params->count) {
		emit_row(e, "struct %s {", server->params->c_name);
		emit_members(e, server->params);
		text_put(e->out, "};\n\n");
		emit_record(e, server->params, 0);
	}
	emit_begin(e, server);
	if (emit_owns_state(server))
		emit_drop(e, server);
}
