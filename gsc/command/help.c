/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/command/command.h"
#include "gsc/command/explain.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 13, WIDE = 80 };

static void show_commands(const struct command_call *call)
{
	int width = 0;

	for (const struct command *const *at = call->commands; *at; at++) {
		int len = (int)strlen((*at)->name);

		width = len > width ? len : width;
	}
	for (const struct command *const *at = call->commands; *at; at++)
		printf("  %-*s  %s\n", width, (*at)->name, (*at)->summary);
}

/* An area a paragraph: its name, and its codes beside it. */
static void show_codes(void)
{
	const char *area = NULL;
	size_t column = 0;

	for (const struct explain_code *at = explain_codes; at->code; at++) {
		size_t len = strlen(at->code);
		bool is_new = !area || strcmp(area, at->area) != 0;

		if (is_new)
			printf("%s  %-*s", area ? "\n" : "", INDENT - 2, at->area);
		else if (column + 1 + len > WIDE)
			printf("\n%*s", INDENT, "");
		else
			putchar(' ');
		column = is_new || column + 1 + len > WIDE ? INDENT + len : column + 1 + len;
		fputs(at->code, stdout);
		area = at->area;
	}
	putchar('\n');
}

static void show_all(const struct command_call *call)
{
	fputs("usage: gsc COMMAND ...\n\ngsc makes C programs of .gs files.\n\n", stdout);
	show_commands(call);
	fputs("\n'gsc help COMMAND' says more of one, 'gsc help CODE' what stands behind the\n"
	      "[code] of a diagnostic:\n\n",
		stdout);
	show_codes();
}

static const struct explain_code *find_code(const char *text)
{
	for (const struct explain_code *at = explain_codes; at->code; at++) {
		if (strcmp(at->code, text) == 0)
			return at;
	}
	return NULL;
}

static void show_code(const struct explain_code *code)
{
	printf("%s: %s\n\n", code->code, diag_code_meaning(diag_code_find(code->code)));
	for (const char *const *row = code->rows; *row; row++)
		fputs(*row, stdout);
}

static int refuse(const struct command_call *call, const char *what)
{
	struct suggest suggest;

	suggest_init(&suggest, what);
	for (const struct command *const *at = call->commands; *at; at++)
		suggest_offer(&suggest, (*at)->name);
	for (const struct explain_code *at = explain_codes; at->code; at++)
		suggest_offer(&suggest, at->code);
	if (suggest_best(&suggest))
		return command_misused(call, "'%s' is no command and no code; did you mean '%s'?",
			what, suggest_best(&suggest));
	return command_misused(call, "'%s' is no command and no code; 'gsc help' lists them", what);
}

/* A code may be given as a diagnostic shows it, in brackets. */
static const char *without_brackets(struct arena *arena, const char *what)
{
	size_t len = strlen(what);

	if (len < 2 || what[0] != '[' || what[len - 1] != ']')
		return what;
	return arena_copy(arena, what + 1, len - 2);
}

static int explain(struct command_call *call, const char *what)
{
	const struct command *command = command_find(call, what);
	const struct explain_code *code = find_code(without_brackets(call->arena, what));
	char *help[] = { (char[]){ "--help" }, NULL };

	if (command) {
		call->self = command;
		call->words = help;
		return command->run(call);
	}
	if (!code)
		return refuse(call, what);
	show_code(code);
	return COMMAND_DONE;
}

static int run(struct command_call *call)
{
	struct command_operands operands;
	int status;

	if (!command_options(call, NULL, 0, &operands, &status))
		return status;
	if (operands.count > 1)
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
