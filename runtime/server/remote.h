/* SPDX-License-Identifier: MIT */
/*
 * remote: a server elsewhere, as refs lead to it. What servers here cast and ask is written into
 * its sink, whose functions are net/'s: they connect at the first message, and again after a loss.
 * The requests on their way are kept by msgid; the asker owns them. A remote is made before the
 * first server starts and outlives the last one.
 */
#ifndef GS_SERVER_REMOTE_H
#define GS_SERVER_REMOTE_H

#include "runtime/server/inside.h"
#include "runtime/wire/flights.h"

struct gs__ask;

enum { GS__REMOTE_WHY_MAX = 256 };

struct gs__remote {
	struct gs__sink sink; /* `begin` gives NULL while there is no connection, and none began */
	const struct gs_remote *row;
	struct gs__node *node;
	struct gs__remote *next; /* of the node's */
	struct gs__flights asked;
	uint32_t unsent; /* casts among what is still to be sent */
	uint64_t requests, casts, answers;
	uint64_t requests_lost, casts_lost; /* for lack of a connection */
	char why[GS__REMOTE_WHY_MAX];       /* there is none, in words */
};

/* The node knows it from now on, by its name and its place. False: no memory. */
bool gs__remote_open(struct gs__remote *remote, struct gs__node *node, const struct gs_remote *row,
	const struct gs__sink_ops *ops);
void gs__remote_close(struct gs__remote *remote); /* when no server is left */

/* NULL: there is none of that name; the ref or sink is of something else. */
struct gs__remote *gs__remote_named(const struct gs__node *node, gs_str name);
struct gs__remote *gs__remote_at(const struct gs__node *node, gs_ref ref);
gs_ref gs__remote_ref(const struct gs__remote *remote);

/* GS_OK; GS_DOWN: it is away, the cast is lost and counted; GS_FULL: it does not read; GS_INVALID,
 * GS_NO_CLAUSE, GS_NO_MEMORY. */
gs_status gs__remote_cast(
	struct gs__remote *remote, const struct gs_clause *clause, const void *in);

/* Likewise; with GS_OK the ask is on its way, until one of the next three. GS_FULL: or too many
 * are. */
gs_status gs__remote_ask(struct gs__remote *remote, struct gs__ask *ask,
	const struct gs_clause *clause, gs_instant deadline, const void *in);

/* Its answer is not wanted any more. `cancels`: the other end is told. */
void gs__remote_forget(struct gs__remote *remote, struct gs__ask *ask, bool cancels);

/* A whole response. False: nobody asked for it. */
bool gs__remote_answer(struct gs__remote *remote, uint32_t msgid, const uint8_t *bytes, size_t len);

/* The connection is gone, or could not be made: who asked hears GS_DOWN; if there was one, who
 * watches hears of its end. */
void gs__remote_lost(struct gs__remote *remote, bool was_connected);

#endif
