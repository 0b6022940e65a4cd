/* SPDX-License-Identifier: MIT */
/* The envelope of MessagePack-RPC: what is written is read back, what is cut, bad and broken. */
#include "runtime/wire/complete.h"
#include "runtime/wire/envelope.h"

#include "runtime/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static struct gs_writer out;
static struct gs__envelope head;
static struct gs__extras extras;
static struct gs__words words;

static int start(void **unused)
{
	(void)unused;
	out = (struct gs_writer){ .limit = 100000 };
	return 0;
}

static int stop(void **unused)
{
	(void)unused;
	free(out.bytes);
	return 0;
}

static struct gs_reader written(void)
{
	return (struct gs_reader){ out.bytes, out.at, NULL };
}

/* Every beginning of what is written is cut, and nothing else. */
static void cut_everywhere(size_t head_len)
{
	for (size_t len = 0; len < head_len; len++) {
		uint8_t *exact = malloc(len ? len : 1);
		struct gs_reader in = { exact, exact + len, NULL };

		memcpy(exact, out.bytes, len);
		assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_CUT);
		free(exact);
	}
}

static void requests(void **unused)
{
	struct gs_reader in;

	(void)unused;
	assert_true(
		gs__write_request(&out, 4000000000, GS_STR("limiter"), GS_STR("acquire"), true));
	cut_everywhere((size_t)(out.at - out.bytes));
	assert_true(gs__record_put(&out, NULL, NULL, false));
	extras = (struct gs__extras){ GS_S(2), GS_STR("00-ab-cd-01") };
	assert_true(gs__write_extras(&out, &extras));
	in = written();
	assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_GOOD);
	assert_int_equal(head.kind, GS__REQUEST);
	assert_int_equal(head.msgid, 4000000000);
	assert_true(gs__str_is(head.instance, "limiter") && gs__str_is(head.clause, "acquire"));
	assert_int_equal(head.more, 1);
	assert_true(gs__read_skip(&in, 1));
	assert_int_equal(gs__envelope_extras(&in, &head, &extras, &words), GS__GOOD);
	assert_true(extras.timeout == GS_S(2) && gs__str_is(extras.trace, "00-ab-cd-01"));
	assert_ptr_equal(in.at, in.end);
}

static void notifications(void **unused)
{
	struct gs_reader in;

	(void)unused;
	assert_true(gs__write_notification(&out, GS_STR("gs"), GS_STR("cancel"), false));
	cut_everywhere((size_t)(out.at - out.bytes));
	in = written();
	assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_GOOD);
	assert_int_equal(head.kind, GS__NOTIFICATION);
	assert_true(gs__str_is(head.instance, "gs") && gs__str_is(head.clause, "cancel"));
	assert_int_equal(gs__envelope_extras(&in, &head, &extras, &words), GS__GOOD);
	assert_true(extras.timeout == -1 && extras.trace.len == 0);
}

static void responses(void **unused)
{
	struct gs__wire_error error;
	struct gs_reader in;

	(void)unused;
	assert_true(gs__write_response(&out, 7));
	assert_true(gs_write_room(&out.at, &out, 1) && gs_write_uint(&out.at, 42));
	assert_memory_equal(out.bytes, "\x94\x01\x07\xc0\x2a", 5);
	in = written();
	assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_GOOD);
	assert_int_equal(head.kind, GS__RESPONSE);
	assert_int_equal(head.msgid, 7);
	assert_int_equal(gs__envelope_error(&in, &error), GS__GOOD);
	assert_false(error.is_set);
	assert_int_equal(*in.at, 42);
}

static const struct gs_field fields[] = {
	{ .name = "retry_after",
		.at = 8,
		.size = 8,
		.kind = GS_DURATION,
		.flags = GS_RANGED,
		.max = INT64_MAX },
};

static const struct gs_record record = {
	.name = "exhausted", .fields = fields, .count = 1, .required = 1, .size = 16
};

static void errors(void **unused)
{
	const int64_t from[2] = { 0, 5 };
	struct gs__wire_error error;
	struct gs_reader in;
	int64_t to[2];

	(void)unused;
	for (int form = 0; form < 3; form++) {
		out.at = out.bytes;
		assert_true(gs__write_error(&out, 7, GS_STR("exhausted"),
			GS_STR("a \xff b\xe2\x82"), form ? &record : NULL, from, form == 2));
		in = written();
		assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_GOOD);
		assert_int_equal(gs__envelope_error(&in, &error), GS__GOOD);
		assert_true(error.is_set && error.has_fields == (form > 0) && error.more == 0);
		assert_true(gs__str_is(error.name, "exhausted"));
		assert_true(gs__str_is(error.text, "a ? b??"));
		if (form > 0) {
			assert_true(gs__record_take(&in, &record, to, NULL));
			assert_int_equal(to[1], 5);
		}
		assert_int_equal(*in.at, 0xc0);
		assert_int_equal(in.end - in.at, 1);
	}
}

static void long_error_texts_are_cut(void **unused)
{
	static char text[3000];
	struct gs__wire_error error;
	struct gs_reader in;

	(void)unused;
	memset(text, 'x', sizeof(text));
	assert_true(gs__write_error(
		&out, 7, GS_STR("internal"), (gs_str){ text, sizeof(text) }, NULL, NULL, false));
	in = written();
	assert_int_equal(gs__envelope_read(&in, &head), GS__HEAD_GOOD);
	assert_int_equal(gs__envelope_error(&in, &error), GS__GOOD);
	assert_int_equal(error.text.len, 1024);
}

static enum gs__outcome foreign(const uint8_t *bytes, size_t len, struct gs__wire_error *error)
{
	uint8_t *exact = malloc(len);
	struct gs_reader in = { exact, exact + len, NULL };
	enum gs__outcome outcome;

	memcpy(exact, bytes, len);
	outcome = gs__envelope_error(&in, error);
	if (outcome == GS__GOOD && !error->has_fields)
		assert_ptr_equal(in.at, in.end);
	free(exact);
	return outcome;
}

/* Other servers of MessagePack-RPC send other errors. */
static void foreign_errors(void **unused)
{
	struct gs__wire_error error;

	(void)unused;
	assert_int_equal(foreign(BYTES(0xa2, 'n', 'o'), &error), GS__GOOD);
	assert_true(error.is_set && gs__str_is(error.name, "error") && error.text.len == 2);
	assert_int_equal(foreign(BYTES(0x82, 1, 2, 3, 0x91, 4), &error), GS__GOOD);
	assert_true(error.is_set && gs__str_is(error.name, "error") && !error.has_fields);
	assert_int_equal(foreign(BYTES(0x91, 0xa1, 'x'), &error), GS__GOOD);
	assert_true(error.is_set && !error.has_fields);
	assert_int_equal(foreign(BYTES(0x94, 0xa1, 'x', 0xa1, 'y', 0x90, 5), &error), GS__GOOD);
	assert_true(error.has_fields && error.more == 1);
	assert_int_equal(foreign(BYTES(0x92, 0xa1, 'x', 0xa1), &error), GS__CUT);
	assert_int_equal(foreign(BYTES(0x92, 0xa1, 'x', 0xc1), &error), GS__BAD);
}

static enum gs__head read(const uint8_t *bytes, size_t len)
{
	struct gs_reader in = { bytes, bytes + len, NULL };

	return gs__envelope_read(&in, &head);
}

static void heads(void **unused)
{
	(void)unused;
	assert_int_equal(read(BYTES(0x94, 0, 5, 0xa3, 'a', '.', 'b', 0x90)), GS__HEAD_GOOD);
	assert_int_equal(read(BYTES(0xdc, 0, 4, 0xcc, 0, 0xcd, 0, 5, 0xd9, 1, 'a')), GS__HEAD_GOOD);
	assert_true(head.msgid == 5 && head.instance.len == 1 && head.clause.len == 0);
	assert_int_equal(read(BYTES(0x94, 0, 5, 0xa5, 'a', '.', 'b', '.', 'c')), GS__HEAD_GOOD);
	assert_true(gs__str_is(head.instance, "a") && gs__str_is(head.clause, "b.c"));
	/* A good msgid, a bad rest: it can be answered. */
	assert_int_equal(read(BYTES(0x94, 0, 5, 7, 0x90)), GS__HEAD_BAD);
	assert_int_equal(head.msgid, 5);
	assert_int_equal(read(BYTES(0x96, 0, 5, 0xa1, 'a', 0x90, 0x80, 0)), GS__HEAD_BAD);
	assert_int_equal(read(BYTES(0x93, 0, 6, 0xa1, 'a')), GS__HEAD_BAD);
	assert_int_equal(head.msgid, 6);
	assert_int_equal(read(BYTES(0x92, 0, 7)), GS__HEAD_BAD);
	assert_int_equal(head.msgid, 7);
	assert_int_equal(read(BYTES(0x93, 1, 8, 0xc0)), GS__HEAD_BAD);
	assert_int_equal(read(BYTES(0x91, 2)), GS__HEAD_BAD);
	assert_int_equal(read(BYTES(0x93, 2, 0xc0, 0x90)), GS__HEAD_BAD);
	assert_int_equal(head.kind, GS__NOTIFICATION);
	/* Nothing to answer to. */
	assert_int_equal(read(BYTES(0xc0)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x90)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x91, 0)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x91, 3)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x94, 3, 5, 0xa1, 'a', 0x90)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x94, 0, 0xff, 0xa1, 'a', 0x90)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x94, 0, 0xcf, 0, 0, 0, 1, 0, 0, 0, 0)), GS__HEAD_BROKEN);
	assert_int_equal(read(BYTES(0x94, 0, 0xc0, 0xa1, 'a', 0x90)), GS__HEAD_BROKEN);
}

static enum gs__outcome read_extras(const uint8_t *bytes, size_t len)
{
	struct gs_reader in = { bytes, bytes + len, NULL };

	head = (struct gs__envelope){ .more = 1 };
	words.text[0] = '\0';
	return gs__envelope_extras(&in, &head, &extras, &words);
}

#define TIMEOUT 0xa7, 't', 'i', 'm', 'e', 'o', 'u', 't'
#define TRACE 0xa5, 't', 'r', 'a', 'c', 'e'

static void extras_are_checked(void **unused)
{
	uint8_t large[80] = { 0x81, TRACE, 0xd9, 65 };

	(void)unused;
	assert_int_equal(read_extras(BYTES(0x82, 0xa1, 'x', 0x91, 1, TIMEOUT, 5)), GS__GOOD);
	assert_true(extras.timeout == 5);
	assert_int_equal(read_extras(BYTES(0x81, TIMEOUT, 0xff)), GS__BAD);
	assert_string_equal(words.text, "timeout: not a duration in nanoseconds");
	assert_int_equal(read_extras(BYTES(0x81, TIMEOUT, 0xcd, 1)), GS__CUT);
	assert_int_equal(read_extras(BYTES(0x81, TIMEOUT)), GS__CUT);
	/* A key that is no string is unknown, like any other that is not ours. */
	assert_int_equal(read_extras(BYTES(0x83, 1, 2, 0x92, 3, 4, 0xc0, TIMEOUT, 6)), GS__GOOD);
	assert_true(extras.timeout == 6);
	assert_int_equal(read_extras(BYTES(0x81, 1)), GS__CUT);
	assert_int_equal(read_extras(BYTES(0x81, 0xcd, 1)), GS__CUT);
	assert_int_equal(read_extras(BYTES(0x81, 0xc1, 1)), GS__BAD);
	assert_string_equal(words.text, "something unknown is nested too deeply");
	assert_int_equal(read_extras(BYTES(0x91, 1)), GS__BAD);
	assert_string_equal(words.text, "a map is expected behind the arguments");
	assert_int_equal(read_extras(large, sizeof(large)), GS__BAD);
	assert_string_equal(words.text, "trace: not a string of at most 64 bytes");
	large[8] = 64;
	assert_int_equal(read_extras(large, sizeof(large)), GS__GOOD);
	assert_int_equal(extras.trace.len, 64);
	assert_int_equal(read_extras(large, 30), GS__CUT);
}

static void bounds_of_names(void **unused)
{
	static char name[70000];

	(void)unused;
	memset(name, 'x', sizeof(name));
	assert_true(gs__write_request(&out, 1, (gs_str){ name, 300 }, GS_STR("c"), false));
	assert_false(
		gs__write_request(&out, 1, (gs_str){ name, sizeof(name) }, GS_STR("c"), false));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(requests),
		TEST(notifications),
		TEST(responses),
		TEST(errors),
		TEST(long_error_texts_are_cut),
		TEST(foreign_errors),
		TEST(heads),
		TEST(extras_are_checked),
		TEST(bounds_of_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
