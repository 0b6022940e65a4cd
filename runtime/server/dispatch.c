/* SPDX-License-Identifier: MIT */
#include "runtime/server/dispatch.h"

#include <stdio.h>

#include "runtime/server/ask.h"
#include "runtime/server/keyed.h"
#include "runtime/server/monitor.h"
#include "runtime/server/push.h"
#include "runtime/server/send.h"
#include "runtime/server/timers.h"
#include "runtime/wire/record.h"

enum { SHARE = 64 }; /* messages of one queue handled before the next queue's */

/* The last words on a life that a handler ended. */
static void end_running(gs_ctx *ctx)
{
	char where[128];

	snprintf(where, sizeof(where), "in %.*s", GS_FMT(ctx->handler->name));
	gs__instance_fail(ctx->self, where, ctx->ending);
}

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
static void answer_call(gs_ctx *ctx, bool has_failed)
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

bool gs__answer_now(gs_ctx *ctx, bool has_failed)
{
	if (!ctx->request || ctx->handler->clause->kind != GS_CALL)
		return false;
	answer_call(ctx, has_failed);
	return true;
}

static void answer_cast(gs_ctx *ctx, bool has_failed)
{
	if (has_failed) {
		count_failure(ctx);
		gs__answer_error(ctx->node, ctx->request, ctx->self->name, ctx->handler->clause,
			ctx->error, ctx->error_text, ctx->error_fields);
	} else if (!ctx->ending) {
		gs__answer_value(
			ctx->node, ctx->request, ctx->self->name, ctx->handler->clause, NULL);
	}
}

/* Answers what can be answered now; false: the end of the life is the answer. */
static bool answer(gs_ctx *ctx, gs_verdict verdict)
{
	struct gs__node *node = ctx->node;

	if (!ctx->request) { /* by gs__answer_now */
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

void gs__message_wipe(struct gs__node *node)
{
	explicit_bzero(node->params, node->scratch_size);
	explicit_bzero(node->reply, node->scratch_size);
	gs__arena_wipe(&node->arena);
}

void gs__run_request(struct gs__instance *instance, const struct gs__handler *handler,
	struct gs__request *request, const void *in)
{
	struct gs__node *node = instance->node;
	const struct gs_record *out = handler->clause->out;
	gs_verdict verdict;
	bool is_answered;
	gs_ctx ctx;

	gs__ctx_init(&ctx, instance, handler, request);
	if (out)
		gs__scratch_clear(node->reply, out->size);
	gs__was_active(instance, node->loop.now);
	gs__enter(&ctx, in);
	node->serving = request;
	verdict = handler->run.entry(instance->state, &ctx, in, out ? node->reply : NULL);
	gs__leave(&ctx);
	is_answered = answer(&ctx, verdict);
	if (ctx.ending) {
		end_running(&ctx);
		if (!is_answered)
			gs__answer_status(node, request, GS_DOWN, gs__instance_reason(instance));
	}
	node->serving = NULL;
	gs__message_done(node, handler);
}

static struct gs__request request_of(struct gs__mail *mail)
{
	if (mail->kind == GS__MAIL_CALL)
		return gs__call_leave(mail);
	return (struct gs__request){ .deadline = INT64_MAX, .peer = mail->id };
}

static void drop_oldest(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;
	struct gs__mail *mail = gs__queue_oldest(&instance->queue);
	struct gs__request request;

	gs__queue_remove(&instance->queue, mail);
	if (mail->kind == GS__MAIL_CALL) {
		request = request_of(mail);
		gs__answer_status(node, &request, GS_FULL, "newer messages took its place");
	} else {
		node->counters.dropped++;
	}
	gs__mail_free(&node->loop.pool, mail);
}

bool gs__drop_for(struct gs__instance *instance, size_t size)
{
	struct gs__share *share = &instance->queue.shares[GS__SHARE_MAILBOX];

	if (instance->kind->class->mailbox.overflow == GS_DROP_OLDEST)
		while (!gs__share_has_room(share, &instance->bound, size))
			drop_oldest(instance);
	return gs__share_has_room(share, &instance->bound, size);
}

gs_status gs__queue_request(struct gs__instance *instance, const struct gs__handler *handler,
	const struct gs__request *request, const uint8_t *bytes, size_t len)
{
	struct gs__node *node = instance->node;
	struct gs__mail *mail;

	if (!gs__instance_is_up(instance))
		return GS_DOWN;
	if (!gs__make_room(instance, len))
		return GS_FULL;
	mail = gs__mail_new(&node->loop.pool, request->sink ? GS__MAIL_CALL : GS__MAIL_CAST,
		handler, len + node->carried);
	if (!mail)
		return GS_NO_MEMORY;
	mail->id = request->peer;
	if (request->sink && !gs__call_enter(mail, instance, request)) {
		gs__mail_free(&node->loop.pool, mail);
		return GS_FULL;
	}
	memcpy(gs__mail_bytes(mail), bytes, len);
	mail->len = (uint32_t)len;
	gs__mail_carry(node, mail);
	gs__instance_post(instance, mail);
	return GS_OK;
}

/* The slow road of what does not fit: once more, for the words. */
static void refuse(
	struct gs__instance *instance, const struct gs__request *request, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	struct gs__words words = { "" };
	uint8_t *bytes = gs__mail_bytes(mail);
	struct gs_reader in = { bytes, bytes + mail->len, &node->arena };

	if (gs__record_read(&in, mail->handler->clause->in, node->params, NULL, &words) ==
		GS__NO_MEMORY)
		gs__answer_status(node, request, GS_NO_MEMORY, NULL);
	else
		gs__answer_status(node, request, GS_INVALID, words.text);
	gs__message_done(node, mail->handler);
}

static void run_queued_request(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	struct gs__request request = request_of(mail);
	const void *in;

	if (request.deadline <= node->loop.now) {
		node->counters.expired++;
		gs__answer_status(node, &request, GS_TIMEOUT, NULL);
		return;
	}
	if (!gs__mail_read(node, mail, &in)) {
		refuse(instance, &request, mail);
		return;
	}
	gs__run_request(instance, mail->handler, &request, in);
}

void gs__finish(gs_ctx *ctx)
{
	gs__leave(ctx);
	if (ctx->ending)
		end_running(ctx);
	gs__message_done(ctx->node, ctx->handler);
}

static void run_own(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	const struct gs__handler *handler = mail->handler;
	const void *in = NULL;
	gs_ctx ctx;

	if (mail->kind == GS__MAIL_TIMER)
		gs__timer_done(node, mail->id);
	if (mail->kind != GS__MAIL_TICK && !gs__mail_read(node, mail, &in)) {
		node->counters.dropped++;
		gs__node_log(node, GS_ERROR, instance->name, "%.*s was dropped: no memory",
			GS_FMT(handler->name));
		gs__message_done(node, handler);
		return;
	}
	gs__ctx_init(&ctx, instance, handler, NULL);
	gs__enter(&ctx, in);
	if (mail->kind == GS__MAIL_TICK)
		handler->run.tick(instance->state, &ctx);
	else
		handler->run.info(instance->state, &ctx, in);
	gs__finish(&ctx);
}

static void run_gone(struct gs__instance *instance, const struct gs__mail *mail)
{
	gs_ctx ctx;

	gs__ctx_init(&ctx, instance, mail->handler, NULL);
	gs__enter(&ctx, NULL);
	instance->kind->class->gone(instance->state, &ctx, (gs_from){ mail->id });
	gs__finish(&ctx);
}

static void run_stop(struct gs__instance *instance, struct gs__mail *mail)
{
	char reason[256];

	memcpy(reason, gs__mail_bytes(mail), mail->len);
	reason[mail->len] = '\0';
	if (!instance->keyed || gs__keyed_drain(instance->keyed, reason))
		gs__instance_fail(instance, "by order", reason);
}

/* A cast whose sender waits for nothing. */
static void run_cast(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	const struct gs__handler *handler = mail->handler;
	struct gs__request request = { .deadline = INT64_MAX, .peer = mail->id };
	const void *in;
	gs_ctx ctx;

	if (handler->clause->kind != GS_CAST || !gs__mail_read(node, mail, &in)) {
		run_queued_request(instance, mail);
		return;
	}
	gs__ctx_init(&ctx, instance, handler, &request);
	gs__was_active(instance, node->loop.now);
	gs__enter(&ctx, in);
	handler->run.entry(instance->state, &ctx, in, NULL);
	gs__finish(&ctx);
}

/* A message that is in no queue any more. A tick's may be queued again while its handler runs. */
static void run(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;

	if (mail->carried && mail->kind != GS__MAIL_ANSWER)
		gs__carry(node, gs__mail_bytes(mail) + mail->len, mail->carried);
	switch (mail->kind) {
	case GS__MAIL_CALL: run_queued_request(instance, mail); break;
	case GS__MAIL_CAST: run_cast(instance, mail); break;
	case GS__MAIL_SIGNAL: gs__run_signals(instance); break;
	case GS__MAIL_STOP: run_stop(instance, mail); break;
	case GS__MAIL_ANSWER: gs__ask_run(GS__CONTAINER(mail, struct gs__ask, mail)); break;
	case GS__MAIL_DOWN: gs__monitor_run(mail); break;
	case GS__MAIL_GONE: run_gone(instance, mail); break;
	default: run_own(instance, mail);
	}
	node->carried = 0;
	gs__mail_free(&node->loop.pool, mail);
}

static void run_alone(struct gs__instance *instance, struct gs__mail *mail)
{
	run(instance, mail);
	if (instance->line)
		gs__keyed_rest(instance);
}

void gs__deliver(struct gs__instance *instance, struct gs__mail *mail)
{
	if (gs__is_idle(instance))
		run_alone(instance, mail);
	else
		gs__instance_post(instance, mail);
}

/* Whoever waits is let in when half of the mailbox is free, not one by one. */
static void tell_of_room(struct gs__instance *instance)
{
	const struct gs__share *share = &instance->queue.shares[GS__SHARE_MAILBOX];

	if (share->count <= instance->bound.count / 2 && share->bytes <= instance->bound.bytes / 2)
		gs__wake_waiters(instance);
}

void gs__run_queue(struct gs__instance *instance)
{
	struct gs__queue *queue = &instance->queue;
	struct gs__loop *loop = &instance->node->loop;

	if (instance->is_suspended)
		return;
	if (instance->waiting)
		tell_of_room(instance); /* what was queued may have been withdrawn */
	for (int i = 0; i < SHARE && queue->first && instance->life == GS__RUNNING; i++) {
		struct gs__mail *mail = gs__queue_pop(queue);

		if (instance->waiting)
			tell_of_room(instance);
		if (loop->messages_left > 0)
			loop->messages_left--;
		run(instance, mail);
	}
	if (queue->first && instance->life == GS__RUNNING)
		gs__loop_later(loop, GS__PHASE_QUEUES, &instance->task);
	if (instance->line)
		gs__keyed_rest(instance);
}

bool gs__run_init(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;
	gs_ctx *outer = node->running;
	gs_ctx ctx;

	if (!instance->kind->class->init)
		return false;
	gs__ctx_init(&ctx, instance, NULL, NULL);
	ctx.depth = outer ? outer->depth + 1 : 0;
	node->running = &ctx;
	instance->kind->class->init(instance->state, &ctx);
	node->running = outer;
	if (ctx.ending)
		gs__instance_set_reason(instance, ctx.ending);
	if (!outer && instance->kind->class->is_secret)
		gs__message_wipe(node);
	if (!outer)
		gs__arena_reset(&node->arena);
	return ctx.ending;
}

/* What it asks for is given, but for another end. The message's memory is still that of the
 * handler that ended the life. */
void gs__run_terminate(struct gs__instance *instance, const char *reason)
{
	struct gs__node *node = instance->node;
	gs_ctx *outer = node->running;
	gs_ctx ctx;

	if (!instance->kind->class->terminate)
		return;
	gs__ctx_init(&ctx, instance, NULL, NULL);
	node->running = &ctx;
	instance->kind->class->terminate(instance->state, &ctx, gs__str(reason));
	node->running = outer;
	if (ctx.ending && strcmp(ctx.ending, reason) != 0) {
		gs__node_log(node, GS_ERROR, instance->name, "failed in terminate: %s", ctx.ending);
		gs__instance_set_reason(instance, ctx.ending);
	}
}
