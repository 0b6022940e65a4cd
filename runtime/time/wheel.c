/* SPDX-License-Identifier: MIT */
#include "runtime/time/wheel.h"

#include <stdlib.h>

enum {
	PER_CHUNK = 256,
	FEW = 12,            /* more than these out of order are emptied into lower levels */
	SOON = 3,            /* what is below this level is due within milliseconds */
	NOWHERE = UINT16_MAX /* the slot of a timer that is not pending */
};

/* What the wheel touches of a timer, and what only its user wants back. */
struct timer {
	int64_t deadline;
	uint32_t next; /* 1 + index; 0: none. Of a free place: the next free one */
	uint32_t prev;
	uint32_t generation;
	uint16_t slot;
};

struct owner {
	void *owner;
	uint64_t data;
};

struct gs__wheel_chunk {
	struct timer timers[PER_CHUNK];
	struct owner owners[PER_CHUNK];
};

_Static_assert(sizeof(struct gs__wheel_chunk) <= (size_t)48 * PER_CHUNK, "48 bytes a timer");
_Static_assert((int)GS__WHEEL_SLOTS_MAX < (int)NOWHERE, "slots have numbers");

/* `link` is 1 + an index, never 0. */
static struct timer *timer_at(const struct gs__wheel *wheel, uint32_t link)
{
	return &wheel->chunks[(link - 1) / PER_CHUNK]->timers[(link - 1) % PER_CHUNK];
}

static struct owner *owner_at(const struct gs__wheel *wheel, uint32_t link)
{
	return &wheel->chunks[(link - 1) / PER_CHUNK]->owners[(link - 1) % PER_CHUNK];
}

void gs__wheel_init(struct gs__wheel *wheel, int64_t now, uint32_t max, unsigned bits)
{
	*wheel = (struct gs__wheel){ .bits = bits, .few = FEW, .max = max };
	wheel->floor = wheel->base = now > 0 ? now : 0;
	for (unsigned bit = 0; bit < 64; bit++)
		wheel->level_of[bit] = (uint8_t)(bit / bits);
}

void gs__wheel_free(struct gs__wheel *wheel)
{
	uint32_t chunks = (wheel->used + PER_CHUNK - 1) / PER_CHUNK;

	for (uint32_t i = 0; i < chunks; i++)
		free(wheel->chunks[i]);
	free(wheel->chunks);
	gs__wheel_init(wheel, wheel->floor, wheel->max, wheel->bits);
}

/* Places. */

static bool add_chunk(struct gs__wheel *wheel)
{
	uint32_t count = wheel->used / PER_CHUNK;

	if (count == wheel->chunk_room) {
		uint32_t room = count ? 2 * count : 4;
		struct gs__wheel_chunk **chunks = realloc(wheel->chunks, room * sizeof(*chunks));

		if (!chunks)
			return false;
		wheel->chunks = chunks;
		wheel->chunk_room = room;
	}
	wheel->chunks[count] = malloc(sizeof(*wheel->chunks[count]));
	return wheel->chunks[count] != NULL;
}

/* A place for a timer; 0: no memory, or there are as many as may be. */
static uint32_t take_place(struct gs__wheel *wheel)
{
	uint32_t link = wheel->spare;
	struct timer *timer;

	if (link) {
		wheel->spare = timer_at(wheel, link)->next;
		return link;
	}
	if (wheel->used >= wheel->max)
		return 0;
	if (wheel->used % PER_CHUNK == 0 && !add_chunk(wheel))
		return 0;
	link = ++wheel->used;
	timer = timer_at(wheel, link);
	timer->generation = 1;
	timer->slot = NOWHERE;
	return link;
}

static void drop_place(struct gs__wheel *wheel, uint32_t link, struct timer *timer)
{
	timer->slot = NOWHERE;
	timer->generation++;
	if (timer->generation == 0)
		timer->generation = 1;
	timer->next = wheel->spare;
	wheel->spare = link;
	wheel->count--;
}

static gs_timer handle_of(uint32_t link, const struct timer *timer)
{
	return (gs_timer){ (uint64_t)timer->generation << 32 | (link - 1) };
}

/* 1 + the index of a pending timer; 0: it is not pending. */
static uint32_t find(const struct gs__wheel *wheel, gs_timer handle)
{
	uint32_t index = (uint32_t)handle.gs_id;
	const struct timer *timer;

	if (index >= wheel->used)
		return 0;
	timer = timer_at(wheel, index + 1);
	if (timer->generation != handle.gs_id >> 32 || timer->slot == NOWHERE)
		return 0;
	return index + 1;
}

/* Slots. */

/* The slot of a deadline (not before the floor), as seen from the base. */
static uint32_t slot_of(const struct gs__wheel *wheel, int64_t deadline)
{
	uint64_t differs = (uint64_t)deadline ^ (uint64_t)wheel->base;
	uint32_t level = wheel->level_of[63 - __builtin_clzll(differs | 1)];
	uint64_t digit = (uint64_t)deadline >> level * wheel->bits;

	return level << wheel->bits | (uint32_t)(digit & (((uint64_t)1 << wheel->bits) - 1));
}

/* Behind all that are in its slot. */
static void link_in(struct gs__wheel *wheel, uint32_t link, struct timer *timer)
{
	uint32_t number = slot_of(wheel, timer->deadline);
	uint32_t level = number >> wheel->bits;
	uint64_t bit = (uint64_t)1 << (number & ((1u << wheel->bits) - 1));
	struct gs__wheel_slot *slot = &wheel->slots[number];

	timer->slot = (uint16_t)number;
	timer->next = 0;
	timer->prev = slot->tail;
	if (slot->tail) {
		struct timer *tail = timer_at(wheel, slot->tail);

		tail->next = link;
		if (timer->deadline < tail->deadline)
			wheel->unsorted[level] |= bit;
	} else {
		slot->head = link;
		wheel->unsorted[level] &= ~bit;
		wheel->filled[level] |= bit;
		wheel->levels |= 1u << level;
	}
	slot->tail = link;
}

static void mark_empty(struct gs__wheel *wheel, uint32_t number)
{
	uint32_t level = number >> wheel->bits;

	wheel->filled[level] &= ~((uint64_t)1 << (number & ((1u << wheel->bits) - 1)));
	if (!wheel->filled[level])
		wheel->levels &= ~(1u << level);
}

static void link_out(struct gs__wheel *wheel, struct timer *timer)
{
	struct gs__wheel_slot *slot = &wheel->slots[timer->slot];

	if (timer->prev)
		timer_at(wheel, timer->prev)->next = timer->next;
	else
		slot->head = timer->next;
	if (timer->next)
		timer_at(wheel, timer->next)->prev = timer->prev;
	else
		slot->tail = timer->prev;
	if (!slot->head)
		mark_empty(wheel, timer->slot);
}

/* The user's side. */

gs_timer gs__wheel_arm(struct gs__wheel *wheel, int64_t deadline, void *owner, uint64_t data)
{
	uint32_t link = take_place(wheel);
	struct timer *timer;

	if (!link)
		return (gs_timer){ 0 };
	timer = timer_at(wheel, link);
	timer->deadline = deadline > wheel->floor ? deadline : wheel->floor;
	*owner_at(wheel, link) = (struct owner){ owner, data };
	link_in(wheel, link, timer);
	wheel->count++;
	return handle_of(link, timer);
}

bool gs__wheel_cancel(struct gs__wheel *wheel, gs_timer handle)
{
	uint32_t link = find(wheel, handle);
	struct timer *timer;

	if (!link)
		return false;
	timer = timer_at(wheel, link);
	link_out(wheel, timer);
	drop_place(wheel, link, timer);
	return true;
}

bool gs__wheel_rearm(struct gs__wheel *wheel, gs_timer handle, int64_t deadline)
{
	uint32_t link = find(wheel, handle);
	struct timer *timer;

	if (!link)
		return false;
	timer = timer_at(wheel, link);
	link_out(wheel, timer);
	timer->deadline = deadline > wheel->floor ? deadline : wheel->floor;
	link_in(wheel, link, timer);
	return true;
}

bool gs__wheel_get(const struct gs__wheel *wheel, gs_timer handle, int64_t *deadline, void **owner,
	uint64_t *data)
{
	uint32_t link = find(wheel, handle);

	if (!link)
		return false;
	if (deadline)
		*deadline = timer_at(wheel, link)->deadline;
	if (owner)
		*owner = owner_at(wheel, link)->owner;
	if (data)
		*data = owner_at(wheel, link)->data;
	return true;
}

/* The earliest slot. */

struct first {
	uint32_t number;
	uint32_t level;
	uint64_t bit;
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

	return (struct first){ level << wheel->bits | digit, level, (uint64_t)1 << digit,
		(int64_t)(upper | (uint64_t)digit << below) };
}

/* Moves a timer before all later ones in front of it; there are few of them. */
static void sort_in(struct gs__wheel *wheel, struct gs__wheel_slot *slot, uint32_t link)
{
	struct timer *timer = timer_at(wheel, link);
	uint32_t at = timer->prev;
	uint32_t next = timer->next;

	while (at && timer_at(wheel, at)->deadline > timer->deadline)
		at = timer_at(wheel, at)->prev;
	if (at == timer->prev)
		return;
	timer_at(wheel, timer->prev)->next = next;
	if (next)
		timer_at(wheel, next)->prev = timer->prev;
	else
		slot->tail = timer->prev;
	timer->prev = at;
	timer->next = at ? timer_at(wheel, at)->next : slot->head;
	timer_at(wheel, timer->next)->prev = link;
	if (at)
		timer_at(wheel, at)->next = link;
	else
		slot->head = link;
}

/* Is the slot in order now, so that its head is the earliest? It is made so where that is little
 * work. Only called for slots that are not being emptied. */
static bool is_sorted(struct gs__wheel *wheel, const struct first *first)
{
	struct gs__wheel_slot *slot = &wheel->slots[first->number];
	uint32_t link = slot->head, count = 0;

	if (!(wheel->unsorted[first->level] & first->bit))
		return true;
	for (; link && count <= wheel->few; count++)
		link = timer_at(wheel, link)->next;
	if (count > wheel->few)
		return false;
	for (link = slot->head; link;) {
		uint32_t next = timer_at(wheel, link)->next;

		sort_in(wheel, slot, link);
		link = next;
	}
	wheel->unsorted[first->level] &= ~first->bit;
	return true;
}

int64_t gs__wheel_next(struct gs__wheel *wheel)
{
	struct first first;

	if (wheel->emptying)
		return wheel->floor;
	if (!wheel->levels)
		return INT64_MAX;
	first = find_first(wheel);
	if (!is_sorted(wheel, &first))
		return first.start;
	return timer_at(wheel, wheel->slots[first.number].head)->deadline;
}

/* Taking. */

/*
 * Empties the slot that is being emptied into the levels below. Its timers are placed as seen from
 * the floor, the first instant of its range; until it is empty the base stays just before that, so
 * that what is armed meanwhile still goes behind them. False: the work is used up.
 */
static bool empty(struct gs__wheel *wheel, uint32_t *work)
{
	uint32_t number = wheel->emptying - 1;
	struct gs__wheel_slot *slot = &wheel->slots[number];
	bool is_soon = number >> wheel->bits <= SOON;
	uint32_t link = slot->head, next;

	wheel->base = wheel->floor;
	for (; link && *work > 0; --*work, link = next) {
		struct timer *timer = timer_at(wheel, link);

		/* Timers lie all over the memory: what is wanted next is asked for early. */
		next = timer->next;
		if (next)
			__builtin_prefetch(timer_at(wheel, next), 1);
		if (is_soon)
			__builtin_prefetch(owner_at(wheel, link));
		link_in(wheel, link, timer);
	}
	slot->head = link;
	if (link) {
		timer_at(wheel, link)->prev = 0;
		wheel->base = wheel->floor - 1;
		return false;
	}
	slot->tail = 0;
	mark_empty(wheel, number);
	wheel->emptying = 0;
	return true;
}

static void take(struct gs__wheel *wheel, uint32_t link, struct gs__due *due)
{
	struct timer *timer = timer_at(wheel, link);
	const struct owner *owner = owner_at(wheel, link);

	*due = (struct gs__due){ handle_of(link, timer), timer->deadline, owner->owner,
		owner->data };
	link_out(wheel, timer);
	drop_place(wheel, link, timer);
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
		if (is_sorted(wheel, &first)) {
			uint32_t head = wheel->slots[first.number].head;

			if (timer_at(wheel, head)->deadline > now)
				return false;
			--*work;
			take(wheel, head, due);
			return true;
		}
		wheel->floor = first.start;
		wheel->emptying = first.number + 1;
	}
}

/* The invariants. */

static const char *check_slot(
	const struct gs__wheel *wheel, const struct first *slot, uint32_t *count)
{
	uint32_t prev = 0, link = wheel->slots[slot->number].head;
	int64_t last = INT64_MIN;

	for (; link; link = timer_at(wheel, link)->next) {
		const struct timer *timer = timer_at(wheel, link);

		if (timer->prev != prev)
			return "a timer's prev is not the one before it";
		if (timer->slot != slot->number)
			return "a timer stands in another slot than it says";
		if (timer->deadline < wheel->floor)
			return "a deadline is before the floor";
		if (wheel->emptying == 0 && slot_of(wheel, timer->deadline) != slot->number)
			return "a timer stands in the wrong slot";
		if (timer->deadline < last && !(wheel->unsorted[slot->level] & slot->bit))
			return "a slot is out of order and not marked so";
		last = timer->deadline;
		prev = link;
		if (++*count > wheel->count)
			return "there are more timers than counted";
	}
	return wheel->slots[slot->number].tail == prev ? NULL : "a slot's tail is not its last";
}

const char *gs__wheel_check(const struct gs__wheel *wheel)
{
	uint32_t digits = 1u << wheel->bits, levels = (63 + wheel->bits - 1) / wheel->bits;
	uint32_t count = 0;

	for (uint32_t level = 0; level < levels; level++) {
		if (!(wheel->levels >> level & 1) != !wheel->filled[level])
			return "a level's bit is wrong";
		for (uint32_t digit = 0; digit < digits; digit++) {
			struct first slot = { level << wheel->bits | digit, level,
				(uint64_t)1 << digit, 0 };
			const char *wrong = check_slot(wheel, &slot, &count);

			if (wrong)
				return wrong;
			if (!(wheel->filled[level] & slot.bit) != !wheel->slots[slot.number].head)
				return "a slot's bit is wrong";
		}
	}
	return count == wheel->count ? NULL : "some timers are in no slot";
}
