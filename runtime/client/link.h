/* SPDX-License-Identifier: MIT */
/*
 * link: a client's connection, its buffers, and the turn that moves bytes and lands flights.
 *
 * Only client.c and begun.c use this. Every function that fails has put the words into
 * client->text. After a loss all flights have landed, the buffers are empty but for what was kept
 * (kept.h), and the next gs__link_open connects anew.
 */
#ifndef GS_CLIENT_LINK_H
#define GS_CLIENT_LINK_H

#include "runtime/base/arena.h"
#include "runtime/client/client.h"
#include "runtime/wire/flights.h"
#include "runtime/wire/skip.h"

struct gs__io;

enum { GS__CLIENT_TEXT_MAX = 2048 };

/* A request of a client that waits; a blocking call keeps it on its stack. */
struct gs__landing {
	struct gs__flight flight; /* first, so that one is the other */
	bool has_come;            /* its answer is kept */
	/* Runs once, when the flight is out of the table: with the answer, `in` at its error;
	 * or with NULL when it can never come, `lost` saying why. */
	void (*land)(gs_client *client, struct gs__landing *landing, struct gs_reader *in,
		gs_status lost);
};

struct gs__kept;

/* What a function was told, while its own calls go on. */
struct gs__held {
	bool is_set;
	uint8_t *in;
	size_t filled;
	struct gs__arena arena;
	struct gs__kept *shown;
};

struct gs_client {
	struct gs__io *io;
	char *address;
	int handle; /* -1: not connected */
	unsigned watched;
	bool is_closing;             /* it makes no connection any more */
	bool is_connecting;          /* the handle's connection is not decided yet */
	gs_duration backoff;         /* after the last failure to connect; 0: there was none */
	int64_t retry_at;            /* when a turn connects again */
	struct gs__begun *begun;     /* calls whose answers are handed to functions */
	struct gs__begun *over;      /* those that are to be told that none comes ... */
	struct gs__begun *last_over; /* ... the last of them */
	int64_t begun_due;           /* the time of none of them is over before */
	struct gs__notices *notices; /* who handles notifications, a protocol each */
	struct gs__notices *former;  /* replaced while a function is told, maybe one of them */
	gs__client_heard *heard;     /* who hears them all; NULL: nobody */
	void *heard_arg;
	const gs_status *error; /* the struct error_NAME of the last failed call, or NULL */
	struct gs__flights flights;
	struct gs_writer out; /* out.bytes + sent .. out.at is still to be sent */
	size_t sent;
	uint32_t losses; /* of connections */
	uint8_t *in;     /* in + taken .. in + filled is still to be handled */
	size_t in_size;
	size_t taken;
	size_t filled;
	bool has_unseen;      /* there may be a whole message */
	struct gs__skip skip; /* how far the message at `taken` was looked at */
	bool is_dropping;     /* that message is too long, and no answer: none of it is kept */
	uint64_t message_max; /* a longer answer costs the connection */
	bool has_secrets; /* of some call or notification so far: buffers are wiped from then on */
	struct gs__arena arena; /* the lists of the last answer */
	bool is_telling;        /* a function runs that is told of something */
	/* The call that blocks, and the one that such a function makes meanwhile; or NULL. */
	struct gs__landing *waiting[2];
	struct gs__kept *kept; /* messages that wait until that function returns ... */
	struct gs__kept *last_kept;
	size_t kept_notices;    /* bytes of the notifications among them */
	struct gs__kept *shown; /* the one that was handled last: answers point into it */
	struct gs__held held;
	char text[GS__CLIENT_TEXT_MAX];
};

/* Connects, if there is no connection. GS_OK, GS_REFUSED, GS_TIMEOUT, GS_NO_MEMORY. */
gs_status gs__link_open(gs_client *client, int64_t deadline);

/* Begins to connect, if there is no connection, and waits for nothing. */
gs_status gs__link_start(gs_client *client);

/* Sends and handles what can be without waiting. GS_OK, or why the connection is gone. */
gs_status gs__link_turn(gs_client *client);

/* Handles what came in meanwhile, without waiting; a connection that has ended is given up. Much of
 * it is left for the next time. */
void gs__link_catch_up(gs_client *client);

/*
 * Handles one message that is there; else waits until `deadline` for the connection, sends and
 * receives what goes. GS_OK, also when nothing happened; GS_LOST, GS_NO_MEMORY: the connection is
 * gone. Of what one step handled, the next one may overwrite the bytes.
 */
gs_status gs__link_step(gs_client *client, int64_t deadline);

/* Sends all that is to be sent. GS_OK; GS_LOST also when the server took it not before `deadline`,
 * GS_NO_MEMORY: the connection is gone. */
gs_status gs__link_flush(gs_client *client, int64_t deadline);

static inline bool gs__link_has_unsent(const gs_client *client)
{
	return client->sent < (size_t)(client->out.at - client->out.bytes);
}

/* Closes the connection and lands all flights with `status`; the client's text says why. Nobody
 * is told before gs__begun_tell. */
void gs__link_lose(gs_client *client, gs_status status);

/* Sets the client's text, headed by its address. Returns `status`. */
gs_status gs__link_failed(gs_client *client, gs_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
