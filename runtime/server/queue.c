/* SPDX-License-Identifier: MIT */
#include "runtime/server/queue.h"

#include <string.h>

#include "runtime/server/pool.h"

void gs__mail_init(struct gs__mail *mail, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t got)
{
	*mail = (struct gs__mail){ .handler = handler, .kind = (uint8_t)kind };
	if ((got & (got - 1)) == 0)
		mail->shift = (uint8_t)__builtin_ctzll(got);
}

struct gs__mail *gs__mail_new(struct gs__pool *pool, enum gs__mail_kind kind,
	const struct gs__handler *handler, size_t size)
{
	size_t got;
	struct gs__mail *mail;

	if (size > UINT32_MAX - sizeof(*mail))
		return NULL;
	mail = gs__pool_take(pool, sizeof(*mail) + size, &got);
	if (!mail)
		return NULL;
	gs__mail_init(mail, kind, handler, got);
	return mail;
}

void gs__mail_free(struct gs__pool *pool, struct gs__mail *mail)
{
	if (mail->kind != GS__MAIL_TICK)
		gs__pool_give(pool, mail, mail->shift ? (size_t)1 << mail->shift : 0);
}

static struct gs__share *share_of(struct gs__queue *queue, const struct gs__mail *mail)
{
	switch (mail->kind) {
	case GS__MAIL_CALL:
	case GS__MAIL_CAST: return &queue->mailbox;
	case GS__MAIL_OWN: return &queue->own;
	default: return NULL;
	}
}

void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place)
{
	struct gs__share *share = share_of(queue, mail);
	struct gs__mail *next = place ? place->next : queue->first;

	mail->prev = place;
	mail->next = next;
	*(place ? &place->next : &queue->first) = mail;
	*(next ? &next->prev : &queue->last) = mail;
	mail->is_queued = true;
	queue->count++;
	if (queue->count > queue->high)
		queue->high = queue->count;
	if (share) {
		share->count++;
		share->bytes += mail->len;
	}
}

void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail)
{
	struct gs__share *share = share_of(queue, mail);

	*(mail->prev ? &mail->prev->next : &queue->first) = mail->next;
	*(mail->next ? &mail->next->prev : &queue->last) = mail->prev;
	mail->is_queued = false;
	if (queue->seen == mail)
		queue->seen = mail->next;
	queue->count--;
	if (share) {
		share->count--;
		share->bytes -= mail->len;
	}
}

struct gs__mail *gs__queue_oldest(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->seen ? queue->seen : queue->first;

	while (mail && share_of(queue, mail) != &queue->mailbox)
		mail = mail->next;
	queue->seen = mail;
	return mail;
}
