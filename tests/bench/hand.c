/* SPDX-License-Identifier: MIT */
/*
 * The yardstick: limiter.acquire of the rate limiter as a careful person would write it by hand for
 * this one call. MessagePack-RPC with the same checks (framing, method, arity, type, range), the
 * positional form only, one connection's answers in one write.
 */
#include "tests/bench/lib/peer.h"

#include <stdbool.h>
#include <string.h>

#define METHOD "limiter.acquire"

enum { ANSWER_MAX = 128 };

struct bucket {
	uint32_t tokens;
};

struct input {
	const uint8_t *at;
	const uint8_t *end;
	bool is_short; /* the message goes on past the end */
};

/* `len` bytes, or NULL where they are not all there. */
static const uint8_t *need(struct input *in, size_t len)
{
	const uint8_t *at = in->at;

	if ((size_t)(in->end - at) < len) {
		in->is_short = true;
		return NULL;
	}
	in->at += len;
	return at;
}

static uint64_t big_endian(const uint8_t *at, size_t len)
{
	uint64_t value = 0;

	while (len--)
		value = value << 8 | *at++;
	return value;
}

static bool read_unsigned(struct input *in, uint64_t *value)
{
	const uint8_t *at = need(in, 1);
	size_t len;

	if (!at)
		return false;
	if (*at < 0x80) {
		*value = *at;
		return true;
	}
	if (*at < 0xcc || *at > 0xcf)
		return false;
	len = (size_t)1 << (*at - 0xcc);
	at = need(in, len);
	if (!at)
		return false;
	*value = big_endian(at, len);
	return true;
}

static bool read_string(struct input *in, const uint8_t **text, size_t *len)
{
	const uint8_t *at = need(in, 1);
	size_t width;

	if (!at)
		return false;
	if ((*at & 0xe0) == 0xa0) {
		*len = *at & 0x1f;
	} else {
		if (*at < 0xd9 || *at > 0xdb)
			return false;
		width = (size_t)1 << (*at - 0xd9);
		at = need(in, width);
		if (!at)
			return false;
		*len = big_endian(at, width);
	}
	*text = need(in, *len);
	return *text != NULL;
}

static uint8_t *put_unsigned(uint8_t *to, uint64_t value)
{
	size_t power = value <= UINT8_MAX    ? 0
		       : value <= UINT16_MAX ? 1
		       : value <= UINT32_MAX ? 2
					     : 3;

	if (value < 0x80) {
		*to++ = (uint8_t)value;
		return to;
	}
	*to++ = (uint8_t)(0xcc + power);
	for (size_t len = (size_t)1 << power; len--;)
		*to++ = (uint8_t)(value >> 8 * len);
	return to;
}

static uint8_t *put_string(uint8_t *to, const char *text)
{
	size_t len = strlen(text);

	*to++ = 0xd9;
	*to++ = (uint8_t)len;
	memcpy(to, text, len);
	return to + len;
}

static uint8_t *put_head(uint8_t *to, uint64_t msgid)
{
	*to++ = 0x94;
	*to++ = 1;
	return put_unsigned(to, msgid);
}

static uint8_t *put_error(uint8_t *to, uint64_t msgid, const char *name, const char *text)
{
	to = put_head(to, msgid);
	*to++ = 0x92;
	to = put_string(to, name);
	to = put_string(to, text);
	*to++ = 0xc0;
	return to;
}

static uint8_t *acquire(uint8_t *to, uint64_t msgid, uint64_t n, struct bucket *bucket)
{
	if (n < 1 || n > 1000)
		return put_error(to, msgid, "bad_request", "acquire.n: not in 1..1000");
	if (bucket->tokens < n) {
		to = put_head(to, msgid);
		*to++ = 0x93;
		to = put_string(to, "exhausted");
		to = put_string(to, "not enough tokens");
		*to++ = 0x91;
		to = put_unsigned(to, 1000000000);
		*to++ = 0xc0;
		return to;
	}
	bucket->tokens -= (uint32_t)n;
	to = put_head(to, msgid);
	*to++ = 0xc0;
	*to++ = 0x91;
	return put_unsigned(to, bucket->tokens);
}

/* One request. NULL: it is not whole, or (is_short is false) it is none of ours. */
static uint8_t *handle(struct input *in, uint8_t *to, struct bucket *bucket)
{
	const uint8_t *head = need(in, 2);
	const uint8_t *method, *params;
	uint64_t msgid, n = 1;
	size_t len;

	if (!head || head[0] != 0x94 || head[1] != 0 || !read_unsigned(in, &msgid) ||
		msgid > UINT32_MAX || !read_string(in, &method, &len))
		return NULL;
	params = need(in, 1);
	if (!params || *params < 0x90 || *params > 0x91)
		return NULL;
	if (*params == 0x91 && !read_unsigned(in, &n))
		return NULL;
	if (len != sizeof(METHOD) - 1 || memcmp(method, METHOD, len) != 0)
		return put_error(to, msgid, "no_clause", "no such call");
	return acquire(to, msgid, n, bucket);
}

static long take(struct peer_conn *conn, void *arg)
{
	struct input in = { .at = conn->in, .end = conn->in + conn->in_len };
	const uint8_t *done = conn->in;
	uint8_t *to = conn->out + conn->out_len;

	while (in.at < in.end && conn->out + PEER_BUFFER - to >= ANSWER_MAX) {
		uint8_t *next = handle(&in, to, arg);

		if (!next && !in.is_short)
			return -1;
		if (!next)
			break;
		to = next;
		done = in.at;
	}
	conn->out_len = (size_t)(to - conn->out);
	return in.is_short && done == conn->in && conn->in_len == PEER_BUFFER ? -1
									      : done - conn->in;
}

int main(int argc, char **argv)
{
	struct bucket bucket = { .tokens = UINT32_MAX };

	return argc >= 2 ? peer_serve(argv + 1, take, &bucket) : 2;
}
