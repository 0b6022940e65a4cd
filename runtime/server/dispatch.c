/* SPDX-License-Identifier: MIT */
#include "runtime/server/dispatch.h"

#include "runtime/server/ask.h"
#include "runtime/server/keyed.h"
#include "runtime/server/monitor.h"
#include "runtime/server/push.h"
#include "runtime/server/send.h"
#include "runtime/server/timers.h"
#include "runtime/wire/record.h"

enum { SHARE = 64 }; /* messages of one queue handled before the next queue's */

void gs__took(gs_ctx *ctx)
{
	ctx->self->busy += gs__loop_took(&ctx->node->loop, ctx->began);
	ctx->began = 0;
}

/* The last words on a life that a handler ended. */
void gs__end_running(gs_ctx *ctx)
{
	gs__instance_fail(ctx->self, "in ", ctx->handler->name, ctx->ending);
}

void gs__message_wipe(struct gs__node *node)
{
	explicit_bzero(node->params, node->scratch_size);
	explicit_bzero(node->reply, node->scratch_size);
	gs__arena_wipe(&node->arena);
}

GS__INLINE void run_request(struct gs__instance *instance, const struct gs__handler *handler,
	struct gs__request *request, gs_ref peer, const void *in)
{
	struct gs__node *node = instance->node;
	const struct gs_record *out = handler->clause->out;
	gs_verdict verdict;
	bool is_answered;
	gs_ctx ctx;

	gs__ctx_init(&ctx, instance, handler, request);
	ctx.peer = peer;
	if (out)
		gs__scratch_clear(node->reply, out->size);
	gs__was_active(instance, node->loop.now);
	gs__enter(&ctx, in);
	node->serving = request;
	verdict = handler->run.entry(instance->state, &ctx, in, out ? node->reply : NULL);
	gs__leave(&ctx);
	is_answered = (verdict == GS_ANSWERED && !ctx.request) || gs__answer(&ctx, verdict);
	if (ctx.ending) {
		gs__end_running(&ctx);
		if (!is_answered)
			gs__answer_status(node, request, GS_DOWN, gs__instance_reason(instance));
	}
	node->serving = NULL;
	gs__message_done(node, handler);
}

void gs__run_request(struct gs__instance *instance, const struct gs__handler *handler,
	struct gs__request *request, gs_ref peer, const void *in)
{
	run_request(instance, handler, request, peer, in);
}

static struct gs__request request_of(struct gs__mail *mail)
{
	if (mail->is.kind == GS__MAIL_CALL)
		return gs__call_leave(mail);
	return (struct gs__request){ .deadline = INT64_MAX };
}

static void drop_oldest(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;
	struct gs__mail *mail = gs__queue_oldest(&instance->queue);
	struct gs__request request;

	gs__queue_remove(&instance->queue, mail);
	if (mail->is.kind == GS__MAIL_CALL) {
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
	const struct gs__request *request, gs_ref peer, gs_bytes params)
{
	struct gs__node *node = instance->node;
	struct gs__mail *mail;

	if (!gs__instance_is_up(instance))
		return GS_DOWN;
	if (!gs__make_room(instance, params.len))
		return GS_FULL;
	mail = gs__mail_new(&node->loop.pool, request->sink ? GS__MAIL_CALL : GS__MAIL_CAST,
		handler, (size_t)params.len + node->carried);
	if (!mail)
		return GS_NO_MEMORY;
	mail->sender = peer;
	if (request->sink && !gs__call_enter(mail, instance, request)) {
		gs__mail_free(&node->loop.pool, mail);
		return GS_FULL;
	}
	memcpy(gs__mail_bytes(mail), params.data, params.len);
	mail->is.len = params.len;
	gs__mail_carry(node, mail);
	gs__instance_post(instance, mail, (enum gs__mail_kind)mail->is.kind);
	return GS_OK;
}

/* The slow road of what does not fit: once more, for the words. */
GS__RARE static void refuse(
	struct gs__instance *instance, const struct gs__request *request, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	struct gs__words words = { "" };
	uint8_t *bytes = gs__mail_bytes(mail);
	struct gs_reader in = { bytes, bytes + mail->is.len, &node->arena };

	if (gs__record_read(&in, mail->handler->clause->in, node->params, NULL, &words) ==
		GS__NO_MEMORY)
		gs__answer_status(node, request, GS_NO_MEMORY, NULL);
	else
		gs__answer_status(node, request, GS_INVALID, words.text);
	gs__message_done(node, mail->handler);
}

/* The block is given back, unless it is a part: that may be gone with a life that the handler
 * ended. */
static void run_queued_request(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	const struct gs__handler *handler = mail->handler;
	bool is_part = mail->is.class == GS__MAIL_PART;
	struct gs__request request = request_of(mail);
	const void *in;

	if (request.deadline <= node->loop.now) {
		node->counters.expired++;
		gs__answer_status(node, &request, GS_TIMEOUT, NULL);
	} else if (!gs__mail_read(node, mail, &in)) {
		refuse(instance, &request, mail);
	} else {
		run_request(instance, handler, &request, mail->sender, in);
	}
	if (!is_part)
		gs__mail_free(&node->loop.pool, mail);
}

static void run_own(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;
	const struct gs__handler *handler = mail->handler;
	const void *in = NULL;
	gs_ctx ctx;

	if (mail->is.kind == GS__MAIL_TIMER)
		gs__timer_done(node, mail->id);
	if (mail->is.kind != GS__MAIL_TICK && !gs__mail_read(node, mail, &in)) {
		node->counters.dropped++;
		gs__node_log(node, GS_ERROR, instance->name, "%.*s was dropped: no memory",
			GS_FMT(handler->name));
		gs__message_done(node, handler);
		return;
	}
	gs__ctx_init(&ctx, instance, handler, NULL);
	gs__enter(&ctx, in);
	if (mail->is.kind == GS__MAIL_TICK)
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

	if (mail->id) {
		gs__keyed_drained(instance);
		return;
	}
	memcpy(reason, gs__mail_bytes(mail), mail->is.len);
	reason[mail->is.len] = '\0';
	if (!instance->keyed || gs__keyed_drain(instance->keyed, reason))
		gs__instance_fail(instance, "by order", (gs_str){ 0 }, reason);
}

/* A cast, without a sink, that is just what the label of a quick one says. */
static inline bool is_quick_cast(const struct gs__mail *mail)
{
	static const struct gs__label quick = { .kind = GS__MAIL_CAST, .is_plain = true };

	return memcmp(&mail->is.kind, &quick.kind,
		       sizeof(quick) - offsetof(struct gs__label, kind)) == 0;
}

GS__RARE static void run_timed_cast(gs_ctx *ctx, struct gs__mail *mail)
{
	ctx->began = gs__io_now(ctx->node->loop.io);
	mail->handler->run.entry(ctx->self->state, ctx, mail + 1, NULL);
	gs__took(ctx);
}

/* Quick casts at the head of the queue, the first of which is there: what they have in common is
 * made for the first, and counted after the last. So many of the share are left after them. */
static uint32_t run_casts(struct gs__instance *instance, uint32_t share)
{
	struct gs__node *node = instance->node;
	struct gs__queue *queue = &instance->queue;
	struct gs__request request = { .deadline = INT64_MAX };
	struct gs__loop *loop = &node->loop;
	uint32_t left = share, timed = share - loop->untimed;
	struct gs__mail *mail = queue->first;
	gs_ctx ctx;

	gs__ctx_init(&ctx, instance, NULL, &request);
	gs__was_active(instance, loop->now);
	node->running = &ctx;
	do {
		gs__queue_mark_once(queue);
		gs__queue_pop_cast(queue, mail);
		ctx.handler = mail->handler;
		ctx.peer = mail->sender;
		if (left == timed) {
			run_timed_cast(&ctx, mail);
			timed = left - 1 - loop->untimed;
		} else {
			mail->handler->run.entry(instance->state, &ctx, mail + 1, NULL);
		}
		left--;
		gs__pool_give_class(&loop->pool, mail, GS__QUICK_CLASS);
		if (gs__ctx_is_used(&ctx))
			break;
		gs__arena_reset(&node->arena);
		mail = queue->first;
	} while (left > 0 && mail && is_quick_cast(mail) && instance->life == GS__RUNNING &&
		 !loop->is_long);
	loop->untimed = left - timed;
	instance->handled += share - left;
	node->counters.handled += share - left;
	node->running = NULL;
	if (ctx.ending)
		gs__end_running(&ctx);
	gs__arena_reset(&node->arena);
	return left;
}

/* Any other; those of ticks may be queued again while their handlers run. */
static void run_other(struct gs__instance *instance, struct gs__mail *mail)
{
	switch (mail->is.kind) {
	case GS__MAIL_SIGNAL: gs__run_signals(instance); break;
	case GS__MAIL_STOP: run_stop(instance, mail); break;
	case GS__MAIL_DOWN: gs__monitor_run(mail); break;
	case GS__MAIL_GONE: run_gone(instance, mail); break;
	default: run_own(instance, mail);
	}
	gs__mail_free(&instance->node->loop.pool, mail);
}

static void carry(struct gs__node *node, struct gs__mail *mail)
{
	const uint8_t *trace = gs__mail_bytes(mail) + mail->is.len;

	if (mail->is.kind == GS__MAIL_ANSWER)
		trace = gs__ask_trace(GS__CONTAINER(mail, struct gs__ask, mail));
	gs__carry(node, trace, mail->is.carried);
}

/* A message that is in no queue any more, and no quick cast. */
static void run(struct gs__instance *instance, struct gs__mail *mail)
{
	struct gs__node *node = instance->node;

	if (mail->is.carried)
		carry(node, mail);
	if (mail->is.kind <= GS__MAIL_CAST)
		run_queued_request(instance, mail);
	else if (mail->is.kind == GS__MAIL_ANSWER)
		gs__ask_run(GS__CONTAINER(mail, struct gs__ask, mail));
	else
		run_other(instance, mail);
	node->carried = 0;
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
		gs__instance_post(instance, mail, (enum gs__mail_kind)mail->is.kind);
}

/* Whoever waits is let in when half of the mailbox is free, not one by one. */
GS__RARE static void tell_of_room(struct gs__instance *instance)
{
	const struct gs__share *share = &instance->queue.shares[GS__SHARE_MAILBOX];

	if (gs__share_count(share) <= instance->bound.count / 2 &&
		gs__share_bytes(share) <= instance->bound.bytes / 2)
		gs__wake_waiters(instance);
}

/* Does anybody look at each message of it that is taken? */
static inline bool is_watched(const struct gs__instance *instance)
{
	return instance->waiting || instance->place->tracers;
}

void gs__run_queue(struct gs__instance *instance)
{
	struct gs__queue *queue = &instance->queue;
	struct gs__loop *loop = &instance->node->loop;
	const uint32_t share = loop->limits ? 1 : SHARE;
	uint32_t left = share;

	if (instance->is_suspended)
		return;
	if (instance->waiting)
		tell_of_room(instance); /* what was queued may have been withdrawn */
	gs__queue_unmark(queue);
	while (left > 0 && queue->first && instance->life == GS__RUNNING && !loop->is_long) {
		struct gs__mail *mail = queue->first;

		if (is_quick_cast(mail) && !is_watched(instance)) {
			left = run_casts(instance, left);
			continue;
		}
		gs__queue_mark_once(queue);
		gs__queue_pop(queue);
		if (instance->waiting)
			tell_of_room(instance);
		run(instance, mail);
		left--;
	}
	gs__loop_spend(loop, share - left);
	if (queue->first && instance->life == GS__RUNNING)
		gs__loop_later(loop, GS__PHASE_QUEUES, &instance->task);
	if (instance->line)
		gs__keyed_rest(instance);
}

/* The message's memory, after init or terminate: unless a handler runs, or a message stands there
 * that has made this life begin or end, and is to be handled yet. */
static void give_back(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	if (node->running || node->is_read)
		return;
	if (instance->kind->class->is_secret)
		gs__message_wipe(node);
	gs__arena_reset(&node->arena);
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
	give_back(instance);
	return ctx.ending;
}

/* What it asks for is given, but for another end. */
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
	give_back(instance);
}
