/* SPDX-License-Identifier: MIT */
/* The reading half of gs_codec.h, which alone includes it. */
#ifndef GS_CODEC_READ_H
#define GS_CODEC_READ_H

#include <gs_codec.h>

/* Reading integers. 0xcc .. 0xcf are unsigned of 1, 2, 4, 8 bytes, 0xd0 .. 0xd3 signed ones: all
 * are read with one load where nine bytes are left. */

static inline bool gs__read_uint(struct gs_reader *in, uint64_t *to)
{
	const uint8_t *at = in->at;
	size_t left = gs__reader_left(in);

	if (left > 0 && *at < 0x80) {
		*to = *at;
		in->at = at + 1;
		return true;
	}
	if (left >= 9 && (uint8_t)(*at - 0xcc) < 4) {
		unsigned size = 1u << (*at - 0xcc);

		*to = gs__load64(at + 1) >> (64 - 8 * size);
		in->at = at + 1 + size;
		return true;
	}
	return gs__read_uint_rare(in, to);
}

static inline bool gs__read_int(struct gs_reader *in, int64_t *to)
{
	const uint8_t *at = in->at;
	size_t left = gs__reader_left(in);

	if (left > 0 && (uint8_t)(*at + 0x20) < 0xa0) { /* 0xe0 .. 0xff, 0x00 .. 0x7f */
		*to = (int8_t)*at;
		in->at = at + 1;
		return true;
	}
	if (left >= 9 && (uint8_t)(*at - 0xcc) < 8 && *at != 0xcf) {
		unsigned form = (unsigned)(*at - 0xcc);
		unsigned size = 1u << (form & 3);
		uint64_t raw = gs__load64(at + 1);

		*to = form < 4 ? (int64_t)(raw >> (64 - 8 * size))
			       : (int64_t)raw >> (64 - 8 * size);
		in->at = at + 1 + size;
		return true;
	}
	return gs__read_int_rare(in, to);
}

static inline bool gs_read_u64(struct gs_reader *in, uint64_t min, uint64_t max, uint64_t *to)
{
	return gs__read_uint(in, to) && *to - min <= max - min;
}

static inline bool gs_read_u32(struct gs_reader *in, uint32_t min, uint32_t max, uint32_t *to)
{
	uint64_t n;

	if (!gs__read_uint(in, &n) || n - min > max - min)
		return false;
	*to = (uint32_t)n;
	return true;
}

static inline bool gs_read_u16(struct gs_reader *in, uint16_t min, uint16_t max, uint16_t *to)
{
	uint32_t n;

	if (!gs_read_u32(in, min, max, &n))
		return false;
	*to = (uint16_t)n;
	return true;
}

static inline bool gs_read_u8(struct gs_reader *in, uint8_t min, uint8_t max, uint8_t *to)
{
	uint32_t n;

	if (!gs_read_u32(in, min, max, &n))
		return false;
	*to = (uint8_t)n;
	return true;
}

static inline bool gs_read_i64(struct gs_reader *in, int64_t min, int64_t max, int64_t *to)
{
	return gs__read_int(in, to) && *to >= min && *to <= max;
}

static inline bool gs_read_i32(struct gs_reader *in, int32_t min, int32_t max, int32_t *to)
{
	int64_t n;

	if (!gs_read_i64(in, min, max, &n))
		return false;
	*to = (int32_t)n;
	return true;
}

static inline bool gs_read_i16(struct gs_reader *in, int16_t min, int16_t max, int16_t *to)
{
	int64_t n;

	if (!gs_read_i64(in, min, max, &n))
		return false;
	*to = (int16_t)n;
	return true;
}

static inline bool gs_read_i8(struct gs_reader *in, int8_t min, int8_t max, int8_t *to)
{
	int64_t n;

	if (!gs_read_i64(in, min, max, &n))
		return false;
	*to = (int8_t)n;
	return true;
}

static inline bool gs_read_duration(struct gs_reader *in, int64_t min, int64_t max, int64_t *to)
{
	if (gs__reader_left(in) > 0 && *in->at == 0xcb) {
		if (!gs__read_ns_rare(in, to))
			return false;
	} else if (!gs__read_int(in, to)) {
		return false;
	}
	return *to >= min && *to <= max;
}

/* Reading the other kinds. */

static inline bool gs_read_bool(struct gs_reader *in, bool *to)
{
	if (gs__reader_left(in) < 1 || (*in->at & 0xfe) != 0xc2)
		return false;
	*to = *in->at++ & 1;
	return true;
}

static inline bool gs_read_f64(struct gs_reader *in, double *to)
{
	uint64_t raw;

	if (gs__reader_left(in) < 9 || *in->at != 0xcb)
		return gs__read_number(in, to);
	raw = gs__load64(in->at + 1);
	memcpy(to, &raw, sizeof(raw));
	in->at += 9;
	return true;
}

static inline bool gs_read_f32(struct gs_reader *in, float *to)
{
	return gs__read_f32_rare(in, to);
}

static inline bool gs_read_f64_in(struct gs_reader *in, double min, double max, double *to)
{
	return gs_read_f64(in, to) && *to >= min && *to <= max;
}

static inline bool gs_read_f32_in(struct gs_reader *in, double min, double max, float *to)
{
	return gs_read_f32(in, to) && (double)*to >= min && (double)*to <= max;
}

static inline bool gs_read_str(struct gs_reader *in, uint32_t min, uint32_t max, gs_str *to)
{
	uint32_t len;

	if (gs__reader_left(in) > 0 && (*in->at & 0xe0) == 0xa0)
		len = *in->at++ & 0x1f;
	else if (!gs__read_length(in, false, &len))
		return false;
	if (len - min > max - min || len > gs__reader_left(in) || !gs__is_text(in->at, len))
		return false;
	to->data = (const char *)in->at;
	to->len = len;
	in->at += len;
	return true;
}

static inline bool gs_read_bytes(struct gs_reader *in, uint32_t min, uint32_t max, gs_bytes *to)
{
	uint32_t len;

	if (!gs__read_length(in, true, &len) || len - min > max - min || len > gs__reader_left(in))
		return false;
	to->data = in->at;
	to->len = len;
	in->at += len;
	return true;
}

static inline bool gs_read_enum(struct gs_reader *in, const struct gs_enum *names, void *value)
{
	int32_t n;

	/* Mostly the values are 0, 1, 2 ... */
	if (gs__reader_left(in) > 0 && *in->at < 0x80 && *in->at < names->count &&
		names->values[*in->at].value == *in->at)
		n = *in->at++;
	else if (!gs__read_enum(in, names, &n))
		return false;
	memcpy(value, &n, sizeof(n));
	return true;
}

static inline bool gs_read_some(struct gs_reader *in, bool *has)
{
	if (gs__reader_left(in) < 1)
		return false;
	*has = *in->at != 0xc0;
	in->at += !*has;
	return true;
}

static inline bool gs_read_array(struct gs_reader *in, uint32_t *count)
{
	if (gs__reader_left(in) < 1 || (*in->at & 0xf0) != 0x90)
		return gs__read_count(in, count);
	*count = *in->at++ & 0x0f;
	return true;
}

static inline bool gs_read_nil(struct gs_reader *in)
{
	if (gs__reader_left(in) < 1 || *in->at != 0xc0)
		return false;
	in->at++;
	return true;
}

static inline bool gs_read_member(struct gs_reader *in, uint32_t count, uint32_t *index)
{
	uint32_t given;

	return gs_read_array(in, &given) && given == 2 && gs_read_u32(in, 0, count - 1, index);
}

static inline bool gs_read_rest(struct gs_reader *in, uint32_t given, uint32_t known)
{
	return given <= known || gs__read_skip(in, given - known);
}

static inline bool gs_read_list(struct gs_reader *in, uint32_t min, uint32_t max, size_t item_size,
	void *items, uint32_t *len)
{
	void *room = NULL;

	if (!gs_read_array(in, len) || *len - min > max - min || *len > gs__reader_left(in))
		return false;
	if (*len > 0) {
		room = gs__read_room(in, *len * item_size);
		if (!room)
			return false;
	}
	memcpy(items, &room, sizeof(room));
	return true;
}

static inline bool gs_read_pairs(struct gs_reader *in, uint32_t min, uint32_t max, size_t pair_size,
	void *items, uint32_t *len)
{
	void *room = NULL;

	if (!gs__read_map(in, len) || *len - min > max - min || *len > gs__reader_left(in) / 2)
		return false;
	if (*len > 0) {
		room = gs__read_room(in, *len * pair_size);
		if (!room)
			return false;
	}
	memcpy(items, &room, sizeof(room));
	return true;
}

static inline bool gs_read_keys(
	struct gs_reader *in, const struct gs_record *pair, const void *items, uint32_t len)
{
	uint32_t twice;

	return len < 2 || gs__keys_differ(in, pair, items, len, &twice);
}

static inline bool gs_read_handle(struct gs_reader *in, uint32_t size, void *to)
{
	if (gs__reader_left(in) < 2 + size || in->at[0] != 0xc4 || in->at[1] != size)
		return false;
	memcpy(to, in->at + 2, size);
	in->at += 2 + size;
	return true;
}

#endif
