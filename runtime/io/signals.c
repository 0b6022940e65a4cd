/* SPDX-License-Identifier: MIT */
/* Signals come as readable bytes of a signalfd: no handler, no flag. */
#include "runtime/io/os.h"

#include <errno.h>
#include <sys/signalfd.h>
#include <unistd.h>

int gs__io_take_signals(struct gs__io *io)
{
	static const int taken[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2 };
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t set;
	int error;

	if (io->signal_fd >= 0)
		return 0;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		sigaddset(&set, taken[i]);
	io->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (io->signal_fd < 0)
		return -errno;
	error = io->kind->set(io->poller, io->signal_fd, 0, GS__IO_READ);
	if (error != 0) {
		close(io->signal_fd);
		io->signal_fd = -1;
		return error;
	}
	sigprocmask(SIG_BLOCK, &set, &io->mask);
	sigaction(SIGPIPE, &ignore, &io->pipe);
	return 0;
}

bool gs__io_fetch_signals(struct gs__io *io)
{
	struct signalfd_siginfo info;
	bool has_one = false;

	while (read(io->signal_fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		io->signals |= (uint64_t)1 << info.ssi_signo;
		has_one = true;
	}
	return has_one;
}

uint64_t gs__io_signals(struct gs__io *io)
{
	uint64_t arrived = io->signals;

	io->signals = 0;
	return arrived;
}

void gs__io_drop_signals(struct gs__io *io)
{
	if (io->signal_fd < 0)
		return;
	io->kind->set(io->poller, io->signal_fd, GS__IO_READ, 0);
	close(io->signal_fd);
	io->signal_fd = -1;
	sigprocmask(SIG_SETMASK, &io->mask, NULL);
	sigaction(SIGPIPE, &io->pipe, NULL);
}
