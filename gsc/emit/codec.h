/* SPDX-License-Identifier: MIT */
/*
 * codec: the generated positional readers and writers. codec.c has values and lists,
 * codec_record.c records; nobody else includes this.
 *
 * A value is read and written by one C expression, put together along its type; e->path is the C
 * expression of the place where it stands, `at` the position in the message. Only lists and maps
 * need functions of their own, for their loops: read_F_of_X, and within it, of a list of lists,
 * read_F_of_X_items. All functions are given the position and return the next one, or NULL.
 */
#ifndef GSC_EMIT_CODEC_H
#define GSC_EMIT_CODEC_H

#include "gsc/emit/parts.h"

enum direction { READING, WRITING };

/* Where lists get their names from. */
struct site {
	const struct model_record *record;
	const struct model_field *field;
	unsigned depth; /* lists and maps around ... */
	unsigned items; /* ... and optionals: how deep the tables are (record.c) */
};

/* Does the message make room once for all of it? */
bool emit_is_small(const struct model_record *record);

/* Has every value of the type an encoding of a few bytes, which room can be made for at once? */
bool emit_is_fixed(const struct model_type *type);

/* Has it a function that is given the position and returns it? */
bool emit_is_called(const struct model_type *type);

/* The room that a value needs from those who write it; what makes its own needs none. */
uint64_t emit_room_of(const struct model_type *type);

/* Does writing it, as a part of the record, need the writer: to make room, or to tell keys apart,
 * or to be handed on? */
bool emit_takes_writer(const struct model_type *type, const struct model_record *record);

/* The place of the next value: "msg->" and its name. */
void emit_set_path(struct emitter *e, const char *base, const char *member);

/* The expression that reads or writes the value there, into the row. */
void emit_add_coding(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site);

/* The same in brackets, where it is a chain of && or ||. */
void emit_add_bracketed(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site);

/* The functions of the lists and maps in a field, innermost first. */
void emit_list_coding(struct emitter *e, const struct model_type *type, enum direction direction,
	struct site site);

#endif
