/* SPDX-License-Identifier: MIT */
/*
 * bench: what `gsc bench` measures, and how it shows it.
 */
#ifndef GSC_COMMAND_BENCH_H
#define GSC_COMMAND_BENCH_H

#include "gsc/command/target.h"
#include "runtime/client/load.h"

struct bench {
	struct running running;
	struct target target;
	struct gs__load *load;
	uint32_t connections;
	uint32_t in_flight;
	uint64_t calls;
	gs_duration duration; /* ns; -1: `calls` count */
	gs_duration timeout;  /* ns; -1: the clause's own */
	uint64_t rate;        /* calls a second; 0: as answers come */
	bool json;
	bool is_cold;
	bool shows_progress;
	struct text line; /* of the progress */
	gs_instant begun;
	gs_instant ended;
	double cpu; /* ns that we ran meanwhile */
};

/* The line on stderr, over the one before; and its end. */
void bench_progress(
	struct bench *bench, uint64_t answers, gs_instant begun, gs_instant now, gs_instant end);
void bench_progress_end(void);

/* The result, on stdout; nothing where there is none. */
void bench_report(const struct bench *bench);

#endif
