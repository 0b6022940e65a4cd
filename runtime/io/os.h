/* SPDX-License-Identifier: MIT */
/*
 * What the files of the operating system's io share. A handle is the descriptor itself; a row of
 * the table, found by it, says who watches it and for what.
 */
#ifndef GS_IO_OS_H
#define GS_IO_OS_H

#include "runtime/io/io.h"
#include "runtime/io/poller.h"

#include <signal.h>

struct gs__io_row {
	void *owner;
	uint8_t watched; /* the events asked for */
	bool is_open;
	bool is_tcp;
};

/* A listening Unix socket, whose file goes with it if it still is the one. */
struct gs__io_file {
	struct gs__io_file *next;
	int handle;
	dev_t device;
	ino_t inode;
	char path[];
};

struct gs__io {
	const struct gs__poller_kind *kind;
	struct gs__poller *poller;
	struct gs__io_row *rows; /* by handle */
	int row_count;
	struct gs__io_file *files;
	int signal_fd;    /* -1: signals are not taken */
	uint64_t signals; /* arrived and not yet asked for */
	sigset_t mask;    /* what was blocked, and what SIGPIPE did, before */
	struct sigaction pipe;
};

/* A new descriptor becomes a handle; closed when there is no memory for it. The handle, or
 * -ENOMEM. */
int gs__io_adopt(struct gs__io *io, int fd, bool is_tcp);

void gs__io_tune(int fd);

/* Signals: reads what arrived into io->signals; true if there was something. And at the end. */
bool gs__io_fetch_signals(struct gs__io *io);
void gs__io_drop_signals(struct gs__io *io);

#endif
