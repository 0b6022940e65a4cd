/* SPDX-License-Identifier: MIT */
/* What is secret is shown nowhere, and is in no block that is freed. */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "secret.gs.h"

/* Every secret of these tests holds one of them; a pin is the same word in either byte order. */
#define PIN "2390694741514859379"
static const char *const words[] = { "s3cr3t-", "-t3rc3s", NULL };

static struct caller *open(struct stage *stage)
{
	const struct gs__setting sets[] = {
		{ .text = GS_STR("vault.master=s3cr3t-master") },
		{ .text = GS_STR("vault.pin=" PIN) },
	};
	const struct gs__system_options options = { .sets = sets, .set_count = GS_COUNT(sets) };

	gs__memory_watch(words);
	stage_try(stage, &safe_system, stage_seed(), &options);
	assert_int_equal(stage->started, GS_OK);
	return stage_caller(stage);
}

/* Nothing was found, also in what the end frees. */
static void close_clean(struct stage *stage)
{
	stage_close(stage);
	assert_int_equal(gs__memory_spilled(), 0);
	gs__memory_watch(NULL);
}

/* "["s3cr3t-KEYKEY...", n]": a text of so many letters. */
static const char *params_of(size_t len)
{
	static char params[4100];
	size_t at = (size_t)snprintf(params, sizeof(params), "[\"s3cr3t-");

	memset(params + at, 'k', len);
	snprintf(params + at + len, sizeof(params) - at - len, "\"]");
	return params;
}

static void what_is_no_secret_stays(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_non_null(strstr(ask(caller, "book.open", "[\"s3cr3t-of no avail\"]"), "s3cr3t-"));
	assert_non_null(strstr(ask(caller, "gs.state", "[\"book\"]"), "s3cr3t-"));
	stage_close(&stage);
	assert_true(gs__memory_spilled() > 0);
	gs__memory_watch(NULL);
}

/* Of a block that grows, what others left in its new part is not the runtime's. */
static void what_others_left_in_memory_is_not_found(void **state)
{
	enum { MOST = 8192, STEP = 64 };
	char *left = gs__memory_plain(NULL, MOST);
	void *block = NULL;

	(void)state;
	assert_non_null(left);
	for (int i = 0; i < MOST; i++)
		left[i] = words[0][i % 7];
	gs__memory_watch(words);
	gs__memory_plain(left, 0);
	for (size_t size = STEP; size < MOST; size += STEP) {
		block = realloc(block, size);
		assert_non_null(block);
	}
	free(block);
	assert_int_equal(gs__memory_spilled(), 0);
	gs__memory_watch(NULL);
}

static void state_is_wiped(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	for (size_t len = 1; len < 3900; len = 2 * len + 3)
		assert_non_null(strstr(ask(caller, "vault.open", params_of(len)), "s3cr3t-"));
	ask(caller, "vault.open", "[\"s3cr3t-\", 1]");
	ask(caller, "vault.open", "{\"n\": 1, \"token\": \"s3cr3t-named\"}");
	for (int i = 0; i < 20; i++)
		caller_notify(caller, "vault.hear", "[[\"s3cr3t-login\", " PIN ", \"high\"]]");
	for (int i = 0; i < 20; i++) {
		char params[64];

		snprintf(params, sizeof(params), "[\"s3cr3t-%d\", " PIN "]", i);
		ask(caller, "vault.grant", params);
	}
	ask(caller, "vault.pay", "[[\"s3cr3t-card\", [\"s3cr3t-ann\", \"s3cr3t-bob\"]], 3]");
	ask(caller, "vault.pay", "[[\"s3cr3t-card which is longer\", []], 2]");
	for (int i = 0; i < 8; i++) {
		ask(caller, "vault.choose", "[[1, \"s3cr3t-code, a long one\"]]");
		ask(caller, "vault.choose", "[[0, nil]]");
		ask(caller, "vault.choose", "[[2, \"s3cr3t-finger\"]]");
	}
	assert_string_equal(ask(caller, "vault.choose", "[{\"finger\": \"s3cr3t-\"}]"), "25");
	/* Of another file, where nothing is secret. */
	caller_notify(caller, "vault.hush", "[[1, \"s3cr3t-tale\"]]");
	caller_notify(caller, "vault.hush", "[[0, nil]]");
	caller_notify(caller, "vault.hush", "[[1, \"s3cr3t-other tale\"]]");
	stage_advance(&stage, GS_S(61));
	assert_int_equal(gs__memory_spilled(), 0);
	assert_true(is_error(ask(caller, "vault.crash", "[]"), "stopped"));
	stage_run(&stage);
	assert_non_null(strstr(ask(caller, "vault.open", "[\"s3cr3t-again\"]"), "s3cr3t-"));
	close_clean(&stage);
}

static void messages_are_wiped(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	uint32_t waits[3];

	(void)state;
	ask(caller, "front.open", "[\"s3cr3t-of two servers\"]");
	ask(caller, "front.open", params_of(3000));
	ask(caller, "front.tell", "[]");
	assert_true(is_error(ask(caller, "vault.open", "[\"s3\"]"), "wrong"));
	assert_non_null(strstr(ask(caller, "far_front.open", "[\"s3cr3t-from afar\"]"), "s3cr3t-"));
	ask(caller, "far_front.open", params_of(3000));
	ask(caller, "far_front.tell", "[]");
	assert_true(is_error(ask(caller, "far_front.open", "[\"s3\"]"), "wrong"));
	/* What is refused, queued, withdrawn and left over is no less secret. */
	assert_true(
		is_error(ask(caller, "vault.grant", "[\"s3cr3t-\", \"-t3rc3s\"]"), "bad_request"));
	ask(caller, "gs.suspend", "[\"vault\"]");
	waits[0] = caller_send(caller, "vault.open", "[\"s3cr3t-queued\"]");
	waits[1] = caller_send(caller, "front.open", "[\"s3cr3t-asked\"]");
	waits[2] = caller_send_with(
		caller, "vault.open", params_of(2000), "{\"timeout\": 1000000}");
	stage_advance(&stage, GS_S(1));
	ask(caller, "gs.resume", "[\"vault\"]");
	assert_non_null(strstr(caller_wait(caller, waits[0]), "s3cr3t-"));
	assert_non_null(strstr(caller_wait(caller, waits[1]), "s3cr3t-"));
	assert_true(is_error(caller_wait(caller, waits[2]), "timeout"));
	ask(caller, "gs.suspend", "[\"vault\"]");
	caller_send(caller, "vault.open", "[\"s3cr3t-for ever\"]");
	caller_send(caller, "front.open", "[\"s3cr3t-for ever\"]");
	stage_run(&stage);
	close_clean(&stage);
}

static void half_a_message_is_wiped(void **state)
{
	static const char half[] = "\x94\x00\x01\xaavault.open\x92\xda\x0f\xa0s3cr3t-";
	struct stage stage;
	struct caller *caller = open(&stage);
	struct caller *other = stage_caller(&stage);

	(void)state;
	caller_raw(caller, half, sizeof(half) - 1);
	stage_run(&stage);
	for (int i = 0; i < 3000; i++)
		caller_raw(caller, "k", 1);
	ask(other, "vault.open", "[\"s3cr3t-whole\"]");
	caller_cut(caller);
	stage_run(&stage);
	close_clean(&stage);
}

static void children_and_keys_are_wiped(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);

	(void)state;
	assert_string_equal(ask(caller, "front.hire", "[\"s3cr3t-hired\"]"), "0");
	assert_string_equal(ask(caller, "front.hire", "[\"s3cr3t-hired too\"]"), "0");
	assert_string_equal(ask(caller, "front.hire", "[\"\"]"), "2");
	assert_string_equal(ask(caller, "clerks#1.token", "[]"), "\"s3cr3t-hired\"");
	assert_string_equal(ask(caller, "sessions.use", "[\"s3cr3t-key\", 3]"), "3");
	assert_string_equal(ask(caller, "sessions.use", "[\"s3cr3t-key\"]"), "4");
	assert_string_equal(ask(caller, "sessions.use", "[\"s3cr3t-another one\"]"), "1");
	stage_advance(&stage, GS_S(61));
	assert_string_equal(ask(caller, "sessions.use", "[\"s3cr3t-key\"]"), "1");
	close_clean(&stage);
}

static void clients_wipe_what_they_sent_and_got(void **state)
{
	const struct opener_open_options options = { .n = 2, .timeout = GS_S(5) };
	struct opener_open_reply reply;
	struct stage stage;
	gs_client *client;

	(void)state;
	open(&stage);
	client = stage_client(&stage);
	assert_int_equal(
		opener_open_call(client, "vault", GS_STR("s3cr3t-sent"), &options, &reply), GS_OK);
	assert_memory_equal(reply.token.data, "s3cr3t-sent", 11);
	assert_int_equal(
		opener_open_call(client, "vault", GS_STR("s3"), NULL, &reply), error_wrong);
	assert_int_equal(
		opener_open_call(client, "none", GS_STR("s3cr3t-"), NULL, &reply), GS_NO_SERVER);
	assert_int_equal(
		vault_pay_call(client, "vault", &(struct card){ GS_STR("s3cr3t-"), { NULL, 0 } },
			&(struct vault_pay_options){ .times = 10, .timeout = GS_S(5) }, NULL),
		GS_INVALID);
	assert_string_equal(gs_client_error_text(client), "pay.times: the value is not in 1..9");
	close_clean(&stage);
}

static void nothing_of_it_is_shown(void **state)
{
	struct stage stage;
	struct caller *caller = open(&stage);
	struct caller *tracer = stage_caller(&stage);
	const char *text;

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_string_equal(
			ask(tracer, "gs.trace", i ? "[\"vault\"]" : "[\"sessions\"]"), "nil");
	ask(caller, "vault.open", "[\"s3cr3t-\"]");
	ask(caller, "vault.grant", "[\"s3cr3t-\", " PIN "]");
	caller_notify(caller, "vault.hear", "[[\"s3cr3t-\", 4711, \"high\"]]");
	ask(caller, "vault.pay", "[[\"s3cr3t-\", []]]");
	ask(caller, "sessions.use", "[\"s3cr3t-\"]");
	assert_true(is_error(ask(caller, "vault.open", "[\"s3\"]"), "wrong"));
	ask(caller, "vault.choose", "[{\"finger\": \"s3cr3t-\"}]");
	text = ask(caller, "gs.state", "[\"vault\"]");
	assert_non_null(strstr(text, "way: {finger: ***}\n"));
	assert_null(strstr(text, "s3cr3t-"));
	assert_null(strstr(text, PIN));
	assert_non_null(strstr(text, "master: ***\npin: ***\nnote: ***\nhint: ***\nall: ***\n"
				     "card: ***\nlast: {token: ***, pin: 4711, level: ***}\n"));
	assert_non_null(strstr(text, "grants: ***\ncopy: ***\n"));
	text = ask(caller, "gs.state", "[\"sessions\", \"s3cr3t-\"]");
	assert_string_equal(text, "\"count: 1\n\"");
	text = ask(caller, "gs.state", "[\"sessions\", \"s3cr3t-unknown\"]");
	assert_true(is_error(text, "no_server"));
	assert_null(strstr(text, "s3cr3t-"));
	text = ask(caller, "vault.open", "[\"s3cr3t-\", \"-t3rc3s\"]");
	assert_true(is_error(text, "bad_request"));
	text = ask(caller, "vault.open", "[7]");
	assert_string_equal(
		text, "!bad_request: open.token: an integer where a string is expected");
	text = ask(caller, "vault.hear", "[[\"x\", 1, \"s3cr3t-\"]]");
	assert_true(is_error(text, "bad_request"));
	assert_null(strstr(text, "s3cr3t-"));
	text = ask(caller, "vault.choose", "[{\"s3cr3t-\": 1}]");
	assert_string_equal(text, "!bad_request: choose.way: no way is called that");
	text = ask(caller, "vault.choose", "[[4711, 1]]");
	assert_string_equal(text, "!bad_request: choose.way: no way has that index");
	text = ask(caller, "vault.pay", "[[\"x\", [\"\xff\"]]]");
	assert_true(is_error(text, "bad_request"));
	stage_crash(&stage, "vault", "for good");
	stage_run(&stage);
	assert_true(caller_told_count(tracer) > 8);
	assert_null(strstr(caller_told(tracer), "s3cr3t-"));
	assert_null(strstr(caller_told(tracer), PIN));
	assert_null(strstr(gs_world_log(stage.world), "s3cr3t-"));
	close_clean(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_secret_stays),
		cmocka_unit_test(what_others_left_in_memory_is_not_found),
		cmocka_unit_test(state_is_wiped),
		cmocka_unit_test(messages_are_wiped),
		cmocka_unit_test(half_a_message_is_wiped),
		cmocka_unit_test(children_and_keys_are_wiped),
		cmocka_unit_test(clients_wipe_what_they_sent_and_got),
		cmocka_unit_test(nothing_of_it_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
