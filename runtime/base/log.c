/* SPDX-License-Identifier: MIT */
#include "runtime/base/log.h"

#include "runtime/base/str.h"
#include "runtime/base/utf8.h"

static const char *const levels[] = {
	[GS_ERROR] = "error",
	[GS_WARNING] = "warning",
	[GS_INFO] = "info",
	[GS_DEBUG] = "debug",
};

enum { LEVEL_COUNT = sizeof(levels) / sizeof(levels[0]) };

const char *gs__log_level_name(enum gs_log_level level)
{
	return (unsigned)level < LEVEL_COUNT ? levels[level] : "log";
}

bool gs__log_level_parse(gs_str name, enum gs_log_level *level)
{
	for (unsigned i = 0; i < LEVEL_COUNT; i++) {
		if (gs__str_is(name, levels[i])) {
			*level = (enum gs_log_level)i;
			return true;
		}
	}
	return false;
}

/* One character as it stands in a line, in at most 4 bytes; *used: the bytes of `text` it was. */
static size_t escape_one(char to[4], const char *text, size_t len, size_t *used)
{
	static const char hex[] = "0123456789abcdef";
	size_t size = gs__utf8_char(text, len);
	uint8_t first = (uint8_t)text[0];
	bool is_control = first < 0x20 || first == 0x7f;

	*used = size > 0 ? size : 1;
	if (size == 2 && first == 0xc2 && (uint8_t)text[1] < 0xa0) {
		is_control = true; /* C1: some terminals obey it */
		*used = 1;
	}
	if (size > 0 && !is_control) {
		memcpy(to, text, size);
		return size;
	}
	to[0] = '\\';
	if (first == '\n' || first == '\t' || first == '\r') {
		to[1] = first == '\n' ? 'n' : first == '\t' ? 't' : 'r';
		return 2;
	}
	to[1] = 'x';
	to[2] = hex[first >> 4];
	to[3] = hex[first & 15];
	return 4;
}

/* Does it stand in a line as it is? */
static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* Appends `text`, up to `size` bytes; *taken: how much of it that was. */
static size_t escape(char *to, size_t size, gs_str text, size_t *taken)
{
	size_t written = 0, at = 0;

	while (at < text.len) {
		char one[4];
		size_t used, len;

		if (is_plain(text.data[at]) && written < size) { /* nearly all of them */
			to[written++] = text.data[at++];
			continue;
		}
		len = escape_one(one, text.data + at, text.len - at, &used);
		if (len > size - written)
			break;
		memcpy(to + written, one, len);
		written += len;
		at += used;
	}
	*taken = at;
	return written;
}

size_t gs__log_escape(char *to, size_t size, gs_str text)
{
	size_t taken;

	return escape(to, size, text, &taken);
}

static size_t append(char *to, size_t size, size_t at, const char *text, size_t len)
{
	if (len > size - at)
		len = size - at;
	memcpy(to + at, text, len);
	return at + len;
}

size_t gs__log_line(char *to, size_t size, enum gs_log_level level, gs_str server, gs_str text)
{
	static const char cut[] = "...";
	const size_t cut_len = sizeof(cut) - 1;
	const char *name = gs__log_level_name(level);
	size_t room = size - cut_len - 1; /* "...\n" always fits behind it */
	size_t at, taken;

	at = append(to, room, 0, name, strlen(name));
	if (server.len > 0) {
		at = append(to, room, at, " ", 1);
		/* A name never takes more than half of the line. */
		at += escape(to + at, size / 2 - at, server, &taken);
	}
	at = append(to, room, at, ": ", 2);
	at += escape(to + at, room - at, text, &taken);
	if (taken < text.len)
		at = append(to, size, at, cut, cut_len);
	to[at++] = '\n';
	return at;
}
