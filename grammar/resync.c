/* SPDX-License-Identifier: MIT */
/*
 * resync: where to go on after an error. Bison drops tokens until one fits; what stands inside of
 * parentheses and braces that are half read would fit by accident and be reported. So it is stepped
 * over here, token by token, before bison sees it.
 */
#include "grammar/build.h"
#include "grammar/parser.h"

#include <string.h>

bool skip_braces(struct parse *p, struct span *span)
{
	const char *open = p->source->bytes + span->start;
	struct skipped skipped = skip_body(open, p->end);

	if (skipped.string) {
		stray_string(p, skipped.string);
		p->is_closing = true; /* there may have been braces in it */
	}
	if (skipped.at) {
		p->at = skipped.at;
		span->end = (uint32_t)(skipped.at - p->source->bytes);
		return true;
	}
	p->at = p->end;
	if (skipped.string)
		return false;
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

static void go_back(struct parse *p, struct span span)
{
	p->at = p->source->bytes + span.start;
}

/* Does something begin or end here that is not part of what is stepped over? */
static bool is_border(const struct parse *p, int token, struct span span)
{
	return token == T_YYEOF || token == T_CODE || token == T_TOP ||
	       ahead_is_heading(p, token, span) || ahead_is_clause(p, token, span) ||
	       ahead_is_line(p, token, span);
}

/* Is there more in the line, but the next declaration? */
static bool goes_on(struct parse *p)
{
	const char *at = p->at + strspn(p->at, " \t\r");
	GS_STYPE value;
	struct span span;
	int token;

	if (at == p->end || *at == '\n')
		return false;
	token = lex_token(p, &value, &span);
	go_back(p, span);
	return !ahead_is_declaration(token) && token != '}' &&
	       (p->layout.depth == 0 || !ahead_is_member(token));
}

void skip_unknown(struct parse *p)
{
	bool was_quiet = p->is_quiet;
	GS_STYPE value;
	struct span span;
	int token;

	p->is_quiet = true;
	do {
		token = lex_token(p, &value, &span);
		if (is_border(p, token, span) || (token == '}' && p->layout.depth > 0)) {
			go_back(p, span);
			break;
		}
		if (token == '{' && skip_braces(p, &span) && goes_on(p))
			token = 0;
	} while (token != ';' && token != '{' && token != '}');
	p->is_quiet = was_quiet;
}

/* The next parameter after a `;` that should have been a `,`. */
static bool is_in_list(const struct parse *p)
{
	const char *at = p->at + strspn(p->at, " \t");
	size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return len > 0 && at[len] == ':';
}

static bool is_in_record(const struct parse *p)
{
	return p->layout.member && (p->layout.kind == T_STRUCT || p->layout.kind == T_STATE ||
					   p->layout.kind == T_UNION);
}

void skip_wrong(struct parse *p)
{
	bool was_quiet = p->is_quiet;
	bool in_list = p->before.parens > 0 && p->layout.parens > 0;
	unsigned depth = p->layout.parens;
	GS_STYPE value;
	struct span span;

	/* `import { a } from "b.gs";` */
	if (p->token == T_BODY && p->before.member == T_IMPORT && goes_on(p))
		skip_unknown(p);
	if (!in_list)
		p->layout.parens = 0;
	if ((!in_list && !is_in_record(p)) || p->current.start == p->current.end)
		return;
	p->is_quiet = true;
	for (;;) {
		int token = lex_token(p, &value, &span);

		if (token == '(' || token == '[')
			depth++;
		else if (token == ')' || token == ']')
			depth -= depth > 0;
		if (is_border(p, token, span) || token == '}' ||
			(token == ';' && !(in_list && is_in_list(p))) ||
			(token == ')' && in_list && depth == 0))
			break;
		if (token == '{' && !skip_braces(p, &span))
			break;
	}
	go_back(p, span);
	p->layout.parens = in_list;
	p->is_quiet = was_quiet;
}
