/* SPDX-License-Identifier: MIT */
/*
 * kept: what makes it harmless that a function which is told of something calls.
 *
 * Nobody else is told meanwhile, so that nothing nests: messages for others are copied, and handled
 * when the function has returned, in the order in which they came. What the function was told lies
 * where it did until then; its calls have a buffer and an arena of their own.
 */
#ifndef GS_CLIENT_KEPT_H
#define GS_CLIENT_KEPT_H

#include "runtime/client/link.h"

/* A message that waits until the function has returned. */
struct gs__kept {
	struct gs__kept *next;
	struct gs__flight *flight; /* whose answer it is; NULL: a notification */
	size_t len;
	uint8_t bytes[];
};

/* Around a function that is told of something. */
void gs__telling(gs_client *client);
void gs__told(gs_client *client);

/* Before a call uses the client's memory. False: there is none to leave the function its own. */
bool gs__kept_hold(gs_client *client);

/* A copy; in front of all, if it answers the call that waits for the function's end. GS_OK,
 * GS_NO_MEMORY; GS_LOST: there are too many bytes of notifications. */
gs_status gs__kept_add(
	gs_client *client, struct gs__flight *flight, const uint8_t *bytes, size_t len);

/* The first one, which there must be. It is the client's until gs__client_forget. */
const struct gs__kept *gs__kept_show(gs_client *client);

void gs__kept_free(const gs_client *client, struct gs__kept *kept); /* NULL is harmless */

#endif
