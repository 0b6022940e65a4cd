/* SPDX-License-Identifier: MIT */
#include "gsc/command/command.h"
#include "gsc/command/spec.h"
#include "gsc/command/words.h"

#include <string.h>

static int run(struct command_call *call)
{
	const char *against = NULL;
	const char *format = "text";
	struct words dirs;
	const struct command_option options[] = {
		{ "--format", "text|json", "how diagnostics are written: json is an object a line",
			&format, NULL, NULL, NULL },
		{ "--against", "OLD.gs", NULL, &against, NULL, "nothing compares two specs", NULL },
		SPEC_DIRS(&dirs),
	};
	struct command_operands operands;
	int status = COMMAND_DONE;

	words_init(&dirs, call->arena);
	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count == 0 || *operands.rest)
		return command_misused(call, "wants a FILE");
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return command_misused(call, "'%s' is no format; text and json are", format);
	for (size_t i = 0; i < operands.count; i++) {
		struct spec spec;

		if (!spec_read(call->arena, operands.items[i], &dirs, &spec) ||
			!spec_print(&spec, *format == 'j' ? DIAG_JSON : DIAG_TEXT))
			status = COMMAND_FAILED;
	}
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FILE ...",
	.summary = "says what is wrong with specs, and writes nothing",
	.details = "Errors go to stderr, those in JSON to stdout. The file - is standard input.\n",
	.run = run,
};
