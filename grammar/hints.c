/* SPDX-License-Identifier: MIT */
/*
 * hints: the end of a syntax error's text. The grammar knows what could stand at a place; what was
 * meant by what stands there is known from other languages, and guessed here.
 */
#include "grammar/build.h"
#include "grammar/parser.h"
#include "gsc/base/foreign.h"

#include <string.h>

#define RANGE "a range is written '1..5', both ends included"
#define CONSTANT "a constant is written 'const NAME = value' or 'const NAME: T = value'"
#define POINTERS "there are no pointers: text is a 'string<N>', another server a 'ref<P>'"

/* Where the error is: the token that does not fit, the one before it, and what they are part of. */
struct spot {
	struct parse *p;
	int kind;   /* of the braces around it: a token, 0 for none */
	int member; /* what the declaration, member or line began with */
	bool in_list;
	int token;
	int previous;
	const char *word;   /* the text of the token ... */
	const char *before; /* ... and of the one before it */
	const char *rest;   /* what follows the token */
};

static bool is_one_of(int token, const int *tokens)
{
	while (*tokens && *tokens != token)
		tokens++;
	return *tokens != 0;
}

static const char *past_blanks(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

static bool is_type_word(int token)
{
	return token == T_NAME || (token >= T_STRING_TYPE && token <= T_EXTERN);
}

static bool is_system(const struct spot *s)
{
	return s->kind == T_SYSTEM || s->kind == T_SUPERVISOR;
}

static bool is_clause(const struct spot *s)
{
	static const int clauses[] = { T_CALL, T_CAST, T_INFO, T_RESPONSE, T_INIT, T_TERMINATE, 0 };

	return (s->kind == T_SERVER || s->kind == T_PROTOCOL) && !s->in_list &&
	       is_one_of(s->member, clauses);
}

/* Something with a name and a type: a field, a parameter, a member of a union. */
static bool is_field(const struct spot *s)
{
	return s->in_list ? !is_system(s)
			  : s->kind == T_STRUCT || s->kind == T_STATE || s->kind == T_UNION;
}

/* `u32[5]`, `string[64]`, `u32[1..5]`, `string(64)`; the brackets are the token's. */
static const char *hint_brackets(const struct spot *s)
{
	const char *inside = past_blanks(s->rest);
	int len = (int)strcspn(inside, "]);,\n \t");
	bool is_text = s->previous == T_STRING_TYPE || s->previous == T_BYTES;
	struct parse *p = s->p;

	if (len > PARSE_SHOWN_MAX)
		len = 0;
	if (memmem(inside, (size_t)len, "..", 2) && !is_text)
		return arena_printf(
			p->arena, "a range is written '%s in %.*s'", s->before, len, inside);
	if (is_text && len > 0)
		return arena_printf(
			p->arena, "a bound is written '%s<%.*s>'", s->before, len, inside);
	if (s->previous == T_LIST)
		return arena_printf(p->arena, "a list is written 'list<%.*s, N>'",
			len > 0 ? len : 1, len > 0 ? inside : "T");
	if (s->token == '(' || s->previous == T_MAP)
		return s->token == '(' ? NULL : "a map is written 'map<K, V, N>'";
	if (s->previous == T_NAME && strcmp(s->before, "char") == 0)
		return arena_printf(p->arena, "text is written 'string<%.*s>'", len > 0 ? len : 1,
			len > 0 ? inside : "N");
	return arena_printf(p->arena, "a list is written 'list<%s, %.*s>'", s->before,
		len > 0 ? len : 1, len > 0 ? inside : "N");
}

/* Where a type should begin. */
static const char *hint_type(const struct spot *s)
{
	switch (s->token) {
	case '?': return "what may be missing is written 'T?'";
	case '[': return "a list is written 'list<T, N>'";
	case '*':
	case '&': return POINTERS;
	case T_SECRET: return foreign_word(FOREIGN_BEFORE_TYPE, "secret");
	case T_STRUCT:
	case T_ENUM:
	case T_UNION:
		return *past_blanks(s->rest) == '{' ? "declare it on its own, and name it here"
						    : "a type is its name alone";
	case T_BODY: return "declare it on its own, as 'struct NAME { ... }', and name it here";
	default: return NULL;
	}
}

/* After a type, or a word that was taken for one. */
static const char *hint_after_type(const struct spot *s)
{
	const char *word = ahead_is_name(s->token) ? foreign_word(FOREIGN_BEFORE_TYPE, s->before)
						   : NULL;

	if (ahead_is_name(s->token))
		return word ? word : s->kind == T_UNION ? "a member is written 'name: type'" : NULL;
	switch (s->token) {
	case '?':
		if (s->previous == '?')
			return "a type has one '?'";
		return *s->rest == ':' ? "the '?' stands after the type" : NULL;
	case ')': return strcmp(s->before, "void") == 0 ? "no parameters are written '()'" : NULL;
	case '[':
	case '(': return hint_brackets(s);
	case '<':
		return *past_blanks(s->rest) >= '0' && *past_blanks(s->rest) <= '9'
			       ? arena_printf(
					 s->p->arena, "a range is written '%s in 1..5'", s->before)
			       : "only string, bytes, list, map and ref have '<' and '>'";
	case '*':
	case '&': return POINTERS;
	case '|': return "what may be missing is written 'T?', one of several is a 'union'";
	case ':': return *s->rest == ':' ? "names have no '::'" : "a default is written '= value'";
	default: return NULL;
	}
}

static const char *hint_field(const struct spot *s)
{
	if ((s->previous == T_STRUCT || s->previous == T_ENUM || s->previous == T_UNION) &&
		ahead_is_name(s->token))
		return "a type is its name alone, after a ':'";
	if (s->token == T_INTEGER && *past_blanks(s->rest) == ':')
		return "fields have no numbers: each is written 'name: type'";
	if (s->token == T_SECRET && !lex_is_first_of_line(s->p, s->rest - strlen("secret")))
		return foreign_word(FOREIGN_BEFORE_TYPE, "secret");
	if (s->token == T_IN && is_type_word(s->previous))
		return "a type with a range is given a name first: 'type NAME = T in 1..5;'";
	if (s->token == T_IN)
		return "the range stands before the default, as in 'n: u32 in 1..5 = 1'";
	if (s->previous == ':' || s->previous == '<' || s->previous == T_ARROW)
		return hint_type(s);
	if (is_type_word(s->previous) || s->previous == '>' || s->previous == '?')
		return hint_after_type(s);
	return NULL;
}

/* A word that is no part of a clause, or a part of another. */
static const char *hint_part(const struct spot *s)
{
	const char *text = NULL;

	if (s->token == '|' || s->token == '&' || strcmp(s->word, "and") == 0 ||
		strcmp(s->word, "or") == 0)
		return "names are separated by ','";
	if (ahead_is_name(s->token))
		text = foreign_word(FOREIGN_PART, s->word);
	if (!text && s->token == T_NAME && s->previous == T_NAME)
		text = foreign_word(FOREIGN_BEFORE_TYPE, s->before);
	if (!text && s->token == T_NAME && *past_blanks(s->rest) == ':')
		text = "parameters stand in parentheses";
	if (!text && s->member == T_RESPONSE)
		text = "it is written 'response NAME to PROTOCOL.CALL (name: type, ...)'";
	return text;
}

/* A type that there is in .gs or in other languages. */
static bool is_plain_type(const struct spot *s)
{
	if (s->token == T_NAME && ahead_is_type(s->word))
		return true;
	if (s->token == T_NAME && foreign_word(FOREIGN_PART, s->word))
		return false;
	return (s->token >= T_STRING_TYPE && s->token <= T_REF) ||
	       (s->token == T_NAME && foreign_type(s->word));
}

/* After the head of a call, cast or info clause. */
static const char *hint_clause(const struct spot *s)
{
	if (s->previous == T_INIT && s->token == '(')
		return "'init' has no parameters: those of the server are in 'self'";
	if (s->previous == T_TERMINATE && s->token == '(')
		return "'terminate' has no parameters: its body sees 'reason'";
	if (s->previous == T_ARROW)
		return hint_type(s);
	if (s->token == ':' && *s->rest != ':')
		return s->previous == ')' ? "a reply is written '-> T'"
					  : "a reply with names is written '-> (name: type, ...)'";
	if (s->previous == ')' && ((s->token == '=' && *s->rest == '>') || is_plain_type(s)))
		return "a reply is written '-> T'";
	if (s->token == '=')
		return "a body is C between '{' and '}'";
	if (s->token == ',' && is_type_word(s->previous))
		return "a reply of several values is written '-> (name: type, ...)'";
	if (s->member == T_INFO && ahead_is_name(s->previous) &&
		(s->token == T_EVERY || s->token == T_IDLE || s->token == T_BODY))
		return "an info clause has parentheses, even without parameters";
	if (s->token == T_ARROW && s->member != T_RESPONSE)
		return "'->' stands right after the parameters";
	if (s->token == '?' || s->token == '[' || s->token == '*' || s->token == '&')
		return hint_after_type(s);
	return hint_part(s);
}

static const char *hint_import(const struct spot *s)
{
	return s->previous == T_IMPORT ? "write 'import \"path.gs\";'" : NULL;
}

static const char *hint_const(const struct spot *s)
{
	bool is_named = s->previous == T_NAME || is_type_word(s->previous);

	if (is_named && is_type_word(s->token) && *past_blanks(s->rest) == '=')
		return CONSTANT;
	if (s->previous == ':')
		return s->token == '=' ? "write '='" : CONSTANT;
	return hint_field(s);
}

static const char *hint_error(const struct spot *s)
{
	if (s->token == '=' || s->token == ':')
		return "the text stands right after the name, as in 'error full \"no room\";'";
	return s->token == T_BODY ? "the fields of an error stand in parentheses" : NULL;
}

/* A declaration, outside of braces. */
static const char *hint_declaration(const struct spot *s)
{
	switch (s->member) {
	case T_IMPORT: return hint_import(s);
	case T_CONST: return hint_const(s);
	case T_ERROR: return hint_error(s);
	case T_TYPE:
		return s->token == '|'
			       ? "one of several names is an 'enum', of several types a 'union'"
			       : hint_field(s);
	case T_SERVER:
		if (s->token == ':')
			return s->rest[strspn(s->rest, " \t\r")] == '\n'
				       ? "blocks stand between '{' and '}'"
				       : foreign_word(FOREIGN_PART, "extends");
		return hint_part(s);
	case T_ENUM:
		return s->token == ':' ? "an enum has no type: its values fit an 'int'"
		       : strcmp(s->before, "class") == 0 ? "an enum is written 'enum NAME { a, b }'"
							 : NULL;
	default: break;
	}
	if (s->token == '(')
		return "only servers and errors have parameters";
	return s->token == '<' ? "there are no generic types" : NULL;
}

static const char *hint_system(const struct spot *s)
{
	if (s->previous == '(' || (s->in_list && s->previous == ','))
		return "an argument is written 'name = value'";
	return s->token == T_NAME && s->previous == T_NAME
		       ? "a child is written 'name: server(...)'"
		       : NULL;
}

/* Does the token before stand right after a '='? */
static bool follows_equals(const struct parse *p)
{
	const char *at = p->source->bytes + p->previous.start;

	while (at > p->begin && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	return at > p->begin && at[-1] == '=';
}

/* Mistakes in a value, or in what leads to one, wherever it stands. */
static const char *hint_value(const struct spot *s)
{
	static const int leading[] = { T_TIMEOUT, T_WITHIN, T_EVERY, T_IDLE, T_MAX, T_RESTART,
		T_SHUTDOWN, T_MODE, T_MAILBOX, T_OVERFLOW, T_RAISES, T_IMPLEMENTS, T_NOTIFIES,
		T_SERVES, T_STATE, 0 };
	static const char *const units[] = { "ns", "us", "ms", "s", "m", "h", "d", "KiB", "MiB",
		"GiB" };
	bool is_number = s->previous == T_INTEGER || s->previous == T_FLOAT;

	for (size_t i = 0; is_number && i < sizeof(units) / sizeof(units[0]); i++) {
		if (s->token == T_NAME && strcmp(units[i], s->word) == 0)
			return arena_printf(s->p->arena,
				"a unit stands right after its number: '%s%s'", s->before, s->word);
	}
	if ((s->token == '=' || s->token == ':') && !is_field(s) && is_one_of(s->previous, leading))
		return arena_printf(s->p->arena, "no '%s' stands after '%s'", s->word, s->before);
	if (s->token == '(' && (s->previous == T_RAISES || s->previous == T_IMPLEMENTS ||
				       s->previous == T_NOTIFIES))
		return arena_printf(
			s->p->arena, "the names after '%s' have no parentheses", s->before);
	if (s->previous == T_IN && (s->token == '[' || s->token == '{' || s->token == '<'))
		return RANGE;
	if (s->previous == T_DOTS || (s->token == T_DOTS && s->in_list && s->previous != '('))
		return RANGE;
	if (s->previous == T_NAME && follows_equals(s->p)) {
		if ((s->token == '.' || s->token == '(') && is_system(s))
			return "a child is named alone";
		if (s->token == '.')
			return "an enumerator is named alone";
		if (s->token == '(')
			return "values are constants: nothing is called";
	}
	return NULL;
}

/* `retry-after` */
static bool is_dashed(const struct spot *s)
{
	const struct parse *p = s->p;
	char next = (char)(*s->rest | 0x20);

	return s->token == '-' && ahead_is_name(s->previous) &&
	       p->previous.end == p->current.start && next >= 'a' && next <= 'z';
}

static const char *guess(const struct spot *s)
{
	const char *text = hint_value(s);

	if (!text && !(s->in_list && s->token == ';'))
		text = slip_text(s->kind, s->member, s->previous, s->token);
	if (text)
		return text;
	if (s->previous == T_STRING && s->p->previous.end == s->p->current.start)
		return "a quote inside of a text is written '\\\"'";
	if (is_dashed(s))
		return "a name has no '-': write '_'";
	if (s->kind == 0 && !s->in_list)
		return hint_declaration(s);
	if (is_clause(s))
		return hint_clause(s);
	if (is_field(s))
		return hint_field(s);
	return is_system(s) ? hint_system(s) : NULL;
}

/* What is long is no word that anybody knows. */
static const char *short_text(struct parse *p, struct span span)
{
	return span.end - span.start <= PARSE_SHOWN_MAX ? span_text(p->arena, span) : "";
}

const char *hint_text(struct parse *p)
{
	const struct parse_layout *at = &p->before;
	const struct spot spot = {
		.p = p,
		.kind = at->depth > 0 ? at->kind : 0,
		.member = at->member,
		.in_list = at->parens > 0,
		.token = p->token,
		.previous = p->previous_token,
		.word = short_text(p, p->current),
		.before = short_text(p, p->previous),
		.rest = p->source->bytes + p->current.end,
	};
	const char *text = p->current.start == p->current.end ? NULL : guess(&spot);

	return text ? arena_printf(p->arena, "; %s", text) : "";
}

/* A name and a parenthesis, after a type. */
static bool is_c_function(const char *at)
{
	size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_*");

	return len > 0 && *past_blanks(at + len) == '(';
}

/* A word that is nearly one that may begin something here; NULL: none is. */
static const char *nearest_start(struct parse *p, const char *word)
{
	static const char *const declarations[] = { "import", "const", "type", "enum", "struct",
		"union", "error", "protocol", "server", "system", NULL };
	static const char *const members[] = { "call", "cast", "info", "response", "init",
		"terminate", "state", "mailbox", NULL };
	const char *const *words = p->layout.depth == 0 ? declarations : members;
	struct suggest suggest;

	suggest_init(&suggest, word);
	for (; *words; words++)
		suggest_offer(&suggest, *words);
	return suggest_best(&suggest);
}

static const char *guess_start(struct parse *p, const char *word, const char *rest)
{
	enum foreign_place place = p->layout.depth == 0 ? FOREIGN_DECLARATION : FOREIGN_MEMBER;
	const char *text = foreign_word(place, word);

	if (text && p->layout.kind == T_PROTOCOL && text == foreign_word(place, "u32"))
		return "a reply stands behind the parameters, as in 'call NAME(...) -> T'";
	if (text)
		return text;
	if (nearest_start(p, word))
		return arena_printf(p->arena, "did you mean '%s'?", nearest_start(p, word));
	if (p->layout.kind != T_SERVER)
		return NULL;
	if (*rest == ':')
		return foreign_word(place, "var");
	if (is_c_function(rest))
		return "C functions stand between '%{' and '%}', outside of servers";
	return *rest == '(' ? HINT_NO_CLAUSE : NULL;
}

/* The rest of a comment in which another one ended. */
static bool ends_comment(const char *at)
{
	size_t len = strnlen(at, PARSE_SHOWN_MAX);
	const char *line_end = memchr(at, '\n', len);
	const char *end = memmem(at, line_end ? (size_t)(line_end - at) : len, "*/", 2);

	return end && !memmem(at, (size_t)(end - at), "/*", 2);
}

const char *hint_start(struct parse *p, int token, struct span span)
{
	const char *rest = past_blanks(p->source->bytes + span.end);
	const char *text = NULL;

	if (token == '-' && p->layout.depth == 0 && ahead_is_letter(*rest))
		text = "a file has no name of its own, and no attributes: leave this out";
	else if (token == '%' || (token == '-' && *rest == '-'))
		text = "comments begin with '//'";
	else if (p->layout.kind == T_PROTOCOL && (ahead_is_member(token) || *rest == ':'))
		text = "a protocol has calls and casts only";
	else if (token == '{' && p->layout.depth == 0)
		text = "C text stands between '%{' and '%}'";
	else if (ends_comment(rest))
		text = "comments do not nest";
	else if (ahead_is_name(token))
		text = guess_start(p, short_text(p, span), rest);
	return text ? arena_printf(p->arena, "; %s", text) : "";
}
