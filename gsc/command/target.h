/* SPDX-License-Identifier: MIT */
/*
 * target: a clause of a running server, with its types as gs.describe has them, and a call of it.
 */
#ifndef GSC_COMMAND_TARGET_H
#define GSC_COMMAND_TARGET_H

#include "gsc/command/running.h"

struct command_call;

struct target {
	const char *method;   /* "limiter.acquire" */
	const char *instance; /* "limiter" */
	const char *clause_name;
	const struct model_server *server; /* NULL: it is a protocol that was described */
	const struct model_clause *clause;
};

/* Takes INSTANCE.CLAUSE apart, the first of the words, of which the clause may be missing:
 * target_find says which there are. The others are its arguments. False: it names nothing, or one
 * of those is no NAME=VALUE, which is said: COMMAND_MISUSED. */
bool target_split(const struct command_call *call, const char *const *words, size_t count,
	struct target *target);

/* Finds the clause. False: it is said why there is none, and *status is the exit status. */
bool target_find(const struct command_call *call, struct running *running, struct target *target,
	int *status);

/*
 * Appends the arguments as one MessagePack map, of NAME=VALUE words or of one JSON object ({...},
 * or @FILE that holds it). False: it is said what is wrong.
 */
bool target_arguments(const struct running *running, const struct target *target,
	const char *const *words, size_t count, struct text *params);

/* Bytes of the largest answer: the clause's reply, or the fields of one of its errors. */
uint64_t target_answer_max(const struct target *target);

#endif
