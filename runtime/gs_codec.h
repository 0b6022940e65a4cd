/* SPDX-License-Identifier: MIT */
/*
 * gs_codec.h: the codec primitives that generated sources are made of; nobody else includes it.
 *
 * A reader walks over bytes it does not own; what it gives out points into them, or into its arena.
 * A writer appends to a growing buffer. All functions return whether it worked and are joined by
 * `&&`: after a false the message is given up as a whole, the reader's position means nothing, and
 * the runtime finds the words for what was wrong with the table-driven reader (wire/record.h).
 * Bounds are checked before anything is stored. Static inline, because it was measured.
 */
#ifndef GS_CODEC_H
#define GS_CODEC_H

#include <gs_tables.h>
#include <string.h>

struct gs__arena;

struct gs_reader {
	const uint8_t *at;
	const uint8_t *end;
	struct gs__arena *arena; /* where lists go; lives as long as the message */
};

struct gs_writer {
	uint8_t *at; /* the next byte */
	uint8_t *end;
	uint8_t *bytes; /* what is written so far: bytes .. at */
	size_t limit;   /* never grows beyond so many bytes */
	bool no_memory; /* why a false came: no memory or the limit, not the message */
};

/*
 * The primitives, in the shape in which generated code calls them (T: the C type of the name; every
 * integer form of MessagePack is read for every integer kind, the shortest is written):
 *
 *   gs_read_array(in, &count)                 an array's head
 *   gs_read_rest(in, given, known)            skips the elements a newer peer added, to depth 32
 *   gs_read_bool(in, &b)
 *   gs_read_u8 .. u64, i8 .. i64(in, min, max, &n)
 *   gs_read_f32, gs_read_f64(in, &f)          an integer is accepted; f32 out of range refused
 *   gs_read_f32_in, gs_read_f64_in(in, min, max, &f)   the same, ranged (no NaN)
 *   gs_read_duration(in, min, max, &ns)       also of `time`; an integral float64 is accepted
 *   gs_read_str, gs_read_bytes(in, min, max, &s)   UTF-8 checked; bytes accept str
 *   gs_read_enum(in, &names, &value)          an int or a name; `value` of an int-sized enum
 *   gs_read_some(in, &has)                    of an optional: consumes nil, or says has
 *   gs_read_list(in, min, max, item_size, &items, &len)   the head, and room for the items; each
 *                                             needs a byte, so that a false length costs nothing
 *   gs_read_handle(in, &h)                    gs_from, gs_timer, gs_instant, in messages to oneself
 *
 *   gs_write_room(out, size)                  the next `size` bytes need no further check
 *   gs_write_array(out, count) .._nil(out) .._bool(out, b) .._uint(out, u64) .._int(out, i64)
 *   .._f32 .._f64                             into room made before (at most 9 bytes each)
 *   gs_write_handle(out, &h)                  likewise (10 bytes)
 *   gs_write_str, gs_write_bytes(out, min, max, s)   make their own room; bounds and UTF-8 checked
 *   gs_write_enum(out, &names, value)         makes its own; false: not a value of the enum
 *
 * A room covers what is written up to the next str or bytes. It reaches beyond one only if it was
 * made for that too, with its largest size (5 + max bytes): so one room may do for a whole message.
 */

#define GS_BIG_ENDIAN (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)

/* What the inline ones leave to wire/codec.c: the rare forms, the ends of input and of room. */
bool gs__read_uint_rare(struct gs_reader *in, uint64_t *to);
bool gs__read_int_rare(struct gs_reader *in, int64_t *to);
bool gs__read_number(struct gs_reader *in, double *to); /* any float or integer */
bool gs__read_f32_rare(struct gs_reader *in, float *to);
bool gs__read_ns_rare(struct gs_reader *in, int64_t *to);
bool gs__read_count(struct gs_reader *in, uint32_t *count);              /* an array's */
bool gs__read_map(struct gs_reader *in, uint32_t *count);                /* a map's */
bool gs__read_length(struct gs_reader *in, bool is_bytes, uint32_t *len); /* of str or bin */
bool gs__read_enum(struct gs_reader *in, const struct gs_enum *names, int32_t *value);
bool gs__read_skip(struct gs_reader *in, uint32_t count); /* so many objects, to depth 32 */
void *gs__read_room(struct gs_reader *in, size_t size);   /* of the arena; NULL: no memory */
bool gs__write_grow(struct gs_writer *out, size_t size);
bool gs__enum_has(const struct gs_enum *names, int32_t value);
bool gs__utf8_is_valid(const char *text, size_t len);

static inline uint64_t gs__load64(const uint8_t *at)
{
	uint64_t n;

	memcpy(&n, at, sizeof(n));
	return GS_BIG_ENDIAN ? n : __builtin_bswap64(n);
}

static inline void gs__store64(uint8_t *at, uint64_t n)
{
	n = GS_BIG_ENDIAN ? n : __builtin_bswap64(n);
	memcpy(at, &n, sizeof(n));
}

static inline void gs__store32(uint8_t *at, uint32_t n)
{
	n = GS_BIG_ENDIAN ? n : __builtin_bswap32(n);
	memcpy(at, &n, sizeof(n));
}

static inline void gs__store16(uint8_t *at, uint16_t n)
{
	at[0] = (uint8_t)(n >> 8);
	at[1] = (uint8_t)n;
}

static inline size_t gs__reader_left(const struct gs_reader *in)
{
	return (size_t)(in->end - in->at);
}

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

		*to = form < 4 ? (int64_t)(raw >> (64 - 8 * size)) : (int64_t)raw >> (64 - 8 * size);
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

/* UTF-8? ASCII is seen here, eight bytes at a time, the last eight overlapping. */
static inline bool gs__is_text(const uint8_t *at, uint32_t len)
{
	uint64_t all = 0, word;
	uint32_t half[2];

	if (len >= 8) {
		for (uint32_t i = 0; i < len - 8; i += 8) {
			memcpy(&word, at + i, 8);
			all |= word;
		}
		memcpy(&word, at + len - 8, 8);
		all |= word;
	} else if (len >= 4) {
		memcpy(&half[0], at, 4);
		memcpy(&half[1], at + len - 4, 4);
		all = half[0] | half[1];
	} else if (len > 0) {
		all = (uint64_t)(at[0] | at[len / 2] | at[len - 1]);
	}
	return !(all & 0x8080808080808080) || gs__utf8_is_valid((const char *)at, len);
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
	if (gs__reader_left(in) > 0 && *in->at < 0x80 && *in->at < names->count
			&& names->values[*in->at].value == *in->at)
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

static inline bool gs_read_handle(struct gs_reader *in, void *to)
{
	if (gs__reader_left(in) < 10 || in->at[0] != 0xc4 || in->at[1] != 8)
		return false;
	memcpy(to, in->at + 2, 8);
	in->at += 10;
	return true;
}

/* Writing. */

static inline bool gs_write_room(struct gs_writer *out, size_t size)
{
	return (size_t)(out->end - out->at) >= size || gs__write_grow(out, size);
}

static inline bool gs_write_nil(struct gs_writer *out)
{
	*out->at++ = 0xc0;
	return true;
}

static inline bool gs_write_bool(struct gs_writer *out, bool value)
{
	*out->at++ = (uint8_t)(0xc2 | value);
	return true;
}

/* A tag and the shortest of the forms of 1, 2, 4, 8 bytes that the tag begins. */
static inline bool gs__write_sized(struct gs_writer *out, uint8_t tag, uint64_t n)
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

static inline bool gs_write_uint(struct gs_writer *out, uint64_t n)
{
	if (n >= 0x80)
		return gs__write_sized(out, 0xcc, n);
	*out->at++ = (uint8_t)n;
	return true;
}

static inline bool gs_write_int(struct gs_writer *out, int64_t n)
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

static inline bool gs_write_f32(struct gs_writer *out, float value)
{
	uint32_t raw;

	memcpy(&raw, &value, sizeof(raw));
	out->at[0] = 0xca;
	gs__store32(out->at + 1, raw);
	out->at += 5;
	return true;
}

static inline bool gs_write_f64(struct gs_writer *out, double value)
{
	uint64_t raw;

	memcpy(&raw, &value, sizeof(raw));
	out->at[0] = 0xcb;
	gs__store64(out->at + 1, raw);
	out->at += 9;
	return true;
}

static inline bool gs__write_head(struct gs_writer *out, uint8_t few, uint8_t tag, uint32_t count)
{
	if (count < 16) {
		*out->at++ = (uint8_t)(few | count);
	} else if (count <= UINT16_MAX) {
		out->at[0] = tag;
		gs__store16(out->at + 1, (uint16_t)count);
		out->at += 3;
	} else {
		out->at[0] = (uint8_t)(tag + 1);
		gs__store32(out->at + 1, count);
		out->at += 5;
	}
	return true;
}

static inline bool gs_write_array(struct gs_writer *out, uint32_t count)
{
	return gs__write_head(out, 0x90, 0xdc, count);
}

static inline bool gs_write_map(struct gs_writer *out, uint32_t count)
{
	return gs__write_head(out, 0x80, 0xde, count);
}

static inline bool gs_write_str(struct gs_writer *out, uint32_t min, uint32_t max, gs_str s)
{
	if (s.len - min > max - min || !gs__is_text((const uint8_t *)s.data, s.len)
			|| !gs_write_room(out, (size_t)s.len + 5))
		return false;
	if (s.len < 32)
		*out->at++ = (uint8_t)(0xa0 | s.len);
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

static inline bool gs_write_handle(struct gs_writer *out, const void *from)
{
	out->at[0] = 0xc4;
	out->at[1] = 8;
	memcpy(out->at + 2, from, 8);
	out->at += 10;
	return true;
}

#endif
