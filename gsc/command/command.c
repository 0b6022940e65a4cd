/* SPDX-License-Identifier: MIT */
#include "gsc/command/command.h"
#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/command/outputs.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct command *command_find(const struct command_call *call, const char *name)
{
	for (const struct command *const *at = call->commands; *at; at++) {
		if (strcmp((*at)->name, name) == 0)
			return *at;
	}
	return NULL;
}

/* Says why a name is no command of this version. */
static int unknown(const struct command_call *call, const char *name)
{
	struct suggest suggest;
	const char *best;

	suggest_init(&suggest, name);
	for (const struct command *const *at = call->commands; *at; at++)
		suggest_offer(&suggest, (*at)->name);
	best = suggest_best(&suggest);
	if (best)
		fprintf(stderr, "gsc: unknown command '%s'; did you mean '%s'?\n", name, best);
	else
		fprintf(stderr, "gsc: unknown command '%s'; 'gsc help' lists them\n", name);
	return COMMAND_MISUSED;
}

int command_failed(const char *format, ...)
{
	va_list args;

	fputs("gsc: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return COMMAND_FAILED;
}

int command_misused(const struct command_call *call, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "gsc %s: ", call->self->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, " ('gsc %s --help' says more)\n", call->self->name);
	return COMMAND_MISUSED;
}

const char *command_errno_text(struct arena *arena, int number)
{
	const char *said = strerror(number);
	char *text = arena_copy(arena, said, strlen(said));

	/* "Is a directory", but "I/O error". */
	if (isupper((unsigned char)text[0]) && !isupper((unsigned char)text[1]) && text[1] != '/')
		text[0] = (char)tolower((unsigned char)text[0]);
	return text;
}

int command_flush(void)
{
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : errno;
}

int command_unheard(int number)
{
	return command_failed("cannot write to standard output: %s", strerror(number));
}

static int dispatch(struct command_call *call, int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;

	if (!name) {
		fputs("gsc: no command given; 'gsc help' lists them\n", stderr);
		return COMMAND_MISUSED;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = command_help.name;
	if (strcmp(name, "--version") == 0)
		name = command_version.name;
	call->self = command_find(call, name);
	if (!call->self)
		return unknown(call, name);
	call->words = argv + 2;
	return call->self->run(call);
}

/* Apart, so that nothing which changes after setjmp is a local variable beside it. */
static int guarded(struct command_call *call, jmp_buf *rescue, int argc, char **argv)
{
	if (setjmp(*rescue))
		return command_failed("out of memory");
	return dispatch(call, argc, argv);
}

/*
 * A standard stream that is closed would be the next file or socket that is opened, and get what is
 * printed. One that can neither be read nor written stands in for it.
 */
static void hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	}
}

int command_main(const struct command *const *commands, int argc, char **argv)
{
	jmp_buf rescue;
	struct arena arena;
	struct command_call call = { .commands = commands, .arena = &arena };
	int status, unheard;

	hold_standard_streams();
	arena_init(&arena, &rescue);
	status = guarded(&call, &rescue, argc, argv);
	unheard = command_flush();
	if (unheard && status == COMMAND_DONE)
		status = command_unheard(unheard);
	if (call.outputs)
		outputs_drop(call.outputs);
	scratch_remove(&call.scratch);
	arena_free(&arena);
	return status;
}
