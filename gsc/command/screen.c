/* SPDX-License-Identifier: MIT */
#include "gsc/command/screen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define ENTER "\x1b[?1049h\x1b[?25l"
#define LEAVE "\x1b[?25h\x1b[?1049l"

enum { USUAL_COLUMNS = 80, USUAL_ROWS = 24 };

bool screen_is_there(void)
{
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

void screen_write(struct screen *screen, const char *bytes, size_t len)
{
	(void)screen;
	while (len > 0) {
		ssize_t done = write(STDOUT_FILENO, bytes, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) /* it is gone, which its hang-up tells */
			return;
		bytes += done;
		len -= (size_t)done;
	}
}

void screen_measure(struct screen *screen)
{
	struct winsize size = { 0 };

	(void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	screen->columns = size.ws_col ? size.ws_col : USUAL_COLUMNS;
	screen->rows = size.ws_row ? size.ws_row : USUAL_ROWS;
}

static void take(struct screen *screen)
{
	struct termios modes = screen->modes;

	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	if (screen->has_keys)
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
	screen_write(screen, ENTER, strlen(ENTER));
	screen_measure(screen);
}

static void put_back(struct screen *screen)
{
	screen_write(screen, LEAVE, strlen(LEAVE));
	if (screen->has_keys)
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &screen->modes);
}

int screen_open(struct screen *screen)
{
	static const int held[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH };

	*screen = (struct screen){ 0 };
	screen->has_keys = tcgetattr(STDIN_FILENO, &screen->modes) == 0;
	sigemptyset(&screen->held);
	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++)
		sigaddset(&screen->held, held[i]);
	sigprocmask(SIG_BLOCK, &screen->held, &screen->before);
	screen->signals = signalfd(-1, &screen->held, SFD_NONBLOCK | SFD_CLOEXEC);
	if (screen->signals < 0) {
		int error = errno;

		sigprocmask(SIG_SETMASK, &screen->before, NULL);
		return error;
	}
	screen->is_open = true;
	take(screen);
	return 0;
}

void screen_close(struct screen *screen)
{
	if (!screen->is_open)
		return;
	screen->is_open = false;
	put_back(screen);
	close(screen->signals);
	if (screen->caught)
		raise(screen->caught);
	sigprocmask(SIG_SETMASK, &screen->before, NULL);
}

/* Stops as if nobody had held the signal, and goes on when we are continued. */
static void stop(struct screen *screen)
{
	sigset_t only;

	put_back(screen);
	sigemptyset(&only);
	sigaddset(&only, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	sigprocmask(SIG_BLOCK, &only, NULL);
	take(screen);
}

static enum screen_event take_signal(struct screen *screen)
{
	struct signalfd_siginfo info;

	if (read(screen->signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return SCREEN_TIME;
	if (info.ssi_signo == SIGWINCH) {
		screen_measure(screen);
		return SCREEN_CHANGED;
	}
	if (info.ssi_signo == SIGTSTP) {
		stop(screen);
		return SCREEN_CHANGED;
	}
	screen->caught = (int)info.ssi_signo;
	return SCREEN_END;
}

/* How long the sequence at the front is: an escape alone, or up to the letter that ends it. */
static size_t sequence_length(const char *bytes, size_t len)
{
	size_t at = 2;

	if (len < 3 || bytes[0] != '\x1b' || (bytes[1] != '[' && bytes[1] != 'O'))
		return 1;
	while (at < len - 1 && (unsigned char)bytes[at] < '@')
		at++;
	return at + 1;
}

/* The key at the front of what was typed. */
static int next_key(struct screen *screen)
{
	static const struct {
		const char *bytes;
		int key;
	} keys[] = {
		{ "\x1b[A", SCREEN_KEY_UP },
		{ "\x1b[B", SCREEN_KEY_DOWN },
		{ "\x1bOA", SCREEN_KEY_UP },
		{ "\x1bOB", SCREEN_KEY_DOWN },
		{ "\x1b[5~", SCREEN_KEY_PAGE_UP },
		{ "\x1b[6~", SCREEN_KEY_PAGE_DOWN },
	};
	size_t len = sequence_length(screen->typed, screen->typed_len);
	int key = len == 1 ? (unsigned char)screen->typed[0] : 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strlen(keys[i].bytes) == len && !memcmp(keys[i].bytes, screen->typed, len))
			key = keys[i].key;
	}
	screen->typed_len -= len;
	memmove(screen->typed, screen->typed + len, screen->typed_len);
	return key;
}

static enum screen_event take_keys(struct screen *screen, int *key)
{
	ssize_t len = read(STDIN_FILENO, screen->typed, sizeof(screen->typed));

	if (len == 0 || (len < 0 && errno != EINTR && errno != EAGAIN))
		return SCREEN_END;
	if (len < 0)
		return SCREEN_TIME;
	screen->typed_len = (size_t)len;
	*key = next_key(screen);
	return SCREEN_KEY;
}

enum screen_event screen_wait(struct screen *screen, int64_t until, int *key)
{
	struct timespec at;
	struct pollfd items[] = {
		{ .fd = screen->signals, .events = POLLIN },
		{ .fd = screen->has_keys ? STDIN_FILENO : -1, .events = POLLIN },
	};
	int64_t left;

	if (screen->typed_len > 0) {
		*key = next_key(screen);
		return SCREEN_KEY;
	}
	clock_gettime(CLOCK_MONOTONIC, &at);
	left = until - ((int64_t)at.tv_sec * 1000000000 + at.tv_nsec);
	at.tv_sec = left > 0 ? (time_t)(left / 1000000000) : 0;
	at.tv_nsec = left > 0 ? (long)(left % 1000000000) : 0;
	if (ppoll(items, 2, &at, NULL) <= 0)
		return SCREEN_TIME;
	if (items[0].revents)
		return take_signal(screen);
	return take_keys(screen, key);
}
