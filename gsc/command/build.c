/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/toolchain.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The C compiler's own words for this are many and strange. */
static bool is_writable(struct command_call *call, const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *dir = !slash ? "."
			  : slash == program
				  ? "/"
				  : arena_copy(call->arena, program, (size_t)(slash - program));
	struct stat found;
	int error = 0;

	if (access(dir, W_OK | X_OK) != 0)
		error = errno;
	else if (stat(program, &found) == 0 && S_ISDIR(found.st_mode))
		error = EISDIR;
	if (error)
		command_failed("%s: %s", program, command_errno_text(call->arena, error));
	return error == 0;
}

static int run(struct command_call *call)
{
	const char *program = NULL;
	struct toolchain_job job = { .program = NULL };
	const struct command_option options[] = {
		{ "-o", "PROG", "the program's file; otherwise the spec's name without .gs",
			&program, NULL, NULL },
		SPEC_DIRS(&job.dirs),
	};
	struct command_operands operands;
	int status;

	words_init(&job.dirs, call->arena);
	if (!command_options(call, options, 2, &operands, &status))
		return status;
	if (!toolchain_open(call, &operands, &job, &status))
		return status;
	job.program = program ? program : job.spec.model->stem;
	if (!is_writable(call, job.program))
		return COMMAND_FAILED;
	return toolchain_build(call, &job) ? COMMAND_DONE : COMMAND_FAILED;
}

const struct command command_build = {
	.name = "build",
	.usage = "FILE.gs [MORE.c ...]",
	.summary = "makes the program of a system",
	.details = "The C compiler is $CC (cc) with -Wformat, $CFLAGS (-O2 -g), $LDFLAGS and\n"
		   "$LDLIBS.\n"
		   "MORE are .c, .o and .a files; they find the spec's header as \"NAME.gs.h\".\n",
	.run = run,
};
