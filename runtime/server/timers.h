/* SPDX-License-Identifier: MIT */
/*
 * timers: the delayed infos and the ticks of a life, over the loop's wheel. A timer's record lives
 * from gs_after until its message is handled, so that cancel is final even when it is due.
 */
#ifndef GS_SERVER_TIMERS_H
#define GS_SERVER_TIMERS_H

#include "runtime/server/instance.h"

struct gs__home;

struct gs__timer {
	struct gs__instance *instance;
	struct gs__timer *next, *prev; /* of its life */
	struct gs__mail *mail;
	gs_timer pending; /* in the wheel; harmless once due */
	uint32_t turn;    /* in which it was armed */
};

enum { GS__TIMERS_MAX = 1 << 26 };

/* At the start of a life; false: no memory, and nothing is armed. At its end. */
bool gs__ticks_start(struct gs__instance *instance);
void gs__timers_stop(struct gs__instance *instance);

/* After a silence the `idle` clauses count again. */
GS__RARE void gs__idles_start(struct gs__instance *instance);

/* A call, a cast or an answer came. No timer is touched, but after a silence. */
static inline void gs__was_active(struct gs__instance *instance, gs_instant now)
{
	instance->active = now;
	if (instance->is_quiet)
		gs__idles_start(instance);
}

/* What an instance's alarm is. */
void gs__timer_due(struct gs__alarm *alarm, const struct gs__due *due);

/* A timer goes with the element of state that held it; `home` is one of the node's. */
void gs__timer_cancel(struct gs__home *home, gs_timer handle);

/* The record of a timer whose message is about to be handled: it is no longer pending. */
void gs__timer_done(struct gs__node *node, uint64_t id);

#endif
