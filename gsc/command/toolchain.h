/* SPDX-License-Identifier: MIT */
/*
 * toolchain: from a checked spec to a program, with the C compiler that is there.
 *
 * The generated files go into the scratch directory of the command. The compiler is $CC (cc), with
 * $CFLAGS (-O2 -g), $LDFLAGS and $LDLIBS; the runtime's headers and library are found relative to
 * the running gsc: ../include/gs and ../lib/libgs.a. No shell sees any of the names.
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
};

/*
 * Opens what the operands name: a spec, which must have a system, and files for the C compiler.
 * False: it is said what is wrong, and *status is the exit status.
 */
bool toolchain_open(struct command_call *call, const struct command_operands *operands,
	struct toolchain_job *job, int *status);

/* True: job->program is there. False: it is said why not. Makes the scratch directory, which stays
 * until the command ends. */
bool toolchain_build(struct command_call *call, struct toolchain_job *job);

#endif
