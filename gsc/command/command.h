/* SPDX-License-Identifier: MIT */
/*
 * command: what the commands of `gsc` share.
 *
 * command_main finds the command named, opens the arena that all of its memory comes from, and
 * cleans up behind it, also when memory ran out: its scratch directory and its half-written files
 * are removed, its output flushed. A command is one file and one `struct command`. It returns the
 * exit status: 0 done, 1 the input is wrong or the work failed, 2 the command line is wrong; it
 * never calls exit.
 */
#ifndef GSC_COMMAND_COMMAND_H
#define GSC_COMMAND_COMMAND_H

#include "gsc/command/scratch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct outputs;
struct words;

enum { COMMAND_DONE = 0, COMMAND_FAILED = 1, COMMAND_MISUSED = 2 };

/* One invocation. */
struct command_call {
	const struct command *const *commands; /* all of them, ended by a NULL */
	const struct command *self;
	char **words; /* what follows the command's name, ended by a NULL */
	struct arena *arena;
	struct scratch scratch;
	struct outputs *outputs; /* that are being written; NULL: none */
};

struct command {
	const char *name;
	const char *usage;   /* its operands: "FILE..." */
	const char *summary; /* one line without a full stop */
	const char *details; /* paragraphs for --help, each line ended by a newline; or NULL */
	bool has_program;    /* which gets the words after `--` */
	int (*run)(struct command_call *call);
};

extern const struct command command_compile;
extern const struct command command_build;
extern const struct command command_run;
extern const struct command command_test;
extern const struct command command_check;
extern const struct command command_fmt;
extern const struct command command_stub;
extern const struct command command_call;
extern const struct command command_describe;
extern const struct command command_bench;
extern const struct command command_top;
extern const struct command command_help;
extern const struct command command_version;

int command_main(const struct command *const *commands, int argc, char **argv);

/* The command of that name, or NULL. */
const struct command *command_find(const struct command_call *call, const char *name);

/* One line on stderr, headed by "gsc: ". Returns COMMAND_FAILED. */
int command_failed(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One line on stderr, headed by the command and followed by where help is. COMMAND_MISUSED. */
int command_misused(const struct command_call *call, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Hands on what was printed. Not 0: why it cannot be written, to be said at once or by
 * command_unheard; stdio remembers that it failed, and not why. */
int command_flush(void);
/* One line on stderr. Returns COMMAND_FAILED. */
int command_unheard(int number);

/* The words of strerror in our tone: "no such file or directory". */
const char *command_errno_text(struct arena *arena, int number);

/* Options. A row for each; where they go stays the caller's. */
struct command_option {
	const char *name;   /* "-o", "--format" */
	const char *value;  /* what its value is called: "DIR"; NULL: it has none */
	const char *help;   /* one line; NULL: not listed */
	const char **text;  /* where its value goes */
	bool *flag;         /* what becomes true */
	struct words *list; /* where its values go, if it may be given again and again */
};

/* What is no option, in order; after `--` everything is, or is the program's. */
struct command_operands {
	const char **items;
	size_t count;
	char **rest; /* the program's words, ended by a NULL; empty without any */
};

/*
 * Sorts the words of the call. True: go on. False: it is all said (a wrong option, or --help was
 * asked for and given), and *status is the exit status.
 */
bool command_options(const struct command_call *call, const struct command_option *options,
	size_t count, struct command_operands *operands, int *status);

/* The duration that is an option's value, in ns, `least` at least. False: it is none, which is
 * said, and *status is the exit status. */
bool command_duration(const struct command_call *call, const char *option, const char *value,
	int64_t least, int64_t *ns, int *status);

#endif
