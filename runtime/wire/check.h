/* SPDX-License-Identifier: MIT */
/*
 * One value against the table's row for it, and the words for what is wrong with it. The reader,
 * the writer and the parser of typed values all check here, so that they cannot differ. Nothing
 * is allocated; a place is a chain on the stack, put into words only when something is wrong.
 */
#ifndef GS_WIRE_CHECK_H
#define GS_WIRE_CHECK_H

#include "runtime/wire/record.h"

struct gs__place {
	const struct gs__place *up; /* NULL: the record itself */
	const char *name;           /* NULL: an element of a list */
	uint32_t index;
	bool is_secret; /* its value is not quoted */
};

/* An integer of any kind: its bits, as of an int64_t where it is negative. */
struct gs__integer {
	uint64_t bits;
	bool is_negative;
};

/* "acquire.items[3].size: " and the text into the words (which may be NULL). False, always. A place
 * of NULL has no words of its own. */
bool gs__bad(struct gs__words *words, const struct gs__place *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Each says whether the value keeps to the field's row, and if not puts words. */
bool gs__check_integer(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, struct gs__integer n);
bool gs__check_float(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, double value);
bool gs__check_length(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, uint64_t len);
bool gs__check_enum(struct gs__words *words, const struct gs__place *place,
	const struct gs_field *field, int64_t value);
bool gs__check_text(struct gs__words *words, const struct gs__place *place, gs_str text);

/* Do the keys of so many pairs, which C hands over, all differ? False: the one at *twice stands
 * before it already; 0: no memory. */
bool gs__pairs_differ(
	const struct gs_record *pair, const void *items, uint32_t len, uint32_t *twice);

/* Does an encoding of so many bytes keep the record's own limit? */
bool gs__record_is_within(const struct gs_record *record, size_t len, struct gs__words *words);

/* The C value of an integer kind, duration or time, and back. */
struct gs__integer gs__load_integer(const struct gs_field *field, const void *from);
void gs__store_integer(const struct gs_field *field, void *to, struct gs__integer n);

/* "1500ms", "0s": the largest unit that says it exactly. At least 32 bytes. */
void gs__print_duration(char *to, size_t size, int64_t ns);

/* Is it the C struct of a list? What every list has in common. */
struct gs__list {
	uint8_t *items;
	uint32_t len;
};

#endif
