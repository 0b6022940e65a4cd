/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/print.h"

#include <string.h>

void emit_describe(struct emitter *e, const struct model_server *server)
{
	struct text text;
	const char *at, *end;

	text_init(&text, e->out->arena);
	model_print_server(&text, e->file, server);
	at = text.bytes;
	end = at + text.len;
	emit_row(e, "static const char %s_describe[] =", server->name);
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline + 1 : end;

		emit_add(e, "\t");
		emit_add_string(e, at, (size_t)(stop - at));
		emit_row(e, stop == end ? ";" : "");
		at = stop;
	}
	text_put(e->out, "\n");
}
