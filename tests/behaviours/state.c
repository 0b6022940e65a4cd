/* SPDX-License-Identifier: MIT */
/* State that owns memory: maps, lists, held structs, what ends with an element. */
#include "tests/support/stage.h"

#include <string.h>

#include "state.gs.h"

static void a_map_keeps_entries_in_order_and_within_its_bound(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "s.put", "[\"a\", [\"x\", [\"t\", \"u\"]]]"), "[true, 1]");
	assert_string_equal(ask(caller, "s.put", "[\"b\", [\"y\", [], 9, \"n\"]]"), "[true, 2]");
	assert_string_equal(ask(caller, "s.put", "[\"c\", [\"\", []]]"), "[true, 3]");
	assert_true(is_error(ask(caller, "s.put", "[\"d\", [\"\", []]]"), "overloaded"));
	assert_string_equal(ask(caller, "s.put", "[\"a\", [\"z\", [\"t\"]]]"), "[false, 3]");
	assert_string_equal(ask(caller, "s.hits", "[]"), "{\"a\": 3, \"b\": 9, \"c\": 3}");
	assert_string_equal(ask(caller, "s.get", "[\"a\"]"), "[b\"z\", [\"t\"], 4, nil]");
	assert_string_equal(ask(caller, "s.hits", "[]"), "{\"b\": 9, \"c\": 3, \"a\": 4}");
	assert_string_equal(ask(caller, "s.del", "[\"b\"]"), "true");
	assert_string_equal(ask(caller, "s.del", "[\"b\"]"), "false");
	assert_true(is_error(ask(caller, "s.get", "[\"b\"]"), "bad_request"));
	assert_string_equal(ask(caller, "s.hits", "{}"), "{\"c\": 3, \"a\": 4}");
	stage_close(&stage);
}

static void a_held_struct_is_a_copy_of_the_message(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 3; i++)
		assert_string_equal(
			ask(caller, "s.keep", "[[\"bytes\", [\"one\", \"two\"], 5, \"note\"]]"),
			"[b\"bytes\", [\"one\", \"two\"], 5, \"note\"]");
	assert_string_equal(ask(caller, "s.keep", "{\"value\": {\"value\": \"\", \"tags\": []}}"),
		"{\"value\": b\"\", \"tags\": [], \"hits\": 3, \"note\": nil}");
	stage_close(&stage);
}

static void a_list_is_a_queue(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "s.push", "[\"a\"]"), "[\"a\"]");
	assert_string_equal(ask(caller, "s.push", "[\"b\"]"), "[\"a\", \"b\"]");
	assert_string_equal(ask(caller, "s.pull", "[]"), "\"a\"");
	assert_string_equal(ask(caller, "s.push", "[\"c\"]"), "[\"b\", \"c\"]");
	assert_string_equal(ask(caller, "s.pull", "[]"), "\"b\"");
	assert_string_equal(ask(caller, "s.pull", "[]"), "\"c\"");
	assert_true(is_error(ask(caller, "s.pull", "[]"), "bad_request"));
	stage_close(&stage);
}

static void a_map_in_a_message_has_each_key_once(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *answer;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "s.paint", "[{0: 1, 5: 2}]"), "{0: 1, 5: 2}");
	assert_string_equal(ask(caller, "s.paint", "{\"want\": {\"green\": 1, 0: 2}}"),
		"{\"green\": 1, \"red\": 2}");
	answer = ask(caller, "s.paint", "[{0: 1, 5: 2, 0: 3}]");
	assert_true(is_error(answer, "bad_request"));
	assert_non_null(strstr(answer, "paint.want[2]: a key that stands before it already"));
	answer = ask(caller, "s.paint", "[{\"red\": 1, 0: 2}]");
	assert_non_null(strstr(answer, "paint.want[1]: a key that stands before it already"));
	answer = ask(caller, "s.paint", "[{0: 1, 7: 2}]");
	assert_non_null(strstr(answer, "paint.want[1].key: "));
	answer = ask(caller, "s.paint", "[{0: \"much\"}]");
	assert_non_null(strstr(answer, "paint.want[0]: a string where an integer is expected"));
	answer = ask(caller, "s.paint", "[[0, 1]]");
	assert_non_null(strstr(answer, "paint.want: an array where a map is expected"));
	stage_close(&stage);
}

static void c_hands_over_each_key_once(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	trace_clear();
	assert_true(is_error(ask(caller, "s.twice", "[199]"), "internal"));
	assert_true(is_error(ask(caller, "s.twice", "{\"n\": 5}"), "internal"));
	assert_string_equal(traced(), "invalid invalid");
	trace_clear();
	assert_false(is_error(ask(caller, "s.twice", "[200]"), "internal"));
	stage_run(&stage);
	assert_string_equal(traced(), "told:200");
	stage_close(&stage);
}

static void parameters_are_kept_and_externs_dropped(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "s.names", "[]"), "[\"the label\", \"hello\", \"hello\"]");
	trace_clear();
	stage_crash(&stage, "s", "on purpose");
	stage_advance(&stage, MS(1));
	assert_string_equal(traced(), "lamp:7");
	assert_string_equal(ask(caller, "s.hits", "[]"), "{}");
	assert_string_equal(ask(caller, "s.names", "[]"), "[\"the label\", \"hello\", \"hello\"]");
	stage_close(&stage);
}

/* The parameters as the generated source has them. */
struct given_copy {
	struct entry first;
	struct gs_list_string labels;
	struct gs_list_u8 ages;
};

static void what_a_program_gives_is_copied_deeply(void **state)
{
	gs_str labels[] = { GS_STR("one"), GS_STR("two") };
	uint8_t ages[] = { 1, 2, 3 };
	struct given_copy copy = {
		.first = { .value = { (const uint8_t *)"v", 1 }, .tags = { labels, 2 }, .hits = 4 },
		.labels = { labels, 2 },
		.ages = { ages, 3 },
	};
	struct gs_child child = owning_system.children[0];
	struct gs_system system = owning_system;
	struct stage stage;

	(void)state;
	child.name = "g";
	child.server = &given_class;
	child.params = &copy;
	system.children = &child;
	system.child_count = 1;
	stage_open(&stage, &system);
	assert_string_equal(ask(stage_caller(&stage), "g.show", "[]"),
		"[[b\"v\", [\"one\", \"two\"], 4, nil], [b\"v\", [\"one\", \"two\"], 4, nil], "
		"[\"one\", \"two\"], [\"one\", \"two\"], [1, 2, 3]]");
	stage_close(&stage);
}

static void timers_go_with_their_element(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	for (int n = 1; n <= 4; n++)
		caller_notify(caller, "c.set", n % 2 ? "[1, 1000000]" : "[2, 1000000]");
	ask(caller, "c.ping", "[]");
	assert_string_equal(traced(), "begun:1 begun:1 begun:1 begun:1");
	trace_clear();
	caller_notify(caller, "c.unset", "[1]");
	caller_notify(caller, "c.shift", "[]");
	caller_notify(caller, "c.shift", "[]");
	caller_notify(caller, "c.shift", "[]");
	ask(caller, "c.ping", "[]");
	assert_string_equal(traced(), "word:w");
	trace_clear();
	stage_advance(&stage, MS(2));
	assert_string_equal(traced(), "ring:102 ring:2 ring:102 ring:202");
	trace_clear();
	caller_notify(caller, "c.set", "[7, 1000000]");
	caller_notify(caller, "c.clear", "[]");
	stage_advance(&stage, MS(2));
	assert_string_equal(traced(), "begun:1 word:w word:w");
	stage_close(&stage);
}

static void callers_are_keys(void **state)
{
	struct stage stage;
	struct caller *caller;
	uint32_t ids[3];

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	for (int i = 0; i < 3; i++)
		ids[i] = caller_send(caller, "c.wait", "[]");
	stage_run(&stage);
	assert_int_equal(caller_pending(caller), 3);
	caller_notify(caller, "c.answer", "[]");
	assert_string_equal(caller_wait(caller, ids[0]), "1");
	assert_string_equal(caller_wait(caller, ids[1]), "2");
	assert_string_equal(caller_wait(caller, ids[2]), "3");
	stage_close(&stage);
}

static void a_list_or_map_may_be_none(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *none = "\"given: none\nnames: none\nby: none\ncopy: none\n\"";

	(void)state;
	stage_open(&stage, &owning_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "gs.state", "[\"p\"]"), none);
	assert_string_equal(ask(caller, "p.add", "[\"ann\"]"), "[[\"ann\"], false]");
	assert_string_equal(ask(caller, "p.add", "[\"bob\"]"), "[[\"ann\", \"bob\"], false]");
	assert_string_equal(ask(caller, "p.add", "[\"cy\"]"), "[[\"ann\", \"bob\"], true]");
	assert_string_equal(ask(caller, "p.put", "[7]"), "1");
	assert_string_equal(ask(caller, "p.put", "[8]"), "2");
	assert_non_null(strstr(ask(caller, "gs.state", "[\"p\"]"), "by: {7: {"));
	assert_string_equal(ask(caller, "p.clear", "[]"), "nil");
	assert_string_equal(ask(caller, "gs.state", "[\"p\"]"), none);
	assert_string_equal(ask(caller, "p.add", "[\"di\"]"), "[[\"di\"], false]");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_keeps_entries_in_order_and_within_its_bound),
		cmocka_unit_test(a_held_struct_is_a_copy_of_the_message),
		cmocka_unit_test(a_list_is_a_queue),
		cmocka_unit_test(a_map_in_a_message_has_each_key_once),
		cmocka_unit_test(c_hands_over_each_key_once),
		cmocka_unit_test(parameters_are_kept_and_externs_dropped),
		cmocka_unit_test(what_a_program_gives_is_copied_deeply),
		cmocka_unit_test(timers_go_with_their_element),
		cmocka_unit_test(callers_are_keys),
		cmocka_unit_test(a_list_or_map_may_be_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
