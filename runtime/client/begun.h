/* SPDX-License-Identifier: MIT */
/*
 * begun: calls of a client whose answers are handed to functions, many at a time. Each is one
 * block, listed at the client until it lands: with its answer, at the end of its time, or at a loss
 * of the connection.
 */
#ifndef GS_CLIENT_BEGUN_H
#define GS_CLIENT_BEGUN_H

#include "runtime/client/link.h"

/* Tells those that no answer comes for, which may call and begin others: not while a function is
 * told already, and not when a call has its answer, which theirs would overwrite. */
void gs__begun_tell(gs_client *client);

#endif
