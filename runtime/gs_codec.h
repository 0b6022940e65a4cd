/* SPDX-License-Identifier: MIT */
/*
 * gs_codec.h: the codec primitives that generated sources are made of; nobody else includes it.
 *
 * A reader's bytes are not its own; what is read points into them, or into its arena. A writer
 * appends to a growing buffer. The position in either is a variable of the function that reads or
 * writes, `at`, which the primitives move: so it stays in a register. All of them return whether it
 * worked and are joined by `&&`: after a false the message is given up as a whole, the position
 * means nothing, and the runtime goes on with the table-driven reader (wire/record.h), which takes
 * rare forms too and finds the words for what is wrong. Bounds are checked before anything is
 * stored. Static inline, because it was measured.
 *
 * From here on a function that may end without its result, a call of one that is not declared, and
 * an integer or another pointer where a pointer is wanted are errors, whatever flags a makefile
 * has, but -w: in a body they are a caller without an answer, and crashes. Formats are not named
 * here: "warning" would lower what -Werror asks for.
 */
#ifndef GS_CODEC_H
#define GS_CODEC_H

#include <gs_tables.h>
#include <string.h>

#pragma GCC diagnostic error "-Wreturn-type"
#pragma GCC diagnostic error "-Wimplicit-function-declaration"
#pragma GCC diagnostic error "-Wint-conversion"
#pragma GCC diagnostic error "-Wincompatible-pointer-types"

struct gs__arena;

struct gs_reader {
	const uint8_t *at; /* where a message begins; behind it, when it was read */
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
 * The primitives, in the shape in which generated code calls them (T: the C type of the name; the
 * shortest form of an integer is written):
 *
 *   gs_read_array(&at, in, &count)            an array's head
 *   gs_read_fields(&at, in, known, &given)    the same, of so many elements mostly
 *   gs_read_rest(&at, in, given, known)       skips the elements a newer peer added, to depth 32
 *   gs_read_bool(&at, in, &b)
 *   gs_read_u8 .. u64, i8 .. i64(&at, in, min, max, &n)
 *   gs_read_f32, gs_read_f64(&at, in, &f)
 *   gs_read_f32_in, gs_read_f64_in(&at, in, min, max, &f)   the same, ranged (no NaN)
 *   gs_read_duration(&at, in, min, max, &ns)  also of `time`
 *   gs_read_str, gs_read_bytes(&at, in, min, max, &s)   UTF-8 checked
 *   gs_read_enum(&at, in, &names, &value)     an int; `value` of an int-sized enum
 *   gs_read_member(&at, in, count, &index)    the head of a union: an array of two, and which of so
 *                                             many members; the value follows
 *   gs_read_nil(&at, in)                      the value of a member without a type
 *   gs_read_some(&at, in, &has)               of an optional: consumes nil, or says has
 *   gs_read_list(&at, in, min, max, item_size, &items, &len)   the head, and room for the items;
 *                                             each needs a byte: a false length costs nothing
 *   gs_read_pairs(&at, in, min, max, pair_size, &items, &len)   likewise of a map
 *   gs_read_keys(in, &pair, items, len)       whose keys, by the pair's record, must all differ
 *   gs_read_handle(&at, in, size, &h)         gs_from, gs_timer, gs_instant, gs_ref, in what stays
 *                                             in its process: messages to oneself, contexts
 *
 *   gs_write_room(&at, out, size)             the next `size` bytes need no further check
 *   gs_write_fields(&at, out, count)          the head of a record, for which its caller made room
 *   gs_write_array(&at, count) .._map(&at, count) .._nil(&at) .._bool(&at, b)
 *   .._uint(&at, u64) .._int(&at, i64)
 *   .._f32 .._f64                             into room made before (at most 9 bytes each)
 *   gs_write_member(&at, index)               likewise (1 byte and those of the index)
 *   gs_write_enum(&at, &names, value)         likewise; false: not a value of the enum
 *   gs_write_keys(out, &pair, items, len)     no bytes: do the keys of a map all differ?
 *   gs_write_handle(&at, size, &h)            likewise (2 + size bytes)
 *   gs_write_str, gs_write_bytes(&at, min, max, s)   likewise (5 + s.len bytes); bounds and UTF-8
 *                                             are checked
 *   gs_write_long_str, gs_write_long_bytes(&at, out, min, max, s)   the same, making their own room
 */

/* Small structs that lists are made of are read and written where the list is. */
#define GS_SMALL __attribute__((always_inline)) inline

#define GS_BIG_ENDIAN (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)

/* What the inline ones leave to wire/codec.c. A position that is NULL: it did not work. */
const uint8_t *gs__skip_at(const uint8_t *at, const uint8_t *end, uint32_t count);
void *gs__read_room(const struct gs_reader *in, size_t size); /* of the arena; NULL: no memory */
/* Of the pairs of a map. False: the one at *twice has a key that stands before it; 0: no memory. */
bool gs__keys_differ(const struct gs_reader *in, const struct gs_record *pair, const void *items,
	uint32_t len, uint32_t *twice);
/* Likewise of pairs that C hands over; no memory is said in the writer. */
bool gs__write_keys(
	struct gs_writer *out, const struct gs_record *pair, const void *items, uint32_t len);
bool gs__write_grow(struct gs_writer *out, size_t size);
bool gs__utf8_is_valid(const char *text, size_t len);

/* Mostly the values are 0, 1, 2 ... */
static inline bool gs__enum_has(const struct gs_enum *names, int32_t value)
{
	if (value >= 0 && (uint32_t)value < names->count && names->values[value].value == value)
		return true;
	for (uint32_t i = 0; i < names->count; i++)
		if (names->values[i].value == value)
			return true;
	return false;
}

static inline uint16_t gs__load16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t gs__load32(const uint8_t *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return GS_BIG_ENDIAN ? n : __builtin_bswap32(n);
}

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
