/* SPDX-License-Identifier: MIT */
#include "gsc/base/diag.h"
#include "gsc/command/command.h"

#include <stdio.h>
#include <string.h>

static void show_all(const struct command_call *call)
{
	int width = 0;

	for (const struct command *const *at = call->commands; *at; at++) {
		int len = (int)strlen((*at)->name);

		width = len > width ? len : width;
	}
	fputs("usage: gsc COMMAND ...\n\ngsc makes C programs of .gs files.\n\n", stdout);
	for (const struct command *const *at = call->commands; *at; at++)
		printf("  %-*s  %s\n", width, (*at)->name, (*at)->summary);
	fputs("\n'gsc help COMMAND' says more of one, 'gsc help CODE' what stands behind the\n"
	      "[code] of a diagnostic.\n",
		stdout);
}

static int explain(struct command_call *call, const char *what)
{
	const struct command *command = command_find(call, what);
	enum diag_code code = diag_code_find(what);
	char *help[] = { (char[]){ "--help" }, NULL };

	if (command) {
		call->self = command;
		call->words = help;
		return command->run(call);
	}
	if (code == DIAG_CODE_COUNT)
		return command_unknown(call, what);
	printf("%s: %s\n", diag_code_text(code), diag_code_meaning(code));
	return COMMAND_DONE;
}

static int run(struct command_call *call)
{
	struct command_operands operands;
	int status;

	if (!command_options(call, NULL, 0, &operands, &status))
		return status;
	if (operands.count > 1 || *operands.rest)
		return command_misused(call, "wants one COMMAND or CODE");
	if (operands.count == 1)
		return explain(call, operands.items[0]);
	show_all(call);
	return COMMAND_DONE;
}

const struct command command_help = {
	.name = "help",
	.usage = "[COMMAND | CODE]",
	.summary = "lists the commands, or explains one or a diagnostic's code",
	.run = run,
};
