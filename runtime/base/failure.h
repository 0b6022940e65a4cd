/* SPDX-License-Identifier: MIT */
/*
 * What keeps a socket or a file from us, in words. The failures of io/ are those of errno, and of
 * looking up a host by its name, for which errno has none. No state, no memory.
 */
#ifndef GS_BASE_FAILURE_H
#define GS_BASE_FAILURE_H

/* Beyond all of errno; negative as those are. */
enum {
	GS__NO_HOST = 0x10000, /* nobody knows a host of that name */
	GS__NO_LOOKUP,         /* who would know it does not answer */
};

struct gs__failure {
	char text[128];
};

/* "connection refused", of `error`, a positive number as above. Returns to->text. */
const char *gs__failure_text(struct gs__failure *to, int error);

#endif
