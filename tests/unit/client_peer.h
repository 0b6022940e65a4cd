/* SPDX-License-Identifier: MIT */
/*
 * peer: what the client's tests share: a peer on a Unix socket that does, in a thread, just what a
 * script of steps says; and the tables of a small protocol.
 */
#ifndef TESTS_UNIT_CLIENT_PEER_H
#define TESTS_UNIT_CLIENT_PEER_H

#include "runtime/client/client.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

enum act {
	END,
	ACCEPT,      /* the next connection */
	READ,        /* so many bytes, kept */
	SEND,        /* bytes, in one write */
	SEND_SLOWLY, /* byte by byte, each waited for */
	CLOSE,
	SEE_END /* waits until the client has closed */
};

struct step {
	enum act act;
	const char *bytes;
	size_t len;
};

#define BYTES(literal) literal, sizeof(literal) - 1

struct peer {
	char dir[32];
	char address[64];
	int listener;
	int connection;
	const struct step *steps;
	uint8_t got[4096];
	size_t got_len;
	bool has_failed;
	pthread_t thread;
};

/* False: it did not come within ten seconds. */
static inline bool wait_for(int fd, short events)
{
	struct pollfd item = { .fd = fd, .events = events };

	return poll(&item, 1, 10000) == 1;
}

static inline bool read_some(struct peer *peer, size_t len)
{
	while (len > 0) {
		ssize_t got;

		if (!wait_for(peer->connection, POLLIN))
			return false;
		got = read(peer->connection, peer->got + peer->got_len, len);
		if (got <= 0)
			return false;
		peer->got_len += (size_t)got;
		len -= (size_t)got;
	}
	return true;
}

static inline bool send_all(struct peer *peer, const char *bytes, size_t len)
{
	while (len > 0) { /* one that is stopped meanwhile sends a part */
		ssize_t sent = send(peer->connection, bytes, len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		len -= (size_t)sent;
	}
	return true;
}

static inline bool do_step(struct peer *peer, const struct step *step)
{
	uint8_t byte;

	switch (step->act) {
	case END: return true;
	case ACCEPT:
		peer->connection = wait_for(peer->listener, POLLIN)
					   ? accept(peer->listener, NULL, NULL)
					   : -1;
		return peer->connection >= 0;
	case READ: return read_some(peer, step->len);
	case SEND: return send_all(peer, step->bytes, step->len);
	case SEND_SLOWLY:
		for (size_t i = 0; i < step->len; i++) {
			if (!send_all(peer, step->bytes + i, 1))
				return false;
			sched_yield();
		}
		return true;
	case CLOSE:
		close(peer->connection);
		peer->connection = -1;
		return true;
	case SEE_END:
		while (wait_for(peer->connection, POLLIN)) {
			if (read(peer->connection, &byte, 1) <= 0)
				return true;
		}
		return false;
	}
	return false;
}

static inline void *play(void *arg)
{
	struct peer *peer = arg;

	for (const struct step *step = peer->steps; step->act != END; step++) {
		if (!do_step(peer, step)) {
			peer->has_failed = true;
			break;
		}
	}
	return NULL;
}

static inline void peer_begin(struct peer *peer, const struct step *steps)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };

	memset(peer, 0, sizeof(*peer));
	strcpy(peer->dir, "/tmp/gs-client-XXXXXX");
	assert_non_null(mkdtemp(peer->dir));
	snprintf(name.sun_path, sizeof(name.sun_path), "%s/s", peer->dir);
	snprintf(peer->address, sizeof(peer->address), "unix:%s/s", peer->dir);
	peer->connection = -1;
	peer->steps = steps;
	peer->listener = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(peer->listener, (struct sockaddr *)&name, sizeof(name)), 0);
	assert_int_equal(listen(peer->listener, 8), 0);
	assert_int_equal(pthread_create(&peer->thread, NULL, play, peer), 0);
}

static inline void peer_close(struct peer *peer)
{
	char path[64];

	if (peer->connection >= 0)
		close(peer->connection);
	close(peer->listener);
	snprintf(path, sizeof(path), "%s/s", peer->dir);
	unlink(path);
	rmdir(peer->dir);
}

/* The script must have come to its end. */
static inline void peer_end(struct peer *peer)
{
	pthread_join(peer->thread, NULL);
	assert_false(peer->has_failed);
	peer_close(peer);
}

static inline void assert_got(const struct peer *peer, const char *bytes, size_t len)
{
	assert_int_equal(peer->got_len, len);
	assert_memory_equal(peer->got, bytes, len);
}

/* protocol bucket { call acquire(n: u32 in 1..1000) -> (remaining: u32) raises exhausted;
 *                   call names() -> (names: list<string<8>, 4>); cast reset(); } */

struct acquire {
	uint32_t n;
};
struct acquire_reply {
	uint32_t remaining;
};
struct names_reply {
	struct {
		gs_str *items;
		uint32_t len;
	} names;
};

static const struct gs_field acquire_fields[] = {
	{ .name = "n",
		.kind = GS_U32,
		GS_AT(struct acquire, n),
		.flags = GS_RANGED,
		.min = 1,
		.max = 1000 },
};
static const struct gs_record acquire_record = {
	.name = "acquire",
	.fields = acquire_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(struct acquire),
	.encoded_max = 16,
};
static const struct gs_field acquire_reply_fields[] = {
	{ .name = "remaining", .kind = GS_U32, GS_AT(struct acquire_reply, remaining) },
};
static const struct gs_record acquire_reply_record = {
	.name = "acquire",
	.fields = acquire_reply_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(struct acquire_reply),
	.encoded_max = 32,
};
static const struct gs_error exhausted = {
	.name = "exhausted",
	.text = "not enough tokens",
	.status = 4711,
};
static const struct gs_error *const acquire_raises[] = { &exhausted, NULL };
static const struct gs_clause acquire_clause = {
	.name = "acquire",
	.kind = GS_CALL,
	.in = &acquire_record,
	.out = &acquire_reply_record,
	.raises = acquire_raises,
	.timeout = GS_S(5),
};
static const struct gs_clause reset_clause = { .name = "reset", .kind = GS_CAST };

static const struct gs_field name_item = {
	.kind = GS_STRING, .size = sizeof(gs_str), .flags = GS_RANGED, .max = 8
};
static const struct gs_field names_fields[] = {
	{ .name = "names",
		.kind = GS_LIST,
		GS_AT(struct names_reply, names),
		.flags = GS_RANGED,
		.max = 4,
		.item = &name_item },
};
static const struct gs_record names_record = {
	.name = "names",
	.fields = names_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(struct names_reply),
	.encoded_max = 64,
};
static const struct gs_clause names_clause = {
	.name = "names",
	.kind = GS_CALL,
	.out = &names_record,
	.timeout = GS_S(5),
};

/* [0, msgid, "limiter.acquire", [3]], without the extras of a call that waits for ever. */
#define ACQUIRE(msgid) "\x94\x00" msgid "\xaflimiter.acquire\x91\x03"
/* [1, msgid, nil, [997]] */
#define REMAINING(msgid) "\x94\x01" msgid "\xc0\x91\xcd\x03\xe5"

static inline gs_status acquire(gs_client *client, gs_duration timeout, uint32_t *remaining)
{
	const struct acquire in = { .n = 3 };
	struct acquire_reply reply = { 0 };
	gs_status status = gs_client_call(client, "limiter", &acquire_clause, &in, timeout, &reply);

	*remaining = reply.remaining;
	return status;
}

static const gs_duration forever = -1;

#endif
