/* SPDX-License-Identifier: MIT */
/* check: what right specs mean. Sizes are computed by hand from the published MessagePack. */
#include "gsc/check/check.h"

#include "gsc/base/arena.h"
#include "gsc/model/names.h"
#include "gsc/model/print.h"
#include "grammar/parse.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static jmp_buf rescue;
static struct arena arena;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, &rescue);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const struct model_file *check(const struct source *source, bool described, size_t *errors)
{
	const struct check_options options = { .described = described };
	struct diag diag;
	const struct tree_file *tree;
	const struct model_file *file = NULL;

	diag_init(&diag, &arena);
	tree = parse_file(&arena, &diag, source);
	if (!diag.errors)
		file = check_file(&arena, &diag, tree, &options);
	if (!errors && diag.count)
		diag_print(&diag, stderr, DIAG_TEXT, false);
	if (errors)
		*errors = diag.errors;
	return file;
}

static const struct model_file *accept(const char *text)
{
	const struct source *source = source_over(&arena, "dir/t.gs", text, (uint32_t)strlen(text));
	const struct model_file *file = check(source, false, NULL);

	assert_non_null(file);
	return file;
}

static const struct model_decl *find(
	const struct model_file *file, enum model_decl_kind kind, const char *name)
{
	for (size_t i = 0; i < file->count; i++) {
		if (file->decls[i].kind == kind && strcmp(file->decls[i].name, name) == 0)
			return &file->decls[i];
	}
	fail_msg("no %s", name);
	return NULL;
}

static const struct model_record *find_struct(const struct model_file *file, const char *name)
{
	return find(file, MODEL_DECL_STRUCT, name)->as.record;
}

static const struct model_clause *find_clause(
	const struct model_file *file, const char *protocol, const char *name)
{
	const struct model_protocol *found = find(file, MODEL_DECL_PROTOCOL, protocol)->as.protocol;

	for (size_t i = 0; i < found->count; i++) {
		if (strcmp(found->clauses[i]->name, name) == 0)
			return found->clauses[i];
	}
	fail_msg("no %s.%s", protocol, name);
	return NULL;
}

/* "a b c": the names of all declarations, in the model's order. */
static const char *order(const struct model_file *file)
{
	const char *names = "";

	for (size_t i = 0; i < file->count; i++)
		names = arena_printf(&arena, "%s%s%s", names, i ? " " : "", file->decls[i].name);
	return names;
}

static void assert_integer(const struct model_value *value, int64_t expected)
{
	assert_non_null(value);
	assert_true(value->integer == expected);
}

static void the_example(void **state)
{
	const char *why = NULL;
	const struct source *source = source_read(&arena, "examples/rate_limiter/limits.gs", &why);
	const struct model_file *file;
	const struct model_server *server;
	const struct model_clause *acquire;
	const struct model_error *exhausted;

	(void)state;
	assert_non_null(source);
	file = check(source, false, NULL);
	assert_non_null(file);
	assert_string_equal(file->stem, "limits");
	assert_string_equal(file->guard, "LIMITS_GS");
	assert_string_equal(order(file), "exhausted bucket rate_limiter limits");

	exhausted = find(file, MODEL_DECL_ERROR, "exhausted")->as.error;
	assert_string_equal(exhausted->text, "not enough tokens");
	assert_string_equal(exhausted->record->c_name, "error_exhausted");
	assert_int_equal(exhausted->status, names_status("exhausted"));
	assert_int_equal(exhausted->record->array_max, 1 + 9);
	assert_int_equal(exhausted->record->encoded_max, 1 + 12 + 9);

	acquire = find_clause(file, "bucket", "acquire");
	assert_int_equal(acquire->kind, MODEL_CALL);
	assert_string_equal(acquire->c_name, "bucket_acquire");
	assert_int_equal(acquire->timeout, INT64_C(5000000000));
	assert_int_equal(acquire->raises_count, 1);
	assert_ptr_equal(acquire->raises[0], exhausted);
	assert_int_equal(acquire->in->required, 0);
	assert_true(acquire->in->fields[0].type->ranged);
	assert_true(acquire->in->fields[0].type->low == 1);
	assert_true(acquire->in->fields[0].type->high == 1000);
	assert_integer(acquire->in->fields[0].fallback, 1);
	assert_int_equal(acquire->in->array_max, 1 + 3);
	assert_int_equal(acquire->in->encoded_max, 1 + 2 + 3);
	assert_string_equal(acquire->out->c_name, "bucket_acquire_reply");
	assert_int_equal(acquire->out->encoded_max, 1 + 10 + 5);
	assert_int_equal(find_clause(file, "bucket", "reset")->in->encoded_max, 1);

	server = find(file, MODEL_DECL_SERVER, "rate_limiter")->as.server;
	assert_string_equal(server->doc, "A token bucket, refilled at a steady pace.");
	assert_string_equal(server->params->c_name, "rate_limiter_params");
	assert_int_equal(server->entry_count, 2);
	assert_ptr_equal(server->entries[0].clause, acquire);
	assert_string_equal(server->entries[0].c_name, "rate_limiter_on_acquire");
	assert_int_equal(server->info_count, 0);
	assert_int_equal(server->tick_count, 1);
	assert_ptr_equal(server->ticks[0].every_param, &server->params->fields[2]);
	assert_true(server->params->fields[2].type->low == 1);
	assert_true(server->params->fields[2].type->implied);
	assert_int_equal(server->state_count, 2);
	assert_ptr_equal(server->state[0].from_param, &server->params->fields[0]);
	assert_null(server->state[1].fallback);
	assert_false(server->has_init);

	assert_non_null(file->system);
	assert_string_equal(file->system->listens[0].address, "unix:limits.sock");
	assert_int_equal(file->system->listens[0].mode, -1);
	assert_int_equal(file->system->intensity, 3);
	assert_int_equal(file->system->period, INT64_C(5000000000));
	assert_ptr_equal(file->system->children[0].server, server);
	assert_integer(file->system->children[0].arguments[0], 1000);
	assert_integer(file->system->children[0].arguments[1], 10);
	assert_integer(file->system->children[0].arguments[2], 1000000000);
	assert_int_equal(file->system->children[0].shutdown, INT64_C(5000000000));
}

static void largest_encodings(void **state)
{
	static const struct {
		const char *type;
		uint64_t array;
		uint64_t named;
	} cases[] = {
		{ "bool", 1, 1 },
		{ "u8", 2, 2 },
		{ "u16", 3, 3 },
		{ "u32", 5, 5 },
		{ "u64", 9, 9 },
		{ "i8", 2, 2 },
		{ "i64", 9, 9 },
		{ "u32 in 0..127", 1, 1 },
		{ "u32 in 0..128", 2, 2 },
		{ "i32 in -32..0", 1, 1 },
		{ "i32 in -33..0", 2, 2 },
		{ "i32 in -128..255", 2, 2 },
		{ "i32 in -129..0", 3, 3 },
		{ "i64 in -32769..0", 5, 5 },
		{ "f32", 5, 5 },
		{ "f64 in 0..1", 9, 9 },
		{ "duration", 9, 9 },
		{ "duration in 1us..1ms", 5, 5 },
		{ "time", 9, 9 },
		{ "string<31>", 32, 32 },
		{ "string<32>", 34, 34 },
		{ "string<256>", 259, 259 },
		{ "string<5..65536>", 65541, 65541 },
		{ "bytes<31>", 33, 33 },
		{ "bytes<256>", 259, 259 },
		{ "u8?", 2, 2 },
		{ "string<4>?", 5, 5 },
		{ "list<u16, 15>", 1 + 15 * 3, 1 + 15 * 3 },
		{ "list<u16, 16>", 3 + 16 * 3, 3 + 16 * 3 },
		{ "list<u8, 70000>", 5 + 140000, 5 + 140000 },
		{ "color", 3, 6 },
		{ "huge", 5, 2 },
		{ "pair", 1 + 2 + 3, 1 + (2 + 2) + (2 + 6) },
		{ "list<pair, 2>", 1 + 2 * 6, 1 + 2 * 13 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = arena_printf(&arena,
			"enum color { red, green = 300, azure }\n"
			"enum huge { a = 0x7fffffff }\n"
			"struct pair { a: u8; b: color; }\n"
			"struct t { x: %s; }\n",
			cases[i].type);
		const struct model_record *record = find_struct(accept(text), "t");

		if (record->fields[0].type->array_max != cases[i].array ||
			record->fields[0].type->named_max != cases[i].named)
			fail_msg("%s: %llu and %llu", cases[i].type,
				(unsigned long long)record->fields[0].type->array_max,
				(unsigned long long)record->fields[0].type->named_max);
		assert_int_equal(record->array_max, 1 + cases[i].array);
		assert_int_equal(record->named_max, 1 + 2 + cases[i].named);
	}
}

/* The larger of both forms counts, and a bare reply stands alone in both. */
static void encodings_of_records(void **state)
{
	const struct model_file *file = accept(
		"enum huge { a = 0x7fffffff }\n"
		"struct x { e: huge; f: huge; }\n"
		"protocol p { call bare() -> list<u8, 3>; call named() -> (n: u8); }\n");

	(void)state;
	assert_int_equal(find_struct(file, "x")->array_max, 11);
	assert_int_equal(find_struct(file, "x")->named_max, 9);
	assert_int_equal(find_struct(file, "x")->encoded_max, 11);
	assert_true(find_clause(file, "p", "bare")->out->bare);
	assert_string_equal(find_clause(file, "p", "bare")->out->fields[0].name, "value");
	assert_int_equal(find_clause(file, "p", "bare")->out->encoded_max, 1 + 3 * 2);
	assert_int_equal(find_clause(file, "p", "named")->out->encoded_max, 1 + 2 + 2);
}

static void constants(void **state)
{
	static const struct {
		const char *text;
		model_int value;
	} cases[] = {
		{ "1 + 2 * 3", 7 },
		{ "(1 + 2) * 3", 9 },
		{ "-7 / 2", -3 },
		{ "-7 % 3", -1 },
		{ "~0", -1 },
		{ "1 << 63", (model_int)1 << 63 },
		{ "-1 << 63", INT64_MIN },
		{ "-8 >> 1", -4 },
		{ "0xf0 & 0x3c | 1 ^ 2", 0x30 | (1 ^ 2) },
		{ "64KiB + 1MiB", 65536 + 1048576 },
		{ "18446744073709551615", (model_int)UINT64_MAX },
		{ "-9_223_372_036_854_775_808", INT64_MIN },
		{ "OTHER - 1", 41 },
		{ "1s + 500ms", 1500000000 },
		{ "3 * 2ms / 4", 1500000 },
		{ "-5us", -5000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = arena_printf(
			&arena, "const A = %s;\nconst OTHER = 6 * 7;\n", cases[i].text);
		const struct model_const *constant =
			find(accept(text), MODEL_DECL_CONST, "A")->as.constant;

		if (constant->value->integer != cases[i].value)
			fail_msg("%s", cases[i].text);
		assert_int_equal(constant->is_enumerator,
			constant->value->kind == MODEL_VALUE_INTEGER &&
				cases[i].value >= INT32_MIN && cases[i].value <= INT32_MAX);
	}
}

static void constants_of_types(void **state)
{
	const struct model_file *file = accept("const A: color = FAVOURITE;\n"
					       "const FAVOURITE: shade = green;\n"
					       "type shade = color;\n"
					       "enum color { red, green = LAST + 1, blue }\n"
					       "const LAST = 4;\n"
					       "const HALF: f32 = 1 / 2.0;\n"
					       "const NAME = \"a\\x41\\u00e9\";\n"
					       "const WAIT = 2s;\n"
					       "const WIDE: u64 = 5;\n"
					       "type small = u8 in 0..LAST;\n"
					       "const TOP: small = LAST;\n");
	const struct model_const *a = find(file, MODEL_DECL_CONST, "A")->as.constant;
	const struct model_const *name = find(file, MODEL_DECL_CONST, "NAME")->as.constant;

	(void)state;
	assert_string_equal(a->value->enumerator->c_name, "COLOR_GREEN");
	assert_int_equal(a->value->enumerator->value, 5);
	assert_false(a->is_enumerator);
	assert_true(find(file, MODEL_DECL_CONST, "HALF")->as.constant->value->real == 0.5);
	assert_int_equal(name->value->len, 4);
	assert_memory_equal(name->value->string, "aA\xc3\xa9", 4);
	assert_int_equal(name->type->kind, MODEL_STRING);
	assert_int_equal(
		find(file, MODEL_DECL_CONST, "WAIT")->as.constant->type->kind, MODEL_DURATION);
	assert_null(find(file, MODEL_DECL_CONST, "LAST")->as.constant->type);
	assert_true(find(file, MODEL_DECL_CONST, "WIDE")->as.constant->is_enumerator);
	assert_string_equal(order(file), "color A FAVOURITE LAST HALF NAME WAIT WIDE TOP");
}

static void order_by_need(void **state)
{
	const struct model_file *file = accept(
		"system x { a: s(); }\n"
		"server s implements p { call go { reply(); } call own(l: list<u8?, 3>) { reply(); } }\n"
		"protocol p { call go(a: outer) raises late; }\n"
		"struct outer { l: list<inner, 4>; m: list<inner, 5>; o: u8?; }\n"
		"struct inner { c: color?; }\n"
		"error late(by: inner);\n"
		"enum color { red }\n"
		"type unused = list<u64, 3>;\n");

	(void)state;
	assert_string_equal(order(file),
		"color opt_color inner list_inner opt_u8 outer late p list_opt_u8 s x");
}

static void optionals_have_a_default(void **state)
{
	const struct model_file *file = accept("protocol p {\n"
					       "  call a(x: u8?, y: u8);\n"
					       "  call b(x: u8, y: u8?);\n"
					       "  call c(x: u8 = 1, y: u8?, z: u8? in 1..3 = 2);\n"
					       "  call d() -> u8?;\n"
					       "}\n");
	const struct model_record *a = find_clause(file, "p", "a")->in;
	const struct model_record *c = find_clause(file, "p", "c")->in;

	(void)state;
	assert_int_equal(a->required, 2);
	assert_int_equal(a->fields[0].fallback->kind, MODEL_VALUE_NONE);
	assert_false(a->fields[0].written);
	assert_int_equal(find_clause(file, "p", "b")->in->required, 1);
	assert_int_equal(c->required, 0);
	assert_integer(c->fields[2].fallback, 2);
	assert_true(c->fields[2].type->item->high == 3);
	assert_string_equal(c->fields[2].type->c_type, "struct gs_opt_u8");
	assert_int_equal(find_clause(file, "p", "d")->out->required, 0);
}

static void where_structs_stand(void **state)
{
	const struct model_file *file = accept(
		"struct deep { n: u8; }\n"
		"struct sent { d: list<deep, 3>; }\n"
		"struct held { b: u8; t: timer; }\n"
		"struct both { n: u8 = 1; }\n"
		"struct alone { text: string; n: u8 = 1; m: u8; }\n"
		"struct self_sent { text: string; }\n"
		"server s(x: both) {\n"
		"  state { h: held; y: both = x; w: from; i: instant?; text: string; b: bytes<9>; }\n"
		"  call a(m: sent?) { noreply(); }\n"
		"  info tell(m: self_sent, who: from, at: instant);\n"
		"}\n");

	(void)state;
	assert_true(find_struct(file, "deep")->in_message);
	assert_true(find_struct(file, "sent")->in_message);
	assert_true(find_struct(file, "sent")->owns);
	assert_false(find_struct(file, "sent")->in_state);
	assert_true(find_struct(file, "held")->in_state);
	assert_false(find_struct(file, "held")->in_message);
	assert_true(find_struct(file, "both")->in_message);
	assert_true(find_struct(file, "both")->in_state);
	assert_false(find_struct(file, "alone")->in_message);
	assert_true(find_struct(file, "self_sent")->in_message);
	assert_true(find_struct(file, "alone")->encoded_max == UINT64_MAX);
}

static void clauses_written_out(void **state)
{
	const struct model_file *file = accept(
		"error e;\nerror f;\n"
		"type small = u8 in 0..9;\n"
		"protocol p { call a(n: small = 2) -> (m: u8) raises e, f timeout 2s; cast b(); }\n"
		"server s implements p {\n"
		"  call a(n: u8 in 0..9 = 1 + 1) -> (m: u8) raises f, e timeout 2000ms;\n"
		"  cast b();\n"
		"  call c() timeout none;\n"
		"  init;\n"
		"  terminate;\n"
		"}\n");
	const struct model_server *server = find(file, MODEL_DECL_SERVER, "s")->as.server;

	(void)state;
	assert_ptr_equal(server->entries[0].clause, find_clause(file, "p", "a"));
	assert_int_equal(server->entries[0].clause->timeout, INT64_C(2000000000));
	assert_null(server->entries[0].body);
	assert_int_equal(server->entries[2].clause->timeout, -1);
	assert_string_equal(server->entries[2].clause->owner, "s");
	assert_true(server->has_init);
	assert_null(server->init);
	assert_true(server->has_terminate);
}

static void bodies(void **state)
{
	(void)state;
	accept("error late(by: duration, count: u32);\n"
	       "struct point { x: i32; y: i32; }\n"
	       "server s {\n"
	       "  state { n: u32; }\n"
	       "  call a(reply: u32, stop: bool) -> (p: point, n: u32) raises late {\n"
	       "    /* reply(.no = 1) */ const char *t = \"fail(nothing)\"; // fail(no)\n"
	       "    char c = '\\''; (void)c, (void)t, (void)reply;\n"
	       "    if (stop) fail(late, .by = GS_S(1), .count = f(1, (struct x){ 2, 3 }));\n"
	       "    if (self->n) failf(late, \"so %d\", 5);\n"
	       "    self->fail(x); y.reply(1, 2); z . caller();\n"
	       "    if (n) failf(denied, \"no\");\n"
	       "    reply(.p.x = 1, .p.y = 2, .n = ((3)));\n"
	       "  }\n"
	       "  call b() { gs_from w = caller(); keep(w); noreply(); }\n"
	       "  call c() -> u32 { reply_and_stop(\"a, b\", 5); }\n"
	       "  call d() { return helper(self, ctx); }\n"
	       "  call e() { stop(\"why\"); }\n"
	       "  cast f() { if (self->n) noreply(); stop(\"so\"); }\n"
	       "  init { stop(\"no\"); }\n"
	       "  terminate { gs_log(ctx, GS_INFO, \"reply(%d)\", (int)reason.len); }\n"
	       "  info g(n: u32) { int fail = 1, failed(int); (void)failed(fail); }\n"
	       "}\n");
}

static void systems(void **state)
{
	const struct model_file *file = accept(
		"const N = 2;\n"
		"enum color { red, green }\n"
		"server s(n: u8 in 1..9, c: color = red, o: u8?, t: string<8> = \"a\") { cast go(); }\n"
		"system x {\n"
		"  listen \"unix:/tmp/a.sock\" mode 0660 max N * 5 within 1MiB;\n"
		"  listen \"tcp:[::1]:0\";\n"
		"  listen \"tcp:127.0.0.1:0\";\n"
		"  intensity 5 in 10s;\n"
		"  strategy one_for_one;\n"
		"  a: s(n = N, c = green, t = \"\") restart transient shutdown 2s;\n"
		"  b: s(o = 7, n = 9) restart temporary;\n"
		"}\n");
	const struct model_system *system = file->system;

	(void)state;
	assert_int_equal(system->listen_count, 3);
	assert_int_equal(system->listens[0].mode, 0660);
	assert_int_equal(system->listens[0].max, 10);
	assert_int_equal(system->listens[0].within, 1 << 20);
	assert_int_equal(system->intensity, 5);
	assert_int_equal(system->period, INT64_C(10000000000));
	assert_int_equal(system->children[0].restart, MODEL_TRANSIENT);
	assert_int_equal(system->children[0].shutdown, INT64_C(2000000000));
	assert_int_equal(system->children[1].restart, MODEL_TEMPORARY);
	assert_integer(system->children[0].arguments[0], 2);
	assert_string_equal(system->children[0].arguments[1]->enumerator->name, "green");
	assert_int_equal(system->children[0].arguments[2]->kind, MODEL_VALUE_NONE);
	assert_int_equal(system->children[0].arguments[3]->len, 0);
	assert_integer(system->children[1].arguments[2], 7);
}

static void docs(void **state)
{
	const struct model_file *file = accept(
		"///One\r\n///\r\n  ///  two  \r\n"
		"enum color {\n  /// warm\n  red,\n}\n"
		"/// A struct.\nstruct a {\n  /// A field.\n  n: u8;\n}\n");
	const struct model_enum *color = find(file, MODEL_DECL_ENUM, "color")->as.enumeration;

	(void)state;
	assert_string_equal(color->doc, "One\n\n two  ");
	assert_string_equal(color->enumerators[0].doc, "warm");
	assert_string_equal(find(file, MODEL_DECL_STRUCT, "a")->doc, "A struct.");
	assert_string_equal(find_struct(file, "a")->fields[0].doc, "A field.");
	assert_null(find_struct(accept("struct b { n: u8; }\n"), "b")->doc);
}

static void names_of_the_runtime(void **state)
{
	const char *text = "struct instance { name: string<256>; }\n"
			   "protocol gs { call ping(); call list() -> list<instance, 1000>; }\n";
	const struct source *source = source_over(&arena, "gs", text, (uint32_t)strlen(text));
	size_t errors;

	(void)state;
	assert_non_null(check(source, true, NULL));
	assert_null(check(source, false, &errors));
	assert_int_equal(errors, 1);
}

static const char *printed(const struct model_file *file, const char *server)
{
	struct text text;

	text_init(&text, &arena);
	model_print_server(&text, file, find(file, MODEL_DECL_SERVER, server)->as.server);
	return arena_copy(&arena, text.bytes, text.len);
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
	"    call acquire(n: u32 in 1..1000 = 1, c: color = green) -> (left: u32) raises late, plain "
	"timeout 1500ms;\n"
	"    call shares(points: list<point, 1..4>) -> list<percent, 8>;\n"
	"    cast reset(at: time = 0, key: bytes<4> = \"\\001\\377\", name: string<8>? = \"a\\n\");\n"
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
	const struct model_file *file = accept(rich);
	const char *once = printed(file, "limiter");

	(void)state;
	assert_string_equal(once, rich);
	assert_string_equal(printed(accept(once), "limiter"), once);
}

/* Constants are computed, aliases resolved, bodies, state and what is not needed left out. */
static void printing_of_the_source(void **state)
{
	const struct model_file *file = accept(
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
	const struct model_file *file = accept("protocol p { call a(c: color) raises e; }\n"
					       "enum color { red }\nerror e;\nerror f;\n");
	struct text text;

	(void)state;
	text_init(&text, &arena);
	model_print_protocol(&text, file, find(file, MODEL_DECL_PROTOCOL, "p")->as.protocol);
	assert_string_equal(arena_copy(&arena, text.bytes, text.len),
		"enum color {\n    red,\n}\n\nerror e;\n\n"
		"protocol p {\n    call a(c: color) raises e;\n}\n");
}

static void generics_once(void **state)
{
	const struct model_file *file = accept(
		"struct a { x: list<u32, 4>; y: list<u32, 5>; }\n"
		"protocol p { call z(l: list<list<u32, 2>, 3>?) -> list<u32, 9>; }\n");

	(void)state;
	assert_string_equal(order(file), "list_u32 a list_list_u32 opt_list_list_u32 p");
	assert_string_equal(find(file, MODEL_DECL_GENERIC, "opt_list_list_u32")->as.generic->c_type,
		"struct gs_opt_list_list_u32");
}

static void code_blocks(void **state)
{
	const struct model_file *file = accept(
		"%top{ #define X 1 %}\n%{ int one; %}\n%{ int two; %}\n");

	(void)state;
	assert_int_equal(file->top_count, 1);
	assert_int_equal(file->code_count, 2);
	assert_string_equal(span_text(&arena, file->code[1]->inside), " int two; ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_example),
		TEST(largest_encodings),
		TEST(encodings_of_records),
		TEST(constants),
		TEST(constants_of_types),
		TEST(order_by_need),
		TEST(optionals_have_a_default),
		TEST(where_structs_stand),
		TEST(clauses_written_out),
		TEST(bodies),
		TEST(systems),
		TEST(docs),
		TEST(names_of_the_runtime),
		TEST(printing),
		TEST(printing_of_the_source),
		TEST(printing_of_a_protocol),
		TEST(generics_once),
		TEST(code_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
