/* SPDX-License-Identifier: MIT */
#include "runtime/server/timers.h"

#include "runtime/server/dispatch.h"
#include "runtime/server/send.h"

/* The message goes its way; the record stays until it is handled. */
void gs__timer_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__instance *instance = GS__CONTAINER(alarm, struct gs__instance, alarm);
	struct gs__timer *timer = gs__slab_get(&instance->node->timers, due->data);

	timer->pending = (gs_timer){ 0 };
	if (timer->turn != instance->node->loop.turn)
		gs__deliver(instance, timer->mail);
	else /* who arms one after the other, without a delay, lets others run in between */
		gs__instance_post(instance, timer->mail, GS__MAIL_TIMER);
}

/* Off the life's list; the handle is harmless from now on. */
static void forget(struct gs__timer *timer)
{
	struct gs__instance *instance = timer->instance;

	*(timer->prev ? &timer->prev->next : &instance->timers) = timer->next;
	if (timer->next)
		timer->next->prev = timer->prev;
	gs__slab_drop(&instance->node->timers, timer);
}

void gs__timer_done(struct gs__node *node, uint64_t id)
{
	forget(gs__slab_get(&node->timers, id));
}

/* Wherever it is: in the wheel, or due and in the queue. */
static void withdraw(struct gs__timer *timer)
{
	struct gs__instance *instance = timer->instance;
	struct gs__node *node = instance->node;

	gs__wheel_cancel(&node->loop.wheel, timer->pending);
	if (timer->mail->is.is_queued)
		gs__queue_remove(&instance->queue, timer->mail);
	gs__mail_free(&node->loop.pool, timer->mail);
	forget(timer);
}

/* The first planned instant after `now`: late ticks are one, and the grid stays. */
static gs_instant next_planned(const struct gs__ticker *ticker, gs_instant now)
{
	int64_t missed = now > ticker->planned ? (now - ticker->planned) / ticker->every : 0;

	return gs__later(ticker->planned + missed * ticker->every, ticker->every);
}

/* For the instant that is planned. False: no memory. */
static bool arm_ticker(struct gs__ticker *ticker)
{
	struct gs__wheel *wheel = &ticker->instance->node->loop.wheel;

	ticker->timer = gs__wheel_arm(wheel, ticker->planned, &ticker->alarm, 0);
	return ticker->timer.gs_id != 0;
}

static void arm_again(struct gs__ticker *ticker)
{
	struct gs__instance *instance = ticker->instance;

	if (!arm_ticker(ticker))
		gs__node_log(instance->node, GS_ERROR, instance->name,
			"no memory: %.*s ticks no more", GS_FMT(ticker->mail.handler->name));
}

static void tick_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__ticker *ticker = GS__CONTAINER(alarm, struct gs__ticker, alarm);
	struct gs__instance *instance = ticker->instance;

	(void)due;
	ticker->planned = next_planned(ticker, instance->node->loop.now);
	arm_again(ticker);
	if (!ticker->mail.is.is_queued)
		gs__deliver(instance, &ticker->mail);
}

/* Does a call, a cast or an answer wait to be handled? */
static bool has_news(const struct gs__queue *queue)
{
	return gs__share_count(&queue->shares[GS__SHARE_MAILBOX]) > 0 ||
	       gs__share_count(&queue->shares[GS__SHARE_ANSWERS]) > 0;
}

/* Messages only note when they came: whether the silence was long enough is found out here. What
 * waits to be handled is no silence. */
static void idle_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__ticker *ticker = GS__CONTAINER(alarm, struct gs__ticker, alarm);
	struct gs__instance *instance = ticker->instance;
	gs_instant now = instance->node->loop.now;
	gs_instant since = has_news(&instance->queue) ? now : instance->active;

	(void)due;
	ticker->timer = (gs_timer){ 0 };
	ticker->planned = gs__later(since, ticker->every);
	if (ticker->planned > now) {
		arm_again(ticker);
		return;
	}
	instance->is_quiet = true;
	if (!ticker->mail.is.is_queued)
		gs__deliver(instance, &ticker->mail);
}

void gs__idles_start(struct gs__instance *instance)
{
	instance->is_quiet = false;
	for (uint32_t i = 0; i < instance->kind->class->tick_count; i++) {
		struct gs__ticker *ticker = &instance->tickers[i];

		if (!ticker->is_idle || ticker->timer.gs_id)
			continue;
		ticker->planned = gs__later(instance->active, ticker->every);
		arm_again(ticker);
	}
}

bool gs__ticks_start(struct gs__instance *instance)
{
	const struct gs_class *class = instance->kind->class;
	gs_instant now = instance->node->loop.now;

	instance->active = now;
	instance->is_quiet = false;
	for (uint32_t i = 0; i < class->tick_count; i++) {
		const struct gs_tick *tick = &class->ticks[i];
		struct gs__ticker *ticker = &instance->tickers[i];

		*ticker = (struct gs__ticker){
			.alarm.due = tick->is_idle ? idle_due : tick_due,
			.instance = instance,
			.mail.handler = gs__kind_tick(instance->kind, i),
			.mail.is = { .kind = GS__MAIL_TICK, .class = GS__MAIL_PART },
			.every = gs__amount(&tick->period, instance->params),
			.is_idle = tick->is_idle,
		};
		ticker->planned = gs__later(now, ticker->every);
		if (!arm_ticker(ticker))
			return false;
	}
	return true;
}

void gs__timers_stop(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	while (instance->timers)
		withdraw(instance->timers);
	for (uint32_t i = 0; i < instance->kind->class->tick_count; i++) {
		struct gs__ticker *ticker = &instance->tickers[i];

		gs__wheel_cancel(&node->loop.wheel, ticker->timer);
		ticker->timer = (gs_timer){ 0 };
		if (ticker->mail.is.is_queued)
			gs__queue_remove(&instance->queue, &ticker->mail);
	}
}

static gs_timer arm(gs_ctx *ctx, gs_duration delay, struct gs__mail *mail)
{
	struct gs__instance *self = ctx->self;
	struct gs__loop *loop = &ctx->node->loop;
	struct gs__timer *timer;
	uint64_t id;

	timer = gs__slab_take(&ctx->node->timers, &id);
	if (!timer)
		return (gs_timer){ 0 };
	timer->pending = gs__wheel_arm(&loop->wheel, gs__later(loop->now, delay), &self->alarm, id);
	if (!timer->pending.gs_id) {
		gs__slab_drop(&ctx->node->timers, timer);
		return (gs_timer){ 0 };
	}
	timer->instance = self;
	timer->turn = loop->turn;
	timer->mail = mail;
	mail->id = id;
	timer->next = self->timers;
	if (self->timers)
		self->timers->prev = timer;
	self->timers = timer;
	return (gs_timer){ id };
}

gs_timer gs_after(gs_ctx *ctx, gs_duration delay, const struct gs_clause *clause, const void *in)
{
	struct gs__instance *self = ctx->self;
	const struct gs__handler *handler = gs__kind_handler(self->kind, clause);
	struct gs__mail *mail;
	gs_timer timer = { 0 };
	gs_status status;

	if (!handler || clause->kind != GS_TO_SELF || delay < 0 || !gs__instance_is_up(self)) {
		gs_log(ctx, GS_ERROR, "%s was not armed: %s", clause->name,
			delay < 0 ? "a negative delay" : "no such clause now");
		return timer;
	}
	status = gs__mail_make(ctx->node, GS__MAIL_TIMER, handler, in, &mail);
	if (status == GS_OK) {
		timer = arm(ctx, delay, mail);
		if (!timer.gs_id)
			gs__mail_free(&ctx->node->loop.pool, mail);
	}
	if (!timer.gs_id)
		gs_log(ctx, GS_ERROR, "%s was not armed: %s", clause->name,
			status == GS_INVALID ? "its parameters do not fit" : "no memory");
	return timer;
}

/* Those of the life that asks; a handle of another server is harmless. */
static struct gs__timer *find(const gs_ctx *ctx, gs_timer handle)
{
	struct gs__timer *timer = gs__slab_get(&ctx->node->timers, handle.gs_id);

	return timer && timer->instance == ctx->self ? timer : NULL;
}

bool gs_cancel(gs_ctx *ctx, gs_timer handle)
{
	struct gs__timer *timer = find(ctx, handle);

	if (timer)
		withdraw(timer);
	return timer;
}

bool gs_rearm(gs_ctx *ctx, gs_timer handle, gs_duration delay)
{
	struct gs__timer *timer = find(ctx, handle);
	struct gs__loop *loop = &ctx->node->loop;
	gs_instant deadline = gs__later(loop->now, delay > 0 ? delay : 0);
	gs_timer pending;

	if (!timer)
		return false;
	timer->turn = loop->turn;
	if (!timer->mail->is.is_queued)
		return gs__wheel_rearm(&loop->wheel, timer->pending, deadline);
	pending = gs__wheel_arm(&loop->wheel, deadline, &ctx->self->alarm, handle.gs_id);
	if (!pending.gs_id) /* no memory: it stays due */
		return true;
	gs__queue_remove(&ctx->self->queue, timer->mail);
	timer->pending = pending;
	return true;
}

void gs__timer_cancel(struct gs__home *home, gs_timer handle)
{
	struct gs__node *node = home->wipes ? GS__CONTAINER(home, struct gs__node, hidden)
					    : GS__CONTAINER(home, struct gs__node, home);
	struct gs__timer *timer = gs__slab_get(&node->timers, handle.gs_id);

	if (timer)
		withdraw(timer);
}

gs_duration gs_left(gs_ctx *ctx, gs_timer handle)
{
	struct gs__timer *timer = find(ctx, handle);
	int64_t deadline;

	if (!timer)
		return -1;
	if (!gs__wheel_get(&ctx->node->loop.wheel, timer->pending, &deadline, NULL, NULL))
		return 0;
	return deadline > ctx->node->loop.now ? deadline - ctx->node->loop.now : 0;
}
