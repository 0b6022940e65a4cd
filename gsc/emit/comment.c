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

/* The row as lines of a block remark, broken at blanks. */
static void put_lines(struct emitter *e, unsigned indent)
{
	size_t room = EMIT_COLUMNS - 3 - indent * TAB;
	const char *at = e->row.bytes;
	const char *end = at + e->row.len;

	do {
		const char *stop = end;

		if (width(at, (size_t)(end - at)) > room) {
			const char *blank = at;

			for (const char *p = at; p < end && width(at, (size_t)(p - at)) <= room;
				p++) {
				if (*p == ' ')
					blank = p;
			}
			while (blank == at || (blank < end && *blank != ' '))
				blank++;
			stop = blank;
		}
		put_indent(e, indent);
		text_put(e->out, stop > at ? " * " : " *");
		text_raw(e->out, at, (size_t)(stop - at));
		text_put(e->out, "\n");
		at = stop < end ? stop + 1 : end;
	} while (at < end);
	e->row.len = 0;
}

void emit_comment(struct emitter *e, unsigned indent, const char *heading, const char *doc)
{
	const char *newline = doc ? strchr(doc, '\n') : NULL;

	if (!heading && !doc)
		return;
	if (heading)
		add_line(e, heading, strlen(heading));
	if (!newline) {
		if (heading && doc)
			emit_add(e, ": ");
		if (doc)
			add_line(e, doc, strlen(doc));
		if (width(e->row.bytes, e->row.len) + indent * TAB + 6 <= EMIT_COLUMNS) {
			put_indent(e, indent);
			text_put(e->out, "/* ");
			text_raw(e->out, e->row.bytes, e->row.len);
			text_put(e->out, " */\n");
			e->row.len = 0;
			return;
		}
	}
	put_indent(e, indent);
	text_put(e->out, "/*\n");
	if (!newline || heading)
		put_lines(e, indent);
	if (newline && heading) {
		put_indent(e, indent);
		text_put(e->out, " *\n");
	}
	while (newline) {
		add_line(e, doc, (size_t)(newline - doc));
		put_lines(e, indent);
		doc = newline + 1;
		newline = strchr(doc, '\n');
		if (!newline) {
			add_line(e, doc, strlen(doc));
			put_lines(e, indent);
		}
	}
	put_indent(e, indent);
	text_put(e->out, " */\n");
}
