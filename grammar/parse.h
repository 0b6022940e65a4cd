/* SPDX-License-Identifier: MIT */
/*
 * parse: the one door of the grammar. Source in, tree or diagnostics out.
 *
 * Behind it stand lexer.re (re2c) and parser.y (bison); nobody else includes what they make. Every
 * syntax error of the file is reported (the parser recovers at `;` and `}`). C bodies, %{ %} and
 * %top{ %} are taken over whole, as spans.
 */
#ifndef GRAMMAR_PARSE_H
#define GRAMMAR_PARSE_H

#include "gsc/base/diag.h"
#include "gsc/tree/tree.h"

struct arena;

/*
 * The tree of `source`, in the arena. Never NULL; where there were syntax errors (diag->errors
 * grew) it holds what could be understood and must not be checked.
 */
struct tree_file *parse_file(struct arena *arena, struct diag *diag, const struct source *source);

/* The same, with its tokens. */
struct tree_file *parse_file_tokens(
	struct arena *arena, struct diag *diag, const struct source *source);

/*
 * Steps over C text that starts at `at` (with `{` there) to just past the matching `}`; strings,
 * characters, comments and nested braces are understood. NULL: `end` was reached first.
 */
const char *parse_skip_body(const char *at, const char *end);

#endif
