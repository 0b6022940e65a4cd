/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/base/failure.h"
#include "runtime/base/log.h"
#include "runtime/server/ask.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/keyed.h"
#include "runtime/server/timers.h"

enum { PLACES_MAX = 1 << 24 };

static void stop_parts(struct gs__task *task);

static bool seed(struct gs__node *node)
{
	return gs__io_random(node->loop.io, node->key, sizeof(node->key)) == 0 &&
	       gs__io_random(node->loop.io, node->random, sizeof(node->random)) == 0;
}

struct gs__node *gs__node_new(const struct gs__node_options *options)
{
	struct gs__node *node = calloc(1, sizeof(*node));

	if (!node)
		return NULL;
	if (!gs__loop_open(&node->loop, options->world)) {
		free(node);
		return NULL;
	}
	node->asks_due.due = gs__ask_due;
	node->fresh_asks.task.run = gs__asks_arm;
	node->callers_due.due = gs__caller_due;
	gs__slab_init(&node->callers, sizeof(struct gs__caller), GS__CALLERS_MAX);
	gs__slab_init(&node->timers, sizeof(struct gs__timer), GS__TIMERS_MAX);
	gs__slab_init(&node->places, sizeof(struct gs__place), PLACES_MAX);
	node->log_level = options->log_level;
	node->takes_signals = options->takes_signals;
	node->stopping.run = stop_parts;
	node->scratch_size = GS__SCRATCH_LEAST;
	node->params = malloc(GS__SCRATCH_LEAST);
	node->reply = malloc(GS__SCRATCH_LEAST);
	if (!node->params || !node->reply || !seed(node) ||
		(node->takes_signals && gs__io_take_signals(node->loop.io) < 0)) {
		gs__node_free(node);
		return NULL;
	}
	gs__table_init(&node->names, node->key);
	gs__table_init(&node->groups, node->key);
	gs__home_init(&node->home, node->key, false, gs__timer_cancel);
	gs__home_init(&node->hidden, node->key, true, gs__timer_cancel);
	node->arena.seed = node->key[0] ^ node->key[1];
	return node;
}

void gs__node_free(struct gs__node *node)
{
	if (!node)
		return;
	while (node->parts) {
		struct gs__part *part = node->parts;

		node->parts = part->below;
		part->free(part);
	}
	gs__kinds_free(node);
	gs__table_free(&node->names);
	gs__table_free(&node->groups);
	gs__slab_free(&node->callers);
	gs__slab_free(&node->timers);
	gs__slab_free(&node->places);
	gs__arena_free(&node->arena);
	free(node->draft.bytes);
	free(node->fresh_asks.at);
	free(node->params);
	free(node->reply);
	gs__loop_close(&node->loop);
	free(node);
}

bool gs__node_turn(struct gs__node *node, gs_instant until)
{
	uint64_t signals;

	if (node->has_ended)
		return false;
	node->counters.turns++;
	gs__loop_turn(&node->loop, until);
	if (node->takes_signals) {
		signals = gs__io_signals(node->loop.io);
		if (signals & (UINT64_C(1) << SIGTERM | UINT64_C(1) << SIGINT))
			gs__node_stop(node, "shutdown");
		gs__signals_deliver(node, signals);
	}
	return !node->has_ended;
}

gs_instant gs__node_due(struct gs__node *node)
{
	return gs__loop_due(&node->loop);
}

gs_instant gs__node_now(const struct gs__node *node)
{
	return node->loop.now;
}

/* The end, part by part. */

void gs__node_attach(struct gs__node *node, struct gs__part *part)
{
	part->below = node->parts;
	node->parts = part;
}

/* Stops the uppermost part that runs; when none is left the node has ended. */
static void stop_parts(struct gs__task *task)
{
	struct gs__node *node = GS__CONTAINER(task, struct gs__node, stopping);
	struct gs__part *part = node->parts;

	while (part && part->has_stopped)
		part = part->below;
	if (!part) {
		node->has_ended = true;
	} else if (!part->is_stopping) {
		part->is_stopping = true;
		part->stop(part);
	}
}

void gs__part_stopped(struct gs__node *node, struct gs__part *part)
{
	part->has_stopped = true;
	gs__loop_later(&node->loop, GS__PHASE_SUPERVISE, &node->stopping);
}

static void begin_stop(struct gs__node *node)
{
	node->is_stopping = true;
	gs__loop_later(&node->loop, GS__PHASE_SUPERVISE, &node->stopping);
}

void gs__node_stop(struct gs__node *node, const char *reason)
{
	if (node->is_stopping)
		return;
	snprintf(node->reason, sizeof(node->reason), "%s", reason);
	node->has_failed = gs__is_failure(reason);
	begin_stop(node);
}

void gs__node_fail(struct gs__node *node, const char *format, ...)
{
	va_list args;

	if (node->is_stopping)
		return;
	va_start(args, format);
	vsnprintf(node->reason, sizeof(node->reason), format, args);
	va_end(args);
	node->has_failed = true;
	begin_stop(node);
}

void gs__node_notify(struct gs__node *node, const char *state)
{
	int error = gs__io_notify(node->loop.io, state);
	struct gs__failure failure;

	if (error < 0)
		gs__node_log(node, GS_WARNING, (gs_str){ 0 }, "NOTIFY_SOCKET is not told %s: %s",
			state, gs__failure_text(&failure, -error));
}

bool gs__node_is_stopping(const struct gs__node *node)
{
	return node->is_stopping;
}

bool gs__node_has_failed(const struct gs__node *node)
{
	return node->has_failed;
}

const char *gs__node_reason(const struct gs__node *node)
{
	return node->reason;
}

/* What can be seen. */

const struct gs__counters *gs__node_counters(const struct gs__node *node)
{
	return &node->counters;
}

static struct gs__instance *living(const struct gs__node *node, const char *name)
{
	struct gs__instance *instance = gs__instance_named(node, gs__str(name));

	return instance && instance->life == GS__RUNNING ? instance : NULL;
}

const void *gs__node_state(const struct gs__node *node, const char *name, const char *key)
{
	struct gs__instance *instance = living(node, name);

	if (instance && instance->keyed)
		instance = key ? gs__keyed_named(instance->keyed, gs__str(key)) : NULL;
	else if (key)
		instance = NULL;
	return instance && instance->life == GS__RUNNING ? instance->state : NULL;
}

bool gs__node_crash(struct gs__node *node, const char *name, const char *reason)
{
	struct gs__instance *instance = living(node, name);

	if (!instance || instance->is_built_in)
		return false;
	gs__instance_fail(instance, "from outside", (gs_str){ 0 }, reason);
	return true;
}

void gs__node_vlog(struct gs__node *node, enum gs_log_level level, gs_str server,
	const char *format, va_list args)
{
	char text[GS__LOG_LINE_MAX];
	char line[GS__LOG_LINE_MAX];
	int len;

	if (level > node->log_level)
		return;
	len = vsnprintf(text, sizeof(text), format, args);
	if (len < 0)
		return;
	if ((size_t)len >= sizeof(text))
		len = (int)sizeof(text) - 1;
	gs__io_log(node->loop.io, line,
		gs__log_line(line, sizeof(line), level, server, (gs_str){ text, (uint32_t)len }));
}

void gs__node_log(
	struct gs__node *node, enum gs_log_level level, gs_str server, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	gs__node_vlog(node, level, server, format, args);
	va_end(args);
}
