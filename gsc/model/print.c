/* SPDX-License-Identifier: MIT */
#include "gsc/model/print.h"

#include "gsc/base/arena.h"

#include <stdlib.h>
#include <string.h>

static const char indent[] = "    ";

/* A declaration by what it points to, so that uses find it. */
struct index {
	const void *what;
	size_t at;
};

/* What is to be printed: marks on the declarations of the file, and aliases for their ranges. */
struct needs {
	struct arena *arena;
	const struct model_file *file;
	struct index *index;
	bool *marks;
	const struct model_type **aliases;
	size_t alias_count;
	size_t alias_cap;
};

static int compare(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct index *)a)->what;
	uintptr_t right = (uintptr_t)((const struct index *)b)->what;

	return (left > right) - (left < right);
}

static void init(struct needs *needs, struct arena *arena, const struct model_file *file)
{
	*needs = (struct needs){ .arena = arena, .file = file };
	needs->index = arena_take_many(arena, file->count, sizeof(*needs->index));
	needs->marks = arena_take_many(arena, file->count, sizeof(*needs->marks));
	for (size_t i = 0; i < file->count; i++) {
		bool is_twin = file->decls[i].kind == MODEL_DECL_STRUCT_HELD;

		needs->index[i] = (struct index){ is_twin ? NULL : file->decls[i].as.record, i };
	}
	if (file->count)
		qsort(needs->index, file->count, sizeof(*needs->index), compare);
}

/* True: it was not marked before. */
static bool mark(struct needs *needs, const void *what)
{
	struct index wanted = { what, 0 };
	const struct index *found = bsearch(
		&wanted, needs->index, needs->file->count, sizeof(*needs->index), compare);

	if (!found || needs->marks[found->at])
		return false;
	needs->marks[found->at] = true;
	return true;
}

static void mark_record(struct needs *needs, const struct model_record *record);

static void add_alias(struct needs *needs, const struct model_type *type)
{
	for (size_t i = 0; i < needs->alias_count; i++) {
		if (strcmp(needs->aliases[i]->alias, type->alias) == 0)
			return;
	}
	arena_grow(needs->arena, (void **)&needs->aliases, needs->alias_count, &needs->alias_cap,
		sizeof(struct model_type *));
	needs->aliases[needs->alias_count++] = type;
}

static void mark_key(struct needs *needs, const struct model_type *key)
{
	if (key->alias && key->ranged)
		add_alias(needs, key);
	if (key->kind == MODEL_ENUM)
		(void)mark(needs, key->enumeration);
}

/* `is_item`: it stands where no range can. */
static void mark_type(struct needs *needs, const struct model_type *type, bool is_item)
{
	for (; type->item; type = type->item) {
		is_item = is_item || type->kind == MODEL_LIST || type->kind == MODEL_MAP;
		if (type->key)
			mark_key(needs, type->key);
	}
	if (is_item && type->alias && (type->ranged || type->real_ranged))
		add_alias(needs, type);
	if (type->kind == MODEL_ENUM)
		(void)mark(needs, type->enumeration);
	if (type->kind == MODEL_STRUCT && mark(needs, type->record))
		mark_record(needs, type->record);
}

static void mark_record(struct needs *needs, const struct model_record *record)
{
	for (size_t i = 0; record && i < record->count; i++)
		mark_type(needs, record->fields[i].type, record->bare);
}

static void mark_clause(struct needs *needs, const struct model_clause *clause)
{
	mark_record(needs, clause->in);
	mark_record(needs, clause->out);
	for (size_t i = 0; i < clause->raises_count; i++) {
		if (mark(needs, clause->raises[i]))
			mark_record(needs, clause->raises[i]->record);
	}
}

static void mark_protocol(struct needs *needs, const struct model_protocol *protocol)
{
	if (!mark(needs, protocol))
		return;
	for (size_t i = 0; i < protocol->count; i++)
		mark_clause(needs, protocol->clauses[i]);
}

static void print_doc(struct text *text, const char *before, const char *doc)
{
	while (doc) {
		const char *end = strchr(doc, '\n');
		size_t len = end ? (size_t)(end - doc) : strlen(doc);

		text_put(text, before);
		text_put(text, len ? "/// " : "///");
		text_raw(text, doc, len);
		text_put(text, "\n");
		doc = end ? end + 1 : NULL;
	}
}

static bool has_docs(const struct model_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		if (record->fields[i].doc)
			return true;
	}
	return false;
}

/* What a ref refers to is the system's business: its declaration does not stand here. */
static void print_field(struct text *text, const struct model_field *field)
{
	struct model_type item = field->type->item ? *field->type->item : *field->type;
	struct model_type list = *field->type;
	struct model_field plain = *field;

	item.of = NULL;
	list.item = &item;
	plain.type = field->type->item ? &list : &item;
	model_print_field(text, item.kind == MODEL_REF ? &plain : field);
}

/* "(a: u32, b: u32)", or one a line where they are explained. */
static void print_list(struct text *text, const char *before, const struct model_record *record)
{
	bool is_long = has_docs(record);
	char deeper[16];

	strcpy(deeper, before);
	strcat(deeper, indent);
	text_put(text, is_long ? "(\n" : "(");
	for (size_t i = 0; i < record->count; i++) {
		if (is_long) {
			print_doc(text, deeper, record->fields[i].doc);
			text_put(text, deeper);
		}
		print_field(text, &record->fields[i]);
		if (i + 1 < record->count)
			text_put(text, is_long ? "," : ", ");
		if (is_long)
			text_put(text, "\n");
	}
	if (is_long)
		text_put(text, before);
	text_put(text, ")");
}

/* The key is said once, by the server. */
static void print_params(struct text *text, const struct model_clause *clause)
{
	struct model_record in = *clause->in;

	if (clause->is_keyed) {
		in.fields++;
		in.count--;
	}
	print_list(text, indent, &in);
}

/* "call count(n: u32)" up to its own end. */
static void print_clause(struct text *text, const struct model_clause *clause)
{
	static const int64_t usual = INT64_C(5000000000);

	print_doc(text, indent, clause->doc);
	text_printf(text, "%s%s %s", indent, clause->kind == MODEL_CALL ? "call" : "cast",
		clause->name);
	print_params(text, clause);
	if (clause->out && clause->out->bare) {
		text_put(text, " -> ");
		model_print_item(text, clause->out->fields[0].type);
	} else if (clause->out) {
		text_put(text, " -> ");
		print_list(text, indent, clause->out);
	}
	for (size_t i = 0; i < clause->raises_count; i++)
		text_printf(text, "%s%s", i ? ", " : " raises ", clause->raises[i]->name);
	if (clause->kind == MODEL_CALL && clause->timeout != usual) {
		text_put(text, " timeout ");
		if (clause->timeout < 0)
			text_put(text, "none");
		else
			model_print_duration(text, clause->timeout);
	}
	if (clause->in->limit) {
		text_put(text, " within ");
		model_print_size(text, clause->in->limit);
	}
}

static void print_enum(struct text *text, const struct model_enum *enumeration)
{
	int64_t next = 0;

	print_doc(text, "", enumeration->doc);
	text_printf(text, "enum %s {\n", enumeration->name);
	for (size_t i = 0; i < enumeration->count; i++) {
		const struct model_enumerator *at = &enumeration->enumerators[i];

		print_doc(text, indent, at->doc);
		text_printf(text, "%s%s", indent, at->name);
		if (at->value != next)
			text_printf(text, " = %ld", (long)at->value);
		text_put(text, ",\n");
		next = (int64_t)at->value + 1;
	}
	text_put(text, "}\n");
}

static void print_struct(struct text *text, const struct model_record *record)
{
	print_doc(text, "", record->doc);
	text_printf(text, "%s %s {\n", record->is_union ? "union" : "struct", record->name);
	for (size_t i = 0; i < record->count; i++) {
		print_doc(text, indent, record->fields[i].doc);
		text_put(text, indent);
		model_print_field(text, &record->fields[i]);
		text_put(text, ";\n");
	}
	text_put(text, "}\n");
}

static void print_error(struct text *text, const struct model_error *error)
{
	struct model_value value = { .kind = MODEL_VALUE_STRING, .string = error->text };

	value.len = (uint32_t)strlen(error->text);
	print_doc(text, "", error->doc);
	text_printf(text, "error %s", error->name);
	if (error->record->count)
		print_list(text, "", error->record);
	if (strcmp(error->text, error->name) != 0) {
		text_put(text, " ");
		model_print_value(text, NULL, &value);
	}
	text_put(text, ";\n");
}

static void print_protocol(struct text *text, const struct model_protocol *protocol)
{
	print_doc(text, "", protocol->doc);
	text_printf(text, "protocol %s {\n", protocol->name);
	for (size_t i = 0; i < protocol->count; i++) {
		print_clause(text, protocol->clauses[i]);
		text_put(text, ";\n");
	}
	text_put(text, "}\n");
}

/* " idle 10m": a constant, or the parameter by its name, which stands before it. */
static void print_amount(struct text *text, const char *word, const struct model_amount *amount,
	void (*print)(struct text *text, model_int value))
{
	if (!amount->is_given)
		return;
	text_printf(text, " %s", word);
	text_put(text, *word ? " " : "");
	if (amount->param)
		text_put(text, amount->param->name);
	else
		print(text, amount->value);
}

static void print_bytes(struct text *text, model_int value)
{
	model_print_size(text, (uint64_t)value);
}

static void print_key(struct text *text, const struct model_key *key)
{
	text_put(text, " keyed by ");
	model_print_field(text, key->field);
	print_amount(text, "idle", &key->idle, model_print_duration);
	print_amount(text, "max", &key->max, model_print_integer);
	text_put(text, key->evicts ? " evict" : "");
}

static void print_mailbox(struct text *text, const struct model_mailbox *mailbox)
{
	static const char *const overflows[] = {
		[MODEL_WAIT] = "",
		[MODEL_REJECT] = " overflow reject",
		[MODEL_DROP_OLDEST] = " overflow drop_oldest",
	};

	if (!mailbox->is_given)
		return;
	text_printf(text, "%smailbox", indent);
	print_amount(text, "", &mailbox->count, model_print_integer);
	print_amount(text, "", &mailbox->size, print_bytes);
	text_printf(text, "%s;\n", overflows[mailbox->overflow]);
}

static void print_entries(struct text *text, const struct model_server *server)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		const struct model_handler *entry = &server->entries[i];
		const struct model_clause *clause = entry->clause;

		if (strcmp(clause->owner, server->name) == 0 && !clause->of)
			print_clause(text, clause);
		else
			text_printf(text, "%s%s %s", indent,
				clause->kind == MODEL_CALL ? "call" : "cast", clause->name);
		text_put(text, entry->is_existing ? " existing;\n" : ";\n");
	}
}

/* The default of a secret is nobody's to read. Those before it go, too: only the last ones may have
 * one. */
static void print_settings(struct text *text, const struct model_record *params)
{
	struct model_field *fields = arena_take_many(text->arena, params->count, sizeof(*fields));
	struct model_record shown = *params;
	bool is_hidden = false;

	for (size_t i = params->count; i-- > 0;) {
		fields[i] = params->fields[i];
		is_hidden = is_hidden || (fields[i].is_secret && fields[i].written);
		fields[i].written = fields[i].written && !is_hidden;
	}
	shown.fields = fields;
	print_list(text, "", &shown);
}

static void print_server(struct text *text, const struct model_server *server)
{
	print_doc(text, "", server->doc);
	text_printf(text, "server %s", server->name);
	if (server->params->count)
		print_settings(text, server->params);
	if (server->key.field)
		print_key(text, &server->key);
	for (size_t i = 0; i < server->implements_count; i++)
		text_printf(text, "%s%s", i ? ", " : " implements ", server->implements[i]->name);
	for (size_t i = 0; i < server->notifies_count; i++)
		text_printf(text, "%s%s", i ? ", " : " notifies ", server->notifies[i]->name);
	text_put(text, " {\n");
	print_mailbox(text, &server->mailbox);
	print_entries(text, server);
	text_put(text, "}\n");
}

static void print_aliases(struct text *text, const struct needs *needs)
{
	for (size_t i = 0; i < needs->alias_count; i++) {
		text_printf(text, "type %s = ", needs->aliases[i]->alias);
		model_print_type(text, needs->aliases[i]);
		text_put(text, " in ");
		model_print_range(text, needs->aliases[i]);
		text_put(text, ";\n\n");
	}
}

/* What is marked, in the order of the file, in which each stands after what it needs. */
static void print_marked(struct text *text, const struct needs *needs)
{
	print_aliases(text, needs);
	for (size_t i = 0; i < needs->file->count; i++) {
		const struct model_decl *decl = &needs->file->decls[i];

		if (!needs->marks[i])
			continue;
		switch (decl->kind) {
		case MODEL_DECL_ENUM: print_enum(text, decl->as.enumeration); break;
		case MODEL_DECL_STRUCT: print_struct(text, decl->as.record); break;
		case MODEL_DECL_ERROR: print_error(text, decl->as.error); break;
		case MODEL_DECL_PROTOCOL: print_protocol(text, decl->as.protocol); break;
		default: continue;
		}
		text_put(text, "\n");
	}
}

void model_print_server(
	struct text *text, const struct model_file *file, const struct model_server *server)
{
	struct needs needs;

	init(&needs, text->arena, file);
	mark_record(&needs, server->params);
	for (size_t i = 0; i < server->implements_count; i++)
		mark_protocol(&needs, server->implements[i]);
	for (size_t i = 0; i < server->notifies_count; i++)
		mark_protocol(&needs, server->notifies[i]);
	for (size_t i = 0; i < server->entry_count; i++)
		mark_clause(&needs, server->entries[i].clause);
	print_marked(text, &needs);
	print_server(text, server);
}

/* A parameter that is not shown gives nothing that is. */
static void hide_param(struct model_amount *amount)
{
	amount->is_given = amount->is_given && !amount->param;
}

/* The keyed server as one that has nothing but the protocol. */
static void print_keyed_view(
	struct text *text, const struct model_file *file, const struct model_view *view)
{
	static const struct model_record no_params;
	struct model_server seen = *view->keyed;
	struct model_handler *entries = arena_take_many(
		text->arena, seen.entry_count, sizeof(*entries));

	seen.doc = NULL;
	seen.params = &no_params;
	hide_param(&seen.key.idle);
	hide_param(&seen.key.max);
	seen.mailbox.is_given = false;
	seen.implements = &view->protocol;
	seen.implements_count = 1;
	seen.notifies_count = 0;
	seen.entries = entries;
	seen.entry_count = 0;
	for (size_t i = 0; i < view->keyed->entry_count; i++) {
		const struct model_clause *of = view->keyed->entries[i].clause->of;

		if (of && strcmp(of->owner, view->protocol->name) == 0)
			entries[seen.entry_count++] = view->keyed->entries[i];
	}
	model_print_server(text, file, &seen);
}

void model_print_protocol(
	struct text *text, const struct model_file *file, const struct model_protocol *protocol)
{
	struct needs needs;

	init(&needs, text->arena, file);
	for (size_t i = 0; i < protocol->count; i++)
		mark_clause(&needs, protocol->clauses[i]);
	print_marked(text, &needs);
	print_protocol(text, protocol);
}

void model_print_view(
	struct text *text, const struct model_file *file, const struct model_view *view)
{
	if (view->keyed)
		print_keyed_view(text, file, view);
	else
		model_print_protocol(text, file, view->protocol);
}
