/* SPDX-License-Identifier: MIT */
/* caller: the part of stage.h's peers that only stage.c sees. */
#ifndef TESTS_SUPPORT_CALLER_H
#define TESTS_SUPPORT_CALLER_H

#include "tests/support/stage.h"

void caller_free(struct stage *stage); /* the first of the stage's callers */

#endif
