/* SPDX-License-Identifier: MIT */
#include "runtime/client/loading.h"

#include <errno.h>
#include <stdlib.h>

bool gs__load_keep(uint8_t **to, size_t *size, size_t *len, const uint8_t *from, size_t more)
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

gs_status gs__load_watch(struct gs__load *load, struct gs__load_line *line)
{
	unsigned events = GS__IO_READ | (line->unsent_len ? GS__IO_WRITE : 0u);

	line->wants_write = line->unsent_len > 0;
	if (gs__io_watch(load->io, line->handle, events, line) < 0)
		return gs__load_failed(load, GS_NO_MEMORY, "out of memory");
	return GS_OK;
}

/* Hands over bytes; what is not taken is kept as unsent. */
static gs_status write_out(
	struct gs__load *load, struct gs__load_line *line, const uint8_t *bytes, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t got = gs__io_write(load->io, line->handle, bytes + done, len - done);

		if (got == -EAGAIN)
			break;
		if (got < 0)
			return gs__load_failed_by_errno(load, GS_LOST, (int)-got);
		done += (size_t)got;
	}
	if (!gs__load_keep(
		    &line->unsent, &line->unsent_size, &line->unsent_len, bytes + done, len - done))
		return gs__load_failed(load, GS_NO_MEMORY, "out of memory");
	return (line->unsent_len > 0) == line->wants_write ? GS_OK : gs__load_watch(load, line);
}

/* When the next request is due; without a rate it always is. */
static gs_instant due_at(const struct gs__load *load)
{
	double after = (double)load->asked * 1e9;

	return load->options.rate > 0 ? load->paced_from + (gs_instant)(after / load->options.rate)
				      : INT64_MIN;
}

static bool may_send(const struct gs__load *load, const struct gs__load_line *line)
{
	return line->unsent_len == 0 && line->free_count > 0 && load->unasked > 0;
}

gs_status gs__load_send(struct gs__load *load, struct gs__load_line *line, gs_instant now)
{
	size_t size = gs__load_request_size(load);
	gs_status status = GS_OK;

	while (status == GS_OK && may_send(load, line) && due_at(load) <= now) {
		uint8_t *at = load->out;

		while (at + size <= load->out + load->out_size && may_send(load, line) &&
			due_at(load) <= now) {
			uint16_t msgid = line->free[--line->free_count];

			memcpy(at, load->request.bytes, size);
			gs__store16(at + load->msgid_at + 1, msgid);
			line->sent_at[msgid] = load->options.rate > 0 ? due_at(load) : now;
			if (load->flying++ == 0 && now > load->heard)
				load->heard = now;
			load->unasked--;
			load->asked++;
			at += size;
		}
		status = write_out(load, line, load->out, (size_t)(at - load->out));
	}
	return status;
}

gs_status gs__load_flush(struct gs__load *load, struct gs__load_line *line)
{
	gs_status status = write_out(load, line, line->unsent, line->unsent_len);

	return status == GS_OK ? gs__load_send(load, line, gs__io_now(load->io)) : status;
}

gs_status gs__load_send_due(struct gs__load *load, gs_instant now, gs_instant *next)
{
	gs_status status = GS_OK;
	uint32_t full = 0;

	while (status == GS_OK && full < load->open && load->unasked > 0 && due_at(load) <= now) {
		struct gs__load_line *line = &load->lines[load->turn];
		bool has_room = may_send(load, line);

		load->turn = (load->turn + 1) % load->open;
		full = has_room ? 0 : full + 1;
		if (has_room)
			status = gs__load_send(load, line, due_at(load));
	}
	*next = full < load->open && load->unasked > 0 ? due_at(load) : INT64_MAX;
	return status;
}

gs_status gs__load_ask(struct gs__load *load, uint64_t calls)
{
	gs_status status = GS_OK;

	load->unasked = calls < UINT64_MAX - load->unasked ? load->unasked + calls : UINT64_MAX;
	load->heard = load->paced_from = gs__io_now(load->io);
	load->asked = 0;
	for (uint32_t i = 0; load->options.rate <= 0 && status == GS_OK && i < load->open; i++)
		status = gs__load_send(load, &load->lines[i], gs__io_now(load->io));
	return status;
}
