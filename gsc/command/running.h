/* SPDX-License-Identifier: MIT */
/*
 * running: a program that runs somewhere, as its instance `gs` tells of it.
 *
 * For the commands that talk to one. What a server said lives in running->arena, which may change
 * from call to call; nothing of it is trusted. A function that fails has said why on stderr.
 */
#ifndef GSC_COMMAND_RUNNING_H
#define GSC_COMMAND_RUNNING_H

#include "gsc/command/value.h"
#include "runtime/client/client.h"

struct arena;
struct command_call;
struct spec;

struct running {
	struct arena *arena;
	const char *address;
	gs_client *client;
	gs_duration patience; /* ns that a question to `gs` may take */
	bool is_quiet;        /* failures are not said on stderr but kept here: */
	const char *why;
};

/* It connects at the first question. False: the address is none, or no memory, which is said;
 * *status is the exit status. */
bool running_open(
	const struct command_call *call, const char *address, struct running *running, int *status);
void running_close(struct running *running);

/* What gs.describe says, checked. False: it is said why not; `about` heads the line. */
bool running_model(
	struct running *running, const char *about, const char *instance, struct spec *spec);

struct running_row {
	const char *name;
	const char *server;
	const char *status;
	uint64_t queue;
	uint64_t handled;
	uint64_t failed;
	uint64_t restarts;
};

struct running_rows {
	struct running_row *items;
	size_t count;
	size_t cap;
};

/* All rows of gs.list, in order of name; with `skips_members` of a group perhaps only the first. */
bool running_list(struct running *running, struct running_rows *rows, bool skips_members);

/* The text of gs.stats. False: it is said why not, and *denied: those who may ask are others. */
bool running_stats(struct running *running, const char *instance, const char **text, bool *denied);

/*
 * Says why a call was not answered: "gsc: ABOUT: exhausted: not enough tokens (retry_after: 1s)".
 * `error` is [name, text (, fields)], typed by `clause` (NULL: not known), or empty. Returns
 * COMMAND_FAILED.
 */
int running_not_answered(struct running *running, const char *about,
	const struct model_clause *clause, gs_status status, gs_bytes error);

gs_str running_str(const char *text);
gs_bytes running_bytes(const struct text *text);

#endif
