/* SPDX-License-Identifier: MIT */
/* The part of the instance `gs` for who looks after the program: its own user, and root. */
#include "runtime/net/look.h"
#include "runtime/server/keyed.h"
#include "runtime/net/net.h"
#include "runtime/server/push.h"
#include "runtime/server/slots.h"
#include "runtime/wire/show.h"

enum { NAME_MAX = 256, TEXT_MAX = 64 * 1024 };

#define LENGTH(most) .flags = GS_RANGED, .min = 0, .max = (most)

/* (instance: string<256>, key: string<256> = "") */

struct look_in {
	gs_str instance;
	gs_str key;
};

static const struct look_in look_defaults = { .key = { "", 0 } };

static const struct gs_field look_fields[] = {
	{ .name = "instance",
		.kind = GS_STRING,
		GS_AT(struct look_in, instance),
		LENGTH(NAME_MAX) },
	{ .name = "key",
		.kind = GS_STRING,
		GS_AT(struct look_in, key),
		.flags = GS_RANGED | GS_HAS_DEFAULT,
		.max = NAME_MAX },
};

#define LOOK_RECORD(of) \
	{ \
		.name = (of), .fields = look_fields, .count = GS_COUNT(look_fields), \
		.required = 1, .size = sizeof(struct look_in), .fallback = &look_defaults, \
		.encoded_max = 2 * (NAME_MAX + 16), \
	}

/* -> string<64KiB> */

struct look_out {
	gs_str value;
};

static const struct gs_field text_fields[] = {
	{ .name = "value", .kind = GS_STRING, GS_AT(struct look_out, value), LENGTH(TEXT_MAX) },
};

#define TEXT_RECORD(of) \
	{ \
		.name = (of), .fields = text_fields, .count = GS_COUNT(text_fields), \
		.required = 1, .size = sizeof(struct look_out), .bare = true, \
		.encoded_max = TEXT_MAX + 5, \
	}

/* They answer as every instance that is not there, or not running, does. */
static const struct gs_error no_server = {
	.name = "no_server",
	.text = "there is no such server",
	.status = GS_NO_SERVER,
};

static const struct gs_error stopped = {
	.name = "stopped",
	.text = "the server is not running",
	.status = GS_DOWN,
};

static const struct gs_error *const look_raises[] = { &no_server, &stopped, NULL };

/* May who asks see it? */
static bool may_look(gs_ctx *ctx, gs_str name)
{
	const struct gs__connection *connection = gs__connection_of(ctx);
	struct gs__io *io = ctx->node->loop.io;
	int64_t user = connection ? gs__io_peer_user(io, connection->handle) : -1;

	return connection && (user == 0 || user == gs__io_user(io)) &&
	       gs__listener_offer(gs__connection_listener(connection), name).is_there;
}

/* What is to be seen of a remote. */
static void show_remote(struct gs__shown *text, const struct gs__far *far)
{
	const struct gs__remote *remote = &far->remote;

	gs__show_text(text, "address: %s\ninstance: %s\nstatus: %s\n", far->address,
		remote->row->instance, gs__far_status(far));
	gs__show_text(text, "requests: %llu\nanswers: %llu\npending: %u\nrequests_lost: %llu\n",
		(unsigned long long)remote->requests, (unsigned long long)remote->answers,
		remote->asked.count, (unsigned long long)remote->requests_lost);
	gs__show_text(text, "casts: %llu\ncasts_lost: %llu\nconnections: %u\n",
		(unsigned long long)remote->casts, (unsigned long long)remote->casts_lost,
		far->made);
}

/* Of a keyed server; a key that is secret is not quoted. */
static gs_verdict no_instance(gs_ctx *ctx, gs_str name, gs_str key)
{
	const struct gs__instance *place = gs__instance_named(ctx->node, name);

	if (place->kind->class->key->is_secret)
		return gs_failf(ctx, GS_NO_SERVER, "%.*s has no such instance", GS_FMT(name));
	return gs_failf(
		ctx, GS_NO_SERVER, "%.*s has no instance '%.*s'", GS_FMT(name), GS_FMT(key));
}

/* Whom it is about; NULL: *verdict says why there is none. */
static struct gs__instance *find(
	gs_ctx *ctx, gs_str name, gs_str key, bool must_run, gs_verdict *verdict)
{
	struct gs__instance *instance = gs__instance_named(ctx->node, name);

	if (!may_look(ctx, name)) {
		*verdict = gs_fail(ctx, GS_DENIED);
	} else if (gs__remote_named(ctx->node, name)) {
		*verdict = gs_failf(
			ctx, GS_INVALID, "%.*s is a remote: ask where it runs", GS_FMT(name));
	} else if (!instance || instance->is_built_in) {
		*verdict = gs_failf(ctx, GS_NO_SERVER, "there is no server '%.*s'", GS_FMT(name));
	} else if (key.len > 0 && !instance->keyed) {
		*verdict = gs_failf(ctx, GS_INVALID, "%.*s has no keys", GS_FMT(name));
	} else if (must_run && instance->life != GS__RUNNING) {
		*verdict = gs_fail(ctx, GS_DOWN);
	} else if (key.len > 0) {
		instance = gs__keyed_named(instance->keyed, key);
		if (!instance)
			*verdict = no_instance(ctx, name, key);
		return instance;
	} else {
		return instance;
	}
	return NULL;
}

/* The same, where it must be one instance of a keyed server. */
static struct gs__instance *find_one(gs_ctx *ctx, const struct look_in *msg, gs_verdict *verdict)
{
	struct gs__instance *instance = find(ctx, msg->instance, msg->key, true, verdict);

	if (!instance || !instance->keyed)
		return instance;
	*verdict = gs_failf(
		ctx, GS_INVALID, "%.*s has many instances: which key?", GS_FMT(msg->instance));
	return NULL;
}

/* call state(instance, key) -> string<64KiB> */

/* Room for as much as an answer takes; what does not fit is cut. */
static bool open_text(gs_ctx *ctx, struct gs__shown *text)
{
	char *room = gs_alloc(ctx, TEXT_MAX);

	*text = (struct gs__shown){ .at = room, .end = room ? room + TEXT_MAX : NULL };
	return room;
}

static gs_str text_between(const char *from, const struct gs__shown *text)
{
	return (gs_str){ from, (uint32_t)(text->at - from) };
}

gs_verdict gs__run_look_state(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct look_in *msg = in;
	struct look_out *out = reply;
	const struct gs__instance *instance;
	const struct gs_record *record;
	struct gs__shown text;
	gs_verdict verdict;
	const char *from;

	(void)state;
	instance = find_one(ctx, msg, &verdict);
	if (!instance)
		return verdict;
	if (!open_text(ctx, &text))
		return gs_failf(ctx, error_internal, "no memory");
	from = text.at;
	text.in_state = true;
	record = instance->kind->class->state;
	gs__show_fields(&text, record, instance->state, "\n");
	if (record)
		gs__show_text(&text, "\n");
	out->value = text_between(from, &text);
	return GS_REPLY;
}

static const struct gs_record state_in = LOOK_RECORD("state");
static const struct gs_record state_out = TEXT_RECORD("state");

const struct gs_clause gs__look_state = {
	.name = "state",
	.owner = "gs",
	.kind = GS_CALL,
	.in = &state_in,
	.out = &state_out,
	.raises = look_raises,
	.timeout = GS_S(5),
};

/* call stats(instance, key) -> string<64KiB> */

static void show_server(struct gs__shown *text, const struct gs__instance *instance)
{
	const struct gs__slot *slot = instance->slot;
	uint32_t queued = gs__queue_count(&instance->queue);

	if (instance->keyed)
		queued += gs__keyed_collect(instance->keyed);
	gs__show_text(text, "messages: %llu\nanswers: %llu\nerrors: %llu\n",
		(unsigned long long)instance->handled + (slot ? slot->handled : 0),
		(unsigned long long)instance->answered + (slot ? slot->answered : 0),
		(unsigned long long)instance->failed + (slot ? slot->failed : 0));
	gs__show_text(
		text, "queue: %u\nqueue_high: %u\n", queued, gs__queue_high(&instance->queue));
	gs__show_text(text, "busy: %lldus\nrestarts: %u\n", (long long)(instance->busy / 1000),
		instance->restarts);
}

/* Of the instance gs: the whole program's. */
static void show_program(struct gs__shown *text, const struct gs__net *net)
{
	const struct gs__counters *counters = gs__node_counters(net->node);
	const struct {
		const char *name;
		uint64_t count;
	} rows[] = {
		{ "messages", counters->handled },
		{ "errors", counters->failed },
		{ "restarts", counters->restarts },
		{ "expired", counters->expired },
		{ "cancelled", counters->cancelled },
		{ "overloaded", counters->overloaded },
		{ "dropped", counters->dropped },
		{ "late", counters->late },
		{ "bad_requests", counters->bad_requests },
		{ "connections", counters->connections },
		{ "accepted", counters->accepted },
		{ "refused", counters->refused },
		{ "broken", counters->broken },
		{ "slow", counters->slow },
	};

	for (size_t i = 0; i < GS_COUNT(rows); i++)
		gs__show_text(text, "%s: %llu\n", rows[i].name, (unsigned long long)rows[i].count);
	for (uint32_t i = 0; i < net->listener_count; i++)
		if (net->listeners[i].address)
			gs__show_text(text, "%s: %u\n", net->listeners[i].address,
				net->listeners[i].door.count);
}

gs_verdict gs__run_look_stats(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct look_in *msg = in;
	bool is_program = gs__str_is(msg->instance, "gs") && may_look(ctx, msg->instance);
	const struct gs__remote *remote = gs__remote_named(ctx->node, msg->instance);
	const struct gs__instance *instance = NULL;
	struct look_out *out = reply;
	struct gs__shown text;
	gs_verdict verdict;
	const char *from;

	(void)state;
	if (!is_program && (!remote || !may_look(ctx, msg->instance))) {
		remote = NULL;
		instance = find(ctx, msg->instance, msg->key, false, &verdict);
		if (!instance)
			return verdict;
	}
	if (!open_text(ctx, &text))
		return gs_failf(ctx, error_internal, "no memory");
	from = text.at;
	if (is_program)
		show_program(&text, gs__connection_of(ctx)->door->net);
	else if (instance)
		show_server(&text, instance);
	else
		show_remote(&text, GS__CONTAINER(remote, struct gs__far, remote));
	out->value = text_between(from, &text);
	return GS_REPLY;
}

static const struct gs_record stats_in = LOOK_RECORD("stats");
static const struct gs_record stats_out = TEXT_RECORD("stats");

const struct gs_clause gs__look_stats = {
	.name = "stats",
	.owner = "gs",
	.kind = GS_CALL,
	.in = &stats_in,
	.out = &stats_out,
	.raises = look_raises,
	.timeout = GS_S(5),
};

/* call suspend(instance, key); call resume(instance, key); call restart(instance, key) */

static gs_verdict look_do(
	gs_ctx *ctx, const struct look_in *msg, void (*act)(struct gs__instance *))
{
	gs_verdict verdict;
	struct gs__instance *instance = find_one(ctx, msg, &verdict);

	if (!instance)
		return verdict;
	act(instance);
	return GS_REPLY;
}

gs_verdict gs__run_look_suspend(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	(void)state, (void)reply;
	return look_do(ctx, in, gs__instance_suspend);
}

gs_verdict gs__run_look_resume(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	(void)state, (void)reply;
	return look_do(ctx, in, gs__instance_resume);
}

/* Its end is queued behind what is there; it is no failure, and does not count as a restart that
 * its supervisor had to make. */
gs_verdict gs__run_look_restart(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct look_in *msg = in;
	struct gs__instance *instance;
	gs_verdict verdict;
	gs_status status;

	(void)state, (void)reply;
	instance = find(ctx, msg->instance, msg->key, msg->key.len > 0, &verdict);
	if (!instance)
		return verdict;
	status = gs__instance_renew(instance);
	if (status == GS_NO_MEMORY)
		return gs_failf(ctx, error_internal, "no memory");
	return status == GS_OK ? GS_REPLY : gs_fail(ctx, status);
}

static const struct gs_record suspend_in = LOOK_RECORD("suspend");
static const struct gs_record resume_in = LOOK_RECORD("resume");
static const struct gs_record restart_in = LOOK_RECORD("restart");

#define ORDER(of, parameters) \
	{ \
		.name = (of), .owner = "gs", .kind = GS_CALL, .in = &(parameters), \
		.raises = look_raises, .timeout = GS_S(5), \
	}

const struct gs_clause gs__look_suspend = ORDER("suspend", suspend_in);
const struct gs_clause gs__look_resume = ORDER("resume", resume_in);
const struct gs_clause gs__look_restart = ORDER("restart", restart_in);

/* call trace(instance, on) */

struct trace_in {
	gs_str instance;
	bool on;
};

static const struct trace_in trace_defaults = { .on = true };

static const struct gs_field trace_fields[] = {
	{ .name = "instance",
		.kind = GS_STRING,
		GS_AT(struct trace_in, instance),
		LENGTH(NAME_MAX) },
	{ .name = "on", .kind = GS_BOOL, GS_AT(struct trace_in, on), .flags = GS_HAS_DEFAULT },
};

static const struct gs_record trace_record = {
	.name = "trace",
	.fields = trace_fields,
	.count = GS_COUNT(trace_fields),
	.required = 1,
	.size = sizeof(struct trace_in),
	.fallback = &trace_defaults,
	.encoded_max = NAME_MAX + 32,
};

gs_verdict gs__run_look_trace(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct trace_in *msg = in;
	struct gs__instance *instance;
	gs_verdict verdict;

	(void)state, (void)reply;
	instance = find(ctx, msg->instance, (gs_str){ 0 }, false, &verdict);
	if (!instance)
		return verdict;
	switch (gs__trace_set(instance, gs_peer(ctx).gs_place, msg->on)) {
	case GS_OK: return GS_REPLY;
	case GS_FULL: return gs_failf(ctx, GS_FULL, "too many trace it already");
	default: return gs_failf(ctx, error_internal, "no memory");
	}
}

const struct gs_clause gs__look_trace = ORDER("trace", trace_record);
