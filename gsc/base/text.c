/* SPDX-License-Identifier: MIT */
#include "gsc/base/text.h"

#include "gsc/base/arena.h"

#include <stdio.h>
#include <string.h>

enum {
	TAB = 8,
	BLOCK = 64 << 10, /* what is handed on at once */
	FIRST = 128,      /* most texts are a name or a number */
	KEPT = 256        /* bytes that stay then: a caller may take back blank lines */
};

void text_init(struct text *text, struct arena *arena)
{
	*text = (struct text){ .arena = arena };
}

void text_stream(struct text *text, text_take *take, void *arg)
{
	text->take = take;
	text->arg = arg;
}

static void count_lines(struct text *text, size_t to)
{
	const char *at = text->bytes + text->counted;
	const char *end = text->bytes + to;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		text->lines++;
		at++;
	}
	text->counted = to;
}

static void hand_on(struct text *text, size_t len)
{
	count_lines(text, len);
	text->take(text->arg, text->bytes, len);
	text->len -= len;
	text->sent += len;
	text->counted = 0;
	memmove(text->bytes, text->bytes + len, text->len);
}

void text_finish(struct text *text)
{
	if (text->take && text->len)
		hand_on(text, text->len);
}

static void grow(struct text *text, size_t len)
{
	size_t cap = text->cap ? text->cap * 2 : FIRST;
	char *grown;

	while (cap - text->len < len)
		cap *= 2;
	grown = arena_take(text->arena, cap);
	if (text->len)
		memcpy(grown, text->bytes, text->len);
	text->bytes = grown;
	text->cap = cap;
}

static inline void append(struct text *text, const char *bytes, size_t len)
{
	if (!len)
		return;
	if (len > text->cap - text->len)
		grow(text, len);
	memcpy(text->bytes + text->len, bytes, len);
	text->len += len;
}

void text_raw(struct text *text, const char *bytes, size_t len)
{
	if (text->take && text->len >= BLOCK)
		hand_on(text, text->len - KEPT);
	append(text, bytes, len);
}

void text_put(struct text *text, const char *string)
{
	text_raw(text, string, strlen(string));
}

static void append_number(struct text *text, uint64_t number, bool is_negative)
{
	char digits[20];
	char *at = digits + sizeof(digits);

	do
		*--at = (char)('0' + number % 10);
	while (number /= 10);
	append(text, "-", is_negative);
	append(text, at, (size_t)(digits + sizeof(digits) - at));
}

static void append_signed(struct text *text, int64_t number)
{
	append_number(text, number < 0 ? -(uint64_t)number : (uint64_t)number, number < 0);
}

/* Rows are put together of short pieces: a loop over their bytes beats a search and a copy. */
static inline const char *append_up_to(struct text *text, const char *from, char stop)
{
	const char *end;
	char *at;

	if (!text->cap)
		grow(text, 1);
	at = text->bytes + text->len;
	end = text->bytes + text->cap;
	for (; *from && *from != stop; *at++ = *from++) {
		if (at == end) {
			text->len = text->cap;
			grow(text, 1);
			at = text->bytes + text->len;
			end = text->bytes + text->cap;
		}
	}
	text->len = (size_t)(at - text->bytes);
	return from;
}

/* False: a directive is none of the simple ones. */
static bool append_simple(struct text *text, const char *format, va_list args)
{
	for (;;) {
		bool is_long;
		char one;

		format = append_up_to(text, format, '%');
		if (!*format)
			return true;
		is_long = format[1] == 'l' || format[1] == 'z';
		format += 2 + is_long;
		switch (format[-1]) {
		case 's': append_up_to(text, va_arg(args, const char *), '\0'); break;
		case 'c':
			one = (char)va_arg(args, int);
			append(text, &one, 1);
			break;
		case 'd':
			append_signed(text, is_long ? va_arg(args, long) : va_arg(args, int));
			break;
		case 'u':
			append_number(text,
				is_long ? va_arg(args, unsigned long) : va_arg(args, unsigned),
				false);
			break;
		default: return false;
		}
	}
}
_Static_assert(sizeof(long) == sizeof(size_t), "%zu is read as %lu");

void text_vprintf(struct text *text, const char *format, va_list args, va_list again)
{
	const char *made;
	size_t before;

	text_raw(text, NULL, 0);
	before = text->len;
	if (append_simple(text, format, args))
		return;
	made = arena_vprintf(text->arena, format, again);
	text->len = before;
	append(text, made, strlen(made));
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args;
	va_list again;

	va_start(args, format);
	va_start(again, format);
	text_vprintf(text, format, args, again);
	va_end(again);
	va_end(args);
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

size_t text_size(const struct text *text)
{
	return text->sent + text->len;
}

uint32_t text_line(struct text *text)
{
	count_lines(text, text->len);
	return text->lines + 1;
}

bool text_is_fresh(const struct text *text)
{
	return !text->len || text->bytes[text->len - 1] == '\n';
}

unsigned text_column(const struct text *text)
{
	unsigned column = 0;
	size_t start = text->len;

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
