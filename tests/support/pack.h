/* SPDX-License-Identifier: MIT */
/*
 * pack: MessagePack to and from text, for tests: what JSON writes, with nil for null and b"..." for
 * bin. Written apart from the runtime's codec, so that neither hides the other's mistakes.
 */
#ifndef TESTS_SUPPORT_PACK_H
#define TESTS_SUPPORT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pack {
	uint8_t *bytes;
	size_t len, room;
};

void pack_bytes(struct pack *out, const void *bytes, size_t len);
void pack_text(struct pack *out, const char *text); /* one value; a mistake in it is an assert */
void pack_cut(struct pack *out, size_t len);        /* the first `len` bytes go */
void pack_free(struct pack *out);

/* Bytes of the first value; 0: it is not yet whole; -1: no MessagePack. */
long pack_size(const uint8_t *bytes, size_t len);

/* The first value as text, appended to `out` and ended by a NUL that does not count. Of a whole
 * value only. Returns its size. */
size_t unpack(struct pack *out, const uint8_t *bytes);

/* The heads of a whole value. */
uint32_t unpack_array(const uint8_t **at);
int64_t unpack_int(const uint8_t **at);

#endif
