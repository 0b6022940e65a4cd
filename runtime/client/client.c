/* SPDX-License-Identifier: MIT */
#include "runtime/client/client.h"
#include "runtime/base/status.h"
#include "runtime/base/utf8.h"
#include "runtime/client/begun.h"
#include "runtime/client/incoming.h"
#include "runtime/client/kept.h"
#include "runtime/client/message.h"
#include "runtime/client/notices.h"
#include "runtime/io/io.h"
#include "runtime/wire/envelope.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	MESSAGE_MAX = 64 * 1024, /* what is taken without an answer's own bound */
	REQUEST_MAX = 1 << 30,   /* the largest message the language has */
	LATE_MAX = 1024,         /* messages that are handled when a call's time is over */
};

static const gs_duration notify_within = 5000000000; /* ns, until the socket took it */

gs_client *gs__client_new(struct gs__io *io, const char *address)
{
	gs_client *client = io ? calloc(1, sizeof(*client)) : NULL;

	if (!client) {
		gs__io_free(io);
		return NULL;
	}
	client->io = io;
	client->handle = -1;
	client->message_max = MESSAGE_MAX;
	client->out.limit = REQUEST_MAX;
	client->address = strdup(address);
	if (client->address)
		return client;
	gs_client_close(client);
	return NULL;
}

gs_client *gs_client_open(const char *address)
{
	return gs__client_new(gs__io_new(NULL), address);
}

void gs__client_mind(gs_client *client, const struct gs_clause *clause)
{
	if (gs__clause_is_secret(clause))
		client->has_secrets = client->out.wipes = true;
}

void gs__client_forget(gs_client *client)
{
	if (client->has_secrets)
		gs__arena_wipe(&client->arena);
	gs__arena_reset(&client->arena);
	gs__kept_free(client, client->shown);
	client->shown = NULL;
	client->error = NULL;
}

/* At the end. */
static void drop_kept(gs_client *client)
{
	while (client->kept) {
		const struct gs__kept *kept = gs__kept_show(client);

		if (kept->flight)
			gs__land(client, kept->flight, NULL, GS_LOST);
	}
}

void gs_client_close(gs_client *client)
{
	if (!client)
		return;
	client->is_closing = true;
	gs__link_lose(client, GS_LOST);
	drop_kept(client);
	gs__begun_tell(client);
	gs__notices_free(client);
	gs__io_free(client->io);
	gs__flights_free(&client->flights);
	gs__client_forget(client);
	gs__arena_free(&client->arena);
	free(client->out.bytes);
	free(client->in);
	free(client->address);
	free(client);
}

const void *gs_client_error(const gs_client *client, gs_status error)
{
	return client->error && *client->error == error ? client->error : NULL;
}

const char *gs_client_error_text(const gs_client *client)
{
	return client->text;
}

void gs__client_expect(gs_client *client, uint64_t bytes)
{
	uint64_t wanted = bytes < REQUEST_MAX / 2 ? 2 * bytes + MESSAGE_MAX : REQUEST_MAX;

	if (wanted > client->message_max)
		client->message_max = wanted;
}

/* Words that a server sent, cut where no character ends in two. */
static void keep_words(gs_client *client, gs_str name, gs_str text)
{
	size_t room = sizeof(client->text) - 1;
	size_t used = gs__utf8_cut(name.data, name.len, room / 2);

	memcpy(client->text, name.len ? name.data : "", used);
	if (used > 0 && text.len > 0) {
		memcpy(client->text + used, ": ", 2);
		used += 2;
	}
	room = gs__utf8_cut(text.data, text.len, room - used);
	memcpy(client->text + used, text.len ? text.data : "", room);
	client->text[used + room] = '\0';
}

/* A blocking call: a flight, and what became of it. */
struct wait {
	struct gs__landing landing; /* first, so that one is the other */
	bool has_landed;
	gs_status status;
	const struct gs_clause *clause; /* of a typed call */
	void *reply;
	gs_bytes *error; /* of a raw one */
	gs_bytes *result;
};

static gs_str str_of(const char *text)
{
	return (gs_str){ text, (uint32_t)strlen(text) };
}

static bool put_params(struct gs_writer *out, const struct gs__client_message *message)
{
	if (!message->raw.data)
		return gs__record_put(out, message->record, message->params, false);
	if (!gs_write_room(&out->at, out, message->raw.len))
		return false;
	memcpy(out->at, message->raw.data, message->raw.len);
	out->at += message->raw.len;
	return true;
}

/* After a false of the writer: takes back what was written, finds the status and the words. */
static gs_status unwrite(gs_client *client, const struct gs__client_message *message, size_t mark)
{
	struct gs__words words = { "" };

	if (client->has_secrets)
		explicit_bzero(client->out.bytes + mark,
			(size_t)(client->out.at - client->out.bytes) - mark);
	client->out.at = client->out.bytes + mark;
	if (!client->out.no_memory && !message->raw.data &&
		!gs__record_fits(message->record, message->params, &words)) {
		snprintf(client->text, sizeof(client->text), "%s", words.text);
		return GS_INVALID;
	}
	client->out.no_memory = false;
	snprintf(client->text, sizeof(client->text), "out of memory");
	return GS_NO_MEMORY;
}

gs_status gs__client_put(gs_client *client, const struct gs__client_message *message,
	uint32_t msgid, gs_duration timeout)
{
	struct gs_writer *out = &client->out;
	struct gs__extras extras = { .timeout = timeout };
	size_t mark = (size_t)(out->at - out->bytes);

	if (gs__write_request(out, msgid, message->instance, message->clause, timeout >= 0) &&
		put_params(out, message) && (timeout < 0 || gs__write_extras(out, &extras)))
		return GS_OK;
	return unwrite(client, message, mark);
}

/* Whatever can be told is told now, so that nothing overwrites the answer of this call later. */
static gs_status begin(gs_client *client)
{
	if (!gs__kept_hold(client))
		return gs__link_failed(client, GS_NO_MEMORY, "out of memory");
	gs__link_catch_up(client);
	if (!client->is_telling)
		gs__begun_tell(client);
	gs__client_forget(client);
	client->text[0] = '\0';
	return GS_OK;
}

int64_t gs__client_deadline(gs_client *client, gs_duration timeout)
{
	int64_t now = gs__io_now(client->io);

	return timeout < 0 || timeout > INT64_MAX - now ? INT64_MAX : now + timeout;
}

static gs_status give_up(gs_client *client, struct wait *wait, gs_duration timeout)
{
	gs__flights_take(&client->flights, wait->landing.flight.msgid);
	gs__link_failed(client, GS_TIMEOUT, "no answer within %g s", (double)timeout / 1e9);
	/* A server that does not even read gets no more; half a request cannot be taken back. */
	if (gs__link_has_unsent(client))
		gs__link_lose(client, GS_LOST);
	return GS_TIMEOUT;
}

/* Sends, and waits until the flight has landed. */
static gs_status await_landing(
	gs_client *client, struct wait *wait, gs_duration timeout, int64_t deadline)
{
	bool is_over = false;
	uint32_t late = 0;

	for (;;) {
		bool is_there;

		/* A loss lands the flight, too. */
		gs__link_step(client, deadline);
		if (wait->has_landed)
			return wait->status;
		/* A function that was told of another answer may have taken longer than that. */
		is_there = wait->landing.has_come || (client->has_unseen && late < LATE_MAX);
		if (is_over && !is_there)
			return give_up(client, wait, timeout);
		late += is_over;
		is_over = gs__io_now(client->io) >= deadline;
	}
}

static gs_status block(gs_client *client, const struct gs__client_message *message,
	struct wait *wait, gs_duration timeout)
{
	struct gs__landing **waiting = &client->waiting[client->is_telling];
	gs_status status = begin(client);
	int64_t deadline = gs__client_deadline(client, timeout);

	if (status != GS_OK)
		return status;
	if (!gs__flights_add(&client->flights, &wait->landing.flight))
		return gs__link_failed(client, GS_NO_MEMORY, "out of memory");
	status = gs__client_put(client, message, wait->landing.flight.msgid, timeout);
	if (status == GS_OK)
		status = gs__link_open(client, deadline);
	if (status != GS_OK) {
		gs__flights_take(&client->flights, wait->landing.flight.msgid);
		if (client->handle < 0)
			gs__link_lose(client, status);
		return status;
	}
	*waiting = &wait->landing;
	status = await_landing(client, wait, timeout, deadline);
	*waiting = NULL;
	return status;
}

static gs_status no_answer(gs_client *client)
{
	snprintf(client->text, sizeof(client->text), "the server's answer cannot be read");
	return GS_INTERNAL;
}

/* Keeps the fields of a declared error for error_NAME_in; what cannot be read is not there. */
static void read_fields(gs_client *client, const struct gs_clause *clause,
	const struct gs__wire_error *error, struct gs_reader *in)
{
	const struct gs_error *declared = gs__error_in(clause, error->name);
	struct gs_reader again = *in;
	gs_status *to;
	bool by_name;

	if (!declared || !declared->fields || !error->has_fields)
		return;
	to = gs__arena_take(&client->arena, declared->fields->size);
	if (!to || !gs__record_take(&again, declared->fields, to, &by_name))
		return;
	*to = declared->status;
	client->error = to;
}

/* The status of a wire error, the words kept. */
static gs_status error_status(
	gs_client *client, const struct gs_clause *clause, const struct gs__wire_error *error)
{
	gs_status status = gs__status_in(clause, error->name);

	if (status != GS_OK) {
		keep_words(client, (gs_str){ NULL, 0 }, error->text);
		return status;
	}
	keep_words(client, error->name, error->text);
	return GS_INTERNAL;
}

static gs_status read_reply(
	gs_client *client, const struct gs_record *record, struct gs_reader *in, void *reply)
{
	struct gs_reader again = *in;
	struct gs__words words = { "" };

	if (!record || !reply)
		return GS_OK;
	if (gs__record_take(in, record, reply, NULL))
		return GS_OK;
	switch (gs__record_read(&again, record, reply, NULL, &words)) {
	case GS__GOOD: return GS_OK;
	case GS__NO_MEMORY:
		snprintf(client->text, sizeof(client->text), "out of memory");
		return GS_NO_MEMORY;
	case GS__CUT:
	case GS__BAD: break;
	}
	snprintf(client->text, sizeof(client->text), "the server's answer does not fit: %s",
		words.text);
	return GS_INTERNAL;
}

gs_status gs__client_read(
	gs_client *client, const struct gs_clause *clause, struct gs_reader *in, void *reply)
{
	struct gs__wire_error error = { 0 };

	client->error = NULL;
	client->text[0] = '\0';
	if (gs__envelope_error(in, &error) != GS__GOOD)
		return no_answer(client);
	if (!error.is_set)
		return read_reply(client, clause->out, in, reply);
	read_fields(client, clause, &error, in);
	return error_status(client, clause, &error);
}

static void land_typed(
	gs_client *client, struct gs__landing *landing, struct gs_reader *in, gs_status lost)
{
	struct wait *wait = (struct wait *)landing;

	wait->has_landed = true;
	wait->status = in ? gs__client_read(client, wait->clause, in, wait->reply) : lost;
}

gs_status gs_client_call(gs_client *client, const char *instance, const struct gs_clause *clause,
	const void *in, gs_duration timeout, void *reply)
{
	const struct gs__client_message message = {
		.instance = str_of(instance),
		.clause = str_of(clause->name),
		.record = clause->in,
		.params = in,
	};
	struct wait wait = {
		.landing = { .land = land_typed },
		.clause = clause,
		.reply = reply,
	};

	gs__client_mind(client, clause);
	gs__client_expect(client, gs__clause_answer_max(clause));
	return block(client, &message, &wait, timeout);
}

static bool take_object(struct gs_reader *in, gs_bytes *object)
{
	struct gs__skip skip = { 0 };
	size_t left = (size_t)(in->end - in->at);

	if (gs__skip(&skip, in->at, left, left) != GS__SKIP_DONE)
		return false;
	*object = (gs_bytes){ in->at, (uint32_t)skip.at };
	in->at += skip.at;
	return true;
}

static void land_raw(
	gs_client *client, struct gs__landing *landing, struct gs_reader *in, gs_status lost)
{
	struct wait *wait = (struct wait *)landing;
	struct gs_reader again;
	struct gs__wire_error error = { 0 };

	wait->has_landed = true;
	wait->status = lost;
	if (!in)
		return;
	client->text[0] = '\0';
	again = *in;
	if (!take_object(in, wait->error) || !take_object(in, wait->result) ||
		gs__envelope_error(&again, &error) != GS__GOOD)
		wait->status = no_answer(client);
	else if (error.is_set)
		wait->status = error_status(client, NULL, &error);
	if (!error.is_set)
		*wait->error = (gs_bytes){ NULL, 0 };
}

gs_status gs__client_request(gs_client *client, gs_str instance, gs_str clause, gs_bytes params,
	gs_duration timeout, gs_bytes *error, gs_bytes *result)
{
	const struct gs__client_message message = {
		.instance = instance, .clause = clause, .raw = params
	};
	struct wait wait = {
		.landing = { .land = land_raw },
		.error = error,
		.result = result,
	};

	*error = (gs_bytes){ NULL, 0 };
	*result = (gs_bytes){ NULL, 0 };
	return block(client, &message, &wait, timeout);
}

static gs_status notify(gs_client *client, const struct gs__client_message *message)
{
	struct gs_writer *out = &client->out;
	gs_status status = begin(client);
	int64_t deadline = gs__client_deadline(client, notify_within);
	size_t mark;

	if (status != GS_OK)
		return status;
	mark = (size_t)(out->at - out->bytes);
	if (!gs__write_notification(out, message->instance, message->clause, false) ||
		!put_params(out, message))
		return unwrite(client, message, mark);
	status = gs__link_open(client, deadline);
	if (status == GS_OK)
		status = gs__link_flush(client, deadline);
	if (status == GS_OK)
		return status;
	gs__link_lose(client, status);
	return status == GS_TIMEOUT ? GS_REFUSED : status;
}

gs_status gs_client_notify(
	gs_client *client, const char *instance, const struct gs_clause *clause, const void *in)
{
	const struct gs__client_message message = {
		.instance = str_of(instance),
		.clause = str_of(clause->name),
		.record = clause->in,
		.params = in,
	};

	gs__client_mind(client, clause);
	return notify(client, &message);
}

gs_status gs__client_send(gs_client *client, gs_str instance, gs_str clause, gs_bytes params)
{
	const struct gs__client_message message = {
		.instance = instance, .clause = clause, .raw = params
	};

	return notify(client, &message);
}

gs_status gs__client_wait(gs_client *client, gs_duration span)
{
	int64_t deadline = gs__client_deadline(client, span);
	gs_status status = GS_OK;

	gs__client_forget(client);
	if (client->handle < 0)
		return gs__link_failed(client, GS_LOST, "there is no connection");
	while (status == GS_OK && gs__io_now(client->io) < deadline)
		status = gs__link_step(client, deadline);
	return status;
}
