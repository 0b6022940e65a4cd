/* SPDX-License-Identifier: MIT */
/* The client of client.c against shapes.gs; prints TAP. Values are text: see value.h. */
#include "tests/interop/c/client.h"
#include "tests/interop/c/value.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct client client;
static unsigned failures; /* of the test that runs */
static char line[256];

/* A text made of others; lives until the next. */
static const char *text(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	return line;
}

static void complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("# ");
	vprintf(format, args);
	va_end(args);
	failures++;
}

static bool is_text(const msgpack_object *object, const char *text)
{
	return object->type == MSGPACK_OBJECT_STR && object->via.str.size == strlen(text) &&
	       memcmp(object->via.str.ptr, text, strlen(text)) == 0;
}

static void same(const char *what, const msgpack_object *got, const char *want)
{
	struct value wanted;

	value_of(&wanted, want);
	if (!msgpack_object_equal(*got, wanted.object)) {
		complain("%s: wanted %s, got ", what, want);
		msgpack_object_print(stdout, *got);
		printf("\n");
	}
	value_free(&wanted);
}

static uint32_t begin(const char *method, const char *params)
{
	struct value given;
	uint32_t msgid;

	value_of(&given, params);
	msgid = client_begin(&client, method, &given.object);
	value_free(&given);
	return msgid;
}

/* What has no answer kills the tests: no other would have one. */
static struct client_answer answer(uint32_t msgid)
{
	struct client_answer answer;

	if (msgid == 0 || !client_answer(&client, msgid, &answer)) {
		printf("not ok - C: the server hung up\n");
		exit(1);
	}
	return answer;
}

static void answers(uint32_t msgid, const char *what, const char *error, const char *result)
{
	struct client_answer got = answer(msgid);

	same(what, &got.error, error);
	same(what, &got.result, result);
	client_answer_free(&got);
}

static void call(const char *method, const char *params, const char *result)
{
	answers(begin(method, params), params, "nil", result);
}

static void fails(const char *method, const char *params, const char *error)
{
	answers(begin(method, params), params, error, "nil");
}

/* Answered by an error of the runtime's own; its text starts with `about`. */
static void refused(const char *method, const char *params, const char *name, const char *about)
{
	struct client_answer got = answer(begin(method, params));
	const msgpack_object *items = got.error.via.array.ptr;

	if (got.error.type != MSGPACK_OBJECT_ARRAY || got.error.via.array.size < 2 ||
		!is_text(&items[0], name) || items[1].type != MSGPACK_OBJECT_STR ||
		items[1].via.str.size < strlen(about) ||
		memcmp(items[1].via.str.ptr, about, strlen(about)) != 0) {
		complain("%s: wanted %s: %s, got ", params, name, about);
		msgpack_object_print(stdout, got.error);
		printf("\n");
	}
	client_answer_free(&got);
}

static void notify(const char *method, const char *params)
{
	struct value given;

	value_of(&given, params);
	if (!client_notify(&client, method, &given.object))
		complain("%s: cannot be sent\n", method);
	value_free(&given);
}

static void positional(void)
{
	static const char scalars[] =
		"[true, -9223372036854775808, 18446744073709551615, 0.5f, 1e300, 1500, "
		"1000000000000000000]";
	static const char texts[] = "['h\u00e9llo', x'00ff', 5]";
	static const char nested[] = "[[-1, 0.25, 5], [[1, 2.0, 0], [3, 4.0, 6]], ['a', ''], nil]";

	call("mirror.scalars", scalars, scalars);
	call("mirror.texts", texts, texts);
	call("mirror.nested", nested, nested);
	call("mirror.value", "[7]", "7000");
	call("mirror.nothing", "[]", "nil");
}

static void by_name(void)
{
	static const char scalars[] = "{'b': false, 'n': -1, 'u': 0, 'f': -0.5f, 'd': 0.0, "
				      "'wait': 0, 'at': -1}";
	static const char nested[] = "{'one': {'x': 1, 'y': 2.0, 'shade': 'blue'}, "
				     "'many': [{'x': 1, 'y': 2.0, 'shade': 'blue'}], "
				     "'names': [], 'maybe': 7}";

	call("mirror.scalars", scalars, scalars);
	call("mirror.texts", "{'raw': x'', 's': '', 'color': 'green'}",
		"{'s': '', 'raw': x'', 'color': 'green'}");
	call("mirror.nested", nested, nested);
	call("mirror.take", "{'n': 0}", "{'left': 0}");
}

static void unions(void)
{
	static const char *const figures[][2] = {
		/* by position, by name */
		{ "[0, 2.5]", "{'circle': 2.5}" },
		{ "[1, [1, 2.0, 0]]", "{'corner': {'x': 1, 'y': 2.0, 'shade': 'red'}}" },
		{ "[2, ['a', '']]", "{'names': ['a', '']}" },
		{ "[3, nil]", "{'nothing': nil}" },
	};
	static const char *const wrong[] = { "[4, nil]", "[-1, nil]", "[0]", "[0, 1, 2]",
		"[0, nil]", "[3, 0]", "[0, 101]", "[]", "{}", "3", "nil", "'nothing'",
		"['circle', 1]", "{'square': 1}", "{3: nil}", "{'circle': 1, 'nothing': nil}" };
	static const char named[] = "{'figure': {'circle': 2.5}, 'more': [{'nothing': nil}, "
				    "{'names': ['a']}], 'maybe': {'nothing': nil}}";

	for (size_t i = 0; i < COUNT(figures); i++) {
		call("mirror.first", text("[%s]", figures[i][0]), figures[i][0]);
		call("mirror.first", text("[%s]", figures[i][1]), figures[i][0]);
		call("mirror.first", text("{'figure': %s}", figures[i][1]), figures[i][1]);
		call("mirror.first", text("{'figure': %s}", figures[i][0]), figures[i][1]);
	}
	call("mirror.draw", "[[0, 1], [[1, [1, 2, 5]], [3, nil]], nil]",
		"[[0, 1.0], [[1, [1, 2.0, 5]], [3, nil]], nil]");
	call("mirror.draw", named, named);
	fails("mirror.draw", "[[3, nil], [], nil]", "['no_such', 'no such figure', [[3, nil]]]");
	fails("mirror.draw", "{'figure': {'nothing': nil}, 'more': []}",
		"['no_such', 'no such figure', {'what': {'nothing': nil}}]");
	for (size_t i = 0; i < COUNT(wrong); i++)
		refused("mirror.first", text("[%s]", wrong[i]), "bad_request", "first.figure");
}

static void defaults(void)
{
	call("mirror.value", "[]", "3000");
	call("mirror.value", "{}", "3000");
	call("mirror.nested", "[[1, 2], [], []]", "[[1, 2.0, 5], [], [], nil]");
	call("mirror.nested", "{'one': {'x': 1, 'y': 2}, 'many': [], 'names': []}",
		"{'one': {'x': 1, 'y': 2.0, 'shade': 'green'}, 'many': [], 'names': [], "
		"'maybe': nil}");
}

static void conversions(void)
{
	call("mirror.scalars", "[true, 1, 1, 3, 4, 5.0, 6.0]", "[true, 1, 1, 3.0f, 4.0, 5, 6]");
	call("mirror.texts", "['', 'text for bytes', 'red']",
		"['', x'7465787420666f72206279746573', 0]");
}

static void newer_peers(void)
{
	struct value request;
	uint32_t msgid;

	call("mirror.value", "[2, 'more', {'x': [1]}]", "2000");
	call("mirror.value", "{'n': 2, 'more': [nil]}", "2000");
	msgid = begin("mirror.value", "[1]");
	value_of(&request, "[0, 999, 'mirror.value', [2], {'later': nil}]");
	if (!client_send(&client, &request.object))
		complain("cannot be sent\n");
	value_free(&request);
	answers(999, "a longer request", "nil", "2000");
	answers(msgid, "the one before it", "nil", "1000");
}

static void errors(void)
{
	static const char *const wrong[] = { "[]", "{}", "[[1]]", "['x']", "[-1]", "[1.5]",
		"[4294967296]", "{'m': 1}", "nil", "3" };

	fails("mirror.take", "[5]", "['short_of', 'not enough', [5, 0]]");
	fails("mirror.take", "{'n': 5}", "['short_of', 'not enough', {'need': 5, 'have': 0}]");
	refused("mirror.value", "[11]", "bad_request", "value.n: 11 is not in 1..10");
	refused("mirror.texts", text("['%065d', x'', 0]", 0), "bad_request", "texts.s");
	for (size_t i = 0; i < COUNT(wrong); i++)
		refused("mirror.take", wrong[i], "bad_request", "");
	refused("mirror.texts", "['\xff', x'', 0]", "bad_request", "texts.s");
	refused("mirror.texts", "[x'ff', x'', 0]", "bad_request", "texts.s");
	refused("mirror.texts", "['', x'', 'yellow']", "bad_request", "texts.color");
	refused("mirror.missing", "[]", "no_clause", "");
	refused("nobody.take", "[1]", "no_server", "");
}

static void casts(void)
{
	notify("mirror.add", "[5]");
	notify("mirror.add", "{'n': 1}");
	call("mirror.add", "[4]", "nil");
	call("mirror.take", "[10]", "[0]");
	notify("mirror.take", "[1]"); /* its error has nowhere to go */
	call("mirror.nothing", "[]", "nil");
}

static void hear(void *arg, const msgpack_object *method, const msgpack_object *params)
{
	unsigned *heard = arg;

	same("the method", method, "'heard.seen'");
	same("its parameters", params, *heard ? "[[0, 2.5]]" : "[[2, ['a']]]");
	++*heard;
}

static void notifications(void)
{
	unsigned heard = 0;

	client.heard = hear;
	client.arg = &heard;
	call("mirror.show", "[[2, ['a']]]", "nil");
	call("mirror.show", "{'figure': {'circle': 2.5}}", "nil");
	if (heard != 2)
		complain("%u notifications\n", heard);
	client.heard = NULL;
}

static void pipelining(void)
{
	uint32_t ids[500];

	for (unsigned n = 0; n < COUNT(ids); n++)
		ids[n] = begin("mirror.value", text("[%u]", 1 + n % 10));
	for (unsigned n = COUNT(ids); n-- > 0;)
		answers(ids[n], "one of many", "nil", text("%u", 1000 * (1 + n % 10)));
}

int main(int argc, char **argv)
{
	static const struct test {
		const char *name;
		void (*run)(void);
	} tests[] = {
		{ "positional", positional },
		{ "by name", by_name },
		{ "unions", unions },
		{ "defaults", defaults },
		{ "conversions", conversions },
		{ "newer peers", newer_peers },
		{ "errors", errors },
		{ "casts", casts },
		{ "notifications", notifications },
		{ "pipelining", pipelining },
	};
	bool failed = false;

	if (argc != 2 || !client_open(&client, argv[1])) {
		printf("not ok - C: connects\n");
		return 1;
	}
	for (size_t i = 0; i < COUNT(tests); i++) {
		failures = 0;
		tests[i].run();
		printf("%sok - C: %s\n", failures ? "not " : "", tests[i].name);
		failed |= failures > 0;
	}
	client_close(&client);
	return failed;
}
