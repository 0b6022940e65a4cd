/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/log.h"
#include "runtime/base/str.h"
#include "runtime/net/program.h"

enum { FILE_MAX = 1024 * 1024 /* bytes of a --set child.param=@FILE */ };

static void complain(const struct gs__program *p, const char *what, const char *about)
{
	fprintf(stderr, "%s: %s%s\n", p->name, what, about);
}

/* The bytes of a file behind `front`, as one text. */
static gs_str read_file(FILE *file, gs_str front)
{
	char *text = malloc(front.len + FILE_MAX + 1);
	size_t len;

	if (!text)
		return (gs_str){ 0 };
	memcpy(text, front.data, front.len);
	len = fread(text + front.len, 1, FILE_MAX + 1, file);
	if (ferror(file) || len > FILE_MAX) {
		errno = ferror(file) ? errno : EFBIG;
		explicit_bzero(text, front.len + FILE_MAX + 1);
		free(text);
		return (gs_str){ 0 };
	}
	return (gs_str){ text, front.len + (uint32_t)len };
}

/* "child.param=value", its value from the file it names where it begins with '@'. Without a text:
 * the reason is on stderr. */
static struct gs__setting load_set(const struct gs__program *p, const char *set)
{
	struct gs__setting loaded = { .from = GS__SET_COMMAND };
	const char *value = strchr(set, '=');
	FILE *file;
	char *text;

	if (!value || value[1] != '@') {
		text = strdup(set);
		if (text)
			loaded.text = gs__str(text);
		else
			complain(p, "no memory", "");
		return loaded;
	}
	loaded.from = GS__SET_FILE;
	file = fopen(value + 2, "re");
	if (file) {
		setvbuf(file, NULL, _IONBF, 0); /* no second copy */
		loaded.text = read_file(file, (gs_str){ set, (uint32_t)(value + 1 - set) });
		fclose(file);
	}
	if (!loaded.text.data)
		fprintf(stderr, "%s: cannot read %s: %s\n", p->name, value + 2, strerror(errno));
	return loaded;
}

static bool take_level(struct gs__program *p, const char *value)
{
	if (gs__log_level_parse(gs__str(value), &p->log_level))
		return true;
	complain(p, "--log-level is one of error, warning, info, debug, not ", value);
	return false;
}

static bool take_option(struct gs__program *p, gs_str option, const char *value, int *status)
{
	*status = 2;
	if (gs__str_is(option, "--listen")) {
		p->listens[p->listen_count++] = value;
		return true;
	}
	if (gs__str_is(option, "--remote")) {
		p->remotes[p->remote_count++] = value;
		return true;
	}
	if (gs__str_is(option, "--log-level"))
		return take_level(p, value);
	*status = 1;
	p->sets[p->set_count] = load_set(p, value);
	return p->sets[p->set_count++].text.data != NULL;
}

static bool has_value(gs_str option)
{
	return gs__str_is(option, "--listen") || gs__str_is(option, "--set") ||
	       gs__str_is(option, "--remote") || gs__str_is(option, "--log-level");
}

static bool read_options(struct gs__program *p, int argc, char **argv, int *status)
{
	*status = 2;
	for (int i = 1; i < argc; i++) {
		const char *equals = strchr(argv[i], '=');
		gs_str option = gs__str(argv[i]);
		const char *value = NULL;

		if (equals) {
			option.len = (uint32_t)(equals - argv[i]);
			value = equals + 1;
		}
		if (gs__str_is(option, "--help") && !value) {
			p->wants_help = true;
			continue;
		}
		if (!has_value(option)) {
			complain(p, "unknown option ", argv[i]);
			return false;
		}
		if (!value)
			value = argv[++i];
		if (!value) {
			complain(p, argv[i - 1], " needs a value");
			return false;
		}
		if (!take_option(p, option, value, status))
			return false;
	}
	return true;
}

static void print_usage(const struct gs__program *p)
{
	fprintf(stderr,
		"usage: %s [--listen ADDR] [--set CHILD.PARAM=VALUE] [--remote NAME=ADDR] "
		"[--log-level LEVEL] [--help]\n",
		p->name);
}

/* False: `status` is what the program is to end with, and the reason is on stderr. */
static bool read_line(struct gs__program *p, int argc, char **argv, int *status)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	size_t count = argc > 0 ? (size_t)argc : 1;

	*p = (struct gs__program){ .log_level = GS_INFO };
	p->name = slash ? slash + 1 : argc > 0 ? argv[0] : "program";
	p->listens = calloc(count, sizeof(char *));
	p->sets = calloc(count, sizeof(*p->sets));
	p->remotes = calloc(count, sizeof(*p->remotes));
	*status = 1;
	if (!p->listens || !p->sets || !p->remotes) {
		complain(p, "no memory", "");
		return false;
	}
	if (read_options(p, argc, argv, status))
		return true;
	if (*status == 2)
		print_usage(p);
	return false;
}

static void free_line(struct gs__program *p)
{
	for (uint32_t i = 0; p->sets && i < p->set_count; i++) {
		char *text = (char *)p->sets[i].text.data;

		if (text)
			explicit_bzero(text, p->sets[i].text.len);
		free(text);
	}
	free(p->sets);
	free(p->remotes);
	free(p->listens);
}

/* Turns it until its end. Who started it hears when it is ready, and when it begins to stop. */
static void turn(struct gs__node *node)
{
	bool is_told = gs__node_is_stopping(node);

	if (!is_told)
		gs__node_notify(node, "READY=1");
	while (gs__node_turn(node, INT64_MAX)) {
		if (!is_told && gs__node_is_stopping(node)) {
			gs__node_notify(node, "STOPPING=1");
			is_told = true;
		}
	}
}

/* Runs it until its end; what is said on stderr is why that is not what was asked for. */
static int run(const struct gs__program *p, const struct gs_system *system)
{
	const struct gs__node_options node_options = {
		.log_level = p->log_level,
		.takes_signals = true,
	};
	const struct gs__system_options options = {
		.listens = p->listens,
		.listen_count = p->listen_count,
		.inherits = true,
		.sets = p->sets,
		.set_count = p->set_count,
		.remotes = p->remotes,
		.remote_count = p->remote_count,
	};
	struct gs__node *node = gs__node_new(&node_options);
	gs_status started;
	int status = 0;

	if (!node) {
		complain(p, "cannot start: ", strerror(errno));
		return 1;
	}
	started = gs__system_start(node, system, &options);
	turn(node);
	if (gs__node_has_failed(node)) {
		complain(p, gs__node_reason(node), "");
		status = started == GS_INVALID ? 2 : 1;
	}
	if (status == 2)
		print_usage(p);
	gs__node_free(node);
	return status;
}

/* 0: all that was printed is where it should be. */
static int written(const struct gs__program *p)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	complain(p, "cannot write to standard output: ", strerror(errno));
	return 1;
}

int gs_main(const struct gs_system *system, int argc, char **argv)
{
	struct gs__program program;
	int status;

	if (read_line(&program, argc, argv, &status)) {
		if (program.wants_help) {
			gs__program_help(&program, system);
			status = written(&program);
		} else {
			status = run(&program, system);
		}
	}
	free_line(&program);
	return status;
}
