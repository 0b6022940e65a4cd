/* SPDX-License-Identifier: MIT */
/*
 * report: what a syntax error says. Bison knows every token that could stand there; a person wants
 * to hear of the few that matter: how to end what was begun, or what kind of thing comes next.
 */
#include "grammar/build.h"
#include "grammar/parser.h"
#include "gsc/base/foreign.h"

#include <string.h>

enum { SHOWN_MAX = 5 };

struct report {
	struct parse *p;
	const char *const *expected;
	size_t count;
	const char *shown[SHOWN_MAX];
	size_t shown_count;
	const char *meant; /* instead of a word that is misspelt; NULL: none is */
};

static bool has(const struct report *r, const char *token)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->expected[i], token) == 0)
			return true;
	return false;
}

static bool is_inserted(const struct parse *p)
{
	return p->current.start == p->current.end && (p->token == ';' || p->token == '}');
}

/* The word that stands at p->at. */
static const char *next_word(const struct parse *p)
{
	size_t len = strspn(
		p->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return arena_printf(p->arena, "'%.*s'", (int)len, p->at);
}

const char *report_quoted(const struct parse *p, int token, struct span span)
{
	if (token == T_YYEOF)
		return "the end of the file";
	if (token == T_BODY)
		return "'{'";
	if (span.end - span.start > PARSE_SHOWN_MAX)
		return token == T_STRING ? "a text" : ahead_is_name(token) ? "a name" : "this";
	if (token == T_STRING)
		return span_text(p->arena, span);
	return arena_printf(p->arena, "'%s'", span_text(p->arena, span));
}

static const char *found(const struct parse *p)
{
	return is_inserted(p) ? next_word(p) : report_quoted(p, p->token, p->current);
}

/* What the text is in the middle of; NULL: nothing that has a name. */
static const char *what_in_braces(const struct parse_layout *at)
{
	switch (at->kind) {
	case T_STRUCT:
	case T_STATE: return "the field";
	case T_UNION: return "the member";
	case T_ENUM: return "the enumerator";
	case T_SYSTEM:
	case T_SUPERVISOR:
		switch (at->member) {
		case T_LISTEN: return "the listener";
		case T_STRATEGY: return "the strategy";
		case T_INTENSITY: return "the intensity";
		case T_BACKOFF: return "the backoff";
		case T_SUPERVISOR: return NULL;
		default: return "the child";
		}
	default: break;
	}
	switch (at->member) {
	case T_CALL: return "the call";
	case T_CAST: return "the cast";
	case T_INFO: return "the info clause";
	case T_RESPONSE: return "the response clause";
	case T_MAILBOX: return "the mailbox";
	default: return NULL;
	}
}

static const char *what(const struct parse_layout *at)
{
	if (at->parens > 0) {
		if (at->list == T_ARROW || (at->depth == 0 && at->member == T_ERROR))
			return "the field";
		if (!ahead_is_name(at->list))
			return NULL;
		return at->kind == T_SYSTEM || at->kind == T_SUPERVISOR ? "the argument"
									: "the parameter";
	}
	if (at->depth > 0)
		return what_in_braces(at);
	switch (at->member) {
	case T_IMPORT: return "the import";
	case T_CONST: return "the const";
	case T_TYPE: return "the type";
	case T_ERROR: return "the error";
	default: return NULL;
	}
}

static void show(struct report *r, const char *text)
{
	if (r->shown_count < SHOWN_MAX)
		r->shown[r->shown_count++] = text;
}

/* What ends, or goes on after, something complete. */
static void show_closers(struct report *r)
{
	static const char *const closers[] = { "';'", "a body", "','", "')'", "']'", "'{'", "'}'" };

	for (size_t i = 0; i < sizeof(closers) / sizeof(closers[0]); i++)
		if (has(r, closers[i]) && (i != 1 || r->p->before.kind != T_PROTOCOL))
			show(r, closers[i]);
	if (has(r, "'>'") && !has(r, "'<<'"))
		show(r, "'>'");
}

/* A name that begins something is called after it. */
static const char *name_of_start(const struct parse *p)
{
	const struct parse_layout *at = &p->before;

	if (at->parens > 0 && (p->previous_token == '(' || p->previous_token == ',') && what(at))
		return strcmp(what(at), "the field") == 0      ? "a field"
		       : strcmp(what(at), "the argument") == 0 ? "an argument"
							       : "a parameter";
	if (at->parens > 0 || at->member)
		return at->kind == T_ENUM && p->previous_token == ',' ? "an enumerator" : "a name";
	switch (at->kind) {
	case T_STRUCT:
	case T_STATE: return "a field";
	case T_UNION: return "a member";
	case T_ENUM: return "an enumerator";
	case T_SYSTEM:
	case T_SUPERVISOR: return "a child";
	default: return "a name";
	}
}

static void show_starts(struct report *r)
{
	bool has_name = has(r, "a name");

	if (has(r, "an integer") && has_name)
		show(r, "a value");
	else if (has_name && has(r, "call"))
		show(r, name_of_start(r->p));
	else if (has_name)
		show(r, has(r, "string") ? "a type" : "a name");
	if (!has_name && has(r, "a text in quotes"))
		show(r, "a text in quotes");
}

/* All that is expected, operators apart, where neither of the above is. */
static void show_rest(struct report *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const char *text = r->expected[i];
		bool is_plain = text[0] != '\'' && strchr(text, ' ') == NULL;

		if (is_plain)
			text = arena_printf(r->p->arena, "'%s'", text);
		if (!has(r, "'*'") || !strchr("+-*/%<>&|^", text[1]))
			show(r, text);
	}
}

static const char *join(const struct report *r)
{
	const char *text = r->shown[0];

	for (size_t i = 1; i < r->shown_count; i++)
		text = arena_printf(r->p->arena, "%s%s%s", text,
			i + 1 < r->shown_count ? ", " : " or ", r->shown[i]);
	return text;
}

/* May the word that is meant stand before what follows? Most lead to a value or a name. */
static bool may_lead(const struct parse *p, const char *meant)
{
	const char *next = p->source->bytes + p->current.end;

	next += strspn(next, " \t\r\n");
	return strcmp(meant, "existing") == 0 || strcmp(meant, "evict") == 0 ||
	       !(*next && strchr(":;,){}", *next));
}

/* A word misspelt? Where a name of the user's could stand, it is taken for one. */
static const char *suggestion(struct report *r, const char *name, const char *const *words)
{
	struct suggest suggest;

	suggest_init(&suggest, name);
	for (size_t i = 0; !words && i < r->count; i++)
		if (!strchr(r->expected[i], ' ') && !strchr(r->expected[i], '\''))
			suggest_offer(&suggest, r->expected[i]);
	if (!words && has(r, "keyed"))
		suggest_offer(&suggest, "keyed by");
	for (; words && *words; words++)
		suggest_offer(&suggest, *words);
	if (!suggest_best(&suggest) || (!words && !may_lead(r->p, suggest_best(&suggest))))
		return "";
	r->meant = suggest_best(&suggest);
	return arena_printf(r->p->arena, "; did you mean '%s'?", r->meant);
}

/* Right after the last token, where it is that which lacks something. */
static struct span place_after(const struct parse *p)
{
	const char *bytes = p->source->bytes;
	struct span after = { p->source, p->previous.end, p->previous.end };
	size_t gap = p->current.start - p->previous.end;

	if (p->token == T_YYEOF || p->token == '}' || is_inserted(p) ||
		memchr(bytes + p->previous.end, '\n', gap))
		return after;
	return p->current;
}

static struct span place_of(const struct parse *p)
{
	struct span span = p->current;

	if (p->token == T_YYEOF || is_inserted(p))
		return place_after(p);
	if (p->token == T_BODY)
		span.end = span.start + 1;
	return span;
}

/* "a field" of "the field". */
static const char *any(const struct report *r, const char *thing)
{
	return arena_printf(
		r->p->arena, "%s %s", strchr("aeiou", thing[4]) ? "an" : "a", thing + 4);
}

/* Two names where `name: type` is wanted: in C's order, unless only the second is a type's. */
static const char *hint_order(const struct report *r)
{
	const char *first = span_text(r->p->arena, r->p->previous);
	const char *second = span_text(r->p->arena, r->p->current);
	const char *foreign = foreign_word(FOREIGN_BEFORE_TYPE, first);
	bool is_swapped = ahead_is_type(first) || !ahead_is_type(second);

	if (!foreign)
		foreign = foreign_no_type(first);
	if (foreign)
		return arena_printf(r->p->arena, "; %s", foreign);
	if (r->p->source->bytes[r->p->current.end] == ':')
		return "; a field is written 'name: type'";
	if (foreign_type(first))
		first = foreign_type(first);
	return arena_printf(r->p->arena, "; write '%s: %s'", is_swapped ? second : first,
		is_swapped ? first : second);
}

/* `u32 a;`, `listn "..."`: no `:` where one belongs. */
static void report_no_colon(struct report *r, const char *thing)
{
	static const char *const lines[] = { "listen", "strategy", "intensity", "backoff",
		"supervisor", NULL };
	struct parse *p = r->p;
	const struct parse_layout *at = &p->before;
	bool in_system = at->kind == T_SYSTEM || at->kind == T_SUPERVISOR;
	bool is_line = in_system && at->member == p->previous_token;
	const char *hint = "";

	if (is_line)
		hint = suggestion(r, span_text(p->arena, p->previous), lines);
	if (!*hint)
		hint = hint_text(p);
	if (!*hint && is_line)
		hint = "; a child is written 'name: server(...)'";
	else if (!*hint && ahead_is_name(p->token) && strcmp(thing, "the child") != 0)
		hint = hint_order(r);
	else if (!*hint)
		hint = arena_printf(p->arena, "; %s is written 'name: type'", any(r, thing));
	parse_error(p, DIAG_SYNTAX, place_of(p), "expected ':' after %s, found %s%s",
		report_quoted(p, p->previous_token, p->previous), found(p), hint);
	diag_fix(p->diag, p->previous, r->meant);
}

/* `a = u32`, `const A: 5` */
static void report_colon(const struct report *r, const char *thing)
{
	struct parse *p = r->p;
	const char *hint = hint_text(p);

	if (!*hint)
		hint = arena_printf(p->arena, "; %s is written 'name = value'", any(r, thing));
	parse_error(p, DIAG_SYNTAX, place_of(p), "expected '=' after %s, found ':'%s",
		report_quoted(p, p->previous_token, p->previous), hint);
}

/* `std::string` */
static void report_qualified(struct parse *p)
{
	const char *bytes = p->source->bytes;
	struct span span = p->previous;
	const char *last = bytes + span.start;
	const char *name;
	const char *own;

	for (const char *at = last; *at == ':' || *at == '_' || (*at >= '0' && *at <= '9') ||
				    ((*at | 0x20) >= 'a' && (*at | 0x20) <= 'z');
		at++) {
		span.end = (uint32_t)(at + 1 - bytes);
		if (*at == ':')
			last = at + 1;
	}
	name = arena_copy(p->arena, last, (size_t)(bytes + span.end - last));
	own = strcmp(name, "string") == 0 ? "string<N>"
	      : ahead_is_type(name)       ? name
					  : foreign_type(name);
	if (own)
		parse_error(p, DIAG_UNKNOWN_TYPE, span, "%s is written %s here",
			report_quoted(p, T_NAME, span), own);
	else
		parse_error(p, DIAG_UNKNOWN_TYPE, span,
			"%s is no type: names of other files are used as they are, without '::'",
			report_quoted(p, T_NAME, span));
}

/* `strng<4>`, `Vec<u32>`: the name is wrong, rather than the `<`. */
static bool report_generic(struct parse *p)
{
	static const char *const generic[] = { "string", "bytes", "list", "map", "ref" };
	const char *name = span_text(p->arena, p->previous);
	struct suggest suggest;

	if (foreign_type(name) || foreign_no_type(name)) {
		bool is_none = !foreign_type(name);

		parse_error(p, DIAG_UNKNOWN_TYPE, p->previous,
			is_none ? "unknown type '%s'; %s" : "'%s' is written %s here", name,
			is_none ? foreign_no_type(name) : foreign_type(name));
		return true;
	}
	suggest_init(&suggest, name);
	for (size_t i = 0; i < sizeof(generic) / sizeof(generic[0]); i++)
		suggest_offer(&suggest, generic[i]);
	if (suggest_best(&suggest) && !ahead_is_type(name))
		parse_error(p, DIAG_UNKNOWN_TYPE, p->previous,
			"unknown type '%s'; did you mean '%s'?", name, suggest_best(&suggest));
	if (suggest_best(&suggest) && !ahead_is_type(name))
		diag_fix(p->diag, p->previous, suggest_best(&suggest));
	return suggest_best(&suggest) && !ahead_is_type(name);
}

/* Mistakes that have a better text than what could stand there. */
static bool report_slip(struct report *r)
{
	struct parse *p = r->p;
	const char *thing = what(&p->before);

	if (p->previous_token == T_NAME && p->token == ':' && *p->at == ':' && has(r, "'?'")) {
		report_qualified(p);
		return true;
	}
	if (p->previous_token == T_NAME && p->token == '<' && has(r, "'?'") && report_generic(p))
		return true;
	if (has(r, "'>'") && !has(r, "'<<'") && mend_angle(p, has(r, "','") ? "',' or '>'" : "'>'"))
		return true;
	if (has(r, "':'") && !has(r, "'='") && !has(r, "';'") && thing &&
		ahead_is_name(p->previous_token)) {
		report_no_colon(r, thing);
		return true;
	}
	if (has(r, "'='") && p->token == ':' && thing) {
		report_colon(r, thing);
		return true;
	}
	if ((p->token == T_SHL && has(r, "'>'")) || (p->token == '>' && p->previous_token == '>' &&
							    p->previous.end == p->current.start)) {
		parse_error(p, DIAG_SYNTAX, place_of(p),
			"between '<' and '>' a shift needs parentheses");
		return true;
	}
	if (has(r, "a name") && !has(r, "call") && ahead_is_name(p->token) && !is_inserted(p) &&
		!*hint_text(p)) {
		parse_error(p, DIAG_SYNTAX, place_of(p),
			"%s is a word of the language, so no type can have this name", found(p));
		return true;
	}
	return false;
}

/* A word misspelt, a mark too many, or the mark that ends what stands before it. */
static void add_fix(const struct report *r, const char *hint)
{
	struct parse *p = r->p;
	bool is_clear = r->shown_count == 1 || (r->shown_count && strcmp(r->shown[0], "';'") == 0);
	const char *mark = is_clear ? r->shown[0] : "";

	if (r->meant)
		diag_fix(p->diag, p->current, r->meant);
	else if (strcmp(mark, "'{'") == 0 && p->token == '=' &&
		 *(p->at + strspn(p->at, " \t\r\n")) == '{')
		mend_equals(p);
	else if (strcmp(mark, "'('") == 0 && p->before.member == T_INFO)
		mend_info(p);
	else if (!*hint && strlen(mark) == 3)
		mend_missing(p, mark[1], has(r, "a body"));
}

static void report_expected(struct report *r)
{
	struct parse *p = r->p;
	const char *thing = what(&p->before);
	bool ends = has(r, "';'") || has(r, "')'") || has(r, "'}'");
	struct span span = place_of(p);
	const char *after = "";
	const char *hint = hint_text(p);

	show_starts(r);
	if (!r->shown_count) {
		show_closers(r);
		if (r->shown_count)
			span = p->token == T_BODY ? span : place_after(p);
		after = arena_printf(p->arena, " after %s",
			thing && ends ? thing : report_quoted(p, p->previous_token, p->previous));
		if (!r->shown_count)
			show_rest(r);
	} else {
		show_closers(r);
	}
	if (!*hint && has(r, "'..'") && !has(r, "'>'"))
		hint = "; a range is written '1..5', both ends included";
	if (!*hint && p->token == T_NAME && !has(r, "a name"))
		hint = suggestion(r, span_text(p->arena, p->current), NULL);
	p->is_vague = p->before.kind == T_SERVER;
	if (p->token == T_BODY)
		p->wrong_body = p->current.start;
	parse_error(p, DIAG_SYNTAX, span, "expected %s%s, found %s%s",
		r->shown_count ? join(r) : "something else", after, found(p), hint);
	add_fix(r, hint);
}

/* After a first error braces may not fit together any more: what is said of the rest is wrong. */
static bool is_astray(const struct report *r)
{
	bool is_end = has(r, "end of file") && r->p->before.depth > 0;

	return r->p->errors > 0 && (is_end || (r->count == 1 && has(r, "'}'")));
}

void report_syntax(struct parse *p, const char *const *expected, size_t count)
{
	struct report report = { .p = p, .expected = expected, .count = count };

	if (is_astray(&report))
		p->is_over = p->diag->is_cut = true;
	if (!p->is_quiet && !report_slip(&report))
		report_expected(&report);
	skip_wrong(p);
}

void report_missing_end(struct parse *p)
{
	const struct parse_layout *at = &p->before;
	const char *thing = what(at);
	bool has_body = at->kind == T_SERVER && at->member != T_MAILBOX;

	if (!thing)
		thing = report_quoted(p, p->previous_token, p->previous);
	if (!p->is_quiet)
		parse_error(p, DIAG_SYNTAX, p->current, "expected %s after %s, found %s",
			has_body ? "';' or a body" : "';'", thing, next_word(p));
	if (!p->is_quiet && at->parens == 0)
		diag_fix(p->diag, p->current, ";");
}
