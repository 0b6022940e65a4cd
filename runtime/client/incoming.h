/* SPDX-License-Identifier: MIT */
/*
 * incoming: a whole message of the server, handled or kept: an answer lands its flight, a
 * notification goes to who handles it, everything else is skipped.
 */
#ifndef GS_CLIENT_INCOMING_H
#define GS_CLIENT_INCOMING_H

#include "runtime/client/link.h"

/* GS_OK; GS_LOST, GS_NO_MEMORY: the connection is gone. */
gs_status gs__incoming(gs_client *client, const uint8_t *bytes, size_t len);

/* Handles the first message that was kept; there must be one, and no function that is told. */
void gs__incoming_kept(gs_client *client);

static inline void gs__land(
	gs_client *client, struct gs__flight *flight, struct gs_reader *in, gs_status lost)
{
	struct gs__landing *landing = (struct gs__landing *)flight;

	landing->land(client, landing, in, lost);
}

#endif
