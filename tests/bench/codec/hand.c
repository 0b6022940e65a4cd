/* SPDX-License-Identifier: MIT */
/* The yardstick of the codec: hand.h measured. */
#include "tests/bench/codec/hand.h"

/* Lists go here; emptied after each message. */
static _Alignas(max_align_t) uint8_t pool[BUFFER];
static size_t pool_used;

void *hand_take(size_t size)
{
	void *at = pool + pool_used;

	size = (size + 15) & ~(size_t)15;
	if (size > sizeof(pool) - pool_used)
		return NULL;
	pool_used += size;
	return at;
}

bool hand_is_utf8(const uint8_t *at, size_t len)
{
	const uint8_t *end = at + len;

	while (at < end) {
		unsigned more = *at < 0x80 ? 0 : *at < 0xe0 ? 1 : *at < 0xf0 ? 2 : 3;
		uint32_t code = *at < 0x80 ? *at : (uint32_t)(*at & (0x3f >> more));

		if ((*at >= 0x80 && *at < 0xc2) || *at > 0xf4 || (size_t)(end - at) <= more)
			return false;
		for (unsigned i = 1; i <= more; i++) {
			if ((at[i] & 0xc0) != 0x80)
				return false;
			code = code << 6 | (at[i] & 0x3f);
		}
		if ((more == 2 && code < 0x800) || (more == 3 && code < 0x10000) ||
			(code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
			return false;
		at += 1 + more;
	}
	return true;
}

static uint8_t buffer[BUFFER];
static const uint8_t *written;
static uint32_t numbers[CODEC_SAMPLES];
static char digest[CODEC_DIGEST];
static struct hand_point points[CODEC_POINTS];
static struct hand_price prices[CODEC_PRICES];

static bool encode_small(void)
{
	static struct hand_small msg = { CODEC_KIND, CODEC_ID, true };

	__asm__ volatile("" : : "r"(&msg) : "memory");
	written = hand_write_small(buffer, &msg);
	return written;
}

static bool encode_mixed(void)
{
	static struct hand_mixed msg = { CODEC_ID, { CODEC_NAME, sizeof(CODEC_NAME) - 1 },
		CODEC_SIGNED, CODEC_WEIGHT, true, numbers, CODEC_SAMPLES,
		{ digest, CODEC_DIGEST } };

	__asm__ volatile("" : : "r"(&msg) : "memory");
	written = hand_write_mixed(buffer, &msg);
	return written;
}

static bool encode_many(void)
{
	static struct hand_many msg = { points, CODEC_POINTS };

	__asm__ volatile("" : : "r"(&msg) : "memory");
	written = hand_write_many(buffer, &msg);
	return written;
}

static bool encode_nested(void)
{
	static struct hand_nested msg = { { CODEC_X, CODEC_Y, true,
						  { CODEC_LABEL, sizeof(CODEC_LABEL) - 1 } },
		CODEC_COLOUR, true, CODEC_LIMIT, prices, CODEC_PRICES };

	__asm__ volatile("" : : "r"(&msg) : "memory");
	written = hand_write_nested(buffer, &msg);
	return written;
}

static bool decode_small(void)
{
	struct hand_small msg;
	const uint8_t *at = hand_read_small(buffer, written, &msg);

	__asm__ volatile("" : : "r"(&msg) : "memory");
	return at == written;
}

static bool decode_mixed(void)
{
	struct hand_mixed msg;
	const uint8_t *at = hand_read_mixed(buffer, written, &msg);

	pool_used = 0;
	__asm__ volatile("" : : "r"(&msg) : "memory");
	return at == written;
}

static bool decode_many(void)
{
	struct hand_many msg;
	const uint8_t *at = hand_read_many(buffer, written, &msg);

	pool_used = 0;
	__asm__ volatile("" : : "r"(&msg) : "memory");
	return at == written;
}

static bool decode_nested(void)
{
	struct hand_nested msg;
	const uint8_t *at = hand_read_nested(buffer, written, &msg);

	pool_used = 0;
	__asm__ volatile("" : : "r"(&msg) : "memory");
	return at == written;
}

int main(int argc, char **argv)
{
	static const char *const goods[] = CODEC_GOODS;
	static const struct codec codec = {
		.encode = { encode_small, encode_mixed, encode_many, encode_nested },
		.decode = { decode_small, decode_mixed, decode_many, decode_nested },
	};

	for (uint32_t i = 0; i < CODEC_SAMPLES; i++)
		numbers[i] = codec_sample(i);
	for (uint32_t i = 0; i < CODEC_POINTS; i++)
		points[i] = (struct hand_point){ CODEC_ID + i,
			{ CODEC_POINT_NAME, sizeof(CODEC_POINT_NAME) - 1 }, CODEC_WEIGHT };
	for (uint32_t i = 0; i < CODEC_PRICES; i++)
		prices[i] = (struct hand_price){ { goods[i], (uint32_t)strlen(goods[i]) },
			codec_sample(i) };
	return codec_main(&codec, argc, argv);
}
