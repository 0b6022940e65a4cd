/* SPDX-License-Identifier: MIT */
/* What handlers call: gs.h's functions of a context, but for verdicts, timers and messages. */
#include <stdio.h>

#include "runtime/server/dispatch.h"
#include "runtime/server/push.h"
#include "runtime/server/remote.h"

/* A struct error_NAME outlives the statement that made it; *copy is NULL if it has no fields.
 * False: no memory, and the log says so. */
static bool copy_fields(
	gs_ctx *ctx, const struct gs_error *error, const gs_status *from, const void **copy)
{
	void *room;

	*copy = NULL;
	if (!error || !error->fields)
		return true;
	room = gs__arena_take(&ctx->node->arena, error->fields->size);
	if (room)
		*copy = memcpy(room, from, error->fields->size);
	else
		gs_log(ctx, GS_ERROR, "no memory for the fields of the error %s", error->name);
	return room;
}

/* Without memory for what an error has to say, another one is the answer. */
gs_status gs_error_with(gs_ctx *ctx, const gs_status *error)
{
	const struct gs_error *declared = gs__kind_error(ctx->self->kind, *error);

	ctx->late_error = copy_fields(ctx, declared, error, &ctx->late_fields) ? *error
									       : GS_INTERNAL;
	return ctx->late_error;
}

/* Late answers. */

static uint64_t keep_caller(gs_ctx *ctx)
{
	struct gs__node *node = ctx->node;
	uint64_t id = gs__caller_add(ctx->self, ctx->request, ctx->handler->clause);
	struct gs__caller *caller = id ? gs__caller_find(node, id) : NULL;

	if (!caller || gs__caller_keep(node, caller, id))
		return id;
	gs__caller_drop(node, caller);
	return 0;
}

gs_from gs_caller(gs_ctx *ctx)
{
	const struct gs__request *request = ctx->request;

	if (!request || !request->sink || ctx->handler->clause->kind != GS_CALL)
		return (gs_from){ 0 };
	if (!ctx->caller)
		ctx->caller = keep_caller(ctx);
	if (!ctx->caller)
		gs_log(ctx, GS_ERROR, "no caller: too many wait already, or no memory");
	return (gs_from){ ctx->caller };
}

/* Takes the caller off the lists: this is the answer. False: late, second or foreign. */
static bool take_caller(
	gs_ctx *ctx, gs_from who, const struct gs_clause *clause, struct gs__request *request)
{
	struct gs__node *node = ctx->node;
	struct gs__caller *caller = who.gs_id ? gs__caller_find(node, who.gs_id) : NULL;

	if (!caller || caller->waiting.instance != ctx->self || caller->clause != clause) {
		node->counters.late++;
		return false;
	}
	*request = caller->waiting.request;
	gs__caller_drop(node, caller);
	if (request->deadline > node->loop.now)
		return true;
	node->counters.late++;
	gs__answer_status(node, request, GS_TIMEOUT, "its time was over before the answer came");
	return false;
}

gs_status gs_answer(gs_ctx *ctx, gs_from who, const struct gs_clause *clause, const void *reply)
{
	struct gs__request request;

	if (!take_caller(ctx, who, clause, &request))
		return GS_GONE;
	gs__answered(ctx->self, clause, GS_OK, reply);
	return gs__answer_value(ctx->node, &request, ctx->self->name, clause, reply) ? GS_OK
										     : GS_INVALID;
}

gs_status gs_answer_error(gs_ctx *ctx, gs_from who, const struct gs_clause *clause, gs_status error)
{
	bool is_remembered = error != GS_OK && ctx->late_error == error;
	const void *fields = is_remembered ? ctx->late_fields : NULL;
	struct gs__request request;

	ctx->late_error = GS_OK;
	if (!take_caller(ctx, who, clause, &request))
		return GS_GONE;
	gs__answered(ctx->self, clause, error, NULL);
	return gs__answer_error(ctx->node, &request, ctx->self->name, clause, error, NULL, fields)
		       ? GS_OK
		       : GS_INVALID;
}

/* Time. */

gs_instant gs_now(gs_ctx *ctx)
{
	return ctx->node->loop.now;
}

gs_time gs_wall(gs_ctx *ctx)
{
	return gs__io_wall(ctx->node->loop.io);
}

gs_duration gs_time_left(gs_ctx *ctx)
{
	gs_instant deadline = gs__limit_of(ctx);

	if (deadline == INT64_MAX)
		return INT64_MAX;
	return deadline > ctx->node->loop.now ? deadline - ctx->node->loop.now : 0;
}

/* Servers. */

gs_ref gs_self(gs_ctx *ctx)
{
	return ctx->self->ref;
}

gs_ref gs_peer(gs_ctx *ctx)
{
	return ctx->request ? ctx->peer : (gs_ref){ 0 };
}

gs_ref gs_whereis(gs_ctx *ctx, const char *name)
{
	struct gs__instance *instance = gs__instance_named(ctx->node, gs__str(name));

	struct gs__remote *remote = instance ? NULL : gs__remote_named(ctx->node, gs__str(name));

	if (remote)
		return gs__remote_ref(remote);
	return instance && !instance->is_built_in ? instance->ref : (gs_ref){ 0 };
}

gs_status gs_stop(gs_ctx *ctx, gs_ref server, const char *reason)
{
	struct gs__instance *instance = gs__instance_at(ctx->node, server);

	if (gs__remote_at(ctx->node, server))
		return GS_DENIED;
	if (!instance || instance->is_built_in || !gs__instance_is_up(instance))
		return GS_DOWN;
	return gs__instance_stop(instance, reason) ? GS_OK : GS_NO_MEMORY;
}

/* Helpers. */

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

/* xoshiro256** */
uint64_t gs__node_random(struct gs__node *node)
{
	uint64_t *s = node->random;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t gs_random(gs_ctx *ctx)
{
	return gs__node_random(ctx->node);
}

bool gs_random_bytes(gs_ctx *ctx, void *to, size_t len)
{
	return gs__io_random(ctx->node->loop.io, to, len) == 0;
}

void gs_log(gs_ctx *ctx, enum gs_log_level level, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	gs__node_vlog(ctx->node, level, ctx->self->name, format, args);
	va_end(args);
}

gs_str gs_printf(gs_ctx *ctx, const char *format, ...)
{
	const gs_str empty = { "", 0 };
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = len > 0 ? gs__arena_take(&ctx->node->arena, (size_t)len + 1) : NULL;
	if (!text)
		return empty;
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return (gs_str){ text, (uint32_t)len };
}

void *gs_alloc(gs_ctx *ctx, size_t size)
{
	return gs__arena_zeroed(&ctx->node->arena, size);
}

bool gs_held_become(
	gs_ctx *ctx, const struct gs_record *record, void *held, uint32_t tag, void *fresh)
{
	return gs__held_become(record, held, tag, fresh, gs__home_of(ctx->self));
}
