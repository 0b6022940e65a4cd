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
	bool wipes;     /* it leaves nothing behind in the buffers it grows out of */
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
 *   gs_read_member(in, count, &index)         the head of a union: an array of two, and which of so
 *                                             many members; the value follows
 *   gs_read_nil(in)                           the value of a member without a type
 *   gs_read_some(in, &has)                    of an optional: consumes nil, or says has
 *   gs_read_list(in, min, max, item_size, &items, &len)   the head, and room for the items; each
 *                                             needs a byte, so that a false length costs nothing
 *   gs_read_pairs(in, min, max, pair_size, &items, &len)   likewise of a map
 *   gs_read_keys(in, &pair, items, len)       whose keys, by the pair's record, must all differ
 *   gs_read_handle(in, size, &h)              gs_from, gs_timer, gs_instant, gs_ref, in what stays
 *                                             in its process: messages to oneself, contexts
 *
 *   gs_write_room(out, size)                  the next `size` bytes need no further check
 *   gs_write_array(out, count) .._map(out, count) .._nil(out) .._bool(out, b)
 *   .._uint(out, u64) .._int(out, i64)
 *   .._f32 .._f64                             into room made before (at most 9 bytes each)
 *   gs_write_member(out, index)               likewise (1 byte and those of the index)
 *   gs_write_handle(out, size, &h)            likewise (2 + size bytes)
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
bool gs__read_count(struct gs_reader *in, uint32_t *count);               /* an array's */
bool gs__read_map(struct gs_reader *in, uint32_t *count);                 /* a map's */
bool gs__read_length(struct gs_reader *in, bool is_bytes, uint32_t *len); /* of str or bin */
bool gs__read_enum(struct gs_reader *in, const struct gs_enum *names, int32_t *value);
bool gs__read_skip(struct gs_reader *in, uint32_t count); /* so many objects, to depth 32 */
void *gs__read_room(struct gs_reader *in, size_t size);   /* of the arena; NULL: no memory */
/* Of the pairs of a map. False: the one at *twice has a key that stands before it; 0: no memory. */
bool gs__keys_differ(struct gs_reader *in, const struct gs_record *pair, const void *items,
	uint32_t len, uint32_t *twice);
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

#include <gs_codec_read.h>
#include <gs_codec_write.h>

#endif
