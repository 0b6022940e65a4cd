/* SPDX-License-Identifier: MIT */
/*
 * The load: `load KIND ADDRESS CONNECTIONS IN-FLIGHT SECONDS PID`. Keeps that many requests in
 * flight on each connection and prints "CALLS/S SERVER-CPU-NS/CALL". KIND and ADDRESS: lib/kind.h.
 * PID: the server's, whose CPU time is read. A fifth of SECONDS runs before that and is not
 * counted.
 */
#include "tests/bench/lib/kind.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024, CONNECTIONS_MAX = 1000, REQUEST_MAX = 64 };

struct conn {
	int fd;
	size_t in_len;
	uint8_t in[BUFFER];
};

struct load {
	const struct kind *kind;
	int poll;
	int in_flight;
	uint64_t calls;
	char batch[BUFFER]; /* the same request over and over */
	struct conn *conns;
};

static uint64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (uint64_t)at.tv_sec * 1000000000 + (uint64_t)at.tv_nsec;
}

/* ns that the (only) thread of a process has run; 0: not known. */
static uint64_t cpu_time(const char *pid)
{
	char path[64], text[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/proc/%s/schedstat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	len = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0)
		close(fd);
	if (len <= 0)
		return 0;
	text[len] = '\0';
	return strtoull(text, NULL, 10);
}

static bool send_some(const struct load *load, const struct conn *conn, long count)
{
	size_t len = (size_t)count * load->kind->len;

	return send(conn->fd, load->batch, len, MSG_NOSIGNAL) == (ssize_t)len;
}

static bool open_one(struct load *load, struct conn *conn, const struct place *place)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = conn };

	conn->in_len = 0;
	conn->fd = place_connect(place);
	return conn->fd >= 0 && epoll_ctl(load->poll, EPOLL_CTL_ADD, conn->fd, &event) == 0 &&
	       send_some(load, conn, load->in_flight);
}

/* Takes what answers there are and asks as many times again. False: something is wrong. */
static bool turn(struct load *load, struct conn *conn)
{
	ssize_t len = read(conn->fd, conn->in + conn->in_len, BUFFER - conn->in_len);
	size_t used;
	long count;

	if (len <= 0)
		return false;
	conn->in_len += (size_t)len;
	count = load->kind->count(conn->in, conn->in_len, &used);
	if (count < 0)
		return false;
	load->calls += (uint64_t)count;
	conn->in_len -= used;
	memmove(conn->in, conn->in + used, conn->in_len);
	return count == 0 || send_some(load, conn, count);
}

static bool run_until(struct load *load, uint64_t end)
{
	struct epoll_event events[64];

	while (now() < end) {
		int count = epoll_wait(load->poll, events, 64, 1000);

		if (count == 0)
			errno = ETIMEDOUT;
		if (count <= 0)
			return false;
		for (int i = 0; i < count; i++)
			if (!turn(load, events[i].data.ptr))
				return false;
	}
	return true;
}

static int measure(struct load *load, double seconds, const char *pid)
{
	uint64_t span = (uint64_t)(seconds * 1e9);
	uint64_t begun, ran, calls, took;

	if (!run_until(load, now() + span / 5)) {
		fprintf(stderr, "load: a wrong answer, or none: %s\n", strerror(errno));
		return 1;
	}
	begun = now();
	ran = cpu_time(pid);
	calls = load->calls;
	if (!run_until(load, begun + span)) {
		fprintf(stderr, "load: a wrong answer, or none: %s\n", strerror(errno));
		return 1;
	}
	took = now() - begun;
	ran = cpu_time(pid) - ran;
	calls = load->calls - calls;
	printf("%.0f %.1f\n", (double)calls * 1e9 / (double)took, (double)ran / (double)calls);
	return 0;
}

int main(int argc, char **argv)
{
	static struct load load;
	struct place place;
	int connections = argc == 7 ? atoi(argv[3]) : 0;

	load.kind = argc == 7 ? kind_named(argv[1]) : NULL;
	load.in_flight = argc == 7 ? atoi(argv[4]) : 0;
	if (!load.kind || connections < 1 || connections > CONNECTIONS_MAX || load.in_flight < 1 ||
		load.in_flight > BUFFER / REQUEST_MAX || place_of(argv[2], &place) < 0) {
		fprintf(stderr, "usage: load KIND ADDRESS CONNECTIONS IN-FLIGHT SECONDS PID\n");
		return 2;
	}
	for (int i = 0; i < load.in_flight; i++)
		memcpy(load.batch + (size_t)i * load.kind->len, load.kind->request, load.kind->len);
	load.poll = epoll_create1(EPOLL_CLOEXEC);
	load.conns = calloc((size_t)connections, sizeof(*load.conns));
	if (load.poll < 0 || !load.conns)
		return 1;
	for (int i = 0; i < connections; i++) {
		if (!open_one(&load, &load.conns[i], &place)) {
			fprintf(stderr, "load: %s: %s\n", argv[2], strerror(errno));
			return 1;
		}
	}
	return measure(&load, atof(argv[5]), argv[6]);
}
