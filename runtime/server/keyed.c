/* SPDX-License-Identifier: MIT */
#include "runtime/server/keyed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/server/dispatch.h"
#include "runtime/server/line.h"
#include "runtime/wire/record.h"

enum {
	COUNT_MAX = 1000000, /* instances, where the spec does not say */
	SPARE = 64,          /* bodies kept for the next ... */
	SPARE_OF = 256,      /* ... and one more for so many instances */
	SHARE = 256          /* instances ended a turn because they were idle */
};

/* Bodies. */

static void count(uint32_t *so_far, uint64_t more)
{
	*so_far = more < UINT32_MAX - *so_far ? *so_far + (uint32_t)more : UINT32_MAX;
}

/* Its place is told of what the body has done since it was last told. */
static void collect(struct gs__keyed *k, struct gs__instance *body)
{
	struct gs__instance *place = k->place;

	gs__queue_mark(&body->queue);
	if (body->slot) {
		count(&body->slot->handled, body->handled);
		count(&body->slot->answered, body->answered);
		count(&body->slot->failed, body->failed);
	}
	place->handled += body->handled;
	place->failed += body->failed;
	place->answered += body->answered;
	place->busy += body->busy - body->busy_told;
	if (body->queue.high > place->queue.high)
		place->queue.high = body->queue.high;
	body->handled = body->failed = body->answered = 0;
	body->busy_told = body->busy;
}

static struct gs__instance *new_body(struct gs__keyed *k)
{
	struct gs__instance *body = gs__instance_body(k->place, &k->parent);

	if (!body)
		return NULL;
	body->line = k;
	body->next_body = k->bodies;
	if (k->bodies)
		k->bodies->prev_body = body;
	k->bodies = body;
	return body;
}

static struct gs__instance *take_body(struct gs__keyed *k)
{
	struct gs__instance *body = k->spare;

	if (!body)
		return new_body(k);
	k->spare = body->spare;
	k->spare_count--;
	return body;
}

static void free_body(struct gs__keyed *k, struct gs__instance *body)
{
	*(body->prev_body ? &body->prev_body->next_body : &k->bodies) = body->next_body;
	if (body->next_body)
		body->next_body->prev_body = body->prev_body;
	gs__loop_never(&body->task);
	gs__watched_tell(&body->told);
	gs__instance_drop_reason(body);
	free(body);
}

static void give_body(struct gs__keyed *k, struct gs__instance *body)
{
	collect(k, body);
	body->busy = body->busy_told = 0;
	body->queue.high = 0;
	gs__watched_tell(&body->told);
	body->slot = NULL;
	body->state = NULL;
	body->life = GS__DOWN;
	body->signals = 0;
	gs__instance_drop_reason(body);
	if (body == k->reserve)
		return;
	if (k->spare_count >= SPARE + k->slots.slab.count / SPARE_OF) {
		free_body(k, body);
		return;
	}
	body->spare = k->spare;
	k->spare = body;
	k->spare_count++;
}

static void dress(struct gs__keyed *k, struct gs__slot *slot, struct gs__instance *body)
{
	body->slot = slot;
	body->state = gs__slot_state(slot);
	body->ref = (gs_ref){ k->place->ref.gs_place, gs__slab_id(slot) };
	slot->body = body;
	body->is_renewed = false;
}

bool gs__keyed_embody(struct gs__keyed *k, struct gs__slot *slot)
{
	struct gs__instance *body = slot->body ? NULL : take_body(k);

	if (body) {
		dress(k, slot, body);
		body->life = GS__RUNNING;
	}
	return slot->body;
}

/* Out of the list of those that rest, with a body. False: no memory, it rests on. */
static bool wake(struct gs__keyed *k, struct gs__slot *slot)
{
	if (!gs__keyed_embody(k, slot))
		return false;
	if (slot->rests)
		gs__slots_wake(&k->slots, slot);
	return true;
}

/* Rest and end. */

static void watch(struct gs__keyed *k)
{
	const struct gs__slot *oldest = gs__slots_oldest(&k->slots);

	if (k->idle == 0 || k->timer.gs_id || !oldest)
		return;
	k->timer = gs__wheel_arm(
		&gs__keyed_loop(k)->wheel, gs__later(oldest->rested, k->idle), &k->alarm, 0);
}

static bool has_pending(const struct gs__instance *body)
{
	return body->queue.first || body->timers || body->callers || body->asks || body->monitors ||
	       body->task.in || body->is_suspended;
}

void gs__keyed_drained(struct gs__instance *body)
{
	struct gs__keyed *k = body->line;

	if (!body->is_draining)
		return;
	body->is_draining = false;
	if (--k->draining == 0)
		gs__loop_later(gs__keyed_loop(k), GS__PHASE_SUPERVISE, &k->drained);
}

void gs__keyed_rest(struct gs__instance *body)
{
	struct gs__slot *slot = body->slot;
	struct gs__keyed *k;

	if (!body->queue.first)
		gs__keyed_drained(body);
	if (!slot || body->life != GS__RUNNING)
		return;
	k = body->line;
	if (has_pending(body)) {
		if (slot->rests) /* what it was looked at for has left something to do */
			gs__slots_wake(&k->slots, slot);
		return;
	}
	if (!slot->rests) {
		slot->rested = gs__keyed_loop(k)->now;
		gs__slots_rest(&k->slots, slot);
		watch(k);
	}
	if (body->watched.first || body->waiting || body->kind->class->tick_count > 0)
		return;
	slot->body = NULL;
	give_body(k, body);
}

void gs__keyed_wake(struct gs__instance *body)
{
	if (body->slot->rests)
		gs__slots_wake(&body->line->slots, body->slot);
}

void gs__keyed_leave(struct gs__instance *body)
{
	struct gs__keyed *k = body->line;
	struct gs__slot *slot = body->slot;

	gs__keyed_drained(body);
	if (slot->rests)
		gs__slots_wake(&k->slots, slot);
	k->leaving -= slot->is_leaving;
	gs__slots_del(&k->slots, slot);
	gs__slots_drop(&k->slots, slot);
	body->slot = NULL;
	body->state = NULL;
}

/* Told from the loop when a life is over, or its init stopped: then the body is free. */
static void body_ended(struct gs__parent *parent, struct gs__instance *body)
{
	give_body(GS__CONTAINER(parent, struct gs__keyed, parent), body);
}

/* From the loop. The body is free at once, and lends itself to the next. */
static void end_now(struct gs__keyed *k, struct gs__slot *slot, const char *reason)
{
	struct gs__instance *body = k->reserve;

	if (wake(k, slot)) {
		body = slot->body;
	} else {
		dress(k, slot, body);
		body->life = GS__RUNNING;
		gs__slots_wake(&k->slots, slot);
	}
	gs__instance_end(body, reason);
	gs__loop_never(&body->task);
	body->is_ended = false;
	give_body(k, body);
}

/* At most so many that have rested for the time of `idle`. */
static void idle_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__keyed *k = GS__CONTAINER(alarm, struct gs__keyed, alarm);
	gs_instant now = gs__keyed_loop(k)->now;
	struct gs__slot *slot = gs__slots_oldest(&k->slots);

	(void)due;
	k->timer = (gs_timer){ 0 };
	for (int i = 0; i < SHARE && slot && gs__later(slot->rested, k->idle) <= now; i++) {
		end_now(k, slot, "normal");
		slot = gs__slots_oldest(&k->slots);
	}
	if (slot && gs__later(slot->rested, k->idle) <= now)
		k->timer = gs__wheel_arm(&gs__keyed_loop(k)->wheel, now + 1, &k->alarm, 0);
	else
		watch(k);
}

/* Beyond `max` one that rests makes room. While a handler runs it is only told to. */
static bool evict(struct gs__keyed *k)
{
	struct gs__slot *slot = gs__slots_oldest(&k->slots);

	if (!k->slots.key->evicts || !slot)
		return false;
	if (!k->place->node->running) {
		end_now(k, slot, "shutdown");
		return true;
	}
	if (!wake(k, slot))
		return false;
	if (!gs__instance_stop(slot->body, "shutdown")) {
		gs__keyed_rest(slot->body);
		return false;
	}
	slot->is_leaving = true;
	k->leaving++;
	return true;
}

/* Beginning. */

static struct gs__slot *make(struct gs__keyed *k, const struct gs__key *key)
{
	struct gs__slot *slot = gs__slots_take(&k->slots);
	struct gs__instance *body = slot ? take_body(k) : NULL;

	if (!body) {
		if (slot)
			gs__slots_drop(&k->slots, slot);
		return NULL;
	}
	dress(k, slot, body);
	if (gs__instance_begin(body)) {
		if (gs__slots_put(&k->slots, slot, key))
			return slot;
		gs__instance_drop_state(body);
	}
	gs__slots_drop(&k->slots, slot);
	give_body(k, body);
	return NULL;
}

static gs_status found(struct gs__keyed *k, struct gs__slot *slot, struct gs__instance **instance)
{
	if (slot->is_leaving || (slot->body && slot->body->life == GS__ENDING))
		return GS_DOWN;
	if (!wake(k, slot))
		return GS_NO_MEMORY;
	*instance = slot->body;
	return GS_OK;
}

/* Made, and started at once; inside a handler its init is put off to the loop. Whoever made room
 * may have sent a message to this very key with its last words. */
static gs_status start(struct gs__keyed *k, const struct gs__key *key,
	struct gs__instance **instance, const char **text)
{
	struct gs__slot *slot;
	gs_status status;

	if (k->slots.slab.count - k->leaving >= k->max) {
		if (!evict(k)) {
			*text = "as many instances as there may be have something to do";
			return GS_FULL;
		}
		slot = gs__slots_find(&k->slots, key);
		if (slot)
			return found(k, slot, instance);
	}
	slot = make(k, key);
	if (!slot)
		return GS_NO_MEMORY;
	*instance = slot->body;
	if (k->place->node->running) {
		gs__loop_later(gs__keyed_loop(k), GS__PHASE_QUEUES, &slot->body->task);
		return GS_OK;
	}
	status = gs__instance_enter(*instance);
	if (status != GS_OK)
		*text = gs__instance_reason(*instance);
	return status;
}

gs_status gs__keyed_find(struct gs__instance *place, const struct gs__handler *handler,
	const void *message, bool is_checked, struct gs__instance **instance, const char **text)
{
	struct gs__keyed *k = place->keyed;
	struct gs__node *node = place->node;
	struct gs__key key = gs__slots_key(&k->slots, message);
	struct gs__slot *slot = gs__slots_find(&k->slots, &key);
	bool was_read = node->is_read;
	gs_status status;

	*text = NULL;
	if (slot)
		return found(k, slot, instance);
	if (place->life != GS__RUNNING || k->is_stopping)
		return GS_DOWN;
	if (handler->is_existing) {
		*text = "there is no instance of this key";
		return GS_NO_SERVER;
	}
	if (!is_checked && !gs__record_fits(handler->clause->in, message, NULL))
		return GS_INVALID;
	node->is_read = true;
	status = start(k, &key, instance, text);
	node->is_read = was_read;
	return status;
}

/* The place. */

/* All that was queued is handled: now the place ends, as it was told to. */
static void run_drained(struct gs__task *task)
{
	struct gs__keyed *k = GS__CONTAINER(task, struct gs__keyed, drained);

	gs__instance_fail(k->place, "by order", (gs_str){ 0 }, k->reason);
}

struct gs__keyed *gs__keyed_new(struct gs__instance *place)
{
	const struct gs_class *class = place->kind->class;
	struct gs__keyed *k = calloc(1, sizeof(*k));
	int64_t max = gs__amount(&class->key->max, place->params);

	if (!k)
		return NULL;
	k->place = place;
	k->parent.ended = body_ended;
	k->alarm.due = idle_due;
	k->drained.run = run_drained;
	k->signalling.run = gs__keyed_run_signals;
	k->idle = gs__amount(&class->key->idle, place->params);
	k->max = max == 0 ? COUNT_MAX : max < GS__SLOTS_MAX ? (uint32_t)max : GS__SLOTS_MAX;
	gs__slots_init(&k->slots, class, place->node->key);
	gs__known_init(&k->known, gs__home_of(place), k->max);
	k->reserve = new_body(k);
	if (!k->reserve) {
		free(k);
		return NULL;
	}
	return k;
}

void gs__keyed_start(struct gs__keyed *k)
{
	k->is_stopping = false;
}

void gs__keyed_end(struct gs__keyed *k, const char *reason)
{
	uint32_t at = 0;
	struct gs__slot *slot;

	k->is_stopping = true;
	while ((slot = gs__slab_next(&k->slots.slab, &at)))
		end_now(k, slot, reason);
	gs__loop_never(&k->drained);
	gs__keyed_hush(k);
	gs__wheel_cancel(&gs__keyed_loop(k)->wheel, k->timer);
	k->timer = (gs_timer){ 0 };
}

/* Behind what is queued now, which is handled although it was suspended. Without memory for the
 * mark it is drained when nothing is queued. */
static void mark_end(struct gs__instance *body)
{
	struct gs__mail *mark = gs__mail_new(&body->node->loop.pool, GS__MAIL_STOP, NULL, 0);

	gs__instance_resume(body);
	if (!mark)
		return;
	mark->id = 1;
	gs__instance_post(body, mark, GS__MAIL_STOP);
}

bool gs__keyed_drain(struct gs__keyed *k, const char *reason)
{
	k->is_stopping = true;
	snprintf(k->reason, sizeof(k->reason), "%s", reason);
	for (struct gs__instance *body = k->bodies; body; body = body->next_body) {
		if (!body->slot || !body->queue.first || body->is_draining)
			continue;
		mark_end(body);
		body->is_draining = true;
		k->draining++;
	}
	return k->draining == 0;
}

void gs__keyed_free(struct gs__keyed *k)
{
	while (k->bodies)
		free_body(k, k->bodies);
	gs__slots_free(&k->slots);
	gs__keyed_unaddress(k);
	free(k);
}

uint32_t gs__keyed_collect(struct gs__keyed *k)
{
	uint32_t queued = 0;

	for (struct gs__instance *body = k->bodies; body; body = body->next_body) {
		queued += gs__queue_count(&body->queue);
		collect(k, body);
	}
	return queued;
}
