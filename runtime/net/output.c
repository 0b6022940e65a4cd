/* SPDX-License-Identifier: MIT */
/* What a connection has still to send. A buffer is there only while something is in it. */
#include <errno.h>

#include "runtime/net/net.h"

static struct gs__loop *loop_of(const struct gs__connection *c)
{
	return &c->door->net->node->loop;
}

void gs__connection_drop_output(struct gs__connection *c)
{
	struct gs__pool *pool = &loop_of(c)->pool;
	struct gs_writer *out = c->output ? &c->output->writer : NULL;
	size_t size;

	if (!out)
		return;
	size = (size_t)(out->end - out->bytes);
	if (out->wipes && size > 0)
		explicit_bzero(out->bytes, size);
	gs__pool_give(pool, out->bytes, size);
	gs__pool_give(pool, c->output, GS__POOL_LEAST);
	c->output = NULL;
}

void gs__connection_flush(struct gs__connection *c)
{
	size_t pending = gs__connection_pending(c);
	ssize_t sent;

	if (c->is_lost || c->is_connecting)
		return;
	if (pending == 0) {
		gs__connection_drop_output(c); /* what was begun was taken back */
		return;
	}
	sent = gs__io_write(
		loop_of(c)->io, c->handle, c->output->writer.bytes + c->output->sent, pending);
	if (sent < 0 && sent != -EAGAIN) {
		gs__connection_lose_by(c, (int)sent);
		return;
	}
	c->output->sent += sent > 0 ? (size_t)sent : 0;
	if (gs__connection_pending(c) == 0) {
		gs__connection_drop_output(c);
		if (c->door->far)
			c->door->far->remote.unsent = 0;
	}
	if (gs__connection_pending(c) < GS__OUTPUT_SOFT / 2 && (c->holds & GS__HOLD_OUTPUT)) {
		c->holds &= (uint8_t)~GS__HOLD_OUTPUT;
		gs__loop_later(loop_of(c), GS__PHASE_NET, &c->task);
	}
}

/* What is sent makes room once it is the greater part. */
static void compact(struct gs__output *output, size_t pending)
{
	struct gs_writer *out = &output->writer;

	memmove(out->bytes, out->bytes + output->sent, pending);
	out->at = out->bytes + pending;
	output->sent = 0;
}

_Static_assert(sizeof(struct gs__output) <= GS__POOL_LEAST, "it is the smallest of blocks");

/* NULL: no memory. */
static struct gs__output *new_output(struct gs__connection *c, size_t limit)
{
	struct gs__pool *pool = &loop_of(c)->pool;
	size_t got, room = 0;
	struct gs__output *output = gs__pool_take(pool, GS__POOL_LEAST, &got);
	struct gs_writer *out = output ? &output->writer : NULL;

	if (!output)
		return NULL;
	output->sent = 0;
	out->bytes = out->at = gs__pool_take(pool, GS__OUTPUT_FIRST, &room);
	out->end = out->bytes ? out->bytes + room : NULL;
	out->limit = limit;
	out->no_memory = false;
	out->wipes = c->door->net->node->has_secrets;
	return output;
}

/* What is not asked for leaves the room of answers alone. */
static bool has_room(const struct gs__sink *sink, uint64_t size)
{
	const struct gs__connection *c = GS__CONTAINER(sink, struct gs__connection, sink);
	size_t pending = gs__connection_pending(c);

	return pending == 0 || pending + size <= GS__OUTPUT_HARD;
}

/* Unread bytes beyond which no answer is begun. */
static size_t most_output(const struct gs__connection *c)
{
	return GS__OUTPUT_HARD + (size_t)c->door->net->sent_max;
}

static struct gs_writer *begin_output(struct gs__sink *sink)
{
	struct gs__connection *c = GS__CONTAINER(sink, struct gs__connection, sink);
	size_t pending = gs__connection_pending(c);

	if (c->is_lost)
		return NULL;
	if (pending > GS__OUTPUT_HARD && pending > most_output(c)) {
		c->door->net->node->counters.slow++;
		gs__connection_lose(c);
		return NULL;
	}
	if (!c->output) /* what is sent stands before the rest, until it is the greater part */
		c->output = new_output(c, 3 * most_output(c));
	else if (c->output->sent > pending)
		compact(c->output, pending);
	if (!c->output) {
		gs__connection_lose(c);
		return NULL;
	}
	return &c->output->writer;
}

static void end_output(struct gs__sink *sink)
{
	struct gs__connection *c = GS__CONTAINER(sink, struct gs__connection, sink);

	if (!c->is_feeding)
		gs__loop_later(loop_of(c), GS__PHASE_NET, &c->task);
}

static void lose_output(struct gs__sink *sink)
{
	gs__connection_lose(GS__CONTAINER(sink, struct gs__connection, sink));
}

const struct gs__sink_ops gs__connection_sink = {
	.has_room = has_room,
	.begin = begin_output,
	.end = end_output,
	.lose = lose_output,
};

struct gs__connection *gs__connection_of(gs_ctx *ctx)
{
	const struct gs__place *place = gs__place_at(ctx->node, gs_peer(ctx));

	return place && place->sink && place->sink->ops == &gs__connection_sink
		       ? GS__CONTAINER(place->sink, struct gs__connection, sink)
		       : NULL;
}
