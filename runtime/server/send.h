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
	if (size == 8)
		memcpy(to, from, 8);
	else if (size == 4)
		memcpy(to, from, 4);
	else if (size > 0)
		memcpy(to, from, size);
}

/* Puts the trace of what is handled behind a message, which has room for it. */
static inline void gs__mail_carry(const struct gs__node *node, struct gs__mail *mail)
{
	mail->carried = node->carried;
	memcpy(gs__mail_bytes(mail) + mail->len, node->trace, node->carried);
}

/* For the next function: a message that is encoded. */
gs_status gs__mail_code(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **mail);

/* A message with its parameters, in a block of its own. GS_OK, GS_INVALID, GS_NO_MEMORY. */
GS__INLINE gs_status gs__mail_make(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **made)
{
	struct gs__mail *mail;

	if (handler->in_form == GS__CODED)
		return gs__mail_code(node, kind, handler, in, made);
	if (!gs__is_plain(handler->in_form, handler->clause->in, in))
		return GS_INVALID;
	mail = gs__mail_new(
		&node->loop.pool, kind, handler, handler->in_size + (size_t)node->carried);
	if (!mail)
		return GS_NO_MEMORY;
	mail->is_plain = true;
	mail->len = handler->in_size;
	gs__copy(gs__mail_bytes(mail), in, handler->in_size);
	if (node->carried)
		gs__mail_carry(node, mail);
	*made = mail;
	return GS_OK;
}

/* What a message has for its handler: where it lies if it is plain, else decoded into the node's
 * scratch. False: it does not fit, or there is no memory. */
static inline bool gs__mail_read(struct gs__node *node, struct gs__mail *mail, const void **in)
{
	uint8_t *bytes = gs__mail_bytes(mail);
	struct gs_reader reader = { bytes, bytes + mail->len, &node->arena };

	*in = mail->is_plain ? bytes : node->params;
	return mail->is_plain ||
	       gs__record_take(&reader, mail->handler->clause->in, node->params, NULL);
}

#endif
