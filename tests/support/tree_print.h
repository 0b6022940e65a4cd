/* SPDX-License-Identifier: MIT */
/*
 * tree_print: a tree as .gs text again, one token after the other, expressions in full parentheses.
 *
 * For tests only: shapes of trees are compared as text, and what is printed must parse to a tree
 * that prints the same, whatever stands between the tokens.
 */
#ifndef TESTS_SUPPORT_TREE_PRINT_H
#define TESTS_SUPPORT_TREE_PRINT_H

#include "gsc/base/text.h"
#include "gsc/tree/tree.h"

/* `gap` gives what goes after each token, never nothing; NULL: a blank, a newline after ; { }. */
void tree_print(
	struct text *text, const struct tree_file *file, const char *(*gap)(void *), void *gap_arg);

#endif
