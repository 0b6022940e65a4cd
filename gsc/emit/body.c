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

	if (!e->options->no_line) {
		emit_add(e, "#line %" PRIu32 " ", line_at(e, span.source, span.start));
		text_c_string(&e->row, path, strlen(path));
		emit_end(e);
	}
	put_margin(e, span);
	text_raw(e->out, span.source->bytes + span.start, span.end - span.start);
	text_put(e->out, close);
	if (!e->out->fresh)
		text_put(e->out, "\n");
	if (!e->options->no_line) {
		emit_add(e, "#line %" PRIu32 " ", e->out->line + 1);
		emit_add(e, "\"%s.gs.c\"", e->file->stem);
		emit_end(e);
	}
}

void emit_code(struct emitter *e, const struct tree_code *code)
{
	put_code(e, code->inside, "");
	text_put(e->out, "\n");
}

/* Who runs a handler, and what it is given besides self and ctx. */
struct handler {
	const struct model_server *server;
	const char *name;
	const struct model_clause *clause; /* NULL: it has no parameters of its own */
	bool is_terminate;
	const struct tree_code *body; /* NULL: it is another file's */
};

static bool is_call(const struct handler *handler)
{
	return handler->clause && handler->clause->kind == MODEL_CALL;
}

static void add_handler_head(
	struct emitter *e, const struct handler *handler, const char *result, const char *reply)
{
	emit_add(e, "%s %s_on_%s(struct %s *self, gs_ctx *ctx", result, handler->server->name,
		handler->name, handler->server->name);
	if (handler->clause) {
		const struct model_record given = emit_given(handler->clause);

		emit_add_parameters(e, &given);
	}
	if (handler->is_terminate)
		emit_add(e, ", gs_str reason");
	if (is_call(handler) && handler->clause->out)
		emit_add(e, ", struct %s *%s", handler->clause->out->c_name, reply);
	emit_add(e, ")");
}

void emit_outside_head(struct emitter *e, const struct model_server *server, const char *name,
	const struct model_clause *clause)
{
	const struct handler handler = { server, name, clause, !strcmp(name, "terminate"), NULL };
	const char *reply = clause ? emit_own(clause->in, "reply", "gs_reply") : NULL;

	add_handler_head(e, &handler, "gs_verdict", reply);
	emit_row(e, ";");
}

static void emit_body(struct emitter *e, const struct handler *handler)
{
	const char *words = "act";
	bool has_reply = is_call(handler) && handler->clause->out;

	if (!handler->body)
		return;
	if (is_call(handler))
		words = has_reply ? "call" : "plain";
	emit_row(e, "#include \"gs_words_%s.h\"", words);
	add_handler_head(
		e, handler, is_call(handler) ? "static gs_verdict" : "static void", "gs_reply");
	emit_end(e);
	text_put(e->out, "{\n");
	emit_add(e, "\t(void)self, (void)ctx");
	for (size_t i = handler->clause && handler->clause->is_keyed;
		handler->clause && i < handler->clause->in->count; i++)
		emit_add(e, ", (void)%s", handler->clause->in->fields[i].name);
	emit_row(e, "%s%s;", handler->is_terminate ? ", (void)reason" : "",
		has_reply ? ", (void)gs_reply" : "");
	put_code(e, handler->body->inside, "}\n");
	emit_row(e, "#include \"gs_words_end.h\"");
	text_put(e->out, "\n");
}

static void emit_handlers(struct emitter *e, const struct model_server *server,
	const struct model_handler *handlers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		emit_body(e, &(struct handler){ server, handlers[i].clause->name,
				     handlers[i].clause, false, handlers[i].body });
	}
}

void emit_bodies(struct emitter *e, const struct model_server *server)
{
	emit_body(e, &(struct handler){ server, "init", NULL, false, server->init });
	emit_handlers(e, server, server->entries, server->entry_count);
	emit_handlers(e, server, server->infos, server->info_count);
	for (size_t i = 0; i < server->tick_count; i++) {
		const struct model_tick *tick = &server->ticks[i];

		emit_body(e,
			&(struct handler){ server, tick->clause->name, NULL, false, tick->body });
	}
	emit_body(e, &(struct handler){ server, "terminate", NULL, true, server->terminate });
}
