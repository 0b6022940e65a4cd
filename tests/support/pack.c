/* SPDX-License-Identifier: MIT */
#include "tests/support/pack.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/sim/memory.h"

void pack_bytes(struct pack *out, const void *bytes, size_t len)
{
	if (out->len + len > out->room) {
		out->room = 2 * (out->len + len) + 64;
		out->bytes = gs__memory_plain(out->bytes, out->room);
		assert(out->bytes);
	}
	if (len)
		memcpy(out->bytes + out->len, bytes, len);
	out->len += len;
}

void pack_cut(struct pack *out, size_t len)
{
	memmove(out->bytes, out->bytes + len, out->len - len);
	out->len -= len;
}

void pack_free(struct pack *out)
{
	gs__memory_plain(out->bytes, 0);
	*out = (struct pack){ 0 };
}

static void put(struct pack *out, unsigned head, uint64_t value, int bytes)
{
	uint8_t all[9] = { (uint8_t)head };

	for (int i = 0; i < bytes; i++)
		all[1 + i] = (uint8_t)(value >> 8 * (bytes - 1 - i));
	pack_bytes(out, all, (size_t)bytes + 1);
}

static void put_int(struct pack *out, const char *digits)
{
	bool is_negative = *digits == '-';
	uint64_t value = is_negative ? (uint64_t)strtoll(digits, NULL, 10)
				     : strtoull(digits, NULL, 10);

	if (is_negative && (int64_t)value >= -32)
		put(out, (unsigned)(value & 0xff), 0, 0);
	else if (is_negative)
		put(out, 0xd3, value, 8);
	else if (value < 128)
		put(out, (unsigned)value, 0, 0);
	else if (value <= UINT32_MAX)
		put(out, 0xce, value, 4);
	else
		put(out, 0xcf, value, 8);
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \n\t,:");
}

static const char *put_value(struct pack *out, const char *text);

/* Elements up to `close`; their head needs the count, so they are packed apart first. */
static const char *put_many(struct pack *out, const char *text, char close)
{
	struct pack items = { 0 };
	uint32_t count = 0;

	for (text = skip_blanks(text + 1); *text != close; text = skip_blanks(text)) {
		assert(*text);
		text = put_value(&items, text);
		count++;
	}
	if (close == ']')
		put(out, 0xdd, count, 4);
	else
		put(out, 0xdf, count / 2, 4);
	pack_bytes(out, items.bytes, items.len);
	pack_free(&items);
	return text + 1;
}

static const char *put_str(struct pack *out, const char *text, bool is_bin)
{
	size_t len = strcspn(text, "\"");

	if (is_bin)
		put(out, 0xc6, len, 4);
	else if (len < 32)
		put(out, 0xa0 | (unsigned)len, 0, 0);
	else
		put(out, 0xdb, len, 4);
	pack_bytes(out, text, len);
	return text + len + 1;
}

static const char *put_number(struct pack *out, const char *text)
{
	size_t len = strspn(text, "-+.0123456789e");
	double number = strtod(text, NULL);
	uint64_t bits;

	assert(len);
	if (!memchr(text, '.', len) && !memchr(text, 'e', len)) {
		put_int(out, text);
		return text + len;
	}
	memcpy(&bits, &number, sizeof(bits));
	put(out, 0xcb, bits, 8);
	return text + len;
}

static const char *put_value(struct pack *out, const char *text)
{
	text = skip_blanks(text);
	if (*text == '[')
		return put_many(out, text, ']');
	if (*text == '{')
		return put_many(out, text, '}');
	if (*text == '"')
		return put_str(out, text + 1, false);
	if (strncmp(text, "b\"", 2) == 0)
		return put_str(out, text + 2, true);
	if (isalpha((unsigned char)*text)) {
		put(out, *text == 'n' ? 0xc0 : *text == 't' ? 0xc3 : 0xc2, 0, 0);
		return text + strspn(text, "abcdefghijklmnopqrstuvwxyz");
	}
	return put_number(out, text);
}

void pack_text(struct pack *out, const char *text)
{
	text = skip_blanks(put_value(out, text));
	assert(!*text);
}

/* What a head says: how many bytes it takes with its length or value, that number, and what
 * follows. */
struct head {
	uint8_t first;
	size_t size;
	uint64_t number; /* the value, or the length */
	size_t body;     /* bytes after the head */
	uint64_t items;  /* values after the head */
};

static uint64_t big_endian(const uint8_t *at, size_t bytes)
{
	uint64_t value = 0;

	while (bytes--)
		value = value << 8 | *at++;
	return value;
}

/* The bytes after the first one: of c0 .. df. */
static const uint8_t extra[32] = { 0, 0, 0, 0, 1, 2, 4, 2, 3, 5, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3,
	5, 9, 17, 1, 2, 4, 2, 4, 2, 4 };

/* False: not enough bytes. */
static bool read_head(const uint8_t *at, size_t len, struct head *head)
{
	uint8_t first;

	if (!len)
		return false;
	first = *at;
	*head = (struct head){ .first = first, .size = 1, .number = first };
	if (first < 0x80 || first >= 0xe0)
		return true;
	if (first < 0x90) {
		head->items = 2 * (head->number = first & 15);
	} else if (first < 0xa0) {
		head->items = head->number = first & 15;
	} else if (first < 0xc0) {
		head->body = head->number = first & 31;
	} else {
		head->size = 1 + (size_t)extra[first - 0xc0];
		if (len < head->size)
			return false;
		head->number = big_endian(at + 1, head->size - 1);
		if ((first >= 0xc4 && first <= 0xc6) || (first >= 0xd9 && first <= 0xdb))
			head->body = head->number;
		else if (first == 0xdc || first == 0xdd)
			head->items = head->number;
		else if (first >= 0xde)
			head->items = 2 * head->number;
	}
	return true;
}

long pack_size(const uint8_t *bytes, size_t len)
{
	uint64_t open = 1;
	size_t at = 0;

	while (open--) {
		struct head head;

		if (at == len)
			return 0;
		if (bytes[at] == 0xc1)
			return -1;
		if (!read_head(bytes + at, len - at, &head) || len - at < head.size + head.body)
			return 0;
		at += head.size + head.body;
		open += head.items;
	}
	return (long)at;
}

static void print(struct pack *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void print(struct pack *out, const char *format, ...)
{
	char text[64];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	pack_bytes(out, text, strlen(text));
}

static void print_scalar(struct pack *out, const struct head *head)
{
	uint8_t first = head->first;
	double number;
	float single;
	uint32_t bits = (uint32_t)head->number;

	if (first < 0x80)
		print(out, "%d", first);
	else if (first >= 0xe0)
		print(out, "%d", (int8_t)first);
	else if (first == 0xc0)
		print(out, "nil");
	else if (first == 0xc2 || first == 0xc3)
		print(out, first == 0xc2 ? "false" : "true");
	else if (first >= 0xcc && first <= 0xcf)
		print(out, "%llu", (unsigned long long)head->number);
	else if (first >= 0xd0 && first <= 0xd3)
		print(out, "%lld",
			(long long)(head->number << (72 - 8 * head->size)) >>
				(72 - 8 * head->size));
	else if (first == 0xcb)
		print(out, "%.17g", (memcpy(&number, &head->number, 8), number));
	else if (first == 0xca)
		print(out, "%.9g", (double)(memcpy(&single, &bits, 4), single));
	else
		print(out, "<%02x>", first);
}

static bool is_text(uint8_t first)
{
	return (first >= 0xa0 && first < 0xc0) || (first >= 0xc4 && first <= 0xc6) ||
	       (first >= 0xd9 && first <= 0xdb);
}

static bool is_many(uint8_t first)
{
	return (first >= 0x80 && first < 0xa0) || (first >= 0xdc && first <= 0xdf);
}

static bool is_map(uint8_t first)
{
	return first < 0x90 || first >= 0xde;
}

size_t unpack(struct pack *out, const uint8_t *bytes)
{
	struct head head;
	const uint8_t *at = bytes;

	read_head(at, SIZE_MAX, &head);
	at += head.size;
	if (is_text(head.first)) {
		print(out, head.first >= 0xc4 && head.first <= 0xc6 ? "b\"" : "\"");
		pack_bytes(out, at, head.body);
		print(out, "\"");
		at += head.body;
	} else if (is_many(head.first)) {
		print(out, is_map(head.first) ? "{" : "[");
		for (uint64_t i = 0; i < head.items; i++) {
			print(out, !i ? "" : is_map(head.first) && i % 2 ? ": " : ", ");
			at += unpack(out, at);
		}
		print(out, is_map(head.first) ? "}" : "]");
	} else {
		print_scalar(out, &head);
	}
	pack_bytes(out, "", 1);
	out->len--;
	return (size_t)(at - bytes);
}

uint32_t unpack_array(const uint8_t **at)
{
	struct head head;

	read_head(*at, SIZE_MAX, &head);
	*at += head.size;
	return (uint32_t)head.items;
}

int64_t unpack_int(const uint8_t **at)
{
	struct head head;

	read_head(*at, SIZE_MAX, &head);
	*at += head.size;
	return (int64_t)head.number;
}
