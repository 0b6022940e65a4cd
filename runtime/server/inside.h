/* SPDX-License-Identifier: MIT */
/*
 * inside: the node as server/, supervise/ and net/ see it, and the context of a running handler.
 * Nobody else includes it.
 */
#ifndef GS_SERVER_INSIDE_H
#define GS_SERVER_INSIDE_H

#include <string.h>

#include "runtime/base/arena.h"
#include "runtime/base/held.h"
#include "runtime/base/slab.h"
#include "runtime/base/str.h"
#include "runtime/base/table.h"
#include "runtime/server/ask.h"
#include "runtime/server/caller.h"
#include "runtime/server/loop.h"
#include "runtime/server/node.h"
#include "runtime/wire/envelope.h"

/*
 * A part of a running node that must be stopped in order: listeners, the root supervisor,
 * connections. The part attached last is stopped first; the next when that says it has stopped.
 */
struct gs__part {
	struct gs__part *below;
	void (*stop)(struct gs__part *part); /* begins; gs__part_stopped at once or later */
	void (*free)(struct gs__part *part);
	bool is_stopping;
	bool has_stopped;
};

struct gs__node {
	struct gs__loop loop;
	gs_ctx *running; /* the handler that runs now, NULL between handlers */
	void *params;    /* what the running handler was given; scratch_size bytes each */
	void *reply;
	uint32_t scratch_size;
	struct gs__arena arena;       /* the memory of the message that is handled ... */
	bool is_read;                 /* ... or waits there, while an instance begins for it */
	struct gs_writer draft;       /* where large messages between servers are encoded */
	struct gs__request *serving;  /* the one that is handled now; NULL: none */
	uint8_t carried;              /* bytes of the trace that came with it: what is sent ... */
	char trace[GS__TRACE_MAX];    /* ... meanwhile carries it on */
	struct gs__alarm asks_due;    /* the time of a request between servers is over */
	struct gs__fresh fresh_asks;  /* whose time is armed at the end of the turn */
	struct gs__alarm callers_due; /* that of a deferred caller */
	struct gs__slab callers;      /* struct gs__caller */
	struct gs__slab timers;       /* struct gs__timer */
	struct gs__slab places;       /* struct gs__place, by gs_ref */
	struct gs__table names;       /* struct gs__instance *, by name */
	struct gs__table groups;  /* struct gs__group *, by name: supervise/ keeps its own ... */
	struct gs__group *recent; /* ... and the one that was last asked for; or NULL */
	struct gs__home home;     /* of what stands in the states of its instances ... */
	struct gs__home hidden;   /* ... and of those whose class has a secret */
	struct gs__kind *kinds;
	struct gs__remote *remotes;
	struct gs__net *net;    /* net/ keeps its own here */
	struct gs__part *parts; /* the one attached last */
	struct gs__task stopping;
	struct gs__counters counters;
	enum gs_log_level log_level;
	uint64_t key[2];    /* of hash tables */
	uint64_t random[4]; /* of gs_random */
	bool takes_signals;
	bool has_secrets; /* some message of some class: connections wipe their buffers */
	bool is_stopping;
	bool has_failed;
	bool has_ended;
	char reason[512];
};

enum { GS__SCRATCH_LEAST = 64 };

/* From now on, until 0 is set, what is sent belongs to that. */
static inline void gs__carry(struct gs__node *node, const void *trace, uint8_t len)
{
	if (len > 0)
		memcpy(node->trace, trace, len);
	node->carried = len;
}

/* Replies are small, mostly. */
static inline void gs__scratch_clear(void *scratch, uint32_t size)
{
	memset(scratch, 0, 16);
	if (size > 16)
		memset(scratch, 0, size);
}

void gs__node_attach(struct gs__node *node, struct gs__part *part);
void gs__part_stopped(struct gs__node *node, struct gs__part *part);

/* The orderly stop of gs__node_stop, but as a failure. */
void gs__node_fail(struct gs__node *node, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

uint64_t gs__node_random(struct gs__node *node); /* what gs_random gives */

void gs__node_log(struct gs__node *node, enum gs_log_level level, gs_str server, const char *format,
	...) __attribute__((format(printf, 4, 5)));
void gs__node_vlog(struct gs__node *node, enum gs_log_level level, gs_str server,
	const char *format, va_list args);

/* What a handler sees as gs_ctx: made for one message, on the stack of who runs it; or for several
 * casts, one after the other. */
struct gs_ctx {
	struct gs__node *node;
	struct gs__instance *self;
	const struct gs__handler *handler; /* NULL: init or terminate */
	struct gs__request *request;       /* of a call or cast; NULL otherwise. Then: */
	gs_ref peer;                       /* who sent it; zero: not known */
	uint64_t caller;                   /* taken by gs_caller; 0: not */
	struct gs__mail *next;             /* the last message of gs_next; NULL: none */
	const char *ending;                /* why it ends after this; NULL: it does not */
	gs_instant began;                  /* of one that is timed; 0: it is not */
	const char *answer_text;           /* gs_error_text, of a start too; or NULL */
	const gs_status *answer_fields;    /* a struct error_NAME; NULL: none */
	gs_instant limit;                  /* of a response, what was left for the request that
	                                    * was served; otherwise INT64_MAX */
	uint32_t depth;                    /* handlers that run around this one */
	gs_status error;                   /* by gs_fail and its sisters; GS_OK: none. Then: */
	const char *error_text;            /* NULL: the declared one */
	const void *error_fields;          /* a struct error_NAME; NULL: none given */
	const void *late_fields;           /* likewise, of ... */
	gs_status late_error;              /* ... gs_error_with, if this is not GS_OK */
};

/* Member by member: compilers clear a struct of this size slowly. */
static inline void gs__ctx_init(gs_ctx *ctx, struct gs__instance *self,
	const struct gs__handler *handler, struct gs__request *request)
{
	ctx->node = self->node;
	ctx->self = self;
	ctx->handler = handler;
	ctx->request = request;
	ctx->caller = 0;
	ctx->next = NULL;
	ctx->ending = NULL;
	ctx->began = 0;
	ctx->answer_text = NULL;
	ctx->answer_fields = NULL;
	ctx->limit = INT64_MAX;
	ctx->depth = 0;
	ctx->error = GS_OK;
	ctx->late_error = GS_OK;
}

/* Did its handler leave something in it that the next cast to the same instance must not find? */
static inline bool gs__ctx_is_used(const gs_ctx *ctx)
{
	return ctx->next || ctx->answer_text || ctx->ending || ctx->late_error != GS_OK;
}

#endif
