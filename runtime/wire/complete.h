/* SPDX-License-Identifier: MIT */
/*
 * Reading every form of MessagePack that stands for a value: what the table-driven reader, the
 * envelope and others of the runtime read with, where gs_codec.h has the common forms only.
 *
 * Each consumes what it read and says whether it could; after a false the position means nothing.
 * Nothing is allocated, nothing copied.
 */
#ifndef GS_WIRE_COMPLETE_H
#define GS_WIRE_COMPLETE_H

#include <gs_codec.h>

static inline size_t gs__reader_left(const struct gs_reader *in)
{
	return (size_t)(in->end - in->at);
}

/* Where the common form does not stand. */
bool gs__any_count(struct gs_reader *in, uint32_t *count);

/* An integer that the type holds, in any form. */
static inline bool gs__read_uint(struct gs_reader *in, uint64_t *to)
{
	return gs__get_uint(&in->at, in, UINT64_MAX, to);
}

static inline bool gs__read_u32(struct gs_reader *in, uint32_t *to)
{
	uint64_t n = 0;

	if (!gs__read_uint(in, &n) || n > UINT32_MAX)
		return false;
	*to = (uint32_t)n;
	return true;
}

/* An array's head. */
static inline bool gs__read_count(struct gs_reader *in, uint32_t *count)
{
	return gs_read_array(&in->at, in, count) || gs__any_count(in, count);
}

bool gs__read_int(struct gs_reader *in, int64_t *to);
bool gs__read_number(struct gs_reader *in, double *to);   /* any float or integer */
bool gs__read_ns(struct gs_reader *in, int64_t *to);      /* an integer, or a float that is one */
bool gs__read_map(struct gs_reader *in, uint32_t *count); /* a map's head */
/* The head of a text; `is_bytes`: of bytes, or of a text. */
bool gs__read_length(struct gs_reader *in, bool is_bytes, uint32_t *len);
bool gs__read_str(struct gs_reader *in, uint32_t max, gs_str *to); /* UTF-8, up to max bytes */
bool gs__read_enum(struct gs_reader *in, const struct gs_enum *names, int32_t *value);
bool gs__read_skip(struct gs_reader *in, uint32_t count); /* so many objects, to depth 32 */

#endif
