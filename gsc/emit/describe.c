/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/print.h"

#include <string.h>

void emit_describe(struct emitter *e, const struct model_server *server)
{
	struct text text;

	text_init(&text, e->out->arena);
	model_print_server(&text, e->file, server);
	emit_description(e, server->name, &text);
}

void emit_description(struct emitter *e, const char *name, const struct text *text)
{
	const char *at = text->bytes;
	const char *end = at + text->len;
	bool is_long = text->len > EMIT_LITERAL_MAX;

	if (is_long)
		text_put(e->out, "#pragma GCC diagnostic push\n" EMIT_ALLOW_LONG);
	emit_row(e, "static const char %s_describe[] =", name);
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline + 1 : end;

		while (stop < end && *stop == '\n') /* an empty line needs no row */
			stop++;
		emit_add(e, "\t");
		emit_add_string(e, at, (size_t)(stop - at));
		emit_row(e, stop == end ? ";" : "");
		at = stop;
	}
	text_put(e->out, is_long ? "#pragma GCC diagnostic pop\n\n" : "\n");
}
