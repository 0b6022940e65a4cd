/* SPDX-License-Identifier: MIT */
/*
 * slips: what the C compiler would take for something else, or report in the words of our macros.
 * Everything else that is wrong in a body is the C compiler's to say.
 */
#include "gsc/check/rules.h"

#include "gsc/check/ctokens.h"

#include <string.h>

static const char *const words[] = { "reply", "reply_and_stop", "fail", "failf", "stop",
	"noreply" };

static bool is_any(const struct ctokens *tokens, size_t at, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (ctoken_is(tokens, at, names[i]))
			return true;
	}
	return false;
}

/* Does the `)` at `at` end the condition of an if or a loop? */
static bool ends_condition(const struct ctokens *tokens, size_t at)
{
	static const char *const heads[] = { "if", "while", "for", "switch" };
	size_t depth = 0;

	for (; at > 0; at--) {
		depth += ctoken_is_mark(tokens, at, ')');
		if (ctoken_is_mark(tokens, at, '(') && --depth == 0)
			return is_any(tokens, at - 1, heads, 4);
	}
	return false;
}

/* Does a statement begin here? */
static bool begins(const struct ctokens *tokens, size_t at)
{
	return at == 0 || ctoken_is_mark(tokens, at - 1, ';') ||
	       ctoken_is_mark(tokens, at - 1, '{') || ctoken_is_mark(tokens, at - 1, '}') ||
	       ctoken_is(tokens, at - 1, "else") ||
	       (ctoken_is_mark(tokens, at - 1, ')') && ends_condition(tokens, at - 1));
}

static const char *text_at(struct check *c, const struct ctokens *tokens, size_t at)
{
	return span_text(c->arena, ctoken_span(tokens, at));
}

/* `reply x;`, `noreply;`, `return reply(x);` */
static bool check_statement(struct check *c, const struct ctokens *tokens, size_t at)
{
	const char *name = text_at(c, tokens, at);

	if (at > 0 && ctoken_is(tokens, at - 1, "return") && ctoken_is_mark(tokens, at + 1, '(')) {
		diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at - 1),
			"'%s' ends the handler by itself: leave out 'return'", name);
		return true;
	}
	if (!begins(tokens, at) || at + 1 >= tokens->count)
		return false;
	if (tokens->items[at + 1].kind == CTOKEN_PUNCT && !ctoken_is_mark(tokens, at + 1, ';'))
		return false;
	diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at),
		"'%s' is written with parentheses: '%s(%s)'", name, name,
		strcmp(name, "noreply") == 0 ? "" : "...");
	return true;
}

/* `return 5;` in a call: it would be taken for a verdict. */
static bool check_return(
	struct check *c, const struct ctokens *tokens, size_t at, const struct words_of *of)
{
	bool is_value = ctoken_is_mark(tokens, at + 1, ';') || ctoken_is(tokens, at + 1, "self") ||
			(at + 1 < tokens->count && tokens->items[at + 1].kind == CTOKEN_LITERAL);

	for (size_t i = 0; !is_value && i < of->call->in->count; i++)
		is_value = ctoken_is(tokens, at + 1, of->call->in->fields[i].name) &&
			   !ctoken_is_mark(tokens, at + 2, '(');
	if (is_value)
		diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at),
			"'return' gives no answer: write 'reply(%s)'", of->call->out ? "..." : "");
	return is_value;
}

/* `throw full;` */
static bool check_throw(struct check *c, const struct ctokens *tokens, size_t at)
{
	if (!begins(tokens, at) || at + 1 >= tokens->count ||
		tokens->items[at + 1].kind != CTOKEN_NAME)
		return false;
	diag_error(c->diag, DIAG_WRONG_WORD, ctoken_span(tokens, at),
		"a call ends with an error by 'fail(%s)'", text_at(c, tokens, at + 1));
	return true;
}

/* `self->name` */
static bool has_member(const struct ctokens *tokens, size_t at)
{
	return ctoken_is(tokens, at, "self") && ctoken_is_mark(tokens, at + 1, '>') &&
	       at + 2 < tokens->count && tokens->items[at + 2].kind == CTOKEN_NAME &&
	       tokens->items[at + 1].end - tokens->items[at + 1].start == 2;
}

/* `self.value`, `this->value`: the state is `self`, a pointer. */
static bool check_self(struct check *c, const struct ctokens *tokens, size_t at)
{
	struct span span = ctoken_span(tokens, at);
	bool is_member = at > 0 && (ctoken_is_mark(tokens, at - 1, '.') ||
					   ctoken_is_mark(tokens, at - 1, '>'));
	bool is_this = ctoken_is(tokens, at, "this") && ctoken_is_mark(tokens, at + 1, '>') &&
		       tokens->items[at + 1].end - tokens->items[at + 1].start == 2;

	if (is_member || at + 2 >= tokens->count || tokens->items[at + 2].kind != CTOKEN_NAME)
		return false;
	if (is_this ? ctoken_declares(c->arena, tokens, "this")
		    : !ctoken_is_mark(tokens, at + 1, '.'))
		return false;
	span.end = tokens->items[at + 2].end;
	diag_error(c->diag, DIAG_WRONG_WORD, span,
		is_this ? "the server's own state is written 'self->%s'"
			: "'self' is a pointer: write 'self->%s'",
		text_at(c, tokens, at + 2));
	return true;
}

static const struct model_field *find_state(const struct model_server *server, const char *name)
{
	for (size_t i = 0; i < server->state_count; i++) {
		if (strcmp(server->state[i].name, name) == 0)
			return &server->state[i];
	}
	return NULL;
}

/* How a field of state that owns memory is changed. */
static const char *setter(
	struct check *c, const struct model_server *server, const struct model_field *field)
{
	const char *name = field->name;

	switch (field->type->kind) {
	case MODEL_STRING: return arena_printf(c->arena, "gs_text_set(&self->%s, ...)", name);
	case MODEL_BYTES: return arena_printf(c->arena, "gs_blob_set(&self->%s, ...)", name);
	case MODEL_LIST: return arena_printf(c->arena, "%s_%s_push(self)", server->name, name);
	case MODEL_MAP:
		return arena_printf(c->arena, "%s_%s_put(self, key, NULL)", server->name, name);
	case MODEL_STRUCT:
		return arena_printf(
			c->arena, "%s_set(&self->%s, &...)", field->type->record->name, name);
	default: return NULL;
	}
}

/* `self->name = name`: what owns memory, and what is const, is not assigned. */
static bool check_assignment(
	struct check *c, const struct ctokens *tokens, size_t at, const struct model_server *server)
{
	struct span span = ctoken_span(tokens, at);
	const char *name = text_at(c, tokens, at + 2);
	const struct model_field *field = find_state(server, name);
	size_t next = at + 3;
	const char *way;

	span.end = tokens->items[at + 2].end;
	if (ctoken_is_mark(tokens, next, '.') && ctoken_is(tokens, next + 1, "view"))
		next += 2;
	if (!ctoken_is_mark(tokens, next, '=') || ctoken_is_mark(tokens, next + 1, '='))
		return false;
	if (record_find(server->params, name) ||
		(server->key.field && strcmp(server->key.field->name, name) == 0)) {
		diag_error(c->diag, DIAG_WRONG_WORD, span,
			"'%s' is given to the server when it starts, and stays as it is", name);
		return true;
	}
	way = field && model_owns(field->type) ? setter(c, server, field) : NULL;
	if (way)
		diag_error(c->diag, DIAG_WRONG_WORD, span,
			"'%s' owns its memory and is not assigned: write '%s'", name, way);
	return way != NULL;
}

/* `self->items[i]`, `items[i]`: lists and maps are structs. */
static bool check_index(
	struct check *c, const struct ctokens *tokens, size_t at, const struct words_of *of)
{
	bool is_own = has_member(tokens, at);
	const char *name = text_at(c, tokens, is_own ? at + 2 : at);
	const struct model_field *field = is_own     ? find_state(of->server, name)
					  : of->call ? record_find(of->call->in, name)
						     : NULL;
	enum model_kind kind = field ? field->type->kind : MODEL_WRONG;
	struct span span = ctoken_span(tokens, at);

	if (!ctoken_is_mark(tokens, is_own ? at + 3 : at + 1, '[') ||
		(kind != MODEL_LIST && kind != MODEL_MAP))
		return false;
	if (is_own)
		span.end = tokens->items[at + 2].end;
	else if (ctoken_declares(c->arena, tokens, name) ||
		 (at > 0 && (ctoken_is_mark(tokens, at - 1, '.') ||
				    ctoken_is_mark(tokens, at - 1, '>'))))
		return false;
	diag_error(c->diag, DIAG_WRONG_WORD, span, "'%s' is a %s: write '%s'", name,
		kind == MODEL_LIST ? "list" : "map",
		!is_own ? arena_printf(c->arena, "%s.items[...]", name)
			: arena_printf(c->arena, "%s_%s_%s", of->server->name, name,
				  kind == MODEL_LIST ? "at(self, i)" : "get(self, key)"));
	return true;
}

bool slips_check(
	struct check *c, const struct ctokens *tokens, size_t at, const struct words_of *of)
{
	static const char *const selves[] = { "self", "this" };
	static const char *const throws[] = { "throw", "raise" };

	if (tokens->items[at].kind != CTOKEN_NAME)
		return false;
	if ((ctoken_is_mark(tokens, at + 1, '[') || ctoken_is_mark(tokens, at + 3, '[')) &&
		check_index(c, tokens, at, of))
		return true;
	/* None of these words begins with another letter: most names are no more than looked at. */
	if (!strchr("fnrst", tokens->source->bytes[tokens->items[at].start]))
		return false;
	if (is_any(tokens, at, words, sizeof(words) / sizeof(words[0])))
		return check_statement(c, tokens, at);
	if (is_any(tokens, at, selves, 2))
		return check_self(c, tokens, at) ||
		       (has_member(tokens, at) && check_assignment(c, tokens, at, of->server));
	if (of->call && is_any(tokens, at, throws, 2))
		return check_throw(c, tokens, at);
	return of->call && ctoken_is(tokens, at, "return") && check_return(c, tokens, at, of);
}
