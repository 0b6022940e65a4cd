/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/bench.h"
#include "gsc/command/command.h"
#include "gsc/command/target.h"
#include "gsc/command/units.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	USUAL_CONNECTIONS = 50,
	USUAL_IN_FLIGHT = 1,
	USUAL_CALLS = 100000,
	WARM_PART = 10,
	RATE_MAX = 10000000
};

static const gs_duration slice = 100000000; /* ns between two looks at the terminal and signals */

/* An interrupt ends the load, not the report; a second one, later, ends us. */
static bool is_interrupted(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1;
}

static void hold_interrupts(bool hold)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static double cpu_time(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) != 0)
		return 0;
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
}

/* Calls until all are answered or the time is over, with a line for who watches. */
static gs_status run_phase(struct bench *bench, uint64_t calls, gs_duration span)
{
	gs_instant begun = gs__load_now(bench->load);
	gs_instant end = span < 0 ? INT64_MAX : begun + span;
	gs_instant now = begun;
	gs_status status;

	gs__load_forget(bench->load);
	status = gs__load_ask(bench->load, calls);
	while (status == GS_OK && now < end && gs__load_result(bench->load)->answered < calls &&
		!is_interrupted()) {
		gs_instant next = end - now > slice ? now + slice : end;

		status = gs__load_run(bench->load, calls, next);
		now = gs__load_now(bench->load);
		if (bench->shows_progress)
			bench_progress(bench, calls, begun, now, end);
	}
	return status;
}

/* A tenth of the load first, and not counted; then the load. */
static gs_status measure(struct bench *bench)
{
	bool is_timed = bench->duration >= 0;
	uint64_t warm = bench->calls / WARM_PART;
	gs_status status = GS_OK;

	if (!bench->is_cold && (is_timed || warm > 0))
		status = run_phase(bench, is_timed ? UINT64_MAX : warm,
			is_timed ? bench->duration / WARM_PART : -1);
	if (status != GS_OK || is_interrupted())
		return status;
	bench->begun = gs__load_now(bench->load);
	bench->cpu = cpu_time();
	status = run_phase(bench, is_timed ? UINT64_MAX : bench->calls, bench->duration);
	bench->cpu = cpu_time() - bench->cpu;
	bench->ended = gs__load_now(bench->load);
	return status;
}

static int run_load(struct bench *bench, const struct gs__load_options *options)
{
	gs_status status;

	bench->load = gs__load_new(options);
	if (!bench->load)
		return command_failed("out of memory");
	status = gs__load_connect(bench->load);
	hold_interrupts(true);
	if (status == GS_OK)
		status = measure(bench);
	if (bench->shows_progress)
		bench_progress_end();
	bench_report(bench);
	if (status != GS_OK)
		command_failed("%s: %s", bench->target.method, gs__load_error_text(bench->load));
	fflush(stdout);
	hold_interrupts(false); /* one that came ends us here */
	status = status != GS_OK || gs__load_result(bench->load)->failed > 0;
	gs__load_free(bench->load);
	return status ? COMMAND_FAILED : COMMAND_DONE;
}

static int work(const struct command_call *call, struct bench *bench, const char *const *words,
	size_t count)
{
	struct running *running = &bench->running;
	const struct model_clause *clause;
	struct gs__load_options options;
	struct text named;
	struct text params;
	int status;

	if (!target_find(call, running, &bench->target, &status) ||
		!target_arguments(running, &bench->target, words, count, &named))
		return status;
	running_close(running); /* the load's connections are all there are */
	running->client = NULL;
	clause = bench->target.clause;
	text_init(&params, running->arena);
	text_init(&bench->line, running->arena);
	value_put_array(running->arena, clause->in, &named, &params);
	options = (struct gs__load_options){
		.address = running->address,
		.instance = running_str(bench->target.instance),
		.clause = running_str(bench->target.clause_name),
		.params = running_bytes(&params),
		.connections = bench->connections,
		.in_flight = bench->in_flight,
		.rate = (double)bench->rate,
		.reply_max = target_answer_max(&bench->target),
		.patience = bench->timeout >= 0          ? bench->timeout
			    : clause->kind == MODEL_CALL ? clause->timeout
							 : running->patience,
	};
	return run_load(bench, &options);
}

/* A number of 1 .. `most`, or the one that is there already. */
static bool take_number(const struct command_call *call, const char *option, const char *text,
	uint64_t most, uint64_t *number, int *status)
{
	model_int value = 0;

	if (!text)
		return true;
	if (units_read_integer(text, strlen(text), &value) && value >= 1 &&
		value <= (model_int)most) {
		*number = (uint64_t)value;
		return true;
	}
	*status = command_misused(call, "'%s' of %s is no number of 1 to %llu", text, option,
		(unsigned long long)most);
	return false;
}

struct words_of {
	const char *connections;
	const char *in_flight;
	const char *calls;
	const char *duration;
	const char *timeout;
	const char *rate;
};

static bool take_words(const struct command_call *call, const struct words_of *words,
	struct bench *bench, int *status)
{
	uint64_t connections = USUAL_CONNECTIONS;
	uint64_t in_flight = USUAL_IN_FLIGHT;

	bench->calls = USUAL_CALLS;
	bench->duration = bench->timeout = -1;
	if (words->calls && words->duration) {
		*status = command_misused(call, "-n and --duration exclude each other");
		return false;
	}
	if (!take_number(call, "-c", words->connections, GS__LOAD_CONNECTIONS_MAX, &connections,
		    status) ||
		!take_number(
			call, "-P", words->in_flight, GS__LOAD_IN_FLIGHT_MAX, &in_flight, status) ||
		!take_number(call, "-n", words->calls, UINT64_MAX / 2, &bench->calls, status) ||
		!take_number(call, "--rate", words->rate, RATE_MAX, &bench->rate, status) ||
		(words->duration && !command_duration(call, "--duration", words->duration, 1,
					    &bench->duration, status)) ||
		(words->timeout && !command_duration(call, "--timeout", words->timeout, 1,
					   &bench->timeout, status)))
		return false;
	bench->connections = (uint32_t)connections;
	bench->in_flight = (uint32_t)in_flight;
	return true;
}

static bool is_watched(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

static int run(struct command_call *call)
{
	struct bench bench = { .shows_progress = is_watched() };
	struct words_of words = { 0 };
	const struct command_option options[] = {
		{ "-c", "N", "connections (50)", &words.connections, NULL, NULL },
		{ "-P", "N", "calls in flight on each (1)", &words.in_flight, NULL, NULL },
		{ "-n", "N", "calls in all (100000)", &words.calls, NULL, NULL },
		{ "--duration", "D", "for so long, instead of -n", &words.duration, NULL, NULL },
		{ "--rate", "N", "calls a second, whatever becomes of those before", &words.rate,
			NULL, NULL },
		{ "--cold", NULL, "counts from the first call on", NULL, &bench.is_cold, NULL },
		{ "--timeout", "D", "gives up after so long without any answer", &words.timeout,
			NULL, NULL },
		{ "--json", NULL, "prints the result as one line of JSON", NULL, &bench.json,
			NULL },
	};
	struct command_operands operands;
	int status;

	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count < 2)
		return command_misused(call, "wants ADDR and INSTANCE.CLAUSE");
	if (!target_split(call, operands.items + 1, operands.count - 1, &bench.target))
		return COMMAND_MISUSED;
	if (!take_words(call, &words, &bench, &status))
		return status;
	if (!running_open(call, operands.items[0], &bench.running, &status))
		return status;
	status = work(call, &bench, operands.items + 2, operands.count - 2);
	running_close(&bench.running);
	return status;
}

const struct command command_bench = {
	.name = "bench",
	.usage = "ADDR INSTANCE.CLAUSE [NAME=VALUE ... | JSON]",
	.summary = "calls over and over, and prints how many a second and how long they take",
	.details =
		"The arguments are those of 'gsc call'. A call follows an answer: -c times -P of\n"
		"them are under way at any time. Before it counts, it runs a tenth of the load.\n"
		"A cast is asked for as a call, so that it is counted when it has been handled.\n"
		"\n"
		"A latency is the time from handing a request to the socket to reading its\n"
		"answer, errors included; it is kept with an error of less than 0.8 %. With\n"
		"--rate it is the time from when the call was to be made, so that a server that\n"
		"stalls pays for all whom it kept waiting. Status 1 if any call was answered with\n"
		"an error. An interrupt prints what there is.\n",
	.run = run,
};
