/* SPDX-License-Identifier: MIT */
#include "gsc/command/words.h"
#include "gsc/base/arena.h"

#include <string.h>

/* Room for one more behind the first `count`. */
static void make_room(struct words *words, size_t count)
{
	void *items = words->items;

	arena_grow(words->arena, &items, count, &words->cap, sizeof(words->items[0]));
	words->items = items;
}

void words_init(struct words *words, struct arena *arena)
{
	*words = (struct words){ .arena = arena };
	make_room(words, 0);
	words->items[0] = NULL;
}

void words_put(struct words *words, const char *word)
{
	make_room(words, words->count + 1);
	words->items[words->count++] = arena_copy(words->arena, word, strlen(word));
	words->items[words->count] = NULL;
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
