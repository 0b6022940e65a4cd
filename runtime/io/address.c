/* SPDX-License-Identifier: MIT */
#include "runtime/io/address.h"

#include "runtime/base/failure.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

enum { HOST_MAX = 255 };

static int parse_unix(const char *path, struct gs__address *address)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	size_t len = strlen(path);

	if (len == 0)
		return -EINVAL;
	if (len >= sizeof(un.sun_path))
		return -ENAMETOOLONG;
	memcpy(un.sun_path, path, len + 1);
	memcpy(&address->at, &un, sizeof(un));
	address->len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + 1);
	return 0;
}

static bool parse_port(const char *text, in_port_t *port)
{
	unsigned long n = 0;

	if (*text == '\0' || strlen(text) > 5)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		n = 10 * n + (unsigned long)(*text - '0');
	}
	*port = htons((uint16_t)n);
	return n <= UINT16_MAX;
}

static void set_v4(struct gs__address *address, struct in_addr host, in_port_t port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = port, .sin_addr = host };

	memcpy(&address->at, &in, sizeof(in));
	address->len = sizeof(in);
}

static void set_v6(struct gs__address *address, struct in6_addr host, in_port_t port)
{
	struct sockaddr_in6 in = { .sin6_family = AF_INET6, .sin6_port = port, .sin6_addr = host };

	memcpy(&address->at, &in, sizeof(in));
	address->len = sizeof(in);
}

static int failure_of(int found)
{
	switch (found) {
	case EAI_SYSTEM: return -errno;
	case EAI_MEMORY: return -ENOMEM;
	case EAI_AGAIN:
	case EAI_FAIL: return -GS__NO_LOOKUP;
	default: return -GS__NO_HOST;
	}
}

/* A name that is no number: the first address of the resolver's, IPv4 before IPv6. */
static int look_up(const char *host, in_port_t port, struct gs__address *address)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *found, *chosen;
	int error;

	error = getaddrinfo(host, NULL, &hints, &found);
	if (error != 0)
		return failure_of(error);
	chosen = found;
	while (chosen && chosen->ai_family != AF_INET)
		chosen = chosen->ai_next;
	if (!chosen)
		chosen = found;
	memcpy(&address->at, chosen->ai_addr, chosen->ai_addrlen);
	address->len = chosen->ai_addrlen;
	freeaddrinfo(found);
	if (address->at.ss_family == AF_INET)
		((struct sockaddr_in *)&address->at)->sin_port = port;
	else
		((struct sockaddr_in6 *)&address->at)->sin6_port = port;
	return 0;
}

static int parse_tcp(const char *text, struct gs__address *address)
{
	bool is_v6 = *text == '[';
	const char *from = text + is_v6;
	const char *to = is_v6 ? strchr(from, ']') : strrchr(from, ':');
	char host[HOST_MAX + 1];
	struct in6_addr v6;
	struct in_addr v4;
	in_port_t port;
	size_t len;

	if (!to || to == from || (is_v6 && to[1] != ':') || !parse_port(to + 1 + is_v6, &port))
		return -EINVAL;
	len = (size_t)(to - from);
	if (len > HOST_MAX)
		return -EINVAL;
	memcpy(host, from, len);
	host[len] = '\0';
	if (is_v6) {
		if (inet_pton(AF_INET6, host, &v6) != 1)
			return -EINVAL;
		set_v6(address, v6, port);
		return 0;
	}
	if (strchr(host, ':'))
		return -EINVAL; /* an IPv6 number wants brackets */
	if (strcmp(host, "localhost") == 0)
		strcpy(host, "127.0.0.1");
	if (inet_pton(AF_INET, host, &v4) == 1) {
		set_v4(address, v4, port);
		return 0;
	}
	return look_up(host, port, address);
}

int gs__address_parse(const char *text, struct gs__address *address)
{
	*address = (struct gs__address){ .len = 0 };
	if (strncmp(text, "unix:", 5) == 0)
		return parse_unix(text + 5, address);
	if (strncmp(text, "tcp:", 4) == 0)
		return parse_tcp(text + 4, address);
	return -EINVAL;
}

size_t gs__address_print(const struct gs__address *address, char *to, size_t size)
{
	char host[INET6_ADDRSTRLEN] = "?";
	int len;

	if (size == 0)
		return 0;
	if (address->at.ss_family == AF_UNIX) {
		const struct sockaddr_un *un = (const struct sockaddr_un *)&address->at;

		len = snprintf(to, size, "unix:%s", un->sun_path);
	} else if (address->at.ss_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&address->at;

		inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof(host));
		len = snprintf(to, size, "tcp:[%s]:%u", host, (unsigned)ntohs(in->sin6_port));
	} else {
		const struct sockaddr_in *in = (const struct sockaddr_in *)&address->at;

		inet_ntop(AF_INET, &in->sin_addr, host, sizeof(host));
		len = snprintf(to, size, "tcp:%s:%u", host, (unsigned)ntohs(in->sin_port));
	}
	return (size_t)len < size ? (size_t)len : size - 1;
}
