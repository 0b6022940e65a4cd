/* SPDX-License-Identifier: MIT */
/*
 * values: random messages of any record, by its table.
 *
 * The same seed gives the same messages. What they point to lives in the pool until that is reset.
 * Values lie at the edges of their ranges more often than chance would have it.
 */
#ifndef TESTS_SUPPORT_VALUES_H
#define TESTS_SUPPORT_VALUES_H

#include "runtime/base/arena.h"

#include <gs_tables.h>

struct values {
	uint64_t seed;
	struct gs__arena pool;
	uint32_t one_in; /* of so many values about one breaks a bound; 0: none does */
};

uint64_t values_bits(struct values *v);
uint32_t values_below(struct values *v, uint32_t n);

/* Fills a zeroed struct of the record. Keys of maps are told apart by where they stand: integers,
 * or texts of a letter, of which there are eight. */
void values_record(struct values *v, const struct gs_record *record, void *to);

#endif
