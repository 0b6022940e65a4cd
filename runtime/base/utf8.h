/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: is this text what it says it is? Strict (no surrogates, no overlong forms, nothing beyond
 * U+10FFFF). Called wherever text comes in, from the wire or from C. Allocates nothing.
 */
#ifndef GS_BASE_UTF8_H
#define GS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool gs__utf8_is_valid(const char *text, size_t len); /* `text` may be NULL where len is 0 */

/* Bytes of the character that `text` begins with (len > 0); 0: it begins with none. */
size_t gs__utf8_char(const char *text, size_t len);

/* The longest beginning of at most `max` bytes that cuts no character in two. */
size_t gs__utf8_cut(const char *text, size_t len, size_t max);

#endif
