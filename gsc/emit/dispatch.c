/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

/* "SERVER_on_NAME(state, ctx, msg->n" with what the handler takes of the message. */
static void add_handling(struct emitter *e, const struct model_server *server, const char *name,
	const struct model_clause *clause)
{
	emit_add(e, "%s_on_%s(state, ctx", server->name, name);
	if (clause) {
		const struct model_record given = emit_given(clause);

		emit_add_message(e, &given);
	}
}

static void emit_entry_run(
	struct emitter *e, const struct model_server *server, const struct model_handler *handler)
{
	const struct model_clause *clause = handler->clause;
	bool has_verdict = clause->kind == MODEL_CALL || !handler->body;
	bool has_message = emit_given(clause).count > 0;

	emit_add(e, "static gs_verdict %s_run_%s(", server->name, clause->name);
	emit_row(e, "void *state, gs_ctx *ctx, const void *in, void *reply)");
	text_put(e->out, "{\n");
	if (has_message) {
		emit_row(e, "\tconst struct %s *msg = in;", clause->in->c_name);
		text_put(e->out, "\n");
	}
	if (!has_message || !clause->out) {
		emit_row(e, "\t%s%s%s;", has_message ? "" : "(void)in",
			!has_message && !clause->out ? ", " : "", clause->out ? "" : "(void)reply");
	}
	emit_add(e, has_verdict ? "\treturn " : "\t");
	add_handling(e, server, clause->name, clause);
	emit_row(e, clause->out ? ", reply);" : ");");
	if (!has_verdict)
		text_put(e->out, "\treturn GS_NOREPLY;\n");
	text_put(e->out, "}\n\n");
}

static void emit_info_run(
	struct emitter *e, const struct model_server *server, const struct model_handler *handler)
{
	const struct model_clause *clause = handler->clause;

	emit_row(e, "static void %s_run_%s(void *state, gs_ctx *ctx, const void *in)", server->name,
		clause->name);
	text_put(e->out, "{\n");
	if (clause->in->count) {
		emit_row(e, "\tconst struct %s *msg = in;", clause->in->c_name);
		text_put(e->out, "\n");
	} else {
		text_put(e->out, "\t(void)in;\n");
	}
	emit_add(e, handler->body ? "\t" : "\t(void)");
	add_handling(e, server, clause->name, clause);
	emit_row(e, ");");
	text_put(e->out, "}\n\n");
}

/* Of hooks and `every` clauses in another file. */
static void emit_plain_run(struct emitter *e, struct emit_handler handler)
{
	const char *name = handler.server->name;

	if (handler.body)
		return;
	emit_row(e, "static void %s_run_%s(void *state, gs_ctx *ctx%s)", name, handler.name,
		handler.hook ? handler.hook->params : "");
	text_put(e->out, "{\n");
	emit_row(e, "\t(void)%s_on_%s(state, ctx%s);", name, handler.name,
		handler.hook ? handler.hook->passed : "");
	text_put(e->out, "}\n\n");
}

static void emit_response_run(
	struct emitter *e, const struct model_server *server, const struct model_response *response)
{
	const struct model_clause *clause = response->clause;
	bool has_answer = response->to->out;

	emit_add(e, "static void %s_run_%s(void *state, gs_ctx *ctx, ", server->name, clause->name);
	emit_row(e, "const void *context, gs_status status, const void *answer)");
	text_put(e->out, "{\n");
	if (clause->in->count) {
		emit_row(e, "\tconst struct %s *msg = context;", clause->in->c_name);
		text_put(e->out, "\n");
	}
	if (!clause->in->count || !has_answer) {
		emit_row(e, "\t%s%s%s;", clause->in->count ? "" : "(void)context",
			!clause->in->count && !has_answer ? ", " : "",
			has_answer ? "" : "(void)answer");
	}
	emit_add(e, response->body ? "\t" : "\t(void)");
	add_handling(e, server, clause->name, clause);
	emit_row(e, ", status%s);", has_answer ? ", answer" : "");
	text_put(e->out, "}\n\n");
}

static void emit_runs(struct emitter *e, const struct model_server *server)
{
	if (server->hooks[MODEL_INIT].is_there)
		emit_plain_run(e, emit_hook_of(server, MODEL_INIT));
	for (size_t i = 0; i < server->entry_count; i++)
		emit_entry_run(e, server, &server->entries[i]);
	for (size_t i = 0; i < server->info_count; i++)
		emit_info_run(e, server, &server->infos[i]);
	for (size_t i = 0; i < server->tick_count; i++)
		emit_plain_run(e, emit_tick_of(server, &server->ticks[i]));
	for (size_t i = 0; i < server->response_count; i++)
		emit_response_run(e, server, &server->responses[i]);
	for (size_t i = MODEL_INIT + 1; i < MODEL_HOOK_COUNT; i++) {
		if (server->hooks[i].is_there)
			emit_plain_run(e, emit_hook_of(server, (enum model_hook_kind)i));
	}
}

static void emit_rows(struct emitter *e, const struct model_server *server, const char *type,
	const struct model_handler *handlers, size_t count)
{
	if (!count)
		return;
	emit_row(e, "static const struct gs_%s %s_%s[] = {", type, server->name,
		!strcmp(type, "entry") ? "entries" : "infos");
	for (size_t i = 0; i < count; i++) {
		const struct model_clause *clause = handlers[i].clause;

		emit_add(e, "\t{ .clause = &%s_clause, ", clause->c_name);
		if (clause->of)
			emit_add(e, ".of = &%s_clause, ", clause->of->c_name);
		emit_row(e, ".run = %s_run_%s%s },", server->name, clause->name,
			handlers[i].is_existing ? ", .is_existing = true" : "");
	}
	text_put(e->out, "};\n\n");
}

/* "{ .value = GS_S(1) }", or where in the parameters it stands. */
static void emit_add_amount(struct emitter *e, const struct model_server *server,
	const struct model_amount *amount, bool is_duration)
{
	if (amount->param) {
		emit_add(e, "{ GS_PARAM(struct %s, %s) }", server->params->c_name,
			amount->param->name);
		return;
	}
	emit_add(e, "{ .value = ");
	if (is_duration)
		emit_add_duration(e, amount->value);
	else
		emit_add_integer(e, amount->value);
	emit_add(e, " }");
}

static void emit_ticks(struct emitter *e, const struct model_server *server)
{
	if (!server->tick_count)
		return;
	emit_row(e, "static const struct gs_tick %s_ticks[] = {", server->name);
	for (size_t i = 0; i < server->tick_count; i++) {
		const struct model_tick *tick = &server->ticks[i];

		emit_add(e, "\t{ .name = \"%s\", ", tick->clause->name);
		emit_add(e, ".period = ");
		emit_add_amount(e, server, &tick->period, true);
		emit_add(e, tick->is_idle ? ", .is_idle = true" : "");
		emit_row(e, ", .run = %s_run_%s },", server->name, tick->clause->name);
	}
	text_put(e->out, "};\n\n");
}

static void emit_responses(struct emitter *e, const struct model_server *server)
{
	if (!server->response_count)
		return;
	emit_row(e, "static const struct gs_response %s_responses[] = {", server->name);
	for (size_t i = 0; i < server->response_count; i++) {
		const struct model_response *response = &server->responses[i];

		emit_row(e, "\t{ .clause = &%s_clause, .to = &%s_clause, .run = %s_run_%s },",
			response->clause->c_name, response->to->c_name, server->name,
			response->clause->name);
	}
	text_put(e->out, "};\n\n");
}

static void emit_table_member(
	struct emitter *e, const char *server, const char *table, const char *count, bool is_there)
{
	if (is_there)
		emit_row(e, "\tGS_TABLE(%s, %s, %s_%s),", table, count, server, table);
}

static void emit_key(struct emitter *e, const struct model_server *server)
{
	const struct model_key *key = &server->key;

	if (!key->field)
		return;
	emit_row(e, "static const struct gs_key %s_key = {", server->name);
	emit_row(e, "\t.kind = %s,", emit_kind(key->field->type));
	emit_row(e, "\tGS_AT(struct %s, %s),", server->name, key->field->name);
	if (key->field->type->kind == MODEL_ENUM && server->entry_count)
		emit_row(e, "\t.names = &%s_enum,", key->field->type->enumeration->name);
	if (key->idle.is_given) {
		emit_add(e, "\t.idle = ");
		emit_add_amount(e, server, &key->idle, true);
		emit_row(e, ",");
	}
	if (key->max.is_given) {
		emit_add(e, "\t.max = ");
		emit_add_amount(e, server, &key->max, false);
		emit_row(e, ",");
	}
	if (key->evicts)
		emit_row(e, "\t.evicts = true,");
	if (key->field->is_secret)
		emit_row(e, "\t.is_secret = true,");
	text_put(e->out, "};\n\n");
}

static void emit_mailbox(struct emitter *e, const struct model_server *server)
{
	static const char *const overflows[] = {
		[MODEL_WAIT] = "GS_WAIT",
		[MODEL_REJECT] = "GS_REJECT",
		[MODEL_DROP_OLDEST] = "GS_DROP_OLDEST",
	};
	const struct model_mailbox *mailbox = &server->mailbox;

	if (!mailbox->is_given)
		return;
	emit_add(e, "\t.mailbox = { .count = ");
	emit_add_amount(e, server, &mailbox->count, false);
	if (mailbox->size.is_given) {
		emit_add(e, ", .bytes = ");
		emit_add_amount(e, server, &mailbox->size, false);
	}
	if (mailbox->overflow != MODEL_WAIT)
		emit_add(e, ", .overflow = %s", overflows[mailbox->overflow]);
	emit_row(e, " },");
}

/* What it may send to peers. */
static void emit_notifies(struct emitter *e, const struct model_server *server)
{
	if (!server->notifies_count)
		return;
	emit_add(e, "static const struct gs_clause *const %s_notifies[] = { ", server->name);
	for (size_t i = 0; i < server->notifies_count; i++) {
		const struct model_protocol *protocol = server->notifies[i];

		for (size_t j = 0; j < protocol->count; j++)
			emit_add(e, "&%s_clause, ", protocol->clauses[j]->c_name);
	}
	emit_row(e, "NULL };");
	text_put(e->out, "\n");
}

void emit_class(struct emitter *e, const struct model_server *server)
{
	const char *name = server->name;

	emit_runs(e, server);
	emit_rows(e, server, "entry", server->entries, server->entry_count);
	emit_rows(e, server, "info", server->infos, server->info_count);
	emit_ticks(e, server);
	emit_notifies(e, server);
	emit_key(e, server);
	emit_responses(e, server);
	emit_describe(e, server);
	emit_row(e, "const struct gs_class %s_class = {", name);
	emit_row(e, "\t.name = \"%s\", .state_size = sizeof(struct %s),", name, name);
	if (server->is_secret)
		emit_row(e, "\t.is_secret = true,");
	emit_add(e, "\t.begin = begin_%s,", name);
	if (server->params->count)
		emit_add(e, " .params = &%s_record,", server->params->c_name);
	emit_end(e);
	emit_table_member(e, name, "entries", "entry_count", server->entry_count);
	emit_table_member(e, name, "infos", "info_count", server->info_count);
	emit_table_member(e, name, "ticks", "tick_count", server->tick_count);
	if (server->key.field)
		emit_row(e, "\t.key = &%s_key,", name);
	emit_table_member(e, name, "responses", "response_count", server->response_count);
	emit_mailbox(e, server);
	if (server->notifies_count)
		emit_row(e, "\t.notifies = %s_notifies,", name);
	for (size_t i = 0; i < MODEL_HOOK_COUNT; i++) {
		if (server->hooks[i].is_there)
			emit_row(e, "\t.%s = %s_run_%s,", emit_hooks[i].name, name,
				emit_hooks[i].name);
	}
	emit_add(e, "\t.describe = %s_describe,", name);
	if (emit_state_record(e, server)->count)
		emit_add(e, " .state = &%s_struct_record,", name);
	emit_end(e);
	text_put(e->out, "};\n\n");
}
