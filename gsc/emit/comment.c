/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

enum { TAB = 8 };

/* Is it one of the marks that turn the direction of writing? Compilers warn about them. */
static bool turns(const unsigned char *at)
{
	return at[0] == 0xe2 && ((at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
					(at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9));
}

/* One line of the author's text into the row; marks of comments are taken apart. */
static void add_line(struct emitter *e, const char *line, size_t len)
{
	char before = 0;

	for (size_t i = 0; i < len; i++) {
		char byte = line[i];

		if (len - i > 2 && turns((const unsigned char *)line + i)) {
			i += 2;
			continue;
		}
		if ((before == '*' && byte == '/') || (before == '/' && byte == '*'))
			text_raw(&e->row, " ", 1);
		if ((unsigned char)byte < ' ' || byte == 0x7f)
			byte = ' ';
		text_raw(&e->row, &byte, 1);
		before = byte;
	}
	while (e->row.len && e->row.bytes[e->row.len - 1] == ' ')
		e->row.len--;
}

static size_t width(const char *bytes, size_t len)
{
	size_t columns = 0;

	for (size_t i = 0; i < len; i++)
		columns += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return columns;
}

static void put_indent(struct emitter *e, unsigned indent)
{
	while (indent--)
		text_put(e->out, "\t");
}

/* How much of the bytes stands on a line of so many columns: up to a blank if there is one. */
static size_t line_of(const char *bytes, size_t len, size_t columns)
{
	size_t blank = 0, stop = 0;

	for (size_t used = 0; stop < len; stop++) {
		bool begins = ((unsigned char)bytes[stop] & 0xc0) != 0x80;

		if (begins && used++ == columns)
			return blank ? blank : stop;
		if (bytes[stop] == ' ')
			blank = stop;
	}
	return len;
}

/* The row as lines of a block remark. */
static void put_lines(struct emitter *e, unsigned indent)
{
	const char *at = e->row.bytes;
	size_t left = e->row.len;

	do {
		size_t len = line_of(at, left, EMIT_COLUMNS - 3 - indent * TAB);

		put_indent(e, indent);
		text_put(e->out, len ? " * " : " *");
		text_raw(e->out, at, len);
		text_put(e->out, "\n");
		at += len;
		left -= len;
		if (left && *at == ' ') {
			at++;
			left--;
		}
	} while (left);
	e->row.len = 0;
}

/* Puts the row between the marks on one line if it fits. */
static bool put_short(struct emitter *e, unsigned indent)
{
	if (width(e->row.bytes, e->row.len) + indent * TAB + 6 > EMIT_COLUMNS)
		return false;
	put_indent(e, indent);
	text_put(e->out, "/* ");
	text_raw(e->out, e->row.bytes, e->row.len);
	text_put(e->out, " */\n");
	e->row.len = 0;
	return true;
}

static void put_text(struct emitter *e, unsigned indent, const char *doc)
{
	for (const char *newline; doc; doc = newline ? newline + 1 : NULL) {
		newline = strchr(doc, '\n');
		add_line(e, doc, newline ? (size_t)(newline - doc) : strlen(doc));
		put_lines(e, indent);
	}
}

void emit_comment(struct emitter *e, unsigned indent, const char *heading, const char *doc)
{
	bool has_lines = doc && strchr(doc, '\n');

	if (!heading && !doc)
		return;
	if (heading)
		add_line(e, heading, strlen(heading));
	if (!has_lines) {
		if (heading && doc)
			emit_add(e, ": ");
		if (doc)
			add_line(e, doc, strlen(doc));
		if (put_short(e, indent))
			return;
	}
	put_indent(e, indent);
	text_put(e->out, "/*\n");
	if (!has_lines || heading)
		put_lines(e, indent);
	if (has_lines && heading) {
		put_indent(e, indent);
		text_put(e->out, " *\n");
	}
	if (has_lines)
		put_text(e, indent, doc);
	put_indent(e, indent);
	text_put(e->out, " */\n");
}
