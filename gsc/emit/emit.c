/* SPDX-License-Identifier: MIT */
#include "gsc/emit/emit.h"

#include "gsc/emit/parts.h"

#include <string.h>

void emit_open(struct emitter *e, struct text *out, const struct model_file *file,
	const struct emit_options *options)
{
	*e = (struct emitter){ .out = out, .file = file, .options = options, .kind = "c" };
	text_init(&e->row, out->arena);
	text_init(&e->path, out->arena);
	emit_row(e, "/* Made by gsc from %s; do not edit. */", file->source->base);
}

/* The declarations of all files stand in one list, of which each pair has its own. */
static bool is_own(const struct emitter *e, const struct model_decl *decl)
{
	return decl->file == e->file;
}

/* Types stand before what uses them: the model's order sees to that among themselves. */
static bool is_type(const struct model_decl *decl)
{
	return decl->kind != MODEL_DECL_PROTOCOL && decl->kind != MODEL_DECL_SERVER &&
	       decl->kind != MODEL_DECL_SYSTEM;
}

/* May a literal be longer than ISO C promises? It stands on a row of the spec that is, too. */
static bool has_long_row(const struct model_file *file)
{
	for (size_t i = 0; i < file->file_count; i++) {
		const char *at = file->files[i]->source->bytes;
		const char *end = at + file->files[i]->source->len;

		while (at < end) {
			const char *newline = memchr(at, '\n', (size_t)(end - at));
			const char *stop = newline ? newline : end;

			if (stop - at > EMIT_LITERAL_MAX)
				return true;
			at = stop + 1;
		}
	}
	return false;
}

void emit_header(
	struct text *out, const struct model_file *file, const struct emit_options *options)
{
	struct emitter e;

	emit_open(&e, out, file, options);
	e.kind = "h";
	emit_row(&e, "#ifndef GS_%s_H", file->guard);
	emit_row(&e, "#define GS_%s_H", file->guard);
	emit_top_of_header(&e);
	text_put(out, "#include <gs.h>\n\n#if GS_ABI != 1\n");
	emit_row(&e,
		"#error \"%s.gs.h was made for another version of the gs runtime: run gsc again\"",
		file->stem);
	text_put(out, file->import_count ? "#endif\n\n" : "#endif\n");
	for (size_t i = 0; i < file->import_count; i++)
		emit_row(&e, "#include \"%s.gs.h\"", file->imports[i]->stem);
	text_put(out, "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
		      "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wshadow\"\n");
	text_put(out, has_long_row(file) ? EMIT_ALLOW_LONG "\n" : "\n");
	for (size_t i = 0; i < file->count; i++) {
		if (is_own(&e, &file->decls[i]) && is_type(&file->decls[i]))
			emit_type_decl(&e, &file->decls[i],
				i + 1 < file->count ? &file->decls[i + 1] : NULL);
	}
	for (size_t i = 0; i < file->count; i++) {
		if (is_own(&e, &file->decls[i]))
			emit_header_decl(&e, &file->decls[i]);
	}
	text_put(out, "#pragma GCC diagnostic pop\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

/* The tables of a struct stand where its only or first form in C does. */
static void emit_struct(struct emitter *e, const struct model_record *record, bool is_held)
{
	bool is_first = !is_held || model_is_held_only(record);

	if (is_first) {
		emit_row(e, "/* %s %s */", record->is_union ? "union" : "struct", record->name);
		emit_drops(e, record);
	}
	if (is_first && record->in_message)
		emit_record(e, record, EMIT_CODEC);
	else if (is_first)
		emit_record_of(e, record,
			record->owns ? emit_text(e, "%s_held", record->c_name) : record->c_name,
			EMIT_HELD);
	if (record->in_state && is_held == record->owns && (is_held || record->file == e->file))
		emit_held(e, record);
}

/*
 * The tables of all types that the own clauses and states reach, wherever they are declared:
 * static, so that pairs of one program need not agree on who has them, and codecs call each other
 * directly.
 */
static void emit_types_source(struct emitter *e, const struct model_decl *decl)
{
	if (decl->kind == MODEL_DECL_ENUM && emit_is_used(e->used, decl->as.enumeration)) {
		emit_enum_tables(e, decl->as.enumeration);
	} else if (decl->kind == MODEL_DECL_STRUCT ||
		   (decl->kind == MODEL_DECL_STRUCT_HELD && is_own(e, decl))) {
		if (emit_is_used(e->used, decl->as.record))
			emit_struct(e, decl->as.record, decl->kind == MODEL_DECL_STRUCT_HELD);
	} else if (decl->kind == MODEL_DECL_ERROR) {
		emit_error(e, decl->as.error, is_own(e, decl));
	}
}

static void emit_server(struct emitter *e, const struct model_server *server)
{
	for (size_t i = 0; i < server->entry_count; i++) {
		if (!strcmp(server->entries[i].clause->owner, server->name))
			emit_clause(e, server->entries[i].clause);
	}
	for (size_t i = 0; i < server->info_count; i++)
		emit_info(e, server->infos[i].clause);
	for (size_t i = 0; i < server->response_count; i++)
		emit_response(e, &server->responses[i]);
	emit_row(e, "/* server %s */", server->name);
	emit_state(e, server);
	emit_start(e, server);
	if (server->key.field)
		emit_at(e, server);
	emit_answers(e, server);
	emit_bodies(e, server);
	emit_class(e, server);
}

static void emit_source_decl(struct emitter *e, const struct model_decl *decl)
{
	if (!is_own(e, decl))
		return;
	if (decl->kind == MODEL_DECL_PROTOCOL) {
		for (size_t i = 0; i < decl->as.protocol->count; i++)
			emit_clause(e, decl->as.protocol->clauses[i]);
		emit_notices(e, decl->as.protocol);
	} else if (decl->kind == MODEL_DECL_SERVER) {
		emit_server(e, decl->as.server);
	} else if (decl->kind == MODEL_DECL_SYSTEM) {
		emit_system(e, decl->as.system);
	}
}

/* A constant that a local name of ours may hide, which does no harm. */
static bool has_small_constant(const struct model_file *file)
{
	for (size_t i = 0; i < file->count; i++)
		if (file->decls[i].kind == MODEL_DECL_CONST && file->decls[i].name[0] >= 'a')
			return true;
	return false;
}

void emit_source(
	struct text *out, const struct model_file *file, const struct emit_options *options)
{
	bool is_long = has_long_row(file);
	struct emitter e;

	emit_open(&e, out, file, options);
	e.used = emit_find_used(out->arena, file);
	emit_top_of_source(&e);
	if (has_small_constant(file))
		text_put(out, "\n#pragma GCC diagnostic ignored \"-Wshadow\"\n");
	text_put(out, "\n");
	for (size_t i = 0; i < file->code_count; i++)
		emit_code(&e, file->code[i]);
	if (is_long)
		text_put(out, "#pragma GCC diagnostic push\n" EMIT_ALLOW_LONG "\n");
	for (size_t i = 0; i < file->count; i++)
		emit_types_source(&e, &file->decls[i]);
	for (size_t i = 0; i < file->count; i++)
		emit_source_decl(&e, &file->decls[i]);
	while (out->len > 1 && !memcmp(out->bytes + out->len - 2, "\n\n", 2))
		out->len--;
	if (is_long)
		text_put(out, "\n#pragma GCC diagnostic pop\n");
}

void emit_main(struct text *out, const struct model_file *file, const struct emit_options *options)
{
	struct emitter e;

	emit_open(&e, out, file, options);
	text_put(out, "#include <gs.h>\n\n");
	emit_row(&e, "extern const struct gs_system %s_system;", file->system->name);
	text_put(out, "\nint main(int argc, char **argv)\n{\n");
	emit_row(&e, "\treturn gs_main(&%s_system, argc, argv);", file->system->name);
	text_put(out, "}\n");
}
