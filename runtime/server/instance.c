/* SPDX-License-Identifier: MIT */
#include "runtime/server/instance.h"

#include <stdlib.h>

#include "runtime/server/ask.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/keyed.h"
#include "runtime/server/push.h"
#include "runtime/server/wiring.h"
#include "runtime/server/timers.h"

enum { ALIGN = 16, REASON_MAX = 255 };

static size_t aligned(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* The news are queued first: who is told to stop by the parent, now or later, has heard them. They
 * are handled afterwards, when the name is free or leads to the next life. */
GS__RARE static void tell_of_end(struct gs__instance *instance)
{
	instance->is_ended = false;
	gs__watched_tell(&instance->told);
	if (instance->parent)
		instance->parent->ended(instance->parent, instance);
}

/* An instance of a key whose init was put off to the loop. */
GS__RARE static void start_late(struct gs__instance *instance)
{
	if (gs__instance_enter(instance) == GS_OK)
		gs__run_queue(instance);
}

static void run_task(struct gs__task *task)
{
	struct gs__instance *instance = GS__CONTAINER(task, struct gs__instance, task);

	if (instance->is_ended)
		tell_of_end(instance);
	else if (instance->life == GS__STARTING)
		start_late(instance);
	else
		gs__run_queue(instance);
}

static uint32_t limit(const struct gs_amount *amount, const void *params, uint32_t usual)
{
	int64_t given = gs__amount(amount, params);

	return given == 0 ? usual : given < UINT32_MAX ? (uint32_t)given : UINT32_MAX;
}

static struct gs__instance *allocate(const struct gs_class *class, size_t state_size)
{
	size_t head = aligned(sizeof(struct gs__instance));
	size_t tickers = aligned(class->tick_count * sizeof(struct gs__ticker));
	struct gs__instance *instance = calloc(1, head + tickers + state_size);

	if (!instance)
		return NULL;
	instance->task.run = run_task;
	instance->alarm.due = gs__timer_due;
	instance->tickers = (void *)((char *)instance + head);
	instance->state = (char *)instance + head + tickers;
	return instance;
}

struct gs__instance *gs__instance_body(struct gs__instance *place, struct gs__parent *parent)
{
	struct gs__instance *body = allocate(place->kind->class, 0);

	if (!body)
		return NULL;
	body->node = place->node;
	body->kind = place->kind;
	body->name = place->name;
	body->bound = place->bound;
	body->parent = parent;
	body->place = place;
	return body;
}

struct gs__instance *gs__instance_new(struct gs__node *node, gs_str name,
	const struct gs__kind *kind, const void *params, struct gs__parent *parent)
{
	const struct gs_class *class = kind ? kind->class : NULL;
	struct gs__instance *instance;
	struct gs__place *place;

	if (!kind)
		return NULL;
	instance = allocate(class, class->key ? 0 : class->state_size);
	place = instance ? gs__slab_take(&node->places, &instance->ref.gs_place) : NULL;
	if (!place || !gs__table_add(&node->names, name, instance)) {
		if (place)
			gs__slab_drop(&node->places, place);
		free(instance);
		return NULL;
	}
	place->instance = instance;
	instance->is_named = true;
	instance->node = node;
	instance->place = instance;
	instance->kind = kind;
	instance->parent = parent;
	instance->name = name;
	instance->params = params;
	instance->bound.count = limit(&class->mailbox.count, params, GS__QUEUE_MAX);
	instance->bound.bytes = limit(&class->mailbox.bytes, params, GS__QUEUE_BYTES_MAX);
	if (class->key) {
		instance->state = NULL;
		instance->keyed = gs__keyed_new(instance);
		if (!instance->keyed) {
			gs__instance_free(instance);
			return NULL;
		}
	}
	return instance;
}

void gs__instance_free(struct gs__instance *instance)
{
	struct gs__node *node = instance->node;

	gs__instance_end(instance, "shutdown");
	gs__loop_never(&instance->task);
	gs__watched_tell(&instance->told);
	gs__instance_give_up(instance);
	gs__slab_drop(&node->places, gs__slab_get(&node->places, instance->ref.gs_place));
	if (instance->keyed)
		gs__keyed_free(instance->keyed);
	if (instance->wired && instance->kind->class->is_secret)
		explicit_bzero(instance->wired, instance->kind->class->params->size);
	free(instance->wired);
	gs__instance_drop_reason(instance);
	gs__tracers_free(instance);
	free(instance);
}

bool gs__instance_take_up(struct gs__instance *instance)
{
	struct gs__table *names = &instance->node->names;

	instance->is_given_up = false;
	if (!instance->is_named)
		instance->is_named = gs__table_add(names, instance->name, instance);
	return instance->is_named;
}

void gs__instance_wire(struct gs__instance *instance, const struct gs_wire *wires, uint32_t count)
{
	instance->wires = wires;
	instance->wire_count = count;
}

void gs__instance_give_up(struct gs__instance *instance)
{
	if (instance->is_named)
		gs__table_del(&instance->node->names, instance->name);
	instance->is_named = false;
	instance->is_given_up = true;
	gs__watched_end(&instance->watched, "no process");
}

/* The constant that an end in order has for a reason; NULL: it is a failure. */
static const char *orderly(const char *reason)
{
	static const char *const reasons[] = { "normal", "shutdown" };

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(reason, reasons[i]) == 0)
			return reasons[i];
	return NULL;
}

bool gs__is_failure(const char *reason)
{
	return !orderly(reason);
}

void gs__instance_drop_reason(struct gs__instance *instance)
{
	char *own = instance->own_reason;

	if (own)
		gs__pool_give_class(
			&instance->node->loop.pool, own, gs__pool_class(strlen(own) + 1));
	instance->own_reason = NULL;
	instance->reason = NULL;
}

void gs__instance_set_reason(struct gs__instance *instance, const char *reason)
{
	const char *constant = orderly(reason);
	size_t len = strnlen(reason, REASON_MAX), got;
	char *own = constant ? NULL : gs__pool_take(&instance->node->loop.pool, len + 1, &got);

	if (own) {
		memcpy(own, reason, len);
		own[len] = '\0';
	}
	gs__instance_drop_reason(instance);
	instance->own_reason = own;
	instance->reason = constant ? constant : own;
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

		gs__queue_remove(&instance->queue, mail);
		if (mail->is.kind == GS__MAIL_CALL) {
			struct gs__request request = gs__call_leave(mail);

			gs__answer_status(node, &request, GS_DOWN, gs__instance_reason(instance));
		} else if (mail->is.kind != GS__MAIL_STOP) {
			node->counters.dropped++;
		}
		gs__mail_free(&node->loop.pool, mail);
	}
}

struct gs__home *gs__home_of(const struct gs__instance *instance)
{
	return instance->kind->class->is_secret ? &instance->node->hidden : &instance->node->home;
}

/* Of a slot the key is still there: it is wiped with that. */
void gs__instance_drop_state(struct gs__instance *instance)
{
	const struct gs_class *class = instance->kind->class;

	if (class->state && class->state->owns)
		gs__held_drop_record(class->state, instance->state, gs__home_of(instance));
	if (class->is_secret && !instance->slot)
		explicit_bzero(instance->state, class->state_size);
}

static void clear(struct gs__instance *instance)
{

	gs__asks_stop(instance);
	gs__monitors_stop(instance);
	gs__callers_stop(instance, gs__instance_reason(instance));
	gs__timers_stop(instance);
	drop_queue(instance);
	if (instance->state)
		gs__instance_drop_state(instance);
	if (instance->slot)
		gs__keyed_leave(instance);
	instance->life = GS__DOWN;
	instance->is_suspended = false;
	gs__wake_waiters(instance);
}

/* Of zeroed state. False: no memory; what is there is to be dropped. */
static bool fill_state(struct gs__instance *instance)
{
	const struct gs_class *class = instance->kind->class;
	bool is_filled;

	instance->life = GS__STARTING;
	is_filled = class->begin(
		instance->state, instance->wired ? instance->wired : instance->params);
	if (class->state && class->state->owns)
		gs__held_settle_record(class->state, instance->state, gs__home_of(instance));
	return is_filled;
}

static gs_status enter(struct gs__instance *instance)
{
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
	if (instance->slot)
		gs__keyed_wake(instance);
}

void gs__instance_resume(struct gs__instance *instance)
{
	instance->is_suspended = false;
	if (instance->queue.first || instance->line)
		gs__loop_later(&instance->node->loop, GS__PHASE_QUEUES, &instance->task);
}

static void tell_end(struct gs__instance *instance)
{
	instance->is_ended = true;
	gs__loop_later(&instance->node->loop, GS__PHASE_SUPERVISE, &instance->task);
}

bool gs__instance_begin(struct gs__instance *body)
{
	const struct gs__instance *place = body->place;

	body->params = place->wired ? place->wired : place->params;
	gs__instance_drop_reason(body);
	if (fill_state(body))
		return true;
	gs__instance_drop_state(body);
	return false;
}

gs_status gs__instance_enter(struct gs__instance *body)
{
	gs_status status = enter(body);

	if (status == GS_OK)
		return status;
	gs__watched_end(&body->watched, gs__instance_reason(body));
	tell_end(body);
	return status;
}

gs_status gs__instance_start(struct gs__instance *instance)
{
	gs__instance_drop_reason(instance); /* until another is known, that there was no memory */
	instance->is_ended = false;
	gs__watched_tell(&instance->told); /* of an end that its parent did not wait to hear of */
	instance->signals = 0;
	if (!gs__wire(instance))
		return GS_NO_MEMORY;
	if (instance->keyed) {
		gs__keyed_start(instance->keyed);
		instance->life = GS__RUNNING;
		return GS_OK;
	}
	memset(instance->state, 0, instance->kind->class->state_size);
	if (!fill_state(instance)) {
		clear(instance);
		return GS_NO_MEMORY;
	}
	return enter(instance);
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
	mail->is.len = (uint32_t)len;
	gs__instance_resume(instance);
	gs__instance_post(instance, mail, GS__MAIL_STOP);
	return true;
}

gs_status gs__instance_renew(struct gs__instance *instance)
{
	bool is_coming = instance->is_coming_back || instance->is_ended;

	if (gs__instance_is_up(instance)) {
		if (!gs__instance_stop(instance, "shutdown"))
			return GS_NO_MEMORY;
	} else if (instance->life == GS__DOWN && !is_coming && !instance->is_given_up) {
		tell_end(instance); /* once more, and now it is to be followed by a life */
	} else {
		return GS_DOWN;
	}
	instance->is_renewed = true;
	return GS_OK;
}

void gs__instance_end(struct gs__instance *instance, const char *reason)
{
	bool has_begun = instance->life == GS__RUNNING;

	if (!has_begun && !instance->slot)
		return;
	gs__instance_set_reason(instance, reason);
	instance->life = GS__ENDING;
	if (instance->keyed)
		gs__keyed_end(instance->keyed, gs__instance_reason(instance));
	else if (has_begun)
		gs__run_terminate(instance, gs__instance_reason(instance));
	clear(instance);
	gs__watched_note(&instance->watched, &instance->told, gs__instance_reason(instance));
	tell_end(instance);
}

void gs__instance_fail(
	struct gs__instance *instance, const char *where, gs_str clause, const char *reason)
{
	if (gs__is_failure(reason)) {
		instance->failed++;
		instance->node->counters.failed++;
		gs__node_log(instance->node, GS_ERROR, instance->name, "failed %s%.*s: %s", where,
			GS_FMT(clause), reason);
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

	if (place && place->instance && place->instance->keyed &&
		!gs_same(ref, place->instance->ref))
		return gs__keyed_at(place->instance->keyed, ref);
	return place ? place->instance : NULL;
}

void gs__instance_wake(struct gs__instance *instance)
{
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
