/* SPDX-License-Identifier: MIT */
/*
 * Commands of gsc, each piece of memory and each system call on a file failing in turn: the linker
 * puts what stands here in their place (Makefile). A command then ends with status 1, says why in
 * one line, and leaves every file as it was or whole and new, and nothing beside them.
 */
#include "gsc/base/arena.h"
#include "gsc/command/command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>

enum { PIECE, FILE_CALL, KINDS };

/* Of each kind: how many there were, and the one that fails, from 1; 0: none. */
static struct {
	size_t made;
	size_t fails;
} faults[KINDS];

static bool is_failing(int kind)
{
	return ++faults[kind].made == faults[kind].fails;
}

static void take_piece(struct arena *arena)
{
	if (is_failing(PIECE))
		longjmp(*arena->rescue, 1);
}

/* clang-format off */
#define REPLACED(result, name, ...) \
	result __real_##name(__VA_ARGS__); \
	result __wrap_##name(__VA_ARGS__); \
	result __wrap_##name(__VA_ARGS__)
/* clang-format on */

REPLACED(void *, arena_take, struct arena *arena, size_t size)
{
	take_piece(arena);
	return __real_arena_take(arena, size);
}

REPLACED(void *, arena_take_many, struct arena *arena, size_t count, size_t size)
{
	take_piece(arena);
	return __real_arena_take_many(arena, count, size);
}

REPLACED(char *, arena_copy, struct arena *arena, const char *bytes, size_t len)
{
	take_piece(arena);
	return __real_arena_copy(arena, bytes, len);
}

REPLACED(char *, arena_vprintf, struct arena *arena, const char *format, va_list args)
{
	take_piece(arena);
	return __real_arena_vprintf(arena, format, args);
}

char *__wrap_arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *__wrap_arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = __wrap_arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

REPLACED(
	void, arena_grow, struct arena *arena, void **items, size_t count, size_t *cap, size_t size)
{
	if (count >= *cap)
		take_piece(arena);
	__real_arena_grow(arena, items, count, cap, size);
}

static bool is_refused(void)
{
	errno = EIO;
	return is_failing(FILE_CALL);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	return is_refused() ? -1 : __real_open(path, flags, 0666);
}

REPLACED(ssize_t, read, int fd, void *bytes, size_t size)
{
	return is_refused() ? -1 : __real_read(fd, bytes, size);
}

REPLACED(ssize_t, write, int fd, const void *bytes, size_t size)
{
	return is_refused() ? -1 : __real_write(fd, bytes, size);
}

/* What could not be closed is closed all the same. */
REPLACED(int, close, int fd)
{
	int result = __real_close(fd);

	return is_refused() ? -1 : result;
}

REPLACED(int, rename, const char *from, const char *to)
{
	return is_refused() ? -1 : __real_rename(from, to);
}

REPLACED(int, fchmod, int fd, mode_t mode)
{
	return is_refused() ? -1 : __real_fchmod(fd, mode);
}

REPLACED(off_t, lseek, int fd, off_t at, int from)
{
	return is_refused() ? -1 : __real_lseek(fd, at, from);
}

/* The directory that all happens in, and what a command said there. */

enum { FILES_MAX = 8, BYTES_MAX = 1 << 20 };

struct file {
	char name[256];
	char *bytes;
	size_t len;
};

struct tree {
	struct file files[FILES_MAX];
	size_t count;
};

static char dir[] = "/tmp/gsc-faults-XXXXXX";
static char said[8192];

static const char *path_of(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static void put_file(const char *name, const char *bytes, size_t len)
{
	FILE *file = fopen(path_of(name), "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static size_t get_file(const char *path, char *bytes, size_t size)
{
	FILE *file = fopen(path, "r");
	size_t len;

	assert_non_null(file);
	len = fread(bytes, 1, size, file);
	assert_true(len < size);
	bytes[len] = '\0';
	fclose(file);
	return len;
}

static void drop_tree(struct tree *tree)
{
	while (tree->count)
		free(tree->files[--tree->count].bytes);
}

static void get_tree(struct tree *tree)
{
	static char bytes[BYTES_MAX];
	DIR *open = opendir(dir);
	struct dirent *entry;

	drop_tree(tree);
	while ((entry = readdir(open))) {
		struct file *file = &tree->files[tree->count];

		if (entry->d_name[0] == '.')
			continue;
		assert_true(tree->count < FILES_MAX);
		snprintf(file->name, sizeof(file->name), "%s", entry->d_name);
		file->len = get_file(path_of(file->name), bytes, sizeof(bytes));
		file->bytes = malloc(file->len + 1);
		assert_non_null(file->bytes);
		memcpy(file->bytes, bytes, file->len);
		tree->count++;
	}
	closedir(open);
}

static void put_tree(const struct tree *tree)
{
	DIR *open = opendir(dir);
	struct dirent *entry;

	while ((entry = readdir(open)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(open), entry->d_name, 0);
	closedir(open);
	for (size_t i = 0; i < tree->count; i++)
		put_file(tree->files[i].name, tree->files[i].bytes, tree->files[i].len);
}

static bool holds(const struct tree *tree, const struct file *file)
{
	for (size_t i = 0; i < tree->count; i++)
		if (strcmp(tree->files[i].name, file->name) == 0)
			return tree->files[i].len == file->len &&
			       memcmp(tree->files[i].bytes, file->bytes, file->len) == 0;
	return false;
}

/* Runs a command with its output in `said`. */
static int run(char *const *words)
{
	static const struct command *const commands[] = { &command_compile, &command_stub,
		&command_check, &command_fmt, &command_help, NULL };
	static char log[sizeof(dir) + 8];
	int out = dup(STDOUT_FILENO);
	int err = dup(STDERR_FILENO);
	int argc = 0;
	int status;
	int fd;

	while (words[argc])
		argc++;
	snprintf(log, sizeof(log), "%s.log", dir);
	fflush(stdout);
	fd = __real_open(log, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	status = command_main(commands, argc, (char **)words);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	for (int *at = (int[]){ fd, out, err, -1 }; *at >= 0; at++)
		__real_close(*at);
	get_file(log, said, sizeof(said));
	unlink(log);
	return status;
}

static void set_faults(int kind, size_t fails)
{
	memset(faults, 0, sizeof(faults));
	faults[kind].fails = fails;
}

/* After a fault: each file as it was before, or as it is after all went well. */
static void check_files(const struct tree *before, const struct tree *after)
{
	static struct tree now;

	get_tree(&now);
	for (size_t i = 0; i < now.count; i++)
		if (!holds(before, &now.files[i]) && !holds(after, &now.files[i]))
			fail_msg("'%s' is neither old nor new", now.files[i].name);
	for (size_t i = 0; i < before->count; i++) {
		bool is_there = false;

		for (size_t j = 0; j < now.count; j++)
			is_there = is_there ||
				   strcmp(before->files[i].name, now.files[j].name) == 0;
		assert_true(is_there);
	}
	drop_tree(&now);
}

static void check_said(int kind, int status, int wanted)
{
	static const char memory[] = "gsc: out of memory\n";
	size_t len = strlen(said);

	if (kind == PIECE) {
		assert_int_equal(status, COMMAND_FAILED);
		assert_true(len >= strlen(memory));
		assert_string_equal(said + len - strlen(memory), memory);
		return;
	}
	/* That what was read or compared cannot be closed, say, harms nothing. */
	if (status != wanted) {
		assert_int_equal(status, COMMAND_FAILED);
		assert_non_null(strstr(said, "nput/output error"));
	}
}

/* All that the command takes of a kind fails, one after the other. Returns how much that was. */
static size_t fail_each(int kind, char *const *words, int wanted)
{
	struct tree before = { .count = 0 };
	struct tree after = { .count = 0 };
	size_t total;

	get_tree(&before);
	set_faults(kind, 0);
	assert_int_equal(run(words), wanted);
	total = faults[kind].made;
	assert_true(total > 0);
	get_tree(&after);
	for (size_t i = 1; i <= total; i++) {
		int status;

		put_tree(&before);
		set_faults(kind, i);
		status = run(words);
		assert_true(faults[kind].made >= i);
		set_faults(kind, 0);
		check_said(kind, status, wanted);
		check_files(&before, &after);
	}
	put_tree(&before);
	drop_tree(&before);
	drop_tree(&after);
	return total;
}

static void fail_all(char *const *words, int wanted)
{
	for (int kind = 0; kind < KINDS; kind++)
		fail_each(kind, words, wanted);
}

static const char *const specs[] = { "big", "constants", "docs", "evolution", "handlers", "imports",
	"keyed", "references", "remotes", "state", "types", "unions" };

static char *golden(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "tests/golden/%s.gs", name);
	return path;
}

static void compile_new(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(specs) / sizeof(specs[0]); i++)
		fail_all((char *[]){ "gsc", "compile", golden(specs[i]), "-MD", "-o", dir, NULL },
			COMMAND_DONE);
}

/* Where something stands already: the same up to some byte. */
static void compile_again(void **state)
{
	static char bytes[BYTES_MAX];
	char *words[] = { "gsc", "compile", golden("remotes"), "-o", dir, NULL };
	size_t len;

	(void)state;
	set_faults(PIECE, 0);
	assert_int_equal(run(words), COMMAND_DONE);
	len = get_file(path_of("remotes.gs.c"), bytes, sizeof(bytes));
	memset(bytes + len / 2, 'x', 20);
	put_file("remotes.gs.c", bytes, len);
	put_file("remotes.gs.h", bytes, 100);
	fail_all(words, COMMAND_DONE);
}

static void check_and_print(void **state)
{
	char *name = "tests/reject/many_errors.gs";
	char *old = "tests/reject/against_types.old";
	char *new = "tests/reject/against_types.gs";
	char *systems = "tests/reject/against_systems.old";

	(void)state;
	fail_all((char *[]){ "gsc", "check", "--format", "json", name, NULL }, COMMAND_FAILED);
	fail_all((char *[]){ "gsc", "check", name, NULL }, COMMAND_FAILED);
	fail_all((char *[]){ "gsc", "check", "--against", old, new, NULL }, COMMAND_FAILED);
	fail_all((char *[]){ "gsc", "check", "--against", systems,
			 "tests/reject/against_systems.gs", NULL },
		COMMAND_FAILED);
}

static void lay_out(void **state)
{
	static char bytes[BYTES_MAX];
	char spec[512];
	size_t len = get_file("tests/unit/data/whole.gs", bytes, sizeof(bytes));

	(void)state;
	put_file("ugly.gs", bytes, len);
	put_file("ugly.gs", bytes, len - 1);
	snprintf(spec, sizeof(spec), "%s", path_of("ugly.gs"));
	fail_all((char *[]){ "gsc", "fmt", spec, NULL }, COMMAND_DONE);
}

static void write_stubs(void **state)
{
	char file[512];
	static const char old[] = "int other(void);\n";

	(void)state;
	snprintf(file, sizeof(file), "%s", path_of("x.c"));
	fail_all((char *[]){ "gsc", "stub", golden("docs"), "-o", file, NULL }, COMMAND_DONE);
	put_file("x.c", old, strlen(old));
	fail_all((char *[]){ "gsc", "stub", golden("docs"), "-o", file, NULL }, COMMAND_DONE);
}

static int set_up(void **state)
{
	(void)state;
	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int tear_down(void **state)
{
	static const struct tree nothing;

	(void)state;
	set_faults(PIECE, 0);
	put_tree(&nothing);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(compile_new, set_up, tear_down),
		cmocka_unit_test_setup_teardown(compile_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(check_and_print, set_up, tear_down),
		cmocka_unit_test_setup_teardown(lay_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(write_stubs, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
