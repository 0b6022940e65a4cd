/* SPDX-License-Identifier: MIT */
/*
 * Reading numbers: a part of gs_codec_read.h, which alone includes it.
 *
 * First the form that our own writers choose, and that of the type's own width, each found with a
 * comparison or two; then whatever else stands for such a number, as peers write that know no
 * shortest form, or no integers or no floats.
 */
#ifndef GS_CODEC_NUMBER_H
#define GS_CODEC_NUMBER_H

#include <gs_codec.h>

#define GS_INLINE __attribute__((always_inline)) static inline

GS_INLINE size_t gs__left(const uint8_t *at, const struct gs_reader *in)
{
	return (size_t)(in->end - at);
}

/* The 1, 2, 4 or 8 bytes behind a tag, of which `base` begins the row, where they are all there and
 * a value of so many bytes can be within `max`. There is a tag. Numbers that may have eight bytes
 * mostly have them: ids, times, sums of a hash. */
GS_INLINE bool gs__get_sized(
	const uint8_t **at, const struct gs_reader *in, uint8_t base, uint64_t max, uint64_t *to)
{
	const uint8_t *from = *at;
	size_t left = gs__left(from, in);

	if (max > UINT32_MAX && *from == base + 3 && left >= 9) {
		*to = gs__load64(from + 1);
		*at = from + 9;
	} else if (*from == base && left >= 2) {
		*to = from[1];
		*at = from + 2;
	} else if (max > UINT8_MAX && *from == base + 1 && left >= 3) {
		*to = gs__load16(from + 1);
		*at = from + 3;
	} else if (max > UINT16_MAX && *from == base + 2 && left >= 5) {
		*to = gs__load32(from + 1);
		*at = from + 5;
	} else {
		return false;
	}
	return true;
}

/* An integer in any of the forms of one to eight bytes, its bits. There is a tag. */
GS_INLINE bool gs__get_loose(
	const uint8_t **at, const struct gs_reader *in, uint64_t *to, bool *is_negative)
{
	const uint8_t *from = *at;
	size_t size = (size_t)1 << (*from & 3), left = gs__left(from, in);
	uint64_t n = 0;

	if (*from < 0xcc || *from > 0xd3 || left <= size)
		return false;
	*is_negative = *from >= 0xd0 && from[1] >= 0x80;
	if (left >= 9) {
		n = gs__load64(from + 1) >> (64 - 8 * size);
	} else {
		for (size_t i = 1; i <= size; i++)
			n = n << 8 | from[i];
	}
	*to = *is_negative ? n | UINT64_MAX << (8 * size - 1) : n;
	*at = from + 1 + size;
	return true;
}

GS_INLINE bool gs__get_uint(
	const uint8_t **at, const struct gs_reader *in, uint64_t max, uint64_t *to)
{
	bool is_negative;

	if (gs__left(*at, in) < 1)
		return false;
	if (**at < 0x80) {
		*to = *(*at)++;
		return true;
	}
	if (max > 0x7f && gs__get_sized(at, in, 0xcc, max, to))
		return true;
	return gs__get_loose(at, in, to, &is_negative) && !is_negative;
}

/* The signed forms. There is a tag. */
GS_INLINE bool gs__get_signed(
	const uint8_t **at, const struct gs_reader *in, int64_t min, int64_t *to)
{
	const uint8_t *from = *at;
	size_t left = gs__left(from, in);

	if (min < INT32_MIN && *from == 0xd3 && left >= 9) {
		*to = (int64_t)gs__load64(from + 1);
		*at = from + 9;
	} else if (*from == 0xd0 && left >= 2) {
		*to = (int8_t)from[1];
		*at = from + 2;
	} else if (min < INT8_MIN && *from == 0xd1 && left >= 3) {
		*to = (int16_t)gs__load16(from + 1);
		*at = from + 3;
	} else if (min < INT16_MIN && *from == 0xd2 && left >= 5) {
		*to = (int32_t)gs__load32(from + 1);
		*at = from + 5;
	} else {
		return false;
	}
	return true;
}

GS_INLINE bool gs_read_u64(
	const uint8_t **at, const struct gs_reader *in, uint64_t min, uint64_t max, uint64_t *to)
{
	return gs__get_uint(at, in, max, to) && *to - min <= max - min;
}

GS_INLINE bool gs_read_u32(
	const uint8_t **at, const struct gs_reader *in, uint32_t min, uint32_t max, uint32_t *to)
{
	uint64_t n = 0; /* gcc does not see that it is set */

	if (!gs__get_uint(at, in, max, &n) || n - min > max - min)
		return false;
	*to = (uint32_t)n;
	return true;
}

GS_INLINE bool gs_read_u16(
	const uint8_t **at, const struct gs_reader *in, uint16_t min, uint16_t max, uint16_t *to)
{
	uint32_t n;

	if (!gs_read_u32(at, in, min, max, &n))
		return false;
	*to = (uint16_t)n;
	return true;
}

GS_INLINE bool gs_read_u8(
	const uint8_t **at, const struct gs_reader *in, uint8_t min, uint8_t max, uint8_t *to)
{
	uint32_t n;

	if (!gs_read_u32(at, in, min, max, &n))
		return false;
	*to = (uint8_t)n;
	return true;
}

GS_INLINE bool gs_read_i64(
	const uint8_t **at, const struct gs_reader *in, int64_t min, int64_t max, int64_t *to)
{
	bool is_negative = false;
	uint64_t n;

	if (gs__left(*at, in) < 1)
		return false;
	if ((uint8_t)(**at + 0x20) < 0xa0) { /* 0xe0 .. 0x7f */
		*to = (int8_t) * (*at)++;
		return *to >= min && *to <= max;
	}
	if (min < -32 && **at >= 0xd0 && gs__get_signed(at, in, min, to))
		return *to >= min && *to <= max;
	if (!(max > 0x7f && gs__get_sized(at, in, 0xcc, (uint64_t)max, &n)) &&
		!gs__get_loose(at, in, &n, &is_negative))
		return false;
	if (n > INT64_MAX && !is_negative)
		return false;
	*to = (int64_t)n;
	return *to >= min && *to <= max;
}

GS_INLINE bool gs_read_i32(
	const uint8_t **at, const struct gs_reader *in, int32_t min, int32_t max, int32_t *to)
{
	int64_t n;

	if (!gs_read_i64(at, in, min, max, &n))
		return false;
	*to = (int32_t)n;
	return true;
}

GS_INLINE bool gs_read_i16(
	const uint8_t **at, const struct gs_reader *in, int16_t min, int16_t max, int16_t *to)
{
	int64_t n;

	if (!gs_read_i64(at, in, min, max, &n))
		return false;
	*to = (int16_t)n;
	return true;
}

GS_INLINE bool gs_read_i8(
	const uint8_t **at, const struct gs_reader *in, int8_t min, int8_t max, int8_t *to)
{
	int64_t n;

	if (!gs_read_i64(at, in, min, max, &n))
		return false;
	*to = (int8_t)n;
	return true;
}

/* A float64 that stands for a whole number. There is a tag. */
GS_INLINE bool gs__get_whole(const uint8_t **at, const struct gs_reader *in, int64_t *to)
{
	uint64_t raw;
	double real;

	if (gs__left(*at, in) < 9)
		return false;
	raw = gs__load64(*at + 1);
	memcpy(&real, &raw, sizeof(raw));
	if (!(real >= -0x1p63 && real < 0x1p63))
		return false;
	*to = (int64_t)real;
	*at += 9;
	return (double)*to == real;
}

GS_INLINE bool gs_read_duration(
	const uint8_t **at, const struct gs_reader *in, int64_t min, int64_t max, int64_t *to)
{
	if (gs__left(*at, in) >= 1 && **at == 0xcb)
		return gs__get_whole(at, in, to) && *to >= min && *to <= max;
	return gs_read_i64(at, in, min, max, to);
}

/* What stands for a float but a float64. There is a tag. */
GS_INLINE bool gs__get_real(const uint8_t **at, const struct gs_reader *in, double *to)
{
	bool is_negative;
	uint32_t raw;
	uint64_t n;
	float narrow;

	if (**at == 0xca) {
		if (gs__left(*at, in) < 5)
			return false;
		raw = gs__load32(*at + 1);
		memcpy(&narrow, &raw, sizeof(raw));
		*to = (double)narrow;
		*at += 5;
	} else if ((uint8_t)(**at + 0x20) < 0xa0) { /* 0xe0 .. 0x7f */
		*to = (int8_t) * (*at)++;
	} else if (gs__get_loose(at, in, &n, &is_negative)) {
		*to = is_negative ? (double)(int64_t)n : (double)n;
	} else {
		return false;
	}
	return true;
}

GS_INLINE bool gs_read_f64(const uint8_t **at, const struct gs_reader *in, double *to)
{
	uint64_t raw;

	if (gs__left(*at, in) < 1)
		return false;
	if (**at != 0xcb || gs__left(*at, in) < 9)
		return gs__get_real(at, in, to);
	raw = gs__load64(*at + 1);
	memcpy(to, &raw, sizeof(raw));
	*at += 9;
	return true;
}

GS_INLINE bool gs_read_f32(const uint8_t **at, const struct gs_reader *in, float *to)
{
	uint32_t raw;
	double wide;

	if (gs__left(*at, in) >= 5 && **at == 0xca) {
		raw = gs__load32(*at + 1);
		memcpy(to, &raw, sizeof(raw));
		*at += 5;
		return true;
	}
	if (!gs_read_f64(at, in, &wide))
		return false;
	*to = (float)wide; /* beyond its range: infinite */
	return __builtin_isfinite(*to) || !__builtin_isfinite(wide);
}

GS_INLINE bool gs_read_f64_in(
	const uint8_t **at, const struct gs_reader *in, double min, double max, double *to)
{
	return gs_read_f64(at, in, to) && *to >= min && *to <= max;
}

GS_INLINE bool gs_read_f32_in(
	const uint8_t **at, const struct gs_reader *in, double min, double max, float *to)
{
	return gs_read_f32(at, in, to) && (double)*to >= min && (double)*to <= max;
}

#undef GS_INLINE

#endif
