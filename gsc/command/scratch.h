/* SPDX-License-Identifier: MIT */
/*
 * scratch: a private temporary directory, and processes that are run while it exists.
 *
 * While there is one, the signals that end a command are held back: they go to the process that is
 * run just then, and when it is gone the directory is removed before the signal takes its course.
 * So nothing stays behind but after SIGKILL. No handlers, no globals: signals are waited for.
 */
#ifndef GSC_COMMAND_SCRATCH_H
#define GSC_COMMAND_SCRATCH_H

#include <signal.h>
#include <stdbool.h>

struct arena;

struct scratch {
	const char *path; /* NULL: there is none */
	sigset_t before;  /* the signal mask to go back to, which is also the processes' */
	sigset_t held;
	int caught; /* the signal that arrived meanwhile; 0: none */
};

/* Makes one under $TMPDIR, /tmp without it. 0, or an errno and *where says where. */
int scratch_make(struct scratch *scratch, struct arena *arena, const char **where);

/* Removes it with its files, lets signals through again, and ends the command if one was caught.
 * Harmless without one. */
void scratch_remove(struct scratch *scratch);

/*
 * Runs a process and waits for its end; signals that arrive are passed on, but for those that the
 * terminal sent to it as well. argv[0] is looked up in $PATH. Returns 0 and its wait status in
 * *ended, or an errno if it could not be started.
 */
int scratch_run(struct scratch *scratch, char *const *argv, int *ended);

#endif
