/* SPDX-License-Identifier: MIT */
#include "runtime/server/queue.h"

struct gs__mail *gs__queue_oldest(struct gs__queue *queue)
{
	struct gs__mail *mail = queue->seen ? queue->seen : queue->first;

	while (mail && gs__queue_share(queue, mail) != &queue->shares[GS__SHARE_MAILBOX])
		mail = mail->next;
	queue->seen = mail;
	return mail;
}
