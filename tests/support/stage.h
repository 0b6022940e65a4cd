/* SPDX-License-Identifier: MIT */
/*
 * stage: a system of a spec in a node of a simulated world, with peers around it, for the tests of
 * behaviours. A test opens a stage, lets callers talk to it, moves the clock and looks; closing it
 * stops the node in order and fails the test if anything is left over: an allocation, a
 * connection, a turn that was busy for nothing. Failures of the harness itself are asserts.
 *
 * SEED (a number) and WEATHER (calm, fresh, rough) are taken from the environment.
 */
#ifndef TESTS_SUPPORT_STAGE_H
#define TESTS_SUPPORT_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/net/system.h"
#include "runtime/sim/memory.h"
#include "runtime/sim/world.h"
#include "tests/support/trace.h"

#define MS(n) GS_MS(n)

struct caller;
struct gs__host;

struct stage_planned {
	struct stage *stage;
	struct gs__io *io;
	void (*act)(struct stage *stage); /* NULL: nothing planned */
	gs_instant at;
};

struct stage {
	struct gs_world *world;
	struct gs__host *host;
	struct gs__node *node; /* the host's, and how it started */
	gs_status started;
	struct caller *callers; /* freed by stage_close */
	struct stage_planned planned;
	bool is_guest; /* of another stage's world */
};

uint64_t stage_seed(void); /* of the environment, 1 without; printed at first use */

/* Starts the system; it has to succeed. */
void stage_open(struct stage *stage, const struct gs_system *system);

/* The same: when its beginning is over and out of the trace, a caller. */
struct caller *stage_settled(struct stage *stage, const struct gs_system *system);

/* The trace since the last time, which must be that. */
void expect_trace(const char *expected);

/* The same as stage_open from a seed of one's own; `started` says how it went. */
void stage_try(struct stage *stage, const struct gs_system *system, uint64_t seed,
	const struct gs__system_options *options);

/* Another system beside it, in the same world; closed before that. */
void stage_join(struct stage *guest, struct stage *host, const struct gs_system *system,
	const struct gs__system_options *options);

void stage_close(struct stage *stage);

void stage_advance(struct stage *stage, gs_duration duration);
void stage_run(struct stage *stage); /* until nothing more happens at this time */
gs_instant stage_now(const struct stage *stage);
bool stage_has_ended(const struct stage *stage);
bool stage_wait_end(struct stage *stage, gs_duration limit); /* has the node ended in time? */

/* The state of a child, which must live. */
const void *stage_state(struct stage *stage, const char *name);
void stage_crash(struct stage *stage, const char *name, const char *reason);

/* A blocking client of the listener; a call on it runs the world until its answer. */
gs_client *stage_client(struct stage *stage);

/* Has `act` called in `delay` ns, in the middle of whatever runs then. */
typedef void stage_act(struct stage *stage);
void stage_plan(struct stage *stage, gs_duration delay, stage_act *act);

/*
 * A peer of its own making, which speaks MessagePack-RPC in text: the parameters of
 * `caller_send(c, "adder.add", "[1, 2]")` are what pack_text reads, the answer is a text again:
 * "3", "[997]", "nil", or "!name: text" with the error's fields behind it if it has any.
 */
struct caller *stage_caller(struct stage *stage);
struct caller *stage_caller_at(struct stage *stage, uint32_t listener); /* the nth, from 0 */

uint32_t caller_send(struct caller *caller, const char *clause, const char *params);
/* With a fifth element: what follows params in the envelope. */
uint32_t caller_send_with(
	struct caller *caller, const char *clause, const char *params, const char *extra);
void caller_notify(struct caller *caller, const char *clause, const char *params);
void caller_request(struct caller *caller, const char *text); /* any message, as text */
void caller_raw(struct caller *caller, const void *bytes, size_t len);

const char *caller_answer(struct caller *caller, uint32_t id); /* NULL: none yet */
gs_instant caller_answered_at(struct caller *caller, uint32_t id);
/* The notifications that came: "\"heard.said\" [1, 2]" and a newline each; how many. */
const char *caller_told(struct caller *caller);
uint32_t caller_told_count(const struct caller *caller);
uint32_t caller_pending(const struct caller *caller); /* requests not answered */
uint32_t caller_strays(const struct caller *caller);  /* answers nobody asked for, or second ones */

/* Lets the world run until the answer is there; "lost" when the connection broke before, "nothing"
 * when none came within an hour. */
const char *caller_wait(struct caller *caller, uint32_t id);
const char *ask(struct caller *caller, const char *clause, const char *params);

bool caller_is_lost(const struct caller *caller);
void caller_cut(struct caller *caller);
void caller_half_close(struct caller *caller); /* says no more, reads on */
void caller_close(struct caller *caller);      /* an end in order; the caller stays readable */

void caller_drop(struct caller *caller); /* closes and frees it before the stage does */

/* Does the answer say that error? */
bool is_error(const char *answer, const char *name);

#endif
