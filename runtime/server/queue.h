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
	GS__MAIL_TICK,   /* a part of the instance */
	GS__MAIL_STOP,   /* the bytes are the reason; id 1: a mark (gs__keyed_drain), no order */
	GS__MAIL_ANSWER, /* the head of a struct gs__ask */
	GS__MAIL_DOWN,   /* the head of a struct gs__monitor */
	GS__MAIL_GONE,   /* id: who waited */
	GS__MAIL_KIND_COUNT
};

struct gs__mail {
	struct gs__mail *next, *prev;
	const struct gs__handler *handler; /* NULL: a stop */
	union {
		gs_ref sender; /* of a call or cast */
		uint64_t id;   /* of a timer, its record; of who is gone, its own */
	};
	struct gs__label is;
};

/* In place of a class: it stands in something else, and is never given back by itself. */
enum { GS__MAIL_PART = GS__POOL_CLASSES + 1 };

enum {
	GS__QUICK_MAX = 16,  /* bytes of what a quick handler (kind.h) is sent */
	GS__QUICK_CLASS = 0, /* of the pool, for a cast of such a handler */
};

_Static_assert(
	sizeof(struct gs__mail) + GS__QUICK_MAX <= GS__POOL_LEAST, "the smallest block has room");

/* A queued call. */
struct gs__call {
	struct gs__mail mail;
	struct gs__waiting waiting;
};

enum gs__share_number {
	GS__SHARE_NONE,
	GS__SHARE_MAILBOX,
	GS__SHARE_OWN,
	GS__SHARE_ANSWERS,
	GS__SHARE_COUNT
};

/* The bounds of what does not say otherwise. */
enum { GS__QUEUE_MAX = 1024, GS__QUEUE_BYTES_MAX = 4 * 1024 * 1024 };

struct gs__bound {
	uint32_t count;
	uint32_t bytes;
};

static const struct gs__bound gs__bound_usual = { GS__QUEUE_MAX, GS__QUEUE_BYTES_MAX };

/* So many messages, of so many bytes: the upper and the lower half of one word. */
struct gs__share {
	uint64_t sum;
};

struct gs__queue {
	struct gs__mail *first; /* its `prev` means nothing */
	struct gs__mail *last;  /* likewise, if there is no first */
	struct gs__mail *seen;  /* no call or cast stands before it; NULL: nothing is known */
	struct gs__mail
		*marked; /* the last one, when the mark was set; NULL: it may be out of date */
	uint32_t high;   /* the most there were, as of the last gs__queue_mark */
	struct gs__share
		shares[GS__SHARE_COUNT]; /* calls and casts; own ones; answers; first: all else */
};

static inline uint32_t gs__share_count(const struct gs__share *share)
{
	return (uint32_t)(share->sum >> 32);
}

static inline uint32_t gs__share_bytes(const struct gs__share *share)
{
	return (uint32_t)share->sum;
}

/* What a message adds to its share. */
static inline uint64_t gs__mail_weight(const struct gs__mail *mail)
{
	return (UINT64_C(1) << 32) + mail->is.len;
}

/* Bytes of the head of a message that may have parameters. */
static inline size_t gs__mail_head(enum gs__mail_kind kind)
{
	return kind == GS__MAIL_CALL ? sizeof(struct gs__call) : sizeof(struct gs__mail);
}

static inline uint8_t *gs__mail_bytes(struct gs__mail *mail)
{
	return (uint8_t *)mail + gs__mail_head((enum gs__mail_kind)mail->is.kind);
}

/* Up to GS__QUICK_MAX bytes: two words, which may overlap. */
static inline void gs__copy_quick(void *to, const void *from, size_t size)
{
	char *at = to;
	const char *in = from;

	if (size >= 8) {
		memcpy(at, in, 8);
		memcpy(at + size - 8, in + size - 8, 8);
	} else if (size >= 4) {
		memcpy(at, in, 4);
		memcpy(at + size - 4, in + size - 4, 4);
	} else if (size > 0) {
		at[0] = in[0];
		at[size / 2] = in[size / 2];
		at[size - 1] = in[size - 1];
	}
}

/* One of no bytes as yet, at the head of a block of `got` bytes of the pool. */
static inline void gs__mail_init(struct gs__mail *mail, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t got)
{
	unsigned class = gs__pool_class(got);

	mail->handler = handler;
	mail->sender = (gs_ref){ 0 };
	mail->is = (struct gs__label){
		.kind = (uint8_t)kind,
		.class = (uint8_t)(class < GS__POOL_CLASSES ? class : GS__POOL_CLASSES),
		.is_secret = handler && handler->is_secret,
	};
}

/* An empty message with room for `size` bytes; NULL: no memory. */
static inline struct gs__mail *gs__mail_new(struct gs__pool *pool, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t size)
{
	size_t got;
	struct gs__mail *mail = size < UINT32_MAX / 2
					? gs__pool_take(pool, gs__mail_head(kind) + size, &got)
					: NULL;

	if (mail)
		gs__mail_init(mail, kind, handler, got);
	return mail;
}

/* What is secret, of none of the pool's sizes, or a part. */
GS__RARE void gs__mail_free_rare(struct gs__mail *mail, struct gs__pool *pool);

/* A part is left alone. */
static inline void gs__mail_free(struct gs__pool *pool, struct gs__mail *mail)
{
	if (mail->is.is_secret || mail->is.class >= GS__POOL_CLASSES)
		gs__mail_free_rare(mail, pool);
	else
		gs__pool_give_class(pool, mail, mail->is.class);
}

/* May a message of so many bytes still enter? The first one always may. */
static inline bool gs__share_has_room(
	const struct gs__share *share, const struct gs__bound *bound, size_t size)
{
	uint32_t count = gs__share_count(share);

	return (count < bound->count && gs__share_bytes(share) + size <= bound->bytes) || !count;
}

/* Whose bound it is counted by. */
static inline struct gs__share *gs__queue_share(struct gs__queue *queue, enum gs__mail_kind kind)
{
	static const uint8_t number[GS__MAIL_KIND_COUNT] = {
		[GS__MAIL_CALL] = GS__SHARE_MAILBOX,
		[GS__MAIL_CAST] = GS__SHARE_MAILBOX,
		[GS__MAIL_OWN] = GS__SHARE_OWN,
		[GS__MAIL_ANSWER] = GS__SHARE_ANSWERS,
	};

	return &queue->shares[number[kind]];
}

/* Behind `place`; NULL: before everything. */
void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place);
void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail);

static inline uint32_t gs__queue_count(const struct gs__queue *queue)
{
	uint32_t count = 0;

	for (int i = 0; i < GS__SHARE_COUNT; i++)
		count += gs__share_count(&queue->shares[i]);
	return count;
}

/* The most that were seen so far. */
static inline uint32_t gs__queue_high(const struct gs__queue *queue)
{
	uint32_t count = gs__queue_count(queue);

	return count > queue->high ? count : queue->high;
}

/* Before one is taken away, if any were added since this was said. */
static inline void gs__queue_mark(struct gs__queue *queue)
{
	queue->high = gs__queue_high(queue);
}

/* The same, for who takes one after the other: nothing is done where none was added meanwhile. */
static inline void gs__queue_mark_once(struct gs__queue *queue)
{
	if (queue->last == queue->marked)
		return;
	gs__queue_mark(queue);
	queue->marked = queue->last;
}

/* Who begins to take knows nothing of the mark: blocks come back with other messages in them. */
static inline void gs__queue_unmark(struct gs__queue *queue)
{
	queue->marked = NULL;
}

/* Does what it belongs to ask whether it is queued? */
static inline bool gs__mail_is_known(enum gs__mail_kind kind)
{
	return kind >= GS__MAIL_TIMER;
}

/* `kind` is the message's: mostly the caller knows it. */
static inline void gs__queue_count_in(
	struct gs__queue *queue, struct gs__mail *mail, enum gs__mail_kind kind)
{
	if (gs__mail_is_known(kind))
		mail->is.is_queued = true;
	gs__queue_share(queue, kind)->sum += gs__mail_weight(mail);
}

static inline void gs__queue_count_out(struct gs__queue *queue, struct gs__mail *mail)
{
	enum gs__mail_kind kind = (enum gs__mail_kind)mail->is.kind;

	if (gs__mail_is_known(kind))
		mail->is.is_queued = false;
	gs__queue_share(queue, kind)->sum -= gs__mail_weight(mail);
	if (queue->seen == mail)
		queue->seen = mail->next;
}

/* At its end. */
static inline void gs__queue_push(
	struct gs__queue *queue, struct gs__mail *mail, enum gs__mail_kind kind)
{
	mail->next = NULL;
	mail->prev = queue->last;
	*(queue->first ? &queue->last->next : &queue->first) = mail;
	queue->last = mail;
	gs__queue_count_in(queue, mail, kind);
}

/* The first one; there is one, and the mark is set. */
static inline struct gs__mail *gs__queue_pop(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->first;

	queue->first = mail->next;
	__builtin_prefetch(mail->next);
	gs__queue_count_out(queue, mail);
	return mail;
}

/* The same of a cast. */
static inline void gs__queue_pop_cast(struct gs__queue *queue, struct gs__mail *mail)
{
	struct gs__mail *next = mail->next;

	queue->first = next;
	__builtin_prefetch(next);
	queue->shares[GS__SHARE_MAILBOX].sum -= gs__mail_weight(mail);
	if (queue->seen == mail)
		queue->seen = next;
}

/* The oldest call or cast; NULL: none. */
struct gs__mail *gs__queue_oldest(struct gs__queue *queue);

#endif
