/* SPDX-License-Identifier: MIT */
/*
 * load: one request over and over on many connections, each with so many in flight, and how long
 * the answers take. `gsc bench` is the caller.
 *
 * The load is closed, a request follows an answer, or it has a rate: then requests have their
 * instants, whatever becomes of those before. A request's time runs from just before it is handed
 * to the socket, or from its instant, to when its answer is read.
 * Everything comes through one io; nothing blocks but gs__load_run. It owns its connections and its
 * memory, never retries, and needs nothing per request in the steady state.
 */
#ifndef GS_CLIENT_LOAD_H
#define GS_CLIENT_LOAD_H

#include "runtime/base/histogram.h"
#include "runtime/client/client.h"

enum {
	GS__LOAD_CONNECTIONS_MAX = 10000,
	GS__LOAD_IN_FLIGHT_MAX = 65535, /* a msgid each, of 16 bits */
	GS__LOAD_ERRORS_MAX = 16,
};

struct gs__load_options {
	const char *address;
	gs_str instance;
	gs_str clause;
	gs_bytes params;      /* one MessagePack object */
	uint32_t connections; /* 1 .. GS__LOAD_CONNECTIONS_MAX */
	uint32_t in_flight;   /* of each: 1 .. GS__LOAD_IN_FLIGHT_MAX */
	uint64_t reply_max;   /* bytes of one answer */
	double rate;          /* requests a second on all of them; 0: as answers come */
	gs_duration patience; /* ns without any answer, after which it is given up */
};

/* An error that answers had, by its name; beyond GS__LOAD_ERRORS_MAX of them the last one is all
 * the others'. */
struct gs__load_error {
	char name[64];
	uint64_t count;
};

struct gs__load_result {
	uint64_t answered;            /* errors among them */
	struct gs__histogram latency; /* ns, of all that were answered */
	struct gs__load_error errors[GS__LOAD_ERRORS_MAX];
	uint32_t error_count;
	uint64_t failed; /* answered with an error */
};

struct gs__load;

/* The options' texts must stay until gs__load_free. NULL: no memory. */
struct gs__load *gs__load_new(const struct gs__load_options *options);
void gs__load_free(struct gs__load *load); /* NULL is harmless */

/* Makes the connections. GS_OK, GS_REFUSED, GS_TIMEOUT, GS_NO_MEMORY. */
gs_status gs__load_connect(struct gs__load *load);

/* Asks so often more (UINT64_MAX: without end). GS_OK, GS_LOST, GS_NO_MEMORY. */
gs_status gs__load_ask(struct gs__load *load, uint64_t calls);

/*
 * Goes on until the result has so many answers or the clock (gs__load_now) reaches `until`. GS_OK;
 * GS_LOST, GS_TIMEOUT, GS_NO_MEMORY: it cannot go on, and gs__load_error_text says why.
 */
gs_status gs__load_run(struct gs__load *load, uint64_t answers, gs_instant until);

gs_instant gs__load_now(const struct gs__load *load);
const struct gs__load_result *gs__load_result(const struct gs__load *load);
void gs__load_forget(struct gs__load *load); /* the result begins anew; what is in flight stays */
const char *gs__load_error_text(const struct gs__load *load);

#endif
