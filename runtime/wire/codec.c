/* SPDX-License-Identifier: MIT */
/* What gs_codec.h does not do inline, and reading in all forms. */
#include "runtime/wire/complete.h"

#include "runtime/base/arena.h"
#include "runtime/base/str.h"
#include "runtime/wire/skip.h"

#include <stdlib.h>

enum { SKIP_DEPTH = 32, FIRST_ROOM = 256 };

/* The tag and `size` bytes behind it as a number, consumed if they are there. */
static bool read_sized(struct gs_reader *in, unsigned size, uint64_t *to)
{
	uint64_t n = 0;

	if (gs__reader_left(in) < 1 + (size_t)size)
		return false;
	for (unsigned i = 1; i <= size; i++)
		n = n << 8 | in->at[i];
	in->at += 1 + size;
	*to = n;
	return true;
}

bool gs__read_int(struct gs_reader *in, int64_t *to)
{
	return gs_read_i64(&in->at, in, INT64_MIN, INT64_MAX, to);
}

bool gs__read_number(struct gs_reader *in, double *to)
{
	return gs_read_f64(&in->at, in, to);
}

bool gs__read_ns(struct gs_reader *in, int64_t *to)
{
	return gs_read_duration(&in->at, in, INT64_MIN, INT64_MAX, to);
}

/* An array's or a map's head: the short form's high bits, the tag of the 16-bit form. */
static bool read_count(struct gs_reader *in, uint8_t few, uint8_t tag, uint32_t *count)
{
	uint64_t n;

	if (gs__reader_left(in) < 1)
		return false;
	if ((*in->at & 0xf0) == few) {
		*count = *in->at++ & 0x0f;
		return true;
	}
	if (*in->at != tag && *in->at != tag + 1)
		return false;
	if (!read_sized(in, *in->at == tag ? 2 : 4, &n))
		return false;
	*count = (uint32_t)n;
	return true;
}

bool gs__any_count(struct gs_reader *in, uint32_t *count)
{
	return read_count(in, 0x90, 0xdc, count);
}

bool gs__read_map(struct gs_reader *in, uint32_t *count)
{
	return read_count(in, 0x80, 0xde, count);
}

bool gs__read_length(struct gs_reader *in, bool is_bytes, uint32_t *len)
{
	uint64_t n;
	uint8_t tag;

	if (gs__reader_left(in) < 1)
		return false;
	tag = *in->at;
	if ((tag & 0xe0) == 0xa0) {
		*len = tag & 0x1f;
		in->at++;
		return true;
	}
	if (tag >= 0xd9 && tag <= 0xdb)
		tag = (uint8_t)(tag - 0xd9);
	else if (is_bytes && tag >= 0xc4 && tag <= 0xc6)
		tag = (uint8_t)(tag - 0xc4);
	else
		return false;
	if (!read_sized(in, 1u << tag, &n))
		return false;
	*len = (uint32_t)n;
	return true;
}

bool gs__read_str(struct gs_reader *in, uint32_t max, gs_str *to)
{
	uint32_t len;

	if (!gs__read_length(in, false, &len) || len > max || len > gs__reader_left(in) ||
		!gs__is_text(in->at, len))
		return false;
	*to = (gs_str){ (const char *)in->at, len };
	in->at += len;
	return true;
}

bool gs__read_enum(struct gs_reader *in, const struct gs_enum *names, int32_t *value)
{
	const uint8_t *from = in->at;
	gs_str name;
	int64_t n;

	if (gs__read_int(in, &n)) {
		*value = (int32_t)n;
		return n >= INT32_MIN && n <= INT32_MAX && gs__enum_has(names, (int32_t)n);
	}
	in->at = from;
	if (!gs__read_length(in, false, &name.len) || name.len > gs__reader_left(in))
		return false;
	name.data = (const char *)in->at;
	in->at += name.len;
	for (uint32_t i = 0; i < names->count; i++) {
		if (gs__str_is(name, names->values[i].name)) {
			*value = names->values[i].value;
			return true;
		}
	}
	return false;
}

bool gs__read_skip(struct gs_reader *in, uint32_t count)
{
	uint64_t left[SKIP_DEPTH + 1] = { count };
	unsigned depth = 0;
	uint64_t size, inside;

	for (;;) {
		while (left[depth] == 0) {
			if (depth == 0)
				return true;
			depth--;
		}
		left[depth]--;
		if (gs__skip_head(in->at, gs__reader_left(in), &size, &inside) != GS__SKIP_DONE ||
			size > gs__reader_left(in) || inside > gs__reader_left(in) - size)
			return false;
		in->at += size;
		if (inside > 0) {
			if (depth == SKIP_DEPTH)
				return false;
			left[++depth] = inside;
		}
	}
}

const uint8_t *gs__skip_at(const uint8_t *at, const uint8_t *end, uint32_t count)
{
	struct gs_reader in = { at, end, NULL };

	return gs__read_skip(&in, count) ? in.at : NULL;
}

void *gs__read_room(const struct gs_reader *in, size_t size)
{
	return in->arena ? gs__arena_take(in->arena, size) : NULL;
}

/* As realloc, but what it moves away from is overwritten. */
static uint8_t *move(uint8_t *bytes, size_t used, size_t old, size_t room)
{
	uint8_t *moved = malloc(room);

	if (!moved || !bytes)
		return moved;
	memcpy(moved, bytes, used);
	explicit_bzero(bytes, old);
	free(bytes);
	return moved;
}

bool gs__write_grow(struct gs_writer *out, size_t size)
{
	size_t used = out->bytes ? (size_t)(out->at - out->bytes) : 0;
	size_t old = out->bytes ? (size_t)(out->end - out->bytes) : 0;
	size_t room = old > 0 ? 2 * old : FIRST_ROOM;
	uint8_t *bytes = NULL;

	if (used <= out->limit && size <= out->limit - used) {
		if (room < used + size)
			room = used + size;
		if (room > out->limit)
			room = out->limit;
		bytes = out->wipes ? move(out->bytes, used, old, room) : realloc(out->bytes, room);
	}
	if (!bytes) {
		out->no_memory = true;
		return false;
	}
	out->bytes = bytes;
	out->at = bytes + used;
	out->end = bytes + room;
	return true;
}
