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

#endif
