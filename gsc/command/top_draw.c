/* SPDX-License-Identifier: MIT */
#include "gsc/command/figures.h"
#include "gsc/command/top.h"

#include <string.h>

enum {
	NAME_LEAST = 8,
	NAME_MOST = 32,
	GAP = 2,
	COLUMNS_MOST = 12,
	HELP_ROWS = 1,
};

struct drawing {
	struct text *out;
	const struct top_view *view;
	struct text cell;
	unsigned column; /* characters of the line so far */
	unsigned rows;   /* lines so far */
};

/* Characters, not bytes; everything that is put was escaped. */
static unsigned width_of(const char *bytes, size_t len)
{
	unsigned width = 0;

	for (size_t i = 0; i < len; i++)
		width += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return width;
}

static void put_control(struct drawing *d, const char *sequence)
{
	if (d->view->is_terminal)
		text_put(d->out, sequence);
}

static void put_colour(struct drawing *d, const char *sequence)
{
	if (d->view->has_colours)
		text_put(d->out, sequence);
}

/* As much as fits on the line. */
static void put(struct drawing *d, const char *bytes, size_t len)
{
	unsigned most = d->view->columns;

	for (size_t i = 0; i < len; i++) {
		bool begins = ((unsigned char)bytes[i] & 0xc0) != 0x80;

		if (begins && most && d->column >= most)
			return;
		d->column += begins;
		text_raw(d->out, bytes + i, 1);
	}
}

static void put_text(struct drawing *d, const char *text)
{
	put(d, text, strlen(text));
}

static void end_line(struct drawing *d)
{
	put_colour(d, "\x1b[0m");
	put_control(d, "\x1b[K");
	text_put(d->out, "\n");
	d->column = 0;
	d->rows++;
}

/* Columns. */

enum alignment { LEFT, RIGHT };

struct column {
	const char *title;
	unsigned width;
	enum alignment alignment;
	unsigned rank; /* those of the highest go first where there is no room */
	void (*put)(struct text *out, const struct top_row *row);
};

static void put_name(struct text *out, const struct top_row *row)
{
	value_put_escaped(out, row->row->name, strlen(row->row->name), false);
}

static void put_server(struct text *out, const struct top_row *row)
{
	value_put_escaped(out, row->row->server, strlen(row->row->server), false);
}

static void put_status(struct text *out, const struct top_row *row)
{
	value_put_escaped(out, row->row->status, strlen(row->row->status), false);
}

static void put_known(struct text *out, double number)
{
	if (number < 0)
		text_put(out, "-");
	else
		figures_put_short(out, number);
}

static void put_rate(struct text *out, const struct top_row *row)
{
	put_known(out, row->rate);
}

static void put_failures(struct text *out, const struct top_row *row)
{
	put_known(out, row->failures);
}

static void put_queue(struct text *out, const struct top_row *row)
{
	put_known(out, (double)row->row->queue);
}

static void put_time(struct text *out, const struct top_row *row)
{
	if (row->time < 0)
		text_put(out, "-");
	else
		figures_put_span(out, row->time);
}

static void put_busy(struct text *out, const struct top_row *row)
{
	if (row->busy < 0)
		text_put(out, "-");
	else
		text_printf(out, "%.0f%%", 100 * row->busy);
}

static void put_restarts(struct text *out, const struct top_row *row)
{
	put_known(out, (double)row->row->restarts);
}

static void put_handled(struct text *out, const struct top_row *row)
{
	put_known(out, (double)row->row->handled);
}

static void put_failed(struct text *out, const struct top_row *row)
{
	put_known(out, (double)row->row->failed);
}

static const struct column columns[] = {
	{ "INSTANCE", NAME_LEAST, LEFT, 0, put_name },
	{ "SERVER", 6, LEFT, 8, put_server },
	{ "STATUS", 7, LEFT, 3, put_status },
	{ "QUEUE", 5, RIGHT, 2, put_queue },
	{ "MSG/S", 5, RIGHT, 1, put_rate },
	{ "FAIL/S", 6, RIGHT, 5, put_failures },
	{ "TIME", 6, RIGHT, 4, put_time },
	{ "BUSY", 4, RIGHT, 6, put_busy },
	{ "RESTARTS", 8, RIGHT, 7, put_restarts },
	{ "MESSAGES", 8, RIGHT, 9, put_handled },
	{ "FAILED", 6, RIGHT, 10, put_failed },
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(columns[0]) };
_Static_assert((int)COLUMN_COUNT <= (int)COLUMNS_MOST, "room for all");

struct layout {
	bool is_shown[COLUMNS_MOST];
	unsigned widths[COLUMNS_MOST];
};

static unsigned total(const struct layout *layout)
{
	unsigned sum = 0;

	for (size_t i = 0; i < COLUMN_COUNT; i++)
		sum += layout->is_shown[i] ? layout->widths[i] + (sum ? GAP : 0) : 0;
	return sum;
}

/* As wide as the texts of the rows, within reason; then without what there is no room for. */
static void lay_out(struct drawing *d, const struct top_sample *sample, struct layout *layout)
{
	unsigned most = d->view->columns;

	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		layout->is_shown[i] = true;
		layout->widths[i] = columns[i].width;
		for (size_t k = 0; columns[i].alignment == LEFT && k < sample->rows.count; k++) {
			unsigned width;

			d->cell.len = 0;
			columns[i].put(&d->cell, &sample->all[k]);
			width = width_of(d->cell.bytes, d->cell.len);
			width = most && width > NAME_MOST ? NAME_MOST : width;
			layout->widths[i] = width > layout->widths[i] ? width : layout->widths[i];
		}
	}
	while (most && total(layout) > most) {
		size_t worst = 0;

		for (size_t i = 0; i < COLUMN_COUNT; i++)
			if (layout->is_shown[i] && columns[i].rank > columns[worst].rank)
				worst = i;
		if (worst == 0) {
			layout->widths[0] = most;
			return;
		}
		layout->is_shown[worst] = false;
	}
}

/* The text of d->cell in a column; what is too long ends in two dots. */
static void put_cell(struct drawing *d, enum alignment alignment, unsigned width, bool is_last)
{
	unsigned len = width_of(d->cell.bytes, d->cell.len);

	if (len > width && alignment == LEFT && width > 2) {
		size_t end = 0;

		for (unsigned kept = 0; end < d->cell.len; end++) {
			kept += ((unsigned char)d->cell.bytes[end] & 0xc0) != 0x80;
			if (kept > width - 2)
				break;
		}
		d->cell.len = end;
		text_put(&d->cell, "..");
		len = width;
	}
	for (unsigned i = len; alignment == RIGHT && i < width; i++)
		put_text(d, " ");
	put(d, d->cell.bytes, d->cell.len);
	for (unsigned i = len; alignment == LEFT && !is_last && i < width; i++)
		put_text(d, " ");
}

static void put_line(struct drawing *d, const struct layout *layout, const struct top_row *row)
{
	size_t last = 0;

	for (size_t i = 0; i < COLUMN_COUNT; i++)
		last = layout->is_shown[i] ? i : last;
	for (size_t i = 0; i <= last; i++) {
		if (!layout->is_shown[i])
			continue;
		d->cell.len = 0;
		if (row)
			columns[i].put(&d->cell, row);
		else
			text_put(&d->cell, columns[i].title);
		put_text(d, i ? "  " : "");
		put_cell(d, columns[i].alignment, layout->widths[i], i == last);
	}
	end_line(d);
}

/* The head. */

static const struct top_counter *counter(const struct top_sample *sample, const char *name)
{
	for (size_t i = 0; i < sample->counter_count; i++) {
		if (strcmp(sample->counters[i].name, name) == 0)
			return &sample->counters[i];
	}
	return NULL;
}

static void put_cell_text(struct drawing *d, const char *before, double number, const char *after)
{
	put_text(d, before);
	d->cell.len = 0;
	put_known(&d->cell, number);
	put(d, d->cell.bytes, d->cell.len);
	put_text(d, after);
}

static void put_summary(struct drawing *d, const struct top_sample *sample)
{
	const struct top_counter *connections = counter(sample, "connections");

	put_colour(d, "\x1b[1m");
	d->cell.len = 0;
	value_put_escaped(&d->cell, d->view->address, strlen(d->view->address), false);
	put(d, d->cell.bytes, d->cell.len);
	put_colour(d, "\x1b[0m");
	put_cell_text(d, "  ", (double)sample->rows.count,
		sample->rows.count == 1 ? " instance" : " instances");
	if (connections)
		put_cell_text(d, ", ", (double)connections->count,
			connections->count == 1 ? " connection" : " connections");
	if (sample->rate >= 0) {
		put_cell_text(d, ", ", sample->rate, " messages/s");
		put_cell_text(d, ", ", sample->failures, " failed/s");
	}
	end_line(d);
}

/* A line of what stands behind the counters: listeners' connections, and what went wrong. */
static void put_counters(struct drawing *d, const struct top_sample *sample)
{
	static const char *const troubles[] = { "overloaded", "expired", "dropped", "bad_requests",
		"refused", "broken", "slow" };
	const char *before = "";

	for (size_t i = 0; i < sample->counter_count; i++) {
		const struct top_counter *at = &sample->counters[i];

		if (!strchr(at->name, ':')) /* it is no address */
			continue;
		put_text(d, before);
		d->cell.len = 0;
		value_put_escaped(&d->cell, at->name, strlen(at->name), false);
		put(d, d->cell.bytes, d->cell.len);
		put_cell_text(d, " ", (double)at->count, "");
		before = "  ";
	}
	for (size_t i = 0; i < sizeof(troubles) / sizeof(troubles[0]); i++) {
		const struct top_counter *at = counter(sample, troubles[i]);

		if (!at || !at->count)
			continue;
		put_text(d, before);
		put_text(d, troubles[i]);
		put_cell_text(d, " ", (double)at->count, "");
		before = "  ";
	}
	if (sample->is_denied)
		put_text(d, "no times: gs.stats is for the program's own user, on a Unix socket");
	end_line(d);
}

static void put_trouble(struct drawing *d)
{
	put_colour(d, "\x1b[31m");
	d->cell.len = 0;
	value_put_escaped(&d->cell, d->view->trouble, strlen(d->view->trouble), false);
	put(d, d->cell.bytes, d->cell.len);
	put_text(d, "; trying again");
	end_line(d);
}

/* What is not as it should be is seen. */
static const char *colour_of(const struct top_row *row)
{
	if (strcmp(row->row->status, "running") != 0)
		return "\x1b[33m";
	return row->failures > 0 ? "\x1b[31m" : "";
}

static void put_help(struct drawing *d)
{
	put_control(d, "\x1b[K");
	put_colour(d, "\x1b[2m");
	put_text(d, "q quit  s sort by ");
	put_text(d, top_sort_names[(d->view->sort + 1) % TOP_SORT_COUNT]);
	put_text(d, " (now ");
	put_text(d, top_sort_names[d->view->sort]);
	put_text(d, ")  up, down scroll");
	put_colour(d, "\x1b[0m");
}

void top_draw(struct text *out, const struct top_view *view, const struct top_sample *sample)
{
	struct drawing d = { .out = out, .view = view };
	struct layout layout;

	text_init(&d.cell, out->arena);
	put_control(&d, "\x1b[H");
	put_summary(&d, sample);
	if (view->trouble)
		put_trouble(&d);
	else
		put_counters(&d, sample);
	lay_out(&d, sample, &layout);
	put_colour(&d, "\x1b[7m");
	put_line(&d, &layout, NULL);
	for (size_t i = view->first; i < sample->rows.count; i++) {
		if (view->rows && d.rows + HELP_ROWS >= view->rows)
			break;
		put_colour(&d, colour_of(sample->shown[i]));
		put_line(&d, &layout, sample->shown[i]);
	}
	put_control(&d, "\x1b[J");
	if (view->rows)
		put_help(&d);
}
