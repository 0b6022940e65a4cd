/* SPDX-License-Identifier: MIT */
/* SIGHUP, SIGUSR1 and SIGUSR2. One that comes again before it is handled is the same one. */
#include <signal.h>

#include "runtime/server/dispatch.h"
#include "runtime/server/keyed.h"

static const int handed_on[] = { SIGHUP, SIGUSR1, SIGUSR2 };

static uint64_t bit(int number)
{
	return UINT64_C(1) << number;
}

void gs__signal(struct gs__instance *instance, uint64_t signals)
{
	struct gs__node *node = instance->node;
	struct gs__mail *mail;

	if (!instance->signals) {
		mail = gs__mail_new(&node->loop.pool, GS__MAIL_SIGNAL, NULL, 0);
		if (!mail) {
			node->counters.dropped++;
			gs__node_log(
				node, GS_ERROR, instance->name, "a signal was dropped: no memory");
			return;
		}
		gs__instance_post(instance, mail, GS__MAIL_SIGNAL);
	}
	instance->signals |= signals;
}

void gs__signals_deliver(struct gs__node *node, uint64_t signals)
{
	struct gs__place *place;
	uint64_t wanted = 0;
	uint32_t at = 0;

	for (size_t i = 0; i < GS_COUNT(handed_on); i++)
		wanted |= signals & bit(handed_on[i]);
	while (wanted && (place = gs__slab_next(&node->places, &at))) {
		struct gs__instance *instance = place->instance;

		if (!instance || !instance->kind->class->signal || instance->life != GS__RUNNING ||
			instance->ref.gs_place != gs__slab_id(place)) /* not that of keys */
			continue;
		if (instance->keyed)
			gs__keyed_signal(instance->keyed, wanted);
		else
			gs__signal(instance, wanted);
	}
}

static void run(struct gs__instance *instance, int number)
{
	gs_ctx ctx;

	gs__ctx_init(&ctx, instance, &instance->kind->signal, NULL);
	gs__enter(&ctx, NULL);
	instance->kind->class->signal(instance->state, &ctx, number);
	gs__finish(&ctx);
}

void gs__run_signals(struct gs__instance *instance)
{
	uint64_t signals = instance->signals;

	instance->signals = 0;
	for (size_t i = 0; i < GS_COUNT(handed_on); i++)
		if (signals & bit(handed_on[i]) && instance->life == GS__RUNNING)
			run(instance, handed_on[i]);
}
