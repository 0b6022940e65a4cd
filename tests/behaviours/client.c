/* SPDX-License-Identifier: MIT */
/* The generated client where things go wrong. The specs are push.gs and refs.gs. */
#include "tests/support/fake.h"
#include "tests/support/stage.h"

#include <stdlib.h>
#include <string.h>

#include "push.gs.h"
#include "refs.gs.h"
#include "runtime/client/client.h"

static const char house[] = "unix:house.sock";

/* Begun calls: how many there were, what became of them, and what the function does then. */
struct seen {
	struct stage *stage;
	gs_client *client;
	uint32_t begun, told, good, lost, refused, late, notified;
	uint32_t again; /* so many more are begun by the function */
	bool calls;     /* it calls, too */
};

static void answered(void *arg, gs_status status, const struct room_slow_reply *reply);

static gs_status begin(struct seen *seen, uint32_t n, gs_duration timeout)
{
	const struct room_slow_options options = { .timeout = timeout };
	gs_status status = room_slow_begin(seen->client, "hall", n, &options, answered, seen);

	seen->begun += status == GS_OK;
	return status;
}

static void answered(void *arg, gs_status status, const struct room_slow_reply *reply)
{
	struct seen *seen = arg;

	assert_true((status == GS_OK) == (reply != NULL));
	seen->told++;
	seen->good += status == GS_OK;
	seen->lost += status == GS_LOST;
	seen->refused += status == GS_REFUSED;
	seen->late += status == GS_TIMEOUT;
	if (seen->again > 0) {
		seen->again--;
		(void)begin(seen, 20, GS_S(1));
	}
	if (seen->calls)
		(void)room_slow_call(seen->client, "hall", 1, NULL, NULL);
}

static struct seen open(struct stage *stage)
{
	stage_open(stage, &house_system);
	return (struct seen){ .stage = stage, .client = stage_client(stage) };
}

/* As who tries again would: it must not be told of its own new call, nor without end. */
static void a_loss_may_be_answered_by_new_calls(void **state)
{
	struct stage stage;
	struct seen seen = open(&stage);

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(begin(&seen, 50, GS_S(1)), GS_OK);
	stage_advance(&stage, MS(10));
	seen.again = 3;
	gs_world_cut(stage.world, seen.client);
	stage_advance(&stage, MS(1));
	assert_int_equal(seen.lost, 3);
	assert_int_equal(seen.begun, 6);
	assert_int_equal(seen.told, 3);
	stage_advance(&stage, MS(100));
	assert_int_equal(seen.good, 3);
	/* Nor does the end let it begin. */
	assert_int_equal(begin(&seen, 50, GS_S(1)), GS_OK);
	seen.again = 1000000;
	gs_client_close(seen.client);
	assert_int_equal(seen.again, 999999);
	assert_int_equal(seen.begun, 7);
	assert_int_equal(seen.told, 7);
	assert_int_equal(seen.lost, 4);
	stage_close(&stage);
}

static void a_function_that_is_told_may_call(void **state)
{
	struct stage stage;
	struct seen seen = open(&stage);

	(void)state;
	seen.calls = true;
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(begin(&seen, 20 + i, GS_S(1)), GS_OK);
	assert_int_equal(begin(&seen, 20, MS(5)), GS_OK);
	assert_int_equal(begin(&seen, 20, MS(5)), GS_OK);
	stage_advance(&stage, MS(100));
	assert_int_equal(seen.good, 4);
	assert_int_equal(seen.late, 2);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(begin(&seen, 20, GS_S(1)), GS_OK);
	stage_advance(&stage, MS(1));
	gs_world_cut(stage.world, seen.client);
	stage_advance(&stage, MS(100));
	assert_int_equal(seen.lost, 4);
	assert_int_equal(seen.told, seen.begun);
	stage_close(&stage);
}

static void each_end_of_a_call_has_its_status(void **state)
{
	const struct oracle_say_options hasty = { .n = 2, .after = MS(50), .timeout = MS(5) };
	const struct oracle_say_options unlucky = { .n = 13, .timeout = GS_S(1) };
	const struct oracle_say_options wrong = { .n = 101, .timeout = GS_S(1) };
	struct oracle_say_reply reply = { 0 };
	struct oracle_fall_reply fell;
	const struct error_no_luck *luck;
	struct stage stage;
	gs_client *c;

	(void)state;
	stage_open(&stage, &asking_system);
	c = stage_client(&stage);
	assert_int_equal(oracle_say_call(c, "s", NULL, &reply), GS_OK);
	assert_int_equal(reply.n, 1);
	assert_int_equal(oracle_say_call(c, "s", &hasty, &reply), GS_TIMEOUT);
	assert_int_equal(oracle_say_call(c, "s", &unlucky, &reply), error_no_luck);
	luck = error_no_luck_in(c);
	assert_non_null(luck);
	assert_int_equal(luck->n, 13);
	assert_string_equal(gs_client_error_text(c), "no luck");
	assert_int_equal(oracle_say_call(c, "s", &wrong, &reply), GS_INVALID);
	assert_null(error_no_luck_in(c));
	assert_int_equal(oracle_say_call(c, "nobody", NULL, &reply), GS_NO_SERVER);
	assert_int_equal(oracle_say_call(c, "p", NULL, &reply), GS_NO_CLAUSE);
	assert_int_equal(oracle_fall_call(c, "s", 0, NULL, &fell), GS_DOWN);
	assert_string_equal(gs_client_error_text(c), "fell over");
	gs__world_refuse(stage.world, true);
	gs_world_cut(stage.world, c);
	assert_int_equal(oracle_say_call(c, "t", NULL, &reply), GS_REFUSED);
	assert_int_equal(oracle_put_notify(c, "t", 1, NULL), GS_REFUSED);
	gs__world_refuse(stage.world, false);
	assert_int_equal(oracle_say_call(c, "t", NULL, &reply), GS_OK);
	stage_close(&stage);
}

/* Half of it is under way, and cannot be taken back: the connection goes with it. */
static void a_request_that_is_not_read_costs_the_connection(void **state)
{
	const struct room_say_options hasty = { .timeout = MS(50) };
	struct stage stage;
	struct room_say_reply reply;
	struct fake *fake;
	gs_client *c;
	char *text = calloc(1, 900000);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', 900000);
	stage_open(&stage, &house_system);
	fake = fake_open(&stage, "unix:fake.sock");
	c = gs_world_client_at(stage.world, "unix:fake.sock");
	gs__world_hold(stage.world, true);
	assert_int_equal(
		room_say_call(c, "hall", (gs_str){ text, 900000 }, &hasty, &reply), GS_TIMEOUT);
	assert_int_equal(gs_client_fd(c), -1);
	assert_int_equal(
		room_enter_notify(c, "hall", NULL), GS_OK); /* it is in the socket's hands */
	gs__world_hold(stage.world, false);
	stage_advance(&stage, MS(100));
	assert_string_equal(fake_heard(fake), "[2, \"hall.enter\", []]\n");
	assert_int_equal(fake_taken(fake), 2);
	fake_close(fake);
	stage_close(&stage);
	free(text);
}

static void told(void *arg, gs_str by, gs_str text)
{
	(void)by, (void)text;
	((struct seen *)arg)->notified++;
}

static const struct heard_handlers handlers = { .said = told };

static void turn(struct seen *seen, int times)
{
	for (int i = 0; i < times; i++) {
		(void)gs_client_turn(seen->client);
		stage_advance(seen->stage, MS(5));
	}
}

/* All that a client does, each allocation refused in its turn. */
static void play(struct seen *seen)
{
	static const char words[] = "some words of twenty-eight b";
	struct room_left_reply left;
	struct room_say_reply said;
	gs_client *c = seen->client;

	(void)heard_handle(c, &handlers, seen);
	(void)room_join_call(c, "hall", GS_STR("ann"), NULL);
	for (uint32_t i = 0; i < 10; i++)
		(void)begin(seen, i, GS_S(1));
	(void)room_say_call(c, "hall", GS_STR("hello"), NULL, &said);
	turn(seen, 4);
	(void)room_enter_notify(c, "hall", NULL);
	if (room_left_call(c, "hall", NULL, &left) == GS_OK)
		assert_true(left.value.len < sizeof(words));
	for (uint32_t i = 0; i < 5; i++)
		(void)begin(seen, 20, MS(3) + i);
	turn(seen, 2);
	gs__world_cut_address(seen->stage->world, house);
	seen->again = 2;
	turn(seen, 60);
	(void)begin(seen, 1, GS_S(1));
	turn(seen, 10);
	(void)begin(seen, 1, GS_S(1));
}

static void clients_survive_every_refused_allocation(void **state)
{
	uint64_t n = 0;
	bool has_failed;

	(void)state;
	do {
		struct stage stage;
		struct seen seen;

		stage_open(&stage, &house_system);
		gs__memory_fail_at(++n);
		seen = (struct seen){
			.stage = &stage,
			.client = gs__client_new(gs__io_new(stage.world), house),
		};
		if (seen.client)
			play(&seen);
		has_failed = gs__memory_has_failed();
		gs__memory_fail_at(0);
		if (seen.client) {
			assert_int_equal(room_slow_call(seen.client, "hall", 1, NULL, NULL), GS_OK);
			gs_client_close(seen.client);
		}
		if (seen.told != seen.begun)
			fail_msg("refusing allocation %u: %u of %u calls were told", (unsigned)n,
				seen.told, seen.begun);
		stage_close(&stage);
	} while (has_failed);
	assert_true(n > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loss_may_be_answered_by_new_calls),
		cmocka_unit_test(a_function_that_is_told_may_call),
		cmocka_unit_test(each_end_of_a_call_has_its_status),
		cmocka_unit_test(a_request_that_is_not_read_costs_the_connection),
		cmocka_unit_test(clients_survive_every_refused_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
