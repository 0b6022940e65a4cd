/* SPDX-License-Identifier: MIT */
#include "tests/bench/lib/peer.h"

#include "tests/bench/lib/kind.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS = 64, BACKLOG = 511, LISTENERS = 2 };

static int listen_at(const char *address)
{
	struct place place;
	int fd, on = 1;

	if (place_of(address, &place) < 0)
		return -1;
	fd = socket(place.at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (place.at.ss_family == AF_INET) { /* connections have it from their listener */
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	}
	if (bind(fd, (struct sockaddr *)&place.at, place.len) < 0 || listen(fd, BACKLOG) < 0)
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

static void accept_all(int poll, struct peer_conn *listener)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct peer_conn *conn;
	int fd;

	while ((fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		conn = malloc(sizeof(*conn));
		if (!conn) {
			close(fd);
			return;
		}
		conn->fd = fd;
		conn->in_len = conn->out_len = 0;
		conn->listens = false;
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

static int open_listener(int poll, struct peer_conn *listener, const char *address)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = listener };

	listener->listens = true;
	listener->fd = listen_at(address);
	if (listener->fd >= 0 && epoll_ctl(poll, EPOLL_CTL_ADD, listener->fd, &event) == 0)
		return 0;
	perror(address);
	return -1;
}

int peer_serve(char *const *addresses, peer_take *take, void *arg)
{
	static struct peer_conn listeners[LISTENERS];
	struct epoll_event events[EVENTS];
	int poll = epoll_create1(EPOLL_CLOEXEC);

	for (int i = 0; addresses[i]; i++)
		if (i == LISTENERS || open_listener(poll, &listeners[i], addresses[i]) < 0)
			return 1;
	for (;;) {
		int count = epoll_wait(poll, events, EVENTS, -1);

		for (int i = 0; i < count; i++) {
			struct peer_conn *conn = events[i].data.ptr;

			if (conn->listens) {
				accept_all(poll, conn);
			} else if (!turn(poll, conn, events[i].events, take, arg)) {
				close(conn->fd);
				free(conn);
			}
		}
	}
}
