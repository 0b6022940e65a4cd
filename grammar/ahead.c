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

bool ahead_is_record(int kind)
{
	return kind == T_STRUCT || kind == T_STATE || kind == T_UNION;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

bool ahead_is_letter(char byte)
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
	while (ahead_is_letter(*at))
		at++;
	return past_blanks(at);
}

bool ahead_is_named(const char *at)
{
	at = past_blanks(at);
	return ahead_is_letter(*at) && *past_name(at) == ':';
}

bool ahead_is_typed(const char *at)
{
	at = past_blanks(at);
	return at[0] == ':' && at[1] != ':';
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
	if (!ahead_is_letter(*name))
		return false;
	next = past_name(name);
	switch (token) {
	case T_CONST: return is_followed_by(next, "=:");
	case T_TYPE: return *next == '=';
	case T_ERROR: return is_followed_by(next, ";(\"");
	case T_SERVER:
		return is_followed_by(next, "{(") || strncmp(next, "implements", 10) == 0 ||
		       strncmp(next, "keyed", 5) == 0 || strncmp(next, "notifies", 8) == 0;
	default: return *next == '{' || memchr(name, '\n', (size_t)(next - name));
	}
}

/* Likewise for a member of a server or protocol: first in its line, and shaped like one. */
static bool is_clause_of(const struct parse *p, int kind, int token, struct span span)
{
	const char *name = p->source->bytes + span.end;

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
	case T_RESPONSE: return ahead_is_letter(*name) && strncmp(past_name(name), "to ", 3) == 0;
	default: return ahead_is_letter(*name) && is_followed_by(past_name(name), "({;-");
	}
}

bool ahead_is_clause(const struct parse *p, int token, struct span span)
{
	return is_clause_of(p, p->layout.kind, token, span);
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

/* Does what stands in a block begin, of which only the `{` is missing? */
bool ahead_is_inside(const struct parse *p, int token, struct span span)
{
	const char *after = p->source->bytes + span.end;
	bool is_whole = p->layout.member == T_SERVER ? ahead_may_be_over(p)
			: p->layout.member == T_STATE
				? p->token == T_STATE
				: ahead_is_name(p->token) && p->token != p->layout.member;

	if (!is_whole || p->layout.parens || !ahead_is_name(token) ||
		!lex_is_first_of_line(p, p->source->bytes + span.start))
		return false;
	switch (p->layout.member) {
	case T_SERVER:
	case T_PROTOCOL:
		return (token == T_STATE && *after == '\n') ||
		       is_clause_of(p, p->layout.member, token, span);
	case T_STRUCT:
	case T_UNION:
	case T_STATE:
	case T_SYSTEM:
	case T_SUPERVISOR:
		return ahead_is_typed(after) || (token == T_LISTEN && *past_blanks(after) == '"');
	default: return false;
	}
}

bool ahead_is_type(const char *name)
{
	static const char *const types[] = { "bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32",
		"i64", "f32", "f64", "string", "bytes", "duration", "time", "list", "map", "ref",
		"from", "timer", "instant", "extern" };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i], name) == 0)
			return true;
	return false;
}

/* The token after the newest one, which is still to come. */
static int peek(struct parse *p, struct span *span)
{
	const char *at = p->at;
	struct span doc = p->doc;
	size_t doc_count = p->doc_count;
	bool was_quiet = p->is_quiet;
	bool was_closing = p->is_closing;
	unsigned errors = p->errors;
	union GS_STYPE value;
	int token;

	p->is_quiet = true;
	token = lex_token(p, &value, span);
	p->is_quiet = was_quiet;
	p->is_closing = was_closing;
	p->errors = errors;
	p->at = at;
	p->doc = doc;
	p->doc_count = doc_count;
	return token;
}

/* Do clauses follow the newest token, as in a server or protocol? */
bool ahead_goes_on(struct parse *p)
{
	struct span span;
	int token;

	if (p->layout.kind != T_SERVER && p->layout.kind != T_PROTOCOL)
		return false;
	token = peek(p, &span);
	return ahead_is_clause(p, token, span) &&
	       ahead_indent(p, span.start) >
		       ahead_indent(p, p->blocks[p->layout.depth - 1].open.start);
}

/* Is the newest token, a `}` at `span`, in the midst of a line whose rest is no next declaration or
 * member? */
bool ahead_goes_on_in_line(struct parse *p, struct span span)
{
	bool is_head = p->layout.parens || p->layout.kind == T_SERVER ||
		       p->layout.kind == T_PROTOCOL || p->layout.depth == 0;
	const char *at = p->source->bytes + span.end;
	struct span next;
	int token;

	while (*at == ' ' || *at == '\t' || *at == '\r')
		at++;
	if (!is_head || lex_is_first_of_line(p, p->source->bytes + span.start) || !*at ||
		strchr("\n/};%", *at))
		return false;
	token = peek(p, &next);
	return !ahead_is_declaration(token) && !ahead_is_member(token);
}

size_t ahead_indent(const struct parse *p, uint32_t at)
{
	const char *line = p->source->bytes + at;

	while (line > p->begin && line[-1] != '\n')
		line--;
	return strspn(line, " \t");
}

const char *ahead_open_angle(const struct parse *p, const char *at)
{
	enum { FAR = 4000 };
	const char *limit = at - p->begin > FAR ? at - FAR : p->begin;
	unsigned closed = 0;

	while (at > limit && !strchr(";{}", *--at)) {
		if (*at == '>' && at[-(at > p->begin)] != '-')
			closed++;
		else if (*at == '<' && closed-- == 0)
			return at;
	}
	return NULL;
}
