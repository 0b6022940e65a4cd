/* SPDX-License-Identifier: MIT */
/* check and print: a model as text is accepted again. */
#include "gsc/base/arena.h"
#include "gsc/model/print.h"
#include "tests/unit/lib/accept.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static const char *printed(const struct model_file *file, const char *server)
{
	struct text text;

	text_init(&text, &accept_arena);
	model_print_server(&text, file, accept_find(file, MODEL_DECL_SERVER, server)->as.server);
	return arena_copy(&accept_arena, text.bytes, text.len);
}

static const char rich[] =
	"type percent = u8 in 0..100;\n"
	"\n"
	"/// Colours.\n"
	"enum color {\n"
	"    red,\n"
	"    /// like grass\n"
	"    green = 5,\n"
	"    blue,\n"
	"    dark = -3,\n"
	"}\n"
	"\n"
	"struct point {\n"
	"    /// across\n"
	"    x: i32 in -5..5;\n"
	"    y: f64 in -1.0..1e30 = 0.1;\n"
	"}\n"
	"\n"
	"/// Too late.\n"
	"/// Indeed.\n"
	"error late(by: duration in 1ms..2h = 90s) \"it is \\\"late\\\" \xc3\xa9\\\\\";\n"
	"\n"
	"error plain;\n"
	"\n"
	"protocol bucket {\n"
	"    call acquire(n: u32 in 1..1000 = 1, c: color = green) -> (left: u32) raises late, "
	"plain "
	"timeout 1500ms;\n"
	"    call shares(points: list<point, 1..4>) -> list<percent, 8>;\n"
	"    cast reset(at: time = 0, key: bytes<4> = \"\\001\\377\", name: string<8>? = "
	"\"a\\n\");\n"
	"}\n"
	"\n"
	"/// A server.\n"
	"server limiter(\n"
	"    /// how many\n"
	"    capacity: u32 = 100,\n"
	"    period: duration = 1s\n"
	") implements bucket {\n"
	"    call acquire;\n"
	"    call shares;\n"
	"    cast reset;\n"
	"    /// Its own.\n"
	"    call stats() -> u64? timeout none;\n"
	"}\n";

/* What is printed is accepted, and printed again it is the same. */
static void printing(void **state)
{
	const struct model_file *file = accept_text(rich);
	const char *once = printed(file, "limiter");

	(void)state;
	assert_string_equal(once, rich);
	assert_string_equal(printed(accept_text(once), "limiter"), once);
}

/* Constants are computed, aliases resolved, bodies, state and what is not needed left out. */
static void printing_of_the_source(void **state)
{
	const struct model_file *file = accept_text(
		"const N = 5;\ntype small = u32 in 1..N * 2;\n"
		"error unused;\nstruct unused_too { a: u8; }\n"
		"server s(p: duration = 60s) {\n"
		"  state { n: u32 = N; }\n"
		"  call a(n: small = N) -> (m: list<small, N>) { reply(); }\n"
		"  info tick() every p { }\n"
		"}\n");

	(void)state;
	assert_string_equal(printed(file, "s"),
		"type small = u32 in 1..10;\n\n"
		"server s(p: duration = 1m) {\n"
		"    call a(n: u32 in 1..10 = 5) -> (m: list<small, 5>);\n"
		"}\n");
}

static void printing_of_a_protocol(void **state)
{
	const struct model_file *file = accept_text("protocol p { call a(c: color) raises e; }\n"
						    "enum color { red }\nerror e;\nerror f;\n");
	struct text text;

	(void)state;
	text_init(&text, &accept_arena);
	model_print_protocol(&text, file, accept_find(file, MODEL_DECL_PROTOCOL, "p")->as.protocol);
	assert_string_equal(arena_copy(&accept_arena, text.bytes, text.len),
		"enum color {\n    red,\n}\n\nerror e;\n\n"
		"protocol p {\n    call a(c: color) raises e;\n}\n");
}

static void docs(void **state)
{
	const struct model_file *file = accept_text(
		"///One\r\n///\r\n  ///  two  \r\n"
		"enum color {\n  /// warm\n  red,\n}\n"
		"/// A struct.\nstruct a {\n  /// A field.\n  n: u8;\n}\n");
	const struct model_enum *color =
		accept_find(file, MODEL_DECL_ENUM, "color")->as.enumeration;

	(void)state;
	assert_string_equal(color->doc, "One\n\n two  ");
	assert_string_equal(color->enumerators[0].doc, "warm");
	assert_string_equal(accept_find(file, MODEL_DECL_STRUCT, "a")->doc, "A struct.");
	assert_string_equal(accept_struct(file, "a")->fields[0].doc, "A field.");
	assert_null(accept_struct(accept_text("struct b { n: u8; }\n"), "b")->doc);
}

static void names_of_the_runtime(void **state)
{
	const char *text = "struct instance { name: string<256>; }\n"
			   "protocol gs { call ping(); call list() -> list<instance, 1000>; }\n";
	const struct source *source = source_over(
		&accept_arena, "gs", text, (uint32_t)strlen(text));
	size_t errors;

	(void)state;
	assert_non_null(accept_source(source, true, NULL));
	assert_null(accept_source(source, false, &errors));
	assert_int_equal(errors, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accept_set_up, accept_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(printing),
		TEST(printing_of_the_source),
		TEST(printing_of_a_protocol),
		TEST(docs),
		TEST(names_of_the_runtime),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
