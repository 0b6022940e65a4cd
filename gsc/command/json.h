/* SPDX-License-Identifier: MIT */
/*
 * json: a strict reader of JSON (RFC 8259), one token at a time, for who knows what he expects.
 *
 * The text is not owned; strings come out unescaped, in the arena. After a false json->why says in
 * words what is wrong, and where.
 */
#ifndef GSC_COMMAND_JSON_H
#define GSC_COMMAND_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct json {
	struct arena *arena;
	const char *begin;
	const char *at;
	const char *end;
	const char *why;
};

enum json_kind {
	JSON_NULL,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_LIST,
	JSON_OBJECT,
	JSON_NOTHING, /* the end, or what begins no value */
	JSON_KIND_COUNT
};

void json_init(struct json *json, struct arena *arena, const char *text, size_t len);

/* What the next value is; takes nothing but blanks. */
enum json_kind json_peek(struct json *json);

/* Takes null, true or false; the text of a number; a string. */
bool json_word(struct json *json);
bool json_number(struct json *json, const char **text, size_t *len);
bool json_string(struct json *json, const char **bytes, size_t *len);

/*
 * Takes the bracket that opens a list or an object; then, before each element and once more at its
 * end, json_more: *more says whether one follows. `first` is the caller's, true at the first.
 */
bool json_open(struct json *json);
bool json_more(struct json *json, char closing, bool *first, bool *more);
bool json_name(struct json *json, const char **bytes, size_t *len); /* the name, and its colon */

/* Is nothing left? */
bool json_end(struct json *json);

#endif
