/* SPDX-License-Identifier: MIT */
#include "runtime/server/ask.h"

#include "runtime/base/status.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/send.h"
#include "runtime/server/timers.h"
#include "runtime/wire/envelope.h"

enum { ROOM_LEAST = 32, ROOM_MAX = 512, ENVELOPE = 8 };

/* The context, then the room for an answer. */
static uint8_t *body_of(const struct gs__ask *ask)
{
	return (uint8_t *)(ask + 1);
}

static struct gs__node *node_of(const struct gs__ask *ask)
{
	return ask->asker->node;
}

/* Its life, and the wheel, know it no more. */
static void forget(struct gs__ask *ask)
{
	*(ask->prev ? &ask->prev->next : &ask->asker->asks) = ask->next;
	if (ask->next)
		ask->next->prev = ask->prev;
	ask->asker->ask_count--;
	gs__wheel_cancel(&node_of(ask)->loop.wheel, ask->timer);
}

static void free_answer(struct gs__ask *ask)
{
	if (ask->answer_got)
		gs__pool_give(&node_of(ask)->loop.pool, ask->answer, ask->answer_got);
}

/* The answer is there: from now on it is a message like others. */
static void land(struct gs__ask *ask, gs_status status, const char *text)
{
	gs__wheel_cancel(&node_of(ask)->loop.wheel, ask->timer);
	ask->status = status;
	ask->text = text;
	gs__instance_post(ask->asker, &ask->mail);
}

/* What the sink does. */

static struct gs_writer *begin_answer(struct gs__sink *sink)
{
	struct gs__ask *ask = GS__CONTAINER(sink, struct gs__ask, sink);
	struct gs_writer *out = &node_of(ask)->draft;

	out->at = out->bytes;
	out->limit = UINT32_MAX / 2;
	out->no_memory = false;
	return out;
}

static void end_answer(struct gs__sink *sink)
{
	struct gs__ask *ask = GS__CONTAINER(sink, struct gs__ask, sink);
	struct gs__pool *pool = &node_of(ask)->loop.pool;
	struct gs_writer *out = &node_of(ask)->draft;
	size_t len = (size_t)(out->at - out->bytes);

	ask->answer = body_of(ask) + ask->context_len;
	if (len > ask->room)
		ask->answer = gs__pool_take(pool, len, &ask->answer_got);
	if (ask->answer) {
		memcpy(ask->answer, out->bytes, len);
		ask->answer_len = (uint32_t)len;
	}
	gs__draft_trim(node_of(ask));
	if (ask->answer)
		land(ask, GS_OK, "");
	else
		land(ask, GS_NO_MEMORY, "no memory for the answer");
}

static void lose_answer(struct gs__sink *sink)
{
	land(GS__CONTAINER(sink, struct gs__ask, sink), GS_NO_MEMORY, "no memory for the answer");
}

static const struct gs__sink_ops sink_ops = {
	.begin = begin_answer,
	.end = end_answer,
	.lose = lose_answer,
};

/* Asking. */

static size_t room_for(const struct gs_clause *to)
{
	uint64_t most = to->out ? to->out->encoded_max : 1;

	return most > ROOM_MAX ? ROOM_LEAST : (size_t)most + ENVELOPE;
}

static gs_status make(
	gs_ctx *ctx, const struct gs__handler *handler, const void *context, struct gs__ask **made)
{
	struct gs__instance *self = ctx->self;
	struct gs__coded coded;
	struct gs__ask *ask;
	gs_status status = gs__encode(ctx->node, handler->clause->in, context, sizeof(*ask),
		room_for(handler->to), &coded);

	if (status != GS_OK)
		return status;
	ask = coded.block;
	*ask = (struct gs__ask){
		.sink.ops = &sink_ops,
		.asker = self,
		.next = self->asks,
		.limit = gs__limit_of(ctx),
		.context_len = coded.len,
		.room = (uint32_t)(coded.got - sizeof(*ask)) - coded.len,
	};
	gs__mail_init(&ask->mail, GS__MAIL_ANSWER, handler, coded.got);
	if (ask->next)
		ask->next->prev = ask;
	self->asks = ask;
	self->ask_count++;
	*made = ask;
	return GS_OK;
}

/* Puts the request into the other's queue. */
static gs_status send(
	struct gs__ask *ask, struct gs__instance *to, gs_instant deadline, const void *in)
{
	struct gs__node *node = node_of(ask);
	const struct gs__handler *handler;
	struct gs__request request = {
		.sink = &ask->sink,
		.peer = ask->asker->ref.gs_place,
		.deadline = deadline,
	};
	struct gs__mail *mail;
	gs_status status;

	if (!to || to->is_given_up)
		return GS_NO_SERVER;
	if (!gs__instance_is_up(to))
		return GS_DOWN;
	handler = gs__kind_handler(to->kind, ask->mail.handler->to);
	if (!handler || to->is_built_in)
		return GS_NO_CLAUSE;
	if (deadline <= node->loop.now)
		return GS_TIMEOUT;
	status = gs__send_to(&to, handler, in);
	if (status == GS_OK)
		status = gs__mail_encode(node, GS__MAIL_CALL, handler, in, &mail);
	if (status != GS_OK)
		return status;
	mail->id = gs__make_room(to, mail->len)
			   ? gs__caller_add(to, &request, handler->clause, mail)
			   : 0;
	if (!mail->id) {
		gs__mail_free(&node->loop.pool, mail);
		node->counters.overloaded++;
		return GS_FULL;
	}
	gs__instance_post(to, mail);
	return GS_OK;
}

/* The words for a request that could not be sent. */
static const char *why_not(gs_status status)
{
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

	gs__sink_withdraw(node_of(ask), &ask->sink);
	forget(ask);
	if (ask->mail.is_queued)
		gs__queue_remove(&ask->asker->queue, &ask->mail);
	free_answer(ask);
	gs__mail_free(pool, &ask->mail);
}

gs_status gs_request(gs_ctx *ctx, gs_ref to, const struct gs_clause *response, const void *in,
	gs_duration timeout, const void *context)
{
	struct gs__instance *self = ctx->self;
	struct gs__loop *loop = &ctx->node->loop;
	const struct gs__handler *handler = gs__kind_handler(self->kind, response);
	gs_instant deadline = timeout < 0 ? INT64_MAX : gs__later(loop->now, timeout);
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
	if (deadline > ask->limit)
		deadline = ask->limit;
	status = send(ask, gs__instance_at(ctx->node, to), deadline, in);
	if (status == GS_OK && deadline < INT64_MAX) {
		ask->timer = gs__wheel_arm(
			&loop->wheel, deadline, &ctx->node->asks_due, (uintptr_t)ask);
		status = ask->timer.gs_id ? GS_OK : GS_NO_MEMORY;
	}
	if (status == GS_NO_MEMORY || status == GS_INVALID) {
		free_ask(ask);
		return status;
	}
	if (status != GS_OK)
		land(ask, status, why_not(status));
	return GS_OK;
}

void gs__ask_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__ask *ask = (struct gs__ask *)(uintptr_t)due->data;

	(void)alarm;
	if (ask->sink.callers && ask->sink.callers->mail)
		node_of(ask)->counters.expired++;
	gs__sink_withdraw(node_of(ask), &ask->sink);
	ask->status = GS_TIMEOUT;
	ask->text = "no answer came in time";
	gs__deliver(ask->asker, &ask->mail);
}

void gs__asks_stop(struct gs__instance *instance)
{
	while (instance->asks)
		free_ask(instance->asks);
}

/* What came. */

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

static gs_status read_error(gs_ctx *ctx, const struct gs_clause *to,
	const struct gs__wire_error *error, struct gs_reader *in)
{
	gs_status status = gs__status_in(to, error->name);

	ctx->answer_text = gs__arena_copy(&ctx->node->arena, error->text.data, error->text.len);
	if (status == GS_OK)
		return GS_INTERNAL;
	read_fields(ctx, to, status, error, in);
	return status;
}

static gs_status read_answer(gs_ctx *ctx, const struct gs__ask *ask, const struct gs_clause *to)
{
	struct gs__node *node = ctx->node;
	struct gs__wire_error error = { 0 };
	struct gs__envelope envelope;
	struct gs_reader in = {
		.at = ask->answer,
		.end = ask->answer + ask->answer_len,
		.arena = &node->arena,
	};

	ctx->answer_text = ask->text;
	if (ask->status != GS_OK)
		return ask->status;
	if (gs__envelope_read(&in, &envelope) != GS__HEAD_GOOD ||
		gs__envelope_error(&in, &error) != GS__GOOD)
		return GS_INTERNAL;
	if (error.is_set)
		return read_error(ctx, to, &error, &in);
	if (!to->out || gs__record_take(&in, to->out, node->reply, NULL))
		return GS_OK;
	ctx->answer_text = "the answer does not fit, or there is no memory for it";
	return GS_INTERNAL;
}

void gs__ask_run(struct gs__ask *ask)
{
	struct gs__instance *self = ask->asker;
	const struct gs__handler *handler = ask->mail.handler;
	struct gs__node *node = self->node;
	gs_ctx ctx = { .node = node, .self = self, .handler = handler, .limit = ask->limit };
	struct gs_reader in = {
		.at = body_of(ask),
		.end = body_of(ask) + ask->context_len,
		.arena = &node->arena,
	};
	gs_status status;

	gs__was_active(self, node->loop.now);
	forget(ask);
	ask->timer = (gs_timer){ 0 };
	ctx.is_response = true;
	status = read_answer(&ctx, ask, handler->to);
	if (handler->clause->in && !gs__record_take(&in, handler->clause->in, node->params, NULL)) {
		node->counters.dropped++;
		gs__node_log(node, GS_ERROR, self->name, "%.*s was dropped: no memory",
			GS_FMT(handler->name));
		gs__arena_reset(&node->arena);
	} else {
		gs__enter(&ctx);
		handler->run.response(self->state, &ctx, node->params, status,
			status == GS_OK && handler->to->out ? node->reply : NULL);
		gs__leave(&ctx);
	}
	free_answer(ask);
}

const char *gs_error_text(gs_ctx *ctx)
{
	return ctx->answer_text ? ctx->answer_text : "";
}

const gs_status *gs_error_of(gs_ctx *ctx, gs_status error)
{
	return ctx->answer_fields && *ctx->answer_fields == error ? ctx->answer_fields : NULL;
}
