/* SPDX-License-Identifier: MIT */
#include "gsc/model/names.h"

#include "gsc/base/arena.h"

#include <stdbool.h>
#include <string.h>

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void raise(char *name)
{
	for (; *name; name++) {
		if (*name >= 'a' && *name <= 'z')
			*name = (char)(*name - 'a' + 'A');
	}
}

const char *names_upper(struct arena *arena, const char *name)
{
	char *upper = arena_copy(arena, name, strlen(name));

	raise(upper);
	return upper;
}

const char *names_join(struct arena *arena, const char *owner, const char *name)
{
	size_t before = strlen(owner);
	size_t after = strlen(name);
	char *joined = arena_take(arena, before + after + 2);

	memcpy(joined, owner, before);
	joined[before] = '_';
	memcpy(joined + before + 1, name, after);
	return joined;
}

const char *names_enumerator(struct arena *arena, const char *of, const char *name)
{
	return names_upper(arena, names_join(arena, of, name));
}

const char *names_stem(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	size_t len = strlen(base);

	if (len > 3 && memcmp(base + len - 3, ".gs", 3) == 0)
		len -= 3;
	return arena_copy(arena, base, len);
}

const char *names_guard(struct arena *arena, const char *stem)
{
	char *guard = arena_printf(arena, "%s_GS", stem);

	for (char *at = guard; *at; at++) {
		if (!is_letter_or_digit(*at))
			*at = '_';
	}
	raise(guard);
	return guard;
}

uint32_t names_hash(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

int32_t names_status(const char *name)
{
	int32_t status = (int32_t)(names_hash(name) & 0x7fffffffu);

	return status ? status : 1;
}
