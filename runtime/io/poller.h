/* SPDX-License-Identifier: MIT */
/*
 * What waits for descriptors: poll(2) and epoll behind one small table of functions. Only io.c
 * calls it. Level-triggered; a descriptor is known by its number, its owner only to io.c.
 */
#ifndef GS_IO_POLLER_H
#define GS_IO_POLLER_H

#include <stdint.h>

struct gs__poller;

struct gs__ready {
	int fd;
	unsigned events; /* GS__IO_READ ... */
};

struct gs__poller_kind {
	const char *name;
	struct gs__poller *(*open)(void); /* NULL: not to be had here, or no memory */
	void (*close)(struct gs__poller *poller);
	/* From `before` (0: not watched so far) to `after` (0: no more). 0 or a negative errno. */
	int (*set)(struct gs__poller *poller, int fd, unsigned before, unsigned after);
	/* Waits, at most until an instant of gs__clock_now (0: does not wait; INT64_MAX: no limit).
	 * The count of what is ready, at most `max`, fairly chosen; 0: nothing is, maybe sooner
	 * than at that instant; or a negative errno. */
	int (*wait)(struct gs__poller *poller, int64_t until, struct gs__ready *ready, int max);
};

extern const struct gs__poller_kind gs__poller_epoll;
extern const struct gs__poller_kind gs__poller_poll;

struct gs__io;

/* As gs__io_new, with this poller and no other; for tests. */
struct gs__io *gs__io_new_with(const struct gs__poller_kind *kind);

#endif
