/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"
#include "gsc/command/units.h"
#include "gsc/command/value.h"
#include "runtime/client/client.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIBE_MAX = 1 << 20 }; /* what gs.describe answers at most */

static const gs_duration describe_within = 5000000000; /* ns */

/* One call in the making. */
struct job {
	struct command_call *call;
	gs_client *client;
	const char *method;   /* "limiter.acquire" */
	const char *instance; /* "limiter" */
	const char *clause_name;
	const struct model_clause *clause;
	gs_duration timeout;
	bool json;
};

static gs_str str_of(const char *text)
{
	return (gs_str){ text, (uint32_t)strlen(text) };
}

static gs_bytes bytes_of(const struct text *text)
{
	return (gs_bytes){ (const uint8_t *)text->bytes, (uint32_t)text->len };
}

/* A line about the call, of which a server may have said a part. */
static int failed(const struct job *job, const struct text *line)
{
	struct text shown;

	text_init(&shown, job->call->arena);
	value_put_escaped(&shown, line->bytes, line->len, false);
	return command_failed("%s: %.*s", job->method, (int)shown.len, shown.bytes);
}

/* "exhausted: not enough tokens (retry_after: 1s)", of the error [name, text (, fields)]. */
static int answered_error(const struct job *job, gs_bytes error)
{
	struct msgpack_reader in = { error.data, error.data + error.len };
	const struct model_record *fields = NULL;
	struct msgpack_item list;
	struct msgpack_item name = { 0 };
	struct msgpack_item text = { 0 };
	struct text line;

	text_init(&line, job->call->arena);
	if (!msgpack_read(&in, &list) || list.kind != MSGPACK_LIST || list.count < 2 ||
		!msgpack_read(&in, &name) || name.kind != MSGPACK_STRING ||
		!msgpack_read(&in, &text) || text.kind != MSGPACK_STRING) {
		in.at = error.data;
		text_put(&line, "error ");
		value_show(&line, NULL, &in, VALUE_JSON);
		return failed(job, &line);
	}
	text_raw(&line, name.bytes, name.count);
	text_put(&line, text.count ? ": " : "");
	text_raw(&line, text.bytes, text.count);
	for (size_t i = 0; job->clause && i < job->clause->raises_count; i++) {
		const struct model_error *raised = job->clause->raises[i];

		if (strlen(raised->name) == name.count &&
			memcmp(raised->name, name.bytes, name.count) == 0)
			fields = raised->record;
	}
	if (list.count > 2 && fields) {
		text_put(&line, " (");
		value_show_fields(&line, fields, &in);
		text_put(&line, ")");
	}
	return failed(job, &line);
}

/* An error answer, or what the client itself has to say: COMMAND_FAILED. */
static int not_answered(const struct job *job, gs_status status, gs_bytes error)
{
	const char *text = gs_client_error_text(job->client);

	if (error.len > 0)
		return answered_error(job, error);
	if (status == GS_TIMEOUT)
		return command_failed("%s: timeout: %s", job->method, text);
	return command_failed("%s", *text ? text : gs_status_name(status));
}

/* The text of what runs there; NULL: it is said why not. */
static const char *describe(struct job *job, uint32_t *len)
{
	struct msgpack_reader in;
	struct msgpack_item item;
	struct text params;
	gs_bytes error;
	gs_bytes result;
	gs_status status;

	text_init(&params, job->call->arena);
	msgpack_map(&params, 1);
	msgpack_string(&params, "instance", strlen("instance"));
	msgpack_string(&params, job->instance, strlen(job->instance));
	gs__client_expect(job->client, DESCRIBE_MAX);
	status = gs__client_request(job->client, GS_STR("gs"), GS_STR("describe"),
		bytes_of(&params),
		job->timeout >= 0 && job->timeout < describe_within ? job->timeout
								    : describe_within,
		&error, &result);
	if (status != GS_OK) {
		not_answered(job, status, error);
		return NULL;
	}
	in = (struct msgpack_reader){ result.data, result.data + result.len };
	if (!msgpack_read(&in, &item) || item.kind != MSGPACK_STRING) {
		command_failed("%s: gs.describe answers no text", job->method);
		return NULL;
	}
	*len = item.count;
	return arena_copy(job->call->arena, item.bytes, item.count);
}

static void look_in(struct job *job, const struct model_clause *clause, struct suggest *suggest)
{
	suggest_offer(suggest, clause->name);
	if (strcmp(clause->name, job->clause_name) == 0)
		job->clause = clause;
}

/* Finds the clause in what was described: a server stands behind what it is made of, so it is the
 * last one; without a server (gs itself) the last protocol. */
static void look_up(struct job *job, const struct model_file *model, struct suggest *suggest)
{
	const struct model_server *server = NULL;
	const struct model_protocol *protocol = NULL;

	for (size_t i = 0; i < model->count; i++) {
		if (model->decls[i].kind == MODEL_DECL_SERVER)
			server = model->decls[i].as.server;
		if (model->decls[i].kind == MODEL_DECL_PROTOCOL)
			protocol = model->decls[i].as.protocol;
	}
	for (size_t i = 0; server && i < server->entry_count; i++)
		look_in(job, server->entries[i].clause, suggest);
	for (size_t i = 0; !server && protocol && i < protocol->count; i++)
		look_in(job, protocol->clauses[i], suggest);
}

static bool find_clause(struct job *job)
{
	struct spec spec;
	struct suggest suggest;
	const char *best;
	const char *text;
	uint32_t len;

	text = describe(job, &len);
	if (!text)
		return false;
	spec_described(job->call->arena, arena_printf(job->call->arena, "<%s>", job->instance),
		text, len, &spec);
	if (!spec.model) {
		spec_print(&spec, DIAG_TEXT);
		command_failed(
			"%s: this gsc does not understand what gs.describe answers", job->method);
		return false;
	}
	suggest_init(&suggest, job->clause_name);
	look_up(job, spec.model, &suggest);
	if (job->clause)
		return true;
	best = suggest_best(&suggest);
	command_failed("%s: no_clause: %s has no '%s'%s%s%s", job->method, job->instance,
		job->clause_name, best ? "; did you mean '" : "", best ? best : "",
		best ? "'?" : "");
	return false;
}

static int show_reply(const struct job *job, gs_bytes result)
{
	struct msgpack_reader in = { result.data, result.data + result.len };
	struct text out;
	enum value_style style = job->json               ? VALUE_JSON
				 : isatty(STDOUT_FILENO) ? VALUE_TERMINAL
							 : VALUE_PLAIN;

	text_init(&out, job->call->arena);
	if (!value_show_record(&out, job->clause->out, &in, style))
		return command_failed(
			"%s: the answer is not what gs.describe says it is", job->method);
	if (out.len > 0)
		fwrite(out.bytes, 1, out.len, stdout);
	return COMMAND_DONE;
}

static int send_it(struct job *job, const char *const *words, size_t count)
{
	const struct model_clause *clause = job->clause;
	struct text params;
	const char *why;
	gs_bytes error = { NULL, 0 };
	gs_bytes result;
	gs_status status;

	text_init(&params, job->call->arena);
	if (!value_arguments(job->call->arena, clause->in, words, count, &params, &why))
		return command_failed("%s: %s", job->method, why);
	if (clause->kind == MODEL_CAST) {
		status = gs__client_send(job->client, str_of(job->instance),
			str_of(job->clause_name), bytes_of(&params));
		return status == GS_OK ? COMMAND_DONE : not_answered(job, status, error);
	}
	if (clause->out)
		gs__client_expect(job->client, clause->out->encoded_max);
	status = gs__client_request(job->client, str_of(job->instance), str_of(job->clause_name),
		bytes_of(&params), job->timeout >= 0 ? job->timeout : clause->timeout, &error,
		&result);
	return status == GS_OK ? show_reply(job, result) : not_answered(job, status, error);
}

/* "limiter" and "acquire" of "limiter.acquire". */
static bool split_method(struct job *job)
{
	const char *dot = strchr(job->method, '.');

	if (!dot || dot == job->method || !dot[1])
		return false;
	job->instance = arena_copy(job->call->arena, job->method, (size_t)(dot - job->method));
	job->clause_name = dot + 1;
	return true;
}

static int run(struct command_call *call)
{
	struct job job = { .call = call, .timeout = -1 };
	const char *timeout = NULL;
	const struct command_option options[] = {
		{ "--json", NULL, "prints the reply as one line of JSON", NULL, &job.json, NULL,
			NULL },
		{ "--timeout", "D",
			"how long to wait for it: 250ms, 2s; otherwise as the spec says", &timeout,
			NULL, NULL, NULL },
		{ "--follow", NULL, NULL, NULL, NULL, "nothing sends notifications", NULL },
	};
	struct command_operands operands;
	int status;

	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count < 2 || *operands.rest)
		return command_misused(call, "wants ADDR and INSTANCE.CLAUSE");
	job.method = operands.items[1];
	if (!split_method(&job))
		return command_misused(call, "'%s' is no INSTANCE.CLAUSE", job.method);
	if (timeout &&
		(!units_read_duration(timeout, strlen(timeout), &job.timeout) || job.timeout < 0))
		return command_misused(call, "'%s' is no duration (250ms, 2s)", timeout);
	job.client = gs_client_open(operands.items[0]);
	if (!job.client)
		return command_failed("out of memory");
	status = find_clause(&job) ? send_it(&job, operands.items + 2, operands.count - 2)
				   : COMMAND_FAILED;
	gs_client_close(job.client);
	return status;
}

const struct command command_call = {
	.name = "call",
	.usage = "ADDR INSTANCE.CLAUSE [NAME=VALUE ...]",
	.summary = "calls a running server and prints the reply; a cast is sent without waiting",
	.details =
		"ADDR is unix:PATH or tcp:HOST:PORT. The names and types are the server's own.\n"
		"A VALUE is written as in a spec (3, 250ms, true, red, none), a time as\n"
		"2026-11-05T12:30:00Z, text as it is, bytes as text or 0x6869, a list or struct\n"
		"as JSON; @FILE is what FILE holds, @- standard input. The instance gs is the\n"
		"server's runtime: gs.ping, gs.list, gs.describe instance=NAME.\n",
	.run = run,
};
