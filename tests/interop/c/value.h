/* SPDX-License-Identifier: MIT */
/*
 * value: a msgpack-c object from text, so that tests read well: what JSON writes, with nil for
 * null, '...' for strings (no escapes), x'00ff' for bytes and 0.5f for a float of 32 bits. Who
 * fills a value frees it. A mistake in the text is an assert.
 */
#ifndef TESTS_INTEROP_C_VALUE_H
#define TESTS_INTEROP_C_VALUE_H

#include <msgpack.h>

struct value {
	msgpack_object object; /* lives as long as the others */
	msgpack_unpacked whole;
	msgpack_sbuffer bytes;
};

void value_of(struct value *value, const char *text);
void value_free(struct value *value);

#endif
