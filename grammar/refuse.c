/* SPDX-License-Identifier: MIT */
/*
 * refuse: what the layout lets nobody see, as it is wrong at a glance: what begins nothing, a `}`
 * too early, a `,` for a `;`. One cause is said once, whatever number of tokens follow from it.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

/*
 * C text where a member should begin, behind a body whose `}` stands further in than the line that
 * it began in: the body was meant to go on. Goes on behind the `}` that ends it then.
 */
static bool refuse_early_end(struct parse *p)
{
	struct span brace = p->body;
	const char *end;

	brace.start = brace.end - 1;
	if (p->layout.kind != T_SERVER || p->token != T_BODY ||
		!lex_is_first_of_line(p, p->source->bytes + brace.start) ||
		ahead_indent(p, brace.start) <= ahead_indent(p, p->body.start))
		return false;
	parse_error(p, DIAG_SYNTAX, brace, "this '}' ends the body, and C goes on after it");
	diag_note(p->diag, (struct span){ p->source, p->body.start, p->body.start + 1 },
		"the body begins here");
	end = skip_rest(p->source->bytes + brace.end, p->end).at;
	p->at = end ? end : p->end;
	p->is_closing = !end;
	return true;
}

/* `-- text`, `% text` */
static bool is_foreign_comment(const struct parse *p, int token, struct span span)
{
	return token == '%' || (token == '-' && p->source->bytes[span.end] == '-');
}

/* Fields where clauses should stand: one cause, said once in each braces. */
static bool is_field_again(struct parse *p, int token, struct span span)
{
	struct parse_block *block = p->layout.depth ? &p->blocks[p->layout.depth - 1] : NULL;
	bool was_said;

	if (!block || !ahead_is_name(token) || !ahead_is_typed(p->source->bytes + span.end))
		return false;
	was_said = block->has_fields;
	block->has_fields = true;
	return was_said;
}

/* Clauses, fields outside of braces: those after the first, and a `}` behind them, are no news. */
static bool is_clause_again(struct parse *p, int token, struct span span)
{
	bool was_said = p->has_clauses;

	if (p->layout.depth > 0 || !ahead_is_name(token) ||
		!(ahead_is_member(token) || ahead_is_typed(p->source->bytes + span.end)))
		return false;
	p->has_clauses = true;
	return was_said;
}

/* What nothing is known of is refused once, not each statement of a body that lost its `{`. */
static bool is_vague_again(struct parse *p, int token, struct span span)
{
	const char *hint = hint_start(p, token, span);
	bool was_vague = p->is_vague;

	if (p->layout.depth == 0)
		return false;
	p->is_vague = !*hint || strstr(hint, HINT_NO_CLAUSE);
	return was_vague && p->is_vague;
}

static bool is_said(struct parse *p, int token, struct span span)
{
	return is_field_again(p, token, span) || is_clause_again(p, token, span) ||
	       is_vague_again(p, token, span);
}

/* What cannot begin a declaration or member is refused, once for all that it stands for. */
void refuse_start(struct parse *p, int token, struct span span)
{
	bool is_file = p->layout.depth == 0;
	const char *what = is_file                      ? "a declaration"
			   : p->layout.kind == T_SERVER ? "a member of the server"
							: "a call or a cast";

	if (token == '}') {
		if (!p->has_clauses && !p->is_vague)
			parse_error(p, DIAG_SYNTAX, span, "this '}' closes nothing");
		return;
	}
	if (token == T_CODE || token == T_TOP) {
		span.end = span.start + 2;
		parse_error(p, DIAG_SYNTAX, span,
			"C text stands between declarations, not inside them");
		return;
	}
	if (refuse_early_end(p))
		return;
	if (!is_said(p, token, span) && token != T_GS_error)
		parse_error(p, DIAG_SYNTAX, span, "expected %s, found %s%s", what,
			report_quoted(p, token, span), hint_start(p, token, span));
	if (token == '{')
		p->at = p->source->bytes + span.start;
	if (is_foreign_comment(p, token, span))
		p->at += strcspn(p->at, "\n");
	else
		skip_unknown(p);
}

/* A name and a `:` follow, as where a field or parameter begins; or the end of the braces. */
static bool is_before_next(const struct parse *p, bool may_end)
{
	const char *at = p->at + strspn(p->at, " \t\r\n");
	const char *name = at;

	while (ahead_is_letter(*at))
		at++;
	if (at == name)
		return may_end && *at == '}';
	at += strspn(at, " \t\r\n");
	if (p->layout.kind == T_ENUM && p->layout.parens == 0)
		return *at && strchr(";,=}", *at);
	if (p->layout.kind == T_UNION && p->layout.parens == 0 && *at && strchr(";}", *at))
		return true;
	return at[0] == ':' && at[1] != ':';
}

/* `,` between fields, `;` between others: said once in braces, and taken for the right one. */
static int take_separator(struct parse *p, int token, struct span span)
{
	bool in_list = p->layout.parens > 0;
	struct parse_block *block = in_list ? NULL : &p->blocks[p->layout.depth - 1];
	const char *text = in_list                  ? "in parentheses ',' separates, not ';'"
			   : token == ';'           ? "enumerators are separated by ',', not ';'"
			   : block->kind == T_UNION ? "a member ends with ';', not ','"
						    : "a field ends with ';', not ','";

	if (block && block->has_wrong_separator) {
		diag_fix_also(p->diag, block->separator, span, token == ',' ? ";" : ",");
		return token == ',' ? ';' : ',';
	}
	parse_error(p, DIAG_SYNTAX, span, "%s", text);
	diag_fix(p->diag, span, token == ',' ? ";" : ",");
	if (block) {
		block->has_wrong_separator = true;
		block->separator = diag_said(p->diag);
	}
	return token == ',' ? ';' : ',';
}

/* Fields or parameters? Behind a `;` in a system a name and a `:` begin the next child. */
static bool is_list(const struct parse_layout *at)
{
	return at->parens == 1 && at->kind != T_SYSTEM && at->kind != T_SUPERVISOR &&
	       (ahead_is_name(at->list) || at->list == T_ARROW);
}

static bool is_wrong_separator(const struct parse *p, int token)
{
	if (!p->layout.member)
		return false;
	if (p->layout.parens > 0)
		return token == ';' && is_list(&p->layout) && is_before_next(p, false);
	if (token == ';')
		return p->layout.kind == T_ENUM && is_before_next(p, true);
	return token == ',' && p->layout.has_colon && ahead_is_record(p->layout.kind) &&
	       is_before_next(p, true) && !ahead_open_angle(p, p->at - 1);
}

/*
 * A `}` behind which clauses go on: it does not end the server or protocol. Its own one may be
 * there or not.
 */
bool refuse_end(struct parse *p, struct span span)
{
	struct parse_block *block = p->layout.depth ? &p->blocks[p->layout.depth - 1] : NULL;
	const char *what = p->layout.kind == T_SERVER ? "server" : "protocol";

	if (p->layout.depth != 1 || !ahead_goes_on(p))
		return false;
	if (p->is_vague)
		return true; /* of the body that this ends the `{` is missing */
	parse_error(p, DIAG_SYNTAX, span, "this '}' ends the %s%s, and its clauses go on after it",
		what, p->layout.member ? " in the middle of a clause" : "");
	diag_note(p->diag, block->open, "the %s begins here", what);
	if (!p->layout.member && !block->is_guessed)
		diag_fix(p->diag, span, "");
	block->is_guessed = true;
	return true;
}

int refuse_separator(struct parse *p, int token, struct span span)
{
	return is_wrong_separator(p, token) ? take_separator(p, token, span) : token;
}
