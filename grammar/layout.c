/* SPDX-License-Identifier: MIT */
/*
 * layout: between lexer and parser. It follows the braces, and so knows what bison cannot: which
 * `{` opens C text, and where a new declaration, clause or field plainly begins although the one
 * before was not ended. There it gives the missing `;` or `}` as a token of no length. What begins
 * with no known word is refused here and stepped over whole.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

enum { SKIPPED = -3 };

int gs_lex(GS_STYPE *value, struct span *span, struct parse *p);

static void begin_line(struct parse *p)
{
	p->layout.member = 0;
	p->layout.parens = 0;
}

static void pop(struct parse *p)
{
	begin_line(p);
	if (p->layout.depth > 0)
		p->layout.depth--;
	p->layout.kind = p->layout.depth > 0 ? p->blocks[p->layout.depth - 1].kind : 0;
}

/* A token that is not there, right after the last one; what was read is read again. */
static int insert(struct parse *p, int token, struct span *span)
{
	p->at = p->source->bytes + span->start;
	*span = p->current;
	span->start = span->end;
	if (token == '}')
		pop(p);
	else
		begin_line(p);
	return token;
}

static void report_open(struct parse *p)
{
	struct span open = p->blocks[p->layout.depth - 1].open;

	if (p->suspect.source && p->suspect.start > open.start)
		open = p->suspect;
	if (!p->is_closing)
		parse_error(p, DIAG_UNCLOSED, open, "this '{' is never closed");
}

static int end_file(struct parse *p, struct span *span)
{
	if (p->layout.depth == 0)
		return T_YYEOF;
	report_open(p);
	p->is_closing = true;
	p->is_quiet = true;
	return insert(p, '}', span);
}

/* Something begins at a line's start although what came before has not ended. */
static int insert_end(struct parse *p, int token, struct span *span)
{
	bool is_new = ahead_may_be_over(p) && ahead_is_heading(p, token, *span);

	if (is_new && p->layout.depth > 0) {
		report_open(p);
		if (!p->is_closing)
			diag_note(p->diag, *span, "the next declaration begins here");
		p->is_closing = true;
		return insert(p, '}', span);
	}
	if (is_new)
		p->is_closing = false;
	if (p->layout.kind == T_STATE && ahead_is_clause(p, token, *span)) {
		report_open(p);
		return insert(p, '}', span);
	}
	if (!p->layout.member)
		return SKIPPED;
	if (is_new || (ahead_may_be_over(p) && ahead_is_clause(p, token, *span)) ||
		ahead_is_line(p, token, *span))
		return insert(p, ';', span);
	return SKIPPED;
}

/* To past the `}` of what begins with the `{` at `span`; false: it has none. */
static bool skip_braces(struct parse *p, struct span *span)
{
	const char *open = p->source->bytes + span->start;
	struct skipped skipped = skip_body(open, p->end);

	if (skipped.at) {
		p->at = skipped.at;
		span->end = (uint32_t)(skipped.at - p->source->bytes);
		return true;
	}
	p->at = p->end;
	p->is_closing = true;
	if (skipped.comment) {
		span->start = (uint32_t)(skipped.comment - p->source->bytes);
		span->end = span->start + 2;
	}
	p->is_quiet = false;
	parse_error(p, DIAG_UNCLOSED, *span, "this %s is never closed",
		skipped.comment ? "comment" : "'{'");
	return false;
}

/* Over what began with no known word: past `;` or a whole `{ ... }`, or to a known one. */
static void skip_unknown(struct parse *p)
{
	bool was_quiet = p->is_quiet;
	GS_STYPE value;
	struct span span;
	int token;

	p->is_quiet = true;
	do {
		token = lex_token(p, &value, &span);
		if (token == T_CODE || token == T_TOP || ahead_is_heading(p, token, span) ||
			ahead_is_clause(p, token, span) || (token == '}' && p->layout.depth > 0)) {
			p->at = p->source->bytes + span.start;
			break;
		}
		if (token == '{' && skip_braces(p, &span) && lex_token(p, &value, &span) != ';')
			p->at = p->source->bytes + span.start;
	} while (token != ';' && token != '{' && token != '}' && token != T_YYEOF);
	p->is_quiet = was_quiet;
}

/* What to say of a word that is nearly a known one. */
static const char *suggest_word(const struct parse *p, struct span span)
{
	static const char *const declarations[] = { "import", "const", "type", "enum", "struct",
		"union", "error", "protocol", "server", "system", NULL };
	static const char *const members[] = { "call", "cast", "info", "response", "init",
		"terminate", "state", "mailbox", NULL };
	const char *const *words = p->layout.depth == 0 ? declarations : members;
	struct suggest suggest;

	suggest_init(&suggest, span_text(p->arena, span));
	for (; *words; words++)
		suggest_offer(&suggest, *words);
	if (!suggest_best(&suggest))
		return "";
	return arena_printf(p->arena, "; did you mean '%s'?", suggest_best(&suggest));
}

/* What cannot begin a declaration or member is refused, once for all that it stands for. */
static int refuse(struct parse *p, int token, struct span span)
{
	bool is_file = p->layout.depth == 0;
	const char *what = is_file                      ? "a declaration"
			   : p->layout.kind == T_SERVER ? "a member of the server"
							: "a call or a cast";
	const char *word = ahead_is_name(token) ? suggest_word(p, span) : "";

	if (token == '}') {
		parse_error(p, DIAG_SYNTAX, span, "this '}' closes nothing");
		return SKIPPED;
	}
	if (token == T_CODE || token == T_TOP) {
		span.end = span.start + 2;
		parse_error(p, DIAG_SYNTAX, span,
			"C text stands between declarations, not inside them");
		return SKIPPED;
	}
	if (token != T_GS_error)
		parse_error(p, DIAG_SYNTAX, span, "expected %s, found %s%s", what,
			report_quoted(p, token, span), word);
	if (token == '{')
		p->at = p->source->bytes + span.start;
	skip_unknown(p);
	return SKIPPED;
}

/* The first token of a declaration, member or line. */
static int begin(struct parse *p, int token, struct span span)
{
	bool is_braces = p->token == '}' || p->token == T_BODY;
	bool fits = true;

	if (token == ';') {
		parse_error(p, DIAG_SYNTAX, span,
			is_braces ? "no ';' stands after a '}'" : "nothing stands before this ';'");
		return SKIPPED;
	}
	if (p->layout.depth == 0)
		fits = ahead_is_declaration(token) || token == T_CODE || token == T_TOP;
	else if (p->layout.kind == T_SERVER)
		fits = ahead_is_member(token) || token == '}';
	else if (p->layout.kind == T_PROTOCOL)
		fits = token == T_CALL || token == T_CAST || token == '}';
	else if (token == T_CODE || token == T_TOP)
		fits = false;
	if (!fits)
		return refuse(p, token, span);
	if (token != '}' && token != T_CODE && token != T_TOP)
		p->layout.member = token;
	return token;
}

/* Whose block a `{` opens here: a token; 0: it is C. */
static int block_kind(const struct parse *p)
{
	int member = p->layout.member;

	if (p->layout.depth == 0)
		return member == T_ENUM || member == T_STRUCT || member == T_UNION ||
				       member == T_PROTOCOL || member == T_SERVER ||
				       member == T_SYSTEM
			       ? member
			       : 0;
	if (p->layout.kind == T_SERVER)
		return member == T_STATE ? member : 0;
	return (p->layout.kind == T_SYSTEM || p->layout.kind == T_SUPERVISOR) &&
			       member == T_SUPERVISOR
		       ? member
		       : 0;
}

static int refuse_depth(struct parse *p, struct span span, const char *what, int most)
{
	parse_error(p, DIAG_NESTING, span, "%s are nested more than %d deep", what, most);
	p->is_over = true;
	return T_GS_error;
}

/* How far the line that `at` is in is indented. */
static size_t indent(const struct parse *p, uint32_t at)
{
	const char *line = p->source->bytes + at;

	while (line > p->begin && line[-1] != '\n')
		line--;
	return strspn(line, " \t");
}

/* A body whose `}` begins a line further out than the one with its `{` may lack one of its own. */
static void suspect_body(struct parse *p, struct span body)
{
	if (p->suspect.source && p->suspect.start > p->blocks[p->layout.depth - 1].open.start)
		return;
	if (!lex_is_first_of_line(p, p->source->bytes + body.end - 1) ||
		indent(p, body.end - 1) >= indent(p, body.start))
		return;
	p->suspect = body;
	p->suspect.end = body.start + 1;
}

static int open_brace(struct parse *p, GS_STYPE *value, struct span *span)
{
	int kind = block_kind(p);

	if (kind && p->layout.depth == PARSE_BLOCKS_MAX)
		return refuse_depth(p, *span, "braces", PARSE_BLOCKS_MAX);
	begin_line(p);
	if (kind) {
		p->blocks[p->layout.depth++] = (struct parse_block){ kind, *span };
		p->layout.kind = kind;
		return '{';
	}
	if (!skip_braces(p, span))
		return T_GS_error;
	if (p->layout.depth > 0)
		suspect_body(p, *span);
	value->code = arena_take(p->arena, sizeof(*value->code));
	value->code->span = *span;
	value->code->inside = (struct span){ p->source, span->start + 1, span->end - 1 };
	return T_BODY;
}

/* What a token does to the layout. */
static int place(struct parse *p, int token, GS_STYPE *value, struct span *span)
{
	switch (token) {
	case '{': return open_brace(p, value, span);
	case '}': pop(p); break;
	case ';': begin_line(p); break;
	case '(':
	case '[':
		if (p->layout.parens == 0)
			p->layout.list = p->token;
		if (++p->layout.parens > PARSE_PARENS_MAX)
			return refuse_depth(p, *span, "parentheses", PARSE_PARENS_MAX);
		break;
	case ')':
	case ']': p->layout.parens -= p->layout.parens > 0; break;
	default: break;
	}
	return token;
}

static int next_token(struct parse *p, GS_STYPE *value, struct span *span)
{
	int token = T_YYEOF;
	int missing;

	if (p->is_over) {
		*span = (struct span){ p->source, p->source->len, p->source->len };
		return token;
	}
	token = lex_token(p, value, span);
	if (token == T_YYEOF)
		return end_file(p, span);
	missing = insert_end(p, token, span);
	if (missing != SKIPPED)
		return missing;
	if (!p->layout.member)
		token = begin(p, token, *span);
	return place(p, token, value, span);
}

static enum tree_token_kind kind_of(int token)
{
	switch (token) {
	case '{': return TREE_TOKEN_OPEN;
	case '}': return TREE_TOKEN_CLOSE;
	case T_BODY: return TREE_TOKEN_BODY;
	case T_CODE:
	case T_TOP: return TREE_TOKEN_CODE;
	case T_INTEGER:
	case T_OCTAL:
	case T_FLOAT:
	case T_DURATION:
	case T_SIZE:
	case T_STRING: return TREE_TOKEN_LITERAL;
	default: return ahead_is_name(token) ? TREE_TOKEN_WORD : TREE_TOKEN_MARK;
	}
}

static void keep_token(struct parse *p, int token, struct span span)
{
	struct tree_file *file = p->file;

	if (span.start == span.end)
		return;
	arena_grow(p->arena, (void **)&file->tokens, file->token_count, &p->token_cap,
		sizeof(*file->tokens));
	file->tokens[file->token_count++] = (struct tree_token){ span.start, span.end,
		kind_of(token) };
}

int gs_lex(GS_STYPE *value, struct span *span, struct parse *p)
{
	int token;

	p->previous = p->current;
	p->previous_token = p->token;
	p->before = p->layout;
	do
		token = next_token(p, value, span);
	while (token == SKIPPED);
	p->current = *span;
	p->token = token;
	if (p->wants_tokens)
		keep_token(p, token, token == T_CODE || token == T_TOP ? value->code->span : *span);
	return token;
}
