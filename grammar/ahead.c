/* SPDX-License-Identifier: MIT */
/*
 * ahead: what plainly begins at a token, told from the bytes after it; and kinds of tokens.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

bool ahead_is_name(int token)
{
	return token >= T_NAME && token <= T_NONE;
}

bool ahead_is_declaration(int token)
{
	return token >= T_IMPORT && token <= T_SYSTEM;
}

bool ahead_is_member(int token)
{
	return token >= T_CALL && token <= T_MAILBOX;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static bool is_letter(char byte)
{
	return byte == '_' || (byte >= '0' && byte <= '9') ||
	       ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Looking ahead in the bytes; the NUL after the last one ends each of these. */
static const char *past_blanks(const char *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

static const char *past_name(const char *at)
{
	while (is_letter(*at))
		at++;
	return past_blanks(at);
}

bool ahead_is_named(const char *at)
{
	at = past_blanks(at);
	return is_letter(*at) && *past_name(at) == ':';
}

static bool is_followed_by(const char *at, const char *any)
{
	return *at && strchr(any, *at);
}

/*
 * May what was begun be over? After a name, a literal or a closing mark no word that begins a
 * declaration or a member goes on anything, so taking it for the next one refuses nothing right.
 */
bool ahead_may_be_over(const struct parse *p)
{
	switch (p->token) {
	case T_NAME:
	case T_INTEGER:
	case T_OCTAL:
	case T_FLOAT:
	case T_DURATION:
	case T_SIZE:
	case T_STRING:
	case ')':
	case ']':
	case '>':
	case '?': return true;
	case '(':
	case ',': return p->layout.parens > 0;
	default: return !p->layout.member;
	}
}

/* Does a declaration plainly begin here: in the first column, and shaped like one? */
bool ahead_is_heading(const struct parse *p, int token, struct span span)
{
	const char *at = p->source->bytes + span.start;
	const char *name = p->source->bytes + span.end;
	const char *next;

	if (!ahead_is_declaration(token) || (at > p->begin && at[-1] != '\n'))
		return false;
	while (*name == ' ' || *name == '\t')
		name++;
	if (token == T_IMPORT)
		return *name == '"';
	if (!is_letter(*name))
		return false;
	next = past_name(name);
	switch (token) {
	case T_CONST: return is_followed_by(next, "=:");
	case T_TYPE: return *next == '=';
	case T_ERROR: return is_followed_by(next, ";(\"");
	case T_SERVER:
		return is_followed_by(next, "{(") || strncmp(next, "implements", 10) == 0 ||
		       strncmp(next, "keyed", 5) == 0 || strncmp(next, "notifies", 8) == 0;
	default: return *next == '{';
	}
}

/* Likewise for a member of a server or protocol: first in its line, and shaped like one. */
bool ahead_is_clause(const struct parse *p, int token, struct span span)
{
	const char *name = p->source->bytes + span.end;
	int kind = p->layout.kind;

	if (!ahead_is_member(token) ||
		(kind != T_SERVER && kind != T_PROTOCOL && kind != T_STATE) ||
		!lex_is_first_of_line(p, p->source->bytes + span.start))
		return false;
	while (*name == ' ' || *name == '\t')
		name++;
	switch (token) {
	case T_INIT:
	case T_TERMINATE:
	case T_STATE: return *name == '{';
	case T_MAILBOX: return *name >= '0' && *name <= '9';
	case T_RESPONSE: return is_letter(*name) && strncmp(past_name(name), "to ", 3) == 0;
	default: return is_letter(*name) && is_followed_by(past_name(name), "({;-");
	}
}

/* Is the last token a word that a field began with? */
static bool is_first_word(const struct parse *p)
{
	const char *at = p->source->bytes + p->current.start;

	while (at > p->begin && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\n'))
		at--;
	return ahead_is_name(p->token) && at > p->begin && (at[-1] == '{' || at[-1] == ';');
}

/* Does a field, or a line of a system, begin here although one is begun? */
bool ahead_is_line(const struct parse *p, int token, struct span span)
{
	const struct parse_layout *layout = &p->layout;
	const char *next = past_blanks(p->source->bytes + span.end);

	if (!ahead_is_name(token) || !layout->member || layout->parens || next[0] != ':' ||
		next[1] == ':' || (layout->member == T_SECRET && p->token == T_SECRET))
		return false;
	if (layout->kind == T_SYSTEM || layout->kind == T_SUPERVISOR)
		return lex_is_first_of_line(p, p->source->bytes + span.start);
	if (is_first_word(p) && !lex_is_first_of_line(p, p->source->bytes + span.start))
		return false; /* `optional name: T` */
	return layout->kind == T_STRUCT || layout->kind == T_UNION || layout->kind == T_STATE;
}
