/* SPDX-License-Identifier: MIT */
#include "runtime/base/utf8.h"

#include <stdint.h>
#include <string.h>

/* How long is the character that a lead byte begins, and what may its second byte be? The bounds of
 * the second are what rules out overlong forms, surrogates and all beyond U+10FFFF. */
static size_t lead(uint8_t first, uint8_t *low, uint8_t *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0) {
		if (first == 0xe0)
			*low = 0xa0;
		else if (first == 0xed)
			*high = 0x9f;
		return 3;
	}
	if (first == 0xf0)
		*low = 0x90;
	else if (first == 0xf4)
		*high = 0x8f;
	return first < 0xf5 ? 4 : 0;
}

size_t gs__utf8_char(const char *text, size_t len)
{
	const uint8_t *at = (const uint8_t *)text;
	uint8_t low, high;
	size_t size = lead(at[0], &low, &high);

	if (size > len)
		return 0;
	if (size > 1 && (at[1] < low || at[1] > high))
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

bool gs__utf8_is_valid(const char *text, size_t len)
{
	uint64_t word;
	size_t size;

	for (size_t at = 0; at < len; at += size) {
		size = sizeof(word);
		if (len - at >= sizeof(word)) {
			memcpy(&word, text + at, sizeof(word));
			if (!(word & 0x8080808080808080))
				continue;
		}
		size = gs__utf8_char(text + at, len - at);
		if (size == 0)
			return false;
	}
	return true;
}

size_t gs__utf8_cut(const char *text, size_t len, size_t max)
{
	size_t cut = max;

	if (len <= max)
		return len;
	for (int i = 0; i < 3 && cut > 0 && ((uint8_t)text[cut] & 0xc0) == 0x80; i++)
		cut--;
	return ((uint8_t)text[cut] & 0xc0) == 0x80 ? max : cut; /* no UTF-8 anyway */
}
