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

void emit_begin_head(struct emitter *e, const struct model_clause *clause, const char *end)
{
	add_head(e, clause, "begin");
	emit_row(e, ", %s_done *%s, void *%s)%s", clause->c_name,
		emit_own(clause->in, "fn", "gs_fn"), emit_own(clause->in, "arg", "gs_arg"), end);
}

void emit_done_type(struct emitter *e, const struct model_clause *clause)
{
	emit_add(e, "typedef void %s_done(void *arg, gs_status status", clause->c_name);
	if (clause->out)
		emit_add(e, ", const struct %s *reply", clause->out->c_name);
	emit_row(e, ");");
}

/* The answer of a call that was begun goes to a function of its own type. */
static void emit_begin_call(struct emitter *e, const struct model_clause *clause)
{
	const char *msg;

	emit_row(e,
		"static void land_%s(gs_function *fn, void *arg, gs_status status, "
		"const void *reply)",
		clause->c_name);
	text_put(e->out, "{\n");
	if (!clause->out)
		text_put(e->out, "\t(void)reply;\n");
	emit_row(e, "\t((%s_done *)fn)(arg, status%s);", clause->c_name,
		clause->out ? ", reply" : "");
	text_put(e->out, "}\n\n");
	emit_begin_head(e, clause, "");
	text_put(e->out, "{\n");
	msg = emit_outgoing(e, clause);
	emit_add(e, "\treturn gs_client_begin(%s, %s, &%s_clause, %s, %s->timeout, land_%s, ",
		emit_own(clause->in, "client", "gs_to"),
		emit_own(clause->in, "instance", "gs_instance"), clause->c_name, msg,
		emit_options_name(clause), clause->c_name);
	emit_row(e, "(gs_function *)%s, %s);", emit_own(clause->in, "fn", "gs_fn"),
		emit_own(clause->in, "arg", "gs_arg"));
	text_put(e->out, "}\n\n");
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
	if (clause->kind == MODEL_CALL)
		emit_begin_call(e, clause);
}

/* Handlers of notifications: of protocols that a server may notify of, which have casts only. */

static bool has_handlers(const struct model_protocol *protocol)
{
	for (size_t i = 0; i < protocol->count; i++) {
		if (protocol->clauses[i]->kind != MODEL_CAST)
			return false;
	}
	return protocol->count > 0;
}

static void emit_handle_head(
	struct emitter *e, const struct model_protocol *protocol, const char *end)
{
	emit_row(e,
		"gs_status %s_handle(gs_client *client, const struct %s_handlers *handlers, "
		"void *arg)%s",
		protocol->name, protocol->name, end);
}

void emit_notices_head(struct emitter *e, const struct model_protocol *protocol)
{
	if (!has_handlers(protocol))
		return;
	emit_comment(e, 0,
		emit_text(e, "notifications of %s; NULL: that one is dropped", protocol->name),
		NULL);
	emit_row(e, "struct %s_handlers {", protocol->name);
	for (size_t i = 0; i < protocol->count; i++) {
		const struct model_clause *clause = protocol->clauses[i];

		emit_add(e, "\tvoid (*%s)(void *%s", clause->name,
			emit_own(clause->in, "arg", "gs_arg"));
		emit_add_parameters(e, clause->in);
		emit_row(e, ");");
	}
	text_put(e->out, "};\n");
	emit_handle_head(e, protocol, ";");
	text_put(e->out, "\n");
}

static void emit_notice(
	struct emitter *e, const struct model_protocol *protocol, const struct model_clause *clause)
{
	emit_row(e, "static void notice_%s(const void *handlers, void *arg, const void *in)",
		clause->c_name);
	text_put(e->out, "{\n");
	emit_row(e, "\tconst struct %s_handlers *to = handlers;", protocol->name);
	if (clause->in->count)
		emit_row(e, "\tconst struct %s *msg = in;", clause->in->c_name);
	text_put(e->out, clause->in->count ? "\n" : "\n\t(void)in;\n");
	emit_row(e, "\tif (to->%s)", clause->name);
	emit_add(e, "\t\tto->%s(arg", clause->name);
	emit_add_message(e, clause->in);
	emit_row(e, ");");
	text_put(e->out, "}\n\n");
}

void emit_notices(struct emitter *e, const struct model_protocol *protocol)
{
	if (!has_handlers(protocol))
		return;
	for (size_t i = 0; i < protocol->count; i++)
		emit_notice(e, protocol, protocol->clauses[i]);
	emit_row(e, "static const struct gs_notice %s_notices[] = {", protocol->name);
	for (size_t i = 0; i < protocol->count; i++) {
		const char *name = protocol->clauses[i]->c_name;

		emit_row(e, "\t{ .clause = &%s_clause, .run = notice_%s },", name, name);
	}
	text_put(e->out, "};\n\n");
	emit_handle_head(e, protocol, "");
	text_put(e->out, "{\n");
	emit_row(e, "\treturn gs_client_handle(client, \"%s\", %s_notices, GS_COUNT(%s_notices),",
		protocol->name, protocol->name, protocol->name);
	text_put(e->out, "\t\thandlers, sizeof(*handlers), arg);\n");
	text_put(e->out, "}\n\n");
}
