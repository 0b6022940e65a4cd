/* SPDX-License-Identifier: MIT */
/*
 * words: an argument vector in the making, ended by a NULL at any time.
 */
#ifndef GSC_COMMAND_WORDS_H
#define GSC_COMMAND_WORDS_H

#include <stddef.h>

struct arena;

struct words {
	struct arena *arena;
	char **items;
	size_t count;
	size_t cap;
};

void words_init(struct words *words, struct arena *arena);
void words_put(struct words *words, const char *word); /* copied */

/* Puts the words of `text`, parted by blanks; '...', "..." and \ quote as in a shell. Nothing is
 * expanded. */
void words_split(struct words *words, const char *text);

#endif
