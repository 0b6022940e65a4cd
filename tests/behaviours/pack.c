/* SPDX-License-Identifier: MIT */
/* The callers' own MessagePack: what the behaviours are judged by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/pack.h"

static void text_goes_through_messagepack_and_back(void **state)
{
	static const char *const texts[] = { "0", "127", "128", "-1", "-32", "-33",
		"18446744073709551615", "-9223372036854775808", "nil", "true", "false", "0.5",
		"\"\"", "\"abc\"", "\"0123456789012345678901234567890123456789\"", "b\"\"",
		"b\"xyz\"", "[]", "[1, [2, \"x\"], nil]", "{}", "{\"a\": 1, \"b\": [true]}" };
	struct pack packed = { 0 }, text = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		packed.len = text.len = 0;
		pack_text(&packed, texts[i]);
		assert_int_equal(pack_size(packed.bytes, packed.len), packed.len);
		assert_int_equal(pack_size(packed.bytes, packed.len - 1), 0);
		assert_int_equal(unpack(&text, packed.bytes), packed.len);
		assert_string_equal((char *)text.bytes, texts[i]);
	}
	assert_int_equal(pack_size((const uint8_t *)"\xc1", 1), -1);
	pack_free(&packed);
	pack_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_goes_through_messagepack_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
