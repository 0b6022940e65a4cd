/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

#include <string.h>

enum { WORD_BITS = 64 };

struct unit *unit_of(struct check *c, struct span span)
{
	return c->by_number[span.source->number];
}

static bool has_bit(const uint64_t *bits, uint32_t bit)
{
	return bits[bit / WORD_BITS] >> bit % WORD_BITS & 1;
}

bool unit_sees(struct check *c, struct span from, const struct unit *other)
{
	return has_bit(unit_of(c, from)->sees, other->tree->source->number);
}

/* False: something that it imports was not read. */
static bool gather_imports(struct check *c, struct unit *unit)
{
	size_t words = (c->unit_count + WORD_BITS - 1) / WORD_BITS;
	uint32_t own = unit->tree->source->number;
	bool is_whole = true;

	unit->sees = arena_take_many(c->arena, words, sizeof(*unit->sees));
	unit->sees[own / WORD_BITS] |= UINT64_C(1) << own % WORD_BITS;
	for (const struct tree_decl *at = unit->tree->decls; at; at = at->next) {
		if (at->kind != TREE_IMPORT)
			continue;
		if (!at->imported) {
			diag_error(c->diag, DIAG_IMPORT, at->value->span,
				"nothing can be imported here");
			is_whole = false;
			continue;
		}
		for (size_t i = 0; i < words; i++)
			unit->sees[i] |= c->by_number[at->imported->source->number]->sees[i];
	}
	return is_whole;
}

/* A system stands for its own file alone. */
static bool is_ignored(const struct check *c, const struct unit *unit, const struct tree_decl *decl)
{
	return decl->kind == TREE_SYSTEM && unit != &c->units[c->unit_count - 1];
}

static void gather_decls(struct check *c, struct unit *unit)
{
	for (const struct tree_decl *at = unit->tree->decls; at; at = at->next) {
		const struct tree_code *code = at->code;

		if (is_ignored(c, unit, at))
			continue;
		c->decls[c->count++] = (struct decl){ .tree = at, .unit = unit };
		if (code && memchr(code->inside.source->bytes + code->inside.start, '#',
				    code->inside.end - code->inside.start))
			unit->has_macros = true;
	}
}

/* Where the file is imported first. */
static struct span import_of(struct check *c, const struct source *source)
{
	for (size_t i = 0; i < c->unit_count; i++) {
		const struct tree_decl *at = c->units[i].tree->decls;

		for (; at; at = at->next) {
			if (at->kind == TREE_IMPORT && at->imported &&
				at->imported->source == source)
				return at->value->span;
		}
	}
	return (struct span){ source, 0, 0 }; /* it is the one that was named */
}

static void refuse_name(struct check *c, const struct source *source, const struct source *first)
{
	const struct source *last = c->units[c->unit_count - 1].tree->source;
	struct span place = import_of(c, source == last ? first : source);

	diag_error(c->diag, DIAG_IMPORT, place,
		"'%s' and '%s' cannot stand in one program: what is made of them would have the "
		"same name",
		first->path, source->path);
	if (source != last)
		diag_note(c->diag, import_of(c, first), "the first is imported here");
}

/* What is generated of two files must not meet: neither their names nor their include guards. */
static void check_names(struct check *c)
{
	struct scope guards;

	scope_init(&guards, c->arena);
	for (size_t i = 0; i < c->unit_count; i++) {
		struct model_file *file = c->units[i].model;
		const struct source *source = c->units[i].tree->source;
		const struct scope_entry *first;

		file->source = source;
		file->stem = names_stem(c->arena, source->path);
		file->guard = names_guard(c->arena, file->stem);
		first = scope_find(&guards, file->guard);
		if (!first) {
			scope_add(&guards, file->guard, (struct span){ source, 0, 0 }, file);
			continue;
		}
		refuse_name(c, source, ((const struct model_file *)first->what)->source);
	}
}

bool units_collect(struct check *c, const struct tree_file *root)
{
	size_t decls = 0;
	bool is_whole = true;

	c->unit_count = root->file_count ? root->file_count : 1;
	c->units = arena_take_many(c->arena, c->unit_count, sizeof(*c->units));
	c->by_number = arena_take_many(c->arena, c->unit_count, sizeof(struct unit *));
	for (size_t i = 0; i < c->unit_count; i++) {
		struct unit *unit = &c->units[i];

		unit->tree = root->file_count ? root->files[i] : root;
		unit->model = arena_take(c->arena, sizeof(*unit->model));
		scope_init(&unit->generics, c->arena);
		scope_init(&unit->held, c->arena);
		c->by_number[unit->tree->source->number] = unit;
		is_whole = gather_imports(c, unit) && is_whole;
		for (const struct tree_decl *at = unit->tree->decls; at; at = at->next)
			decls++;
	}
	c->decls = arena_take_many(c->arena, decls, sizeof(*c->decls));
	for (size_t i = 0; i < c->unit_count; i++)
		gather_decls(c, &c->units[i]);
	check_names(c);
	return is_whole;
}

static size_t count_kind(const struct unit *unit, enum tree_decl_kind kind)
{
	size_t count = 0;

	for (const struct tree_decl *at = unit->tree->decls; at; at = at->next)
		count += at->kind == kind;
	return count;
}

static void finish_code(struct check *c, struct unit *unit)
{
	struct model_file *file = unit->model;
	const struct tree_code **code = arena_take_many(
		c->arena, count_kind(unit, TREE_CODE), sizeof(*code));
	const struct tree_code **top = arena_take_many(
		c->arena, count_kind(unit, TREE_TOP), sizeof(*top));

	file->code = code;
	file->top = top;
	for (const struct tree_decl *at = unit->tree->decls; at; at = at->next) {
		if (at->kind == TREE_CODE)
			code[file->code_count++] = at->code;
		else if (at->kind == TREE_TOP)
			top[file->top_count++] = at->code;
	}
}

static void finish_imports(struct check *c, struct unit *unit)
{
	struct model_file *file = unit->model;
	const struct model_file **imports = arena_take_many(
		c->arena, count_kind(unit, TREE_IMPORT), sizeof(*imports));

	file->imports = imports;
	for (const struct tree_decl *at = unit->tree->decls; at; at = at->next) {
		const struct model_file *import;
		size_t i = 0;

		if (at->kind != TREE_IMPORT)
			continue;
		import = c->by_number[at->imported->source->number]->model;
		while (i < file->import_count && imports[i] != import)
			i++;
		if (i == file->import_count)
			imports[file->import_count++] = import;
	}
}

const struct model_file *units_finish(struct check *c)
{
	const struct model_file **files = arena_take_many(c->arena, c->unit_count, sizeof(*files));
	struct model_file *last = c->units[c->unit_count - 1].model;

	for (size_t i = 0; i < c->unit_count; i++) {
		struct model_file *file = c->units[i].model;

		files[i] = file;
		finish_code(c, &c->units[i]);
		finish_imports(c, &c->units[i]);
		file->decls = c->out;
		file->count = c->out_count;
		file->files = files;
		file->file_count = i + 1;
	}
	last->system = c->system ? c->system->system : NULL;
	return last;
}
