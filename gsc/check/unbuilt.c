/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

void unbuilt(struct check *c, struct span span, const char *what)
{
	diag_error(
		c->diag, DIAG_NOT_BUILT, span, "%s is not built yet in this version of gsc", what);
}

/* The word at the start of a span. */
static struct span first_word(struct span span, const char *word)
{
	span.end = span.start + (uint32_t)strlen(word);
	return span;
}

struct span span_of_secret(const struct tree_field *field)
{
	return first_word(field->span, "secret");
}

/* The word before a part of the tree, where the word has no place of its own there. */
static struct span word_before(struct span span, const char *word)
{
	uint32_t len = (uint32_t)strlen(word);
	uint32_t at = span.start;

	while (at >= len && memcmp(span.source->bytes + at - len, word, len) != 0)
		at--;
	if (at >= len)
		span = (struct span){ span.source, at - len, at };
	return span;
}

void unbuilt_decls(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct decl *decl = &c->decls[i];

		if (decl->tree->kind == TREE_UNION) {
			unbuilt(c, first_word(decl->tree->span, "union"), "'union'");
			decl->wrong = true;
			decl->type = &c->builtin[MODEL_WRONG];
		}
	}
}

bool unbuilt_clause(struct check *c, const struct tree_clause *clause)
{
	switch (clause->kind) {
	case TREE_SIGNAL: unbuilt(c, clause->span, "'info signal'"); return true;
	default: break;
	}
	return false;
}

bool unbuilt_child(struct check *c, const struct tree_child *child)
{
	switch (child->kind) {
	case TREE_CHILD_SERVER: return false;
	case TREE_CHILD_REMOTE:
		unbuilt(c, word_before(child->server.span, "remote"), "'remote'");
		break;
	case TREE_CHILD_DYNAMIC:
		unbuilt(c, word_before(child->server.span, "dynamic"), "'dynamic'");
		break;
	case TREE_CHILD_SUPERVISOR:
		unbuilt(c, first_word(child->span, "supervisor"), "'supervisor'");
		break;
	}
	return true;
}

static void unbuilt_strategy(struct check *c, const struct tree_name *name)
{
	static const char *const strategies[] = { "one_for_one", "one_for_all", "rest_for_one" };
	struct suggest suggest;

	if (!name->text || strcmp(name->text, strategies[0]) == 0)
		return;
	suggest_init(&suggest, name->text);
	for (size_t i = 0; i < 3; i++) {
		suggest_offer(&suggest, strategies[i]);
		if (strcmp(name->text, strategies[i]) == 0) {
			unbuilt(c, name->span, arena_printf(c->arena, "strategy '%s'", name->text));
			return;
		}
	}
	diag_error(c->diag, DIAG_UNKNOWN_WORD, name->span,
		"a strategy is one_for_one, one_for_all or rest_for_one, not '%s'%s", name->text,
		suggestion_text(c, &suggest));
}

void unbuilt_supervisor(struct check *c, const struct tree_supervisor *system)
{
	unbuilt_strategy(c, &system->strategy);
	if (system->backoff)
		unbuilt(c, system->backoff_span, "'backoff'");
}
