/* SPDX-License-Identifier: MIT */
/*
 * kind: what the load asks a server, and how it knows an answer; and where servers are. The
 * programs here that connect use it. Allocates nothing.
 */
#ifndef TESTS_BENCH_LIB_KIND_H
#define TESTS_BENCH_LIB_KIND_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct kind {
	const char *name; /* rpc (limiter.acquire n=1), echo (the same bytes), redis (INCR) */
	const char *request;
	size_t len;
	/* How many whole answers lie at the front; *used: their bytes. -1: a wrong answer. */
	long (*count)(const uint8_t *at, size_t len, size_t *used);
};

/* NULL: there is none of that name. */
const struct kind *kind_named(const char *name);

struct place {
	struct sockaddr_storage at;
	socklen_t len;
};

/* "unix:PATH", or "tcp:PORT" of this machine. 0; -1: it is neither. */
int place_of(const char *address, struct place *place);

/* A connection, made, without delay. A descriptor, or -1 with errno. */
int place_connect(const struct place *place);

#endif
