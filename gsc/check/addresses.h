/* SPDX-License-Identifier: MIT */
/*
 * addresses: "unix:PATH", "tcp:HOST:PORT", as specs and command lines have them. They are judged by
 * their text alone: no name is looked up. No memory.
 */
#ifndef GSC_CHECK_ADDRESSES_H
#define GSC_CHECK_ADDRESSES_H

#include <stdbool.h>

/* What is wrong with an address to listen on, or one to connect to; NULL: nothing. */
const char *address_fault(const char *address);
const char *address_remote_fault(const char *address);

/* Of those that are right. */
bool address_is_unix(const char *address);
bool address_is_loopback(const char *address);
bool address_is_any_port(const char *address);

#endif
