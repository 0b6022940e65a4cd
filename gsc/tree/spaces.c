/* SPDX-License-Identifier: MIT */
#include "gsc/tree/items.h"

#include <string.h>

/* Where in the text an item stands. */
struct at {
	struct items *items;
	char *marks; /* the ( [ < that are open */
	size_t depth;
	size_t cap;
	const struct item *previous; /* the token before; NULL: a line begins here */
	const struct item *first;    /* of the statement ... */
	const struct item *second;
	const struct item *third;
	unsigned number;  /* ... and how many tokens of it were before this one */
	bool is_value;    /* the token before is an operand, or ends one */
	bool is_operator; /* it is an operator, or a mark that an operand follows */
	bool is_unary;    /* ... of one operand */
};

static bool is_any(const struct item *item, const char *const *texts)
{
	for (; *texts; texts++) {
		if (item_is(item, *texts))
			return true;
	}
	return false;
}

/* Words that a constant follows, where they are no names. */
static bool takes_value(const struct item *item)
{
	static const char *const words[] = { "in", "timeout", "within", "every", "idle", "max",
		"shutdown", "mailbox", "intensity", "backoff", NULL };

	return item->kind == TREE_TOKEN_WORD && is_any(item, words);
}

/* Words that begin a part of a long line. */
static bool begins_part(const struct item *item)
{
	static const char *const words[] = { "raises", "timeout", "within", "existing", "every",
		"idle", "keyed", "implements", "notifies", "serves", "max", "mode", "restart",
		"shutdown", "overflow", NULL };

	return item->kind == TREE_TOKEN_WORD && is_any(item, words);
}

static bool is_between_operands(const struct item *item)
{
	static const char *const marks[] = { "+", "-", "*", "/", "%", "&", "|", "^", "<<", NULL };

	return item->kind == TREE_TOKEN_MARK && is_any(item, marks);
}

static char top(const struct at *at)
{
	return at->depth > 0 ? at->marks[at->depth - 1] : '\0';
}

static void push(struct at *at, char mark)
{
	arena_grow(at->items->arena, (void **)&at->marks, at->depth, &at->cap, 1);
	at->marks[at->depth++] = mark;
}

/* Does this `(` open parameters or arguments, right after a name? */
static bool is_after_name(const struct at *at)
{
	static const char *const heads[] = { "call", "cast", "info", "error", "server", NULL };

	if (!at->first || at->depth > 0)
		return false;
	if (at->second && item_is(at->second, ":")) /* a child: NAME: [dynamic] SERVER( */
		return at->number == 3 ||
		       (at->number == 4 && at->third && item_is(at->third, "dynamic"));
	if (item_is(at->first, "response"))
		return at->number == 6;
	return at->number == 2 && is_any(at->first, heads);
}

static enum item_gap before_opening(struct at *at, struct item *item)
{
	bool is_params = item_is(item, "(") && is_after_name(at);
	bool is_reply = at->previous && item_is(at->previous, "->");

	item->is_list = is_params || is_reply || item_is(item, "[");
	push(at, *item->at);
	return is_params ? ITEM_GLUED : ITEM_SPACED;
}

/* `>` closes bounds, or is half of a shift. */
static enum item_gap before_right(struct at *at)
{
	if (top(at) == '<') {
		at->depth--;
		return ITEM_GLUED;
	}
	return at->previous && item_is(at->previous, ">") && at->is_operator ? ITEM_GLUED
									     : ITEM_SPACED;
}

static enum item_gap before_mark(struct at *at, struct item *item)
{
	static const char *const tight[] = { ",", ";", ":", "?", ".", "..", NULL };

	if (is_any(item, tight))
		return ITEM_GLUED;
	if (item_is(item, "(") || item_is(item, "["))
		return before_opening(at, item);
	if (item_is(item, "<")) {
		push(at, '<');
		return ITEM_GLUED;
	}
	if (item_is(item, ">"))
		return before_right(at);
	if (item_is(item, ")") || item_is(item, "]")) {
		at->depth -= at->depth > 0;
		return ITEM_GLUED;
	}
	if (item_is(item, "->") || (is_between_operands(item) && at->is_value))
		return ITEM_FILLED;
	return ITEM_SPACED;
}

/* After some marks nothing stands apart, whatever it is. */
static bool glues_next(const struct at *at)
{
	static const char *const marks[] = { "(", "[", "<", ".", "..", NULL };
	const struct item *previous = at->previous;

	if (previous->kind != TREE_TOKEN_MARK)
		return false;
	return at->is_unary || (is_any(previous, marks) && !(item_is(previous, "<") && !top(at)));
}

static enum item_gap gap_before(struct at *at, struct item *item)
{
	bool is_glued = at->previous && glues_next(at);
	enum item_gap gap = item->kind == TREE_TOKEN_MARK ? before_mark(at, item) : ITEM_SPACED;

	if (is_glued)
		return ITEM_GLUED;
	if (!at->previous || gap != ITEM_SPACED)
		return gap;
	if (item_is(at->previous, ",") && top(at) != '<')
		return ITEM_FILLED;
	return begins_part(item) && at->depth == 0 && at->number >= 2 && !at->is_operator
		       ? ITEM_PART
		       : ITEM_SPACED;
}

/* What the token means for the one after it. */
static void pass(struct at *at, const struct item *item)
{
	static const char *const before_operand[] = { "=", "(", "[", ",", "..", "<", NULL };
	bool was_operand = at->is_value;
	bool is_mark = item->kind == TREE_TOKEN_MARK;
	bool is_shift = item_is(item, ">") && item->gap != ITEM_GLUED;
	bool is_second = item_is(item, ">") && at->is_operator;

	if (item->kind == TREE_TOKEN_WORD)
		at->is_value = at->is_operator || at->is_unary ||
			       (at->previous && takes_value(at->previous) && !was_operand);
	else
		at->is_value = item->kind == TREE_TOKEN_LITERAL || item_is(item, ")");
	at->is_unary = is_mark && (item_is(item, "~") || (item_is(item, "-") && !was_operand));
	at->is_operator = is_mark && (is_any(item, before_operand) || is_between_operands(item) ||
					     is_shift || is_second);
	at->previous = item;
	if (at->number == 0)
		at->first = item;
	if (at->number == 1)
		at->second = item;
	if (at->number == 2)
		at->third = item;
	at->number++;
}

static bool ends_statement(const struct item *item)
{
	return item->kind >= TREE_TOKEN_OPEN || item_is(item, ";");
}

/* A comment stands apart, but for the marks that nothing does; what ends its line stays there: on
 * one of its own it might document what follows. */
static enum item_gap around_comment(const struct at *at, const struct item *comment)
{
	if (at->previous && (item_is(at->previous, "(") || item_is(at->previous, "[")))
		return ITEM_GLUED;
	if (comment->ends_line && !comment->is_first)
		return ITEM_SPACED;
	return at->previous && item_is(at->previous, ",") && top(at) != '<' ? ITEM_FILLED
									    : ITEM_SPACED;
}

void items_space(struct items *items)
{
	static const char *const tight[] = { ",", ";", ")", "]", NULL };
	struct at at = { .items = items };

	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->list[i];

		if (item->is_comment) {
			item->gap = i > 0 && items->list[i - 1].is_comment
					    ? ITEM_SPACED
					    : around_comment(&at, item);
			continue;
		}
		item->gap = gap_before(&at, item);
		if (i > 0 && items->list[i - 1].is_comment)
			item->gap = is_any(item, tight) ? ITEM_GLUED : ITEM_SPACED;
		item->is_list = item->is_list || (item->kind == TREE_TOKEN_OPEN && at.first &&
							 item_is(at.first, "enum"));
		pass(&at, item);
		if (ends_statement(item))
			at = (struct at){ .items = items, .marks = at.marks, .cap = at.cap };
	}
}
