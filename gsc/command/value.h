/* SPDX-License-Identifier: MIT */
/*
 * value: between what people type and read and MessagePack, directed by the types of a model.
 *
 * `gsc call` uses it in both directions. A scalar is a word, a list or a struct JSON; a union an
 * object with its member, {"circle": 2.5}, or the name alone of a member without a type. What is
 * put for a value is read as that value again, but for text with characters that are escaped.
 * Reading checks the kind of a value: bounds and ranges are the server's matter, where it can say
 * so. Everything lives in the arena given.
 */
#ifndef GSC_COMMAND_VALUE_H
#define GSC_COMMAND_VALUE_H

#include "gsc/command/msgpack.h"

struct arena;

/*
 * Appends the value of `text` to `out`, structs by name. `place` is what it is called in errors
 * ("items"). False: *why says what is wrong with it, beginning with the place.
 */
bool value_read(struct arena *arena, const struct model_type *type, const char *place,
	const char *text, size_t len, struct text *out, const char **why);

/*
 * Appends the arguments of a call, `NAME=VALUE` each, as a map by name. The value @FILE is what a
 * file holds (@-: standard input), @@... begins with an @. False: *why says what is wrong.
 */
bool value_arguments(struct arena *arena, const struct model_record *record,
	const char *const *words, size_t count, struct text *out, const char **why);

/* Bounds and ranges of what value_arguments put, nothing else: for a cast, whose server could say
 * nothing. False: *why says what is out of them, as the server would. */
bool value_check(struct arena *arena, const struct model_record *record, const struct text *named,
	const char **why);

/* The same as an array, as generated clients send them: up to the last that is given, with the
 * defaults of those between. `named` is what value_arguments put, nothing else. */
void value_put_array(struct arena *arena, const struct model_record *record,
	const struct text *named, struct text *out);

enum value_style {
	VALUE_PLAIN,    /* a scalar as it is, a list or a struct as JSON */
	VALUE_TERMINAL, /* likewise, what would steer a terminal escaped */
	VALUE_LINE,     /* likewise, and what would end the line */
	VALUE_JSON,
};

/* Appends one value of `type` (NULL: not known). False: it is not of that type, or no value. */
bool value_show(struct text *out, const struct model_type *type, struct msgpack_reader *in,
	enum value_style style);

/*
 * Appends a reply, in either form of the wire: a line `name: value` a field, as VALUE_LINE; a
 * bare value alone in its style; nothing where `record` is NULL or has no fields; or in JSON one
 * line: an object, a bare value, null. False: as above.
 */
bool value_show_record(struct text *out, const struct model_record *record,
	struct msgpack_reader *in, enum value_style style);

/* Appends the fields of an error: `name: value, name: value`. */
bool value_show_fields(
	struct text *out, const struct model_record *record, struct msgpack_reader *in);

/* The field of that name; NULL: none, or no record. */
const struct model_field *value_field(
	const struct model_record *record, const char *name, size_t len);

/* Appends text as a string of JSON. */
void value_put_json(struct text *out, const char *bytes, size_t len);

/* Appends text with control characters, and what is no UTF-8, as \x1b. */
void value_put_escaped(struct text *out, const char *bytes, size_t len, bool keep_newlines);

#endif
