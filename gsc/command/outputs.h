/* SPDX-License-Identifier: MIT */
/*
 * outputs: the files that one .gs file becomes, made whole in memory before the first is written.
 */
#ifndef GSC_COMMAND_OUTPUTS_H
#define GSC_COMMAND_OUTPUTS_H

#include "gsc/base/text.h"
#include "gsc/emit/emit.h"
#include "gsc/model/model.h"

enum output_kind {
	OUTPUT_HEADER, /* NAME.gs.h */
	OUTPUT_SOURCE, /* NAME.gs.c */
	OUTPUT_MAIN,   /* NAME.gs.main.c; only of a spec with a system */
	OUTPUT_KIND_COUNT
};

struct output {
	const char *path;
	struct text text;
};

struct outputs {
	struct output files[OUTPUT_KIND_COUNT];
	size_t count;
};

/* Makes all of them, to be put into `dir` (NULL: the current directory). */
void outputs_make(struct arena *arena, const struct model_file *model, const char *dir,
	const struct emit_options *options, struct outputs *outputs);

/* Writes them. False: one could not be written, which is said. */
bool outputs_write(struct arena *arena, const struct outputs *outputs);

#endif
