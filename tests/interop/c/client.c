/* SPDX-License-Identifier: MIT */
#include "tests/interop/c/client.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { REQUEST, RESPONSE, NOTIFICATION };
enum { READ_SIZE = 65536 };

bool client_open(struct client *client, const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	*client = (struct client){ 0 };
	if (strlen(path) >= sizeof(address.sun_path))
		return false;
	memcpy(address.sun_path, path, strlen(path));
	client->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (client->fd < 0)
		return false;
	if (connect(client->fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
		msgpack_unpacker_init(&client->stream, READ_SIZE))
		return true;
	close(client->fd);
	return false;
}

void client_close(struct client *client)
{
	for (size_t i = 0; i < client->early_count; i++)
		client_answer_free(&client->early[i]);
	free(client->early);
	msgpack_unpacker_destroy(&client->stream);
	close(client->fd);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);

		if (sent < 0)
			return false;
		bytes += sent;
		len -= (size_t)sent;
	}
	return true;
}

bool client_send(struct client *client, const msgpack_object *message)
{
	msgpack_sbuffer bytes;
	msgpack_packer packer;
	bool sent;

	msgpack_sbuffer_init(&bytes);
	msgpack_packer_init(&packer, &bytes, msgpack_sbuffer_write);
	sent = msgpack_pack_object(&packer, *message) == 0 &&
	       write_all(client->fd, bytes.data, bytes.size);
	msgpack_sbuffer_destroy(&bytes);
	return sent;
}

static msgpack_object integer(uint32_t n)
{
	return (msgpack_object){ .type = MSGPACK_OBJECT_POSITIVE_INTEGER, .via.u64 = n };
}

static msgpack_object string(const char *text)
{
	return (msgpack_object){ .type = MSGPACK_OBJECT_STR,
		.via.str = { .size = (uint32_t)strlen(text), .ptr = text } };
}

static msgpack_object array(msgpack_object *items, uint32_t count)
{
	return (msgpack_object){ .type = MSGPACK_OBJECT_ARRAY,
		.via.array = { .size = count, .ptr = items } };
}

uint32_t client_begin(struct client *client, const char *method, const msgpack_object *params)
{
	uint32_t msgid = ++client->last;
	msgpack_object items[] = { integer(REQUEST), integer(msgid), string(method), *params };
	msgpack_object request = array(items, 4);

	return client_send(client, &request) ? msgid : 0;
}

bool client_notify(struct client *client, const char *method, const msgpack_object *params)
{
	msgpack_object items[] = { integer(NOTIFICATION), string(method), *params };
	msgpack_object notification = array(items, 3);

	return client_send(client, &notification);
}

/* Waits until a whole message is there. */
static bool next_message(struct client *client, msgpack_unpacked *message)
{
	msgpack_unpack_return got;
	ssize_t came;

	while ((got = msgpack_unpacker_next(&client->stream, message)) == MSGPACK_UNPACK_CONTINUE) {
		if (!msgpack_unpacker_reserve_buffer(&client->stream, READ_SIZE))
			return false;
		came = read(client->fd, msgpack_unpacker_buffer(&client->stream), READ_SIZE);
		if (came <= 0)
			return false;
		msgpack_unpacker_buffer_consumed(&client->stream, (size_t)came);
	}
	return got == MSGPACK_UNPACK_SUCCESS;
}

/* Waits for the next answer to any request. */
static bool next_answer(struct client *client, struct client_answer *answer)
{
	const msgpack_object *message = &answer->whole.data, *items;

	msgpack_unpacked_init(&answer->whole);
	while (next_message(client, &answer->whole)) {
		items = message->via.array.ptr;
		if (message->type != MSGPACK_OBJECT_ARRAY || message->via.array.size < 3)
			break;
		if (items[0].via.u64 == NOTIFICATION) {
			if (client->heard)
				client->heard(client->arg, &items[1], &items[2]);
			continue;
		}
		if (items[0].via.u64 != RESPONSE || message->via.array.size < 4)
			break;
		answer->msgid = (uint32_t)items[1].via.u64;
		answer->error = items[2];
		answer->result = items[3];
		return true;
	}
	msgpack_unpacked_destroy(&answer->whole);
	return false;
}

static bool keep(struct client *client, const struct client_answer *answer)
{
	struct client_answer *grown;

	if (client->early_count == client->early_room) {
		client->early_room = client->early_room ? 2 * client->early_room : 16;
		grown = realloc(client->early, client->early_room * sizeof(*grown));
		if (!grown)
			return false;
		client->early = grown;
	}
	client->early[client->early_count++] = *answer;
	return true;
}

bool client_answer(struct client *client, uint32_t msgid, struct client_answer *answer)
{
	for (size_t i = 0; i < client->early_count; i++) {
		if (client->early[i].msgid == msgid) {
			*answer = client->early[i];
			client->early[i] = client->early[--client->early_count];
			return true;
		}
	}
	while (next_answer(client, answer)) {
		if (answer->msgid == msgid)
			return true;
		if (!keep(client, answer)) {
			client_answer_free(answer);
			return false;
		}
	}
	return false;
}

void client_answer_free(struct client_answer *answer)
{
	msgpack_unpacked_destroy(&answer->whole);
}
