/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

/* An enum, and its enumerators by their names, also those that no name should have. */
struct named {
	struct model_enum enumeration; /* first: what the model points to */
	struct scope names;
};

const struct model_enumerator *enums_find(const struct model_enum *enumeration, const char *name)
{
	const struct named *named = (const struct named *)enumeration;
	const struct scope_entry *entry = scope_find(&named->names, name);

	return entry ? entry->what : NULL;
}

/* Names come first, so that constants may be enumerators; values later: they may be constants. */
static void prepare(struct check *c, struct decl *decl)
{
	struct named *named = arena_take(c->arena, sizeof(*named));
	struct model_enum *enumeration = &named->enumeration;
	struct model_enumerator *enumerators;
	size_t count = 0;

	for (const struct tree_enumerator *at = decl->tree->enumerators; at; at = at->next)
		count++;
	enumerators = arena_take_many(c->arena, count, sizeof(*enumerators));
	enumeration->name = decl->tree->name.text;
	enumeration->doc = doc_text(c, decl->tree->doc);
	enumeration->enumerators = enumerators;
	enumeration->count = count;
	scope_init(&named->names, c->arena);
	for (const struct tree_enumerator *at = decl->tree->enumerators; at; at = at->next) {
		*enumerators = (struct model_enumerator){
			.name = at->name.text,
			.c_name = names_enumerator(c->arena, enumeration->name, at->name.text),
			.doc = doc_text(c, at->doc),
			.span = at->name.span,
		};
		if (names_allowed(c, &at->name))
			names_declare(c, &named->names, &at->name, enumerators);
		else
			(void)scope_claim(&named->names, at->name.text, at->name.span, enumerators);
		enumerators++;
	}
	if (!count)
		diag_error(c->diag, DIAG_EMPTY, decl->tree->name.span,
			"an enum needs at least one name");
	decl->enumeration = enumeration;
	decl->type = type_of_enum(c, enumeration);
}

void enums_prepare(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == TREE_ENUM)
			prepare(c, &c->decls[i]);
	}
}

static void number(struct check *c, const struct tree_enumerator *tree,
	struct model_enumerator *enumerator, model_int next, struct scope *values)
{
	struct scope_entry *first;
	const char *text;

	if (tree->value) {
		if (!constant_integer(c, tree->value, "the value of an enumerator", INT32_MIN,
			    INT32_MAX, &next)) {
			enumerator->value = INT32_MIN; /* reported: nothing is compared to it */
			return;
		}
	} else if (next > INT32_MAX) {
		diag_error(c->diag, DIAG_OUT_OF_RANGE, tree->name.span,
			"the value of '%s' would be 2147483648, which an int cannot hold",
			tree->name.text);
		return;
	}
	enumerator->value = (int32_t)next;
	text = value_integer_text(c, next);
	first = scope_find(values, text);
	if (!first) {
		scope_add(values, text, tree->name.span, enumerator);
		return;
	}
	diag_error(c->diag, DIAG_DUPLICATE, tree->value ? tree->value->span : tree->name.span,
		"'%s' has the value %s, which '%s' has already", tree->name.text, text,
		((struct model_enumerator *)first->what)->name);
	diag_note(c->diag, first->span, "'%s' is here",
		((struct model_enumerator *)first->what)->name);
}

static void finish(struct check *c, struct decl *decl)
{
	struct model_enum *enumeration = decl->enumeration;
	struct model_enumerator *enumerator = (struct model_enumerator *)enumeration->enumerators;
	struct scope values;
	model_int next = 0;

	scope_init(&values, c->arena);
	for (const struct tree_enumerator *at = decl->tree->enumerators; at; at = at->next) {
		number(c, at, enumerator, next, &values);
		next = (model_int)enumerator->value + 1;
		enumerator++;
	}
	decl->type = type_of_enum(c, enumeration);
}

void enums_finish(struct check *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].enumeration)
			finish(c, &c->decls[i]);
	}
}
