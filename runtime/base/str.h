/* SPDX-License-Identifier: MIT */
/* Small questions about texts that are not NUL-terminated. Allocates nothing. */
#ifndef GS_BASE_STR_H
#define GS_BASE_STR_H

#include <gs.h>
#include <string.h>

static inline gs_str gs__str(const char *text)
{
	return (gs_str){ text, (uint32_t)strlen(text) };
}

/* Is it this name? A NUL inside `s` makes it another one. */
static inline bool gs__str_is(gs_str s, const char *name)
{
	return strlen(name) == s.len && (s.len == 0 || memcmp(s.data, name, s.len) == 0);
}

/* Are so many bytes the same? For names, which are short mostly: without a call, in steps of 8 or
 * 4 bytes, the last one overlapping. */
static inline bool gs__is_same(const void *a, const void *b, size_t len)
{
	const uint8_t *x = a, *y = b;
	uint64_t u, v, differing = 0;
	uint32_t s, t;
	size_t last, i;

	if (len >= 8) {
		last = len - 8;
		for (i = 0; i < last; i += 8) {
			memcpy(&u, x + i, 8);
			memcpy(&v, y + i, 8);
			differing |= u ^ v;
		}
		memcpy(&u, x + last, 8);
		memcpy(&v, y + last, 8);
		return (differing | (u ^ v)) == 0;
	}
	if (len >= 4) {
		last = len - 4;
		memcpy(&s, x, 4);
		memcpy(&t, y, 4);
		differing = s ^ t;
		memcpy(&s, x + last, 4);
		memcpy(&t, y + last, 4);
		return (differing | (s ^ t)) == 0;
	}
	for (i = 0; i < len; i++)
		differing |= x[i] ^ y[i];
	return differing == 0;
}

#endif
