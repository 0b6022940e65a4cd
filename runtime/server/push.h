/* SPDX-License-Identifier: MIT */
/*
 * push: messages that a peer has not asked for, and what is told to those who trace a server.
 * Handlers reach it through gs_cast, the instance `gs` directly.
 */
#ifndef GS_SERVER_PUSH_H
#define GS_SERVER_PUSH_H

#include "runtime/server/inside.h"

/* A notification "PROTOCOL.CAST", in the array form. GS_OK; GS_DOWN: the peer is gone; GS_FULL: it
 * does not read; GS_INVALID, GS_NO_MEMORY. */
gs_status gs__push(struct gs__sink *sink, const struct gs_clause *clause, const void *in);

/* A peer who is told what a server gets and sends; it is forgotten when it is gone. */
struct gs__tracer {
	struct gs__tracer *next;
	uint64_t peer; /* its place */
};

enum { GS__TRACERS_MAX = 16 /* of an instance */ };

/* On or off; either twice is harmless. GS_OK, GS_FULL, GS_NO_MEMORY. */
gs_status gs__trace_set(struct gs__instance *instance, uint64_t peer, bool is_on);
void gs__tracers_free(struct gs__instance *instance);

/* "got call acquire (n: 3)"; `in` of NULL: without what it carries. */
GS__RARE void gs__trace_got(const gs_ctx *ctx, const void *in);

/* "sent acquire (remaining: 3)", or "sent acquire error exhausted". */
GS__RARE void gs__trace_sent(struct gs__instance *instance, const struct gs_clause *clause,
	gs_status status, const void *reply);

/* Counts an answer to a call, and tells who traces. */
static inline void gs__answered(struct gs__instance *instance, const struct gs_clause *clause,
	gs_status status, const void *reply)
{
	instance->answered++;
	if (instance->place->tracers)
		gs__trace_sent(instance, clause, status, reply);
}

#endif
