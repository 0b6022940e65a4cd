/* SPDX-License-Identifier: MIT */
#include "tests/bench/lib/peer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { EVENTS = 64 };

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(address.sun_path))
		return -1;
	strcpy(address.sun_path, path);
	unlink(path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 128) < 0)
		return -1;
	return fd;
}

static void watch(int poll, struct peer_conn *conn, bool writing)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = conn };

	if (writing)
		event.events |= EPOLLOUT;
	if (epoll_ctl(poll, EPOLL_CTL_MOD, conn->fd, &event) < 0)
		perror("epoll_ctl");
}

static void accept_all(int poll, int listener)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct peer_conn *conn;
	int fd;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		conn = malloc(sizeof(*conn));
		if (!conn) {
			close(fd);
			return;
		}
		conn->fd = fd;
		conn->in_len = conn->out_len = 0;
		event.data.ptr = conn;
		if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) < 0) {
			close(fd);
			free(conn);
		}
	}
}

/* False: the peer is gone. */
static bool write_out(int poll, struct peer_conn *conn)
{
	ssize_t len = send(conn->fd, conn->out, conn->out_len, MSG_NOSIGNAL);

	if (len < 0)
		return errno == EAGAIN;
	conn->out_len -= (size_t)len;
	if (conn->out_len > 0) {
		memmove(conn->out, conn->out + len, conn->out_len);
		watch(poll, conn, true);
	}
	return true;
}

static bool turn(int poll, struct peer_conn *conn, unsigned events, peer_take *take, void *arg)
{
	ssize_t len = read(conn->fd, conn->in + conn->in_len, PEER_BUFFER - conn->in_len);
	long taken;

	if (len == 0 || (len < 0 && errno != EAGAIN))
		return false;
	if (len > 0)
		conn->in_len += (size_t)len;
	taken = take(conn, arg);
	if (taken < 0)
		return false;
	conn->in_len -= (size_t)taken;
	if (conn->in_len > 0)
		memmove(conn->in, conn->in + taken, conn->in_len);
	if (events & EPOLLOUT)
		watch(poll, conn, false);
	return conn->out_len == 0 || write_out(poll, conn);
}

int peer_serve(const char *path, peer_take *take, void *arg)
{
	struct epoll_event events[EVENTS] = { { .events = EPOLLIN } };
	int listener = listen_at(path);
	int poll = epoll_create1(EPOLL_CLOEXEC);

	if (listener < 0 || poll < 0 || epoll_ctl(poll, EPOLL_CTL_ADD, listener, events) < 0) {
		perror(path);
		return 1;
	}
	for (;;) {
		int count = epoll_wait(poll, events, EVENTS, -1);

		for (int i = 0; i < count; i++) {
			struct peer_conn *conn = events[i].data.ptr;

			if (!conn) {
				accept_all(poll, listener);
			} else if (!turn(poll, conn, events[i].events, take, arg)) {
				close(conn->fd);
				free(conn);
			}
		}
	}
}
