/* SPDX-License-Identifier: MIT */
/*
 * fake: a server that is none of ours, in a stage's world: it takes one connection at a time, keeps
 * what it hears, and says what the test wants it to. Freed by fake_close, before its stage.
 */
#ifndef TESTS_SUPPORT_FAKE_H
#define TESTS_SUPPORT_FAKE_H

#include "tests/support/stage.h"

struct fake;

struct fake *fake_open(struct stage *stage, const char *address);
void fake_close(struct fake *fake);

/* The messages so far, each as text (pack.h) and a newline. */
const char *fake_heard(struct fake *fake);
void fake_forget(struct fake *fake);          /* what was heard */
uint32_t fake_taken(const struct fake *fake); /* connections so far */

void fake_say(struct fake *fake, const char *text); /* one value, as text */
void fake_raw(struct fake *fake, const void *bytes, size_t len);
void fake_hang_up(struct fake *fake); /* in order */

#endif
