/* SPDX-License-Identifier: MIT */
/*
 * utf8: UTF-8 in and out, as strict as Unicode wants it (no overlong forms, no surrogates).
 *
 * The parser checks files with it, diagnostics measure lines with it. It never allocates.
 */
#ifndef GSC_BASE_UTF8_H
#define GSC_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_WRONG UINT32_MAX

/* The character at `at` (before `end`) and how many bytes it has; UTF8_WRONG, of length 1. */
uint32_t utf8_decode(const char *at, const char *end, unsigned *len);

/* Puts `code` (at most 0x10ffff, no surrogate) into `out`; how many bytes it took. */
unsigned utf8_encode(char out[4], uint32_t code);

/* How many leading bytes are UTF-8 text without a NUL; `len` if all are. */
size_t utf8_text(const char *bytes, size_t len);

#endif
