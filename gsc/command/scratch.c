/* SPDX-License-Identifier: MIT */
#include "gsc/command/scratch.h"
#include "gsc/base/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

static void hold_signals(struct scratch *scratch)
{
	struct sigaction action;

	/* An inherited "ignore" would make the children vanish without a status. */
	memset(&action, 0, sizeof(action));
	action.sa_handler = SIG_DFL;
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(&scratch->held);
	sigaddset(&scratch->held, SIGCHLD);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++) {
		/* What is ignored (nohup) stays so: a blocked signal would be seen all the same. */
		if (sigaction(ending[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&scratch->held, ending[i]);
	}
	sigprocmask(SIG_BLOCK, &scratch->held, &scratch->before);
}

int scratch_make(struct scratch *scratch, struct arena *arena, const char **where)
{
	const char *under = getenv("TMPDIR");
	char *path;

	if (!under || !*under)
		under = "/tmp";
	*where = under;
	path = arena_printf(arena, "%s/gsc-XXXXXX", under);
	hold_signals(scratch);
	if (!mkdtemp(path)) {
		int why = errno;

		sigprocmask(SIG_SETMASK, &scratch->before, NULL);
		return why;
	}
	scratch->path = path;
	return 0;
}

void scratch_remove(struct scratch *scratch)
{
	DIR *dir;
	struct dirent *entry;

	if (!scratch->path)
		return;
	dir = opendir(scratch->path);
	while (dir && (entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
	rmdir(scratch->path);
	scratch->path = NULL;
	sigprocmask(SIG_SETMASK, &scratch->before, NULL);
	if (scratch->caught)
		raise(scratch->caught);
}

/* SIGCHLD is blocked since before the process began, so none of its ends is missed. */
static int wait_for(struct scratch *scratch, pid_t pid)
{
	for (;;) {
		siginfo_t info;
		int status;
		int number;

		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		number = sigwaitinfo(&scratch->held, &info);
		if (number <= 0 || number == SIGCHLD)
			continue;
		scratch->caught = number;
		if (info.si_code != SI_KERNEL) /* the terminal's go to the whole group */
			kill(pid, number);
	}
}

int scratch_run(struct scratch *scratch, char *const *argv, int *ended)
{
	posix_spawnattr_t attributes;
	pid_t pid;
	int error = posix_spawnattr_init(&attributes);

	if (error)
		return error;
	error = posix_spawnattr_setsigmask(&attributes, &scratch->before);
	if (!error)
		error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	if (!error)
		error = posix_spawnp(&pid, argv[0], NULL, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	if (!error)
		*ended = wait_for(scratch, pid);
	return error;
}
