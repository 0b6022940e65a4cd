/* SPDX-License-Identifier: MIT */
/* The writing half of gs_codec.h, which alone includes it. */
#ifndef GS_CODEC_WRITE_H
#define GS_CODEC_WRITE_H

#include <gs_codec.h>

#define GS_INLINE __attribute__((always_inline)) static inline

GS_INLINE bool gs_write_room(uint8_t **at, struct gs_writer *out, size_t size)
{
	if ((size_t)(out->end - *at) >= size)
		return true;
	out->at = *at;
	if (!gs__write_grow(out, size))
		return false;
	*at = out->at;
	return true;
}

/* One byte. */
GS_INLINE bool gs__write_byte(uint8_t **to, uint8_t byte)
{
	uint8_t *at = *to;

	*at = byte;
	*to = at + 1;
	return true;
}

GS_INLINE bool gs_write_nil(uint8_t **to)
{
	return gs__write_byte(to, 0xc0);
}

GS_INLINE bool gs_write_bool(uint8_t **to, bool value)
{
	return gs__write_byte(to, (uint8_t)(0xc2 | value));
}

/* A tag and the shortest of the forms of 1, 2, 4, 8 bytes that the tag begins. Each returns by
 * itself: compilers then lay out the longer ones as the straight way, which numbers that are not
 * small mostly take. */
GS_INLINE bool gs__write_sized(uint8_t **to, uint8_t tag, uint64_t n)
{
	uint8_t *at = *to;

	if (n <= UINT8_MAX) {
		at[0] = tag;
		at[1] = (uint8_t)n;
		*to = at + 2;
		return true;
	}
	if (n <= UINT16_MAX) {
		at[0] = (uint8_t)(tag + 1);
		gs__store16(at + 1, (uint16_t)n);
		*to = at + 3;
		return true;
	}
	if (n <= UINT32_MAX) {
		at[0] = (uint8_t)(tag + 2);
		gs__store32(at + 1, (uint32_t)n);
		*to = at + 5;
		return true;
	}
	at[0] = (uint8_t)(tag + 3);
	gs__store64(at + 1, n);
	*to = at + 9;
	return true;
}

GS_INLINE bool gs_write_uint(uint8_t **to, uint64_t n)
{
	return n < 0x80 ? gs__write_byte(to, (uint8_t)n) : gs__write_sized(to, 0xcc, n);
}

GS_INLINE bool gs_write_int(uint8_t **to, int64_t n)
{
	uint8_t *at = *to;

	if (n >= 0)
		return gs_write_uint(to, (uint64_t)n);
	if (n >= -32) {
		at[0] = (uint8_t)n;
		*to = at + 1;
	} else if (n >= INT8_MIN) {
		at[0] = 0xd0;
		at[1] = (uint8_t)n;
		*to = at + 2;
	} else if (n >= INT16_MIN) {
		at[0] = 0xd1;
		gs__store16(at + 1, (uint16_t)n);
		*to = at + 3;
	} else if (n >= INT32_MIN) {
		at[0] = 0xd2;
		gs__store32(at + 1, (uint32_t)n);
		*to = at + 5;
	} else {
		at[0] = 0xd3;
		gs__store64(at + 1, (uint64_t)n);
		*to = at + 9;
	}
	return true;
}

GS_INLINE bool gs_write_f32(uint8_t **to, float value)
{
	uint8_t *at = *to;
	uint32_t raw;

	memcpy(&raw, &value, sizeof(raw));
	at[0] = 0xca;
	gs__store32(at + 1, raw);
	*to = at + 5;
	return true;
}

GS_INLINE bool gs_write_f64(uint8_t **to, double value)
{
	uint8_t *at = *to;
	uint64_t raw;

	memcpy(&raw, &value, sizeof(raw));
	at[0] = 0xcb;
	gs__store64(at + 1, raw);
	*to = at + 9;
	return true;
}

GS_INLINE bool gs__write_head(uint8_t **to, uint8_t few, uint8_t tag, uint32_t count)
{
	uint8_t *at = *to;

	if (count < 16)
		return gs__write_byte(to, (uint8_t)(few | count));
	if (count <= UINT16_MAX) {
		at[0] = tag;
		gs__store16(at + 1, (uint16_t)count);
		*to = at + 3;
	} else {
		at[0] = (uint8_t)(tag + 1);
		gs__store32(at + 1, count);
		*to = at + 5;
	}
	return true;
}

GS_INLINE bool gs_write_array(uint8_t **to, uint32_t count)
{
	return gs__write_head(to, 0x90, 0xdc, count);
}

GS_INLINE bool gs_write_fields(uint8_t **to, struct gs_writer *out, uint32_t count)
{
	(void)out;
	return gs_write_array(to, count);
}

GS_INLINE bool gs_write_member(uint8_t **to, uint32_t index)
{
	return gs_write_array(to, 2) && gs_write_uint(to, index);
}

GS_INLINE bool gs_write_map(uint8_t **to, uint32_t count)
{
	return gs__write_head(to, 0x80, 0xde, count);
}

GS_INLINE bool gs__write_bytes(uint8_t **to, const void *from, uint32_t len)
{
	if (len > 0)
		memcpy(*to, from, len);
	*to += len;
	return true;
}

GS_INLINE bool gs__is_str(uint32_t min, uint32_t max, gs_str s)
{
	return s.len - min <= max - min && gs__is_text((const uint8_t *)s.data, s.len);
}

GS_INLINE bool gs__write_str(uint8_t **to, uint32_t max, gs_str s)
{
	if (max < 32 || s.len < 32)
		gs__write_byte(to, (uint8_t)(0xa0 | s.len));
	else
		gs__write_sized(to, 0xd9, s.len);
	return gs__write_bytes(to, s.data, s.len);
}

GS_INLINE bool gs_write_str(uint8_t **to, uint32_t min, uint32_t max, gs_str s)
{
	return gs__is_str(min, max, s) && gs__write_str(to, max, s);
}

GS_INLINE bool gs_write_keys(
	struct gs_writer *out, const struct gs_record *pair, const void *items, uint32_t len)
{
	return len < 2 || gs__write_keys(out, pair, items, len);
}

GS_INLINE bool gs_write_long_str(
	uint8_t **to, struct gs_writer *out, uint32_t min, uint32_t max, gs_str s)
{
	return gs__is_str(min, max, s) && gs_write_room(to, out, (size_t)s.len + 5) &&
	       gs__write_str(to, max, s);
}

GS_INLINE bool gs_write_bytes(uint8_t **to, uint32_t min, uint32_t max, gs_bytes s)
{
	return s.len - min <= max - min && gs__write_sized(to, 0xc4, s.len) &&
	       gs__write_bytes(to, s.data, s.len);
}

GS_INLINE bool gs_write_long_bytes(
	uint8_t **to, struct gs_writer *out, uint32_t min, uint32_t max, gs_bytes s)
{
	return s.len - min <= max - min && gs_write_room(to, out, (size_t)s.len + 5) &&
	       gs_write_bytes(to, min, max, s);
}

GS_INLINE bool gs_write_enum(uint8_t **to, const struct gs_enum *names, int32_t value)
{
	return gs__enum_has(names, value) && gs_write_int(to, value);
}

GS_INLINE bool gs_write_handle(uint8_t **to, uint32_t size, const void *from)
{
	uint8_t *at = *to;

	at[0] = 0xc4;
	at[1] = (uint8_t)size;
	memcpy(at + 2, from, size);
	*to = at + 2 + size;
	return true;
}

#undef GS_INLINE

#endif
