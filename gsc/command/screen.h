/* SPDX-License-Identifier: MIT */
/*
 * screen: a terminal in our hands for a while: its other screen, no line editing, no cursor.
 *
 * Between screen_open and screen_close the signals that would end or stop us are held and read from
 * a descriptor, so that there is no handler and no moment in which the terminal stays as we made
 * it: it is put back before any of them takes its course, and after a stop taken again.
 */
#ifndef GSC_COMMAND_SCREEN_H
#define GSC_COMMAND_SCREEN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

struct screen {
	bool is_open;
	bool has_keys; /* standard input is a terminal, too */
	int signals;
	sigset_t before;
	sigset_t held;
	struct termios modes; /* as they were */
	unsigned columns;
	unsigned rows;
	char typed[64]; /* keys that were read, but not yet taken */
	size_t typed_len;
	int caught; /* the signal that ends us; 0: none */
};

enum screen_event {
	SCREEN_TIME,    /* it is time */
	SCREEN_KEY,     /* one was pressed */
	SCREEN_CHANGED, /* another size, or back after a stop: everything is to be drawn again */
	SCREEN_END,     /* a signal, or the terminal is gone */
};

enum screen_key { SCREEN_KEY_UP = 256, SCREEN_KEY_DOWN, SCREEN_KEY_PAGE_UP, SCREEN_KEY_PAGE_DOWN };

/* Can standard output be one? */
bool screen_is_there(void);

/* How large it is; also before it is opened. */
void screen_measure(struct screen *screen);

/* 0, or an errno. */
int screen_open(struct screen *screen);

/* Puts the terminal back; then a signal that was caught takes its course. Harmless twice. */
void screen_close(struct screen *screen);

/* Waits, at most until the instant `until` of the monotonic clock, in ns. */
enum screen_event screen_wait(struct screen *screen, int64_t until, int *key);

void screen_write(struct screen *screen, const char *bytes, size_t len);

#endif
