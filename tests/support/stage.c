/* SPDX-License-Identifier: MIT */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/client/client.h"

static const struct gs__weather *stage_weather(void)
{
	const char *name = getenv("WEATHER");

	if (name && strcmp(name, "calm") == 0)
		return &gs__weather_calm;
	if (name && strcmp(name, "rough") == 0)
		return &gs__weather_rough;
	return &gs__weather_fresh;
}

uint64_t stage_seed(void)
{
	static bool is_said;
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 0) : 1;

	if (!is_said)
		printf("# SEED=%llu\n", (unsigned long long)seed);
	is_said = true;
	return seed;
}

static void turn(void *arg)
{
	struct stage *stage = arg;

	if (!stage->has_ended && !gs__node_turn(stage->node, INT64_MAX))
		stage->has_ended = true;
}

void stage_try(struct stage *stage, const struct gs_system *system, uint64_t seed,
	const struct gs__system_options *options)
{
	struct gs__node_options node = { .log_level = GS_INFO, .takes_signals = true };
	bool is_added;

	trace_clear();
	*stage = (struct stage){ .live = alloc_live(), .started = GS_NO_MEMORY };
	stage->world = gs__world_new(seed, alloc_plain);
	assert_non_null(stage->world);
	gs__world_set_weather(stage->world, stage_weather());
	node.world = stage->world;
	stage->node = gs__node_new(&node);
	if (!stage->node)
		return;
	is_added = gs__world_add_program(stage->world, turn, stage);
	assert_true(is_added);
	stage->started = gs__system_start(stage->node, system, options);
}

void stage_open(struct stage *stage, const struct gs_system *system)
{
	stage_try(stage, system, stage_seed(), NULL);
	if (stage->started != GS_OK)
		fail_msg("the system did not start: %s", gs__node_reason(stage->node));
}

static bool has_ended(void *arg)
{
	return ((struct stage *)arg)->has_ended;
}

bool stage_wait_end(struct stage *stage, gs_duration limit)
{
	return gs__world_run_until(stage->world, has_ended, stage, limit);
}

void stage_close(struct stage *stage)
{
	uint64_t spins = gs__world_spins(stage->world);
	uint32_t open;

	if (stage->node) {
		gs__node_stop(stage->node, "shutdown");
		if (!stage_wait_end(stage, GS_S(60)))
			fail_msg("the node did not end in a minute");
		gs__world_remove_program(stage->world, stage);
		gs__node_free(stage->node);
	}
	while (stage->callers)
		caller_drop(stage->callers);
	for (size_t i = 0; i < GS_COUNT(stage->clients); i++)
		gs_client_close(stage->clients[i]);
	gs__io_free(stage->planned.io);
	open = gs__world_connections(stage->world);
	if (getenv("VERBOSE"))
		printf("%s# trace: %s\n", gs__world_log(stage->world), traced());
	gs__world_free(stage->world);
	trace_reset();
	assert_int_equal(open, 0);
	assert_int_equal(spins, 0);
	assert_int_equal(alloc_live() - stage->live, 0);
}

gs_client *stage_client(struct stage *stage)
{
	char address[128];
	size_t i = 0;

	if (!gs__system_address(stage->node, 0, address, sizeof(address)))
		fail_msg("the system does not listen");
	while (stage->clients[i])
		i++;
	stage->clients[i] = gs__client_new(gs__io_new(stage->world), address);
	assert_non_null(stage->clients[i]);
	return stage->clients[i];
}

static void turn_planned(void *arg)
{
	struct stage_planned *planned = arg;
	struct gs__io_event event;

	gs__io_wait(planned->io, planned->act ? planned->at : INT64_MAX, &event, 1);
	if (planned->act && gs__io_now(planned->io) >= planned->at) {
		stage_act *act = planned->act;

		planned->act = NULL;
		act(planned->stage);
	}
}

void stage_plan(struct stage *stage, gs_duration delay, stage_act *act)
{
	struct stage_planned *planned = &stage->planned;

	if (!planned->io) {
		planned->io = gs__io_new(stage->world);
		assert_non_null(planned->io);
		assert_true(gs__world_add_program(stage->world, turn_planned, planned));
	}
	planned->stage = stage;
	planned->act = act;
	planned->at = gs__world_now(stage->world) + delay;
}

void stage_advance(struct stage *stage, gs_duration duration)
{
	gs__world_advance(stage->world, duration);
}

void stage_run(struct stage *stage)
{
	gs__world_run(stage->world);
}

gs_instant stage_now(const struct stage *stage)
{
	return gs__world_now(stage->world);
}

const void *stage_state(struct stage *stage, const char *name)
{
	const void *state = gs__node_state(stage->node, name);

	if (!state)
		fail_msg("no %s lives", name);
	return state;
}

void stage_crash(struct stage *stage, const char *name, const char *reason)
{
	if (!gs__node_crash(stage->node, name, reason))
		fail_msg("no %s lives", name);
}
