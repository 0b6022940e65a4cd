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
	gs__slab_drop(&node->callers, caller);
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

void gs__sink_drop(struct gs__node *node, struct gs__sink *sink)
{
	while (sink->callers) {
		if (sink->callers->mail)
			sink->callers->mail->id = 0;
		gs__caller_drop(node, sink->callers);
	}
}

bool gs__sink_cancel(struct gs__node *node, struct gs__sink *sink, uint32_t msgid)
{
	struct gs__caller *caller = sink->callers;

	while (caller && caller->request.msgid != msgid)
		caller = caller->sink_next;
	if (!caller)
		return false;
	if (caller->mail) {
		gs__queue_remove(&caller->instance->queue, caller->mail);
		gs__mail_free(&node->loop.pool, caller->mail);
	}
	gs__caller_drop(node, caller);
	node->counters.cancelled++;
	return true;
}
