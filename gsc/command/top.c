/* SPDX-License-Identifier: MIT */
#include "gsc/command/top.h"
#include "gsc/command/command.h"
#include "gsc/command/screen.h"
#include "gsc/command/units.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a question may take while somebody looks on, in ns. */
static const gs_duration patience = 1000000000;

struct top {
	struct running running;
	struct screen screen;
	struct top_view view;
	struct top_sample samples[2];
	unsigned newest; /* of the two */
	struct arena frame;
	gs_duration every; /* ns */
	jmp_buf rescue;    /* no memory */
	char trouble[256];
};

static int64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* A newer sample in place of the older one, if there is one. */
static bool take(struct top *top)
{
	struct top_sample *older = &top->samples[!top->newest];

	arena_free(&older->arena);
	arena_init(&older->arena, &top->rescue);
	if (!top_take(&top->running, older, &top->samples[top->newest], &top->view)) {
		snprintf(top->trouble, sizeof(top->trouble), "%s", top->running.why);
		return false;
	}
	top->newest = !top->newest;
	return true;
}

static void draw(struct top *top)
{
	const struct top_sample *sample = &top->samples[top->newest];
	struct text out;

	top->view.columns = top->screen.columns;
	top->view.rows = top->screen.rows;
	if (top->view.first + 1 > sample->rows.count)
		top->view.first = sample->rows.count ? sample->rows.count - 1 : 0;
	arena_free(&top->frame);
	arena_init(&top->frame, &top->rescue);
	text_init(&out, &top->frame);
	top_draw(&out, &top->view, sample);
	screen_write(&top->screen, out.bytes, out.len);
}

static void scroll(struct top_view *view, int by)
{
	if (by < 0)
		view->first = view->first > (size_t)-by ? view->first - (size_t)-by : 0;
	else
		view->first += (size_t)by;
}

/* False: to quit. */
static bool take_key(struct top *top, int key)
{
	int page = top->screen.rows > 8 ? (int)top->screen.rows - 5 : 1;

	switch (key) {
	case 'q': return false;
	case 's':
		top->view.sort = (top->view.sort + 1) % TOP_SORT_COUNT;
		top_sort(&top->samples[top->newest], top->view.sort);
		break;
	case 'j':
	case SCREEN_KEY_DOWN: scroll(&top->view, 1); break;
	case 'k':
	case SCREEN_KEY_UP: scroll(&top->view, -1); break;
	case SCREEN_KEY_PAGE_DOWN: scroll(&top->view, page); break;
	case SCREEN_KEY_PAGE_UP: scroll(&top->view, -page); break;
	default: break;
	}
	return true;
}

/* Until it is quit, or a signal ends it. */
static void look_on(struct top *top)
{
	int64_t due = now() + top->every;
	int key = 0;

	for (;;) {
		if (now() >= due) {
			top->view.trouble = take(top) ? NULL : top->trouble;
			due = now() + top->every;
		}
		draw(top);
		switch (screen_wait(&top->screen, due, &key)) {
		case SCREEN_TIME:
		case SCREEN_CHANGED: break;
		case SCREEN_KEY:
			if (!take_key(top, key))
				return;
			break;
		case SCREEN_END: return;
		}
	}
}

static int run_live(struct top *top)
{
	int error;

	screen_measure(&top->screen);
	top->view.rows = top->screen.rows;
	/* What cannot be reached at the start is no address of a program that comes back. */
	if (!take(top))
		return command_failed("%s", top->trouble);
	error = screen_open(&top->screen);
	if (error)
		return command_failed("no terminal: %s", strerror(error));
	look_on(top);
	return COMMAND_DONE;
}

/* Two samples, and the rates between them. */
static int run_once(struct top *top)
{
	struct timespec pause = { (time_t)(top->every / 1000000000),
		(long)(top->every % 1000000000) };
	struct text out;

	if (!take(top))
		return command_failed("%s", top->trouble);
	nanosleep(&pause, NULL);
	if (!take(top))
		return command_failed("%s", top->trouble);
	text_init(&out, &top->frame);
	top_draw(&out, &top->view, &top->samples[top->newest]);
	fwrite(out.bytes, 1, out.len, stdout);
	return COMMAND_DONE;
}

/* Apart, so that nothing which changes after setjmp is a local variable beside it. */
static int guarded(struct top *top, bool is_live)
{
	if (setjmp(top->rescue)) {
		screen_close(&top->screen);
		return command_failed("out of memory");
	}
	arena_init(&top->frame, &top->rescue);
	arena_init(&top->samples[0].arena, &top->rescue);
	arena_init(&top->samples[1].arena, &top->rescue);
	return is_live ? run_live(top) : run_once(top);
}

static bool has_colours(void)
{
	const char *no_colour = getenv("NO_COLOR");

	return !(no_colour && *no_colour);
}

static bool take_sort(
	const struct command_call *call, const char *word, enum top_sort *sort, int *status)
{
	for (unsigned i = 0; word && i < TOP_SORT_COUNT; i++) {
		if (strcmp(top_sort_names[i], word) == 0) {
			*sort = (enum top_sort)i;
			return true;
		}
	}
	if (!word)
		return true;
	*status = command_misused(
		call, "'%s' is no order; rate, name, queue, time, busy and restarts are", word);
	return false;
}

static int start(struct command_call *call, const char *address, struct top *top, bool is_live)
{
	int status;

	if (!running_open(call, address, &top->running, &status))
		return status;
	top->view.address = address;
	top->view.is_terminal = is_live;
	top->view.has_colours = is_live && has_colours();
	top->running.is_quiet = true;
	if (is_live)
		top->running.patience = patience;
	status = guarded(top, is_live);
	running_close(&top->running);
	arena_free(&top->frame);
	arena_free(&top->samples[0].arena);
	arena_free(&top->samples[1].arena);
	screen_close(&top->screen); /* the last, as a signal may end us here */
	return status;
}

static int run(struct command_call *call)
{
	struct top *top = arena_take(call->arena, sizeof(*top));
	const char *every = "1s";
	const char *sort = NULL;
	bool once = false;
	const struct command_option options[] = {
		{ "--once", NULL, "prints one table, as plain text", NULL, &once, NULL },
		{ "--every", "D", "how often to look (1s)", &every, NULL, NULL },
		{ "--sort", "ORDER", "rate, name, queue, time, busy or restarts", &sort, NULL,
			NULL },
	};
	struct command_operands operands;
	int status;

	if (!command_options(
		    call, options, sizeof(options) / sizeof(options[0]), &operands, &status))
		return status;
	if (operands.count != 1)
		return command_misused(call, "wants one ADDR");
	if (!command_duration(call, "--every", every, 1, &top->every, &status) ||
		!take_sort(call, sort, &top->view.sort, &status))
		return status;
	return start(call, operands.items[0], top, !once && screen_is_there());
}

const struct command command_top = {
	.name = "top",
	.usage = "ADDR",
	.summary = "shows live what runs there: rates, queues, times, restarts, connections",
	.details =
		"A row an instance: what waits in its queue; messages and failures a second;\n"
		"TIME, what its handler takes for a message, and BUSY, the part of the time it\n"
		"ran, both sampled; restarts, messages and failures since the start. Keys: q\n"
		"quits, s sorts by the next column, up and down (k, j) and the page keys scroll.\n"
		"Times and connections are told on a Unix socket, to the program's own user and\n"
		"root.\n"
		"\n"
		"--once, or output that is no terminal: a table of what happened within D.\n",
	.run = run,
};
