/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>

#include "runtime/net/net.h"

enum { ACCEPTS = 64 /* connections taken in a turn */ };

#define REST GS_S(1)

/* No descriptor is left: the listener rests until one of ours is free again, or a while. */
static void rest(struct gs__listener *listener)
{
	struct gs__net *net = listener->door.net;
	struct gs__loop *loop = &net->node->loop;

	listener->is_resting = true;
	gs__io_watch(loop->io, listener->handle, 0, NULL);
	if (net->is_resting)
		return;
	net->is_resting = true;
	gs__wheel_rearm(&loop->wheel, net->rest_timer, gs__later(loop->now, REST));
	gs__node_log(
		net->node, GS_WARNING, (gs_str){ 0 }, "no descriptor is left for more connections");
}

void gs__listeners_wake(struct gs__net *net)
{
	for (uint32_t i = 0; i < net->listener_count; i++)
		if (net->listeners[i].is_resting)
			gs__listener_accept(&net->listeners[i]);
}

static bool is_out_of_descriptors(int error)
{
	return error == -EMFILE || error == -ENFILE || error == -ENOBUFS || error == -ENOMEM;
}

static void let_in(struct gs__listener *listener, int handle)
{
	struct gs__node *node = listener->door.net->node;

	if (listener->door.count >= listener->max) {
		node->counters.refused++;
		gs__io_close(node->loop.io, handle);
	} else if (gs__connection_open(&listener->door, handle, false)) {
		node->counters.accepted++;
		node->counters.connections++;
	} else {
		node->counters.refused++;
	}
}

static void ready(struct gs__source *source, unsigned events)
{
	struct gs__listener *listener = GS__CONTAINER(source, struct gs__listener, source);
	struct gs__io *io = listener->door.net->node->loop.io;

	(void)events;
	for (int i = 0; i < ACCEPTS && listener->handle >= 0; i++) {
		int handle = gs__io_accept(io, listener->handle);

		if (is_out_of_descriptors(handle))
			rest(listener);
		if (handle < 0)
			return;
		let_in(listener, handle);
	}
}

bool gs__net_is_no_address(int error)
{
	return error == -EINVAL || error == -ENAMETOOLONG;
}

const char *gs__net_failure_text(struct gs__failure *to, int error)
{
	switch (error) {
	case -EADDRINUSE: return "the address is in use";
	case -EACCES: return "not allowed";
	case -ENOTSOCK: return "what was passed for it is no listening stream socket";
	case -EPROTOTYPE: return "what was passed for it is another kind of socket";
	case -EINVAL: return "not an address like unix:PATH or tcp:HOST:PORT";
	default: return gs__failure_text(to, -error);
	}
}

static int open_handle(struct gs__io *io, const struct gs_listen *listen, int inherited)
{
	if (inherited >= 0)
		return gs__io_inherit(io, inherited, listen->address);
	return gs__io_listen(io, listen->address, listen->has_mode ? (int)listen->mode : -1);
}

gs_status gs__listener_open(struct gs__net *net, const struct gs_listen *listen, int inherited)
{
	struct gs__listener *listener = &net->listeners[net->listener_count];
	struct gs__io *io = net->node->loop.io;
	char address[256];
	int handle = open_handle(io, listen, inherited);
	struct gs__failure failure;

	if (handle < 0) {
		gs__node_fail(net->node, "cannot listen on %s: %s", listen->address,
			gs__net_failure_text(&failure, handle));
		return gs__net_is_no_address(handle) ? GS_INVALID : GS_REFUSED;
	}
	net->listener_count++;
	*listener = (struct gs__listener){
		.source.ready = ready,
		.door = { .net = net, .message_max = listen->within },
		.handle = handle,
		.max = listen->max ? listen->max : GS__CONNECTIONS_MAX,
		.serves = listen->serves,
		.serve_count = listen->serve_count,
	};
	gs__io_address(io, handle, address, sizeof(address));
	listener->address = strdup(address);
	return GS_OK;
}

void gs__listener_accept(struct gs__listener *listener)
{
	struct gs__io *io = listener->door.net->node->loop.io;

	listener->is_resting = false;
	if (listener->handle >= 0 &&
		gs__io_watch(io, listener->handle, GS__IO_READ, &listener->source) < 0)
		rest(listener);
}

void gs__listener_close(struct gs__listener *listener)
{
	if (listener->handle >= 0)
		gs__io_close(listener->door.net->node->loop.io, listener->handle);
	listener->handle = -1;
	listener->is_resting = false;
}
