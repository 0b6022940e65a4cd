/* SPDX-License-Identifier: MIT */
/* check: what right specs mean. */
#include "gsc/base/arena.h"
#include "gsc/model/names.h"
#include "tests/unit/lib/accept.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static void assert_integer(const struct model_value *value, int64_t expected)
{
	assert_non_null(value);
	assert_true(value->integer == expected);
}

static const struct model_file *example(void)
{
	const char *why = NULL;
	const struct source *source = source_read(
		&accept_arena, "examples/rate_limiter/limits.gs", &why);
	const struct model_file *file;

	assert_non_null(source);
	file = accept_source(source, false, NULL);
	assert_non_null(file);
	return file;
}

static void messages_of_the_example(void **state)
{
	const struct model_file *file = example();
	const struct model_clause *acquire;
	const struct model_error *exhausted;

	(void)state;
	assert_string_equal(file->stem, "limits");
	assert_string_equal(file->guard, "LIMITS_GS");
	assert_string_equal(accept_order(file), "exhausted bucket rate_limiter limits");

	exhausted = accept_find(file, MODEL_DECL_ERROR, "exhausted")->as.error;
	assert_string_equal(exhausted->text, "not enough tokens");
	assert_string_equal(exhausted->record->c_name, "error_exhausted");
	assert_int_equal(exhausted->status, names_status("exhausted"));
	assert_int_equal(exhausted->record->array_max, 1 + 9);
	assert_int_equal(exhausted->record->encoded_max, 1 + 12 + 9);

	acquire = accept_clause(file, "bucket", "acquire");
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
	assert_int_equal(accept_clause(file, "bucket", "reset")->in->encoded_max, 1);
}

static void server_of_the_example(void **state)
{
	const struct model_file *file = example();
	const struct model_server *server;

	(void)state;
	server = accept_find(file, MODEL_DECL_SERVER, "rate_limiter")->as.server;
	assert_string_equal(server->doc, "A token bucket, refilled at a steady pace.");
	assert_string_equal(server->params->c_name, "rate_limiter_params");
	assert_int_equal(server->entry_count, 2);
	assert_ptr_equal(server->entries[0].clause, accept_clause(file, "bucket", "acquire"));
	assert_string_equal(server->entries[0].c_name, "rate_limiter_on_acquire");
	assert_int_equal(server->info_count, 0);
	assert_int_equal(server->tick_count, 1);
	assert_ptr_equal(server->ticks[0].period.param, &server->params->fields[2]);
	assert_true(server->params->fields[2].type->low == 1);
	assert_true(server->params->fields[2].type->implied);
	assert_int_equal(server->state_count, 2);
	assert_ptr_equal(server->state[0].from_param, &server->params->fields[0]);
	assert_null(server->state[1].fallback);
	assert_false(server->hooks[MODEL_INIT].is_there);
}

static void system_of_the_example(void **state)
{
	const struct model_file *file = example();

	(void)state;
	assert_non_null(file->system);
	assert_string_equal(file->system->listens[0].address, "unix:limits.sock");
	assert_int_equal(file->system->listens[0].mode, -1);
	assert_int_equal(file->system->root.intensity, 3);
	assert_int_equal(file->system->root.period, INT64_C(5000000000));
	assert_ptr_equal(file->system->children[0].server,
		accept_find(file, MODEL_DECL_SERVER, "rate_limiter")->as.server);
	assert_integer(file->system->children[0].arguments[0], 1000);
	assert_integer(file->system->children[0].arguments[1], 10);
	assert_integer(file->system->children[0].arguments[2], 1000000000);
	assert_int_equal(file->system->children[0].shutdown, INT64_C(5000000000));
}

static void order_by_need(void **state)
{
	const struct model_file *file = accept_text(
		"system x { a: s(); }\n"
		"server s implements p { call go { reply(); } call own(l: list<u8?, 3>) { "
		"reply(); } }\n"
		"protocol p { call go(a: outer) raises late; }\n"
		"struct outer { l: list<inner, 4>; m: list<inner, 5>; o: u8?; }\n"
		"struct inner { c: color?; }\n"
		"error late(by: inner);\n"
		"enum color { red }\n"
		"type unused = list<u64, 3>;\n");

	(void)state;
	assert_string_equal(accept_order(file),
		"color opt_color inner list_inner opt_u8 outer late p list_opt_u8 s x");
}

static void optionals_have_a_default(void **state)
{
	const struct model_file *file = accept_text(
		"protocol p {\n"
		"  call a(x: u8?, y: u8);\n"
		"  call b(x: u8, y: u8?);\n"
		"  call c(x: u8 = 1, y: u8?, z: u8? in 1..3 = 2);\n"
		"  call d() -> u8?;\n"
		"}\n");
	const struct model_record *a = accept_clause(file, "p", "a")->in;
	const struct model_record *c = accept_clause(file, "p", "c")->in;

	(void)state;
	assert_int_equal(a->required, 2);
	assert_int_equal(a->fields[0].fallback->kind, MODEL_VALUE_NONE);
	assert_false(a->fields[0].written);
	assert_int_equal(accept_clause(file, "p", "b")->in->required, 1);
	assert_int_equal(c->required, 0);
	assert_integer(c->fields[2].fallback, 2);
	assert_true(c->fields[2].type->item->high == 3);
	assert_string_equal(c->fields[2].type->c_type, "struct gs_opt_u8");
	assert_int_equal(accept_clause(file, "p", "d")->out->required, 0);
}

static void where_structs_stand(void **state)
{
	const struct model_file *file = accept_text(
		"struct deep { n: u8; }\n"
		"struct sent { d: list<deep, 3>; }\n"
		"struct held { b: u8; t: timer; }\n"
		"struct both { n: u8 = 1; }\n"
		"struct alone { text: string; n: u8 = 1; m: u8; }\n"
		"struct self_sent { text: string; }\n"
		"server s(x: both) {\n"
		"  state { h: held; y: both = x; w: from; i: instant?; text: string; b: bytes<9>; "
		"}\n"
		"  call a(m: sent?) { noreply(); }\n"
		"  info tell(m: self_sent, who: from, at: instant);\n"
		"}\n");

	(void)state;
	assert_true(accept_struct(file, "deep")->in_message);
	assert_true(accept_struct(file, "sent")->in_message);
	assert_true(accept_struct(file, "sent")->owns);
	assert_false(accept_struct(file, "sent")->in_state);
	assert_true(accept_struct(file, "held")->in_state);
	assert_false(accept_struct(file, "held")->in_message);
	assert_true(accept_struct(file, "both")->in_message);
	assert_true(accept_struct(file, "both")->in_state);
	assert_false(accept_struct(file, "alone")->in_message);
	assert_true(accept_struct(file, "self_sent")->in_message);
	assert_true(accept_struct(file, "alone")->encoded_max == UINT64_MAX);
}

static void unions_are_records_of_one_member(void **state)
{
	const struct model_file *file = accept_text(
		"union shape { circle: f32; label: string<10>; nothing; maybe: u8?; }\n"
		"union job { rings: timer; table: map<u8, u8>; none_of_it; }\n"
		"union plain { a: u8; b; }\n"
		"protocol p { call draw(s: shape, p: plain) -> shape; }\n"
		"server t { state { j: job; kept: shape; p: plain; } }\n");
	const struct model_record *shape = accept_struct(file, "shape");
	const struct model_clause *draw = accept_clause(file, "p", "draw");

	(void)state;
	assert_true(shape->is_union && shape->owns && shape->in_message && shape->in_state);
	assert_int_equal(shape->count, 4);
	assert_int_equal(shape->required, 0);
	assert_int_equal(shape->fields[2].type->kind, MODEL_NOTHING);
	assert_null(shape->fields[3].fallback);
	assert_int_equal(shape->array_max, 1 + 1 + 11);
	assert_int_equal(shape->named_max, 1 + 6 + 11);
	assert_int_equal(draw->in->array_max, 1 + 13 + 4);
	assert_int_equal(draw->out->encoded_max, 18);
	assert_string_equal(draw->out->fields[0].type->c_type, "struct shape");
	assert_string_equal(draw->out->fields[0].type->c_state_type, "struct shape_held");
	assert_false(shape->has_one_form);
	assert_false(accept_struct(file, "plain")->owns);
	assert_int_equal(accept_find(file, MODEL_DECL_STRUCT_HELD, "job")->as.record->count, 3);
	assert_true(accept_find(file, MODEL_DECL_STRUCT_HELD, "job")->as.record->has_one_form);
}

static void clauses_written_out(void **state)
{
	const struct model_file *file = accept_text(
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
	const struct model_server *server = accept_find(file, MODEL_DECL_SERVER, "s")->as.server;

	(void)state;
	assert_ptr_equal(server->entries[0].clause, accept_clause(file, "p", "a"));
	assert_int_equal(server->entries[0].clause->timeout, INT64_C(2000000000));
	assert_null(server->entries[0].body);
	assert_int_equal(server->entries[2].clause->timeout, -1);
	assert_string_equal(server->entries[2].clause->owner, "s");
	assert_true(server->hooks[MODEL_INIT].is_there);
	assert_null(server->hooks[MODEL_INIT].body);
	assert_true(server->hooks[MODEL_TERMINATE].is_there);
}

static void bodies(void **state)
{
	(void)state;
	accept_text("error late(by: duration, count: u32);\n"
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
	const struct model_file *file = accept_text(
		"const N = 2;\n"
		"enum color { red, green }\n"
		"server s(n: u8 in 1..9, c: color = red, o: u8?, t: string<8> = \"a\") { cast "
		"go(); }\n"
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
	assert_int_equal(system->root.intensity, 5);
	assert_int_equal(system->root.period, INT64_C(10000000000));
	assert_int_equal(system->children[0].restart, MODEL_TRANSIENT);
	assert_int_equal(system->children[0].shutdown, INT64_C(2000000000));
	assert_int_equal(system->children[1].restart, MODEL_TEMPORARY);
	assert_integer(system->children[0].arguments[0], 2);
	assert_string_equal(system->children[0].arguments[1]->enumerator->name, "green");
	assert_int_equal(system->children[0].arguments[2]->kind, MODEL_VALUE_NONE);
	assert_int_equal(system->children[0].arguments[3]->len, 0);
	assert_integer(system->children[1].arguments[2], 7);
}

static void generics_once(void **state)
{
	const struct model_file *file = accept_text(
		"struct a { x: list<u32, 4>; y: list<u32, 5>; }\n"
		"protocol p { call z(l: list<list<u32, 2>, 3>?) -> list<u32, 9>; }\n");

	(void)state;
	assert_string_equal(accept_order(file), "list_u32 a list_list_u32 opt_list_list_u32 p");
	assert_string_equal(
		accept_find(file, MODEL_DECL_GENERIC, "opt_list_list_u32")->as.generic->c_type,
		"struct gs_opt_list_list_u32");
}

static void code_blocks(void **state)
{
	const struct model_file *file = accept_text(
		"%top{ #define X 1 %}\n%{ int one; %}\n%{ int two; %}\n");

	(void)state;
	assert_int_equal(file->top_count, 1);
	assert_int_equal(file->code_count, 2);
	assert_string_equal(span_text(&accept_arena, file->code[1]->inside), " int two; ");
}

/* Before what ends the declaration: a word after a comma is a name. */
static void commas_at_the_end(void **state)
{
	const struct model_file *file = accept_text(
		"error e;\nerror within;\n"
		"protocol p { call a() raises e,; }\nprotocol n { cast b(); }\n"
		"server s() implements p, {\n"
		"call a { reply(); } call c() timeout 1s raises e, { reply(); } }\n"
		"server t() implements p notifies n, { call a; call d() raises e, within,; }\n"
		"system y { listen \"unix:a\" max 5 serves x, z as p,; x: s(); z: t(); }\n");

	(void)state;
	assert_int_equal(file->system->listens->serve_count, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accept_set_up, accept_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(messages_of_the_example),
		TEST(server_of_the_example),
		TEST(system_of_the_example),
		TEST(order_by_need),
		TEST(optionals_have_a_default),
		TEST(where_structs_stand),
		TEST(unions_are_records_of_one_member),
		TEST(clauses_written_out),
		TEST(bodies),
		TEST(systems),
		TEST(generics_once),
		TEST(code_blocks),
		TEST(commas_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
