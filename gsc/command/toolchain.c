/* SPDX-License-Identifier: MIT */
#include "gsc/command/toolchain.h"
#include "gsc/base/arena.h"
#include "gsc/command/outputs.h"
#include "gsc/command/words.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_for_compiler(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".o") == 0 || strcmp(dot, ".a") == 0);
}

bool toolchain_open(struct command_call *call, const struct command_operands *operands,
	struct toolchain_job *job, int *status)
{
	if (operands->count == 0) {
		*status = command_misused(call, "wants a FILE");
		return false;
	}
	if (job->is_test && operands->count == 1) {
		*status = command_misused(call, "wants the C file with the tests");
		return false;
	}
	job->sources = operands->items + 1;
	job->source_count = operands->count - 1;
	for (size_t i = 0; i < job->source_count; i++) {
		if (!is_for_compiler(job->sources[i])) {
			*status = command_misused(
				call, "'%s' is no .c, .o or .a file", job->sources[i]);
			return false;
		}
		if (access(job->sources[i], R_OK) != 0) {
			*status = command_failed(
				"%s: %s", job->sources[i], command_errno_text(call->arena, errno));
			return false;
		}
	}
	if (!spec_open(call, operands->items[0], &job->dirs, &job->spec, status))
		return false;
	if (job->spec.model->system || job->is_test)
		return true;
	*status = command_failed("%s has no system, so it makes no program "
				 "('gsc compile' makes its C)",
		operands->items[0]);
	return false;
}

/* The directory of the running gsc, or NULL. Where there is no /proc, as in a bare chroot, the path
 * that it was started by tells it. */
static const char *own_directory(struct arena *arena)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));
	unsigned long started_by = getauxval(AT_EXECFN);
	char *slash;

	if (len > 0 && (size_t)len < sizeof(path))
		path[len] = '\0';
	else if (!started_by || !realpath((const char *)started_by, path))
		return NULL;
	slash = strrchr(path, '/');
	return slash ? arena_copy(arena, path, (size_t)(slash - path)) : NULL;
}

/* A part of the runtime; NULL: it is said that it is not there. */
static const char *runtime_part(struct arena *arena, const char *part)
{
	const char *own = own_directory(arena);
	const char *path;

	if (!own) {
		command_failed("cannot find the runtime: nothing says where gsc itself is");
		return NULL;
	}
	path = arena_printf(arena, "%s/../%s", own, part);
	if (access(path, R_OK) == 0)
		return path;
	command_failed("the runtime is not where it belongs: %s: %s", path,
		command_errno_text(arena, errno));
	return NULL;
}

static const char *directory_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

static void put_environment(struct words *words, const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	words_split(words, value && *value ? value : otherwise);
}

/* The world sees the allocations that go through these names. */
static void put_test_libraries(struct words *words)
{
	static const char *const seen[] = { "malloc", "calloc", "realloc", "aligned_alloc", "free",
		"strdup" };

	for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		words_put(words, arena_printf(words->arena, "-Wl,--wrap=%s", seen[i]));
	words_put(words, "-lcmocka");
}

/* Where more files come from first: the generated pairs, the spec's own directory, the runtime. */
static bool command_line(struct command_call *call, const struct toolchain_job *job,
	const struct outputs *const *outputs, struct words *words)
{
	const struct model_file *model = job->spec.model;
	const char *include = runtime_part(call->arena, "include/gs");
	const char *part = job->is_test ? "lib/libgs_sim.a" : "lib/libgs.a";
	const char *library = include ? runtime_part(call->arena, part) : NULL;

	if (!library)
		return false;
	words_init(words, call->arena);
	put_environment(words, "CC", "cc");
	words_put(words, "-Wformat"); /* a wrong one in a body is a crash; $CFLAGS may say no */
	put_environment(words, "CFLAGS", "-O2 -g");
	words_put(words, "-I");
	words_put(words, call->scratch.path);
	words_put(words, "-I");
	words_put(words, directory_of(call->arena, job->spec.source->path));
	words_put(words, "-I");
	words_put(words, include);
	words_put(words, "-o");
	words_put(words, job->program);
	for (size_t i = 0; i < model->file_count; i++)
		words_put(words, outputs[i]->paths[OUTPUT_SOURCE]);
	if (!job->is_test)
		words_put(words, outputs[model->file_count - 1]->paths[OUTPUT_MAIN]);
	for (size_t i = 0; i < job->source_count; i++)
		words_put(words, job->sources[i]);
	put_environment(words, "LDFLAGS", "");
	words_put(words, library);
	if (job->is_test)
		put_test_libraries(words);
	put_environment(words, "LDLIBS", "");
	return true;
}

static bool run_compiler(struct command_call *call, const struct words *words)
{
	const char *compiler = words->items[0];
	int ended;
	int error = scratch_run(&call->scratch, words->items, &ended);

	if (error) {
		command_failed("cannot run the C compiler '%s': %s (is it installed? $CC names "
			       "another)",
			compiler, command_errno_text(call->arena, error));
		return false;
	}
	if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0 && !call->scratch.caught)
		return true;
	if (WIFSIGNALED(ended) && !call->scratch.caught)
		command_failed("the C compiler '%s' was ended by signal %d (%s)", compiler,
			WTERMSIG(ended), strsignal(WTERMSIG(ended)));
	else if (!call->scratch.caught)
		command_failed("the C compiler '%s' refused the program", compiler);
	return false;
}

/* Is the header there? Where the compiler cannot say, its own words about the test will. */
static bool has_cmocka(struct command_call *call)
{
	const char *asked = arena_printf(call->arena, "%s/has_cmocka.c", call->scratch.path);
	const char *said = arena_printf(call->arena, "%s/has_cmocka.i", call->scratch.path);
	struct words words;
	FILE *file = fopen(asked, "we");
	char word[8] = "";
	int ended;

	if (!file)
		return true;
	fputs("#if __has_include(<cmocka.h>)\nyes\n#else\nno\n#endif\n", file);
	fclose(file);
	words_init(&words, call->arena);
	put_environment(&words, "CC", "cc");
	put_environment(&words, "CFLAGS", "-O2 -g");
	words_put(&words, "-E");
	words_put(&words, "-P");
	words_put(&words, "-o");
	words_put(&words, said);
	words_put(&words, asked);
	if (scratch_run(&call->scratch, words.items, &ended) || ended)
		return true;
	file = fopen(said, "re");
	if (file && fscanf(file, "%7s", word) != 1)
		word[0] = '\0';
	if (file)
		fclose(file);
	if (strcmp(word, "no") != 0)
		return true;
	command_failed("tests are written with cmocka, and <cmocka.h> is not there (Debian: "
		       "libcmocka-dev)");
	return false;
}

/* The pairs of all files of the program. */
static const struct outputs *const *write_pairs(
	struct command_call *call, const struct model_file *model)
{
	/* Nobody else sees these files, so that #line may say the path the user gave: then the C
	 * compiler finds the line to show, and the debugger the file. */
	const struct emit_options options = { .whole_paths = true };
	const struct outputs **outputs = arena_take_many(
		call->arena, model->file_count, sizeof(*outputs));

	for (size_t i = 0; i < model->file_count; i++) {
		outputs[i] = outputs_write(call, model->files[i], call->scratch.path, &options);
		if (!outputs[i])
			return NULL;
	}
	return outputs;
}

bool toolchain_build(struct command_call *call, struct toolchain_job *job)
{
	const struct outputs *const *outputs;
	struct words words;
	const char *where;
	int error = scratch_make(&call->scratch, call->arena, &where);

	if (error) {
		command_failed("%s: cannot make a temporary directory: %s", where,
			command_errno_text(call->arena, error));
		return false;
	}
	if (!job->program)
		job->program = arena_printf(
			call->arena, "%s/%s", call->scratch.path, job->spec.model->stem);
	if (job->is_test && !has_cmocka(call))
		return false;
	outputs = write_pairs(call, job->spec.model);
	return outputs && command_line(call, job, outputs, &words) && run_compiler(call, &words);
}

/* What a shell says of a command that a signal ended. */
enum { ENDED_BY_SIGNAL = 128 };

int toolchain_run(
	struct command_call *call, const struct toolchain_job *job, char *const *arguments)
{
	struct words words;
	int ended;
	int error;

	words_init(&words, call->arena);
	words_put(&words, job->program);
	while (*arguments)
		words_put(&words, *arguments++);
	error = scratch_run(&call->scratch, words.items, &ended);
	if (error)
		return command_failed(
			"cannot run %s: %s", job->program, command_errno_text(call->arena, error));
	/* The program had the signal and made of it what it does: its status is ours. */
	call->scratch.caught = 0;
	if (WIFEXITED(ended))
		return WEXITSTATUS(ended);
	command_failed("the program was ended by signal %d (%s)", WTERMSIG(ended),
		strsignal(WTERMSIG(ended)));
	return ENDED_BY_SIGNAL + WTERMSIG(ended);
}

int toolchain_become(
	struct command_call *call, const struct toolchain_job *job, char *const *arguments)
{
	int program = open(job->program, O_RDONLY | O_CLOEXEC);
	int error = errno;
	struct words words;

	words_init(&words, call->arena);
	words_put(&words, job->spec.model->stem);
	while (*arguments)
		words_put(&words, *arguments++);
	scratch_remove(&call->scratch);
	if (program >= 0) {
		fflush(NULL);
		fexecve(program, words.items, environ);
		error = errno;
		close(program);
	}
	return command_failed("cannot run the program of '%s': %s", job->spec.source->path,
		command_errno_text(call->arena, error));
}
