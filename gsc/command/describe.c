/* SPDX-License-Identifier: MIT */
#include "gsc/base/arena.h"
#include "gsc/command/command.h"
#include "gsc/command/running.h"
#include "gsc/command/spec.h"
#include "grammar/parse.h"
#include "gsc/tree/format.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A declaration that is in the text already, and who brought it. */
struct part {
	const char *name;
	const char *text;
	const char *instance;
};

struct job {
	struct running running;
	struct part *parts;
	size_t count;
	size_t cap;
	struct text text;
};

/* What the protocol of the instance gs is called in a file, which can declare no `gs`. Nothing on
 * the wire has the name of a protocol without casts. */
static const char runtime_name[] = "runtime";

static bool is_runtime(const struct tree_decl *decl)
{
	return decl->kind == TREE_PROTOCOL && strcmp(decl->name.text, "gs") == 0;
}

/* A declaration as it was written, its comment before it. */
static const char *text_of(struct arena *arena, const struct tree_decl *decl)
{
	struct span span = decl->span;
	struct span rest = decl->span;

	if (decl->doc.source && decl->doc.start < span.start)
		span.start = decl->doc.start;
	if (!is_runtime(decl))
		return span_text(arena, span);
	span.end = decl->name.span.start;
	rest.start = decl->name.span.end;
	return arena_printf(
		arena, "%s%s%s", span_text(arena, span), runtime_name, span_text(arena, rest));
}

/* False: a server before has another one of that name, which is said. */
static bool add_part(struct job *job, const char *instance, const struct tree_decl *decl)
{
	struct arena *arena = job->running.arena;
	struct part part = { .name = decl->name.text, .instance = instance };

	if (!part.name) {
		command_failed("%s: gs.describe answers with more than declarations", instance);
		return false;
	}
	part.name = is_runtime(decl) ? runtime_name : part.name;
	part.text = text_of(arena, decl);
	for (size_t i = 0; i < job->count; i++) {
		const struct part *other = &job->parts[i];

		if (strcmp(other->name, part.name) != 0)
			continue;
		if (strcmp(other->text, part.text) == 0)
			return true;
		command_failed("%s: '%s' of %s is not the '%s' of %s: one file cannot hold both; "
			       "describe one INSTANCE at a time",
			job->running.address, part.name, instance, part.name, other->instance);
		return false;
	}
	arena_grow(arena, (void **)&job->parts, job->count, &job->cap, sizeof(*job->parts));
	job->parts[job->count++] = part;
	text_put(&job->text, job->text.len ? "\n" : "");
	text_raw(&job->text, part.text, strlen(part.text));
	text_put(&job->text, "\n");
	return true;
}

/* What one instance brings. */
static bool add(struct job *job, const char *instance)
{
	struct arena *arena = job->running.arena;
	struct spec spec;
	struct diag diag;
	const struct tree_file *tree;

	if (!running_model(&job->running, instance, instance, &spec))
		return false;
	diag_init(&diag, arena);
	tree = parse_file(arena, &diag, spec.source);
	for (const struct tree_decl *at = tree->decls; at; at = at->next) {
		if (!add_part(job, instance, at))
			return false;
	}
	return true;
}

/* The members of a dynamic group are of one server: jobs#7 says no more than jobs#1. */
static bool is_same_group(const char *a, const char *b)
{
	const char *mark = strchr(a, '#');

	return mark && strncmp(a, b, (size_t)(mark - a) + 1) == 0;
}

/* "// limiter: rate_limiter", a line each or one for a group. */
static bool add_all(struct job *job, struct text *heading)
{
	struct running_rows rows;
	const char *last = "";

	if (!running_list(&job->running, &rows, true))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct running_row *row = &rows.items[i];
		const char *mark = strchr(row->name, '#');

		if (is_same_group(row->name, last))
			continue;
		last = row->name;
		text_put(heading, "// ");
		value_put_escaped(heading, row->name,
			mark ? (size_t)(mark - row->name) + 1 : strlen(row->name), false);
		text_put(heading, mark ? "N: " : ": ");
		value_put_escaped(heading, row->server, strlen(row->server), false);
		text_put(heading, "\n");
		if (!add(job, row->name))
			return false;
	}
	if (!rows.count)
		text_put(heading, "// nothing runs here\n");
	return true;
}

/* Lays it out, which also shows that it is whole: what was taken apart was put together. */
static int print(struct job *job, const struct text *heading)
{
	struct arena *arena = job->running.arena;
	struct text out;
	struct text shown;
	struct diag diag;
	struct tree_file *tree;

	diag_init(&diag, arena);
	text_init(&out, arena);
	text_raw(&out, heading->bytes, heading->len);
	text_put(&out, heading->len && job->text.len ? "\n" : "");
	text_raw(&out, job->text.bytes, job->text.len);
	tree = parse_file_tokens(arena, &diag,
		source_over(arena, job->running.address, arena_copy(arena, out.bytes, out.len),
			(uint32_t)out.len));
	if (diag.errors)
		return command_failed(
			"%s: this gsc does not understand what runs there", job->running.address);
	text_init(&out, arena);
	format_file(&out, tree);
	text_init(&shown, arena);
	if (isatty(STDOUT_FILENO))
		value_put_escaped(&shown, out.bytes, out.len, true);
	else
		shown = out;
	if (shown.len > 0)
		fwrite(shown.bytes, 1, shown.len, stdout);
	return COMMAND_DONE;
}

static int run(struct command_call *call)
{
	struct job job = { 0 };
	struct command_operands operands;
	struct text heading;
	bool is_there;
	int status;

	if (!command_options(call, NULL, 0, &operands, &status))
		return status;
	if (operands.count < 1 || operands.count > 2)
		return command_misused(call, "wants ADDR and perhaps one INSTANCE");
	if (!running_open(call, operands.items[0], &job.running, &status))
		return status;
	text_init(&heading, call->arena);
	text_init(&job.text, call->arena);
	is_there = operands.count == 2 ? add(&job, operands.items[1]) : add_all(&job, &heading);
	status = is_there ? print(&job, &heading) : COMMAND_FAILED;
	running_close(&job.running);
	return status;
}

const struct command command_describe = {
	.name = "describe",
	.usage = "ADDR [INSTANCE]",
	.summary = "prints the protocol of what runs there, as .gs text that compiles",
	.details = "ADDR is unix:PATH or tcp:HOST:PORT. Without INSTANCE all that the address\n"
		   "serves, each declaration once, the instances named at the top. 'gsc compile'\n"
		   "makes a client of it. What the instance gs answers to, the runtime of every\n"
		   "program, is printed as a protocol 'runtime', as no file can declare a 'gs'.\n",
	.run = run,
};
