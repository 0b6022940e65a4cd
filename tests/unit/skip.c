/* SPDX-License-Identifier: MIT */
/* Framing: where objects end, in one piece and byte by byte, and what is too large or broken. */
#include "runtime/wire/complete.h"
#include "runtime/wire/skip.h"

#include <gs_codec.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static enum gs__skipped skip_at_once(const uint8_t *bytes, size_t len, uint64_t limit)
{
	struct gs__skip skip = { 0 };

	return gs__skip(&skip, bytes, len, limit);
}

/* The object ends exactly at `len`, however it comes; something behind it changes nothing. */
static void ends_there(const uint8_t *bytes, size_t len)
{
	struct gs__skip skip = { 0 };
	uint8_t longer[64] = { 0 };

	for (size_t have = 0; have < len; have++) {
		assert_int_equal(gs__skip(&skip, bytes, have, 1000), GS__SKIP_MORE);
		assert_true(gs__skip_least(&skip) <= len);
	}
	assert_int_equal(gs__skip(&skip, bytes, len, 1000), GS__SKIP_DONE);
	assert_int_equal(skip.at, len);
	memcpy(longer, bytes, len);
	skip = (struct gs__skip){ 0 };
	assert_int_equal(gs__skip(&skip, longer, sizeof(longer), 1000), GS__SKIP_DONE);
	assert_int_equal(skip.at, len);
}

static void objects_end(void **unused)
{
	(void)unused;
	ends_there(BYTES(0xc0));
	ends_there(BYTES(0x7f));
	ends_there(BYTES(0xe0));
	ends_there(BYTES(0xcb, 1, 2, 3, 4, 5, 6, 7, 8));
	ends_there(BYTES(0x90));
	ends_there(BYTES(0x80));
	ends_there(BYTES(0x92, 1, 0x91, 0xc0));
	ends_there(BYTES(0x82, 0xa1, 'a', 1, 0xa1, 'b', 0x92, 2, 3));
	ends_there(BYTES(0xd9, 3, 'a', 'b', 'c'));
	ends_there(BYTES(0xdc, 0, 2, 0xcd, 1, 2, 0xa0));
	ends_there(BYTES(0xde, 0, 1, 1, 2));
	ends_there(BYTES(0xdf, 0, 0, 0, 0));
	ends_there(BYTES(0xc7, 2, 9, 1, 2));
	ends_there(BYTES(0xd8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
	ends_there(BYTES(0x94, 0, 7, 0xa3, 'a', '.', 'b', 0x91, 3));
}

static void depth_costs_nothing(void **unused)
{
	enum { DEEP = 100000 };
	uint8_t *bytes = malloc(DEEP);
	struct gs__skip skip = { 0 };

	(void)unused;
	memset(bytes, 0x91, DEEP);
	bytes[DEEP - 1] = 0xc0;
	for (size_t len = 1; len < DEEP; len++)
		assert_int_equal(gs__skip(&skip, bytes, len, DEEP), GS__SKIP_MORE);
	assert_int_equal(gs__skip(&skip, bytes, DEEP, DEEP), GS__SKIP_DONE);
	free(bytes);
}

static void broken_is_seen(void **unused)
{
	(void)unused;
	assert_int_equal(skip_at_once(BYTES(0xc1), 100), GS__SKIP_BROKEN);
	assert_int_equal(skip_at_once(BYTES(0x92, 1, 0xc1), 100), GS__SKIP_BROKEN);
	assert_int_equal(skip_at_once(BYTES(0xa1, 0xc1), 100), GS__SKIP_DONE); /* inside a string */
}

/* As early as the announced lengths allow, not when the bytes are there. */
static void too_large_is_seen_early(void **unused)
{
	(void)unused;
	assert_int_equal(skip_at_once(BYTES(0xdb, 0, 0, 1, 0), 261), GS__SKIP_MORE);
	assert_int_equal(skip_at_once(BYTES(0xdb, 0, 0, 1, 0), 260), GS__SKIP_TOO_LARGE);
	assert_int_equal(
		skip_at_once(BYTES(0xdd, 0xff, 0xff, 0xff, 0xff), 1 << 20), GS__SKIP_TOO_LARGE);
	assert_int_equal(skip_at_once(BYTES(0xdf, 0, 0, 0, 5), 15), GS__SKIP_MORE);
	assert_int_equal(skip_at_once(BYTES(0xdf, 0, 0, 0, 5), 14), GS__SKIP_TOO_LARGE);
	assert_int_equal(skip_at_once(BYTES(0x93, 0xa5), 8), GS__SKIP_TOO_LARGE);
	assert_int_equal(skip_at_once(BYTES(0x93, 0xa5), 9), GS__SKIP_MORE);
	/* Nested announcements add up and do not overflow. */
	assert_int_equal(
		skip_at_once(BYTES(0xdd, 0x7f, 0xff, 0xff, 0xff, 0xdd, 0x7f, 0xff, 0xff, 0xff),
			UINT64_MAX / 2),
		GS__SKIP_MORE);
}

/* Inside a message, to depth 32 and no further. */
static void skipping_is_bounded(void **unused)
{
	uint8_t bytes[64];
	struct gs_reader in = { bytes, bytes + 33, NULL };

	(void)unused;
	memset(bytes, 0x91, sizeof(bytes));
	bytes[32] = 0xc0;
	assert_true(gs__read_skip(&in, 1));
	assert_ptr_equal(in.at, in.end);
	in = (struct gs_reader){ bytes, bytes + 34, NULL };
	bytes[32] = 0x91;
	bytes[33] = 0xc0;
	assert_false(gs__read_skip(&in, 1));
	in = (struct gs_reader){ bytes, bytes + 3, NULL };
	assert_false(gs__read_skip(&in, 1)); /* cut */
	memcpy(bytes, (const uint8_t[]){ 1, 0xa1, 'x', 0x81, 2, 3 }, 6);
	in = (struct gs_reader){ bytes, bytes + 6, NULL };
	assert_true(gs__read_skip(&in, 3));
	assert_ptr_equal(in.at, in.end);
	in = (struct gs_reader){ bytes, bytes + 6, NULL };
	assert_true(gs__read_skip(&in, 0));
	assert_ptr_equal(in.at, bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_end),
		cmocka_unit_test(depth_costs_nothing),
		cmocka_unit_test(broken_is_seen),
		cmocka_unit_test(too_large_is_seen_early),
		cmocka_unit_test(skipping_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
