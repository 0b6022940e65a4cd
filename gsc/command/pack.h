/* SPDX-License-Identifier: MIT */
/*
 * pack: MessagePack for `gsc call`, whose types are known only when it runs.
 *
 * Writing appends to a text buffer, shortest forms. Reading walks over bytes that it does not own,
 * one head at a time; nothing is believed before it was seen to be there.
 */
#ifndef GSC_COMMAND_PACK_H
#define GSC_COMMAND_PACK_H

#include "gsc/base/text.h"
#include "gsc/model/model.h"

void pack_nil(struct text *out);
void pack_bool(struct text *out, bool value);
void pack_integer(struct text *out, model_int value); /* -2^63 .. 2^64-1 */
void pack_real(struct text *out, double value);
void pack_string(struct text *out, const char *bytes, size_t len);
void pack_bytes(struct text *out, const char *bytes, size_t len);
void pack_list(struct text *out, size_t count); /* the head; the elements follow */
void pack_map(struct text *out, size_t count);  /* the head; keys and values follow */

/* Likewise where the count is known only afterwards: what _open returned goes to _close. */
size_t pack_list_open(struct text *out);
size_t pack_map_open(struct text *out);
void pack_close(struct text *out, size_t opened, size_t count);

struct pack_reader {
	const uint8_t *at;
	const uint8_t *end;
};

enum pack_kind {
	PACK_NIL,
	PACK_BOOL,    /* integer */
	PACK_INTEGER, /* integer */
	PACK_REAL,    /* real */
	PACK_STRING,  /* bytes, count */
	PACK_BYTES,   /* bytes, count */
	PACK_LIST,    /* count: so many elements follow */
	PACK_MAP,     /* count: so many keys and values follow */
	PACK_OTHER,   /* an extension: bytes, count */
};

struct pack_item {
	enum pack_kind kind;
	model_int integer;
	double real;
	const char *bytes;
	uint32_t count;
};

/* False: the bytes end too early or are none of MessagePack's. */
bool pack_read(struct pack_reader *in, struct pack_item *item);

/* Steps over one value and what is in it; false also beyond a nesting of 64. */
bool pack_skip(struct pack_reader *in);

#endif
