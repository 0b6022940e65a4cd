/* SPDX-License-Identifier: MIT */
/*
 * trace: what the bodies of the specs under tests/behaviours tell their tests, in order, and what
 * the tests tell them. Bodies include it in a %{ %} block. Emptied by stage_open.
 */
#ifndef TESTS_SUPPORT_TRACE_H
#define TESTS_SUPPORT_TRACE_H

/* Adds to the trace; entries are set apart by one blank. */
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

const char *traced(void); /* all of it */
void trace_clear(void);

/* Numbers that a test sets and a body reads and changes; 0 at first. */
enum { DIAL_COUNT = 8 };
long *dial(int which);

#endif
