/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <inttypes.h>
#include <string.h>

/* The line in the spec of a place in it. Places mostly come in order, so only what lies between the
 * last one and this one is counted. */
static uint32_t line_at(struct emitter *e, const struct source *source, uint32_t offset)
{
	if (offset < e->offset || !e->line) {
		e->offset = 0;
		e->line = 1;
	}
	for (; e->offset < offset; e->offset++)
		e->line += source->bytes[e->offset] == '\n';
	return e->line;
}

/* Blanks up to the column where the code begins in the spec, unless its first line is empty. */
static void put_margin(struct emitter *e, struct span span)
{
	const char *bytes = span.source->bytes;
	uint32_t start = span.start;
	uint32_t at = span.start;

	while (at < span.end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r'))
		at++;
	if (at == span.end || bytes[at] == '\n')
		return;
	while (start > 0 && bytes[start - 1] != '\n')
		start--;
	for (; start < span.start; start++)
		text_raw(e->out, bytes[start] == '\t' ? "\t" : " ", 1);
}

/* The user's code between two #line directives; `close` stands where the spec has it. */
static void put_code(struct emitter *e, struct span span, const char *close)
{
	const char *path = e->options->whole_paths ? span.source->path : span.source->base;
	const char *made;

	if (!e->options->no_line) {
		emit_add(e, "#line %" PRIu32 " ", line_at(e, span.source, span.start));
		text_c_string(&e->row, path, strlen(path));
		emit_end(e);
	}
	put_margin(e, span);
	text_raw(e->out, span.source->bytes + span.start, span.end - span.start);
	text_put(e->out, close);
	if (!text_is_fresh(e->out))
		text_put(e->out, "\n");
	if (!e->options->no_line) {
		emit_add(e, "#line %" PRIu32 " ", text_line(e->out) + 1);
		made = emit_text(e, "%s.gs.%s", e->file->stem, e->kind);
		text_c_string(&e->row, made, strlen(made));
		emit_end(e);
	}
}

void emit_code(struct emitter *e, const struct tree_code *code)
{
	put_code(e, code->inside, "");
	text_put(e->out, "\n");
}

const struct emit_hook emit_hooks[MODEL_HOOK_COUNT] = {
	[MODEL_INIT] = { "init", "", "" },
	[MODEL_DOWN] = { "down", ", gs_ref who, gs_str reason", ", who, reason" },
	[MODEL_GONE] = { "gone", ", gs_from who", ", who" },
	[MODEL_SIGNAL] = { "signal", ", int number", ", number" },
	[MODEL_TERMINATE] = { "terminate", ", gs_str reason", ", reason" },
};

static struct emit_handler handler_of(
	const struct model_server *server, const struct model_handler *handler)
{
	return (struct emit_handler){ .server = server,
		.name = handler->clause->name,
		.clause = handler->clause,
		.body = handler->body };
}

struct emit_handler emit_tick_of(const struct model_server *server, const struct model_tick *tick)
{
	return (struct emit_handler){
		.server = server, .name = tick->clause->name, .is_plain = true, .body = tick->body
	};
}

static struct emit_handler response_of(
	const struct model_server *server, const struct model_response *response)
{
	return (struct emit_handler){ .server = server,
		.name = response->clause->name,
		.clause = response->clause,
		.response = response,
		.body = response->body };
}

struct emit_handler emit_hook_of(const struct model_server *server, enum model_hook_kind kind)
{
	return (struct emit_handler){ .server = server,
		.name = emit_hooks[kind].name,
		.hook = &emit_hooks[kind],
		.is_plain = true,
		.body = server->hooks[kind].body };
}

static bool is_call(const struct emit_handler *handler)
{
	return handler->clause && handler->clause->kind == MODEL_CALL;
}

static void add_handler_head(struct emitter *e, const struct emit_handler *handler,
	const char *result, const char *reply)
{
	emit_add(e, "%s %s_on_%s(struct %s *self, gs_ctx *ctx", result, handler->server->name,
		handler->name, handler->server->name);
	if (handler->clause) {
		const struct model_record given = emit_given(handler->clause);

		emit_add_parameters(e, &given);
	}
	if (handler->hook)
		emit_add(e, "%s", handler->hook->params);
	if (handler->response)
		emit_add(e, ", gs_status status");
	if (handler->response && handler->response->to->out)
		emit_add(e, ", const struct %s *answer", handler->response->to->out->c_name);
	if (is_call(handler) && handler->clause->out)
		emit_add(e, ", struct %s *%s", handler->clause->out->c_name, reply);
	emit_add(e, ")");
}

void emit_outside_head(struct emitter *e, const struct emit_handler *handler)
{
	const char *reply = handler->clause ? emit_own(handler->clause->in, "reply", "gs_reply")
					    : NULL;

	add_handler_head(e, handler, "gs_verdict", reply);
	emit_row(e, ";");
}

void emit_outside_definition(struct emitter *e, const struct emit_handler *handler)
{
	const char *reply = handler->clause ? emit_own(handler->clause->in, "reply", "gs_reply")
					    : NULL;
	bool has_reply = is_call(handler) && handler->clause->out;
	const char *server = handler->server->name;

	add_handler_head(e, handler, "gs_verdict", reply);
	emit_end(e);
	text_put(e->out, "{\n");
	emit_add(e, "\t(void)self");
	if (handler->clause) {
		const struct model_record given = emit_given(handler->clause);

		for (size_t i = 0; i < given.count; i++)
			emit_add(e, ", (void)%s", given.fields[i].name);
	}
	for (const char *at = handler->hook ? handler->hook->passed : ""; *at; at++)
		emit_add(e, *at == ' ' ? " (void)" : "%c", *at);
	if (handler->response)
		emit_add(e, ", (void)status%s", handler->response->to->out ? ", (void)answer" : "");
	emit_row(e, "%s%s;", has_reply ? ", (void)" : "", has_reply ? reply : "");
	if (is_call(handler))
		emit_row(e, "\treturn gs_failf(ctx, error_internal, \"%s.%s is not written yet\");",
			server, handler->name);
	else
		emit_row(e, "\tgs_log(ctx, GS_WARNING, \"%s.%s is not written yet\");", server,
			handler->name);
	text_put(e->out, is_call(handler) ? "}\n" : "\treturn GS_NOREPLY;\n}\n");
}

static void put_outside(struct emitter *e, struct emit_handler handler, emit_put_handler *put)
{
	if (!handler.body)
		put(e, &handler);
}

static void put_outside_hook(struct emitter *e, const struct model_server *server,
	enum model_hook_kind kind, emit_put_handler *put)
{
	if (server->hooks[kind].is_there)
		put_outside(e, emit_hook_of(server, kind), put);
}

void emit_each_outside(struct emitter *e, const struct model_server *server, emit_put_handler *put)
{
	put_outside_hook(e, server, MODEL_INIT, put);
	for (size_t i = 0; i < server->entry_count; i++)
		put_outside(e, handler_of(server, &server->entries[i]), put);
	for (size_t i = 0; i < server->info_count; i++)
		put_outside(e, handler_of(server, &server->infos[i]), put);
	for (size_t i = 0; i < server->tick_count; i++)
		put_outside(e, emit_tick_of(server, &server->ticks[i]), put);
	for (size_t i = 0; i < server->response_count; i++)
		put_outside(e, response_of(server, &server->responses[i]), put);
	for (size_t i = MODEL_INIT + 1; i < MODEL_HOOK_COUNT; i++)
		put_outside_hook(e, server, (enum model_hook_kind)i, put);
}

/* The head of a body that stands in its table as it is, with nothing to unpack: a hook's, a tick's.
 * */
static void emit_plain_head(struct emitter *e, const struct emit_handler *handler)
{
	const char *name = handler->server->name;

	emit_row(e, "static void %s_run_%s(void *state, gs_ctx *ctx%s)", name, handler->name,
		handler->hook ? handler->hook->params : "");
	text_put(e->out, "{\n");
	emit_row(e, "\tstruct %s *self = state;", name);
	text_put(e->out, "\t(void)self;\n");
}

static void emit_body(struct emitter *e, struct emit_handler handler)
{
	const char *words = "act";

	if (!handler.body)
		return;
	if (is_call(&handler))
		words = handler.clause->out ? "call" : "plain";
	emit_row(e, "#include <gs_words_%s.h>", words);
	if (handler.is_plain) {
		emit_plain_head(e, &handler);
	} else {
		add_handler_head(e, &handler,
			is_call(&handler) ? "static gs_verdict" : "static void", "gs_reply");
		emit_end(e);
		text_put(e->out, "{\n");
	}
	put_code(e, handler.body->inside, "}\n");
	emit_row(e, "#include <gs_words_end.h>");
	text_put(e->out, "\n");
}

void emit_bodies(struct emitter *e, const struct model_server *server)
{
	emit_body(e, emit_hook_of(server, MODEL_INIT));
	for (size_t i = 0; i < server->entry_count; i++)
		emit_body(e, handler_of(server, &server->entries[i]));
	for (size_t i = 0; i < server->info_count; i++)
		emit_body(e, handler_of(server, &server->infos[i]));
	for (size_t i = 0; i < server->tick_count; i++)
		emit_body(e, emit_tick_of(server, &server->ticks[i]));
	for (size_t i = 0; i < server->response_count; i++)
		emit_body(e, response_of(server, &server->responses[i]));
	for (size_t i = MODEL_INIT + 1; i < MODEL_HOOK_COUNT; i++)
		emit_body(e, emit_hook_of(server, (enum model_hook_kind)i));
}
