/* SPDX-License-Identifier: MIT */
#include "runtime/supervise/supervisor.h"

#include <stdlib.h>

#include "runtime/supervise/inside.h"

/* The root, as a part of its node. */
struct root {
	struct gs__part part;
	struct gs__keeper *keeper;
};

static void child_ended(struct gs__parent *parent, struct gs__instance *instance)
{
	(void)instance;
	gs__member_down(GS__CONTAINER(parent, struct gs__member, parent));
}

static void limit_reached(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__keeper *k = GS__CONTAINER(alarm, struct gs__keeper, limit.alarm);
	struct gs__instance *instance = k->members[k->left - 1].instance;

	(void)due;
	gs__limit_over(&k->node->loop, &k->limit);
	gs__node_log(k->node, GS_WARNING, instance->name,
		"ended before its queue was empty: its time to stop was over");
	gs__instance_end(instance, "shutdown");
}

static void end_all(struct gs__keeper *k)
{
	for (uint32_t i = k->count; i-- > 0;) {
		struct gs__member *member = &k->members[i];

		gs__again_cancel(&member->again, k->node);
		if (member->instance)
			gs__instance_end(member->instance, "shutdown");
		else if (member->inner)
			end_all(member->inner);
		else if (member->group)
			gs__group_end(member->group);
	}
}

static void drop(struct gs__keeper *k)
{
	gs__limit_over(&k->node->loop, &k->limit);
	for (uint32_t i = k->count; i-- > 0;) {
		struct gs__member *member = &k->members[i];

		if (member->instance)
			gs__instance_free(member->instance);
		else if (member->inner)
			drop(member->inner);
		else if (member->group)
			gs__group_free(member->group);
	}
	gs__budget_close(&k->budget);
	free(k);
}

static struct gs__keeper *make(struct gs__node *node, const struct gs_child *children,
	uint32_t count, const struct gs_supervisor *policy);

static bool make_member(
	struct gs__node *node, struct gs__member *member, const struct gs_child *child)
{
	member->child = child;
	if (!child->server) {
		member->inner = make(node, child + 1, child->inside, child->supervisor);
		if (member->inner)
			member->inner->place = member;
		return member->inner;
	}
	if (child->max) {
		member->group = gs__group_new(node, member);
		return member->group;
	}
	member->instance = gs__instance_new(node, gs__str(child->name),
		gs__kind_of(node, child->server), child->params, &member->parent);
	if (!member->instance) {
		gs__node_fail(
			node, "%s could not be made: no memory, or its name is taken", child->name);
		return false;
	}
	gs__instance_wire(member->instance, child->wires, child->wire_count);
	return true;
}

static uint32_t count_own(const struct gs_child *children, uint32_t count)
{
	uint32_t own = 0;

	for (uint32_t i = 0; i < count; i += 1 + children[i].inside)
		own++;
	return own;
}

static struct gs__keeper *make(struct gs__node *node, const struct gs_child *children,
	uint32_t count, const struct gs_supervisor *policy)
{
	uint32_t own = count_own(children, count);
	struct gs__keeper *k = calloc(1, sizeof(*k) + own * sizeof(k->members[0]));

	if (!k)
		return NULL;
	k->limit.alarm.due = limit_reached;
	k->node = node;
	k->policy = policy;
	if (!gs__budget_open(&k->budget, policy)) {
		free(k);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i += 1 + children[i].inside) {
		struct gs__member *member = &k->members[k->count++];

		member->parent.ended = child_ended;
		gs__member_init(member, k);
		if (!make_member(node, member, &children[i])) {
			drop(k);
			return NULL;
		}
	}
	return k;
}

static void stop_root(struct gs__part *part)
{
	struct root *root = GS__CONTAINER(part, struct root, part);

	if (gs__keeper_close(root->keeper))
		gs__part_stopped(root->keeper->node, part);
}

static void free_root(struct gs__part *part)
{
	struct root *root = GS__CONTAINER(part, struct root, part);

	end_all(root->keeper);
	drop(root->keeper);
	free(root);
}

gs_status gs__supervisor_start(struct gs__node *node, const struct gs_child *children,
	uint32_t count, const struct gs_supervisor *policy)
{
	struct root *root = calloc(1, sizeof(*root));

	if (root)
		root->keeper = make(node, children, count, policy);
	if (!root || !root->keeper) {
		free(root);
		gs__node_fail(node, "no memory for the supervisor");
		return GS_NO_MEMORY;
	}
	root->part.stop = stop_root;
	root->part.free = free_root;
	root->keeper->part = &root->part;
	gs__node_attach(node, &root->part);
	return gs__keeper_open(root->keeper) == GS__STARTED ? GS_OK : GS_DOWN;
}
