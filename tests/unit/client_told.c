/* SPDX-License-Identifier: MIT */
/* The client: functions that are told of answers and notifications, and call. */
#include "runtime/client/link.h"
#include "tests/unit/client_peer.h"

/* [0, msgid, "limiter.names", []], and an answer of one name. */
#define NAMES(msgid) "\x94\x00" msgid "\xadlimiter.names\x90"
#define NAMED(msgid, name) "\x94\x01" msgid "\xc0\x91\x91\xa4" name
#define SAID(text) "\x93\x02\xaawatch.said\x91\xa4" text

/* protocol watch { cast said(text: string<400000>); cast listed(names: list<string<8>, 4>); } */
static const struct gs_field said_fields[] = {
	{ .name = "text",
		.kind = GS_STRING,
		.size = sizeof(gs_str),
		.flags = GS_RANGED,
		.max = 400000 },
};
static const struct gs_record said_record = {
	.name = "said",
	.fields = said_fields,
	.count = 1,
	.required = 1,
	.size = sizeof(gs_str),
	.encoded_max = 400016,
};
static const struct gs_clause said_clause = { .name = "said", .kind = GS_CAST, .in = &said_record };
static const struct gs_clause listed_clause = {
	.name = "listed", .kind = GS_CAST, .in = &names_record
};

/* What functions were told of, in their order, and how they call. */
struct told {
	gs_client *client;
	int calls; /* so many of them call, twice */
	bool turns;
	bool replaces; /* its handlers, and then what they were given is still there */
	int depth;
	uint32_t count;
	char all[64]; /* of each the name, of each call its answer's in brackets, or "!" */
	gs_status last;
	char why[256];
};

static gs_str first(const struct names_reply *reply)
{
	assert_int_equal(reply->names.len, 1);
	return reply->names.items[0];
}

static void note(struct told *told, const char *before, gs_str name, const char *behind)
{
	size_t used = strlen(told->all);

	if (name.len <= 4)
		snprintf(told->all + used, sizeof(told->all) - used, "%s%.*s%s", before,
			(int)name.len, name.data, behind);
}

static void handle(struct told *told);

static gs_str call(struct told *told)
{
	struct names_reply reply = { 0 };

	told->last = gs_client_call(told->client, "limiter", &names_clause, NULL, forever, &reply);
	snprintf(told->why, sizeof(told->why), "%s", gs_client_error_text(told->client));
	return told->last == GS_OK ? first(&reply) : GS_STR("!");
}

/* The name is still the same when the function has called. */
static void tell(struct told *told, gs_str name)
{
	assert_int_equal(told->depth++, 0);
	told->count++;
	if (told->calls > 0) {
		told->calls--;
		note(told, "(", call(told), ")");
		note(told, "(", call(told), ")");
	}
	if (told->replaces)
		handle(told);
	if (told->turns)
		assert_int_equal(gs_client_turn(told->client), GS_OK);
	note(told, "", name, " ");
	told->depth--;
}

static void land(gs_function *fn, void *arg, gs_status status, const void *reply)
{
	struct told *told = arg;

	(void)fn;
	tell(told, status == GS_OK ? first(reply) : GS_STR("lost"));
}

static void any(void)
{
}

static void begin(struct told *told)
{
	assert_int_equal(gs_client_begin(told->client, "limiter", &names_clause, NULL, forever,
				 land, any, told),
		GS_OK);
}

static void hear_said(const void *handlers, void *arg, const void *in)
{
	const gs_str *text = in;
	gs_str before = *text;

	(void)handlers;
	tell(arg, *text);
	assert_ptr_equal(text->data, before.data);
}

static void hear_listed(const void *handlers, void *arg, const void *in)
{
	(void)handlers;
	tell(arg, first(in));
}

static struct told open(struct peer *peer, const struct step *steps)
{
	peer_begin(peer, steps);
	return (struct told){ .client = gs_client_open(peer->address) };
}

static void handle(struct told *told)
{
	static const struct gs_notice notices[] = {
		{ &said_clause, hear_said },
		{ &listed_clause, hear_listed },
	};

	assert_int_equal(
		gs_client_handle(told->client, "watch", notices, 2, notices, sizeof(notices), told),
		GS_OK);
}

static void turn_until(struct told *told, uint32_t count)
{
	while (told->count < count)
		(void)gs_client_turn(told->client);
}

/* Neither loses what it was told: the function, and the call during which it is. */
static void test_answers_outlive_the_calls_of_others(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00") NAMES("\x01") NAMES("\x02")) },
		{ SEND, BYTES(NAMED("\x00", "one ")) },
		{ READ, BYTES(NAMES("\x03")) },
		{ SEND, BYTES(SAID("hey!") NAMED("\x01", "two ") NAMED("\x02", "main")
					NAMED("\x03", "four")) },
		{ READ, BYTES(NAMES("\x04")) },
		{ SEND, BYTES(NAMED("\x04", "five")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told = open(&peer, steps);
	gs_str main;

	(void)state;
	handle(&told);
	begin(&told);
	begin(&told);
	told.calls = 1;
	main = call(&told);
	assert_int_equal(told.last, GS_OK);
	assert_string_equal(told.why, "");
	assert_memory_equal(main.data, "main", 4);
	assert_string_equal(told.all, "(four)(five)one  ");
	/* What was put aside waits for a turn. */
	assert_int_equal(gs_client_due(told.client), 0);
	assert_memory_equal(main.data, "main", 4);
	assert_int_equal(gs_client_turn(told.client), GS_OK);
	assert_string_equal(told.all, "(four)(five)one  hey! two  ");
	assert_int_equal(gs_client_due(told.client), -1);
	gs_client_close(told.client);
	peer_end(&peer);
}

/* One after the other, however many are there. */
static void test_functions_do_not_nest(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00") NAMES("\x01")) },
		{ SEND, BYTES(NAMED("\x00", "zero") NAMED("\x01", "one ") SAID("two ")) },
		{ READ, BYTES(NAMES("\x02")) },
		{ SEND, BYTES(NAMED("\x02", "aaaa")) },
		{ READ, BYTES(NAMES("\x03")) },
		{ SEND, BYTES(NAMED("\x03", "bbbb")) },
		{ READ, BYTES(NAMES("\x04")) },
		{ SEND, BYTES(NAMED("\x04", "cccc")) },
		{ READ, BYTES(NAMES("\x05")) },
		{ SEND, BYTES(NAMED("\x05", "dddd")) },
		{ READ, BYTES(NAMES("\x06")) },
		{ SEND, BYTES(NAMED("\x06", "eeee")) },
		{ READ, BYTES(NAMES("\x07")) },
		{ SEND, BYTES(NAMED("\x07", "ffff")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told = open(&peer, steps);

	(void)state;
	handle(&told);
	told.calls = 3;
	told.turns = true;
	begin(&told);
	begin(&told);
	turn_until(&told, 3);
	assert_string_equal(told.all, "(aaaa)(bbbb)zero (cccc)(dddd)one  (eeee)(ffff)two  ");
	gs_client_close(told.client);
	peer_end(&peer);
}

/* An answer that came is none that was lost. */
static void test_what_is_kept_outlives_the_connection(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00") NAMES("\x01") NAMES("\x02")) },
		{ SEND, BYTES(NAMED("\x00", "zero")) },
		{ READ, BYTES(NAMES("\x03")) },
		{ SEND, BYTES(NAMED("\x01", "one ")) },
		{ .act = CLOSE },
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x04")) },
		{ SEND, BYTES(NAMED("\x04", "five")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told = open(&peer, steps);

	(void)state;
	for (int i = 0; i < 3; i++)
		begin(&told);
	told.calls = 1;
	turn_until(&told, 3);
	assert_string_equal(told.all, "(!)(five)zero one  lost ");
	gs_client_close(told.client);
	peer_end(&peer);
}

/* Its end tells all that are left, and nobody of what was said. */
static void test_what_is_kept_at_the_end(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00") NAMES("\x01") NAMES("\x02")) },
		{ SEND, BYTES(NAMED("\x00", "zero")) },
		{ READ, BYTES(NAMES("\x03")) },
		{ SEND, BYTES(NAMED("\x01", "one ") SAID("hey!") NAMED("\x02", "main")
					NAMED("\x03", "four")) },
		{ READ, BYTES(NAMES("\x04")) },
		{ SEND, BYTES(NAMED("\x04", "five")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told = open(&peer, steps);

	(void)state;
	handle(&told);
	begin(&told);
	begin(&told);
	told.calls = 2;
	(void)call(&told);
	gs_client_close(told.client);
	assert_string_equal(told.all, "(four)(five)zero (!)(!)lost ");
	peer_end(&peer);
}

/* A server that floods is given up, and what it said before is told. */
static void test_what_is_kept_has_a_bound(void **state)
{
	enum { SIZE = 400000, COUNT = 11 }; /* the last one is too much */
#define LARGE "\x93\x02\xaawatch.said\x91\xdb\x00\x06\x1a\x80"
	static char large[COUNT][sizeof(LARGE) - 1 + SIZE];
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00")) },
		{ SEND, BYTES(NAMED("\x00", "zero")) },
		{ READ, BYTES(NAMES("\x01")) },
		{ SEND, large[0], sizeof(large) },
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x02")) },
		{ SEND, BYTES(NAMED("\x02", "two ")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told;

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		memset(large[i], 'x', sizeof(large[i]));
		memcpy(large[i], LARGE, sizeof(LARGE) - 1);
	}
	told = open(&peer, steps);
	handle(&told);
	begin(&told);
	told.calls = 1;
	turn_until(&told, 1);
	assert_memory_equal(told.all, "(!)(two )zero ", 14);
	turn_until(&told, 1 + (4 << 20) / sizeof(large[0]));
	assert_int_equal(gs_client_due(told.client), -1);
	gs_client_close(told.client);
	peer_end(&peer);
}

/* Also who only listens has the memory of one message. */
static void test_a_listener_needs_no_more(void **state)
{
#define LISTED "\x93\x02\xacwatch.listed\x91\x91\xa4"
	enum { SIZE = sizeof(LISTED "name") - 1, COUNT = 10000 };
	static char lists[COUNT * SIZE];
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00")) },
		{ SEND, BYTES(NAMED("\x00", "zero")) },
		{ SEND, lists, sizeof(lists) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		memcpy(lists + i * SIZE, LISTED "name", SIZE);
	told = open(&peer, steps);
	handle(&told);
	(void)call(&told);
	turn_until(&told, COUNT);
	assert_true(told.client->arena.held < COUNT);
	gs_client_close(told.client);
	peer_end(&peer);
}

/* What a handler was given is still there when it has put others in its place. */
static void test_handlers_replace_themselves(void **state)
{
	static const struct step steps[] = {
		{ .act = ACCEPT },
		{ READ, BYTES(NAMES("\x00")) },
		{ SEND, BYTES(SAID("said") SAID("more") NAMED("\x00", "anna")) },
		{ .act = SEE_END },
		{ .act = END },
	};
	struct peer peer;
	struct told told = open(&peer, steps);

	(void)state;
	told.replaces = true;
	handle(&told);
	(void)call(&told);
	turn_until(&told, 2);
	assert_string_equal(told.all, "said more ");
	gs_client_close(told.client);
	peer_end(&peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_outlive_the_calls_of_others),
		cmocka_unit_test(test_functions_do_not_nest),
		cmocka_unit_test(test_what_is_kept_outlives_the_connection),
		cmocka_unit_test(test_what_is_kept_at_the_end),
		cmocka_unit_test(test_what_is_kept_has_a_bound),
		cmocka_unit_test(test_a_listener_needs_no_more),
		cmocka_unit_test(test_handlers_replace_themselves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
