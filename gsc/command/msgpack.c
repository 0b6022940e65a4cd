/* SPDX-License-Identifier: MIT */
#include "gsc/command/msgpack.h"

#include <string.h>

enum { NESTING_MAX = 64 };

/* `head`, then the low `size` bytes of `value`, the highest first. */
static void put(struct text *out, unsigned head, uint64_t value, unsigned size)
{
	char bytes[9];

	bytes[0] = (char)head;
	for (unsigned i = 0; i < size; i++)
		bytes[1 + i] = (char)(value >> (8 * (size - 1 - i)));
	text_raw(out, bytes, 1 + (size_t)size);
}

void msgpack_nil(struct text *out)
{
	put(out, 0xc0, 0, 0);
}

void msgpack_bool(struct text *out, bool value)
{
	put(out, value ? 0xc3 : 0xc2, 0, 0);
}

void msgpack_integer(struct text *out, model_int value)
{
	uint64_t bits = (uint64_t)value;
	int wide; /* 2^wide bytes */

	if (value >= -32 && value < 128) {
		put(out, (unsigned)(bits & 0xff), 0, 0);
		return;
	}
	if (value >= 0) {
		wide = (bits > UINT8_MAX) + (bits > UINT16_MAX) + (bits > UINT32_MAX);
		put(out, 0xccU + (unsigned)wide, bits, 1U << wide);
	} else {
		wide = (value < INT8_MIN) + (value < INT16_MIN) + (value < INT32_MIN);
		put(out, 0xd0U + (unsigned)wide, bits, 1U << wide);
	}
}

void msgpack_real(struct text *out, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	put(out, 0xcb, bits, 8);
}

/* A head that carries a length: in itself up to `fix_max`, or in 1 (unless `head8` is 0), 2 or 4
 * bytes behind it. */
static void put_length(
	struct text *out, unsigned fix, size_t fix_max, unsigned head8, unsigned head16, size_t len)
{
	if (len < fix_max)
		put(out, fix | (unsigned)len, 0, 0);
	else if (head8 && len <= UINT8_MAX)
		put(out, head8, len, 1);
	else if (len <= UINT16_MAX)
		put(out, head16, len, 2);
	else
		put(out, head16 + 1, len, 4);
}

void msgpack_string(struct text *out, const char *bytes, size_t len)
{
	put_length(out, 0xa0, 32, 0xd9, 0xda, len);
	text_raw(out, bytes, len);
}

void msgpack_bytes(struct text *out, const char *bytes, size_t len)
{
	put_length(out, 0, 0, 0xc4, 0xc5, len);
	text_raw(out, bytes, len);
}

void msgpack_list(struct text *out, size_t count)
{
	put_length(out, 0x90, 16, 0, 0xdc, count);
}

void msgpack_map(struct text *out, size_t count)
{
	put_length(out, 0x80, 16, 0, 0xde, count);
}

size_t msgpack_list_open(struct text *out)
{
	put(out, 0xdd, 0, 4);
	return out->len;
}

size_t msgpack_map_open(struct text *out)
{
	put(out, 0xdf, 0, 4);
	return out->len;
}

void msgpack_close(struct text *out, size_t opened, size_t count)
{
	for (unsigned i = 1; i <= 4; i++) {
		out->bytes[opened - i] = (char)(count & 0xff);
		count >>= 8;
	}
}

static bool get(struct msgpack_reader *in, unsigned size, uint64_t *value)
{
	*value = 0;
	if ((size_t)(in->end - in->at) < size)
		return false;
	while (size-- > 0)
		*value = *value << 8 | *in->at++;
	return true;
}

/* A length of `size` bytes, then so many bytes and `extra` more. */
static bool get_bytes(
	struct msgpack_reader *in, unsigned size, unsigned extra, struct msgpack_item *item)
{
	uint64_t len = item->count;

	if (size > 0 && !get(in, size, &len))
		return false;
	len += extra;
	if ((uint64_t)(in->end - in->at) < len)
		return false;
	item->bytes = (const char *)in->at;
	item->count = (uint32_t)len;
	in->at += len;
	return true;
}

static bool get_count(struct msgpack_reader *in, unsigned size, struct msgpack_item *item)
{
	uint64_t count;

	if (!get(in, size, &count))
		return false;
	item->count = (uint32_t)count;
	return true;
}

static bool get_integer(
	struct msgpack_reader *in, unsigned size, bool is_signed, struct msgpack_item *item)
{
	uint64_t bits;
	unsigned unused = 64 - 8 * size;

	item->kind = MSGPACK_INTEGER;
	if (!get(in, size, &bits))
		return false;
	item->integer = is_signed ? (model_int)((int64_t)(bits << unused) >> unused)
				  : (model_int)bits;
	return true;
}

static bool get_real(struct msgpack_reader *in, unsigned size, struct msgpack_item *item)
{
	uint64_t bits;
	uint32_t half;
	float single;

	item->kind = MSGPACK_REAL;
	if (!get(in, size, &bits))
		return false;
	half = (uint32_t)bits;
	memcpy(&single, &half, sizeof(single));
	memcpy(&item->real, &bits, sizeof(bits));
	if (size == 4)
		item->real = (double)single;
	return true;
}

/* The heads from 0xc0 to 0xdf, in the order of MessagePack's page. */
static bool read_wide(struct msgpack_reader *in, unsigned head, struct msgpack_item *item)
{
	static const uint8_t kinds[] = { MSGPACK_NIL, MSGPACK_NIL, MSGPACK_BOOL, MSGPACK_BOOL,
		MSGPACK_BYTES, MSGPACK_BYTES, MSGPACK_BYTES, MSGPACK_OTHER, MSGPACK_OTHER,
		MSGPACK_OTHER };

	item->kind = head <= 0xc9   ? (enum msgpack_kind)kinds[head - 0xc0]
		     : head <= 0xd8 ? MSGPACK_OTHER
		     : head <= 0xdb ? MSGPACK_STRING
		     : head <= 0xdd ? MSGPACK_LIST
				    : MSGPACK_MAP;
	if (head == 0xc1)
		return false;
	if (head <= 0xc3) {
		item->integer = head == 0xc3;
		return true;
	}
	if (head <= 0xc9)
		return get_bytes(in, 1U << (head - 0xc4) % 3, head >= 0xc7, item);
	if (head <= 0xcb)
		return get_real(in, head == 0xca ? 4 : 8, item);
	if (head <= 0xd3)
		return get_integer(in, 1U << (head - 0xcc) % 4, head >= 0xd0, item);
	if (head <= 0xd8) {
		item->count = 1U << (head - 0xd4);
		return get_bytes(in, 0, 1, item);
	}
	if (head <= 0xdb)
		return get_bytes(in, 1U << (head - 0xd9), 0, item);
	return get_count(in, head % 2 == 0 ? 2 : 4, item);
}

bool msgpack_read(struct msgpack_reader *in, struct msgpack_item *item)
{
	unsigned head;

	memset(item, 0, sizeof(*item));
	if (in->at == in->end)
		return false;
	head = *in->at++;
	if (head >= 0xc0 && head <= 0xdf)
		return read_wide(in, head, item);
	item->kind = head < 0x80 || head >= 0xe0 ? MSGPACK_INTEGER
		     : head < 0x90               ? MSGPACK_MAP
		     : head < 0xa0               ? MSGPACK_LIST
						 : MSGPACK_STRING;
	item->integer = head < 0x80 ? (model_int)head : (model_int)head - 256;
	item->count = head & (item->kind == MSGPACK_STRING ? 0x1f : 0x0f);
	return item->kind != MSGPACK_STRING || get_bytes(in, 0, 0, item);
}

static bool skip(struct msgpack_reader *in, unsigned depth)
{
	struct msgpack_item item;
	uint64_t inside;

	if (depth > NESTING_MAX || !msgpack_read(in, &item))
		return false;
	inside = item.kind == MSGPACK_LIST  ? item.count
		 : item.kind == MSGPACK_MAP ? 2ULL * item.count
					    : 0;
	while (inside-- > 0) {
		if (!skip(in, depth + 1))
			return false;
	}
	return true;
}

bool msgpack_skip(struct msgpack_reader *in)
{
	return skip(in, 0);
}
