/* SPDX-License-Identifier: MIT */
/*
 * ask: a request that a server sent and whose response clause has not run yet. It is one block of
 * the pool: the message that will bring the answer, the sink that the answer is written into, the
 * request itself if that is small, the context, and room for a small answer. So whatever becomes of
 * the request, its clause can be run without memory. An answer is the C struct that it is where
 * that points nowhere (wire/plain.h), else it has the form that it has on the wire.
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
	gs_status status;  /* GS_OK: `answer` says more */
	gs_instant limit;  /* what was left for the request that this one serves */
	const char *text;  /* of another status */
	uint8_t *answer;   /* in the room, or a block of its own */
	size_t answer_got; /* of such a block */
	uint32_t answer_len;
	uint32_t context_len;
	uint32_t room; /* bytes for an answer behind the context, which stands behind this */
	bool is_plain; /* the answer; the context is if its handler says so */
	bool is_away;
	/* What is put into the other's queue, if it is quick; else that is a block of its own. */
	struct gs__call call;
	uint8_t params[GS__QUICK_MAX];
};

enum { GS__ASKS_MAX = 65536 /* of a life at a time */, GS__ASK_ALIGN = 8 };

_Static_assert(offsetof(struct gs__ask, params) ==
		       offsetof(struct gs__ask, call) + sizeof(struct gs__call),
	"the parameters of a call stand behind it");

/* Bytes of one besides its context, with as much room for an answer as is always kept. */
static inline size_t gs__ask_size(const struct gs__handler *handler)
{
	return sizeof(struct gs__ask) + handler->answer_room + GS__ASK_ALIGN;
}

/* The context, then the room for an answer. */
static inline uint8_t *gs__ask_body(const struct gs__ask *ask)
{
	return (uint8_t *)(ask + 1);
}

/* What it carries stands behind all that. */
static inline uint8_t *gs__ask_trace(const struct gs__ask *ask)
{
	return gs__ask_body(ask) + ask->context_len + ask->room;
}

/* Asks without a timer; those that are answered meanwhile are NULL. */
struct gs__fresh {
	struct gs__task task; /* in the last phase of a turn while there are some */
	struct gs__ask **at;
	uint32_t count, room;
};

/* ask_clock.c: its time begins; the loop's clock stands still until the end of the turn. */
void gs__ask_start_clock(struct gs__ask *ask, gs_instant deadline);
void gs__asks_arm(struct gs__task *task); /* at the end of the turn: what the node's task is */
void gs__ask_due(struct gs__alarm *alarm, const struct gs__due *due); /* the node's alarm */

/* Its time is of no interest any more. It is the last of those that are fresh, mostly; or it is in
 * the wheel. */
GS__RARE void gs__ask_stop_late_clock(struct gs__ask *ask);

static inline void gs__ask_stop_clock(struct gs__ask *ask, struct gs__fresh *fresh)
{
	if (ask->fresh && ask->fresh == fresh->count) {
		fresh->count--;
		ask->fresh = 0;
	} else if (ask->fresh || ask->timer.gs_id) {
		gs__ask_stop_late_clock(ask);
	}
}

/* Nobody waits for the answer any more. `cancels`: who is to give it should hear of that. */
void gs__ask_withdraw(struct gs__ask *ask, bool cancels);

/* Its life and the wheel know it no more. */
void gs__ask_forget(struct gs__ask *ask);

/* What the answer needs besides the block is given back, and what is secret is overwritten. */
void gs__ask_clean(struct gs__ask *ask);

/* response.c: runs the response clause, and frees the ask. */
void gs__ask_run(struct gs__ask *ask);

/* For remotes: it is on its way there, and not any more; what became of it: a response, as it came
 * from the wire, or a status and its words. */
void gs__ask_depart(struct gs__ask *ask, struct gs__remote *remote);
void gs__ask_return(struct gs__ask *ask);
void gs__ask_answer(struct gs__ask *ask, const uint8_t *bytes, size_t len);
void gs__ask_fail(struct gs__ask *ask, gs_status status, const char *text);

/* At the end of a life. */
void gs__asks_stop(struct gs__instance *instance);

#endif
