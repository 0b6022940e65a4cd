/* SPDX-License-Identifier: MIT */
/*
 * queue: what waits to be handled by one instance, in order, each message with its parameters
 * behind it: encoded, or (wire/plain.h) as the C struct that they are. Blocks come from the loop's
 * pool; an idle instance has none. Calls and casts share the bound of the mailbox, what a server
 * sends to itself has its own; due timers, ticks, answers, ends of monitored servers and the order
 * to stop are bounded by what asked for them.
 */
#ifndef GS_SERVER_QUEUE_H
#define GS_SERVER_QUEUE_H

#include <gs.h>
#include <string.h>

#include "runtime/server/kind.h"
#include "runtime/server/pool.h"
#include "runtime/server/sink.h"

enum gs__mail_kind {
	GS__MAIL_CALL, /* the head of a struct gs__call */
	GS__MAIL_CAST,
	GS__MAIL_OWN,    /* sent to oneself */
	GS__MAIL_TIMER,  /* a delay is over; id: the timer's record */
	GS__MAIL_SIGNAL, /* some arrived; the instance knows which */
	GS__MAIL_TICK,   /* belongs to the instance, never freed here */
	GS__MAIL_STOP,   /* the bytes are the reason */
	GS__MAIL_ANSWER, /* the head of a struct gs__ask */
	GS__MAIL_DOWN,   /* the head of a struct gs__monitor */
	GS__MAIL_GONE,   /* id: who waited */
	GS__MAIL_KIND_COUNT
};

struct gs__mail {
	struct gs__mail *next, *prev;
	const struct gs__handler *handler; /* NULL: a stop */
	uint64_t id;  /* of a cast, the place of who sent it; of a timer, its record */
	uint32_t len; /* bytes of the message, which stand behind its head */
	uint8_t kind;
	uint8_t class;   /* of the pool; GS__POOL_CLASSES: none of its sizes */
	bool is_plain;   /* the bytes are the C struct */
	bool is_secret;  /* they are overwritten before the block is given back */
	uint8_t carried; /* bytes behind them: the trace that its handler carries on */
	bool is_queued;
};

/* A queued call. */
struct gs__call {
	struct gs__mail mail;
	struct gs__waiting waiting;
};

enum gs__share_number { GS__SHARE_NONE, GS__SHARE_MAILBOX, GS__SHARE_OWN, GS__SHARE_COUNT };

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
	struct gs__mail *seen; /* no call or cast stands before it; NULL: nothing is known */
	uint32_t count, high;  /* now; the most there ever were */
	struct gs__share
		shares[GS__SHARE_COUNT]; /* calls and casts; one's own; the first: all else */
};

/* Bytes of the head of a message that may have parameters. */
static inline size_t gs__mail_head(enum gs__mail_kind kind)
{
	return kind == GS__MAIL_CALL ? sizeof(struct gs__call) : sizeof(struct gs__mail);
}

static inline uint8_t *gs__mail_bytes(struct gs__mail *mail)
{
	return (uint8_t *)mail + gs__mail_head((enum gs__mail_kind)mail->kind);
}

/* One at the head of a block of that class. */
static inline void gs__mail_init_class(struct gs__mail *mail, enum gs__mail_kind kind,
	const struct gs__handler *handler, unsigned class)
{
	mail->handler = handler;
	mail->id = 0;
	mail->len = 0;
	mail->kind = (uint8_t)kind;
	mail->class = (uint8_t) class;
	mail->is_plain = false;
	mail->carried = 0;
	mail->is_secret = handler && handler->is_secret;
	mail->is_queued = false;
}

/* One at the head of a block of `got` bytes of the pool. */
static inline void gs__mail_init(struct gs__mail *mail, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t got)
{
	unsigned class = gs__pool_class(got);

	gs__mail_init_class(
		mail, kind, handler, class < GS__POOL_CLASSES ? class : GS__POOL_CLASSES);
}

/* An empty message with room for `size` bytes; NULL: no memory. */
GS__INLINE struct gs__mail *gs__mail_new(struct gs__pool *pool, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t size)
{
	unsigned class = gs__pool_class(gs__mail_head(kind) + size);
	struct gs__mail *mail;

	if (class < GS__POOL_CLASSES) {
		mail = gs__pool_take_class(pool, class);
	} else {
		class = GS__POOL_CLASSES;
		mail = size < UINT32_MAX / 2 ? malloc(gs__mail_head(kind) + size) : NULL;
	}
	if (mail)
		gs__mail_init_class(mail, kind, handler, class);
	return mail;
}

/* Ticks are left alone. */
static inline void gs__mail_free(struct gs__pool *pool, struct gs__mail *mail)
{
	if (mail->kind == GS__MAIL_TICK)
		return;
	if (mail->is_secret)
		explicit_bzero(gs__mail_bytes(mail), mail->len);
	if (mail->class < GS__POOL_CLASSES)
		gs__pool_give_class(pool, mail, mail->class);
	else
		free(mail);
}

/* May a message of so many bytes still enter? The first one always may. */
static inline bool gs__share_has_room(
	const struct gs__share *share, const struct gs__bound *bound, size_t size)
{
	return !share->count ||
	       (share->count < bound->count && share->bytes + size <= bound->bytes);
}

/* Whose bound it is counted by. */
static inline struct gs__share *gs__queue_share(
	struct gs__queue *queue, const struct gs__mail *mail)
{
	static const uint8_t number[GS__MAIL_KIND_COUNT] = {
		[GS__MAIL_CALL] = GS__SHARE_MAILBOX,
		[GS__MAIL_CAST] = GS__SHARE_MAILBOX,
		[GS__MAIL_OWN] = GS__SHARE_OWN,
	};

	return &queue->shares[number[mail->kind]];
}

/* Behind `place`; NULL: before everything. */
void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place);
void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail);

static inline void gs__queue_count_in(struct gs__queue *queue, struct gs__mail *mail)
{
	struct gs__share *share = gs__queue_share(queue, mail);

	mail->is_queued = true;
	share->count++;
	share->bytes += mail->len;
	queue->count++;
	if (queue->count > queue->high)
		queue->high = queue->count;
}

static inline void gs__queue_count_out(struct gs__queue *queue, struct gs__mail *mail)
{
	struct gs__share *share = gs__queue_share(queue, mail);

	mail->is_queued = false;
	share->count--;
	share->bytes -= mail->len;
	queue->count--;
	if (queue->seen == mail)
		queue->seen = mail->next;
}

/* At its end. */
static inline void gs__queue_push(struct gs__queue *queue, struct gs__mail *mail)
{
	mail->next = NULL;
	mail->prev = queue->last;
	*(queue->last ? &queue->last->next : &queue->first) = mail;
	queue->last = mail;
	gs__queue_count_in(queue, mail);
}

/* The first one; there is one. */
static inline struct gs__mail *gs__queue_pop(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->first;

	queue->first = mail->next;
	__builtin_prefetch(mail->next);
	*(mail->next ? &mail->next->prev : &queue->last) = NULL;
	gs__queue_count_out(queue, mail);
	return mail;
}

/* The oldest call or cast; NULL: none. */
struct gs__mail *gs__queue_oldest(struct gs__queue *queue);

#endif
