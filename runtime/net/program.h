/* SPDX-License-Identifier: MIT */
/*
 * program: the command line of a generated program, as gs_main has read it. It owns the texts of
 * --set; the rest points into argv.
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

/* On stdout: the options, the children and their parameters. */
void gs__program_help(const struct gs__program *program, const struct gs_system *system);

#endif
