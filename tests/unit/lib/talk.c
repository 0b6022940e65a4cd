/* SPDX-License-Identifier: MIT */
#include "tests/unit/lib/talk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "runtime/wire/envelope.h"
#include "runtime/wire/skip.h"

void talk_turn(struct gs__node *node)
{
	for (int quiet = 0; quiet < 3; quiet++) {
		gs__node_turn(node, 0);
		if (gs__node_due(node) <= gs__node_now(node))
			quiet = 0;
	}
}

void talk_open(struct talk *talk, struct gs__node *node)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	char address[128];

	assert_true(gs__system_address(node, 0, address, sizeof(address)) > 5);
	snprintf(to.sun_path, sizeof(to.sun_path), "%.100s", address + strlen("unix:"));
	*talk = (struct talk){ .node = node };
	talk->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(talk->fd >= 0);
	assert_int_equal(connect(talk->fd, (struct sockaddr *)&to, sizeof(to)), 0);
	assert_int_equal(fcntl(talk->fd, F_SETFL, O_NONBLOCK), 0);
}

void talk_close(struct talk *talk)
{
	close(talk->fd);
	free(talk->bytes);
	talk->bytes = NULL;
	talk_turn(talk->node);
}

void talk_send(struct talk *talk, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	while (len > 0) {
		ssize_t sent = send(talk->fd, at, len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EPIPE)
			return;
		if (sent < 0) {
			assert_int_equal(errno, EAGAIN);
			talk_turn(talk->node);
			continue;
		}
		at += sent;
		len -= (size_t)sent;
	}
}

static size_t put_method(uint8_t *to, const char *method)
{
	size_t len = strlen(method);

	to[0] = 0xd9;
	to[1] = (uint8_t)len;
	memcpy(to + 2, method, len);
	return len + 2;
}

void talk_request(
	struct talk *talk, uint32_t msgid, const char *method, const void *params, size_t len)
{
	uint8_t head[300] = { 0x94, 0, 0xce, (uint8_t)(msgid >> 24), (uint8_t)(msgid >> 16),
		(uint8_t)(msgid >> 8), (uint8_t)msgid };

	talk_send(talk, head, 7 + put_method(head + 7, method));
	talk_send(talk, params, len);
}

void talk_notify(struct talk *talk, const char *method, const void *params, size_t len)
{
	uint8_t head[300] = { 0x93, 2 };

	talk_send(talk, head, 2 + put_method(head + 2, method));
	talk_send(talk, params, len);
}

/* False: nothing is there just now. */
static bool receive(struct talk *talk)
{
	ssize_t got;

	if (talk->room - talk->len < 65536) {
		talk->room = 2 * talk->room + 65536;
		talk->bytes = realloc(talk->bytes, talk->room);
		assert_non_null(talk->bytes);
	}
	got = recv(talk->fd, talk->bytes + talk->len, talk->room - talk->len, 0);
	if (got < 0 && errno == EAGAIN)
		return false;
	if (got <= 0)
		talk->has_ended = true;
	else
		talk->len += (size_t)got;
	return true;
}

static void copy(char *to, size_t size, gs_str from)
{
	size_t len = from.len < size - 1 ? from.len : size - 1;

	memcpy(to, from.data, len);
	to[len] = '\0';
}

static void parse(struct answer *answer, const uint8_t *bytes, size_t len)
{
	struct gs_reader in = { bytes, bytes + len, NULL };
	struct gs__envelope envelope;
	struct gs__wire_error error;

	*answer = (struct answer){ 0 };
	assert_int_equal(gs__envelope_read(&in, &envelope), GS__HEAD_GOOD);
	assert_int_equal(envelope.kind, GS__RESPONSE);
	assert_int_equal(gs__envelope_error(&in, &error), GS__GOOD);
	answer->msgid = envelope.msgid;
	if (error.is_set) {
		copy(answer->error, sizeof(answer->error), error.name);
		copy(answer->text, sizeof(answer->text), error.text);
	}
	answer->len = (size_t)(in.end - in.at);
	memcpy(answer->result, in.at,
		answer->len < sizeof(answer->result) ? answer->len : sizeof(answer->result));
}

bool talk_take(struct talk *talk, struct answer *answer)
{
	for (;;) {
		struct gs__skip skip = { 0 };

		if (talk->len > 0 &&
			gs__skip(&skip, talk->bytes, talk->len, UINT64_MAX) == GS__SKIP_DONE) {
			parse(answer, talk->bytes, (size_t)skip.at);
			talk->len -= (size_t)skip.at;
			memmove(talk->bytes, talk->bytes + skip.at, talk->len);
			return true;
		}
		if (talk->has_ended)
			return false;
		if (!receive(talk))
			gs__node_turn(talk->node, gs__node_now(talk->node) + GS_MS(5));
	}
}

struct answer talk_ask(struct talk *talk, const char *method, const void *params, size_t len)
{
	struct answer answer;

	talk_request(talk, 7, method, params, len);
	assert_true(talk_take(talk, &answer));
	assert_int_equal(answer.msgid, 7);
	return answer;
}

void assert_result(const struct answer *answer, const void *bytes, size_t len)
{
	assert_string_equal(answer->error, "");
	assert_int_equal(answer->len, len);
	assert_memory_equal(answer->result, bytes, len);
}

void assert_error(const struct answer *answer, const char *name, const char *text)
{
	assert_string_equal(answer->error, name);
	if (text)
		assert_string_equal(answer->text, text);
}
