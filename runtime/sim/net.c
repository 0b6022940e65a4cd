/* SPDX-License-Identifier: MIT */
#include "runtime/sim/sim.h"

#include <errno.h>
#include <string.h>

/* Addresses. */

static bool is_port(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long port = 0;

	for (size_t i = 0; i < digits && i < 6; i++)
		port = port * 10 + (unsigned long)(text[i] - '0');
	return digits > 0 && digits < 6 && !text[digits] && port <= 65535;
}

bool gs__net_is_address(const char *address)
{
	const char *colon;

	if (strlen(address) >= ADDRESS_MAX)
		return false;
	if (strncmp(address, "unix:", 5) == 0)
		return address[5] && strlen(address + 5) < 108; /* as the system's sun_path */
	if (strncmp(address, "tcp:", 4) != 0)
		return false;
	colon = address[4] == '[' ? strstr(address, "]:") : strchr(address + 4, ':');
	if (!colon)
		return false;
	if (*colon == ']')
		colon++;
	return colon > address + 4 && is_port(colon + 1);
}

/* Does a connection to `to` reach a listener at `at`? */
static bool is_reached(const char *at, const char *to)
{
	const char *port = strrchr(at, ':');

	if (strcmp(at, to) == 0)
		return true;
	return (strncmp(at, "tcp:0.0.0.0:", 12) == 0 || strncmp(at, "tcp:[::]:", 9) == 0) &&
	       strncmp(to, "tcp:", 4) == 0 && strcmp(port, strrchr(to, ':')) == 0;
}

static struct listener *find_listener(struct gs_world *world, const char *address)
{
	for (struct listener *one = world->listeners; one; one = one->after)
		if (is_reached(one->address, address))
			return one;
	return NULL;
}

static void write_port(char *address, unsigned port)
{
	char digits[6];
	size_t count = 0, len = strlen(address) - 1; /* in place of the 0 */

	for (; port; port /= 10)
		digits[count++] = (char)('0' + port % 10);
	while (count)
		address[len++] = digits[--count];
	address[len] = '\0';
}

struct listener *gs__net_listen(struct gs_world *world, const char *address, int *error)
{
	struct listener *listener;
	size_t len = strlen(address);

	*error = -EINVAL;
	if (!gs__net_is_address(address))
		return NULL;
	*error = -EADDRINUSE;
	if (find_listener(world, address))
		return NULL;
	*error = -ENOMEM;
	listener = gs__sim_alloc(sizeof(*listener));
	if (!listener)
		return NULL;
	memcpy(listener->address, address, len + 1);
	listener->is_unix = address[0] == 'u';
	if (!listener->is_unix && strcmp(address + len - 2, ":0") == 0)
		write_port(listener->address, world->next_port++);
	listener->after = world->listeners;
	world->listeners = listener;
	*error = 0;
	return listener;
}

void gs__net_unlisten(struct gs_world *world, struct listener *listener)
{
	struct listener **at = &world->listeners;
	struct link *link;

	while (*at != listener)
		at = &(*at)->after;
	*at = listener->after;
	while ((link = listener->first)) {
		listener->first = link->queued;
		link->waits_at = NULL;
		gs__net_reset(world, link, ECONNRESET);
		gs__net_close(world, link, 1);
	}
	gs__sim_drop(listener);
}

/* Links. */

static int64_t delay(struct gs_world *world)
{
	int64_t span = world->weather.delay_max - world->weather.delay_min;

	return world->weather.delay_min +
	       (span > 0 ? (int64_t)gs__chance_below(&world->network, (uint64_t)span) : 0);
}

struct link *gs__net_connect(struct gs_world *world, const char *address, int *error)
{
	struct listener *listener;
	struct link *link;
	bool is_unix = address[0] == 'u';

	*error = -EINVAL;
	if (!gs__net_is_address(address))
		return NULL;
	listener = world->is_refused ? NULL : find_listener(world, address);
	if (listener && listener->waiting >= BACKLOG_MAX) {
		*error = -EAGAIN;
		if (is_unix)
			return NULL;
		listener = NULL;
	}
	/* A Unix socket says so at once, TCP when the other side has answered. */
	*error = -ECONNREFUSED;
	if (!listener && is_unix)
		return NULL;
	*error = -ENOMEM;
	link = gs__sim_alloc(sizeof(*link));
	if (!link)
		return NULL;
	memcpy(link->address, address, strlen(address) + 1);
	link->is_open[0] = true;
	link->is_open[1] = listener;
	link->user = is_unix ? world->user : -1;
	link->decided_at = world->now + (is_unix ? 0 : delay(world));
	link->error = listener ? 0 : ECONNREFUSED;
	link->waits_at = listener;
	if (listener) {
		if (listener->first)
			listener->last->queued = link;
		else
			listener->first = link;
		listener->last = link;
		listener->waiting++;
	}
	link->after = world->links;
	if (world->links)
		world->links->before = link;
	world->links = link;
	return link;
}

/* The first link that has reached the listener; NULL: none yet. */
struct link *gs__net_accept(struct gs_world *world, struct listener *listener)
{
	struct link *link = listener->first;

	if (!link || link->decided_at > world->now || world->is_held)
		return NULL;
	listener->first = link->queued;
	listener->waiting--;
	link->waits_at = NULL;
	return link;
}

void gs__net_drop(struct gs_world *world, struct link *link)
{
	if (link->after)
		link->after->before = link->before;
	if (link->before)
		link->before->after = link->after;
	else
		world->links = link->after;
	for (int side = 0; side < 2; side++) {
		gs__sim_drop(link->pipe[side].bytes);
		gs__sim_drop(link->pipe[side].parcels);
	}
	gs__sim_drop(link);
}

void gs__net_finish(struct gs_world *world, struct link *link, int side)
{
	struct pipe *out = &link->pipe[side];

	if (out->is_ended)
		return;
	out->is_ended = true;
	out->end_at = world->now + delay(world);
	if (out->end_at < out->last_at)
		out->end_at = out->last_at;
}

void gs__net_close(struct gs_world *world, struct link *link, int side)
{
	gs__net_finish(world, link, side);
	link->is_open[side] = false;
	if (!link->is_open[!side])
		gs__net_drop(world, link);
}

void gs__net_reset(struct gs_world *world, struct link *link, int error)
{
	gs__sim_event(world, 'X', error, 0);
	link->error = error;
	if (link->decided_at > world->now)
		link->decided_at = world->now;
}

/* Pipes. */

/* Moves what has arrived by now over to what may be read. */
static void settle(struct gs_world *world, struct pipe *pipe)
{
	if (world->is_held)
		return;
	while (pipe->next < pipe->count && pipe->parcels[pipe->next].at <= world->now)
		pipe->arrived += pipe->parcels[pipe->next++].len;
	if (pipe->next == pipe->count)
		pipe->next = pipe->count = 0;
}

static bool is_end_reached(struct gs_world *world, struct pipe *pipe)
{
	return pipe->is_ended && pipe->end_at <= world->now && !world->is_held && !pipe->len;
}

static size_t cut_short(struct gs_world *world, size_t size)
{
	if (size > 1 && gs__chance_below(&world->network, 100) < world->weather.chop)
		return 1 + (size_t)gs__chance_below(&world->network, size);
	return size;
}

static bool make_room(struct pipe *pipe, size_t size)
{
	if (pipe->first && pipe->first + pipe->len + size > pipe->room) {
		memmove(pipe->bytes, pipe->bytes + pipe->first, pipe->len);
		pipe->first = 0;
	}
	if (pipe->len + size > pipe->room) {
		size_t room = 2 * (pipe->len + size);
		uint8_t *more = gs__memory_plain(pipe->bytes, room);

		if (!more)
			return false;
		pipe->bytes = more;
		pipe->room = room;
	}
	if (pipe->count == pipe->parcels_room) {
		uint32_t room = pipe->parcels_room ? 2 * pipe->parcels_room : 8;
		struct parcel *more = gs__memory_plain(pipe->parcels, room * sizeof(*more));

		if (!more)
			return false;
		pipe->parcels = more;
		pipe->parcels_room = room;
	}
	return true;
}

static bool send(struct gs_world *world, struct pipe *pipe, const void *from, size_t size)
{
	int64_t at = world->now + delay(world);

	if (!make_room(pipe, size))
		return false;
	if (at < pipe->last_at)
		at = pipe->last_at;
	pipe->last_at = at;
	memcpy(pipe->bytes + pipe->first + pipe->len, from, size);
	pipe->len += size;
	pipe->parcels[pipe->count++] = (struct parcel){ at, (uint32_t)size };
	return true;
}

ssize_t gs__net_read(struct gs_world *world, struct link *link, int side, void *to, size_t size)
{
	struct pipe *in = &link->pipe[!side];

	if (link->decided_at > world->now)
		return -EAGAIN;
	if (link->error)
		return -link->error;
	settle(world, in);
	if (!in->arrived)
		return is_end_reached(world, in) ? 0 : -EAGAIN;
	if (size > in->arrived)
		size = in->arrived;
	size = cut_short(world, size);
	memcpy(to, in->bytes + in->first, size);
	in->first += size;
	in->len -= size;
	in->arrived -= size;
	if (!in->len)
		in->first = 0;
	return (ssize_t)size;
}

ssize_t gs__net_write(
	struct gs_world *world, struct link *link, int side, const void *from, size_t size)
{
	struct pipe *out = &link->pipe[side];

	if (link->decided_at > world->now)
		return -EAGAIN;
	if (link->error)
		return -EPIPE;
	if (out->is_ended)
		return -EPIPE;
	if (!link->is_open[!side]) /* the other end is closed: known only when that has arrived */
		return link->pipe[!side].end_at <= world->now ? -EPIPE : (ssize_t)size;
	if (out->len >= world->weather.window)
		return -EAGAIN;
	if (size > world->weather.window - out->len)
		size = world->weather.window - out->len;
	size = cut_short(world, size);
	return send(world, out, from, size) ? (ssize_t)size : -ENOBUFS;
}

unsigned gs__net_ready(struct gs_world *world, struct link *link, int side)
{
	struct pipe *in = &link->pipe[!side];
	struct pipe *out = &link->pipe[side];
	unsigned ready = 0;

	if (link->decided_at > world->now)
		return 0;
	if (link->error)
		return GS__IO_READ | GS__IO_WRITE | GS__IO_CLOSED;
	settle(world, in);
	if (in->arrived || is_end_reached(world, in))
		ready |= GS__IO_READ;
	if (!link->is_open[!side] || out->len < world->weather.window)
		ready |= GS__IO_WRITE;
	/* As Linux has it: a Unix socket hangs up with its peer's close, TCP only says the end. */
	if (link->address[0] == 'u' && !link->is_open[!side] && in->end_at <= world->now &&
		!world->is_held)
		ready |= GS__IO_CLOSED;
	return ready;
}

/* What a pipe still brings to an open end, later than now. */
static int64_t next_of(struct gs_world *world, struct pipe *pipe)
{
	settle(world, pipe);
	if (pipe->next < pipe->count)
		return pipe->parcels[pipe->next].at;
	return pipe->is_ended && pipe->end_at > world->now ? pipe->end_at : INT64_MAX;
}

int64_t gs__net_next(struct gs_world *world)
{
	int64_t next = INT64_MAX;

	if (world->is_held)
		return next;
	for (struct link *link = world->links; link; link = link->after) {
		if (link->decided_at > world->now && link->decided_at < next)
			next = link->decided_at;
		for (int side = 0; side < 2 && !link->error; side++) {
			int64_t at = next_of(world, &link->pipe[side]);

			if (link->is_open[!side] && at < next)
				next = at;
		}
	}
	return next;
}

bool gs__net_is_quiet(struct gs_world *world)
{
	return gs__net_next(world) == INT64_MAX;
}

/* Faults. */

void gs__world_cut_address(struct gs_world *world, const char *address)
{
	for (struct link *link = world->links; link; link = link->after)
		if (!link->error && is_reached(address, link->address))
			gs__net_reset(world, link, ECONNRESET);
}

void gs__world_hold(struct gs_world *world, bool is_held)
{
	world->is_held = is_held;
}

void gs__world_refuse(struct gs_world *world, bool is_refused)
{
	world->is_refused = is_refused;
}

void gs__world_fail_accept(struct gs_world *world, uint32_t count, int error)
{
	world->failing_accepts = count;
	world->accept_error = error;
}
