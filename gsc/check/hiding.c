/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

/* A parameter hides what has its name in the functions made for its clause, and a field of an error
 * in the one that makes the error. */
static void check_hiding(struct check *c, const char *what, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_field *field = &record->fields[i];
		const struct scope_entry *entry = scope_find(&c->idents, field->name);
		const struct tree_name name = { field->name, field->span };
		const struct decl *decl = decl_find(c, &name);

		if (!entry || (decl && decl->tree->kind == TREE_CONST))
			continue;
		diag_error(c->diag, DIAG_NAME_CLASH, field->span,
			"the %s '%s' has the name that %s has in C", what, field->name,
			cnames_owner(c, entry->what));
		if (entry->span.source)
			diag_note(c->diag, entry->span, "it is here");
	}
}

void hiding_check(struct check *c, const struct decl *decl)
{
	static const char parameter[] = "parameter";

	if (decl->error)
		check_hiding(c, "field", decl->error->record);
	for (size_t i = 0; decl->protocol && i < decl->protocol->count; i++)
		check_hiding(c, parameter, decl->protocol->clauses[i]->in);
	if (!decl->server)
		return;
	check_hiding(c, parameter, decl->server->params);
	for (size_t i = 0; i < decl->server->entry_count; i++) {
		if (strcmp(decl->server->entries[i].clause->owner, decl->server->name) == 0)
			check_hiding(c, parameter, decl->server->entries[i].clause->in);
	}
	for (size_t i = 0; i < decl->server->info_count; i++)
		check_hiding(c, parameter, decl->server->infos[i].clause->in);
	for (size_t i = 0; i < decl->server->response_count; i++)
		check_hiding(c, parameter, decl->server->responses[i].clause->in);
}
