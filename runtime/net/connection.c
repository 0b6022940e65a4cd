/* SPDX-License-Identifier: MIT */
/*
 * A connection: one read and one write a turn. What arrives whole is handled in the loop's read
 * buffer; only what is left over is kept, and only what could not be sent at once has a buffer.
 *
 *   reading ─ answers unread, or no room for a cast ─► held ─► reading
 *      ├─ the peer sent its last ─► answering ─ nothing left ─► closed
 *      └─ an error, broken framing, unread answers beyond the bound ─► lost ─► closed
 */
#include "runtime/net/net.h"

#include <errno.h>
#include <stdlib.h>

/* Bytes of a message's beginning that are rather copied once more than read on behind: so a read
 * takes much, wherever the last one has cut. */
enum { KEPT_SMALL = 1024 };

static struct gs__loop *loop_of(const struct gs__connection *c)
{
	return &c->door->net->node->loop;
}

/* Only at the end of a turn, so that a descriptor is not closed under an event of the same
 * turn. */
void gs__connection_lose(struct gs__connection *c)
{
	c->is_lost = true;
	gs__loop_later(loop_of(c), GS__PHASE_NET, &c->task);
}

void gs__connection_lose_by(struct gs__connection *c, int error)
{
	struct gs__failure failure;

	if (c->door->far)
		gs__far_fails(c->door->far,
			error ? gs__failure_text(&failure, -error) : "it closed the connection");
	gs__connection_lose(c);
}

void gs__connection_break(struct gs__connection *c)
{
	c->door->net->node->counters.broken++;
	if (c->door->far)
		gs__far_fails(c->door->far, "what it sent is no MessagePack-RPC, or too large");
	else
		gs__connection_flush(c); /* what came before it was answered */
	gs__connection_lose(c);
}

/* Is there a whole message that could be handled? */
static bool has_kept(const struct gs__connection *c)
{
	return c->input && !c->input->skip.started;
}

static size_t kept_of(const struct gs__connection *c)
{
	return c->input ? c->input->len - c->input->first : 0;
}

/* Has the peer said its last, and only waits for answers? */
static bool only_waits(const struct gs__connection *c)
{
	return c->has_input_ended && !has_kept(c) && !gs__connection_is_held(c);
}

static void watch(struct gs__connection *c)
{
	bool reads = !c->has_input_ended && !gs__connection_is_held(c) && !c->is_connecting &&
		     !c->door->net->lines.is_stopping;
	bool writes = gs__connection_pending(c) > 0 || c->is_connecting;
	unsigned events = (reads ? GS__IO_READ : 0u) | (writes ? GS__IO_WRITE : 0u) |
			  (only_waits(c) ? GS__IO_CLOSED : 0u);

	if (c->is_lost || events == c->watched)
		return;
	if (gs__io_watch(loop_of(c)->io, c->handle, events, &c->source) < 0) {
		gs__connection_lose(c);
		return;
	}
	c->watched = (uint8_t)events;
}

/* Input. */

static void drop_input(struct gs__connection *c)
{
	struct gs__input *input = c->input;

	if (input && c->door->net->node->has_secrets)
		explicit_bzero(input->bytes, input->room);
	if (input)
		gs__pool_give(&loop_of(c)->pool, input, sizeof(*input) + input->room);
	c->input = NULL;
}

static struct gs__input *new_input(struct gs__connection *c, size_t least)
{
	struct gs__input *input;
	size_t size = sizeof(*input) + least;
	size_t got;

	if (size < GS__INPUT_FIRST)
		size = GS__INPUT_FIRST;
	input = gs__pool_take(&loop_of(c)->pool, size, &got);
	if (input)
		*input = (struct gs__input){ .room = got - sizeof(*input) };
	return input;
}

/* Keeps what is left over of the loop's read buffer. */
static void keep(struct gs__connection *c, const uint8_t *bytes, size_t len, struct gs__skip skip)
{
	struct gs__input *input = new_input(c, len + 1);

	if (!input) {
		gs__connection_lose(c);
		return;
	}
	memcpy(input->bytes, bytes, len);
	input->len = len;
	input->skip = skip;
	c->input = input;
}

/* Room for more of a message that is not complete: at the front first, then twice the size. */
static bool make_room(struct gs__connection *c)
{
	struct gs__input *input = c->input;
	struct gs__input *larger;

	if (input->first > 0) {
		memmove(input->bytes, input->bytes + input->first, input->len - input->first);
		input->len -= input->first;
		input->first = 0;
	}
	if (input->room - input->len >= input->room / 4)
		return true;
	larger = new_input(c, 2 * input->room);
	if (!larger)
		return false;
	memcpy(larger->bytes, input->bytes, input->len);
	larger->len = input->len;
	larger->skip = input->skip;
	drop_input(c);
	c->input = larger;
	return true;
}

/* Handles messages; the bytes that are done with. The first one, if it was seen in part before, is
 * first seen to be whole, so that what comes in small pieces is not decoded again with each. */
static size_t feed(
	struct gs__connection *c, const uint8_t *bytes, size_t len, struct gs__skip *skip)
{
	if (skip->started) {
		switch (gs__skip(skip, bytes, len, c->door->message_max)) {
		case GS__SKIP_DONE: break;
		case GS__SKIP_MORE: return 0;
		default: gs__connection_break(c); return 0;
		}
		*skip = (struct gs__skip){ 0 };
	}
	return gs__connection_feed(c, bytes, len, skip);
}

static void feed_kept(struct gs__connection *c)
{
	struct gs__input *input = c->input;

	input->first += feed(
		c, input->bytes + input->first, input->len - input->first, &input->skip);
	if (input->first == input->len)
		drop_input(c);
}

static void end_input(struct gs__connection *c, ssize_t error)
{
	c->has_input_ended = true;
	if (error < 0 || c->door->far)
		gs__connection_lose_by(c, (int)error);
}

/* Reads more of a message that is large. */
static void read_kept(struct gs__connection *c)
{
	struct gs__input *input;
	ssize_t got;

	if (!make_room(c)) {
		gs__connection_lose(c);
		return;
	}
	input = c->input;
	got = gs__io_read(
		loop_of(c)->io, c->handle, input->bytes + input->len, input->room - input->len);
	if (got == -EAGAIN)
		return;
	if (got <= 0) {
		end_input(c, got);
		return;
	}
	input->len += (size_t)got;
	feed_kept(c);
}

/* Reads into the loop's buffer, behind what was kept. */
static void read_fresh(struct gs__connection *c)
{
	struct gs__loop *loop = loop_of(c);
	struct gs__input *input = c->input;
	struct gs__skip skip = { 0 };
	size_t kept = kept_of(c), len, used;
	ssize_t got = gs__io_read(loop->io, c->handle, loop->input + kept, GS__LOOP_INPUT - kept);

	if (got == -EAGAIN)
		return;
	if (got <= 0) {
		end_input(c, got);
		return;
	}
	if (input) {
		memcpy(loop->input, input->bytes + input->first, kept);
		skip = input->skip;
		drop_input(c);
	}
	len = kept + (size_t)got;
	used = feed(c, loop->input, len, &skip);
	if (used < len && !c->is_lost)
		keep(c, loop->input + used, len - used, skip);
	if (c->door->net->node->has_secrets)
		explicit_bzero(loop->input, len);
}

/* Has the peer said all, and been told all? An incomplete last message is nobody's. */
static bool is_finished(const struct gs__connection *c)
{
	return (c->door->net->lines.is_stopping || (c->has_input_ended && !has_kept(c))) &&
	       !c->sink.waiting && gs__connection_pending(c) == 0;
}

void gs__connection_settle(struct gs__connection *c)
{
	gs__connection_flush(c);
	if (is_finished(c))
		gs__connection_lose(c);
	watch(c);
}

/* It was being made: is it? */
static void decide(struct gs__connection *c)
{
	int error = gs__io_connected(loop_of(c)->io, c->handle);

	if (error == -EINPROGRESS)
		return;
	c->is_connecting = false;
	if (error < 0)
		gs__connection_lose_by(c, error);
	else
		gs__far_connected(c->door->far);
}

static void ready(struct gs__source *source, unsigned events)
{
	struct gs__connection *c = GS__CONTAINER(source, struct gs__connection, source);

	if (c->is_lost)
		return;
	if (c->is_connecting)
		decide(c);
	else if ((events & (GS__IO_READ | GS__IO_CLOSED)) && !gs__connection_is_held(c) &&
		 !c->has_input_ended) {
		if (kept_of(c) > KEPT_SMALL)
			read_kept(c);
		else
			read_fresh(c);
	} else if ((events & GS__IO_CLOSED) && (only_waits(c) || gs__connection_pending(c) > 0)) {
		gs__connection_lose(c); /* nobody reads the answers any more */
	}
	gs__connection_settle(c);
}

/* Later in the turn: answers came from elsewhere, what held it is gone, or it is lost. */
static void run_task(struct gs__task *task)
{
	struct gs__connection *c = GS__CONTAINER(task, struct gs__connection, task);

	c->holds &= (uint8_t)~GS__HOLD_TURN;
	if (has_kept(c) && !gs__connection_is_held(c))
		feed_kept(c);
	if (!c->is_lost)
		gs__connection_settle(c);
	if (c->is_lost)
		gs__connection_close(c);
}

static void wake(struct gs__waiter *waiter)
{
	struct gs__connection *c = GS__CONTAINER(waiter, struct gs__connection, waiter);

	gs__loop_later(loop_of(c), GS__PHASE_NET, &c->task);
}

/* Beginning and end. */

/* A peer that can be cast to. False: no memory. */
static bool take_place(struct gs__connection *c, struct gs__node *node)
{
	struct gs__place *place = gs__slab_take(&node->places, &c->sink.place);

	if (place)
		place->sink = &c->sink;
	return place;
}

static void drop_place(struct gs__connection *c, struct gs__node *node)
{
	struct gs__place *place = gs__slab_get(&node->places, c->sink.place);

	if (place)
		gs__slab_drop(&node->places, place);
}

struct gs__connection *gs__connection_open(struct gs__door *door, int handle, bool is_connecting)
{
	struct gs__net *net = door->net;
	struct gs__io *io = net->node->loop.io;
	unsigned events = is_connecting ? GS__IO_WRITE : GS__IO_READ;
	struct gs__connection *c = calloc(1, sizeof(*c));

	if (!c || (!door->far && !take_place(c, net->node)) ||
		gs__io_watch(io, handle, events, &c->source) < 0) {
		gs__io_close(io, handle);
		if (c)
			drop_place(c, net->node);
		free(c);
		return NULL;
	}
	c->sink.ops = &gs__connection_sink;
	c->source.ready = ready;
	c->task.run = run_task;
	c->waiter.wake = wake;
	c->door = door;
	c->handle = handle;
	c->watched = (uint8_t)events;
	c->is_connecting = is_connecting;
	c->next = net->connections;
	if (c->next)
		c->next->prev = c;
	net->connections = c;
	door->count++;
	return c;
}

void gs__connection_close(struct gs__connection *c)
{
	struct gs__door *door = c->door;
	struct gs__net *net = door->net;

	gs__loop_never(&c->task);
	gs__wait_no_more(&c->waiter);
	gs__sink_drop(net->node, &c->sink);
	drop_place(c, net->node);
	drop_input(c);
	gs__connection_drop_output(c);
	gs__io_close(net->node->loop.io, c->handle);
	*(c->prev ? &c->prev->next : &net->connections) = c->next;
	if (c->next)
		c->next->prev = c->prev;
	door->count--;
	free(c);
	if (door->far)
		gs__far_closed(door->far);
	else
		net->node->counters.connections--;
	gs__listeners_wake(net);
	if (net->lines.is_stopping && !net->connections)
		gs__part_stopped(net->node, &net->lines);
}
