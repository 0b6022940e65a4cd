/* SPDX-License-Identifier: MIT */
/*
 * gs.h: what generated headers, bodies and programs see of the runtime.
 *
 * Everything here hangs off a node (one process's runtime) or a client; there are no globals. A
 * `gs_ctx` is valid while the handler that was given it runs. What a message carries (gs_str,
 * gs_bytes, lists) is borrowed until its handler returns; what state holds (gs_text, gs_blob) is
 * owned by it and changed only by the functions below. Nothing here aborts: failure is a status, a
 * false or a zero handle. Nothing may be called from another thread than the node's.
 */
#ifndef GS_H
#define GS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_ABI 1

#ifdef __cplusplus
extern "C" {
#endif

/* Values. */

typedef struct gs_str {
	const char *data; /* UTF-8, not NUL-terminated; may be NULL where len is 0 */
	uint32_t len;     /* bytes */
} gs_str;

typedef struct gs_bytes {
	const uint8_t *data;
	uint32_t len;
} gs_bytes;

/* Owned by the state it stands in. Read through `view`; assigning one does not compile. */
typedef struct gs_text {
	const gs_str view;
} gs_text;

typedef struct gs_blob {
	const gs_bytes view;
} gs_blob;

/*
 * A map that belongs to the state it stands in: `len` entries, in the order of insertion. Read and
 * changed by the functions OWNER_FIELD_get, _put ... of the spec's own header.
 */
typedef struct gs_map {
	struct gs_map_table *const gs_table;
	const uint32_t len;
} gs_map;

/* Where a walk through a map is: { 0 } at first. */
typedef struct gs_iter {
	uint64_t gs_at;
} gs_iter;

typedef int64_t gs_duration; /* ns */
typedef int64_t gs_time;     /* ns since 1970-01-01 UTC */
typedef int64_t gs_instant;  /* ns of a clock that only goes forward */

/* Handles. All zero is nobody, nothing. Compare refs with gs_same. */
typedef struct gs_ref {
	uint64_t gs_place;
	uint64_t gs_part;
} gs_ref;

typedef struct gs_from {
	uint64_t gs_id;
} gs_from;

typedef struct gs_timer {
	uint64_t gs_id;
} gs_timer;

typedef struct gs_ctx gs_ctx;
typedef struct gs_client gs_client;

#define GS_NS(n) ((gs_duration)(n))
#define GS_US(n) ((gs_duration)(n)*1000)
#define GS_MS(n) ((gs_duration)(n)*1000000)
#define GS_S(n) ((gs_duration)(n)*1000000000)

/* A gs_str of a string literal, and the two arguments of %.*s. */
#ifdef __cplusplus
#define GS_STR(literal) (gs_str{ "" literal, (uint32_t)(sizeof(literal) - 1) })
#else
#define GS_STR(literal) ((gs_str){ "" literal, (uint32_t)(sizeof(literal) - 1) })
#endif
#define GS_FMT(s) (int)(s).len, (const char *)(s).data

/* Initialisers of an optional. */
#define GS_SOME(...) \
	{ \
		true, __VA_ARGS__ \
	}
#define GS_NONE \
	{ \
		false \
	}

/* Statuses: 0, negative ones of the runtime, positive ones error_NAME of the specs. */
typedef int32_t gs_status;

enum {
	GS_OK = 0,
	GS_TIMEOUT = -1,   /* "timeout": its time was over */
	GS_DOWN = -2,      /* "stopped": the server ended, or is not there just now */
	GS_GONE = -3,      /* nobody waits for this answer any more */
	GS_FULL = -4,      /* "overloaded": a bound is reached */
	GS_INVALID = -5,   /* "bad_request": it breaks its own bounds */
	GS_NO_CLAUSE = -6, /* "no_clause" */
	GS_NO_SERVER = -7, /* "no_server" */
	GS_DENIED = -8,    /* "denied" */
	GS_INTERNAL = -9,  /* "internal" */
	GS_NO_MEMORY = -10,
	GS_LOST = -11,    /* clients: the connection broke before the answer */
	GS_REFUSED = -12, /* clients: no connection could be made */
	error_overloaded = GS_FULL,
	error_denied = GS_DENIED,
	error_internal = GS_INTERNAL,
	error_bad_request = GS_INVALID
};

/* What fail(overloaded) and the like initialise. */
struct error_overloaded {
	gs_status gs_error;
};
struct error_denied {
	gs_status gs_error;
};
struct error_internal {
	gs_status gs_error;
};
struct error_bad_request {
	gs_status gs_error;
};

/* "timeout", "overloaded" ...; for a positive status "error". Never NULL. */
const char *gs_status_name(gs_status status);

/* What a handler of a call says when it is done. */
typedef enum gs_verdict {
	GS_REPLY,         /* *reply is the answer */
	GS_NOREPLY,       /* the answer comes later, through gs_caller; a cast has nothing to say */
	GS_FAIL,          /* what gs_fail and its sisters return */
	GS_END,           /* what gs_end returns: no answer, the server stops */
	GS_REPLY_AND_END, /* what gs_reply_and_end returns: a reply, and the server stops */
	GS_ANSWERED       /* what gs_replied returns: the answer is on its way */
} gs_verdict;

/* The answer is an error the clause raises, or error_overloaded and its like. */
gs_verdict gs_fail(gs_ctx *ctx, gs_status error);

/* The same with a text of its own in place of the declared one. */
gs_verdict gs_failf(gs_ctx *ctx, gs_status error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with fields: `error` is the first member of a struct error_NAME. In a call it is encoded
 * at once, so that what it points to may be the handler's own. */
gs_verdict gs_fail_with(gs_ctx *ctx, const gs_status *error);

/*
 * Sends *reply now, so that what it points to may be the handler's own: a handler that returns
 * GS_REPLY is done by the time its answer is encoded. Anything said afterwards is dropped and
 * counted as late. The word `reply` calls it.
 */
gs_verdict gs_replied(gs_ctx *ctx);

/*
 * The server ends after this message, for `reason` (copied, cut at 255 bytes). "normal" and
 * "shutdown" are no failures; any other reason is a crash to the supervisor.
 */
gs_verdict gs_end(gs_ctx *ctx, const char *reason);
gs_verdict gs_reply_and_end(gs_ctx *ctx, const char *reason);

/*
 * The caller of the call being handled, to be answered later, from any clause of this server, with
 * SERVER_CALL_reply or SERVER_CALL_fail. The call that took its caller ends with noreply(). Zero
 * outside a call, when nobody waits for an answer, or (logged) without memory.
 */
gs_from gs_caller(gs_ctx *ctx);

/* Time. */

gs_instant gs_now(gs_ctx *ctx); /* as of the start of this turn of the loop */
gs_time gs_wall(gs_ctx *ctx);

/* How long the caller will still wait; INT64_MAX: no limit. */
gs_duration gs_time_left(gs_ctx *ctx);

/* Was the timer pending? It never runs after this. */
bool gs_cancel(gs_ctx *ctx, gs_timer timer);

/* A pending timer gets a new delay (ns, from now; negative counts as 0). False: not pending. */
bool gs_rearm(gs_ctx *ctx, gs_timer timer, gs_duration delay);

/* ns until it is due, at least 0; -1: not pending. */
gs_duration gs_left(gs_ctx *ctx, gs_timer timer);

/* Servers. */

/*
 * A ref is a place: it names a child through all its restarts, until its supervisor gives it up.
 * Between two lives requests to it are answered GS_DOWN.
 */
gs_ref gs_self(gs_ctx *ctx);
gs_ref gs_peer(gs_ctx *ctx); /* who sent this call or cast, a connection or a server; else zero */
gs_ref gs_whereis(gs_ctx *ctx, const char *name); /* a child of this node; zero: no such name */
bool gs_same(gs_ref a, gs_ref b);

/* Queues the end of a server behind what was sent to it before. GS_OK, GS_DOWN; GS_DENIED: it is a
 * remote. */
gs_status gs_stop(gs_ctx *ctx, gs_ref server, const char *reason);

/*
 * Once, when the life there ends, `info down` runs: between two lives, at the next end; of a peer
 * (gs_peer) or a remote, when its connection closes ("disconnected"); at once where nobody will
 * ever live again, and of a keyed server's instance that does not live ("no process"). Each call
 * asks for one report. GS_OK; GS_NO_CLAUSE: the own server has no such clause; GS_FULL: it watches
 * too many; GS_NO_MEMORY; GS_DOWN: it is ending itself.
 */
gs_status gs_monitor(gs_ctx *ctx, gs_ref server);

/* All that this server asked for of that one is cancelled, also what is queued already. False: it
 * had asked for nothing. */
bool gs_demonitor(gs_ctx *ctx, gs_ref server);

/* In words, until the message is done: in a response, what an error had to say; after a
 * SERVER_start that is GS_DOWN, why init stopped. "" elsewhere. */
const char *gs_error_text(gs_ctx *ctx);

/* Helpers. */

uint64_t gs_random(gs_ctx *ctx); /* unpredictable to nobody who sees some of them: not for keys */
bool gs_random_bytes(gs_ctx *ctx, void *to, size_t len); /* the system's, for keys; false: none */

enum gs_log_level { GS_ERROR, GS_WARNING, GS_INFO, GS_DEBUG };

/* One line to the log, headed by the server's name. */
void gs_log(gs_ctx *ctx, enum gs_log_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Formatted text, valid until the message is done. Without memory: empty. */
gs_str gs_printf(gs_ctx *ctx, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* `size` zeroed bytes, valid until the message is done; NULL: no memory. */
void *gs_alloc(gs_ctx *ctx, size_t size);

/* Copies into owned text. False: no memory, nothing changed. The source may be the text's own. */
bool gs_text_set(gs_text *text, gs_str value);
bool gs_blob_set(gs_blob *blob, gs_bytes value);

/* Equal length and bytes, in a time that depends on the lengths only. Both gs_str or gs_bytes. */
bool gs_equal_str(gs_str a, gs_str b);
bool gs_equal_bytes(gs_bytes a, gs_bytes b);
#ifndef __cplusplus
#define gs_equal(a, ...) \
	_Generic((a), gs_bytes : gs_equal_bytes, gs_str : gs_equal_str)(a, __VA_ARGS__)
#endif

/* Descriptors that generated code defines (gs_tables.h). */
struct gs_clause;
struct gs_class;
struct gs_system;

/* Clients. */

/*
 * A client of the program at `address` ("unix:PATH", "tcp:HOST:PORT"). Connects at its first use,
 * and again after a loss. NULL: no memory. One thread at a time.
 */
gs_client *gs_client_open(const char *address);

/* Calls that were begun are told GS_LOST; what they then begin is GS_REFUSED. NULL is harmless.
 * Never from a function that is told of an answer or a notification. */
void gs_client_close(gs_client *client);

/*
 * For loops of one's own, and for who waits for notifications: the descriptor (-1: no connection),
 * what to wait for on it, how long at most (ns; -1: no limit). Then gs_client_turn does what can be
 * done without waiting: it sends, hands over answers and notifications, ends calls whose time is
 * over. GS_OK, or why the connection was lost or could not be made; the next call, or, of a client
 * that handles notifications, a later turn connects again, after 100 ms, doubled up to 5 s.
 * What a function is told of is its own until it returns, whatever it calls; meanwhile nobody else
 * is told: other answers and notifications (of these 4 MiB, more costs the connection) are put
 * aside for the call that waits, the next one or a turn, and a turn in the function does nothing.
 */
enum { GS_READABLE = 1, GS_WRITABLE = 2 };
int gs_client_fd(const gs_client *client);
unsigned gs_client_events(const gs_client *client);
gs_duration gs_client_due(gs_client *client);
gs_status gs_client_turn(gs_client *client);

/* The struct error_NAME that the last failed call was answered with, until the next call or turn;
 * NULL: it was another error, or came without its fields. What error_NAME_in is made of. */
const void *gs_client_error(const gs_client *client, gs_status error);

/* What the last failed call on this client had to say, in words; "" after a success. */
const char *gs_client_error_text(const gs_client *client);

/* Programs. */

/*
 * Runs a system until SIGTERM, SIGINT or its failure; what the generated main calls. Takes the
 * options --listen --set --remote --log-level --help. The exit status: 0 ended in order, 1 it could
 * not start or failed, 2 the command line is wrong.
 */
int gs_main(const struct gs_system *system, int argc, char **argv);

#ifdef __cplusplus
}

static inline bool gs_equal(gs_str a, gs_str b)
{
	return gs_equal_str(a, b);
}

static inline bool gs_equal(gs_bytes a, gs_bytes b)
{
	return gs_equal_bytes(a, b);
}
#endif

/* Of tests; so that they need no other header than their spec's. */
#include <gs_world.h>

#endif
