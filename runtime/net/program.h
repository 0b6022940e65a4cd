/* SPDX-License-Identifier: MIT */
/*
 * program: the command line of a generated program, read for gs_main. It owns the texts of --set;
 * the rest points into argv. It prints nothing but what --help asks for and what is wrong with an
 * option.
 */
#ifndef GS_NET_PROGRAM_H
#define GS_NET_PROGRAM_H

#include "runtime/net/system.h"

struct gs__program {
	const char *name; /* the last part of argv[0] */
	const char **listens;
	uint32_t listen_count;
	struct gs__setting *sets; /* texts of its own */
	uint32_t set_count;
	const char **remotes;
	uint32_t remote_count;
	enum gs_log_level log_level;
	bool wants_help;
};

/* False: `status` is what the program is to end with, and the reason is on stderr. */
bool gs__program_read(struct gs__program *program, int argc, char **argv, int *status);
void gs__program_free(struct gs__program *program);

/* One line on stderr: how the program is called. */
void gs__program_usage(const struct gs__program *program);

/* On stdout: the options, the children and their parameters. */
void gs__program_help(const struct gs__program *program, const struct gs_system *system);

#endif
