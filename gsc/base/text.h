/* SPDX-License-Identifier: MIT */
/*
 * text: an output buffer.
 *
 * Every emitted file is built in one of these: whole in memory, or (text_stream) handed on in
 * blocks as it grows, so that a large one needs no more memory than a small one. Memory comes from
 * the arena given, so growing cannot fail in the caller's sight.
 */
#ifndef GSC_BASE_TEXT_H
#define GSC_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Takes the bytes that follow those of the call before. */
typedef void text_take(void *arg, const char *bytes, size_t len);

struct text {
	struct arena *arena;
	char *bytes; /* what was not handed on; not NUL-terminated */
	size_t len;
	size_t cap;
	text_take *take; /* NULL: all of it stays */
	void *arg;
	size_t sent;    /* bytes handed on */
	size_t counted; /* bytes whose newlines are in `lines`, of `bytes` */
	uint32_t lines; /* newlines counted, what was handed on included */
};

void text_init(struct text *text, struct arena *arena);

/* Hands on whole blocks to `take` from now on, all but the last bytes (so that a caller may take
 * back a blank line), and at text_finish the rest. */
void text_stream(struct text *text, text_take *take, void *arg);
void text_finish(struct text *text);

/* Appends. The printf of rows: besides %s %c %d %u, with l or z, the C library does the work, for
 * which text_vprintf is given the same arguments `again`: a copy made there would cost more than
 * most rows. */
void text_put(struct text *text, const char *string);
void text_raw(struct text *text, const char *bytes, size_t len);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args, va_list again)
	__attribute__((format(printf, 2, 0)));

/* Appends a C string literal with its quotes, everything outside printable ASCII escaped. */
void text_c_string(struct text *text, const char *bytes, size_t len);

/* Bytes appended so far, what was handed on included. */
size_t text_size(const struct text *text);

/* The number, from 1, of the line that the next byte will stand on. */
uint32_t text_line(struct text *text);

/* Will the next byte be the first of its line? */
bool text_is_fresh(const struct text *text);

/* The column, from 0, that the next byte will have, a tab reaching to the next multiple of 8. Of a
 * text that hands on blocks only right if the line is not longer than one. */
unsigned text_column(const struct text *text);

#endif
