/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

/* The name that a part of the context has as a parameter of the request: its own, unless the call
 * or the function needs that for itself. */
static const char *context_name(
	struct emitter *e, const struct model_response *response, const struct model_field *field)
{
	static const char *const own[] = { "to", "options", "o", "msg", "context" };
	const struct model_record *in = response->to->in;
	bool is_taken = false;

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		is_taken = is_taken || !strcmp(field->name, own[i]);
	for (size_t i = 0; i < in->count; i++)
		is_taken = is_taken || !strcmp(field->name, in->fields[i].name);
	return is_taken ? emit_text(e, "gs_own_%s", field->name) : field->name;
}

void emit_request_head(struct emitter *e, const struct model_response *response, const char *end)
{
	const struct model_clause *to = response->to;
	const struct model_record *context = response->clause->in;

	emit_add(e, "gs_status %s_request(gs_ctx *ctx, gs_ref %s", response->clause->c_name,
		emit_own(to->in, "to", "gs_to"));
	emit_add_arguments(e, to->in);
	emit_add(e, ", const struct %s_options *%s", emit_origin(to)->c_name,
		emit_own(to->in, "options", "gs_options"));
	for (size_t i = 0; i < context->count; i++) {
		struct model_field field = context->fields[i];

		field.name = context_name(e, response, &context->fields[i]);
		emit_add_parameter(e, &field);
	}
	emit_row(e, ")%s", end);
}

static const char *emit_context(struct emitter *e, const struct model_response *response)
{
	const struct model_record *in = response->clause->in;
	const char *name = emit_own(response->to->in, "context", "gs_context");
	struct emit_list list;

	if (!in->count)
		return "NULL";
	emit_add(e, "\tconst struct %s %s = ", in->c_name, name);
	emit_open_list(e, &list, 1, in->count);
	for (size_t i = 0; i < in->count; i++) {
		const struct model_field *field = &in->fields[i];

		emit_add_item(e, &list, field->name);
		emit_add(e, "%s%s", field->type->kind == MODEL_STRUCT ? "*" : "",
			context_name(e, response, field));
		emit_end_item(e, &list);
	}
	emit_close_list(e, &list, ";");
	return emit_text(e, "&%s", name);
}

void emit_response(struct emitter *e, const struct model_response *response)
{
	const struct model_clause *clause = response->clause;
	const char *msg, *context;

	emit_row(e, "/* response %s.%s */", clause->owner, clause->name);
	emit_descriptor(e, clause, "static ");
	emit_request_head(e, response, "");
	text_put(e->out, "{\n");
	context = emit_context(e, response);
	msg = emit_outgoing(e, response->to);
	emit_row(e, "\treturn gs_request(ctx, %s, &%s_clause, %s, %s->timeout, %s);",
		emit_own(response->to->in, "to", "gs_to"), clause->c_name, msg,
		emit_options_name(response->to), context);
	text_put(e->out, "}\n\n");
}
