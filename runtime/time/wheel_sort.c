/* SPDX-License-Identifier: MIT */
#include "runtime/time/wheel_inside.h"

/* A few timers in order of their deadlines, the equal ones as they were. */
struct few {
	int64_t deadlines[GS__WHEEL_FEW];
	uint32_t timers[GS__WHEEL_FEW];
	uint32_t count;
};

static void insert(struct few *few, int64_t deadline, uint32_t timer)
{
	uint32_t at = few->count++;

	for (; at > 0 && few->deadlines[at - 1] > deadline; at--) {
		few->deadlines[at] = few->deadlines[at - 1];
		few->timers[at] = few->timers[at - 1];
	}
	few->deadlines[at] = deadline;
	few->timers[at] = timer;
}

/* False: there are more than a few. */
static bool collect(const struct gs__wheel *wheel, uint32_t number, struct few *few)
{
	const struct gs__wheel_block *block = wheel->slots[number].head;
	uint32_t count = 0;

	for (; block; block = block->next) {
		count += block->live;
		if (count > wheel->few)
			return false;
	}
	few->count = 0;
	for (block = wheel->slots[number].head; block; block = block->next)
		for (uint32_t i = block->first; i < block->end; i++)
			if (block->timers[i])
				insert(few, block->deadlines[i], block->timers[i]);
	return true;
}

/* Back into the blocks of the slot; they were enough for them. */
static void lay_out(struct gs__wheel *wheel, uint32_t number, const struct few *few)
{
	struct gs__wheel_block *block = wheel->slots[number].head;

	for (struct gs__wheel_block *each = block; each; each = each->next)
		each->first = each->end = each->live = 0;
	for (uint32_t i = 0; i < few->count; i++) {
		if (block->end == GS__BLOCK_TIMERS && block->next)
			block = block->next;
		gs__wheel_put_at(block, few->timers[i], gs__wheel_record(wheel, few->timers[i]),
			few->deadlines[i]);
	}
	while (block->next)
		gs__wheel_drop_block(wheel, block->next);
}

bool gs__wheel_sort(struct gs__wheel *wheel, uint32_t number)
{
	struct few few;

	if (!collect(wheel, number, &few))
		return false;
	lay_out(wheel, number, &few);
	return true;
}
