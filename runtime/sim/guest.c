/* SPDX-License-Identifier: MIT */
/* The clients of a world: they are turned by it, whenever they do not wait themselves. */
#include "runtime/client/client.h"
#include "runtime/client/link.h"
#include "runtime/sim/host.h"
#include "runtime/sim/sim.h"

static void watch(gs_client *client)
{
	unsigned wanted = gs_client_events(client);
	unsigned events = (wanted & GS_READABLE ? GS__IO_READ : 0u) |
			  (wanted & GS_WRITABLE ? GS__IO_WRITE : 0u);

	if (client->handle >= 0 && events != client->watched) {
		gs__io_watch(client->io, client->handle, events, client);
		client->watched = events;
	}
}

/* A function that is told of an answer may wait for another one: that wait is one at the top. */
static void turn(void *arg)
{
	struct gs__io *io = arg;
	struct gs_world *world = io->world;
	gs_client *client = io->guest;
	struct gs__io_event event;
	gs_duration due;
	uint32_t depth = world->depth;

	if (io->is_in_use)
		return;
	watch(client);
	due = gs_client_due(client);
	gs__io_wait(io, due < 0 ? INT64_MAX : world->now + due, &event, 1);
	if (!world->is_busy)
		return;
	io->is_in_use = true;
	world->depth = 0;
	(void)gs_client_turn(client);
	world->depth = depth;
	world->is_busy = true;
	io->is_in_use = false;
}

gs_client *gs_world_client_at(struct gs_world *world, const char *address)
{
	struct gs__io *io = gs__io_new(world);
	gs_client *client = gs__client_new(io, address);

	if (!client || !gs__world_add_program(world, turn, io)) {
		gs_client_close(client);
		gs__world_complain(world->place, "no memory for a client of %s", address);
		return NULL;
	}
	io->guest = client;
	return client;
}

gs_client *gs_world_client(struct gs_world *world)
{
	const struct gs__host *host = world->hosts;

	if (!host) {
		gs__world_complain(world->place, "there is no system that a client could be of");
		return NULL;
	}
	if (host->started != GS_OK || !host->address[0]) {
		gs__world_complain(world->place, "no client: the system did not start: %s",
			gs_world_error_text(world));
		return NULL;
	}
	return gs_world_client_at(world, host->address);
}

bool gs_world_cut(struct gs_world *world, gs_client *client)
{
	struct gs__io *io = world->ios;

	while (io && io->guest != client)
		io = io->after;
	if (!io || !client)
		return gs__world_complain(
			world->place, "gs_world_cut: it is no client of this world");
	gs__world_cut(io, client->handle);
	return true;
}

bool gs_world_fail_alloc(struct gs_world *world, uint64_t n)
{
	if (!gs__memory_is_seen())
		return gs__world_complain(world->place,
			"gs_world_fail_alloc: allocations cannot be seen in this program; link "
			"it with what `pkg-config --libs gs_sim` says");
	gs__memory_fail_at(n);
	return true;
}

bool gs_world_alloc_has_failed(const struct gs_world *world)
{
	(void)world;
	return gs__memory_has_failed();
}
