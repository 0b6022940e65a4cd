/* SPDX-License-Identifier: MIT */
/*
 * net: what the files of this room share: listeners, connections, the instance `gs`. Nobody else
 * includes it. A node has one gs__net; it is two of the node's parts, listeners above the
 * children, connections below them, and is freed with the lower one.
 */
#ifndef GS_NET_NET_H
#define GS_NET_NET_H

#include "runtime/base/failure.h"
#include "runtime/server/dispatch.h"
#include "runtime/server/remote.h"
#include "runtime/wire/skip.h"

enum {
	GS__CONNECTIONS_MAX = 65536, /* of a listener without a max of its own */
	GS__MESSAGE_MAX = 64 * 1024, /* the least that a listener takes by default */
	GS__ENVELOPE_MAX = 1024,     /* of a message, besides its parameters */
	GS__INPUT_FIRST = 1024,      /* bytes of the least block that keeps input */
	GS__ADDRESS_MAX = 128,
	GS__OUTPUT_FIRST = 4096,          /* bytes of a connection's first output buffer */
	GS__OUTPUT_SOFT = 256 * 1024,     /* unread answers from which its requests wait */
	GS__OUTPUT_HARD = 4 * 1024 * 1024 /* beyond the largest reply: it is dropped */
};

struct gs__far;

/* What connections come through: a listener's lets others in, a remote's leads out. */
struct gs__door {
	struct gs__net *net;
	struct gs__far *far;  /* whose it is; NULL: a listener's */
	uint32_t count;       /* open connections */
	uint64_t message_max; /* bytes of one that is taken; 0: not yet computed */
};

struct gs__listener {
	struct gs__door door;
	struct gs__source source;
	int handle;      /* -1: closed */
	bool is_resting; /* no descriptor was left for another connection */
	uint32_t max;
	char *address; /* bound to; NULL: no memory for it */
	const struct gs_serve *serves;
	uint32_t serve_count; /* 0: it offers every child */
};

/* Input that is not handled yet: the beginning of a message, or what waits behind one. */
struct gs__input {
	struct gs__skip skip; /* how much of the first message is seen; all zero: nothing yet */
	size_t room;          /* of the bytes */
	size_t first, len;    /* those between are left */
	uint8_t bytes[];
};

/* Output that is not sent yet. */
struct gs__output {
	struct gs_writer writer;
	size_t sent; /* of it */
};

enum gs__hold {
	GS__HOLD_OUTPUT = 1, /* the peer does not read its answers */
	GS__HOLD_TURN = 2,   /* a part of it was long: what else it has said comes later */
};

/* Ten thousand idle ones should not be felt: what they need only at times they have only then. */
struct gs__connection {
	struct gs__sink sink;
	struct gs__source source;
	struct gs__task task;
	struct gs__waiter waiter; /* for room in the queue that a cast is to enter */
	struct gs__door *door;
	struct gs__connection *next, *prev;
	const struct gs__handler *handler; /* the last message's, mostly the next one's too ... */
	uint64_t place;                    /* ... and whom it was for, if that is still there */
	struct gs__input *input;           /* NULL: nothing is left over */
	struct gs__output *output;         /* NULL: nothing is to be sent */
	int handle;
	uint8_t watched;
	bool is_connecting;
	bool is_feeding; /* its messages are just being handled */
	uint8_t holds;   /* why no more requests are read: bits of enum gs__hold */
	bool has_input_ended;
	bool is_lost; /* to be closed in this turn */
};

/* A remote, with its connection. */
struct gs__far {
	struct gs__remote remote;
	struct gs__door door;
	struct gs__alarm alarm; /* the time to connect is over, or that until the next try */
	gs_timer timer;
	char address[GS__ADDRESS_MAX];     /* in numbers */
	struct gs__connection *connection; /* NULL: none */
	gs_instant since;                  /* it was made */
	uint32_t tries;                    /* in vain, in a row */
	bool is_used;                      /* it connects by itself now */
	bool is_named_away;                /* the log says so */
	uint32_t made;                     /* connections so far */
};

struct gs__net {
	struct gs__part doors;     /* the listeners */
	struct gs__part lines;     /* the connections */
	struct gs__alarm rest;     /* listeners that ran out of descriptors try again */
	struct gs__alarm patience; /* peers had long enough to read their last answers */
	gs_timer rest_timer;       /* always pending, so that to rest needs no memory */
	gs_timer patience_timer;
	bool is_resting; /* rest_timer is on its way */
	struct gs__node *node;
	struct gs__listener *listeners;
	uint32_t listener_count;
	struct gs__connection *connections;
	struct gs__far *fars;
	uint32_t far_count;
	struct gs__instance *gs; /* NULL: not yet made */
	uint64_t sent_max;       /* bytes of the largest message that is sent */
	void *settings;          /* what settings.c made of the children's parameters */
};

/* listener.c */

/* Of a failure of io/ with an address: is it the text that is wrong? And the words for any. */
bool gs__net_is_no_address(int error);
const char *gs__net_failure_text(struct gs__failure *to, int error);

/* The next one: of its own, or at an open descriptor (the nth of gs__io_inherit; -1: none).
 * GS_INVALID: its address is none. */
gs_status gs__listener_open(struct gs__net *net, const struct gs_listen *listen, int inherited);
void gs__listener_accept(struct gs__listener *listener); /* from now on */
void gs__listener_close(struct gs__listener *listener);
void gs__listeners_wake(struct gs__net *net); /* a descriptor is free again */

/* serves.c: what a listener offers of a name; the instance `gs` is on all of them. A name that it
 * does not offer is not told from one that nobody has. */
struct gs__offer {
	bool is_there;
	const struct gs_protocol *as; /* NULL: all that the server has */
};
struct gs__offer gs__listener_offer(const struct gs__listener *listener, gs_str name);
bool gs__offer_has(const struct gs__offer *offer, const struct gs_clause *clause);

/* connection.c */

/* Takes the handle over. NULL: no memory, it is closed. */
struct gs__connection *gs__connection_open(struct gs__door *door, int handle, bool is_connecting);
void gs__connection_close(struct gs__connection *connection); /* at once, and frees it */
void gs__connection_lose(struct gs__connection *connection);  /* at the end of the turn */
void gs__connection_break(struct gs__connection *connection); /* for what the peer sent */
/* Likewise for a negative errno, or (0) because it sent its last; a remote's is told why. */
void gs__connection_lose_by(struct gs__connection *connection, int error);
void gs__connection_flush(struct gs__connection *connection);
void gs__connection_settle(struct gs__connection *connection); /* after anything happened to it */
struct gs__connection *gs__connection_of(
	gs_ctx *ctx); /* whose message is handled; NULL: nobody's */

/* output.c */
extern const struct gs__sink_ops gs__connection_sink;
void gs__connection_drop_output(struct gs__connection *connection);

/* The listener that it came through; not of a remote's. */
static inline struct gs__listener *gs__connection_listener(const struct gs__connection *connection)
{
	return GS__CONTAINER(connection->door, struct gs__listener, door);
}

/* What is still to be sent. */
static inline size_t gs__connection_pending(const struct gs__connection *connection)
{
	const struct gs__output *out = connection->output;

	return out ? (size_t)(out->writer.at - out->writer.bytes) - out->sent : 0;
}

/* feed.c: handles the messages in `bytes`; what it leaves is to be kept. `skip` says what is known
 * of the first message left. Returns the bytes that are done with. */
size_t gs__connection_feed(
	struct gs__connection *connection, const uint8_t *bytes, size_t len, struct gs__skip *skip);

/* May no message be taken just now? */
static inline bool gs__connection_is_held(const struct gs__connection *connection)
{
	return connection->is_lost || connection->holds || connection->waiter.at;
}

/* protocol.c: the class of the instance `gs`. */
extern const struct gs_class gs__protocol_class;

/* far.c */

/* Makes them, with the addresses of the options ("NAME=ADDR") in place of the system's. Anything
 * but GS_OK: the node has failed. */
gs_status gs__fars_open(struct gs__net *net, const struct gs_system *system,
	const char *const *addresses, uint32_t count);
void gs__fars_close(struct gs__net *net);

/* What its connection tells: it is made; this is why it will end; it has ended. */
void gs__far_connected(struct gs__far *far);
void gs__far_fails(struct gs__far *far, const char *why);
void gs__far_closed(struct gs__far *far);
const char *gs__far_status(const struct gs__far *far); /* in a word */

struct gs__setting; /* system.h */

/* settings.c: the children with what --set says. Anything but GS_OK: the node has failed. */
gs_status gs__settings_apply(struct gs__net *net, const struct gs_system *system,
	const struct gs__setting *sets, uint32_t count, const struct gs_child **children);
void gs__settings_free(void *settings);

#endif
