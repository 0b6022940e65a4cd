/* SPDX-License-Identifier: MIT */
#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/client/client.h"
#include "runtime/sim/host.h"

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

static void start(struct stage *stage, const struct gs_system *system,
	const struct gs__system_options *options)
{
	stage->host = gs__host_start(stage->world, system, options);
	assert_non_null(stage->host);
	stage->node = stage->host->node;
	stage->started = stage->host->started;
}

void stage_try(struct stage *stage, const struct gs_system *system, uint64_t seed,
	const struct gs__system_options *options)
{
	trace_clear();
	*stage = (struct stage){ .world = gs_world_new(seed) };
	assert_non_null(stage->world);
	gs__world_take_weather(stage->world, stage_weather());
	start(stage, system, options);
}

void stage_join(struct stage *guest, struct stage *host, const struct gs_system *system,
	const struct gs__system_options *options)
{
	*guest = (struct stage){ .world = host->world, .is_guest = true };
	start(guest, system, options);
	if (guest->started != GS_OK)
		fail_msg("the other system did not start: %s", gs__node_reason(guest->node));
}

void stage_open(struct stage *stage, const struct gs_system *system)
{
	stage_try(stage, system, stage_seed(), NULL);
	if (stage->started != GS_OK)
		fail_msg("the system did not start: %s", gs__node_reason(stage->node));
}

struct caller *stage_settled(struct stage *stage, const struct gs_system *system)
{
	struct caller *caller;

	stage_open(stage, system);
	caller = stage_caller(stage);
	stage_run(stage);
	trace_clear();
	return caller;
}

void expect_trace(const char *expected)
{
	if (strcmp(traced(), expected) != 0)
		fail_msg("traced '%s', not '%s'", traced(), expected);
	trace_clear();
}

static bool has_ended(void *arg)
{
	return ((struct stage *)arg)->host->has_ended;
}

bool stage_has_ended(const struct stage *stage)
{
	return stage->host->has_ended;
}

bool stage_wait_end(struct stage *stage, gs_duration limit)
{
	return gs__world_run_until(stage->world, has_ended, stage, limit);
}

void stage_close(struct stage *stage)
{
	if (stage->node) {
		gs__node_stop(stage->node, "shutdown");
		if (!stage_has_ended(stage) && !stage_wait_end(stage, GS_S(60)))
			fail_msg("the node did not end in a minute");
	}
	while (stage->callers)
		caller_drop(stage->callers);
	gs__io_free(stage->planned.io);
	if (stage->is_guest) {
		gs__host_end(stage->host);
		return;
	}
	if (getenv("VERBOSE"))
		printf("%s# trace: %s\n", gs_world_log(stage->world), traced());
	trace_reset();
	assert_true(gs_world_free(stage->world));
}

gs_client *stage_client(struct stage *stage)
{
	return gs_world_client(stage->world);
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
	planned->at = gs_world_now(stage->world) + delay;
}

void stage_advance(struct stage *stage, gs_duration duration)
{
	gs_world_advance(stage->world, duration);
}

void stage_run(struct stage *stage)
{
	gs_world_run(stage->world);
}

gs_instant stage_now(const struct stage *stage)
{
	return gs_world_now(stage->world);
}

const void *stage_state(struct stage *stage, const char *name)
{
	const void *state = gs_world_state(stage->world, name, NULL);

	if (!state)
		fail_msg("no %s lives", name);
	return state;
}

void stage_crash(struct stage *stage, const char *name, const char *reason)
{
	if (!gs_world_crash(stage->world, name, reason))
		fail_msg("no %s lives", name);
}
