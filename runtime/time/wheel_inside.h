/* SPDX-License-Identifier: MIT */
/*
 * wheel_inside: how timers lie in memory; the files of the wheel share it.
 *
 * What the wheel walks over is kept apart from what only the user wants back. A slot is a list of
 * blocks, each with the deadlines of up to 20 timers, in the order in which they were put there:
 *
 *   slot ─► block: deadlines, numbers ◄─► block ◄─► block            walked, moved by whole blocks
 *                             │
 *                             └─► record: owner, data, generation, where the number stands
 *
 * So a slot is emptied from block to block, and as the numbers stand side by side the records are
 * asked for long before they are written. A cancelled timer leaves a hole; neighbours whose timers
 * fit into one block become one. So much is free at any time that no timer that is in the wheel can
 * lack a block, wherever it has to go.
 */
#ifndef GS_TIME_WHEEL_INSIDE_H
#define GS_TIME_WHEEL_INSIDE_H

#include "runtime/time/wheel.h"

enum {
	GS__WHEEL_FEW = 48, /* more than these out of order are emptied into lower levels */
	GS__BLOCK_TIMERS = 19,
	GS__BLOCK_SHIFT = 5, /* of a block's number in where a timer stands */
	GS__RECORDS_SHIFT = 16,
	GS__BLOCKS_SHIFT = 13 /* so many are a chunk: about 2 MiB, touched as they are used */
};

/* Links are 1 + a number; 0: none. */
struct gs__wheel_block {
	int64_t deadlines[GS__BLOCK_TIMERS];
	uint32_t timers[GS__BLOCK_TIMERS]; /* links to records; 0: a hole */
	uint32_t number;
	struct gs__wheel_block *next, *prev;
	uint16_t slot;
	uint8_t first; /* before it are holes only */
	uint8_t end;   /* the place after the last timer */
	uint8_t live;
};

struct gs__wheel_record {
	void *owner;
	uint64_t data;
	uint32_t generation;
	uint32_t at; /* the block and which of it; of a free one: the next free link */
};

_Static_assert(sizeof(struct gs__wheel_block) <= 256, "four lines of the cache");
_Static_assert(sizeof(struct gs__wheel_record) + 256 / GS__BLOCK_TIMERS < 48,
	"48 bytes a timer, with room for holes");

static inline struct gs__wheel_record *gs__wheel_record(
	const struct gs__wheel *wheel, uint32_t link)
{
	uint32_t number = link - 1, mask = (1u << GS__RECORDS_SHIFT) - 1;

	return (struct gs__wheel_record *)wheel->records.chunks[number >> GS__RECORDS_SHIFT] +
	       (number & mask);
}

static inline struct gs__wheel_block *gs__wheel_block(
	const struct gs__wheel *wheel, uint32_t number)
{
	uint32_t mask = (1u << GS__BLOCKS_SHIFT) - 1;

	return (struct gs__wheel_block *)(wheel->blocks.chunks[number >> GS__BLOCKS_SHIFT] +
					  (size_t)(number & mask) * 256);
}

static inline void gs__wheel_put_at(struct gs__wheel_block *block, uint32_t timer,
	struct gs__wheel_record *record, int64_t deadline)
{
	uint32_t at = block->end++;

	block->deadlines[at] = deadline;
	block->timers[at] = timer;
	block->live++;
	record->at = block->number << GS__BLOCK_SHIFT | at;
}

/* wheel_store.c */

/* A record that was never used; 0: no memory, or there are as many as may be. */
uint32_t gs__wheel_new_record(struct gs__wheel *wheel);

/* So many blocks are free, or no memory: false. */
bool gs__wheel_add_blocks(struct gs__wheel *wheel, uint32_t wanted);

/* A block that was never used; there is one. */
struct gs__wheel_block *gs__wheel_new_block(struct gs__wheel *wheel);

void gs__wheel_drop_store(struct gs__wheel *wheel);

/* wheel_sort.c: makes the timers of a slot stand in order. False: there are more than a few. */
bool gs__wheel_sort(struct gs__wheel *wheel, uint32_t number);

/* wheel.c */

uint32_t gs__wheel_slot_of(const struct gs__wheel *wheel, int64_t deadline);

void gs__wheel_mark_empty(struct gs__wheel *wheel, uint32_t number);

static inline void gs__wheel_drop_block(struct gs__wheel *wheel, struct gs__wheel_block *block)
{
	struct gs__wheel_slot *slot = &wheel->slots[block->slot];

	*(block->prev ? &block->prev->next : &slot->head) = block->next;
	*(block->next ? &block->next->prev : &slot->tail) = block->prev;
	if (!slot->head)
		gs__wheel_mark_empty(wheel, block->slot);
	block->next = wheel->spare_block;
	wheel->spare_block = block;
	wheel->blocks_taken--;
}

#endif
