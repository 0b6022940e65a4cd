/* SPDX-License-Identifier: MIT */
#include "tests/support/fake.h"

#include <assert.h>
#include <errno.h>

#include "tests/support/pack.h"

struct fake {
	struct stage *stage;
	struct gs__io *io;
	int listener, handle; /* -1: nobody */
	uint32_t taken;
	struct pack in, out, heard;
};

static void hang_up(struct fake *fake)
{
	if (fake->handle >= 0)
		gs__io_close(fake->io, fake->handle);
	fake->handle = -1;
	fake->in.len = fake->out.len = 0;
}

static void take_one(struct fake *fake)
{
	if (fake->handle >= 0)
		return;
	fake->handle = gs__io_accept(fake->io, fake->listener);
	fake->taken += fake->handle >= 0;
}

static void hear(struct fake *fake)
{
	uint8_t bytes[4096];
	ssize_t got = -EAGAIN;
	long size;

	while (fake->handle >= 0 &&
		(got = gs__io_read(fake->io, fake->handle, bytes, sizeof(bytes))) > 0)
		pack_bytes(&fake->in, bytes, (size_t)got);
	while ((size = pack_size(fake->in.bytes, fake->in.len)) > 0) {
		unpack(&fake->heard, fake->in.bytes);
		pack_bytes(&fake->heard, "\n", 1);
		pack_cut(&fake->in, (size_t)size);
	}
	if (got != -EAGAIN)
		hang_up(fake);
}

static void flush(struct fake *fake)
{
	while (fake->handle >= 0 && fake->out.len) {
		ssize_t put = gs__io_write(fake->io, fake->handle, fake->out.bytes, fake->out.len);

		if (put <= 0)
			break;
		pack_cut(&fake->out, (size_t)put);
	}
	gs__io_watch(fake->io, fake->listener, fake->handle < 0 ? GS__IO_READ : 0u, fake);
	if (fake->handle >= 0)
		gs__io_watch(fake->io, fake->handle,
			GS__IO_READ | (fake->out.len ? GS__IO_WRITE : 0u), fake);
}

static void turn(void *arg)
{
	struct fake *fake = arg;
	struct gs__io_event event;

	if (gs__io_wait(fake->io, INT64_MAX, &event, 1) == 0)
		return;
	take_one(fake);
	hear(fake);
	flush(fake);
}

void fake_hang_up(struct fake *fake)
{
	hang_up(fake);
	flush(fake);
}

struct fake *fake_open(struct stage *stage, const char *address)
{
	struct fake *fake = gs__memory_plain(NULL, sizeof(*fake));

	assert(fake);
	*fake = (struct fake){ .stage = stage, .handle = -1, .io = gs__io_new(stage->world) };
	assert(fake->io);
	fake->listener = gs__io_listen(fake->io, address, -1);
	assert(fake->listener >= 0);
	flush(fake);
	if (!gs__world_add_program(stage->world, turn, fake))
		fail_msg("no memory");
	return fake;
}

void fake_close(struct fake *fake)
{
	gs__world_remove_program(fake->stage->world, fake);
	gs__io_free(fake->io);
	pack_free(&fake->in);
	pack_free(&fake->out);
	pack_free(&fake->heard);
	gs__memory_plain(fake, 0);
}

const char *fake_heard(struct fake *fake)
{
	pack_bytes(&fake->heard, "", 1);
	fake->heard.len--;
	return (const char *)fake->heard.bytes;
}

void fake_forget(struct fake *fake)
{
	fake->heard.len = 0;
}

uint32_t fake_taken(const struct fake *fake)
{
	return fake->taken;
}

void fake_raw(struct fake *fake, const void *bytes, size_t len)
{
	pack_bytes(&fake->out, bytes, len);
	flush(fake);
}

void fake_say(struct fake *fake, const char *text)
{
	pack_text(&fake->out, text);
	flush(fake);
}
