/* SPDX-License-Identifier: MIT */
#include "gsc/command/command.h"

#include <gs.h>
#include <stdio.h>

static int run(struct command_call *call)
{
	struct command_operands operands;
	int status;

	if (!command_options(call, NULL, 0, &operands, &status))
		return status;
	if (operands.count > 0)
		return command_misused(call, "wants nothing more");
	printf("gsc %s (abi %d)\n", GSC_VERSION, GS_ABI);
	return COMMAND_DONE;
}

const struct command command_version = {
	.name = "version",
	.usage = "",
	.summary = "shows the version of gsc and of the generated code's interface",
	.run = run,
};
