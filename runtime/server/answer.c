/* SPDX-License-Identifier: MIT */
#include "runtime/server/inside.h"
#include "runtime/wire/envelope.h"

static const char *status_text(gs_status status)
{
	switch (status) {
	case GS_TIMEOUT: return "the time of the request was over before it was run";
	case GS_DOWN: return "the server is not running";
	case GS_FULL: return "too much is waiting";
	case GS_INVALID: return "the arguments do not fit";
	case GS_DENIED: return "not allowed";
	case GS_NO_MEMORY: return "no memory";
	default: return "the server failed to answer";
	}
}

/* The end of every answer: what was begun at `mark` is complete, or is taken back. */
static bool settle(struct gs__sink *sink, struct gs_writer *out, size_t mark, bool is_written)
{
	if (is_written) {
		sink->ops->end(sink);
		return true;
	}
	if (out->bytes)
		out->at = out->bytes + mark;
	return false;
}

static void put_error(const struct gs__request *request, const char *name, const char *text)
{
	struct gs__sink *sink = request->sink;
	struct gs_writer *out = sink->ops->begin(sink);
	size_t mark;

	if (!out)
		return;
	mark = (size_t)(out->at - out->bytes);
	if (!settle(sink, out, mark,
		    gs__write_error(out, request->msgid, gs__str(name), gs__str(text), NULL, NULL,
			    request->by_name)))
		sink->ops->lose(sink);
}

void gs__answer_status(struct gs__node *node, const struct gs__request *request, gs_status status,
	const char *text)
{
	if (status == GS_FULL)
		node->counters.overloaded++;
	else if (status == GS_INVALID)
		node->counters.bad_requests++;
	if (!request->sink)
		return;
	if (!text)
		text = status_text(status);
	if (status == GS_NO_MEMORY)
		status = GS_INTERNAL;
	put_error(request, gs_status_name(status), text);
}

/* What C handed over could not be written: say so to both sides. Is it the handler's fault? */
static bool is_misfit(struct gs__node *node, const struct gs__request *request, gs_str server,
	bool is_short_of_memory, const struct gs_record *record, const void *from)
{
	struct gs__words words = { "" };

	if (is_short_of_memory) {
		gs__answer_status(node, request, GS_NO_MEMORY, NULL);
		return false;
	}
	if (record && gs__record_fits(record, from, &words))
		words.text[0] = '\0';
	gs__node_log(node, GS_ERROR, server, "a bad answer: %s", words.text);
	gs__answer_status(
		node, request, GS_INTERNAL, "the server made an answer that does not fit");
	return true;
}

static bool write_value(struct gs_writer *out, const struct gs__request *request,
	const struct gs_record *record, const void *reply)
{
	if (!gs__write_response(out, request->msgid))
		return false;
	if (record && !request->by_name)
		return gs__record_put_array(out, record, reply);
	if (record)
		return gs__record_put(out, record, reply, true);
	return gs_write_room(&out->at, out, 1) && gs_write_nil(&out->at);
}

static bool put_value(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_clause *clause, const void *reply)
{
	struct gs__sink *sink = request->sink;
	struct gs_writer *out = sink->ops->begin(sink);
	bool is_short;
	size_t mark;

	if (!out)
		return true;
	mark = (size_t)(out->at - out->bytes);
	if (settle(sink, out, mark, write_value(out, request, clause->out, reply)))
		return true;
	is_short = out->no_memory;
	out->no_memory = false;
	return !is_misfit(node, request, server, is_short, clause->out, reply);
}

bool gs__answer_coded(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_clause *clause, const void *reply, enum gs__taken taken)
{
	if (!request->sink)
		return true;
	if (taken == GS__MISFIT)
		return !is_misfit(node, request, server, false, clause->out, reply);
	return put_value(node, request, server, clause, reply);
}

/* The four that any call may fail with. */
static bool is_common(gs_status error)
{
	return error == GS_FULL || error == GS_DENIED || error == GS_INTERNAL ||
	       error == GS_INVALID;
}

static bool put_declared(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_error *error, const char *text, const void *fields)
{
	struct gs__sink *sink = request->sink;
	struct gs_writer *out = sink ? sink->ops->begin(sink) : NULL;
	bool is_short;
	size_t mark;

	if (!out)
		return true;
	mark = (size_t)(out->at - out->bytes);
	if (settle(sink, out, mark,
		    gs__write_error(out, request->msgid, gs__str(error->name), gs__str(text),
			    error->fields, fields, request->by_name)))
		return true;
	is_short = out->no_memory;
	out->no_memory = false;
	return !is_misfit(node, request, server, is_short, error->fields, fields);
}

bool gs__answer_error(struct gs__node *node, const struct gs__request *request, gs_str server,
	const struct gs_clause *clause, gs_status status, const char *text, const void *fields)
{
	const struct gs_error *error = gs__clause_error(clause, status);

	if (is_common(status)) {
		gs__answer_status(node, request, status, text);
		return true;
	}
	if (!error) {
		gs__node_log(node, GS_ERROR, server,
			"%s failed with an error (%d) that it does not raise", clause->name,
			status);
		gs__answer_status(node, request, GS_INTERNAL, "the server failed to answer");
		return false;
	}
	if (error->fields && !fields) {
		void *blank = gs__arena_take(&node->arena, error->fields->size);

		if (!blank) {
			gs__answer_status(node, request, GS_NO_MEMORY, NULL);
			return true;
		}
		gs__record_blank(error->fields, blank);
		fields = blank;
	}
	return put_declared(node, request, server, error, text ? text : error->text, fields);
}
