/* SPDX-License-Identifier: MIT */
/* outfile: whole or not at all, and untouched when nothing changes. */
#include "gsc/base/arena.h"
#include "gsc/base/outfile.h"
#include "gsc/base/source.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>

static jmp_buf rescue;
static struct arena arena;
static char dir[64];
static char path[128];
static const char *why;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, &rescue);
	strcpy(dir, "/tmp/gsc-outfile-XXXXXX");
	snprintf(path, sizeof(path), "%s/out.c", mkdtemp(dir));
	why = NULL;
	return 0;
}

/* How many files are in the directory; with `is_last`, removes them and it. */
static int count_files(int is_last)
{
	DIR *open = opendir(dir);
	struct dirent *entry;
	int count = 0;

	while ((entry = readdir(open))) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		if (is_last)
			unlinkat(dirfd(open), entry->d_name, 0);
	}
	closedir(open);
	if (is_last)
		rmdir(dir);
	return count;
}

static int tear_down(void **state)
{
	(void)state;
	count_files(1);
	arena_free(&arena);
	return 0;
}

static void check_holds(const char *wanted)
{
	struct source *source = source_read(&arena, path, &why);

	assert_non_null(source);
	assert_string_equal(source->bytes, wanted);
}

static struct stat status(void)
{
	struct stat info;

	assert_int_equal(stat(path, &info), 0);
	return info;
}

static void test_writes_and_replaces(void **state)
{
	(void)state;
	assert_true(outfile_write(&arena, path, "one", 3, &why));
	check_holds("one");
	chmod(path, 0640);
	assert_true(outfile_write(&arena, path, "three", 5, &why));
	check_holds("three");
	assert_int_equal(status().st_mode & 0777, 0640);
	assert_true(outfile_write(&arena, path, NULL, 0, &why));
	check_holds("");
	assert_int_equal(count_files(0), 1);
}

static void test_leaves_alone(void **state)
{
	struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
	struct stat before;

	(void)state;
	assert_true(outfile_write(&arena, path, "same", 4, &why));
	utimensat(AT_FDCWD, path, old, 0);
	before = status();
	assert_true(outfile_write(&arena, path, "same", 4, &why));
	assert_int_equal(status().st_mtime, 1000);
	assert_int_equal(status().st_ino, before.st_ino);
	assert_true(outfile_write(&arena, path, "samE", 4, &why));
	assert_int_not_equal(status().st_mtime, 1000);
	check_holds("samE");
}

static void test_keeps_links(void **state)
{
	char link[160];
	struct stat info;

	(void)state;
	snprintf(link, sizeof(link), "%s/link.c", dir);
	assert_true(outfile_write(&arena, path, "old", 3, &why));
	assert_int_equal(symlink("out.c", link), 0);
	assert_true(outfile_write(&arena, link, "new", 3, &why));
	assert_int_equal(lstat(link, &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	check_holds("new");
}

static void test_says_why(void **state)
{
	(void)state;
	assert_false(outfile_write(&arena, "/nonexistent/dir/x", "x", 1, &why));
	assert_string_equal(why, "no such file or directory");
	assert_false(outfile_write(&arena, dir, "x", 1, &why));
	assert_string_equal(why, "is a directory");
	assert_false(outfile_write(&arena, "/dev/full", "x", 1, &why));
	assert_string_equal(why, "no space left on device");
	assert_true(outfile_write(&arena, "/dev/null", "x", 1, &why));
}

/* A file that may not grow is as a full disk: nothing changes, nothing is left over. */
static void test_disk_is_full(void **state)
{
	struct rlimit old;
	struct rlimit small;
	static char big[100000];

	(void)state;
	assert_true(outfile_write(&arena, path, "precious", 8, &why));
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 1000;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(outfile_write(&arena, path, big, sizeof(big), &why));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_string_equal(why, "file too large");
	check_holds("precious");
	assert_int_equal(count_files(0), 1);
}

/* Piece by piece, over what stands there already. */
static bool write_pieces(const char *text, size_t piece)
{
	struct outfile file;

	outfile_open(&file, &arena, path);
	for (size_t at = 0; at < strlen(text); at += piece) {
		size_t left = strlen(text) - at;

		outfile_add(&file, text + at, left < piece ? left : piece);
	}
	return outfile_close(&file, &why);
}

static void test_parts_where_it_differs(void **state)
{
	static const char old[] = "one two three four";
	static const char *const texts[] = { "one two three fouR", "One two three four",
		"one two thr", "one two three four five", "" };
	ino_t before;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (size_t piece = 1; piece < 20; piece += 3) {
			assert_true(outfile_write(&arena, path, old, strlen(old), &why));
			before = status().st_ino;
			assert_true(write_pieces(old, piece));
			assert_int_equal(status().st_ino, before);
			assert_true(write_pieces(texts[i], piece));
			check_holds(texts[i]);
			assert_int_not_equal(status().st_ino, before);
		}
	}
	assert_int_equal(count_files(0), 1);
}

static void test_is_given_up(void **state)
{
	struct outfile file;

	(void)state;
	outfile_open(&file, &arena, path);
	outfile_add(&file, "new", 3);
	outfile_drop(&file);
	assert_int_equal(count_files(0), 0);
	assert_true(outfile_write(&arena, path, "old", 3, &why));
	outfile_open(&file, &arena, path);
	outfile_add(&file, "older", 5);
	assert_int_equal(count_files(0), 2);
	outfile_drop(&file);
	outfile_drop(&file);
	assert_int_equal(count_files(0), 1);
	check_holds("old");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_writes_and_replaces),
		TEST(test_leaves_alone),
		TEST(test_keeps_links),
		TEST(test_says_why),
		TEST(test_disk_is_full),
		TEST(test_parts_where_it_differs),
		TEST(test_is_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
