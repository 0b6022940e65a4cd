/* SPDX-License-Identifier: MIT */
/* slips: hints for which the two tokens around an error are enough. */
#include "grammar/build.h"
#include "grammar/parser.h"

#define REFERENCE "a reference is written 'ref<P>'"
#define NO_CALLS "clauses stand in a server or protocol"
#define NO_EQUALS "no '=' stands before the '{'"
#define NO_DEFAULT "lists, maps and structs have no default"
#define PAYLOAD "an enumerator is a number: what carries values is a 'union NAME { a: T; }'"
#define KEY "a key is written 'keyed by NAME: T'"
#define ELSEWHERE "a server elsewhere is written 'NAME: remote P \"ADDRESS\" \"INSTANCE\";'"

/* Where: the word of the braces, that of the declaration, member or line. 0 is any. */
static const struct {
	int kind;
	int member;
	int previous;
	int token;
	const char *text;
} slips[] = {
	{ 0, 0, T_REF, '(', REFERENCE },
	{ 0, 0, T_REF, '[', REFERENCE },
	{ 0, 0, T_REF, T_NAME, REFERENCE },
	{ 0, 0, T_EXTERN, T_NAME, "the C type stands in quotes, as in 'extern \"FILE *\"'" },
	{ 0, T_IMPORT, T_STRING, T_AS, "the names of other files are used as they are" },
	{ 0, T_IMPORT, T_STRING, ',', "each file has an import of its own" },
	{ 0, T_CONST, '&', '&', "constant expressions are arithmetic: there is no '&&'" },
	{ 0, T_CONST, '|', '|', "constant expressions are arithmetic: there is no '||'" },
	{ 0, T_CONST, T_INTEGER, '?', "constant expressions are arithmetic: there is no '?:'" },
	{ 0, T_CONST, T_INTEGER, '=', "constant expressions are arithmetic: nothing is compared" },
	{ 0, T_CONST, T_INTEGER, ',', "each constant has a line of its own" },
	{ 0, T_STRUCT, T_NAME, '=', NO_EQUALS },
	{ 0, T_UNION, T_NAME, '=', NO_EQUALS },
	{ 0, T_ENUM, T_NAME, '=', NO_EQUALS },
	{ 0, T_PROTOCOL, T_NAME, '=', NO_EQUALS },
	{ 0, T_STRUCT, T_NAME, ':', "a struct has no base: make that one a field" },
	{ 0, T_TYPE, '=', T_BODY, "a record is written 'struct NAME { ... }'" },
	{ 0, T_TYPE, '=', T_STRING, "an enum is written 'enum NAME { a, b }'" },
	{ 0, T_TYPE, T_NAME, T_STRUCT, "a record is written 'struct NAME { ... }'" },
	{ 0, T_TYPE, T_NAME, T_UNION, "a choice is written 'union NAME { ... }'" },
	{ 0, T_TYPE, T_NAME, T_ENUM, "an enum is written 'enum NAME { a, b }'" },
	{ T_ENUM, 0, T_NAME, '(', PAYLOAD },
	{ 0, T_SERVER, 0, T_EVICT, "'evict' stands after 'max N'" },
	{ 0, T_SERVER, T_KEYED, T_NAME, KEY },
	{ 0, T_SERVER, T_NAME, '{', KEY },
	{ T_STRUCT, 0, T_CALL, T_NAME, NO_CALLS },
	{ T_STRUCT, 0, T_CAST, T_NAME, NO_CALLS },
	{ T_STATE, 0, T_CALL, T_NAME, NO_CALLS },
	{ T_STATE, 0, T_CAST, T_NAME, NO_CALLS },
	{ T_STRUCT, 0, '=', '[', NO_DEFAULT },
	{ T_STRUCT, 0, '=', T_BODY, NO_DEFAULT },
	{ T_STATE, 0, '=', '[', NO_DEFAULT },
	{ T_STATE, 0, '=', T_BODY, NO_DEFAULT },
	{ T_SERVER, 0, '=', '[', NO_DEFAULT },
	{ T_PROTOCOL, 0, '=', '[', NO_DEFAULT },
	{ T_SYSTEM, T_LISTEN, T_MODE, 0, "a mode is octal, as in 'mode 0660'" },
	{ T_SYSTEM, T_LISTEN, T_SERVES, '*', "without 'serves' a listener has every child" },
	{ T_SYSTEM, T_LISTEN, T_SERVES, '(', "the names after 'serves' have no parentheses" },
	{ T_SYSTEM, 0, T_SUPERVISOR, T_BODY, "it is written 'supervisor NAME { ... }'" },
	{ T_SYSTEM, 0, T_STRING, ';', ELSEWHERE },
	{ T_SYSTEM, T_NAME, T_NAME, ';', ELSEWHERE },
	{ T_SYSTEM, 0, '=', '&', "a reference is given as the name of a child" },
	{ T_SYSTEM, T_LISTEN, T_LISTEN, 0, "a listener is written 'listen \"unix:PATH\";'" },
	{ T_SYSTEM, T_LISTEN, ':', 0, "a listener is written 'listen \"unix:PATH\";'" },
	{ T_SYSTEM, T_STRATEGY, 0, 0, "a strategy is written 'strategy one_for_one;'" },
	{ T_SYSTEM, T_INTENSITY, 0, 0, "it is written 'intensity 5 in 10s;'" },
	{ T_SYSTEM, T_BACKOFF, 0, 0, "it is written 'backoff 100ms..5s;'" },
};

static bool fits(int wanted, int given)
{
	return wanted == 0 || wanted == given;
}

const char *slip_text(int kind, int member, int previous, int token)
{
	if (kind == T_SUPERVISOR)
		kind = T_SYSTEM;
	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		if (fits(slips[i].kind, kind) && fits(slips[i].member, member) &&
			fits(slips[i].previous, previous) && fits(slips[i].token, token))
			return slips[i].text;
	}
	return NULL;
}
