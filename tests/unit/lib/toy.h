/* SPDX-License-Identifier: MIT */
/*
 * toy: a server in hand-written tables, as a generated source would have them, for the tests of
 * the runtime that do without gsc:
 *
 *   server toy(start: u32 = 0, period: duration = 1h) {
 *       state { total: u64 = start; ticks: u32; held: from; }
 *       init                                          fails where start is 666
 *       call add(n: u32 in 1..1000 = 1) -> (total: u64) raises full(limit: u32)   full beyond 10^6
 *       call echo(text: string<200000>) -> string<200000>
 *       call later(delay: duration) -> u64            answered by a timer
 *       call hold() -> u64                            answered by the cast release
 *       call owe(n: u32) -> string<200000>            so many bytes, by a timer
 *       call end(how: u32, reason: string<100>) -> u64    0: no reply, 1: with a reply, 2: never
 *                                                     answers, 3: an error it does not raise,
 *                                                     4: a reply beyond its bounds
 *       cast bump(n: u32); cast release();
 *       cast chain(n: u32)                            sends itself n bumps, a next before them
 *       info wake(from); info pay(from, n: u32); info step(n: u32)
 *       info tick() every period
 *   }
 */
#ifndef TESTS_UNIT_LIB_TOY_H
#define TESTS_UNIT_LIB_TOY_H

#include <gs_tables.h>

struct toy {
	uint32_t start;
	gs_duration period;
	uint64_t total;
	uint32_t ticks;
	gs_from held;
	char order[64]; /* a letter a message, the first ones */
	uint32_t order_len;
};

struct toy_params {
	uint32_t start;
	gs_duration period;
};

struct toy_ends {
	uint32_t count;
	char last[100]; /* the last reason that terminate was given */
	char all[256];  /* the first letters of start as it was at each end */
};

extern const struct gs_class toy_class;
extern const struct toy_params toy_defaults;

/* What terminate saw in this process. */
extern struct toy_ends toy_ends;

#endif
