/* SPDX-License-Identifier: MIT */
#include "gsc/check/rules.h"

void unbuilt(struct check *c, struct span span, const char *what)
{
	diag_error(
		c->diag, DIAG_NOT_BUILT, span, "%s is not built yet in this version of gsc", what);
}
