/* SPDX-License-Identifier: MIT */
/*
 * trace: what the bodies of the specs under tests/behaviours tell their tests, in order, and what
 * the tests tell them. Bodies include it in a %{ %} block. stage_open empties the trace,
 * stage_close sets back the rest.
 */
#ifndef TESTS_SUPPORT_TRACE_H
#define TESTS_SUPPORT_TRACE_H

/* Adds to the trace; entries are set apart by one blank. */
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

const char *traced(void); /* all of it */
void trace_clear(void);
void trace_reset(void); /* the dials and the listener too */

/* Numbers that a test sets and a body reads and changes; 0 at first. */
enum { DIAL_COUNT = 8 };
long *dial(int which);

/* Calls what the test listens with; nothing without. */
typedef void trace_listener(long what, long a, long b);
void tell(long what, long a, long b);
void trace_listen(trace_listener *listener);

#endif
