/* SPDX-License-Identifier: MIT */
/*
 * A million messages of every sort over a Unix socket, and not one allocation in the process that
 * serves them, once it is warm. malloc and its sisters are counted by standing in front of the C
 * library's; the sanitizers have their own there, so the count is not made under them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/net/system.h"
#include "runtime/wire/skip.h"
#include "tests/unit/lib/toy.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_COUNTED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
	__has_feature(thread_sanitizer)
#define IS_COUNTED 0
#endif
#endif
#ifndef IS_COUNTED
#define IS_COUNTED 1
#endif

enum {
	CONNECTIONS = 8,
	FLOOD = 4,
	PART = 20,
	WARM = 50000,
	MEASURED = IS_COUNTED ? 1000000 : 100000
};

static uint64_t allocations;

#if IS_COUNTED
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	allocations++;
	return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	allocations++;
	return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	allocations++;
	return __libc_realloc(old, size);
}
#endif

static char path[64], address[80];

static const struct toy_params params = { .start = 5, .period = GS_MS(1) };

static const struct gs_listen listens[] = { { .address = address } };

static const struct gs_child children[] = {
	{ .name = "a", .server = &toy_class, .params = &params, .shutdown = GS_S(5) },
};

static const struct gs_system toys = {
	.name = "toys",
	.listens = listens,
	.listen_count = 1,
	.children = children,
	.child_count = 1,
	.root = { .intensity = 3, .period = GS_S(5) },
};

/* What one connection sends over and over; ANSWERS of them are answered. */
/* clang-format off */
#define BATCH \
	"\x94\x00\x01\xa5" "a.add\x91\x03"                          /* an array */ \
	"\x94\x00\xcd\x10\x00\xa5" "a.add\x81\xa1n\x02"             /* by name */ \
	"\x94\x00\x02\xa5" "a.add\x91\xcd\xff\xff"                  /* refused, in words */ \
	"\x94\x00\x03\xa6" "a.echo\x91\xab" "hello again"           /* text */ \
	"\x93\x02\xa6" "a.bump\x91\x01"                             /* a cast */ \
	"\x94\x00\x04\xa6" "a.bump\x91\x01"                         /* asked for */ \
	"\x94\x00\x05\xa7" "a.later\x91\x00"                        /* answered by a timer */ \
	"\x93\x02\xa7" "a.chain\x91\x02"                            /* to itself, in all ways */ \
	"\x94\x00\x06\xa5" "a.add\x91\x01"                          /* behind those, queued */ \
	"\x95\x00\x07\xa5" "a.add\x90\x81\xa7timeout\xce\x7f\xff\xff\xff" \
	"\x94\x00\x08\xa5" "a.end\x92\x03\xa0"                      /* internal */ \
	"\x94\x00\x09\xa7" "gs.ping\x90"
/* clang-format on */

enum { ANSWERS = 10, MESSAGES = 12 };

static int dial(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strncpy(to.sun_path, path, sizeof(to.sun_path) - 1);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		_exit(3);
	return fd;
}

/* Counts whole answers; what is left of the last one is kept for the next time. */
struct ear {
	struct gs__skip skip;
	uint8_t bytes[65536];
	size_t len;
};

static void hear(int fd, struct ear *ear, int count)
{
	while (count > 0) {
		ssize_t got = read(fd, ear->bytes + ear->len, sizeof(ear->bytes) - ear->len);
		size_t at = 0;

		if (got <= 0)
			_exit(4);
		ear->len += (size_t)got;
		for (;;) {
			struct gs__skip skip = { 0 };

			if (gs__skip(&skip, ear->bytes + at, ear->len - at, 65536) != GS__SKIP_DONE)
				break;
			at += (size_t)skip.at;
			count--;
		}
		ear->len -= at;
		memmove(ear->bytes, ear->bytes + at, ear->len);
	}
}

/* More at a time than there ever will be again, and a message cut on all connections at once. */
static void flood(const int *fds, struct ear *ears, const char *batch, size_t len, int told)
{
	for (int i = 0; i < CONNECTIONS; i++)
		for (int n = 0; n < FLOOD; n++)
			if (write(fds[i], batch, len) < 0)
				_exit(5);
	if (write(told, "", 1) != 1)
		_exit(6);
	for (int i = 0; i < CONNECTIONS; i++)
		hear(fds[i], &ears[i], FLOOD * ANSWERS);
	for (int i = 0; i < CONNECTIONS; i++)
		if (write(fds[i], batch, PART) != PART)
			_exit(5);
	for (int i = 0; i < CONNECTIONS; i++)
		hear(fds[i], &ears[i], 1);
	for (int i = 0; i < CONNECTIONS; i++)
		if (write(fds[i], batch + PART, len - PART) < 0)
			_exit(5);
	for (int i = 0; i < CONNECTIONS; i++)
		hear(fds[i], &ears[i], ANSWERS - 1);
}

/* The peer, in a process of its own. Every few rounds a batch is cut in two. */
static void talk_on(uint64_t rounds, int told)
{
	static struct ear ears[CONNECTIONS];
	static const char batch[] = BATCH;
	int fds[CONNECTIONS];

	for (int i = 0; i < CONNECTIONS; i++)
		fds[i] = dial();
	flood(fds, ears, batch, sizeof(batch) - 1, told);
	for (uint64_t round = 0; round < rounds; round++) {
		size_t cut = round % 16 ? 0 : round / 16 % sizeof(batch);

		for (int i = 0; i < CONNECTIONS; i++)
			if (write(fds[i], batch, cut) != (ssize_t)cut)
				_exit(5);
		for (int i = 0; i < CONNECTIONS; i++)
			if (write(fds[i], batch + cut, sizeof(batch) - 1 - cut) < 0)
				_exit(5);
		for (int i = 0; i < CONNECTIONS; i++)
			hear(fds[i], &ears[i], ANSWERS);
	}
	_exit(0);
}

/* Its lines are made all the same. Returns the descriptor to come back to. */
static int hide_log(void)
{
	int shown = dup(STDERR_FILENO);

	assert_true(shown >= 0);
	assert_non_null(freopen("/dev/null", "w", stderr));
	return shown;
}

static void show_log(int shown)
{
	dup2(shown, STDERR_FILENO);
	close(shown);
}

static void a_million_messages_allocate_nothing(void **state)
{
	const struct gs__node_options options = { .log_level = GS_ERROR };
	struct gs__node *node = gs__node_new(&options);
	const struct gs__counters *counters;
	uint64_t warm, made;
	int status, shown, pipes[2];
	char told;
	pid_t peer;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/gs-steady-%d.sock", (int)getpid());
	snprintf(address, sizeof(address), "unix:%s", path);
	assert_non_null(node);
	assert_int_equal(gs__system_start(node, &toys, NULL), GS_OK);
	counters = gs__node_counters(node);
	assert_int_equal(pipe(pipes), 0);
	shown = hide_log();
	peer = fork();
	if (peer == 0)
		talk_on((WARM + MEASURED) / (MESSAGES * CONNECTIONS) + 1, pipes[1]);
	assert_int_equal(read(pipes[0], &told, 1), 1);
	while (counters->handled < WARM)
		gs__node_turn(node, INT64_MAX);
	warm = allocations;
	while (counters->handled < WARM + MEASURED)
		gs__node_turn(node, INT64_MAX);
	made = allocations - warm;
	while (counters->connections > 0)
		gs__node_turn(node, INT64_MAX);
	show_log(shown);
	assert_int_equal(made, 0);
	assert_int_equal(waitpid(peer, &status, 0), peer);
	assert_int_equal(status, 0);
	assert_int_equal(counters->broken + counters->slow, 0);
	assert_true(counters->bad_requests > MEASURED / MESSAGES / 2);
	assert_true(!IS_COUNTED || warm > 0); /* the count does count */
	gs__node_free(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_million_messages_allocate_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
