/* SPDX-License-Identifier: MIT */
#include "gsc/command/target.h"
#include "gsc/base/arena.h"
#include "gsc/command/command.h"
#include "gsc/command/spec.h"

#include <string.h>

bool target_split(const struct command_call *call, const char *method, struct target *target)
{
	const char *dot = strchr(method, '.');

	*target = (struct target){ .method = method };
	if (!dot || dot == method || !dot[1]) {
		command_misused(call, "'%s' is no INSTANCE.CLAUSE", method);
		return false;
	}
	target->instance = arena_copy(call->arena, method, (size_t)(dot - method));
	target->clause_name = dot + 1;
	return true;
}

static void look_at(
	struct target *target, const struct model_clause *clause, struct suggest *suggest)
{
	suggest_offer(suggest, clause->name);
	if (strcmp(clause->name, target->clause_name) == 0)
		target->clause = clause;
}

/* Finds the clause in what was described: a server stands behind what it is made of, so it is the
 * last one; without a server (gs itself) the last protocol. */
static void look_up(struct target *target, const struct model_file *model, struct suggest *suggest)
{
	const struct model_protocol *protocol = NULL;

	for (size_t i = 0; i < model->count; i++) {
		if (model->decls[i].kind == MODEL_DECL_SERVER)
			target->server = model->decls[i].as.server;
		if (model->decls[i].kind == MODEL_DECL_PROTOCOL)
			protocol = model->decls[i].as.protocol;
	}
	for (size_t i = 0; target->server && i < target->server->entry_count; i++)
		look_at(target, target->server->entries[i].clause, suggest);
	for (size_t i = 0; !target->server && protocol && i < protocol->count; i++)
		look_at(target, protocol->clauses[i], suggest);
}

bool target_find(struct running *running, struct target *target)
{
	struct spec spec;
	struct suggest suggest;
	const char *best;

	if (!running_model(running, target->method, target->instance, &spec))
		return false;
	suggest_init(&suggest, target->clause_name);
	look_up(target, spec.model, &suggest);
	if (target->clause)
		return true;
	best = suggest_best(&suggest);
	command_failed("%s: no_clause: %s has no '%s'%s%s%s", target->method, target->instance,
		target->clause_name, best ? "; did you mean '" : "", best ? best : "",
		best ? "'?" : "");
	return false;
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
	bool is_object = count == 1 && (words[0][0] == '{' || words[0][0] == '@');
	const char *why;

	text_init(params, running->arena);
	if (is_object ? read_object(running->arena, record, words[0], params, &why)
		      : value_arguments(running->arena, record, words, count, params, &why))
		return true;
	command_failed("%s: %s", target->method, why);
	return false;
}
