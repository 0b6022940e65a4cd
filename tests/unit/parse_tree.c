/* SPDX-License-Identifier: MIT */
/* parse: right text, and the tree it gives, printed again in one canonical form. */
#include "grammar/parse.h"
#include "gsc/base/arena.h"
#include "tests/support/tree_print.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

/* The tree of right text; errors are shown and fail the test. */
static struct tree_file *parse_right(const struct source *source)
{
	struct diag diag;
	struct tree_file *file;

	diag_init(&diag, &arena);
	file = parse_file(&arena, &diag, source);
	if (diag.count)
		diag_print(&diag, stderr, DIAG_TEXT, false);
	assert_int_equal(diag.count, 0);
	return file;
}

static struct tree_file *parse(const char *text)
{
	return parse_right(source_over(&arena, "t.gs", text, (uint32_t)strlen(text)));
}

static const char *blank(void *unused)
{
	(void)unused;
	return " ";
}

static const char *print(const struct tree_file *file)
{
	struct text text;

	text_init(&text, &arena);
	tree_print(&text, file, blank, NULL);
	text_raw(&text, "", 1);
	return text.bytes;
}

struct shape {
	const char *text;
	const char *printed; /* NULL: as the text */
};

static void check(const struct shape *shapes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_string_equal(print(parse(shapes[i].text)),
			shapes[i].printed ? shapes[i].printed : shapes[i].text);
}

#define CHECK(shapes) check(shapes, sizeof(shapes) / sizeof((shapes)[0]))

static void test_precedence(void **state)
{
	static const struct shape shapes[] = {
		{ "const a=1+2*3;", "const a = ( 1 + ( 2 * 3 ) ) ; " },
		{ "const a=1-2-3;", "const a = ( ( 1 - 2 ) - 3 ) ; " },
		{ "const a=1|2^3&4<<5+6*7;",
			"const a = ( 1 | ( 2 ^ ( 3 & ( 4 << ( 5 + ( 6 * 7 ) ) ) ) ) ) ; " },
		{ "const a=7*6+5<<4&3^2|1;",
			"const a = ( ( ( ( ( ( 7 * 6 ) + 5 ) << 4 ) & 3 ) ^ 2 ) | 1 ) ; " },
		{ "const a=1>>2<<3>>4;", "const a = ( ( ( 1 >> 2 ) << 3 ) >> 4 ) ; " },
		{ "const a=-1*~-2;", "const a = ( - 1 * ~ - 2 ) ; " },
		{ "const a=(1+2)*3%4/5;", "const a = ( ( ( ( 1 + 2 ) * 3 ) % 4 ) / 5 ) ; " },
		{ "const a=((((7))));", "const a = 7 ; " },
		{ "const a = 1 <<2;", "const a = ( 1 << 2 ) ; " },
		{ "type a=string<1+2*3>;", "type a = string < ( 1 + ( 2 * 3 ) ) > ; " },
		{ "type a=string<1|2^3&4-5%6>;",
			"type a = string < ( 1 | ( 2 ^ ( 3 & ( 4 - ( 5 % 6 ) ) ) ) ) > ; " },
		{ "type a=string<(1<<2)..(9>>1)>;",
			"type a = string < ( 1 << 2 ) .. ( 9 >> 1 ) > ; " },
		{ "type a=u8 in 1<<2..9>>1;", "type a = u8 in ( 1 << 2 ) .. ( 9 >> 1 ) ; " },
		{ "type a=list<list<string<8>>>;", "type a = list < list < string < 8 > > > ; " },
		{ "type a=list<map<u8,ref<b>>?,9>?;",
			"type a = list < map < u8 , ref < b > > ? , 9 > ? ; " },
	};

	(void)state;
	CHECK(shapes);
}

static void test_literals(void **state)
{
	static const struct shape shapes[] = {
		{ "const a = 10_000;", "const a = 10000 ; " },
		{ "const a = 0xff_FF;", "const a = 65535 ; " },
		{ "const a = 18446744073709551615;", "const a = 18446744073709551615 ; " },
		{ "const a = 0xffffffffffffffff;", "const a = 18446744073709551615 ; " },
		{ "const a = 0;", "const a = 0 ; " },
		{ "const a = 5ns;", "const a = 5ns ; " },
		{ "const a = 250us + 10ms;", "const a = ( 250000ns + 10000000ns ) ; " },
		{ "const a = 1_0s;", "const a = 10000000000ns ; " },
		{ "const a = 5m;", "const a = 300000000000ns ; " },
		{ "const a = 2h;", "const a = 7200000000000ns ; " },
		{ "const a = 106751d;", "const a = 9223286400000000000ns ; " },
		{ "const a = 0s;", "const a = 0ns ; " },
		{ "const a = 2.5;", "const a = 2.50000000000000000e+00 ; " },
		{ "const a = 1e3;", "const a = 1.00000000000000000e+03 ; " },
		{ "const a = 1_0.2_5E+1_0;", "const a = 1.02500000000000000e+11 ; " },
		{ "type a = u8 in 1..9;", "type a = u8 in 1 .. 9 ; " },
		{ "type a = f64 in 0.5..1.5;",
			"type a = f64 in 5.00000000000000000e-01 .. 1.50000000000000000e+00 ; " },
		{ "const a = \"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\'\\?\";",
			"const a = \"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"'?\" ; " },
		{ "const a = \"\\0\\101\\x41\\xe9\\u00e9\\U0001F600\";",
			"const a = \"\\000AA\\351\\303\\251\\360\\237\\230\\200\" ; " },
		{ "const a = \"// no /* comment\";", "const a = \"// no /* comment\" ; " },
		{ "const a = true; const b = false; const c = none;",
			"const a = true ; const b = false ; const c = none ; " },
	};

	(void)state;
	CHECK(shapes);
	assert_int_equal(parse("const a = 64KiB;")->decls->value->value, 65536);
	assert_int_equal(parse("const a = 3GiB;")->decls->value->value, 3221225472);
	assert_int_equal(parse("const a = \"a\\0b\";")->decls->value->string_len, 3);
}

static const struct shape forms[] = {
	{ "", "" },
	{ "  // nothing\n/* at * / all **/", "" },
	{ "import \"a/b.gs\" ; ", NULL },
	{ "enum a { } ", NULL },
	{ "enum a {b,c=5}", "enum a { b , c = 5 , } " },
	{ "union a { b ; c : u32 ; secret d : bytes ; } ", NULL },
	{ "error a ; error b \"c\" ; error d ( e : u32 = 5 , secret f : string ) \"g\" ; ", NULL },
	{ "error a();", "error a ; " },
	{ "protocol a { call b; cast c(d: u8,) ; }",
		"protocol a { call b ; cast c ( d : u8 ) ; } " },
	{ "protocol a { call b ( ) -> c ? raises d , e timeout none within 5 existing ; } ", NULL },
	{ "protocol a { call b() existing within 5 timeout 1ns raises c; }",
		"protocol a { call b ( ) raises c timeout 1ns within 5 existing ; } " },
	{ "protocol a { call b ( ) -> ( c : u8 , d : u8 ) ; } ", NULL },
	{ "server a { } ", NULL },
	{ "server a ( b : u8 ) keyed by c : d idle 5 max 6 evict implements e , f "
	  "notifies g { } ",
		NULL },
	{ "server a notifies g implements e keyed by secret c:d max b idle 5 { }",
		"server a keyed by secret c : d idle 5 max b implements e notifies "
		"g { } " },
	{ "server a { state { b : u8 = c ; } init { x } call d {{}} info e ( ) "
	  "every 5ns ; } ",
		NULL },
	{ "server a { info down { } info gone ; info signal {} info down ( ) ; "
	  "terminate { } } ",
		NULL },
	{ "server a { response b to c . d ( e : f ) { } response g to h . i ; } ", NULL },
	{ "server a { mailbox 5 ; } ", NULL },
	{ "server a { mailbox b c overflow d ; } ", NULL },
	{ "server a { mailbox 1 + 2 ( 3 + 4 ) ; } ",
		"server a { mailbox ( 1 + 2 ) ( 3 + 4 ) ; } " },
	{ "system a { listen \"b\" mode 0660 serves c , d as e max 5 within 6 ; f : g ; } ", NULL },
	{ "system a { strategy b ; intensity 5 in 6ns ; backoff 7ns .. 8ns ; } ", NULL },
	{ "system a { b : c ( d = [ e , f ] , g = [ ] , h = - 5 ) restart i "
	  "shutdown 5 ; } ",
		NULL },
	{ "system a { b: c() shutdown 5 restart i; }",
		"system a { b : c ( ) restart i shutdown 5 ; } " },
	{ "system a { b : remote c \"d\" \"e\" ; f : dynamic g ( h = 1 ) max 5 "
	  "restart i ; } ",
		NULL },
	{ "system a { b : remote ( ) ; c : dynamic ( d = 1 ) ; e : remote ; f : "
	  "dynamic ; } ",
		NULL },
	{ "system a { supervisor b { strategy c ; supervisor d { } } supervisor : e ; } ", NULL },
	{ "struct a { b : extern \"int *\" drop c ; d : extern \"e\" ; f : ref ; g "
	  ": ref < h > ? ; } ",
		NULL },
};

static void test_forms(void **state)
{
	(void)state;
	CHECK(forms);
}

static void test_trailing_commas(void **state)
{
	static const struct shape shapes[] = {
		{ "enum a { b, c, }", "enum a { b , c , } " },
		{ "error a(b: u8,);", "error a ( b : u8 ) ; " },
		{ "server a(b: u8,) { call c(d: u8,) -> (e: u8,); }",
			"server a ( b : u8 ) { call c ( d : u8 ) -> ( e : u8 ) ; } " },
		{ "system a { b: c(d = [1, 2,],); }", "system a { b : c ( d = [ 1 , 2 ] ) ; } " },
	};

	(void)state;
	CHECK(shapes);
}

/* Bodies are taken over whole, whatever C they hold. */
static void test_bodies(void **state)
{
	static const char *const bodies[] = {
		"{}",
		"{ { { } } }",
		"{ \"}\" }",
		"{ \"\\\"}\" '}' '\\'' '\"' }",
		"{ /* } */ // }\n }",
		"{ // it's \\\n } still a comment\n }",
		"{\n#error don't }\n}",
		"{\n#define Q '\n}",
		"{ \"a\\\nb}\" }",
		"{ 5 / 6 /= 7 */ }",
		"{ a%}b }",
		"{ struct gs_text *x = &(struct y){ .z = { 0 } }; }",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		const char *end = bodies[i] + strlen(bodies[i]);
		const char *past = parse_skip_body(bodies[i], end);
		char *text;
		const struct tree_code *code;

		assert_non_null(past);
		text = arena_printf(&arena, "server a { call b %.*s cast c; }",
			(int)(past - bodies[i]), bodies[i]);
		code = parse(text)->decls->server->clauses->body;
		assert_string_equal(span_text(&arena, code->span),
			arena_copy(&arena, bodies[i], (size_t)(past - bodies[i])));
		assert_int_equal(code->inside.start, code->span.start + 1);
		assert_int_equal(code->inside.end, code->span.end - 1);
		/* No shorter text is a whole body. */
		for (const char *cut = bodies[i]; cut < past; cut++)
			assert_null(parse_skip_body(bodies[i], cut));
	}
}

static void test_code(void **state)
{
	static const char text[] = "%top{ #define A \"%}\" %}%{ int b; // %}\n /* %} */ '%}' %}";
	const struct tree_file *file = parse(text);

	(void)state;
	assert_int_equal(file->decls->kind, TREE_TOP);
	assert_string_equal(span_text(&arena, file->decls->code->inside), " #define A \"%}\" ");
	assert_int_equal(file->decls->next->kind, TREE_CODE);
	assert_string_equal(span_text(&arena, file->decls->next->code->inside),
		" int b; // %}\n /* %} */ '%}' ");
	assert_null(file->decls->next->next);
}

static const char *doc(struct span span)
{
	return span.source ? span_text(&arena, span) : "";
}

static void test_docs(void **state)
{
	const struct tree_decl *decl = parse(
		"/// First\n///\n  /// third.\r\n\r\nstruct a { /// not whole lines\n"
		"\t/// A field\n\tsecret b: u8; //// four\n\tc: u8;\n"
		"\t/// Lost\n\n\t/// Kept\n\td: u8;\n\t/// Stays\n\t// ordinary\n\te: u8;\n"
		"\t/// Of nothing\n}\nenum f {\n/// One\ng, h }\n"
		"/// Protocol\nprotocol i {\n\t/// Call\n\tcall j(\n\t\t/// "
		"Parameter\n\t\tk: u8);\n}\n")
					       ->decls;
	const struct tree_field *field = decl->fields;

	(void)state;
	assert_string_equal(doc(decl->doc), "/// First\n///\n  /// third.");
	assert_string_equal(doc(field->doc), "/// A field");
	assert_string_equal(doc(field->next->doc), "");
	assert_string_equal(doc(field->next->next->doc), "/// Kept");
	assert_string_equal(doc(field->next->next->next->doc), "/// Stays");
	decl = decl->next;
	assert_string_equal(doc(decl->doc), "");
	assert_string_equal(doc(decl->enumerators->doc), "/// One");
	decl = decl->next;
	assert_string_equal(doc(decl->doc), "/// Protocol");
	assert_string_equal(doc(decl->clauses->doc), "/// Call");
	assert_string_equal(doc(decl->clauses->params->doc), "/// Parameter");
}

static void check_span(struct span span, const char *wanted)
{
	assert_string_equal(span_text(&arena, span), wanted);
}

static void test_spans(void **state)
{
	const struct tree_decl *decl = parse(
		"const a : u8 = -b + 0x1f ;\n"
		"struct c { secret d: list<e, 1..2>? in 3 .. 4 = (5); }\n"
		"server f(g: u8) keyed by h: u8 max 5 evict {\n"
		" state { } call i(j: u8) -> ( k: u8 ) raises l existing { } info down { } "
		"mailbox 5 6 ; }\n"
		"system m { intensity 1 in 2s ; n: o ( ) restart p ; }")
					       ->decls;
	const struct tree_clause *clause;

	(void)state;
	check_span(decl->span, "const a : u8 = -b + 0x1f ;");
	check_span(decl->name.span, "a");
	check_span(decl->value->span, "-b + 0x1f");
	check_span(decl->value->op_span, "+");
	check_span(decl->value->left->span, "-b");
	check_span(decl->value->left->op_span, "-");
	decl = decl->next;
	check_span(decl->fields->span, "secret d: list<e, 1..2>? in 3 .. 4 = (5)");
	check_span(decl->fields->type->span, "list<e, 1..2>?");
	check_span(decl->fields->type->item->span, "e");
	check_span(decl->fields->type->range->span, "1..2");
	check_span(decl->fields->range->span, "3 .. 4");
	check_span(decl->fields->value->span, "5");
	decl = decl->next;
	check_span(decl->server->keyed_span, "keyed by h: u8 max 5 evict");
	check_span(decl->server->key_evict, "evict");
	check_span(decl->server->state->span, "state");
	check_span(decl->server->mailbox->span, "mailbox 5 6");
	clause = decl->server->clauses;
	check_span(clause->span, "call i(j: u8) -> ( k: u8 ) raises l existing");
	check_span(clause->reply_span, "-> ( k: u8 )");
	check_span(clause->existing, "existing");
	check_span(clause->next->span, "info down");
	decl = decl->next;
	check_span(decl->system->intensity_span, "intensity 1 in 2s");
	check_span(decl->system->children->span, "n: o ( ) restart p ;");
}

static void test_repeats_left_to_the_checker(void **state)
{
	const struct tree_decl *decl = parse(
		"server a { state { b: u8; } state { c: u8; } mailbox 1; mailbox 2; }\n"
		"system d { strategy e; strategy f; }")
					       ->decls;

	(void)state;
	assert_string_equal(decl->server->state->next->fields->name.text, "c");
	assert_int_equal(decl->server->mailbox->count->value, 1);
	check_span(decl->server->second_mailbox, "mailbox 2");
	assert_string_equal(decl->next->system->strategy.text, "e");
	check_span(decl->next->system->repeated, "strategy f");
}

static void test_line_ends(void **state)
{
	(void)state;
	assert_string_equal(print(parse("\xef\xbb\xbf"
					"const a = 1;\r\n// x\r\nconst b = 2;\r\n")),
		"const a = 1 ; const b = 2 ; ");
	check_span(parse("\xef\xbb\xbf/// d\r\nconst a = 1;")->decls->doc, "/// d");
}

static void test_depth(void **state)
{
	char text[1200];
	size_t len = 0;

	(void)state;
	len = (size_t)sprintf(text, "const a = ");
	memset(text + len, '(', 256);
	text[len + 256] = '1';
	memset(text + len + 257, ')', 256);
	strcpy(text + len + 513, ";");
	assert_int_equal(parse(text)->decls->value->depth, 1);
	memset(text + len, '-', 255);
	strcpy(text + len + 255, "1;");
	assert_int_equal(parse(text)->decls->value->depth, 256);
	assert_int_equal(parse("type a = list<list<u8>>;")->decls->type->depth, 3);
}

/* The spec of all forms, and what it prints to, printed again: nothing is lost on the way. */
static void test_whole(void **state)
{
	const char *why = "";
	const struct source *source = source_read(&arena, "tests/unit/data/whole.gs", &why);
	const struct tree_file *file;
	const char *printed;
	size_t count = 0;

	(void)state;
	assert_non_null(source);
	file = parse_right(source);
	for (const struct tree_decl *decl = file->decls; decl; decl = decl->next)
		count++;
	assert_int_equal(count, 33);
	printed = print(file);
	assert_string_equal(print(parse(printed)), printed);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_precedence),
		TEST(test_literals),
		TEST(test_forms),
		TEST(test_trailing_commas),
		TEST(test_bodies),
		TEST(test_code),
		TEST(test_docs),
		TEST(test_spans),
		TEST(test_repeats_left_to_the_checker),
		TEST(test_line_ends),
		TEST(test_depth),
		TEST(test_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
