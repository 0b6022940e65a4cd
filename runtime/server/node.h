/* SPDX-License-Identifier: MIT */
/*
 * node: one process's runtime. It holds the loop (poller, wheel, clock of the turn) and what lives
 * in it; programs, tests and the simulated world turn it. gs__system_start (net/system.h) puts a
 * system into it.
 *
 * The node owns all its memory and frees it in gs__node_free. It never blocks but in the wait of
 * gs__node_turn, never reads a clock but there, never aborts, and touches nothing outside its io.
 */
#ifndef GS_SERVER_NODE_H
#define GS_SERVER_NODE_H

#include <gs.h>

struct gs__node;

struct gs__node_options {
	void *world;                 /* for gs__io_new: NULL is the operating system */
	enum gs_log_level log_level; /* what is more detailed than this is not logged */
	bool takes_signals;          /* SIGTERM and SIGINT begin the orderly stop */
};

/* NULL: no memory, or no poller. */
struct gs__node *gs__node_new(const struct gs__node_options *options);

/* Ends at once what still runs: terminate clauses run, in reverse order of start, what is
 * queued is dropped, connections are closed. NULL is harmless. Never from inside a handler. */
void gs__node_free(struct gs__node *node);

/*
 * One turn: waits for descriptors, signals or the next timer, at most until the instant `until`
 * (INT64_MAX: no limit; one that has passed: does not wait); then due timers, ready descriptors,
 * queues, supervision, writes, closes, each a bounded share. False: the node has ended.
 */
bool gs__node_turn(struct gs__node *node, gs_instant until);

/* When the node next has something to do of itself: an instant that has passed while anything is
 * queued, the next timer's deadline, or INT64_MAX. Descriptors are the io's matter. */
gs_instant gs__node_due(struct gs__node *node);

/* The clock of this turn. */
gs_instant gs__node_now(const struct gs__node *node);

/*
 * Begins the orderly stop; turn the node until it has ended. Listeners close, the children stop in
 * reverse order, each after what is queued for it and within its `shutdown`, answers are flushed,
 * connections close. A second call is harmless. `reason`: "shutdown" is no failure.
 */
void gs__node_stop(struct gs__node *node, const char *reason);

/* Tells who started the process, if that asked to be told (NOTIFY_SOCKET): "READY=1". */
void gs__node_notify(struct gs__node *node, const char *state);

bool gs__node_is_stopping(const struct gs__node *node);

/* Why it stops: "shutdown" when it was asked to, else what failed, in words. "" while it runs. */
const char *gs__node_reason(const struct gs__node *node);

/* Did it stop because something failed? */
bool gs__node_has_failed(const struct gs__node *node);

/* All of it since the start of the node. */
struct gs__counters {
	uint64_t turns;
	uint64_t handled; /* messages that a handler ran for */
	uint64_t failed; /* of those, calls answered with an error and messages that ended a life */
	uint64_t expired;    /* requests not run because their time was over */
	uint64_t cancelled;  /* requests withdrawn by gs.cancel */
	uint64_t overloaded; /* calls refused because a queue was full */
	uint64_t dropped; /* casts and infos that never ran: their server ended, or was not there */
	uint64_t late;    /* answers that nobody waited for: late, second or foreign */
	uint64_t bad_requests;
	uint64_t restarts;
	uint64_t accepted;    /* connections */
	uint64_t refused;     /* connections closed at once, beyond a listener's max */
	uint64_t broken;      /* connections closed because of what the peer sent */
	uint64_t slow;        /* connections closed because the peer did not read */
	uint32_t connections; /* open now */
};

const struct gs__counters *gs__node_counters(const struct gs__node *node);

/* For tests and introspection; NULL or false: no child of that name lives now. `key`: of a keyed
 * server the key as text; NULL of others. */
const void *gs__node_state(const struct gs__node *node, const char *name, const char *key);

/* The child's life ends at once for `reason`, as if its handler had said so. Never from inside a
 * handler. */
bool gs__node_crash(struct gs__node *node, const char *name, const char *reason);

#endif
