/* SPDX-License-Identifier: MIT */
#include "gsc/check/ctokens.h"

#include "gsc/base/arena.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c) ||
	       (unsigned char)c >= 0x80;
}

/* Past the closing quote, or at the end. */
static const char *skip_quoted(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote) {
		if (*at == '\\' && at + 1 < end)
			at++;
		at++;
	}
	return at < end ? at + 1 : end;
}

static const char *skip_comment(const char *at, const char *end)
{
	if (at[1] == '/') {
		for (at += 2; at < end && *at != '\n'; at++) {
			if (*at == '\\' && at + 1 < end)
				at++;
		}
		return at;
	}
	for (at += 2; at + 1 < end && !(at[0] == '*' && at[1] == '/'); at++)
		;
	return at + 1 < end ? at + 2 : end;
}

/* A number goes on over dots, and over signs after an exponent's letter. */
static const char *skip_number(const char *at, const char *end)
{
	for (; at < end; at++) {
		bool is_sign = (*at == '+' || *at == '-') && strchr("eEpP", at[-1]) != NULL;

		if (!is_name(*at) && *at != '.' && !is_sign)
			break;
	}
	return at;
}

/* The token at `at`, which is no blank; its end, with *kind and *mark set. */
static const char *scan(const char *at, const char *end, struct ctoken *token)
{
	token->kind = CTOKEN_LITERAL;
	token->mark = 0;
	if (*at == '"' || *at == '\'')
		return skip_quoted(at, end);
	if (is_digit(*at) || (*at == '.' && at + 1 < end && is_digit(at[1])))
		return skip_number(at + 1, end);
	if (is_name(*at)) {
		token->kind = CTOKEN_NAME;
		while (at < end && is_name(*at))
			at++;
		return at;
	}
	token->kind = CTOKEN_PUNCT;
	token->mark = *at;
	if (*at != '-' || at + 1 == end || at[1] != '>')
		return at + 1;
	token->mark = '>';
	return at + 2;
}

struct ctokens ctokens_of(struct arena *arena, struct span span)
{
	struct ctokens tokens = {
		.source = span.source,
		.declared = arena_take(arena, sizeof(*tokens.declared)),
	};
	const char *bytes = span.source->bytes;
	const char *at = bytes + span.start;
	const char *end = bytes + span.end;
	size_t cap = 0;

	while (at < end) {
		struct ctoken token = { .start = (uint32_t)(at - bytes) };

		if (strchr(" \t\r\n\v\f\\", *at)) { /* NUL too */
			at++;
			continue;
		}
		if (*at == '/' && at + 1 < end && (at[1] == '/' || at[1] == '*')) {
			at = skip_comment(at, end);
			continue;
		}
		at = scan(at, end, &token);
		token.end = (uint32_t)(at - bytes);
		arena_grow(
			arena, (void **)&tokens.items, tokens.count, &cap, sizeof(*tokens.items));
		tokens.items[tokens.count++] = token;
	}
	return tokens;
}

bool ctoken_is(const struct ctokens *tokens, size_t at, const char *name)
{
	const struct ctoken *token = &tokens->items[at];
	size_t len = strlen(name);

	return at < tokens->count && token->kind == CTOKEN_NAME &&
	       token->end - token->start == len &&
	       memcmp(tokens->source->bytes + token->start, name, len) == 0;
}

bool ctoken_is_mark(const struct ctokens *tokens, size_t at, char mark)
{
	return at < tokens->count && tokens->items[at].kind == CTOKEN_PUNCT &&
	       tokens->items[at].mark == mark;
}

/* Names behind a name or a `*`, and outside of parentheses behind a comma. */
static void fill_declared(struct arena *arena, const struct ctokens *tokens)
{
	size_t depth = 0;

	scope_init(tokens->declared, arena);
	for (size_t i = 1; i < tokens->count; i++) {
		depth += ctoken_is_mark(tokens, i - 1, '(');
		depth -= depth > 0 && ctoken_is_mark(tokens, i - 1, ')');
		if (tokens->items[i].kind != CTOKEN_NAME || ctoken_is(tokens, i - 1, "return"))
			continue;
		if (tokens->items[i - 1].kind == CTOKEN_NAME ||
			ctoken_is_mark(tokens, i - 1, '*') ||
			(depth == 0 && ctoken_is_mark(tokens, i - 1, ',')))
			(void)scope_claim(tokens->declared,
				span_text(arena, ctoken_span(tokens, i)), ctoken_span(tokens, i),
				NULL);
	}
}

bool ctoken_declares(struct arena *arena, const struct ctokens *tokens, const char *name)
{
	if (!tokens->declared->arena)
		fill_declared(arena, tokens);
	return scope_find(tokens->declared, name) != NULL;
}

struct span ctoken_span(const struct ctokens *tokens, size_t at)
{
	return (struct span){ tokens->source, tokens->items[at].start, tokens->items[at].end };
}
