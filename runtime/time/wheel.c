/* SPDX-License-Identifier: MIT */
#include "runtime/time/wheel_inside.h"

enum {
	AHEAD = 10,     /* so many timers before it is written, a record is asked for */
	FIRST_SHIFT = 6 /* in level_of: a level's first slot is above the shift of its digit */
};

void gs__wheel_init(struct gs__wheel *wheel, int64_t now, uint32_t max, unsigned bits)
{
	*wheel = (struct gs__wheel){
		.bits = bits, .digits = (1u << bits) - 1, .few = GS__WHEEL_FEW, .max = max
	};
	wheel->floor = wheel->base = now > 0 ? now : 0;
	for (unsigned bit = 0; bit < 64; bit++) {
		unsigned level = bit / bits;

		wheel->level_of[bit] = (uint16_t)(level << bits << FIRST_SHIFT | level * bits);
	}
}

void gs__wheel_free(struct gs__wheel *wheel)
{
	gs__wheel_drop_store(wheel);
	gs__wheel_init(wheel, wheel->floor, wheel->max, wheel->bits);
}

static gs_timer handle_of(uint32_t link, const struct gs__wheel_record *record)
{
	return (gs_timer){ (uint64_t)record->generation << 32 | (link - 1) };
}

/* The record of a pending timer; NULL: it is not pending. */
static struct gs__wheel_record *find(const struct gs__wheel *wheel, gs_timer handle)
{
	uint32_t index = (uint32_t)handle.gs_id;
	struct gs__wheel_record *record;

	if (index >= wheel->records.used)
		return NULL;
	record = gs__wheel_record(wheel, index + 1);
	return record->generation == handle.gs_id >> 32 ? record : NULL;
}

/* Its handle is harmless from now on. */
static void drop_record(struct gs__wheel *wheel, uint32_t link, struct gs__wheel_record *record)
{
	record->generation++;
	if (record->generation == 0)
		record->generation = 1;
	record->at = wheel->records.spare;
	wheel->records.spare = link;
	wheel->count--;
}

/* Where a timer stands. */
static struct gs__wheel_block *block_at(const struct gs__wheel *wheel, uint32_t at)
{
	return gs__wheel_block(wheel, at >> GS__BLOCK_SHIFT);
}

static uint32_t place_of(uint32_t at)
{
	return at & ((1u << GS__BLOCK_SHIFT) - 1);
}

/*
 * May one more timer be put anywhere, or (is_new) be added? Each slot that has timers has at most
 * one block that is not full but for holes, and each timer may come to stand in a slot of its own.
 * Two more are spare while a slot is emptied, whose blocks come free one by one; and one is for the
 * timer that is put. False: no memory.
 */
static bool add_blocks(struct gs__wheel *wheel, bool is_new)
{
	uint32_t timers = wheel->count + is_new;
	uint32_t most = timers < GS__WHEEL_SLOTS_MAX ? timers : GS__WHEEL_SLOTS_MAX;
	uint32_t wanted = (most > wheel->slots_filled ? most - wheel->slots_filled : 0) + 3;

	return gs__wheel_add_blocks(wheel, wanted);
}

/* That is so in any case where as many are free as there are slots. */
static inline bool has_blocks(struct gs__wheel *wheel, bool is_new)
{
	return wheel->blocks.room - wheel->blocks_taken >= GS__WHEEL_SLOTS_MAX + 3 ||
	       add_blocks(wheel, is_new);
}

/* Slots. */

/* The slot of a deadline (not before the floor), as seen from the base. */
uint32_t gs__wheel_slot_of(const struct gs__wheel *wheel, int64_t deadline)
{
	uint64_t differs = (uint64_t)deadline ^ (uint64_t)wheel->base;
	uint32_t level = wheel->level_of[63 - __builtin_clzll(differs | 1)];
	uint32_t shift = level & ((1u << FIRST_SHIFT) - 1);

	return level >> FIRST_SHIFT | ((uint32_t)(deadline >> shift) & wheel->digits);
}

static uint64_t bit_of(const struct gs__wheel *wheel, uint32_t number)
{
	return (uint64_t)1 << (number & wheel->digits);
}

static void mark_filled(struct gs__wheel *wheel, uint32_t number)
{
	uint32_t level = number >> wheel->bits;

	wheel->filled[level] |= bit_of(wheel, number);
	wheel->levels |= 1u << level;
	wheel->slots_filled++;
}

void gs__wheel_mark_empty(struct gs__wheel *wheel, uint32_t number)
{
	uint32_t level = number >> wheel->bits;

	wheel->filled[level] &= ~bit_of(wheel, number);
	if (!wheel->filled[level])
		wheel->levels &= ~(1u << level);
	wheel->slots_filled--;
}

/* An empty block more for a slot. */
static struct gs__wheel_block *extend(struct gs__wheel *wheel, uint32_t number)
{
	struct gs__wheel_slot *slot = &wheel->slots[number];
	struct gs__wheel_block *block = wheel->spare_block;

	if (block)
		wheel->spare_block = block->next;
	else
		block = gs__wheel_new_block(wheel);
	wheel->blocks_taken++;
	block->slot = (uint16_t)number;
	block->first = block->end = block->live = 0;
	block->next = NULL;
	block->prev = slot->tail;
	if (slot->tail) {
		slot->tail->next = block;
	} else {
		slot->head = block;
		slot->is_unsorted = false;
		mark_filled(wheel, number);
	}
	slot->tail = block;
	return block;
}

/* Behind all that are in its slot. */
static inline void put(struct gs__wheel *wheel, uint32_t number, uint32_t timer,
	struct gs__wheel_record *record, int64_t deadline)
{
	struct gs__wheel_slot *slot = &wheel->slots[number];
	struct gs__wheel_block *block = slot->tail;

	if (block) /* chance decides, so that no branch could be foreseen */
		slot->is_unsorted |= deadline < block->deadlines[block->end - 1];
	if (!block || block->end == GS__BLOCK_TIMERS)
		block = extend(wheel, number);
	gs__wheel_put_at(block, timer, record, deadline);
}

/* Puts the timers of a block behind those of another one, or (the same) side by side at its
 * front. */
static void pour(struct gs__wheel *wheel, struct gs__wheel_block *from, struct gs__wheel_block *to)
{
	uint32_t first = from->first, end = from->end;

	if (from == to)
		to->first = to->end = to->live = 0;
	for (uint32_t i = first; i < end; i++)
		if (from->timers[i])
			gs__wheel_put_at(to, from->timers[i],
				gs__wheel_record(wheel, from->timers[i]), from->deadlines[i]);
}

/* Two neighbours become one, if that leaves some room: what fits just so would be moved again and
 * again. */
static bool join(
	struct gs__wheel *wheel, struct gs__wheel_block *block, struct gs__wheel_block *next)
{
	if (!block || !next || block->live + next->live > GS__BLOCK_TIMERS * 3 / 4)
		return false;
	pour(wheel, block, block);
	pour(wheel, next, block);
	gs__wheel_drop_block(wheel, next);
	return true;
}

/* Takes a timer out of where it stands. Neighbours are looked at when a half and when a quarter is
 * left. */
static inline void take_out(struct gs__wheel *wheel, struct gs__wheel_block *block, uint32_t place)
{
	uint32_t live = --block->live;

	block->timers[place] = 0;
	if (live == 0) {
		gs__wheel_drop_block(wheel, block);
		return;
	}
	while (!block->timers[block->end - 1])
		block->end--;
	if ((live == GS__BLOCK_TIMERS / 2 || live == GS__BLOCK_TIMERS / 4) &&
		!join(wheel, block->prev, block))
		join(wheel, block, block->next);
}

/* The user's side. */

static int64_t not_past(const struct gs__wheel *wheel, int64_t deadline)
{
	return deadline > wheel->floor ? deadline : wheel->floor;
}

gs_timer gs__wheel_arm(struct gs__wheel *wheel, int64_t deadline, void *owner, uint64_t data)
{
	struct gs__wheel_record *record;
	uint32_t link;

	if (!has_blocks(wheel, true))
		return (gs_timer){ 0 };
	link = wheel->records.spare ? wheel->records.spare : gs__wheel_new_record(wheel);
	if (!link)
		return (gs_timer){ 0 };
	record = gs__wheel_record(wheel, link);
	if (wheel->records.spare)
		wheel->records.spare = record->at;
	record->owner = owner;
	record->data = data;
	wheel->count++;
	deadline = not_past(wheel, deadline);
	put(wheel, gs__wheel_slot_of(wheel, deadline), link, record, deadline);
	return handle_of(link, record);
}

bool gs__wheel_cancel(struct gs__wheel *wheel, gs_timer handle)
{
	struct gs__wheel_record *record = find(wheel, handle);

	if (!record)
		return false;
	take_out(wheel, block_at(wheel, record->at), place_of(record->at));
	drop_record(wheel, (uint32_t)handle.gs_id + 1, record);
	return true;
}

/* Of one that stands last in the slot it stays in, only the deadline changes: as of the only
 * timeout that there is, put off again and again. */
static void put_off_last(struct gs__wheel *wheel, struct gs__wheel_block *block, int64_t deadline)
{
	uint32_t place = block->end - 1u;
	int64_t before = INT64_MIN;

	if (place > 0)
		before = block->deadlines[place - 1];
	else if (block->prev)
		before = block->prev->deadlines[block->prev->end - 1];
	wheel->slots[block->slot].is_unsorted |= deadline < before;
	block->deadlines[place] = deadline;
}

bool gs__wheel_rearm(struct gs__wheel *wheel, gs_timer handle, int64_t deadline)
{
	struct gs__wheel_record *record = find(wheel, handle);
	struct gs__wheel_block *block;
	uint32_t number, place;

	if (!record)
		return false;
	if (!has_blocks(wheel, false))
		return true;
	block = block_at(wheel, record->at);
	place = place_of(record->at);
	deadline = not_past(wheel, deadline);
	number = gs__wheel_slot_of(wheel, deadline);
	if (block->slot == number && !block->next && place + 1 == block->end) {
		put_off_last(wheel, block, deadline);
		return true;
	}
	take_out(wheel, block, place);
	put(wheel, number, (uint32_t)handle.gs_id + 1, record, deadline);
	return true;
}

bool gs__wheel_get(const struct gs__wheel *wheel, gs_timer handle, int64_t *deadline, void **owner,
	uint64_t *data)
{
	const struct gs__wheel_record *record = find(wheel, handle);

	if (!record)
		return false;
	if (deadline)
		*deadline = block_at(wheel, record->at)->deadlines[place_of(record->at)];
	if (owner)
		*owner = record->owner;
	if (data)
		*data = record->data;
	return true;
}

/* The earliest slot. */

struct first {
	uint32_t number;
	int64_t start; /* the first instant of its range */
};

/* All of a level come before all of the next one, and the slots of a level in order. */
static struct first find_first(const struct gs__wheel *wheel)
{
	uint32_t level = (uint32_t)__builtin_ctz(wheel->levels);
	uint32_t digit = (uint32_t)__builtin_ctzll(wheel->filled[level]);
	unsigned below = level * wheel->bits;
	unsigned above = below + wheel->bits;
	uint64_t upper = above < 64 ? (uint64_t)wheel->base >> above << above : 0;

	return (struct first){ level << wheel->bits | digit,
		(int64_t)(upper | (uint64_t)digit << below) };
}

/* Is the slot in order now, so that its head is the earliest? It is made so where that is little
 * work. Only called for slots that are not being emptied. */
static bool is_sorted(struct gs__wheel *wheel, uint32_t number)
{
	struct gs__wheel_slot *slot = &wheel->slots[number];

	if (slot->is_unsorted)
		slot->is_unsorted = !gs__wheel_sort(wheel, number);
	return !slot->is_unsorted;
}

static int64_t deadline_at_head(const struct gs__wheel *wheel, uint32_t number)
{
	struct gs__wheel_block *block = wheel->slots[number].head;

	while (!block->timers[block->first])
		block->first++;
	return block->deadlines[block->first];
}

int64_t gs__wheel_next(struct gs__wheel *wheel)
{
	struct first first;

	if (wheel->emptying)
		return wheel->floor;
	if (!wheel->levels)
		return INT64_MAX;
	first = find_first(wheel);
	if (!is_sorted(wheel, first.number))
		return first.start;
	return deadline_at_head(wheel, first.number);
}

/* Taking. */

/* The record of a timer of a block, soon to be written. */
static void ask_for(const struct gs__wheel *wheel, const struct gs__wheel_block *block, uint32_t i)
{
	if (i < block->end && block->timers[i])
		__builtin_prefetch(gs__wheel_record(wheel, block->timers[i]), 1);
}

/* Moves timers of a block to where they belong. */
static void empty_block(struct gs__wheel *wheel, struct gs__wheel_block *block, uint32_t *work)
{
	const struct gs__wheel_block *next = block->next;
	uint32_t i = block->first;

	for (; i<block->end && * work> 0; i++) {
		uint32_t timer = block->timers[i];

		if (i + AHEAD < block->end)
			ask_for(wheel, block, i + AHEAD);
		else if (next)
			ask_for(wheel, next, next->first + i + AHEAD - block->end);
		if (!timer)
			continue;
		put(wheel, gs__wheel_slot_of(wheel, block->deadlines[i]), timer,
			gs__wheel_record(wheel, timer), block->deadlines[i]);
		block->live--;
		--*work;
	}
	while (i < block->end && !block->timers[i])
		i++;
	block->first = (uint8_t)i;
}

/*
 * Empties the slot that is being emptied into the levels below. Its timers are placed as seen from
 * the floor, the first instant of its range; until it is empty the base stays just before that, so
 * that what is armed meanwhile still goes behind them. False: the work is used up.
 */
static bool empty(struct gs__wheel *wheel, uint32_t *work)
{
	struct gs__wheel_slot *slot = &wheel->slots[wheel->emptying - 1];

	wheel->base = wheel->floor;
	while (slot->head && *work > 0) {
		struct gs__wheel_block *block = slot->head;

		if (block->next && block->next->next)
			__builtin_prefetch(&block->next->next->timers[0]);
		empty_block(wheel, block, work);
		if (block->live == 0)
			gs__wheel_drop_block(wheel, block);
	}
	if (slot->head) {
		wheel->base = wheel->floor - 1;
		return false;
	}
	wheel->emptying = 0;
	return true;
}

/* The first of a slot, which its deadline was asked of. */
static void take(struct gs__wheel *wheel, uint32_t number, struct gs__due *due)
{
	struct gs__wheel_block *block = wheel->slots[number].head;
	uint32_t timer = block->timers[block->first];
	struct gs__wheel_record *record = gs__wheel_record(wheel, timer);

	*due = (struct gs__due){ handle_of(timer, record), block->deadlines[block->first],
		record->owner, record->data };
	block->timers[block->first++] = 0;
	if (--block->live == 0)
		gs__wheel_drop_block(wheel, block);
	drop_record(wheel, timer, record);
}

/* Nothing is pending before `now`: the wheel's time may be that, so that what is armed next stands
 * as low as it can. The slots of what is pending stay the right ones. */
static void advance(struct gs__wheel *wheel, int64_t now)
{
	if (now > wheel->floor)
		wheel->floor = wheel->base = now;
}

bool gs__wheel_take(struct gs__wheel *wheel, int64_t now, uint32_t *work, struct gs__due *due)
{
	struct first first;

	for (;;) {
		if (*work == 0 || (wheel->emptying && !empty(wheel, work)) || *work == 0)
			return false;
		if (!wheel->levels) {
			advance(wheel, now);
			return false;
		}
		first = find_first(wheel);
		if (first.start > now) {
			advance(wheel, now);
			return false;
		}
		if (is_sorted(wheel, first.number)) {
			if (deadline_at_head(wheel, first.number) > now)
				return false;
			--*work;
			take(wheel, first.number, due);
			return true;
		}
		wheel->floor = first.start;
		wheel->emptying = first.number + 1;
	}
}
