/* SPDX-License-Identifier: MIT */
/*
 * diag: what the compiler says about a spec.
 *
 * Errors, warnings and notes are collected, sorted by place (of several files, in the order in
 * which they were read) and printed together at the end. Each
 * has a stable code (codes.h), a span and a text: lower case, names in 'quotes', saying what was
 * found and what would do. One error per place and cause: a second error whose span starts where an
 * earlier one starts is dropped with its notes. At most DIAG_SHOWN errors are printed, and as many
 * warnings; then how many there were beyond that.
 */
#ifndef GSC_BASE_DIAG_H
#define GSC_BASE_DIAG_H

#include "gsc/base/source.h"

#include <stdarg.h>
#include <stdio.h>

struct arena;

enum diag_code {
#define CODE(name, text, meaning) DIAG_##name,
#include "gsc/base/codes.h"
#undef CODE
	DIAG_CODE_COUNT
};

enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };
enum diag_format { DIAG_TEXT, DIAG_JSON };

enum {
	DIAG_SHOWN = 20,
	DIAG_KEPT = 10000, /* errors beyond that are counted only: a file of millions stays quick */
};

struct diag_item;

struct diag {
	struct arena *arena;
	struct diag_item **items; /* in the order they were found */
	size_t count;
	size_t cap;
	size_t errors;
	struct diag_item *last;        /* what a note belongs to; NULL: the last one was dropped */
	const struct source **sources; /* as they were first seen */
	size_t source_count;
	size_t source_cap;
	bool is_cut;               /* there may be more errors: not all of a file was looked at */
	bool keeps_all;            /* errors of one place are each their own: none is dropped */
	struct diag_item **starts; /* the errors by their place, hashed; a power of two of slots */
	size_t slots;
};

void diag_init(struct diag *diag, struct arena *arena);

void diag_error(struct diag *diag, enum diag_code code, struct span span, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void diag_warning(struct diag *diag, enum diag_code code, struct span span, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A second place for the error or warning said just before; at most DIAG_SHOWN of them. */
void diag_note(struct diag *diag, struct span span, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * An edit that would mend what was said just before: that text in place of what stands at `span`,
 * which may be empty (to insert), as the text may be (to delete). NULL: nothing is known.
 */
void diag_fix(struct diag *diag, struct span span, const char *text);

/*
 * Where one edit is not enough: what was said just before (NULL: it was dropped), and another edit
 * for its fix, once that is found. Of an item without a fix it makes none.
 */
struct diag_item *diag_said(const struct diag *diag);
void diag_fix_also(struct diag *diag, struct diag_item *item, struct span span, const char *text);

/* What follows belongs to an error that is not reported: its notes and its fix are none either. */
void diag_skip(struct diag *diag);

/*
 * Prints all to `out`, sorted by file and place: `file.gs:12:9: error: text [code]`, the source
 * line, a caret with tildes under the span (tabs kept), its notes alike; or one JSON object a line
 * (file, line, column, end_line, end_column, level, code, text, notes, and fix where one is known,
 * of more than one edit with the others in its list also;
 * the end is exclusive, and what has no place has no file). `colour`: with terminal colours (text
 * only).
 */
void diag_print(const struct diag *diag, FILE *out, enum diag_format format, bool colour);

/* "unknown-type"; and one sentence of what the code stands for. */
const char *diag_code_text(enum diag_code code);
const char *diag_code_meaning(enum diag_code code);

/* The code of that text, or DIAG_CODE_COUNT. */
enum diag_code diag_code_find(const char *text);

/*
 * A suggestion: offer each name that would do; suggest_best gives the nearest one within two edits
 * (insert, delete, replace, swap of neighbours; two in five letters, one in three), or one that
 * differs in capital letters alone, or NULL.
 */
struct suggest {
	const char *wanted;
	const char *best;
	unsigned distance;
};
void suggest_init(struct suggest *suggest, const char *wanted);
void suggest_offer(struct suggest *suggest, const char *name);
const char *suggest_best(const struct suggest *suggest);

#endif
