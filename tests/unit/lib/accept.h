/* SPDX-License-Identifier: MIT */
/*
 * accept: right specs for tests of the checker. Models live until the test's end.
 */
#ifndef TESTS_UNIT_LIB_ACCEPT_H
#define TESTS_UNIT_LIB_ACCEPT_H

#include "gsc/base/arena.h"
#include "gsc/model/model.h"

extern struct arena accept_arena;

int accept_set_up(void **state);
int accept_tear_down(void **state);

/* The model of the source. With `errors`: how many there were, unseen; without, they are shown. */
const struct model_file *accept_source(const struct source *source, bool described, size_t *errors);

/* The model of the text, or the test fails. */
const struct model_file *accept_text(const char *text);

/* What has that name, or the test fails. */
const struct model_decl *accept_find(
	const struct model_file *file, enum model_decl_kind kind, const char *name);
const struct model_record *accept_struct(const struct model_file *file, const char *name);
const struct model_clause *accept_clause(
	const struct model_file *file, const char *protocol, const char *name);

/* "a b c": the names of all declarations, in the model's order. */
const char *accept_order(const struct model_file *file);

#endif
