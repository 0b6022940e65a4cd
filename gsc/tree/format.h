/* SPDX-License-Identifier: MIT */
/*
 * format: the one layout of .gs text.
 *
 * It goes over the tokens of a parsed file (parse_file_tokens), not over the tree: so each comment
 * stays between the tokens it stood between, and nothing that was written gets lost. Four blanks a
 * level, one clause, field or child a line, at most one blank line kept, lists that would pass 100
 * columns filled over several lines. A list with a comma after its last item, or a comment of its
 * own line in it, has an item a line. C texts are put as they are, byte for byte. What it puts, it
 * would put the same again.
 *
 * `gsc fmt` is the caller. Memory is the arena of the text.
 */
#ifndef GSC_TREE_FORMAT_H
#define GSC_TREE_FORMAT_H

#include "gsc/base/text.h"
#include "gsc/tree/tree.h"

void format_file(struct text *text, const struct tree_file *file);

/* Do two files say the same, token by token and comment by comment? Commas that no item follows do
 * not count. */
bool format_is_same(struct arena *arena, const struct tree_file *a, const struct tree_file *b);

#endif
