/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/command.h"
#include "gsc/command/follow.h"
#include "gsc/command/target.h"
#include "gsc/command/units.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* One call in the making. */
struct job {
	struct running running;
	struct target target;
	struct text params;
	struct text shown;
	gs_duration timeout; /* ns; -1: the clause's own */
	gs_duration every;   /* ns; -1: not given */
	uint64_t repeat;     /* how often; 0: without end */
	bool json;
	bool follow;
	struct follow following;
};

/* A notification before the reply may have failed already, and knows why. */
static int printed(const struct job *job, int unheard)
{
	unheard = job->following.unheard ? job->following.unheard : unheard;
	return unheard ? command_unheard(unheard) : COMMAND_DONE;
}

static int show_reply(struct job *job, gs_bytes result)
{
	struct msgpack_reader in = { result.data, result.data + result.len };
	struct text *out = &job->shown;
	enum value_style style = job->json               ? VALUE_JSON
				 : isatty(STDOUT_FILENO) ? VALUE_TERMINAL
							 : VALUE_PLAIN;

	out->len = 0;
	if (!value_show_record(out, job->target.clause->out, &in, style))
		return command_failed(
			"%s: the answer is not what gs.describe says it is", job->target.method);
	if (out->len > 0)
		fwrite(out->bytes, 1, out->len, stdout);
	return printed(job, command_flush());
}

static int send_once(struct job *job)
{
	const struct target *target = &job->target;
	const struct model_clause *clause = target->clause;
	gs_bytes params = running_bytes(&job->params);
	gs_bytes error = { NULL, 0 };
	gs_bytes result;
	gs_status status;

	if (clause->kind == MODEL_CAST) {
		status = gs__client_send(job->running.client, running_str(target->instance),
			running_str(target->clause_name), params);
		if (status == GS_OK)
			return COMMAND_DONE;
	} else {
		status = gs__client_request(job->running.client, running_str(target->instance),
			running_str(target->clause_name), params,
			job->timeout >= 0 ? job->timeout : clause->timeout, &error, &result);
		if (status == GS_OK)
			return show_reply(job, result);
	}
	return running_not_answered(&job->running, target->method, clause, status, error);
}

static gs_instant now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (gs_instant)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* Ends at the first that fails. A connection that is lost between two is made anew by the next. */
static int send_all(struct job *job)
{
	gs_instant due = now();

	for (uint64_t i = 1;; i++) {
		int status = send_once(job);

		if (status != COMMAND_DONE || i == job->repeat)
			return status;
		if (job->every < 0)
			continue;
		due += job->every;
		if (due > now())
			(void)gs__client_wait(job->running.client, due - now());
	}
}

static int work(
	const struct command_call *call, struct job *job, const char *const *words, size_t count)
{
	struct running *running = &job->running;
	const char *why;
	int status;

	if (job->timeout >= 0 && job->timeout < running->patience)
		running->patience = job->timeout;
	if (!target_find(call, running, &job->target, &status) ||
		!target_arguments(running, &job->target, words, count, &job->params))
		return status;
	if (job->target.clause->kind == MODEL_CAST &&
		!value_check(running->arena, job->target.clause->in, &job->params, &why))
		return command_failed("%s: bad_request: %s", job->target.method, why);
	gs__client_expect(running->client, target_answer_max(&job->target));
	text_init(&job->shown, running->arena);
	if (job->follow)
		follow_start(&job->following, running, &job->target, job->json);
	status = send_all(job);
	if (status != COMMAND_DONE || !job->follow)
		return status;
	return follow_on(&job->following);
}

static bool take_repeat(
	const struct command_call *call, const char *text, struct job *job, int *status)
{
	model_int count = job->every < 0;

	if (!text ||
		(units_read_integer(text, strlen(text), &count) && count > 0 && count >> 63 == 0)) {
		job->repeat = (uint64_t)count;
		return true;
	}
	*status = command_misused(call, "'%s' is no number of calls", text);
	return false;
}

static int run(struct command_call *call)
{
	struct job job = { .timeout = -1, .every = -1 };
	const char *timeout = NULL;
	const char *repeat = NULL;
	const char *every = NULL;
	const struct command_option options[] = {
		{ "--json", NULL, "prints the reply as one line of JSON", NULL, &job.json, NULL },
		{ "--timeout", "D",
			"how long to wait for it: 250ms, 2s; otherwise as the spec says", &timeout,
			NULL, NULL },
		{ "--repeat", "N", "calls N times, one after the other, up to the first failure",
			&repeat, NULL, NULL },
		{ "--every", "D", "begins one call each D; without --repeat until interrupted",
			&every, NULL, NULL },
		{ "--follow", NULL,
			"goes on printing what the server notifies us of, until interrupted", NULL,
			&job.follow, NULL },
	};
	struct command_operands operands;
	int status;

	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count < 2)
		return command_misused(call, "wants ADDR and INSTANCE.CLAUSE");
	if (!target_split(call, operands.items + 1, operands.count - 1, &job.target))
		return COMMAND_MISUSED;
	if ((timeout && !command_duration(call, "--timeout", timeout, 0, &job.timeout, &status)) ||
		(every && !command_duration(call, "--every", every, 0, &job.every, &status)) ||
		!take_repeat(call, repeat, &job, &status))
		return status;
	if (!running_open(call, operands.items[0], &job.running, &status))
		return status;
	status = work(call, &job, operands.items + 2, operands.count - 2);
	running_close(&job.running);
	return status;
}

const struct command command_call = {
	.name = "call",
	.usage = "ADDR INSTANCE.CLAUSE [NAME=VALUE ... | JSON]",
	.summary = "calls a running server and prints the reply; a cast is sent without waiting",
	.details =
		"ADDR is unix:PATH or tcp:HOST:PORT. The names and types are the server's own.\n"
		"A VALUE is written as in a spec (3, 250ms, true, red, none), a time as\n"
		"2026-11-05T12:30:00Z, text as it is, bytes as text or 0x6869, a list, map or\n"
		"struct as JSON; @FILE is what FILE holds, @- standard input. All arguments may\n"
		"stand in one JSON object instead: '{\"n\": 3}', @FILE or @-. A cast is not\n"
		"answered: one with values that the server would refuse is not sent.\n"
		"\n"
		"--follow prints a line for each notification, as it comes. The instance gs is\n"
		"the server's runtime: gs.ping, gs.list, gs.describe instance=NAME; gs.trace\n"
		"instance=NAME --follow shows what a server is asked and answers.\n",
	.run = run,
};
