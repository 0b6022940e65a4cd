/* SPDX-License-Identifier: MIT */
#include "grammar/inside.h"
#include "grammar/parse.h"

#include <string.h>

/* Past a "string" or 'character'; one that is not closed ends with its line, as #error don't. */
static const char *skip_quoted(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote && *at != '\n') {
		if (*at == '\\' && at + 1 < end)
			at++;
		at++;
	}
	return at < end && *at == quote ? at + 1 : at;
}

/* To the newline that ends a // comment; a backslash before it carries the comment on. */
static const char *skip_line(const char *at, const char *end)
{
	while (at < end && *at != '\n') {
		if (*at == '\\' && at + 1 < end)
			at++;
		at++;
	}
	return at;
}

/* `depth`: how many braces are open at `at`. */
static struct skipped skip_c(const char *at, const char *end, bool is_body, unsigned depth)
{
	while (at < end) {
		char next = at + 1 < end ? at[1] : '\0';

		if (*at == '"' || *at == '\'') {
			at = skip_quoted(at, end);
		} else if (*at == '/' && next == '/') {
			at = skip_line(at, end);
		} else if (*at == '/' && next == '*') {
			const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);

			if (!close)
				return (struct skipped){ NULL, at };
			at = close + 2;
		} else if (!is_body) {
			if (*at == '%' && next == '}')
				return (struct skipped){ at + 2, NULL };
			at++;
		} else {
			depth += *at == '{';
			if (*at++ == '}' && --depth == 0)
				return (struct skipped){ at, NULL };
		}
	}
	return (struct skipped){ NULL, NULL };
}

struct skipped skip_body(const char *at, const char *end)
{
	return skip_c(at, end, true, 0);
}

struct skipped skip_rest(const char *at, const char *end)
{
	return skip_c(at, end, true, 1);
}

struct skipped skip_code(const char *at, const char *end)
{
	return skip_c(at, end, false, 0);
}

const char *parse_skip_body(const char *at, const char *end)
{
	return skip_c(at, end, true, 0).at;
}
