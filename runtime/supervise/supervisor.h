/* SPDX-License-Identifier: MIT */
/*
 * supervisor: keeps the children of a system alive: starts them in order, restarts what ends as its
 * `restart` and the supervisor's `strategy` say, after a delay where there is a `backoff`, gives up
 * when that happens too often, stops them in reverse order. The node owns it as one of its parts;
 * the table of children outlives it.
 *
 * All decisions are made from the loop, never inside a handler, and a start that fails is tried
 * again from the loop, never by recursion.
 *
 *   STARTING ─► RUNNING ─ a failure, and others go with it ─► CLEARING ─► PAUSING ─┐
 *      ▲           │                                                               │
 *      └───────────│───────────────────────────────────────────────────────────────┘
 *                  └─ too many failures, or asked to stop ─► STOPPING ─► DOWN
 *
 * A supervisor inside another that has come to DOWN by itself is a child that failed; its
 * supervisor starts it anew, as after any failure, with a fresh budget and without what its groups
 * held.
 */
#ifndef GS_SUPERVISE_SUPERVISOR_H
#define GS_SUPERVISE_SUPERVISOR_H

#include <gs_tables.h>

struct gs__node;

/*
 * Makes the places of all children, then starts them in order. Anything but GS_OK: the node fails,
 * gs__node_reason names the child and the cause, and those that had started are stopped in reverse
 * while the node is turned.
 */
gs_status gs__supervisor_start(struct gs__node *node, const struct gs_child *children,
	uint32_t count, const struct gs_supervisor *policy);

#endif
