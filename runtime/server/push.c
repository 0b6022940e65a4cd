/* SPDX-License-Identifier: MIT */
#include "runtime/server/push.h"

#include <stdlib.h>

#include "runtime/wire/envelope.h"
#include "runtime/wire/show.h"

enum { INSTANCE_MAX = 256, LINE_MAX_BYTES = 1024, HEAD = 64 };

gs_status gs__sink_put(struct gs__sink *sink, struct gs_writer *out, size_t mark, bool is_written)
{
	bool is_short = out->no_memory;

	if (is_written) {
		sink->ops->end(sink);
		return GS_OK;
	}
	out->no_memory = false;
	if (out->bytes)
		out->at = out->bytes + mark;
	return is_short ? GS_NO_MEMORY : GS_INVALID;
}

gs_status gs__push(struct gs__sink *sink, const struct gs_clause *clause, const void *in)
{
	uint64_t size = HEAD + (clause->in ? clause->in->encoded_max : 0);
	struct gs_writer *out;
	size_t mark;

	if (!sink->ops->has_room || !sink->ops->has_room(sink, size))
		return sink->ops->has_room ? GS_FULL : GS_DOWN;
	out = sink->ops->begin(sink);
	if (!out)
		return GS_DOWN;
	mark = (size_t)(out->at - out->bytes);
	return gs__sink_put(sink, out, mark,
		gs__write_notification(out, gs__str(clause->owner), gs__str(clause->name), false) &&
			gs__record_put(out, clause->in, in, false));
}

/* cast traced(instance, line), of the protocol `gs`. */

struct traced {
	gs_str instance;
	gs_str line;
};

static const struct gs_field traced_fields[] = {
	{ .name = "instance",
		.kind = GS_STRING,
		GS_AT(struct traced, instance),
		.flags = GS_RANGED,
		.max = INSTANCE_MAX },
	{ .name = "line",
		.kind = GS_STRING,
		GS_AT(struct traced, line),
		.flags = GS_RANGED,
		.max = LINE_MAX_BYTES },
};

static const struct gs_record traced_record = {
	.name = "traced",
	.fields = traced_fields,
	.count = GS_COUNT(traced_fields),
	.required = GS_COUNT(traced_fields),
	.size = sizeof(struct traced),
	.encoded_max = INSTANCE_MAX + LINE_MAX_BYTES + 16,
};

static const struct gs_clause traced = {
	.name = "traced",
	.owner = "gs",
	.kind = GS_CAST,
	.in = &traced_record,
};

static struct gs__tracer **find(struct gs__instance *instance, uint64_t peer)
{
	struct gs__tracer **at = &instance->tracers;

	while (*at && (*at)->peer != peer)
		at = &(*at)->next;
	return at;
}

static void forget(struct gs__tracer **at)
{
	struct gs__tracer *tracer = *at;

	*at = tracer->next;
	free(tracer);
}

static const struct gs__place *place_of(const struct gs__node *node, uint64_t peer)
{
	return gs__place_at(node, (gs_ref){ .gs_place = peer });
}

/* Those who left without a word make room. */
static uint32_t count_present(struct gs__instance *instance)
{
	struct gs__tracer **at = &instance->tracers;
	uint32_t count = 0;

	while (*at) {
		if (!place_of(instance->node, (*at)->peer)) {
			forget(at);
			continue;
		}
		count++;
		at = &(*at)->next;
	}
	return count;
}

gs_status gs__trace_set(struct gs__instance *instance, uint64_t peer, bool is_on)
{
	struct gs__tracer **at = find(instance, peer);
	struct gs__tracer *tracer;

	if (*at && !is_on)
		forget(at);
	if (!is_on || *at)
		return GS_OK;
	if (count_present(instance) >= GS__TRACERS_MAX)
		return GS_FULL;
	tracer = malloc(sizeof(*tracer));
	if (!tracer)
		return GS_NO_MEMORY;
	*tracer = (struct gs__tracer){ instance->tracers, peer };
	instance->tracers = tracer;
	return GS_OK;
}

void gs__tracers_free(struct gs__instance *instance)
{
	while (instance->tracers)
		forget(&instance->tracers);
}

static void tell(struct gs__instance *instance, const char *line, size_t len)
{
	const struct traced msg = { instance->name, { line, (uint32_t)len } };
	struct gs__tracer **at = &instance->place->tracers;

	while (*at) {
		const struct gs__place *place = place_of(instance->node, (*at)->peer);

		if (!place || !place->sink || gs__push(place->sink, &traced, &msg) == GS_DOWN)
			forget(at);
		else
			at = &(*at)->next;
	}
}

static const char *word_of(const struct gs_clause *clause)
{
	if (!clause)
		return "";
	return clause->kind == GS_CALL       ? "call "
	       : clause->kind == GS_CAST     ? "cast "
	       : clause->kind == GS_RESPONSE ? "response "
					     : "info ";
}

void gs__trace_got(const gs_ctx *ctx, const void *in)
{
	const struct gs_clause *clause = ctx->handler ? ctx->handler->clause : NULL;
	char line[LINE_MAX_BYTES];
	struct gs__shown out = { .at = line, .end = line + sizeof(line) };

	if (!ctx->handler)
		return;
	gs__show_text(&out, "got %s%.*s", word_of(clause), GS_FMT(ctx->handler->name));
	if (in && clause && clause->in) {
		gs__show_text(&out, " (");
		gs__show_fields(&out, clause->in, in, ", ");
		gs__show_text(&out, ")");
	}
	tell(ctx->self, line, (size_t)(out.at - line));
}

void gs__trace_sent(struct gs__instance *instance, const struct gs_clause *clause, gs_status status,
	const void *reply)
{
	const struct gs_error *error = gs__clause_error(clause, status);
	char line[LINE_MAX_BYTES];
	struct gs__shown out = { .at = line, .end = line + sizeof(line) };

	gs__show_text(&out, "sent %s", clause->name);
	if (status != GS_OK) {
		gs__show_text(&out, " error %s", error ? error->name : gs_status_name(status));
	} else if (clause->out) {
		gs__show_text(&out, " (");
		gs__show_fields(&out, clause->out, reply, ", ");
		gs__show_text(&out, ")");
	}
	tell(instance, line, (size_t)(out.at - line));
}
