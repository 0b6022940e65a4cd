/* SPDX-License-Identifier: MIT */
#include "gsc/base/outfile.h"

#include "gsc/base/arena.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_TRIED = 100, PART = 16384 };

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Keeps the first cause. */
static void fail(struct outfile *file)
{
	if (!file->error)
		file->error = errno;
}

/* What write(2) does, whole. */
static void write_all(struct outfile *file, const char *bytes, size_t len)
{
	while (len > 0 && !file->error) {
		ssize_t done = write(file->file, bytes, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			fail(file);
			return;
		}
		bytes += done;
		len -= (size_t)done;
	}
}

/* The next bytes of what stands there; their number, less than `len` only at its end. */
static size_t read_old(const struct outfile *file, char *to, size_t len)
{
	size_t all = 0;

	while (all < len) {
		ssize_t got = read(file->old, to + all, len - all);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		all += (size_t)got;
	}
	return all;
}

/* Does it go on with these bytes? */
static bool holds(const struct outfile *file, const char *bytes, size_t len)
{
	char part[PART];

	while (len > 0) {
		size_t size = len < sizeof(part) ? len : sizeof(part);

		if (read_old(file, part, size) != size || memcmp(part, bytes, size) != 0)
			return false;
		bytes += size;
		len -= size;
	}
	return true;
}

static void make_beside(struct outfile *file)
{
	for (int i = 0; i < NAMES_TRIED && file->file < 0; i++) {
		const char *name = arena_printf(
			file->arena, "%s.%ld-%d.tmp", file->path, (long)getpid(), i);

		file->file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (file->file >= 0)
			file->name = name;
		else if (errno != EEXIST)
			break;
	}
	if (file->file < 0 || (file->is_there && fchmod(file->file, file->info.st_mode & 07777)))
		fail(file);
}

/* From here on it is another file: the temporary one begins with what was the same. */
static void part_from_old(struct outfile *file)
{
	char part[PART];

	make_beside(file);
	if (file->len && lseek(file->old, 0, SEEK_SET) != 0)
		fail(file);
	for (size_t left = file->len; left > 0 && !file->error;) {
		size_t size = left < sizeof(part) ? left : sizeof(part);

		if (read_old(file, part, size) != size) {
			errno = EIO;
			fail(file);
		}
		write_all(file, part, size);
		left -= size;
	}
	close_one(&file->old);
}

void outfile_open(struct outfile *file, struct arena *arena, const char *path)
{
	char real[PATH_MAX];

	*file = (struct outfile){ .arena = arena, .path = path, .old = -1, .file = -1 };
	file->is_there = stat(path, &file->info) == 0;
	if (file->is_there && !S_ISREG(file->info.st_mode)) {
		file->is_direct = true;
		file->file = open(path, O_WRONLY | O_CLOEXEC);
		if (file->file < 0)
			fail(file);
		return;
	}
	if (!file->is_there) {
		make_beside(file);
		return;
	}
	/* A link stays a link: what it points to is replaced. */
	if (!realpath(path, real)) {
		fail(file);
		return;
	}
	file->path = arena_copy(arena, real, strlen(real));
	file->old = open(path, O_RDONLY | O_CLOEXEC);
	if (file->old < 0)
		part_from_old(file);
}

void outfile_add(struct outfile *file, const char *bytes, size_t len)
{
	if (file->error)
		return;
	if (file->old >= 0 && !holds(file, bytes, len))
		part_from_old(file);
	if (file->old < 0)
		write_all(file, bytes, len);
	file->len += len;
}

bool outfile_close(struct outfile *file, const char **why)
{
	const char *text;
	char *copy;
	int fd;

	if (file->old >= 0 && !file->error && (size_t)file->info.st_size != file->len)
		part_from_old(file);
	fd = file->file;
	file->file = -1;
	if (fd >= 0 && close(fd) != 0)
		fail(file);
	if (file->name && !file->error) {
		if (rename(file->name, file->path) == 0)
			file->name = NULL;
		else
			fail(file);
	}
	outfile_drop(file);
	if (!file->error)
		return true;
	text = strerror(file->error);
	copy = arena_copy(file->arena, text, strlen(text));
	*copy = (char)tolower((unsigned char)*copy);
	*why = copy;
	return false;
}

void outfile_drop(struct outfile *file)
{
	if (!file->path)
		return;
	close_one(&file->old);
	close_one(&file->file);
	if (file->name)
		unlink(file->name);
	file->name = NULL;
}

bool outfile_write(
	struct arena *arena, const char *path, const char *bytes, size_t len, const char **why)
{
	struct outfile file;

	outfile_open(&file, arena, path);
	outfile_add(&file, bytes, len);
	return outfile_close(&file, why);
}
