/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the table-driven reader share: where they are, what is wrong there, and the
 * values that hold no others. Only record_read.c, read_scalar.c include it.
 */
#ifndef GS_WIRE_READING_H
#define GS_WIRE_READING_H

#include "runtime/wire/check.h"
#include "runtime/wire/complete.h"

struct gs__reading {
	struct gs_reader *in;
	struct gs__words *words; /* may be NULL */
};

enum gs__shape {
	GS__SHAPE_NOTHING,
	GS__SHAPE_NIL,
	GS__SHAPE_BOOL,
	GS__SHAPE_INTEGER,
	GS__SHAPE_FLOAT,
	GS__SHAPE_STRING,
	GS__SHAPE_BYTES,
	GS__SHAPE_ARRAY,
	GS__SHAPE_MAP,
	GS__SHAPE_EXTENSION,
	GS__SHAPE_BROKEN
};

/* What begins at the reader's position? */
enum gs__shape gs__shape_at(const struct gs_reader *in);
const char *gs__shape_text(enum gs__shape shape); /* "an array" */

/* Each puts the words and returns the outcome: the input ends; no memory; something else stands
 * there than the field takes. */
enum gs__outcome gs__read_cut(struct gs__reading *r, const struct gs__place *place);
enum gs__outcome gs__read_no_memory(struct gs__reading *r, const struct gs__place *place);
enum gs__outcome gs__read_unexpected(
	struct gs__reading *r, const struct gs__place *place, const struct gs_field *field);

/* Reads a value of a kind that holds no others. */
enum gs__outcome gs__read_scalar(struct gs__reading *r, const struct gs_field *field,
	const struct gs__place *place, void *to);

#endif
