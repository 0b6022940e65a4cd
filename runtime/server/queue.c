/* SPDX-License-Identifier: MIT */
#include "runtime/server/queue.h"

void gs__mail_free_rare(struct gs__mail *mail, struct gs__pool *pool)
{
	if (mail->is.class == GS__MAIL_PART)
		return;
	if (mail->is.is_secret)
		explicit_bzero(gs__mail_bytes(mail), mail->is.len);
	if (mail->is.class < GS__POOL_CLASSES)
		gs__pool_give_class(pool, mail, mail->is.class);
	else
		free(mail);
}

void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place)
{
	struct gs__mail *next = place ? place->next : queue->first;

	mail->prev = place;
	mail->next = next;
	*(place ? &place->next : &queue->first) = mail;
	*(next ? &next->prev : &queue->last) = mail;
	gs__queue_count_in(queue, mail, (enum gs__mail_kind)mail->is.kind);
	gs__queue_mark(queue);
}

void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail)
{
	gs__queue_mark(queue);
	gs__queue_unmark(queue);
	*(mail == queue->first ? &queue->first : &mail->prev->next) = mail->next;
	*(mail->next ? &mail->next->prev : &queue->last) = mail->prev;
	gs__queue_count_out(queue, mail);
}

struct gs__mail *gs__queue_oldest(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->seen ? queue->seen : queue->first;

	while (mail && gs__queue_share(queue, (enum gs__mail_kind)mail->is.kind) !=
			       &queue->shares[GS__SHARE_MAILBOX])
		mail = mail->next;
	queue->seen = mail;
	return mail;
}
