/* SPDX-License-Identifier: MIT */
/*
 * messages: what the parser says about a text, in a form that tests compare.
 */
#ifndef TESTS_SUPPORT_MESSAGES_H
#define TESTS_SUPPORT_MESSAGES_H

#include <stddef.h>

/* A text, and a line for each thing said: `1:5: text [code]` of an error, `1:5: note: text`. */
struct messages_case {
	const char *text;
	const char *messages;
};

/* Parses each text and compares (a cmocka assertion). */
void messages_check(const struct messages_case *cases, size_t count);

/* Likewise for one text that may hold NUL bytes. */
void messages_check_bytes(const char *bytes, size_t len, const char *messages);

#define MESSAGES_CHECK(cases) messages_check(cases, sizeof(cases) / sizeof((cases)[0]))

#endif
