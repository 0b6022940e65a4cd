/* SPDX-License-Identifier: MIT */
#include "runtime/client/link.h"
#include "runtime/client/incoming.h"
#include "runtime/base/failure.h"
#include "runtime/io/io.h"
#include "runtime/wire/envelope.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	READ_SIZE = 16 * 1024,   /* room made before each read, at least */
	CATCH_UP_MAX = 64,       /* reads, and messages that were kept, before a call */
	BUFFER_KEPT = 64 * 1024, /* larger buffers are given back when they are empty */
};

static const int64_t retry_after = 5 * 1000000; /* ns, while a listener's backlog is full */

gs_status gs__link_failed(gs_client *client, gs_status status, const char *format, ...)
{
	int len = snprintf(client->text, sizeof(client->text), "%s: ", client->address);
	size_t used = len < 0                              ? 0
		      : (size_t)len < sizeof(client->text) ? (size_t)len
							   : sizeof(client->text) - 1;
	va_list args;

	va_start(args, format);
	vsnprintf(client->text + used, sizeof(client->text) - used, format, args);
	va_end(args);
	return status;
}

static gs_status failed_by_errno(gs_client *client, gs_status status, int error)
{
	struct gs__failure failure;

	return gs__link_failed(client, error == ENOMEM ? GS_NO_MEMORY : status, "%s",
		gs__failure_text(&failure, error));
}

/* Of a client that handles secrets. */
static void wipe(const gs_client *client, uint8_t *bytes, size_t from, size_t to)
{
	if (client->has_secrets && to > from)
		explicit_bzero(bytes + from, to - from);
}

static void forget_sent(gs_client *client)
{
	wipe(client, client->out.bytes, 0, (size_t)(client->out.at - client->out.bytes));
	client->out.at = client->out.bytes;
	client->sent = 0;
}

static void empty_buffers(gs_client *client)
{
	forget_sent(client);
	wipe(client, client->in, 0, client->filled);
	client->taken = client->filled = 0;
	client->has_unseen = false;
	client->is_dropping = false;
	client->skip = (struct gs__skip){ 0 };
}

void gs__link_lose(gs_client *client, gs_status status)
{
	struct gs__flight *flight;
	uint32_t at = 0;

	if (client->handle >= 0)
		gs__io_close(client->io, client->handle);
	client->handle = -1;
	client->watched = 0;
	client->is_connecting = false;
	client->losses++;
	empty_buffers(client);
	while ((flight = gs__flights_pop(&client->flights, &at)))
		gs__land(client, flight, NULL, status);
}

static bool watch(gs_client *client, unsigned events)
{
	if (events == client->watched)
		return true;
	if (gs__io_watch(client->io, client->handle, events, client) < 0)
		return false;
	client->watched = events;
	return true;
}

/* Waits until the connection is decided. 0, or a negative errno. */
static int await_connection(gs_client *client, int64_t deadline)
{
	struct gs__io_event event;

	if (!watch(client, GS__IO_WRITE))
		return -ENOMEM;
	while (gs__io_wait(client->io, deadline, &event, 1) == 0) {
		if (gs__io_now(client->io) >= deadline)
			return -ETIMEDOUT;
	}
	return gs__io_connected(client->io, client->handle);
}

/* Begins to connect. GS_TIMEOUT: the listener's backlog is full just now. */
static gs_status start(gs_client *client)
{
	int error;

	if (client->is_closing)
		return gs__link_failed(client, GS_REFUSED, "the client is being closed");
	error = gs__io_connect(client->io, client->address);
	if (error >= 0) {
		client->handle = error;
		client->is_connecting = true;
		return GS_OK;
	}
	if (error == -EINVAL)
		return gs__link_failed(
			client, GS_REFUSED, "no address (unix:PATH and tcp:HOST:PORT are)");
	if (error != -EAGAIN)
		return failed_by_errno(client, GS_REFUSED, -error);
	return gs__link_failed(client, GS_TIMEOUT, "no connection in time");
}

/* It is decided: 0, or a positive errno. */
static gs_status decide(gs_client *client, int error)
{
	if (error == 0) {
		client->is_connecting = false;
		client->backoff = 0;
		return GS_OK;
	}
	if (error == ETIMEDOUT)
		gs__link_failed(client, GS_TIMEOUT, "no connection in time");
	else
		failed_by_errno(client, GS_REFUSED, error);
	gs__link_lose(client, GS_REFUSED);
	return error == ENOMEM ? GS_NO_MEMORY : error == ETIMEDOUT ? GS_TIMEOUT : GS_REFUSED;
}

gs_status gs__link_open(gs_client *client, int64_t deadline)
{
	while (client->handle < 0) {
		int64_t now = gs__io_now(client->io);
		struct gs__io_event event;
		gs_status status = start(client);

		if (status == GS_OK)
			break;
		if (status != GS_TIMEOUT || now >= deadline)
			return status;
		gs__io_wait(client->io, deadline - now < retry_after ? deadline : now + retry_after,
			&event, 1);
	}
	if (!client->is_connecting)
		return GS_OK;
	return decide(client, -await_connection(client, deadline));
}

gs_status gs__link_start(gs_client *client)
{
	gs_status status = client->handle < 0 ? start(client) : GS_OK;

	return status == GS_TIMEOUT ? GS_REFUSED : status;
}

static gs_status lose_by_errno(gs_client *client, int error)
{
	gs_status status = failed_by_errno(client, GS_LOST, error);

	gs__link_lose(client, status);
	return status;
}

static gs_status send_some(gs_client *client)
{
	while (gs__link_has_unsent(client)) {
		size_t left = (size_t)(client->out.at - client->out.bytes) - client->sent;
		ssize_t done = gs__io_write(
			client->io, client->handle, client->out.bytes + client->sent, left);

		if (done == -EAGAIN)
			return GS_OK;
		if (done < 0)
			return lose_by_errno(client, (int)-done);
		client->sent += (size_t)done;
	}
	forget_sent(client);
	return GS_OK;
}

/* As realloc, but that nothing is left where it was. */
static uint8_t *enlarge(gs_client *client, size_t size)
{
	uint8_t *more;

	if (!client->has_secrets || !client->in)
		return realloc(client->in, size);
	more = malloc(size);
	if (!more)
		return NULL;
	memcpy(more, client->in, client->filled);
	wipe(client, client->in, 0, client->filled);
	free(client->in);
	return more;
}

/* Moves what is unhandled to the front and makes room behind it. False: no memory. */
static bool make_room(gs_client *client)
{
	size_t left = client->filled - client->taken;
	uint64_t least = gs__skip_least(&client->skip);
	size_t want = left + READ_SIZE;
	uint8_t *more;

	if (client->taken > 0 && left > 0)
		memmove(client->in, client->in + client->taken, left);
	wipe(client, client->in, left, client->filled);
	client->taken = 0;
	client->filled = left;
	if (left == 0 && client->in_size > BUFFER_KEPT) {
		free(client->in);
		client->in = NULL;
		client->in_size = 0;
	}
	if (least > want && least <= client->message_max)
		want = (size_t)least;
	if (want <= client->in_size)
		return true;
	if (want < 2 * client->in_size)
		want = 2 * client->in_size;
	more = enlarge(client, want);
	if (!more)
		return false;
	client->in = more;
	client->in_size = want;
	return true;
}

static gs_status receive(gs_client *client)
{
	ssize_t got;

	if (!make_room(client))
		return lose_by_errno(client, ENOMEM);
	got = gs__io_read(client->io, client->handle, client->in + client->filled,
		client->in_size - client->filled);
	if (got == -EAGAIN)
		return GS_OK;
	if (got < 0)
		return lose_by_errno(client, (int)-got);
	if (got == 0) {
		gs__link_failed(client, GS_LOST, "the server closed the connection");
		gs__link_lose(client, GS_LOST);
		return GS_LOST;
	}
	client->filled += (size_t)got;
	client->has_unseen = true;
	return GS_OK;
}

/* Of a message that is too long: a server may notify of whatever it likes. */
static bool is_answer(const uint8_t *bytes, size_t len)
{
	struct gs_reader in = { .at = bytes, .end = bytes + len };
	struct gs__envelope envelope;
	enum gs__head head = gs__envelope_read(&in, &envelope);

	return head == GS__HEAD_CUT || head == GS__HEAD_BROKEN || envelope.kind == GS__RESPONSE;
}

static gs_status lose_too_large(gs_client *client)
{
	gs__link_failed(client, GS_LOST, "the server sent a message of more than %llu bytes",
		(unsigned long long)client->message_max);
	gs__link_lose(client, GS_LOST);
	return GS_LOST;
}

/* What is there of a message that is dropped; where its next object begins is known. */
static void drop_part(gs_client *client, size_t left)
{
	size_t len = client->skip.at < left ? (size_t)client->skip.at : left;

	client->taken += len;
	client->skip.at -= len;
}

/* The first message is whole. */
static gs_status take_first(gs_client *client, const uint8_t *bytes)
{
	size_t len = (size_t)client->skip.at;
	bool is_dropped = client->is_dropping;

	client->taken += len;
	client->has_unseen = client->taken < client->filled;
	client->is_dropping = false;
	client->skip = (struct gs__skip){ 0 };
	return is_dropped ? GS_OK : gs__incoming(client, bytes, len);
}

/* Handles the first message, if it is whole. *found: there may be more to do. What was kept came
 * before what is in the buffer. */
static gs_status handle_next(gs_client *client, bool *found)
{
	uint64_t limit = client->is_dropping ? UINT64_MAX : client->message_max;
	size_t left = client->filled - client->taken;
	const uint8_t *bytes;

	*found = true;
	if (client->kept && !client->is_telling) {
		gs__incoming_kept(client);
		return GS_OK;
	}
	*found = client->has_unseen;
	if (!client->has_unseen)
		return GS_OK;
	bytes = client->in + client->taken;
	switch (gs__skip(&client->skip, bytes, left, limit)) {
	case GS__SKIP_MORE:
		if (client->is_dropping)
			drop_part(client, left);
		*found = client->has_unseen = false;
		return GS_OK;
	case GS__SKIP_DONE: return take_first(client, bytes);
	case GS__SKIP_BROKEN: break;
	case GS__SKIP_TOO_LARGE:
		if (client->is_dropping || is_answer(bytes, left))
			return lose_too_large(client);
		client->is_dropping = true;
		return GS_OK;
	}
	gs__link_failed(client, GS_LOST, "what the server sent is no MessagePack-RPC");
	gs__link_lose(client, GS_LOST);
	return GS_LOST;
}

/* Waits for the connection, and takes in what came. */
static gs_status await(gs_client *client, int64_t deadline)
{
	struct gs__io_event event = { 0 };

	if (!watch(client, GS__IO_READ | (gs__link_has_unsent(client) ? GS__IO_WRITE : 0)))
		return lose_by_errno(client, ENOMEM);
	if (gs__io_wait(client->io, deadline, &event, 1) <= 0)
		return GS_OK;
	return event.events & (GS__IO_READ | GS__IO_CLOSED) ? receive(client) : GS_OK;
}

gs_status gs__link_step(gs_client *client, int64_t deadline)
{
	bool found;
	gs_status status = handle_next(client, &found);

	if (status != GS_OK || found)
		return status;
	/* Mostly the socket takes it all, and nothing is left to wait for but the answer. */
	status = send_some(client);
	return status == GS_OK ? await(client, deadline) : status;
}

gs_status gs__link_flush(gs_client *client, int64_t deadline)
{
	uint32_t losses = client->losses;
	gs_status status = send_some(client);

	/* A function that is told meanwhile may call, and lose it and get another one. */
	while (status == GS_OK && client->losses == losses && gs__link_has_unsent(client)) {
		if (gs__io_now(client->io) >= deadline) {
			gs__link_failed(client, GS_LOST, "the server does not read");
			gs__link_lose(client, GS_LOST);
			return GS_LOST;
		}
		status = gs__link_step(client, deadline);
	}
	return status == GS_OK && client->losses != losses ? GS_LOST : status;
}

void gs__link_catch_up(gs_client *client)
{
	unsigned again = 0;

	for (unsigned turn = 0; turn < CATCH_UP_MAX; turn++) {
		bool found = true;
		size_t left;

		while (found) {
			if (handle_next(client, &found) != GS_OK)
				return;
			if (client->kept && !client->is_telling && ++again == CATCH_UP_MAX)
				return;
		}
		if (client->handle < 0 || client->is_connecting)
			return;
		left = client->filled - client->taken;
		if (receive(client) != GS_OK || client->filled - client->taken == left)
			return;
	}
}

/* Is the connection that is being made decided? Never waits. */
static gs_status look_at_connection(gs_client *client)
{
	struct gs__io_event event;

	if (!watch(client, GS__IO_WRITE))
		return decide(client, ENOMEM);
	if (gs__io_wait(client->io, gs__io_now(client->io), &event, 1) <= 0)
		return GS_OK;
	return decide(client, -gs__io_connected(client->io, client->handle));
}

gs_status gs__link_turn(gs_client *client)
{
	gs_status status = GS_OK;

	bool is_connected;

	if (client->handle >= 0 && client->is_connecting)
		status = look_at_connection(client);
	is_connected = client->handle >= 0 && !client->is_connecting;
	if (is_connected)
		status = send_some(client);
	if (status != GS_OK)
		return status;
	gs__link_catch_up(client);
	if (client->handle < 0)
		return is_connected ? GS_LOST : GS_OK;
	return client->is_connecting ? GS_OK : send_some(client);
}
