/* SPDX-License-Identifier: MIT */
/*
 * io: the one door to the world. Time, sockets, signals, files and random numbers of a loop or a
 * client are reached through a `struct gs__io` and nothing else.
 *
 * Two implementations, chosen when the program is linked: the operating system's (io/ and time/)
 * in libgs.a, and the simulated world's (sim/) in libgs_sim.a. What is written here holds for
 * both. All sockets are nonblocking. No function blocks but gs__io_wait. A handle is a small
 * number >= 0; failures are negative errno values (-EAGAIN, -ECONNRESET, -EMFILE ...), and those of
 * base/failure.h where an address has a host's name.
 */
#ifndef GS_IO_IO_H
#define GS_IO_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct gs__io;

enum { GS__IO_READ = 1, GS__IO_WRITE = 2, GS__IO_CLOSED = 4 };

struct gs__io_event {
	void *owner;     /* as given to gs__io_watch */
	unsigned events; /* of the three above; CLOSED: read on for what is left, then the end */
};

/* `world` is NULL for the operating system, a struct gs_world for the simulated one. NULL: no
 * memory or no poller. */
struct gs__io *gs__io_new(void *world);
void gs__io_free(struct gs__io *io); /* closes what is still open */

/* ns of a clock that only goes forward; ns since 1970 UTC. */
int64_t gs__io_now(struct gs__io *io);
int64_t gs__io_wall(struct gs__io *io);

/* 0, or a negative errno. */
int gs__io_random(struct gs__io *io, void *to, size_t len);

/*
 * A listening socket at "unix:PATH", "tcp:HOST:PORT", "tcp:[V6]:PORT" (port 0: any). `mode`: of a
 * Unix socket's file, -1: as the umask says. A stale socket file is replaced, a live one refused
 * (-EADDRINUSE); a malformed address is -EINVAL. SO_REUSEADDR is set.
 */
int gs__io_listen(struct gs__io *io, const char *address, int mode);

/*
 * Listening sockets that whoever started the process has opened for it (LISTEN_PID, LISTEN_FDS):
 * how many, or -EINVAL. And the nth of them, in place of gs__io_listen; its file stays at the end.
 * -ENOTSOCK: it is no listening stream socket; -EPROTOTYPE: a Unix one where the address is TCP, or
 * the other way round. What it is bound to is not compared.
 */
int gs__io_inherited(struct gs__io *io);
int gs__io_inherit(struct gs__io *io, int n, const char *address);

/* Tells who asked for it (NOTIFY_SOCKET) a state, "READY=1". 0, also where nobody did; or a
 * negative errno. */
int gs__io_notify(struct gs__io *io, const char *state);

/* An address in numbers, NUL-terminated, cut at `size` - 1 bytes: a host by name is looked up,
 * which may wait, so this is for the start of a program. 0; -EINVAL (malformed), -ENAMETOOLONG,
 * -GS__NO_HOST ... */
int gs__io_resolve(struct gs__io *io, const char *address, char *to, size_t size);

/* The address a listener is bound to, in the same notation, with the real port. Returns its length,
 * cut at `size` - 1 bytes. */
size_t gs__io_address(struct gs__io *io, int handle, char *to, size_t size);

/* A connection (over TCP without delay, and given up two minutes after its peer vanished), or
 * -EAGAIN, -EMFILE ... */
int gs__io_accept(struct gs__io *io, int listener);

/* Begins to connect (to a host by name it first waits for the resolver); writable, or CLOSED, when
 * decided; gs__io_connected: 0, or why not. */
int gs__io_connect(struct gs__io *io, const char *address);
int gs__io_connected(struct gs__io *io, int handle);

/* Bytes read (0: the peer sent its last), or written. Never raises SIGPIPE. */
ssize_t gs__io_read(struct gs__io *io, int handle, void *to, size_t size);
ssize_t gs__io_write(struct gs__io *io, int handle, const void *from, size_t size);

/* The user at the other end of a Unix socket; -1: not known (TCP). And the process's own. */
int64_t gs__io_peer_user(struct gs__io *io, int handle);
int64_t gs__io_user(struct gs__io *io);

/* Closes; a listener's Unix socket file is removed. Events of it not yet taken never come. */
void gs__io_close(struct gs__io *io, int handle);

/* What to wait for on a handle from now on (0: nothing; GS__IO_CLOSED alone: only that both
 * directions end, which is told in any case but that of 0); level-triggered. 0 or -ENOMEM. */
int gs__io_watch(struct gs__io *io, int handle, unsigned events, void *owner);

/*
 * Waits until something watched happens, a signal of gs__io_signals arrives, or `until` (an instant
 * of gs__io_now; INT64_MAX: no limit) is reached; never returns before it for no reason but those.
 * Returns the count of events put into `events`.
 */
int gs__io_wait(struct gs__io *io, int64_t until, struct gs__io_event *events, int max);

/* From now on SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2 are taken by this io (one a process) and
 * SIGPIPE is ignored. 0 or a negative errno. */
int gs__io_take_signals(struct gs__io *io);

/* The set of signals that arrived since the last call, bit n for signal n. */
uint64_t gs__io_signals(struct gs__io *io);

/* Writes a line (with its newline) to the log, stderr. Errors are ignored. */
void gs__io_log(struct gs__io *io, const char *line, size_t len);

#endif
