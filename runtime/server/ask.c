/* SPDX-License-Identifier: MIT */
#include "runtime/server/ask.h"

#include "runtime/base/status.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/remote.h"
#include "runtime/server/send.h"
#include "runtime/server/timers.h"
#include "runtime/wire/envelope.h"

static struct gs__node *node_of(const struct gs__ask *ask)
{
	return ask->asker->node;
}

void gs__ask_forget(struct gs__ask *ask)
{
	gs__ask_stop_clock(ask, &node_of(ask)->fresh_asks);
	*(ask->prev ? &ask->prev->next : &ask->asker->asks) = ask->next;
	if (ask->next)
		ask->next->prev = ask->prev;
	ask->asker->ask_count--;
}

void gs__ask_clean(struct gs__ask *ask)
{
	if (ask->mail.is.is_secret) {
		explicit_bzero(gs__ask_body(ask), ask->context_len + ask->room);
		if (ask->answer_got)
			explicit_bzero(ask->answer, ask->answer_len);
	}
	if (ask->answer_got)
		gs__pool_give(&node_of(ask)->loop.pool, ask->answer, ask->answer_got);
}

/* The answer is there: from now on it is a message like others. */
static inline void land(struct gs__ask *ask, gs_status status, const char *text)
{
	struct gs__instance *asker = ask->asker;

	gs__ask_stop_clock(ask, &node_of(ask)->fresh_asks);
	ask->status = status;
	ask->text = text;
	gs__queue_push(&asker->queue, &ask->mail, GS__MAIL_ANSWER);
	gs__loop_later(&asker->node->loop, GS__PHASE_QUEUES, &asker->task);
}

void gs__ask_answer(struct gs__ask *ask, const uint8_t *bytes, size_t len)
{
	ask->answer = gs__ask_body(ask) + ask->context_len;
	if (len > ask->room)
		ask->answer = gs__pool_take(&node_of(ask)->loop.pool, len, &ask->answer_got);
	if (!ask->answer) {
		ask->answer_got = 0; /* what it would have been */
		land(ask, GS_NO_MEMORY, "no memory for the answer");
		return;
	}
	memcpy(ask->answer, bytes, len);
	ask->answer_len = (uint32_t)len;
	land(ask, GS_OK, "");
}

void gs__ask_fail(struct gs__ask *ask, gs_status status, const char *text)
{
	land(ask, status, text);
}

/* What the sink does. */

static struct gs_writer *begin_answer(struct gs__sink *sink)
{
	struct gs__ask *ask = GS__CONTAINER(sink, struct gs__ask, sink);

	return gs__draft_begin(node_of(ask), ask->mail.handler->is_secret);
}

static void end_answer(struct gs__sink *sink)
{
	struct gs__ask *ask = GS__CONTAINER(sink, struct gs__ask, sink);
	struct gs_writer *out = &node_of(ask)->draft;

	gs__ask_answer(ask, out->bytes, (size_t)(out->at - out->bytes));
	gs__draft_end(node_of(ask));
}

static void lose_answer(struct gs__sink *sink)
{
	land(GS__CONTAINER(sink, struct gs__ask, sink), GS_NO_MEMORY, "no memory for the answer");
}

static enum gs__taken take_answer(
	struct gs__sink *sink, const struct gs_clause *clause, const void *reply)
{
	struct gs__ask *ask = GS__CONTAINER(sink, struct gs__ask, sink);
	enum gs__form form = ask->mail.handler->answer_form;

	if (form == GS__CODED)
		return GS__NOT_TAKEN;
	if (!gs__is_plain(form, clause->out, reply))
		return GS__MISFIT;
	ask->answer = gs__ask_body(ask) + ask->context_len;
	ask->is_plain = true;
	gs__copy(ask->answer, reply, gs__record_size(clause->out));
	land(ask, GS_OK, "");
	return GS__TAKEN;
}

static const struct gs__sink_ops sink_ops = {
	.take = take_answer,
	.begin = begin_answer,
	.end = end_answer,
	.lose = lose_answer,
	.keeps_time = true,
};

void gs__ask_depart(struct gs__ask *ask, struct gs__remote *remote)
{
	ask->is_away = true;
	ask->away.remote = remote;
}

void gs__ask_return(struct gs__ask *ask)
{
	ask->is_away = false;
	ask->sink = (struct gs__sink){ .ops = &sink_ops };
}

/* Asking. */

void gs__ask_withdraw(struct gs__ask *ask, bool cancels)
{
	if (ask->is_away)
		gs__remote_forget(ask->away.remote, ask, cancels);
	else
		gs__sink_withdraw(node_of(ask), &ask->sink);
}

/* A block with the context in it, padded: what follows is a C struct, perhaps. */
static gs_status keep_context(struct gs__node *node, const struct gs__handler *handler,
	const void *context, struct gs__coded *coded)
{
	const size_t head = sizeof(struct gs__ask);
	const size_t room = handler->answer_room + GS__ASK_ALIGN + node->carried;

	if (handler->in_form == GS__CODED)
		return gs__encode(node, handler->clause->in, context, head, room, coded);
	if (!gs__is_plain(handler->in_form, handler->clause->in, context))
		return GS_INVALID;
	coded->len = handler->in_size;
	coded->block = gs__pool_take(&node->loop.pool, head + coded->len + room, &coded->got);
	if (!coded->block)
		return GS_NO_MEMORY;
	gs__copy((uint8_t *)coded->block + head, context, coded->len);
	return GS_OK;
}

static uint32_t aligned(uint32_t size)
{
	return (size + GS__ASK_ALIGN - 1) & ~(uint32_t)(GS__ASK_ALIGN - 1);
}

static inline void enlist(struct gs__ask *ask, struct gs__instance *asker)
{
	ask->asker = asker;
	ask->next = asker->asks;
	ask->prev = NULL;
	if (ask->next)
		ask->next->prev = ask;
	asker->asks = ask;
	asker->ask_count++;
}

/* What every ask is at first, but for its message, its context and the room behind it. */
static inline void begin(struct gs__ask *ask, gs_ctx *ctx)
{
	ask->sink.ops = &sink_ops;
	ask->sink.place = 0;
	ask->sink.waiting = NULL;
	ask->sink.waiting_count = 0;
	ask->sink.is_remote = false;
	ask->sink.watched.first = NULL;
	ask->sink.watched.last = NULL;
	ask->timer.gs_id = 0;
	ask->fresh = 0;
	ask->limit = gs__limit_of(ctx);
	ask->answer_got = 0;
	ask->is_plain = false;
	ask->is_away = false;
	enlist(ask, ctx->self);
}

static gs_status make(
	gs_ctx *ctx, const struct gs__handler *handler, const void *context, struct gs__ask **made)
{
	struct gs__coded coded;
	gs_status status = keep_context(ctx->node, handler, context, &coded);
	struct gs__ask *ask = coded.block;

	if (status != GS_OK)
		return status;
	gs__mail_init(&ask->mail, GS__MAIL_ANSWER, handler, coded.got);
	begin(ask, ctx);
	ask->mail.is.len = coded.len;
	ask->mail.is.is_plain = handler->in_form != GS__CODED;
	ask->context_len = aligned(coded.len);
	ask->room = (uint32_t)(coded.got - sizeof(*ask)) - ask->context_len - ctx->node->carried;
	ask->mail.is.carried = ctx->node->carried;
	if (ask->mail.is.carried)
		memcpy(gs__ask_trace(ask), ctx->node->trace, ask->mail.is.carried);
	*made = ask;
	return GS_OK;
}

/* Puts the request into the other's queue. */
static gs_status send_here(struct gs__ask *ask, gs_ref ref, struct gs__instance *to,
	gs_instant deadline, const void *in)
{
	struct gs__node *node = node_of(ask);
	const struct gs__handler *handler;
	struct gs__request request = {
		.sink = &ask->sink,
		.deadline = deadline,
	};
	struct gs__mail *mail;
	gs_status status = GS_OK;

	if (!to || to->is_given_up)
		return GS_NO_SERVER;
	if (!gs__instance_is_up(to))
		return GS_DOWN;
	handler = gs__kind_handler(to->kind, ask->mail.handler->to);
	if (!handler || to->is_built_in)
		return GS_NO_CLAUSE;
	if (deadline <= node->loop.now)
		return GS_TIMEOUT;
	if (to->keyed)
		status = gs__send_to(ref, &to, &handler, &in);
	if (status != GS_OK)
		return status;
	status = gs__mail_make(node, GS__MAIL_CALL, handler, in, &mail);
	if (status != GS_OK) {
		gs__not_sent_to(to);
		return status;
	}
	if (!gs__make_room(to, mail->is.len) || !gs__call_enter(mail, to, &request)) {
		gs__mail_free(&node->loop.pool, mail);
		node->counters.overloaded++;
		return GS_FULL;
	}
	mail->sender = ask->asker->ref;
	gs__instance_post(to, mail, GS__MAIL_CALL);
	return GS_OK;
}

static gs_status send(struct gs__ask *ask, gs_ref to, gs_instant deadline, const void *in)
{
	struct gs__node *node = node_of(ask);
	const struct gs__place *place = gs__place_at(node, to);
	struct gs__instance *instance = place ? place->instance : NULL;
	struct gs__remote *remote = instance ? NULL : gs__remote_at(node, to);

	if (remote)
		return gs__remote_ask(remote, ask, ask->mail.handler->to, deadline, in);
	return send_here(ask, to, instance, deadline, in);
}

/* The words for a request that could not be sent. */
static const char *why_not(const struct gs__node *node, gs_ref to, gs_status status)
{
	const struct gs__remote *remote = gs__remote_at(node, to);

	if (remote && status == GS_DOWN)
		return remote->why;
	switch (status) {
	case GS_NO_SERVER: return "there is no such server";
	case GS_DOWN: return "the server is not running";
	case GS_NO_CLAUSE: return "the server has no such call";
	case GS_TIMEOUT: return "its time was over before it was sent";
	default: return "too much is waiting";
	}
}

static void free_ask(struct gs__ask *ask)
{
	struct gs__pool *pool = &node_of(ask)->loop.pool;

	gs__ask_withdraw(ask, true);
	gs__ask_forget(ask);
	if (ask->mail.is.is_queued)
		gs__queue_remove(&ask->asker->queue, &ask->mail);
	gs__ask_clean(ask);
	gs__mail_free(pool, &ask->mail);
}

/* Any request there is. */
GS__RARE static gs_status ask_slowly(gs_ctx *ctx, gs_ref to, const struct gs_clause *response,
	const void *in, gs_instant deadline, const void *context)
{
	struct gs__instance *self = ctx->self;
	const struct gs__handler *handler = gs__kind_handler(self->kind, response);
	struct gs__ask *ask;
	gs_status status;

	if (!handler || !handler->to)
		return GS_NO_CLAUSE;
	if (!gs__instance_is_up(self))
		return GS_DOWN;
	if (self->ask_count >= GS__ASKS_MAX)
		return GS_FULL;
	status = make(ctx, handler, context, &ask);
	if (status != GS_OK)
		return status;
	status = send(ask, to, deadline, in);
	if (status == GS_OK && deadline < INT64_MAX)
		gs__ask_start_clock(ask, deadline);
	if (status == GS_NO_MEMORY || status == GS_INVALID) {
		free_ask(ask);
		return status;
	}
	if (status != GS_OK)
		land(ask, status, why_not(ctx->node, to, status));
	return GS_OK;
}

/* May a few bytes, with a context likewise, be asked of a server on the short road? `response` and
 * `asked`: where the handlers should be. */
static inline bool is_quick(const gs_ctx *ctx, const struct gs__kind_place *response,
	const struct gs_clause *clause, const struct gs__instance *to)
{
	const struct gs__node *node = ctx->node;
	const struct gs__instance *self = ctx->self;

	return response->clause == clause && response->handler->quick == GS__MAIL_ANSWER &&
	       gs__instance_is_up(self) && self->ask_count < GS__ASKS_MAX && !node->carried && to &&
	       gs__instance_is_up(to) && !to->is_given_up && !to->is_built_in &&
	       node->fresh_asks.count < node->fresh_asks.room;
}

static inline bool is_quickly_asked(const struct gs__kind_place *asked,
	const struct gs_clause *clause, const struct gs__instance *to)
{
	return asked->clause == clause && asked->handler->quick == GS__MAIL_CALL &&
	       gs__has_room(to, asked->handler->label.len);
}

/* The call that stands in the ask. */
static inline void call(struct gs__ask *ask, struct gs__instance *to,
	const struct gs__handler *handler, gs_instant deadline, const void *in)
{
	struct gs__call *call = &ask->call;

	call->mail.handler = handler;
	call->mail.is = handler->label;
	call->mail.is.class = GS__MAIL_PART;
	call->mail.sender = ask->asker->ref;
	gs__copy_quick(ask->params, in, handler->label.len);
	call->waiting.request = (struct gs__request){
		.sink = &ask->sink,
		.deadline = deadline,
	};
	call->waiting.instance = to;
	call->waiting.is_kept = false;
	gs__waiting_enter(&call->waiting);
	gs__instance_post(to, &call->mail, GS__MAIL_CALL);
}

gs_status gs_request(gs_ctx *ctx, gs_ref ref, const struct gs_clause *clause, const void *in,
	gs_duration timeout, const void *context)
{
	struct gs__node *node = ctx->node;
	const struct gs__place *place = gs__slab_get(&node->places, ref.gs_place);
	struct gs__instance *to = place ? place->instance : NULL;
	const struct gs__kind_place *own = gs__kind_place(ctx->self->kind, clause), *asked;
	const struct gs__handler *response = own->handler;
	gs_instant limit = gs__limit_of(ctx);
	gs_instant deadline = timeout < 0 ? INT64_MAX : gs__later(node->loop.now, timeout);
	struct gs__ask *ask = NULL;

	if (deadline > limit)
		deadline = limit;
	if (is_quick(ctx, own, clause, to) && deadline > node->loop.now) {
		asked = gs__kind_place(to->kind, response->to);
		if (is_quickly_asked(asked, response->to, to))
			ask = gs__pool_pick(&node->loop.pool, response->label.class);
	}
	if (!ask)
		return ask_slowly(ctx, ref, clause, in, deadline, context);
	ask->mail.handler = response;
	ask->mail.is = response->label;
	begin(ask, ctx);
	ask->context_len = aligned(response->label.len);
	ask->room = response->answer_room;
	gs__copy_quick(gs__ask_body(ask), context, response->label.len);
	call(ask, to, asked->handler, deadline, in);
	if (deadline < INT64_MAX)
		gs__ask_start_clock(ask, deadline);
	return GS_OK;
}

void gs__asks_stop(struct gs__instance *instance)
{
	while (instance->asks)
		free_ask(instance->asks);
}
