/* SPDX-License-Identifier: MIT */
#include "runtime/base/index.h"

#include <stdlib.h>
#include <string.h>

bool gs__index_init(struct gs__index *index, uint64_t size)
{
	uint32_t *slots = NULL;

	if (size <= GS__INDEX_MAX)
		slots = calloc(size + GS__INDEX_FAR + 1, sizeof(*slots));
	if (!slots)
		return false;
	*index = (struct gs__index){
		.slots = slots,
		.size = (uint32_t)size,
		.bits = 32 - (uint32_t)__builtin_clz((uint32_t)size),
	};
	return true;
}

void gs__index_free(struct gs__index *index)
{
	free(index->slots);
	*index = (struct gs__index){ 0 };
}

bool gs__index_add(struct gs__index *index, uint64_t hash, uint32_t number)
{
	uint32_t step = UINT32_C(1) << index->bits;
	struct gs__seek seek = gs__index_seek(index, hash);
	uint32_t distance = 0, *end;

	while (*seek.slot && gs__index_distance(index, *seek.slot) >= distance) {
		seek.slot++;
		seek.wanted += step;
		distance++;
	}
	if (distance == GS__INDEX_FAR)
		return false;
	for (end = seek.slot; *end; end++) {
		if (gs__index_distance(index, *end) == GS__INDEX_FAR - 1)
			return false;
	}
	for (; end > seek.slot; end--)
		*end = end[-1] + step;
	*end = seek.wanted | (number + 1);
	return true;
}

void gs__index_remove(struct gs__index *index, struct gs__seek seek)
{
	uint32_t *hole = seek.slot - 1;

	while (hole[1] && gs__index_distance(index, hole[1]) > 0) {
		hole[0] = hole[1] - (UINT32_C(1) << index->bits);
		hole++;
	}
	*hole = 0;
}
