/* SPDX-License-Identifier: MIT */
/* The client: its connection, what it sends, what becomes of lost connections. */
#include "tests/unit/client_peer.h"

static void test_call(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, BYTES(REMAINING("\x00")) },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND_SLOWLY, BYTES(REMAINING("\x01")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	assert_int_equal(remaining, 997);
	assert_string_equal(gs_client_error_text(client), "");
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	assert_int_equal(remaining, 997);
	gs_client_close(client);
	peer_end(&peer);
	assert_got(&peer, BYTES(ACQUIRE("\x00") ACQUIRE("\x01")));
}

static void test_time_left_is_sent(void **state)
{
	/* [0, 0, "limiter.acquire", [3], {"timeout": 5000000000}] */
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x95\x00\x00\xaflimiter.acquire\x91\x03"
			      "\x81\xa7timeout\xcf\x00\x00\x00\x01\x2a\x05\xf2\x00") },
		{ SEND, BYTES(REMAINING("\x00")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, GS_S(5), &remaining), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
	assert_got(&peer, steps[1].bytes, steps[1].len);
}

/* Notifications, requests of the server and answers that nobody waits for come in between. */
static void test_others_are_skipped(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, BYTES("\x93\x02\xaawatch.seen\x91\x07"
			      "\x94\x00\x05\xa3x.y\x90" REMAINING("\x63")
					REMAINING("\x00") "\x93\x02\xaawatch.seen\x91\x08") },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND, BYTES(REMAINING("\x01")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	assert_int_equal(remaining, 997);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
}

static void test_lost_before_the_answer(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, BYTES("\x94\x01\x00") },
		{ .act = CLOSE },
		/* The next call connects anew, with nothing left of the half answer. */
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND, BYTES(REMAINING("\x01")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;
	char text[128];

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, forever, &remaining), GS_LOST);
	snprintf(text, sizeof(text), "%s: the server closed the connection", peer.address);
	assert_string_equal(gs_client_error_text(client), text);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
}

/* A server that was started again between two calls costs neither of them. */
static void test_lost_between_calls(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, BYTES(REMAINING("\x00")) },
		{ .act = CLOSE },
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND, BYTES(REMAINING("\x01")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	while (__atomic_load_n(&peer.connection, __ATOMIC_ACQUIRE) >= 0)
		sched_yield();
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
}

static void test_late_answer_is_dropped(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x95\x00\x00\xaflimiter.acquire\x91\x03"
			      "\x81\xa7timeout\xce\x00\x0f\x42\x40") },
		{ READ, BYTES(ACQUIRE("\x01")) },
		{ SEND, BYTES("\x94\x01\x00\xc0\x91\x01" REMAINING("\x01")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	uint32_t remaining;
	char text[128];

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(acquire(client, GS_MS(1), &remaining), GS_TIMEOUT);
	snprintf(text, sizeof(text), "%s: no answer within 0.001 s", peer.address);
	assert_string_equal(gs_client_error_text(client), text);
	assert_int_equal(acquire(client, forever, &remaining), GS_OK);
	assert_int_equal(remaining, 997);
	gs_client_close(client);
	peer_end(&peer);
}

static void test_no_server(void **state)
{
	static const struct {
		const char *address;
		const char *text;
	} rows[] = {
		{ "unix:/nowhere/at/all", "unix:/nowhere/at/all: no such file or directory" },
		{ "unix:", "unix:: no address (unix:PATH and tcp:HOST:PORT are)" },
		{ "limits.sock", "limits.sock: no address (unix:PATH and tcp:HOST:PORT are)" },
		{ "tcp:127.0.0.1:1", "tcp:127.0.0.1:1: connection refused" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		gs_client *client = gs_client_open(rows[i].address);
		uint32_t remaining;

		assert_int_equal(acquire(client, forever, &remaining), GS_REFUSED);
		assert_string_equal(gs_client_error_text(client), rows[i].text);
		assert_int_equal(
			gs_client_notify(client, "limiter", &reset_clause, NULL), GS_REFUSED);
		gs_client_close(client);
	}
	gs_client_close(NULL);
}

static void test_own_bounds_are_kept(void **state)
{
	const struct acquire in = { .n = 5000 };
	gs_client *client = gs_client_open("unix:/nowhere/at/all");
	struct acquire_reply reply;

	(void)state;
	assert_int_equal(gs_client_call(client, "limiter", &acquire_clause, &in, forever, &reply),
		GS_INVALID);
	assert_string_equal(gs_client_error_text(client), "acquire.n: 5000 is not in 1..1000");
	gs_client_close(client);
}

static void test_notify(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x93\x02\xadlimiter.reset\x90"
			      "\x93\x02\xadlimiter.reset\x90") },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	for (int i = 0; i < 2; i++)
		assert_int_equal(gs_client_notify(client, "limiter", &reset_clause, NULL), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
	assert_got(&peer, steps[1].bytes, steps[1].len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_call),
		cmocka_unit_test(test_time_left_is_sent),
		cmocka_unit_test(test_others_are_skipped),
		cmocka_unit_test(test_lost_before_the_answer),
		cmocka_unit_test(test_lost_between_calls),
		cmocka_unit_test(test_late_answer_is_dropped),
		cmocka_unit_test(test_no_server),
		cmocka_unit_test(test_own_bounds_are_kept),
		cmocka_unit_test(test_notify),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
