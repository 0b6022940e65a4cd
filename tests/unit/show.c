/* SPDX-License-Identifier: MIT */
/* Values as people read them, at the ends of what their types hold. */
#include "runtime/base/str.h"
#include "runtime/wire/show.h"
#include "runtime/wire/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void is_shown(uint8_t kind, int64_t value, const char *wanted)
{
	const struct gs_field field = { .name = "x", .size = sizeof(value), .kind = kind };
	int64_t back = 0;
	char text[64];
	struct gs__shown shown = { .at = text, .end = text + sizeof(text) - 1 };

	gs__show_value(&shown, &field, (const uint8_t *)&value);
	*shown.at = '\0';
	assert_string_equal(text, wanted);
	assert_true(gs__value_parse(&field, gs__str(wanted), &back, NULL));
	assert_int_equal(back, value);
}

/* What people may type of a time, and what is none. */
static void times_are_typed(void **state)
{
	static const char *const wrong[] = { "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
		"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-1-1T00:00:00Z",
		"2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z",
		"2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224191Z",
		"9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z", "T", "2026-01-01", "12s", "" };
	struct gs_field field = { .name = "at", .kind = GS_TIME, .size = 8 };
	int64_t ns = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(gs__value_parse(&field, gs__str(wrong[i]), &ns, NULL));
	assert_int_equal(ns, 7);
	assert_true(gs__value_parse(&field, GS_STR("-5_000"), &ns, NULL) && ns == -5000);
	assert_true(gs__value_parse(&field, GS_STR("2024-02-29T01:02:03.000000004Z"), &ns, NULL));
	assert_int_equal(ns, 1709168523000000004);
}

static void times_are_dates(void **state)
{
	(void)state;
	is_shown(GS_TIME, 0, "1970-01-01T00:00:00Z");
	is_shown(GS_TIME, 250000000, "1970-01-01T00:00:00.25Z");
	is_shown(GS_TIME, -1, "1969-12-31T23:59:59.999999999Z");
	is_shown(GS_TIME, -1000000000, "1969-12-31T23:59:59Z");
	is_shown(GS_TIME, INT64_MAX, "2262-04-11T23:47:16.854775807Z");
	is_shown(GS_TIME, INT64_MIN, "1677-09-21T00:12:43.145224192Z");
}

static void durations_have_their_largest_unit(void **state)
{
	(void)state;
	is_shown(GS_DURATION, 0, "0s");
	is_shown(GS_DURATION, -90000000000, "-90s");
	is_shown(GS_DURATION, INT64_MIN, "-9223372036854775808ns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_dates),
		cmocka_unit_test(times_are_typed),
		cmocka_unit_test(durations_have_their_largest_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
