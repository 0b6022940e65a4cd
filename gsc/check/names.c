/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include "gsc/base/arena.h"

#include <string.h>

/* The passes below share the words of a refusal. */
static bool refuse(struct check *c, const struct tree_name *name, const char *reason)
{
	diag_error(c->diag, DIAG_BAD_NAME, name->span, "'%s' cannot be a name: %s", name->text,
		reason);
	return false;
}

static bool is_described(const struct check *c, const char *name)
{
	return c->options->described && strncmp(name, "gs", 2) == 0 && (!name[2] || name[2] == '_');
}

bool names_allowed(struct check *c, const struct tree_name *name)
{
	const char *reason = reserved_reason(&c->reserved, name->text);

	if (!reason || is_described(c, name->text))
		return true;
	return refuse(c, name, reason);
}

/* `reason`: who says the name on the wire. What runs elsewhere is taken as it is. */
static bool is_short(struct check *c, const struct tree_name *name, size_t most, const char *reason)
{
	if (strlen(name->text) <= most || c->options->described)
		return true;
	return refuse(c, name,
		arena_printf(c->arena, "it has %zu bytes, and %s %zu at most", strlen(name->text),
			reason, most));
}

bool names_class_allowed(struct check *c, const struct tree_name *name)
{
	enum { MOST = 64 };

	return names_allowed(c, name) &&
	       is_short(c, name, MOST, "gs.list has room for a server's or protocol's name of");
}

bool names_child_allowed(struct check *c, const struct tree_child *child)
{
	enum { MOST = 256, NUMBER = sizeof("#18446744073709551615") - 1 };

	if (!names_allowed(c, &child->name))
		return false;
	if (child->kind == TREE_CHILD_DYNAMIC)
		return is_short(c, &child->name, MOST - NUMBER,
			"gs.list has room for a group's name, and a number behind it, of");
	return is_short(c, &child->name, MOST, "gs.list has room for a child's name of");
}

bool names_type_allowed(struct check *c, const struct tree_name *name)
{
	const char *text = name->text;

	if (!names_allowed(c, name))
		return false;
	if (!reserved_is_word(text))
		return true;
	diag_error(c->diag, DIAG_BAD_NAME, name->span,
		"'%s' cannot be the name of a type: it is a word of .gs", text);
	return false;
}

bool names_const_allowed(struct check *c, const struct tree_name *name)
{
	bool is_space = strcmp(name->text, "std") == 0;

	if (!names_allowed(c, name))
		return false;
	if (!is_space && !reserved_is_function(name->text))
		return true;
	diag_error(c->diag, DIAG_BAD_NAME, name->span,
		"'%s' cannot be the name of a constant: it is %s", name->text,
		is_space ? "the namespace of C++'s library" : "a function of C's library");
	return false;
}

bool names_param_allowed(struct check *c, const struct tree_name *name)
{
	if (!names_allowed(c, name))
		return false;
	if (strcmp(name->text, "self") != 0 && strcmp(name->text, "ctx") != 0)
		return true;
	diag_error(c->diag, DIAG_BAD_NAME, name->span,
		"a parameter cannot be called '%s': every handler has one of that name",
		name->text);
	return false;
}

bool names_context_allowed(struct check *c, const struct tree_name *name)
{
	if (!names_param_allowed(c, name))
		return false;
	if (strcmp(name->text, "status") != 0 && strcmp(name->text, "answer") != 0)
		return true;
	diag_error(c->diag, DIAG_BAD_NAME, name->span,
		"a context cannot be called '%s': every response has one of that name", name->text);
	return false;
}

bool names_declare(struct check *c, struct scope *scope, const struct tree_name *name, void *what)
{
	const struct scope_entry *first = scope_find(scope, name->text);

	if (!first) {
		scope_add(scope, name->text, name->span, what);
		return true;
	}
	diag_error(c->diag, DIAG_DUPLICATE, name->span, "'%s' is declared twice", name->text);
	diag_note(c->diag, first->span, "the first '%s' is here", name->text);
	return false;
}
