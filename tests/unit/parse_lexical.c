/* SPDX-License-Identifier: MIT */
/* parse: what is wrong below the grammar: bytes, literals, the unclosed, the too deep. */
#include "tests/support/messages.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

static const struct messages_case unclosed[] = {
	{ "server a {\n"
	  "\tcall x() {\n"
	  "\t\tif (x) {\n"
	  "\t}\n"
	  "}\n",
		"2:11: this '{' is never closed [unclosed]\n" },
	{ "server a {\n"
	  "\tcall x() { \"}\" /* } */\n",
		"2:11: this '{' is never closed [unclosed]\n" },
	{ "server a {\n"
	  "\tcall x() {\n"
	  "\t}\n"
	  "\n"
	  "system b {\n"
	  "\tx: a();\n"
	  "}\n",
		"1:10: this '{' is never closed [unclosed]\n"
		"5:1: note: the next declaration begins here\n" },
	{ "server a {\n"
	  "\tstate {\n"
	  "\t\tx: u32;\n"
	  "\tcall x() { }\n"
	  "}\n"
	  "struct b { x: u32; }\n",
		"2:8: this '{' is never closed [unclosed]\n" },
	{ "server a {\n"
	  "\tcall x() { /* never }\n"
	  "}\n",
		"2:13: this comment is never closed [unclosed]\n" },
	{ "struct a {\n"
	  "\tx: u32; /* never\n"
	  "}\n",
		"2:10: this comment is never closed [unclosed]\n" },
	{ "%{ static int x;\n", "1:1: this C text is never closed [unclosed]\n" },
	{ "%top{ /* never %}\n", "1:7: this comment is never closed [unclosed]\n" },
	{ "import \"abc;\n"
	  "error x \"abc\n"
	  "const a = \"x\\\";\n"
	  "const b = 5;",
		"1:8: this string is not closed before its line ends [unclosed]\n"
		"2:9: this string is not closed before its line ends [unclosed]\n"
		"3:11: this string is not closed before its line ends [unclosed]\n" },
	{ "struct a { x: list<u8", "1:10: this '{' is never closed [unclosed]\n" },
	{ "struct a {\n"
	  "\tx: u32\n"
	  "\n"
	  "y: u32;\n",
		"1:10: this '{' is never closed [unclosed]\n"
		"2:8: expected ';' after the field, found 'y' [syntax]\n" },
	{ "system a { supervisor b { supervisor c {",
		"1:40: this '{' is never closed [unclosed]\n" },
	{ "const a = 5",
		"1:12: expected ';' after the const, found the end of the file [syntax]\n" },
	{ "const a =", "1:10: expected a value, found the end of the file [syntax]\n" },
	{ "server a(x: u32", "1:16: expected ',' or ')' after the parameter, found the end of the "
			     "file [syntax]\n" },
	{ "type x = list<", "1:15: expected a type, found the end of the file [syntax]\n" },
	{ "system", "1:7: expected a name, found the end of the file [syntax]\n" },
	{ "const a = (1 + ", "1:15: expected a value, found the end of the file [syntax]\n" },
	{ "error a \"x\"",
		"1:12: expected ';' after the error, found the end of the file [syntax]\n" },
};

static void test_unclosed(void **state)
{
	(void)state;
	MESSAGES_CHECK(unclosed);
}

static const struct messages_case numbers[] = {
	{ "const a = 10min;\n"
	  "const a = 007;\n"
	  "const a = 18446744073709551616;\n"
	  "const a = 1_000_;\n"
	  "const a = 1__0;\n"
	  "const a = .5;\n"
	  "const a = 1.;\n"
	  "const a = 1.5s;\n"
	  "const a = 0x;\n"
	  "const a = 0xfg;\n"
	  "const a = 0X1;\n"
	  "const a = 300000000000d;\n"
	  "const a = 99999999999999999GiB;",
		"1:11: '10min' is not a number; write '10m'; units are ns us ms s m "
		"h d and KiB MiB GiB [number]\n"
		"2:11: a number has no leading zeros; write '7' [number]\n"
		"3:11: '18446744073709551616' is larger than 18446744073709551615 "
		"(2^64-1) [number]\n"
		"4:11: '1_000_' is not a number; underscores stand between digits only [number]\n"
		"5:11: '1__0' is not a number; underscores stand between digits only [number]\n"
		"6:11: '.5' is not a number; write '0.5' [number]\n"
		"7:11: '1.' is not a number; write '1.0' [number]\n"
		"8:11: '1.5s' is not a number; only whole numbers take units: write "
		"'1500ms' [number]\n"
		"9:11: '0x' is not a number; hexadecimal is written 0x and digits, "
		"without a unit [number]\n"
		"10:11: '0xfg' is not a number; hexadecimal is written 0x and "
		"digits, without a unit [number]\n"
		"11:11: '0X1' is not a number; hexadecimal is written 0x and digits, "
		"without a unit [number]\n"
		"12:11: '300000000000d' is longer than a duration can be "
		"(9223372036854775807ns) [number]\n"
		"13:11: '99999999999999999GiB' is larger than 18446744073709551615 "
		"bytes [number]\n" },
	{ "const a = 1e999;\n"
	  "const a = 05s;\n"
	  "const a = 00.5;\n"
	  "const a = 1e;\n"
	  "const a = 0b11;\n"
	  "const a = 1e-x;\n"
	  "const a = 5KB;\n"
	  "const a = 5_ms;\n"
	  "const a = 5 ms;\n"
	  "const a = 0_7;\n"
	  "const a = 1.2.3;\n"
	  "const a = 0x10000000000000000;\n"
	  "const a = 5sec;\n"
	  "const a = 5MB;\n"
	  "const a = 08;",
		"1:11: '1e999' is larger than an f64 can be [number]\n"
		"2:11: a number has no leading zeros; write '5s' [number]\n"
		"3:11: a number has no leading zeros; write '0.5' [number]\n"
		"4:11: '1e' is not a number; units are ns us ms s m h d and KiB MiB GiB [number]\n"
		"5:11: '0b11' is not a number; write '0x3'; units are ns us ms s m h "
		"d and KiB MiB GiB [number]\n"
		"6:11: '1e-x' is not a number; units are ns us ms s m h d and KiB "
		"MiB GiB [number]\n"
		"7:11: '5KB' is not a number; write '5KiB'; units are ns us ms s m h "
		"d and KiB MiB GiB [number]\n"
		"8:11: '5_ms' is not a number; underscores stand between digits only [number]\n"
		"9:13: expected ';' after the const, found 'ms'; a unit stands right "
		"after its number: '5ms' [syntax]\n"
		"10:11: a number has no leading zeros; write '7' [number]\n"
		"11:14: '.3' is not a number; write '0.3' [number]\n"
		"12:11: '0x10000000000000000' is larger than 18446744073709551615 "
		"(2^64-1) [number]\n"
		"13:11: '5sec' is not a number; write '5s'; units are ns us ms s m h "
		"d and KiB MiB GiB [number]\n"
		"14:11: '5MB' is not a number; write '5MiB'; units are ns us ms s m "
		"h d and KiB MiB GiB [number]\n"
		"15:11: a number has no leading zeros; write '8' [number]\n" },
};

static void test_numbers(void **state)
{
	(void)state;
	MESSAGES_CHECK(numbers);
}

static const struct messages_case strings[] = {
	{ "const a = \"\\q\"; const b = \"\\u12\"; const c = \"\\ud800 \\x100 "
	  "\\777 \\x\"; const d = \"\\U00110000 \\u00e9\";",
		"1:12: this is not an escape; a backslash is written \\\\ "
		"[string-literal]\n"
		"1:28: \\u takes four digits of a character [string-literal]\n"
		"1:46: \\u takes four digits of a character [string-literal]\n"
		"1:53: \\x takes the one or two digits of a byte [string-literal]\n"
		"1:59: an octal escape goes up to \\377 [string-literal]\n"
		"1:64: \\x takes the one or two digits of a byte [string-literal]\n"
		"1:80: \\U takes eight digits of a character [string-literal]\n" },
};

static void test_strings(void **state)
{
	(void)state;
	MESSAGES_CHECK(strings);
}

static void test_bytes(void **state)
{
	static const char nul[] = "const a = 5;\0const b = 6;\0";
	static const struct messages_case cases[] = {
		{ "const a = \"\xe9\";\nconst b = \"\xff\";",
			"1:12: this byte (0xe9) is not UTF-8 [not-utf8]\n" },
		{ "// \xc3\xa9 \xf0\x9f\x98\x80\n/* \xed\xa0\x80 */",
			"2:4: this byte (0xed) is not UTF-8 [not-utf8]\n" },
		{ "\xff\xfe\x63", "1:1: this byte (0xff) is not UTF-8 [not-utf8]\n" },
		{ "const a = \x01;",
			"1:11: a control character (1) means nothing here [stray-character]\n" },
		{ "\xef\xbb\xbf"
		  "foo;",
			"1:1: expected a declaration, found 'foo' [syntax]\n" },
		{ "foo;\r\nbar;\r\n", "1:1: expected a declaration, found 'foo' [syntax]\n"
				      "2:1: expected a declaration, found 'bar' [syntax]\n" },
	};

	(void)state;
	MESSAGES_CHECK(cases);
	messages_check_bytes(nul, sizeof(nul) - 1,
		"1:13: a NUL byte cannot stand in a .gs file [stray-character]\n");
	messages_check_bytes(
		"\0", 1, "1:1: a NUL byte cannot stand in a .gs file [stray-character]\n");
}

/* `before`, `part` a hundred thousand times, `after`. */
static void check_deep(
	const char *before, const char *part, const char *after, const char *messages)
{
	enum { TIMES = 100000 };
	size_t part_len = strlen(part);
	size_t len = strlen(before) + TIMES * part_len + strlen(after);
	char *text = malloc(len + 1);
	char *to = stpcpy(text, before);

	for (int i = 0; i < TIMES; i++, to += part_len)
		memcpy(to, part, part_len);
	strcpy(to, after);
	messages_check_bytes(text, len, messages);
	free(text);
}

static void test_deep(void **state)
{
	(void)state;
	check_deep("const a = ", "(", "1;",
		"1:267: parentheses are nested more than 256 deep [nesting]\n");
	check_deep("const a = 1", "+1", ";",
		"1:522: this is nested more than 256 levels deep [nesting]\n");
	check_deep("const a = ", "-", "1;", "1:4004: this is nested too deeply [nesting]\n");
	check_deep("struct a { x: ", "list<", "u8; }",
		"1:9994: this is nested too deeply [nesting]\n");
	check_deep("system a {", "supervisor b {", "",
		"1:906: braces are nested more than 64 deep [nesting]\n");
	check_deep("system a { b: c(d = ", "[", "",
		"1:10: this '{' is never closed [unclosed]\n"
		"1:22: expected a value or ']', found '[' [syntax]\n");
	check_deep("server a { call b ", "{", "", "1:19: this '{' is never closed [unclosed]\n");
}

/* However much is wrong, it ends soon: nothing past the hundredth error is read. */
static void test_many(void **state)
{
	char wanted[1400] = "";

	(void)state;
	for (int i = 1; i <= 20; i++)
		sprintf(wanted + strlen(wanted), "1:%d: nothing stands before this ';' [syntax]\n",
			i);
	check_deep("", ";", "", wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unclosed),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
