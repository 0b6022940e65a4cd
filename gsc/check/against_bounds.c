/* SPDX-License-Identifier: MIT */
/*
 * against_bounds: what a server has room for, and how long it keeps it. Clients of a bound that got
 * tighter are refused sooner, so it is a warning; whether it was written or is the usual one, and
 * whether a constant or the default of a parameter gives it, is the same to them.
 */
#include "gsc/check/against_rules.h"

#include <string.h>

/* Of a server that does not say. */
enum { INSTANCES_MAX = 1000000, MAILBOX_COUNT = 1024, MAILBOX_SIZE = 4 << 20 };

#define NEVER INT64_MAX

struct amounts {
	int64_t was;
	int64_t is;
};

/* What it is where nobody sets a parameter; false: everybody must. */
static bool value_of(const struct model_amount *amount, int64_t usual, int64_t *value)
{
	*value = amount->is_given ? amount->value : usual;
	if (!amount->is_given || !amount->param)
		return true;
	if (!amount->param->fallback)
		return false;
	*value = (int64_t)amount->param->fallback->integer;
	return true;
}

/* Is it less now? A parameter is compared as such: who sets it knows. */
static bool is_less(const struct model_amount *was, const struct model_amount *is, int64_t usual,
	struct amounts *amounts)
{
	if (was->param && is->param && strcmp(was->param->name, is->param->name) == 0)
		return false;
	return value_of(was, usual, &amounts->was) && value_of(is, usual, &amounts->is) &&
	       amounts->is < amounts->was;
}

/* What an instance knows is gone with it. */
static void compare_idle(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	struct amounts rest;

	if (!is_less(&old->key.idle, &now->key.idle, NEVER, &rest))
		return;
	diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->key.field->span,
		"an instance of '%s', and its state, is gone after %s without calls now, not %s",
		now->name, against_time_text(a, rest.is),
		rest.was == NEVER ? "never" : against_time_text(a, rest.was));
	diag_note(a->diag, old->key.field->span, "it was so here");
}

/* Beyond them a new key is refused, or ends an instance that rests. */
static void compare_max(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	struct amounts most;

	if (is_less(&old->key.max, &now->key.max, INSTANCES_MAX, &most)) {
		diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->key.field->span,
			"'%s' has at most %lld instance%s now, not %lld", now->name,
			(long long)most.is, most.is == 1 ? "" : "s", (long long)most.was);
		diag_note(a->diag, old->key.field->span, "it was so here");
	}
	if (old->key.evicts == now->key.evicts)
		return;
	diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->key.field->span,
		now->key.evicts ? "where '%s' has no room, a new key ends the instance that rested "
				  "longest, and its state, and is not answered overloaded"
				: "where '%s' has no room, a new key is answered overloaded, and "
				  "ends no instance that rests",
		now->name);
	diag_note(a->diag, old->key.field->span, "it was so here");
}

void against_instances(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	compare_idle(a, old, now);
	compare_max(a, old, now);
}

/* Where a bound of the mailbox ends, calls are answered overloaded. */
static void compare_waiting(struct against *a, const struct model_server *old,
	const struct model_server *now, const struct amounts *room, const char *unit)
{
	diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->span,
		"%lld %scalls and casts may wait for '%s' now, not %lld", (long long)room->is, unit,
		now->name, (long long)room->was);
	diag_note(a->diag, old->span, "it was so here");
}

void against_mailbox(
	struct against *a, const struct model_server *old, const struct model_server *now)
{
	static const char *const casts[] = {
		[MODEL_WAIT] = "makes its sender wait",
		[MODEL_REJECT] = "is dropped",
		[MODEL_DROP_OLDEST] = "drops the oldest message",
	};
	const struct model_mailbox *was = &old->mailbox;
	const struct model_mailbox *is = &now->mailbox;
	struct amounts room;

	if (is_less(&was->count, &is->count, MAILBOX_COUNT, &room))
		compare_waiting(a, old, now, &room, "");
	if (is_less(&was->size, &is->size, MAILBOX_SIZE, &room))
		compare_waiting(a, old, now, &room, "bytes of ");
	if (was->overflow == is->overflow)
		return;
	diag_warning(a->diag, DIAG_BREAKS_CLIENTS, now->span,
		"a cast that finds the mailbox of '%s' full %s now, and before: %s", now->name,
		casts[is->overflow], casts[was->overflow]);
	diag_note(a->diag, old->span, "it was so here");
}
