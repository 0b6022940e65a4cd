/* SPDX-License-Identifier: MIT */
/*
 * A remote's connection.
 *
 *   unused ─ the first message ─► connecting ─► connected ─ lost ─► away ─ a while ─► connecting
 *                                     └─ refused, or too late ────────► away
 *
 * While it is being made the first time, or is there, messages go into its output; while it is away
 * nothing does. The waits between two tries double, up to BACKOFF_MOST, with up to a quarter more
 * by chance; a connection that lasted for that long ends the row.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/net/net.h"

#define BACKOFF_FIRST GS_MS(100)
#define BACKOFF_MOST GS_S(5)
#define CONNECT_WITHIN GS_S(5)

static struct gs__loop *loop_of(const struct gs__far *far)
{
	return &far->door.net->node->loop;
}

static void arm(struct gs__far *far, gs_duration delay)
{
	struct gs__wheel *wheel = &loop_of(far)->wheel;

	gs__wheel_cancel(wheel, far->timer);
	far->timer = gs__wheel_arm(wheel, gs__later(loop_of(far)->now, delay), &far->alarm, 0);
}

void gs__far_fails(struct gs__far *far, const char *why)
{
	snprintf(far->remote.why, sizeof(far->remote.why), "%s: %s", far->address, why);
}

static gs_duration next_wait(struct gs__far *far)
{
	gs_duration wait = BACKOFF_FIRST;

	for (uint32_t i = 0; i < far->tries && wait < BACKOFF_MOST; i++)
		wait *= 2;
	far->tries++;
	wait += (gs_duration)(gs__node_random(far->remote.node) % ((uint64_t)wait / 4));
	return wait < BACKOFF_MOST ? wait : BACKOFF_MOST;
}

/* Tries again later; without memory for that, at the next message. */
static void stay_away(struct gs__far *far)
{
	if (!far->is_named_away)
		gs__node_log(far->remote.node, GS_WARNING, gs__str(far->remote.row->name),
			"is away: %s", far->remote.why);
	far->is_named_away = true;
	arm(far, next_wait(far));
	if (!far->timer.gs_id)
		far->is_used = false;
}

static void connect_to(struct gs__far *far)
{
	int handle = gs__io_connect(loop_of(far)->io, far->address);
	struct gs__failure failure;

	far->is_used = true;
	if (handle >= 0)
		far->connection = gs__connection_open(&far->door, handle, true);
	if (far->connection) {
		arm(far, CONNECT_WITHIN);
		return;
	}
	gs__far_fails(far, gs__failure_text(&failure, handle < 0 ? -handle : ENOMEM));
	stay_away(far);
}

static void due(struct gs__alarm *alarm, const struct gs__due *what)
{
	struct gs__far *far = GS__CONTAINER(alarm, struct gs__far, alarm);

	(void)what;
	far->timer = (gs_timer){ 0 };
	if (far->connection) {
		gs__far_fails(far, "no connection in time");
		gs__connection_lose(far->connection);
	} else if (!far->door.net->lines.is_stopping) {
		connect_to(far);
	}
}

void gs__far_connected(struct gs__far *far)
{
	struct gs__loop *loop = loop_of(far);

	gs__wheel_cancel(&loop->wheel, far->timer);
	far->timer = (gs_timer){ 0 };
	far->since = loop->now;
	far->made++;
	far->is_named_away = false;
	gs__far_fails(far, "the connection was lost");
	gs__node_log(far->remote.node, GS_INFO, gs__str(far->remote.row->name), "connected to %s",
		far->address);
}

void gs__far_closed(struct gs__far *far)
{
	bool was_connected = far->since > 0;

	far->connection = NULL;
	if (was_connected && loop_of(far)->now - far->since >= BACKOFF_MOST)
		far->tries = 0;
	far->since = 0;
	gs__remote_lost(&far->remote, was_connected);
	if (!far->door.net->lines.is_stopping)
		stay_away(far);
}

const char *gs__far_status(const struct gs__far *far)
{
	if (far->connection)
		return far->connection->is_connecting ? "connecting" : "connected";
	return far->is_used ? "away" : "unused";
}

/* What the sink does. */

static struct gs__far *far_of(const struct gs__sink *sink)
{
	return GS__CONTAINER(sink, struct gs__far, remote.sink);
}

static bool has_room(const struct gs__sink *sink, uint64_t size)
{
	const struct gs__connection *c = far_of(sink)->connection;

	return !c || c->sink.ops->has_room(&c->sink, size);
}

/* Only the first connection is waited for. */
static struct gs_writer *begin(struct gs__sink *sink)
{
	struct gs__far *far = far_of(sink);

	if (far->door.net->lines.is_stopping)
		return NULL;
	if (!far->is_used)
		connect_to(far);
	if (!far->connection || (far->connection->is_connecting && far->tries > 0))
		return NULL;
	return far->connection->sink.ops->begin(&far->connection->sink);
}

static void end(struct gs__sink *sink)
{
	struct gs__sink *to = &far_of(sink)->connection->sink;

	to->ops->end(to);
}

static void lose(struct gs__sink *sink)
{
	gs__connection_lose(far_of(sink)->connection);
}

static const struct gs__sink_ops sink_ops = {
	.has_room = has_room,
	.begin = begin,
	.end = end,
	.lose = lose,
};

/* Beginning and end. */

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static void measure(struct gs__far *far, const struct gs_clause *clause)
{
	struct gs__net *net = far->door.net;

	if (clause->in)
		net->sent_max = larger(net->sent_max, clause->in->encoded_max);
	net->node->has_secrets = net->node->has_secrets || gs__clause_is_secret(clause);
	far->door.message_max = larger(far->door.message_max, gs__clause_answer_max(clause));
}

/* As of a listener: twice the largest of what is expected. */
static void measure_all(struct gs__far *far)
{
	const struct gs_remote *row = far->remote.row;

	for (uint32_t i = 0; row->protocol && row->protocol->clauses[i]; i++)
		measure(far, row->protocol->clauses[i]);
	for (uint32_t i = 0; row->server && i < row->server->entry_count; i++)
		measure(far, row->server->entries[i].clause);
	far->door.message_max = 2 * far->door.message_max + GS__ENVELOPE_MAX;
	if (far->door.message_max < GS__MESSAGE_MAX)
		far->door.message_max = GS__MESSAGE_MAX;
}

static gs_status fail_for_memory(struct gs__net *net)
{
	gs__node_fail(net->node, "no memory");
	return GS_NO_MEMORY;
}

/* The address in numbers; before anything runs that would have to wait for that. */
static gs_status set_address(struct gs__far *far, const char *address)
{
	struct gs__node *node = far->remote.node;
	int error = gs__io_resolve(node->loop.io, address, far->address, sizeof(far->address));
	struct gs__failure failure;

	if (error == 0)
		return GS_OK;
	gs__node_fail(node, "%s: %s: %s", far->remote.row->name,
		gs__net_failure_text(&failure, error), address);
	return gs__net_is_no_address(error) ? GS_INVALID : GS_REFUSED;
}

static struct gs__far *find(struct gs__net *net, gs_str name)
{
	for (uint32_t i = 0; i < net->far_count; i++)
		if (gs__str_is(name, net->fars[i].remote.row->name))
			return &net->fars[i];
	return NULL;
}

/* "NAME=ADDR" */
static gs_status apply(struct gs__net *net, const char *given)
{
	const char *equals = strchr(given, '=');
	const gs_str name = { given, equals ? (uint32_t)(equals - given) : 0 };
	struct gs__far *far = equals ? find(net, name) : NULL;

	if (far)
		return set_address(far, equals + 1);
	if (equals)
		gs__node_fail(net->node, "there is no remote '%.*s'", GS_FMT(name));
	else
		gs__node_fail(net->node, "a remote's address reads NAME=ADDR, not '%s'", given);
	return GS_INVALID;
}

static gs_status open_far(struct gs__far *far, struct gs__net *net, const struct gs_remote *row)
{
	far->door = (struct gs__door){ .net = net, .far = far };
	far->alarm.due = due;
	if (!gs__remote_open(&far->remote, net->node, row, &sink_ops))
		return fail_for_memory(net);
	net->far_count++;
	measure_all(far);
	return GS_OK;
}

gs_status gs__fars_open(struct gs__net *net, const struct gs_system *system,
	const char *const *addresses, uint32_t count)
{
	gs_status status = GS_OK;

	net->fars = system->remote_count ? calloc(system->remote_count, sizeof(net->fars[0]))
					 : NULL;
	if (!net->fars && system->remote_count)
		return fail_for_memory(net);
	for (uint32_t i = 0; i < system->remote_count && status == GS_OK; i++)
		status = open_far(&net->fars[i], net, &system->remotes[i]);
	for (uint32_t i = 0; i < count && status == GS_OK; i++)
		status = apply(net, addresses[i]);
	for (uint32_t i = 0; i < net->far_count && status == GS_OK; i++) {
		struct gs__far *far = &net->fars[i];

		if (!*far->address)
			status = set_address(far, far->remote.row->address);
		gs__far_fails(far, "there is no connection");
	}
	return status;
}

void gs__fars_close(struct gs__net *net)
{
	for (uint32_t i = 0; i < net->far_count; i++) {
		gs__wheel_cancel(&net->node->loop.wheel, net->fars[i].timer);
		gs__remote_close(&net->fars[i].remote);
	}
	free(net->fars);
	net->fars = NULL;
	net->far_count = 0;
}
