/* SPDX-License-Identifier: MIT */
/*
 * Idle connections: `hold KIND ADDRESS COUNT`. Opens so many, makes one call on each, prints "held"
 * and keeps them until it is killed. Status 3: this process may not have so many descriptors.
 */
#include "tests/bench/lib/kind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { OTHERS = 16, ANSWER_MAX = 128 };

static int allow(rlim_t count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return -1;
	limit.rlim_cur = limit.rlim_max;
	return limit.rlim_max < count + OTHERS ? -1 : setrlimit(RLIMIT_NOFILE, &limit);
}

/* One call, and its answer. */
static int call(int fd, const struct kind *kind)
{
	uint8_t answer[ANSWER_MAX];
	size_t len = 0, used;
	long count = 0;

	if (send(fd, kind->request, kind->len, MSG_NOSIGNAL) != (ssize_t)kind->len)
		return -1;
	while (count == 0 && len < sizeof(answer)) {
		ssize_t got = read(fd, answer + len, sizeof(answer) - len);

		if (got <= 0)
			return -1;
		len += (size_t)got;
		count = kind->count(answer, len, &used);
	}
	return count == 1 ? 0 : -1;
}

int main(int argc, char **argv)
{
	const struct kind *kind = argc == 4 ? kind_named(argv[1]) : NULL;
	int count = argc == 4 ? atoi(argv[3]) : 0;
	struct place place;

	if (!kind || count < 1 || place_of(argv[2], &place) < 0) {
		fprintf(stderr, "usage: hold KIND ADDRESS COUNT\n");
		return 2;
	}
	if (allow((rlim_t)count) < 0)
		return 3;
	for (int i = 0; i < count; i++) {
		int fd = place_connect(&place);

		if (fd < 0 || call(fd, kind) < 0) {
			fprintf(stderr, "hold: %s, connection %d: %s\n", argv[2], i,
				strerror(errno));
			return 1;
		}
	}
	puts("held");
	fflush(stdout);
	pause();
	return 0;
}
