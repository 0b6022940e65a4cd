/* SPDX-License-Identifier: MIT */
#include "runtime/io/poller.h"

#include "runtime/io/io.h"
#include "runtime/time/clock.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 35)
#define HAS_EPOLL_PWAIT2
#endif
#endif

enum { BATCH = 256, NONE = -1, NEVER = -2 };

/*
 * To give each wait its limit costs the kernel more than the rest of the wait. So a limit that is
 * mostly not reached is set once, as a timer among the descriptors. As long as that fires no later
 * than the limit, a wait needs no other; one that it ends too early is begun again.
 */
struct gs__poller {
	int fd;
	int timer_fd;     /* NONE, or NEVER: not to be had */
	int64_t armed;    /* when it fires; INT64_MAX: it does not */
	bool came_before; /* something happened before the last wait's limit */
	bool has_no_ns;   /* the kernel lacks epoll_pwait2 */
	struct epoll_event batch[BATCH];
};

static struct gs__poller *open_epoll(void)
{
	struct gs__poller *poller = calloc(1, sizeof(*poller));

	if (!poller)
		return NULL;
	poller->timer_fd = NONE;
	poller->armed = INT64_MAX;
	poller->fd = epoll_create1(EPOLL_CLOEXEC);
	if (poller->fd >= 0)
		return poller;
	free(poller);
	return NULL;
}

static void close_epoll(struct gs__poller *poller)
{
	if (poller->timer_fd >= 0)
		close(poller->timer_fd);
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

	if (poller->has_no_ns || ns <= 0)
		return wait_ms(poller, ns, max);
	count = epoll_pwait2(poller->fd, poller->batch, max, &left, NULL);
	if (count >= 0 || (errno != ENOSYS && errno != EPERM))
		return count;
	poller->has_no_ns = true; /* an old kernel, or a sandbox's filter */
#endif
	return wait_ms(poller, ns, max);
}

/* Edge-triggered, so that nobody has to read it. */
static void open_timer(struct gs__poller *poller)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	event.data.fd = fd;
	poller->timer_fd = NEVER;
	if (fd >= 0 && epoll_ctl(poller->fd, EPOLL_CTL_ADD, fd, &event) == 0)
		poller->timer_fd = fd;
	else if (fd >= 0)
		close(fd);
}

static bool arm(struct gs__poller *poller, int64_t until)
{
	const struct itimerspec at = { .it_value = { (time_t)(until / 1000000000),
					       (long)(until % 1000000000) } };

	if (poller->timer_fd == NONE)
		open_timer(poller);
	if (poller->timer_fd < 0 ||
		timerfd_settime(poller->timer_fd, TFD_TIMER_ABSTIME, &at, NULL) != 0)
		return false;
	poller->armed = until;
	return true;
}

/* What the wait itself is to be told, in ns: -1 where the timer sees to it, or there is no
 * limit. */
static int64_t limit_of(struct gs__poller *poller, int64_t until)
{
	int64_t left;

	if (until >= poller->armed)
		return -1;
	left = until > 0 ? until - gs__clock_now() : 0;
	if (left > 0 && poller->came_before && arm(poller, until))
		return -1;
	return left > 0 ? left : 0;
}

/* All that was found but the timer. */
static int take(struct gs__poller *poller, int found, struct gs__ready *ready)
{
	int count = 0;

	for (int i = 0; i < found; i++) {
		unsigned events = poller->batch[i].events;
		int fd = poller->batch[i].data.fd;

		if (fd == poller->timer_fd) {
			poller->armed = INT64_MAX;
			continue;
		}
		ready[count].fd = fd;
		ready[count++].events = (events & EPOLLIN ? GS__IO_READ : 0u) |
					(events & EPOLLOUT ? GS__IO_WRITE : 0u) |
					(events & (EPOLLHUP | EPOLLERR) ? GS__IO_CLOSED : 0u);
	}
	return count;
}

static int wait_epoll(struct gs__poller *poller, int64_t until, struct gs__ready *ready, int max)
{
	int64_t limit = limit_of(poller, until);
	int found = wait_ns(poller, limit, max < BATCH ? max : BATCH);
	int count;

	if (found < 0)
		return -errno;
	count = take(poller, found, ready);
	if (limit != 0)
		poller->came_before = count > 0;
	return count;
}

const struct gs__poller_kind gs__poller_epoll = {
	.name = "epoll",
	.open = open_epoll,
	.close = close_epoll,
	.set = set,
	.wait = wait_epoll,
};
