/* SPDX-License-Identifier: MIT */
/*
 * check: the one door of the checker. A tree in, the model of it or diagnostics out.
 *
 * Callers are the commands of gsc; the tree must have been parsed without errors. The model, and
 * all that it names, lives in the arena and points into the tree and its source. All refusals of a
 * spec happen behind this door: whoever gets a model needs no checks of his own.
 */
#ifndef GSC_CHECK_CHECK_H
#define GSC_CHECK_CHECK_H

#include "gsc/base/diag.h"
#include "gsc/model/model.h"
#include "gsc/tree/tree.h"

struct arena;

struct check_options {
	bool described; /* text of gs.describe: the runtime's own names (gs, gs_...) are allowed */
};

/* NULL: errors were reported in `diag`. `options` may be NULL: all off. */
const struct model_file *check_file(struct arena *arena, struct diag *diag,
	const struct tree_file *tree, const struct check_options *options);

#endif
