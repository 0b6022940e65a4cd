/* SPDX-License-Identifier: MIT */
/* What a supervisor does when a child ends: who is stopped, who is started, when it gives up. */
#include <stdio.h>

#include "runtime/supervise/inside.h"

static uint32_t index_of(const struct gs__member *member)
{
	return (uint32_t)(member - member->keeper->members);
}

static gs_instant now_of(const struct gs__keeper *k)
{
	return k->node->loop.now;
}

static gs_str name_of(const struct gs__member *member)
{
	return gs__str(member->child->name);
}

static const char *reason_of(const struct gs__member *member)
{
	if (member->instance)
		return gs__instance_reason(member->instance);
	return member->inner ? member->inner->reason : "";
}

static bool is_temporary(const struct gs__member *member)
{
	return member->instance && member->child->restart == GS_TEMPORARY;
}

bool gs__is_wanted(const struct gs_child *child, const struct gs__instance *instance)
{
	switch (child->restart) {
	case GS_PERMANENT: return true;
	case GS_TRANSIENT: return gs__is_failure(gs__instance_reason(instance));
	default: return false;
	}
}

bool gs__is_ordered(const struct gs_child *child, const struct gs__instance *instance)
{
	return instance->is_renewed &&
	       !(gs__is_failure(gs__instance_reason(instance)) && gs__is_wanted(child, instance));
}

/* What gs.list says of those that are down. What a group held does not come back. */
static void mark(struct gs__member *member, bool is_coming_back)
{
	member->is_coming_back = is_coming_back;
	if (member->instance)
		member->instance->is_coming_back = is_coming_back;
	for (uint32_t i = 0; member->inner && i < member->inner->count; i++)
		mark(&member->inner->members[i], is_coming_back);
}

__attribute__((format(printf, 2, 3))) static void say(struct gs__keeper *k, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(k->reason, sizeof(k->reason), format, args);
	va_end(args);
}

/* Starts. */

static enum gs__started start_server(struct gs__member *member)
{
	struct gs__instance *instance = member->instance;

	instance->is_renewed = false;
	if (member->is_known) {
		instance->restarts++;
		instance->node->counters.restarts++;
	}
	if (!gs__instance_take_up(instance)) {
		gs__instance_set_reason(instance, "no memory");
		return GS__NOT_STARTED;
	}
	return gs__instance_start(instance) == GS_OK ? GS__STARTED : GS__NOT_STARTED;
}

static enum gs__started start(struct gs__member *member)
{
	enum gs__started outcome = GS__STARTED;

	member->again.since = now_of(member->keeper);
	mark(member, false);
	if (member->instance)
		outcome = start_server(member);
	else if (member->inner)
		outcome = gs__keeper_open(member->inner);
	else
		gs__group_open(member->group);
	member->is_known = true;
	return outcome;
}

static enum gs__started start_again(struct gs__member *member)
{
	struct gs__node *node = member->keeper->node;
	enum gs__started outcome = start(member);

	if (outcome == GS__STARTED)
		gs__node_log(node, GS_INFO, name_of(member), "restarted");
	else
		gs__node_log(node, GS_ERROR, name_of(member), "did not start again: %s",
			reason_of(member));
	return outcome;
}

/* The root's own stop begins when the node has closed its listeners. */
static void leave_to_node(struct gs__keeper *root)
{
	root->stage = GS__STAGE_STOPPING;
	root->left = 0;
	gs__limit_over(&root->node->loop, &root->limit);
	gs__node_fail(root->node, "%s", root->reason);
}

enum gs__started gs__keeper_open(struct gs__keeper *k)
{
	k->budget.count = 0;
	k->first = k->left = 0;
	k->stage = GS__STAGE_STARTING;
	for (uint32_t i = 0; i < k->count; i++) {
		struct gs__member *member = &k->members[i];

		member->again.row = 0;
		if (start(member) == GS__STARTED)
			continue;
		if (member->inner) /* it names one of its own */
			say(k, "%s", reason_of(member));
		else
			say(k, "%s did not start: %s", member->child->name, reason_of(member));
		if (!k->place) {
			leave_to_node(k);
			return GS__NOT_STARTED;
		}
		return gs__keeper_close(k) ? GS__NOT_STARTED : GS__FALLING;
	}
	k->stage = GS__STAGE_RUNNING;
	return GS__STARTED;
}

/* Stops. */

void gs__order_to_stop(struct gs__instance *instance)
{
	bool has_nothing = !instance->queue.first && !instance->keyed;

	if (has_nothing || !gs__instance_stop(instance, "shutdown"))
		gs__instance_end(instance, "shutdown");
}

static bool stop_server(struct gs__keeper *k, const struct gs__member *member)
{
	if (member->instance->life != GS__RUNNING)
		return true;
	gs__order_to_stop(member->instance);
	if (member->instance->life == GS__RUNNING && member->child->shutdown >= 0)
		gs__limit_arm(&k->node->loop, &k->limit, member->child->shutdown);
	return false;
}

/* True: it is down. */
static bool stop(struct gs__keeper *k, struct gs__member *member)
{
	if (member->instance)
		return stop_server(k, member);
	if (member->inner)
		return gs__keeper_close(member->inner);
	return gs__group_close(member->group);
}

/* True: all of them are down. */
static bool stop_down(struct gs__keeper *k)
{
	for (; k->left > k->first; k->left--)
		if (!stop(k, &k->members[k->left - 1]))
			return false;
	return true;
}

bool gs__keeper_close(struct gs__keeper *k)
{
	enum gs__stage before = k->stage;

	if (k->stage == GS__STAGE_DOWN)
		return true;
	for (uint32_t i = 0; i < k->count; i++) {
		gs__again_cancel(&k->members[i].again, k->node);
		if (!k->place)
			mark(&k->members[i], false);
	}
	k->stage = GS__STAGE_STOPPING;
	k->first = 0;
	if (before == GS__STAGE_CLEARING || (before == GS__STAGE_STOPPING && k->left > 0))
		return false; /* it is at it already, and goes on when the one in turn is down */
	k->left = k->count;
	if (!stop_down(k))
		return false;
	k->stage = GS__STAGE_DOWN;
	return true;
}

void gs__keeper_fall(struct gs__keeper *k)
{
	if (!k->place) {
		leave_to_node(k);
		return;
	}
	gs__node_log(k->node, GS_ERROR, name_of(k->place), "%s", k->reason);
	if (gs__keeper_close(k))
		gs__member_down(k->place);
}

bool gs__keeper_allows(struct gs__keeper *k, gs_str name, const char *reason)
{
	if (gs__budget_take(&k->budget, k->policy, now_of(k)))
		return true;
	say(k, "too many restarts (more than %u in %lld ms); the last to end was %.*s: %s",
		k->policy->intensity, (long long)(k->policy->period / 1000000), GS_FMT(name),
		reason);
	return false;
}

/* Rounds: a failure of one that others have to follow. */

static void failed(struct gs__member *member, bool repeated);

/* From members[first] on all are down. One that has its delay to wait for holds up those behind it;
 * its own delay may well be longer than that of an earlier one, for which it was stopped. */
static void start_round(struct gs__keeper *k)
{
	k->stage = GS__STAGE_STARTING;
	for (uint32_t i = k->first; i < k->count; i++) {
		struct gs__member *member = &k->members[i];

		if (is_temporary(member) && !member->is_coming_back)
			continue;
		k->first = i;
		if (gs__again_waits(&member->again)) {
			k->stage = GS__STAGE_PAUSING;
			return;
		}
		switch (start_again(member)) {
		case GS__STARTED: break;
		case GS__NOT_STARTED: failed(member, true); return;
		case GS__FALLING: return;
		}
	}
	k->stage = GS__STAGE_RUNNING;
}

/* Where all go together, all wait for the longest delay. */
static void pause_round(struct gs__keeper *k)
{
	k->stage = GS__STAGE_PAUSING;
	for (uint32_t i = 0; k->policy->strategy == GS_ONE_FOR_ALL && i < k->count; i++)
		if (gs__again_waits(&k->members[i].again))
			return;
	start_round(k);
}

/* The first of those that go with the member. What is being stopped already, or waits to be
 * started, stays so. */
static uint32_t first_of(const struct gs__member *member)
{
	const struct gs__keeper *k = member->keeper;
	uint32_t first = k->policy->strategy == GS_ONE_FOR_ALL ? 0 : index_of(member);
	bool is_round = k->stage == GS__STAGE_CLEARING || k->stage == GS__STAGE_PAUSING;

	return is_round && k->first < first ? k->first : first;
}

static void begin_round(struct gs__member *member)
{
	struct gs__keeper *k = member->keeper;

	k->first = first_of(member);
	for (uint32_t i = k->first; i < k->count; i++)
		if (!is_temporary(&k->members[i]))
			mark(&k->members[i], true);
	if (k->stage == GS__STAGE_CLEARING)
		return;
	k->stage = GS__STAGE_CLEARING;
	k->left = k->count;
	if (stop_down(k))
		pause_round(k);
}

/* The wait of a member is over. */
static void go(struct gs__again *again)
{
	struct gs__member *member = GS__CONTAINER(again, struct gs__member, again);
	struct gs__keeper *k = member->keeper;

	if (gs__keeper_is_stopping(k))
		return;
	if (k->policy->strategy == GS_ONE_FOR_ONE) {
		if (start_again(member) == GS__NOT_STARTED)
			failed(member, true);
	} else if (k->stage == GS__STAGE_PAUSING) {
		pause_round(k);
	}
}

void gs__member_init(struct gs__member *member, struct gs__keeper *keeper)
{
	member->keeper = keeper;
	gs__again_init(&member->again, go);
}

/* Alone, or in a round with others; `is_free`: it need not wait. */
static void come_back(struct gs__member *member, bool is_free)
{
	mark(member, true);
	if (member->keeper->policy->strategy != GS_ONE_FOR_ONE)
		begin_round(member);
	else if (is_free)
		go(&member->again);
}

/* `repeated`: it was a try to start it that failed. */
static void failed(struct gs__member *member, bool repeated)
{
	struct gs__keeper *k = member->keeper;

	if (!gs__keeper_allows(k, name_of(member), reason_of(member))) {
		gs__keeper_fall(k);
		return;
	}
	come_back(member, gs__again_wait(&member->again, k->node, k->policy, repeated));
}

/* Ends. */

static void ended(struct gs__member *member)
{
	if (member->instance && gs__is_ordered(member->child, member->instance))
		come_back(member, true);
	else if (member->inner || gs__is_wanted(member->child, member->instance))
		failed(member, false);
	else if (is_temporary(member))
		gs__instance_give_up(member->instance);
}

/* A round has stopped it. What is temporary comes back only where that was ordered. */
static void taken_along(struct gs__member *member)
{
	if (!is_temporary(member))
		return;
	if (gs__is_ordered(member->child, member->instance))
		mark(member, true);
	else
		gs__instance_give_up(member->instance);
}

static void go_on(struct gs__keeper *k)
{
	if (!stop_down(k))
		return;
	if (k->stage == GS__STAGE_CLEARING) {
		pause_round(k);
		return;
	}
	k->stage = GS__STAGE_DOWN;
	if (k->place)
		gs__member_down(k->place);
	else
		gs__part_stopped(k->node, k->part);
}

void gs__member_down(struct gs__member *member)
{
	struct gs__keeper *k = member->keeper;
	bool is_clearing = k->stage == GS__STAGE_CLEARING;

	if (k->left > 0 && member == &k->members[k->left - 1] &&
		(is_clearing || k->stage == GS__STAGE_STOPPING)) {
		gs__limit_over(&k->node->loop, &k->limit);
		if (is_clearing)
			taken_along(member);
		go_on(k);
	} else if (!gs__keeper_is_stopping(k) && !member->is_coming_back) {
		ended(member);
	}
}
