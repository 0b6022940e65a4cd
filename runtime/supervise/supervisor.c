/* SPDX-License-Identifier: MIT */
#include "runtime/supervise/supervisor.h"

#include <stdlib.h>

#include "runtime/server/inside.h"

enum { ROOM_AT_FIRST = 64 /* restarts that are noted without more memory */ };

struct member {
	const struct gs_child *child;
	struct gs__instance *instance; /* NULL: there was no memory for it */
};

enum state { RUNNING, FAILED, STOPPING };

struct supervisor {
	struct gs__part part;
	struct gs__parent parent;
	struct gs__task retry;  /* children whose restart failed wait for another try */
	struct gs__alarm alarm; /* the `shutdown` of the child that is being stopped is over */
	gs_timer limit;
	struct gs__node *node;
	enum state state;
	uint32_t intensity;
	gs_duration period;
	gs_instant *restarts; /* those of the last `period`, oldest first */
	uint32_t restart_count, restart_room;
	uint32_t left; /* while stopping: members[left - 1] is next, or on its way */
	uint32_t count;
	struct member members[];
};

static struct member *member_of(struct supervisor *s, const struct gs__instance *instance)
{
	struct member *member = s->members;

	while (member->instance != instance)
		member++;
	return member;
}

/* May there be one more restart now? Then it is noted. */
static bool note_restart(struct supervisor *s)
{
	gs_instant now = s->node->loop.now;
	uint32_t old = 0;

	while (old < s->restart_count && gs__later(s->restarts[old], s->period) < now)
		old++;
	s->restart_count -= old;
	if (old > 0)
		memmove(s->restarts, s->restarts + old, s->restart_count * sizeof(gs_instant));
	if (s->restart_count >= s->intensity)
		return false;
	if (s->restart_count == s->restart_room) {
		uint32_t room = 2 * s->restart_room;
		gs_instant *grown = realloc(s->restarts, room * sizeof(gs_instant));

		if (!grown)
			return false;
		s->restarts = grown;
		s->restart_room = room;
	}
	s->restarts[s->restart_count++] = now;
	return true;
}

static void give_up(struct supervisor *s, const struct gs__instance *last)
{
	s->state = FAILED;
	gs__node_fail(s->node,
		"too many restarts (more than %u in %lld ms); the last to end was %.*s: %s",
		s->intensity, (long long)(s->period / 1000000), GS_FMT(last->name),
		gs__instance_reason(last));
}

/* One try. A failed one counts, and is followed by another in the loop's next turn. */
static void restart(struct supervisor *s, struct gs__instance *instance)
{
	bool is_renewed = instance->is_renewed;

	instance->is_coming_back = false;
	instance->is_renewed = false;
	if (!is_renewed && !note_restart(s)) {
		give_up(s, instance);
		return;
	}
	instance->restarts++;
	s->node->counters.restarts++;
	if (gs__instance_start(instance) == GS_OK) {
		gs__node_log(s->node, GS_INFO, instance->name, "restarted");
		return;
	}
	gs__node_log(s->node, GS_ERROR, instance->name, "did not start again: %s",
		gs__instance_reason(instance));
	instance->is_coming_back = true;
	gs__loop_later(&s->node->loop, GS__PHASE_SUPERVISE, &s->retry);
}

static void retry_all(struct gs__task *task)
{
	struct supervisor *s = GS__CONTAINER(task, struct supervisor, retry);

	for (uint32_t i = 0; i < s->count && s->state == RUNNING; i++)
		if (s->members[i].instance->is_coming_back)
			restart(s, s->members[i].instance);
}

static bool is_wanted(const struct gs_child *child, const struct gs__instance *instance)
{
	switch (child->restart) {
	case GS_PERMANENT: return true;
	case GS_TRANSIENT: return gs__is_failure(gs__instance_reason(instance));
	default: return false;
	}
}

static void stop_next(struct supervisor *s);

static void child_ended(struct gs__parent *parent, struct gs__instance *instance)
{
	struct supervisor *s = GS__CONTAINER(parent, struct supervisor, parent);
	const struct gs_child *child;

	if (s->state == STOPPING) {
		if (s->left > 0 && s->members[s->left - 1].instance == instance) {
			gs__wheel_cancel(&s->node->loop.wheel, s->limit);
			stop_next(s);
		}
		return;
	}
	child = member_of(s, instance)->child;
	if (s->state == RUNNING && (instance->is_renewed || is_wanted(child, instance)))
		restart(s, instance);
	else if (child->restart == GS_TEMPORARY)
		gs__instance_give_up(instance);
}

/* The order to stop stands behind what is queued; without memory for it the end comes at once. */
static void stop_next(struct supervisor *s)
{
	struct gs__loop *loop = &s->node->loop;

	s->limit = (gs_timer){ 0 };
	for (; s->left > 0; s->left--) {
		const struct member *member = &s->members[s->left - 1];
		gs_duration shutdown = member->child->shutdown;

		if (!member->instance || member->instance->life != GS__RUNNING)
			continue;
		if (!gs__instance_stop(member->instance, "shutdown"))
			gs__instance_end(member->instance, "shutdown");
		else if (shutdown >= 0)
			s->limit = gs__wheel_arm(
				&loop->wheel, gs__later(loop->now, shutdown), &s->alarm, 0);
		return;
	}
	gs__part_stopped(s->node, &s->part);
}

static void limit_reached(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct supervisor *s = GS__CONTAINER(alarm, struct supervisor, alarm);
	struct gs__instance *instance = s->members[s->left - 1].instance;

	(void)due;
	gs__node_log(s->node, GS_WARNING, instance->name,
		"ended before its queue was empty: its time to stop was over");
	gs__instance_end(instance, "shutdown");
}

static void stop(struct gs__part *part)
{
	struct supervisor *s = GS__CONTAINER(part, struct supervisor, part);

	s->state = STOPPING;
	s->left = s->count;
	for (uint32_t i = 0; i < s->count; i++)
		if (s->members[i].instance)
			s->members[i].instance->is_coming_back = false;
	stop_next(s);
}

static void free_supervisor(struct gs__part *part)
{
	struct supervisor *s = GS__CONTAINER(part, struct supervisor, part);
	struct gs__loop *loop = &s->node->loop;

	gs__wheel_cancel(&loop->wheel, s->limit);
	gs__loop_never(loop, &s->retry);
	for (uint32_t i = s->count; i-- > 0;)
		if (s->members[i].instance)
			gs__instance_end(s->members[i].instance, "shutdown");
	for (uint32_t i = s->count; i-- > 0;)
		if (s->members[i].instance)
			gs__instance_free(s->members[i].instance);
	free(s->restarts);
	free(s);
}

static struct supervisor *make(
	struct gs__node *node, const struct gs_child *children, uint32_t count)
{
	struct supervisor *s = calloc(1, sizeof(*s) + count * sizeof(s->members[0]));

	if (!s)
		return NULL;
	s->part.stop = stop;
	s->part.free = free_supervisor;
	s->parent.ended = child_ended;
	s->retry.run = retry_all;
	s->alarm.due = limit_reached;
	s->node = node;
	s->count = count;
	for (uint32_t i = 0; i < count; i++)
		s->members[i].child = &children[i];
	gs__node_attach(node, &s->part);
	return s;
}

static gs_status start_all(struct supervisor *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct gs_child *child = s->members[i].child;

		s->members[i].instance = gs__instance_new(
			s->node, gs__str(child->name), child->server, child->params, &s->parent);
		if (!s->members[i].instance) {
			gs__node_fail(s->node,
				"%s could not be made: no memory, or its name is taken",
				child->name);
			return GS_NO_MEMORY;
		}
		gs__instance_wire(s->members[i].instance, child->wires, child->wire_count);
	}
	for (uint32_t i = 0; i < s->count; i++) {
		struct gs__instance *instance = s->members[i].instance;
		gs_status status = gs__instance_start(instance);

		if (status == GS_OK)
			continue;
		gs__node_fail(s->node, "%.*s did not start: %s", GS_FMT(instance->name),
			gs__instance_reason(instance));
		return status;
	}
	return GS_OK;
}

gs_status gs__supervisor_start(struct gs__node *node, const struct gs_child *children,
	uint32_t count, uint32_t intensity, gs_duration period)
{
	struct supervisor *s = make(node, children, count);

	if (!s) {
		gs__node_fail(node, "no memory for the supervisor");
		return GS_NO_MEMORY;
	}
	s->intensity = intensity;
	s->period = period;
	/* So that a lack of memory later does not forbid a restart: it may be the cause of one. */
	s->restart_room = intensity < ROOM_AT_FIRST ? intensity : ROOM_AT_FIRST;
	s->restarts = calloc(s->restart_room ? s->restart_room : 1, sizeof(s->restarts[0]));
	if (!s->restarts) {
		gs__node_fail(node, "no memory for the supervisor");
		return GS_NO_MEMORY;
	}
	return start_all(s);
}
