/* SPDX-License-Identifier: MIT */
/*
 * diag_item: what diag.c collects and diag_print.c shows; for these two alone.
 */
#ifndef GSC_BASE_DIAG_ITEM_H
#define GSC_BASE_DIAG_ITEM_H

#include "gsc/base/diag.h"

struct diag_edit {
	struct span span;
	const char *text;
	struct diag_edit *next;
};

struct diag_item {
	enum diag_level level;
	enum diag_code code;
	struct span span;
	size_t file;  /* which of the sources; SIZE_MAX: without a place */
	size_t order; /* how many were found before */
	const char *text;
	struct diag_item *notes; /* of an error or warning, in order */
	struct diag_item **notes_end;
	size_t note_count;
	struct diag_item *next;  /* among the notes */
	struct diag_edit *edits; /* that mend it together; NULL: no fix is known */
	struct diag_edit **edits_end;
};

#endif
