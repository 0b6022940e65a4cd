/* SPDX-License-Identifier: MIT */
/*
 * toolchain: from a checked spec to a program, with the C compiler that is there.
 *
 * The generated files go into the scratch directory of the command. The compiler is $CC (cc), with
 * $CFLAGS (-O2 -g), $LDFLAGS and $LDLIBS; the runtime's headers and library are found relative to
 * the running gsc: ../include/gs and ../lib/libgs.a. Tests are linked with ../lib/libgs_sim.a and
 * cmocka in its place. No shell sees any of the names.
 */
#ifndef GSC_COMMAND_TOOLCHAIN_H
#define GSC_COMMAND_TOOLCHAIN_H

#include "gsc/command/command.h"
#include "gsc/command/spec.h"
#include "gsc/command/words.h"

#include <stddef.h>

struct toolchain_job {
	struct spec spec;
	struct words dirs;          /* where imports are looked for, too */
	const char *const *sources; /* more .c, .o and .a files */
	size_t source_count;
	const char *program; /* where it goes; NULL: into the scratch directory */
	bool is_test; /* the sources have the main function, and a world instead of the system */
};

/*
 * Opens what the operands name: a spec, which must have a system (but for a test), and files for
 * the C compiler (at least one of them for a test).
 * False: it is said what is wrong, and *status is the exit status.
 */
bool toolchain_open(struct command_call *call, const struct command_operands *operands,
	struct toolchain_job *job, int *status);

/* True: job->program is there. False: it is said why not. Makes the scratch directory, which stays
 * until the command ends. */
bool toolchain_build(struct command_call *call, struct toolchain_job *job);

/*
 * Becomes the program that was built, with these arguments (ended by a NULL); the scratch directory
 * is removed before, so that nothing stays behind however that ends. Returns only where it cannot:
 * the exit status, the reason is said.
 */
int toolchain_become(
	struct command_call *call, const struct toolchain_job *job, char *const *arguments);

/* Runs the program that was built, with these arguments (ended by a NULL), to its end. Returns its
 * exit status; 128 and the signal's number if one ended it, which is said. */
int toolchain_run(
	struct command_call *call, const struct toolchain_job *job, char *const *arguments);

#endif
