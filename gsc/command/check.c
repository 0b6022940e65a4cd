/* SPDX-License-Identifier: MIT */
#include "gsc/check/against.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"
#include "gsc/command/words.h"

#include <string.h>

/* Checks one spec, and against an older one if that is given. */
static bool examine(struct arena *arena, const char *path, const struct words *dirs,
	const struct spec *old, enum diag_format format)
{
	struct spec spec;

	if (!spec_read(arena, path, dirs, format, &spec))
		return false;
	if (old && spec.model)
		against_check(arena, &spec.diag, old->model, spec.model);
	return spec_print(&spec, format);
}

static int run(struct command_call *call)
{
	const char *against = NULL;
	const char *format = "text";
	struct words dirs;
	const struct command_option options[] = {
		{ "--format", "text|json", "how diagnostics are written: json is an object a line",
			&format, NULL, NULL },
		{ "--against", "OLD.gs", "also says what breaks those who still have that one",
			&against, NULL, NULL },
		SPEC_DIRS(&dirs),
	};
	struct command_operands operands;
	enum diag_format kind;
	struct spec old;
	int status;

	words_init(&dirs, call->arena);
	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count == 0)
		return command_misused(call, "wants a FILE");
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return command_misused(call, "'%s' is no format; text and json are", format);
	kind = *format == 'j' ? DIAG_JSON : DIAG_TEXT;
	if (against && operands.count > 1)
		return command_misused(call, "'--against' wants one FILE, not %zu", operands.count);
	if (against && (!spec_read(call->arena, against, &dirs, kind, &old) ||
			       (!old.model && !spec_print(&old, kind))))
		return COMMAND_FAILED;
	status = COMMAND_DONE;
	for (size_t i = 0; i < operands.count; i++) {
		if (!examine(call->arena, operands.items[i], &dirs, against ? &old : NULL, kind))
			status = COMMAND_FAILED;
	}
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FILE ...",
	.summary = "says what is wrong with specs, and writes nothing",
	.details =
		"Errors go to stderr, those in JSON to stdout: an object a line, with the members\n"
		"file, line, column, end_line, end_column (from 1, in characters, the end not\n"
		"included), level (error, warning), code, text, notes (a list of such, without\n"
		"level and code) and, where an edit is known that mends it, fix: the place to\n"
		"replace, and text. What has no place has no file. Where more than 20 were found,\n"
		"a last object says how many: errors_not_shown, warnings_not_shown. Codes never\n"
		"change. The file - is standard input.\n"
		"\n"
		"What --against finds has the code breaks-clients (older clients), breaks-servers\n"
		"(older servers, called by newer clients) or breaks-sources (C, arguments and\n"
		"settings written for the older spec).\n",
	.run = run,
};
