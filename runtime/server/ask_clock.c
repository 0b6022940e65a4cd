/* SPDX-License-Identifier: MIT */
/* The time of requests between servers. */
#include <stdlib.h>

#include "runtime/server/dispatch.h"

enum { FRESH_FIRST = 64 };

static struct gs__node *node_of(const struct gs__ask *ask)
{
	return ask->asker->node;
}

void gs__ask_stop_late_clock(struct gs__ask *ask)
{
	if (ask->fresh)
		node_of(ask)->fresh_asks.at[ask->fresh - 1] = NULL;
	else
		gs__wheel_cancel(&node_of(ask)->loop.wheel, ask->timer);
	ask->fresh = 0;
	ask->timer = (gs_timer){ 0 };
}

static void arm(struct gs__ask *ask)
{
	struct gs__node *node = node_of(ask);

	ask->timer = gs__wheel_arm(
		&node->loop.wheel, ask->deadline, &node->asks_due, (uintptr_t)ask);
	if (ask->timer.gs_id)
		return;
	gs__ask_withdraw(ask, true);
	gs__ask_fail(ask, GS_NO_MEMORY, "no memory for its time");
}

void gs__asks_arm(struct gs__task *task)
{
	struct gs__fresh *fresh = GS__CONTAINER(task, struct gs__fresh, task);

	for (uint32_t i = 0; i < fresh->count; i++) {
		struct gs__ask *ask = fresh->at[i];

		if (!ask)
			continue;
		ask->fresh = 0;
		arm(ask);
	}
	fresh->count = 0;
}

static bool has_room(struct gs__fresh *fresh)
{
	uint32_t room = fresh->room ? 2 * fresh->room : FRESH_FIRST;
	struct gs__ask **at;

	if (fresh->count < fresh->room)
		return true;
	at = realloc(fresh->at, room * sizeof(*at));
	if (!at)
		return false;
	fresh->at = at;
	fresh->room = room;
	return true;
}

void gs__ask_start_clock(struct gs__ask *ask, gs_instant deadline)
{
	struct gs__node *node = node_of(ask);
	struct gs__fresh *fresh = &node->fresh_asks;

	ask->deadline = deadline;
	if (!has_room(fresh)) {
		arm(ask);
		return;
	}
	fresh->at[fresh->count++] = ask;
	ask->fresh = fresh->count;
	gs__loop_later(&node->loop, GS__PHASE_NET, &fresh->task);
}

void gs__ask_due(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__ask *ask = (struct gs__ask *)(uintptr_t)due->data;

	(void)alarm;
	ask->timer = (gs_timer){ 0 };
	if (!ask->is_away && ask->sink.waiting && !ask->sink.waiting->is_kept)
		node_of(ask)->counters.expired++;
	gs__ask_withdraw(ask, false);
	ask->status = GS_TIMEOUT;
	ask->text = "no answer came in time";
	gs__deliver(ask->asker, &ask->mail);
}
