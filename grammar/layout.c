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
	p->layout.has_colon = false;
	p->layout.parens = 0;
}

static void pop(struct parse *p)
{
	begin_line(p);
	if (p->layout.depth > 0)
		p->closed = p->blocks[--p->layout.depth];
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

	if (p->blocks[p->layout.depth - 1].is_guessed)
		return;
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

static void push(struct parse *p, int kind, struct parse_block block)
{
	begin_line(p);
	block.kind = kind;
	p->blocks[p->layout.depth++] = block;
	p->layout.kind = kind;
}

/* Is the `}` that ends what begins at `at` where that of a block begun at `head` stands? */
static bool has_end(const struct parse *p, const char *at, uint32_t head)
{
	enum { FAR = 1 << 16 };
	const char *end = skip_rest(at, p->end - at > FAR ? at + FAR : p->end).at;

	if (!end || ahead_indent(p, (uint32_t)(end - p->source->bytes)) != ahead_indent(p, head))
		return false;
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		if ((*at | 0x20) >= 'a' && (*at | 0x20) <= 'z')
			return false; /* the next declaration's */
	}
	return true;
}

/* What stands in a block begins although the `{` before it is missing. */
static int insert_open(struct parse *p, int token, struct span *span)
{
	int kind = p->layout.member;
	struct span place = p->current;

	if (!ahead_is_inside(p, token, *span) || p->layout.depth == PARSE_BLOCKS_MAX)
		return SKIPPED;
	place.start = place.end;
	parse_error(p, DIAG_SYNTAX, place, "expected '{' after %s, found %s",
		report_quoted(p, p->token, p->current), report_quoted(p, token, *span));
	if (has_end(p, p->source->bytes + span->start, place.start))
		diag_fix(p->diag, place, " {");
	p->at = p->source->bytes + span->start;
	*span = place;
	push(p, kind, (struct parse_block){ .open = place, .is_guessed = true });
	return '{';
}

/* Something begins at a line's start although what came before has not ended. */
static int insert_end(struct parse *p, int token, struct span *span)
{
	bool is_new = ahead_may_be_over(p) && ahead_is_heading(p, token, *span);

	if (is_new && p->layout.depth > 0) {
		bool is_said = p->is_closing || p->blocks[p->layout.depth - 1].is_guessed;

		report_open(p);
		if (!is_said)
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
	if (block_kind(p) && !is_new && insert_open(p, token, span) == '{')
		return '{';
	if (is_new || (ahead_may_be_over(p) && ahead_is_clause(p, token, *span)) ||
		ahead_is_line(p, token, *span))
		return insert(p, ';', span);
	return SKIPPED;
}

/* The first token of a declaration, member or line. */
static int begin(struct parse *p, int token, struct span span)
{
	bool is_braces = p->token == '}' || p->token == T_BODY;
	bool fits = true;

	if (token == ';') {
		if (p->token == '}' && p->closed.has_equals) {
			diag_fix_also(p->diag, p->closed.equals, span, "");
			return SKIPPED;
		}
		if (p->token == T_BODY && p->wrong_body == p->current.start)
			return SKIPPED;
		parse_error(p, DIAG_SYNTAX, span,
			is_braces ? "no ';' stands after a '}'" : "nothing stands before this ';'");
		if (!ahead_is_typed(p->at))
			diag_fix(p->diag, span, "");
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
	if (!fits) {
		refuse_start(p, token, span);
		return SKIPPED;
	}
	p->has_clauses = false;
	p->is_vague = p->is_vague && token == '}';
	if (token != '}' && token != T_CODE && token != T_TOP)
		p->layout.member = token;
	return token;
}

static int refuse_depth(struct parse *p, struct span span, const char *what, int most)
{
	parse_error(p, DIAG_NESTING, span, "%s are nested more than %d deep", what, most);
	p->is_over = true;
	return T_GS_error;
}

/* A body whose `}` begins a line further out than the one with its `{` may lack one of its own. */
static void suspect_body(struct parse *p, struct span body)
{
	if (p->suspect.source && p->suspect.start > p->blocks[p->layout.depth - 1].open.start)
		return;
	if (!lex_is_first_of_line(p, p->source->bytes + body.end - 1) ||
		ahead_indent(p, body.end - 1) >= ahead_indent(p, body.start))
		return;
	p->suspect = body;
	p->suspect.end = body.start + 1;
}

static int open_brace(struct parse *p, GS_STYPE *value, struct span *span)
{
	int kind = block_kind(p);

	if (kind && p->layout.depth == PARSE_BLOCKS_MAX)
		return refuse_depth(p, *span, "braces", PARSE_BLOCKS_MAX);
	/* A brace in a field is an error, and the field goes on to its `;`. */
	if (!kind && !ahead_is_record(p->layout.kind))
		begin_line(p);
	if (kind) {
		push(p, kind,
			(struct parse_block){
				.open = *span,
				.has_equals = p->token == '=',
				.equals = p->wrong.start == p->current.start ? p->wrong_item : NULL,
			});
		return '{';
	}
	if (!skip_braces(p, span))
		return T_GS_error;
	p->body = *span;
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
	token = refuse_separator(p, token, *span);
	switch (token) {
	case '{': return open_brace(p, value, span);
	case '}':
		if (p->layout.member && ahead_goes_on_in_line(p, *span)) {
			parse_error(p, DIAG_SYNTAX, *span,
				"this '}' closes nothing: what it stands in is not over");
			return T_GS_error;
		}
		if (refuse_end(p, *span)) {
			token = p->layout.member ? T_GS_error : SKIPPED;
			begin_line(p);
			return token;
		}
		pop(p);
		break;
	case ';': begin_line(p); break;
	case ':': p->layout.has_colon = true; break;
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
