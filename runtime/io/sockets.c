/* SPDX-License-Identifier: MIT */
#include "runtime/io/os.h"

#include "runtime/io/address.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static int new_socket(const struct gs__address *address)
{
	int fd = socket(address->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	return fd >= 0 ? fd : -errno;
}

static bool is_unix(const struct gs__address *address)
{
	return address->at.ss_family == AF_UNIX;
}

static const char *path_of(const struct gs__address *address)
{
	return ((const struct sockaddr_un *)&address->at)->sun_path;
}

static void set(int fd, int level, int option, int value)
{
	setsockopt(fd, level, option, &value, sizeof(value));
}

/* What every TCP connection gets; accepted ones have it from their listener. One whose other end
 * says nothing any more, not even that it is there, is given up after GONE_AFTER seconds. */
void gs__io_tune(int fd)
{
	enum { GONE_AFTER = 120, PROBES = 6, BETWEEN = 10 };

	set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
	set(fd, IPPROTO_TCP, TCP_KEEPIDLE, GONE_AFTER - PROBES * BETWEEN);
	set(fd, IPPROTO_TCP, TCP_KEEPINTVL, BETWEEN);
	set(fd, IPPROTO_TCP, TCP_KEEPCNT, PROBES);
	set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, GONE_AFTER * 1000);
}

/* Listening. */

/*
 * A socket that is bound and not listened at yet looks stale, and what is stale may have a
 * successor by the time it is removed: so those who open one take turns, by a lock on the
 * directory, which leaves nothing behind. Where there is none to be had (no right to read it, a
 * file system without locks, somebody who keeps it), it goes without, as everybody does who is
 * none of ours. Returns a descriptor, or -1.
 */
static int lock_beside(const char *path)
{
	enum { TRIES = 100 };
	const struct timespec rest = { .tv_nsec = 10 * 1000 * 1000 };
	const char *slash = strrchr(path, '/');
	char directory[sizeof(((struct sockaddr_un *)0)->sun_path)] = ".";
	int fd;

	if (slash) {
		memcpy(directory, path, (size_t)(slash - path) + 1);
		directory[slash - path + 1] = '\0';
	}
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (int i = 0; fd >= 0 && i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		if (errno != EWOULDBLOCK && errno != EINTR)
			break;
		nanosleep(&rest, NULL);
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Is the file at this address a socket that nobody listens at any more? */
static bool is_stale(const struct gs__address *address)
{
	struct stat file;
	int fd, error;

	if (lstat(path_of(address), &file) != 0 || !S_ISSOCK(file.st_mode))
		return false;
	fd = new_socket(address);
	if (fd < 0)
		return false;
	error = connect(fd, (const struct sockaddr *)&address->at, address->len) == 0 ? 0 : errno;
	close(fd);
	return error == ECONNREFUSED;
}

static int bind_to(int fd, const struct gs__address *address)
{
	const struct sockaddr *at = (const struct sockaddr *)&address->at;

	if (bind(fd, at, address->len) == 0)
		return 0;
	if (errno != EADDRINUSE || !is_unix(address))
		return -errno;
	if (!is_stale(address) || unlink(path_of(address)) != 0)
		return -EADDRINUSE;
	return bind(fd, at, address->len) == 0 ? 0 : -errno;
}

/* Remembers the socket's file, to be removed with it. */
static int remember(struct gs__io *io, int handle, const char *path)
{
	struct gs__io_file *file = malloc(sizeof(*file) + strlen(path) + 1);
	struct stat stat_;

	if (!file)
		return -ENOMEM;
	if (stat(path, &stat_) != 0) {
		free(file);
		return -errno;
	}
	*file = (struct gs__io_file){ io->files, handle, stat_.st_dev, stat_.st_ino };
	strcpy(file->path, path);
	io->files = file;
	return 0;
}

/* The file goes if it still is the one that was made: another program may have put its own there.
 * */
static void forget(struct gs__io *io, int handle)
{
	struct gs__io_file **link = &io->files, *file;
	struct stat now;

	while (*link && (*link)->handle != handle)
		link = &(*link)->next;
	file = *link;
	if (!file)
		return;
	*link = file->next;
	if (stat(file->path, &now) == 0 && now.st_dev == file->device && now.st_ino == file->inode)
		unlink(file->path);
	free(file);
}

/* Binds, sets the file's mode before anybody can connect, and listens. */
static int open_listener(struct gs__io *io, int handle, const struct gs__address *address, int mode)
{
	int lock = -1;
	int error;

	if (is_unix(address)) {
		lock = lock_beside(path_of(address));
	} else {
		set(handle, SOL_SOCKET, SO_REUSEADDR, 1);
		gs__io_tune(handle);
	}
	error = bind_to(handle, address);
	if (error == 0 && is_unix(address))
		error = remember(io, handle, path_of(address));
	if (error == 0 && is_unix(address) && mode >= 0 &&
		chmod(path_of(address), (mode_t)mode) != 0)
		error = -errno;
	if (error == 0 && listen(handle, BACKLOG) != 0)
		error = -errno;
	if (lock >= 0)
		close(lock);
	return error;
}

int gs__io_resolve(struct gs__io *io, const char *text, char *to, size_t size)
{
	struct gs__address address;
	int error = gs__address_parse(text, &address);

	(void)io;
	if (error == 0)
		gs__address_print(&address, to, size);
	return error;
}

int gs__io_listen(struct gs__io *io, const char *text, int mode)
{
	struct gs__address address;
	int error = gs__address_parse(text, &address);
	int handle;

	if (error != 0)
		return error;
	handle = new_socket(&address);
	if (handle < 0)
		return handle;
	handle = gs__io_adopt(io, handle, !is_unix(&address));
	if (handle < 0)
		return handle;
	error = open_listener(io, handle, &address, mode);
	if (error == 0)
		return handle;
	gs__io_close(io, handle);
	return error;
}

size_t gs__io_address(struct gs__io *io, int handle, char *to, size_t size)
{
	struct gs__address address = { .len = sizeof(address.at) };

	(void)io;
	if (getsockname(handle, (struct sockaddr *)&address.at, &address.len) != 0)
		address.at.ss_family = AF_UNIX; /* "unix:" */
	return gs__address_print(&address, to, size);
}

int gs__io_accept(struct gs__io *io, int listener)
{
	bool is_tcp = io->rows[listener].is_tcp;
	int fd;

	do
		fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
	if (fd < 0)
		return -errno;
	return gs__io_adopt(io, fd, is_tcp);
}

/* Connections. */

int gs__io_connect(struct gs__io *io, const char *text)
{
	struct gs__address address;
	int error = gs__address_parse(text, &address);
	int handle;

	if (error != 0)
		return error;
	handle = new_socket(&address);
	if (handle < 0)
		return handle;
	if (!is_unix(&address))
		gs__io_tune(handle);
	if (connect(handle, (const struct sockaddr *)&address.at, address.len) != 0 &&
		errno != EINPROGRESS && errno != EINTR) {
		error = -errno;
		close(handle);
		return error;
	}
	return gs__io_adopt(io, handle, !is_unix(&address));
}

int gs__io_connected(struct gs__io *io, int handle)
{
	int error = 0;
	socklen_t len = sizeof(error);

	(void)io;
	if (getsockopt(handle, SOL_SOCKET, SO_ERROR, &error, &len) != 0)
		return -errno;
	return -error;
}

ssize_t gs__io_read(struct gs__io *io, int handle, void *to, size_t size)
{
	ssize_t got;

	(void)io;
	do
		got = recv(handle, to, size, 0);
	while (got < 0 && errno == EINTR);
	return got >= 0 ? got : -errno;
}

ssize_t gs__io_write(struct gs__io *io, int handle, const void *from, size_t size)
{
	ssize_t sent;

	(void)io;
	do
		sent = send(handle, from, size, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent >= 0 ? sent : -errno;
}

int64_t gs__io_peer_user(struct gs__io *io, int handle)
{
	struct ucred peer;
	socklen_t len = sizeof(peer);

	if (io->rows[handle].is_tcp ||
		getsockopt(handle, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0)
		return -1;
	return peer.uid;
}

int64_t gs__io_user(struct gs__io *io)
{
	(void)io;
	return geteuid();
}

void gs__io_close(struct gs__io *io, int handle)
{
	gs__io_watch(io, handle, 0, NULL);
	io->rows[handle].is_open = false;
	forget(io, handle);
	close(handle);
}
