/* SPDX-License-Identifier: MIT */
/*
 * An index from hashes to numbers: 4 bytes a slot, open addressing, Robin Hood.
 *
 * A slot is zero where free, else it holds
 *
 *   | some bits of the hash | distance from home: 6 bits | number + 1: as many bits as needed |
 *
 * so that a search looks at an entry only where distance and bits are right, and a removal moves
 * back what stands behind it without asking for hashes. Numbers are at most the index's size. The
 * index does not know keys: a search offers the numbers that may be right.
 */
#ifndef GS_BASE_INDEX_H
#define GS_BASE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

enum {
	GS__INDEX_FAR = 63,     /* distances are less */
	GS__INDEX_MAX = 1 << 25 /* slots: beyond, number and distance would not fit */
};

struct gs__index {
	uint32_t *slots; /* size and GS__INDEX_FAR + 1 more, so that a search never wraps */
	uint32_t size;
	uint32_t bits; /* of a number */
};

/* Where a search is. */
struct gs__seek {
	uint32_t *slot;
	uint32_t wanted; /* the slot's upper bits, if it is the one */
};

/* Slots for `size` homes, all free. False: no memory, or beyond the bound. */
bool gs__index_init(struct gs__index *index, uint64_t size);
void gs__index_free(struct gs__index *index);

static inline struct gs__seek gs__index_seek(const struct gs__index *index, uint64_t hash)
{
	uint32_t low = index->bits + 6;

	return (struct gs__seek){
		.slot = index->slots + (((hash >> 32) * index->size) >> 32),
		.wanted = low < 32 ? (uint32_t)hash >> low << low : 0,
	};
}

static inline uint32_t gs__index_distance(const struct gs__index *index, uint32_t slot)
{
	return slot >> index->bits & GS__INDEX_FAR;
}

/* The next number that may be right, or UINT32_MAX: there is none. */
static inline uint32_t gs__index_next(const struct gs__index *index, struct gs__seek *seek)
{
	uint32_t numbers = (UINT32_C(1) << index->bits) - 1;
	uint32_t step = UINT32_C(1) << index->bits;
	uint32_t slot, number;

	for (;;) {
		slot = *seek->slot;
		if (!slot ||
			gs__index_distance(index, slot) < gs__index_distance(index, seek->wanted))
			return UINT32_MAX;
		number = slot & numbers;
		if (slot - number == seek->wanted) {
			seek->slot++;
			seek->wanted += step;
			return number - 1;
		}
		seek->slot++;
		seek->wanted += step;
	}
}

/* Adds a number that is not there. False: too many have the same home, nothing changed. */
bool gs__index_add(struct gs__index *index, uint64_t hash, uint32_t number);

/* Removes the slot before the one that the search is at: the one whose number it gave last. */
void gs__index_remove(struct gs__index *index, struct gs__seek seek);

#endif
