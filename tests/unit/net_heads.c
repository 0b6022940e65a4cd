/* SPDX-License-Identifier: MIT */
/* Heads of requests: the first of its kind, and those to whom the last one was for. */
#include "tests/unit/lib/toys.h"

#include <string.h>

struct form {
	const char *bytes;
	size_t len;
};

/* Whatever form its msgid and its name have, a head is read alike, at once or cut anywhere. */
static void a_head_is_read_alike_in_all_its_forms(void **state)
{
	static const struct form ids[] = { { LIT("\x00") }, { LIT("\x7f") }, { LIT("\xcc\xff") },
		{ LIT("\xcd\x12\x34") }, { LIT("\xce\x12\x34\x56\x78") },
		{ LIT("\xcf\0\0\0\0\xff\xff\xff\xff") }, { LIT("\xd0\x05") } };
	static const uint32_t values[] = { 0, 127, 255, 0x1234, 0x12345678, UINT32_MAX, 5 };
	static const struct form names[] = { { LIT("\xa5") }, { LIT("\xd9\x05") },
		{ LIT("\xda\x00\x05") } };
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	for (size_t i = 0; i < 3 * sizeof(ids) / sizeof(ids[0]); i++) {
		const struct form *id = &ids[i / 3], *name = &names[i % 3];
		char bytes[64] = "\x94\x00";
		size_t len = 2;

		memcpy(bytes + len, id->bytes, id->len);
		memcpy(bytes + len + id->len, name->bytes, name->len);
		len += id->len + name->len;
		memcpy(bytes + len, "a.add\x91\x01", 7);
		len += 7;
		for (size_t cut = 0; cut < len; cut++) {
			talk_send(&talk, bytes, cut);
			talk_turn(node);
			talk_send(&talk, bytes + cut, len - cut);
			assert_true(talk_take(&talk, &answer));
			assert_string_equal(answer.error, "");
			assert_true(answer.msgid == values[i / 3]);
		}
	}
	talk_close(&talk);
	toys_stop(node);
}

/* What only begins or ends like the last one's name is another one's. */
static void a_name_that_is_nearly_the_last_one_is_another(void **state)
{
	static const char *const names[] = { "a.adb", "z.add", "a_add", "a.ad", "a.addd",
		".a.add" };
	static const char *const errors[] = { "no_clause", "no_server", "no_server", "no_clause",
		"no_clause", "no_server" };
	struct gs__node *node = toys_start();
	struct answer answer;
	struct talk talk;

	(void)state;
	talk_open(&talk, node);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		answer = talk_ask(&talk, "a.add", LIT("\x91\x01"));
		assert_string_equal(answer.error, "");
		answer = talk_ask(&talk, names[i], LIT("\x91\x01"));
		assert_string_equal(answer.error, errors[i]);
	}
	talk_close(&talk);
	toys_stop(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_head_is_read_alike_in_all_its_forms, toys_set_up),
		cmocka_unit_test_setup(a_name_that_is_nearly_the_last_one_is_another, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
