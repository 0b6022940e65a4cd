/* SPDX-License-Identifier: MIT */
/*
 * sink: where answers go. net/ has one in each connection; server/ writes whole messages into it
 * and knows nothing of connections. The sink's owner calls gs__sink_drop before it goes away.
 */
#ifndef GS_SERVER_SINK_H
#define GS_SERVER_SINK_H

#include <gs_codec.h>

#include "runtime/server/monitor.h"

struct gs__instance;
struct gs__node;
struct gs__sink;
struct gs__waiting;

enum gs__taken {
	GS__TAKEN,
	GS__MISFIT,   /* it breaks its bounds */
	GS__NOT_TAKEN /* it is to be written */
};

struct gs__sink_ops {
	/* Takes a reply as the C struct that it is, instead of begin and end. NULL: never. */
	enum gs__taken (*take)(
		struct gs__sink *sink, const struct gs_clause *clause, const void *reply);
	/* May so many bytes be appended that are no answer? NULL: never. */
	bool (*has_room)(const struct gs__sink *sink, uint64_t size);
	/* Where to append one message; NULL: the peer takes no more. */
	struct gs_writer *(*begin)(struct gs__sink *sink);
	/* It is appended, and to be sent soon. */
	void (*end)(struct gs__sink *sink);
	/* It could not be appended for lack of memory: better no peer than one that waits for
	 * ever. */
	void (*lose)(struct gs__sink *sink);
	bool keeps_time; /* it withdraws by itself what its time is over for */
};

enum { GS__SINK_WAITING_MAX = 16384 }; /* requests of one sink that are not yet answered */

struct gs__sink {
	const struct gs__sink_ops *ops;
	uint64_t place;              /* where it can be cast to; 0: nowhere */
	struct gs__waiting *waiting; /* who waits behind it, newest first */
	uint32_t waiting_count;
	bool is_remote;             /* that of a struct gs__remote */
	struct gs__watched watched; /* who wants to hear that it is gone */
};

/* A request or notification, and how it is answered. */
struct gs__request {
	struct gs__sink *sink; /* NULL: nobody waits for an answer */
	gs_instant deadline;   /* INT64_MAX: no limit */
	uint32_t msgid;
	bool by_name;
};

/* A request that is not yet answered, in the list of its sink: queued (the head of a struct
 * gs__call says more), or kept by a handler (a struct gs__caller does). */
struct gs__waiting {
	struct gs__request request;
	struct gs__instance *instance; /* whose answer it waits for */
	struct gs__waiting *next, *prev;
	bool is_kept;
};

/* Puts it into the list of its sink. False: that has too many. */
static inline bool gs__waiting_enter(struct gs__waiting *waiting)
{
	struct gs__sink *sink = waiting->request.sink;

	if (sink->waiting_count >= GS__SINK_WAITING_MAX)
		return false;
	waiting->prev = NULL;
	waiting->next = sink->waiting;
	if (sink->waiting)
		sink->waiting->prev = waiting;
	sink->waiting = waiting;
	sink->waiting_count++;
	return true;
}

/* Out of it, if it still is in one. */
static inline void gs__waiting_leave(struct gs__waiting *waiting)
{
	struct gs__sink *sink = waiting->request.sink;

	if (!sink)
		return;
	*(waiting->prev ? &waiting->prev->next : &sink->waiting) = waiting->next;
	if (waiting->next)
		waiting->next->prev = waiting->prev;
	sink->waiting_count--;
}

/* It is gone, and who watches it hears so; what is queued still runs. */
void gs__sink_drop(struct gs__node *node, struct gs__sink *sink);

/* Likewise, and what is queued does not run. */
void gs__sink_withdraw(struct gs__node *node, struct gs__sink *sink);

/* Withdraws a request. False: there is none of that msgid. */
bool gs__sink_cancel(struct gs__node *node, struct gs__sink *sink, uint32_t msgid);

/* The end of a message that was begun at `mark` bytes: it goes, or (not `is_written`) is taken
 * back. GS_OK; GS_NO_MEMORY; GS_INVALID: it breaks its own bounds. */
gs_status gs__sink_put(struct gs__sink *sink, struct gs_writer *out, size_t mark, bool is_written);

/* Answers. All of them come out as exactly one message, or lose the sink. */

/* A reply that its sink has not taken as it is. */
bool gs__answer_coded(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_clause *clause, const void *reply, enum gs__taken taken);

/* False: the reply broke its own bounds; `internal` was answered, and `server`'s log says so. */
static inline bool gs__answer_value(struct gs__node *node, const struct gs__request *request,
	gs_str server, const struct gs_clause *clause, const void *reply)
{
	struct gs__sink *sink = request->sink;
	enum gs__taken taken = sink && sink->ops->take ? sink->ops->take(sink, clause, reply)
						       : GS__NOT_TAKEN;

	return taken == GS__TAKEN || gs__answer_coded(node, request, server, clause, reply, taken);
}

/* A status of the runtime; `text` NULL: its own words. */
void gs__answer_status(struct gs__node *node, const struct gs__request *request, gs_status status,
	const char *text);

/* What a clause may fail with: a raised error (fields: the struct error_NAME, NULL: all at their
 * defaults), or one of the four of the runtime. Anything else is answered `internal` and logged:
 * false. */
bool gs__answer_error(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_clause *clause, gs_status error, const char *text, const void *fields);

#endif
