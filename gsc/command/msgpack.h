/* SPDX-License-Identifier: MIT */
/*
 * msgpack: MessagePack for `gsc call`, whose types are known only when it runs.
 *
 * Writing appends to a text buffer, shortest forms. Reading walks over bytes that it does not own,
 * one head at a time; nothing is believed before it was seen to be there.
 */
#ifndef GSC_COMMAND_MSGPACK_H
#define GSC_COMMAND_MSGPACK_H

#include "gsc/base/text.h"
#include "gsc/model/model.h"

void msgpack_nil(struct text *out);
void msgpack_bool(struct text *out, bool value);
void msgpack_integer(struct text *out, model_int value); /* -2^63 .. 2^64-1 */
void msgpack_real(struct text *out, double value);
void msgpack_string(struct text *out, const char *bytes, size_t len);
void msgpack_bytes(struct text *out, const char *bytes, size_t len);
void msgpack_list(struct text *out, size_t count); /* the head; the elements follow */
void msgpack_map(struct text *out, size_t count);  /* the head; keys and values follow */

/* Likewise where the count is known only afterwards: what _open returned goes to _close. */
size_t msgpack_list_open(struct text *out);
size_t msgpack_map_open(struct text *out);
void msgpack_close(struct text *out, size_t opened, size_t count);

struct msgpack_reader {
	const uint8_t *at;
	const uint8_t *end;
};

enum msgpack_kind {
	MSGPACK_NIL,
	MSGPACK_BOOL,    /* integer */
	MSGPACK_INTEGER, /* integer */
	MSGPACK_REAL,    /* real */
	MSGPACK_STRING,  /* bytes, count */
	MSGPACK_BYTES,   /* bytes, count */
	MSGPACK_LIST,    /* count: so many elements follow */
	MSGPACK_MAP,     /* count: so many keys and values follow */
	MSGPACK_OTHER,   /* an extension: bytes, count */
};

struct msgpack_item {
	enum msgpack_kind kind;
	model_int integer;
	double real;
	const char *bytes;
	uint32_t count;
};

/* False: the bytes end too early or are none of MessagePack's. */
bool msgpack_read(struct msgpack_reader *in, struct msgpack_item *item);

/* Steps over one value and what is in it; false also beyond a nesting of 64. */
bool msgpack_skip(struct msgpack_reader *in);

#endif
