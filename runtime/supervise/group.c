/* SPDX-License-Identifier: MIT */
/* Groups of servers that come and go: jobs#1, jobs#2, ... */
#include <inttypes.h>
#include <stdlib.h>

#include "runtime/server/send.h"
#include "runtime/supervise/inside.h"
#include "runtime/wire/record.h"

enum {
	DEPTH_MAX = 16, /* handlers one inside another */
	DIGITS_MAX = 21,
	SHARE = 1024 /* orders to stop in one turn */
};

/* A member of a group. Its block holds, behind it, its parameters, their bytes and its name. */
struct pupil {
	struct gs__parent parent;
	struct gs__again again;
	struct gs__group *group;
	struct pupil *newer, *older;
	struct gs__instance *instance;
	struct gs__arena lists; /* of the parameters */
	size_t size;
};

struct gs__group {
	struct gs__node *node;
	struct gs__member *member;
	const struct gs_child *child;
	const struct gs__kind *kind;
	struct gs__task closing;
	struct gs__limit limit; /* the `shutdown` of them all */
	struct pupil *newest;
	struct pupil *next; /* while closing: the next one to be told */
	uint32_t count;
	uint32_t name_len;
	uint64_t number; /* of the last one ever started */
	bool is_open;
};

static void close_share(struct gs__task *task);
static void limit_reached(struct gs__alarm *alarm, const struct gs__due *due);

struct gs__group *gs__group_new(struct gs__node *node, struct gs__member *member)
{
	struct gs__group *group = calloc(1, sizeof(*group));
	const struct gs__kind *kind = gs__kind_of(node, member->child->server);
	gs_str name = gs__str(member->child->name);

	if (!group || !kind || gs__table_get(&node->groups, name) ||
		!gs__table_put(&node->groups, name, group)) {
		free(group);
		return NULL;
	}
	group->node = node;
	group->member = member;
	group->child = member->child;
	group->kind = kind;
	group->name_len = name.len;
	group->closing.run = close_share;
	group->limit.alarm.due = limit_reached;
	return group;
}

/* It is forgotten, and its place is free. */
static void drop(struct pupil *pupil)
{
	struct gs__group *group = pupil->group;
	size_t size = pupil->size;

	if (group->next == pupil)
		group->next = pupil->older;
	*(pupil->newer ? &pupil->newer->older : &group->newest) = pupil->older;
	if (pupil->older)
		pupil->older->newer = pupil->newer;
	group->count--;
	gs__again_cancel(&pupil->again, group->node);
	if (pupil->instance)
		gs__instance_free(pupil->instance);
	if (group->child->server->is_secret) {
		gs__arena_wipe(&pupil->lists);
		gs__arena_free(&pupil->lists);
		explicit_bzero(pupil, size);
	}
	gs__arena_free(&pupil->lists);
	gs__pool_give(&group->node->loop.pool, pupil, size);
}

void gs__group_end(struct gs__group *group)
{
	for (struct pupil *pupil = group->newest; pupil; pupil = pupil->older)
		gs__instance_end(pupil->instance, "shutdown");
}

void gs__group_free(struct gs__group *group)
{
	while (group->newest)
		drop(group->newest);
	gs__limit_over(&group->node->loop, &group->limit);
	gs__loop_never(&group->closing);
	gs__table_del(&group->node->groups, gs__str(group->child->name));
	if (group->node->recent == group)
		group->node->recent = NULL;
	free(group);
}

/* Was that the last one that it waited for? */
static void settle(struct gs__group *group)
{
	if (group->is_open || group->count)
		return;
	gs__limit_over(&group->node->loop, &group->limit);
	gs__member_down(group->member);
}

/* Restarts. */

static void try_again(struct pupil *pupil, bool repeated);

static void go(struct gs__again *again)
{
	struct pupil *pupil = GS__CONTAINER(again, struct pupil, again);
	struct gs__instance *instance = pupil->instance;
	struct gs__node *node = instance->node;

	if (gs__keeper_is_stopping(pupil->group->member->keeper))
		return;
	again->since = node->loop.now;
	instance->is_coming_back = false;
	instance->is_renewed = false;
	instance->restarts++;
	node->counters.restarts++;
	if (gs__instance_start(instance) == GS_OK) {
		gs__node_log(node, GS_INFO, instance->name, "restarted");
		return;
	}
	gs__node_log(node, GS_ERROR, instance->name, "did not start again: %s",
		gs__instance_reason(instance));
	try_again(pupil, true);
}

static void try_again(struct pupil *pupil, bool repeated)
{
	struct gs__keeper *keeper = pupil->group->member->keeper;
	struct gs__instance *instance = pupil->instance;

	if (!gs__keeper_allows(keeper, instance->name, gs__instance_reason(instance))) {
		drop(pupil);
		gs__keeper_fall(keeper);
		return;
	}
	instance->is_coming_back = true;
	if (gs__again_wait(&pupil->again, keeper->node, keeper->policy, repeated))
		go(&pupil->again);
}

static void ended(struct gs__parent *parent, struct gs__instance *instance)
{
	struct pupil *pupil = GS__CONTAINER(parent, struct pupil, parent);
	struct gs__group *group = pupil->group;

	if (group->is_open && !gs__keeper_is_stopping(group->member->keeper)) {
		if (gs__is_ordered(group->child, instance)) {
			go(&pupil->again);
			return;
		}
		if (gs__is_wanted(group->child, instance)) {
			try_again(pupil, false);
			return;
		}
	}
	drop(pupil);
	settle(group);
}

/* Starts. */

/* "jobs#7" and a NUL. Returns its length. */
static uint32_t put_name(const struct gs__group *group, char *to, uint64_t number)
{
	char digits[DIGITS_MAX];
	uint32_t at = DIGITS_MAX, len = group->name_len;

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	memcpy(to, group->child->name, len);
	to[len++] = '#';
	memcpy(to + len, digits + at, DIGITS_MAX - at);
	len += DIGITS_MAX - at;
	to[len] = '\0';
	return len;
}

/* Its parameters, its name, its place. False: no memory. */
static bool settle_in(struct pupil *pupil, uint8_t *bytes, size_t len)
{
	struct gs__group *group = pupil->group;
	const struct gs_record *record = group->child->server->params;
	struct gs_reader in = { bytes, bytes + len, &pupil->lists };
	gs_str name = { (char *)bytes + len, 0 };

	if (len > 0 && !gs__record_take(&in, record, pupil + 1, NULL))
		return false;
	name.len = put_name(group, (char *)bytes + len, ++group->number);
	pupil->instance = gs__instance_new(group->node, name, group->kind,
		record ? (void *)(pupil + 1) : NULL, &pupil->parent);
	return pupil->instance;
}

static size_t params_size(const struct gs_record *record)
{
	return record ? (record->size + 15u) & ~(size_t)15 : 0;
}

/* A block for a member, with what the starter hands over: checked, and copied where it will stay if
 * it points nowhere; else encoded, to be read again. */
static gs_status take_block(struct gs__group *group, const void *params, size_t head, size_t tail,
	struct gs__coded *coded)
{
	const struct gs_record *record = group->child->server->params;
	enum gs__form form = group->kind->params_form;

	if (form == GS__CODED)
		return gs__encode(group->node, record, params, head, tail, coded);
	if (!gs__is_plain(form, record, params))
		return GS_INVALID;
	coded->block = gs__pool_take(&group->node->loop.pool, head + tail, &coded->got);
	if (!coded->block)
		return GS_NO_MEMORY;
	gs__copy((struct pupil *)coded->block + 1, params, gs__record_size(record));
	return GS_OK;
}

static gs_status make(struct gs__group *group, const void *params, struct pupil **made)
{
	const struct gs_record *record = group->child->server->params;
	size_t head = sizeof(struct pupil) + params_size(record);
	struct gs__coded coded = { 0 };
	gs_status status = take_block(
		group, params, head, group->name_len + DIGITS_MAX + 1, &coded);
	struct pupil *pupil = coded.block;

	if (status != GS_OK)
		return status;
	*pupil = (struct pupil){
		.parent.ended = ended,
		.group = group,
		.older = group->newest,
		.size = coded.got,
	};
	gs__again_init(&pupil->again, go);
	*(group->newest ? &group->newest->newer : &group->newest) = pupil;
	group->newest = pupil;
	group->count++;
	if (!settle_in(pupil, (uint8_t *)pupil + head, coded.len)) {
		drop(pupil);
		return GS_NO_MEMORY;
	}
	*made = pupil;
	return GS_OK;
}

/* NULL: there is none of that name. */
static struct gs__group *find(struct gs__node *node, const char *name)
{
	struct gs__group *recent = node->recent;

	if (!recent || strcmp(recent->child->name, name) != 0)
		recent = gs__table_get(&node->groups, gs__str(name));
	if (recent)
		node->recent = recent;
	return recent;
}

/* May the handler start a child of it now? */
static gs_status admit(
	const gs_ctx *ctx, const struct gs__group *group, const struct gs_class *server)
{
	if (!group)
		return GS_NO_SERVER;
	if (group->child->server != server)
		return GS_INVALID;
	if (!group->is_open || gs__keeper_is_stopping(group->member->keeper))
		return GS_DOWN;
	if (group->count >= group->child->max || ctx->depth >= DEPTH_MAX)
		return GS_FULL;
	return GS_OK;
}

gs_status gs_start(gs_ctx *ctx, const char *name, const struct gs_class *server, const void *params,
	gs_ref *ref)
{
	struct gs__node *node = ctx->node;
	struct gs__group *group = find(node, name);
	gs_status status = admit(ctx, group, server);
	struct pupil *pupil;

	ctx->answer_text = status == GS_DOWN ? "the group is not running" : NULL;
	if (ref)
		*ref = (gs_ref){ 0 };
	if (status == GS_OK)
		status = make(group, params, &pupil);
	if (status != GS_OK)
		return status;
	pupil->again.since = node->loop.now;
	status = gs__instance_start(pupil->instance);
	if (status != GS_OK) {
		const char *reason = gs__instance_reason(pupil->instance);

		ctx->answer_text = gs__arena_copy(&node->arena, reason, strlen(reason));
		drop(pupil);
		return status;
	}
	if (ref)
		*ref = pupil->instance->ref;
	return GS_OK;
}

/* Stops. */

void gs__group_open(struct gs__group *group)
{
	group->is_open = true;
}

/* Tells some of them, from the newest on. */
static void close_some(struct gs__group *group)
{
	for (int i = 0; i < SHARE && group->next; i++) {
		struct pupil *pupil = group->next;

		group->next = pupil->older;
		if (pupil->instance->life == GS__RUNNING)
			gs__order_to_stop(pupil->instance);
		else
			drop(pupil);
	}
	if (group->next)
		gs__loop_later(&group->node->loop, GS__PHASE_SUPERVISE, &group->closing);
}

static void close_share(struct gs__task *task)
{
	struct gs__group *group = GS__CONTAINER(task, struct gs__group, closing);

	close_some(group);
	settle(group);
}

bool gs__group_close(struct gs__group *group)
{
	if (!group->is_open)
		return !group->count;
	group->is_open = false;
	group->next = group->newest;
	close_some(group);
	if (group->count && group->child->shutdown >= 0)
		gs__limit_arm(&group->node->loop, &group->limit, group->child->shutdown);
	return !group->count;
}

static void limit_reached(struct gs__alarm *alarm, const struct gs__due *due)
{
	struct gs__group *group = GS__CONTAINER(alarm, struct gs__group, limit.alarm);

	(void)due;
	gs__limit_over(&group->node->loop, &group->limit);
	group->next = NULL;
	gs__loop_never(&group->closing);
	gs__node_log(group->node, GS_WARNING, gs__str(group->child->name),
		"%" PRIu32 " ended before their queues were empty: their time to stop was over",
		group->count);
	for (struct pupil *older, *pupil = group->newest; pupil; pupil = older) {
		older = pupil->older;
		gs__instance_end(pupil->instance, "shutdown");
		if (!pupil->instance->is_ended) /* nobody will tell of it */
			drop(pupil);
	}
	settle(group);
}
