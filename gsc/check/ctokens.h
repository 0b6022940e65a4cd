/* SPDX-License-Identifier: MIT */
/*
 * ctokens: C text cut into what matters for finding words in it.
 *
 * Names, and punctuation one character at a time (`->` is one); strings, characters, numbers,
 * comments and line ends stay out of the way. Understands enough of C to never take the inside of
 * a string or comment for a name, and no more.
 */
#ifndef GSC_CHECK_CTOKENS_H
#define GSC_CHECK_CTOKENS_H

#include "gsc/base/source.h"
#include "gsc/check/scope.h"

struct arena;

enum ctoken_kind {
	CTOKEN_NAME,
	CTOKEN_PUNCT,   /* mark: the character, '>' for -> */
	CTOKEN_LITERAL, /* a string, character or number */
};

struct ctoken {
	enum ctoken_kind kind;
	char mark;
	uint32_t start; /* in the source */
	uint32_t end;
};

struct ctokens {
	const struct source *source;
	struct ctoken *items;
	size_t count;
	struct scope *declared; /* filled when it is first asked for */
};

struct ctokens ctokens_of(struct arena *arena, struct span span);

bool ctoken_is(const struct ctokens *tokens, size_t at, const char *name);
bool ctoken_is_mark(const struct ctokens *tokens, size_t at, char mark);
/* Is a variable of that name declared in it, as far as tokens tell? */
bool ctoken_declares(struct arena *arena, const struct ctokens *tokens, const char *name);
struct span ctoken_span(const struct ctokens *tokens, size_t at);

#endif
