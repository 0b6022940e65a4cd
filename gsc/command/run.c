/* SPDX-License-Identifier: MIT */
#include "gsc/command/toolchain.h"
#include "gsc/command/words.h"

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
	return toolchain_become(call, &job, operands.rest);
}

const struct command command_run = {
	.name = "run",
	.usage = "FILE.gs [MORE.c ...] [-- ARGUMENT ...]",
	.summary = "builds the program of a system somewhere else, and runs it here",
	.details =
		"The arguments after -- are the program's: --listen ADDR, --log-level, --help,\n"
		"--set child.param=value. gsc becomes that program, and leaves no file behind.\n",
	.has_program = true,
	.run = run,
};
