/* SPDX-License-Identifier: MIT */
#include "gsc/base/utf8.h"

#include <stdbool.h>
#include <string.h>

uint32_t utf8_decode(const char *at, const char *end, unsigned *len)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)*at;
	unsigned size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	uint32_t code = first & (0xffu >> (size + 1));

	*len = 1;
	if (first < 0x80)
		return first;
	if (first < 0xc2 || first > 0xf4 || end - at < (ptrdiff_t)size)
		return UTF8_WRONG;
	for (unsigned i = 1; i < size; i++) {
		if (((unsigned char)at[i] & 0xc0) != 0x80)
			return UTF8_WRONG;
		code = code << 6 | ((unsigned char)at[i] & 0x3fu);
	}
	if (code < least[size] || code > 0x10ffff || code >> 11 == 0x1b)
		return UTF8_WRONG;
	*len = size;
	return code;
}

unsigned utf8_encode(char out[4], uint32_t code)
{
	unsigned size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	if (size == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (unsigned i = size; --i > 0; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)(0xffu << (8 - size) | code);
	return size;
}

/* Eight bytes at a time: is each of them ASCII and not NUL? */
static bool is_plain(const char *at)
{
	const uint64_t ones = 0x0101010101010101u;
	const uint64_t tops = ones << 7;
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return !((word | (word - ones)) & tops);
}

size_t utf8_text(const char *bytes, size_t len)
{
	const char *end = bytes + len;
	const char *at = bytes;

	while (at < end) {
		unsigned size;
		uint32_t code;

		if (end - at >= 8 && is_plain(at)) {
			at += 8;
			continue;
		}
		code = utf8_decode(at, end, &size);
		if (code == UTF8_WRONG || code == 0)
			break;
		at += size;
	}
	return (size_t)(at - bytes);
}
