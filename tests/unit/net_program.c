/* SPDX-License-Identifier: MIT */
/* gs_main: options, what it says, and how it ends, each in a process of its own. */
#include "tests/unit/lib/toys.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct run {
	pid_t pid;
	int from; /* what it writes, both streams */
	char said[16384];
	size_t len;
};

static void begin(struct run *run, const char *const *options)
{
	const char *argv[16] = { "/somewhere/toys" };
	int pipes[2], argc = 1;

	for (; options[argc - 1]; argc++)
		argv[argc] = options[argc - 1];
	*run = (struct run){ 0 };
	assert_int_equal(pipe(pipes), 0);
	fflush(stdout);
	run->pid = fork();
	assert_true(run->pid >= 0);
	if (run->pid == 0) {
		dup2(pipes[1], STDOUT_FILENO);
		dup2(pipes[1], STDERR_FILENO);
		close(pipes[0]);
		argc = gs_main(&toys, argc, (char **)argv);
		fflush(stdout);
		_exit(argc);
	}
	close(pipes[1]);
	run->from = pipes[0];
}

/* Until it has said that, or all. */
static bool hear(struct run *run, const char *what)
{
	while (!what || !strstr(run->said, what)) {
		ssize_t got = read(
			run->from, run->said + run->len, sizeof(run->said) - 1 - run->len);

		if (got <= 0)
			return false;
		run->len += (size_t)got;
		run->said[run->len] = '\0';
	}
	return true;
}

static int end(struct run *run)
{
	int status;

	hear(run, NULL);
	close(run->from);
	assert_int_equal(waitpid(run->pid, &status, 0), run->pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#define OPTIONS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void says(const char *const *options, int status, const char *words)
{
	struct run run;

	begin(&run, options);
	if (end(&run) != status || !strstr(run.said, words))
		fail_msg("not what was expected: %s", run.said);
}

#define USAGE \
	"usage: toys [--listen ADDR] [--set CHILD.PARAM=VALUE] [--remote NAME=ADDR] " \
	"[--log-level LEVEL] [--help]\n"

static void a_bad_option_is_named_with_the_usage(void **state)
{
	(void)state;
	says(OPTIONS("--nothing"), 2, "toys: unknown option --nothing\n" USAGE);
	says(OPTIONS("x"), 2, "toys: unknown option x\n" USAGE);
	says(OPTIONS("--help=x"), 2, "toys: unknown option --help=x\n" USAGE);
	says(OPTIONS("--listen"), 2, "toys: --listen needs a value\n" USAGE);
	says(OPTIONS("--log-level", "loud"), 2,
		"toys: --log-level is one of error, warning, info, debug, not loud\n" USAGE);
	says(OPTIONS("--set", "a.nothing=1"), 2, "toys: a has no parameter 'nothing'\n" USAGE);
	says(OPTIONS("--set=a.start=-1"), 2, "toys: a.start: ");
	says(OPTIONS("--set", "a.period=0s"), 2, "toys: a.period: ");
	says(OPTIONS("--set", "a.start=@/nowhere"), 1,
		"toys: cannot read /nowhere: No such file or directory\n");
}

static void help_names_children_and_parameters(void **state)
{
	(void)state;
	says(OPTIONS("--help"), 0, "  a: toy\n    a.start: u32 = 1\n    a.period: duration = 1h\n");
	says(OPTIONS("--help", "--log-level=debug"), 0, "    b.period: duration = 20ms\n");
	says(OPTIONS("--help"), 0, toys_address);
}

static void what_cannot_listen_says_so_in_one_line(void **state)
{
	struct gs__node *node = toys_start();
	char words[200];

	(void)state;
	snprintf(words, sizeof(words), "toys: cannot listen on %s: the address is in use\n",
		toys_address);
	says(OPTIONS("--log-level", "error"), 1, words);
	says(OPTIONS("--listen", "unix:/dev/null/x.sock"), 1,
		"toys: cannot listen on unix:/dev/null/x.sock: ");
	says(OPTIONS("--listen", "nonsense"), 2,
		"not an address like unix:PATH or tcp:HOST:PORT\n" USAGE);
	says(OPTIONS("--listen", "tcp:127.0.0.1:99999"), 2, USAGE);
	snprintf(words, sizeof(words), "unix:%0150d", 0);
	says(OPTIONS("--listen", words), 2,
		": the path of a Unix socket has at most 107 bytes\n" USAGE);
	snprintf(words, sizeof(words), "tcp:x%0150d:1", 0); /* longer than any label */
	says(OPTIONS("--listen", words), 1, ":1: there is no such host\n");
	toys_stop(node);
}

static void a_signal_ends_it_with_status_0(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT };
	struct run run;

	(void)state;
	for (size_t i = 0; i < GS_COUNT(signals); i++) {
		begin(&run, OPTIONS("--listen", "tcp:127.0.0.1:0", "--listen", toys_address));
		assert_true(hear(&run, toys_address));
		assert_non_null(strstr(run.said, "listening on tcp:127.0.0.1:"));
		assert_null(strstr(run.said, "listening on tcp:127.0.0.1:0\n"));
		kill(run.pid, signals[i]);
		assert_int_equal(end(&run), 0);
		assert_int_equal(access(toys_path, F_OK), -1);
	}
}

static void when_the_root_gives_up_the_status_is_1(void **state)
{
	static const char request[] = "\x94\x00\x01\xa5"
				      "a.end\x92\x00\xa3"
				      "bug";
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct run run;
	char byte;
	int fd;

	(void)state;
	begin(&run, OPTIONS("--log-level=info"));
	assert_true(hear(&run, "listening on"));
	snprintf(to.sun_path, sizeof(to.sun_path), "%s", toys_path);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	for (int i = 0; i < 4; i++) { /* three restarts are allowed */
		assert_int_equal(write(fd, request, sizeof(request) - 1), sizeof(request) - 1);
		assert_int_equal(read(fd, &byte, 1), 1);
		if (i < 3)
			assert_true(hear(&run, "restarted\n"));
		run.said[0] = '\0';
		run.len = 0;
	}
	assert_int_equal(end(&run), 1);
	assert_non_null(strstr(run.said, "toys: too many restarts (more than 3 in 5000 ms); the "
					 "last to end was a: bug\n"));
	close(fd);
}

static void a_value_may_come_from_a_file(void **state)
{
	char name[] = "/tmp/gs-program-XXXXXX", option[64];
	int fd = mkstemp(name);
	struct run run;

	(void)state;
	assert_int_equal(write(fd, "666\n", 4), 4);
	close(fd);
	snprintf(option, sizeof(option), "--set=a.start=@%s", name);
	begin(&run, OPTIONS(option));
	assert_int_equal(end(&run), 1);
	assert_string_equal(run.said, "toys: a did not start: a bad start\n");
	unlink(name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_bad_option_is_named_with_the_usage, toys_set_up),
		cmocka_unit_test_setup(help_names_children_and_parameters, toys_set_up),
		cmocka_unit_test_setup(what_cannot_listen_says_so_in_one_line, toys_set_up),
		cmocka_unit_test_setup(a_signal_ends_it_with_status_0, toys_set_up),
		cmocka_unit_test_setup(when_the_root_gives_up_the_status_is_1, toys_set_up),
		cmocka_unit_test_setup(a_value_may_come_from_a_file, toys_set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
