/* SPDX-License-Identifier: MIT */
#include "runtime/net/system.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/net/net.h"
#include "runtime/supervise/supervisor.h"

#define PATIENCE GS_S(1) /* for peers to read their last answers */

/* The two parts. */

static void stop_doors(struct gs__part *part)
{
	struct gs__net *net = GS__CONTAINER(part, struct gs__net, doors);

	for (uint32_t i = 0; i < net->listener_count; i++)
		gs__listener_close(&net->listeners[i]);
	gs__part_stopped(net->node, part);
}

static void free_doors(struct gs__part *part)
{
	struct gs__net *net = GS__CONTAINER(part, struct gs__net, doors);

	for (uint32_t i = 0; i < net->listener_count; i++)
		gs__listener_close(&net->listeners[i]);
}

static void lose_all(struct gs__net *net)
{
	for (struct gs__connection *c = net->connections; c; c = c->next)
		gs__connection_lose(c);
}

/* Whatever is finished closes at once, the rest when it has taken its last answers. */
static void stop_lines(struct gs__part *part)
{
	struct gs__net *net = GS__CONTAINER(part, struct gs__net, lines);
	struct gs__loop *loop = &net->node->loop;
	struct gs__connection *next;

	for (struct gs__connection *c = net->connections; c; c = next) {
		next = c->next;
		gs__connection_settle(c);
	}
	if (!net->connections)
		gs__part_stopped(net->node, part);
	else
		net->patience_timer = gs__wheel_arm(
			&loop->wheel, gs__later(loop->now, PATIENCE), &net->patience, 0);
	if (net->connections && !net->patience_timer.gs_id)
		lose_all(net); /* without memory for patience there is none */
}

static void patience_over(struct gs__alarm *alarm, const struct gs__due *due)
{
	(void)due;
	lose_all(GS__CONTAINER(alarm, struct gs__net, patience));
}

static bool arm_rest(struct gs__net *net)
{
	net->rest_timer = gs__wheel_arm(&net->node->loop.wheel, INT64_MAX, &net->rest, 0);
	return net->rest_timer.gs_id != 0;
}

static void rest_over(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__net *net = GS__CONTAINER(alarm, struct gs__net, rest);

	(void)due;
	(void)arm_rest(net); /* in the place of the one that fired */
	net->is_resting = false;
	gs__listeners_wake(net);
}

static void free_lines(struct gs__part *part)
{
	struct gs__net *net = GS__CONTAINER(part, struct gs__net, lines);
	struct gs__loop *loop = &net->node->loop;

	while (net->connections)
		gs__connection_close(net->connections);
	gs__fars_close(net);
	gs__wheel_cancel(&loop->wheel, net->rest_timer);
	gs__wheel_cancel(&loop->wheel, net->patience_timer);
	if (net->gs)
		gs__instance_free(net->gs);
	for (uint32_t i = 0; i < net->listener_count; i++)
		free(net->listeners[i].address);
	gs__settings_free(net->settings);
	free(net->listeners);
	net->node->net = NULL;
	free(net);
}

static struct gs__net *make(struct gs__node *node)
{
	struct gs__net *net = calloc(1, sizeof(*net));

	if (!net)
		return NULL;
	net->node = node;
	net->doors.stop = stop_doors;
	net->doors.free = free_doors;
	net->lines.stop = stop_lines;
	net->lines.free = free_lines;
	net->rest.due = rest_over;
	net->patience.due = patience_over;
	node->net = net;
	gs__node_attach(node, &net->lines);
	net->gs = gs__instance_new(
		node, gs__str("gs"), gs__kind_of(node, &gs__protocol_class), NULL, NULL);
	if (!net->gs)
		return NULL;
	net->gs->is_built_in = true;
	return arm_rest(net) && gs__instance_start(net->gs) == GS_OK ? net : NULL;
}

/* Bounds. */

static uint64_t limit_of(const struct gs_record *record)
{
	return record->limit && record->limit < record->encoded_max ? record->limit
								    : record->encoded_max;
}

static void measure(const struct gs_class *class, const struct gs__offer *offer, uint64_t *in_max,
	uint64_t *out_max)
{
	for (uint32_t i = 0; i < class->entry_count; i++) {
		const struct gs_clause *clause = class->entries[i].clause;

		if (!gs__offer_has(offer, clause))
			continue;
		if (clause->in && limit_of(clause->in) > *in_max)
			*in_max = limit_of(clause->in);
		if (gs__clause_answer_max(clause) > *out_max)
			*out_max = gs__clause_answer_max(clause);
	}
}

/* Twice the largest that it serves, for what newer peers add. */
static void measure_all(struct gs__listener *listener, const struct gs_system *system)
{
	struct gs__net *net = listener->door.net;
	struct gs__offer offer = gs__listener_offer(listener, gs__str("gs"));
	uint64_t in_max = 0;

	measure(&gs__protocol_class, &offer, &in_max, &net->sent_max);
	for (uint32_t i = 0; i < system->child_count; i++) {
		if (!system->children[i].server)
			continue;
		offer = gs__listener_offer(listener, gs__str(system->children[i].name));
		measure(system->children[i].server, &offer, &in_max, &net->sent_max);
	}
	in_max = 2 * in_max + GS__ENVELOPE_MAX;
	if (listener->door.message_max == 0)
		listener->door.message_max = in_max > GS__MESSAGE_MAX ? in_max : GS__MESSAGE_MAX;
}

/* Sockets that were passed are those of the listeners, in order. */
static gs_status count_inherited(struct gs__net *net, uint32_t listeners, bool *inherits)
{
	int count = gs__io_inherited(net->node->loop.io);

	*inherits = count > 0;
	if (count == 0 || (count > 0 && (uint32_t)count == listeners))
		return GS_OK;
	if (count < 0)
		gs__node_fail(net->node, "LISTEN_FDS is not a number of sockets");
	else
		gs__node_fail(net->node,
			"%d socket%s passed (LISTEN_FDS) for %u listener%s: each has one, in order",
			count, count == 1 ? " was" : "s were", listeners,
			listeners == 1 ? "" : "s");
	return GS_REFUSED;
}

static gs_status open_listeners(struct gs__net *net, const struct gs_system *system,
	const struct gs__system_options *options)
{
	bool is_given = options && options->listen_count > 0;
	uint32_t count = is_given ? options->listen_count : system->listen_count;
	bool inherits = false;
	gs_status status = GS_OK;

	if (options && options->inherits)
		status = count_inherited(net, count, &inherits);
	if (status != GS_OK || (options && options->no_listeners))
		return status;
	net->listeners = calloc(count + 1, sizeof(net->listeners[0]));
	if (!net->listeners) {
		gs__node_fail(net->node, "no memory");
		return GS_NO_MEMORY;
	}
	for (uint32_t i = 0; i < count && status == GS_OK; i++) {
		const struct gs_listen given = { .address = is_given ? options->listens[i] : NULL };

		status = gs__listener_open(
			net, is_given ? &given : &system->listens[i], inherits ? (int)i : -1);
		if (status == GS_OK)
			measure_all(&net->listeners[i], system);
	}
	return status;
}

static gs_status start_children(struct gs__net *net, const struct gs_system *system,
	const struct gs__system_options *options)
{
	const struct gs_child *children;
	gs_status status;

	status = gs__settings_apply(net, system, options ? options->sets : NULL,
		options ? options->set_count : 0, &children);
	if (status == GS_OK)
		status = gs__fars_open(net, system, options ? options->remotes : NULL,
			options ? options->remote_count : 0);
	if (status == GS_OK)
		status = open_listeners(net, system, options);
	if (status != GS_OK)
		return status;
	return gs__supervisor_start(net->node, children, system->child_count, &system->root);
}

gs_status gs__system_start(struct gs__node *node, const struct gs_system *system,
	const struct gs__system_options *options)
{
	struct gs__net *net = make(node);
	gs_status status;

	if (!net) {
		gs__node_fail(node, "no memory");
		return GS_NO_MEMORY;
	}
	status = start_children(net, system, options);
	gs__node_attach(node, &net->doors);
	if (status != GS_OK)
		return status;
	for (uint32_t i = 0; i < net->listener_count; i++) {
		gs__listener_accept(&net->listeners[i]);
		gs__node_log(node, GS_INFO, (gs_str){ 0 }, "listening on %s",
			net->listeners[i].address ? net->listeners[i].address : "?");
	}
	return GS_OK;
}

size_t gs__system_address(const struct gs__node *node, uint32_t n, char *to, size_t size)
{
	const struct gs__net *net = node->net;

	if (!net || n >= net->listener_count || !net->listeners[n].address || size == 0)
		return 0;
	snprintf(to, size, "%s", net->listeners[n].address);
	return strlen(to);
}
