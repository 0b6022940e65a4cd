/* SPDX-License-Identifier: MIT */
/* The client in a foreign loop: answers of begun calls and notifications, when they are handed over
 * and what they may do. */
#include "tests/unit/client_peer.h"

struct told {
	gs_client *client;
	uint32_t count, good;
};

static void land(gs_function *fn, void *arg, gs_status status, const void *reply)
{
	struct told *told = arg;

	(void)fn;
	assert_true((status == GS_OK) == (reply != NULL));
	told->count++;
	told->good += status == GS_OK;
}

/* What a program would give; the table's own function knows its type. */
static void any(void)
{
}

static void begin(struct told *told, gs_duration timeout)
{
	const struct acquire in = { .n = 3 };

	assert_int_equal(gs_client_begin(told->client, "limiter", &acquire_clause, &in, timeout,
				 land, any, told),
		GS_OK);
}

static void hear(const void *handlers, void *arg, const void *in)
{
	struct told *told = arg;

	(void)handlers, (void)in;
	told->count++;
}

static void handle(struct told *told)
{
	static const struct gs_notice notices[] = { { &reset_clause, hear } };

	assert_int_equal(
		gs_client_handle(told->client, "watch", notices, 1, notices, sizeof(notices), told),
		GS_OK);
}

#define RESET "\x93\x02\xabwatch.reset\x90"

/* What came behind the answer of a call that blocked is in the client's hands: no descriptor will
 * tell of it. */
static void test_what_is_left_behind_an_answer_is_due(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00") ACQUIRE("\x01")) },
		{ SEND, BYTES(REMAINING("\x01") REMAINING("\x00") RESET "\x93\x02") },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct told told = { 0 };
	struct peer peer;
	uint32_t remaining;

	(void)state;
	peer_begin(&peer, steps);
	told.client = gs_client_open(peer.address);
	handle(&told);
	begin(&told, forever);
	assert_int_equal(acquire(told.client, forever, &remaining), GS_OK);
	assert_int_equal(told.count, 0);
	assert_int_equal(gs_client_due(told.client), 0);
	assert_int_equal(gs_client_turn(told.client), GS_OK);
	assert_int_equal(told.count, 2);
	/* Half a message is nothing to do. */
	assert_int_equal(gs_client_due(told.client), -1);
	gs_client_close(told.client);
	peer_end(&peer);
}

/* However late the loop turns. */
static void test_an_answer_that_is_there_is_no_timeout(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x95\x00\x00\xaflimiter.acquire\x91\x03"
			      "\x81\xa7timeout\xce\x00\x98\x96\x80") },
		{ SEND, BYTES(REMAINING("\x00")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct told told = { 0 };
	struct peer peer;
	struct pollfd item = { .events = POLLIN };

	(void)state;
	peer_begin(&peer, steps);
	told.client = gs_client_open(peer.address);
	begin(&told, GS_MS(10));
	while ((item.fd = gs_client_fd(told.client)) < 0 ||
		gs_client_events(told.client) & GS_WRITABLE)
		assert_int_equal(gs_client_turn(told.client), GS_OK);
	assert_int_equal(poll(&item, 1, 10000), 1);
	while (gs_client_due(told.client) > 0)
		sched_yield();
	assert_int_equal(gs_client_turn(told.client), GS_OK);
	assert_int_equal(told.good, 1);
	assert_int_equal(gs_client_due(told.client), -1);
	gs_client_close(told.client);
	peer_end(&peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_left_behind_an_answer_is_due),
		cmocka_unit_test(test_an_answer_that_is_there_is_no_timeout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
