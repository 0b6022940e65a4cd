/* SPDX-License-Identifier: MIT */
/* Ten thousand connections from another process, or as many as descriptors allow; what one costs
 * while it is idle; resets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/net/system.h"
#include "tests/unit/lib/talk.h"
#include "tests/unit/lib/toys.h"

enum { WANTED = 10000, SPARE = 100, EACH_MAX = 256 };

/* Sanitizers have an allocator of their own, which does not tell. */
static size_t allocated(void)
{
	return mallinfo2().uordblks;
}

static uint32_t how_many(void)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return limit.rlim_cur > WANTED + SPARE ? WANTED : (uint32_t)limit.rlim_cur - SPARE;
}

static int connect_one(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof(at.sun_path), "%s", toys_path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof(at)) != 0)
		_exit(1);
	return fd;
}

/* Connects, then, told to by a byte on its input, asks once on each; each answer is 16 bytes. */
static void be_many(uint32_t count, int told, int tells)
{
	static const char request[] = "\x94\x00\x01\xa5"
				      "a.add"
				      "\x91\x01";
	int *all = calloc(count, sizeof(*all));
	char answer[64];

	for (uint32_t i = 0; i < count; i++)
		all[i] = connect_one();
	while (read(told, answer, 1) == 1) {
		for (uint32_t i = 0; i < count; i++)
			if (send(all[i], request, sizeof(request) - 1, 0) < 0)
				_exit(1);
		for (uint32_t i = 0; i < count; i++)
			if (recv(all[i], answer, sizeof(answer), 0) <= 0)
				_exit(1);
		if (write(tells, "!", 1) != 1)
			_exit(1);
	}
	_exit(0);
}

static void turn_until(struct gs__node *node, uint32_t connections)
{
	for (int i = 0; gs__node_counters(node)->connections != connections; i++) {
		assert_true(i < 100000);
		gs__node_turn(node, gs__node_now(node) + GS_MS(10));
	}
}

static void ten_thousand_connections(void **state)
{
	uint32_t count = how_many();
	struct gs__node *node = toys_start_at(toys_address);
	int there[2], back[2], status;
	struct pollfd told = { .events = POLLIN };
	uint64_t handled, turns;
	struct answer answer;
	struct talk talk;
	size_t before, each;
	char byte = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(there), 0);
	assert_int_equal(pipe(back), 0);
	fflush(stdout);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(there[1]);
		be_many(count, there[0], back[1]);
	}
	close(back[1]);
	told.fd = back[0];
	gs__node_turn(node, 0);
	before = allocated();
	turn_until(node, count);
	each = (allocated() - before) / count;
	printf("# %u connections, %zu bytes each\n", count, each);
	assert_true(each <= EACH_MAX);
	/* Nothing spins, and another one is served. */
	turns = gs__node_counters(node)->turns;
	for (int i = 0; i < 5; i++)
		gs__node_turn(node, gs__node_now(node) + GS_MS(1));
	assert_int_equal(gs__node_counters(node)->turns, turns + 5);
	talk_open(&talk, node);
	answer = talk_ask(&talk, "a.add", "\x90", 1);
	assert_string_equal(answer.error, "");
	talk_close(&talk);
	/* All of them at once. */
	turn_until(node, count);
	handled = gs__node_counters(node)->handled;
	assert_int_equal(write(there[1], "!", 1), 1);
	while (poll(&told, 1, 0) == 0)
		gs__node_turn(node, gs__node_now(node) + GS_MS(1));
	assert_int_equal(read(back[0], &byte, 1), 1);
	assert_true(gs__node_counters(node)->handled >= handled + count);
	kill(child, SIGKILL);
	turn_until(node, 0);
	waitpid(child, &status, 0);
	close(there[0]);
	close(there[1]);
	close(back[0]);
	toys_stop(node);
}

/* In the middle of a message, with an answer on its way, and of an idle one. */
static void resets_are_ends(void **state)
{
	static const char requests[] = "\x94\x00\x01\xa5"
				       "a.add"
				       "\x91\x01\x94\x00\x02\xa5"
				       "a.a";
	const struct linger none = { .l_onoff = 1 };
	struct gs__node *node = toys_start_at("tcp:127.0.0.1:0");
	struct sockaddr_in at = { .sin_family = AF_INET };
	char address[64];

	(void)state;
	assert_true(gs__system_address(node, 0, address, sizeof(address)) > 0);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	at.sin_port = htons((uint16_t)atoi(strrchr(address, ':') + 1));
	for (size_t len = 0; len < sizeof(requests); len++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
		turn_until(node, 1);
		assert_int_equal(send(fd, requests, len, 0), (ssize_t)len);
		if (len % 2)
			gs__node_turn(node, gs__node_now(node) + GS_MS(5));
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
		close(fd);
		turn_until(node, 0);
	}
	toys_stop(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(ten_thousand_connections, toys_set_up),
		cmocka_unit_test_setup(resets_are_ends, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
