/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

/* The three ways in which a server sends a message to itself. */
static const struct way {
	const char *verb;
	const char *result;
	bool delayed;
} ways[] = {
	{ "after", "gs_timer", true },
	{ "send", "gs_status", false },
	{ "next", "gs_status", false },
};

enum { WAY_COUNT = sizeof(ways) / sizeof(*ways) };

static void emit_info_head(struct emitter *e, const struct model_clause *clause,
	const struct way *way, const char *end)
{
	emit_add(e, "%s %s_%s(gs_ctx *ctx", way->result, clause->c_name, way->verb);
	if (way->delayed)
		emit_add(e, ", gs_duration %s", emit_own(clause->in, "delay", "gs_delay"));
	emit_add_parameters(e, clause->in);
	emit_row(e, ")%s", end);
}

void emit_info_heads(struct emitter *e, const struct model_clause *clause)
{
	for (size_t i = 0; i < WAY_COUNT; i++)
		emit_info_head(e, clause, &ways[i], ";");
}

void emit_info(struct emitter *e, const struct model_clause *clause)
{
	emit_row(e, "/* info %s.%s */", clause->owner, clause->name);
	emit_descriptor(e, clause, "static ");
	for (size_t i = 0; i < WAY_COUNT; i++) {
		const char *msg;

		emit_info_head(e, clause, &ways[i], "");
		text_put(e->out, "{\n");
		msg = emit_outgoing(e, clause);
		emit_add(e, "\treturn gs_%s(ctx, ", ways[i].verb);
		if (ways[i].delayed)
			emit_add(e, "%s, ", emit_own(clause->in, "delay", "gs_delay"));
		emit_row(e, "&%s_clause, %s);", clause->c_name, msg);
		text_put(e->out, "}\n\n");
	}
}

static void emit_reply_head(struct emitter *e, const struct model_server *server,
	const struct model_clause *clause, const char *end)
{
	emit_add(e, "gs_status %s_%s_reply(gs_ctx *ctx, gs_from who", server->name, clause->name);
	if (clause->out)
		emit_add(e, ", const struct %s *reply", clause->out->c_name);
	emit_row(e, ")%s", end);
}

static void emit_fail_head(struct emitter *e, const struct model_server *server,
	const struct model_clause *clause, const char *end)
{
	emit_row(e, "gs_status %s_%s_fail(gs_ctx *ctx, gs_from who, gs_status error)%s",
		server->name, clause->name, end);
}

void emit_answer_heads(struct emitter *e, const struct model_server *server)
{
	size_t before = text_size(e->out);

	for (size_t i = 0; i < server->entry_count; i++) {
		const struct model_clause *clause = server->entries[i].clause;

		if (clause->kind == MODEL_CALL) {
			emit_reply_head(e, server, clause, ";");
			emit_fail_head(e, server, clause, ";");
		}
	}
	if (text_size(e->out) > before)
		text_put(e->out, "\n");
}

void emit_answers(struct emitter *e, const struct model_server *server)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		const struct model_clause *clause = server->entries[i].clause;

		if (clause->kind != MODEL_CALL)
			continue;
		emit_reply_head(e, server, clause, "");
		text_put(e->out, "{\n");
		emit_row(e, "\treturn gs_answer(ctx, who, &%s_clause, %s);", clause->c_name,
			clause->out ? "reply" : "NULL");
		text_put(e->out, "}\n\n");
		emit_fail_head(e, server, clause, "");
		text_put(e->out, "{\n");
		emit_row(e, "\treturn gs_answer_error(ctx, who, &%s_clause, error);",
			clause->c_name);
		text_put(e->out, "}\n\n");
	}
}

void emit_start_head(struct emitter *e, const struct model_server *server, const char *end)
{
	emit_add(e, "gs_status %s_start(gs_ctx *ctx, const char *%s", server->name,
		emit_own(server->params, "group", "gs_group"));
	emit_add_parameters(e, server->params);
	emit_row(e, ", gs_ref *%s)%s", emit_own(server->params, "ref", "gs_started"), end);
}

void emit_start(struct emitter *e, const struct model_server *server)
{
	const struct model_record *params = server->params;
	const char *p = emit_own(params, "p", "gs_p");
	struct emit_list list;

	emit_start_head(e, server, "");
	text_put(e->out, "{\n");
	if (params->count) {
		emit_add(e, "\tconst struct %s %s = ", params->c_name, p);
		emit_open_list(e, &list, 1, params->count);
		for (size_t i = 0; i < params->count; i++) {
			const struct model_field *field = &params->fields[i];

			emit_add_item(e, &list, field->name);
			emit_add(e, "%s%s", field->type->kind == MODEL_STRUCT ? "*" : "",
				field->name);
			emit_end_item(e, &list);
		}
		emit_close_list(e, &list, ";");
		text_put(e->out, "\n");
	}
	emit_row(e, "\treturn gs_start(ctx, %s, &%s_class, %s%s, %s);",
		emit_own(params, "group", "gs_group"), server->name, params->count ? "&" : "",
		params->count ? p : "NULL", emit_own(params, "ref", "gs_started"));
	text_put(e->out, "}\n\n");
}

void emit_at_head(struct emitter *e, const struct model_server *server, const char *end)
{
	const struct model_record key = { .fields = server->key.field, .count = 1 };

	emit_add(e, "gs_ref %s_at(gs_ctx *ctx, gs_ref %s", server->name,
		emit_own(&key, "line", "gs_line"));
	emit_add_parameters(e, &key);
	emit_row(e, ")%s", end);
}

void emit_at(struct emitter *e, const struct model_server *server)
{
	const struct model_record key = { .fields = server->key.field, .count = 1 };

	emit_at_head(e, server, "");
	text_put(e->out, "{\n");
	emit_row(e, "\treturn gs_at(ctx, %s, &%s_class, &%s);", emit_own(&key, "line", "gs_line"),
		server->name, server->key.field->name);
	text_put(e->out, "}\n\n");
}
