/* SPDX-License-Identifier: MIT */
#include "gsc/base/outfile.h"

#include "gsc/base/arena.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_TRIED = 100 };

static bool refuse(struct arena *arena, const char **why)
{
	const char *text = strerror(errno);
	char *copy = arena_copy(arena, text, strlen(text));

	*copy = (char)tolower((unsigned char)*copy);
	*why = copy;
	return false;
}

/* What write(2) does, whole or not at all; errno on failure. */
static bool write_all(int file, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t done = write(file, bytes, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes += done;
		len -= (size_t)done;
	}
	return true;
}

/* True if `file`, of just the wanted length, holds these bytes. */
static bool holds(int file, const char *bytes, size_t len)
{
	char part[16384];

	while (len > 0) {
		ssize_t got = read(file, part, len < sizeof(part) ? len : sizeof(part));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || memcmp(part, bytes, (size_t)got) != 0)
			return false;
		bytes += got;
		len -= (size_t)got;
	}
	return true;
}

static bool is_same(const char *path, const struct stat *info, const char *bytes, size_t len)
{
	bool same;
	int file;

	if (info->st_size < 0 || (size_t)info->st_size != len)
		return false;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	same = holds(file, bytes, len);
	close(file);
	return same;
}

/* A new file beside `path`; its name in *name. */
static int open_beside(struct arena *arena, const char *path, char **name)
{
	int file = -1;

	for (int i = 0; i < NAMES_TRIED && file < 0; i++) {
		*name = arena_printf(arena, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (file < 0 && errno != EEXIST)
			break;
	}
	return file;
}

/* Writes and closes; both must succeed. */
static bool fill(int file, const char *bytes, size_t len)
{
	if (!write_all(file, bytes, len)) {
		int error = errno;

		close(file);
		errno = error;
		return false;
	}
	return close(file) == 0;
}

/* `old`: what stands there now, or NULL. */
static bool replace(struct arena *arena, const char *path, const struct stat *old,
	const char *bytes, size_t len, const char **why)
{
	char *name;
	int file = open_beside(arena, path, &name);
	int error;

	if (file < 0)
		return refuse(arena, why);
	if (old && fchmod(file, old->st_mode & 07777) != 0) {
		error = errno;
		close(file);
	} else if (fill(file, bytes, len) && rename(name, path) == 0) {
		return true;
	} else {
		error = errno;
	}
	unlink(name);
	errno = error;
	return refuse(arena, why);
}

/* A device or pipe cannot be replaced, only written to. */
static bool write_into(
	struct arena *arena, const char *path, const char *bytes, size_t len, const char **why)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);

	if (file < 0 || !fill(file, bytes, len))
		return refuse(arena, why);
	return true;
}

bool outfile_write(
	struct arena *arena, const char *path, const char *bytes, size_t len, const char **why)
{
	struct stat info;
	char *real;
	bool done;

	if (stat(path, &info) != 0)
		return replace(arena, path, NULL, bytes, len, why);
	if (!S_ISREG(info.st_mode))
		return write_into(arena, path, bytes, len, why);
	if (is_same(path, &info, bytes, len))
		return true;
	/* A link stays a link: what it points to is replaced. */
	real = realpath(path, NULL);
	if (!real)
		return refuse(arena, why);
	done = replace(arena, real, &info, bytes, len, why);
	free(real);
	return done;
}
