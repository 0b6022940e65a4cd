/* SPDX-License-Identifier: MIT */
/* What a listener serves. */
#include "tests/support/stage.h"

#include <stdlib.h>
#include <string.h>

#include "serves.gs.h"

static void a_listener_without_serves_has_all(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &selling_system);
	caller = stage_caller(&stage);
	assert_string_equal(ask(caller, "cellar.own", "[]"), "7");
	assert_string_equal(ask(caller, "stock.fill", "[\"ab\"]"), "7");
	assert_non_null(strstr(ask(caller, "gs.list", "[]"), "\"cellar\""));
	assert_true(is_error(ask(caller, "nobody.own", "[]"), "no_server"));
	assert_true(is_error(ask(caller, "stock.lost", "[]"), "no_clause"));
	stage_close(&stage);
}

static void what_is_not_served_is_denied(void **state)
{
	struct stage stage;
	struct caller *caller;

	(void)state;
	stage_open(&stage, &selling_system);
	caller = stage_caller_at(&stage, 1);
	assert_string_equal(ask(caller, "front.own", "[]"), "7");
	assert_string_equal(ask(caller, "front.fill", "[\"ab\"]"), "7");
	assert_string_equal(ask(caller, "stock.count", "[]"), "5");
	assert_true(is_error(ask(caller, "stock.own", "[]"), "denied"));
	assert_true(is_error(ask(caller, "stock.fill", "[\"ab\"]"), "denied"));
	assert_true(is_error(ask(caller, "cellar.count", "[]"), "denied"));
	/* Whether it is there is nobody's business here. */
	assert_true(is_error(ask(caller, "nobody.count", "[]"), "denied"));
	assert_true(is_error(ask(caller, "stock.lost", "[]"), "denied"));
	assert_true(is_error(ask(caller, "front.lost", "[]"), "no_clause"));
	assert_true(is_error(ask(caller, "stock.own", "{}"), "denied"));
	/* Notifications neither. */
	caller_notify(caller, "stock.take", "[2]");
	caller_notify(caller, "cellar.take", "[2]");
	assert_string_equal(ask(caller, "stock.count", "[]"), "3");
	assert_string_equal(ask(stage_caller(&stage), "cellar.count", "[]"), "5");
	stage_close(&stage);
}

static void what_is_shown_is_what_is_served(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *text;

	(void)state;
	stage_open(&stage, &selling_system);
	caller = stage_caller_at(&stage, 1);
	text = ask(caller, "gs.list", "[]");
	assert_non_null(strstr(text, "\"front\""));
	assert_non_null(strstr(text, "\"stock\""));
	assert_null(strstr(text, "cellar"));
	text = ask(caller, "gs.describe", "[\"front\"]");
	assert_non_null(strstr(text, "server store"));
	text = ask(caller, "gs.describe", "[\"stock\"]");
	assert_non_null(strstr(text, "/// What everybody may ask."));
	assert_non_null(strstr(text, "protocol shelf {"));
	assert_null(strstr(text, "server"));
	assert_null(strstr(text, "fill"));
	assert_true(is_error(ask(caller, "gs.describe", "[\"cellar\"]"), "denied"));
	assert_non_null(strstr(ask(caller, "gs.describe", "[\"gs\"]"), "protocol gs {"));
	assert_string_equal(ask(caller, "gs.ping", "[]"), "nil");
	stage_close(&stage);
}

/* What a keyed server has of a protocol begins with the key, and is offered and shown so. */
static void a_keyed_server_is_served_as_a_protocol(void **state)
{
	struct stage stage;
	struct caller *caller;
	const char *text;

	(void)state;
	stage_open(&stage, &selling_system);
	caller = stage_caller_at(&stage, 3);
	assert_string_equal(ask(caller, "book.count", "[9]"), "14");
	assert_string_equal(ask(caller, "other.count", "{\"id\": 8}"), "13");
	caller_notify(caller, "book.take", "[9, 2]");
	assert_string_equal(ask(caller, "book.count", "[9]"), "12");
	assert_string_equal(ask(caller, "stock.count", "[]"), "5");
	assert_true(is_error(ask(caller, "book.own", "[9]"), "denied"));
	assert_true(is_error(ask(caller, "book.fill", "[9, \"ab\"]"), "denied"));
	assert_string_equal(ask(caller, "all.own", "[9]"), "7");
	text = ask(caller, "gs.describe", "[\"book\"]");
	assert_non_null(strstr(text, "protocol shelf {"));
	assert_non_null(strstr(text, "server ledger keyed by id: u32 max 7 implements shelf {"));
	assert_non_null(strstr(text, "cast take existing;"));
	assert_null(strstr(text, "fill"));
	assert_null(strstr(text, "own"));
	assert_null(strstr(text, "hidden"));
	assert_null(strstr(text, "nobody is told"));
	assert_null(strstr(text, "sold"));
	text = ask(caller, "gs.describe", "[\"all\"]");
	assert_non_null(strstr(text, "idle rest max 7 implements office, shelf notifies sold {"));
	stage_close(&stage);
}

/* The bound of a message is that of what is served: twice 100000 where `fill` is, 64 KiB where it
 * is not. */
static void a_message_is_as_long_as_what_is_served(void **state)
{
	enum { SIZE = 90000, HEAD = 20 };
	char *message = malloc(HEAD + SIZE);
	struct stage stage;
	struct caller *wide, *narrow;

	(void)state;
	assert_non_null(message);
	memset(message, 'x', HEAD + SIZE);
	memcpy(message,
		"\x93\x02\xaa"
		"stock.fill\x91\xdb\0\1\x5f\x90",
		19);
	stage_open(&stage, &selling_system);
	wide = stage_caller(&stage);
	narrow = stage_caller_at(&stage, 2);
	caller_raw(wide, message, 19 + SIZE);
	caller_raw(narrow, message, 19 + SIZE);
	stage_run(&stage);
	assert_string_equal(ask(wide, "stock.count", "[]"), "90005");
	assert_true(caller_is_lost(narrow));
	stage_close(&stage);
	free(message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_listener_without_serves_has_all),
		cmocka_unit_test(what_is_not_served_is_denied),
		cmocka_unit_test(what_is_shown_is_what_is_served),
		cmocka_unit_test(a_keyed_server_is_served_as_a_protocol),
		cmocka_unit_test(a_message_is_as_long_as_what_is_served),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
