/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

void unbuilt(struct check *c, struct span span, const char *what)
{
	diag_error(
		c->diag, DIAG_NOT_BUILT, span, "%s is not built yet in this version of gsc", what);
}

/* The word before a part of the tree, where the word has no place of its own there. */
static struct span word_before(struct span span, const char *word)
{
	uint32_t len = (uint32_t)strlen(word);
	uint32_t at = span.start;

	while (at >= len && memcmp(span.source->bytes + at - len, word, len) != 0)
		at--;
	if (at >= len)
		span = (struct span){ span.source, at - len, at };
	return span;
}

bool unbuilt_child(struct check *c, const struct tree_child *child)
{
	if (child->kind != TREE_CHILD_REMOTE)
		return false;
	unbuilt(c, word_before(child->server.span, "remote"), "'remote'");
	return true;
}
