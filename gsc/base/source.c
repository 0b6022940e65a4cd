/* SPDX-License-Identifier: MIT */
#include "gsc/base/source.h"

#include "gsc/base/arena.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	READ_FIRST = 64 << 10,
	WRITER_MS = 1000, /* a pipe that nobody opens to write until then is an error */
};

static const char *cause(struct arena *arena, int error)
{
	const char *text = strerror(error);
	char *copy = arena_copy(arena, text, strlen(text));

	*copy = (char)tolower((unsigned char)*copy);
	return copy;
}

/* How much to make room for: a regular file's size, so that one read and the end of file do. */
static size_t first_room(int file)
{
	struct stat info;

	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < 0)
		return READ_FIRST;
	return info.st_size > SOURCE_MAX ? (size_t)SOURCE_MAX + 2 : (size_t)info.st_size + 2;
}

/*
 * Waits until somebody writes into a named pipe, which was opened without waiting; after that its
 * reads wait. False: nobody does. A byte read to see that is the first of the file's.
 */
static bool wait_for_writer(int file, char *bytes, size_t *len)
{
	struct pollfd pipe = { .fd = file, .events = POLLIN };
	ssize_t got = -1;

	while (poll(&pipe, 1, WRITER_MS) < 0 && errno == EINTR)
		;
	if (!pipe.revents)
		got = read(file, bytes, 1);
	*len = got > 0;
	(void)fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK);
	return got != 0;
}

/* All bytes of `file`, a NUL after them; NULL with *why. */
static char *read_all(struct arena *arena, int file, size_t *len, const char **why)
{
	size_t room = first_room(file);
	char *bytes = arena_take(arena, room);

	*len = 0;
	if ((fcntl(file, F_GETFL) & O_NONBLOCK) && !wait_for_writer(file, bytes, len)) {
		*why = "nobody writes into this pipe";
		return NULL;
	}
	for (;;) {
		ssize_t got = read(file, bytes + *len, room - 1 - *len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			*why = cause(arena, errno);
			return NULL;
		}
		if (got == 0)
			break;
		*len += (size_t)got;
		if (*len > SOURCE_MAX) {
			*why = "is larger than 32 MiB";
			return NULL;
		}
		if (*len + 1 == room) {
			char *grown = arena_take(arena, room * 2);

			memcpy(grown, bytes, *len);
			bytes = grown;
			room *= 2;
		}
	}
	bytes[*len] = '\0';
	return bytes;
}

static int open_file(const char *path)
{
	struct stat info;
	bool is_pipe = stat(path, &info) == 0 && S_ISFIFO(info.st_mode);

	return open(path, O_RDONLY | O_CLOEXEC | (is_pipe ? O_NONBLOCK : 0));
}

struct source *source_read(struct arena *arena, const char *path, const char **why)
{
	bool is_input = strcmp(path, "-") == 0;
	int file = is_input ? STDIN_FILENO : open_file(path);
	struct source *source;
	struct stat info;
	size_t len = 0;
	char *bytes;

	if (file < 0) {
		*why = cause(arena, errno);
		return NULL;
	}
	bytes = read_all(arena, file, &len, why);
	source = bytes ? source_over(arena, path, bytes, (uint32_t)len) : NULL;
	if (source && fstat(file, &info) == 0) {
		source->device = info.st_dev;
		source->inode = info.st_ino;
	}
	if (!is_input)
		close(file);
	return source;
}

bool source_is_same(const struct source *a, const struct source *b)
{
	return a == b || (a->inode && a->inode == b->inode && a->device == b->device);
}

struct source *source_over(struct arena *arena, const char *path, const char *bytes, uint32_t len)
{
	struct source *source = arena_take(arena, sizeof(*source));
	const char *slash = strrchr(path, '/');

	source->path = arena_copy(arena, path, strlen(path));
	source->base = slash ? source->path + (slash + 1 - path) : source->path;
	source->bytes = bytes;
	source->len = len;
	return source;
}

struct place source_place(const struct source *source, uint32_t offset)
{
	struct place place = { 1, 1 };
	const char *line = source->bytes;
	const char *end = source->bytes + (offset < source->len ? offset : source->len);
	const char *at;

	while ((at = memchr(line, '\n', (size_t)(end - line)))) {
		place.line++;
		line = at + 1;
	}
	/* A byte order mark takes no column. */
	if (line == source->bytes && end - line >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
		line += 3;
	for (at = line; at < end; at++)
		place.column += ((unsigned char)*at & 0xc0) != 0x80;
	return place;
}

char *span_text(struct arena *arena, struct span span)
{
	return arena_copy(arena, span.source->bytes + span.start, span.end - span.start);
}
