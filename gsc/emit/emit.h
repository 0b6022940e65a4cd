/* SPDX-License-Identifier: MIT */
/*
 * emit: from a checked model to generated C.
 *
 * gsc/command calls these and writes what they made. They only read the model, cannot fail
 * and never complain: whatever may not stand was refused by gsc/check. The same model gives the
 * same bytes, whatever the directory: of paths only base names appear.
 *
 * Names made besides those that language.md promises, with X the c_name of a record
 * (bucket_acquire, bucket_acquire_reply, error_full, entry, SERVER_params), C that of a clause:
 *   X_fields X_record X_fallback read_X write_X, and of a field F of X: F_of_X_item F_of_X_reals
 *   read_F_of_X write_F_of_X; ENUM_names ENUM_enum; NAME_error; C_raises; of a server S and its
 *   clause K: S_entries S_infos S_ticks S_describe begin_S drop_S S_run_K S_on_K; of a system Y and
 *   its child D: Y_listens Y_children Y_D_params. All are static, in the source.
 * A parameter may bear any name of ours: ours then gets the prefix gs_.
 */
#ifndef GSC_EMIT_EMIT_H
#define GSC_EMIT_EMIT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct model_file;
struct text;

struct emit_options {
	bool no_line;     /* no #line directives: errors in bodies then name the generated file */
	bool whole_paths; /* #line says the path that the user gave, not the base name */
};

/* NAME.gs.h: what bodies, handlers in other files and clients see. */
void emit_header(
	struct text *out, const struct model_file *file, const struct emit_options *options);

/* NAME.gs.c: tables, codecs and functions of all that the header declares, and the bodies. */
void emit_source(
	struct text *out, const struct model_file *file, const struct emit_options *options);

/* NAME.gs.main.c: the program of the file's system, which must be there. */
void emit_main(struct text *out, const struct model_file *file, const struct emit_options *options);

/* A handler that the spec leaves to a file in C, as one that says it is not written yet. */
struct emit_stub {
	const char *name; /* "election_on_members" */
	const char *text; /* its definition, which ends with a newline */
	size_t len;
};

/* Those of the file's own servers, in the order of the header. */
const struct emit_stub *emit_stubs(
	struct arena *arena, const struct model_file *file, size_t *count);

#endif
