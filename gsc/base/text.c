/* SPDX-License-Identifier: MIT */
#include "gsc/base/text.h"

#include "gsc/base/arena.h"

#include <stdio.h>
#include <string.h>

enum { TAB = 8 };

void text_init(struct text *text, struct arena *arena)
{
	*text = (struct text){ .arena = arena, .line = 1, .fresh = true };
}

static char *make_room(struct text *text, size_t len)
{
	if (len > text->cap - text->len) {
		size_t cap = text->cap < 2048 ? 4096 : text->cap * 2;
		char *grown;

		while (cap - text->len < len)
			cap *= 2;
		grown = arena_take(text->arena, cap);
		if (text->len)
			memcpy(grown, text->bytes, text->len);
		text->bytes = grown;
		text->cap = cap;
	}
	return text->bytes + text->len;
}

static void append(struct text *text, const char *bytes, size_t len)
{
	if (!len)
		return;
	memcpy(make_room(text, len), bytes, len);
	text->len += len;
}

/* One line or the rest of one, its newline included. */
static void put_line(struct text *text, const char *bytes, size_t len)
{
	if (text->fresh && text->indent && bytes[0] != '\n') {
		memset(make_room(text, text->indent), '\t', text->indent);
		text->len += text->indent;
	}
	append(text, bytes, len);
	text->fresh = bytes[len - 1] == '\n';
	text->line += text->fresh;
}

void text_put(struct text *text, const char *string)
{
	while (*string) {
		const char *newline = strchr(string, '\n');
		size_t len = newline ? (size_t)(newline + 1 - string) : strlen(string);

		put_line(text, string, len);
		string += len;
	}
}

void text_vprintf(struct text *text, const char *format, va_list args)
{
	char small[512];
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof(small), format, args);
	if (len >= 0 && (size_t)len < sizeof(small))
		text_put(text, small);
	else
		text_put(text, arena_vprintf(text->arena, format, again));
	va_end(again);
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vprintf(text, format, args);
	va_end(args);
}

void text_raw(struct text *text, const char *bytes, size_t len)
{
	const char *end = bytes + len;
	const char *at;

	if (!len)
		return;
	append(text, bytes, len);
	text->fresh = end[-1] == '\n';
	while ((at = memchr(bytes, '\n', (size_t)(end - bytes)))) {
		text->line++;
		bytes = at + 1;
	}
}

/* One byte of a C string; an octal escape has three digits, so what follows never joins it. */
static size_t escape(char out[5], unsigned char byte, unsigned char before)
{
	static const char letters[] = "\aa\bb\ff\nn\rr\tt\vv\"\"\\\\";

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2) {
		if (byte == (unsigned char)letters[i]) {
			out[0] = '\\';
			out[1] = letters[i + 1];
			return 2;
		}
	}
	/* Two question marks could begin a trigraph. */
	if (byte == '?' && before == '?') {
		memcpy(out, "\\?", 2);
		return 2;
	}
	if (byte >= 0x20 && byte < 0x7f) {
		out[0] = (char)byte;
		return 1;
	}
	return (size_t)snprintf(out, 5, "\\%03o", byte);
}

void text_c_string(struct text *text, const char *bytes, size_t len)
{
	unsigned char before = 0;

	text_put(text, "\"");
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		char out[5];

		append(text, out, escape(out, byte, before));
		before = byte;
	}
	text_put(text, "\"");
}

unsigned text_column(const struct text *text)
{
	unsigned column = 0;
	size_t start = text->len;

	if (text->fresh)
		return text->indent * TAB;
	while (start > 0 && text->bytes[start - 1] != '\n')
		start--;
	for (size_t i = start; i < text->len; i++) {
		if (text->bytes[i] == '\t')
			column += TAB - column % TAB;
		else
			column += ((unsigned char)text->bytes[i] & 0xc0) != 0x80;
	}
	return column;
}
