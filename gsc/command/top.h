/* SPDX-License-Identifier: MIT */
/*
 * top: what `gsc top` knows of a running program at one moment, and how it shows it.
 */
#ifndef GSC_COMMAND_TOP_H
#define GSC_COMMAND_TOP_H

#include "gsc/base/arena.h"
#include "gsc/base/text.h"
#include "gsc/command/running.h"

/* What changed is by second, since the sample before; negative: not known. */
struct top_row {
	const struct running_row *row;
	double rate; /* messages */
	double failures;
	double time;  /* ns in its handler, of one message */
	double busy;  /* the part of the time that its handlers ran */
	double spent; /* ns in its handlers, ever; negative: not known */
};

/* A counter of the whole program, as gs.stats of `gs` has it. */
struct top_counter {
	const char *name;
	uint64_t count;
};

struct top_sample {
	struct arena arena;       /* of all that is here */
	int64_t at;               /* ns of the monotonic clock; 0: there is none */
	struct running_rows rows; /* in order of name */
	struct top_row *all;      /* likewise */
	struct top_row **shown;   /* in the order wanted */
	double rate;              /* of all of them */
	double failures;
	struct top_counter *counters;
	size_t counter_count;
	bool is_denied; /* gs.stats is for others */
};

enum top_sort { TOP_RATE, TOP_NAME, TOP_QUEUE, TOP_TIME, TOP_BUSY, TOP_RESTARTS, TOP_SORT_COUNT };

extern const char *const top_sort_names[TOP_SORT_COUNT];

/* Sorts the rows shown anew. */
void top_sort(struct top_sample *sample, enum top_sort by);

struct top_view {
	const char *address;
	unsigned columns; /* 0: as wide as it needs */
	unsigned rows;    /* 0: all of them, and no help */
	bool is_terminal; /* with its control sequences ... */
	bool has_colours; /* ... and colours */
	size_t first;     /* of the rows, the first shown */
	enum top_sort sort;
	const char *trouble; /* why there is nothing newer; NULL: there is */
};

/* Asks the program, and compares with the sample before (at 0: there is none). Times are asked for
 * where they are shown, and near that. False: running->why. */
bool top_take(struct running *running, struct top_sample *sample, const struct top_sample *before,
	const struct top_view *view);

/* Appends a frame. */
void top_draw(struct text *out, const struct top_view *view, const struct top_sample *sample);

#endif
