/* SPDX-License-Identifier: MIT */
/*
 * imports: the files that a file imports, and those that these import.
 *
 * Each is read and parsed once, whatever it is called on the way, and hung into the declarations
 * that name it. What cannot be read, and a file that imports itself through any number of others,
 * is reported at the import; its `imported` then stays NULL.
 */
#ifndef GRAMMAR_IMPORTS_H
#define GRAMMAR_IMPORTS_H

#include "gsc/base/diag.h"
#include "gsc/tree/tree.h"

struct arena;

/*
 * Reads all that `root` imports. A relative path is looked for beside the file that imports it,
 * then in the `dirs` in order (ended by a NULL; NULL: none). False: one has errors in its syntax,
 * and nothing must be checked; other errors leave an `imported` NULL.
 */
bool imports_read(
	struct arena *arena, struct diag *diag, struct tree_file *root, const char *const *dirs);

/* Does a path of `len` bytes name a file NAME.gs whose pair C can include? */
bool imports_is_name(const char *path, size_t len);

#endif
