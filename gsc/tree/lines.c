/* SPDX-License-Identifier: MIT */
#include "gsc/tree/items.h"

enum { LEVEL = 4, CONTINUED = 8, COLUMNS = 100 };

/* What is open at an item: a block, or a list. */
struct block {
	struct item *opening;
	struct item *last; /* the newest token in it */
	unsigned indent;   /* of what is in it */
	unsigned width;    /* of an enum that fits on a line, so far */
};

struct walk {
	struct items *items;
	struct block *blocks; /* blocks[0] is the file */
	size_t depth;
	size_t cap;
};

static struct block *inmost(const struct walk *walk)
{
	return &walk->blocks[walk->depth - 1];
}

static void enter(struct walk *walk, struct item *opening, unsigned indent)
{
	arena_grow(walk->items->arena, (void **)&walk->blocks, walk->depth, &walk->cap,
		sizeof(*walk->blocks));
	walk->blocks[walk->depth++] = (struct block){ .opening = opening, .indent = indent };
}

static void leave(struct walk *walk)
{
	walk->depth -= walk->depth > 1;
}

/* The list that an item is directly in, parentheses of expressions not counting; or NULL. */
static struct item *list_around(const struct walk *walk)
{
	for (size_t i = walk->depth; i-- > 0;) {
		struct item *opening = walk->blocks[i].opening;

		if (!opening || opening->is_list || opening->kind == TREE_TOKEN_OPEN)
			return opening && opening->is_list ? opening : NULL;
	}
	return NULL;
}

/* An enum has a line for each where one did not hold them all, or its author began so. */
static void close_list(struct block *block, const struct item *after_opening)
{
	struct item *opening = block->opening;

	if (block->last && item_is(block->last, ","))
		opening->is_open = true;
	if (opening->kind == TREE_TOKEN_OPEN &&
		(block->width > COLUMNS || (after_opening->is_first && block->last)))
		opening->is_open = true;
}

/* Which lists have an item a line. */
static void open_lists(struct walk *walk)
{
	struct items *items = walk->items;
	unsigned width = 0; /* since the statement began */

	enter(walk, NULL, 0);
	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->list[i];

		width += item->len + (item->gap != ITEM_GLUED);
		if (item->is_comment) {
			struct item *list = list_around(walk);

			if (list && (item->ends_line || item->is_doc))
				list->is_open = true;
		} else if (item_is_opening(item)) {
			inmost(walk)->last = item;
			enter(walk, item, 0);
		} else if (item_is_closing(item)) {
			struct block *block = inmost(walk);

			block->width = width;
			if (block->opening && block->opening->is_list)
				close_list(block, block->opening + 1);
			leave(walk);
			inmost(walk)->last = item;
		} else {
			inmost(walk)->last = item;
		}
		if (item_is(item, ";") || item->kind > TREE_TOKEN_OPEN)
			width = 0;
	}
	walk->depth = 0;
}

/* Do the items of a file, a block or a list stand on lines of their own? */
static bool has_lines(const struct item *opening)
{
	return !opening || opening->is_open ||
	       (opening->kind == TREE_TOKEN_OPEN && !opening->is_list);
}

/* Is what follows this token on the next line, inside of `opening`? */
static bool ends_line(const struct item *opening, const struct item *token)
{
	if (!has_lines(opening))
		return false;
	if (opening == token)
		return true;
	if (opening && opening->is_list)
		return item_is(token, ",");
	return item_is(token, ";") || token->kind >= TREE_TOKEN_CLOSE;
}

static void put_line(struct item *item, unsigned indent)
{
	item->gap = ITEM_LINE;
	item->indent = indent;
}

/* A comment where a line has to end: it stays on it, or goes with what follows. */
static bool begins_line(const struct walk *walk, size_t at)
{
	const struct item *comment = &walk->items->list[at];
	const struct item *next = items_next_token(walk->items, at);

	if (comment->is_first || at == 0)
		return true;
	return !comment->ends_line && next && !item_is_closing(next);
}

/* A comment after the last item of a list that has an item a line. */
static bool is_last_of_list(const struct walk *walk, size_t at)
{
	const struct item *opening = inmost(walk)->opening;
	const struct item *next = items_next_token(walk->items, at);

	return opening && opening->is_list && opening->is_open && next && item_is_closing(next);
}

/* What the next item has to do. */
enum due { DUE_NOTHING, DUE_LINE, DUE_REST };

static enum due break_comment(struct walk *walk, size_t at, enum due due)
{
	struct item *item = &walk->items->list[at];
	unsigned indent = inmost(walk)->indent;

	if (due == DUE_LINE) {
		if (!begins_line(walk, at)) {
			/* As it stands where the comma before it is yet to be written. */
			if (item->gap == ITEM_FILLED)
				item->gap = ITEM_SPACED;
			return DUE_LINE;
		}
		put_line(item, indent);
		return item->ends_line ? DUE_LINE : DUE_NOTHING;
	}
	if (item->is_first && is_last_of_list(walk, at))
		put_line(item, indent);
	else if (due == DUE_REST || item->is_doc || (item->is_first && item->ends_line))
		put_line(item, indent + CONTINUED);
	else
		item->indent = indent + CONTINUED;
	return item->ends_line ? DUE_REST : DUE_NOTHING;
}

static void close_lines(struct walk *walk, struct item *item)
{
	struct block *block = inmost(walk);
	bool is_empty = block->opening + 1 == item;
	bool is_list = block->opening && block->opening->is_list;

	if (is_list && block->opening->is_open && block->last && !item_is(block->last, ","))
		block->last->has_comma = true;
	leave(walk);
	if (has_lines(block->opening) && !is_empty)
		put_line(item, block->indent - LEVEL);
	else if (has_lines(block->opening))
		item->gap = item->kind == TREE_TOKEN_CLOSE ? ITEM_SPACED : ITEM_GLUED;
}

static enum due break_token(struct walk *walk, struct item *item, enum due due)
{
	unsigned indent = inmost(walk)->indent;

	item->indent = indent + CONTINUED;
	if (item_is_closing(item))
		close_lines(walk, item);
	if (item->gap != ITEM_LINE && due == DUE_REST)
		put_line(item, indent + CONTINUED);
	else if (!item_is_closing(item) && due == DUE_LINE)
		put_line(item, indent);
	inmost(walk)->last = item;
	if (item_is_opening(item))
		enter(walk, item, indent + (has_lines(item) ? LEVEL : 0));
	return ends_line(inmost(walk)->opening, item) ? DUE_LINE : DUE_NOTHING;
}

void items_break(struct items *items)
{
	struct walk walk = { .items = items };
	enum due due = DUE_LINE;

	open_lists(&walk);
	enter(&walk, NULL, 0);
	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->list[i];

		due = item->is_comment ? break_comment(&walk, i, due)
				       : break_token(&walk, item, due);
	}
}
