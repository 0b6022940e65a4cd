/* SPDX-License-Identifier: MIT */
/*
 * From bytes to handlers. A message for an idle server is decoded where it lies, and decoding
 * finds its end. All others take the slow road: their end is found first, then they are queued,
 * refused, or left to wait for the rest.
 */
#include <stdio.h>

#include "runtime/base/utf8.h"
#include "runtime/net/net.h"
#include "runtime/server/keyed.h"
#include "runtime/wire/complete.h"
#include "runtime/wire/envelope.h"

enum step {
	DONE,
	MORE, /* the message goes on behind what is there */
	HELD, /* it cannot be taken just now */
	BROKEN
};

struct message {
	const uint8_t *bytes;
	size_t len; /* of what is there; of the message, once that is known */
	struct gs__envelope envelope;
	struct gs_reader in;     /* stands at the parameters after the head */
	struct gs__instance *to; /* NULL: nobody of that name */
};

static bool is_map(uint8_t byte)
{
	return (byte & 0xf0) == 0x80 || byte == 0xde || byte == 0xdf;
}

static bool is_array(uint8_t byte)
{
	return (byte & 0xf0) == 0x90 || byte == 0xdc || byte == 0xdd;
}

static bool is_name(gs_str a, gs_str b)
{
	return a.len == b.len && gs__is_same(a.data, b.data, a.len);
}

/* Whom the last message was for; NULL: it was for nobody, or that one is gone. */
GS__INLINE struct gs__instance *last_one(const struct gs__connection *c)
{
	const struct gs__place *place = c->handler ? gs__slab_get(
							     &c->door->net->node->places, c->place)
						   : NULL;

	return place ? place->instance : NULL;
}

/* Whom it is for: mostly whom the last one was for. False: no such server, or no such clause of it
 * (then `to` says which it is), or not on this listener. */
static bool resolve(struct gs__connection *c, struct message *m)
{
	struct gs__node *node = c->door->net->node;
	const struct gs__envelope *envelope = &m->envelope;

	m->to = last_one(c);
	if (m->to && m->to->life == GS__RUNNING && is_name(envelope->clause, c->handler->name) &&
		is_name(envelope->instance, m->to->name))
		return true;
	c->handler = NULL;
	m->to = gs__instance_named(node, envelope->instance);
	if (!m->to)
		return false;
	c->place = m->to->ref.gs_place;
	c->handler = gs__kind_entry(m->to->kind, envelope->clause);
	if (c->handler && gs__connection_listener(c)->serve_count > 0) {
		struct gs__offer offer = gs__listener_offer(
			gs__connection_listener(c), envelope->instance);

		if (!gs__offer_has(&offer, c->handler->clause))
			c->handler = NULL;
	}
	return c->handler;
}

/* A msgid in its usual forms; NULL: another one. There are 5 bytes at least. */
static const uint8_t *read_msgid(const uint8_t *at, uint32_t *msgid)
{
	switch (*at) {
	case 0xcc: *msgid = at[1]; return at + 2;
	case 0xcd: *msgid = (uint32_t)at[1] << 8 | at[2]; return at + 3;
	case 0xce:
		*msgid = (uint32_t)at[1] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 8 |
			 at[4];
		return at + 5;
	default: *msgid = *at; return *at < 0x80 ? at + 1 : NULL;
	}
}

/*
 * The commonest head by far: a request in its usual form, to whom the last message was for. What is
 * the same as then needs no other check. False: it is another one, and nothing is read.
 */
static bool read_known(struct gs__connection *c, struct message *m)
{
	enum { LEAST = 8 };
	const uint8_t *at = m->in.at, *end = m->in.end;
	struct gs__instance *to;
	uint32_t len;

	if (end - at < LEAST || (at[0] & 0xfe) != 0x94 || at[1] != GS__REQUEST)
		return false;
	to = last_one(c);
	m->envelope.more = at[0] - 0x94u;
	at = read_msgid(at + 2, &m->envelope.msgid);
	if (!at || !to || to->life != GS__RUNNING)
		return false;
	len = to->name.len + 1 + c->handler->name.len;
	if (len < 32 && *at == (0xa0 | len))
		at++;
	else if (len >= 32 && *at == 0xd9 && end - at > 1 && at[1] == len)
		at += 2;
	else
		return false;
	if ((size_t)(end - at) < len || at[to->name.len] != '.' ||
		!gs__is_same(at, to->name.data, to->name.len) ||
		!gs__is_same(at + to->name.len + 1, c->handler->name.data, c->handler->name.len))
		return false;
	m->envelope.kind = GS__REQUEST;
	m->to = to;
	m->in.at = at + len;
	return true;
}

static gs_ref peer_of(const struct gs__connection *c)
{
	return (gs_ref){ .gs_place = c->sink.place };
}

static struct gs__request request_of(struct gs__connection *c, const struct message *m)
{
	return (struct gs__request){
		.sink = m->envelope.kind == GS__REQUEST ? &c->sink : NULL,
		.msgid = m->envelope.msgid,
		.deadline = INT64_MAX,
	};
}

static bool is_in_time(struct gs__node *node, struct gs__request *request, int64_t timeout)
{
	if (timeout < 0)
		return true;
	request->deadline = gs__later(node->loop.now, timeout);
	if (request->deadline > node->loop.now)
		return true;
	node->counters.expired++;
	gs__answer_status(node, request, GS_TIMEOUT, NULL);
	return false;
}

static void refuse(struct gs__connection *c, const struct gs__request *request, gs_status status,
	const char *text)
{
	if (!request->sink && status != GS_INVALID)
		c->door->net->node->counters.dropped++;
	gs__answer_status(c->door->net->node, request, status, text);
}

/* It is whole, and cannot run at once. False: it is to wait for room. */
static bool queue(struct gs__connection *c, struct gs__instance *to,
	const struct gs__request *request, gs_bytes params)
{
	gs_status status = gs__queue_request(to, c->handler, request, peer_of(c), params);

	if (status == GS_OK)
		return true;
	if (status == GS_FULL && !request->sink && to->kind->class->mailbox.overflow == GS_WAIT) {
		gs__wait_for_room(to, &c->waiter);
		return false;
	}
	refuse(c, request, status, NULL);
	return true;
}

/* Then no request is run, for its handler could not put off the answer, as none could be queued. */
static bool owes_too_much(const struct gs__connection *c)
{
	return c->sink.waiting_count >= GS__SINK_WAITING_MAX;
}

/* A message whose parameters stand in the node's scratch, and in `params`: to the server, or to the
 * one of its instances that the key says. False: it is to wait for room. */
static bool hand_over(struct gs__connection *c, const struct message *m,
	struct gs__request *request, gs_bytes params)
{
	struct gs__node *node = c->door->net->node;
	struct gs__instance *to = m->to;
	gs_status status = GS_OK;
	const char *text = NULL;
	bool is_done = true;

	if (request->sink && owes_too_much(c))
		status = GS_FULL;
	else if (to->keyed)
		status = gs__keyed_find(to, c->handler, node->params, true, &to, &text);
	if (status != GS_OK)
		refuse(c, request, status, text);
	else if (gs__is_idle(to))
		gs__run_request(to, c->handler, request, peer_of(c), node->params);
	else
		is_done = queue(c, to, request, params);
	if (to->line)
		gs__keyed_rest(to);
	gs__message_done(node, c->handler);
	return is_done;
}

/* Is it for a server that can take it now? Which instance of a keyed one it is for is seen later.
 * */
static bool is_ready(const struct gs__instance *instance)
{
	return gs__is_idle(instance) || instance->keyed;
}

/*
 * The fast road, of a message for somebody who is ready. False: something is missing or wrong, or
 * there is no memory; the slow road finds out. A clause without parameters takes any array or map.
 */
static bool take_at_once(struct gs__connection *c, struct message *m, enum step *step)
{
	struct gs__node *node = c->door->net->node;
	const struct gs_record *record = c->handler->clause->in;
	struct gs__request request = request_of(c, m);
	struct gs__extras extras = { .timeout = -1 };
	gs_bytes params = { m->in.at, 0 };

	if (m->in.at == m->in.end)
		return false;
	request.by_name = is_map(*m->in.at);
	if (!request.by_name && !is_array(*m->in.at))
		return false;
	if (request.by_name ? !gs__record_take(&m->in, record, node->params, NULL)
			    : !gs__record_take_array(&m->in, record, node->params)) {
		gs__message_done(node, c->handler);
		return false;
	}
	params.len = (uint32_t)(m->in.at - params.data);
	if (m->envelope.more > 0 &&
		gs__envelope_extras(&m->in, &m->envelope, &extras, NULL) != GS__GOOD) {
		gs__message_done(node, c->handler);
		return false;
	}
	m->len = (size_t)(m->in.at - m->bytes);
	gs__carry(node, extras.trace.data, (uint8_t)extras.trace.len);
	*step = m->len <= c->door->message_max ? DONE : BROKEN;
	if (*step != DONE || !is_in_time(node, &request, extras.timeout))
		gs__message_done(node, c->handler);
	else if (!m->to->keyed)
		gs__run_request(m->to, c->handler, &request, peer_of(c), node->params);
	else if (!hand_over(c, m, &request, params))
		*step = HELD;
	return true;
}

/* [2, "gs.cancel", [msgid]] */
static void cancel(struct gs__connection *c, struct message *m)
{
	uint32_t count, msgid;

	if (gs__read_count(&m->in, &count) && count >= 1 && gs__read_u32(&m->in, &msgid))
		gs__sink_cancel(c->door->net->node, &c->sink, msgid);
	else
		c->door->net->node->counters.bad_requests++;
}

/* What a peer sent is quoted in part. */
static gs_str cut(gs_str name)
{
	return (gs_str){ name.data, (uint32_t)gs__utf8_cut(name.data, name.len, 64) };
}

static void refuse_unknown(
	struct gs__connection *c, struct message *m, const struct gs__request *request)
{
	const struct gs__envelope *envelope = &m->envelope;
	struct gs__offer offer = gs__listener_offer(gs__connection_listener(c), envelope->instance);
	char text[256];

	if (m->to && m->to == c->door->net->gs && gs__str_is(envelope->clause, "cancel") &&
		envelope->kind == GS__NOTIFICATION) {
		cancel(c, m);
	} else if (!offer.is_there) {
		snprintf(text, sizeof(text), "'%.*s' is not served here",
			GS_FMT(cut(envelope->instance)));
		refuse(c, request, GS_DENIED, text);
	} else if (offer.as) {
		snprintf(text, sizeof(text), "'%.*s' of %.*s is not served here",
			GS_FMT(cut(envelope->clause)), GS_FMT(cut(envelope->instance)));
		refuse(c, request, GS_DENIED, text);
	} else if (gs__remote_named(c->door->net->node, envelope->instance)) {
		snprintf(text, sizeof(text), "'%.*s' is a remote: call it where it runs",
			GS_FMT(cut(envelope->instance)));
		refuse(c, request, GS_NO_SERVER, text);
	} else if (m->to && envelope->clause.len == 0) {
		snprintf(text, sizeof(text), "'%.*s' is no method: it reads INSTANCE.CLAUSE",
			GS_FMT(m->to->name));
		refuse(c, request, GS_NO_CLAUSE, text);
	} else if (m->to) {
		snprintf(text, sizeof(text), "%.*s has no call or cast '%.*s'", GS_FMT(m->to->name),
			GS_FMT(cut(envelope->clause)));
		refuse(c, request, GS_NO_CLAUSE, text);
	} else {
		snprintf(text, sizeof(text), "there is no server '%.*s'",
			GS_FMT(cut(envelope->instance)));
		refuse(c, request, GS_NO_SERVER, text);
	}
}

/* Reads the parameters once more, for the words, and runs it if they are good after all. */
static bool take_or_refuse(
	struct gs__connection *c, struct message *m, struct gs__request *request, gs_bytes params)
{
	struct gs__node *node = c->door->net->node;
	struct gs__words words = { "" };
	enum gs__outcome outcome;

	outcome = gs__record_read(&m->in, c->handler->clause->in, node->params, NULL, &words);
	if (outcome == GS__GOOD)
		return hand_over(c, m, request, params);
	refuse(c, request, outcome == GS__NO_MEMORY ? GS_NO_MEMORY : GS_INVALID, words.text);
	gs__message_done(node, c->handler);
	return true;
}

/* The end of the parameters is found by skipping, the extras are read behind them. */
static enum step take_whole(struct gs__connection *c, struct message *m)
{
	struct gs__request request = request_of(c, m);
	struct gs__skip skip = { 0 };
	struct gs__words words = { "" };
	struct gs_reader rest = m->in;
	struct gs__extras extras;
	size_t left = (size_t)(m->in.end - m->in.at);

	if (gs__skip(&skip, m->in.at, left, left) != GS__SKIP_DONE)
		return BROKEN;
	request.by_name = is_map(*m->in.at);
	rest.at += skip.at;
	if (gs__envelope_extras(&rest, &m->envelope, &extras, &words) != GS__GOOD) {
		refuse(c, &request, GS_INVALID, words.text);
	} else if (!resolve(c, m)) {
		refuse_unknown(c, m, &request);
	} else if (!request.by_name && !is_array(*m->in.at)) {
		refuse(c, &request, GS_INVALID, "the parameters are neither an array nor a map");
	} else if (!is_in_time(c->door->net->node, &request, extras.timeout)) {
		return DONE;
	} else {
		const gs_bytes params = { m->in.at, (uint32_t)skip.at };

		gs__carry(c->door->net->node, extras.trace.data, (uint8_t)extras.trace.len);
		if (is_ready(m->to) ? !take_or_refuse(c, m, &request, params)
				    : !queue(c, m->to, &request, params))
			return HELD;
	}
	return DONE;
}

/* Finds its end; the reader then stands at its beginning. DONE: it is whole. */
static enum step see_whole(struct gs__connection *c, struct message *m, struct gs__skip *skip)
{
	switch (gs__skip(skip, m->bytes, m->len, c->door->message_max)) {
	case GS__SKIP_DONE: break;
	case GS__SKIP_MORE: return MORE;
	default: return BROKEN;
	}
	m->len = (size_t)skip->at;
	*skip = (struct gs__skip){ 0 };
	m->in.at = m->bytes;
	m->in.end = m->bytes + m->len;
	return DONE;
}

static enum step take_slowly(struct gs__connection *c, struct message *m, struct gs__skip *skip)
{
	struct gs__counters *counters = &c->door->net->node->counters;
	enum step step = see_whole(c, m, skip);
	struct gs__request request;

	if (step != DONE)
		return step;
	switch (gs__envelope_read(&m->in, &m->envelope)) {
	case GS__HEAD_GOOD: break;
	case GS__HEAD_BAD:
		request = request_of(c, m);
		refuse(c, &request, GS_INVALID, "the message is not what a request looks like");
		return DONE;
	default: return BROKEN;
	}
	if (m->envelope.kind != GS__RESPONSE)
		return take_whole(c, m);
	counters->late++; /* nothing was asked */
	return DONE;
}

static enum step take(struct gs__connection *c, struct message *m, struct gs__skip *skip)
{
	enum step step;

	if (!read_known(c, m)) {
		enum gs__head head = gs__envelope_read(&m->in, &m->envelope);

		if (head == GS__HEAD_BROKEN) /* whatever may follow */
			return BROKEN;
		if (head != GS__HEAD_GOOD || m->envelope.kind == GS__RESPONSE || !resolve(c, m))
			return take_slowly(c, m, skip);
	}
	if (is_ready(m->to) && !owes_too_much(c) && take_at_once(c, m, &step))
		return step;
	return take_slowly(c, m, skip);
}

/* From a remote come answers. It is told of nobody here, and nobody has asked to be notified. */
static enum step take_answer(struct gs__connection *c, struct message *m, struct gs__skip *skip)
{
	struct gs__node *node = c->door->net->node;
	enum step step = see_whole(c, m, skip);
	struct gs__request request;
	enum gs__head head;

	if (step != DONE)
		return step;
	head = gs__envelope_read(&m->in, &m->envelope);
	if (head == GS__HEAD_CUT || head == GS__HEAD_BROKEN)
		return BROKEN;
	if (m->envelope.kind == GS__REQUEST) {
		request = request_of(c, m);
		gs__answer_status(node, &request, GS_NO_SERVER, "nobody is served here");
	} else if (m->envelope.kind == GS__NOTIFICATION) {
		node->counters.dropped++;
	} else if (head != GS__HEAD_GOOD) {
		return BROKEN;
	} else if (!gs__remote_answer(&c->door->far->remote, m->envelope.msgid, m->bytes, m->len)) {
		node->counters.late++;
	}
	return DONE;
}

/* Does the peer leave its answers unread? Then its requests wait. */
static void check_output(struct gs__connection *c)
{
	if (gs__connection_pending(c) < GS__OUTPUT_SOFT || c->door->far)
		return;
	gs__connection_flush(c);
	if (gs__connection_pending(c) >= GS__OUTPUT_SOFT)
		c->holds |= GS__HOLD_OUTPUT;
}

/* The rest comes when others had their turn: this part of it has lasted for long. */
GS__RARE static void leave_rest(struct gs__connection *c)
{
	c->holds |= GS__HOLD_TURN;
	gs__loop_later(&c->door->net->node->loop, GS__PHASE_NET, &c->task);
}

size_t gs__connection_feed(
	struct gs__connection *c, const uint8_t *bytes, size_t len, struct gs__skip *skip)
{
	struct gs__node *node = c->door->net->node;
	size_t at = 0;

	c->is_feeding = true;
	while (at < len && !gs__connection_is_held(c)) {
		struct message m = {
			.bytes = bytes + at,
			.len = len - at,
			.in = { bytes + at, bytes + len, &node->arena },
		};
		enum step step = c->door->far ? take_answer(c, &m, skip) : take(c, &m, skip);

		node->carried = 0;
		if (step == MORE || step == HELD)
			break;
		if (step == BROKEN) {
			gs__connection_break(c);
			break;
		}
		at += m.len;
		check_output(c);
		if (node->loop.is_long)
			leave_rest(c);
	}
	c->is_feeding = false;
	return at;
}
