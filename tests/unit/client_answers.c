/* SPDX-License-Identifier: MIT */
/* The client: what it makes of answers, typed and raw, and the table of its flights. */
#include "runtime/wire/flights.h"
#include "tests/unit/client_peer.h"

struct answer {
	const char *bytes;
	size_t len;
	gs_status status;
	const char *text; /* its end */
};

static const struct answer answers[] = {
	{ BYTES("\x94\x01\x00\x92\xa9"
		"exhausted\xb1not enough tokens\xc0"),
		4711, "not enough tokens" },
	{ BYTES("\x94\x01\x00\x93\xa9"
		"exhausted\xa1-\x91\x01\xc0"),
		4711, "-" },
	{ BYTES("\x94\x01\x00\x92\xab"
		"bad_request\xa4"
		"a.n!\xc0"),
		GS_INVALID, "a.n!" },
	{ BYTES("\x94\x01\x00\x92\xa9"
		"no_server\xa0\xc0"),
		GS_NO_SERVER, "" },
	{ BYTES("\x94\x01\x00\x92\xa9"
		"no_clause\xa0\xc0"),
		GS_NO_CLAUSE, "" },
	{ BYTES("\x94\x01\x00\x92\xa7timeout\xa0\xc0"), GS_TIMEOUT, "" },
	{ BYTES("\x94\x01\x00\x92\xaaoverloaded\xa0\xc0"), GS_FULL, "" },
	{ BYTES("\x94\x01\x00\x92\xa6"
		"denied\xa0\xc0"),
		GS_DENIED, "" },
	{ BYTES("\x94\x01\x00\x92\xa7stopped\xa0\xc0"), GS_DOWN, "" },
	{ BYTES("\x94\x01\x00\x92\xa8internal\xa0\xc0"), GS_INTERNAL, "" },
	{ BYTES("\x94\x01\x00\x92\xa5other\xa3why\xc0"), GS_INTERNAL, "other: why" },
	/* Answers that fit no acquire: nil, too few, a string, and by name one that does. */
	{ BYTES("\x94\x01\x00\xc0\xc0"), GS_INTERNAL, NULL },
	{ BYTES("\x94\x01\x00\xc0\x90"), GS_INTERNAL, NULL },
	{ BYTES("\x94\x01\x00\xc0\x91\xa1x"), GS_INTERNAL, NULL },
	{ BYTES("\x94\x01\x00\xc0\x81\xa9remaining\x07"), GS_OK, "" },
	/* What a newer server adds. */
	{ BYTES("\x94\x01\x00\xc0\x92\x07\xa4more"), GS_OK, "" },
	{ BYTES("\x95\x01\x00\xc0\x91\x07\x80"), GS_OK, "" },
	/* No MessagePack-RPC at all. */
	{ BYTES("\xc1"), GS_LOST, "what the server sent is no MessagePack-RPC" },
	{ BYTES("HTTP/1.1 400 Bad Request\r\n"), GS_LOST,
		"what the server sent is no MessagePack-RPC" },
	{ BYTES("\x94\x01\xa1x\xc0\xc0"), GS_LOST, "what the server sent is no MessagePack-RPC" },
	{ BYTES("\x92\x01\x00"), GS_INTERNAL, "the server's answer cannot be read" },
	{ BYTES("\x94\x01\x00\xc0\xdb\x7f\xff\xff\xff"), GS_LOST,
		"the server sent a message of more than 65600 bytes" },
};

static void test_each_answer_has_its_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		const struct answer *answer = &answers[i];
		const struct step steps[] = {
			{ ACCEPT, NULL, 0 },
			{ READ, BYTES(ACQUIRE("\x00")) },
			{ SEND, answer->bytes, answer->len },
			{ SEE_END, NULL, 0 },
			{ END, NULL, 0 },
		};
		struct peer peer;
		gs_client *client;
		const char *text;
		uint32_t remaining;
		gs_status status;

		peer_begin(&peer, steps);
		client = gs_client_open(peer.address);
		status = acquire(client, forever, &remaining);
		text = gs_client_error_text(client);
		if (status != answer->status)
			fail_msg("answer %zu: status %d, %s", i, status, text);
		if (!answer->text)
			assert_memory_equal(text, "the server's answer does not fit: acquire", 41);
		else if (strlen(text) < strlen(answer->text) ||
			 strcmp(text + strlen(text) - strlen(answer->text), answer->text) != 0)
			fail_msg("answer %zu: %s", i, text);
		gs_client_close(client);
		peer_end(&peer);
	}
}

/* Lists live in the client's arena and strings in its buffer until the next call. */
static void test_lists_of_strings(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x94\x00\x00\xadlimiter.names\x90") },
		{ SEND, BYTES("\x94\x01\x00\xc0\x91\x93\xa3one\xa3two\xa5three") },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	gs_client *client;
	struct names_reply reply;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(
		gs_client_call(client, "limiter", &names_clause, NULL, forever, &reply), GS_OK);
	assert_int_equal(reply.names.len, 3);
	assert_int_equal(reply.names.items[2].len, 5);
	assert_memory_equal(reply.names.items[2].data, "three", 5);
	gs_client_close(client);
	peer_end(&peer);
}

static void test_raw_request(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x94\x00\x00\xa3x.y\x81\xa1n\x03") },
		{ SEND, BYTES("\x94\x01\x00\xc0\x81\xa1m\x93\x01\x02\x03") },
		{ READ, BYTES("\x94\x00\x01\xa3x.y\x81\xa1n\x03") },
		{ SEND, BYTES("\x94\x01\x01\x93\xa4late\xa3why\x81\xa2"
			      "by\x07\xc0") },
		{ READ, BYTES("\x93\x02\xa3x.z\x81\xa1n\x03") },
		{ .act = SEE_END },
		{ .act = END },
	};
	static const uint8_t bytes[] = { 0x81, 0xa1, 'n', 3 };
	const gs_bytes params = { bytes, sizeof(bytes) };
	struct peer peer;
	gs_client *client;
	gs_bytes error;
	gs_bytes result;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(gs__client_request(client, GS_STR("x"), GS_STR("y"), params, forever,
				 &error, &result),
		GS_OK);
	assert_int_equal(error.len, 0);
	assert_int_equal(result.len, 7);
	assert_memory_equal(result.data, "\x81\xa1m\x93\x01\x02\x03", 7);
	assert_int_equal(gs__client_request(client, GS_STR("x"), GS_STR("y"), params, forever,
				 &error, &result),
		GS_INTERNAL);
	assert_int_equal(error.len, 15);
	assert_memory_equal(error.data,
		"\x93\xa4late\xa3why\x81\xa2"
		"by\x07",
		15);
	assert_int_equal(gs__client_send(client, GS_STR("x"), GS_STR("z"), params), GS_OK);
	gs_client_close(client);
	peer_end(&peer);
}

/* A megabyte in many pieces, after an answer bound was asked for. */
static void test_large_answer(void **state)
{
	enum { SIZE = 1 << 20 };
	static char answer[SIZE + 9] = "\x94\x01\x00\xc0\xdb\x00\x10\x00\x00";
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES("\x94\x00\x00\xa3x.y\x80") },
		{ SEND, answer, sizeof(answer) },
		{ .act = SEE_END },
		{ .act = END },
	};
	static const uint8_t nothing = 0x80;
	struct peer peer;
	gs_client *client;
	gs_bytes error;
	gs_bytes result;

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	gs__client_expect(client, SIZE);
	assert_int_equal(gs__client_request(client, GS_STR("x"), GS_STR("y"),
				 (gs_bytes){ &nothing, 1 }, forever, &error, &result),
		GS_OK);
	assert_int_equal(result.len, SIZE + 5);
	gs_client_close(client);
	peer_end(&peer);
}

/* error swollen(data: string<200000>); call acquire(n: u32) raises swollen; */

struct swollen {
	gs_status status;
	gs_str data;
};

enum { SWOLLEN = 4712, SWOLLEN_MAX = 200000 };

static const struct gs_field swollen_fields[] = {
	{ .name = "data",
		.kind = GS_STRING,
		GS_AT(struct swollen, data),
		.flags = GS_RANGED,
		.max = SWOLLEN_MAX },
};
static const struct gs_record swollen_record = {
	.name = "swollen",
	.fields = swollen_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(struct swollen),
	.encoded_max = SWOLLEN_MAX + 16,
};
static const struct gs_error swollen = {
	.name = "swollen",
	.status = SWOLLEN,
	.fields = &swollen_record,
};
static const struct gs_error *const swollen_raises[] = { &exhausted, &swollen, NULL };
static const struct gs_clause swollen_clause = {
	.name = "acquire",
	.kind = GS_CALL,
	.in = &acquire_record,
	.raises = swollen_raises,
	.timeout = GS_S(5),
};

struct landed {
	gs_client *client;
	bool has_landed;
};

static void land_swollen(gs_function *fn, void *arg, gs_status status, const void *reply)
{
	struct landed *landed = arg;
	const struct swollen *error = gs_client_error(landed->client, status);

	(void)fn, (void)reply;
	landed->has_landed = true;
	assert_int_equal(status, SWOLLEN);
	assert_non_null(error);
	assert_int_equal(error->data.len, SWOLLEN_MAX);
}

static void nothing(void)
{
}

/* An answer is as large as its reply or one of its errors, of a call that blocks and of a begun
 * one. */
static void test_large_error(void **state)
{
#define HEAD "\x94\x01\x00\x93\xa7swollen\xa0\x91\xdb\x00\x03\x0d\x40"
	static char answer[sizeof(HEAD) + SWOLLEN_MAX] = HEAD;
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(ACQUIRE("\x00")) },
		{ SEND, answer, sizeof(answer) },
		{ .act = SEE_END },
		{ .act = END },
	};
	const struct acquire in = { .n = 3 };

	(void)state;
	memset(answer + sizeof(HEAD) - 1, 'x', SWOLLEN_MAX);
	answer[sizeof(answer) - 1] = '\xc0';
	for (int is_begun = 0; is_begun < 2; is_begun++) {
		struct peer peer;
		struct landed landed = { 0 };
		gs_status status;

		peer_begin(&peer, steps);
		landed.client = gs_client_open(peer.address);
		if (is_begun) {
			assert_int_equal(gs_client_begin(landed.client, "limiter", &swollen_clause,
						 &in, forever, land_swollen, nothing, &landed),
				GS_OK);
			while (!landed.has_landed)
				assert_int_equal(gs_client_turn(landed.client), GS_OK);
		} else {
			status = gs_client_call(
				landed.client, "limiter", &swollen_clause, &in, forever, NULL);
			land_swollen(nothing, &landed, status, NULL);
		}
		gs_client_close(landed.client);
		peer_end(&peer);
	}
}

/* What was sent in part cannot be taken back: the connection is given up. */
static void test_server_that_does_not_read(void **state)
{
	enum { SIZE = 4 << 20 };
	static uint8_t large[SIZE + 5] = "\xc6\x00\x40\x00\x00";
	static const struct step steps[] = { { .act = ACCEPT }, { .act = END } };
	const gs_bytes params = { large, sizeof(large) };
	struct peer peer;
	gs_client *client;
	gs_bytes error;
	gs_bytes result;
	struct pollfd end = { .events = POLLRDHUP };

	(void)state;
	peer_begin(&peer, steps);
	client = gs_client_open(peer.address);
	assert_int_equal(gs__client_request(client, GS_STR("x"), GS_STR("y"), params, GS_MS(20),
				 &error, &result),
		GS_TIMEOUT);
	assert_int_equal(error.len, 0);
	pthread_join(peer.thread, NULL);
	end.fd = peer.connection;
	assert_int_equal(poll(&end, 1, 10000), 1);
	assert_true(end.revents & (POLLRDHUP | POLLHUP));
	gs_client_close(client);
	peer_close(&peer);
}

/* However long one waits while others come and go, each is found under its msgid and no other. */
static void test_flights(void **state)
{
	enum { COUNT = 100 };
	struct gs__flights flights = { 0 };
	struct gs__flight all[COUNT];
	struct gs__flight first;
	uint32_t old, at = 0;

	(void)state;
	flights.next = UINT32_MAX - 50; /* msgids wrap */
	assert_null(gs__flights_take(&flights, 0));
	assert_true(gs__flights_add(&flights, &first));
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < COUNT; i++)
			assert_true(gs__flights_add(&flights, &all[i]));
		for (int i = 0; i < COUNT; i++) {
			assert_ptr_equal(gs__flights_take(&flights, all[i].msgid), &all[i]);
			assert_null(gs__flights_take(&flights, all[i].msgid));
		}
	}
	assert_int_equal(flights.count, 1);
	old = first.msgid;
	assert_ptr_equal(gs__flights_pop(&flights, &at), &first);
	assert_null(gs__flights_take(&flights, old));
	assert_null(gs__flights_pop(&flights, &at));
	gs__flights_free(&flights);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_answer_has_its_status),
		cmocka_unit_test(test_lists_of_strings),
		cmocka_unit_test(test_raw_request),
		cmocka_unit_test(test_large_answer),
		cmocka_unit_test(test_large_error),
		cmocka_unit_test(test_server_that_does_not_read),
		cmocka_unit_test(test_flights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
