/* SPDX-License-Identifier: MIT */
/*
 * notices: who handles the notifications of a client's server: a table of functions for each
 * protocol, copied. What nobody handles, or does not fit, is dropped.
 */
#ifndef GS_CLIENT_NOTICES_H
#define GS_CLIENT_NOTICES_H

#include "runtime/wire/envelope.h"

/* Does anybody handle it? */
bool gs__notices_want(gs_client *client, const struct gs__envelope *envelope);

/* `in` stands at the parameters. */
void gs__notices_run(gs_client *client, const struct gs__envelope *envelope, struct gs_reader *in);
void gs__notices_free(gs_client *client);

#endif
