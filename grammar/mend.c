/* SPDX-License-Identifier: MIT */
/*
 * mend: the edits that syntax errors are given as their fixes. None is better than one behind which
 * the next error waits: a mark is inserted only before what can follow it.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

static bool is_inserted(const struct parse *p)
{
	return p->current.start == p->current.end && (p->token == ';' || p->token == '}');
}

/* The byte behind the newest token and the blanks that follow it; of `::` none. */
static char next_byte(const struct parse *p)
{
	const char *at = p->source->bytes + p->current.end;

	at += strspn(at, BLANKS);
	return at[0] == ':' && at[1] == ':' ? '\0' : *at;
}

/* Does a declaration, member or line begin here, or its braces end? */
static bool begins_next(const struct parse *p)
{
	const struct parse_layout *at = &p->before;

	if (at->parens > 0)
		return false;
	if (is_inserted(p) || p->token == T_YYEOF)
		return true;
	if (at->depth == 0)
		return ahead_is_declaration(p->token) || p->token == T_CODE || p->token == T_TOP;
	if (p->token == '}')
		return true;
	switch (at->kind) {
	case T_SERVER:
		return p->token == T_INIT || p->token == T_TERMINATE || p->token == T_STATE ||
		       (ahead_is_member(p->token) && next_byte(p) != '{');
	case T_PROTOCOL: return p->token == T_CALL || p->token == T_CAST;
	default: return ahead_is_name(p->token) && next_byte(p) == ':';
	}
}

/* The next field, argument or enumerator. */
static bool begins_item(const struct parse *p)
{
	char next = next_byte(p);

	if (!ahead_is_name(p->token) || is_inserted(p))
		return false;
	return p->before.parens > 0 ? next == ':' || next == '='
				    : p->before.kind == T_ENUM && next && strchr(",=}", next);
}

/* What stands behind the head of a clause, server or child, or of an error. */
static bool ends_head(const struct parse *p)
{
	switch (p->token) {
	case ';':
	case '{':
	case T_BODY: return !is_inserted(p);
	case T_RAISES:
	case T_TIMEOUT:
	case T_WITHIN:
	case T_EXISTING:
	case T_EVERY:
	case T_IDLE:
	case T_KEYED:
	case T_IMPLEMENTS:
	case T_NOTIFIES: return next_byte(p) != ':';
	default: return false;
	}
}

static bool ends_type(const struct parse *p)
{
	switch (p->token) {
	case '?': return true;
	case '=':
	case T_IN: return next_byte(p) && !strchr(";,)}", next_byte(p));
	case '}': return p->before.parens == 0;
	case ')': return p->before.parens > 0;
	case ',': return p->before.parens > 0 && ahead_is_named(p->source->bytes + p->current.end);
	case ';': return is_inserted(p) || next_byte(p) != ',';
	case T_BODY: return p->before.parens == 0 && p->before.kind == T_SERVER;
	default: return is_inserted(p) || ends_head(p);
	}
}

static struct span after_previous(const struct parse *p)
{
	return (struct span){ p->source, p->previous.end, p->previous.end };
}

void mend_missing(struct parse *p, char mark, bool has_body)
{
	char next = next_byte(p);

	if (mark == ';' && (p->token == ')' || p->token == ']' || p->token == '>')) {
		if (next == ';' || (next == '{' && has_body))
			diag_fix(p->diag, p->current, "");
	} else if (mark == ';' && begins_next(p)) {
		diag_fix(p->diag, after_previous(p), ";");
	} else if (mark == ',' && begins_item(p)) {
		diag_fix(p->diag, after_previous(p), ",");
	} else if (mark == ')' && (p->token == T_ARROW || ends_head(p))) {
		diag_fix(p->diag, after_previous(p), ")");
	}
}

void mend_equals(struct parse *p)
{
	diag_fix(p->diag, p->current, "");
	p->wrong = p->current;
	p->wrong_item = diag_said(p->diag);
}

void mend_info(struct parse *p)
{
	if (p->token == T_EVERY || p->token == T_IDLE || p->token == T_BODY)
		diag_fix(p->diag, after_previous(p), "()");
}

/* Is it closed further on, so that what stands between is what is wrong? */
static bool is_closed_later(const char *at)
{
	unsigned open = 0;

	for (; *at && !strchr(";{}()\n", *at); at++) {
		if (at[0] == '-' && at[1] == '>')
			at++;
		else if (*at == '<')
			open++;
		else if (*at == '>' && open-- == 0)
			return true;
	}
	return false;
}

/* In `list<u8, 5, n: u8`, behind the `n`, the end of what stands before the comma; else NULL. */
static const char *before_next(const struct parse *p)
{
	const char *at = p->source->bytes + p->previous.start;

	if (p->token != ':' || !ahead_is_name(p->previous_token))
		return NULL;
	while (at > p->begin && strchr(BLANKS, at[-1]))
		at--;
	if (at == p->begin || *--at != ',')
		return NULL;
	while (at > p->begin && strchr(BLANKS, at[-1]))
		at--;
	return at;
}

bool mend_angle(struct parse *p, const char *expected)
{
	const char *bytes = p->source->bytes;
	const char *end = before_next(p);
	const char *open;
	const char *word;
	const char *last;
	struct span span = after_previous(p);

	if (!end && !ends_type(p))
		return false;
	if (end)
		span.start = span.end = (uint32_t)(end - bytes);
	open = ahead_open_angle(p, bytes + span.start);
	if (!open || is_closed_later(bytes + span.start))
		return false;
	for (last = open; last > p->begin && strchr(BLANKS, last[-1]);)
		last--;
	for (word = last; word > p->begin && strchr(LETTERS, word[-1]);)
		word--;
	parse_error(p, DIAG_SYNTAX, span, "expected %s here: the '<' of '%.*s' is not closed",
		end ? "'>'" : expected, (int)(last - word), word);
	diag_note(p->diag,
		(struct span){ p->source, (uint32_t)(open - bytes), (uint32_t)(open - bytes) + 1 },
		"this is the '<'");
	diag_fix(p->diag, span, is_inserted(p) && p->token == ';' ? ">;" : ">");
	return true;
}
