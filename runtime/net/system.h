/* SPDX-License-Identifier: MIT */
/*
 * system: starts what a spec's `system` describes in a node: listeners, then the children under
 * their root supervisor, then the first connections. The program, the tests and the simulated
 * world call it, once a node. The tables and the options' texts must live as long as the node.
 */
#ifndef GS_NET_SYSTEM_H
#define GS_NET_SYSTEM_H

#include <gs_tables.h>

#include "runtime/server/node.h"

/* A parameter in place of the spec's: "child.param=value", the value in the spec's own notation. */
struct gs__setting {
	gs_str text;
	enum {
		GS__SET_HERE,    /* by who starts the system */
		GS__SET_COMMAND, /* on a command line, which others may see: no secret */
		GS__SET_FILE     /* the value is all of a file; a last newline is not part of it,
		                  * unless it is bytes */
	} from;
};

struct gs__system_options {
	const char *const *listens; /* in place of the spec's listeners */
	uint32_t listen_count;      /* 0: the spec's own */
	bool no_listeners;          /* none at all */
	bool inherits; /* sockets that the process was started with are theirs, in order */
	const struct gs__setting *sets;
	uint32_t set_count;
	const char *const *remotes; /* "remote=address", in place of the spec's */
	uint32_t remote_count;
};

/*
 * The addresses are bound first, so that a second copy of a program touches nothing; then the
 * children start in order, each after the init of the one before; then connections are accepted.
 * `options` may be NULL. Anything but GS_OK: gs__node_reason says why, in one line that names the
 * child or the address; what had started stops in reverse while the node is turned until it has
 * ended. GS_INVALID: a setting does not fit.
 */
gs_status gs__system_start(struct gs__node *node, const struct gs_system *system,
	const struct gs__system_options *options);

/* The address the nth listener is bound to, with its real port; 0: no such. */
size_t gs__system_address(const struct gs__node *node, uint32_t n, char *to, size_t size);

#endif
