/* SPDX-License-Identifier: MIT */
#include "tests/bench/lib/kind.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#define RPC_REQUEST "\x94\x00\xcd\x12\x34\xaflimiter.acquire\x91\x01"
#define REDIS_REQUEST "*2\r\n$4\r\nINCR\r\n$3\r\nkey\r\n"

static long count_echo(const uint8_t *at, size_t len, size_t *used)
{
	size_t whole = len / (sizeof(RPC_REQUEST) - 1);

	(void)at;
	*used = whole * (sizeof(RPC_REQUEST) - 1);
	return (long)whole;
}

static long count_redis(const uint8_t *at, size_t len, size_t *used)
{
	long count = 0;

	*used = 0;
	for (size_t i = 0; i < len; i++) {
		if (i == *used && at[i] != ':')
			return -1;
		if (at[i] == '\n') {
			count++;
			*used = i + 1;
		}
	}
	return count;
}

/* [1, 0x1234, nil, [unsigned]] */
static long count_rpc(const uint8_t *at, size_t len, size_t *used)
{
	static const uint8_t head[] = { 0x94, 0x01, 0xcd, 0x12, 0x34, 0xc0, 0x91 };
	long count = 0;

	*used = 0;
	while (len - *used > sizeof(head)) {
		const uint8_t *answer = at + *used;
		uint8_t first = answer[sizeof(head)];
		size_t size = sizeof(head) + 1;

		if (memcmp(answer, head, sizeof(head)) != 0 || (first >= 0x80 && first < 0xcc) ||
			first > 0xcf)
			return -1;
		if (first >= 0x80)
			size += (size_t)1 << (first - 0xcc);
		if (len - *used < size)
			break;
		*used += size;
		count++;
	}
	return count;
}

static const struct kind kinds[] = {
	{ "rpc", RPC_REQUEST, sizeof(RPC_REQUEST) - 1, count_rpc },
	{ "echo", RPC_REQUEST, sizeof(RPC_REQUEST) - 1, count_echo },
	{ "redis", REDIS_REQUEST, sizeof(REDIS_REQUEST) - 1, count_redis },
};

const struct kind *kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(name, kinds[i].name) == 0)
			return &kinds[i];
	return NULL;
}

int place_of(const char *address, struct place *place)
{
	struct sockaddr_un *path = (struct sockaddr_un *)&place->at;
	struct sockaddr_in *port = (struct sockaddr_in *)&place->at;

	memset(place, 0, sizeof(*place));
	if (strncmp(address, "unix:", 5) == 0 && strlen(address + 5) < sizeof(path->sun_path)) {
		path->sun_family = AF_UNIX;
		strcpy(path->sun_path, address + 5);
		place->len = sizeof(*path);
		return 0;
	}
	if (strncmp(address, "tcp:", 4) == 0) {
		port->sin_family = AF_INET;
		port->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		port->sin_port = htons((uint16_t)atoi(address + 4));
		place->len = sizeof(*port);
		return 0;
	}
	return -1;
}

int place_connect(const struct place *place)
{
	int fd = socket(place->at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1;

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&place->at, place->len) == 0) {
		if (place->at.ss_family == AF_INET)
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}
