/* SPDX-License-Identifier: MIT */
#include "runtime/server/caller.h"

#include "runtime/server/inside.h"

uint64_t gs__caller_add(struct gs__instance *instance, const struct gs__request *request,
	const struct gs_clause *clause)
{
	struct gs__slab *callers = &instance->node->callers;
	uint64_t id;
	struct gs__caller *caller = gs__slab_take(callers, &id);

	if (!caller)
		return 0;
	caller->waiting.request = *request;
	caller->waiting.instance = instance;
	caller->waiting.is_kept = true;
	if (!gs__waiting_enter(&caller->waiting)) {
		gs__slab_drop(callers, caller);
		return 0;
	}
	caller->clause = clause;
	caller->next = instance->callers;
	if (instance->callers)
		instance->callers->prev = caller;
	instance->callers = caller;
	return id;
}

struct gs__caller *gs__caller_find(const struct gs__node *node, uint64_t id)
{
	return gs__slab_get(&node->callers, id);
}

/* An instance of a keyed server may rest when nobody waits for it any more. */
static void let_rest(struct gs__instance *instance)
{
	if (instance->slot && !instance->callers && instance->life == GS__RUNNING)
		gs__loop_later(&instance->node->loop, GS__PHASE_QUEUES, &instance->task);
}

void gs__caller_drop(struct gs__node *node, struct gs__caller *caller)
{
	struct gs__instance *instance = caller->waiting.instance;

	gs__waiting_leave(&caller->waiting);
	*(caller->prev ? &caller->prev->next : &instance->callers) = caller->next;
	if (caller->next)
		caller->next->prev = caller->prev;
	if (caller->gone)
		gs__mail_free(&node->loop.pool, caller->gone);
	gs__wheel_cancel(&node->loop.wheel, caller->timer);
	let_rest(instance);
	gs__slab_drop(&node->callers, caller);
}

/* A server of this node that asks withdraws in time; but `info gone` is to run before it hears. */
static bool needs_alarm(const struct gs__caller *caller)
{
	const struct gs__request *request = &caller->waiting.request;

	return request->deadline < INT64_MAX && (caller->gone || !request->sink->ops->keeps_time);
}

bool gs__caller_keep(struct gs__node *node, struct gs__caller *caller, uint64_t id)
{
	const struct gs__kind *kind = caller->waiting.instance->kind;
	struct gs__loop *loop = &node->loop;

	if (kind->class->gone) {
		caller->gone = gs__mail_new(&loop->pool, GS__MAIL_GONE, &kind->gone, 0);
		if (!caller->gone)
			return false;
		caller->gone->id = id;
	}
	if (!needs_alarm(caller))
		return true;
	caller->timer = gs__wheel_arm(
		&loop->wheel, caller->waiting.request.deadline, &node->callers_due, id);
	return caller->timer.gs_id;
}

/* It waits no more: its owner hears of it, if that has a clause for it. */
static void lose(struct gs__node *node, struct gs__caller *caller)
{
	if (caller->gone) {
		gs__instance_post(caller->waiting.instance, caller->gone, GS__MAIL_GONE);
		caller->gone = NULL;
	}
	gs__caller_drop(node, caller);
}

static struct gs__caller *kept(struct gs__waiting *waiting)
{
	return GS__CONTAINER(waiting, struct gs__caller, waiting);
}

static void withdraw(struct gs__node *node, struct gs__waiting *waiting)
{
	struct gs__call *call = GS__CONTAINER(waiting, struct gs__call, waiting);

	if (waiting->is_kept) {
		lose(node, kept(waiting));
		return;
	}
	gs__waiting_leave(waiting);
	gs__queue_remove(&waiting->instance->queue, &call->mail);
	let_rest(waiting->instance);
	gs__mail_free(&node->loop.pool, &call->mail);
}

void gs__caller_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__node *node = GS__CONTAINER(alarm, struct gs__node, callers_due);
	struct gs__caller *caller = gs__caller_find(node, due->data);
	struct gs__request request = caller->waiting.request;

	lose(node, caller);
	gs__answer_status(node, &request, GS_TIMEOUT, "its time was over before the answer came");
}

void gs__callers_stop(struct gs__instance *instance, const char *reason)
{
	struct gs__node *node = instance->node;

	while (instance->callers) {
		struct gs__caller *caller = instance->callers;
		struct gs__request request = caller->waiting.request;

		gs__caller_drop(node, caller);
		gs__answer_status(node, &request, GS_DOWN, reason);
	}
}

/* The request that is just being handled has nobody to answer to. */
static void forget_serving(struct gs__node *node, const struct gs__sink *sink)
{
	if (node->serving && node->serving->sink == sink)
		node->serving->sink = NULL;
}

void gs__sink_drop(struct gs__node *node, struct gs__sink *sink)
{
	forget_serving(node, sink);
	while (sink->waiting) {
		struct gs__waiting *waiting = sink->waiting;

		if (waiting->is_kept) {
			lose(node, kept(waiting));
		} else {
			gs__waiting_leave(waiting);
			waiting->request.sink = NULL;
		}
	}
	gs__watched_end(&sink->watched, "disconnected");
}

void gs__sink_withdraw(struct gs__node *node, struct gs__sink *sink)
{
	forget_serving(node, sink);
	while (sink->waiting)
		withdraw(node, sink->waiting);
}

bool gs__sink_cancel(struct gs__node *node, struct gs__sink *sink, uint32_t msgid)
{
	struct gs__waiting *waiting = sink->waiting;

	while (waiting && waiting->request.msgid != msgid)
		waiting = waiting->next;
	if (!waiting)
		return false;
	withdraw(node, waiting);
	node->counters.cancelled++;
	return true;
}
