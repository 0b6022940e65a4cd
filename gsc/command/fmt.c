/* SPDX-License-Identifier: MIT */
#include "gsc/tree/format.h"
#include "grammar/parse.h"
#include "gsc/base/arena.h"
#include "gsc/base/outfile.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"

#include <stdio.h>
#include <string.h>

/* The layout of one file in `out`. False: it cannot be read or laid out, which is said. */
static bool lay_out(struct arena *arena, const char *path, struct spec *spec, struct text *out)
{
	struct diag diag;
	struct tree_file *before;
	struct tree_file *after;

	if (!spec_parse(arena, path, spec, &before))
		return false;
	text_init(out, arena);
	format_file(out, before);
	/* The layout is only written if it says what the file says. */
	diag_init(&diag, arena);
	after = parse_file_tokens(arena, &diag,
		source_over(
			arena, path, arena_copy(arena, out->bytes, out->len), (uint32_t)out->len));
	if (diag.errors == 0 && format_is_same(arena, before, after))
		return true;
	command_failed("%s: left as it is: its layout would say something else, which is an error "
		       "of gsc",
		path);
	return false;
}

static int format(struct arena *arena, const char *path, bool only_checks)
{
	bool is_input = strcmp(path, "-") == 0;
	struct spec spec;
	struct text out;
	const char *why;

	if (!lay_out(arena, path, &spec, &out))
		return COMMAND_FAILED;
	if (only_checks) {
		if (out.len == spec.source->len &&
			(!out.len || memcmp(out.bytes, spec.source->bytes, out.len) == 0))
			return COMMAND_DONE;
		printf("%s\n", path);
		return COMMAND_FAILED;
	}
	if (is_input) {
		if (out.len > 0)
			fwrite(out.bytes, 1, out.len, stdout);
		return COMMAND_DONE;
	}
	if (!outfile_write(arena, path, out.bytes, out.len, &why))
		return command_failed("%s: %s", path, why);
	return COMMAND_DONE;
}

static int run(struct command_call *call)
{
	bool only_checks = false;
	const struct command_option options[] = {
		{ "--check", NULL, "writes nothing: names the files that would change, status 1",
			NULL, &only_checks, NULL },
	};
	struct command_operands operands;
	int status;

	if (!command_options(call, options, 1, &operands, &status))
		return status;
	if (operands.count == 0)
		return command_misused(call, "wants a FILE");
	status = COMMAND_DONE;
	for (size_t i = 0; i < operands.count; i++) {
		if (format(call->arena, operands.items[i], only_checks) != COMMAND_DONE)
			status = COMMAND_FAILED;
	}
	return status;
}

const struct command command_fmt = {
	.name = "fmt",
	.usage = "FILE.gs ...",
	.summary = "lays out specs, each in its place",
	.details =
		"There is one layout. Comments stay where they are, C stays as it is written.\n"
		"A list with a comma after its last item has an item a line. A file with syntax\n"
		"errors is left as it is. - is standard input, laid out to standard output.\n",
	.run = run,
};
