/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

#include <string.h>

static bool holds_extern(const struct model_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].type->kind == MODEL_EXTERN)
			return true;
	return false;
}

/* Does the header name types of C that neither the runtime nor the spec declares? */
static bool needs_top(const struct model_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		const struct model_decl *decl = &file->decls[i];

		if (decl->file != file)
			continue;
		if ((decl->kind == MODEL_DECL_STRUCT || decl->kind == MODEL_DECL_STRUCT_HELD) &&
			holds_extern(decl->as.record->fields, decl->as.record->count))
			return true;
		if (decl->kind == MODEL_DECL_SERVER &&
			holds_extern(decl->as.server->state, decl->as.server->state_count))
			return true;
	}
	return false;
}

/* Is a comment open behind this line? */
static bool opens_comment(const char *at, const char *end, bool is_open)
{
	for (; at + 1 < end; at++) {
		if (is_open ? at[0] == '*' && at[1] == '/' : at[0] == '/' && at[1] == '*') {
			is_open = !is_open;
			at++;
		} else if (!is_open && at[0] == '/' && at[1] == '/') {
			return false;
		}
	}
	return is_open;
}

/* Of C text the #directives. */
static void put_directives(struct emitter *e, const char *at, const char *end)
{
	bool is_comment = false;
	bool goes_on = false;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *line = newline ? newline : end;
		size_t len = (size_t)(line - at);

		goes_on = goes_on || (!is_comment && at[strspn(at, " \t")] == '#');
		is_comment = opens_comment(at, line, is_comment);
		if (goes_on) {
			text_raw(e->out, at, len);
			text_put(e->out, "\n");
			goes_on = is_comment || (len > 0 && line[-1] == '\\');
		}
		at = newline ? newline + 1 : end;
	}
}

void emit_top_of_header(struct emitter *e)
{
	if (e->file->top_count == 0 || !needs_top(e->file))
		return;
	text_put(e->out, "\n");
	for (size_t i = 0; i < e->file->top_count; i++) {
		struct span span = e->file->top[i]->inside;

		put_directives(e, span.source->bytes + span.start, span.source->bytes + span.end);
	}
}
