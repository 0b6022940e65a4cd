/* SPDX-License-Identifier: MIT */
/*
 * caller: who waits for an answer that cannot be given at once. A queued call has all of it with
 * it; of one that a handler took with caller() there is a record, known as a gs_from, by handle: of
 * two answers the first wins. Listed at its sink, and at its instance, and gone with either, or
 * when answered.
 */
#ifndef GS_SERVER_CALLER_H
#define GS_SERVER_CALLER_H

#include "runtime/server/instance.h"

struct gs__caller {
	struct gs__waiting waiting;
	const struct gs_clause *clause;
	struct gs__mail *gone; /* what tells an owner with `info gone` that it is; else NULL */
	gs_timer timer;        /* of its time, unless its sink keeps that; zero: none */
	struct gs__caller *next, *prev; /* of its instance */
};

enum { GS__CALLERS_MAX = 1 << 24 };

/* 0: no memory, or its sink has too many. */
uint64_t gs__caller_add(struct gs__instance *instance, const struct gs__request *request,
	const struct gs_clause *clause);

/* The handler keeps it: from now on it goes when its time is over, and its class's `info gone`
 * hears if it goes. False: no memory. */
bool gs__caller_keep(struct gs__node *node, struct gs__caller *caller, uint64_t id);

/* What the node's alarm for callers is. */
void gs__caller_due(struct gs__alarm *alarm, const struct gs__due *due);

/* NULL: gone. */
struct gs__caller *gs__caller_find(const struct gs__node *node, uint64_t id);

/* Off all lists, without an answer. */
void gs__caller_drop(struct gs__node *node, struct gs__caller *caller);

/* All that a life kept are answered `stopped`. */
void gs__callers_stop(struct gs__instance *instance, const char *reason);

static inline struct gs__call *gs__call_of(struct gs__mail *mail)
{
	return GS__CONTAINER(mail, struct gs__call, mail);
}

/* A call's mail becomes one that somebody waits for. False: its sink has too many. */
static inline bool gs__call_enter(
	struct gs__mail *mail, struct gs__instance *to, const struct gs__request *request)
{
	struct gs__waiting *waiting = &gs__call_of(mail)->waiting;

	waiting->request = *request;
	waiting->instance = to;
	waiting->is_kept = false;
	return gs__waiting_enter(waiting);
}

/* Whose answer it will be. It leaves the list: from here on the answer is direct. */
static inline struct gs__request gs__call_leave(struct gs__mail *mail)
{
	struct gs__waiting *waiting = &gs__call_of(mail)->waiting;

	gs__waiting_leave(waiting);
	return waiting->request;
}

#endif
