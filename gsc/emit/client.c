/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

static void add_head(struct emitter *e, const struct model_clause *clause, const char *verb)
{
	emit_add(e, "gs_status %s_%s(gs_client *%s, const char *%s", clause->c_name, verb,
		emit_own(clause->in, "client", "gs_to"),
		emit_own(clause->in, "instance", "gs_instance"));
	emit_add_arguments(e, clause->in);
	emit_add(e, ", const struct %s_options *%s", emit_origin(clause)->c_name,
		emit_own(clause->in, "options", "gs_options"));
}

void emit_call_head(struct emitter *e, const struct model_clause *clause, const char *end)
{
	add_head(e, clause, "call");
	if (clause->out)
		emit_add(e, ", struct %s *%s", clause->out->c_name,
			emit_own(clause->in, "reply", "gs_reply"));
	emit_row(e, ")%s", end);
}

void emit_notify_head(struct emitter *e, const struct model_clause *clause, const char *end)
{
	add_head(e, clause, "notify");
	emit_row(e, ")%s", end);
}

void emit_client(struct emitter *e, const struct model_clause *clause)
{
	const char *client = emit_own(clause->in, "client", "gs_to");
	const char *instance = emit_own(clause->in, "instance", "gs_instance");
	const char *msg;

	if (clause->kind == MODEL_CALL)
		emit_call_head(e, clause, "");
	else
		emit_notify_head(e, clause, "");
	text_put(e->out, "{\n");
	msg = emit_outgoing(e, clause);
	if (clause->kind == MODEL_CALL) {
		emit_row(e, "\treturn gs_client_call(%s, %s, &%s_clause, %s, %s->timeout, %s);",
			client, instance, clause->c_name, msg, emit_options_name(clause),
			clause->out ? emit_own(clause->in, "reply", "gs_reply") : "NULL");
	} else {
		emit_row(e, "\treturn gs_client_notify(%s, %s, &%s_clause, %s);", client, instance,
			clause->c_name, msg);
	}
	text_put(e->out, "}\n\n");
}
