/* SPDX-License-Identifier: MIT */
/*
 * inside: what the files of this room share. Nobody else includes it.
 *
 *   supervisor ─┬─ member: a server
 *               ├─ member: a group ─── pupils, one server each
 *               └─ member: a supervisor ─┬─ ...
 *
 * Everything happens in the loop, between handlers; only gs_start, which makes a pupil, runs inside
 * one, and it changes no other child.
 */
#ifndef GS_SUPERVISE_INSIDE_H
#define GS_SUPERVISE_INSIDE_H

#include "runtime/server/inside.h"
#include "runtime/supervise/again.h"

struct gs__group;

enum gs__stage {
	GS__STAGE_DOWN,
	GS__STAGE_STARTING, /* members[first] and those behind it, in order */
	GS__STAGE_RUNNING,
	GS__STAGE_CLEARING, /* stops members[left - 1] and those before it to members[first] */
	GS__STAGE_PAUSING,  /* ... to start them again, when their delays are over */
	GS__STAGE_STOPPING  /* the same to the first one, for good, or until the supervisor above
	                     * starts it again */
};

/* Whose table entry is a server, a group or a supervisor has the one of these three. */
struct gs__member {
	struct gs__parent parent; /* of the instance */
	struct gs__again again;
	struct gs__keeper *keeper;
	const struct gs_child *child;
	struct gs__instance *instance;
	struct gs__group *group;
	struct gs__keeper *inner;
	bool is_coming_back; /* it is down, or going down, and will be started again */
	bool is_known;       /* it was started before */
};

/* A supervisor. */
struct gs__keeper {
	struct gs__node *node;
	struct gs__member *place; /* in the supervisor above; NULL: the root ... */
	struct gs__part *part;    /* ... which is a part of the node */
	const struct gs_supervisor *policy;
	struct gs__budget budget;
	struct gs__limit limit; /* the `shutdown` of the server that is being stopped */
	enum gs__stage stage;
	uint32_t first, left;
	char reason[512]; /* why it failed */
	uint32_t count;
	struct gs__member members[];
};

/* keeper.c */

/* How a start went. */
enum gs__started {
	GS__STARTED,
	GS__NOT_STARTED,
	GS__FALLING /* not, and what had started before is still being stopped */
};

void gs__member_init(struct gs__member *member, struct gs__keeper *keeper);

/* Starts all members, in order, with a fresh budget. If one cannot be started, its reason says why,
 * and those before it are stopped; of the root, that is left to the node. */
enum gs__started gs__keeper_open(struct gs__keeper *keeper);

/* Stops all members, in reverse order. True: all are down; else the supervisor above is told, or
 * (of the root) the node's part has stopped. */
bool gs__keeper_close(struct gs__keeper *keeper);

/* One more restart of something that `keeper` keeps. False: it has had too many, and is to fall. */
bool gs__keeper_allows(struct gs__keeper *keeper, gs_str name, const char *reason);

/* It stops all its children, and fails itself. */
void gs__keeper_fall(struct gs__keeper *keeper);

/* A member is down that was told to stop, or that ended by itself. */
void gs__member_down(struct gs__member *member);

/* Behind what is queued; at once where nothing is, or without memory for the order. */
void gs__order_to_stop(struct gs__instance *instance);

static inline bool gs__keeper_is_stopping(const struct gs__keeper *keeper)
{
	return keeper->stage == GS__STAGE_STOPPING || keeper->stage == GS__STAGE_DOWN;
}

/* Should an end for that reason be followed by another life? */
bool gs__is_wanted(const struct gs_child *child, const struct gs__instance *instance);

/* Is it followed by one because that was ordered, so that it counts for nothing? What failed before
 * the order came, and would be started without it, is a failure like any other. */
bool gs__is_ordered(const struct gs_child *child, const struct gs__instance *instance);

/* group.c */

struct gs__group *gs__group_new(struct gs__node *node, struct gs__member *member);
void gs__group_end(struct gs__group *group); /* all lives, at once, the newest first */
void gs__group_free(struct gs__group *group);

void gs__group_open(struct gs__group *group);

/* Stops all, the newest first. True: nothing is there any more; else gs__member_down tells. */
bool gs__group_close(struct gs__group *group);

#endif
