/* SPDX-License-Identifier: MIT */
/*
 * A random walk: callers that ask, notify, withdraw, vanish and send rubbish, servers that fall
 * over under supervisors inside one another, keys that come and go, groups, monitors, narrow
 * mailboxes, a network that delays, cuts and holds, memory that is refused, over STEPS steps from
 * SEED.
 * Checked:
 *  - an answer is the one to that very request of that very caller, or an error that may be;
 *  - every request is answered, or its connection is lost, before the end;
 *  - a request between servers is answered once, with its own answer; news of an end come once;
 *  - of each name, key and number there is one life at a time, and none in the end;
 *  - no timer fires early; notes of one caller by one way arrive in their order, none twice;
 *  - the memory goes back to the start (stage_close), and the same seed gives the same run
 *    (STEPS beyond a million are not walked twice).
 */
#include "tests/support/stage.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/behaviours/walk.h"
#include "walk.gs.h"

enum { WALKERS = 8, ASKED_MAX = 200, WHO_MAX = 1 << 16, TWICE_MAX = 1000000 };

/* What else than its own answer a request may get. */
enum { MAY_BE_GONE = 1 /* no such server */, IS_WITHDRAWN = 2 /* perhaps nothing */ };

struct walker {
	struct caller *caller;
	long who;
	long notes[WALK_WAYS];
	uint32_t asked;
	uint64_t tags[ASKED_MAX + 1]; /* by message id */
	uint8_t may[ASKED_MAX + 1];
};

static struct {
	struct stage stage;
	struct walker walkers[WALKERS];
	long who;
	long last[WHO_MAX][WALK_WAYS]; /* the last note heard */
	int8_t lives[WALK_LIVES];
	uint64_t early, misordered, wrong, doubled, answered, errors, lost, notes, begun, downs;
} walk;

static uint64_t below(uint64_t bound)
{
	return gs__world_below(walk.stage.world, bound);
}

/* Now and then a handler takes its time. */
static void note_heard(long who, long n)
{
	long *last = &walk.last[who % WHO_MAX][n % WALK_WAYS];

	walk.misordered += n <= *last;
	*last = n;
	walk.notes++;
	if (below(100) == 0)
		gs__world_spend(walk.stage.world, (int64_t)below((uint64_t)GS_MS(20)));
}

static void listen_to_servers(long what, long a, long b)
{
	switch (what) {
	case WALK_NOTE: note_heard(a, b); break;
	case WALK_EARLY: walk.early++; break;
	case WALK_WRONG: walk.wrong++; break;
	case WALK_BEGUN:
		walk.begun++;
		walk.doubled += ++walk.lives[a] != 1;
		break;
	case WALK_ENDED: walk.doubled += --walk.lives[a] != 0; break;
	case WALK_DOWN: walk.downs++; break;
	default: break;
	}
}

static void begin(struct walker *w)
{
	*w = (struct walker){ .caller = stage_caller(&walk.stage), .who = ++walk.who };
	memset(walk.last[w->who % WHO_MAX], 0, sizeof(walk.last[0]));
}

/* May a request have been answered so? Memory is refused now and then, so these four may always. */
static bool is_allowed(const char *answer, uint64_t tag, uint8_t may)
{
	char expected[64];

	snprintf(expected, sizeof(expected), "!unlucky: bad luck [%" PRIu64 "]", tag);
	return strcmp(answer, expected) == 0 || is_error(answer, "stopped") ||
	       is_error(answer, "internal") || is_error(answer, "overloaded") ||
	       is_error(answer, "timeout") || (may & MAY_BE_GONE && is_error(answer, "no_server"));
}

static void check_answers(struct walker *w, bool is_end)
{
	for (uint32_t id = 1; id <= w->asked; id++) {
		const char *answer = caller_answer(w->caller, id);
		char tag[32];

		snprintf(tag, sizeof(tag), "%" PRIu64, w->tags[id]);
		if (!answer) {
			walk.lost++;
			if (is_end && !caller_is_lost(w->caller) && !(w->may[id] & IS_WITHDRAWN))
				fail_msg("request %u of %ld (tag %s) was never answered", id,
					w->who, tag);
		} else if (strcmp(answer, tag) == 0) {
			walk.answered++;
		} else {
			walk.errors++;
			if (!is_allowed(answer, w->tags[id], w->may[id]))
				fail_msg("request %u of %ld (tag %s) was answered %s", id, w->who,
					tag, answer);
		}
	}
	assert_int_equal(caller_strays(w->caller), 0);
}

static void end(struct walker *w, bool is_end)
{
	check_answers(w, is_end);
	caller_drop(w->caller);
	w->caller = NULL;
}

/* Every tag is different: who asks, and his how manieth request it is. */
static uint64_t next_tag(struct walker *w, uint8_t may)
{
	uint64_t tag = ((uint64_t)w->who << 16) + w->asked + 1;

	w->tags[++w->asked] = tag;
	w->may[w->asked] = may;
	return tag;
}

/* The clause, and what it takes behind the tag: %u are random numbers below those. A group's member
 * is one of the first sixteen, which may never have been. */
static const struct question {
	const char *clause;
	const char *rest;
	uint32_t below[2];
	uint8_t may;
} questions[] = {
	{ "mirror.echo", "", { 0 }, 0 },
	{ "mirror.echo", "", { 0 }, 0 },
	{ "mirror.echo", ", %u", { 30000000 }, 0 },
	{ "mirror.risk", ", %u", { 4 }, 0 }, /* 4 is answered at the end of a life only */
	{ "clockwork.work", ", %u", { 20 }, 0 },
	{ "desk.ask", ", %u", { 2 }, 0 },
	{ "desk.ask", ", %u, %u", { 30000000, 30000000 }, 0 },
	{ "narrow.squeeze", ", %u", { 10 }, 0 },
	{ "patient.ask", "", { 0 }, 0 },
	{ "boss.hire", "", { 0 }, 0 },
	{ "boss.poke", ", %u", { 6 }, 0 },
	{ "watcher.watch", ", %u", { WALK_WATCHED }, 0 },
	{ "watcher.unwatch", ", %u", { WALK_WATCHED }, 0 },
};

static void ask_question(struct walker *w)
{
	const struct question *q = &questions[below(GS_COUNT(questions))];
	uint64_t tag = next_tag(w, q->may);
	char params[128];
	int len = snprintf(params, sizeof(params), "[%" PRIu64, tag);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(params + len, sizeof(params) - (size_t)len, q->rest, (unsigned)below(q->below[0]),
		(unsigned)below(q->below[1]));
#pragma GCC diagnostic pop
	strcat(params, "]");
	assert_int_equal(caller_send(w->caller, q->clause, params), w->asked);
}

static void ask_a_key(struct walker *w)
{
	uint32_t key = (uint32_t)below(20);
	bool looks = below(4) == 0;
	uint64_t tag = next_tag(w, looks ? MAY_BE_GONE : 0);
	char params[128];

	if (looks)
		snprintf(params, sizeof(params), "[%u, %" PRIu64 "]", key, tag);
	else
		snprintf(params, sizeof(params), "[%u, %" PRIu64 ", %u, %u]", key, tag, key,
			(unsigned)below(8));
	caller_send(w->caller, looks ? "ledgers.look" : "ledgers.enter", params);
}

static void ask_a_hand(struct walker *w)
{
	uint64_t tag = next_tag(w, MAY_BE_GONE);
	char clause[32], params[64];

	/* At first they are there, then they are gone for good. */
	snprintf(clause, sizeof(clause), "%s#%u.work", below(2) ? "hands" : "crew",
		(unsigned)(1 + below(40)));
	snprintf(params, sizeof(params), "[%" PRIu64 ", %u]", tag, (unsigned)below(6));
	caller_send(w->caller, clause, params);
}

static void ask_in_a_hurry(struct walker *w)
{
	uint64_t tag = next_tag(w, 0);
	char params[128];

	snprintf(params, sizeof(params), "[%" PRIu64 ", %u, \"some text\"]", tag,
		(unsigned)below(30000000));
	caller_send_with(w->caller, "mirror.echo", params,
		below(2) ? "{\"timeout\": 5000000000, \"trace\": \"t\"}" : "{\"timeout\": 0}");
}

static void withdraw(struct walker *w)
{
	char params[32];
	uint32_t id;

	if (w->asked == 0)
		return;
	id = 1 + (uint32_t)below(w->asked);
	w->may[id] |= IS_WITHDRAWN;
	snprintf(params, sizeof(params), "[%u]", id);
	caller_notify(w->caller, "gs.cancel", params);
}

static void ask_something(struct walker *w)
{
	switch (below(10)) {
	case 0:
	case 1: ask_a_key(w); break;
	case 2: ask_a_hand(w); break;
	case 3: ask_in_a_hurry(w); break;
	case 4:
		if (below(4) == 0)
			withdraw(w);
		else
			ask_question(w);
		break;
	default: ask_question(w); break;
	}
}

static void note(struct walker *w)
{
	static const char *const ways[WALK_WAYS] = { "mirror.note", "relay.note", "ledgers.note",
		"patient.note" };
	uint32_t way = (uint32_t)below(WALK_WAYS);
	long n = ++w->notes[way] * WALK_WAYS + way;
	char params[64];

	if (way == 2)
		snprintf(params, sizeof(params), "[%ld, %ld, %ld]", w->who % 20, w->who, n);
	else
		snprintf(params, sizeof(params), "[%ld, %ld]", w->who, n);
	caller_notify(w->caller, ways[way], params);
}

static void send_rubbish(void)
{
	struct caller *caller = stage_caller(&walk.stage);
	uint8_t bytes[64];
	size_t len = 1 + below(sizeof(bytes) - 1);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)gs__world_random(walk.stage.world);
	caller_raw(caller, bytes, len);
	stage_advance(&walk.stage, MS(4));
	caller_drop(caller);
}

static const char *const names[] = { "mirror", "relay", "clockwork", "desk", "glass", "boss",
	"ledgers", "narrow", "patient", "watcher" };

static const char *any_name(void)
{
	return names[below(GS_COUNT(names))];
}

static void harm_a_server(void)
{
	/* One that is between two lives just now is not there. */
	(void)gs__node_crash(walk.stage.node, any_name(), below(3) ? "unlucky" : "normal");
}

/* By one who looks after the program: whatever he is answered, it is to do no harm. Some stay down
 * once they have ended in order, until he has them started. */
static void look_after(void)
{
	static const char *const transient[] = { "relay", "boss", "desk" };
	struct caller *caller = stage_caller(&walk.stage);
	bool suspends = below(3);
	char params[64];

	snprintf(params, sizeof(params), "[\"%s\"]",
		suspends || below(2) ? any_name() : transient[below(GS_COUNT(transient))]);
	caller_send(caller, suspends ? "gs.suspend" : "gs.restart", params);
	caller_send(caller, "gs.state", params);
	caller_send(caller, "gs.stats", params);
	if (below(4) == 0)
		caller_send(caller, "gs.trace", params);
	stage_advance(&walk.stage, (gs_duration)below((uint64_t)GS_MS(20)));
	/* Nobody waits for what stays suspended. */
	gs__memory_fail_at(0);
	gs__world_fail_accept(walk.stage.world, 0, 0);
	while (strcmp(ask(caller, "gs.resume", params), "lost") == 0) {
		caller_drop(caller);
		caller = stage_caller(&walk.stage);
	}
	caller_drop(caller);
}

/* No name may stand twice in the list. */
static void count_names(void)
{
	struct caller *caller = stage_caller(&walk.stage);
	const char *list;
	uint32_t count = 0;

	gs__memory_fail_at(0);
	list = ask(caller, "gs.list", "[]");
	for (const char *row = strstr(list, "[\""); row; row = strstr(row + 2, "[\"")) {
		size_t len = strcspn(row + 2, "\"") + 3;

		count++;
		for (const char *other = row + 2; (other = strstr(other, "[\"")); other += 2)
			if (strncmp(row, other, len) == 0)
				fail_msg("the name %.*s stands twice in %s", (int)len, row, list);
	}
	assert_true(count >= GS_COUNT(names) || list[0] == '!' || list[0] == 'l');
	caller_drop(caller);
}

static void harm_the_world(void)
{
	struct gs_world *world = walk.stage.world;
	struct walker *w = &walk.walkers[below(WALKERS)];

	switch (below(12)) {
	case 0:
	case 1:
	case 2: harm_a_server(); break;
	case 3: caller_cut(w->caller); break;
	case 4: caller_half_close(w->caller); break;
	case 5:
	case 6: gs__memory_fail_at(1 + below(60)); break;
	case 7:
		if (below(4))
			break;
		gs__world_fail_accept(world, 1 + (uint32_t)below(3), -EMFILE);
		send_rubbish();
		break;
	case 8:
		gs__world_hold(world, true);
		stage_advance(&walk.stage, (gs_duration)below((uint64_t)GS_MS(50)));
		gs__world_hold(world, false);
		break;
	case 9: look_after(); break;
	case 10: gs_world_raise(world, below(2) ? SIGHUP : SIGUSR1); break;
	default: send_rubbish(); break;
	}
}

static void step(void)
{
	struct walker *w = &walk.walkers[below(WALKERS)];
	uint64_t choice = below(100);

	if (caller_is_lost(w->caller) || w->asked == ASKED_MAX) {
		/* Whoever has asked his fill is left to get his answers; without descriptors a
		 * listener rests for a second first. */
		gs__world_fail_accept(walk.stage.world, 0, 0);
		if (!caller_is_lost(w->caller))
			stage_advance(&walk.stage, GS_S(3));
		end(w, true);
		begin(w);
	}
	if (choice < 50)
		ask_something(w);
	else if (choice < 75)
		note(w);
	else if (choice < 97)
		stage_advance(&walk.stage, (gs_duration)below((uint64_t)GS_MS(4)));
	else
		harm_the_world();
}

/* What is done from time to time. */
static void keep_house(uint64_t step_number)
{
	if (step_number % 10000 == 0)
		count_names();
	if (step_number % 1000 == 0)
		gs__world_clear_log(walk.stage.world);
	if (walk.early || walk.misordered || walk.wrong || walk.doubled)
		fail_msg("after %" PRIu64 " steps: %" PRIu64 " early, %" PRIu64
			 " misordered, %" PRIu64 " wrong, %" PRIu64 " doubled",
			step_number, walk.early, walk.misordered, walk.wrong, walk.doubled);
	if (stage_has_ended(&walk.stage))
		fail_msg("after %" PRIu64 " steps the system has ended: %s", step_number,
			gs__node_reason(walk.stage.node));
}

static uint64_t walk_along(uint64_t seed, uint64_t steps)
{
	uint64_t digest;

	memset(&walk, 0, sizeof(walk));
	trace_listen(listen_to_servers);
	stage_try(&walk.stage, &walking_system, seed, NULL);
	assert_int_equal(walk.stage.started, GS_OK);
	gs__world_take_weather(walk.stage.world, &gs__weather_rough);
	for (size_t i = 0; i < WALKERS; i++)
		begin(&walk.walkers[i]);
	for (uint64_t i = 1; i <= steps; i++) {
		step();
		keep_house(i);
	}
	gs__memory_fail_at(0);
	gs__world_fail_accept(walk.stage.world, 0, 0);
	stage_advance(&walk.stage, GS_S(10));
	keep_house(steps);
	for (size_t i = 0; i < WALKERS; i++)
		end(&walk.walkers[i], true);
	digest = gs__world_digest(walk.stage.world);
	gs__node_stop(walk.stage.node, "shutdown");
	assert_true(stage_wait_end(&walk.stage, GS_S(60)));
	for (long life = 0; life < WALK_LIVES; life++)
		if (walk.lives[life])
			fail_msg("life %ld has not ended", life);
	stage_close(&walk.stage);
	return digest;
}

static void a_random_walk_breaks_no_promise(void **state)
{
	const char *given = getenv("STEPS");
	uint64_t steps = given ? strtoull(given, NULL, 0) : 20000;
	uint64_t first;

	(void)state;
	first = walk_along(stage_seed(), steps);
	printf("# %" PRIu64 " steps: %" PRIu64 " answers, %" PRIu64 " errors, %" PRIu64
	       " lost, %" PRIu64 " notes, %" PRIu64 " lives, %" PRIu64
	       " ends told; digest %016" PRIx64 "\n",
		steps, walk.answered, walk.errors, walk.lost, walk.notes, walk.begun, walk.downs,
		first);
	assert_true(steps < 1000 || (walk.answered > steps / 10 && walk.notes > steps / 20));
	assert_true(steps > TWICE_MAX || walk_along(stage_seed(), steps) == first);
	assert_true(steps < 1000 || walk_along(stage_seed() + 1, 1000) != first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_random_walk_breaks_no_promise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
