/* SPDX-License-Identifier: MIT */
#include "runtime/server/queue.h"

void gs__queue_insert(struct gs__queue *queue, struct gs__mail *mail, struct gs__mail *place)
{
	struct gs__mail *next = place ? place->next : queue->first;

	mail->prev = place;
	mail->next = next;
	*(place ? &place->next : &queue->first) = mail;
	*(next ? &next->prev : &queue->last) = mail;
	gs__queue_count_in(queue, mail);
}

void gs__queue_remove(struct gs__queue *queue, struct gs__mail *mail)
{
	*(mail->prev ? &mail->prev->next : &queue->first) = mail->next;
	*(mail->next ? &mail->next->prev : &queue->last) = mail->prev;
	gs__queue_count_out(queue, mail);
}

struct gs__mail *gs__queue_oldest(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->seen ? queue->seen : queue->first;

	while (mail && gs__queue_share(queue, mail) != &queue->shares[GS__SHARE_MAILBOX])
		mail = mail->next;
	queue->seen = mail;
	return mail;
}
