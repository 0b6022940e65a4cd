/* SPDX-License-Identifier: MIT */
/*
 * outfile: writing a file so that nobody ever sees half of it.
 *
 * The bytes go to a temporary file beside the target, which is renamed over it when all of them are
 * on disk; a target that already holds just these bytes is left untouched (its time too), so that
 * make rebuilds nothing. They may come piece by piece: each is compared with what stands there, and
 * the temporary file begins with the first that differs. The caller owns the struct; between
 * outfile_open and the end it holds descriptors, and maybe a file that outfile_drop removes.
 */
#ifndef GSC_BASE_OUTFILE_H
#define GSC_BASE_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct arena;

struct outfile {
	struct arena *arena;
	const char *path; /* what is replaced: no link */
	const char *name; /* of the temporary file; NULL: there is none */
	struct stat info; /* of what stands there */
	bool is_there;
	bool is_direct; /* a device or pipe, which can only be written to */
	int old;        /* what stands there, as long as it holds the same; -1: closed */
	int file;       /* where the bytes go; -1: closed */
	size_t len;     /* bytes given so far */
	int error;      /* an errno: the first failure, after which nothing more is done */
};

/* Begins to write `path`, which is not touched before outfile_close. A failure shows there. */
void outfile_open(struct outfile *file, struct arena *arena, const char *path);

/* The next bytes. */
void outfile_add(struct outfile *file, const char *bytes, size_t len);

/* Ends it. True: the file now holds the bytes. False: nothing changed, and *why says why, in the
 * arena. */
bool outfile_close(struct outfile *file, const char **why);

/* Gives it up: nothing has changed. Harmless after outfile_close, and of zeros. */
void outfile_drop(struct outfile *file);

/* All of it at once, with the result of outfile_close. */
bool outfile_write(
	struct arena *arena, const char *path, const char *bytes, size_t len, const char **why);

#endif
