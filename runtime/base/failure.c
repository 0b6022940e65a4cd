/* SPDX-License-Identifier: MIT */
#include "runtime/base/failure.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *said_of(int error)
{
	switch (error) {
	case GS__NO_HOST: return "there is no such host";
	case GS__NO_LOOKUP: return "the host's name cannot be looked up now";
	case ENOMEM: return "out of memory";
	case ENAMETOOLONG: return "the path of a Unix socket has at most 107 bytes";
	default: return strerror(error);
	}
}

const char *gs__failure_text(struct gs__failure *to, int error)
{
	unsigned char *text = (unsigned char *)to->text;

	snprintf(to->text, sizeof(to->text), "%s", said_of(error));
	/* "Is a directory", but "I/O error". */
	if (isupper(text[0]) && !isupper(text[1]) && text[1] != '/')
		text[0] = (unsigned char)tolower(text[0]);
	return to->text;
}
