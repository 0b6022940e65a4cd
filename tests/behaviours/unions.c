/* SPDX-License-Identifier: MIT */
/* Unions: one member at a time, on the wire in both forms, and as what state owns. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <string.h>

#include "unions.gs.h"

static void members_come_and_go_in_both_forms(void **state)
{
	static const char *const figures[] = { "[1, \"text\"]", "[2, [1, 2, 3]]",
		"[3, [[\"a\", \"b\"]]]", "[4, 9]", "[5, [0, 7]]", "[5, [1, nil]]" };
	static const char *const named[] = { "{\"text\": \"text\"}", "{\"dots\": []}",
		"{\"line\": {\"words\": [\"a\"]}}", "{\"size\": 1}", "{\"edge\": {\"thick\": 255}}",
		"{\"edge\": {\"thin\": nil}}" };
	char params[64];
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	for (size_t i = 0; i < GS_COUNT(figures); i++) {
		snprintf(params, sizeof(params), "[%s]", figures[i]);
		assert_string_equal(ask(caller, "d.keep", params), figures[i]);
		snprintf(params, sizeof(params), "{\"figure\": %s}", named[i]);
		assert_string_equal(ask(caller, "d.keep", params), named[i]);
	}
	/* A union by name inside of an array is read, and answered as the request is. */
	assert_string_equal(ask(caller, "d.keep", "[{\"size\": 3}]"), "[4, 3]");
	assert_string_equal(ask(caller, "d.keep", "{\"figure\": [4, 3]}"), "{\"size\": 3}");
	assert_string_equal(
		ask(caller, "d.keep", "[[0, nil]]"), "!no_figure: none of those [[4, 3]]");
	assert_string_equal(ask(caller, "d.keep", "{\"figure\": {\"blank\": nil}}"),
		"!no_figure: none of those {\"what\": {\"size\": 3}}");
	stage_close(&stage);
}

static void refused(struct caller *caller, const char *params, const char *words)
{
	const char *answer = ask(caller, "d.keep", params);

	assert_true(is_error(answer, "bad_request"));
	if (!strstr(answer, words))
		fail_msg("%s: not in %s", words, answer);
}

static void what_is_no_member_is_refused_with_its_place(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	refused(caller, "[[6, nil]]", "keep.figure: no figure has the index 6");
	refused(caller, "[[4, 10]]", "keep.figure.size: 10 is not in 1..9");
	refused(caller, "[[0, 1]]", "keep.figure.blank: an integer where nil is expected");
	refused(caller, "[[0]]", "keep.figure: an array of 1 where [index, value] is expected");
	refused(caller, "[{}]", "keep.figure: a map of 0 where { name: value } is expected");
	refused(caller, "[\"blank\"]", "keep.figure: a string where an array or a map is expected");
	refused(caller, "[{\"circle\": 1}]", "keep.figure: no figure is called 'circle'");
	refused(caller, "[[5, [2, nil]]]", "keep.figure.edge: no edge has the index 2");
	refused(caller, "[[3, [[\"a\", \"123456789\"]]]]",
		"keep.figure.line.words[1]: 9 bytes are more than 8");
	stage_close(&stage);
}

static void what_c_hands_over_has_a_member(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	assert_true(is_error(ask(caller, "d.odd_reply", "[]"), "internal"));
	assert_true(is_error(ask(caller, "d.odd_reply", "{}"), "internal"));
	assert_true(is_error(ask(caller, "d.odd_member", "[]"), "internal"));
	trace_clear();
	assert_string_equal(ask(caller, "d.odd_casts", "[]"), "[true, true, true]");
	stage_run(&stage);
	assert_string_equal(traced(), "edge:1");
	stage_close(&stage);
}

static void they_stand_in_lists_maps_optionals_and_structs(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "d.push", "[[1, \"a\"]]"), "[[1, \"a\"]]");
	assert_string_equal(ask(caller, "d.push", "[[2, [5]]]"), "[[1, \"a\"], [2, [5]]]");
	assert_string_equal(ask(caller, "d.push", "{\"figure\": {\"blank\": nil}}"),
		"[{\"text\": \"a\"}, {\"dots\": [5]}, {\"blank\": nil}]");
	assert_true(is_error(ask(caller, "d.push", "[[0, nil]]"), "overloaded"));
	assert_string_equal(ask(caller, "d.shift", "[]"), "true");
	assert_string_equal(ask(caller, "d.push", "[[4, 1]]"), "[[2, [5]], [0, nil], [4, 1]]");
	assert_string_equal(ask(caller, "d.name", "[\"x\", [1, \"a\"]]"), "{\"x\": [1, \"a\"]}");
	assert_string_equal(ask(caller, "d.name", "[\"y\", [3, [[\"b\"]]]]"),
		"{\"x\": [1, \"a\"], \"y\": [3, [[\"b\"]]]}");
	assert_string_equal(ask(caller, "d.name", "[\"x\", [2, [1]]]"),
		"{\"x\": [2, [1]], \"y\": [3, [[\"b\"]]]}");
	assert_string_equal(ask(caller, "d.spare", "[[1, \"s\"]]"), "[1, \"s\"]");
	assert_string_equal(ask(caller, "d.spare", "[nil]"), "nil");
	assert_string_equal(
		ask(caller, "d.spare", "{\"figure\": {\"dots\": []}}"), "{\"dots\": []}");
	assert_string_equal(ask(caller, "d.print", "[[[1, \"t\"], [[[\"w\"]]], [[0, nil]]]]"),
		"[[1, \"t\"], [[[\"w\"]], [[\"more\"]]], [[0, nil]]]");
	assert_string_equal(ask(caller, "gs.state", "[\"d\"]"),
		"\"one: {blank}\n"
		"all: [{dots: [5]}, {blank}, {size: 1}]\n"
		"named: {\"x\": {dots: [1]}, \"y\": {line: {words: [\"b\"]}}}\n"
		"spare: {dots: []}\n"
		"page: {title: {text: \"t\"}, lines: [{words: [\"w\"]}, {words: [\"more\"]}], "
		"figures: [{blank}]}\n"
		"job: {idle}\njobs: {}\nwaiter: {nobody}\nedge: {thick: 0}\n\"");
	stage_close(&stage);
}

static void a_change_of_member_frees_what_was_there(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	trace_clear();
	assert_string_equal(ask(caller, "d.become", "[1]"), "true");
	assert_string_equal(ask(caller, "d.become", "[2]"), "true");
	assert_string_equal(ask(caller, "d.become", "[3]"), "true");
	assert_string_equal(ask(caller, "d.become", "[4]"), "true");
	assert_string_equal(ask(caller, "d.become", "[4]"), "true");
	assert_string_equal(ask(caller, "d.become", "[5]"), "true");
	assert_string_equal(ask(caller, "d.become", "[6]"), "false");
	stage_advance(&stage, MS(3));
	assert_string_equal(traced(), "begun begun");
	trace_clear();
	assert_string_equal(ask(caller, "d.become", "[5]"), "true");
	assert_string_equal(ask(caller, "d.become", "[0]"), "true");
	assert_string_equal(ask(caller, "d.become", "[1]"), "true");
	stage_advance(&stage, MS(3));
	assert_string_equal(traced(), "word:w word:w ring:1");
	stage_close(&stage);
}

static void functions_of_another_member_find_nothing(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "d.reach", "[]"), "0");
	ask(caller, "d.become", "[4]");
	assert_string_equal(ask(caller, "d.reach", "[]"), "0");
	ask(caller, "d.become", "[3]");
	assert_string_equal(ask(caller, "d.reach", "[]"), "4");
	ask(caller, "d.become", "[2]");
	assert_string_equal(ask(caller, "d.reach", "[]"), "6");
	stage_close(&stage);
}

static void timers_go_with_the_element(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	trace_clear();
	caller_notify(caller, "d.file", "[1]");
	caller_notify(caller, "d.file", "[2]");
	caller_notify(caller, "d.file", "[3]");
	caller_notify(caller, "d.file", "[3]");
	caller_notify(caller, "d.unfile", "[2]");
	stage_advance(&stage, MS(3));
	assert_string_equal(traced(), "ring:1 ring:3");
	trace_clear();
	caller_notify(caller, "d.file", "[4]");
	ask(caller, "d.become", "[4]");
	ask(caller, "d.become", "[4]");
	stage_crash(&stage, "d", "on purpose");
	stage_advance(&stage, MS(3));
	assert_string_equal(traced(), "begun begun");
	stage_close(&stage);
}

static void servers_send_them_to_each_other(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "desk.through", "[[3, [[\"a\"]]]]"),
		"[[3, [[\"a\"]]], [3, [[\"a\"]]]]");
	assert_string_equal(ask(caller, "desk.through", "{\"figure\": {\"edge\": {\"thick\": 1}}}"),
		"{\"kept\": {\"edge\": {\"thick\": 1}}, \"asked\": {\"edge\": {\"thick\": 1}}}");
	assert_string_equal(ask(caller, "desk.through", "[[0, nil]]"),
		"!no_figure: none of those [[5, [0, 1]]]");
	assert_string_equal(ask(caller, "d.wait", "[]"), "[0, 3]");
	assert_string_equal(ask(caller, "d.wait", "{}"), "{\"thick\": 3}");
	stage_close(&stage);
}

static void a_copy_without_memory_changes_nothing(void **state)
{
	gs_str words[] = { GS_STR("new"), GS_STR("newer") };
	const struct figure value = { FIGURE_LINE, .as.line = { { words, 2 } } };
	struct stage stage;
	struct drawer *drawer;
	bool is_set, has_failed;
	uint64_t n = 0;

	(void)state;
	stage_open(&stage, &drawing_system);
	ask(stage_caller(&stage), "d.keep", "[[1, \"old\"]]");
	drawer = (struct drawer *)stage_state(&stage, "d");
	do {
		gs__memory_fail_at(++n);
		is_set = figure_set(&drawer->one, &value);
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		assert_int_equal(is_set, !has_failed);
		if (!is_set) {
			assert_int_equal(drawer->one.tag, FIGURE_TEXT);
			assert_true(gs_equal(drawer->one.as.text.view, GS_STR("old")));
		}
	} while (has_failed);
	assert_int_equal(n, 4); /* the list, its two words, and nothing more */
	assert_int_equal(drawer->one.tag, FIGURE_LINE);
	assert_true(gs_equal(figure_view(&drawer->one)->as.line.words.items[1], words[1]));
	stage_close(&stage);
}

static void a_change_without_memory_changes_nothing(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *answer;
	uint64_t n = 0;

	(void)state;
	stage_open(&stage, &drawing_system);
	caller = stage_caller(&stage);
	ask(caller, "d.become", "[3]");
	do { /* until it is the allocation of the default's text that is refused */
		gs__memory_fail_at(++n);
		answer = ask(caller, "d.become", "[4]");
		gs__memory_fail_at(0);
		if (caller_is_lost(caller))
			caller = stage_caller(&stage);
		else if (strcmp(answer, "true") == 0)
			ask(caller, "d.become", "[3]");
		assert_true(n < 20);
	} while (strcmp(answer, "false") != 0);
	assert_non_null(strstr(ask(caller, "gs.state", "[\"d\"]"), "job: {log: [\"a line\""));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_come_and_go_in_both_forms),
		cmocka_unit_test(what_is_no_member_is_refused_with_its_place),
		cmocka_unit_test(what_c_hands_over_has_a_member),
		cmocka_unit_test(they_stand_in_lists_maps_optionals_and_structs),
		cmocka_unit_test(a_change_of_member_frees_what_was_there),
		cmocka_unit_test(functions_of_another_member_find_nothing),
		cmocka_unit_test(timers_go_with_the_element),
		cmocka_unit_test(servers_send_them_to_each_other),
		cmocka_unit_test(a_copy_without_memory_changes_nothing),
		cmocka_unit_test(a_change_without_memory_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
