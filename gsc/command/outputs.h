/* SPDX-License-Identifier: MIT */
/*
 * outputs: the files that one .gs file becomes. All are on disk, beside what they replace, before
 * the first takes its place.
 */
#ifndef GSC_COMMAND_OUTPUTS_H
#define GSC_COMMAND_OUTPUTS_H

#include "gsc/base/outfile.h"
#include "gsc/emit/emit.h"
#include "gsc/model/model.h"

struct command_call;

enum output_kind {
	OUTPUT_HEADER, /* NAME.gs.h */
	OUTPUT_SOURCE, /* NAME.gs.c */
	OUTPUT_MAIN,   /* NAME.gs.main.c; only of a spec with a system */
	OUTPUT_KIND_COUNT
};

struct outputs {
	const char *paths[OUTPUT_KIND_COUNT];
	struct outfile files[OUTPUT_KIND_COUNT];
	size_t count;
};

/* Makes all of them, in `dir` (NULL: the current directory). NULL: one could not be written, which
 * is said. While it works, call->outputs is what is to be given up when memory runs out. */
const struct outputs *outputs_write(struct command_call *call, const struct model_file *model,
	const char *dir, const struct emit_options *options);

/* Leaves nothing behind of what is half written. */
void outputs_drop(struct outputs *outputs);

#endif
