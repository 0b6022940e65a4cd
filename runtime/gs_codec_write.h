/* SPDX-License-Identifier: MIT */
/* The writing half of gs_codec.h, which alone includes it. */
#ifndef GS_CODEC_WRITE_H
#define GS_CODEC_WRITE_H

#include <gs_codec.h>

/* The position is stored behind the bytes each time: so the compiler knows it when the next value
 * comes, though a byte that was written might be anything to it. Inlined by force, as gcc would
 * call the middle one. */
#define GS_INLINE __attribute__((always_inline)) static inline

static inline bool gs_write_room(struct gs_writer *out, size_t size)
{
	return (size_t)(out->end - out->at) >= size || gs__write_grow(out, size);
}

/* One byte. */
GS_INLINE bool gs__write_byte(struct gs_writer *out, uint8_t byte)
{
	uint8_t *at = out->at;

	*at = byte;
	out->at = at + 1;
	return true;
}

GS_INLINE bool gs_write_nil(struct gs_writer *out)
{
	return gs__write_byte(out, 0xc0);
}

GS_INLINE bool gs_write_bool(struct gs_writer *out, bool value)
{
	return gs__write_byte(out, (uint8_t)(0xc2 | value));
}

/* A tag and the shortest of the forms of 1, 2, 4, 8 bytes that the tag begins. */
GS_INLINE bool gs__write_sized(struct gs_writer *out, uint8_t tag, uint64_t n)
{
	uint8_t *at = out->at;

	if (n <= UINT8_MAX) {
		at[0] = tag;
		at[1] = (uint8_t)n;
		out->at = at + 2;
	} else if (n <= UINT16_MAX) {
		at[0] = (uint8_t)(tag + 1);
		gs__store16(at + 1, (uint16_t)n);
		out->at = at + 3;
	} else if (n <= UINT32_MAX) {
		at[0] = (uint8_t)(tag + 2);
		gs__store32(at + 1, (uint32_t)n);
		out->at = at + 5;
	} else {
		at[0] = (uint8_t)(tag + 3);
		gs__store64(at + 1, n);
		out->at = at + 9;
	}
	return true;
}

GS_INLINE bool gs_write_uint(struct gs_writer *out, uint64_t n)
{
	return n < 0x80 ? gs__write_byte(out, (uint8_t)n) : gs__write_sized(out, 0xcc, n);
}

GS_INLINE bool gs_write_int(struct gs_writer *out, int64_t n)
{
	uint8_t *at = out->at;

	if (n >= 0)
		return gs_write_uint(out, (uint64_t)n);
	if (n >= -32) {
		at[0] = (uint8_t)n;
		out->at = at + 1;
	} else if (n >= INT8_MIN) {
		at[0] = 0xd0;
		at[1] = (uint8_t)n;
		out->at = at + 2;
	} else if (n >= INT16_MIN) {
		at[0] = 0xd1;
		gs__store16(at + 1, (uint16_t)n);
		out->at = at + 3;
	} else if (n >= INT32_MIN) {
		at[0] = 0xd2;
		gs__store32(at + 1, (uint32_t)n);
		out->at = at + 5;
	} else {
		at[0] = 0xd3;
		gs__store64(at + 1, (uint64_t)n);
		out->at = at + 9;
	}
	return true;
}

GS_INLINE bool gs_write_f32(struct gs_writer *out, float value)
{
	uint8_t *at = out->at;
	uint32_t raw;

	memcpy(&raw, &value, sizeof(raw));
	at[0] = 0xca;
	gs__store32(at + 1, raw);
	out->at = at + 5;
	return true;
}

GS_INLINE bool gs_write_f64(struct gs_writer *out, double value)
{
	uint8_t *at = out->at;
	uint64_t raw;

	memcpy(&raw, &value, sizeof(raw));
	at[0] = 0xcb;
	gs__store64(at + 1, raw);
	out->at = at + 9;
	return true;
}

GS_INLINE bool gs__write_head(struct gs_writer *out, uint8_t few, uint8_t tag, uint32_t count)
{
	uint8_t *at = out->at;

	if (count < 16)
		return gs__write_byte(out, (uint8_t)(few | count));
	if (count <= UINT16_MAX) {
		at[0] = tag;
		gs__store16(at + 1, (uint16_t)count);
		out->at = at + 3;
	} else {
		at[0] = (uint8_t)(tag + 1);
		gs__store32(at + 1, count);
		out->at = at + 5;
	}
	return true;
}

GS_INLINE bool gs_write_array(struct gs_writer *out, uint32_t count)
{
	return gs__write_head(out, 0x90, 0xdc, count);
}

GS_INLINE bool gs_write_member(struct gs_writer *out, uint32_t index)
{
	return gs_write_array(out, 2) && gs_write_uint(out, index);
}

GS_INLINE bool gs_write_map(struct gs_writer *out, uint32_t count)
{
	return gs__write_head(out, 0x80, 0xde, count);
}

static inline bool gs_write_str(struct gs_writer *out, uint32_t min, uint32_t max, gs_str s)
{
	if (s.len - min > max - min || !gs__is_text((const uint8_t *)s.data, s.len) ||
		!gs_write_room(out, (size_t)s.len + 5))
		return false;
	if (s.len < 32)
		gs__write_byte(out, (uint8_t)(0xa0 | s.len));
	else
		gs__write_sized(out, 0xd9, s.len);
	if (s.len > 0)
		memcpy(out->at, s.data, s.len);
	out->at += s.len;
	return true;
}

static inline bool gs_write_bytes(struct gs_writer *out, uint32_t min, uint32_t max, gs_bytes s)
{
	if (s.len - min > max - min || !gs_write_room(out, (size_t)s.len + 5))
		return false;
	gs__write_sized(out, 0xc4, s.len);
	if (s.len > 0)
		memcpy(out->at, s.data, s.len);
	out->at += s.len;
	return true;
}

static inline bool gs_write_enum(struct gs_writer *out, const struct gs_enum *names, int32_t value)
{
	return gs__enum_has(names, value) && gs_write_room(out, 5) && gs_write_int(out, value);
}

GS_INLINE bool gs_write_handle(struct gs_writer *out, uint32_t size, const void *from)
{
	uint8_t *at = out->at;

	at[0] = 0xc4;
	at[1] = (uint8_t)size;
	memcpy(at + 2, from, size);
	out->at = at + 2 + size;
	return true;
}

#undef GS_INLINE

#endif
