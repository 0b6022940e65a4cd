/* SPDX-License-Identifier: MIT */
/*
 * An index from hashes to numbers: 4 bytes a slot, open addressing, Robin Hood, growing in steps,
 * so that no addition waits for it. Under the maps of state and the instances of keyed servers. It
 * does not know keys: a search offers the numbers that may be right, and its user looks.
 *
 * Of a hash 25 bits count. As a fraction of 1 times the size, their whole part is the slot's home,
 * and the slot has as many bits of the rest as tell it from all others of that home:
 *
 *   | the rest: 25 - b bits | distance from home: 6 bits | number + 1: b + 1 bits |  size: 2^b ..
 *
 * So a search looks at an entry only where all is right that there is to know of the hash, a
 * removal moves back what stands behind it, and growth finds the new home of everything from what
 * stands there: none of them asks for a hash. Slots stand in the order of their homes; while the
 * index grows the homes below `moved` are done, and what is left of them in the old bins is passed
 * by. Numbers are at most the size.
 */
#ifndef GS_BASE_INDEX_H
#define GS_BASE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

enum {
	GS__INDEX_FAR = 63,  /* distances are less */
	GS__INDEX_HASH = 25, /* bits */
	GS__INDEX_MAX = 1 << GS__INDEX_HASH
};

static const uint32_t GS__NO_NUMBER = UINT32_MAX;

struct gs__bins {
	uint32_t *slots; /* size and GS__INDEX_FAR + 1 more, so that a search never wraps */
	uint32_t size;
	uint32_t bits; /* of a number */
};

/* All zero: without slots, nothing can be found or added yet. */
struct gs__index {
	struct gs__bins bins;
	struct gs__bins old; /* while it grows */
	uint32_t moved;
};

/* Where a search is. */
struct gs__seek {
	const struct gs__bins *bins;
	uint32_t *slot;
	uint32_t wanted; /* the slot's upper bits, if it is the one */
};

void gs__index_free(struct gs__index *index);

/* A share of the growth; then is there a place for one more than `len`? It grows beyond four
 * fifths; without memory for that it is filled further as long as that goes well. */
bool gs__index_prepare(struct gs__index *index, uint32_t len);

/* Adds a number that is not there. False: too many meet, even in a larger index, or there is no
 * memory for one; nothing is lost. */
bool gs__index_add(struct gs__index *index, uint64_t hash, uint32_t number);

/* Removes one that is there, or not. */
void gs__index_remove(struct gs__index *index, uint64_t hash, uint32_t number);

static inline uint64_t gs__bins_product(const struct gs__bins *bins, uint64_t hash)
{
	return (hash >> (64 - GS__INDEX_HASH)) * bins->size;
}

static inline struct gs__seek gs__bins_seek(const struct gs__bins *bins, uint64_t product)
{
	uint32_t rest = (uint32_t)(product << (32 - GS__INDEX_HASH));

	return (struct gs__seek){
		.bins = bins,
		.slot = bins->slots + (product >> GS__INDEX_HASH),
		.wanted = rest & (uint32_t)(UINT64_MAX << (bins->bits + 6)),
	};
}

static inline uint32_t gs__bins_distance(const struct gs__bins *bins, uint32_t slot)
{
	return slot >> bins->bits & GS__INDEX_FAR;
}

static inline uint32_t gs__bins_next(struct gs__seek *seek)
{
	uint32_t step = UINT32_C(1) << seek->bins->bits;

	for (;;) {
		uint32_t slot = *seek->slot, number = slot & (step - 1), wanted = seek->wanted;

		if (!slot ||
			gs__bins_distance(seek->bins, slot) < gs__bins_distance(seek->bins, wanted))
			return GS__NO_NUMBER;
		seek->slot++;
		seek->wanted += step;
		if (slot - number == wanted)
			return number - 1;
	}
}

/* The first number that may be right; the index has slots. And the next one. Nothing may change
 * meanwhile. GS__NO_NUMBER: there is none. */
static inline uint32_t gs__index_next(
	const struct gs__index *index, uint64_t hash, struct gs__seek *seek)
{
	uint32_t number = gs__bins_next(seek);
	uint64_t product;

	if (number != GS__NO_NUMBER || !index->old.slots || seek->bins == &index->old)
		return number;
	product = gs__bins_product(&index->old, hash);
	if (product >> GS__INDEX_HASH < index->moved)
		return GS__NO_NUMBER;
	*seek = gs__bins_seek(&index->old, product);
	return gs__bins_next(seek);
}

static inline uint32_t gs__index_first(
	const struct gs__index *index, uint64_t hash, struct gs__seek *seek)
{
	*seek = gs__bins_seek(&index->bins, gs__bins_product(&index->bins, hash));
	return gs__index_next(index, hash, seek);
}

#endif
