/* SPDX-License-Identifier: MIT */
/*
 * toys: a system of toy servers behind a Unix socket, for tests of the runtime on real sockets: a
 * (start 1, permanent), b (start 2, a tick every 20 ms, transient), and beyond its child_count a c
 * whose init fails. Each test of a group has a socket of its own.
 */
#ifndef TESTS_UNIT_LIB_TOYS_H
#define TESTS_UNIT_LIB_TOYS_H

#include "tests/unit/lib/talk.h"
#include "tests/unit/lib/toy.h"

extern const struct gs_system toys;
extern char toys_path[64];    /* of the socket */
extern char toys_address[80]; /* of the listener: at most 4 connections, mode 0600 */

int toys_set_up(void **state); /* before each test: a new path, and no ends seen yet */

struct gs__node *toys_start(void);
struct gs__node *toys_start_at(const char *address); /* any number of connections */
void toys_stop(struct gs__node *node);               /* in order, and nothing is left */

#endif
