/* SPDX-License-Identifier: MIT */
#include "runtime/client/incoming.h"
#include "runtime/client/kept.h"
#include "runtime/client/message.h"
#include "runtime/client/notices.h"
#include "runtime/wire/envelope.h"

/* While a function is told of something, only its own call has an answer. */
static gs_status keep(gs_client *client, const struct gs__envelope *envelope,
	struct gs__flight *flight, const uint8_t *bytes, size_t len)
{
	gs_status status = GS_OK;

	if (flight || gs__notices_want(client, envelope))
		status = gs__kept_add(client, flight, bytes, len);
	if (status == GS_OK)
		return status;
	gs__link_failed(client, status, "%s",
		status == GS_LOST ? "too many notifications while a function is told of one"
				  : "out of memory");
	if (flight)
		gs__land(client, flight, NULL, status);
	gs__link_lose(client, status);
	return status;
}

/* Is it the answer of the call that the function makes? */
static bool is_awaited(const gs_client *client, const struct gs__flight *flight)
{
	return flight && client->waiting[1] && flight == &client->waiting[1]->flight;
}

static void hand_over(gs_client *client, const struct gs__envelope *envelope,
	struct gs__flight *flight, struct gs_reader *in)
{
	if (flight)
		gs__land(client, flight, in, GS_OK);
	else
		gs__notices_run(client, envelope, in);
}

void gs__incoming_kept(gs_client *client)
{
	const struct gs__kept *kept;
	struct gs__envelope envelope;
	struct gs_reader in;

	gs__client_forget(client);
	kept = gs__kept_show(client);
	in = (struct gs_reader){
		.at = kept->bytes, .end = kept->bytes + kept->len, .arena = &client->arena
	};
	(void)gs__envelope_read(&in, &envelope); /* which it could before */
	hand_over(client, &envelope, kept->flight, &in);
}

gs_status gs__incoming(gs_client *client, const uint8_t *bytes, size_t len)
{
	struct gs_reader in = { .at = bytes, .end = bytes + len, .arena = &client->arena };
	struct gs__envelope envelope;
	struct gs__flight *flight = NULL;
	enum gs__head head = gs__envelope_read(&in, &envelope);

	if (head == GS__HEAD_CUT || head == GS__HEAD_BROKEN) {
		gs__link_failed(client, GS_LOST, "what the server sent is no MessagePack-RPC");
		gs__link_lose(client, GS_LOST);
		return GS_LOST;
	}
	if (envelope.kind == GS__RESPONSE)
		flight = gs__flights_take(&client->flights, envelope.msgid);
	if (!flight && (envelope.kind != GS__NOTIFICATION || head != GS__HEAD_GOOD))
		return GS_OK;
	if (client->is_telling && !is_awaited(client, flight))
		return keep(client, &envelope, flight, bytes, len);
	gs__client_forget(client);
	hand_over(client, &envelope, flight, &in);
	return GS_OK;
}
