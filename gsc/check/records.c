/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

const struct model_field *record_find(const struct model_record *record, const char *name)
{
	for (size_t i = 0; record && i < record->count; i++) {
		if (strcmp(record->fields[i].name, name) == 0)
			return &record->fields[i];
	}
	return NULL;
}

void record_unknown(struct check *c, const struct model_record *record, struct span span,
	const char *name, const char *whose, const struct scope *given)
{
	struct suggest suggest;

	suggest_init(&suggest, name);
	for (size_t i = 0; record && i < record->count; i++)
		if (!scope_find(given, record->fields[i].name))
			suggestion_offer(c, &suggest, record->fields[i].name);
	diag_error(c->diag, DIAG_UNKNOWN_FIELD, span, "%s has no '%s'%s", whose, name,
		suggestion_text(c, &suggest));
	diag_fix(c->diag, span, suggest_best(&suggest));
}

/* How many leading elements the array form must have. */
static size_t count_required(const struct model_record *record)
{
	size_t required = record->is_union ? 0 : record->count;

	while (required && record->fields[required - 1].fallback)
		required--;
	return required;
}

void record_finish(struct model_record *record)
{
	record->required = count_required(record);
	record->owns = false;
	record->drops = false;
	record->has_one_form = false;
	record->is_secret = false;
	record->depth = 1;
	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;

		record->owns = record->owns || model_owns(type);
		record->drops = record->drops || model_drops(type);
		record->has_one_form = record->has_one_form || model_has_one_form(type);
		record->is_secret = record->is_secret || model_is_secret(&record->fields[i]);
		if (record->depth < type->depth + 1)
			record->depth = type->depth + 1;
	}
	size_of_record(record);
}

static bool is_parameter(enum record_place place)
{
	return place == RECORD_PARAMS || place == RECORD_SERVER || place == RECORD_INFO;
}

static bool is_name_allowed(struct check *c, enum record_place place, const struct tree_name *name)
{
	if (place == RECORD_CONTEXT)
		return names_context_allowed(c, name);
	return is_parameter(place) ? names_param_allowed(c, name) : names_allowed(c, name);
}

/* Are all of its fields given, always? */
static bool has_no_options(enum record_place place)
{
	return place == RECORD_INFO || place == RECORD_CONTEXT || place == RECORD_UNION;
}

static void refuse_default(struct check *c, enum record_place place, struct span span)
{
	if (place == RECORD_UNION)
		diag_error(c->diag, DIAG_BAD_DEFAULT, span,
			"a member of a union has no default: who sends one gives its value");
	else
		diag_error(c->diag, DIAG_BAD_DEFAULT, span,
			"a parameter of %s has no default: whoever sends one gives them all",
			place == RECORD_INFO ? "an info clause" : "a response");
}

static const struct model_value none = { .kind = MODEL_VALUE_NONE };

static bool has_constants(const struct model_type *type)
{
	return !model_is_container(type) && type->kind != MODEL_STRUCT &&
	       type->kind != MODEL_EXTERN;
}

/* What the field starts with, or is taken to be when it was left out. */
static void set_fallback(struct check *c, enum record_place place, const struct tree_field *tree,
	struct model_field *field)
{
	if (tree->value && has_no_options(place)) {
		refuse_default(c, place, tree->value->span);
		return;
	}
	if (tree->value && !has_constants(field->type)) {
		diag_error(c->diag, DIAG_BAD_DEFAULT, tree->value->span,
			"a '%s' cannot have a default", type_text(c, field->type));
		return;
	}
	field->written = tree->value != NULL;
	if (tree->value)
		field->fallback = value_of(c, field->type, tree->value, NULL);
	if (tree->value)
		value_warn_secret(c, field, field->fallback, tree->value->span);
	else if (field->type->kind == MODEL_OPTIONAL && !has_no_options(place))
		field->fallback = &none;
}

static void make_field(struct check *c, enum record_place place, const struct tree_field *tree,
	struct model_field *field)
{
	*field = (struct model_field){
		.name = tree->name.text,
		.doc = doc_text(c, tree->doc),
		.span = tree->name.span,
		.is_secret = tree->secret,
	};
	if (is_name_allowed(c, place, &tree->name))
		names_declare(c, &c->fields, &tree->name, NULL);
	field->type = tree->type ? type_resolve(c, tree->type, tree->range)
				 : &c->builtin[MODEL_NOTHING];
	set_fallback(c, place, tree, field);
}

/* Those with a written default come last; a T? has one in any case. */
static void check_order(
	struct check *c, const struct tree_field *fields, const struct model_record *record)
{
	const struct tree_field *first = NULL;
	size_t i = 0;

	for (const struct tree_field *at = fields; at; at = at->next, i++) {
		if (at->value)
			first = first ? first : at;
		if (at->value || !first || record->fields[i].fallback ||
			record->fields[i].type->kind == MODEL_WRONG)
			continue;
		diag_error(c->diag, DIAG_DEFAULT_ORDER, at->name.span,
			"'%s' has no default and stands after '%s', which has one: those with "
			"defaults come last",
			at->name.text, first->name.text);
		diag_note(c->diag, first->name.span, "'%s' is here", first->name.text);
		return;
	}
}

struct model_record *record_make(struct check *c, enum record_place place, const char *name,
	const char *c_name, const struct tree_field *fields)
{
	struct model_record *record = arena_take(c->arena, sizeof(*record));
	struct model_field *made;

	scope_clear(&c->fields);
	for (const struct tree_field *at = fields; at; at = at->next)
		record->count++;
	made = arena_take_many(c->arena, record->count, sizeof(*made));
	record->name = name;
	record->c_name = c_name;
	record->fields = made;
	record->is_union = place == RECORD_UNION;
	for (const struct tree_field *at = fields; at; at = at->next)
		make_field(c, place, at, made++);
	if (!has_no_options(place) && place != RECORD_STRUCT)
		check_order(c, fields, record);
	record_finish(record);
	return record;
}

struct model_record *record_bare(
	struct check *c, const char *name, const char *c_name, const struct tree_type *type)
{
	struct model_record *record = arena_take(c->arena, sizeof(*record));
	struct model_field *field = arena_take(c->arena, sizeof(*field));

	field->name = "value";
	field->span = type->span;
	field->type = type_resolve(c, type, NULL);
	if (field->type->kind == MODEL_OPTIONAL)
		field->fallback = &none;
	record->name = name;
	record->c_name = c_name;
	record->fields = field;
	record->count = 1;
	record->bare = true;
	record_finish(record);
	return record;
}

static void define_alias(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	const struct model_type *type = type_resolve(c, tree->type, tree->range);

	decl->wrong = type->kind == MODEL_WRONG;
	if (tree->range && !decl->wrong) {
		struct model_type *ranged = arena_take(c->arena, sizeof(*ranged));

		*ranged = *type;
		ranged->alias = tree->name.text;
		type = ranged;
	}
	decl->type = type;
}

void structs_define(struct check *c, struct decl *decl)
{
	const struct tree_decl *tree = decl->tree;
	bool is_union;

	if (tree->kind == TREE_ALIAS) {
		define_alias(c, decl);
		return;
	}
	is_union = tree->kind == TREE_UNION;
	if (!tree->fields)
		diag_error(c->diag, DIAG_EMPTY, tree->name.span, "a %s needs at least one %s",
			is_union ? "union" : "struct", is_union ? "member" : "field");
	decl->record = record_make(c, is_union ? RECORD_UNION : RECORD_STRUCT, tree->name.text,
		tree->name.text, tree->fields);
	decl->record->doc = doc_text(c, tree->doc);
	decl->record->file = decl->unit->model;
	decl->type = type_of_record(c, decl->record);
}

void structs_check_order(struct check *c, const struct decl *decl)
{
	if (!decl->record->is_union)
		check_order(c, decl->tree->fields, decl->record);
}
