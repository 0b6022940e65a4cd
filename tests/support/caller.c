/* SPDX-License-Identifier: MIT */
#include "tests/support/stage.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/pack.h"

struct answer {
	gs_instant at;
	char *text; /* NULL: none yet */
};

struct caller {
	struct caller *after;
	struct stage *stage;
	struct gs__io *io;
	int handle; /* -1: closed or lost */
	bool is_lost;
	struct pack in, out;
	struct answer *answers; /* by message id */
	uint32_t sent, room;
	uint32_t pending, strays;
	struct pack told; /* of notifications: method and params, a line each */
	uint32_t told_count;
};

static void lose(struct caller *caller)
{
	if (caller->handle < 0)
		return;
	gs__io_close(caller->io, caller->handle);
	caller->handle = -1;
	caller->is_lost = true;
}

/* "!name: text [fields]" of [name, text, fields], or the result. */
static char *read_outcome(const uint8_t *at)
{
	struct pack text = { 0 };

	if (*at == 0xc0) {
		unpack(&text, at + 1);
	} else {
		struct pack part = { 0 };
		uint32_t count = unpack_array(&at);

		pack_bytes(&text, "!", 1);
		for (uint32_t i = 0; i < count; i++) {
			part.len = 0;
			at += unpack(&part, at);
			if (i < 2) /* without the quotes */
				pack_bytes(&text, part.bytes + 1, part.len - 2);
			else
				pack_bytes(&text, part.bytes, part.len);
			if (i + 1 < count)
				pack_bytes(&text, i ? " " : ": ", i ? 1 : 2);
		}
		pack_free(&part);
	}
	pack_bytes(&text, "", 1);
	return (char *)text.bytes;
}

static void take_message(struct caller *caller, const uint8_t *at)
{
	uint32_t count = unpack_array(&at);
	int64_t kind = unpack_int(&at);
	int64_t id = kind == 1 && count >= 4 ? unpack_int(&at) : 0;

	if (kind == 2 && count == 3) {
		at += unpack(&caller->told, at);
		pack_bytes(&caller->told, " ", 1);
		unpack(&caller->told, at);
		pack_bytes(&caller->told, "\n", 1);
		caller->told_count++;
		return;
	}
	if (id < 1 || id > caller->sent || caller->answers[id].text) {
		caller->strays++;
		return;
	}
	caller->answers[id].text = read_outcome(at);
	caller->answers[id].at = gs_world_now(caller->stage->world);
	caller->pending--;
}

static void receive(struct caller *caller)
{
	uint8_t bytes[4096];
	ssize_t got = 0;

	while (caller->handle >= 0 &&
		(got = gs__io_read(caller->io, caller->handle, bytes, sizeof(bytes))) > 0)
		pack_bytes(&caller->in, bytes, (size_t)got);
	for (;;) {
		long size = pack_size(caller->in.bytes, caller->in.len);

		assert(size >= 0);
		if (!size)
			break;
		take_message(caller, caller->in.bytes);
		pack_cut(&caller->in, (size_t)size);
	}
	if (got != -EAGAIN)
		lose(caller);
}

static void flush(struct caller *caller)
{
	while (caller->handle >= 0 && caller->out.len) {
		ssize_t put = gs__io_write(
			caller->io, caller->handle, caller->out.bytes, caller->out.len);

		if (put == -EAGAIN)
			break;
		if (put < 0) { /* what was answered before may still be read */
			caller->out.len = 0;
			break;
		}
		pack_cut(&caller->out, (size_t)put);
	}
	if (caller->handle >= 0)
		gs__io_watch(caller->io, caller->handle,
			GS__IO_READ | (caller->out.len ? GS__IO_WRITE : 0), caller);
}

static void turn(void *arg)
{
	struct caller *caller = arg;
	struct gs__io_event event;

	if (gs__io_wait(caller->io, INT64_MAX, &event, 1) == 0)
		return;
	receive(caller);
	flush(caller);
}

struct caller *stage_caller(struct stage *stage)
{
	return stage_caller_at(stage, 0);
}

struct caller *stage_caller_at(struct stage *stage, uint32_t listener)
{
	struct caller *caller = gs__memory_plain(NULL, sizeof(*caller));
	char address[128];

	assert(caller);
	*caller = (struct caller){ .stage = stage, .after = stage->callers };
	stage->callers = caller;
	caller->io = gs__io_new(stage->world);
	assert(caller->io);
	if (!gs__system_address(stage->node, listener, address, sizeof(address)))
		fail_msg("the system does not listen");
	caller->handle = gs__io_connect(caller->io, address);
	if (caller->handle < 0)
		caller->is_lost = true;
	flush(caller);
	if (!gs__world_add_program(stage->world, turn, caller))
		fail_msg("no memory");
	return caller;
}

void caller_drop(struct caller *caller)
{
	struct caller **at = &caller->stage->callers;

	while (*at != caller)
		at = &(*at)->after;
	*at = caller->after;
	gs__world_remove_program(caller->stage->world, caller);
	gs__io_free(caller->io);
	pack_free(&caller->in);
	pack_free(&caller->out);
	pack_free(&caller->told);
	for (uint32_t id = 1; id <= caller->sent; id++)
		gs__memory_plain(caller->answers[id].text, 0);
	gs__memory_plain(caller->answers, 0);
	gs__memory_plain(caller, 0);
}

void caller_raw(struct caller *caller, const void *bytes, size_t len)
{
	pack_bytes(&caller->out, bytes, len);
	flush(caller);
}

static void send(struct caller *caller, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void send(struct caller *caller, const char *format, ...)
{
	char text[4096];
	va_list list;
	int len;

	va_start(list, format);
	len = vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	assert(len > 0 && (size_t)len < sizeof(text));
	pack_text(&caller->out, text);
	flush(caller);
}

static uint32_t next_id(struct caller *caller)
{
	if (++caller->sent >= caller->room) {
		caller->room = 2 * caller->sent + 16;
		caller->answers = gs__memory_plain(
			caller->answers, caller->room * sizeof(caller->answers[0]));
		assert(caller->answers);
	}
	caller->answers[caller->sent] = (struct answer){ 0 };
	caller->pending++;
	return caller->sent;
}

uint32_t caller_send(struct caller *caller, const char *clause, const char *params)
{
	uint32_t id = next_id(caller);

	send(caller, "[0, %u, \"%s\", %s]", id, clause, params);
	return id;
}

uint32_t caller_send_with(
	struct caller *caller, const char *clause, const char *params, const char *extra)
{
	uint32_t id = next_id(caller);

	send(caller, "[0, %u, \"%s\", %s, %s]", id, clause, params, extra);
	return id;
}

void caller_request(struct caller *caller, const char *text)
{
	send(caller, "%s", text);
}

void caller_notify(struct caller *caller, const char *clause, const char *params)
{
	send(caller, "[2, \"%s\", %s]", clause, params);
}

const char *caller_answer(struct caller *caller, uint32_t id)
{
	return caller->answers[id].text;
}

gs_instant caller_answered_at(struct caller *caller, uint32_t id)
{
	return caller->answers[id].at;
}

uint32_t caller_pending(const struct caller *caller)
{
	return caller->pending;
}

const char *caller_told(struct caller *caller)
{
	pack_bytes(&caller->told, "", 1);
	caller->told.len--;
	return (const char *)caller->told.bytes;
}

uint32_t caller_told_count(const struct caller *caller)
{
	return caller->told_count;
}

uint32_t caller_strays(const struct caller *caller)
{
	return caller->strays;
}

struct wish {
	struct caller *caller;
	uint32_t id;
};

static bool is_decided(void *arg)
{
	struct wish *wish = arg;

	return wish->caller->answers[wish->id].text || wish->caller->handle < 0;
}

const char *caller_wait(struct caller *caller, uint32_t id)
{
	struct wish wish = { caller, id };

	gs__world_run_until(caller->stage->world, is_decided, &wish, GS_S(3600));
	if (caller->answers[id].text)
		return caller->answers[id].text;
	return caller->is_lost ? "lost" : "nothing";
}

const char *ask(struct caller *caller, const char *clause, const char *params)
{
	return caller_wait(caller, caller_send(caller, clause, params));
}

bool caller_is_lost(const struct caller *caller)
{
	return caller->is_lost;
}

void caller_cut(struct caller *caller)
{
	if (caller->handle >= 0)
		gs__world_cut(caller->io, caller->handle);
}

void caller_half_close(struct caller *caller)
{
	if (caller->handle >= 0)
		gs__world_half_close(caller->io, caller->handle);
}

void caller_close(struct caller *caller)
{
	if (caller->handle >= 0)
		gs__io_close(caller->io, caller->handle);
	caller->handle = -1;
}

bool is_error(const char *answer, const char *name)
{
	size_t len = strlen(name);

	return answer[0] == '!' && strncmp(answer + 1, name, len) == 0 && answer[len + 1] == ':';
}
