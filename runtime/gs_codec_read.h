/* SPDX-License-Identifier: MIT */
/*
 * The reading half of gs_codec.h, which alone includes it.
 *
 * The forms that peers write are read here. A rare one (an enum's name, a struct by name, text for
 * bytes, a length or a count wider than need be) is left to the table-driven reader, which then
 * reads the message once more: so little here calls a function, and the position stays in a
 * register.
 */
#ifndef GS_CODEC_READ_H
#define GS_CODEC_READ_H

#include <gs_codec.h>
#include <gs_codec_number.h>

#define GS_INLINE __attribute__((always_inline)) static inline

GS_INLINE bool gs_read_bool(const uint8_t **at, const struct gs_reader *in, bool *to)
{
	if (gs__left(*at, in) < 1 || (**at & 0xfe) != 0xc2)
		return false;
	*to = *(*at)++ & 1;
	return true;
}

/* The length of a text or of bytes: `base` is the tag of the form of one byte. */
GS_INLINE bool gs__get_long(
	const uint8_t **at, const struct gs_reader *in, uint8_t base, uint32_t max, uint32_t *len)
{
	uint64_t n;

	if (gs__left(*at, in) < 1 || !gs__get_sized(at, in, base, max, &n))
		return false;
	*len = (uint32_t)n;
	return true;
}

GS_INLINE bool gs_read_str(
	const uint8_t **at, const struct gs_reader *in, uint32_t min, uint32_t max, gs_str *to)
{
	uint32_t len;

	if (gs__left(*at, in) >= 1 && (**at & 0xe0) == 0xa0)
		len = *(*at)++ & 0x1f;
	else if (max < 32 || !gs__get_long(at, in, 0xd9, max, &len))
		return false;
	if (len - min > max - min || len > gs__left(*at, in) || !gs__is_text(*at, len))
		return false;
	to->data = (const char *)*at;
	to->len = len;
	*at += len;
	return true;
}

GS_INLINE bool gs_read_bytes(
	const uint8_t **at, const struct gs_reader *in, uint32_t min, uint32_t max, gs_bytes *to)
{
	uint32_t len;

	if (!gs__get_long(at, in, 0xc4, max, &len) || len - min > max - min ||
		len > gs__left(*at, in))
		return false;
	to->data = *at;
	to->len = len;
	*at += len;
	return true;
}

GS_INLINE bool gs_read_enum(
	const uint8_t **at, const struct gs_reader *in, const struct gs_enum *names, void *value)
{
	int32_t n;

	if (!gs_read_i32(at, in, INT32_MIN, INT32_MAX, &n) || !gs__enum_has(names, n))
		return false;
	memcpy(value, &n, sizeof(n));
	return true;
}

GS_INLINE bool gs_read_some(const uint8_t **at, const struct gs_reader *in, bool *has)
{
	if (gs__left(*at, in) < 1)
		return false;
	*has = **at != 0xc0;
	*at += !*has;
	return true;
}

/* Of an array or a map: its short form, and the tag of its form of two bytes. */
GS_INLINE bool gs__get_count(const uint8_t **at, const struct gs_reader *in, uint8_t few,
	uint8_t tag, uint32_t max, uint32_t *count)
{
	const uint8_t *from = *at;
	size_t left = gs__left(from, in);

	if (left >= 1 && (*from & 0xf0) == few) {
		*count = *from & 0x0f;
		*at = from + 1;
	} else if (max > 15 && left >= 3 && *from == tag) {
		*count = gs__load16(from + 1);
		*at = from + 3;
	} else if (max > UINT16_MAX && left >= 5 && *from == tag + 1) {
		*count = gs__load32(from + 1);
		*at = from + 5;
	} else {
		return false;
	}
	return true;
}

GS_INLINE bool gs_read_array(const uint8_t **at, const struct gs_reader *in, uint32_t *count)
{
	return gs__get_count(at, in, 0x90, 0xdc, UINT16_MAX, count);
}

/* A reply or message mostly has as many elements as both sides know. */
GS_INLINE bool gs_read_fields(
	const uint8_t **at, const struct gs_reader *in, uint32_t known, uint32_t *given)
{
	if (gs__left(*at, in) >= 1 && __builtin_expect(known < 16 && **at == (0x90 | known), 1)) {
		*given = known;
		++*at;
		return true;
	}
	return gs_read_array(at, in, given);
}

GS_INLINE bool gs_read_nil(const uint8_t **at, const struct gs_reader *in)
{
	if (gs__left(*at, in) < 1 || **at != 0xc0)
		return false;
	++*at;
	return true;
}

GS_INLINE bool gs_read_member(
	const uint8_t **at, const struct gs_reader *in, uint32_t count, uint32_t *index)
{
	uint32_t given;

	return gs_read_fields(at, in, 2, &given) && given == 2 &&
	       gs_read_u32(at, in, 0, count - 1, index);
}

GS_INLINE bool gs_read_rest(
	const uint8_t **at, const struct gs_reader *in, uint32_t given, uint32_t known)
{
	return given <= known || (*at = gs__skip_at(*at, in->end, given - known));
}

GS_INLINE bool gs__get_items(const struct gs_reader *in, size_t size, void *items)
{
	void *room = NULL;

	if (size > 0) {
		room = gs__read_room(in, size);
		if (!room)
			return false;
	}
	memcpy(items, &room, sizeof(room));
	return true;
}

GS_INLINE bool gs_read_list(const uint8_t **at, const struct gs_reader *in, uint32_t min,
	uint32_t max, size_t item_size, void *items, uint32_t *len)
{
	return gs__get_count(at, in, 0x90, 0xdc, max, len) && *len - min <= max - min &&
	       *len <= gs__left(*at, in) && gs__get_items(in, *len * item_size, items);
}

GS_INLINE bool gs_read_pairs(const uint8_t **at, const struct gs_reader *in, uint32_t min,
	uint32_t max, size_t pair_size, void *items, uint32_t *len)
{
	return gs__get_count(at, in, 0x80, 0xde, max, len) && *len - min <= max - min &&
	       *len <= gs__left(*at, in) / 2 && gs__get_items(in, *len * pair_size, items);
}

GS_INLINE bool gs_read_keys(
	const struct gs_reader *in, const struct gs_record *pair, const void *items, uint32_t len)
{
	uint32_t twice;

	return len < 2 || gs__keys_differ(in, pair, items, len, &twice);
}

GS_INLINE bool gs_read_handle(
	const uint8_t **at, const struct gs_reader *in, uint32_t size, void *to)
{
	const uint8_t *from = *at;

	if (gs__left(from, in) < 2 + size || from[0] != 0xc4 || from[1] != size)
		return false;
	memcpy(to, from + 2, size);
	*at = from + 2 + size;
	return true;
}

#undef GS_INLINE

#endif
