/* SPDX-License-Identifier: MIT */
/*
 * SipHash-1-3: a keyed hash. Who chooses what is hashed, but does not know the key, cannot make
 * hashes meet. Equal on machines of either byte order, but for gs__hash_word.
 */
#ifndef GS_BASE_HASH_H
#define GS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct gs__sip {
	uint64_t v[4];
};

static inline struct gs__sip gs__sip_begin(const uint64_t key[2])
{
	return (struct gs__sip){ {
		key[0] ^ 0x736f6d6570736575,
		key[1] ^ 0x646f72616e646f6d,
		key[0] ^ 0x6c7967656e657261,
		key[1] ^ 0x7465646279746573,
	} };
}

static inline uint64_t gs__sip_rotate(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

static inline void gs__sip_round(struct gs__sip *sip)
{
	uint64_t *v = sip->v;

	v[0] += v[1];
	v[1] = gs__sip_rotate(v[1], 13) ^ v[0];
	v[0] = gs__sip_rotate(v[0], 32);
	v[2] += v[3];
	v[3] = gs__sip_rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = gs__sip_rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = gs__sip_rotate(v[1], 17) ^ v[2];
	v[2] = gs__sip_rotate(v[2], 32);
}

static inline void gs__sip_word(struct gs__sip *sip, uint64_t word)
{
	sip->v[3] ^= word;
	gs__sip_round(sip);
	sip->v[0] ^= word;
}

static inline uint64_t gs__sip_end(struct gs__sip *sip)
{
	sip->v[2] ^= 0xff;
	gs__sip_round(sip);
	gs__sip_round(sip);
	gs__sip_round(sip);
	return sip->v[0] ^ sip->v[1] ^ sip->v[2] ^ sip->v[3];
}

/* Of some bytes. */
uint64_t gs__hash(const uint64_t key[2], const void *bytes, size_t len);

/* Of 8 bytes. */
static inline uint64_t gs__hash_word(const uint64_t key[2], uint64_t word)
{
	struct gs__sip sip = gs__sip_begin(key);

	gs__sip_word(&sip, word);
	gs__sip_word(&sip, (uint64_t)8 << 56);
	return gs__sip_end(&sip);
}

#endif
