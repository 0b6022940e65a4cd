/* SPDX-License-Identifier: MIT */
#include "gsc/check/addresses.h"

#include <arpa/inet.h>
#include <string.h>

enum { UNIX_PATH_MAX = 107, PORT_MAX = 65535 };

/* What is wrong with an address; NULL: nothing. */
static const char *wrong_unix(const char *path)
{
	if (!*path)
		return "a path follows 'unix:', as in unix:limits.sock";
	if (strlen(path) > UNIX_PATH_MAX)
		return "the path of a Unix socket has at most 107 bytes";
	return NULL;
}

static bool is_port(const char *port)
{
	unsigned value = 0;

	if (!*port)
		return false;
	for (; *port; port++) {
		if (*port < '0' || *port > '9')
			return false;
		value = value * 10 + (unsigned)(*port - '0');
		if (value > PORT_MAX)
			return false;
	}
	return true;
}

/* Copies the host, without brackets, to `host`; false: it is none. */
static bool split_host(const char *address, const char *colon, char host[256])
{
	size_t len = (size_t)(colon - address);
	struct in6_addr v6;

	if (len == 0 || len > 255)
		return false;
	if (*address != '[') {
		memcpy(host, address, len);
		host[len] = 0;
		return !strpbrk(host, ":/[] \t");
	}
	if (len < 3 || address[len - 1] != ']')
		return false;
	memcpy(host, address + 1, len - 2);
	host[len - 2] = 0;
	return inet_pton(AF_INET6, host, &v6) == 1;
}

static const char *wrong_tcp(const char *address)
{
	const char *colon = strrchr(address, ':');
	char host[256];

	if (strncmp(address, "//", 2) == 0)
		return "it is tcp:HOST:PORT, without '//'";
	if (!colon)
		return "it is tcp:HOST:PORT, and the port is missing";
	if (!is_port(colon + 1))
		return "a port is 0..65535; 0 takes any free one";
	if (!split_host(address, colon, host))
		return "it is tcp:HOST:PORT, with an IPv6 address in brackets, as in "
		       "tcp:[::1]:7070";
	return NULL;
}

bool address_is_unix(const char *address)
{
	return strncmp(address, "unix:", 5) == 0;
}

const char *address_fault(const char *address)
{
	if (address_is_unix(address))
		return wrong_unix(address + 5);
	if (strncmp(address, "tcp:", 4) == 0)
		return wrong_tcp(address + 4);
	return "it begins with 'unix:' or 'tcp:'";
}

bool address_is_loopback(const char *address)
{
	char host[256];
	const char *colon = strrchr(address, ':');

	if (address_is_unix(address))
		return true;
	address += 4;
	return split_host(address, colon, host) &&
	       (strncmp(host, "127.", 4) == 0 || strcmp(host, "localhost") == 0 ||
		       strcmp(host, "::1") == 0);
}

/* Port 0 is another one each time. */
bool address_is_any_port(const char *address)
{
	const char *colon = strrchr(address, ':');

	return !address_is_unix(address) && strspn(colon + 1, "0") == strlen(colon + 1);
}

const char *address_remote_fault(const char *address)
{
	const char *fault = address_fault(address);

	if (!fault && address_is_any_port(address))
		return "port 0 is for listeners, which take any free one";
	return fault;
}
