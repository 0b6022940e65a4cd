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

/* protocol watch { cast grown(text: string<300000>); } */
static const struct gs_field grown_fields[] = {
	{ .name = "text",
		.kind = GS_STRING,
		.size = sizeof(gs_str),
		.flags = GS_RANGED,
		.max = 300000 },
};
static const struct gs_record grown_record = {
	.name = "grown",
	.fields = grown_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(gs_str),
	.encoded_max = 300016,
};
static const struct gs_clause grown_clause = {
	.name = "grown", .kind = GS_CAST, .in = &grown_record
};

static void hear_grown(const void *handlers, void *arg, const void *in)
{
	const gs_str *text = in;
	struct told *told = arg;

	(void)handlers;
	assert_int_equal(text->len, 300000);
	told->count++;
}

/* Whoever listens gets what may be as large as that, and for all others it goes by: its end is
 * found, whatever is in it. */
static void test_large_notifications(void **state)
{
#define GROWN "\x93\x02\xabwatch.grown\x92\xdb\x00\x04\x93\xe0"
	static char large[sizeof(GROWN) + 300000 + 2] = GROWN;
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, large, sizeof(large) },
		{ SEND, BYTES(RESET REMAINING("\x00")) },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND, large, 100000 },
		{ .act = CLOSE },
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x02")) },
		{ SEND, BYTES(REMAINING("\x02")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	static const struct gs_notice notices[] = { { &grown_clause, hear_grown } };

	(void)state;
	memset(large + sizeof(GROWN) - 1, 'x', 300000);
	memcpy(large + sizeof(large) - 3, "\x92\x07\xc0", 3); /* what a newer server adds */
	for (uint32_t is_heard = 0; is_heard < 2; is_heard++) {
		struct told told = { 0 };
		struct peer peer;
		uint32_t remaining;

		peer_begin(&peer, steps);
		told.client = gs_client_open(peer.address);
		if (is_heard)
			assert_int_equal(gs_client_handle(told.client, "watch", notices, 1, notices,
						 sizeof(notices), &told),
				GS_OK);
		assert_int_equal(acquire(told.client, forever, &remaining), GS_OK);
		assert_int_equal(told.count, is_heard);
		assert_int_equal(acquire(told.client, forever, &remaining), GS_LOST);
		assert_int_equal(acquire(told.client, forever, &remaining), GS_OK);
		gs_client_close(told.client);
		peer_end(&peer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_left_behind_an_answer_is_due),
		cmocka_unit_test(test_an_answer_that_is_there_is_no_timeout),
		cmocka_unit_test(test_large_notifications),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
