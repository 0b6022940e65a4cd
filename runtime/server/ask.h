/* SPDX-License-Identifier: MIT */
/*
 * ask: a request that a server sent and whose response clause has not run yet. It is one block of
 * the pool: the message that will bring the answer, the sink that the answer is written into, the
 * context, and room for a small answer. So whatever becomes of the request, its clause can be run
 * without memory. An answer is the C struct that it is where that points nowhere (wire/plain.h),
 * else it has the form that it has on the wire.
 *
 *   asked ─ an answer, the end of its time, the end of the other ─► answered (queued) ─► run, freed
 *
 * What is asked of a remote has no sink; its answer is taken from the wire.
 *
 * Asks belong to a life. At its end they are withdrawn: what is queued of them at others is taken
 * back, and who had kept the caller hears that it is gone.
 */
#ifndef GS_SERVER_ASK_H
#define GS_SERVER_ASK_H

#include "runtime/server/instance.h"
#include "runtime/wire/flights.h"

struct gs__remote;
struct gs__wire_error;

struct gs__ask {
	struct gs__mail mail; /* first: the block is freed as a message is */
	union {
		struct gs__sink sink;
		struct {
			struct gs__flight flight;
			struct gs__remote *remote;
		} away; /* while it is on its way to a remote */
	};
	struct gs__instance *asker;
	struct gs__ask *next, *prev; /* of its life */
	gs_instant deadline;
	gs_timer timer;    /* zero until the end of the turn: most are answered by then */
	uint32_t fresh;    /* 1 + its place among those that wait for that; 0: none */
	gs_instant limit;  /* what was left for the request that this one serves */
	gs_status status;  /* GS_OK: `answer` says more */
	const char *text;  /* of another status */
	uint8_t *answer;   /* in the room, or a block of its own */
	size_t answer_got; /* of such a block */
	uint32_t answer_len;
	uint32_t context_len;
	uint32_t room; /* bytes for an answer behind the context, which stands behind this */
	bool is_plain; /* the answer; the context is if its handler says so */
	bool is_away;
};

enum { GS__ASKS_MAX = 65536 /* of a life at a time */ };

/* Asks without a timer; those that are answered meanwhile are NULL. */
struct gs__fresh {
	struct gs__task task; /* in the last phase of a turn while there are some */
	struct gs__ask **at;
	uint32_t count, room;
};

/* Arms them: what the task of the node's is. */
void gs__asks_arm(struct gs__task *task);

/* What the node's alarm for asks is. */
void gs__ask_due(struct gs__alarm *alarm, const struct gs__due *due);

/* Runs the response clause and frees what the ask has besides its block. */
void gs__ask_run(struct gs__ask *ask);

/* For remotes: it is on its way there, and not any more; what became of it: a response, as it came
 * from the wire, or a status and its words. */
void gs__ask_depart(struct gs__ask *ask, struct gs__remote *remote);
void gs__ask_return(struct gs__ask *ask);
void gs__ask_answer(struct gs__ask *ask, const uint8_t *bytes, size_t len);
void gs__ask_fail(struct gs__ask *ask, gs_status status, const char *text);

/* The error of an answer, its text and its fields (`in` stands there) kept in the context. */
gs_status gs__ask_error(gs_ctx *ctx, const struct gs_clause *to, const struct gs__wire_error *error,
	struct gs_reader *in);

/* At the end of a life. */
void gs__asks_stop(struct gs__instance *instance);

#endif
