/* SPDX-License-Identifier: MIT */
#include "runtime/sim/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/sim/sim.h"

#define END_WITHIN GS_S(24 * 3600)

/* Failures of tests. */

/* What cmocka's assert_true is made of, where the test is linked with it. */
__attribute__((weak)) void _assert_true(
	uintmax_t result, const char *expression, const char *file, int line);

struct gs_world *gs_world_at(struct gs_world *world, const char *file, int line)
{
	if (world)
		world->place = (struct place){ file, line };
	return world;
}

bool gs__world_complain(struct place place, const char *format, ...)
{
	const char *file = place.file ? place.file : "gs_world";
	char text[WRONG_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (_assert_true)
		_assert_true(0, text, file, place.line);
	else
		fprintf(stderr, "%s:%d: gs_world: %s\n", file, place.line, text);
	return false;
}

/* Starts. */

static void turn(void *arg)
{
	struct gs__host *host = arg;

	if (!host->has_ended && !gs__node_turn(host->node, INT64_MAX))
		host->has_ended = true;
}

/* The first Unix listener that offers every child. */
static void find_address(struct gs__host *host, const struct gs_system *system,
	const struct gs__system_options *options)
{
	uint32_t given = options ? options->listen_count : 0;
	char address[sizeof(host->address)];

	for (uint32_t i = 0; gs__system_address(host->node, i, address, sizeof(address)); i++) {
		bool is_open = given || system->listens[i].serve_count == 0;

		if (is_open && strncmp(address, "unix:", 5) == 0) {
			memcpy(host->address, address, sizeof(address));
			return;
		}
	}
}

struct gs__host *gs__host_start(struct gs_world *world, const struct gs_system *system,
	const struct gs__system_options *options)
{
	const struct gs__node_options node = {
		.world = world, .log_level = GS_INFO, .takes_signals = true
	};
	struct gs__host *host = gs__sim_alloc(sizeof(*host));

	if (!host)
		return NULL;
	*host = (struct gs__host){
		.after = world->hosts, .world = world, .started = GS_NO_MEMORY, .has_ended = true
	};
	world->hosts = host;
	host->node = gs__node_new(&node);
	if (!host->node || !gs__world_add_program(world, turn, host))
		return host;
	host->has_ended = false;
	host->started = gs__system_start(host->node, system, options);
	if (host->started == GS_OK)
		find_address(host, system, options);
	return host;
}

/* The system with one more listener, where no other offers all children to everybody. */
static const struct gs_system *with_open_door(
	const struct gs_world *world, const struct gs_system *system, void **block)
{
	struct {
		struct gs_system system;
		char address[32];
		struct gs_listen listens[];
	} * more;
	uint32_t count = system->listen_count, number = 1;

	for (uint32_t i = 0; i < count; i++)
		if (system->listens[i].serve_count == 0 &&
			strncmp(system->listens[i].address, "unix:", 5) == 0)
			return system;
	more = gs__sim_alloc(sizeof(*more) + (count + 1) * sizeof(more->listens[0]));
	if (!more)
		return system;
	for (const struct gs__host *host = world->hosts; host; host = host->after)
		number++;
	snprintf(more->address, sizeof(more->address), "unix:gs_world.%u", number);
	if (count > 0)
		memcpy(more->listens, system->listens, count * sizeof(more->listens[0]));
	more->listens[count].address = more->address;
	more->system = *system;
	more->system.listens = more->listens;
	more->system.listen_count = count + 1;
	*block = more;
	return &more->system;
}

/* A copy of the settings, which the node refers to as long as it lives. */
static struct gs__setting *copy_sets(va_list args, uint32_t *count)
{
	va_list again;
	size_t size = 0;
	const char *set;
	struct gs__setting *sets;
	char *text;

	va_copy(again, args);
	for (*count = 0; (set = va_arg(again, const char *)); ++*count)
		size += strlen(set) + 1;
	va_end(again);
	sets = gs__sim_alloc((*count + 1) * sizeof(sets[0]) + size);
	if (!sets)
		return NULL;
	text = (char *)(sets + *count + 1);
	for (uint32_t i = 0; i < *count; i++) {
		set = va_arg(args, const char *);
		size = strlen(set) + 1;
		memcpy(text, set, size);
		sets[i] = (struct gs__setting){ .text = { text, (uint32_t)size - 1 } };
		text += size;
	}
	return sets;
}

static bool has_ended(void *arg)
{
	return ((struct gs__host *)arg)->has_ended;
}

gs_status gs_world_start(struct gs_world *world, const struct gs_system *system, ...)
{
	struct gs__system_options options = { .listens = NULL };
	struct gs__host *host;
	void *open_doors = NULL;
	struct gs__setting *sets;
	va_list args;

	va_start(args, system);
	sets = copy_sets(args, &options.set_count);
	va_end(args);
	options.sets = sets;
	host = sets ? gs__host_start(world, with_open_door(world, system, &open_doors), &options)
		    : NULL;
	if (!host) {
		gs__sim_drop(sets);
		gs__sim_drop(open_doors);
		return GS_NO_MEMORY;
	}
	host->sets = sets;
	host->open_doors = open_doors;
	if (host->started != GS_OK && !host->has_ended)
		gs__world_run_until(world, has_ended, host, END_WITHIN);
	return host->started;
}

const char *gs_world_error_text(const struct gs_world *world)
{
	for (const struct gs__host *host = world->hosts; host; host = host->after)
		if (!host->node)
			return "no memory";
		else if (gs__node_has_failed(host->node))
			return gs__node_reason(host->node);
	return "";
}

int gs_world_exit_status(const struct gs_world *world)
{
	const struct gs__host *host = world->hosts;

	if (!host || !host->has_ended)
		return -1;
	return !host->node || gs__node_has_failed(host->node);
}

/* Ends. */

static void end(struct gs__host *host, char wrong[WRONG_MAX])
{
	if (host->node) {
		gs__node_stop(host->node, "shutdown");
		if (!host->has_ended &&
			!gs__world_run_until(host->world, has_ended, host, END_WITHIN))
			snprintf(wrong, WRONG_MAX, "a system has not ended within a day");
	}
	gs__world_remove_program(host->world, host);
	gs__node_free(host->node);
	gs__sim_drop(host->sets);
	gs__sim_drop(host->open_doors);
	gs__sim_drop(host);
}

void gs__host_end(struct gs__host *host)
{
	struct gs_world *world = host->world;
	struct gs__host **at = &world->hosts;
	char wrong[WRONG_MAX] = "";

	while (*at != host)
		at = &(*at)->after;
	*at = host->after;
	end(host, wrong);
	if (*wrong)
		gs__world_complain(world->place, "%s", wrong);
}

static void close_guests(struct gs_world *world)
{
	struct gs__io *io = world->ios;

	while (io) {
		if (io->guest) {
			gs_client_close(io->guest);
			io = world->ios; /* a function that was told may have closed others */
		} else {
			io = io->after;
		}
	}
}

void gs__hosts_end(struct gs_world *world, char wrong[WRONG_MAX])
{
	bool has_hosts = world->hosts;
	struct gs__host *host;
	int64_t live;

	while ((host = world->hosts)) {
		world->hosts = host->after;
		end(host, wrong);
	}
	close_guests(world);
	live = gs__memory_live() - world->live;
	if (!*wrong && has_hosts && world->spins)
		snprintf(wrong, WRONG_MAX, "a system or client was busy for nothing");
	if (!*wrong && live > 0)
		snprintf(wrong, WRONG_MAX,
			"%lld allocation%s made since gs_world_new %s not freed: by the servers "
			"(extern state that nobody drops), or by the test itself",
			(long long)live, live == 1 ? "" : "s", live == 1 ? "is" : "are");
}

/* What lives in them. */

const void *gs_world_state(struct gs_world *world, const char *name, const char *key)
{
	const void *state = NULL;

	for (struct gs__host *host = world->hosts; host && !state; host = host->after)
		state = host->node ? gs__node_state(host->node, name, key) : NULL;
	return state;
}

bool gs_world_crash(struct gs_world *world, const char *name, const char *reason)
{
	bool is_found = false;

	for (struct gs__host *host = world->hosts; host && !is_found; host = host->after)
		is_found = host->node && gs__node_crash(host->node, name, reason);
	if (is_found)
		gs_world_run(world);
	return is_found;
}
