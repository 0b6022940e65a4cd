/* SPDX-License-Identifier: MIT */
/* message: what client.c and begun.c share: a request written, its answer read. */
#ifndef GS_CLIENT_MESSAGE_H
#define GS_CLIENT_MESSAGE_H

#include "runtime/client/client.h"
#include "runtime/client/link.h"

/* What there is to send, in either kind of call. */
struct gs__client_message {
	gs_str instance;
	gs_str clause;
	const struct gs_record *record; /* NULL: `raw`, or nothing */
	const void *params;
	gs_bytes raw;
};

/* Appends the request; after a failure nothing is appended, and the text says why. */
gs_status gs__client_put(gs_client *client, const struct gs__client_message *message,
	uint32_t msgid, gs_duration timeout);

/* An answer, from its error on: its status, and the reply (or NULL: not wanted). */
gs_status gs__client_read(
	gs_client *client, const struct gs_clause *clause, struct gs_reader *in, void *reply);

/* From now on the client wipes its buffers, if the clause has a secret. */
void gs__client_mind(gs_client *client, const struct gs_clause *clause);

/* The memory of the last answer is given back. */
void gs__client_forget(gs_client *client);

int64_t gs__client_deadline(gs_client *client, gs_duration timeout); /* INT64_MAX: none */

#endif
