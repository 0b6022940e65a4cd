/* SPDX-License-Identifier: MIT */
/* The operating system's io: the table of handles, waiting, and what is small. */
#include "runtime/io/os.h"

#include "runtime/time/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { BATCH = 256 };

struct gs__io *gs__io_new_with(const struct gs__poller_kind *kind)
{
	struct gs__io *io = calloc(1, sizeof(*io));

	if (!io)
		return NULL;
	io->signal_fd = -1;
	io->kind = kind;
	io->poller = kind->open();
	if (io->poller)
		return io;
	free(io);
	return NULL;
}

struct gs__io *gs__io_new(void *world)
{
	struct gs__io *io = gs__io_new_with(&gs__poller_epoll);

	(void)world; /* the simulated one's */
	return io ? io : gs__io_new_with(&gs__poller_poll);
}

void gs__io_free(struct gs__io *io)
{
	if (!io)
		return;
	gs__io_drop_signals(io);
	for (int i = 0; i < io->row_count; i++)
		if (io->rows[i].is_open)
			gs__io_close(io, i);
	io->kind->close(io->poller);
	free(io->rows);
	free(io);
}

int64_t gs__io_now(struct gs__io *io)
{
	(void)io;
	return gs__clock_now();
}

int64_t gs__io_wall(struct gs__io *io)
{
	(void)io;
	return gs__clock_wall();
}

int gs__io_random(struct gs__io *io, void *to, size_t len)
{
	uint8_t *at = to;

	(void)io;
	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);

		if (got > 0) {
			at += got;
			len -= (size_t)got;
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}

void gs__io_log(struct gs__io *io, const char *line, size_t len)
{
	(void)io;
	while (len > 0) {
		ssize_t written = write(STDERR_FILENO, line, len);

		if (written > 0) {
			line += written;
			len -= (size_t)written;
		} else if (errno != EINTR) {
			return;
		}
	}
}

/* Handles. */

int gs__io_adopt(struct gs__io *io, int fd, bool is_tcp)
{
	if (fd >= io->row_count) {
		int count = fd < 16 ? 32 : 2 * fd;
		struct gs__io_row *rows = realloc(io->rows, (size_t)count * sizeof(*rows));

		if (!rows) {
			close(fd);
			return -ENOMEM;
		}
		memset(rows + io->row_count, 0, (size_t)(count - io->row_count) * sizeof(*rows));
		io->rows = rows;
		io->row_count = count;
	}
	io->rows[fd] = (struct gs__io_row){ .is_open = true, .is_tcp = is_tcp };
	return fd;
}

int gs__io_watch(struct gs__io *io, int handle, unsigned events, void *owner)
{
	struct gs__io_row *row = &io->rows[handle];
	int error = 0;

	if (row->watched != events)
		error = io->kind->set(io->poller, handle, row->watched, events);
	if (error != 0)
		return error;
	row->watched = (uint8_t)events;
	row->owner = owner;
	return 0;
}

/* Waiting. */

/* Puts what the poller found into the caller's events; a signal's own descriptor is not one. */
static int deliver(struct gs__io *io, const struct gs__ready *ready, int found,
	struct gs__io_event *events, bool *has_signal)
{
	int count = 0;

	for (int i = 0; i < found; i++) {
		if (ready[i].fd == io->signal_fd)
			*has_signal |= gs__io_fetch_signals(io);
		else
			events[count++] = (struct gs__io_event){ io->rows[ready[i].fd].owner,
				ready[i].events };
	}
	return count;
}

int gs__io_wait(struct gs__io *io, int64_t until, struct gs__io_event *events, int max)
{
	struct gs__ready ready[BATCH];
	bool has_signal = io->signals != 0;
	int found, count = 0;

	for (;;) {
		found = io->kind->wait(
			io->poller, has_signal ? 0 : until, ready, max < BATCH ? max : BATCH);
		if (found > 0)
			count = deliver(io, ready, found, events, &has_signal);
		if (count > 0 || has_signal || until <= 0 || (found < 0 && found != -EINTR))
			return count;
		if (until != INT64_MAX && gs__clock_now() >= until)
			return 0;
	}
}
