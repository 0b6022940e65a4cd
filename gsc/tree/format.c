/* SPDX-License-Identifier: MIT */
#include "gsc/tree/format.h"
#include "gsc/tree/items.h"

#include <string.h>

enum { COLUMNS = 100 };

struct printer {
	struct text *text;
	const struct items *items;
	const char *newline;
	unsigned column;
};

/* Characters of the first line of an item. */
static unsigned width(const struct item *item)
{
	unsigned count = item->has_comma;

	for (uint32_t i = 0; i < item->len && item->at[i] != '\n'; i++)
		count += ((unsigned char)item->at[i] & 0xc0) != 0x80;
	return count;
}

/* Would what follows up to the next place for a break pass the last column? The brace after it
 * may. */
static bool is_too_long(const struct printer *p, size_t at)
{
	enum item_gap gap = p->items->list[at].gap == ITEM_PART ? ITEM_LINE : ITEM_FILLED;
	unsigned column = p->column + 1 + width(&p->items->list[at]);

	while (++at < p->items->count) {
		const struct item *item = &p->items->list[at];

		if (item->gap >= gap || item->kind == TREE_TOKEN_OPEN ||
			item->kind == TREE_TOKEN_BODY)
			break;
		column += (item->gap != ITEM_GLUED) + width(item);
	}
	return column > COLUMNS;
}

static void begin_line(struct printer *p, size_t at)
{
	const struct item *item = &p->items->list[at];
	const struct item *before = at > 0 ? item - 1 : NULL;

	if (before) {
		text_put(p->text, p->newline);
		if (item->is_after_blank && item->gap == ITEM_LINE && !item_is_closing(item) &&
			!item_is_opening(before))
			text_put(p->text, p->newline);
	}
	for (unsigned i = 0; i < item->indent; i++)
		text_raw(p->text, " ", 1);
	p->column = item->indent;
}

static void put_item(struct printer *p, size_t at)
{
	const struct item *item = &p->items->list[at];
	const char *last;

	if (item->gap == ITEM_LINE || (item->gap >= ITEM_FILLED && is_too_long(p, at))) {
		begin_line(p, at);
	} else if (item->gap != ITEM_GLUED) {
		text_raw(p->text, " ", 1);
		p->column++;
	}
	text_raw(p->text, item->at, item->len);
	if (item->has_comma)
		text_raw(p->text, ",", 1);
	last = memrchr(item->at, '\n', item->len);
	p->column = last ? (unsigned)(item->at + item->len - last) : p->column + width(item);
}

void format_file(struct text *text, const struct tree_file *file)
{
	struct items items = items_collect(text->arena, file);
	const char *first = memchr(file->source->bytes, '\n', file->source->len);
	struct printer printer = { .text = text, .items = &items, .newline = "\n" };

	if (first && first > file->source->bytes && first[-1] == '\r')
		printer.newline = "\r\n";
	items_space(&items);
	items_break(&items);
	for (size_t i = 0; i < items.count; i++)
		put_item(&printer, i);
	if (items.count)
		text_put(text, printer.newline);
}
