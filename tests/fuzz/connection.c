/* SPDX-License-Identifier: MIT */
/*
 * Connections in a simulated world: the input says who sends which bytes in which pieces, who hangs
 * up, reads, or is cut off, when time passes, and what a remote answers. Whatever that is, the
 * system goes on, answers to another peer, and ends in order.
 *
 *   step: who (1 byte, modulo 8), what (1 byte), then so many bytes as `what` says
 *         0-3 a Unix peer, 4-5 a TCP one, 6 what the remote sends, 7 the world
 */
#include "runtime/sim/host.h"
#include "runtime/sim/world.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "connection.gs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PEERS = 6, FAR = 6, WORLD = 7, STEPS_MAX = 400, READ_ALL = 0x83 };

struct play {
	struct gs_world *world;
	struct gs__host *host;
	struct gs__io *io;
	int peers[PEERS + 1]; /* the last: of the remote; -1: none */
	int listener;
	bool is_held;
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static const char *address_of(unsigned who)
{
	return who < 4 ? "unix:all.sock" : "tcp:127.0.0.1:7070";
}

static void hang_up(struct play *p, unsigned who)
{
	if (p->peers[who] >= 0)
		gs__io_close(p->io, p->peers[who]);
	p->peers[who] = -1;
}

static bool is_there(struct play *p, unsigned who)
{
	if (p->peers[who] < 0)
		p->peers[who] = who == FAR ? gs__io_accept(p->io, p->listener)
					   : gs__io_connect(p->io, address_of(who));
	return p->peers[who] >= 0;
}

static void read_some(struct play *p, unsigned who, size_t most)
{
	uint8_t bytes[4096];
	ssize_t got;

	do
		got = gs__io_read(
			p->io, p->peers[who], bytes, most < sizeof(bytes) ? most : sizeof(bytes));
	while (got > 0 && most > sizeof(bytes));
	if (got == 0 || (got < 0 && got != -EAGAIN))
		hang_up(p, who);
}

static void act(struct play *p, unsigned who, uint8_t what)
{
	switch (what) {
	case 0x80: hang_up(p, who); break;
	case 0x81: gs__world_half_close(p->io, p->peers[who]); break;
	case 0x82: gs__world_cut(p->io, p->peers[who]); break;
	case READ_ALL: read_some(p, who, 1 << 20); break;
	default: read_some(p, who, what - 0x80);
	}
}

static void change_world(struct play *p, uint8_t what)
{
	static const struct gs__weather *const weathers[] = { &gs__weather_calm, &gs__weather_fresh,
		&gs__weather_rough };

	switch (what >> 5) {
	case 0:
	case 1: gs_world_advance(p->world, GS_US(1) << (what % 21)); break;
	case 2: p->is_held = !p->is_held; break;
	case 3: gs__world_refuse(p->world, what & 1); break;
	case 4:
		gs__world_fail_accept(p->world, what % 4, what & 16 ? -EMFILE : -ECONNABORTED);
		break;
	case 5: gs__world_set_user(p->world, what & 1 ? 1000 : 7); break;
	case 6: gs__world_take_weather(p->world, weathers[what % 3]); break;
	default: gs_world_raise(p->world, what & 1 ? 1 : 10); break;
	}
	gs__world_hold(p->world, p->is_held);
}

static size_t step(struct play *p, const uint8_t *data, size_t size)
{
	unsigned who = data[0] % 8;
	uint8_t what = data[1];
	size_t len = 2;

	if (who == WORLD) {
		change_world(p, what);
	} else if (is_there(p, who)) {
		if (what >= 0x80) {
			act(p, who, what);
		} else {
			if (what > size - len)
				what = (uint8_t)(size - len);
			if (what > 0)
				(void)gs__io_write(p->io, p->peers[who], data + len, what);
			len += what;
		}
	} else if (what < 0x80) {
		len += what < size - len ? what : size - len;
	}
	gs_world_run(p->world);
	return len;
}

static void start(struct play *p)
{
	*p = (struct play){ .world = gs_world_new(1) };
	must(p->world);
	p->host = gs__host_start(p->world, &fuzzed_system, NULL);
	must(p->host && p->host->started == GS_OK);
	p->io = gs__io_new(p->world);
	must(p->io);
	p->listener = gs__io_listen(p->io, "tcp:10.0.0.9:1", -1);
	must(p->listener >= 0);
	for (unsigned i = 0; i <= PEERS; i++)
		p->peers[i] = -1;
}

/* Another peer is answered, as soon as those before it are gone. */
static void finish(struct play *p)
{
	static const uint8_t ping[] = "\x94\x00\x01\xa7gs.ping\x90";
	uint8_t answer[16];

	gs__world_hold(p->world, false);
	gs__world_refuse(p->world, false);
	gs__world_fail_accept(p->world, 0, 0);
	gs__world_take_weather(p->world, &gs__weather_calm);
	for (unsigned i = 0; i <= PEERS; i++)
		hang_up(p, i);
	gs_world_advance(p->world, GS_S(1));
	must(!p->host->has_ended);
	must(is_there(p, 0));
	gs_world_run(p->world);
	must(gs__io_write(p->io, p->peers[0], ping, sizeof(ping) - 1) == sizeof(ping) - 1);
	gs_world_run(p->world);
	must(gs__io_read(p->io, p->peers[0], answer, sizeof(answer)) == 5);
	must(memcmp(answer, "\x94\x01\x01\xc0\xc0", 5) == 0);
	must(gs__world_spins(p->world) == 0);
	gs__io_free(p->io);
	must(gs_world_free(p->world));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct play p;

	start(&p);
	for (int i = 0; i < STEPS_MAX && size >= 2; i++) {
		size_t len = step(&p, data, size);

		data += len;
		size -= len;
	}
	finish(&p);
	return 0;
}
