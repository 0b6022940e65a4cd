/* SPDX-License-Identifier: MIT */
#include "gsc/command/target.h"
#include "gsc/base/arena.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"

#include <string.h>

enum { NAMED_MAX = 12 /* clauses that are named where there is none of the name given */ };

static bool is_object(const char *const *words, size_t count)
{
	return count == 1 && (words[0][0] == '{' || words[0][0] == '@');
}

/* Is each a NAME=VALUE, and no name there twice? What is not quoted may be secret. */
static bool are_pairs(const struct command_call *call, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strcspn(words[i], "=");

		if (len == 0 || !words[i][len]) {
			command_misused(call, "argument %zu is no NAME=VALUE", i + 1);
			return false;
		}
		for (size_t k = 0; k < i; k++) {
			if (strncmp(words[k], words[i], len + 1) != 0)
				continue;
			command_misused(call, "'%.*s' is given twice", (int)len, words[i]);
			return false;
		}
	}
	return true;
}

bool target_split(const struct command_call *call, const char *const *words, size_t count,
	struct target *target)
{
	const char *method = words[0];
	const char *dot = strchr(method, '.');

	*target = (struct target){ .method = method };
	if (!*method || dot == method) {
		command_misused(call, "'%s' is no INSTANCE.CLAUSE", method);
		return false;
	}
	target->instance = arena_copy(
		call->arena, method, dot ? (size_t)(dot - method) : strlen(method));
	target->clause_name = dot ? dot + 1 : "";
	return is_object(words + 1, count - 1) || are_pairs(call, words + 1, count - 1);
}

/* The clauses of what was described. */
struct looking {
	struct target *target;
	struct suggest suggest;
	struct text all; /* "limiter.acquire, limiter.reset" */
	size_t count;
};

static void look_at(struct looking *looking, const struct model_clause *clause)
{
	struct target *target = looking->target;

	suggest_offer(&looking->suggest, clause->name);
	if (strcmp(clause->name, target->clause_name) == 0)
		target->clause = clause;
	if (looking->count++ < NAMED_MAX)
		text_printf(&looking->all, "%s%s.%s", looking->count > 1 ? ", " : "",
			target->instance, clause->name);
}

/* Finds the clause in what was described: a server stands behind what it is made of, so it is the
 * last one; without a server (gs itself) the last protocol. */
static void look_up(struct looking *looking, const struct model_file *model)
{
	struct target *target = looking->target;
	const struct model_protocol *protocol = NULL;

	for (size_t i = 0; i < model->count; i++) {
		if (model->decls[i].kind == MODEL_DECL_SERVER)
			target->server = model->decls[i].as.server;
		if (model->decls[i].kind == MODEL_DECL_PROTOCOL)
			protocol = model->decls[i].as.protocol;
	}
	for (size_t i = 0; target->server && i < target->server->entry_count; i++)
		look_at(looking, target->server->entries[i].clause);
	for (size_t i = 0; !target->server && protocol && i < protocol->count; i++)
		look_at(looking, protocol->clauses[i]);
	if (looking->count > NAMED_MAX)
		text_printf(&looking->all, " and %zu more", looking->count - NAMED_MAX);
	if (looking->count == 0)
		text_put(&looking->all, "it has none");
	text_raw(&looking->all, "", 1);
}

static int no_clause(const struct command_call *call, struct looking *looking)
{
	const struct target *target = looking->target;
	const char *best = suggest_best(&looking->suggest);
	const char *all = looking->all.bytes;

	if (!*target->clause_name)
		return command_misused(call, "'%s' is no INSTANCE.CLAUSE: %s", target->method, all);
	if (best)
		return command_failed("%s: no_clause: %s has no '%s'; did you mean '%s'?",
			target->method, target->instance, target->clause_name, best);
	return command_failed("%s: no_clause: %s has no '%s': %s", target->method, target->instance,
		target->clause_name, all);
}

bool target_find(const struct command_call *call, struct running *running, struct target *target,
	int *status)
{
	struct looking looking = { .target = target };
	struct spec spec;

	*status = COMMAND_FAILED;
	if (!running_model(running, target->method, target->instance, &spec)) {
		if (!*target->clause_name)
			*status = command_misused(
				call, "'%s' is no INSTANCE.CLAUSE", target->method);
		return false;
	}
	suggest_init(&looking.suggest, target->clause_name);
	text_init(&looking.all, running->arena);
	look_up(&looking, spec.model);
	if (!target->clause)
		*status = no_clause(call, &looking);
	return target->clause;
}

/* All of them as one JSON object. */
static bool read_object(struct arena *arena, const struct model_record *record, const char *word,
	struct text *params, const char **why)
{
	const struct model_type type = { .kind = MODEL_STRUCT, .record = record };
	const struct source *source;
	const char *problem;

	if (word[0] != '@')
		return value_read(arena, &type, record->name, word, strlen(word), params, why);
	source = source_read(arena, word + 1, &problem);
	if (source)
		return value_read(
			arena, &type, record->name, source->bytes, source->len, params, why);
	*why = arena_printf(arena, "%s: %s", word + 1, problem);
	return false;
}

bool target_arguments(const struct running *running, const struct target *target,
	const char *const *words, size_t count, struct text *params)
{
	const struct model_record *record = target->clause->in;
	const char *why;

	text_init(params, running->arena);
	if (is_object(words, count)
			? read_object(running->arena, record, words[0], params, &why)
			: value_arguments(running->arena, record, words, count, params, &why))
		return true;
	command_failed("%s: %s", target->method, why);
	return false;
}

uint64_t target_answer_max(const struct target *target)
{
	const struct model_clause *clause = target->clause;
	uint64_t max = clause->out ? clause->out->encoded_max : 0;

	for (size_t i = 0; i < clause->raises_count; i++)
		if (clause->raises[i]->record->encoded_max > max)
			max = clause->raises[i]->record->encoded_max;
	return max;
}
