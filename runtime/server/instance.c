/* SPDX-License-Identifier: MIT */
#include "runtime/server/instance.h"

#include <stdlib.h>

#include "runtime/server/ask.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/push.h"
#include "runtime/server/wiring.h"
#include "runtime/server/timers.h"

enum { ALIGN = 16, REASON_MAX = 255 };

static size_t aligned(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static void run_task(struct gs__task *task)
{
	struct gs__instance *instance = GS__CONTAINER(task, struct gs__instance, task);

	if (!instance->is_ended) {
		gs__run_queue(instance);
		return;
	}
	instance->is_ended = false;
	if (instance->parent)
		instance->parent->ended(instance->parent, instance);
}

static uint32_t limit(const struct gs_amount *amount, const void *params, uint32_t usual)
{
	int64_t given = gs__amount(amount, params);

	return given == 0 ? usual : given < UINT32_MAX ? (uint32_t)given : UINT32_MAX;
}

struct gs__instance *gs__instance_new(struct gs__node *node, gs_str name,
	const struct gs_class *class, const void *params, struct gs__parent *parent)
{
	size_t head = aligned(sizeof(struct gs__instance));
	size_t tickers = aligned(class->tick_count * sizeof(struct gs__ticker));
	struct gs__kind *kind = gs__kind_of(node, class);
	struct gs__instance *instance;
	struct gs__place *place;

	if (!kind || gs__table_get(&node->names, name))
		return NULL;
	instance = calloc(1, head + tickers + class->state_size);
	place = instance ? gs__slab_take(&node->places, &instance->ref.gs_place) : NULL;
	if (!place || !gs__table_put(&node->names, name, instance)) {
		if (place)
			gs__slab_drop(&node->places, place);
		free(instance);
		return NULL;
	}
	place->instance = instance;
	instance->task.run = run_task;
	instance->alarm.due = gs__timer_due;
	instance->node = node;
	instance->kind = kind;
	instance->parent = parent;
	instance->name = name;
	instance->params = params;
	instance->bound.count = limit(&class->mailbox.count, params, GS__QUEUE_MAX);
	instance->bound.bytes = limit(&class->mailbox.bytes, params, GS__QUEUE_BYTES_MAX);
	instance->tickers = (void *)((char *)instance + head);
	instance->state = (char *)instance + head + tickers;
	return instance;
}

void gs__instance_free(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	gs__instance_end(instance, "shutdown");
	gs__loop_never(&node->loop, &instance->task);
	gs__instance_give_up(instance);
	gs__slab_drop(&node->places, gs__slab_get(&node->places, instance->ref.gs_place));
	free(instance->wired);
	free(instance->reason);
	gs__tracers_free(instance);
	free(instance);
}

void gs__instance_wire(struct gs__instance *instance, const struct gs_wire *wires, uint32_t count)
{
	instance->wires = wires;
	instance->wire_count = count;
}

void gs__instance_give_up(struct gs__instance *instance)
{
	if (gs__table_get(&instance->node->names, instance->name) == instance)
		gs__table_del(&instance->node->names, instance->name);
	instance->is_given_up = true;
	gs__watched_end(&instance->watched, "no process");
}

bool gs__is_failure(const char *reason)
{
	return strcmp(reason, "normal") != 0 && strcmp(reason, "shutdown") != 0;
}

void gs__instance_set_reason(struct gs__instance *instance, const char *reason)
{
	size_t len = strnlen(reason, REASON_MAX);
	char *copy = malloc(len + 1);

	if (copy) {
		memcpy(copy, reason, len);
		copy[len] = '\0';
	}
	free(instance->reason);
	instance->reason = copy;
}

const char *gs__instance_reason(const struct gs__instance *instance)
{
	return instance->reason ? instance->reason : "no memory";
}

/* Messages of a life that is over are not the next one's. */
static void drop_queue(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	while (instance->queue.first) {
		struct gs__mail *mail = instance->queue.first;

		if (mail->kind != GS__MAIL_CALL && mail->kind != GS__MAIL_STOP)
			node->counters.dropped++;
		gs__queue_remove(&instance->queue, mail);
		gs__mail_free(&node->loop.pool, mail);
	}
}

static void clear(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	gs__asks_stop(instance);
	gs__monitors_stop(instance);
	gs__callers_stop(instance, gs__instance_reason(instance));
	gs__timers_stop(instance);
	drop_queue(instance);
	if (instance->kind->class->state && instance->kind->class->state->owns)
		gs__held_drop_record(instance->kind->class->state, instance->state, &node->home);
	instance->life = GS__DOWN;
	instance->is_suspended = false;
	gs__wake_waiters(instance);
}

gs_status gs__instance_start(struct gs__instance *instance)
{
	const struct gs_class *class = instance->kind->class;

	memset(instance->state, 0, class->state_size);
	gs__instance_set_reason(instance, "no memory");
	instance->life = GS__STARTING;
	if (!gs__wire(instance) || !class->begin(instance->state,
					   instance->wired ? instance->wired : instance->params)) {
		clear(instance);
		return GS_NO_MEMORY;
	}
	if (class->state && class->state->owns)
		gs__held_settle_record(class->state, instance->state, &instance->node->home);
	if (gs__run_init(instance)) {
		clear(instance);
		return GS_DOWN;
	}
	if (!gs__ticks_start(instance)) {
		gs__run_terminate(instance, gs__instance_reason(instance));
		clear(instance);
		return GS_NO_MEMORY;
	}
	instance->life = GS__RUNNING;
	if (instance->queue.first)
		gs__loop_later(&instance->node->loop, GS__PHASE_QUEUES, &instance->task);
	return GS_OK;
}

void gs__instance_suspend(struct gs__instance *instance)
{
	instance->is_suspended = instance->life == GS__RUNNING;
}

void gs__instance_resume(struct gs__instance *instance)
{
	instance->is_suspended = false;
	if (instance->queue.first)
		gs__loop_later(&instance->node->loop, GS__PHASE_QUEUES, &instance->task);
}

bool gs__instance_stop(struct gs__instance *instance, const char *reason)
{
	size_t len = strnlen(reason, REASON_MAX);
	struct gs__mail *mail;

	if (!gs__instance_is_up(instance))
		return false;
	mail = gs__mail_new(&instance->node->loop.pool, GS__MAIL_STOP, NULL, len);
	if (!mail)
		return false;
	memcpy(gs__mail_bytes(mail), reason, len);
	mail->len = (uint32_t)len;
	gs__instance_resume(instance);
	gs__instance_post(instance, mail);
	return true;
}

void gs__instance_end(struct gs__instance *instance, const char *reason)
{
	if (instance->life != GS__RUNNING)
		return;
	gs__instance_set_reason(instance, reason);
	instance->life = GS__ENDING;
	gs__run_terminate(instance, gs__instance_reason(instance));
	clear(instance);
	gs__watched_end(&instance->watched, gs__instance_reason(instance));
	instance->is_ended = true;
	gs__loop_later(&instance->node->loop, GS__PHASE_SUPERVISE, &instance->task);
}

void gs__instance_fail(struct gs__instance *instance, const char *where, const char *reason)
{
	if (gs__is_failure(reason)) {
		instance->failed++;
		instance->node->counters.failed++;
		gs__node_log(
			instance->node, GS_ERROR, instance->name, "failed %s: %s", where, reason);
	}
	gs__instance_end(instance, reason);
}

struct gs__instance *gs__instance_named(const struct gs__node *node, gs_str name)
{
	return gs__table_get(&node->names, name);
}

const struct gs__place *gs__place_at(const struct gs__node *node, gs_ref ref)
{
	return gs__slab_get(&node->places, ref.gs_place);
}

struct gs__instance *gs__instance_at(const struct gs__node *node, gs_ref ref)
{
	const struct gs__place *place = gs__place_at(node, ref);

	return place ? place->instance : NULL;
}

void gs__instance_post(struct gs__instance *instance, struct gs__mail *mail)
{
	gs__queue_push(&instance->queue, mail);
	gs__loop_later(&instance->node->loop, GS__PHASE_QUEUES, &instance->task);
}

void gs__wait_for_room(struct gs__instance *instance, struct gs__waiter *waiter)
{
	struct gs__waiter **last = &instance->waiting;

	while (*last)
		last = &(*last)->next;
	waiter->next = NULL;
	waiter->at = instance;
	*last = waiter;
}

void gs__wait_no_more(struct gs__waiter *waiter)
{
	struct gs__waiter **at = waiter->at ? &waiter->at->waiting : NULL;

	if (!at)
		return;
	while (*at != waiter)
		at = &(*at)->next;
	*at = waiter->next;
	waiter->at = NULL;
}

void gs__wake_waiters(struct gs__instance *instance)
{
	while (instance->waiting) {
		struct gs__waiter *waiter = instance->waiting;

		gs__wait_no_more(waiter);
		waiter->wake(waiter);
	}
}
