/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* Those that are not `served` already. */
static void offer(struct check *c, struct suggest *suggest, const struct tree_supervisor *tree,
	const struct scope *served)
{
	for (const struct tree_child *at = tree->children; at && suggestion_may_offer(c);
		at = at->next) {
		if (at->supervisor)
			offer(c, suggest, at->supervisor, served);
		else if (at->kind != TREE_CHILD_REMOTE && !scope_find(served, at->name.text))
			suggestion_offer(c, suggest, at->name.text);
	}
}

static void unknown_child(struct check *c, const struct tree_supervisor *tree,
	const struct tree_name *name, const struct scope *served)
{
	const struct child *written = child_named(c, name->text);
	struct suggest suggest;

	if (written && written->tree->kind == TREE_CHILD_REMOTE)
		diag_error(c->diag, DIAG_TYPE_MISMATCH, name->span,
			"'%s' is a remote: it is served where it runs", name->text);
	if (written)
		return; /* an error says why it is none */
	suggest_init(&suggest, name->text);
	offer(c, &suggest, tree, served);
	diag_error(c->diag, DIAG_UNKNOWN_NAME, name->span, "unknown child '%s'%s", name->text,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, name->span, suggest_best(&suggest));
}

/* The protocol that the child is seen as; NULL: it is all that its server has, or an error was
 * reported. */
static const struct model_protocol *protocol_of(
	struct check *c, const struct model_server *server, const struct tree_name *as)
{
	const struct decl *decl = decl_find(c, as);

	for (size_t i = 0; i < server->implements_count; i++) {
		if (strcmp(server->implements[i]->name, as->text) == 0)
			return server->implements[i];
	}
	if (decl && decl->server == server)
		return NULL;
	if (decl && decl->server)
		diag_error(c->diag, DIAG_TYPE_MISMATCH, as->span,
			"the child's server is '%s', not '%s'", server->name, as->text);
	else if (!decl || !decl->protocol)
		decl_unknown(c, DIAG_UNKNOWN_PROTOCOL, TREE_PROTOCOL, as);
	else
		diag_error(c->diag, DIAG_TYPE_MISMATCH, as->span,
			"server '%s' does not implement '%s'", server->name, as->text);
	return NULL;
}

void serves_make(struct check *c, const struct tree_supervisor *tree, struct model_system *system,
	const struct tree_listen *written, struct model_listen *listen)
{
	struct model_serve *serves;
	struct scope served;
	size_t count = 0;

	scope_init(&served, c->arena);
	for (const struct tree_serve *at = written->serves; at; at = at->next, count++)
		(void)scope_claim(&served, at->child.text, at->child.span, NULL);
	serves = arena_take_many(c->arena, count, sizeof(*serves));
	listen->serves = serves;
	scope_clear(&c->said);
	for (const struct tree_serve *at = written->serves; at; at = at->next) {
		const struct child *found = child_named(c, at->child.text);
		const struct model_child *child = found ? found->made : NULL;
		struct model_serve *serve = &serves[listen->serve_count];

		if (is_repeated(c, &at->child, "served"))
			continue;
		if (!child) {
			unknown_child(c, tree, &at->child, &served);
			continue;
		}
		if (child->supervisor) {
			diag_error(c->diag, DIAG_TYPE_MISMATCH, at->child.span,
				"'%s' is a supervisor: say which of its children are served",
				child->name);
			continue;
		}
		if (!child->server)
			continue; /* an error says why */
		serve->child = child->name;
		if (at->as.text)
			serve->as = protocol_of(c, child->server, &at->as);
		if (serve->as)
			serve->view = system_view(c, system, serve->as, child->server);
		listen->serve_count++;
	}
}
