/* SPDX-License-Identifier: MIT */
/*
 * talk: a peer on a real socket in the thread of the node it talks to: whoever waits turns the
 * node. Parameters are MessagePack bytes as literals; answers are shown as bytes too. Failures of
 * the harness itself are asserts of cmocka.
 */
#ifndef TESTS_UNIT_LIB_TALK_H
#define TESTS_UNIT_LIB_TALK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/net/system.h"

struct talk {
	struct gs__node *node;
	int fd;
	uint8_t *bytes; /* received and not yet taken */
	size_t len, room;
	bool has_ended; /* the node closed it */
};

struct answer {
	uint32_t msgid;
	char error[64];      /* "" where there is none */
	char text[512];      /* of the error */
	uint8_t result[128]; /* the beginning of the result's bytes */
	size_t len;          /* all of them */
};

/* Connects to the node's first listener, a Unix one. */
void talk_open(struct talk *talk, struct gs__node *node);
void talk_close(struct talk *talk);

/* Writes all of it, turning the node where the socket is full. */
void talk_send(struct talk *talk, const void *bytes, size_t len);

/* A request; a notification. `params` are `len` bytes. */
void talk_request(
	struct talk *talk, uint32_t msgid, const char *method, const void *params, size_t len);
void talk_notify(struct talk *talk, const char *method, const void *params, size_t len);

/* Takes the next answer; false: the connection has ended before one came. */
bool talk_take(struct talk *talk, struct answer *answer);

/* Requests and takes the answer, which must be the one asked for. */
struct answer talk_ask(struct talk *talk, const char *method, const void *params, size_t len);

/* The result is these bytes, without an error. */
void assert_result(const struct answer *answer, const void *bytes, size_t len);
void assert_error(const struct answer *answer, const char *name, const char *text);

/* Turns the node until it has nothing to do at once. */
void talk_turn(struct gs__node *node);

#define LIT(literal) "" literal, sizeof(literal) - 1

#endif
