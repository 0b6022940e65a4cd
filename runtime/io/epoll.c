/* SPDX-License-Identifier: MIT */
#include "runtime/io/poller.h"

#include "runtime/io/io.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 35)
#define HAS_EPOLL_PWAIT2
#endif
#endif

enum { BATCH = 256 };

struct gs__poller {
	int fd;
	bool has_no_ns; /* the kernel lacks epoll_pwait2 */
	struct epoll_event batch[BATCH];
};

static struct gs__poller *open_epoll(void)
{
	struct gs__poller *poller = calloc(1, sizeof(*poller));

	if (!poller)
		return NULL;
	poller->fd = epoll_create1(EPOLL_CLOEXEC);
	if (poller->fd >= 0)
		return poller;
	free(poller);
	return NULL;
}

static void close_epoll(struct gs__poller *poller)
{
	close(poller->fd);
	free(poller);
}

static int set(struct gs__poller *poller, int fd, unsigned before, unsigned after)
{
	struct epoll_event event = { .data.fd = fd };
	int op = before == 0 ? EPOLL_CTL_ADD : after == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;

	if (after & GS__IO_READ)
		event.events |= EPOLLIN;
	if (after & GS__IO_WRITE)
		event.events |= EPOLLOUT;
	return epoll_ctl(poller->fd, op, fd, &event) == 0 ? 0 : -errno;
}

static int wait_ms(struct gs__poller *poller, int64_t ns, int max)
{
	int64_t ms = ns < 0 ? -1 : ns / 1000000 + (ns % 1000000 != 0);

	return epoll_wait(poller->fd, poller->batch, max, ms > INT_MAX ? INT_MAX : (int)ms);
}

static int wait_ns(struct gs__poller *poller, int64_t ns, int max)
{
#ifdef HAS_EPOLL_PWAIT2
	struct timespec left = { (time_t)(ns / 1000000000), (long)(ns % 1000000000) };
	int count;

	if (poller->has_no_ns || ns == 0)
		return wait_ms(poller, ns, max);
	count = epoll_pwait2(poller->fd, poller->batch, max, ns < 0 ? NULL : &left, NULL);
	if (count >= 0 || (errno != ENOSYS && errno != EPERM))
		return count;
	poller->has_no_ns = true; /* an old kernel, or a sandbox's filter */
#endif
	return wait_ms(poller, ns, max);
}

static int wait_epoll(struct gs__poller *poller, int64_t ns, struct gs__ready *ready, int max)
{
	int count = wait_ns(poller, ns, max < BATCH ? max : BATCH);

	if (count < 0)
		return -errno;
	for (int i = 0; i < count; i++) {
		unsigned events = poller->batch[i].events;

		ready[i].fd = poller->batch[i].data.fd;
		ready[i].events = (events & EPOLLIN ? GS__IO_READ : 0u) |
				  (events & EPOLLOUT ? GS__IO_WRITE : 0u) |
				  (events & (EPOLLHUP | EPOLLERR) ? GS__IO_CLOSED : 0u);
	}
	return count;
}

const struct gs__poller_kind gs__poller_epoll = {
	.name = "epoll",
	.open = open_epoll,
	.close = close_epoll,
	.set = set,
	.wait = wait_epoll,
};
