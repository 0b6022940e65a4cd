/* SPDX-License-Identifier: MIT */
/*
 * text: an output buffer that counts its lines and indents with tabs.
 *
 * Every emitted file is built in one of these and written only when it is whole. Memory comes from
 * the arena given, so growing cannot fail in the caller's sight.
 */
#ifndef GSC_BASE_TEXT_H
#define GSC_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text {
	struct arena *arena;
	char *bytes; /* not NUL-terminated */
	size_t len;
	size_t cap;
	uint32_t line;   /* number of the line now written, from 1 */
	unsigned indent; /* tabs put before the next line that is not empty */
	bool fresh;      /* at the start of a line */
};

void text_init(struct text *text, struct arena *arena);

/* Appends; each newline in what is put counts, each line begun is indented. */
void text_put(struct text *text, const char *string);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Appends bytes as they are, unindented (a C body, say). Newlines are counted. */
void text_raw(struct text *text, const char *bytes, size_t len);

/* Appends a C string literal with its quotes, everything outside printable ASCII escaped. */
void text_c_string(struct text *text, const char *bytes, size_t len);

/* The column, from 0, that the next byte will have, a tab reaching to the next multiple of 8. */
unsigned text_column(const struct text *text);

#endif
