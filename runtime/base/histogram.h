/* SPDX-License-Identifier: MIT */
/*
 * histogram: how often each duration was seen, in fixed memory, with bounded error.
 *
 * A value below 128 has a bucket of its own; above, each power of two is parted into 128 buckets,
 * so that a bucket is never wider than 1/128 (0.8 %) of what it holds. Least and greatest are kept
 * exactly. Adding is a few instructions and cannot fail; the owner keeps the struct (60 KB).
 */
#ifndef GS_BASE_HISTOGRAM_H
#define GS_BASE_HISTOGRAM_H

#include <stdint.h>

enum {
	GS__HISTOGRAM_PARTS = 128,
	GS__HISTOGRAM_BUCKETS = (64 - 6) * GS__HISTOGRAM_PARTS,
};

struct gs__histogram {
	uint64_t count;
	uint64_t least; /* of no values 0, like the greatest */
	uint64_t greatest;
	uint64_t buckets[GS__HISTOGRAM_BUCKETS];
};

static inline uint32_t gs__histogram_bucket(uint64_t value)
{
	int shift;

	if (value < GS__HISTOGRAM_PARTS)
		return (uint32_t)value;
	shift = 63 - __builtin_clzll(value) - 7;
	return (uint32_t)((unsigned)(shift + 1) * GS__HISTOGRAM_PARTS +
			  (unsigned)((value >> shift) - GS__HISTOGRAM_PARTS));
}

static inline void gs__histogram_add(struct gs__histogram *histogram, uint64_t value)
{
	if (value > histogram->greatest)
		histogram->greatest = value;
	if (value < histogram->least || histogram->count == 0)
		histogram->least = value;
	histogram->count++;
	histogram->buckets[gs__histogram_bucket(value)]++;
}

/* A value that `part` (0..1) of all do not exceed: the highest of its bucket, but never beyond the
 * greatest. 0 where there are none. */
uint64_t gs__histogram_at(const struct gs__histogram *histogram, double part);

#endif
