/* SPDX-License-Identifier: MIT */
/*
 * scope: a table of names, each with the place where it was declared and what it stands for.
 *
 * Used for the names of a file, of a server's clauses, of a list of fields and of the C that is
 * generated. Memory comes from the arena; no name is ever removed by itself.
 */
#ifndef GSC_CHECK_SCOPE_H
#define GSC_CHECK_SCOPE_H

#include "gsc/base/source.h"

struct arena;

struct scope_entry {
	struct scope_entry *older; /* the one added before it */
	const char *name;
	uint32_t hash;
	struct span span;
	void *what;
};

struct scope_slot;

struct scope {
	struct arena *arena;
	struct scope_slot *slots; /* an open table of `size`, a power of two, at most half full */
	size_t size;
	size_t count;
	struct scope_entry *newest;
	struct scope_entry *spare; /* left by scope_clear */
};

void scope_init(struct scope *scope, struct arena *arena);

/* NULL: no such name. */
struct scope_entry *scope_find(const struct scope *scope, const char *name);

/* Forgets all names, and uses their memory again. O(names). */
void scope_clear(struct scope *scope);

/* Adds a name that is not there yet. `name` is not copied. */
void scope_add(struct scope *scope, const char *name, struct span span, void *what);

/* Adds it if it is not there, and returns NULL; else what is there. */
struct scope_entry *scope_claim(
	struct scope *scope, const char *name, struct span span, void *what);

#endif
