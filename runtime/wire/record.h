/* SPDX-License-Identifier: MIT */
/*
 * Records on the wire, driven by the tables of gs_tables.h: what dispatch and clients use to read
 * parameters and replies and to write them.
 *
 * take and put are the fast ways: they use the generated positional functions where these can be
 * used. read, write and fits go by the table alone, take both forms, and say in words what is wrong
 * and where: "acquire.items[3].size: 70 is not in 1..64". A secret is never quoted. Strings and
 * bytes that are read point into the input, lists into the reader's arena. A record of NULL has no
 * fields: reading skips one object of any kind, writing gives an empty array or map.
 */
#ifndef GS_WIRE_RECORD_H
#define GS_WIRE_RECORD_H

#include <gs_codec.h>

enum { GS__WORDS_MAX = 512 };

/* What is wrong, NUL-terminated, valid UTF-8 without control characters; "" where nothing is. */
struct gs__words {
	char text[GS__WORDS_MAX];
};

enum gs__outcome {
	GS__GOOD,
	GS__CUT, /* the input ends too early; what is there is good so far */
	GS__BAD, /* the words say why */
	GS__NO_MEMORY
};

/*
 * Reads one record, in the array form or by name, into `to` (record->size bytes, need not be
 * initialised; a struct error_NAME gets its gs_error from the caller afterwards). *by_name, where
 * given, says which of the two forms it was; of a bare record it is left alone.
 */
bool gs__record_take(struct gs_reader *in, const struct gs_record *record, void *to, bool *by_name);

/* The same of what is an array, mostly without a call but that of the generated function. */
static inline bool gs__record_take_array(
	struct gs_reader *in, const struct gs_record *record, void *to)
{
	const uint8_t *next = record && record->read && !record->limit
				      ? record->read(in->at, in, to)
				      : NULL;

	if (!next)
		return gs__record_take(in, record, to, NULL);
	in->at = next;
	return true;
}

/* The same, slower, with the words. After a failed gs__record_take: from where that began. */
enum gs__outcome gs__record_read(struct gs_reader *in, const struct gs_record *record, void *to,
	bool *by_name, struct gs__words *words);

/* Appends. False: the record does not fit its own bounds, or (out->no_memory) there is no room;
 * take `out->at` back to where it was, counted from out->bytes. */
bool gs__record_put(
	struct gs_writer *out, const struct gs_record *record, const void *from, bool by_name);

/* Behind `out->at` there may be what was written before it was given up: `before` is where that
 * began, counted from out->bytes. */
void gs__record_give_up(struct gs_writer *out, size_t before);

/* The same in the array form, likewise mostly without a call. */
static inline bool gs__record_put_array(
	struct gs_writer *out, const struct gs_record *record, const void *from)
{
	size_t before = (size_t)(out->at - out->bytes);
	uint8_t *next;

	if (!record || !record->write || record->limit)
		return gs__record_put(out, record, from, false);
	if (!gs_write_room(&out->at, out, record->room))
		return false;
	next = record->write(out->at, out, from);
	if (next)
		out->at = next;
	else
		gs__record_give_up(out, before);
	return next;
}

/* The same by the table alone. */
bool gs__record_write(
	struct gs_writer *out, const struct gs_record *record, const void *from, bool by_name);

/* Does what C hands over keep its bounds? If not, the words. */
bool gs__record_fits(const struct gs_record *record, const void *from, struct gs__words *words);

/* Fills a struct with the defaults, and zero where there is none. */
void gs__record_blank(const struct gs_record *record, void *to);

/* Is something of its parameters, its reply or its errors secret? */
bool gs__clause_is_secret(const struct gs_clause *clause);

/* Bytes of its largest answer: its reply's, or the fields' of one of its errors. */
uint64_t gs__clause_answer_max(const struct gs_clause *clause);

/* The field of that name, or NULL. */
const struct gs_field *gs__record_find(const struct gs_record *record, gs_str name);

#endif
