/* SPDX-License-Identifier: MIT */
/*
 * instance: a place where a server lives, one life after the other: its name, its state, its
 * queue. Supervisors and net/ make them; they are freed with the node. State stands behind the
 * instance in the same block, is filled anew by each life, and is dropped at its end.
 *
 *   DOWN ─ start ─► STARTING (init) ─► RUNNING ─ a stop, a failure ─► ENDING (terminate) ─► DOWN
 *                        └───────────── init stopped ─────────────────────────────────────────┘
 *
 * Callers, timers, requests and queued messages belong to a life and end with it. A parent hears of
 * the end from the loop, never from inside a handler.
 */
#ifndef GS_SERVER_INSTANCE_H
#define GS_SERVER_INSTANCE_H

#include "runtime/server/kind.h"
#include "runtime/server/loop.h"
#include "runtime/server/monitor.h"
#include "runtime/server/queue.h"
#include "runtime/server/sink.h"

enum gs__life { GS__DOWN, GS__ENDING, GS__STARTING, GS__RUNNING };

struct gs__instance;
struct gs__ask;
struct gs__keyed;
struct gs__slot;
struct gs__monitor;
struct gs__timer;
struct gs__tracer;

/* Whoever answers for an instance. */
struct gs__parent {
	/* A life that had started is over; gs__instance_reason says why. */
	void (*ended)(struct gs__parent *parent, struct gs__instance *instance);
};

/* A sender whose cast found the queue full, and who waits for room. */
struct gs__waiter {
	struct gs__waiter *next;
	struct gs__instance *at; /* NULL: does not wait */
	void (*wake)(struct gs__waiter *waiter);
};

/* An `every` or `idle` clause of a life. */
struct gs__ticker {
	struct gs__alarm alarm;
	struct gs__instance *instance;
	struct gs__mail mail; /* queued while a tick waits to be handled */
	gs_timer timer;
	gs_instant planned;
	gs_duration every;
	bool is_idle;
};

struct gs__instance {
	struct gs__task task;   /* its queue waits to be run, or its end to be told */
	struct gs__alarm alarm; /* of its timers */
	struct gs__node *node;
	const struct gs__kind *kind;
	struct gs__parent *parent; /* NULL: nobody needs to know */
	gs_str name;
	const void *params;
	gs_ref ref;
	enum gs__life life;
	bool is_built_in;    /* of the runtime itself: not in gs.list, not for gs_whereis */
	bool is_named;       /* its name leads to it */
	bool is_ended;       /* and the parent is to be told */
	uint64_t signals;    /* that wait to be handled; bit n for signal n */
	bool is_coming_back; /* its parent will start it again */
	bool is_given_up;    /* nobody will live here again */
	bool is_suspended;   /* it handles nothing until it is resumed, or to stop */
	bool is_renewed;     /* it ends by order, to be started again whatever its restart says */
	bool is_draining;    /* its place ends when its queue is empty */
	bool is_quiet;       /* an `idle` clause has fired, and waits for the next message */
	uint32_t restarts;
	struct gs__queue queue;
	struct gs__bound bound; /* of its calls and casts */
	struct gs__waiter *waiting;
	struct gs__timer *timers;
	struct gs__caller *callers;
	struct gs__ask *asks;         /* its requests to others */
	struct gs__monitor *monitors; /* what it watches */
	uint32_t ask_count, monitor_count;
	struct gs__watched watched; /* who watches it: of the place, not of the life */
	struct gs__watched told;    /* who is to hear of its end, with its parent */
	const struct gs_wire *wires;
	uint32_t wire_count;
	void *wired;        /* the parameters with the refs in them; NULL: not yet, or no wires */
	const char *reason; /* of the last end; NULL: none, or no memory for it */
	char *own_reason;   /* the same in a block of the pool; NULL: a constant will do */
	gs_instant active;  /* when it last had a call, a cast or an answer */
	uint64_t handled;
	uint64_t failed;
	uint64_t answered;
	gs_duration busy;      /* ns in handlers, by those that were timed ... */
	gs_duration busy_told; /* ... of a body: those that its place knows of */
	struct gs__tracer *tracers;
	struct gs__ticker *tickers; /* behind the instance */
	void *state;                /* behind those; of a body in its slot */
	struct gs__instance *place; /* itself; of a body its place */
	struct gs__keyed *keyed;    /* of a place of a keyed server: its instances; or NULL */
	struct gs__keyed *line;     /* of a body (keyed.h): whose it is; or NULL. Its own are: */
	struct gs__slot *slot;      /* NULL: none just now */
	struct gs__instance *next_body, *prev_body, *spare;
};

/* A place without a life, known by its name. The name, the parameters and the kind outlive it.
 * NULL: no memory (also of the kind: it may be NULL), or the name is taken. */
struct gs__instance *gs__instance_new(struct gs__node *node, gs_str name,
	const struct gs__kind *kind, const void *params, struct gs__parent *parent);

/* One without a name, a state and a life, for instances of a keyed place. NULL: no memory. */
struct gs__instance *gs__instance_body(struct gs__instance *place, struct gs__parent *parent);

/* The two halves of its start: the state is filled (false: no memory, nothing is there); init runs.
 * If init stops the parent hears of it. */
bool gs__instance_begin(struct gs__instance *body);
gs_status gs__instance_enter(struct gs__instance *body);
void gs__instance_drop_state(struct gs__instance *instance);

/* Which of its parameters are refs to other places; before its first start, which finds them. The
 * table outlives it. */
void gs__instance_wire(struct gs__instance *instance, const struct gs_wire *wires, uint32_t count);

/* Ends its life, if there is one, and frees it. */
void gs__instance_free(struct gs__instance *instance);

/* Begins a life and runs init. GS_OK; GS_DOWN: init stopped; GS_NO_MEMORY. Then the reason says
 * why, and the parent is not told. */
gs_status gs__instance_start(struct gs__instance *instance);

/* Its parent will not start it again: the name means nothing any more. Or after all it will: false,
 * no memory. */
void gs__instance_give_up(struct gs__instance *instance);
bool gs__instance_take_up(struct gs__instance *instance);

/* Queues the end behind what is there. False: there is no life, or no memory. */
bool gs__instance_stop(struct gs__instance *instance, const char *reason);

/* By order: the end, queued likewise, and a new life whatever its parent would do; of one that has
 * ended, and would stay so, the new life alone. GS_OK; GS_DOWN: it will be started anyway, or never
 * again; GS_NO_MEMORY. */
gs_status gs__instance_renew(struct gs__instance *instance);

/* Handles nothing from now on; what comes is queued. Either twice is harmless. */
void gs__instance_suspend(struct gs__instance *instance);
void gs__instance_resume(struct gs__instance *instance);

/* Ends the life now. Never while a handler runs. */
void gs__instance_end(struct gs__instance *instance, const char *reason);

/* The same, counted as a failure if it is one, and logged: "failed WHERECLAUSE: reason". */
void gs__instance_fail(
	struct gs__instance *instance, const char *where, gs_str clause, const char *reason);

void gs__instance_set_reason(struct gs__instance *instance, const char *reason);
void gs__instance_drop_reason(struct gs__instance *instance);

/* Why the last life ended; never NULL. */
const char *gs__instance_reason(const struct gs__instance *instance);

/* "normal" and "shutdown" are no failures. */
bool gs__is_failure(const char *reason);

/* What a gs_ref leads to: a server or a peer. */
struct gs__place {
	struct gs__instance *instance; /* NULL: it is a peer's */
	struct gs__sink *sink;
};

/* NULL: it leads nowhere any more. */
const struct gs__place *gs__place_at(const struct gs__node *node, gs_ref ref);

/* The instance of a name, of a ref; NULL: none. */
struct gs__instance *gs__instance_named(const struct gs__node *node, gs_str name);
struct gs__instance *gs__instance_at(const struct gs__node *node, gs_ref ref);

/* The home of what stands in its state. */
struct gs__home *gs__home_of(const struct gs__instance *instance);

/* Does it take messages? */
static inline bool gs__instance_is_up(const struct gs__instance *instance)
{
	return instance->life >= GS__STARTING;
}

/* To be run from the loop. */
void gs__instance_wake(struct gs__instance *instance);

/* A message of that kind for it: at the end of its queue. */
static inline void gs__instance_post(
	struct gs__instance *instance, struct gs__mail *mail, enum gs__mail_kind kind)
{
	gs__queue_push(&instance->queue, mail, kind);
	if (!instance->task.in)
		gs__instance_wake(instance);
}

void gs__wait_for_room(struct gs__instance *instance, struct gs__waiter *waiter);
void gs__wait_no_more(struct gs__waiter *waiter);
void gs__wake_waiters(struct gs__instance *instance);

#endif
