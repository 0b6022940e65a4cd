/* SPDX-License-Identifier: MIT */
/* parse: text that breaks the grammar, and every message it gets, to the letter. */
#include "tests/support/messages.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static const struct messages_case fields[] = {
	{ "struct a {\n"
	  "\tx: u32\n"
	  "\ty: u32;\n"
	  "\tz: u64 hits: u8;\n"
	  "}\n"
	  "struct b { x: u32 }",
		"2:8: expected ';' after the field, found 'y' [syntax]\n"
		"4:8: expected ';' after the field, found 'hits' [syntax]\n"
		"6:18: expected ';' after the field, found '}' [syntax]\n" },
	{ "struct a {\n"
	  "\tu32 x;\n"
	  "\ty u32;\n"
	  "\tb c;\n"
	  "\tz = u32;\n"
	  "}",
		"2:6: expected ':' after 'u32', found 'x'; write 'x: u32' [syntax]\n"
		"3:4: expected ':' after 'y', found 'u32'; write 'y: u32' [syntax]\n"
		"4:4: expected ':' after 'b', found 'c'; write 'c: b' [syntax]\n"
		"5:4: expected ':' after 'z', found '='; a field is written 'name: "
		"type' [syntax]\n" },
	{ "struct a { x: u32 = ; y: ; z: list<u32; w: u32;; ; }",
		"1:21: expected a value, found ';' [syntax]\n"
		"1:26: expected a type, found ';' [syntax]\n"
		"1:39: expected ',' or '>' here: the '<' of 'list' is not closed [syntax]\n"
		"1:35: note: this is the '<'\n"
		"1:48: nothing stands before this ';' [syntax]\n"
		"1:50: nothing stands before this ';' [syntax]\n" },
	{ "struct a { x: map<u32>; y: list<>; z: string<>; w: ref<>; v: u32??; "
	  "u: u32 in 5; t: u32 in 1..; s: extern; }",
		"1:22: expected ',' after 'u32', found '>' [syntax]\n"
		"1:33: expected a type, found '>' [syntax]\n"
		"1:46: expected a value, found '>' [syntax]\n"
		"1:56: expected a name, found '>' [syntax]\n"
		"1:66: expected ';' after the field, found '?'; a type has one '?' [syntax]\n"
		"1:80: expected '..' after '5', found ';' [syntax]\n"
		"1:95: expected a value, found ';'; a range is written '1..5', both "
		"ends included [syntax]\n"
		"1:106: expected a text in quotes, found ';' [syntax]\n" },
	{ "struct a { x: string<1 << 5>; z: string<16 >> 2>; } const b = 5 > > 6;",
		"1:24: between '<' and '>' a shift needs parentheses [syntax]\n"
		"1:45: between '<' and '>' a shift needs parentheses [syntax]\n"
		"1:67: expected '>>', found '>' and '>' apart [syntax]\n" },
	{ "struct a { x: state; } struct call { } type list = u8;",
		"1:15: 'state' is a word of the language, so no type can have this "
		"name [syntax]\n"
		"1:31: 'call' is a word of the language, so no type can have this name "
		"[syntax]\n"
		"1:45: 'list' is a word of the language, so no type can have this name "
		"[syntax]\n" },
	{ "struct a { x: u32, y: u32, }", "1:18: a field ends with ';', not ',' [syntax]\n" },
	{ "union a { b: ; c }", "1:14: expected a type, found ';' [syntax]\n"
				"1:17: expected ';' after the member, found '}' [syntax]\n" },
	{ "enum a { b: 5, c } enum d { e f } enum g { h; } enum i { 5 }",
		"1:11: expected '=' after 'b', found ':'; an enumerator is written "
		"'name = value' [syntax]\n"
		"1:31: expected ',' or '}' after the enumerator, found 'f' [syntax]\n"
		"1:45: enumerators are separated by ',', not ';' [syntax]\n"
		"1:58: expected an enumerator or '}', found '5' [syntax]\n" },
	{ "error a(u32 b); error c { d: u8; } error e(f: u8;",
		"1:13: expected ':' after 'u32', found 'b'; write 'b: u32' [syntax]\n"
		"1:25: expected a text in quotes or ';', found '{'; the fields of an "
		"error stand in parentheses [syntax]\n"
		"1:49: expected ',' or ')' after the field, found ';' [syntax]\n" },
};

static void test_fields(void **state)
{
	(void)state;
	MESSAGES_CHECK(fields);
}

static const struct messages_case declarations[] = {
	{ "struct a {\n"
	  "};\n"
	  "server b {\n"
	  "\tcall c { };\n"
	  "};\n"
	  ";",
		"2:2: no ';' stands after a '}' [syntax]\n"
		"4:12: no ';' stands after a '}' [syntax]\n"
		"5:2: no ';' stands after a '}' [syntax]\n"
		"6:1: no ';' stands after a '}' [syntax]\n" },
	{ "strct a { x: u32; }\n"
	  "sever b { call c() { } }\n"
	  "foo;\n"
	  "5;\n"
	  "\"x\";\n"
	  "server c { }\n"
	  "}\n"
	  "const d = 1;",
		"1:1: expected a declaration, found 'strct'; did you mean 'struct'? "
		"[syntax]\n"
		"2:1: expected a declaration, found 'sever'; did you mean 'server'? "
		"[syntax]\n"
		"3:1: expected a declaration, found 'foo' [syntax]\n"
		"4:1: expected a declaration, found '5' [syntax]\n"
		"5:1: expected a declaration, found \"x\" [syntax]\n"
		"7:1: this '}' closes nothing [syntax]\n" },
	{ "const a = 5\n"
	  "const b = 6;\n"
	  "import \"x\"\n"
	  "server c { }",
		"1:12: expected ';' after the const, found 'const' [syntax]\n"
		"3:11: expected ';' after the import, found 'server' [syntax]\n" },
	{ "const a : = 5; const b u32 = 5; type c u32; const d = 5 6; import "
	  "foo; const e; const = 1;",
		"1:11: expected a type, found '='; write '=' [syntax]\n"
		"1:24: expected '=' or ':' after 'b', found 'u32'; a constant is "
		"written 'const NAME = value' or 'const NAME: T = value' [syntax]\n"
		"1:40: expected '=' after 'c', found 'u32' [syntax]\n"
		"1:57: expected ';' after the const, found '6' [syntax]\n"
		"1:67: expected a text in quotes, found 'foo'; write 'import "
		"\"path.gs\";' [syntax]\n"
		"1:79: expected '=' or ':' after 'e', found ';' [syntax]\n"
		"1:87: expected a name, found '=' [syntax]\n" },
	{ "struct { x: u32; y u32; } struct 5 { } enum { a } union { } protocol "
	  "{ call 5; } server { cal b(); } system { a b(); }",
		"1:8: expected a name, found '{' [syntax]\n"
		"1:20: expected ':' after 'y', found 'u32'; write 'y: u32' [syntax]\n"
		"1:34: expected a name, found '5' [syntax]\n"
		"1:45: expected a name, found '{' [syntax]\n"
		"1:57: expected a name, found '{' [syntax]\n"
		"1:70: expected a name, found '{' [syntax]\n"
		"1:89: expected a name, found '{' [syntax]\n"
		"1:91: expected a member of the server, found 'cal'; did you mean "
		"'call'? [syntax]\n"
		"1:109: expected a name, found '{' [syntax]\n" },
	{ "server a(x: u32) implements { } server b keyed x: u32 { } server c "
	  "implements d e { cal f(); }\n"
	  "server g\n"
	  "server h { }",
		"1:29: expected a name, found '{' [syntax]\n"
		"1:48: expected 'by' after 'keyed', found 'x'; a key is written "
		"'keyed by NAME: T' [syntax]\n"
		"1:81: expected ',' or '{' after 'd', found 'e' [syntax]\n"
		"1:85: expected a member of the server, found 'cal'; did you mean "
		"'call'? [syntax]\n"
		"2:9: expected '{' after 'g', found 'server' [syntax]\n" },
	{ "server a implements b implements c keyed by d: u8 keyed by e: u8 { }",
		"1:23: 'implements' is said twice here [repeated]\n"
		"1:51: 'keyed' is said twice here [repeated]\n" },
	{ "struct a { %{ int b; %} } server c { %top{ %} call d(); }",
		"1:12: C text stands between declarations, not inside them [syntax]\n"
		"1:38: C text stands between declarations, not inside them [syntax]\n" },
	{ "/* a */ const b = c @ 5;\n"
	  "const d = \303\251;\n"
	  "#include <stdio.h>\n"
	  "server e {\n"
	  "\t#define f\n"
	  "\tcall g() { }\n"
	  "}\n"
	  "const h = 'x';\n"
	  "const i = 5 $;",
		"1:21: '@' means nothing here [stray-character]\n"
		"2:11: '\303\251' is no name: names are letters a to z, digits and "
		"'_' [stray-character]\n"
		"3:1: C text stands between %{ and %} [stray-character]\n"
		"5:2: C text stands between %{ and %}; a constant is written 'const "
		"NAME = value;' [stray-character]\n"
		"8:11: strings are written in double quotes [stray-character]\n"
		"9:13: '$' means nothing here [stray-character]\n" },
};

static void test_declarations(void **state)
{
	(void)state;
	MESSAGES_CHECK(declarations);
}

static const struct messages_case clauses[] = {
	{ "protocol p { call a() { reply(); } info b(); state { } }\n"
	  "protocol q {\n"
	  "\tcast c()\n"
	  "\tcall d()\n"
	  "}",
		"1:23: a clause of a protocol has no body; a server that implements "
		"it has [syntax]\n"
		"1:36: expected a call or a cast, found 'info'; a protocol has calls "
		"and casts only [syntax]\n"
		"1:46: expected a call or a cast, found 'state'; a protocol has "
		"calls and casts only [syntax]\n"
		"3:10: expected ';' after the cast, found 'call' [syntax]\n"
		"4:10: expected ';' after the call, found '}' [syntax]\n" },
	{ "server s {\n"
	  "\tcall a(u32 x);\n"
	  "\tcall b(x: u32 y: u32) -> (z) { }\n"
	  "\tcall c(x: u32;\n"
	  "\tcall d(x: u32 { }\n"
	  "\tcall e x: u32);\n"
	  "\tcall f();\n"
	  "}",
		"2:13: expected ':' after 'u32', found 'x'; write 'x: u32' [syntax]\n"
		"3:16: expected ',' or ')' after the parameter, found 'y' [syntax]\n"
		"3:29: expected ':' after 'z', found ')'; a field is written 'name: "
		"type' [syntax]\n"
		"4:15: expected ',' or ')' after the parameter, found ';' [syntax]\n"
		"5:16: expected ',' or ')' after the parameter, found '{' [syntax]\n"
		"6:9: expected ';' or a body after the call, found 'x'; parameters "
		"stand in parentheses [syntax]\n" },
	{ "server s {\n"
	  "\tcall a()\n"
	  "\tcast b()\n"
	  "\tinfo c()\n"
	  "\tinit { }\n"
	  "\tcall d\n"
	  "\tmailbox 5\n"
	  "\tstate { }\n"
	  "}",
		"2:10: expected ';' or a body after the call, found 'cast' [syntax]\n"
		"3:10: expected ';' or a body after the cast, found 'info' [syntax]\n"
		"4:10: expected ';' or a body after the info clause, found 'init' "
		"[syntax]\n"
		"6:8: expected ';' or a body after the call, found 'mailbox' [syntax]\n"
		"7:11: expected ';' after the mailbox, found 'state' [syntax]\n" },
	{ "server s { cast a(x: u32) -> u32; cast b() raises x timeout 5s; info "
	  "c every 5s { } info d() within 5 existing; call e() every 5s idle 1s; "
	  "info f() every 1s idle 2s; }",
		"1:27: a cast has no reply [syntax]\n"
		"1:51: a cast has no 'raises' [syntax]\n"
		"1:61: a cast has no 'timeout' [syntax]\n"
		"1:72: expected '(' after 'c', found 'every'; an info clause has parentheses, "
		"even without parameters [syntax]\n"
		"1:101: an info clause has no 'within' [syntax]\n"
		"1:103: an info clause has no 'existing' [syntax]\n"
		"1:128: a call has no 'every' [syntax]\n"
		"1:136: a call has no 'idle' [syntax]\n"
		"1:163: an info clause is either 'every' or 'idle' [syntax]\n" },
	{ "server s { call a() raise b; call c() timeout 5s timeout 6s existing "
	  "existing; call d() raises; call e() timeout; }",
		"1:21: expected ';' or a body after the call, found 'raise'; did you "
		"mean 'raises'? [syntax]\n"
		"1:50: 'timeout' is said twice here [repeated]\n"
		"1:70: 'existing' is said twice here [repeated]\n"
		"1:95: expected a name, found ';' [syntax]\n"
		"1:113: expected a value, found ';' [syntax]\n" },
	{ "server s {\n"
	  "\tcal a() { char c = '}'; }\n"
	  "\tstat { x: u32; }\n"
	  "\tint b;\n"
	  "\tint c() { return 5; }\n"
	  "\t5;\n"
	  "\tcall d() }\n",
		"2:2: expected a member of the server, found 'cal'; did you mean "
		"'call'? [syntax]\n"
		"3:2: expected a member of the server, found 'stat'; did you mean "
		"'state'? [syntax]\n"
		"4:2: expected a member of the server, found 'int'; did you mean "
		"'init'? [syntax]\n"
		"5:2: expected a member of the server, found 'int'; did you mean "
		"'init'? [syntax]\n"
		"6:2: expected a member of the server, found '5' [syntax]\n"
		"7:10: expected ';' or a body after the call, found '}' [syntax]\n" },
	{ "server s { mailbox; mailbox 5 overflow; mailbox 5 6 7; init() { } "
	  "terminate foo; response x; response x to y(z: u32); }",
		"1:19: expected a value, found ';' [syntax]\n"
		"1:39: expected a name, found ';' [syntax]\n"
		"1:53: expected ';' after the mailbox, found '7' [syntax]\n"
		"1:60: expected ';' or a body after 'init', found '('; 'init' has no "
		"parameters: those of the server are in 'self' [syntax]\n"
		"1:77: expected ';' or a body after 'terminate', found 'foo' [syntax]\n"
		"1:92: expected 'to' after 'x', found ';'; it is written 'response "
		"NAME to PROTOCOL.CALL (name: type, ...)' [syntax]\n"
		"1:109: expected '.' after 'y', found '('; it is written 'response "
		"NAME to PROTOCOL.CALL (name: type, ...)' [syntax]\n" },
};

static void test_clauses(void **state)
{
	(void)state;
	MESSAGES_CHECK(clauses);
}

static const struct messages_case systems[] = {
	{ "system s {\n"
	  "\tlistn \"x\";\n"
	  "\tlisten x;\n"
	  "\tlisten \"x\" mode 660;\n"
	  "\tlisten \"x\" mode 0999;\n"
	  "\tlisten \"x\" max 1 max 2;\n"
	  "\tlisten \"x\" serves a serves b;\n"
	  "}",
		"2:8: expected ':' after 'listn', found \"x\"; did you mean 'listen'? [syntax]\n"
		"3:9: expected ':' after 'listen', found 'x'; a listener is written "
		"'listen \"unix:PATH\";' [syntax]\n"
		"4:18: a mode is octal and begins with a zero, as 0660 [number]\n"
		"5:18: '0999' is not octal: its digits are 0 to 7 [number]\n"
		"6:19: 'max' is said twice here [repeated]\n"
		"7:22: 'serves' is said twice here [repeated]\n" },
	{ "system s {\n"
	  "\ta b();\n"
	  "\tc: d(x: 5);\n"
	  "\te: f(x = 5 y = 6);\n"
	  "\tg: h() restart;\n"
	  "\ti: j()\n"
	  "\tk: l();\n"
	  "\tm: n(x = [[1]]);\n"
	  "\to: p(5);\n"
	  "}",
		"2:4: expected ':' after 'a', found 'b'; a child is written 'name: "
		"server(...)' [syntax]\n"
		"3:8: expected '=' after 'x', found ':'; an argument is written "
		"'name = value' [syntax]\n"
		"4:13: expected ',' or ')' after the argument, found 'y' [syntax]\n"
		"5:16: expected a name, found ';' [syntax]\n"
		"6:8: expected ';' after the child, found 'k' [syntax]\n"
		"8:12: expected a value or ']', found '[' [syntax]\n"
		"9:7: expected an argument or ')', found '5'; an argument is written "
		"'name = value' [syntax]\n" },
	{ "system s {\n"
	  "\tsupervisor m\n"
	  "\tsupervisor n { o: p() }\n"
	  "\tq: r() shutdown 5s shutdown 6s;\n"
	  "\tt: remote u;\n"
	  "\tv: dynamic w { }\n"
	  "\tstrategy 5;\n"
	  "\tintensity 5;\n"
	  "\tbackoff 5;\n"
	  "}",
		"2:14: expected '{' after 'm', found 'supervisor' [syntax]\n"
		"3:23: expected ';' after the child, found '}' [syntax]\n"
		"4:21: 'shutdown' is said twice here [repeated]\n"
		"5:13: expected a text in quotes, found ';'; a server elsewhere is "
		"written 'NAME: remote P \"ADDRESS\" \"INSTANCE\";' [syntax]\n"
		"6:15: expected ';' after the child, found '{' [syntax]\n"
		"7:11: expected ':' after 'strategy', found '5'; a strategy is "
		"written 'strategy one_for_one;' [syntax]\n"
		"8:13: expected 'in' after '5', found ';'; it is written 'intensity "
		"5 in 10s;' [syntax]\n"
		"9:11: expected '..' after '5', found ';'; it is written 'backoff "
		"100ms..5s;' [syntax]\n" },
};

static void test_systems(void **state)
{
	(void)state;
	MESSAGES_CHECK(systems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_declarations),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_systems),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
