/* SPDX-License-Identifier: MIT */
#include "tests/bench/codec/measure.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LEAST = 100000000 }; /* ns a measurement lasts at least */

static int64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

/* ns a call; negative: it failed. */
static double measure(bool (*run)(void))
{
	for (int64_t count = 1000;; count *= 4) {
		int64_t before = now();
		int64_t took;

		for (int64_t i = 0; i < count; i++)
			if (!run())
				return -1;
		took = now() - before;
		if (took >= LEAST)
			return (double)took / (double)count;
	}
}

int codec_main(const struct codec *codec, int argc, char **argv)
{
	static const char *const names[CODEC_SHAPE_COUNT] = {
		[CODEC_SMALL] = "small",
		[CODEC_MIXED] = "mixed",
		[CODEC_MANY] = "many",
		[CODEC_NESTED] = "nested",
	};

	for (int i = 0; argc == 2 && i < CODEC_SHAPE_COUNT; i++) {
		double encode, decode;

		if (strcmp(argv[1], names[i]) != 0)
			continue;
		if (!codec->encode[i])
			return 0;
		encode = measure(codec->encode[i]);
		decode = measure(codec->decode[i]);
		if (encode < 0 || decode < 0) {
			fprintf(stderr, "%s: the codec failed\n", names[i]);
			return 1;
		}
		printf("%.3f %.3f\n", encode, decode);
		return 0;
	}
	fprintf(stderr, "usage: %s small|mixed|many|nested\n", argv[0]);
	return 2;
}
