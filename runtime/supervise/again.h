/* SPDX-License-Identifier: MIT */
/*
 * again: when a child that has failed may be tried again, and whether its supervisor still has
 * tries left. The supervisor and its groups own these; nothing here starts or stops anything.
 */
#ifndef GS_SUPERVISE_AGAIN_H
#define GS_SUPERVISE_AGAIN_H

#include <gs_tables.h>

#include "runtime/server/loop.h"

struct gs__node;

/* The restarts of the last period, in a ring. */
struct gs__budget {
	gs_instant *at;
	uint32_t first, count, room;
};

/*
 * Makes room for the first 64, and it grows when there are more. A lack of memory later does not
 * forbid a restart, as it may be the cause of one: then the oldest is forgotten before its time.
 */
bool gs__budget_open(struct gs__budget *budget, const struct gs_supervisor *policy);
void gs__budget_close(struct gs__budget *budget);

/* May there be one more restart now? Then it is noted. */
bool gs__budget_take(struct gs__budget *budget, const struct gs_supervisor *policy, gs_instant now);

/*
 * One child's wait. The n-th restart in a row waits for backoff * 2^(n-1), and up to a quarter more
 * that chance decides, but never longer than backoff_max; a life that lasted at least backoff_max
 * ends the row.
 */
struct gs__again {
	struct gs__alarm alarm;
	struct gs__task task;
	void (*go)(struct gs__again *again);
	gs_timer timer;
	gs_instant since; /* the last try */
	uint32_t row;
};

void gs__again_init(struct gs__again *again, void (*go)(struct gs__again *again));

/*
 * True: there is nothing to wait for. Otherwise `go` is called from the loop when the time has
 * come: after the delay, or, of a `repeated` try without one, in the next turn. Without memory for
 * the delay it is the next turn, too.
 */
bool gs__again_wait(struct gs__again *again, struct gs__node *node,
	const struct gs_supervisor *policy, bool repeated);
void gs__again_cancel(struct gs__again *again, struct gs__node *node);

static inline bool gs__again_waits(const struct gs__again *again)
{
	return again->timer.gs_id || again->task.in;
}

#endif
