/* SPDX-License-Identifier: MIT */
/*
 * client: the client library, as the generated clients (gs_tables.h) and `gsc call` use it.
 *
 * A client owns its io and one connection, which is made at the first use and again after a loss.
 * Requests in flight are kept by msgid; whatever comes in is handled one message at a time: an
 * answer lands its flight, one that nobody waits for is dropped, a notification goes to who handles
 * its protocol, and to who hears them all. What an answer points to stands in the receive buffer
 * and the client's arena, and is good until the next call on the client; for a function that is
 * told of it, until that returns (kept.h). A client never retries a request, never ends the
 * process, and blocks only in gs__io_wait.
 */
#ifndef GS_CLIENT_CLIENT_H
#define GS_CLIENT_CLIENT_H

#include <gs_codec.h>

struct gs__io;

/* What gs_client_open is made of; takes the io over, also when it fails. NULL: no memory. */
gs_client *gs__client_new(struct gs__io *io, const char *address);

/*
 * A call whose types the caller knows: `params` is one MessagePack object, an array or a map.
 * Blocks as gs_client_call does. The status is GS_OK and *result the object; or that of a wire
 * error's name (GS_INTERNAL where that is none of the runtime's) and *error the object [name, text
 * ...]; or one of the client's own, and *error is empty.
 */
gs_status gs__client_request(gs_client *client, gs_str instance, gs_str clause, gs_bytes params,
	gs_duration timeout, gs_bytes *error, gs_bytes *result);

/* Likewise a notification. */
gs_status gs__client_send(gs_client *client, gs_str instance, gs_str clause, gs_bytes params);

/* Hands over every notification "PROTOCOL.CAST": `params` is one MessagePack object, and good until
 * the function returns, which must not use the client. */
typedef void gs__client_heard(void *arg, gs_str protocol, gs_str cast, gs_bytes params);
void gs__client_hear(gs_client *client, gs__client_heard *heard, void *arg);

/* Handles what comes for so long (negative: without end). GS_OK: the time is over; GS_LOST,
 * GS_NO_MEMORY: the connection is gone, or there was none. */
gs_status gs__client_wait(gs_client *client, gs_duration span);

/* From now on answers of so many bytes are taken (the generated calls say so by themselves). */
void gs__client_expect(gs_client *client, uint64_t bytes);

#endif
