/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/base/outfile.h"
#include "gsc/base/text.h"
#include "gsc/command/cfunctions.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"
#include "gsc/command/words.h"
#include "gsc/emit/emit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct job {
	struct arena *arena;
	const struct model_file *model;
	const char *path;
	const struct emit_stub *stubs;
	size_t count;
	const struct source *old; /* what stands there; NULL: nothing */
	struct cfunctions functions;
};

/* "x.c:5:12: error: ..." */
static void say(
	const struct job *job, const struct cfunction *at, const char *kind, const char *text)
{
	struct place place = source_place(at->span.source, at->span.start);

	fprintf(stderr, "%s:%u:%u: %s: %s\n", job->path, place.line, place.column, kind, text);
}

/* Is it what the spec says? If not that is said. */
static bool is_up_to_date(
	const struct job *job, const struct cfunction *there, const struct emit_stub *stub)
{
	struct cfunctions wanted;
	const char *brace = strstr(stub->text, "\n{");

	cfunctions_find(job->arena,
		source_over(job->arena, job->path, stub->text, (uint32_t)stub->len), &wanted);
	if (wanted.count == 1 && strcmp(wanted.items[0].shape, there->shape) == 0)
		return true;
	say(job, there, "error",
		arena_printf(job->arena, "'%s' is out of date, the spec says\n    %.*s",
			there->name, (int)(brace - stub->text), stub->text));
	return false;
}

/* The server of this file that a name is a handler's of by its looks; NULL: none. */
static const char *server_of(const struct job *job, const char *name)
{
	for (size_t i = 0; i < job->model->count; i++) {
		const struct model_decl *decl = &job->model->decls[i];

		if (decl->kind == MODEL_DECL_SERVER && decl->file == job->model &&
			strncmp(name, decl->name, strlen(decl->name)) == 0 &&
			strncmp(name + strlen(decl->name), "_on_", strlen("_on_")) == 0)
			return decl->name;
	}
	return NULL;
}

/* A handler that no clause asks for is called by nobody. */
static void warn_of_others(const struct job *job)
{
	for (size_t i = 0; i < job->functions.count; i++) {
		const struct cfunction *there = &job->functions.items[i];
		const char *server = server_of(job, there->name);
		bool is_known = false;

		for (size_t k = 0; k < job->count; k++)
			is_known = is_known || strcmp(job->stubs[k].name, there->name) == 0;
		if (server && !is_known)
			say(job, there, "warning",
				arena_printf(job->arena,
					"'%s' is called by nobody: no clause of server '%s' "
					"leaves it to C",
					there->name, server));
	}
}

/* What is to stand there: what does, and behind it what is missing. */
static bool put_all(const struct job *job, struct text *out, size_t *missing)
{
	const char *header = arena_printf(job->arena, "\"%s.gs.h\"", job->model->stem);
	bool is_good = true;

	*missing = 0;
	if (job->old)
		text_raw(out, job->old->bytes, job->old->len);
	for (size_t i = 0; i < job->count; i++) {
		const struct cfunction *there = cfunctions_named(
			&job->functions, job->stubs[i].name);

		if (there) {
			is_good = is_up_to_date(job, there, &job->stubs[i]) && is_good;
			continue;
		}
		if (!job->old && *missing == 0)
			text_printf(out, "/* What %s leaves to C. */\n", job->model->source->base);
		if (out->len > 0 && out->bytes[out->len - 1] != '\n')
			text_put(out, "\n");
		if (*missing == 0 && (!job->old || !strstr(job->old->bytes, header)))
			text_printf(out, "#include %s\n", header);
		text_put(out, "\n");
		text_raw(out, job->stubs[i].text, job->stubs[i].len);
		++*missing;
	}
	return is_good;
}

static int work(struct job *job)
{
	struct text out;
	size_t missing;
	const char *why;
	bool is_good;

	if (access(job->path, F_OK) == 0 || errno != ENOENT) {
		job->old = source_read(job->arena, job->path, &why);
		if (!job->old)
			return command_failed("%s: %s", job->path, why);
		cfunctions_find(job->arena, job->old, &job->functions);
	}
	text_init(&out, job->arena);
	is_good = put_all(job, &out, &missing);
	warn_of_others(job);
	if (missing > 0 && !outfile_write(job->arena, job->path, out.bytes, out.len, &why))
		return command_failed("%s: %s", job->path, why);
	if (job->count == 0)
		fprintf(stderr, "gsc: %s: every clause has its body, nothing is left to C\n",
			job->model->source->path);
	return is_good ? COMMAND_DONE : COMMAND_FAILED;
}

static int run(struct command_call *call)
{
	struct job job = { .arena = call->arena };
	struct words dirs;
	const struct command_option options[] = {
		{ "-o", "FILE.c", "writes there, not to NAME.c in the current directory", &job.path,
			NULL, NULL },
		SPEC_DIRS(&dirs),
	};
	struct command_operands operands;
	struct spec spec;
	int status;

	words_init(&dirs, call->arena);
	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count != 1)
		return command_misused(call, "wants one FILE, not %zu", operands.count);
	if (!spec_open(call, operands.items[0], &dirs, &spec, &status))
		return status;
	job.model = spec.model;
	if (!job.path)
		job.path = arena_printf(call->arena, "%s.c", spec.model->stem);
	job.stubs = emit_stubs(call->arena, spec.model, &job.count);
	return work(&job);
}

const struct command command_stub = {
	.name = "stub",
	.usage = "FILE.gs",
	.summary = "writes the handlers that a spec leaves to C, empty",
	.details = "A clause with ';' in place of a body is a function of yours. One that is not\n"
		   "written yet fails its calls with 'internal', and logs its casts. An existing\n"
		   "file only gains what it lacks, at its end; a handler there whose result or\n"
		   "parameters are not the spec's is an error, and stays as it is.\n",
	.run = run,
};
