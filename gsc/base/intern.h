/* SPDX-License-Identifier: MIT */
/*
 * intern: equal names, once.
 *
 * The lexer keeps the names of a file here: a spec says most of them again and again, so what walks
 * over its declarations finds their bytes in the cache. Memory comes from the arena given; nothing
 * is ever taken out.
 */
#ifndef GSC_BASE_INTERN_H
#define GSC_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct intern_entry;

struct intern {
	struct arena *arena;
	struct intern_entry
		*entries; /* an open table of `size`, a power of two, at most half full */
	size_t size;
	size_t count;
};

void intern_init(struct intern *intern, struct arena *arena);

/* The bytes as a NUL-terminated string: the same one for the same bytes. */
const char *intern_name(struct intern *intern, const char *bytes, size_t len);

#endif
