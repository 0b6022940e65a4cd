/* SPDX-License-Identifier: MIT */
#include "gsc/command/outputs.h"
#include "gsc/base/arena.h"
#include "gsc/base/outfile.h"
#include "gsc/command/command.h"
#include "gsc/emit/emit.h"

static const char *const suffixes[] = {
	[OUTPUT_HEADER] = ".gs.h",
	[OUTPUT_SOURCE] = ".gs.c",
	[OUTPUT_MAIN] = ".gs.main.c",
};
_Static_assert(sizeof(suffixes) / sizeof(suffixes[0]) == OUTPUT_KIND_COUNT, "one each");

void outputs_make(struct arena *arena, const struct model_file *model, const char *dir,
	const struct emit_options *options, struct outputs *outputs)
{
	outputs->count = model->system ? OUTPUT_KIND_COUNT : OUTPUT_MAIN;
	for (size_t i = 0; i < outputs->count; i++) {
		struct output *file = &outputs->files[i];

		file->path = arena_printf(arena, "%s%s%s%s", dir ? dir : "", dir ? "/" : "",
			model->stem, suffixes[i]);
		text_init(&file->text, arena);
	}
	emit_header(&outputs->files[OUTPUT_HEADER].text, model, options);
	emit_source(&outputs->files[OUTPUT_SOURCE].text, model, options);
	if (model->system)
		emit_main(&outputs->files[OUTPUT_MAIN].text, model, options);
}

bool outputs_write(struct arena *arena, const struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const struct output *file = &outputs->files[i];
		const char *why;

		if (!outfile_write(arena, file->path, file->text.bytes, file->text.len, &why)) {
			command_failed("%s: %s", file->path, why);
			return false;
		}
	}
	return true;
}
