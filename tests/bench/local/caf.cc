/* SPDX-License-Identifier: MIT */
/* The same as local.gs for CAF: event-based actors on one worker. Prints "NAME NS" a line, CPU time,
 * and the bytes of an idle actor. */
#include <caf/all.hpp>

#include <cstdio>
#include <ctime>
#include <functional>
#include <malloc.h>
#include <vector>

using namespace caf;

struct tally_state {
	uint64_t total = 0;
};

static double cpu_now()
{
	timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return double(t.tv_sec) * 1e9 + double(t.tv_nsec);
}

static behavior tally(stateful_actor<tally_state> *self)
{
	return {
		[=](add_atom, uint32_t n) { return self->state.total += n; },
		[=](put_atom, uint32_t n) { self->state.total += n; },
	};
}

struct asker_state {
	uint64_t left = 0;
};

/* Requests, one after the other. */
static void ask(stateful_actor<asker_state> *self, const actor &to)
{
	self->request(to, std::chrono::seconds(5), add_atom_v, uint32_t(1))
		.then([=](uint64_t) {
			if (--self->state.left > 0)
				ask(self, to);
		});
}

static behavior asker(stateful_actor<asker_state> *self, actor to, uint64_t count)
{
	self->state.left = count;
	ask(self, to);
	return {};
}

/* Casts, 500 at a time. */
static void flood(stateful_actor<asker_state> *self, const actor &to)
{
	for (int i = 0; i < 500; i++)
		self->send(to, put_atom_v, uint32_t(1));
	self->state.left -= 500;
	self->request(to, std::chrono::seconds(5), add_atom_v, uint32_t(0))
		.then([=](uint64_t) {
			if (self->state.left > 0)
				flood(self, to);
		});
}

static behavior caster(stateful_actor<asker_state> *self, actor to, uint64_t count)
{
	self->state.left = count;
	flood(self, to);
	return {};
}

static void report(const char *name, double count, const std::function<void()> &run)
{
	double from = cpu_now();

	run();
	std::printf("%s %.1f\n", name, (cpu_now() - from) / count);
}

void caf_main(actor_system &system)
{
	const uint64_t count = 1000000;
	actor to = system.spawn(tally);
	scoped_actor here{ system };

	report("requests", count, [&] {
		here->wait_for(system.spawn(asker, to, count));
	});
	report("casts", count, [&] {
		here->wait_for(system.spawn(caster, to, count));
	});
	std::vector<actor> idle(50000);
	size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
	report("starts", double(idle.size()), [&] {
		for (auto &one : idle)
			one = system.spawn(tally);
	});
	size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
	std::printf("memory %.0f\n", double(after - before) / double(idle.size()));
	std::fflush(stdout);
}

CAF_MAIN()
