/* SPDX-License-Identifier: MIT */
/*
 * value_reading: what the parts of value_read share: scalars (value_scalar.c) and all else
 * (value_read.c). Nobody else includes it. Everything lives in the arena of the reading.
 */
#ifndef GSC_COMMAND_VALUE_READING_H
#define GSC_COMMAND_VALUE_READING_H

#include "gsc/command/value.h"

struct value_reading {
	struct arena *arena;
	struct text *out;
	const char **why;
	bool is_secret; /* what is read now: no error quotes it */
};

bool value_is_word(const char *text, size_t len, const char *word);

/* Appends a scalar, as typed or as the string or number of JSON. False: *r->why says why not. */
bool value_put_scalar(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len);

/* Always false: "items: 'x' is not a list in JSON"; of a secret "items: the value is not ...". */
bool value_is_none_such(struct value_reading *r, const struct model_type *type, const char *place,
	const char *text, size_t len);

#endif
