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
static bool is_in_header(const struct model_file *file)
{
	for (size_t i = 0; file->top_count && i < file->count; i++) {
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

static size_t skip(const char *bytes, size_t at, size_t end, const char *blanks)
{
	while (at < end && strchr(blanks, bytes[at]))
		at++;
	return at;
}

/* Does a line of the code define that macro? */
static bool defines(struct span code, const char *name)
{
	const char *bytes = code.source->bytes;
	size_t end = code.end;
	size_t len = strlen(name);

	for (size_t at = code.start; at < end; at++) {
		if (bytes[at] != '#')
			continue;
		at = skip(bytes, at + 1, end, " \t");
		if (end - at < 6 || memcmp(bytes + at, "define", 6) != 0)
			continue;
		at = skip(bytes, at + 6, end, " \t");
		if (end - at >= len && memcmp(bytes + at, name, len) == 0)
			return true;
	}
	return false;
}

/* C++ has _GNU_SOURCE from the compiler, and others from the command line, with another value. */
static void undefine(struct emitter *e)
{
	for (size_t i = 0; i < e->file->top_count; i++) {
		if (defines(e->file->top[i]->inside, "_GNU_SOURCE")) {
			text_put(e->out, "#undef _GNU_SOURCE\n");
			return;
		}
	}
}

void emit_top_of_header(struct emitter *e)
{
	text_put(e->out, "\n");
	if (!is_in_header(e->file))
		return;
	undefine(e);
	for (size_t i = 0; i < e->file->top_count; i++)
		emit_code(e, e->file->top[i]);
}

/* The codec comes first: so no name of a spec is there yet that its own could hide. But nothing
 * comes before %top, and where the header has that, before the header. */
void emit_top_of_source(struct emitter *e)
{
	if (is_in_header(e->file)) {
		emit_row(e, "#include \"%s.gs.h\"", e->file->stem);
		text_put(e->out, "\n#pragma GCC diagnostic push\n"
				 "#pragma GCC diagnostic ignored \"-Wshadow\"\n"
				 "#include <gs_codec.h>\n"
				 "#pragma GCC diagnostic pop\n");
		return;
	}
	for (size_t i = 0; i < e->file->top_count; i++)
		emit_code(e, e->file->top[i]);
	text_put(e->out, "#include <gs_codec.h>\n");
	emit_row(e, "#include \"%s.gs.h\"", e->file->stem);
}
