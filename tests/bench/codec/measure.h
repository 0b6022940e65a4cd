/* SPDX-License-Identifier: MIT */
/*
 * measure: what the measurements of encoding and decoding share.
 *
 * A program gives one struct codec: for each of the shapes (shapes.gs), a function that encodes it
 * and one that decodes what that made, with all of its checks; none for a shape that it leaves out.
 * codec_main measures one pair and prints ns: `PROGRAM small|mixed|many|nested` gives
 * "ENCODE DECODE", or nothing. Nothing of the runtime is
 * needed, so that it can be linked with any peer, in C++ too.
 */
#ifndef TESTS_BENCH_CODEC_MEASURE_H
#define TESTS_BENCH_CODEC_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

enum codec_shape { CODEC_SMALL, CODEC_MIXED, CODEC_MANY, CODEC_NESTED, CODEC_SHAPE_COUNT };

enum { CODEC_SAMPLES = 8, CODEC_DIGEST = 32, CODEC_POINTS = 100, CODEC_PRICES = 8 };

/* The values that all of them carry. */
#define CODEC_KIND 70000u
#define CODEC_ID 0x0123456789abu
#define CODEC_NAME "a name of twenty-two.."
#define CODEC_SIGNED (-40000)
#define CODEC_WEIGHT 2.718281828
#define CODEC_POINT_NAME "sixteen letters."
#define CODEC_X (-70)
#define CODEC_Y 1200
#define CODEC_LABEL "the old mill"
#define CODEC_COLOUR 2
#define CODEC_LIMIT 250u
/* No order in them. */
#define CODEC_GOODS \
	{ \
		"wheat", "barley", "maize", "rice", "millet", "oats", "spelt", "sorghum" \
	}
static inline uint32_t codec_sample(uint32_t i)
{
	return i * i * 300;
}

struct codec {
	/* Both are called again and again. False: it did not work, which ends the measurement. */
	bool (*encode[CODEC_SHAPE_COUNT])(void);
	bool (*decode[CODEC_SHAPE_COUNT])(void);
};

#ifdef __cplusplus
extern "C" {
#endif

int codec_main(const struct codec *codec, int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
