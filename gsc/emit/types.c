/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/names.h"
#include "gsc/model/print.h"

#include <inttypes.h>
#include <string.h>

static bool is_narrow(const struct model_type *type)
{
	return (type->ranged && !type->implied) || type->real_ranged ||
	       (type->bounded && (model_is_container(type) || type->len_max < UINT32_MAX));
}

/* What a member may hold, where its C type does not say it. */
static void add_bounds(struct emitter *e, const struct model_type *type)
{
	if (type->kind == MODEL_OPTIONAL)
		type = type->item;
	if (!is_narrow(type))
		return;
	emit_add(e, " /* ");
	if (type->ranged || type->real_ranged) {
		model_print_range(&e->row, type);
	} else {
		if (type->len_min)
			emit_add(e, "%" PRIu64 "..%" PRIu64, type->len_min, type->len_max);
		else
			emit_add(e, "up to %" PRIu64, type->len_max);
		emit_add(e, "%s",
			type->kind == MODEL_LIST  ? (type->len_max == 1 ? " item" : " items")
			: type->kind == MODEL_MAP ? (type->len_max == 1 ? " entry" : " entries")
						  : (type->len_max == 1 ? " byte" : " bytes"));
	}
	emit_add(e, " */");
}

void emit_member(struct emitter *e, const struct model_field *field)
{
	if (field->type->kind == MODEL_EXTERN) {
		emit_held_member(e, "", field);
		return;
	}
	emit_comment(e, 1, NULL, field->doc);
	emit_add(e, "\t%s %s;", field->type->c_type, field->name);
	add_bounds(e, field->type);
	emit_end(e);
}

void emit_members(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++)
		emit_member(e, &record->fields[i]);
	if (!record->count)
		text_put(e->out, "\tunsigned char gs_nothing; /* C has no empty structs */\n");
}

void emit_message(struct emitter *e, const struct model_record *record)
{
	if (!record->count)
		return;
	emit_row(e, "struct %s {", record->c_name);
	for (size_t i = 0; i < record->count; i++)
		emit_row(e, "\t%s %s;", record->fields[i].type->c_type, record->fields[i].name);
	text_put(e->out, "};\n");
}

/* A constant that is no enumerator: its C type. */
static const char *type_of(const struct model_const *constant)
{
	if (constant->type)
		return constant->type->c_type;
	switch (constant->value->kind) {
	case MODEL_VALUE_DURATION: return "gs_duration";
	case MODEL_VALUE_REAL: return "double";
	case MODEL_VALUE_BOOL: return "bool";
	case MODEL_VALUE_STRING: return "gs_str";
	default: return constant->value->integer > INT64_MAX ? "uint64_t" : "int64_t";
	}
}

static void emit_constant(struct emitter *e, const struct model_const *constant)
{
	emit_comment(e, 0, NULL, constant->doc);
	if (constant->is_enumerator)
		emit_add(e, "enum { %s = ", constant->name);
	else
		emit_add(e, "static const %s %s = ", type_of(constant), constant->name);
	emit_add_value(e, constant->type, constant->value);
	emit_add(e, constant->is_enumerator ? " };" : ";");
	emit_end(e);
}

/* What state owns is seen as a message's too: as C has it, through types that may alias others. */
static const char *alias_of(bool owns)
{
	return owns ? "__attribute__((may_alias)) " : "";
}

static void emit_pair(struct emitter *e, const struct model_type *type)
{
	emit_row(e, "struct gs_pair_%s {", type->word + strlen("pairs_"));
	emit_row(e, "\t%s key;", type->key->c_type);
	emit_row(e, "\t%s value;", type->item->c_type);
	text_put(e->out, "};\n");
}

/* Several headers may declare the same one. */
static void emit_generic(struct emitter *e, const struct model_type *type)
{
	emit_row(e, "#ifndef GS_TYPE_%s", type->word);
	emit_row(e, "#define GS_TYPE_%s", type->word);
	if (type->kind == MODEL_MAP)
		emit_pair(e, type);
	emit_row(e, "struct %s%s {", alias_of(type->kind != MODEL_MAP && model_owns(type->item)),
		type->c_type + strlen("struct "));
	if (type->kind == MODEL_OPTIONAL) {
		text_put(e->out, "\tbool has;\n");
		emit_row(e, "\t%s value;", type->item->c_type);
	} else if (type->kind == MODEL_MAP) {
		emit_row(e, "\tstruct gs_pair_%s *items;", type->word + strlen("pairs_"));
		text_put(e->out, "\tuint32_t len;\n");
	} else {
		emit_row(e, "\t%s *items;", type->item->c_type);
		text_put(e->out, "\tuint32_t len;\n");
	}
	text_put(e->out, "};\n#endif\n");
}

/* An optional or a list as state holds it. */
static void emit_generic_held(struct emitter *e, const struct model_type *type)
{
	emit_row(e, "#ifndef GS_TYPE_%s_held", type->word);
	emit_row(e, "#define GS_TYPE_%s_held", type->word);
	emit_row(e, "%s {", type->c_state_type);
	if (type->kind == MODEL_OPTIONAL) {
		text_put(e->out, "\tbool has;\n");
		emit_row(e, "\t%s value;", type->item->c_state_type);
	} else {
		emit_row(e, "\t%s *const items;", type->item->c_state_type);
		text_put(e->out, "\tconst uint32_t len;\n");
	}
	text_put(e->out, "};\n#endif\n");
}

static void emit_tag(struct emitter *e, const struct model_record *record)
{
	emit_row(e, "enum %s_tag {", record->c_name);
	for (size_t i = 0; i < record->count; i++) {
		const char *member = record->fields[i].name;

		emit_comment(e, 1, NULL, record->fields[i].doc);
		emit_row(e, "\t%s,", names_enumerator(e->out->arena, record->c_name, member));
	}
	text_put(e->out, "};\n");
}

/* A member without a type has only its tag. */
static void emit_union_members(struct emitter *e, const struct model_record *record, bool is_held)
{
	bool is_empty = true;

	emit_row(
		e, "\t%senum %s_tag tag;", is_held && record->owns ? "const " : "", record->c_name);
	text_put(e->out, "\tunion {\n");
	for (size_t i = 0; i < record->count; i++) {
		struct model_field member = record->fields[i];

		if (member.type->kind == MODEL_NOTHING)
			continue;
		member.doc = NULL;
		text_put(e->out, "\t");
		if (is_held)
			emit_held_member(e, "", &member);
		else
			emit_member(e, &member);
		is_empty = false;
	}
	if (is_empty)
		text_put(e->out, "\t\tunsigned char gs_nothing; /* no member has a type */\n");
	text_put(e->out, "\t} as;\n");
}

static void emit_struct_members(struct emitter *e, const struct model_record *record, bool is_held)
{
	if (record->is_union) {
		emit_union_members(e, record, is_held);
	} else if (is_held) {
		for (size_t i = 0; i < record->count; i++)
			emit_held_member(e, "", &record->fields[i]);
	} else {
		emit_members(e, record);
	}
}

static void emit_struct(struct emitter *e, const struct model_decl *decl)
{
	const struct model_record *record = decl->as.record;

	if (record->is_union)
		emit_tag(e, record);
	emit_comment(e, 0, NULL, decl->doc);
	emit_row(e, "struct %s%s {", alias_of(record->owns), record->c_name);
	emit_struct_members(e, record, false);
	text_put(e->out, "};\n");
	if (record->in_state && !record->owns)
		emit_held_heads(e, record);
}

/*
 * Each file that holds one in state declares it, unless the struct's own did: that one does without
 * looking, so that two structs of one name are an error where both headers are included.
 */
static void emit_struct_held(struct emitter *e, const struct model_decl *decl)
{
	const struct model_record *record = decl->as.record;
	bool is_alone = model_is_held_only(record);
	bool is_own = record->file == e->file;

	if (!is_own)
		emit_row(e, "#ifndef GS_TYPE_%s_held", record->c_name);
	emit_row(e, "#define GS_TYPE_%s_held", record->c_name);
	if (record->is_union && is_alone && is_own)
		emit_tag(e, record);
	emit_comment(e, 0,
		is_alone ? NULL : emit_text(e, "struct %s, as state holds it", record->name),
		is_alone ? decl->doc : NULL);
	emit_row(e, "struct %s_held {", record->c_name);
	emit_struct_members(e, record, true);
	text_put(e->out, "};\n");
	emit_held_heads(e, record);
	if (!is_own)
		text_put(e->out, "#endif\n");
}

static void emit_enumeration(struct emitter *e, const struct model_enum *enumeration)
{
	emit_comment(e, 0, NULL, enumeration->doc);
	emit_row(e, "enum %s {", enumeration->name);
	for (size_t i = 0; i < enumeration->count; i++) {
		const struct model_enumerator *enumerator = &enumeration->enumerators[i];

		emit_comment(e, 1, NULL, enumerator->doc);
		emit_row(e, "\t%s = %" PRId32 ",", enumerator->c_name, enumerator->value);
	}
	text_put(e->out, "};\n");
}

static void emit_error_type(struct emitter *e, const struct model_error *error)
{
	emit_comment(e, 0, emit_text(e, "error %s: \"%s\"", error->name, error->text), error->doc);
	emit_row(e, "#ifndef GS_ERROR_%s", error->name);
	emit_row(e, "#define GS_ERROR_%s", error->name);
	emit_row(e, "enum { error_%s = 0x%08" PRIx32 " };", error->name, (uint32_t)error->status);
	emit_row(e, "struct error_%s {", error->name);
	text_put(e->out, "\tgs_status gs_error;\n");
	for (size_t i = 0; i < error->record->count; i++)
		emit_member(e, &error->record->fields[i]);
	text_put(e->out, "};\n");
	if (error->record->count) {
		emit_error_with_head(e, error, ";");
		emit_error_of_head(e, error, ";");
		emit_error_in_head(e, error, ";");
	}
	text_put(e->out, "#endif\n");
}

void emit_type_decl(struct emitter *e, const struct model_decl *decl, const struct model_decl *next)
{
	switch (decl->kind) {
	case MODEL_DECL_CONST: emit_constant(e, decl->as.constant); break;
	case MODEL_DECL_GENERIC: emit_generic(e, decl->as.generic); break;
	case MODEL_DECL_ENUM: emit_enumeration(e, decl->as.enumeration); break;
	case MODEL_DECL_ERROR: emit_error_type(e, decl->as.error); break;
	case MODEL_DECL_GENERIC_HELD: emit_generic_held(e, decl->as.generic); break;
	case MODEL_DECL_STRUCT: emit_struct(e, decl); break;
	case MODEL_DECL_STRUCT_HELD: emit_struct_held(e, decl); break;
	default: return;
	}
	if (decl->kind != MODEL_DECL_CONST || !next || next->kind != MODEL_DECL_CONST || next->doc)
		text_put(e->out, "\n");
}
