/* SPDX-License-Identifier: MIT */
/*
 * loop: one thread's turn. What waits for something of the loop embeds one of three small heads: a
 * source (a descriptor is ready), an alarm (a deadline has come), a task (to be done later in this
 * turn, or in the next). server/, supervise/ and net/ use it; it knows none of them, allocates
 * nothing after its start and owns only what is declared here.
 *
 *   wait ─► timers ─► sources ─► [queues] ─► [supervise] ─► [net]      [ ]: tasks of that phase
 *                                   └── while there is a share left ──┘
 */
#ifndef GS_SERVER_LOOP_H
#define GS_SERVER_LOOP_H

#include "runtime/io/io.h"
#include "runtime/server/pool.h"
#include "runtime/time/wheel.h"

struct gs__source { /* the owner that gs__io_watch is given */
	void (*ready)(struct gs__source *source, unsigned events);
};

struct gs__alarm { /* the owner that gs__wheel_arm is given */
	void (*due)(struct gs__alarm *alarm, const struct gs__due *due);
};

/* The time that an orderly stop may take. While one is pending, the loop looks at the clock after
 * each message, so that one which is late is not followed by all that wait. */
struct gs__limit {
	struct gs__alarm alarm; /* its due function begins with gs__limit_over */
	gs_timer timer;         /* 0: not pending */
};

struct gs__task {
	void (*run)(struct gs__task *task);
	struct gs__task *next, *prev;
	struct gs__tasks *in; /* NULL: not queued */
};

enum gs__phase { GS__PHASE_QUEUES, GS__PHASE_SUPERVISE, GS__PHASE_NET, GS__PHASE_COUNT };

enum {
	GS__LOOP_INPUT = 64 * 1024, /* bytes of the read buffer that connections share */
	GS__LOOP_EVENTS = 256,      /* ready descriptors a turn */
	GS__LOOP_TIMERS = 512,      /* timers fired a turn */
	GS__LOOP_WORK = 4096,       /* timers that the wheel may touch a turn */
	GS__LOOP_MESSAGES = 4096,   /* of queues, handled a turn */
	GS__LOOP_LONG = 5000000,    /* ns in handlers after which a part of a turn is cut short */
	GS__LOOP_SAMPLE = 61 /* messages of which one is timed: a prime, which no pattern meets */
};

struct gs__tasks {
	struct gs__task *first, *last;
	uint32_t count;
};

struct gs__loop {
	struct gs__io *io;
	gs_instant now; /* as of the end of the turn's wait */
	struct gs__pool pool;
	struct gs__tasks tasks[GS__PHASE_COUNT];
	uint32_t turn;          /* the count of turns, round and round */
	uint32_t messages_left; /* of queues, in this turn */
	gs_duration spent;      /* in handlers, in this part of the turn, up to ... */
	gs_instant since;       /* ... when one was last timed */
	uint32_t untimed;    /* so many others are handled before the next one that is timed, ... */
	uint32_t stands_for; /* ... for them and itself */
	bool is_long;        /* so much that who has had a little must wait */
	uint32_t limits;     /* struct gs__limit that are pending */
	uint8_t *input;      /* GS__LOOP_INPUT bytes, free for use between two calls of sources */
	struct gs__wheel wheel;
};

/* False: no memory, or no poller. */
bool gs__loop_open(struct gs__loop *loop, void *world);
void gs__loop_close(struct gs__loop *loop);

/* One turn of it; see gs__node_turn. */
void gs__loop_turn(struct gs__loop *loop, gs_instant until);
gs_instant gs__loop_due(struct gs__loop *loop);

/* The task runs in the next pass of that phase; harmless where it is queued already. */
static inline void gs__loop_later(
	struct gs__loop *loop, enum gs__phase phase, struct gs__task *task)
{
	struct gs__tasks *tasks = &loop->tasks[phase];

	if (task->in)
		return;
	task->in = tasks;
	task->next = NULL;
	task->prev = tasks->last;
	*(tasks->last ? &tasks->last->next : &tasks->first) = task;
	tasks->last = task;
	tasks->count++;
}

/* From now on so long; without memory there is none. Over, or no more: harmless where there is
 * none. */
void gs__limit_arm(struct gs__loop *loop, struct gs__limit *limit, gs_duration delay);
void gs__limit_over(struct gs__loop *loop, struct gs__limit *limit);

/* So many messages of a queue were handled. */
static inline void gs__loop_spend(struct gs__loop *loop, uint32_t messages)
{
	loop->messages_left -= messages < loop->messages_left ? messages : loop->messages_left;
}

/* A message that is timed was handled, from `began` until now: the time that it stands for, its own
 * and that of those before it. After a slow one the next one is timed, too, and those after it ever
 * more rarely. */
gs_duration gs__loop_took(struct gs__loop *loop, gs_instant began);

/* Takes it back, wherever it is. */
void gs__loop_never(struct gs__task *task);

#define GS__CONTAINER(pointer, type, member) ((type *)((char *)(pointer)-offsetof(type, member)))

#endif
