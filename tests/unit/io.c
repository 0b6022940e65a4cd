/* SPDX-License-Identifier: MIT */
/* The operating system's io, with both pollers: sockets, waiting, signals, addresses. */
#include "runtime/io/address.h"
#include "runtime/io/io.h"
#include "runtime/io/poller.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { EVENTS = 16 };

static char directory[64];
static char address[96];
static const char *path; /* within the address */
static struct gs__io *io;
static struct gs__io_event events[EVENTS];

static int start(void **kind)
{
	io = gs__io_new_with(*kind);
	strcpy(directory, "/tmp/gs-io-XXXXXX");
	if (!io || !mkdtemp(directory))
		return -1;
	snprintf(address, sizeof(address), "unix:%s/s", directory);
	path = address + strlen("unix:");
	return 0;
}

static int stop(void **kind)
{
	(void)kind;
	gs__io_free(io);
	return rmdir(directory); /* nothing is left in it */
}

/* Waits up to a second for one thing; its owner, and what. */
static void *wait_one(unsigned *what)
{
	int count = gs__io_wait(io, gs__io_now(io) + 1000000000, events, 1);

	assert_int_equal(count, 1);
	*what = events[0].events;
	return events[0].owner;
}

static int listen_(const char *at, int mode)
{
	int listener = gs__io_listen(io, at, mode);

	assert_true(listener >= 0);
	return listener;
}

/* Two ends of a connection to `at`. */
static void connect_(const char *at, int listener, int ends[2])
{
	unsigned what;

	ends[0] = gs__io_connect(io, at);
	assert_true(ends[0] >= 0);
	assert_int_equal(gs__io_watch(io, ends[0], GS__IO_WRITE, &ends[0]), 0);
	assert_int_equal(gs__io_watch(io, listener, GS__IO_READ, &listener), 0);
	for (int i = 0; i < 2; i++) {
		void *owner = wait_one(&what);

		assert_int_equal(
			gs__io_watch(io, owner == &listener ? listener : ends[0], 0, NULL), 0);
		assert_int_equal(what, owner == &listener ? GS__IO_READ : GS__IO_WRITE);
	}
	assert_int_equal(gs__io_connected(io, ends[0]), 0);
	ends[1] = gs__io_accept(io, listener);
	assert_true(ends[1] >= 0);
	assert_int_equal(gs__io_accept(io, listener), -EAGAIN);
}

static void talk(int ends[2])
{
	char got[16];
	unsigned what;

	assert_int_equal(gs__io_read(io, ends[1], got, sizeof(got)), -EAGAIN);
	assert_int_equal(gs__io_watch(io, ends[1], GS__IO_READ, got), 0);
	assert_int_equal(gs__io_write(io, ends[0], "hello", 5), 5);
	assert_ptr_equal(wait_one(&what), got);
	assert_int_equal(what, GS__IO_READ);
	assert_int_equal(gs__io_read(io, ends[1], got, sizeof(got)), 5);
	assert_memory_equal(got, "hello", 5);
	assert_true(fcntl(ends[0], F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(ends[1], F_GETFD) & FD_CLOEXEC);
	gs__io_close(io, ends[0]);
	assert_ptr_equal(wait_one(&what), got);
	assert_true(what & (GS__IO_READ | GS__IO_CLOSED));
	assert_int_equal(gs__io_read(io, ends[1], got, sizeof(got)), 0);
	assert_int_equal(
		gs__io_write(io, ends[1], "x", 1) < 0 || gs__io_write(io, ends[1], "x", 1) < 0, 1);
	gs__io_close(io, ends[1]);
}

static void unix_sockets(void **kind)
{
	int listener = listen_(address, -1), ends[2];
	char printed[96];

	(void)kind;
	assert_int_equal(gs__io_address(io, listener, printed, sizeof(printed)), strlen(address));
	assert_string_equal(printed, address);
	connect_(address, listener, ends);
	assert_int_equal(gs__io_peer_user(io, ends[1]), getuid());
	talk(ends);
	assert_int_equal(access(path, F_OK), 0);
	gs__io_close(io, listener);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(gs__io_connect(io, address), -ENOENT);
}

/* A peer that is not there any more is noticed, silent or in the middle of something. */
static void is_kept_alive(int handle)
{
	static const int options[][3] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_NODELAY, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, 60 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 10 },
		{ IPPROTO_TCP, TCP_KEEPCNT, 6 },
		{ IPPROTO_TCP, TCP_USER_TIMEOUT, 120000 },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		int value = 0;
		socklen_t len = sizeof(value);

		assert_int_equal(getsockopt(handle, options[i][0], options[i][1], &value, &len), 0);
		assert_int_equal(value, options[i][2]);
	}
}

static void tcp_sockets(void **kind)
{
	int listener = listen_("tcp:127.0.0.1:0", -1), ends[2];
	char printed[96];

	(void)kind;
	gs__io_address(io, listener, printed, sizeof(printed));
	assert_memory_equal(printed, "tcp:127.0.0.1:", 14);
	assert_true(strcmp(printed, "tcp:127.0.0.1:0") != 0);
	connect_(printed, listener, ends);
	assert_int_equal(gs__io_peer_user(io, ends[1]), -1);
	is_kept_alive(ends[0]);
	is_kept_alive(ends[1]);
	assert_int_equal(gs__io_listen(io, printed, -1), -EADDRINUSE);
	talk(ends);
	gs__io_close(io, listener);
}

static void nobody_listens_at_a_port(void **kind)
{
	int listener = listen_("tcp:127.0.0.1:0", -1), end;
	char printed[96];
	unsigned what = 0;

	(void)kind;
	gs__io_address(io, listener, printed, sizeof(printed));
	gs__io_close(io, listener);
	end = gs__io_connect(io, printed);
	if (end >= 0) {
		assert_int_equal(gs__io_watch(io, end, GS__IO_WRITE, &end), 0);
		assert_ptr_equal(wait_one(&what), &end);
		assert_true(what & (GS__IO_CLOSED | GS__IO_WRITE));
		assert_int_equal(gs__io_connected(io, end), -ECONNREFUSED);
	} else {
		assert_int_equal(end, -ECONNREFUSED);
	}
}

static void stale_sockets_are_replaced(void **kind)
{
	int listener, second;
	char copy[96];

	(void)kind;
	listener = listen_(address, -1);
	assert_int_equal(gs__io_listen(io, address, -1), -EADDRINUSE); /* it is alive */
	assert_int_equal(access(path, F_OK), 0);
	/* What a crash leaves: a socket's file that nobody listens at. */
	snprintf(copy, sizeof(copy), "%s2", path);
	assert_int_equal(rename(path, copy), 0);
	gs__io_close(io, listener);
	assert_int_equal(rename(copy, path), 0);
	second = listen_(address, 0600);
	/* An old listener must not take the file of its successor along. */
	gs__io_close(io, second);
	assert_int_equal(access(path, F_OK), -1);
}

/* Waits for the start, listens, says whether it does, and goes on until all have said so. */
static _Noreturn void race(int begin, int say, int end)
{
	struct gs__io *own = gs__io_new(NULL);
	char byte = 'n';

	(void)!read(begin, &byte, 1);
	if (own && gs__io_listen(own, address, -1) >= 0)
		byte = 'y';
	(void)!write(say, &byte, 1);
	(void)!read(end, &byte, 1);
	_exit(0);
}

/* Of those who find a stale socket at once, one gets it. Returns how many do listen. */
static int run_race(void)
{
	enum { RACERS = 6 };
	int begin[2], say[2], end[2], winners = 0;
	char said[RACERS];

	assert_int_equal(pipe(begin) | pipe(say) | pipe(end), 0);
	for (int i = 0; i < RACERS; i++) {
		pid_t racer = fork();

		assert_true(racer >= 0);
		if (racer > 0)
			continue;
		close(begin[1]);
		close(end[1]);
		race(begin[0], say[1], end[0]);
	}
	close(begin[1]);
	for (int i = 0; i < RACERS; i++) {
		assert_int_equal(read(say[0], &said[i], 1), 1);
		winners += said[i] == 'y';
	}
	close(end[1]);
	for (int i = 0; i < RACERS; i++)
		assert_true(wait(NULL) > 0);
	close(begin[0]);
	close(say[0]);
	close(say[1]);
	close(end[0]);
	return winners;
}

static void a_stale_socket_has_one_successor(void **kind)
{
	enum { ROUNDS = 100 };

	(void)kind;
	for (int i = 0; i < ROUNDS; i++) {
		struct sockaddr_un at = { .sun_family = AF_UNIX };
		int crashed = socket(AF_UNIX, SOCK_STREAM, 0);

		strcpy(at.sun_path, path);
		unlink(path);
		assert_int_equal(bind(crashed, (struct sockaddr *)&at, sizeof(at)), 0);
		close(crashed);
		assert_int_equal(run_race(), 1);
	}
	assert_int_equal(unlink(path), 0);
}

static void other_files_are_never_removed(void **kind)
{
	FILE *file = fopen(path, "w");

	(void)kind;
	assert_non_null(file);
	fclose(file);
	assert_int_equal(gs__io_listen(io, address, -1), -EADDRINUSE);
	assert_int_equal(unlink(path), 0);
}

static void a_successors_file_stays(void **kind)
{
	int listener = listen_(address, -1), successor;

	(void)kind;
	assert_int_equal(unlink(path), 0);
	successor = listen_(address, -1);
	gs__io_close(io, listener);
	assert_int_equal(access(path, F_OK), 0);
	gs__io_close(io, successor);
	assert_int_equal(access(path, F_OK), -1);
}

static void modes_are_set(void **kind)
{
	int listener = listen_(address, 0620);
	struct stat file;

	(void)kind;
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0620);
	gs__io_close(io, listener);
}

static void waiting_is_not_early(void **kind)
{
	static const int64_t waits[] = { 1, 50000, 1500000, 3000000 };

	(void)kind;
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		int64_t until = gs__io_now(io) + waits[i];

		assert_int_equal(gs__io_wait(io, until, events, EVENTS), 0);
		assert_true(gs__io_now(io) >= until);
	}
	assert_int_equal(gs__io_wait(io, 0, events, EVENTS), 0);
	assert_int_equal(gs__io_wait(io, INT64_MIN, events, EVENTS), 0);
}

/* Limits near and far, reached or not, in any order: none ends a wait early, and none is forgotten
 * over another one. */
static void limits_of_waits(void **kind)
{
	static const int64_t far = INT64_C(1000000000000);
	int listener = listen_(address, -1), ends[2];
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)atoi(given) : (unsigned)gs__io_now(io);
	char got;

	(void)kind;
	print_message("# SEED=%u\n", seed);
	connect_(address, listener, ends);
	assert_int_equal(gs__io_watch(io, ends[1], GS__IO_READ, &ends), 0);
	for (int i = 0; i < 300; i++) {
		bool is_reached = rand_r(&seed) % 2;
		int64_t until = gs__io_now(io) + rand_r(&seed) % 1000000;

		if (!is_reached) {
			until += rand_r(&seed) % 2 ? far : 0;
			assert_int_equal(gs__io_write(io, ends[0], "x", 1), 1);
		}
		assert_int_equal(gs__io_wait(io, until, events, EVENTS), !is_reached);
		assert_true(!is_reached || gs__io_now(io) >= until);
		assert_true(gs__io_now(io) < until + far / 10);
		if (!is_reached)
			assert_int_equal(gs__io_read(io, ends[1], &got, 1), 1);
	}
	gs__io_close(io, listener);
}

/* What is ready is told by turns where there is room for one event only. */
static void nobody_starves(void **kind)
{
	int listener = listen_(address, -1), ends[4][2], told[4] = { 0 };

	(void)kind;
	for (int i = 0; i < 4; i++) {
		connect_(address, listener, ends[i]);
		assert_int_equal(gs__io_write(io, ends[i][0], "x", 1), 1);
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(gs__io_watch(io, ends[i][1], GS__IO_READ, &told[i]), 0);
	for (int i = 0; i < 8; i++) {
		assert_int_equal(gs__io_wait(io, INT64_MAX, events, 1), 1);
		++*(int *)events[0].owner;
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(told[i], 2);
	assert_int_equal(gs__io_watch(io, ends[1][1], 0, NULL), 0);
	gs__io_close(io, ends[2][1]);
	assert_int_equal(gs__io_wait(io, INT64_MAX, events, EVENTS), 2);
	assert_int_equal(gs__io_watch(io, ends[0][1], GS__IO_READ | GS__IO_WRITE, &told[0]), 0);
	assert_int_equal(gs__io_wait(io, INT64_MAX, events, EVENTS), 2);
	gs__io_close(io, listener);
}

static void signals_arrive(void **kind)
{
	uint64_t arrived;

	(void)kind;
	assert_int_equal(gs__io_take_signals(io), 0);
	assert_int_equal(gs__io_take_signals(io), 0);
	raise(SIGTERM);
	raise(SIGUSR1);
	assert_int_equal(gs__io_wait(io, INT64_MAX, events, EVENTS), 0);
	arrived = gs__io_signals(io);
	assert_true(arrived == ((uint64_t)1 << SIGTERM | (uint64_t)1 << SIGUSR1));
	assert_true(gs__io_signals(io) == 0);
	assert_int_equal(gs__io_wait(io, 0, events, EVENTS), 0);
}

static void random_numbers(void **kind)
{
	uint8_t a[300] = { 0 }, b[300] = { 0 };

	(void)kind;
	assert_int_equal(gs__io_random(io, a, sizeof(a)), 0);
	assert_int_equal(gs__io_random(io, b, sizeof(b)), 0);
	assert_memory_not_equal(a, b, sizeof(a));
	assert_true(gs__io_wall(io) > INT64_C(1700000000) * 1000000000);
}

static void addresses(void **kind)
{
	static const struct {
		const char *text;
		int error;
	} cases[] = {
		{ "unix:a", 0 },
		{ "unix:/a/b.sock", 0 },
		{ "unix:", -EINVAL },
		{ "tcp:127.0.0.1:7070", 0 },
		{ "tcp:localhost:1", 0 },
		{ "tcp:[::1]:0", 0 },
		{ "tcp:127.0.0.1", -EINVAL },
		{ "tcp:127.0.0.1:", -EINVAL },
		{ "tcp::7070", -EINVAL },
		{ "tcp:127.0.0.1:65535", 0 },
		{ "tcp:127.0.0.1:65536", -EINVAL },
		{ "tcp:127.0.0.1:99999999999", -EINVAL },
		{ "tcp:127.0.0.1:7a", -EINVAL },
		{ "tcp:::1:70", -EINVAL },
		{ "tcp:[::1]", -EINVAL },
		{ "tcp:[x]:1", -EINVAL },
		{ "tcp:[::1]70", -EINVAL },
		{ "udp:127.0.0.1:1", -EINVAL },
		{ "", -EINVAL },
	};
	struct gs__address parsed;
	char long_path[200], printed[128];

	(void)kind;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int error = gs__address_parse(cases[i].text, &parsed);

		if (error != cases[i].error)
			fail_msg("%s: %d", cases[i].text, error);
		if (error == 0 && !strstr(cases[i].text, "localhost")) {
			gs__address_print(&parsed, printed, sizeof(printed));
			assert_string_equal(printed, cases[i].text);
		}
	}
	memset(long_path, 'x', sizeof(long_path));
	memcpy(long_path, "unix:", 5);
	long_path[5 + 108] = '\0';
	assert_int_equal(gs__address_parse(long_path, &parsed), -ENAMETOOLONG);
	long_path[5 + 107] = '\0';
	assert_int_equal(gs__address_parse(long_path, &parsed), 0);
	assert_int_equal(gs__address_print(&parsed, printed, 20), 19);
	assert_int_equal(gs__io_listen(io, "tcp:nonsense", -1), -EINVAL);
	assert_int_equal(gs__io_connect(io, "nonsense"), -EINVAL);
}

static void io_chooses_a_poller(void **unused)
{
	struct gs__io *any = gs__io_new(NULL);

	(void)unused;
	assert_non_null(any);
	assert_true(gs__io_now(any) > 0);
	gs__io_free(any);
	gs__io_free(NULL);
}

#define TEST(name) \
	{ #name " (epoll)", name, start, stop, (void *)&gs__poller_epoll }, \
	{ \
#name " (poll)", name, start, stop, (void *)&gs__poller_poll \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(unix_sockets),
		TEST(tcp_sockets),
		TEST(nobody_listens_at_a_port),
		TEST(stale_sockets_are_replaced),
		TEST(a_stale_socket_has_one_successor),
		TEST(other_files_are_never_removed),
		TEST(a_successors_file_stays),
		TEST(modes_are_set),
		TEST(waiting_is_not_early),
		TEST(limits_of_waits),
		TEST(nobody_starves),
		TEST(signals_arrive),
		TEST(random_numbers),
		TEST(addresses),
		cmocka_unit_test(io_chooses_a_poller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
