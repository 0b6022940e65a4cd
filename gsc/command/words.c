/* SPDX-License-Identifier: MIT */
#include "gsc/command/words.h"
#include "gsc/base/arena.h"

#include <string.h>

static void make_room(struct words *words)
{
	void *items = words->items;

	/* For the word and the NULL behind it: the arena's memory is zeroed. */
	arena_grow(words->arena, &items, words->count + 1, &words->cap, sizeof(words->items[0]));
	words->items = items;
	words->items[words->count] = NULL;
	words->items[words->count + 1] = NULL;
}

void words_init(struct words *words, struct arena *arena)
{
	words->arena = arena;
	words->items = NULL;
	words->count = 0;
	words->cap = 0;
	make_room(words);
}

void words_put(struct words *words, const char *word)
{
	make_room(words);
	words->items[words->count++] = arena_copy(words->arena, word, strlen(word));
}

/* One word from *at on, unquoted into `to`; *at moves behind it. */
static void unquote(const char **at, char *to)
{
	char quote = '\0';
	const char *c = *at;

	for (; *c && (quote || !strchr(" \t\n", *c)); c++) {
		if (quote ? *c == quote : *c == '\'' || *c == '"')
			quote = quote ? '\0' : *c;
		else if (*c == '\\' && quote != '\'' && c[1])
			*to++ = *++c;
		else
			*to++ = *c;
	}
	*to = '\0';
	*at = c;
}

void words_split(struct words *words, const char *text)
{
	char *word = arena_take(words->arena, strlen(text) + 1);

	for (;;) {
		text += strspn(text, " \t\n");
		if (!*text)
			return;
		unquote(&text, word);
		words_put(words, word);
	}
}
