/* SPDX-License-Identifier: MIT */
#include "runtime/server/caller.h"

#include "runtime/server/inside.h"

uint64_t gs__caller_add(struct gs__instance *instance, const struct gs__request *request,
	const struct gs_clause *clause, struct gs__mail *mail)
{
	struct gs__sink *sink = request->sink;
	struct gs__caller *caller;
	uint64_t id;

	if (sink->caller_count >= GS__SINK_CALLERS_MAX)
		return 0;
	caller = gs__slab_take(&instance->node->callers, &id);
	if (!caller)
		return 0;
	caller->request = *request;
	caller->clause = clause;
	caller->instance = instance;
	caller->mail = mail;
	caller->sink_next = sink->callers;
	if (sink->callers)
		sink->callers->sink_prev = caller;
	sink->callers = caller;
	sink->caller_count++;
	caller->instance_next = instance->callers;
	if (instance->callers)
		instance->callers->instance_prev = caller;
	instance->callers = caller;
	return id;
}

struct gs__caller *gs__caller_find(const struct gs__node *node, uint64_t id)
{
	return gs__slab_get(&node->callers, id);
}

void gs__caller_drop(struct gs__node *node, struct gs__caller *caller)
{
	struct gs__sink *sink = caller->request.sink;

	*(caller->sink_prev ? &caller->sink_prev->sink_next : &sink->callers) = caller->sink_next;
	if (caller->sink_next)
		caller->sink_next->sink_prev = caller->sink_prev;
	sink->caller_count--;
	*(caller->instance_prev ? &caller->instance_prev->instance_next
				: &caller->instance->callers) = caller->instance_next;
	if (caller->instance_next)
		caller->instance_next->instance_prev = caller->instance_prev;
	if (caller->gone) {
		gs__mail_free(&node->loop.pool, caller->gone);
		gs__wheel_cancel(&node->loop.wheel, caller->timer);
	}
	/* An instance of a keyed server may rest when nobody waits for it any more. */
	if (caller->instance->slot && !caller->instance->callers &&
		caller->instance->life == GS__RUNNING)
		gs__loop_later(&node->loop, GS__PHASE_QUEUES, &caller->instance->task);
	gs__slab_drop(&node->callers, caller);
}

bool gs__caller_keep(struct gs__node *node, struct gs__caller *caller, uint64_t id)
{
	const struct gs__kind *kind = caller->instance->kind;
	struct gs__loop *loop = &node->loop;

	if (!kind->class->gone)
		return true;
	caller->gone = gs__mail_new(&loop->pool, GS__MAIL_GONE, &kind->gone, 0);
	if (!caller->gone)
		return false;
	caller->gone->id = id;
	if (caller->request.deadline == INT64_MAX)
		return true;
	caller->timer = gs__wheel_arm(
		&loop->wheel, caller->request.deadline, &node->callers_due, id);
	return caller->timer.gs_id;
}

/* It waits no more: its owner hears of it, if that has a clause for it. */
static void lose(struct gs__node *node, struct gs__caller *caller)
{
	if (caller->gone) {
		gs__instance_post(caller->instance, caller->gone);
		caller->gone = NULL;
		gs__wheel_cancel(&node->loop.wheel, caller->timer);
	}
	gs__caller_drop(node, caller);
}

static void withdraw(struct gs__node *node, struct gs__caller *caller)
{
	if (caller->mail) {
		gs__queue_remove(&caller->instance->queue, caller->mail);
		gs__mail_free(&node->loop.pool, caller->mail);
	}
	lose(node, caller);
}

void gs__caller_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__node *node = GS__CONTAINER(alarm, struct gs__node, callers_due);
	struct gs__caller *caller = gs__caller_find(node, due->data);
	struct gs__request request = caller->request;

	lose(node, caller);
	gs__answer_status(node, &request, GS_TIMEOUT, "its time was over before the answer came");
}

void gs__callers_stop(struct gs__instance *instance, const char *reason)
{
	struct gs__node *node = instance->node;

	while (instance->callers) {
		struct gs__caller *caller = instance->callers;
		struct gs__request request = caller->request;

		if (caller->mail)
			caller->mail->id = 0;
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
	while (sink->callers) {
		if (sink->callers->mail)
			sink->callers->mail->id = 0;
		lose(node, sink->callers);
	}
	gs__watched_end(&sink->watched, "disconnected");
}

void gs__sink_withdraw(struct gs__node *node, struct gs__sink *sink)
{
	forget_serving(node, sink);
	while (sink->callers)
		withdraw(node, sink->callers);
}

bool gs__sink_cancel(struct gs__node *node, struct gs__sink *sink, uint32_t msgid)
{
	struct gs__caller *caller = sink->callers;

	while (caller && caller->request.msgid != msgid)
		caller = caller->sink_next;
	if (!caller)
		return false;
	withdraw(node, caller);
	node->counters.cancelled++;
	return true;
}
