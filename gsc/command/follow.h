/* SPDX-License-Identifier: MIT */
/*
 * follow: the notifications that a server pushes to us, a line each on stdout.
 *
 * Typed by the protocols that the server says it notifies of; others are shown as JSON.
 */
#ifndef GSC_COMMAND_FOLLOW_H
#define GSC_COMMAND_FOLLOW_H

#include "gsc/command/target.h"

struct follow {
	struct running *running;
	const struct model_server *server; /* NULL: nothing is known of what it sends */
	bool json;
	int unheard; /* not 0: what is printed cannot be written, and why */
	struct text name;
	struct text line;
	struct text shown;
};

/* From now on each is printed as it comes, also while a call waits for its answer. `follow` must
 * outlive the client. */
void follow_start(
	struct follow *follow, struct running *running, const struct target *target, bool json);

/* Prints what comes until the connection ends, or until it cannot be written, which is said:
 * COMMAND_FAILED. */
int follow_on(const struct follow *follow);

#endif
