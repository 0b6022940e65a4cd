/* SPDX-License-Identifier: MIT */
#include "runtime/sim/sim.h"

#include <errno.h>
#include <string.h>

enum { VAIN_MAX = 1000 };

struct gs__io *gs__io_new(void *world_given)
{
	struct gs_world *world = world_given;
	struct gs__io *io;

	if (!world)
		return NULL;
	io = gs__sim_alloc(sizeof(*io));
	if (!io)
		return NULL;
	io->world = world;
	io->wake = INT64_MAX;
	/* At the end, so that the order of events does not depend on who was freed before. */
	struct gs__io **at = &world->ios;
	while (*at)
		at = &(*at)->after;
	*at = io;
	return io;
}

void gs__io_free(struct gs__io *io)
{
	struct gs__io **at;

	if (!io)
		return;
	for (int handle = 0; handle < io->slot_count; handle++)
		gs__io_close(io, handle);
	if (io->guest)
		gs__world_remove_program(io->world, io);
	at = &io->world->ios;
	while (*at != io)
		at = &(*at)->after;
	*at = io->after;
	gs__sim_drop(io->slots);
	gs__sim_drop(io);
}

int64_t gs__io_now(struct gs__io *io)
{
	return io->world->now;
}

int64_t gs__io_wall(struct gs__io *io)
{
	return io->world->now + io->world->wall_offset;
}

int gs__io_random(struct gs__io *io, void *to, size_t len)
{
	uint8_t *at = to;

	for (size_t i = 0; i < len; i++)
		at[i] = (uint8_t)gs__chance(&io->world->system);
	return 0;
}

static bool is_open(const struct gs__io *io, int handle, enum slot_kind kind)
{
	return handle >= 0 && handle < io->slot_count && io->slots[handle].kind == kind;
}

/* The number of a free slot, for fill_slot; or -ENOMEM. */
static int take_slot(struct gs__io *io)
{
	for (int i = 0; i < io->slot_count; i++)
		if (io->slots[i].kind == SLOT_FREE)
			return i;
	if (io->slot_count == io->slot_room) {
		int room = io->slot_room ? 2 * io->slot_room : 8;
		struct slot *more = gs__memory_plain(io->slots, (size_t)room * sizeof(*more));

		if (!more)
			return -ENOMEM;
		io->slots = more;
		io->slot_room = room;
	}
	return io->slot_count;
}

static void fill_slot(struct gs__io *io, int handle, struct slot slot)
{
	io->slots[handle] = slot;
	if (handle == io->slot_count)
		io->slot_count++;
}

/* Nobody starts a program of the world but its test. */

int gs__io_inherited(struct gs__io *io)
{
	(void)io;
	return 0;
}

int gs__io_inherit(struct gs__io *io, int n, const char *address)
{
	(void)io, (void)n, (void)address;
	return -EBADF;
}

int gs__io_notify(struct gs__io *io, const char *state)
{
	(void)io, (void)state;
	return 0;
}

int gs__io_resolve(struct gs__io *io, const char *address, char *to, size_t size)
{
	size_t len = strlen(address);

	(void)io;
	if (!gs__net_is_address(address) || len >= size)
		return -EINVAL;
	memcpy(to, address, len + 1);
	return 0;
}

int gs__io_listen(struct gs__io *io, const char *address, int mode)
{
	int handle = take_slot(io);
	int error;
	struct listener *listener;

	(void)mode; /* the world's user may open all of its files */
	if (handle < 0)
		return handle;
	listener = gs__net_listen(io->world, address, &error);
	if (!listener)
		return error;
	gs__sim_event(io->world, 'L', handle, 0);
	fill_slot(io, handle, (struct slot){ .kind = SLOT_LISTENER, .listener = listener });
	return handle;
}

size_t gs__io_address(struct gs__io *io, int handle, char *to, size_t size)
{
	const char *address = is_open(io, handle, SLOT_LISTENER)
				      ? io->slots[handle].listener->address
				      : "";
	size_t len = strlen(address);

	if (!size)
		return 0;
	if (len > size - 1)
		len = size - 1;
	memcpy(to, address, len);
	to[len] = '\0';
	return len;
}

int gs__io_accept(struct gs__io *io, int listener)
{
	struct gs_world *world = io->world;
	struct link *link;
	int handle;

	if (!is_open(io, listener, SLOT_LISTENER))
		return -EBADF;
	if (world->failing_accepts) {
		world->failing_accepts--;
		return world->accept_error;
	}
	handle = take_slot(io);
	if (handle < 0)
		return handle;
	link = gs__net_accept(world, io->slots[listener].listener);
	if (!link)
		return -EAGAIN;
	gs__sim_event(world, 'A', handle, 0);
	fill_slot(io, handle, (struct slot){ .kind = SLOT_END, .link = link, .side = 1 });
	return handle;
}

int gs__io_connect(struct gs__io *io, const char *address)
{
	int handle = take_slot(io);
	int error;
	struct link *link;

	if (handle < 0)
		return handle;
	link = gs__net_connect(io->world, address, &error);
	gs__sim_event(io->world, 'C', handle, link ? 0 : error);
	if (!link)
		return error;
	fill_slot(io, handle, (struct slot){ .kind = SLOT_END, .link = link, .side = 0 });
	return handle;
}

int gs__io_connected(struct gs__io *io, int handle)
{
	if (!is_open(io, handle, SLOT_END))
		return -EBADF;
	if (io->slots[handle].link->decided_at > io->world->now)
		return -EINPROGRESS;
	return -io->slots[handle].link->error;
}

ssize_t gs__io_read(struct gs__io *io, int handle, void *to, size_t size)
{
	ssize_t got;

	if (!is_open(io, handle, SLOT_END))
		return -EBADF;
	got = gs__net_read(io->world, io->slots[handle].link, io->slots[handle].side, to, size);
	gs__sim_event(io->world, 'R', handle, got);
	if (got > 0)
		gs__world_note(io->world, to, (size_t)got);
	return got;
}

ssize_t gs__io_write(struct gs__io *io, int handle, const void *from, size_t size)
{
	ssize_t put;

	if (!is_open(io, handle, SLOT_END))
		return -EBADF;
	if (!size)
		return 0;
	put = gs__net_write(io->world, io->slots[handle].link, io->slots[handle].side, from, size);
	gs__sim_event(io->world, 'W', handle, put);
	return put;
}

int64_t gs__io_peer_user(struct gs__io *io, int handle)
{
	return is_open(io, handle, SLOT_END) ? io->slots[handle].link->user : -1;
}

int64_t gs__io_user(struct gs__io *io)
{
	(void)io;
	return WORLD_USER;
}

void gs__io_close(struct gs__io *io, int handle)
{
	struct slot slot;

	if (handle < 0 || handle >= io->slot_count || io->slots[handle].kind == SLOT_FREE)
		return;
	gs__sim_event(io->world, 'c', handle, 0);
	slot = io->slots[handle];
	io->slots[handle] = (struct slot){ 0 };
	while (io->slot_count > 0 && io->slots[io->slot_count - 1].kind == SLOT_FREE)
		io->slot_count--;
	if (slot.kind == SLOT_LISTENER)
		gs__net_unlisten(io->world, slot.listener);
	else
		gs__net_close(io->world, slot.link, slot.side);
}

int gs__io_watch(struct gs__io *io, int handle, unsigned events, void *owner)
{
	if (handle < 0 || handle >= io->slot_count || io->slots[handle].kind == SLOT_FREE)
		return -EBADF;
	io->slots[handle].watched = events;
	io->slots[handle].owner = owner;
	return 0;
}

static unsigned ready(struct gs__io *io, const struct slot *slot)
{
	unsigned events;

	if (slot->kind == SLOT_FREE || !slot->watched)
		return 0;
	if (slot->kind == SLOT_LISTENER) {
		const struct link *link = slot->listener->first;

		return link && link->decided_at <= io->world->now && !io->world->is_held
			       ? slot->watched & GS__IO_READ
			       : 0;
	}
	events = gs__net_ready(io->world, slot->link, slot->side);
	return events & (slot->watched | GS__IO_CLOSED);
}

/* From a random handle on, so that no order is relied upon. */
static int collect(struct gs__io *io, struct gs__io_event *events, int max)
{
	int count = 0;
	int start = io->slot_count > 1
			    ? (int)gs__chance_below(&io->world->network, (uint64_t)io->slot_count)
			    : 0;

	for (int i = 0; i < io->slot_count && count < max; i++) {
		int at = start + i < io->slot_count ? start + i : start + i - io->slot_count;
		const struct slot *slot = &io->slots[at];
		unsigned now = ready(io, slot);

		if (now)
			events[count++] = (struct gs__io_event){ slot->owner, now };
	}
	return count;
}

/* Whoever waits again and again for what cannot come would never end: its connections break. */
static void wait_in_vain(struct gs__io *io)
{
	static const char line[] = "world: a wait for nothing; its connections are cut\n";

	if (++io->in_vain < VAIN_MAX)
		return;
	io->in_vain = 0;
	gs__io_log(io, line, sizeof(line) - 1);
	for (int handle = 0; handle < io->slot_count; handle++)
		gs__world_cut(io, handle);
}

int gs__io_wait(struct gs__io *io, int64_t until, struct gs__io_event *events, int max)
{
	struct gs_world *world = io->world;

	if (!world->depth)
		world->turns = 0;
	for (;;) {
		int count = collect(io, events, max);
		bool is_in_use = io->is_in_use, can_go_on;

		io->wake = INT64_MAX;
		if (count || io->signals || world->now >= until) {
			io->in_vain = 0;
			world->is_busy = true;
			return count;
		}
		if (world->depth) {
			io->wake = until;
			return 0;
		}
		io->is_in_use = true;
		can_go_on = gs__sim_step(world, until);
		io->is_in_use = is_in_use;
		if (!can_go_on) {
			wait_in_vain(io);
			return 0;
		}
	}
}

int gs__io_take_signals(struct gs__io *io)
{
	io->takes_signals = true;
	return 0;
}

uint64_t gs__io_signals(struct gs__io *io)
{
	uint64_t signals = io->signals;

	io->signals = 0;
	return signals;
}

void gs__world_cut(struct gs__io *io, int handle)
{
	if (is_open(io, handle, SLOT_END))
		gs__net_reset(io->world, io->slots[handle].link, ECONNRESET);
}

void gs__world_half_close(struct gs__io *io, int handle)
{
	if (is_open(io, handle, SLOT_END))
		gs__net_finish(io->world, io->slots[handle].link, io->slots[handle].side);
}
