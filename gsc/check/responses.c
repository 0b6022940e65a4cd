/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* The clauses of what a response names, in either kind of declaration. */
struct clauses {
	const struct decl *decl;
	size_t count;
};

static struct clauses clauses_of(const struct decl *decl)
{
	return (struct clauses){ decl,
		decl->protocol ? decl->protocol->count : decl->server->entry_count };
}

static const struct model_clause *clause_at(struct clauses clauses, size_t at)
{
	return clauses.decl->protocol ? clauses.decl->protocol->clauses[at]
				      : clauses.decl->server->entries[at].clause;
}

/* NULL: an error was reported, here or before. */
static const struct model_clause *call_named(
	struct check *c, const struct decl *decl, const struct tree_name *name)
{
	struct clauses clauses = clauses_of(decl);
	struct suggest suggest;

	for (size_t i = 0; i < clauses.count; i++) {
		const struct model_clause *clause = clause_at(clauses, i);

		if (strcmp(clause->name, name->text) != 0)
			continue;
		if (clause->kind == MODEL_CALL)
			return clause;
		diag_error(c->diag, DIAG_WRONG_PLACE, name->span,
			"'%s' is a cast: nobody answers it", name->text);
		diag_note(c->diag, clause->span, "it is declared here");
		return NULL;
	}
	suggest_init(&suggest, name->text);
	for (size_t i = 0; i < clauses.count; i++)
		if (clause_at(clauses, i)->kind == MODEL_CALL)
			suggestion_offer(c, &suggest, clause_at(clauses, i)->name);
	diag_error(c->diag, DIAG_UNKNOWN_CLAUSE, name->span, "%s '%s' has no call '%s'%s",
		decl->protocol ? "protocol" : "server", decl->tree->name.text, name->text,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
	return NULL;
}

static void resolve(
	struct check *c, const struct tree_clause *tree, struct model_response *response)
{
	const struct decl *decl = target_named(c, &tree->of);

	if (decl && (decl->protocol || decl->server))
		response->to = call_named(c, decl, &tree->of_call);
}

/* From `at` on: the model has them in the order of the source. */
static const struct tree_clause *tree_of(
	const struct tree_clause *at, const struct model_response *response)
{
	while (at->kind != TREE_RESPONSE || at->name.text != response->clause->name)
		at = at->next;
	return at;
}

void responses_collect(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct decl *decl = &c->decls[i];
		const struct tree_clause *at = decl->server ? decl->tree->server->clauses : NULL;

		for (size_t j = 0; decl->server && j < decl->server->response_count; j++) {
			struct model_response *response = &decl->server->responses[j];

			at = tree_of(at, response);
			resolve(c, at, response);
		}
	}
}
