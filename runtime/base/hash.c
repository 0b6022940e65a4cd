/* SPDX-License-Identifier: MIT */
#include "runtime/base/hash.h"

uint64_t gs__hash(const uint64_t key[2], const void *bytes, size_t len)
{
	struct gs__sip sip = gs__sip_begin(key);
	const uint8_t *at = bytes;
	uint64_t last = (uint64_t)len << 56, word;
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		word = 0;
		for (unsigned j = 0; j < 8; j++) /* little-endian, whatever the machine */
			word |= (uint64_t)at[i + j] << 8 * j;
		gs__sip_word(&sip, word);
	}
	for (unsigned j = 0; i + j < len; j++)
		last |= (uint64_t)at[i + j] << 8 * j;
	gs__sip_word(&sip, last);
	return gs__sip_end(&sip);
}
