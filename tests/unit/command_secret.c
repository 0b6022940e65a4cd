/* SPDX-License-Identifier: MIT */
/* What `gsc call` says of a bad value for a secret: nothing of what was typed. */
#include "gsc/base/arena.h"
#include "gsc/command/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct model_type u32 = { .kind = MODEL_U32, .low = 0, .high = UINT32_MAX };
static const struct model_type instant = { .kind = MODEL_TIME };
static const struct model_type maybe_u32 = { .kind = MODEL_OPTIONAL, .item = &u32 };
static const struct model_enumerator colors[] = { { .name = "red", .value = 0 } };
static const struct model_enum color_enum = { .name = "color", .enumerators = colors, .count = 1 };
static const struct model_type color = { .kind = MODEL_ENUM, .enumeration = &color_enum };
static const struct model_value one = { .kind = MODEL_VALUE_INTEGER, .integer = 1 };
static const struct model_type numbers = { .kind = MODEL_LIST, .item = &u32 };
static const struct model_type by_number = { .kind = MODEL_MAP, .key = &u32, .item = &numbers };

static const struct model_field card_fields[] = {
	{ .name = "pin", .type = &u32, .is_secret = true },
	{ .name = "until", .type = &instant },
};
static const struct model_record card_record = {
	.name = "card", .fields = card_fields, .count = 2, .is_secret = true
};
static const struct model_type card = { .kind = MODEL_STRUCT, .record = &card_record };

static const struct model_field fields[] = {
	{ .name = "pin", .type = &maybe_u32, .is_secret = true, .fallback = &one },
	{ .name = "color", .type = &color, .is_secret = true, .fallback = &one },
	{ .name = "all", .type = &by_number, .is_secret = true, .fallback = &one },
	{ .name = "card", .type = &card, .fallback = &one },
	{ .name = "hidden", .type = &card, .is_secret = true, .fallback = &one },
	{ .name = "plain", .type = &u32, .fallback = &one },
};
static const struct model_record record = {
	.name = "pay", .fields = fields, .count = 6, .is_secret = true
};

static const struct {
	const char *typed, *why;
} wrongs[] = {
	{ "pin=s3cr3t", "pin: the value is not a number" },
	{ "pin=18446744073709551616", "pin: the value is not in 0..4294967295" },
	{ "color=s3cr3t", "color: the value is not a name of enum color" },
	{ "all=s3cr3t", "all: the value is not an object in JSON" },
	{ "all={\"s3cr3t\": []}", "all[***]: the value is not a number" },
	{ "all={\"7\": [true]}", "all[***][0]: the value is not a number" },
	{ "card={\"pin\": \"s3cr3t\"}", "card.pin: the value is not a number" },
	{ "hidden={\"until\": \"s3cr3t\"}",
		"hidden.until: the value is not a time (2026-11-05T12:30:00Z)" },
	{ "hidden={\"s3cr3t\": 1}", "hidden: card has nothing of that name" },
	{ "s3cr3t", "word 2 is no NAME=VALUE" },
	/* What is none is quoted, also behind one. */
	{ "card={\"pin\": 1, \"until\": \"now\"}",
		"card.until: 'now' is not a time (2026-11-05T12:30:00Z)" },
	{ "plane=2", "pay has no 'plane'; did you mean 'plain'?" },
};

static void test_secrets_are_not_quoted(void **state)
{
	struct arena arena;
	jmp_buf rescue;

	(void)state;
	arena_init(&arena, &rescue);
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		const char *const words[] = { "pin=1", wrongs[i].typed };
		size_t skipped = strncmp(wrongs[i].typed, "pin=", 4) == 0;
		const char *why = NULL;
		struct text packed;

		text_init(&packed, &arena);
		assert_false(value_arguments(
			&arena, &record, words + skipped, 2 - skipped, &packed, &why));
		assert_string_equal(why, wrongs[i].why);
	}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secrets_are_not_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
