/* SPDX-License-Identifier: MIT */
#include "grammar/inside.h"
#include "grammar/parse.h"

#include <string.h>

/* Is what stands at `at`, behind `start`, part of a #directive? */
static bool is_directive(const char *start, const char *at)
{
	while (at > start && at[-1] != '\n')
		at--;
	return at[strspn(at, " \t")] == '#';
}

/*
 * Past a "string" or 'character'; one that is not closed ends with its line. Of strings that is an
 * error, but in #error texts; apostrophes stand in prose between #if 0 and #endif, too.
 */
static const char *skip_quoted(
	const char *start, const char *at, const char *end, const char **unclosed)
{
	const char *open = at++;

	while (at < end && *at != *open && *at != '\n') {
		if (*at == '\\' && at + 1 < end)
			at++;
		at++;
	}
	if (at < end && *at == *open)
		return at + 1;
	if (*open == '"' && !*unclosed && !is_directive(start, open))
		*unclosed = open;
	return at;
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
	struct skipped skipped = { NULL, NULL, NULL };
	const char *start = at;

	while (at < end) {
		char next = at + 1 < end ? at[1] : '\0';

		if (*at == '"' || *at == '\'') {
			at = skip_quoted(start, at, end, &skipped.string);
		} else if (*at == '/' && next == '/') {
			at = skip_line(at, end);
		} else if (*at == '/' && next == '*') {
			const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);

			if (!close) {
				skipped.comment = at;
				return skipped;
			}
			at = close + 2;
		} else if (!is_body) {
			if (*at == '%' && next == '}') {
				skipped.at = at + 2;
				return skipped;
			}
			at++;
		} else {
			depth += *at == '{';
			if (*at++ == '}' && --depth == 0) {
				skipped.at = at;
				return skipped;
			}
		}
	}
	return skipped;
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
