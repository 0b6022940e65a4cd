/* SPDX-License-Identifier: MIT */
#include "gsc/command/outputs.h"
#include "gsc/base/arena.h"
#include "gsc/base/text.h"
#include "gsc/command/command.h"
#include "gsc/emit/emit.h"

static const char *const suffixes[] = {
	[OUTPUT_HEADER] = ".gs.h",
	[OUTPUT_SOURCE] = ".gs.c",
	[OUTPUT_MAIN] = ".gs.main.c",
};
_Static_assert(sizeof(suffixes) / sizeof(suffixes[0]) == OUTPUT_KIND_COUNT, "one each");

static void take(void *arg, const char *bytes, size_t len)
{
	outfile_add(arg, bytes, len);
}

static void make(struct command_call *call, const struct model_file *model,
	const struct emit_options *options, enum output_kind kind)
{
	static void (*const emit[])(
		struct text *, const struct model_file *, const struct emit_options *) = {
		[OUTPUT_HEADER] = emit_header,
		[OUTPUT_SOURCE] = emit_source,
		[OUTPUT_MAIN] = emit_main,
	};
	struct outfile *file = &call->outputs->files[kind];
	struct text text;

	outfile_open(file, call->arena, call->outputs->paths[kind]);
	text_init(&text, call->arena);
	text_stream(&text, take, file);
	emit[kind](&text, model, options);
	text_finish(&text);
}

static bool put_in_place(struct outputs *outputs, size_t i)
{
	const char *why;

	if (outfile_close(&outputs->files[i], &why))
		return true;
	command_failed("%s: %s", outputs->paths[i], why);
	return false;
}

/* What is known to have failed comes first, so that nothing is in place then. */
static bool finish(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		if (outputs->files[i].error)
			return put_in_place(outputs, i);
	}
	for (size_t i = 0; i < outputs->count; i++) {
		if (!put_in_place(outputs, i))
			return false;
	}
	return true;
}

const struct outputs *outputs_write(struct command_call *call, const struct model_file *model,
	const char *dir, const struct emit_options *options)
{
	struct outputs *outputs = arena_take(call->arena, sizeof(*outputs));

	call->outputs = outputs;
	outputs->count = model->system ? OUTPUT_KIND_COUNT : OUTPUT_MAIN;
	for (size_t i = 0; i < outputs->count; i++) {
		outputs->paths[i] = arena_printf(call->arena, "%s%s%s%s", dir ? dir : "",
			dir ? "/" : "", model->stem, suffixes[i]);
		make(call, model, options, (enum output_kind)i);
	}
	if (finish(outputs))
		return outputs;
	outputs_drop(outputs);
	return NULL;
}

void outputs_drop(struct outputs *outputs)
{
	for (size_t i = 0; i < OUTPUT_KIND_COUNT; i++)
		outfile_drop(&outputs->files[i]);
}
