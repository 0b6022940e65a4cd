/* SPDX-License-Identifier: MIT */
#include "gsc/command/command.h"

#include <stddef.h>

static const struct command *const commands[] = {
	&command_compile,
	&command_stub,
	&command_build,
	&command_run,
	&command_test,
	&command_check,
	&command_fmt,
	&command_call,
	&command_describe,
	&command_bench,
	&command_top,
	&command_help,
	&command_version,
	NULL,
};

int main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
