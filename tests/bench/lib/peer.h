/* SPDX-License-Identifier: MIT */
/*
 * peer: what the two servers that gs is measured beside share: one loop over epoll that reads what
 * there is, hands it to the peer, and writes what the peer answers. No timers, no limits but the
 * buffers', no orderly end: as little as a server can do.
 */
#ifndef TESTS_BENCH_LIB_PEER_H
#define TESTS_BENCH_LIB_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PEER_BUFFER = 64 * 1024 };

struct peer_conn {
	int fd;
	bool listens;
	size_t in_len;
	size_t out_len;
	uint8_t in[PEER_BUFFER];
	uint8_t out[PEER_BUFFER];
};

/*
 * Takes whole messages from the front of conn->in, appends answers to conn->out, and returns how
 * many bytes it took; less than in_len where a message is not whole yet or `out` is nearly full.
 * -1: the connection is to be closed.
 */
typedef long peer_take(struct peer_conn *conn, void *arg);

/* Serves at one or two addresses (kind.h; NULL after the last) until it is killed; returns only
 * where that cannot begin. */
int peer_serve(char *const *addresses, peer_take *take, void *arg);

#endif
