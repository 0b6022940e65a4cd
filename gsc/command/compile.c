/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/outfile.h"
#include "gsc/base/text.h"
#include "gsc/command/command.h"
#include "gsc/command/outputs.h"
#include "gsc/command/spec.h"
#include "gsc/command/words.h"

#include <string.h>

/* A file name as make reads it in a rule. */
static void put_name(struct text *out, const char *path)
{
	for (; *path; path++) {
		if (*path == '$')
			text_raw(out, "$", 1);
		if (strchr(" \t#%:\\", *path))
			text_raw(out, "\\", 1);
		text_raw(out, path, 1);
	}
}

/* `NAME.gs.h NAME.gs.c: NAME.gs IMPORT.gs` beside them, in NAME.gs.d. */
static bool write_depfile(struct command_call *call, const struct outputs *outputs,
	const struct spec *spec, const char *dir)
{
	const char *path = arena_printf(
		call->arena, "%s%s%s.gs.d", dir ? dir : "", dir ? "/" : "", spec->model->stem);
	struct text out;
	const char *why;

	text_init(&out, call->arena);
	for (size_t i = 0; i < outputs->count; i++) {
		if (i > 0)
			text_raw(&out, " ", 1);
		put_name(&out, outputs->paths[i]);
	}
	text_raw(&out, ":", 1);
	for (size_t i = spec->model->file_count; i-- > 0;) {
		text_raw(&out, " ", 1);
		put_name(&out, spec->model->files[i]->source->path);
	}
	text_raw(&out, "\n", 1);
	if (outfile_write(call->arena, path, out.bytes, out.len, &why))
		return true;
	command_failed("%s: %s", path, why);
	return false;
}

static int run(struct command_call *call)
{
	const char *dir = NULL;
	struct words dirs;
	struct emit_options emit = { false, false };
	bool wants_depfile = false;
	const struct command_option options[] = {
		{ "-o", "DIR", "writes there, not into the current directory", &dir, NULL, NULL },
		SPEC_DIRS(&dirs),
		{ "-MD", NULL, "also writes NAME.gs.d, a rule for make", NULL, &wants_depfile,
			NULL },
		{ "--no-line", NULL, "leaves out #line, to debug the generated C", NULL,
			&emit.no_line, NULL },
	};
	struct command_operands operands;
	const struct outputs *outputs;
	struct spec spec;
	int status;

	words_init(&dirs, call->arena);
	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count != 1)
		return command_misused(call, "wants one FILE, not %zu", operands.count);
	if (!spec_open(call, operands.items[0], &dirs, &spec, &status))
		return status;
	outputs = outputs_write(call, spec.model, dir, &emit);
	if (!outputs)
		return COMMAND_FAILED;
	if (wants_depfile && !write_depfile(call, outputs, &spec, dir))
		return COMMAND_FAILED;
	return COMMAND_DONE;
}

const struct command command_compile = {
	.name = "compile",
	.usage = "FILE.gs",
	.summary = "writes the C of a spec: NAME.gs.h, NAME.gs.c and, for a system, NAME.gs.main.c",
	.details =
		"Nothing is written when there is an error; a file that would not change is left\n"
		"untouched, its time too. What it imports is read, and compiled by itself.\n",
	.run = run,
};
