/* SPDX-License-Identifier: MIT */
/*
 * spec: from a file name to a checked model, or to what is wrong with it on stderr.
 *
 * All commands that take a .gs file begin here. Everything lives in the arena of the command.
 */
#ifndef GSC_COMMAND_SPEC_H
#define GSC_COMMAND_SPEC_H

#include "gsc/base/diag.h"
#include "gsc/model/model.h"

struct command_call;
struct words;

struct spec {
	struct source *source;
	struct diag diag;
	const struct model_file *model; /* NULL: there were errors */
};

/* Reads, parses and checks, with all that it imports, which is also looked for in `dirs` (NULL:
 * none). False: the file cannot be read, which is said in that format. */
bool spec_read(struct arena *arena, const char *path, const struct words *dirs,
	enum diag_format format, struct spec *spec);

/* Reads and parses only, with the tokens. False: it cannot be read, or has syntax errors: said. */
bool spec_parse(struct arena *arena, const char *path, struct spec *spec, struct tree_file **tree);

/* The same over text that a running server gave of itself (`path` is what it is called): it may not
 * import anything. */
void spec_described(
	struct arena *arena, const char *path, const char *text, uint32_t len, struct spec *spec);

/* Prints what was found to stderr, or in JSON to stdout. True: there is a model. */
bool spec_print(const struct spec *spec, enum diag_format format);

/*
 * The one operand FILE of a command that writes files or programs: reads, prints, and answers
 * whether there is a model; *status is the exit status if there is none.
 */
bool spec_open(struct command_call *call, const char *path, const struct words *dirs,
	struct spec *spec, int *status);

/* The row of the option that fills `dirs`, for the commands that read specs. */
#define SPEC_DIRS(dirs) \
	{ \
		"-I", "DIR", "looks there too for imported files; may be given again", NULL, NULL, \
			dirs \
	}

#endif
