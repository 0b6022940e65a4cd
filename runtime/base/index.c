/* SPDX-License-Identifier: MIT */
#include "runtime/base/index.h"

#include <stdlib.h>

enum {
	LEAST = 32,      /* slots of the first one */
	MANY = 1 << 16,  /* from so many on memory counts */
	WHOLE = 1 << 11, /* so many slots are moved at once, in some microseconds */
	STEP = 64        /* or else so many homes each time one is added */
};

/* Bins. */

static bool bins_init(struct gs__bins *bins, uint64_t size)
{
	uint32_t *slots = NULL;

	if (size <= GS__INDEX_MAX)
		slots = calloc(size + GS__INDEX_FAR + 1, sizeof(*slots));
	if (!slots)
		return false;
	*bins = (struct gs__bins){
		.slots = slots,
		.size = (uint32_t)size,
		.bits = 32 - (uint32_t)__builtin_clz((uint32_t)size),
	};
	return true;
}

static void bins_free(struct gs__bins *bins)
{
	free(bins->slots);
	*bins = (struct gs__bins){ 0 };
}

/* False: too many meet, nothing changed. */
static bool bins_add(struct gs__bins *bins, uint64_t product, uint32_t number)
{
	uint32_t step = UINT32_C(1) << bins->bits;
	struct gs__seek seek = gs__bins_seek(bins, product);
	uint32_t distance = 0, *end;

	while (*seek.slot && gs__bins_distance(bins, *seek.slot) >= distance) {
		seek.slot++;
		seek.wanted += step;
		distance++;
	}
	if (distance == GS__INDEX_FAR)
		return false;
	for (end = seek.slot; *end; end++) {
		if (gs__bins_distance(bins, *end) == GS__INDEX_FAR - 1)
			return false;
	}
	for (; end > seek.slot; end--)
		*end = end[-1] + step;
	*end = seek.wanted | (number + 1);
	return true;
}

static bool bins_remove(struct gs__bins *bins, uint64_t product, uint32_t number)
{
	struct gs__seek seek = gs__bins_seek(bins, product);
	uint32_t found, *hole;

	do {
		found = gs__bins_next(&seek);
	} while (found != GS__NO_NUMBER && found != number);
	if (found == GS__NO_NUMBER)
		return false;
	hole = seek.slot - 1;
	while (hole[1] && gs__bins_distance(bins, hole[1]) > 0) {
		hole[0] = hole[1] - (UINT32_C(1) << bins->bits);
		hole++;
	}
	*hole = 0;
	return true;
}

/* Growth. */

static uint32_t number_of(const struct gs__bins *bins, uint32_t slot)
{
	return (slot & ((UINT32_C(1) << bins->bits) - 1)) - 1;
}

/* Of a free slot the one that it would be home to. */
static uint32_t home_of(const struct gs__bins *bins, const uint32_t *slot)
{
	return (uint32_t)(slot - bins->slots) - gs__bins_distance(bins, *slot);
}

/* The product in the new bins. The 25 bits of the hash are the least that times the old size are
 * not less than what the old slot knows of that product. */
static uint64_t new_product(const struct gs__index *index, uint64_t home, uint32_t slot)
{
	uint32_t size = index->old.size, bits = index->old.bits;
	uint32_t rest = slot & (uint32_t)(UINT64_MAX << (bits + 6));
	uint64_t product = home << GS__INDEX_HASH | rest >> (32 - GS__INDEX_HASH);

	if ((size & (size - 1)) == 0)
		return (product >> (bits - 1)) * index->bins.size;
	return (product + size - 1) / size * index->bins.size;
}

/* Moves what has that home, from that slot of the old bins on; how many. 0: not all could be added,
 * and none was moved. */
static uint32_t move_home(struct gs__index *index, uint32_t home, const uint32_t *slot)
{
	const struct gs__bins *old = &index->old;
	uint32_t count = 0;

	for (; slot[count] && home_of(old, slot + count) == home; count++)
		if (!bins_add(&index->bins, new_product(index, home, slot[count]),
			    number_of(old, slot[count])))
			break;
	if (!slot[count] || home_of(old, slot + count) != home)
		return count;
	while (count-- > 0)
		bins_remove(&index->bins, new_product(index, home, slot[count]),
			number_of(old, slot[count]));
	return 0;
}

/* So many homes more, at most. False: what could not be moved stays where it is found. */
static bool move(struct gs__index *index, uint32_t count)
{
	struct gs__bins *old = &index->old;
	uint32_t end = count < old->size - index->moved ? index->moved + count : old->size;
	const uint32_t *slot = old->slots + index->moved;
	uint32_t home;

	while ((home = home_of(old, slot)) < end) {
		if (!*slot || home < index->moved) {
			slot++;
			continue;
		}
		count = move_home(index, home, slot);
		if (count == 0) {
			index->moved = home;
			return false;
		}
		slot += count;
	}
	index->moved = end;
	if (end == old->size)
		bins_free(old);
	return true;
}

/* 32, 128, 512, 2048, 4096 ...: moving costs the small ones more than some KiB; where memory counts
 * in steps of a half, a third more. */
static uint64_t next_size(uint64_t size)
{
	if (size == 0)
		return LEAST;
	if (size < MANY)
		return size < WHOLE ? 4 * size : 2 * size;
	return size & (size - 1) ? size / 3 * 4 : size / 2 * 3;
}

static bool grow(struct gs__index *index)
{
	struct gs__bins grown;

	if (index->old.slots && !move(index, UINT32_MAX))
		return false;
	if (!bins_init(&grown, next_size(index->bins.size)))
		return false;
	index->old = index->bins;
	index->bins = grown;
	index->moved = 0;
	if (index->old.slots && index->old.size <= WHOLE)
		move(index, UINT32_MAX);
	return true;
}

/* The index. */

void gs__index_free(struct gs__index *index)
{
	bins_free(&index->bins);
	bins_free(&index->old);
}

bool gs__index_prepare(struct gs__index *index, uint32_t len)
{
	if (index->old.slots)
		move(index, STEP);
	if (len + 1 < index->bins.size / 5 * 4 || grow(index))
		return true;
	return index->bins.slots && len < index->bins.size / 16 * 15;
}

bool gs__index_add(struct gs__index *index, uint64_t hash, uint32_t number)
{
	while (!bins_add(&index->bins, gs__bins_product(&index->bins, hash), number)) {
		if (!grow(index))
			return false;
	}
	return true;
}

/* What has moved already is passed by in the old bins. */
void gs__index_remove(struct gs__index *index, uint64_t hash, uint32_t number)
{
	uint64_t product = gs__bins_product(&index->bins, hash);

	if (bins_remove(&index->bins, product, number) || !index->old.slots)
		return;
	product = gs__bins_product(&index->old, hash);
	if (product >> GS__INDEX_HASH >= index->moved)
		bins_remove(&index->old, product, number);
}
