/* SPDX-License-Identifier: MIT */
#include "runtime/io/poller.h"

#include "runtime/io/io.h"
#include "runtime/time/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

struct gs__poller {
	struct pollfd *fds;
	uint32_t count;
	uint32_t room;
	uint32_t *place; /* by descriptor: 1 + its index in fds; 0: not watched */
	uint32_t places;
	uint32_t next; /* where to begin looking, so that the first ones do not starve the last */
};

static struct gs__poller *open_poll(void)
{
	return calloc(1, sizeof(struct gs__poller));
}

static void close_poll(struct gs__poller *poller)
{
	free(poller->fds);
	free(poller->place);
	free(poller);
}

/* Room for `fd`, and for one more to watch. */
static bool make_room(struct gs__poller *poller, uint32_t fd)
{
	if (fd >= poller->places) {
		uint32_t places = fd < 32 ? 64 : 2 * fd;
		uint32_t *place = realloc(poller->place, places * sizeof(*place));

		if (!place)
			return false;
		for (uint32_t i = poller->places; i < places; i++)
			place[i] = 0;
		poller->place = place;
		poller->places = places;
	}
	if (poller->count == poller->room) {
		uint32_t room = poller->room ? 2 * poller->room : 16;
		struct pollfd *fds = realloc(poller->fds, room * sizeof(*fds));

		if (!fds)
			return false;
		poller->fds = fds;
		poller->room = room;
	}
	return true;
}

static void take_out(struct gs__poller *poller, uint32_t fd)
{
	uint32_t at = poller->place[fd] - 1;
	struct pollfd last = poller->fds[--poller->count];

	poller->fds[at] = last;
	poller->place[last.fd] = at + 1;
	poller->place[fd] = 0;
}

static int set(struct gs__poller *poller, int fd, unsigned before, unsigned after)
{
	short events = (short)((after & GS__IO_READ ? POLLIN : 0) |
			       (after & GS__IO_WRITE ? POLLOUT : 0));

	if (after == 0) {
		take_out(poller, (uint32_t)fd);
		return 0;
	}
	if (before == 0) {
		if (!make_room(poller, (uint32_t)fd))
			return -ENOMEM;
		poller->place[fd] = ++poller->count;
	}
	poller->fds[poller->place[fd] - 1] = (struct pollfd){ .fd = fd, .events = events };
	return 0;
}

static int wait_poll(struct gs__poller *poller, int64_t until, struct gs__ready *ready, int max)
{
	int64_t ns = until > 0 && until < INT64_MAX ? until - gs__clock_now() : 0;
	struct timespec left = { 0 };
	int found, count = 0;
	uint32_t at = poller->next;

	if (ns > 0)
		left = (struct timespec){ (time_t)(ns / 1000000000), (long)(ns % 1000000000) };
	found = ppoll(poller->fds, poller->count, until == INT64_MAX ? NULL : &left, NULL);
	if (found < 0)
		return -errno;
	for (uint32_t i = 0; i < poller->count && count < found && count < max; i++) {
		int events;

		at = at < poller->count ? at : 0;
		events = poller->fds[at].revents;
		if (events != 0) {
			ready[count].fd = poller->fds[at].fd;
			ready[count++].events = (events & POLLIN ? GS__IO_READ : 0u) |
						(events & POLLOUT ? GS__IO_WRITE : 0u) |
						(events & (POLLHUP | POLLERR | POLLNVAL)
								? GS__IO_CLOSED
								: 0u);
			poller->next = at + 1;
		}
		at++;
	}
	return count;
}

const struct gs__poller_kind gs__poller_poll = {
	.name = "poll",
	.open = open_poll,
	.close = close_poll,
	.set = set,
	.wait = wait_poll,
};
