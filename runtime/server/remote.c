/* SPDX-License-Identifier: MIT */
#include "runtime/server/remote.h"

#include "runtime/server/ask.h"
#include "runtime/wire/envelope.h"

enum { HEAD = 64, EXTRAS = 32 + GS__TRACE_MAX };

bool gs__remote_open(struct gs__remote *remote, struct gs__node *node, const struct gs_remote *row,
	const struct gs__sink_ops *ops)
{
	struct gs__place *place = gs__slab_take(&node->places, &remote->sink.place);

	if (!place)
		return false;
	place->sink = &remote->sink;
	remote->sink.ops = ops;
	remote->sink.is_remote = true;
	remote->node = node;
	remote->row = row;
	remote->next = node->remotes;
	node->remotes = remote;
	return true;
}

void gs__remote_close(struct gs__remote *remote)
{
	struct gs__node *node = remote->node;
	struct gs__remote **at = &node->remotes;

	while (*at != remote)
		at = &(*at)->next;
	*at = remote->next;
	gs__slab_drop(&node->places, gs__slab_get(&node->places, remote->sink.place));
	gs__flights_free(&remote->asked);
}

struct gs__remote *gs__remote_named(const struct gs__node *node, gs_str name)
{
	struct gs__remote *at = node->remotes;

	while (at && !gs__str_is(name, at->row->name))
		at = at->next;
	return at;
}

struct gs__remote *gs__remote_at(const struct gs__node *node, gs_ref ref)
{
	const struct gs__place *place = gs__place_at(node, ref);

	return place && place->sink && place->sink->is_remote
		       ? GS__CONTAINER(place->sink, struct gs__remote, sink)
		       : NULL;
}

gs_ref gs__remote_ref(const struct gs__remote *remote)
{
	return (gs_ref){ .gs_place = remote->sink.place };
}

/* Does it answer to that? */
static bool has(const struct gs_remote *row, const struct gs_clause *clause)
{
	if (row->protocol) {
		const struct gs_clause *const *at = row->protocol->clauses;

		while (*at && *at != clause)
			at++;
		return *at;
	}
	for (uint32_t i = 0; i < row->server->entry_count; i++)
		if (row->server->entries[i].clause == clause)
			return true;
	return false;
}

/* A request, or without a flight a notification. */
struct message {
	const struct gs__flight *flight;
	const struct gs_clause *clause;
	const void *in;
	struct gs__extras extras;
};

static bool write(struct gs_writer *out, const struct gs_remote *row, const struct message *m)
{
	gs_str instance = gs__str(row->instance), clause = gs__str(m->clause->name);
	bool more = m->extras.timeout >= 0 || m->extras.trace.len > 0;

	return (m->flight ? gs__write_request(out, m->flight->msgid, instance, clause, more)
			  : gs__write_notification(out, instance, clause, more)) &&
	       gs__record_put(out, m->clause->in, m->in, false) &&
	       (!more || gs__write_extras(out, &m->extras));
}

static gs_status put(struct gs__remote *remote, const struct message *m)
{
	struct gs__sink *sink = &remote->sink;
	uint64_t most = m->clause->in ? m->clause->in->encoded_max : 1;
	struct gs_writer *out;
	size_t mark;

	if (!sink->ops->has_room(sink, HEAD + strlen(remote->row->instance) + most + EXTRAS))
		return GS_FULL;
	out = sink->ops->begin(sink);
	if (!out)
		return GS_DOWN;
	mark = (size_t)(out->at - out->bytes);
	return gs__sink_put(sink, out, mark, write(out, remote->row, m));
}

gs_status gs__remote_cast(struct gs__remote *remote, const struct gs_clause *clause, const void *in)
{
	const struct message m = {
		.clause = clause,
		.in = in,
		.extras = { -1, { remote->node->trace, remote->node->carried } },
	};
	gs_status status;

	if (clause->kind != GS_CAST || !has(remote->row, clause))
		return GS_NO_CLAUSE;
	status = put(remote, &m);
	if (status == GS_OK) {
		remote->casts++;
		remote->unsent++;
	} else if (status == GS_DOWN) {
		remote->casts_lost++;
		remote->node->counters.dropped++;
	}
	return status;
}

gs_status gs__remote_ask(struct gs__remote *remote, struct gs__ask *ask,
	const struct gs_clause *clause, gs_instant deadline, const void *in)
{
	gs_instant now = remote->node->loop.now;
	const struct message m = {
		.flight = &ask->away.flight,
		.clause = clause,
		.in = in,
		.extras = { deadline == INT64_MAX ? -1 : deadline - now,
			{ remote->node->trace, remote->node->carried } },
	};
	gs_status status;

	if (!has(remote->row, clause))
		return GS_NO_CLAUSE;
	if (deadline <= now)
		return GS_TIMEOUT;
	if (remote->asked.count >= GS__SINK_WAITING_MAX)
		return GS_FULL;
	gs__ask_depart(ask, remote);
	if (!gs__flights_add(&remote->asked, &ask->away.flight)) {
		gs__ask_return(ask);
		return GS_NO_MEMORY;
	}
	status = put(remote, &m);
	if (status == GS_OK) {
		remote->requests++;
		return GS_OK;
	}
	remote->requests_lost += status == GS_DOWN;
	gs__remote_forget(remote, ask, false);
	return status;
}

/* It runs for who asked, whether or not this is heard. */
static void cancel(struct gs__remote *remote, uint32_t msgid)
{
	struct gs__sink *sink = &remote->sink;
	struct gs_writer *out = sink->ops->has_room(sink, HEAD) ? sink->ops->begin(sink) : NULL;
	size_t mark;

	if (!out)
		return;
	mark = (size_t)(out->at - out->bytes);
	(void)gs__sink_put(sink, out, mark,
		gs__write_notification(out, GS_STR("gs"), GS_STR("cancel"), false) &&
			gs_write_room(&out->at, out, 6) && gs_write_array(&out->at, 1) &&
			gs_write_uint(&out->at, msgid));
}

static struct gs__ask *ask_of(struct gs__flight *flight)
{
	return GS__CONTAINER(flight, struct gs__ask, away.flight);
}

void gs__remote_forget(struct gs__remote *remote, struct gs__ask *ask, bool cancels)
{
	uint32_t msgid = ask->away.flight.msgid;

	gs__flights_take(&remote->asked, msgid);
	gs__ask_return(ask);
	if (cancels)
		cancel(remote, msgid);
}

bool gs__remote_answer(struct gs__remote *remote, uint32_t msgid, const uint8_t *bytes, size_t len)
{
	struct gs__flight *flight = gs__flights_take(&remote->asked, msgid);
	struct gs__ask *ask = flight ? ask_of(flight) : NULL;

	if (!flight)
		return false;
	remote->answers++;
	gs__ask_return(ask);
	gs__ask_answer(ask, bytes, len);
	return true;
}

void gs__remote_lost(struct gs__remote *remote, bool was_connected)
{
	struct gs__flight *flight;
	uint32_t at = 0;

	remote->casts_lost += remote->unsent;
	remote->node->counters.dropped += remote->unsent;
	remote->unsent = 0;
	while ((flight = gs__flights_pop(&remote->asked, &at))) {
		struct gs__ask *ask = ask_of(flight);

		remote->requests_lost++;
		gs__ask_return(ask);
		gs__ask_fail(ask, GS_DOWN, remote->why);
	}
	if (was_connected)
		gs__watched_end(&remote->sink.watched, "disconnected");
}
