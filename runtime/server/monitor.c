/* SPDX-License-Identifier: MIT */
#include "runtime/server/monitor.h"

#include "runtime/server/dispatch.h"

struct gs__monitor {
	struct gs__mail mail; /* first: the block is freed as a message is */
	struct gs__instance *watcher;
	struct gs__monitor *next, *prev; /* of the watcher's */
	struct gs__watched *at;          /* NULL: it has ended */
	struct gs__monitor *at_next, *at_prev;
	gs_ref who;
	char *reason; /* of the end; NULL: no memory for it */
	size_t reason_got;
};

static const char no_process[] = "no process";

static void enter_watched(struct gs__monitor *m, struct gs__watched *watched)
{
	m->at = watched;
	m->at_prev = watched->last;
	*(watched->last ? &watched->last->at_next : &watched->first) = m;
	watched->last = m;
}

static void enlist(struct gs__monitor *m, struct gs__watched *watched)
{
	struct gs__instance *watcher = m->watcher;

	m->next = watcher->monitors;
	if (m->next)
		m->next->prev = m;
	watcher->monitors = m;
	watcher->monitor_count++;
	if (watched)
		enter_watched(m, watched);
}

static void leave_watched(struct gs__monitor *m)
{
	if (!m->at)
		return;
	*(m->at_prev ? &m->at_prev->at_next : &m->at->first) = m->at_next;
	*(m->at_next ? &m->at_next->at_prev : &m->at->last) = m->at_prev;
	m->at = NULL;
	m->at_next = m->at_prev = NULL;
}

static void leave_watcher(struct gs__monitor *m)
{
	*(m->prev ? &m->prev->next : &m->watcher->monitors) = m->next;
	if (m->next)
		m->next->prev = m->prev;
	m->watcher->monitor_count--;
}

/* Never reports, wherever it is. */
static void cancel(struct gs__monitor *m)
{
	struct gs__pool *pool = &m->watcher->node->loop.pool;

	leave_watched(m);
	leave_watcher(m);
	if (m->mail.is.is_queued)
		gs__queue_remove(&m->watcher->queue, &m->mail);
	gs__pool_give(pool, m->reason, m->reason_got);
	gs__mail_free(pool, &m->mail);
}

static void set_reason(struct gs__monitor *m, const char *reason)
{
	size_t size = strlen(reason) + 1;

	m->reason = gs__pool_take(&m->watcher->node->loop.pool, size, &m->reason_got);
	if (m->reason)
		memcpy(m->reason, reason, size);
}

static void report(struct gs__monitor *m)
{
	leave_watched(m);
	gs__instance_post(m->watcher, &m->mail, GS__MAIL_DOWN);
}

void gs__watched_end(struct gs__watched *watched, const char *reason)
{
	struct gs__watched told = { 0 };

	gs__watched_note(watched, &told, reason);
	gs__watched_tell(&told);
}

void gs__watched_note(struct gs__watched *watched, struct gs__watched *told, const char *reason)
{
	while (watched->first) {
		struct gs__monitor *m = watched->first;

		leave_watched(m);
		enter_watched(m, told);
		set_reason(m, reason);
	}
}

void gs__watched_tell(struct gs__watched *told)
{
	while (told->first)
		report(told->first);
}

void gs__monitor_run(struct gs__mail *mail)
{
	struct gs__monitor *m = GS__CONTAINER(mail, struct gs__monitor, mail);
	struct gs__instance *watcher = m->watcher;
	gs_ctx ctx;

	gs__ctx_init(&ctx, watcher, mail->handler, NULL);
	leave_watcher(m);
	gs__enter(&ctx, NULL);
	watcher->kind->class->down(
		watcher->state, &ctx, m->who, gs__str(m->reason ? m->reason : "no memory"));
	gs__finish(&ctx);
	gs__pool_give(&ctx.node->loop.pool, m->reason, m->reason_got);
}

void gs__monitors_stop(struct gs__instance *watcher)
{
	while (watcher->monitors)
		cancel(watcher->monitors);
}

/* Of a server or a peer; NULL: nobody will ever live there again. */
static struct gs__watched *watched_at(const struct gs__node *node, gs_ref ref)
{
	const struct gs__place *place = gs__place_at(node, ref);
	struct gs__instance *instance;

	if (!place)
		return NULL;
	if (place->sink)
		return &place->sink->watched;
	if (place->instance->is_given_up)
		return NULL;
	instance = gs__instance_at(node, ref); /* of a keyed server, one that lives */
	return instance ? &instance->watched : NULL;
}

gs_status gs_monitor(gs_ctx *ctx, gs_ref who)
{
	struct gs__instance *self = ctx->self;
	struct gs__watched *watched = watched_at(ctx->node, who);
	struct gs__monitor *m;
	size_t got;

	if (!self->kind->class->down)
		return GS_NO_CLAUSE;
	if (!gs__instance_is_up(self))
		return GS_DOWN;
	if (self->monitor_count >= GS__MONITORS_MAX)
		return GS_FULL;
	m = gs__pool_take(&ctx->node->loop.pool, sizeof(*m), &got);
	if (!m)
		return GS_NO_MEMORY;
	*m = (struct gs__monitor){ .watcher = self, .who = who };
	gs__mail_init(&m->mail, GS__MAIL_DOWN, &self->kind->down, got);
	enlist(m, watched);
	if (!watched) {
		set_reason(m, no_process);
		report(m);
	}
	return GS_OK;
}

bool gs_demonitor(gs_ctx *ctx, gs_ref who)
{
	struct gs__monitor *next;
	bool was_set = false;

	for (struct gs__monitor *m = ctx->self->monitors; m; m = next) {
		next = m->next;
		if (!gs_same(m->who, who))
			continue;
		cancel(m);
		was_set = true;
	}
	return was_set;
}
