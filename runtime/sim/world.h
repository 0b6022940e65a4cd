/* SPDX-License-Identifier: MIT */
/*
 * world: a simulated world in virtual time, the second implementation of io/io.h. This is what our
 * own tests see of it besides gs_world.h, which is every test's.
 *
 * Tests open nodes' and clients' io in it (gs__io_new(world)); the clock, all listeners and
 * connections, signals, log lines and random numbers are then the world's. Nothing sleeps: when
 * nothing is ready, the clock goes on to the next thing that will happen. The same seed, weather
 * and calls give the same run; the digest tells two runs apart.
 *
 * A node is driven: its turn function is added as a program. Whoever waits at the top (a blocking
 * client, gs_world_run, gs_world_advance) runs the programs meanwhile. In a driven program
 * gs__io_wait returns at once, with 0 when nothing is ready, and the program is called again when
 * something is, or when the instant it wanted to wait for has come. A program never blocks. A wait
 * at the top in which nothing can ever happen returns, and the thousandth in a row cuts the
 * connections of its io: a test fails where a program would hang.
 *
 * The world owns all that is in flight. Every io in it that is not of its own systems and clients
 * is freed before it is.
 */
#ifndef GS_SIM_WORLD_H
#define GS_SIM_WORLD_H

#include <gs.h>

#include "runtime/io/io.h"

/* What the network is like; applies to what is sent from then on. */
struct gs__weather {
	int64_t delay_min; /* ns from write to read, chosen for each write; order is kept */
	int64_t delay_max;
	uint32_t chop;   /* percent of the reads and writes that are cut short, anywhere */
	uint32_t window; /* bytes a direction holds; beyond, writes are -EAGAIN */
	int64_t turn;    /* ns that a busy turn of a program takes at most; 0: none */
};

extern const struct gs__weather gs__weather_calm;  /* no delay, nothing cut short */
extern const struct gs__weather gs__weather_fresh; /* no delay, but short reads and writes */
extern const struct gs__weather gs__weather_rough; /* all of it */

void gs__world_take_weather(struct gs_world *world, const struct gs__weather *weather);

void gs__world_set_wall(struct gs_world *world, int64_t wall); /* the wall clock jumps to `wall` */

/* For what runs now: it takes so long, before anything else can happen. */
void gs__world_spend(struct gs_world *world, int64_t duration);

/* Programs. `turn` calls gs__io_wait at most a few times and returns. False: no memory. */
typedef void gs__world_turn(void *arg);
bool gs__world_add_program(struct gs_world *world, gs__world_turn *turn, void *arg);
void gs__world_remove_program(struct gs_world *world, void *arg);

/* Runs until `is_met` says so; false: `limit` ns passed before, or nothing can happen any more. */
bool gs__world_run_until(
	struct gs_world *world, bool (*is_met)(void *arg), void *arg, int64_t limit);

/* Faults. A connection that is cut loses what is in flight; both ends get -ECONNRESET. */
void gs__world_cut(struct gs__io *io, int handle);
void gs__world_cut_address(struct gs_world *world, const char *address); /* all made to it */
void gs__world_half_close(struct gs__io *io, int handle);       /* sends its last, reads on */
void gs__world_hold(struct gs_world *world, bool is_held);      /* nothing arrives while held */
void gs__world_refuse(struct gs_world *world, bool is_refused); /* connects are refused */
void gs__world_fail_accept(struct gs_world *world, uint32_t count, int error); /* the next ones */
void gs__world_set_user(struct gs_world *world, int64_t user); /* of later Unix connections */

/* What can be seen. */
void gs__world_clear_log(struct gs_world *world);
uint32_t gs__world_connections(const struct gs_world *world); /* those not closed by both ends */
uint64_t gs__world_spins(const struct gs_world *world); /* times a program was busy for nothing */

/* Random numbers for the test's own choices, from the seed, apart from the network's. */
uint64_t gs__world_random(struct gs_world *world);
uint64_t gs__world_below(struct gs_world *world, uint64_t bound); /* 0 .. bound - 1 */

/* A hash of all that happened so far; a test may add to it. */
uint64_t gs__world_digest(const struct gs_world *world);
void gs__world_note(struct gs_world *world, const void *bytes, size_t len);

#endif
