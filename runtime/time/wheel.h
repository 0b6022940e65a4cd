/* SPDX-License-Identifier: MIT */
/*
 * Timers: a hierarchical wheel. Knows no clock and does no I/O; instants come in as numbers (ns,
 * int64), and memory is taken only by arming, a chunk at a time.
 *
 * A deadline stands at the level of the highest digit (of 6 bits) in which it differs from the
 * wheel's own time, in the slot of that digit; so equal deadlines always meet in one slot and keep
 * the order in which they were armed.
 *
 *   level 2   . . . . . # . .   slots of 4096 ns, one bit of a bitmap a slot
 *   level 1   . . # . .         slots of 64 ns, all before those of level 2
 *   level 0   . # #             slots of 1 ns
 *             ^ time
 *
 * The first slot of the lowest level that has one holds the earliest timers. It is taken from
 * directly when they stand in order (or are few: then they are sorted first), and otherwise emptied
 * into the levels below, step by step: no call touches more timers than it is allowed to. Until a
 * slot is empty the wheel's time stays before it, so that what is armed meanwhile queues up behind.
 *
 * Never early; in order of deadline, then of arming (or re-arming). arm, cancel, rearm are O(1).
 */
#ifndef GS_TIME_WHEEL_H
#define GS_TIME_WHEEL_H

#include <gs.h>

enum { GS__WHEEL_BITS = 6, GS__WHEEL_LEVELS_MAX = 32, GS__WHEEL_SLOTS_MAX = 11 * 64 };

struct gs__wheel_block; /* of timers: wheel_inside.h */

struct gs__wheel_slot {
	struct gs__wheel_block *head; /* NULL: none */
	struct gs__wheel_block *tail;
	bool is_unsorted; /* its timers may be out of order */
};

/* Things of one size, in chunks that never move. */
struct gs__wheel_store {
	uint8_t **chunks;
	uint32_t chunk_count;
	uint32_t chunk_room;
	uint32_t room;
	uint32_t used;  /* ever taken */
	uint32_t spare; /* 1 + the number of the first free one among those; 0: none */
};

struct gs__wheel {
	int64_t floor;     /* the wheel's time: no pending deadline is before it */
	int64_t base;      /* what digits are compared with: floor, or floor - 1 while emptying */
	uint32_t levels;   /* a bit for each level that has a timer */
	uint32_t emptying; /* 1 + the slot that is being emptied; 0: none */
	uint32_t bits;     /* of a digit ... */
	uint32_t digits;   /* ... and the largest one, all bits set */
	uint32_t few;      /* so many are sorted in place (tests shrink it) */
	uint32_t count;    /* pending timers */
	uint32_t max;
	uint32_t slots_filled;
	uint32_t blocks_taken;
	struct gs__wheel_store records;
	struct gs__wheel_store blocks;
	struct gs__wheel_block *spare_block; /* the first free one; NULL: none but the unused */
	uint16_t level_of[64]; /* of a highest differing bit: the first slot, and the shift */
	uint64_t filled[GS__WHEEL_LEVELS_MAX]; /* slots that have a timer */
	struct gs__wheel_slot slots[GS__WHEEL_SLOTS_MAX];
};

/* What is due. */
struct gs__due {
	gs_timer timer; /* already harmless */
	int64_t deadline;
	void *owner; /* as given to arm */
	uint64_t data;
};

/* `now`: the instant it starts at; at most `max` timers at a time; `bits` of a digit, 2..6
 * (GS__WHEEL_BITS; tests shrink it). Allocates nothing. */
void gs__wheel_init(struct gs__wheel *wheel, int64_t now, uint32_t max, unsigned bits);
void gs__wheel_free(struct gs__wheel *wheel);

/* A timer due at `deadline`; one in the past counts as the wheel's time. Zero: no memory, or
 * `max` are pending. The handle is never 0, and harmless for ever once the timer fired or was
 * cancelled. */
gs_timer gs__wheel_arm(struct gs__wheel *wheel, int64_t deadline, void *owner, uint64_t data);

bool gs__wheel_cancel(struct gs__wheel *wheel, gs_timer timer); /* false: not pending */

/* Likewise. Without memory, which is hardly ever asked for, it keeps its deadline: gs__wheel_get
 * tells. */
bool gs__wheel_rearm(struct gs__wheel *wheel, gs_timer timer, int64_t deadline);

/* Is it pending? Then *deadline and the two words it was armed with; each may be NULL. */
bool gs__wheel_get(const struct gs__wheel *wheel, gs_timer timer, int64_t *deadline, void **owner,
	uint64_t *data);

/* When the wheel next needs gs__wheel_take: never later than the first deadline, mostly exactly
 * then; not after `now` while work is left over. INT64_MAX: never. */
int64_t gs__wheel_next(struct gs__wheel *wheel);

/*
 * The next timer with deadline <= now, which is then no longer pending. False: none is due, or
 * `*work`, the timers that may still be touched, is used up (gs__wheel_next tells). Each call takes
 * what it touched off `*work`.
 */
bool gs__wheel_take(struct gs__wheel *wheel, int64_t now, uint32_t *work, struct gs__due *due);

/* For tests: NULL, or which invariant is broken. Walks everything. */
const char *gs__wheel_check(const struct gs__wheel *wheel);

/* An instant some time later, for ever being INT64_MAX. Periodic timers are re-armed with the
 * planned instant and this. */
static inline int64_t gs__later(int64_t instant, int64_t delay)
{
	int64_t sum;

	if (__builtin_add_overflow(instant, delay, &sum))
		return delay < 0 ? INT64_MIN : INT64_MAX;
	return sum;
}

#endif
