/* SPDX-License-Identifier: MIT */
/*
 * gs_world.h: a simulated world, in which a test runs the systems of specs in virtual time.
 *
 * For tests linked with libgs_sim.a in place of libgs.a (`gsc test` does it); gs.h includes this.
 * Clock, network and random numbers are the world's: nothing sleeps, no socket is opened, and the
 * same seed and calls give the same run. The world moves only inside the functions below and inside
 * calls of its clients. It owns its systems and clients and ends what is left in gs_world_free.
 *
 * What a test did wrong (no such system, a client that is not the world's), a system that does not
 * come to its end and memory that is not freed fail the cmocka test that runs, at the line of the
 * call; where there is no cmocka, the function says so on stderr and by its result. GS_WORLD_LOG=1
 * in the environment shows the log of all systems on stderr.
 *
 * One thread at a time. Several worlds are possible, one after the other: memory is counted from
 * the making of a world to its end.
 */
#ifndef GS_WORLD_H
#define GS_WORLD_H

#include <gs.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gs_world gs_world;

/* A world without systems, in which the network has no delays. NULL: no memory. */
gs_world *gs_world_new(uint64_t seed);

/*
 * Ends all systems in order, as SIGTERM would, then closes the clients: calls that wait are
 * answered or lost first. True: all was as it should be. Otherwise the test fails: a system that
 * has not ended after a day, one that was busy for nothing, memory that was allocated since
 * gs_world_new (by servers, the runtime, or the test itself) and not freed. NULL is harmless.
 */
bool gs_world_free(gs_world *world);

/*
 * Starts a system: all its children, in order. What cannot start has ended when this returns. The
 * settings, ended by a NULL, are what --set takes: "limiter.capacity=10" (but no @FILE). GS_OK; or
 * the status, and gs_world_error_text says why in one line: GS_DOWN (a child's init stopped),
 * GS_INVALID (a setting does not fit), GS_REFUSED (a listener cannot be opened), GS_NO_MEMORY. A
 * world may hold several systems, which reach each other by their addresses; what is asked for by
 * name is looked for in the one started last first.
 */
gs_status gs_world_start(gs_world *world, const struct gs_system *system, ...)
	__attribute__((sentinel));

/* Why the last gs_world_start failed, or the system that failed last; "": none did. */
const char *gs_world_error_text(const gs_world *world);

/*
 * A client of the system started last, as gs_client_open gives one: it reaches every child, also
 * where the spec's listeners offer only some, or there are none. A blocking call runs the world
 * until its answer; answers of begun calls and notifications are handed over whenever the world
 * runs. gs_client_close may close it before the world does. NULL (and a failed test): there is no
 * system that has started.
 */
gs_client *gs_world_client(gs_world *world);

/* Likewise a client of whoever listens at an address: it sees what that listener offers. */
gs_client *gs_world_client_at(gs_world *world, const char *address);

/* Runs for `duration` ns of the world's time, stopping at each thing that happens, in its order;
 * what is due at the end is done. */
void gs_world_advance(gs_world *world, gs_duration duration);

/* Runs until nothing more is to be done at this instant: no message is under way or queued. A
 * server that is never done is given up after a while; gs_world_free fails the test for it. */
void gs_world_run(gs_world *world);

/* What gs_now gives, and with `wall` what gs_wall gives. */
gs_instant gs_world_now(const gs_world *world);
gs_time gs_world_wall(const gs_world *world);

/*
 * The state of a server that lives now, a `const struct SERVER *`, good until the world runs; NULL:
 * none lives. `name`: of the child ("jobs#1" of a dynamic group). `key`: NULL where it is not
 * keyed; of a keyed server the key as text, as for `gsc call ADDR gs.state`: "ann", "42", "true".
 */
const void *gs_world_state(gs_world *world, const char *name, const char *key);

/* The server's life ends for `reason`, as if a handler had said stop(reason), and the world runs
 * until nothing more is to be done, a restart among it. Of a keyed server all instances end. False:
 * none of that name lives. */
bool gs_world_crash(gs_world *world, const char *name, const char *reason);

/* The connection of a client of this world breaks, and loses what is under way. The client connects
 * again at its next call. False (and a failed test): it is not of this world. */
bool gs_world_cut(gs_world *world, gs_client *client);

/*
 * The nth allocation from now (1: the next) of servers, runtime, generated code and the test
 * itself fails, once; 0: none does. False (and a failed test): the program was not linked so that
 * allocations can be seen (`gsc test`, and the flags of `pkg-config --libs gs_sim`, do so).
 */
bool gs_world_fail_alloc(gs_world *world, uint64_t n);

/* Has the failure that was asked for last happened? */
bool gs_world_alloc_has_failed(const gs_world *world);

/* SIGTERM, SIGHUP ... reach all systems. */
void gs_world_raise(gs_world *world, int signal);

/* As the program of the system started last would end: its status 0 or 1; -1: it still runs. */
int gs_world_exit_status(const gs_world *world);

/* What the network is like from now on. */
enum gs_weather {
	GS_CALM,  /* no delay, nothing cut short: the first weather of a world */
	GS_FRESH, /* short reads and writes */
	GS_ROUGH  /* also delays of up to 3 ms, small buffers, and turns that take their time */
};
void gs_world_set_weather(gs_world *world, enum gs_weather weather);

/* How many lines of the log contain `part`; the log of all systems so far. */
size_t gs_world_logged(const gs_world *world, const char *part);
const char *gs_world_log(const gs_world *world);

/* Notes where in a test the next call stands, for the report of what goes wrong in it; gives the
 * world, which may be NULL. What may fail a test is called through it. */
gs_world *gs_world_at(gs_world *world, const char *file, int line);

#define gs_world_free(world) gs_world_free(gs_world_at(world, __FILE__, __LINE__))
#define gs_world_client(world) gs_world_client(gs_world_at(world, __FILE__, __LINE__))
#define gs_world_client_at(world, address) \
	gs_world_client_at(gs_world_at(world, __FILE__, __LINE__), address)
#define gs_world_cut(world, client) gs_world_cut(gs_world_at(world, __FILE__, __LINE__), client)
#define gs_world_fail_alloc(world, n) gs_world_fail_alloc(gs_world_at(world, __FILE__, __LINE__), n)

#ifdef __cplusplus
}
#endif

#endif
