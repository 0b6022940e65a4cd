/* SPDX-License-Identifier: MIT */
/*
 * Addresses as specs and command lines write them: "unix:PATH", "tcp:HOST:PORT", "tcp:[V6]:PORT".
 * Only io/ uses sockets' own form. A host that is neither a number nor localhost is looked up,
 * which may block: servers are given numbers.
 */
#ifndef GS_IO_ADDRESS_H
#define GS_IO_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

struct gs__address {
	struct sockaddr_storage at;
	socklen_t len;
};

/* 0, -EINVAL (malformed), -ENAMETOOLONG (a socket's path has at most 107 bytes), -GS__NO_HOST,
 * -GS__NO_LOOKUP, or why the resolver could not ask. */
int gs__address_parse(const char *text, struct gs__address *address);

/* The same notation back, NUL-terminated, cut at size - 1. Returns its length. */
size_t gs__address_print(const struct gs__address *address, char *to, size_t size);

#endif
