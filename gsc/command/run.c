/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/toolchain.h"
#include "gsc/command/words.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* What a shell says of a command that a signal ended. */
enum { ENDED_BY_SIGNAL = 128 };

static int run_program(struct command_call *call, const char *program, char *const *arguments)
{
	struct words words;
	int ended;
	int error;

	words_init(&words, call->arena);
	words_put(&words, program);
	while (*arguments)
		words_put(&words, *arguments++);
	error = scratch_run(&call->scratch, words.items, &ended);
	if (error)
		return command_failed(
			"cannot run %s: %s", program, command_errno_text(call->arena, error));
	/* The program had the signal and made of it what it does: its status is ours. */
	call->scratch.caught = 0;
	if (WIFEXITED(ended))
		return WEXITSTATUS(ended);
	command_failed("the program was ended by signal %d (%s)", WTERMSIG(ended),
		strsignal(WTERMSIG(ended)));
	return ENDED_BY_SIGNAL + WTERMSIG(ended);
}

static int run(struct command_call *call)
{
	struct toolchain_job job = { .program = NULL };
	const struct command_option options[] = { SPEC_DIRS(&job.dirs) };
	struct command_operands operands;
	int status;

	words_init(&job.dirs, call->arena);
	if (!command_options(call, options, 1, &operands, &status))
		return status;
	if (!toolchain_open(call, &operands, &job, &status))
		return status;
	if (!toolchain_build(call, &job))
		return COMMAND_FAILED;
	return run_program(call, job.program, operands.rest);
}

const struct command command_run = {
	.name = "run",
	.usage = "FILE.gs [MORE.c ...] [-- ARGUMENT ...]",
	.summary = "builds the program of a system somewhere else, and runs it here",
	.details = "The arguments after -- are the program's: --listen ADDR, --log-level, --help,\n"
		   "--set child.param=value. Its exit status is passed on.\n",
	.run = run,
};
