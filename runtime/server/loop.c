/* SPDX-License-Identifier: MIT */
#include "runtime/server/loop.h"

#include <stdlib.h>
#include <string.h>

enum { TIMERS_MAX = 1 << 26 }; /* pending at a time */

bool gs__loop_open(struct gs__loop *loop, void *world)
{
	memset(loop, 0, sizeof(*loop));
	loop->io = gs__io_new(world);
	if (!loop->io)
		return false;
	loop->input = malloc(GS__LOOP_INPUT);
	if (!loop->input) {
		gs__io_free(loop->io);
		return false;
	}
	loop->now = gs__io_now(loop->io);
	loop->stands_for = 1;
	gs__wheel_init(&loop->wheel, loop->now, TIMERS_MAX, GS__WHEEL_BITS);
	return true;
}

void gs__loop_close(struct gs__loop *loop)
{
	gs__wheel_free(&loop->wheel);
	gs__pool_drop(&loop->pool);
	free(loop->input);
	gs__io_free(loop->io);
}

void gs__loop_never(struct gs__task *task)
{
	struct gs__tasks *tasks = task->in;

	if (!tasks)
		return;
	*(task->prev ? &task->prev->next : &tasks->first) = task->next;
	*(task->next ? &task->next->prev : &tasks->last) = task->prev;
	tasks->count--;
	task->in = NULL;
}

/* By it, handlers took no longer since the last one that was timed than there was time. What passed
 * between handlers does not count: a program that is held up by the machine is not made to leave
 * work undone. */
gs_duration gs__loop_took(struct gs__loop *loop, gs_instant began)
{
	gs_instant now = gs__io_now(loop->io);
	gs_duration took = (now - began) * loop->stands_for, most = now - loop->since;
	bool is_slow = now - began > GS__LOOP_LONG / GS__LOOP_SAMPLE;

	loop->since = now;
	if (is_slow)
		loop->stands_for = 1;
	else if (loop->stands_for < GS__LOOP_SAMPLE)
		loop->stands_for++;
	loop->untimed = loop->stands_for - 1;
	loop->spent += took < most ? took : most;
	if (loop->spent >= GS__LOOP_LONG) {
		loop->is_long = true;
		loop->messages_left = 0;
	}
	return took;
}

void gs__limit_arm(struct gs__loop *loop, struct gs__limit *limit, gs_duration delay)
{
	limit->timer = gs__wheel_arm(&loop->wheel, gs__later(loop->now, delay), &limit->alarm, 0);
	loop->limits += limit->timer.gs_id != 0;
}

void gs__limit_over(struct gs__loop *loop, struct gs__limit *limit)
{
	if (!limit->timer.gs_id)
		return;
	gs__wheel_cancel(&loop->wheel, limit->timer);
	limit->timer = (gs_timer){ 0 };
	loop->limits--;
}

static void run_first(struct gs__tasks *tasks)
{
	struct gs__task *task = tasks->first;

	tasks->first = task->next;
	*(task->next ? &task->next->prev : &tasks->last) = NULL;
	tasks->count--;
	task->in = NULL;
	task->run(task);
}

/* Queues feed each other: they are run until all are empty, or the share is used up, which counts
 * messages, and a queue that has none as one. */
static void run_queues(struct gs__loop *loop)
{
	struct gs__tasks *tasks = &loop->tasks[GS__PHASE_QUEUES];

	while (loop->messages_left > 0 && tasks->first) {
		loop->messages_left--;
		run_first(tasks);
		if (loop->limits && gs__io_now(loop->io) >= gs__wheel_next(&loop->wheel))
			loop->messages_left = 0;
	}
}

/* What the tasks of the other phases put off, they put off to the next turn. */
static void run_phase(struct gs__loop *loop, enum gs__phase phase)
{
	struct gs__tasks *tasks = &loop->tasks[phase];

	for (uint32_t left = tasks->count; left > 0 && tasks->first; left--)
		run_first(tasks);
}

/* What supervision sets going goes on in the same turn, within the share of the queues; what it
 * puts off itself waits for the next turn. */
static void run_messages(struct gs__loop *loop)
{
	const struct gs__tasks *tasks = loop->tasks;

	loop->messages_left = GS__LOOP_MESSAGES;
	do {
		run_queues(loop);
		run_phase(loop, GS__PHASE_SUPERVISE);
	} while (loop->messages_left > 0 && tasks[GS__PHASE_QUEUES].first &&
		 !tasks[GS__PHASE_SUPERVISE].first);
}

static void fire_timers(struct gs__loop *loop)
{
	uint32_t work = GS__LOOP_WORK;
	struct gs__due due;

	for (int fired = 0; fired < GS__LOOP_TIMERS && !loop->is_long; fired++) {
		struct gs__alarm *alarm;

		if (!gs__wheel_take(&loop->wheel, loop->now, &work, &due))
			return;
		alarm = due.owner;
		alarm->due(alarm, &due);
	}
}

gs_instant gs__loop_due(struct gs__loop *loop)
{
	for (int phase = 0; phase < GS__PHASE_COUNT; phase++)
		if (loop->tasks[phase].first)
			return 0;
	return gs__wheel_next(&loop->wheel);
}

/* Timers, sources, queues and the rest of what sources had: each has a time of its own. What a long
 * one went on to do is not counted to the next; of others there is little, and no need to look at
 * the clock. */
static void begin_part(struct gs__loop *loop)
{
	if (loop->is_long)
		loop->since = gs__io_now(loop->io);
	loop->spent = 0;
	loop->is_long = false;
}

void gs__loop_turn(struct gs__loop *loop, gs_instant until)
{
	struct gs__io_event events[GS__LOOP_EVENTS];
	gs_instant due = gs__loop_due(loop);
	int count = gs__io_wait(loop->io, due < until ? due : until, events, GS__LOOP_EVENTS);

	loop->turn++;
	loop->now = gs__io_now(loop->io);
	loop->since = loop->now;
	loop->is_long = false;
	begin_part(loop);
	fire_timers(loop);
	begin_part(loop);
	for (int i = 0; i < count; i++) {
		struct gs__source *source = events[i].owner;

		source->ready(source, events[i].events);
	}
	begin_part(loop);
	run_messages(loop);
	begin_part(loop);
	run_phase(loop, GS__PHASE_NET);
}
