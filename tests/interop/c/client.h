/* SPDX-License-Identifier: MIT */
/*
 * client: a client of a gs server in plain C: MessagePack-RPC over a Unix socket, with msgpack-c
 * and nothing of ours. For one thread; every wait blocks. The caller owns the client and each
 * answer. What fails leaves the connection of no more use: close it.
 */
#ifndef TESTS_INTEROP_C_CLIENT_H
#define TESTS_INTEROP_C_CLIENT_H

#include <msgpack.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a request came to. `error` is nil, or [name, text], or [name, text, fields]. */
struct client_answer {
	uint32_t msgid;
	msgpack_object error, result; /* they live as long as `whole` */
	msgpack_unpacked whole;
};

struct client {
	int fd;
	uint32_t last; /* the newest request's id */
	msgpack_unpacker stream;
	struct client_answer *early; /* came before they were asked for */
	size_t early_count, early_room;
	/* May be set: hears of each notification that comes while an answer is waited for. */
	void (*heard)(void *arg, const msgpack_object *method, const msgpack_object *params);
	void *arg;
};

/* Connects to the socket at `path`. False: cannot, and there is nothing to close. */
bool client_open(struct client *client, const char *path);
void client_close(struct client *client);

/* Sends a request. Its id, for client_answer; 0: the server is gone. */
uint32_t client_begin(struct client *client, const char *method, const msgpack_object *params);

/* Waits for the answer to request `msgid`, whatever comes before it, and fills `answer`, to be
 * freed by client_answer_free. False: the server is gone, or speaks something else. */
bool client_answer(struct client *client, uint32_t msgid, struct client_answer *answer);
void client_answer_free(struct client_answer *answer);

/* Sends a notification, which has no answer, or any other message. False: the server is gone. */
bool client_notify(struct client *client, const char *method, const msgpack_object *params);
bool client_send(struct client *client, const msgpack_object *message);

#endif
