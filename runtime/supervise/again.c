/* SPDX-License-Identifier: MIT */
#include "runtime/supervise/again.h"

#include <stdlib.h>

#include "runtime/server/inside.h"

enum { ROOM_AT_FIRST = 64 };

bool gs__budget_open(struct gs__budget *budget, const struct gs_supervisor *policy)
{
	uint32_t room = policy->intensity < ROOM_AT_FIRST ? policy->intensity : ROOM_AT_FIRST;

	*budget = (struct gs__budget){ .room = room ? room : 1 };
	budget->at = calloc(budget->room, sizeof(budget->at[0]));
	return budget->at;
}

void gs__budget_close(struct gs__budget *budget)
{
	free(budget->at);
	budget->at = NULL;
}

static bool grow(struct gs__budget *budget)
{
	uint32_t room = 2 * budget->room;
	gs_instant *at = calloc(room, sizeof(at[0]));

	if (!at)
		return false;
	for (uint32_t i = 0; i < budget->count; i++)
		at[i] = budget->at[(budget->first + i) % budget->room];
	free(budget->at);
	budget->at = at;
	budget->first = 0;
	budget->room = room;
	return true;
}

static void drop_oldest(struct gs__budget *budget)
{
	budget->first = (budget->first + 1) % budget->room;
	budget->count--;
}

bool gs__budget_take(struct gs__budget *budget, const struct gs_supervisor *policy, gs_instant now)
{
	while (budget->count && gs__later(budget->at[budget->first], policy->period) < now)
		drop_oldest(budget);
	if (budget->count >= policy->intensity)
		return false;
	if (budget->count == budget->room && !grow(budget))
		drop_oldest(budget);
	budget->at[(budget->first + budget->count++) % budget->room] = now;
	return true;
}

static void run_task(struct gs__task *task)
{
	struct gs__again *again = GS__CONTAINER(task, struct gs__again, task);

	again->go(again);
}

static void due(struct gs__alarm *alarm, const struct gs__due *what)
{
	struct gs__again *again = GS__CONTAINER(alarm, struct gs__again, alarm);

	(void)what;
	again->timer = (gs_timer){ 0 };
	again->go(again);
}

void gs__again_init(struct gs__again *again, void (*go)(struct gs__again *again))
{
	*again = (struct gs__again){ .alarm.due = due, .task.run = run_task, .go = go };
}

static gs_duration delay_of(struct gs__node *node, const struct gs_supervisor *policy, uint32_t row)
{
	gs_duration delay = policy->backoff;

	for (; row > 0 && delay < policy->backoff_max; row--)
		delay = delay > policy->backoff_max / 2 ? policy->backoff_max : 2 * delay;
	delay += (gs_duration)(gs__node_random(node) % ((uint64_t)delay / 4 + 1));
	return delay < policy->backoff_max ? delay : policy->backoff_max;
}

bool gs__again_wait(struct gs__again *again, struct gs__node *node,
	const struct gs_supervisor *policy, bool repeated)
{
	struct gs__loop *loop = &node->loop;

	if (!policy->backoff && !repeated)
		return true;
	if (policy->backoff) {
		if (loop->now - again->since >= policy->backoff_max)
			again->row = 0;
		again->timer = gs__wheel_arm(&loop->wheel,
			gs__later(loop->now, delay_of(node, policy, again->row++)), &again->alarm,
			0);
	}
	if (!again->timer.gs_id)
		gs__loop_later(loop, GS__PHASE_SUPERVISE, &again->task);
	return false;
}

void gs__again_cancel(struct gs__again *again, struct gs__node *node)
{
	gs__wheel_cancel(&node->loop.wheel, again->timer);
	again->timer = (gs_timer){ 0 };
	gs__loop_never(&again->task);
}
