/* SPDX-License-Identifier: MIT */
#include "runtime/base/histogram.h"

/* The highest value that falls into a bucket. */
static uint64_t highest(uint32_t bucket)
{
	uint32_t shift, part;

	if (bucket < GS__HISTOGRAM_PARTS)
		return bucket;
	shift = bucket / GS__HISTOGRAM_PARTS - 1;
	part = bucket % GS__HISTOGRAM_PARTS;
	return ((GS__HISTOGRAM_PARTS + (uint64_t)part) << shift) + (((uint64_t)1 << shift) - 1);
}

uint64_t gs__histogram_at(const struct gs__histogram *histogram, double part)
{
	double rank = part * (double)histogram->count;
	uint64_t seen = 0;

	for (uint32_t i = 0; i < GS__HISTOGRAM_BUCKETS; i++) {
		uint64_t value = highest(i);

		seen += histogram->buckets[i];
		if (seen > 0 && (double)seen >= rank)
			return value < histogram->greatest ? value : histogram->greatest;
	}
	return histogram->greatest;
}
