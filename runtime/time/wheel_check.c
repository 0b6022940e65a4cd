/* SPDX-License-Identifier: MIT */
/* The wheel's invariants, for tests. */
#include "runtime/time/wheel_inside.h"

/* What the walk over everything has seen. */
struct seen {
	uint32_t timers, blocks, slots;
};

static const char *check_block(const struct gs__wheel *wheel, const struct gs__wheel_block *block,
	bool may_be_unsorted, int64_t *last, uint32_t *live)
{
	if (!block->timers[block->end - 1])
		return "a block ends with a hole";
	for (uint32_t i = block->first; i < block->end; i++) {
		int64_t deadline = block->deadlines[i];

		if (!block->timers[i])
			continue;
		++*live;
		if (gs__wheel_record(wheel, block->timers[i])->at !=
			(block->number << GS__BLOCK_SHIFT | i))
			return "a timer stands elsewhere than it says";
		if (deadline < wheel->floor)
			return "a deadline is before the floor";
		if (wheel->emptying == 0 && gs__wheel_slot_of(wheel, deadline) != block->slot)
			return "a timer stands in the wrong slot";
		if (deadline < *last && !may_be_unsorted)
			return "a slot is out of order and not marked so";
		*last = deadline;
	}
	return *live == block->live ? NULL : "a block has other timers than counted";
}

static const char *check_slot(const struct gs__wheel *wheel, uint32_t number, struct seen *seen)
{
	uint32_t level = number >> wheel->bits;
	uint64_t bit = (uint64_t)1 << (number & ((1u << wheel->bits) - 1));
	const struct gs__wheel_block *block = wheel->slots[number].head, *prev = NULL;
	int64_t last = INT64_MIN;

	for (; block; prev = block, block = block->next) {
		uint32_t live = 0;
		const char *wrong;

		if (block->prev != prev || block->slot != number || block->live == 0)
			return "a block is empty, or not where it says";
		wrong = check_block(wheel, block, wheel->slots[number].is_unsorted, &last, &live);
		if (wrong)
			return wrong;
		seen->timers += live;
		if (++seen->blocks > wheel->blocks_taken)
			return "there are more blocks than taken";
	}
	if (!(wheel->filled[level] & bit) != !prev)
		return "a slot's bit is wrong";
	seen->slots += prev != NULL;
	return wheel->slots[number].tail == prev ? NULL : "a slot's tail is not its last";
}

const char *gs__wheel_check(const struct gs__wheel *wheel)
{
	uint32_t digits = 1u << wheel->bits, levels = (63 + wheel->bits - 1) / wheel->bits;
	struct seen seen = { 0 };
	uint32_t most = wheel->count < GS__WHEEL_SLOTS_MAX ? wheel->count : GS__WHEEL_SLOTS_MAX;

	for (uint32_t level = 0; level < levels; level++) {
		if (!(wheel->levels >> level & 1) != !wheel->filled[level])
			return "a level's bit is wrong";
		for (uint32_t digit = 0; digit < digits; digit++) {
			const char *wrong = check_slot(wheel, level << wheel->bits | digit, &seen);

			if (wrong)
				return wrong;
		}
	}
	if (seen.slots != wheel->slots_filled)
		return "the filled slots are not counted right";
	if (seen.blocks != wheel->blocks_taken)
		return "a block is in no slot";
	if (wheel->count && wheel->blocks.room - seen.blocks + seen.slots < most + 2)
		return "too few blocks are free";
	return seen.timers == wheel->count ? NULL : "some timers are in no slot";
}
