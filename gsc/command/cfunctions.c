/* SPDX-License-Identifier: MIT */
#include "gsc/command/cfunctions.h"
#include "gsc/base/arena.h"
#include "gsc/base/text.h"
#include "gsc/check/ctokens.h"

#include <stdlib.h>
#include <string.h>

struct finder {
	struct arena *arena;
	struct ctokens tokens;
};

/* Past the preprocessor's line that begins at a token. */
static size_t skip_directive(const struct finder *f, size_t at)
{
	const char *bytes = f->tokens.source->bytes;
	uint32_t end = f->tokens.items[at].start;

	while (bytes[end] && (bytes[end] != '\n' || bytes[end - 1] == '\\'))
		end++;
	while (at < f->tokens.count && f->tokens.items[at].start < end)
		at++;
	return at;
}

/* Past the bracket that closes the one at `at`, or at the end. */
static size_t skip_brackets(const struct finder *f, size_t at, char open, char close)
{
	size_t depth = 0;

	for (; at < f->tokens.count; at++) {
		if (ctoken_is_mark(&f->tokens, at, '#'))
			at = skip_directive(f, at) - 1;
		else if (ctoken_is_mark(&f->tokens, at, open))
			depth++;
		else if (ctoken_is_mark(&f->tokens, at, close) && --depth == 0)
			return at + 1;
	}
	return at;
}

/* Attributes, wherever they stand, change nothing of what a function takes and gives. */
static void drop_attributes(struct finder *f)
{
	struct ctoken *items = f->tokens.items;
	size_t count = 0;

	for (size_t at = 0, next; at < f->tokens.count; at = next) {
		next = ctoken_is_mark(&f->tokens, at, '#') ? skip_directive(f, at) : at + 1;
		if (ctoken_is(&f->tokens, at, "__attribute__") &&
			ctoken_is_mark(&f->tokens, next, '('))
			next = skip_brackets(f, next, '(', ')');
		else
			while (at < next)
				items[count++] = items[at++];
	}
	f->tokens.count = count;
}

static const char *token_text(const struct finder *f, size_t at)
{
	return span_text(f->arena, ctoken_span(&f->tokens, at));
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words of [from, to), sorted. */
static void put_words(const struct finder *f, size_t from, size_t to, struct text *out)
{
	const char **words = arena_take_many(f->arena, to - from + 1, sizeof(*words));
	size_t count = to - from;

	for (size_t i = 0; i < count; i++)
		words[i] = token_text(f, from + i);
	qsort(words, count, sizeof(*words), compare);
	for (size_t i = 0; i < count; i++)
		text_printf(out, "%s ", words[i]);
}

/* "gs_verdict (election * struct , * gs_ctx , ": of the head that begins at `result` and has its
 * name at `at`. */
static const char *shape_of(const struct finder *f, size_t result, size_t at, size_t end)
{
	struct text out;
	size_t from = at + 2;

	text_init(&out, f->arena);
	put_words(f, result, at, &out);
	text_put(&out, "(");
	for (size_t i = from; i < end; i++) {
		bool is_last = i + 1 == end;

		if (!ctoken_is_mark(&f->tokens, i, ',') && !is_last)
			continue;
		if (i > from && f->tokens.items[i - 1].kind == CTOKEN_NAME && i - from > 1)
			put_words(f, from, i - 1, &out);
		else
			put_words(f, from, i, &out);
		text_put(&out, ", ");
		from = i + 1;
	}
	return arena_copy(f->arena, out.bytes, out.len);
}

static void add(
	const struct finder *f, struct cfunctions *functions, size_t result, size_t at, size_t end)
{
	arena_grow(f->arena, (void **)&functions->items, functions->count, &functions->cap,
		sizeof(*functions->items));
	functions->items[functions->count++] = (struct cfunction){
		.name = token_text(f, at),
		.span = ctoken_span(&f->tokens, at),
		.shape = shape_of(f, result, at, end),
	};
}

void cfunctions_find(struct arena *arena, const struct source *source, struct cfunctions *functions)
{
	struct span whole = { source, 0, source->len };
	struct finder f = { arena, ctokens_of(arena, whole) };
	size_t result = 0; /* where the declaration began */
	size_t at = 0;

	*functions = (struct cfunctions){ 0 };
	drop_attributes(&f);
	while (at < f.tokens.count) {
		if (ctoken_is_mark(&f.tokens, at, '#')) {
			result = at = skip_directive(&f, at);
		} else if (f.tokens.items[at].kind == CTOKEN_NAME &&
			   ctoken_is_mark(&f.tokens, at + 1, '(')) {
			size_t end = skip_brackets(&f, at + 1, '(', ')');

			if (ctoken_is_mark(&f.tokens, end, '{'))
				add(&f, functions, result, at, end);
			at = end;
		} else if (ctoken_is_mark(&f.tokens, at, '{')) {
			at = skip_brackets(&f, at, '{', '}');
			result = at;
		} else {
			at++;
			if (ctoken_is_mark(&f.tokens, at - 1, ';'))
				result = at;
		}
	}
}

const struct cfunction *cfunctions_named(const struct cfunctions *functions, const char *name)
{
	for (size_t i = 0; i < functions->count; i++) {
		if (strcmp(functions->items[i].name, name) == 0)
			return &functions->items[i];
	}
	return NULL;
}
