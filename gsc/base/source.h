/* SPDX-License-Identifier: MIT */
/*
 * source: the bytes of one .gs file, and places in them.
 *
 * A span is a pair of byte offsets; line and column are computed only when something is printed.
 * The bytes are held with a NUL after the last one (the lexer's sentinel) and are never changed.
 */
#ifndef GSC_BASE_SOURCE_H
#define GSC_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct source {
	const char *path; /* as the user named it; shown in diagnostics */
	const char *base; /* its last component; stands in generated code */
	const char *bytes;
	uint32_t len;
	uint32_t number; /* which file of its program it is: 0 the one named, then its imports */
	uint64_t device; /* which file it is on this machine, however it is spelt ... */
	uint64_t inode;  /* ... 0: none */
};

/* The bytes [start, end) of a source. An empty span (start == end) is a place between two bytes. */
struct span {
	const struct source *source;
	uint32_t start;
	uint32_t end;
};

struct place {
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1, in characters (UTF-8 sequences), a tab counting as one */
};

/* A longer file is refused: what is made of one takes some thirty times its size. */
enum { SOURCE_MAX = 32 << 20 };

/*
 * Reads the file at `path` ("-": standard input; of a named pipe, what somebody writes who is
 * there within a second) into the arena. On failure returns NULL and puts a sentence without the
 * path into *why ("no such file or directory", "is a directory", "is larger than 32 MiB"), in the
 * arena.
 */
struct source *source_read(struct arena *arena, const char *path, const char **why);

/* Were both read from the same file, whatever it was called? */
bool source_is_same(const struct source *a, const struct source *b);

/* A source over bytes already in memory; `bytes[len]` must be NUL and outlive the source. */
struct source *source_over(struct arena *arena, const char *path, const char *bytes, uint32_t len);

/* Line and column of the byte at `offset`. O(offset). */
struct place source_place(const struct source *source, uint32_t offset);

/* The span from the start of `a` to the end of `b`, of one source. */
static inline struct span span_join(struct span a, struct span b)
{
	if (!a.source)
		return b;
	if (b.source)
		a.end = b.end;
	return a;
}

/* The text of a span, copied into the arena. */
char *span_text(struct arena *arena, struct span span);

#endif
