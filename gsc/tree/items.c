/* SPDX-License-Identifier: MIT */
#include "gsc/tree/items.h"
#include "gsc/tree/format.h"

#include <string.h>

bool item_is(const struct item *item, const char *text)
{
	return !item->is_comment && item->len == strlen(text) &&
	       memcmp(item->at, text, item->len) == 0;
}

bool item_is_opening(const struct item *item)
{
	return item->kind == TREE_TOKEN_OPEN || item_is(item, "(") || item_is(item, "[");
}

bool item_is_closing(const struct item *item)
{
	return item->kind == TREE_TOKEN_CLOSE || item_is(item, ")") || item_is(item, "]");
}

const struct item *items_next_token(const struct items *items, size_t at)
{
	while (++at < items->count) {
		if (!items->list[at].is_comment)
			return &items->list[at];
	}
	return NULL;
}

/* What stands between two items: blanks. */
struct between {
	unsigned newlines;
	bool is_first; /* of the file */
};

static struct item *add(
	struct items *items, const char *start, const char *end, struct between before)
{
	struct item *item;

	while (end > start && strchr(" \t\r", end[-1]))
		end--;
	arena_grow(items->arena, (void **)&items->list, items->count, &items->cap, sizeof(*item));
	item = &items->list[items->count++];
	*item = (struct item){ .at = start, .len = (uint32_t)(end - start) };
	item->is_first = before.is_first || before.newlines > 0;
	item->is_after_blank = before.newlines > 1;
	return item;
}

static const char *skip_blanks(const char *at, const char *end, struct between *between)
{
	for (; at < end && strchr(" \t\r\n", *at); at++)
		between->newlines += *at == '\n';
	return at;
}

static const char *end_of_comment(const char *at, const char *end)
{
	const char *stop = at[1] == '/' ? memchr(at, '\n', (size_t)(end - at))
					: memmem(at + 2, (size_t)(end - at - 2), "*/", 2);

	return stop ? stop + (at[1] == '/' ? 0 : 2) : end;
}

/* The comments from `at` to `end`, where the next token is; what is before that token. */
static struct between add_comments(
	struct items *items, const char *at, const char *end, bool is_first)
{
	struct between before = { 0, is_first };

	at = skip_blanks(at, end, &before);
	while (at < end) {
		bool is_line = at[1] == '/';
		const char *stop = end_of_comment(at, end);
		struct item *item = add(items, at, stop, before);

		item->is_comment = true;
		item->is_doc = item->is_first && item->len >= 3 && memcmp(at, "///", 3) == 0 &&
			       (item->len == 3 || at[3] != '/');
		before = (struct between){ 0, false };
		at = skip_blanks(stop, end, &before);
		item->ends_line = is_line || before.newlines > 0 || (at == end && !*end);
	}
	return before;
}

struct items items_collect(struct arena *arena, const struct tree_file *file)
{
	struct items items = { .arena = arena };
	const char *bytes = file->source->bytes;
	const char *end = bytes + file->source->len;
	const char *at = bytes;

	if (file->source->len >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	for (size_t i = 0; i < file->token_count; i++) {
		const struct tree_token *token = &file->tokens[i];
		struct between before = add_comments(&items, at, bytes + token->start, i == 0);

		at = bytes + token->end;
		add(&items, bytes + token->start, at, before)->kind = token->kind;
	}
	add_comments(&items, at, end, file->token_count == 0);
	return items;
}

/* Is it a comma that no item follows? */
static bool is_trailing(const struct items *items, size_t at)
{
	const struct item *next = items_next_token(items, at);

	return item_is(&items->list[at], ",") && next && item_is_closing(next);
}

/* Does a line of documentation go on the one before it? */
static bool is_more(const struct items *items, size_t at)
{
	return at > 0 && items->list[at].is_doc && items->list[at - 1].is_doc &&
	       !items->list[at].is_after_blank;
}

static bool is_equal(const struct item *a, const struct item *b)
{
	return a->len == b->len && memcmp(a->at, b->at, a->len) == 0 &&
	       a->is_comment == b->is_comment && a->kind == b->kind && a->is_doc == b->is_doc;
}

bool format_is_same(struct arena *arena, const struct tree_file *a, const struct tree_file *b)
{
	struct items left = items_collect(arena, a);
	struct items right = items_collect(arena, b);
	size_t i = 0;
	size_t j = 0;

	for (;;) {
		while (i < left.count && is_trailing(&left, i))
			i++;
		while (j < right.count && is_trailing(&right, j))
			j++;
		if (i == left.count || j == right.count)
			return i == left.count && j == right.count;
		if (!is_equal(&left.list[i], &right.list[j]) ||
			is_more(&left, i++) != is_more(&right, j++))
			return false;
	}
}
