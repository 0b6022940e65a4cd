/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include "gsc/check/ctokens.h"

#include <string.h>

enum word {
	WORD_REPLY,
	WORD_REPLY_AND_STOP,
	WORD_FAIL,
	WORD_FAILF,
	WORD_CALLER,
	WORD_STOP,
	WORD_NOREPLY,
	WORD_COUNT
};

static const struct {
	const char *text;
	bool is_for_calls; /* only a call has it */
	bool is_end;       /* a call's body may end with it */
} words[WORD_COUNT] = {
	[WORD_REPLY] = { "reply", true, true },
	[WORD_REPLY_AND_STOP] = { "reply_and_stop", true, true },
	[WORD_FAIL] = { "fail", true, true },
	[WORD_FAILF] = { "failf", true, true },
	[WORD_CALLER] = { "caller", true, false },
	[WORD_STOP] = { "stop", false, true },
	[WORD_NOREPLY] = { "noreply", false, true },
};

struct body {
	struct check *c;
	const struct words_of *of;
	struct ctokens tokens;
	bool has_end;
};

/* The word that is used at this token, or WORD_COUNT. */
static enum word word_at(const struct body *b, size_t at)
{
	const struct ctokens *tokens = &b->tokens;

	if (tokens->items[at].kind != CTOKEN_NAME || !ctoken_is_mark(tokens, at + 1, '('))
		return WORD_COUNT;
	if (at && (ctoken_is_mark(tokens, at - 1, '.') || ctoken_is_mark(tokens, at - 1, '>')))
		return WORD_COUNT;
	for (unsigned word = 0; word < WORD_COUNT; word++) {
		if (ctoken_is(tokens, at, words[word].text))
			return (enum word)word;
	}
	return WORD_COUNT;
}

/* The end of the argument that starts at `at`: its comma or closing parenthesis, or the count. */
static size_t argument_end(const struct body *b, size_t at)
{
	size_t depth = 0;

	for (; at < b->tokens.count; at++) {
		char mark = b->tokens.items[at].mark;

		if (b->tokens.items[at].kind != CTOKEN_PUNCT)
			continue;
		if (depth == 0 && (mark == ',' || mark == ')'))
			return at;
		if (mark == '(' || mark == '[' || mark == '{')
			depth++;
		else if (mark == ')' || mark == ']' || mark == '}')
			depth -= depth > 0;
	}
	return at;
}

static char *token_text(const struct body *b, size_t at)
{
	return span_text(b->c->arena, ctoken_span(&b->tokens, at));
}

struct initialisers {
	const struct model_record *record;
	const char *whose; /* "the reply of 'acquire'" */
	bool needs_names;
};

/* `left = 3`, `left: 3` for `.left = 3`; not where there is a variable of that name. */
static bool is_without_dot(const struct body *b, size_t at, const struct initialisers *to)
{
	const char *name;

	if (at >= b->tokens.count || b->tokens.items[at].kind != CTOKEN_NAME)
		return false;
	name = token_text(b, at);
	if (!record_find(to->record, name) || record_find(b->of->call->in, name) ||
		ctoken_declares(b->c->arena, &b->tokens, name))
		return false;
	return ctoken_is_mark(&b->tokens, at + 1, ':') ||
	       (ctoken_is_mark(&b->tokens, at + 1, '=') &&
		       !ctoken_is_mark(&b->tokens, at + 2, '='));
}

/*
 * `.name = "x"`, or `reply("x")`: C would take it for the text's pointer, and leave its length 0.
 * With a number behind it, as in `reply("x", 1)`, the length is given.
 */
static void check_text(const struct body *b, size_t at, const struct model_field *field)
{
	const struct ctokens *tokens = &b->tokens;
	bool is_string = field->type->kind == MODEL_STRING;
	size_t end = at + 1;

	if (at >= tokens->count || tokens->items[at].kind != CTOKEN_LITERAL ||
		(!is_string && field->type->kind != MODEL_BYTES) || *token_text(b, at) == '\'' ||
		!strchr(token_text(b, at), '"'))
		return;
	while (end < tokens->count && tokens->items[end].kind == CTOKEN_LITERAL)
		end++; /* "x" "y" */
	if (!ctoken_is_mark(tokens, end, ')') &&
		!(ctoken_is_mark(tokens, end, ',') && ctoken_is_mark(tokens, end + 1, '.')))
		return;
	diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at),
		"'%s' is a %s, which has a length: write '%s'", field->name,
		is_string ? "gs_str" : "gs_bytes", is_string ? "GS_STR(\"...\")" : "{ data, len }");
}

/* The names of all that is given as `.name = ...` from `at` on. */
static void gather_given(const struct body *b, size_t at, struct scope *given)
{
	while (at < b->tokens.count && !ctoken_is_mark(&b->tokens, at, ')')) {
		if (ctoken_is_mark(&b->tokens, at, '.') && at + 1 < b->tokens.count &&
			b->tokens.items[at + 1].kind == CTOKEN_NAME)
			(void)scope_claim(given, token_text(b, at + 1),
				ctoken_span(&b->tokens, at + 1), NULL);
		at = argument_end(b, at);
		if (ctoken_is_mark(&b->tokens, at, ','))
			at++;
	}
}

/* One `.name = ...`, or a plain value. */
static void check_initialiser(
	const struct body *b, size_t at, const struct initialisers *to, const struct scope *given)
{
	struct check *c = b->c;
	const struct scope_entry *first;
	char *name;

	if (!ctoken_is_mark(&b->tokens, at, '.')) {
		if (is_without_dot(b, at, to))
			diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
				"a field is given as '.%s = ...'", token_text(b, at));
		else if (to->needs_names)
			diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
				"the fields of an error are given by name, as in '.%s = ...'",
				to->record->fields[0].name);
		return;
	}
	if (at + 1 >= b->tokens.count || b->tokens.items[at + 1].kind != CTOKEN_NAME)
		return; /* the C compiler's to say */
	name = token_text(b, at + 1);
	if (!record_find(to->record, name)) {
		record_unknown(
			c, to->record, ctoken_span(&b->tokens, at + 1), name, to->whose, given);
		return;
	}
	if (ctoken_is_mark(&b->tokens, at + 2, '='))
		check_text(b, at + 3, record_find(to->record, name));
	first = scope_find(given, name);
	if (first->span.start != ctoken_span(&b->tokens, at + 1).start &&
		!ctoken_is_mark(&b->tokens, at + 2, '.') &&
		!ctoken_is_mark(&b->tokens, at + 2, '[')) {
		diag_error(c->diag, DIAG_DUPLICATE, ctoken_span(&b->tokens, at + 1),
			"'.%s' is given twice", name);
		diag_note(c->diag, first->span, "the first time is here");
	}
}

/* In C one initialiser each? Those of structs, as a text is one, may stand without braces. */
static bool is_scalar(const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		switch (record->fields[i].type->kind) {
		case MODEL_STRING:
		case MODEL_BYTES:
		case MODEL_OPTIONAL:
		case MODEL_LIST:
		case MODEL_MAP:
		case MODEL_STRUCT:
		case MODEL_WRONG: return false;
		default: break;
		}
	}
	return true;
}

/* The arguments from `at` on, up to the closing parenthesis, are initialisers of a record. */
static void check_initialisers(const struct body *b, size_t at, const struct initialisers *to)
{
	struct scope given;
	size_t plain = 0;

	scope_init(&given, b->c->arena);
	gather_given(b, at, &given);
	if (to->record->count && !to->needs_names)
		check_text(b, at, &to->record->fields[0]);
	while (at < b->tokens.count && !ctoken_is_mark(&b->tokens, at, ')')) {
		if (!ctoken_is_mark(&b->tokens, at, '.') && plain++ == to->record->count &&
			is_scalar(to->record))
			diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
				"%s has %zu field%s, and this is one more", to->whose,
				to->record->count, to->record->count == 1 ? "" : "s");
		check_initialiser(b, at, to, &given);
		at = argument_end(b, at);
		if (ctoken_is_mark(&b->tokens, at, ','))
			at++;
	}
}

/* `at`: the first argument that is about the reply. */
static void check_reply(const struct body *b, size_t word, size_t at)
{
	const struct model_clause *call = b->of->call;
	const struct initialisers to = {
		.record = call->out,
		.whose = arena_printf(b->c->arena, "the reply of '%s'", call->name),
	};

	if (to.record) {
		check_initialisers(b, at, &to);
		return;
	}
	if (at >= b->tokens.count || ctoken_is_mark(&b->tokens, at, ')'))
		return;
	diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
		"'%s' replies with nothing: write '%s'", call->name,
		ctoken_is(&b->tokens, word, "reply") ? "reply()" : "reply_and_stop(reason)");
	diag_note(b->c->diag, call->span, "it is declared here, without '->'");
}

static bool is_always_raised(const char *name)
{
	return strcmp(name, "overloaded") == 0 || strcmp(name, "denied") == 0 ||
	       strcmp(name, "internal") == 0 || strcmp(name, "bad_request") == 0;
}

static const struct model_error *raised(const struct model_clause *call, const char *name)
{
	for (size_t i = 0; i < call->raises_count; i++) {
		if (strcmp(call->raises[i]->name, name) == 0)
			return call->raises[i];
	}
	return NULL;
}

static void refuse_error(const struct body *b, const struct tree_name *name)
{
	struct check *c = b->c;
	const struct decl *decl = decl_find(c, name);

	if (decl && decl->error) {
		diag_error(c->diag, DIAG_NOT_RAISED, name->span, "'%s' does not raise '%s'",
			b->of->call->name, name->text);
		diag_note(c->diag, b->of->call->span, "it would say 'raises %s' here", name->text);
		return;
	}
	if (strncmp(name->text, "error_", 6) == 0 && raised(b->of->call, name->text + 6)) {
		diag_error(c->diag, DIAG_UNKNOWN_ERROR, name->span,
			"an error is named as it is declared: write '%s'", name->text + 6);
		return;
	}
	decl_unknown(c, DIAG_UNKNOWN_ERROR, TREE_ERROR, name);
}

/* fail and failf: the first argument is the name of an error that the call raises. */
static void check_fail(const struct body *b, size_t word, bool has_fields)
{
	struct check *c = b->c;
	const struct ctokens *tokens = &b->tokens;
	size_t at = word + 2;
	struct initialisers to = { .needs_names = true };
	const struct model_error *error;
	struct tree_name name;

	if (at >= tokens->count || tokens->items[at].kind != CTOKEN_NAME ||
		argument_end(b, at) != at + 1) {
		diag_error(c->diag, DIAG_WRONG_WORD,
			ctoken_span(tokens, at < tokens->count ? at : word),
			"'%s' starts with the name of an error, alone%s", token_text(b, word),
			at < tokens->count && tokens->items[at].kind == CTOKEN_LITERAL
				? "; 'failf(internal, \"...\")' gives one a text"
				: "");
		return;
	}
	name = (struct tree_name){ token_text(b, at), ctoken_span(tokens, at) };
	error = raised(b->of->call, name.text);
	if (!error && !is_always_raised(name.text)) {
		refuse_error(b, &name);
		return;
	}
	if (!has_fields || !ctoken_is_mark(tokens, at + 1, ','))
		return;
	to.record = error && error->record->count ? error->record : NULL;
	to.whose = arena_printf(c->arena, "error '%s'", name.text);
	if (to.record)
		check_initialisers(b, at + 2, &to);
	else if (at + 2 < tokens->count)
		diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at + 2),
			"error '%s' has no fields; failf gives it a text", name.text);
}

/* What the C compiler would say of it, it would say of our macros. */
static void check_arguments(const struct body *b, size_t at, enum word word)
{
	const char *name = words[word].text;
	size_t first = at + 2;
	bool is_none = ctoken_is_mark(&b->tokens, first, ')');

	if (first >= b->tokens.count)
		return;
	if ((word == WORD_NOREPLY || word == WORD_CALLER) && !is_none)
		diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, first),
			"'%s' is given nothing: write '%s()'", name, name);
	else if ((word == WORD_STOP || word == WORD_REPLY_AND_STOP) && is_none)
		diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
			"'%s' is given the reason, as in '%s(\"shutdown\")'", name, name);
	else if (word == WORD_FAILF && !is_none &&
		 ctoken_is_mark(&b->tokens, argument_end(b, first), ')'))
		diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
			"'failf' is given a text: 'fail' does without one");
}

static void check_word(struct body *b, size_t at, enum word word)
{
	size_t reason_end;

	if (words[word].is_end)
		b->has_end = true;
	if (!b->of->call) {
		if (words[word].is_for_calls)
			diag_error(b->c->diag, DIAG_WRONG_WORD, ctoken_span(&b->tokens, at),
				"'%s' stands only in a call: nobody waits for an answer of %s",
				words[word].text, b->of->kind);
		else
			check_arguments(b, at, word);
		return;
	}
	check_arguments(b, at, word);
	switch (word) {
	case WORD_REPLY: check_reply(b, at, at + 2); break;
	case WORD_REPLY_AND_STOP:
		reason_end = argument_end(b, at + 2);
		if (ctoken_is_mark(&b->tokens, reason_end, ','))
			check_reply(b, at, reason_end + 1);
		break;
	case WORD_FAIL: check_fail(b, at, true); break;
	case WORD_FAILF: check_fail(b, at, false); break;
	default: break;
	}
}

void words_check(struct check *c, const struct tree_code *body, const struct words_of *of)
{
	struct body b = { .c = c, .of = of, .tokens = ctokens_of(c->arena, body->inside) };

	for (size_t i = 0; i < b.tokens.count; i++) {
		enum word word = word_at(&b, i);

		if (slips_check(c, &b.tokens, i, of))
			b.has_end = true;
		if (word != WORD_COUNT)
			check_word(&b, i, word);
		else if (ctoken_is(&b.tokens, i, "return"))
			b.has_end = true;
	}
	/* A macro of the user's may hold the word; then the C compiler tells. */
	if (of->call && !b.has_end && (b.tokens.count == 0 || !unit_of(c, body->span)->has_macros))
		diag_error(c->diag, DIAG_NO_ANSWER, of->name,
			"the body of '%s' ends without an answer: it needs a reply, fail, noreply "
			"or stop",
			of->call->name);
}
