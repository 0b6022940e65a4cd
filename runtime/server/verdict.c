/* SPDX-License-Identifier: MIT */
/* How a handler ends: what its words do at once, and what becomes of its verdict. */
#include <stdio.h>

#include "runtime/server/dispatch.h"
#include "runtime/server/push.h"

enum { REASON_MAX = 255, TEXT_MAX = 1024 };

static void count_failure(gs_ctx *ctx)
{
	ctx->self->failed++;
	ctx->node->counters.failed++;
}

/* A handler that took its caller and answers all the same: the first answer wins. */
static bool is_answered_already(gs_ctx *ctx)
{
	struct gs__caller *caller;

	if (!ctx->caller)
		return false;
	caller = gs__caller_find(ctx->node, ctx->caller);
	if (!caller) {
		ctx->node->counters.late++;
		return true;
	}
	gs__caller_drop(ctx->node, caller);
	return false;
}

/* The answer of a call, while what it points to is alive: encoded at once. */
static inline void answer_call(gs_ctx *ctx, bool has_failed)
{
	const struct gs_clause *clause = ctx->handler->clause;
	const struct gs__request *request = ctx->request;
	struct gs__node *node = ctx->node;
	gs_str name = ctx->self->name;

	ctx->request = NULL;
	gs__answered(ctx->self, clause, has_failed ? ctx->error : GS_OK, node->reply);
	if (has_failed) {
		count_failure(ctx);
		if (!is_answered_already(ctx))
			gs__answer_error(node, request, name, clause, ctx->error, ctx->error_text,
				ctx->error_fields);
	} else if (!is_answered_already(ctx)) {
		if (!gs__answer_value(node, request, name, clause, node->reply))
			count_failure(ctx);
	}
}

static void answer_cast(gs_ctx *ctx, bool has_failed)
{
	if (!ctx->request->sink)
		return;
	if (has_failed) {
		count_failure(ctx);
		gs__answer_error(ctx->node, ctx->request, ctx->self->name, ctx->handler->clause,
			ctx->error, ctx->error_text, ctx->error_fields);
	} else if (!ctx->ending) {
		gs__answer_value(
			ctx->node, ctx->request, ctx->self->name, ctx->handler->clause, NULL);
	}
}

bool gs__answer(gs_ctx *ctx, gs_verdict verdict)
{
	struct gs__node *node = ctx->node;

	if (!ctx->request) { /* it has its answer */
		node->counters.late += verdict != GS_ANSWERED && verdict != GS_END;
		return true;
	}
	if (ctx->handler->clause->kind == GS_CAST) {
		answer_cast(ctx, verdict == GS_FAIL);
		return !ctx->ending || verdict == GS_FAIL;
	}
	if (verdict == GS_FAIL || verdict == GS_REPLY || verdict == GS_REPLY_AND_END) {
		answer_call(ctx, verdict == GS_FAIL);
		return true;
	}
	if (ctx->ending)
		return ctx->caller != 0;
	if (!ctx->caller && ctx->request->sink) {
		count_failure(ctx);
		gs__node_log(node, GS_ERROR, ctx->self->name, "%.*s ended without an answer",
			GS_FMT(ctx->handler->name));
		gs__answer_status(node, ctx->request, GS_INTERNAL, NULL);
	}
	return true;
}

/* Is a call being handled that has no answer yet? */
static bool can_answer(const gs_ctx *ctx)
{
	return ctx->request && ctx->handler->label.kind == GS__MAIL_CALL;
}

gs_verdict gs_fail(gs_ctx *ctx, gs_status error)
{
	ctx->error = error;
	ctx->error_text = NULL;
	ctx->error_fields = NULL;
	return GS_FAIL;
}

gs_verdict gs_failf(gs_ctx *ctx, gs_status error, const char *format, ...)
{
	char *text = gs__arena_take(&ctx->node->arena, TEXT_MAX);
	va_list args;

	if (text) {
		va_start(args, format);
		vsnprintf(text, TEXT_MAX, format, args);
		va_end(args);
	}
	gs_fail(ctx, error);
	ctx->error_text = text;
	return GS_FAIL;
}

gs_verdict gs_replied(gs_ctx *ctx)
{
	if (!can_answer(ctx))
		return GS_REPLY;
	answer_call(ctx, false);
	return GS_ANSWERED;
}

gs_verdict gs_fail_with(gs_ctx *ctx, const gs_status *error)
{
	const struct gs_error *declared = ctx->handler && ctx->handler->clause
						  ? gs__clause_error(ctx->handler->clause, *error)
						  : NULL;

	gs_fail(ctx, *error);
	if (declared && declared->fields)
		ctx->error_fields = error;
	if (can_answer(ctx)) {
		answer_call(ctx, true);
		return GS_ANSWERED;
	}
	ctx->error_fields = NULL;
	return GS_FAIL;
}

gs_verdict gs_end(gs_ctx *ctx, const char *reason)
{
	size_t len = strnlen(reason, REASON_MAX);

	if (ctx->ending) /* the first one counts */
		return GS_END;
	ctx->ending = gs__arena_copy(&ctx->node->arena, reason, len);
	if (!ctx->ending)
		ctx->ending = "no memory";
	return GS_END;
}

gs_verdict gs_reply_and_end(gs_ctx *ctx, const char *reason)
{
	gs_end(ctx, reason);
	return GS_REPLY_AND_END;
}
