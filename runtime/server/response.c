/* SPDX-License-Identifier: MIT */
/* What became of a request: its answer is read, its response clause runs. */
#include "runtime/base/status.h"
#include "runtime/server/ask.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/timers.h"
#include "runtime/wire/envelope.h"

/* The declared error's fields, into the message's memory. */
static void read_fields(gs_ctx *ctx, const struct gs_clause *to, gs_status status,
	const struct gs__wire_error *error, struct gs_reader *in)
{
	const struct gs_error *declared = gs__clause_error(to, status);
	gs_status *fields;

	if (!declared || !declared->fields)
		return;
	fields = gs__arena_take(&ctx->node->arena, declared->fields->size);
	if (!fields)
		return;
	if (!error->has_fields || !gs__record_take(in, declared->fields, fields, NULL))
		gs__record_blank(declared->fields, fields);
	*fields = status;
	ctx->answer_fields = fields;
}

/* The error of an answer, its text and its fields (`in` stands there) kept in the context. */
static gs_status ask_error(gs_ctx *ctx, const struct gs_clause *to,
	const struct gs__wire_error *error, struct gs_reader *in)
{
	gs_status status = gs__status_in(to, error->name);

	ctx->answer_text = gs__arena_copy(&ctx->node->arena, error->text.data, error->text.len);
	if (status == GS_OK)
		return GS_INTERNAL;
	read_fields(ctx, to, status, error, in);
	return status;
}

__attribute__((noinline)) static gs_status read_answer(
	gs_ctx *ctx, const struct gs__ask *ask, const struct gs_clause *to)
{
	struct gs__node *node = ctx->node;
	struct gs__wire_error error = { 0 };
	struct gs__envelope envelope;
	struct gs_reader in = {
		.at = ask->answer,
		.end = ask->answer + ask->answer_len,
		.arena = &node->arena,
	};

	if (gs__envelope_read(&in, &envelope) != GS__HEAD_GOOD ||
		gs__envelope_error(&in, &error) != GS__GOOD)
		return GS_INTERNAL;
	if (error.is_set)
		return ask_error(ctx, to, &error, &in);
	if (!to->out || gs__record_take(&in, to->out, node->reply, NULL))
		return GS_OK;
	ctx->answer_text = "the answer does not fit, or there is no memory for it";
	return GS_INTERNAL;
}

static bool read_context(struct gs__node *node, struct gs__ask *ask, const void **context)
{
	uint8_t *bytes = gs__ask_body(ask);
	struct gs_reader in = { bytes, bytes + ask->mail.is.len, &node->arena };

	*context = ask->mail.is.is_plain ? bytes : node->params;
	return ask->mail.is.is_plain ||
	       gs__record_take(&in, ask->mail.handler->clause->in, node->params, NULL);
}

void gs__ask_run(struct gs__ask *ask)
{
	struct gs__instance *self = ask->asker;
	const struct gs__handler *handler = ask->mail.handler;
	struct gs__node *node = self->node;
	gs_ctx ctx;
	const void *answer = ask->is_plain ? ask->answer : node->reply;
	const void *context;
	gs_status status;

	gs__was_active(self, node->loop.now);
	gs__ask_forget(ask);
	gs__ctx_init(&ctx, self, handler, NULL);
	ctx.limit = ask->limit;
	ctx.answer_text = ask->text;
	status = ask->status != GS_OK || ask->is_plain ? ask->status
						       : read_answer(&ctx, ask, handler->to);
	if (!read_context(node, ask, &context)) {
		node->counters.dropped++;
		gs__node_log(node, GS_ERROR, self->name, "%.*s was dropped: no memory",
			GS_FMT(handler->name));
		gs__message_done(node, handler);
	} else {
		gs__enter(&ctx, NULL);
		handler->run.response(self->state, &ctx, context, status,
			status == GS_OK && handler->to->out ? answer : NULL);
		gs__finish(&ctx);
	}
	gs__ask_clean(ask);
	gs__mail_free(&node->loop.pool, &ask->mail);
}

const char *gs_error_text(gs_ctx *ctx)
{
	return ctx->answer_text ? ctx->answer_text : "";
}

const void *gs_error_of(gs_ctx *ctx, gs_status error)
{
	return ctx->answer_fields && *ctx->answer_fields == error ? ctx->answer_fields : NULL;
}
