/* SPDX-License-Identifier: MIT */
/*
 * caller: who waits for an answer that cannot be given at once: a queued call's, or one that a
 * handler took with caller(). Known to handlers as a gs_from, by handle: of two answers the first
 * wins. Listed at its sink and at its instance, and gone with either, or when answered.
 */
#ifndef GS_SERVER_CALLER_H
#define GS_SERVER_CALLER_H

#include "runtime/server/instance.h"

struct gs__caller {
	struct gs__request request;
	const struct gs_clause *clause;
	struct gs__instance *instance;
	struct gs__mail *mail; /* while its call is queued; then NULL */
	struct gs__mail *gone; /* what tells an owner with `info gone` that it is; else NULL */
	gs_timer timer;        /* of its time, likewise */
	struct gs__caller *sink_next, *sink_prev;
	struct gs__caller *instance_next, *instance_prev;
};

enum { GS__CALLERS_MAX = 1 << 24 };

/* 0: no memory, or its sink has too many. */
uint64_t gs__caller_add(struct gs__instance *instance, const struct gs__request *request,
	const struct gs_clause *clause, struct gs__mail *mail);

/* The handler keeps it: from now on its class's `info gone` hears if it goes. False: no memory. */
bool gs__caller_keep(struct gs__node *node, struct gs__caller *caller, uint64_t id);

/* What the node's alarm for callers is. */
void gs__caller_due(struct gs__alarm *alarm, const struct gs__due *due);

/* NULL: gone. */
struct gs__caller *gs__caller_find(const struct gs__node *node, uint64_t id);

/* Off all lists, without an answer. */
void gs__caller_drop(struct gs__node *node, struct gs__caller *caller);

/* All that are left of a life are answered `stopped`. */
void gs__callers_stop(struct gs__instance *instance, const char *reason);

#endif
