/* SPDX-License-Identifier: MIT */
/*
 * cfunctions: the functions that a C file defines, as far as their heads tell.
 *
 * Good enough for files of handlers: macros are not expanded, both sides of an #if count.
 */
#ifndef GSC_COMMAND_CFUNCTIONS_H
#define GSC_COMMAND_CFUNCTIONS_H

#include "gsc/base/source.h"

struct arena;

struct cfunction {
	const char *name;
	struct span span; /* of its name */
	/* Its result, and its parameters without their names, the words of each in order of the
	 * alphabet: equal for what is the same to C, typedefs aside. */
	const char *shape;
};

struct cfunctions {
	struct cfunction *items;
	size_t count;
	size_t cap;
};

/* All definitions, in order. */
void cfunctions_find(
	struct arena *arena, const struct source *source, struct cfunctions *functions);

/* The one of that name, or NULL. */
const struct cfunction *cfunctions_named(const struct cfunctions *functions, const char *name);

#endif
