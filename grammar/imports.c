/* SPDX-License-Identifier: MIT */
#include "grammar/imports.h"

#include "grammar/parse.h"
#include "gsc/base/arena.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A walk in depth on a stack of its own. The files on the stack are those that led here: an import
 * of one of them closes a cycle.
 */
struct visit {
	struct tree_file *file;
	struct tree_decl *at; /* the import being followed; NULL: all were */
};

struct files {
	struct tree_file **items;
	size_t count;
	size_t cap;
};

struct walk {
	struct arena *arena;
	struct diag *diag;
	const char *const *dirs;
	struct visit *visits;
	size_t depth;
	size_t visit_cap;
	struct files read;  /* in that order: by their number */
	struct files whole; /* all imports of which were read, in that order */
	bool is_wrong;      /* one has errors in its syntax */
};

static struct tree_decl *import_from(struct tree_decl *at)
{
	while (at && at->kind != TREE_IMPORT)
		at = at->next;
	return at;
}

static void push(struct walk *w, struct tree_file *file)
{
	arena_grow(w->arena, (void **)&w->visits, w->depth, &w->visit_cap, sizeof(*w->visits));
	w->visits[w->depth++] = (struct visit){ file, import_from(file->decls) };
}

static void keep(struct walk *w, struct files *files, struct tree_file *file)
{
	void *items = files->items;

	arena_grow(w->arena, &items, files->count, &files->cap, sizeof(file));
	files->items = items;
	files->items[files->count++] = file;
}

/* The path beside the file that imports it. */
static const char *beside(struct walk *w, const struct source *importer, const char *path)
{
	size_t len = (size_t)(importer->base - importer->path);

	if (*path == '/' || len == 0)
		return path;
	return arena_printf(w->arena, "%.*s%s", (int)len, importer->path, path);
}

/* Where it is, or would be. */
static const char *find(struct walk *w, const struct source *importer, const char *path)
{
	const char *first = beside(w, importer, path);

	if (*path == '/' || access(first, F_OK) == 0)
		return first;
	for (size_t i = 0; w->dirs && w->dirs[i]; i++) {
		const char *other = arena_printf(w->arena, "%s/%s", w->dirs[i], path);

		if (access(other, F_OK) == 0)
			return other;
	}
	return first;
}

bool imports_is_name(const char *path, size_t len)
{
	const char *slash = memrchr(path, '/', len);
	const char *name = slash ? slash + 1 : path;
	size_t name_len = len - (size_t)(name - path);

	for (size_t i = 0; i < name_len; i++) /* it stands in #include "NAME.gs.h" */
		if (name[i] == '"' || (unsigned char)name[i] < ' ')
			return false;
	return name_len > 3 && memcmp(path + len - 3, ".gs", 3) == 0 && !memchr(path, 0, len);
}

static bool is_fit(struct walk *w, const struct tree_expr *path)
{
	if (imports_is_name(path->string, path->string_len))
		return true;
	diag_error(w->diag, DIAG_IMPORT, path->span,
		"an import names a file NAME.gs, relative to this one");
	return false;
}

/* The file at the path, if it was read before. */
static struct tree_file *known(const struct walk *w, const char *path)
{
	struct source probe = { .path = path };
	struct stat info;

	if (stat(path, &info) != 0)
		return NULL;
	probe.device = info.st_dev;
	probe.inode = info.st_ino;
	for (size_t i = 0; i < w->read.count; i++) {
		if (source_is_same(w->read.items[i]->source, &probe))
			return w->read.items[i];
	}
	return NULL;
}

/* What the import names, read or already known; *is_new says which. NULL: it was reported. */
static struct tree_file *take(struct walk *w, const struct tree_file *importer,
	const struct tree_decl *import, bool *is_new)
{
	const struct tree_expr *name = import->value;
	const char *path;
	struct tree_file *file;
	struct source *source;
	const char *why;
	size_t errors = w->diag->errors;

	*is_new = false;
	if (!is_fit(w, name))
		return NULL;
	path = find(w, importer->source, name->string);
	file = known(w, path);
	if (file)
		return file;
	source = source_read(w->arena, path, &why);
	if (!source) {
		diag_error(w->diag, DIAG_IMPORT, name->span, "cannot import '%s': %s", name->string,
			why);
		return NULL;
	}
	*is_new = true;
	source->number = (uint32_t)w->read.count;
	file = parse_file(w->arena, w->diag, source);
	w->is_wrong = w->is_wrong || w->diag->errors > errors;
	keep(w, &w->read, file);
	return file;
}

/* The visits from..depth-1 led back to the first of them: reported at the last import. */
static void refuse_cycle(struct walk *w, size_t from)
{
	const struct visit *last = &w->visits[w->depth - 1];

	if (from == w->depth - 1) {
		diag_error(w->diag, DIAG_IMPORT_CYCLE, last->at->value->span, "'%s' imports itself",
			last->file->source->path);
		return;
	}
	diag_error(w->diag, DIAG_IMPORT_CYCLE, last->at->value->span,
		"'%s' imports itself, through the files that it imports",
		w->visits[from].file->source->path);
	for (size_t i = from; i + 1 < w->depth; i++)
		diag_note(w->diag, w->visits[i].at->value->span, "'%s' imports '%s' here",
			w->visits[i].file->source->path, w->visits[i + 1].file->source->path);
}

/* The place of the file on the stack, or the depth of it. */
static size_t find_open(const struct walk *w, const struct tree_file *file)
{
	size_t i = 0;

	while (i < w->depth && w->visits[i].file != file)
		i++;
	return i;
}

static void follow(struct walk *w)
{
	struct visit *top = &w->visits[w->depth - 1];
	struct tree_decl *import = top->at;
	struct tree_file *file;
	size_t open;
	bool is_new;

	if (!import) {
		keep(w, &w->whole, top->file);
		w->depth--;
		if (w->depth)
			w->visits[w->depth - 1].at = import_from(w->visits[w->depth - 1].at->next);
		return;
	}
	file = take(w, top->file, import, &is_new);
	open = file ? find_open(w, file) : w->depth;
	if (open < w->depth)
		refuse_cycle(w, open);
	else
		import->imported = file;
	if (is_new)
		push(w, file);
	else
		top->at = import_from(import->next);
}

bool imports_read(
	struct arena *arena, struct diag *diag, struct tree_file *root, const char *const *dirs)
{
	struct walk walk = { .arena = arena, .diag = diag, .dirs = dirs };

	keep(&walk, &walk.read, root);
	push(&walk, root);
	while (walk.depth)
		follow(&walk);
	root->files = walk.whole.items;
	root->file_count = walk.whole.count;
	return !walk.is_wrong;
}
