/* SPDX-License-Identifier: MIT */
/*
 * send: messages between the servers of a node and to oneself: encoded at once, in the array form,
 * and checked on the way. The functions that handlers call are declared in gs_tables.h.
 */
#ifndef GS_SERVER_SEND_H
#define GS_SERVER_SEND_H

#include "runtime/server/inside.h"

/* A message with its parameters, in a block of its own. GS_OK, GS_INVALID, GS_NO_MEMORY. */
gs_status gs__mail_encode(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **mail);

#endif
