/* SPDX-License-Identifier: MIT */
#include "gsc/command/toolchain.h"
#include "gsc/command/words.h"

static int run(struct command_call *call)
{
	struct toolchain_job job = { .is_test = true };
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
	return toolchain_run(call, &job, operands.rest);
}

const struct command command_test = {
	.name = "test",
	.usage = "FILE.gs TESTS.c [MORE.c ...] [-- ARGUMENT ...]",
	.summary = "builds tests of a spec's servers, and runs them in a simulated world",
	.details = "TESTS.c is plain C with a main function that runs cmocka tests; it includes\n"
		   "\"NAME.gs.h\", which has the world's functions too (gs_world.h). In the world\n"
		   "time is virtual: gs_world_advance(w, GS_S(60)) takes no time at all. The\n"
		   "C compiler is $CC (cc) with $CFLAGS (-O2 -g), $LDFLAGS and $LDLIBS. The exit\n"
		   "status is that of the tests; GS_WORLD_LOG=1 shows the servers' log.\n",
	.has_program = true,
	.run = run,
};
