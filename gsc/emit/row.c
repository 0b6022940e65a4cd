/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/emit/parts.h"

#include <string.h>

enum { TAB = 8, PIECE = 72 };

void emit_add(struct emitter *e, const char *format, ...)
{
	va_list args;
	va_list again;

	va_start(args, format);
	va_start(again, format);
	text_vprintf(&e->row, format, args, again);
	va_end(again);
	va_end(args);
}

/* Where a walk along a row is. */
struct walk {
	unsigned depth; /* open brackets */
	bool quoted;
	bool escaped; /* behind a backslash in a string */
};

static void step(struct walk *walk, char byte)
{
	if (walk->quoted) {
		if (byte == '"' && !walk->escaped)
			walk->quoted = false;
		walk->escaped = byte == '\\' && !walk->escaped;
		return;
	}
	switch (byte) {
	case '"': walk->quoted = true; break;
	case '(':
	case '{':
	case '[': walk->depth++; break;
	case ')':
	case '}':
	case ']': walk->depth -= walk->depth > 0; break;
	default: break;
	}
}

/* Neither a place to break at nor something that a walk is changed by? Most bytes are. */
static bool is_plain(char byte)
{
	static const bool marks[128] = { [' '] = true,
		['"'] = true,
		['\\'] = true,
		['('] = true,
		[')'] = true,
		['['] = true,
		[']'] = true,
		['{'] = true,
		['}'] = true };

	return (unsigned char)byte < sizeof(marks) && !marks[(unsigned char)byte];
}

/* May the row be broken at the blank at `at`: after a comma, between strings, before an
 * operator? */
static bool is_break(const char *row, size_t at, size_t len)
{
	char before, next;

	if (at == 0 || at + 1 >= len || row[at] != ' ')
		return false;
	before = row[at - 1];
	next = row[at + 1];
	switch (next) {
	case '&':
	case '|':
		return before == ',' || (len - at > 3 && row[at + 2] == next && row[at + 3] == ' ');
	case '?':
	case ':': return before == ',' || (len - at > 2 && row[at + 2] == ' ');
	default: return before == ',' || (before == '"' && next == '"');
	}
}

/*
 * How much of row[from, len) goes on this line, whose first byte stands in `column`: all of it, or
 * up to a blank. Without a place to break within the line, the first one behind it is taken.
 */
static size_t fit(const char *row, size_t from, size_t len, unsigned column, struct walk *walk)
{
	struct walk now = *walk, best_walk = *walk;
	size_t best = len;
	size_t at;

	for (at = from; at < len; at++) {
		size_t begun = at;

		while (at < len && !now.escaped && is_plain(row[at]))
			at++;
		column += (unsigned)(at - begun);
		if (at == len || (column > EMIT_COLUMNS && best < len))
			break;
		if (!now.quoted && is_break(row, at, len) &&
			(best == len || now.depth <= best_walk.depth)) {
			best = at;
			best_walk = now;
		}
		step(&now, row[at]);
		column += ((unsigned char)row[at] & 0xc0) != 0x80;
		if (column > EMIT_COLUMNS && best < len)
			break;
	}
	if (at == len && column <= EMIT_COLUMNS)
		return len;
	*walk = best_walk;
	return best;
}

/* A row too long for one line, with so many tabs before it. */
static void put_wrapped(struct emitter *e, unsigned tabs)
{
	const char *row = e->row.bytes;
	size_t len = e->row.len;
	struct walk walk = { 0 };
	unsigned indent = tabs, first_depth = 0;

	for (size_t from = tabs; from < len;) {
		size_t end = fit(row, from, len, indent * TAB, &walk);

		for (unsigned i = 0; i < indent; i++)
			text_put(e->out, "\t");
		text_raw(e->out, row + from, end - from);
		text_put(e->out, "\n");
		if (from == tabs)
			first_depth = walk.depth;
		indent = tabs + 1 + (walk.depth > first_depth ? walk.depth - first_depth : 0);
		from = end + 1;
	}
}

void emit_end(struct emitter *e)
{
	unsigned tabs = 0;

	while (tabs < e->row.len && e->row.bytes[tabs] == '\t')
		tabs++;
	if (e->row.len + tabs * (TAB - 1) > EMIT_COLUMNS) {
		put_wrapped(e, tabs);
	} else {
		text_raw(&e->row, "\n", 1);
		text_raw(e->out, e->row.bytes, e->row.len);
	}
	e->row.len = 0;
}

void emit_row(struct emitter *e, const char *format, ...)
{
	va_list args;
	va_list again;

	va_start(args, format);
	va_start(again, format);
	text_vprintf(&e->row, format, args, again);
	va_end(again);
	va_end(args);
	emit_end(e);
}

/* Columns of a byte in a literal. */
static unsigned width_of(char byte)
{
	if (byte && strchr("\a\b\f\n\r\t\v\"\\", byte))
		return 2;
	return byte >= ' ' && byte <= '~' ? 1 : 4;
}

/* How many bytes go into a literal of so many columns: up to a blank if there is a late one. */
static size_t piece_of(const char *bytes, size_t len, unsigned columns)
{
	size_t end = 0, blank = 0;
	unsigned used = 0;

	while (end < len && used + width_of(bytes[end]) <= columns) {
		used += width_of(bytes[end++]);
		if (bytes[end - 1] == ' ' && used > columns / 2)
			blank = end;
	}
	if (end == len)
		return len;
	if (blank)
		return blank;
	for (size_t at = end; at + 4 > end && at > 0; at--) {
		if (((unsigned char)bytes[at] & 0xc0) != 0x80)
			return at;
	}
	return end;
}

void emit_add_string(struct emitter *e, const char *bytes, size_t len)
{
	unsigned room = EMIT_COLUMNS - 4 - text_column(&e->row) % EMIT_COLUMNS;
	size_t done = piece_of(bytes, len, room) == len ? len : piece_of(bytes, len, PIECE);

	text_c_string(&e->row, bytes, done);
	while (done < len) {
		size_t piece = piece_of(bytes + done, len - done, PIECE);

		emit_add(e, " ");
		text_c_string(&e->row, bytes + done, piece);
		done += piece;
	}
}

void emit_open_list(struct emitter *e, struct emit_list *list, unsigned indent, size_t count)
{
	*list = (struct emit_list){ .indent = indent, .on_one_row = count == 1 };
	emit_add(e, "{");
	if (!list->on_one_row)
		emit_end(e);
}

void emit_add_item(struct emitter *e, const struct emit_list *list, const char *member)
{
	for (unsigned i = 0; !list->on_one_row && i <= list->indent; i++)
		emit_add(e, "\t");
	emit_add(e, list->on_one_row ? " .%s = " : ".%s = ", member);
}

void emit_end_item(struct emitter *e, const struct emit_list *list)
{
	if (!list->on_one_row)
		emit_row(e, ",");
}

void emit_close_list(struct emitter *e, const struct emit_list *list, const char *end)
{
	for (unsigned i = 0; !list->on_one_row && i < list->indent; i++)
		emit_add(e, "\t");
	emit_row(e, list->on_one_row ? " }%s" : "}%s", end);
}

const char *emit_take_row(struct emitter *e)
{
	const char *row = arena_copy(e->out->arena, e->row.bytes, e->row.len);

	e->row.len = 0;
	return row;
}

const char *emit_text(struct emitter *e, const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = arena_vprintf(e->out->arena, format, args);
	va_end(args);
	return text;
}
