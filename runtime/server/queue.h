/* SPDX-License-Identifier: MIT */
/*
 * queue: what waits to be handled by one instance, in order, each message with its encoded bytes
 * behind it. Blocks come from the loop's pool; an idle instance has none. Calls and casts share the
 * bound of the mailbox, what a server sends to itself has its own; due timers, ticks, answers, ends
 * of monitored servers and the order to stop are bounded by what asked for them.
 */
#ifndef GS_SERVER_QUEUE_H
#define GS_SERVER_QUEUE_H

#include <gs.h>

struct gs__handler;
struct gs__pool;

enum gs__mail_kind {
	GS__MAIL_CALL,
	GS__MAIL_CAST,
	GS__MAIL_OWN,    /* sent to oneself */
	GS__MAIL_TIMER,  /* a delay is over; id: the timer's record */
	GS__MAIL_SIGNAL, /* some arrived; the instance knows which */
	GS__MAIL_TICK,   /* belongs to the instance, never freed here */
	GS__MAIL_STOP,   /* the bytes are the reason */
	GS__MAIL_ANSWER, /* the head of a struct gs__ask */
	GS__MAIL_DOWN,   /* the head of a struct gs__monitor */
	GS__MAIL_GONE    /* id: who waited */
};

struct gs__mail {
	struct gs__mail *next, *prev;
	const struct gs__handler *handler; /* NULL: a stop */
	uint64_t id;  /* of a call, who waits (0: nobody); of a cast, the place of who sent it; of a
	               * timer, its record */
	uint32_t len; /* bytes of the message, which stand behind this */
	uint8_t kind;
	uint8_t shift; /* 1 << shift bytes are the block; 0: it is not one of the pool's sizes */
	bool is_queued;
};

/* The bounds of what does not say otherwise. */
enum { GS__QUEUE_MAX = 1024, GS__QUEUE_BYTES_MAX = 4 * 1024 * 1024 };

struct gs__bound {
	uint32_t count;
	uint32_t bytes;
};

static const struct gs__bound gs__bound_usual = { GS__QUEUE_MAX, GS__QUEUE_BYTES_MAX };

struct gs__share {
	uint32_t count;
	uint32_t bytes;
};

struct gs__queue {
	struct gs__mail *first, *last;
	struct gs__mail *seen;    /* no call or cast stands before it; NULL: nothing is known */
	uint32_t count, high;     /* now; the most there ever were */
	struct gs__share mailbox; /* calls and casts */
	struct gs__share own;
};

static inline uint8_t *gs__mail_bytes(struct gs__mail *mail)
{
	return (uint8_t *)(mail + 1);
}

/* One at the head of a block of `got` bytes of the pool. */
void gs__mail_init(struct gs__mail *mail, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t got);

/* An empty message with room for `size` bytes; NULL: no memory. */
struct gs__mail *gs__mail_new(struct gs__pool *pool, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t size);
void gs__mail_free(struct gs__pool *pool, struct gs__mail *mail); /* ticks are left alone */

/* May a message of so many bytes still enter? The first one always may. */
static inline bool gs__share_has_room(
	const struct gs__share *share, const struct gs__bound *bound, size_t size)
{
	return !share->count ||
	       (share->count < bound->count && share->bytes + size <= bound->bytes);
}

/* Behind `place`; NULL: before everything. */
void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place);
void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail);

/* The oldest call or cast; NULL: none. */
struct gs__mail *gs__queue_oldest(struct gs__queue *queue);

static inline void gs__queue_push(struct gs__queue *queue, struct gs__mail *mail)
{
	gs__queue_insert(queue, mail, queue->last);
}

#endif
