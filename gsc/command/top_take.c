/* SPDX-License-Identifier: MIT */
#include "gsc/command/top.h"
#include "gsc/command/units.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Of so many at most the statistics are asked for: those that are first in the order. */
enum { STATS_MOST = 500 };

const char *const top_sort_names[TOP_SORT_COUNT] = {
	[TOP_RATE] = "rate",
	[TOP_NAME] = "name",
	[TOP_QUEUE] = "queue",
	[TOP_TIME] = "time",
	[TOP_BUSY] = "busy",
	[TOP_RESTARTS] = "restarts",
};

static int64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* The next `NAME: VALUE` line. False: there is none. */
static bool next_line(
	const char **at, const char **name, size_t *name_len, const char **value, size_t *value_len)
{
	const char *end = strchr(*at, '\n');
	const char *colon = NULL;

	if (!end)
		return false;
	for (const char *c = *at; c + 1 < end; c++)
		if (c[0] == ':' && c[1] == ' ')
			colon = c;
	*name = *at;
	*name_len = colon ? (size_t)(colon - *at) : 0;
	*value = colon ? colon + 2 : end;
	*value_len = (size_t)(end - *value);
	*at = end + 1;
	return true;
}

/* What its handlers took so far. */
static double spent_of(const char *text)
{
	const char *name, *value;
	size_t name_len, value_len;
	int64_t ns;

	while (next_line(&text, &name, &name_len, &value, &value_len)) {
		if (name_len == strlen("busy") && memcmp(name, "busy", name_len) == 0 &&
			units_read_duration(value, value_len, &ns))
			return (double)ns;
	}
	return -1;
}

static void take_counters(struct top_sample *sample, const char *text)
{
	const char *name, *value;
	size_t name_len, value_len;
	size_t cap = 0;
	model_int count;

	while (next_line(&text, &name, &name_len, &value, &value_len)) {
		if (!units_read_integer(value, value_len, &count))
			continue;
		arena_grow(&sample->arena, (void **)&sample->counters, sample->counter_count, &cap,
			sizeof(*sample->counters));
		sample->counters[sample->counter_count++] = (struct top_counter){
			arena_copy(&sample->arena, name, name_len), (uint64_t)count
		};
	}
}

/* The row of that name before; both lists are in order, and *at goes along. */
static const struct top_row *find_before(
	const struct top_sample *before, size_t *at, const char *name)
{
	while (*at < before->rows.count && strcmp(before->rows.items[*at].name, name) < 0)
		++*at;
	if (*at < before->rows.count && strcmp(before->rows.items[*at].name, name) == 0)
		return &before->all[*at];
	return NULL;
}

/* By second; negative: not known, as of a program that was started anew. */
static double rate_of(double now, double before, double seconds)
{
	return now >= before && seconds > 0 ? (now - before) / seconds : -1;
}

static void compare_rows(struct top_sample *sample, const struct top_sample *before)
{
	double seconds = (double)(sample->at - before->at) / 1e9;
	size_t at = 0;

	sample->rate = sample->failures = before->at ? 0 : -1;
	for (size_t i = 0; i < sample->rows.count; i++) {
		struct top_row *row = &sample->all[i];
		const struct top_row *was;

		*row = (struct top_row){ &sample->rows.items[i], -1, -1, -1, -1, -1 };
		was = before->at ? find_before(before, &at, row->row->name) : NULL;
		if (!was)
			continue;
		row->rate = rate_of((double)row->row->handled, (double)was->row->handled, seconds);
		row->failures = rate_of(
			(double)row->row->failed, (double)was->row->failed, seconds);
		sample->rate += row->rate > 0 ? row->rate : 0;
		sample->failures += row->failures > 0 ? row->failures : 0;
	}
}

/* Of one row, what only gs.stats has. */
static void compare_spent(struct top_row *row, const struct top_row *was, double seconds)
{
	double handled = was ? (double)row->row->handled - (double)was->row->handled : 0;

	if (!was || row->spent < was->spent || was->spent < 0)
		return;
	row->busy = (row->spent - was->spent) / seconds / 1e9;
	if (handled > 0 && row->busy > 0) /* of few messages none may have been timed */
		row->time = (row->spent - was->spent) / handled;
}

static bool needs_all(const struct top_view *view)
{
	return view->rows == 0 || view->sort == TOP_TIME || view->sort == TOP_BUSY;
}

/* The rows whose statistics are asked for, in the order they stand in: those on the screen and a
 * screen above and below, from where some come until the next look; or the first, where all are
 * shown, or are to be put in order by what only the statistics say. */
static void choose(const struct top_view *view, size_t count, size_t *first, size_t *end)
{
	size_t most = needs_all(view) ? STATS_MOST : 3 * (size_t)view->rows;

	*first = !needs_all(view) && view->first > view->rows ? view->first - view->rows : 0;
	*first = *first < count ? *first : count;
	*end = count - *first < most ? count : *first + most;
}

/* A program without statistics for us is shown all the same. False: the connection failed. */
static bool take_stats(struct running *running, struct top_sample *sample,
	const struct top_sample *before, const struct top_view *view)
{
	double seconds = (double)(sample->at - before->at) / 1e9;
	size_t first;
	size_t end;
	const char *text;

	if (!running_stats(running, "gs", &text, &sample->is_denied))
		return sample->is_denied || gs_client_fd(running->client) >= 0;
	take_counters(sample, text);
	choose(view, sample->rows.count, &first, &end);
	for (size_t i = first; i < end; i++) {
		struct top_row *row = sample->shown[i];
		bool denied;
		size_t at = 0;

		if (running_stats(running, row->row->name, &text, &denied))
			row->spent = spent_of(text);
		else if (gs_client_fd(running->client) < 0)
			return false;
		compare_spent(
			row, before->at ? find_before(before, &at, row->row->name) : NULL, seconds);
	}
	return true;
}

/* The larger first, what is not known last. */
static int order(double a, double b)
{
	return (a < b) - (a > b);
}

static int by_name(const void *a, const void *b)
{
	const struct top_row *const *left = a;
	const struct top_row *const *right = b;

	return strcmp((*left)->row->name, (*right)->row->name);
}

#define BY(what, value) \
	static int by_##what(const void *a, const void *b) \
	{ \
		const struct top_row *left = *(const struct top_row *const *)a; \
		const struct top_row *right = *(const struct top_row *const *)b; \
		int found = order((double)left->value, (double)right->value); \
\
		return found ? found : by_name(a, b); \
	}

BY(rate, rate)
BY(queue, row->queue)
BY(time, time)
BY(busy, busy)
BY(restarts, row->restarts)

void top_sort(struct top_sample *sample, enum top_sort by)
{
	static int (*const orders[TOP_SORT_COUNT])(const void *, const void *) = {
		[TOP_RATE] = by_rate,
		[TOP_NAME] = by_name,
		[TOP_QUEUE] = by_queue,
		[TOP_TIME] = by_time,
		[TOP_BUSY] = by_busy,
		[TOP_RESTARTS] = by_restarts,
	};

	if (sample->rows.count)
		qsort(sample->shown, sample->rows.count, sizeof(*sample->shown), orders[by]);
}

bool top_take(struct running *running, struct top_sample *sample, const struct top_sample *before,
	const struct top_view *view)
{
	running->arena = &sample->arena;
	sample->at = 0;
	sample->counters = NULL;
	sample->counter_count = 0;
	if (!running_list(running, &sample->rows, false))
		return false;
	sample->all = arena_take_many(&sample->arena, sample->rows.count + 1, sizeof(*sample->all));
	sample->shown = arena_take_many(
		&sample->arena, sample->rows.count + 1, sizeof(*sample->shown));
	for (size_t i = 0; i < sample->rows.count; i++)
		sample->shown[i] = &sample->all[i];
	sample->at = now();
	compare_rows(sample, before);
	top_sort(sample, needs_all(view) ? TOP_RATE : view->sort);
	if (!take_stats(running, sample, before, view)) {
		sample->at = 0;
		return false;
	}
	top_sort(sample, view->sort);
	return true;
}
