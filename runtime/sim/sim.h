/* SPDX-License-Identifier: MIT */
/*
 * sim: what the files of this room share: world.c (clock, programs, log, chance), net.c (listeners,
 * links, bytes in flight), io.c (io/io.h on top of them), host.c (the systems of a world) and
 * guest.c (its clients). Nobody else includes it.
 *
 *                    link
 *     end 0  ── pipe[0] ─────────►  end 1        the end that connected is 0, the accepted one 1;
 *   (client) ◄───────── pipe[1] ──  (server)     pipe[s] carries what end s writes
 */
#ifndef GS_SIM_SIM_H
#define GS_SIM_SIM_H

#include "runtime/sim/memory.h"
#include "runtime/sim/world.h"

/* Here the functions themselves are meant. */
#undef gs_world_free
#undef gs_world_client
#undef gs_world_client_at
#undef gs_world_cut
#undef gs_world_fail_alloc

enum { ADDRESS_MAX = 128, BACKLOG_MAX = 128, WORLD_USER = 1000, WRONG_MAX = 1024 };

/* Bytes that were written together and arrive together. */
struct parcel {
	int64_t at;
	uint32_t len;
};

struct pipe {
	uint8_t *bytes; /* what is not yet read: bytes[first] .. */
	size_t first, len, room;
	size_t arrived;         /* of len, those that may be read now */
	struct parcel *parcels; /* under way, in order: parcels[next] .. parcels[count - 1] */
	uint32_t next, count, parcels_room;
	int64_t last_at; /* nothing sent later arrives before */
	bool is_ended;   /* the last byte was sent */
	int64_t end_at;  /* and that arrives then */
};

struct link {
	struct link *before, *after; /* of the world's list */
	struct link *queued;         /* the next in the listener's backlog */
	struct listener *waits_at;   /* NULL: accepted, or never */
	struct pipe pipe[2];
	bool is_open[2];
	int64_t decided_at; /* when the end that connects learns of it */
	int error;          /* not 0: refused or cut, and why */
	int64_t user;       /* of the end that connected; -1: not known */
	char address[ADDRESS_MAX];
};

struct listener {
	struct listener *after;
	struct link *first, *last; /* not yet accepted */
	uint32_t waiting;
	bool is_unix;
	char address[ADDRESS_MAX];
};

enum slot_kind { SLOT_FREE, SLOT_LISTENER, SLOT_END };

struct slot {
	enum slot_kind kind;
	unsigned watched;
	void *owner;
	struct listener *listener;
	struct link *link;
	int side;
};

struct gs__io {
	struct gs_world *world;
	struct gs__io *after;
	struct slot *slots; /* a handle is an index; the last one is not free */
	int slot_count, slot_room;
	int64_t wake;     /* driven and idle: until when; INT64_MAX: only by an event */
	uint32_t in_vain; /* waits one after another in which nothing could happen */
	bool takes_signals;
	uint64_t signals;
	gs_client *guest; /* of a client of the world's own; or NULL */
	bool is_in_use;   /* that client waits, or is being turned */
};

struct program {
	gs__world_turn *turn; /* NULL: removed */
	void *arg;
};

struct chance {
	uint64_t state;
};

/* Where a test called; file NULL: not known. */
struct place {
	const char *file;
	int line;
};

struct gs_world {
	struct gs__weather weather;
	int64_t now;
	int64_t wall_offset;
	struct chance network, system, test;
	struct gs__io *ios;
	struct listener *listeners;
	struct link *links;
	struct gs__host *hosts; /* the one started last is the first */
	struct program *programs;
	uint32_t program_count;
	uint32_t depth; /* of programs being run: above 0, waits do not move the clock */
	bool is_busy;   /* the program being run had something to do */
	uint32_t turns; /* without the clock having moved */
	uint64_t spins;
	bool is_held, is_refused;
	uint32_t failing_accepts;
	int accept_error;
	int64_t user;
	uint16_t next_port;
	char *log;
	size_t log_len, log_room;
	bool shows_log;
	char failed[WRONG_MAX]; /* gs_world_error_text */
	struct place place;     /* of gs_world_at */
	int64_t live;           /* allocations when it was made */
	uint64_t digest;
};

uint64_t gs__chance(struct chance *chance);
uint64_t gs__chance_below(struct chance *chance, uint64_t bound);

void *gs__sim_alloc(size_t size); /* zeroed; NULL: no memory */
void gs__sim_drop(void *block);

/* An event into the digest. */
void gs__sim_event(struct gs_world *world, char kind, int64_t a, int64_t b);

/* Runs the programs once, or moves the clock to the next event, not beyond `limit`. False: nothing
 * can ever happen. */
bool gs__sim_step(struct gs_world *world, int64_t limit);

/* host.c: ends all systems and clients; what is not as it should be is put into `wrong`. */
void gs__hosts_end(struct gs_world *world, char wrong[WRONG_MAX]);

/* The test that runs fails at that place, if cmocka runs it; the words are on stderr. Returns
 * false. */
bool gs__world_complain(struct place place, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* net.c */
bool gs__net_is_address(const char *address);
struct listener *gs__net_listen(struct gs_world *world, const char *address, int *error);
void gs__net_unlisten(struct gs_world *world, struct listener *listener);
struct link *gs__net_accept(struct gs_world *world, struct listener *listener);
struct link *gs__net_connect(struct gs_world *world, const char *address, int *error);
ssize_t gs__net_read(struct gs_world *world, struct link *link, int side, void *to, size_t size);
ssize_t gs__net_write(
	struct gs_world *world, struct link *link, int side, const void *from, size_t size);
void gs__net_finish(struct gs_world *world, struct link *link, int side); /* sends its last */
void gs__net_close(struct gs_world *world, struct link *link, int side);
void gs__net_reset(struct gs_world *world, struct link *link, int error);
void gs__net_drop(struct gs_world *world, struct link *link);
unsigned gs__net_ready(struct gs_world *world, struct link *link, int side);
int64_t gs__net_next(struct gs_world *world);  /* the next arrival; INT64_MAX: none */
bool gs__net_is_quiet(struct gs_world *world); /* nothing under way */

#endif
