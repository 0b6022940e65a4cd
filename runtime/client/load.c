/* SPDX-License-Identifier: MIT */
#include "runtime/client/load.h"
#include "runtime/base/utf8.h"
#include "runtime/io/io.h"
#include "runtime/wire/envelope.h"
#include "runtime/wire/skip.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	INPUT_LEAST = 256 * 1024, /* read at once, from one connection after the other */
	OUTPUT_AIM = 64 * 1024,   /* written at once, if a request is not larger */
	EVENTS = 64,
	MSGID_SIZE = 3, /* of 16 bits, always in the same form */
};

static const gs_duration connect_within = 5000000000; /* ns, each */
static const gs_duration retry_after = 5000000;       /* ns, while the backlog is full */

struct connection {
	int handle;
	bool wants_write;
	struct gs__skip skip; /* how far the first message of what is kept was looked at */
	uint8_t *kept;        /* the beginning of an answer */
	size_t kept_len, kept_size;
	uint8_t *unsent; /* what the socket did not take; no more is written before */
	size_t unsent_len, unsent_size;
	uint16_t *free; /* msgids that are not in flight */
	uint32_t free_count;
	gs_instant *sent_at; /* by msgid; 0: it is not in flight */
};

struct gs__load {
	struct gs__load_options options;
	struct gs__io *io;
	struct connection *connections;
	uint32_t open;
	uint64_t unasked;
	gs_instant heard; /* when an answer last came */
	struct gs_writer request;
	size_t msgid_at; /* where its msgid stands in the request */
	uint8_t *in;
	size_t in_size;
	uint8_t *out;
	size_t out_size; /* a multiple of the request's */
	struct gs__load_result result;
	char text[512];
};

__attribute__((format(printf, 3, 4))) static gs_status failed(
	struct gs__load *load, gs_status status, const char *format, ...)
{
	size_t used = (size_t)snprintf(
		load->text, sizeof(load->text) / 2, "%s: ", load->options.address);
	va_list args;

	if (used >= sizeof(load->text) / 2)
		used = sizeof(load->text) / 2 - 1;
	va_start(args, format);
	vsnprintf(load->text + used, sizeof(load->text) - used, format, args);
	va_end(args);
	return status;
}

static gs_status failed_by_errno(struct gs__load *load, gs_status status, int error)
{
	const char *said = strerror(error);

	if (error == ENOMEM)
		return failed(load, GS_NO_MEMORY, "out of memory");
	return failed(load, status, "%c%s", tolower((unsigned char)said[0]), said + 1);
}

/* [0, msgid, "instance.clause", params] */
static bool make_request(struct gs__load *load)
{
	const struct gs__load_options *options = &load->options;
	struct gs_writer *out = &load->request;

	out->limit = SIZE_MAX;
	if (!gs__write_request(out, UINT16_MAX, options->instance, options->clause, false) ||
		!gs_write_room(&out->at, out, options->params.len))
		return false;
	memcpy(out->at, options->params.data, options->params.len);
	out->at += options->params.len;
	load->msgid_at = 2; /* behind the array's head and the kind; so it is written: cd ff ff */
	return out->bytes[load->msgid_at] == 0xcd;
}

static size_t request_size(const struct gs__load *load)
{
	return (size_t)(load->request.at - load->request.bytes);
}

struct gs__load *gs__load_new(const struct gs__load_options *options)
{
	struct gs__load *load = calloc(1, sizeof(*load));
	size_t size;

	if (!load)
		return NULL;
	load->options = *options;
	load->io = gs__io_new(NULL);
	load->connections = calloc(options->connections, sizeof(*load->connections));
	load->in_size = 2 * options->reply_max + INPUT_LEAST;
	load->in = malloc(load->in_size);
	if (load->io && load->connections && load->in && make_request(load)) {
		size = request_size(load);
		load->out_size = size < OUTPUT_AIM ? OUTPUT_AIM / size * size : size;
		load->out = malloc(load->out_size);
	}
	if (load->out)
		return load;
	gs__load_free(load);
	return NULL;
}

void gs__load_free(struct gs__load *load)
{
	if (!load)
		return;
	for (uint32_t i = 0; i < load->open; i++) {
		free(load->connections[i].kept);
		free(load->connections[i].unsent);
		free(load->connections[i].free);
		free(load->connections[i].sent_at);
	}
	gs__io_free(load->io);
	free(load->connections);
	free(load->request.bytes);
	free(load->in);
	free(load->out);
	free(load);
}

gs_instant gs__load_now(const struct gs__load *load)
{
	return gs__io_now(load->io);
}

const struct gs__load_result *gs__load_result(const struct gs__load *load)
{
	return &load->result;
}

void gs__load_forget(struct gs__load *load)
{
	memset(&load->result, 0, sizeof(load->result));
}

const char *gs__load_error_text(const struct gs__load *load)
{
	return load->text;
}

static gs_status watch(struct gs__load *load, struct connection *connection)
{
	unsigned events = GS__IO_READ | (connection->unsent_len ? GS__IO_WRITE : 0u);

	connection->wants_write = connection->unsent_len > 0;
	if (gs__io_watch(load->io, connection->handle, events, connection) < 0)
		return failed(load, GS_NO_MEMORY, "out of memory");
	return GS_OK;
}

/* Connecting: one after the other, before anything is sent. */

/* A handle whose connection is decided soon, or a negative errno. */
static int begin_connection(struct gs__load *load, gs_instant deadline)
{
	for (;;) {
		int handle = gs__io_connect(load->io, load->options.address);
		gs_instant now = gs__io_now(load->io);
		struct gs__io_event event;

		if (handle != -EAGAIN)
			return handle;
		if (now >= deadline)
			return -ETIMEDOUT;
		gs__io_wait(load->io, now + retry_after, &event, 1);
	}
}

static gs_status open_connection(struct gs__load *load, struct connection *connection)
{
	gs_instant deadline = gs__io_now(load->io) + connect_within;
	struct gs__io_event event;
	int error;

	connection->handle = begin_connection(load, deadline);
	if (connection->handle == -EINVAL)
		return failed(load, GS_REFUSED, "no address (unix:PATH and tcp:HOST:PORT are)");
	if (connection->handle < 0)
		return failed_by_errno(load, GS_REFUSED, -connection->handle);
	if (gs__io_watch(load->io, connection->handle, GS__IO_WRITE, connection) < 0)
		return failed(load, GS_NO_MEMORY, "out of memory");
	while (gs__io_wait(load->io, deadline, &event, 1) == 0) {
		if (gs__io_now(load->io) >= deadline)
			return failed(load, GS_TIMEOUT, "no connection in time");
	}
	error = -gs__io_connected(load->io, connection->handle);
	if (error)
		return failed_by_errno(load, GS_REFUSED, error);
	if (gs__io_watch(load->io, connection->handle, 0, NULL) < 0)
		return failed(load, GS_NO_MEMORY, "out of memory");
	return GS_OK;
}

gs_status gs__load_connect(struct gs__load *load)
{
	uint32_t in_flight = load->options.in_flight;

	while (load->open < load->options.connections) {
		struct connection *connection = &load->connections[load->open++];
		gs_status status;

		connection->handle = -1;
		connection->free = calloc(in_flight, sizeof(*connection->free));
		connection->sent_at = calloc(in_flight, sizeof(*connection->sent_at));
		if (!connection->free || !connection->sent_at)
			return failed(load, GS_NO_MEMORY, "out of memory");
		for (uint32_t i = 0; i < in_flight; i++)
			connection->free[i] = (uint16_t)(in_flight - 1 - i);
		connection->free_count = in_flight;
		status = open_connection(load, connection);
		if (status != GS_OK)
			return status;
	}
	for (uint32_t i = 0; i < load->open; i++) {
		if (watch(load, &load->connections[i]) != GS_OK)
			return GS_NO_MEMORY;
	}
	return GS_OK;
}

/* Sending. */

static bool keep(uint8_t **to, size_t *size, size_t *len, const uint8_t *from, size_t more)
{
	if (more > *size) {
		uint8_t *room = realloc(*to, more);

		if (!room)
			return false;
		*to = room;
		*size = more;
	}
	if (more > 0)
		memmove(*to, from, more);
	*len = more;
	return true;
}

/* Hands over bytes; what is not taken is kept as unsent. */
static gs_status write_out(
	struct gs__load *load, struct connection *connection, const uint8_t *bytes, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t got = gs__io_write(load->io, connection->handle, bytes + done, len - done);

		if (got == -EAGAIN)
			break;
		if (got < 0)
			return failed_by_errno(load, GS_LOST, (int)-got);
		done += (size_t)got;
	}
	if (!keep(&connection->unsent, &connection->unsent_size, &connection->unsent_len,
		    bytes + done, len - done))
		return failed(load, GS_NO_MEMORY, "out of memory");
	return (connection->unsent_len > 0) == connection->wants_write ? GS_OK
								       : watch(load, connection);
}

/* Asks as often as it may. */
static gs_status send_more(struct gs__load *load, struct connection *connection, gs_instant now)
{
	size_t size = request_size(load);
	gs_status status = GS_OK;

	while (status == GS_OK && connection->unsent_len == 0 && connection->free_count > 0 &&
		load->unasked > 0) {
		uint8_t *at = load->out;

		while (at + size <= load->out + load->out_size && connection->free_count > 0 &&
			load->unasked > 0) {
			uint16_t msgid = connection->free[--connection->free_count];

			memcpy(at, load->request.bytes, size);
			gs__store16(at + load->msgid_at + 1, msgid);
			connection->sent_at[msgid] = now;
			load->unasked--;
			at += size;
		}
		status = write_out(load, connection, load->out, (size_t)(at - load->out));
	}
	return status;
}

/* Receiving. */

static void count_error(struct gs__load *load, gs_str name)
{
	struct gs__load_result *result = &load->result;
	struct gs__load_error *error = result->errors;
	struct gs__load_error *end = error + result->error_count;
	size_t len = gs__utf8_cut(name.data, name.len, sizeof(error->name) - 1);

	result->failed++;
	while (error < end &&
		(strlen(error->name) != len || memcmp(error->name, name.data, len) != 0))
		error++;
	if (error == end && result->error_count == GS__LOAD_ERRORS_MAX) {
		error--;
		snprintf(error->name, sizeof(error->name), "others");
	} else if (error == end) {
		memcpy(error->name, name.data, len);
		error->name[len] = '\0';
		result->error_count++;
	}
	error->count++;
}

/* One whole message. False: it is none that we asked for. */
static bool take_message(struct gs__load *load, struct connection *connection, const uint8_t *bytes,
	size_t len, gs_instant now)
{
	struct gs_reader in = { .at = bytes, .end = bytes + len };
	struct gs__envelope envelope;
	struct gs__wire_error error;

	if (gs__envelope_read(&in, &envelope) != GS__HEAD_GOOD)
		return false;
	if (envelope.kind != GS__RESPONSE)
		return true;
	if (envelope.msgid >= load->options.in_flight || !connection->sent_at[envelope.msgid] ||
		gs__envelope_error(&in, &error) != GS__GOOD)
		return false;
	gs__histogram_add(
		&load->result.latency, (uint64_t)(now - connection->sent_at[envelope.msgid]));
	connection->sent_at[envelope.msgid] = 0;
	connection->free[connection->free_count++] = (uint16_t)envelope.msgid;
	load->result.answered++;
	if (error.is_set)
		count_error(load, error.name);
	return true;
}

/* All whole messages in what was read; what is left over is kept. */
static gs_status take_input(struct gs__load *load, struct connection *connection, size_t len)
{
	gs_instant now = gs__io_now(load->io);
	const uint8_t *at = load->in;
	const uint8_t *end = at + len;

	load->heard = now;
	while (at < end) {
		switch (gs__skip(&connection->skip, at, (size_t)(end - at), load->in_size / 2)) {
		case GS__SKIP_MORE:
			return keep(&connection->kept, &connection->kept_size,
				       &connection->kept_len, at, (size_t)(end - at))
				       ? GS_OK
				       : failed(load, GS_NO_MEMORY, "out of memory");
		case GS__SKIP_DONE: break;
		case GS__SKIP_BROKEN:
		case GS__SKIP_TOO_LARGE:
			return failed(load, GS_LOST, "what the server sent cannot be read");
		}
		if (!take_message(load, connection, at, (size_t)connection->skip.at, now))
			return failed(load, GS_LOST, "what the server sent is no answer");
		at += connection->skip.at;
		connection->skip = (struct gs__skip){ 0 };
	}
	connection->kept_len = 0;
	return send_more(load, connection, now);
}

static gs_status receive(struct gs__load *load, struct connection *connection)
{
	size_t kept = connection->kept_len;
	ssize_t got;

	if (kept > 0)
		memcpy(load->in, connection->kept, kept);
	got = gs__io_read(load->io, connection->handle, load->in + kept, load->in_size - kept);
	if (got == -EAGAIN)
		return GS_OK;
	if (got < 0)
		return failed_by_errno(load, GS_LOST, (int)-got);
	if (got == 0)
		return failed(load, GS_LOST, "the server closed the connection");
	return take_input(load, connection, kept + (size_t)got);
}

static gs_status handle(struct gs__load *load, const struct gs__io_event *event)
{
	struct connection *connection = event->owner;
	gs_status status = GS_OK;

	if (event->events & (GS__IO_READ | GS__IO_CLOSED))
		status = receive(load, connection);
	if (status == GS_OK && connection->unsent_len > 0) {
		status = write_out(load, connection, connection->unsent, connection->unsent_len);
		if (status == GS_OK)
			status = send_more(load, connection, gs__io_now(load->io));
	}
	return status;
}

gs_status gs__load_ask(struct gs__load *load, uint64_t calls)
{
	gs_status status = GS_OK;

	load->unasked = calls < UINT64_MAX - load->unasked ? load->unasked + calls : UINT64_MAX;
	load->heard = gs__io_now(load->io);
	for (uint32_t i = 0; status == GS_OK && i < load->open; i++)
		status = send_more(load, &load->connections[i], gs__io_now(load->io));
	return status;
}

gs_status gs__load_run(struct gs__load *load, uint64_t answers, gs_instant until)
{
	gs_duration patience = load->options.patience;
	gs_status status = GS_OK;

	while (status == GS_OK && load->result.answered < answers) {
		struct gs__io_event events[EVENTS];
		gs_instant now = gs__io_now(load->io);
		gs_instant end = patience >= 0 && load->heard + patience < until
					 ? load->heard + patience
					 : until;
		int count;

		if (now >= until)
			return GS_OK;
		if (now >= end)
			return failed(
				load, GS_TIMEOUT, "no answer within %g s", (double)patience / 1e9);
		count = gs__io_wait(load->io, end, events, EVENTS);
		for (int i = 0; status == GS_OK && i < count; i++)
			status = handle(load, &events[i]);
	}
	return status;
}
