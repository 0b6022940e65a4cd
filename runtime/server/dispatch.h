/* SPDX-License-Identifier: MIT */
/*
 * dispatch: how a message gets to its handler: at once, straight from the bytes it came in, when
 * the instance is idle; else through its queue. One handler runs at a time in a node. Connections
 * call the first group, the loop the rest.
 */
#ifndef GS_SERVER_DISPATCH_H
#define GS_SERVER_DISPATCH_H

#include "runtime/server/inside.h"
#include "runtime/server/push.h"

/* Could a message run this moment? */
static inline bool gs__is_idle(const struct gs__instance *instance)
{
	return instance->life == GS__RUNNING && !instance->queue.first && !instance->is_suspended &&
	       !instance->node->running;
}

/* Runs a call or cast of that peer with its parameters, and answers it. Only when idle. */
void gs__run_request(struct gs__instance *instance, const struct gs__handler *handler,
	struct gs__request *request, gs_ref peer, const void *in);

/* verdict.c: answers what can be answered now, after a handler; false: the end of the life is the
 * answer. */
bool gs__answer(gs_ctx *ctx, gs_verdict verdict);

/*
 * Queues a call or cast with its encoded parameters. GS_OK; GS_DOWN: there is no life; GS_FULL:
 * the queue, or for a call the sink's callers, have reached their bound; GS_NO_MEMORY.
 */
gs_status gs__queue_request(struct gs__instance *instance, const struct gs__handler *handler,
	const struct gs__request *request, gs_ref peer, gs_bytes params);

/* The oldest ones go for a call or cast of so many bytes, if they may. False: there is no room. */
GS__RARE bool gs__drop_for(struct gs__instance *instance, size_t size);

/* Room for a call or cast of so many bytes. */
static inline bool gs__has_room(const struct gs__instance *instance, size_t size)
{
	return gs__share_has_room(
		&instance->queue.shares[GS__SHARE_MAILBOX], &instance->bound, size);
}

/* The same, which may cost the oldest ones. */
static inline bool gs__make_room(struct gs__instance *instance, size_t size)
{
	return gs__has_room(instance, size) || gs__drop_for(instance, size);
}

/* A due timer or tick: run now if the instance is idle, else queued. */
void gs__deliver(struct gs__instance *instance, struct gs__mail *mail);

/* A share of what is queued; the run function of an instance's task. */
void gs__run_queue(struct gs__instance *instance);

/* Around a handler: counts it, and times it when it is one of those that are; `in` is what it is
 * given, or NULL. */
static inline void gs__enter(gs_ctx *ctx, const void *in)
{
	struct gs__node *node = ctx->node;

	if (ctx->self->place->tracers)
		gs__trace_got(ctx, in);
	ctx->self->handled++;
	node->counters.handled++;
	if (node->loop.untimed > 0)
		node->loop.untimed--;
	else
		ctx->began = gs__io_now(node->loop.io);
	node->running = ctx;
}

GS__RARE void gs__took(gs_ctx *ctx); /* notes the time of one that is timed */

static inline void gs__leave(gs_ctx *ctx)
{
	ctx->node->running = NULL;
	if (ctx->began)
		gs__took(ctx);
}

/* The memory of the message that was handled, or refused, is given back. */
GS__RARE void gs__message_wipe(struct gs__node *node);

static inline void gs__message_done(struct gs__node *node, const struct gs__handler *handler)
{
	if (handler && handler->is_secret)
		gs__message_wipe(node);
	gs__arena_reset(&node->arena);
}

/* After one that nobody waits for: ends the life if it asked for that, and frees the message's
 * memory. */
GS__RARE void gs__end_running(gs_ctx *ctx);

static inline void gs__finish(gs_ctx *ctx)
{
	gs__leave(ctx);
	if (ctx->ending)
		gs__end_running(ctx);
	gs__message_done(ctx->node, ctx->handler);
}

/* How long what is handled may take, as its caller waits; INT64_MAX: no limit. */
static inline gs_instant gs__limit_of(const gs_ctx *ctx)
{
	return ctx->request ? ctx->request->deadline : ctx->limit;
}

/* init and terminate, in a context of their own. True: the handler asked to end, and the
 * instance's reason is set. */
bool gs__run_init(struct gs__instance *instance);
void gs__run_terminate(struct gs__instance *instance, const char *reason);

/* signals.c: a set as gs__io_signals gives it, to all who live and have an `info signal`; to one of
 * them, which has; and what came to it since it last ran that. */
void gs__signals_deliver(struct gs__node *node, uint64_t signals);
void gs__signal(struct gs__instance *instance, uint64_t signals);
void gs__run_signals(struct gs__instance *instance);

#endif
