/* SPDX-License-Identifier: MIT */
#include "runtime/server/send.h"
#include "runtime/server/push.h"

#include "runtime/server/dispatch.h"
#include "runtime/server/keyed.h"
#include "runtime/server/remote.h"
#include "runtime/wire/record.h"

/* What is sure to be smaller is written where it will stand, with some room to spare, which
 * writers ask for by the piece; the rest in the node's draft first. */
enum { SMALL = 1024, SPARE = 8, DRAFT_KEPT = 64 * 1024 };

static gs_status encode_small(struct gs__node *node, const struct gs_record *record,
	const void *from, size_t head, size_t tail, struct gs__coded *coded)
{
	size_t room = (size_t)record->encoded_max + SPARE;
	uint8_t *block = gs__pool_take(&node->loop.pool, head + room + tail, &coded->got);
	struct gs_writer out;

	if (!block)
		return GS_NO_MEMORY;
	out = (struct gs_writer){
		.at = block + head,
		.end = block + head + room,
		.bytes = block + head,
		.limit = room,
	};
	if (!gs__record_put(&out, record, from, false)) {
		if (record->is_secret)
			explicit_bzero(block, coded->got);
		gs__pool_give(&node->loop.pool, block, coded->got);
		return GS_INVALID;
	}
	coded->block = block;
	coded->len = (uint32_t)(out.at - out.bytes);
	return GS_OK;
}

static gs_status encode_large(struct gs__node *node, const struct gs_record *record,
	const void *from, size_t head, size_t tail, struct gs__coded *coded)
{
	struct gs_writer *out = &node->draft;
	gs_status status = GS_NO_MEMORY;
	uint8_t *block;
	size_t len;

	gs__draft_begin(node, record->is_secret);
	if (!gs__record_put(out, record, from, false)) {
		gs__draft_end(node);
		return out->no_memory ? GS_NO_MEMORY : GS_INVALID;
	}
	len = (size_t)(out->at - out->bytes);
	block = gs__pool_take(&node->loop.pool, head + len + tail, &coded->got);
	if (block) {
		memcpy(block + head, out->bytes, len);
		coded->block = block;
		coded->len = (uint32_t)len;
		status = GS_OK;
	}
	gs__draft_end(node);
	return status;
}

gs_status gs__encode(struct gs__node *node, const struct gs_record *record, const void *from,
	size_t head, size_t tail, struct gs__coded *coded)
{
	if (record && record->encoded_max <= SMALL)
		return encode_small(node, record, from, head, tail, coded);
	if (record)
		return encode_large(node, record, from, head, tail, coded);
	coded->len = 0;
	coded->block = gs__pool_take(&node->loop.pool, head + tail, &coded->got);
	return coded->block ? GS_OK : GS_NO_MEMORY;
}

struct gs_writer *gs__draft_begin(struct gs__node *node, bool is_secret)
{
	struct gs_writer *out = &node->draft;

	out->at = out->bytes;
	out->limit = UINT32_MAX / 2;
	out->no_memory = false;
	out->wipes = is_secret;
	return out;
}

void gs__draft_end(struct gs__node *node)
{
	struct gs_writer *out = &node->draft;
	size_t size = (size_t)(out->end - out->bytes);

	if (out->wipes && size > 0)
		explicit_bzero(out->bytes, size);
	if (size <= DRAFT_KEPT)
		return;
	gs__pool_give(&node->loop.pool, out->bytes, size);
	*out = (struct gs_writer){ 0 };
}

/* A message that is encoded. */
static gs_status mail_code(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **mail)
{
	struct gs__coded coded;
	gs_status status = gs__encode(
		node, handler->clause->in, in, gs__mail_head(kind), node->carried, &coded);

	if (status != GS_OK)
		return status;
	*mail = coded.block;
	gs__mail_init(*mail, kind, handler, coded.got);
	(*mail)->is.len = coded.len;
	gs__mail_carry(node, *mail);
	return GS_OK;
}

gs_status gs__mail_make(struct gs__node *node, enum gs__mail_kind kind,
	const struct gs__handler *handler, const void *in, struct gs__mail **made)
{
	struct gs__mail *mail;

	if (handler->in_form == GS__CODED)
		return mail_code(node, kind, handler, in, made);
	if (!gs__is_plain(handler->in_form, handler->clause->in, in))
		return GS_INVALID;
	mail = gs__mail_new(
		&node->loop.pool, kind, handler, handler->in_size + (size_t)node->carried);
	if (!mail)
		return GS_NO_MEMORY;
	mail->is.is_plain = true;
	mail->is.len = handler->in_size;
	gs__copy(gs__mail_bytes(mail), in, handler->in_size);
	gs__mail_carry(node, mail);
	*made = mail;
	return GS_OK;
}

bool gs__mail_decode(struct gs__node *node, struct gs__mail *mail)
{
	uint8_t *bytes = gs__mail_bytes(mail);
	struct gs_reader reader = { bytes, bytes + mail->is.len, &node->arena };

	return gs__record_take(&reader, mail->handler->clause->in, node->params, NULL);
}

/* One's own message, if the clause is one's own and there is room. */
static gs_status make_own(
	gs_ctx *ctx, const struct gs_clause *clause, const void *in, struct gs__mail **mail)
{
	struct gs__instance *self = ctx->self;
	const struct gs__handler *handler = gs__kind_handler(self->kind, clause);
	gs_status status;

	if (!handler || clause->kind != GS_TO_SELF)
		return GS_NO_CLAUSE;
	if (!gs__instance_is_up(self))
		return GS_DOWN;
	status = gs__mail_make(ctx->node, GS__MAIL_OWN, handler, in, mail);
	if (status != GS_OK || gs__share_has_room(&self->queue.shares[GS__SHARE_OWN],
				       &gs__bound_usual, (*mail)->is.len))
		return status;
	gs__mail_free(&ctx->node->loop.pool, *mail);
	return GS_FULL;
}

gs_status gs_send(gs_ctx *ctx, const struct gs_clause *clause, const void *in)
{
	struct gs__mail *mail;
	gs_status status = make_own(ctx, clause, in, &mail);

	if (status == GS_OK)
		gs__instance_post(ctx->self, mail, GS__MAIL_OWN);
	return status;
}

/* Before all that is queued, but behind what this same handler put there: chained steps keep their
 * order. */
gs_status gs_next(gs_ctx *ctx, const struct gs_clause *clause, const void *in)
{
	struct gs__mail *mail;
	gs_status status = make_own(ctx, clause, in, &mail);

	if (status != GS_OK)
		return status;
	gs__queue_insert(&ctx->self->queue, mail, ctx->next);
	ctx->next = mail;
	gs__loop_later(&ctx->node->loop, GS__PHASE_QUEUES, &ctx->self->task);
	return GS_OK;
}

/* May servers of that class send it to a peer? */
static bool has_notice(const struct gs_class *class, const struct gs_clause *clause)
{
	const struct gs_clause *const *at = class->notifies;

	while (at && *at && *at != clause)
		at++;
	return at && *at;
}

gs_status gs__send_to(
	gs_ref ref, struct gs__instance **to, const struct gs__handler **handler, const void **in)
{
	struct gs__instance *line = *to;
	const char *text;
	gs_status status = GS_OK;

	if ((*handler)->keyed) {
		status = gs__keyed_address(line->keyed, ref, *handler, *in, in);
		*handler = (*handler)->keyed;
	}
	return status == GS_OK ? gs__keyed_find(line, *handler, *in, false, to, &text) : status;
}

void gs__not_sent_to(struct gs__instance *to)
{
	if (to->line)
		gs__loop_later(&to->node->loop, GS__PHASE_QUEUES, &to->task);
}

/* To a remote, to a peer, or to nobody. */
GS__RARE static gs_status cast_elsewhere(
	gs_ctx *ctx, const struct gs__place *place, const struct gs_clause *clause, const void *in)
{
	if (place && place->sink && place->sink->is_remote)
		return gs__remote_cast(
			GS__CONTAINER(place->sink, struct gs__remote, sink), clause, in);
	if (place && place->sink)
		return has_notice(ctx->self->kind->class, clause)
			       ? gs__push(place->sink, clause, in)
			       : GS_NO_CLAUSE;
	ctx->node->counters.dropped++;
	return GS_DOWN;
}

static gs_status refuse_cast(
	gs_ctx *ctx, const struct gs__instance *instance, struct gs__mail *mail)
{
	if (instance->kind->class->mailbox.overflow == GS_REJECT)
		ctx->node->counters.dropped++;
	gs__mail_free(&ctx->node->loop.pool, mail);
	return GS_FULL;
}

/* Any cast there is. */
GS__RARE static gs_status cast_slowly(gs_ctx *ctx, gs_ref to, struct gs__instance *instance,
	const struct gs_clause *clause, const void *in)
{
	const struct gs__handler *handler = gs__kind_handler(instance->kind, clause);
	struct gs__mail *mail;
	gs_status status = GS_OK;

	if (!handler || clause->kind != GS_CAST)
		return GS_NO_CLAUSE;
	if (instance->keyed)
		status = gs__send_to(to, &instance, &handler, &in);
	if (status != GS_OK)
		return status;
	status = gs__mail_make(ctx->node, GS__MAIL_CAST, handler, in, &mail);
	if (status != GS_OK) {
		gs__not_sent_to(instance);
		return status;
	}
	if (!gs__make_room(instance, mail->is.len))
		return refuse_cast(ctx, instance, mail);
	mail->sender = ctx->self->ref;
	gs__instance_post(instance, mail, GS__MAIL_CAST);
	return GS_OK;
}

/* A few bytes, for a server that has room for them. A function of its own, in which and in whose
 * caller nothing must be saved across a call. */
__attribute__((noinline)) static gs_status cast_quickly(gs_ctx *ctx, struct gs__instance *instance,
	const struct gs__handler *handler, const void *in)
{
	struct gs__mail *mail = NULL;

	if (gs__has_room(instance, handler->label.len))
		mail = gs__cast_quick(ctx->node, handler, in);
	if (!mail)
		return cast_slowly(ctx, instance->ref, instance, handler->clause, in);
	mail->sender = ctx->self->ref;
	gs__instance_post(instance, mail, GS__MAIL_CAST);
	return GS_OK;
}

gs_status gs_cast(gs_ctx *ctx, gs_ref to, const struct gs_clause *clause, const void *in)
{
	const struct gs__place *place = gs__slab_get(&ctx->node->places, to.gs_place);
	struct gs__instance *instance = place ? place->instance : NULL;
	const struct gs__kind_place *found;

	if (!instance || !gs__instance_is_up(instance))
		return cast_elsewhere(ctx, place, clause, in);
	found = gs__kind_place(instance->kind, clause);
	if (found->clause == clause && found->handler->quick == GS__MAIL_CAST &&
		!ctx->node->carried)
		return cast_quickly(ctx, instance, found->handler, in);
	return cast_slowly(ctx, to, instance, clause, in);
}
