/* SPDX-License-Identifier: MIT */
#include "gsc/command/spec.h"
#include "gsc/base/arena.h"
#include "gsc/check/check.h"
#include "gsc/command/command.h"
#include "gsc/command/words.h"
#include "grammar/imports.h"
#include "grammar/parse.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* With errors in the syntax of a file nothing is checked. */
static void examine(
	struct arena *arena, struct spec *spec, const struct words *dirs, bool described)
{
	const struct check_options options = { .described = described };
	struct tree_file *tree;
	bool is_whole;

	diag_init(&spec->diag, arena);
	spec->model = NULL;
	tree = parse_file(arena, &spec->diag, spec->source);
	is_whole = spec->diag.errors == 0;
	if (is_whole && !described)
		is_whole = imports_read(
			arena, &spec->diag, tree, dirs ? (const char *const *)dirs->items : NULL);
	if (is_whole)
		spec->model = check_file(arena, &spec->diag, tree, &options);
}

/* What reads JSON is told so, too. */
static bool read_source(
	struct arena *arena, const char *path, enum diag_format format, struct spec *spec)
{
	static const struct span nowhere;
	const char *why;

	spec->model = NULL;
	spec->source = source_read(arena, path, &why);
	if (!spec->source && format == DIAG_JSON) {
		diag_init(&spec->diag, arena);
		diag_error(&spec->diag, DIAG_IMPORT, nowhere, "%s: %s", path, why);
		spec_print(spec, format);
	} else if (!spec->source) {
		command_failed("%s: %s", path, why);
	}
	return spec->source != NULL;
}

bool spec_read(struct arena *arena, const char *path, const struct words *dirs,
	enum diag_format format, struct spec *spec)
{
	if (!read_source(arena, path, format, spec))
		return false;
	examine(arena, spec, dirs, false);
	return true;
}

bool spec_parse(struct arena *arena, const char *path, struct spec *spec, struct tree_file **tree)
{
	if (!read_source(arena, path, DIAG_TEXT, spec))
		return false;
	diag_init(&spec->diag, arena);
	*tree = parse_file_tokens(arena, &spec->diag, spec->source);
	if (spec->diag.errors)
		spec_print(spec, DIAG_TEXT);
	return spec->diag.errors == 0;
}

void spec_described(
	struct arena *arena, const char *path, const char *text, uint32_t len, struct spec *spec)
{
	spec->source = source_over(arena, path, arena_copy(arena, text, len), len);
	examine(arena, spec, NULL, true);
}

static bool wants_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(no_colour && *no_colour) &&
	       !(term && strcmp(term, "dumb") == 0);
}

bool spec_print(const struct spec *spec, enum diag_format format)
{
	if (format == DIAG_JSON)
		diag_print(&spec->diag, stdout, format, false);
	else
		diag_print(&spec->diag, stderr, format, wants_colour());
	return spec->diag.errors == 0 && spec->model;
}

bool spec_open(struct command_call *call, const char *path, const struct words *dirs,
	struct spec *spec, int *status)
{
	if (!imports_is_name(path, strlen(path))) {
		*status = command_misused(call, "'%s' is no NAME.gs", path);
		return false;
	}
	*status = COMMAND_FAILED;
	return spec_read(call->arena, path, dirs, DIAG_TEXT, spec) && spec_print(spec, DIAG_TEXT);
}
