/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/names.h"

#include <inttypes.h>
#include <string.h>

/* A member of state. An extern's C type may be one that its name stands in the middle of. */
void emit_held_member(struct emitter *e, const char *before, const struct model_field *field)
{
	const char *type = field->type->c_state_type;
	bool is_odd = field->type->kind == MODEL_EXTERN && strpbrk(type, "([");
	bool is_pointer = *type && type[strlen(type) - 1] == '*';

	emit_comment(e, 1, NULL, field->doc);
	emit_row(e, "\t%s%s%s%s%s%s;", before, is_odd ? "__typeof__(" : "", type, is_odd ? ")" : "",
		is_pointer && !is_odd ? "" : " ", field->name);
}

/* The tag of the struct that a record is in state. */
static const char *form_of(struct emitter *e, const struct model_record *record)
{
	return record->owns ? emit_text(e, "%s_held", record->c_name) : record->c_name;
}

/* Functions for lists and maps: a head each, which ends with ";" or is followed by its body. */

struct owner {
	const char *name; /* what the functions' names begin with */
	const char *form; /* the tag of its struct */
	const struct model_field *field;
	const struct model_type *type; /* the list or map that it is, or perhaps is */
	const char *tag; /* of a union: the enumerator of the member; NULL: of a struct */
	bool is_weak;
};

static bool is_optional(const struct owner *owner)
{
	return owner->field->type != owner->type;
}

/* The member in the struct that `o` points to. */
static const char *member_of(struct emitter *e, const struct owner *owner)
{
	return emit_text(e, "o->%s%s%s", owner->tag ? "as." : "", owner->field->name,
		is_optional(owner) ? ".value" : "");
}

/* In a union that has another member nothing is there. */
static void emit_guard(struct emitter *e, const struct owner *owner, const char *nothing)
{
	if (!owner->tag)
		return;
	emit_row(e, "\tif (o->tag != %s)", owner->tag);
	emit_row(e, "\t\treturn%s%s;", *nothing ? " " : "", nothing);
}

static const char *pointer_to(struct emitter *e, const char *type)
{
	return emit_text(e, "%s%s*", type, type[strlen(type) - 1] == '*' ? "" : " ");
}

/* What is put into an optional one makes it be there. The call stands between these two. */
static void begin_made(struct emitter *e, const struct owner *owner)
{
	emit_add(e, "\t");
	if (is_optional(owner))
		emit_add(e, "%smade = ", pointer_to(e, owner->type->item->c_state_type));
	else
		emit_add(e, "return ");
}

static void end_made(struct emitter *e, const struct owner *owner)
{
	const char *has = emit_text(e, "o->%s%s.has", owner->tag ? "as." : "", owner->field->name);

	emit_row(e, ";");
	if (!is_optional(owner))
		return;
	emit_row(e, "\n\t%s = %s || made;", has, has);
	emit_row(e, "\treturn made;");
}

/* Cleared, it is not there. */
static void emit_cleared(struct emitter *e, const struct owner *owner)
{
	if (is_optional(owner))
		emit_row(e, "\to->%s%s.has = false;", owner->tag ? "as." : "", owner->field->name);
}

/* Of an imported struct every file that holds one has the functions; the linker keeps one each. */
static void begin_function(struct emitter *e, bool is_weak)
{
	if (is_weak)
		emit_add(e, "__attribute__((weak)) ");
}

static void begin(struct emitter *e, const struct owner *owner, const char *result,
	const char *verb, const char *qualifier)
{
	emit_add(e, "%s%s%s_%s_%s(%sstruct %s *o", result,
		result[strlen(result) - 1] == '*' ? "" : " ", owner->name, owner->field->name, verb,
		qualifier, owner->form);
}

static const char *bound_of(struct emitter *e, const struct model_type *type)
{
	if (type->len_max == UINT32_MAX)
		return "UINT32_MAX";
	return emit_text(e, "%" PRIu64, type->len_max);
}

enum map_verb { GET, PUT, TOUCH, DEL, CLEAR, FIRST, NEXT, MAP_VERB_COUNT };

static void add_map_head(struct emitter *e, const struct owner *owner, enum map_verb verb)
{
	static const char *const verbs[MAP_VERB_COUNT] = { "get", "put", "touch", "del", "clear",
		"first", "next" };
	const struct model_type *map = owner->type;
	const char *value = pointer_to(e, map->item->c_state_type);
	bool reads = verb == GET || verb == FIRST || verb == NEXT;

	begin(e, owner,
		verb == GET || verb == PUT || verb == TOUCH ? value
		: verb == CLEAR                             ? "void"
							    : "bool",
		verbs[verb], reads ? "const " : "");
	if (verb == GET || verb == PUT || verb == TOUCH || verb == DEL)
		emit_add(e, ", %s key", map->key->c_type);
	if (verb == PUT)
		emit_add(e, ", bool *fresh");
	if (verb == NEXT)
		emit_add(e, ", gs_iter *it");
	if (verb == FIRST || verb == NEXT)
		emit_add(e, ", %s *key, %s*value", map->key->c_type, value);
	emit_add(e, ")");
}

static void emit_map_body(
	struct emitter *e, const struct owner *owner, enum map_verb verb, const char *pair)
{
	static const char *const rest[MAP_VERB_COUNT] = { ", &key", NULL, ", &key", ", &key", "",
		", key, value", ", it, key, value" };
	static const char *const verbs[MAP_VERB_COUNT] = { "get", "put", "touch", "del", "clear",
		"first", "next" };

	begin_function(e, owner->is_weak);
	add_map_head(e, owner, verb);
	emit_end(e);
	text_put(e->out, "{\n");
	emit_guard(e, owner,
		verb == CLEAR                                 ? ""
		: verb == GET || verb == PUT || verb == TOUCH ? "NULL"
							      : "false");
	if (verb == PUT)
		begin_made(e, owner);
	else
		emit_add(e, verb == CLEAR ? "\t" : "\treturn ");
	emit_add(e, "gs_map_%s(&%s, &%s_pair", verbs[verb], member_of(e, owner), pair);
	if (verb == PUT) {
		emit_add(e, ", %s, &key, fresh)", bound_of(e, owner->type));
		end_made(e, owner);
	} else {
		emit_row(e, "%s);", rest[verb]);
	}
	if (verb == CLEAR)
		emit_cleared(e, owner);
	text_put(e->out, "}\n\n");
}

enum list_verb { PUSH, AT, REMOVE, LIST_CLEAR, VIEW, LIST_VERB_COUNT };

static void add_list_head(struct emitter *e, const struct owner *owner, enum list_verb verb)
{
	const struct model_type *list = owner->type;
	const char *item = pointer_to(e, list->item->c_state_type);

	switch (verb) {
	case PUSH: begin(e, owner, item, "push", ""); break;
	case AT: begin(e, owner, item, "at", "const "); break;
	case REMOVE: begin(e, owner, "bool", "remove", ""); break;
	case LIST_CLEAR: begin(e, owner, "void", "clear", ""); break;
	default: begin(e, owner, list->c_type, "view", "const "); break;
	}
	emit_add(e, verb == AT || verb == REMOVE ? ", uint32_t i)" : ")");
}

static void emit_list_body(
	struct emitter *e, const struct owner *owner, enum list_verb verb, const char *item)
{
	const struct model_type *list = owner->type;
	const char *name = member_of(e, owner);

	begin_function(e, owner->is_weak);
	add_list_head(e, owner, verb);
	emit_end(e);
	text_put(e->out, "{\n");
	emit_guard(e, owner,
		verb == LIST_CLEAR ? ""
		: verb == REMOVE   ? "false"
		: verb == VIEW     ? emit_text(e, "(%s){ NULL, 0 }", list->c_type)
				   : "NULL");
	switch (verb) {
	case PUSH:
		begin_made(e, owner);
		emit_add(e, "gs_list_push(&%s, &%s_item, %s)", name, item, bound_of(e, list));
		end_made(e, owner);
		break;
	case AT: emit_row(e, "\treturn gs_list_at(&%s, &%s_item, i);", name, item); break;
	case REMOVE: emit_row(e, "\treturn gs_list_remove(&%s, &%s_item, i);", name, item); break;
	case LIST_CLEAR:
		emit_row(e, "\tgs_list_clear(&%s, &%s_item);", name, item);
		emit_cleared(e, owner);
		break;
	default:
		emit_row(e, "\treturn (%s){ (%s)%s.items, %s.len };", list->c_type,
			pointer_to(e, list->item->c_type), name, name);
		break;
	}
	text_put(e->out, "}\n\n");
}

/* A parameter that is a list is only read. */
static bool is_offered(enum list_verb verb, bool is_const)
{
	return !is_const || verb == AT || verb == VIEW;
}

void emit_container_heads(struct emitter *e, const char *name, const char *form,
	const struct model_field *fields, size_t count, bool is_const)
{
	for (size_t i = 0; i < count; i++) {
		const struct model_type *type = model_container(fields[i].type);
		const struct owner owner = { name, form, &fields[i], type, NULL, false };

		for (int verb = 0; type && type->kind == MODEL_MAP && verb < MAP_VERB_COUNT;
			verb++) {
			add_map_head(e, &owner, (enum map_verb)verb);
			emit_row(e, ";");
		}
		for (int verb = 0; type && type->kind == MODEL_LIST && verb < LIST_VERB_COUNT;
			verb++) {
			if (!is_offered((enum list_verb)verb, is_const))
				continue;
			add_list_head(e, &owner, (enum list_verb)verb);
			emit_row(e, ";");
		}
	}
}

/* `tables` is the record whose tables the fields have. */
void emit_containers(struct emitter *e, const char *name, const char *form, const char *tables,
	const struct model_field *fields, size_t count, unsigned flags)
{
	bool is_const = flags & EMIT_CONST;

	for (size_t i = 0; i < count; i++) {
		const struct model_type *type = model_container(fields[i].type);
		const struct owner owner = { name, form, &fields[i], type,
			flags & EMIT_UNION ? names_enumerator(e->out->arena, name, fields[i].name)
					   : NULL,
			flags & EMIT_WEAK };
		const char *base = emit_text(e, "%s_of_%s%s", fields[i].name, tables,
			type != fields[i].type ? "_item" : "");

		for (int verb = 0; type && type->kind == MODEL_MAP && verb < MAP_VERB_COUNT; verb++)
			emit_map_body(e, &owner, (enum map_verb)verb, base);
		for (int verb = 0; type && type->kind == MODEL_LIST && verb < LIST_VERB_COUNT;
			verb++) {
			if (is_offered((enum list_verb)verb, is_const))
				emit_list_body(e, &owner, (enum list_verb)verb, base);
		}
	}
}

/* Structs. */

static void emit_set_head(struct emitter *e, const char *name, const char *end)
{
	emit_row(e, "bool %s_set(struct %s_held *held, const struct %s *value)%s", name, name, name,
		end);
}

static void emit_view_head(struct emitter *e, const char *name, const char *end)
{
	emit_row(
		e, "const struct %s *%s_view(const struct %s_held *held)%s", name, name, name, end);
}

static void emit_become_head(struct emitter *e, const char *name, const char *end)
{
	emit_row(e, "bool %s_become(gs_ctx *ctx, struct %s_held *held, enum %s_tag tag)%s", name,
		name, name, end);
}

static void emit_become(struct emitter *e, const char *name, bool is_weak)
{
	begin_function(e, is_weak);
	emit_become_head(e, name, "");
	text_put(e->out, "{\n");
	emit_row(e, "\tstruct %s_held fresh;", name);
	text_put(e->out, "\n");
	emit_row(e, "\treturn gs_held_become(ctx, &%s_record, held, tag, &fresh);", name);
	text_put(e->out, "}\n\n");
}

void emit_held_heads(struct emitter *e, const struct model_record *record)
{
	if (record->owns && !model_is_held_only(record)) {
		emit_set_head(e, record->c_name, ";");
		emit_view_head(e, record->c_name, ";");
	}
	if (record->is_union && record->owns)
		emit_become_head(e, record->c_name, ";");
	emit_container_heads(
		e, record->c_name, form_of(e, record), record->fields, record->count, false);
}

void emit_held(struct emitter *e, const struct model_record *record)
{
	const char *name = record->c_name;
	bool is_weak = record->file != e->file;

	if (record->owns && !model_is_held_only(record)) {
		begin_function(e, is_weak);
		emit_set_head(e, name, "");
		text_put(e->out, "{\n");
		emit_row(e, "\tstruct %s_held fresh;", name);
		text_put(e->out, "\n");
		emit_row(e, "\treturn gs_held_set(&%s_record, held, value, &fresh);", name);
		text_put(e->out, "}\n\n");
		begin_function(e, is_weak);
		emit_view_head(e, name, "");
		text_put(e->out, "{\n");
		emit_row(e, "\treturn (const struct %s *)held;", name);
		text_put(e->out, "}\n\n");
	}
	if (record->is_union && record->owns)
		emit_become(e, name, is_weak);
	emit_containers(e, name, form_of(e, record), name, record->fields, record->count,
		(is_weak ? EMIT_WEAK : 0) | (record->is_union ? EMIT_UNION : 0));
}

/* What a user's function drops it takes by value or by address, as its parameter says. */
void emit_drops(struct emitter *e, const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct model_type *type = record->fields[i].type;

		if (type->kind != MODEL_EXTERN || !type->drop)
			continue;
		emit_row(e, "static void drop_%s_of_%s(void *at)", record->fields[i].name,
			record->c_name);
		text_put(e->out, "{\n");
		emit_row(e, "\t__typeof__(%s) *value = at;", type->c_type);
		text_put(e->out, "\n");
		emit_row(e,
			"\t%s(_Generic(&%s, void (*)(__typeof__(value)): value, "
			"int (*)(__typeof__(value)): value, "
			"bool (*)(__typeof__(value)): value, default: *value));",
			type->drop, type->drop);
		text_put(e->out, "}\n\n");
	}
}
