/* SPDX-License-Identifier: MIT */
#include "gsc/command/running.h"
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/check/addresses.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"

#include <stdarg.h>
#include <string.h>

enum {
	DESCRIBE_MAX = 1 << 20, /* what gs.describe answers at most */
	LIST_MAX = 1 << 20,     /* and gs.list */
	STATS_MAX = 1 << 16,    /* and gs.stats */
};

static const gs_duration usual_patience = 5000000000; /* ns */

gs_str running_str(const char *text)
{
	return (gs_str){ text, (uint32_t)strlen(text) };
}

gs_bytes running_bytes(const struct text *text)
{
	return (gs_bytes){ (const uint8_t *)text->bytes, (uint32_t)text->len };
}

bool running_open(
	const struct command_call *call, const char *address, struct running *running, int *status)
{
	const char *fault = address_remote_fault(address);

	if (fault) {
		*status = command_misused(call, "'%s' is no address: %s", address, fault);
		return false;
	}
	*running = (struct running){
		.arena = call->arena,
		.address = address,
		.client = gs_client_open(address),
		.patience = usual_patience,
	};
	if (!running->client)
		*status = command_failed("out of memory");
	return running->client;
}

void running_close(struct running *running)
{
	gs_client_close(running->client);
}

/* A line on stderr, or kept. */
__attribute__((format(printf, 2, 3))) static int say(
	struct running *running, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	running->why = arena_vprintf(running->arena, format, args);
	va_end(args);
	return running->is_quiet ? COMMAND_FAILED : command_failed("%s", running->why);
}

/* A line about something, of which a server may have said a part. */
static int failed(struct running *running, const char *about, const struct text *line)
{
	struct text shown;

	text_init(&shown, running->arena);
	value_put_escaped(&shown, line->bytes, line->len, false);
	return say(running, "%s: %.*s", about, (int)shown.len, shown.bytes);
}

static const struct model_record *fields_of(
	const struct model_clause *clause, const struct msgpack_item *name)
{
	for (size_t i = 0; clause && i < clause->raises_count; i++) {
		const struct model_error *raised = clause->raises[i];

		if (strlen(raised->name) == name->count &&
			memcmp(raised->name, name->bytes, name->count) == 0)
			return raised->record;
	}
	return NULL;
}

/* "exhausted: not enough tokens (retry_after: 1s)", of the error [name, text (, fields)]. */
static int answered_error(struct running *running, const char *about,
	const struct model_clause *clause, gs_bytes error)
{
	struct msgpack_reader in = { error.data, error.data + error.len };
	const struct model_record *fields;
	struct msgpack_item list;
	struct msgpack_item name = { 0 };
	struct msgpack_item text = { 0 };
	struct text line;

	text_init(&line, running->arena);
	if (!msgpack_read(&in, &list) || list.kind != MSGPACK_LIST || list.count < 2 ||
		!msgpack_read(&in, &name) || name.kind != MSGPACK_STRING ||
		!msgpack_read(&in, &text) || text.kind != MSGPACK_STRING) {
		in.at = error.data;
		text_put(&line, "error ");
		value_show(&line, NULL, &in, VALUE_JSON);
		return failed(running, about, &line);
	}
	text_raw(&line, name.bytes, name.count);
	text_put(&line, text.count ? ": " : "");
	text_raw(&line, text.bytes, text.count);
	fields = fields_of(clause, &name);
	if (list.count > 2 && fields) {
		text_put(&line, " (");
		value_show_fields(&line, fields, &in);
		text_put(&line, ")");
	}
	return failed(running, about, &line);
}

int running_not_answered(struct running *running, const char *about,
	const struct model_clause *clause, gs_status status, gs_bytes error)
{
	const char *text = gs_client_error_text(running->client);

	if (error.len > 0)
		return answered_error(running, about, clause, error);
	if (status == GS_TIMEOUT)
		return say(running, "%s: timeout: %s", about, text);
	return say(running, "%s", *text ? text : gs_status_name(status));
}

/*
 * Asks gs.CLAUSE, `params` being one MessagePack object, at most `max` bytes back. False: no answer
 * but *status, and the error in `error` (empty: the client's own words say it); nothing is printed.
 */
static bool ask(struct running *running, const char *clause, const struct text *params,
	uint64_t max, struct msgpack_reader *answer, gs_status *status, gs_bytes *error)
{
	gs_bytes result;

	gs__client_expect(running->client, max);
	*status = gs__client_request(running->client, GS_STR("gs"), running_str(clause),
		running_bytes(params), running->patience, error, &result);
	*answer = (struct msgpack_reader){ result.data, result.data + result.len };
	return *status == GS_OK;
}

/* What runs there under a name that is nearly this one; NULL: nothing. */
static const char *nearest(struct running *running, const char *instance)
{
	struct running_rows rows;
	struct suggest suggest;

	suggest_init(&suggest, instance);
	if (!running_list(running, &rows, true))
		return NULL;
	for (size_t i = 0; i < rows.count; i++)
		suggest_offer(&suggest, rows.items[i].name);
	return suggest_best(&suggest);
}

/* As running_not_answered, with the name that may have been meant. */
static void not_described(struct running *running, const char *about, const char *instance,
	gs_status status, gs_bytes error)
{
	bool was_quiet = running->is_quiet;
	const char *why;
	const char *best;

	running->is_quiet = true;
	running_not_answered(running, about, NULL, status, error);
	why = running->why;
	best = status == GS_NO_SERVER ? nearest(running, instance) : NULL;
	running->is_quiet = was_quiet;
	say(running, "%s%s%s%s", why, best ? "; did you mean '" : "", best ? best : "",
		best ? "'?" : "");
}

static bool describe(struct running *running, const char *about, const char *instance,
	const char **text, uint32_t *len)
{
	struct msgpack_reader in;
	struct msgpack_item item;
	struct text params;
	gs_bytes error;
	gs_status status;

	text_init(&params, running->arena);
	msgpack_list(&params, 1);
	msgpack_string(&params, instance, strlen(instance));
	if (!ask(running, "describe", &params, DESCRIBE_MAX, &in, &status, &error)) {
		not_described(running, about, instance, status, error);
		return false;
	}
	if (!msgpack_read(&in, &item) || item.kind != MSGPACK_STRING) {
		say(running, "%s: gs.describe answers no text", about);
		return false;
	}
	*text = arena_copy(running->arena, item.bytes, item.count);
	*len = item.count;
	return true;
}

bool running_model(
	struct running *running, const char *about, const char *instance, struct spec *spec)
{
	const char *text;
	uint32_t len;

	if (!describe(running, about, instance, &text, &len))
		return false;
	spec_described(
		running->arena, arena_printf(running->arena, "<%s>", instance), text, len, spec);
	if (spec->model)
		return true;
	spec_print(spec, DIAG_TEXT);
	say(running, "%s: this gsc does not understand what gs.describe answers", about);
	return false;
}

static bool take_text(struct running *running, struct msgpack_reader *in, const char **text)
{
	struct msgpack_item item;

	if (!msgpack_read(in, &item) || item.kind != MSGPACK_STRING)
		return false;
	*text = arena_copy(running->arena, item.bytes, item.count);
	return true;
}

static bool take_count(struct msgpack_reader *in, uint64_t *count)
{
	struct msgpack_item item;

	if (!msgpack_read(in, &item) || item.kind != MSGPACK_INTEGER || item.integer < 0)
		return false;
	*count = (uint64_t)item.integer;
	return true;
}

/* [name, server, status, queue, handled, failed, restarts], and what a newer one adds. */
static bool take_row(struct running *running, struct msgpack_reader *in, struct running_row *row)
{
	enum { COLUMNS = 7 };
	struct msgpack_item list;

	if (!msgpack_read(in, &list) || list.kind != MSGPACK_LIST || list.count < COLUMNS ||
		!take_text(running, in, &row->name) || !take_text(running, in, &row->server) ||
		!take_text(running, in, &row->status) || !take_count(in, &row->queue) ||
		!take_count(in, &row->handled) || !take_count(in, &row->failed) ||
		!take_count(in, &row->restarts))
		return false;
	for (uint32_t i = COLUMNS; i < list.count; i++) {
		if (!msgpack_skip(in))
			return false;
	}
	return true;
}

/* Appends a page. False: it is no list, or its names do not come in order. */
static bool take_page(struct running *running, struct msgpack_reader *in, struct running_rows *rows)
{
	struct msgpack_item list;

	if (!msgpack_read(in, &list) || list.kind != MSGPACK_LIST)
		return false;
	for (uint32_t i = 0; i < list.count; i++) {
		struct running_row row;

		if (!take_row(running, in, &row) ||
			(rows->count > 0 &&
				strcmp(rows->items[rows->count - 1].name, row.name) >= 0))
			return false;
		arena_grow(running->arena, (void **)&rows->items, rows->count, &rows->cap,
			sizeof(*rows->items));
		rows->items[rows->count++] = row;
	}
	return true;
}

/* Where the next page begins: behind the last row, or behind all members of its group ("jobs#7":
 * what sorts behind a number is ':'). */
static const char *next_page(
	const struct running *running, const struct running_rows *rows, bool skips_members)
{
	const char *last = rows->count ? rows->items[rows->count - 1].name : "";
	const char *mark = skips_members ? strchr(last, '#') : NULL;

	return mark ? arena_printf(running->arena, "%.*s#:", (int)(mark - last), last) : last;
}

bool running_list(struct running *running, struct running_rows *rows, bool skips_members)
{
	const char *after = "";
	size_t before;

	*rows = (struct running_rows){ 0 };
	do {
		struct msgpack_reader in;
		struct text params;
		gs_bytes error;
		gs_status status;

		before = rows->count;
		text_init(&params, running->arena);
		msgpack_list(&params, 1);
		msgpack_string(&params, after, strlen(after));
		if (!ask(running, "list", &params, LIST_MAX, &in, &status, &error)) {
			running_not_answered(running, "gs.list", NULL, status, error);
			return false;
		}
		if (!take_page(running, &in, rows)) {
			say(running, "gs.list: the answer is not what gs.describe says it is");
			return false;
		}
		after = next_page(running, rows, skips_members);
	} while (rows->count > before);
	return true;
}

bool running_stats(struct running *running, const char *instance, const char **text, bool *denied)
{
	struct msgpack_reader in;
	struct msgpack_item item;
	struct text params;
	gs_bytes error;
	gs_status status;

	text_init(&params, running->arena);
	msgpack_list(&params, 1);
	msgpack_string(&params, instance, strlen(instance));
	*denied = false;
	if (!ask(running, "stats", &params, STATS_MAX, &in, &status, &error)) {
		*denied = status == GS_DENIED;
		running_not_answered(running, "gs.stats", NULL, status, error);
		return false;
	}
	if (!msgpack_read(&in, &item) || item.kind != MSGPACK_STRING) {
		say(running, "gs.stats answers no text");
		return false;
	}
	*text = arena_copy(running->arena, item.bytes, item.count);
	return true;
}
