/* SPDX-License-Identifier: MIT */
/*
 * outfile: writing a file so that nobody ever sees half of it.
 *
 * The bytes go to a temporary file beside the target, which is renamed over it when all of them are
 * on disk; a target that already holds just these bytes is left untouched (its time too), so that
 * make rebuilds nothing.
 */
#ifndef GSC_BASE_OUTFILE_H
#define GSC_BASE_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* True: the file now holds the bytes. False: nothing changed, and *why says why, in the arena. */
bool outfile_write(
	struct arena *arena, const char *path, const char *bytes, size_t len, const char **why);

#endif
