/* SPDX-License-Identifier: MIT */
#include "runtime/sim/sim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Turns at one instant after which a program is taken to be busy for nothing. */
enum { TURNS_MAX = 300000 };
#define SPIN GS_S(5) /* and how far the clock goes then: who waits for an answer gives up */

const struct gs__weather gs__weather_calm = { .window = 256 * 1024 };
const struct gs__weather gs__weather_fresh = { .chop = 40, .window = 64 * 1024 };
const struct gs__weather gs__weather_rough = {
	.delay_min = 2000, .delay_max = 3000000, .chop = 60, .window = 4096, .turn = 20000
};

/* splitmix64: one word of state, and every seed is a good one. */
uint64_t gs__chance(struct chance *chance)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

__extension__ typedef unsigned __int128 product;

uint64_t gs__chance_below(struct chance *chance, uint64_t bound)
{
	return (uint64_t)(((product)gs__chance(chance) * bound) >> 64);
}

void *gs__sim_alloc(size_t size)
{
	void *block = gs__memory_plain(NULL, size);

	return block ? memset(block, 0, size) : NULL;
}

void gs__sim_drop(void *block)
{
	gs__memory_plain(block, 0);
}

void gs__world_note(struct gs_world *world, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	for (; len > 0; len -= len < 8 ? len : 8, at += 8) {
		uint64_t word = len;

		memcpy(&word, at, len < 8 ? len : 8);
		world->digest = (world->digest ^ word) * 0x9e3779b97f4a7c15U;
		world->digest ^= world->digest >> 29;
	}
}

void gs__sim_event(struct gs_world *world, char kind, int64_t a, int64_t b)
{
	const int64_t event[] = { world->now, kind, a, b };

	gs__world_note(world, event, sizeof(event));
}

struct gs_world *gs_world_new(uint64_t seed)
{
	struct gs_world *world = gs__sim_alloc(sizeof(*world));

	if (!world)
		return NULL;
	*world = (struct gs_world){
		.weather = gs__weather_calm,
		.now = 1000000000, /* not 0, so that a clock read as zero is seen */
		.wall_offset = 1700000000000000000,
		.network = { seed },
		.system = { seed ^ 0x5bd1e995a5a5a5a5U },
		.test = { ~seed },
		.user = WORLD_USER,
		.next_port = 40000,
		.digest = 0xcbf29ce484222325U,
		.live = gs__memory_live(),
		.shows_log = getenv("GS_WORLD_LOG"),
	};
	return world;
}

bool gs_world_free(struct gs_world *world)
{
	char wrong[WRONG_MAX] = "";
	struct place place;

	if (!world)
		return true;
	place = world->place;
	gs__hosts_end(world, wrong);
	assert(!world->ios);
	while (world->links)
		gs__net_drop(world, world->links);
	gs__sim_drop(world->programs);
	gs__sim_drop(world->log);
	gs__sim_drop(world);
	return !*wrong || gs__world_complain(place, "%s", wrong);
}

void gs_world_set_weather(struct gs_world *world, enum gs_weather weather)
{
	static const struct gs__weather *const weathers[] = {
		[GS_CALM] = &gs__weather_calm,
		[GS_FRESH] = &gs__weather_fresh,
		[GS_ROUGH] = &gs__weather_rough,
	};

	gs__world_take_weather(world, weathers[weather]);
}

void gs__world_take_weather(struct gs_world *world, const struct gs__weather *weather)
{
	world->weather = *weather;
}

int64_t gs_world_now(const struct gs_world *world)
{
	return world->now;
}

int64_t gs_world_wall(const struct gs_world *world)
{
	return world->now + world->wall_offset;
}

void gs__world_set_wall(struct gs_world *world, int64_t wall)
{
	world->wall_offset = wall - world->now;
}

bool gs__world_add_program(struct gs_world *world, gs__world_turn *turn, void *arg)
{
	struct program *more;

	for (uint32_t i = 0; i < world->program_count; i++)
		if (!world->programs[i].turn) {
			world->programs[i] = (struct program){ turn, arg };
			return true;
		}
	more = gs__memory_plain(world->programs, (world->program_count + 1) * sizeof(*more));
	if (!more)
		return false;
	world->programs = more;
	world->programs[world->program_count++] = (struct program){ turn, arg };
	return true;
}

void gs__world_remove_program(struct gs_world *world, void *arg)
{
	for (uint32_t i = 0; i < world->program_count; i++)
		if (world->programs[i].arg == arg)
			world->programs[i] = (struct program){ 0 };
}

static void move_clock(struct gs_world *world, int64_t to)
{
	if (to > world->now) {
		world->now = to;
		world->turns = 0;
	}
}

void gs__world_spend(struct gs_world *world, int64_t duration)
{
	move_clock(world, world->now + duration);
}

/* A program that is busy again and again at one instant waits for nothing that will come. */
static void count_turn(struct gs_world *world)
{
	static const char line[] = "world: a program is busy for nothing; the clock goes on\n";

	if (world->weather.turn)
		move_clock(world, world->now + (int64_t)gs__chance_below(&world->network,
						       (uint64_t)world->weather.turn));
	if (++world->turns < TURNS_MAX)
		return;
	world->spins++;
	if (world->ios)
		gs__io_log(world->ios, line, sizeof(line) - 1);
	move_clock(world, world->now + SPIN);
}

/* Every program once, in a random order of rotation. Was any of them busy? */
static bool run_programs(struct gs_world *world)
{
	bool is_any_busy = false;
	uint64_t start = gs__chance_below(&world->network, world->program_count);

	for (uint32_t i = 0; i < world->program_count; i++) {
		struct program program = world->programs[(start + i) % world->program_count];

		if (!program.turn)
			continue;
		world->is_busy = false;
		world->depth++;
		program.turn(program.arg);
		world->depth--;
		if (world->is_busy) {
			is_any_busy = true;
			count_turn(world);
		}
	}
	return is_any_busy;
}

/* When something will happen that is not due now. */
static int64_t next_event(struct gs_world *world)
{
	int64_t next = gs__net_next(world);

	for (struct gs__io *io = world->ios; io; io = io->after)
		if (io->wake < next && io->wake > world->now)
			next = io->wake;
	return next;
}

bool gs__sim_step(struct gs_world *world, int64_t limit)
{
	int64_t next;

	if (run_programs(world))
		return true;
	next = next_event(world);
	if (next > limit)
		next = limit;
	if (next == INT64_MAX)
		return false;
	move_clock(world, next);
	return true;
}

void gs_world_run(struct gs_world *world)
{
	uint64_t spins = world->spins;

	world->turns = 0;
	while (world->spins == spins && (run_programs(world) || !gs__net_is_quiet(world))) {
		int64_t next = gs__net_next(world);

		if (next != INT64_MAX)
			gs__sim_step(world, next);
	}
}

void gs_world_advance(struct gs_world *world, int64_t duration)
{
	int64_t end = world->now > INT64_MAX - duration ? INT64_MAX : world->now + duration;

	world->turns = 0;
	while (world->now < end && gs__sim_step(world, end))
		;
	while (run_programs(world) && world->now <= end)
		;
}

bool gs__world_run_until(
	struct gs_world *world, bool (*is_met)(void *arg), void *arg, int64_t limit)
{
	int64_t end = world->now > INT64_MAX - limit ? INT64_MAX : world->now + limit;

	world->turns = 0;
	while (!is_met(arg)) {
		if (world->now >= end && !run_programs(world))
			return false;
		if (!gs__sim_step(world, end))
			return is_met(arg);
	}
	return true;
}

void gs_world_raise(struct gs_world *world, int signal)
{
	gs__sim_event(world, 'S', signal, 0);
	for (struct gs__io *io = world->ios; io; io = io->after)
		if (io->takes_signals)
			io->signals |= 1ULL << signal;
}

void gs__world_set_user(struct gs_world *world, int64_t user)
{
	world->user = user;
}

void gs__io_log(struct gs__io *io, const char *line, size_t len)
{
	struct gs_world *world = io->world;

	if (world->shows_log)
		fwrite(line, 1, len, stderr);
	gs__world_note(world, line, len);
	if (world->log_len + len + 1 > world->log_room) {
		size_t room = 2 * (world->log_room + len + 1);
		char *more = gs__memory_plain(world->log, room);

		if (!more)
			return;
		world->log = more;
		world->log_room = room;
	}
	memcpy(world->log + world->log_len, line, len);
	world->log_len += len;
	world->log[world->log_len] = '\0';
}

const char *gs_world_log(const struct gs_world *world)
{
	return world->log_len ? world->log : "";
}

size_t gs_world_logged(const struct gs_world *world, const char *part)
{
	const char *at = gs_world_log(world);
	size_t count = 0;

	while ((at = strstr(at, part))) {
		count++;
		at = strchr(at, '\n');
		if (!at)
			break;
	}
	return count;
}

void gs__world_clear_log(struct gs_world *world)
{
	world->log_len = 0;
}

uint32_t gs__world_connections(const struct gs_world *world)
{
	uint32_t count = 0;

	for (const struct link *link = world->links; link; link = link->after)
		count++;
	return count;
}

uint64_t gs__world_spins(const struct gs_world *world)
{
	return world->spins;
}

uint64_t gs__world_random(struct gs_world *world)
{
	return gs__chance(&world->test);
}

uint64_t gs__world_below(struct gs_world *world, uint64_t bound)
{
	return gs__chance_below(&world->test, bound);
}

uint64_t gs__world_digest(const struct gs_world *world)
{
	return world->digest;
}
