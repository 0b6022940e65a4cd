/* SPDX-License-Identifier: MIT */
#include "runtime/client/loading.h"
#include "runtime/base/failure.h"
#include "runtime/base/utf8.h"
#include "runtime/wire/envelope.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	INPUT_LEAST = 256 * 1024, /* read at once, from one connection after the other */
	OUTPUT_AIM = 64 * 1024,   /* written at once, if a request is not larger */
	EVENTS = 64,
};

static const gs_duration connect_within = 5000000000; /* ns, each */
static const gs_duration retry_after = 5000000;       /* ns, while the backlog is full */

gs_status gs__load_failed(struct gs__load *load, gs_status status, const char *format, ...)
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

gs_status gs__load_failed_by_errno(struct gs__load *load, gs_status status, int error)
{
	struct gs__failure failure;

	return gs__load_failed(load, error == ENOMEM ? GS_NO_MEMORY : status, "%s",
		gs__failure_text(&failure, error));
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

struct gs__load *gs__load_new(const struct gs__load_options *options)
{
	struct gs__load *load = calloc(1, sizeof(*load));
	size_t size;

	if (!load)
		return NULL;
	load->options = *options;
	load->io = gs__io_new(NULL);
	load->lines = calloc(options->connections, sizeof(*load->lines));
	load->in_size = 2 * options->reply_max + INPUT_LEAST;
	load->in = malloc(load->in_size);
	if (load->io && load->lines && load->in && make_request(load)) {
		size = gs__load_request_size(load);
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
		free(load->lines[i].kept);
		free(load->lines[i].unsent);
		free(load->lines[i].free);
		free(load->lines[i].sent_at);
	}
	gs__io_free(load->io);
	free(load->lines);
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

static gs_status open_connection(struct gs__load *load, struct gs__load_line *line)
{
	gs_instant deadline = gs__io_now(load->io) + connect_within;
	struct gs__io_event event;
	int error;

	line->handle = begin_connection(load, deadline);
	if (line->handle == -EINVAL)
		return gs__load_failed(
			load, GS_REFUSED, "no address (unix:PATH and tcp:HOST:PORT are)");
	if (line->handle < 0)
		return gs__load_failed_by_errno(load, GS_REFUSED, -line->handle);
	if (gs__io_watch(load->io, line->handle, GS__IO_WRITE, line) < 0)
		return gs__load_failed(load, GS_NO_MEMORY, "out of memory");
	while (gs__io_wait(load->io, deadline, &event, 1) == 0) {
		if (gs__io_now(load->io) >= deadline)
			return gs__load_failed(load, GS_TIMEOUT, "no connection in time");
	}
	error = -gs__io_connected(load->io, line->handle);
	if (error)
		return gs__load_failed_by_errno(load, GS_REFUSED, error);
	if (gs__io_watch(load->io, line->handle, 0, NULL) < 0)
		return gs__load_failed(load, GS_NO_MEMORY, "out of memory");
	return GS_OK;
}

gs_status gs__load_connect(struct gs__load *load)
{
	uint32_t in_flight = load->options.in_flight;

	while (load->open < load->options.connections) {
		struct gs__load_line *line = &load->lines[load->open++];
		gs_status status;

		line->handle = -1;
		line->free = calloc(in_flight, sizeof(*line->free));
		line->sent_at = calloc(in_flight, sizeof(*line->sent_at));
		if (!line->free || !line->sent_at)
			return gs__load_failed(load, GS_NO_MEMORY, "out of memory");
		for (uint32_t i = 0; i < in_flight; i++)
			line->free[i] = (uint16_t)(in_flight - 1 - i);
		line->free_count = in_flight;
		status = open_connection(load, line);
		if (status != GS_OK)
			return status;
	}
	for (uint32_t i = 0; i < load->open; i++) {
		if (gs__load_watch(load, &load->lines[i]) != GS_OK)
			return GS_NO_MEMORY;
	}
	return GS_OK;
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
static bool take_message(struct gs__load *load, struct gs__load_line *line, const uint8_t *bytes,
	size_t len, gs_instant now)
{
	struct gs_reader in = { .at = bytes, .end = bytes + len };
	struct gs__envelope envelope;
	struct gs__wire_error error;

	if (gs__envelope_read(&in, &envelope) != GS__HEAD_GOOD)
		return false;
	if (envelope.kind != GS__RESPONSE)
		return true;
	if (envelope.msgid >= load->options.in_flight || !line->sent_at[envelope.msgid] ||
		gs__envelope_error(&in, &error) != GS__GOOD)
		return false;
	gs__histogram_add(&load->result.latency, (uint64_t)(now - line->sent_at[envelope.msgid]));
	line->sent_at[envelope.msgid] = 0;
	line->free[line->free_count++] = (uint16_t)envelope.msgid;
	load->result.answered++;
	load->flying--;
	if (error.is_set)
		count_error(load, error.name);
	return true;
}

/* All whole messages in what was read; what is left over is kept. */
static gs_status take_input(struct gs__load *load, struct gs__load_line *line, size_t len)
{
	gs_instant now = gs__io_now(load->io);
	const uint8_t *at = load->in;
	const uint8_t *end = at + len;

	load->heard = now;
	while (at < end) {
		switch (gs__skip(&line->skip, at, (size_t)(end - at), load->in_size / 2)) {
		case GS__SKIP_MORE:
			return gs__load_keep(&line->kept, &line->kept_size, &line->kept_len, at,
				       (size_t)(end - at))
				       ? GS_OK
				       : gs__load_failed(load, GS_NO_MEMORY, "out of memory");
		case GS__SKIP_DONE: break;
		case GS__SKIP_BROKEN:
		case GS__SKIP_TOO_LARGE:
			return gs__load_failed(
				load, GS_LOST, "what the server sent cannot be read");
		}
		if (!take_message(load, line, at, (size_t)line->skip.at, now))
			return gs__load_failed(load, GS_LOST, "what the server sent is no answer");
		at += line->skip.at;
		line->skip = (struct gs__skip){ 0 };
	}
	line->kept_len = 0;
	return gs__load_send(load, line, now);
}

static gs_status receive(struct gs__load *load, struct gs__load_line *line)
{
	size_t kept = line->kept_len;
	ssize_t got;

	if (kept > 0)
		memcpy(load->in, line->kept, kept);
	got = gs__io_read(load->io, line->handle, load->in + kept, load->in_size - kept);
	if (got == -EAGAIN)
		return GS_OK;
	if (got < 0)
		return gs__load_failed_by_errno(load, GS_LOST, (int)-got);
	if (got == 0)
		return gs__load_failed(load, GS_LOST, "the server closed the connection");
	return take_input(load, line, kept + (size_t)got);
}

static gs_status handle(struct gs__load *load, const struct gs__io_event *event)
{
	struct gs__load_line *line = event->owner;
	gs_status status = GS_OK;

	if (event->events & (GS__IO_READ | GS__IO_CLOSED))
		status = receive(load, line);
	if (status == GS_OK && line->unsent_len > 0)
		status = gs__load_flush(load, line);
	return status;
}

gs_status gs__load_run(struct gs__load *load, uint64_t answers, gs_instant until)
{
	gs_duration patience = load->options.patience;
	gs_status status = GS_OK;

	while (status == GS_OK && load->result.answered < answers) {
		struct gs__io_event events[EVENTS];
		gs_instant now = gs__io_now(load->io);
		gs_instant end = until;
		gs_instant next = INT64_MAX;
		int count;

		if (load->options.rate > 0)
			status = gs__load_send_due(load, now, &next);
		if (status != GS_OK)
			return status;
		if (now >= until)
			return GS_OK;
		if (patience >= 0 && load->flying > 0 && load->heard + patience < end)
			end = load->heard + patience;
		if (now >= end)
			return gs__load_failed(
				load, GS_TIMEOUT, "no answer within %g s", (double)patience / 1e9);
		count = gs__io_wait(load->io, next < end ? next : end, events, EVENTS);
		for (int i = 0; status == GS_OK && i < count; i++)
			status = handle(load, &events[i]);
	}
	return status;
}
