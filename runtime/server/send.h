/* SPDX-License-Identifier: MIT */
/*
 * send: messages between the servers of a node and to oneself: checked and copied at once, as the C
 * struct where that points nowhere, else encoded in the array form. The functions that handlers
 * call are declared in gs_tables.h.
 */
#ifndef GS_SERVER_SEND_H
#define GS_SERVER_SEND_H

#include "runtime/server/inside.h"
#include "runtime/wire/record.h"

/* The encoding of what C hands over, in a block of the pool. */
struct gs__coded {
	void *block;
	size_t got;   /* bytes of the block */
	uint32_t len; /* of the encoding */
};

/* `head` bytes stand before the encoding, not initialised, and at least `tail` behind it. A record
 * of NULL has no bytes. GS_OK, GS_INVALID, GS_NO_MEMORY. */
gs_status gs__encode(struct gs__node *node, const struct gs_record *record, const void *from,
	size_t head, size_t tail, struct gs__coded *coded);

/* The draft, empty; and its end: what a large message made it grow to is given back, what is
 * secret is overwritten. */
struct gs_writer *gs__draft_begin(struct gs__node *node, bool is_secret);
void gs__draft_end(struct gs__node *node);

/* Which instance of a keyed server (*to) a message is for, which may be started for it (keyed.h).
 * Through a ref to one of them *handler and *in become those of its own copy of the clause. */
gs_status gs__send_to(
	gs_ref ref, struct gs__instance **to, const struct gs__handler **handler, const void **in);

/* After a gs__send_to that no message followed: the instance may rest again, when the handler that
 * runs is done. */
void gs__not_sent_to(struct gs__instance *to);

/* May the C struct be handed over as it is? */
static inline bool gs__is_plain(
	enum gs__form form, const struct gs_record *record, const void *from)
{
	return form == GS__PLAIN || (form == GS__BOUNDED && gs__record_fits(record, from, NULL));
}

/* Structs of messages are small, mostly. */
static inline void gs__copy(void *to, const void *from, size_t size)
{
	if (size <= GS__QUICK_MAX)
		gs__copy_quick(to, from, size);
	else
		memcpy(to, from, size);
}

/* Puts the trace of what is handled behind a message, which has room for it. */
static inline void gs__mail_carry(const struct gs__node *node, struct gs__mail *mail)
{
	mail->is.carried = node->carried;
	memcpy(gs__mail_bytes(mail) + mail->is.len, node->trace, node->carried);
}

/* A message with its parameters, in a block of its own. GS_OK, GS_INVALID, GS_NO_MEMORY. */
gs_status gs__mail_make(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **made);

/* A cast of a quick handler, while there is no trace: NULL where that takes more than to copy a few
 * bytes. */
static inline struct gs__mail *gs__cast_quick(
	struct gs__node *node, const struct gs__handler *handler, const void *in)
{
	struct gs__mail *mail = gs__pool_pick(&node->loop.pool, GS__QUICK_CLASS);

	if (!mail)
		return NULL;
	mail->handler = handler;
	mail->is = handler->label;
	gs__copy_quick(mail + 1, in, handler->label.len);
	return mail;
}

/* Decodes a message into the node's scratch. False: it does not fit, or there is no memory. */
GS__RARE bool gs__mail_decode(struct gs__node *node, struct gs__mail *mail);

/* What a message has for its handler: where it lies if it is plain, else decoded; false: as
 * above. */
static inline bool gs__mail_read(struct gs__node *node, struct gs__mail *mail, const void **in)
{
	*in = mail->is.is_plain ? gs__mail_bytes(mail) : node->params;
	return mail->is.is_plain || gs__mail_decode(node, mail);
}

#endif
