/* SPDX-License-Identifier: MIT */
/*
 * items: the tokens and comments of a file in order, and what stands before each when it is put.
 * For the files of the formatter alone: items.c collects, spaces.c says what keeps together,
 * lines.c where lines begin, format.c puts them.
 */
#ifndef GSC_TREE_ITEMS_H
#define GSC_TREE_ITEMS_H

#include "gsc/base/arena.h"
#include "gsc/tree/tree.h"

enum item_gap {
	ITEM_GLUED,  /* right after the item before */
	ITEM_SPACED, /* after a blank */
	ITEM_FILLED, /* likewise; or on a line of its own where this one is full */
	ITEM_PART,   /* likewise, where this one has no room for the rest of the statement */
	ITEM_LINE,   /* on a line of its own */
};

struct item {
	const char *at;
	uint32_t len; /* without blanks at its end */
	enum tree_token_kind kind;
	bool is_comment;

	/* How it stands in the source. */
	bool is_first;  /* of its line */
	bool ends_line; /* a comment: the next item is on another line */
	bool is_doc;
	bool is_after_blank; /* a blank line stands before it */

	/* How it is to be put. */
	enum item_gap gap;
	bool is_list;   /* an opening mark: of items with commas between */
	bool is_open;   /* ... one a line */
	bool has_comma; /* one is put behind it */
	unsigned indent;
};

struct items {
	struct arena *arena;
	struct item *list;
	size_t count;
	size_t cap;
};

/* items.c */
struct items items_collect(struct arena *arena, const struct tree_file *file);
bool item_is(const struct item *item, const char *text);
bool item_is_opening(const struct item *item); /* ( [ { */
bool item_is_closing(const struct item *item);
/* The next token after `at`, or NULL. */
const struct item *items_next_token(const struct items *items, size_t at);

/* spaces.c: fills in gap, all but ITEM_LINE, and is_list. */
void items_space(struct items *items);

/* lines.c: fills in is_open, has_comma, ITEM_LINE and indent. */
void items_break(struct items *items);

#endif
