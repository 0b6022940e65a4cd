/* SPDX-License-Identifier: MIT */
#include "tests/interop/c/value.h"

#include <assert.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Each takes the text from its start and returns where it ends. */

static const char *pack_value(msgpack_packer *to, const char *at);

static const char *skip(const char *at, const char *separators)
{
	return at + strspn(at, separators);
}

/* MessagePack says how many come before it says what, so the items wait in a buffer. */
static const char *pack_items(msgpack_packer *to, const char *at, bool is_map)
{
	msgpack_sbuffer items;
	msgpack_packer packer;
	size_t count = 0;

	msgpack_sbuffer_init(&items);
	msgpack_packer_init(&packer, &items, msgpack_sbuffer_write);
	for (at++; *at != (is_map ? '}' : ']'); count++) {
		at = skip(pack_value(&packer, at), ": ");
		if (is_map)
			at = pack_value(&packer, at);
		at = skip(at, ", ");
	}
	if (is_map)
		msgpack_pack_map(to, count);
	else
		msgpack_pack_array(to, count);
	if (items.size > 0)
		to->callback(to->data, items.data, items.size);
	msgpack_sbuffer_destroy(&items);
	return at + 1;
}

static const char *pack_string(msgpack_packer *to, const char *at)
{
	size_t len = strcspn(++at, "'");

	msgpack_pack_str_with_body(to, at, len);
	return at + len + 1;
}

static const char *pack_bytes(msgpack_packer *to, const char *at)
{
	size_t len = strcspn(at += 2, "'") / 2;
	char pair[3] = { 0 }, byte;

	msgpack_pack_bin(to, len);
	for (; *at != '\''; at += 2) {
		memcpy(pair, at, 2);
		byte = (char)strtoul(pair, NULL, 16);
		msgpack_pack_bin_body(to, &byte, 1);
	}
	return at + 1;
}

static const char *pack_number(msgpack_packer *to, const char *at)
{
	char *end;

	if (strcspn(at, ".e") < strcspn(at, ",:]}")) {
		double real = strtod(at, &end);

		if (*end != 'f') {
			msgpack_pack_double(to, real);
			return end;
		}
		msgpack_pack_float(to, (float)real);
		return end + 1;
	}
	if (*at == '-')
		msgpack_pack_int64(to, strtoll(at, &end, 10));
	else
		msgpack_pack_uint64(to, strtoull(at, &end, 10));
	return end;
}

static const char *pack_value(msgpack_packer *to, const char *at)
{
	switch (*at) {
	case '[': return pack_items(to, at, false);
	case '{': return pack_items(to, at, true);
	case '\'': return pack_string(to, at);
	case 'x': return pack_bytes(to, at);
	case 'n': msgpack_pack_nil(to); return at + strlen("nil");
	case 't': msgpack_pack_true(to); return at + strlen("true");
	case 'f': msgpack_pack_false(to); return at + strlen("false");
	default: assert(isdigit((unsigned char)*at) || *at == '-'); return pack_number(to, at);
	}
}

void value_of(struct value *value, const char *text)
{
	msgpack_packer packer;
	msgpack_unpack_return got;

	msgpack_sbuffer_init(&value->bytes);
	msgpack_packer_init(&packer, &value->bytes, msgpack_sbuffer_write);
	text = pack_value(&packer, text);
	assert(*text == '\0');
	msgpack_unpacked_init(&value->whole);
	got = msgpack_unpack_next(&value->whole, value->bytes.data, value->bytes.size, NULL);
	assert(got == MSGPACK_UNPACK_SUCCESS);
	(void)got;
	value->object = value->whole.data;
}

void value_free(struct value *value)
{
	msgpack_unpacked_destroy(&value->whole);
	msgpack_sbuffer_destroy(&value->bytes);
}
