/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

struct decl *decl_find(struct check *c, const char *name)
{
	const struct scope_entry *entry = scope_find(&c->names, name);

	return entry ? entry->what : NULL;
}

struct decl *decl_of_kind(struct check *c, enum tree_decl_kind kind, const char *name)
{
	struct decl *decl = decl_find(c, name);

	if (decl && decl->tree->kind == kind)
		return decl;
	/* The name is declared twice, which was reported: this is the other one. */
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == kind &&
			strcmp(c->decls[i].tree->name.text, name) == 0)
			return &c->decls[i];
	}
	return NULL;
}

const char *decl_kind_text(enum tree_decl_kind kind)
{
	static const char *const texts[TREE_DECL_KIND_COUNT] = {
		[TREE_IMPORT] = "an import",
		[TREE_CONST] = "a constant",
		[TREE_ALIAS] = "a type",
		[TREE_ENUM] = "an enum",
		[TREE_STRUCT] = "a struct",
		[TREE_UNION] = "a union",
		[TREE_ERROR] = "an error",
		[TREE_PROTOCOL] = "a protocol",
		[TREE_SERVER] = "a server",
		[TREE_SYSTEM] = "a system",
		[TREE_CODE] = "C code",
		[TREE_TOP] = "C code",
	};

	return texts[kind];
}

const char *suggestion_text(struct check *c, const struct suggest *suggest)
{
	const char *best = suggest_best(suggest);

	return best ? arena_printf(c->arena, "; did you mean '%s'?", best) : "";
}

const char *decl_suggestion(struct check *c, enum tree_decl_kind kind, const char *wanted)
{
	struct suggest suggest;

	suggest_init(&suggest, wanted);
	for (size_t i = 0; i < c->count; i++) {
		if (c->decls[i].tree->kind == kind)
			suggest_offer(&suggest, c->decls[i].tree->name.text);
	}
	return suggestion_text(c, &suggest);
}

const char *doc_text(struct check *c, struct span doc)
{
	struct text text;
	const char *at;
	const char *end;

	if (!doc.source)
		return NULL;
	text_init(&text, c->arena);
	at = doc.source->bytes + doc.start;
	end = doc.source->bytes + doc.end;
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		const char *stop = line_end ? line_end : end;

		while (at < stop && (*at == ' ' || *at == '\t'))
			at++;
		if (stop - at >= 3 && memcmp(at, "///", 3) == 0) {
			at += 3;
			at += at < stop && *at == ' ';
			if (text.len)
				text_raw(&text, "\n", 1);
			text_raw(&text, at, (size_t)(stop - at) - (stop > at && stop[-1] == '\r'));
		}
		at = line_end ? line_end + 1 : end;
	}
	return arena_copy(c->arena, text.bytes, text.len);
}

bool is_repeated(struct check *c, const struct tree_names *list, const struct tree_names *at,
	const char *what)
{
	for (; list != at; list = list->next) {
		if (strcmp(list->name.text, at->name.text) != 0)
			continue;
		diag_error(c->diag, DIAG_DUPLICATE, at->name.span, "'%s' is %s twice",
			at->name.text, what);
		diag_note(c->diag, list->name.span, "the first time is here");
		return true;
	}
	return false;
}

static bool is_allowed(struct check *c, const struct tree_decl *tree)
{
	switch (tree->kind) {
	case TREE_CONST: return names_const_allowed(c, &tree->name);
	case TREE_ALIAS:
	case TREE_ENUM:
	case TREE_STRUCT:
	case TREE_UNION: return names_type_allowed(c, &tree->name);
	default: return names_allowed(c, &tree->name);
	}
}

/* All names of the file; a name that is refused is known all the same. */
static void collect_names(struct check *c)
{
	struct decl *decl = c->decls;

	for (const struct tree_decl *at = c->tree->decls; at; at = at->next, decl++) {
		decl->tree = at;
		if (at->name.text && (is_allowed(c, at) || !decl_find(c, at->name.text)))
			names_declare(c, &c->names, &at->name, decl);
	}
}

static void collect_code(struct check *c, struct model_file *file)
{
	const struct tree_code **code = arena_take_many(c->arena, c->count, sizeof(*code));
	const struct tree_code **top = arena_take_many(c->arena, c->count, sizeof(*top));

	file->code = code;
	file->top = top;
	for (size_t i = 0; i < c->count; i++) {
		const struct tree_decl *tree = c->decls[i].tree;

		if (tree->kind == TREE_CODE)
			code[file->code_count++] = tree->code;
		else if (tree->kind == TREE_TOP)
			top[file->top_count++] = tree->code;
		else
			continue;
		if (memchr(tree->code->inside.source->bytes + tree->code->inside.start, '#',
			    tree->code->inside.end - tree->code->inside.start))
			c->has_macros = true;
	}
}

static void run_passes(struct check *c, struct model_file *file)
{
	reserved_fill(&c->reserved);
	collect_names(c);
	collect_code(c, file);
	types_prepare(c);
	unbuilt_decls(c);
	enums_prepare(c);
	constants_collect(c);
	enums_finish(c);
	cycles_order(c);
	constants_finish(c);
	errors_collect(c);
	protocols_collect(c);
	servers_collect(c);
	systems_collect(c);
	wire_check(c);
}

const struct model_file *check_file(struct arena *arena, struct diag *diag,
	const struct tree_file *tree, const struct check_options *options)
{
	static const struct check_options none;
	struct check *c = arena_take(arena, sizeof(*c));
	struct model_file *file = arena_take(arena, sizeof(*file));
	size_t errors = diag->errors;

	c->arena = arena;
	c->diag = diag;
	c->tree = tree;
	c->options = options ? options : &none;
	scope_init(&c->names, arena);
	scope_init(&c->reserved, arena);
	scope_init(&c->builtins, arena);
	scope_init(&c->fields, arena);
	scope_init(&c->tags, arena);
	scope_init(&c->idents, arena);
	scope_init(&c->statuses, arena);
	scope_init(&c->generics, arena);
	for (const struct tree_decl *at = tree->decls; at; at = at->next)
		c->count++;
	c->decls = arena_take_many(arena, c->count, sizeof(*c->decls));
	run_passes(c, file);
	if (diag->errors == errors)
		order_decls(c);
	if (diag->errors == errors)
		cnames_collect(c);
	if (diag->errors != errors)
		return NULL;
	file->source = tree->source;
	file->stem = names_stem(arena, tree->source->path);
	file->guard = names_guard(arena, file->stem);
	file->decls = c->out;
	file->count = c->out_count;
	file->system = c->system ? c->system->system : NULL;
	return file;
}
