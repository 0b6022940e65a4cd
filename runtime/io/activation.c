/* SPDX-License-Identifier: MIT */
/* What a process has from who started it, as systemd does: listening sockets that are open already,
 * and a socket to be told its state. */
#include "runtime/io/os.h"

#include "runtime/io/address.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST = 3 };

/* A variable that is a number; -1: it is not there, or none. */
static long number(const char *name)
{
	const char *text = getenv(name);
	char *end;
	long value;

	if (!text || *text < '0' || *text > '9')
		return -1;
	errno = 0;
	value = strtol(text, &end, 10);
	return *end || errno ? -1 : value;
}

int gs__io_inherited(struct gs__io *io)
{
	long count = number("LISTEN_FDS");

	(void)io;
	if (!getenv("LISTEN_PID") || number("LISTEN_PID") != getpid())
		return 0; /* they are another process's */
	return count >= 0 && count <= INT16_MAX ? (int)count : -EINVAL;
}

static int option_of(int fd, int option)
{
	int value = 0;
	socklen_t len = sizeof(value);

	return getsockopt(fd, SOL_SOCKET, option, &value, &len) == 0 ? value : -1;
}

int gs__io_inherit(struct gs__io *io, int n, const char *address)
{
	bool is_unix = strncmp(address, "unix:", 5) == 0;
	int fd = FIRST + n;
	int domain, flags;

	if (option_of(fd, SO_TYPE) != SOCK_STREAM || option_of(fd, SO_ACCEPTCONN) != 1)
		return -ENOTSOCK;
	domain = option_of(fd, SO_DOMAIN);
	if (is_unix ? domain != AF_UNIX : domain != AF_INET && domain != AF_INET6)
		return -EPROTOTYPE;
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
		fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -errno;
	if (!is_unix)
		gs__io_tune(fd);
	return gs__io_adopt(io, fd, !is_unix);
}

int gs__io_notify(struct gs__io *io, const char *state)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	const char *path = getenv("NOTIFY_SOCKET");
	size_t len = path ? strlen(path) : 0;
	ssize_t sent;
	int fd;

	(void)io;
	if (!path)
		return 0;
	if ((*path != '/' && *path != '@') || len >= sizeof(to.sun_path))
		return -EINVAL;
	memcpy(to.sun_path, path, len);
	if (*path == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT,
		(const struct sockaddr *)&to,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
	sent = sent < 0 ? -errno : 0;
	close(fd);
	return (int)sent;
}
