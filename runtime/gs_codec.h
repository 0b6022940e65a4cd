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
 *   gs_read_duration(in, min, max, &ns)       also of `time`; an integral float64 is accepted
 *   gs_read_str, gs_read_bytes(in, min, max, &s)   UTF-8 checked; bytes accept str
 *   gs_read_enum(in, &names, &value)          an int or a name; `value` of an int-sized enum
 *   gs_read_some(in, &has)                    of an optional: consumes nil, or says has
 *   gs_read_list(in, min, max, item_size, &items, &len)   the head, and room for the items; each
 *                                             needs a byte, so that a false length costs nothing
 *
 *   gs_write_room(out, size)                  the next `size` bytes need no further check
 *   gs_write_array(out, count) .._nil(out) .._bool(out, b) .._uint(out, u64) .._int(out, i64)
 *   .._f32 .._f64                             into room made before (at most 9 bytes each)
 *   gs_write_str, gs_write_bytes(out, min, max, s)   make their own room; bounds and UTF-8 checked
 *   gs_write_enum(out, &names, value)         false: not a value of the enum
 */

#endif
