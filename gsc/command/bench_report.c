/* SPDX-License-Identifier: MIT */
#include "gsc/command/bench.h"
#include "gsc/command/figures.h"

#include <stdio.h>

/* What is shown of the latencies. */
static const struct {
	const char *name;
	const char *key; /* in JSON */
	double part;
} shown[] = {
	{ "p50", "p50_ns", 0.5 },
	{ "p90", "p90_ns", 0.9 },
	{ "p99", "p99_ns", 0.99 },
	{ "p99.9", "p99_9_ns", 0.999 },
};

enum { SHOWN = sizeof(shown) / sizeof(shown[0]) };

static double rate(uint64_t count, gs_duration span)
{
	return span > 0 ? (double)count * 1e9 / (double)span : 0;
}

void bench_progress(
	struct bench *bench, uint64_t answers, gs_instant begun, gs_instant now, gs_instant end)
{
	const struct gs__load_result *result = gs__load_result(bench->load);
	double part = end != INT64_MAX ? (double)(now - begun) / (double)(end - begun)
				       : (double)result->answered / (double)answers;
	struct text *line = &bench->line;

	line->len = 0;
	text_printf(line, "\r\x1b[K%s%3.0f %%  ",
		bench->begun ? "" : "warming up: ", 100 * (part < 1 ? part : 1));
	figures_put_short(line, rate(result->answered, now - begun));
	text_put(line, " calls/s  p99 ");
	figures_put_span(line, (double)gs__histogram_at(&result->latency, 0.99));
	fwrite(line->bytes, 1, line->len, stderr);
}

void bench_progress_end(void)
{
	fputs("\r\x1b[K", stderr);
}

static void report_json(const struct bench *bench, const struct gs__load_result *result)
{
	gs_duration took = bench->ended - bench->begun;
	struct text out;

	text_init(&out, bench->running.arena);
	text_put(&out, "{\"method\": ");
	value_put_json(&out, bench->target.method, running_str(bench->target.method).len);
	text_printf(&out,
		", \"connections\": %u, \"in_flight\": %u, \"rate\": %llu, \"calls\": %llu, "
		"\"seconds\": %.6f, "
		"\"calls_per_second\": %.0f, \"min_ns\": %llu",
		bench->connections, bench->in_flight, (unsigned long long)bench->rate,
		(unsigned long long)result->answered, (double)took / 1e9,
		rate(result->answered, took), (unsigned long long)result->latency.least);
	for (size_t i = 0; i < SHOWN; i++)
		text_printf(&out, ", \"%s\": %llu", shown[i].key,
			(unsigned long long)gs__histogram_at(&result->latency, shown[i].part));
	text_printf(&out, ", \"max_ns\": %llu, \"own_cpu_ns_per_call\": %.1f, \"errors\": {",
		(unsigned long long)result->latency.greatest,
		bench->cpu / (double)result->answered);
	for (uint32_t i = 0; i < result->error_count; i++) {
		text_put(&out, i ? ", " : "");
		value_put_json(
			&out, result->errors[i].name, running_str(result->errors[i].name).len);
		text_printf(&out, ": %llu", (unsigned long long)result->errors[i].count);
	}
	text_put(&out, "}}\n");
	fwrite(out.bytes, 1, out.len, stdout);
}

static void put_row(struct text *out, const char *name, uint64_t ns)
{
	text_printf(out, "  %-6s  ", name);
	figures_put_span(out, (double)ns);
	text_put(out, "\n");
}

static void put_errors(
	struct text *out, const struct bench *bench, const struct gs__load_result *result)
{
	for (uint32_t i = 0; i < result->error_count; i++) {
		const struct gs__load_error *error = &result->errors[i];

		text_put(out, i ? "         " : "errors:  ");
		figures_put_count(out, error->count);
		text_put(out, " ");
		value_put_escaped(out, error->name, running_str(error->name).len, false);
		text_printf(
			out, " (%.3g %%)\n", 100 * (double)error->count / (double)result->answered);
	}
	if (result->error_count == 0)
		text_put(out, "errors:  none\n");
	text_put(out, "own CPU: ");
	figures_put_span(out, bench->cpu / (double)result->answered);
	text_put(out, " a call\n");
}

void bench_report(const struct bench *bench)
{
	const struct gs__load_result *result = gs__load_result(bench->load);
	gs_duration took = bench->ended - bench->begun;
	struct text out;

	if (result->answered == 0 || !bench->ended)
		return;
	if (bench->json) {
		report_json(bench, result);
		return;
	}
	text_init(&out, bench->running.arena);
	text_printf(&out, "%s: %u connection%s, %u in flight on each", bench->target.method,
		bench->connections, bench->connections == 1 ? "" : "s", bench->in_flight);
	if (bench->rate) {
		text_put(&out, ", ");
		figures_put_count(&out, bench->rate);
		text_put(&out, " calls a second wanted");
	}
	text_put(&out, "\n");
	text_put(&out, "calls:   ");
	figures_put_count(&out, result->answered);
	text_put(&out, " in ");
	figures_put_span(&out, (double)took);
	text_put(&out, ", ");
	figures_put_count(&out, (uint64_t)(rate(result->answered, took) + 0.5));
	text_put(&out, " a second\nlatency:\n");
	put_row(&out, "min", result->latency.least);
	for (size_t i = 0; i < SHOWN; i++)
		put_row(&out, shown[i].name, gs__histogram_at(&result->latency, shown[i].part));
	put_row(&out, "max", result->latency.greatest);
	put_errors(&out, bench, result);
	fwrite(out.bytes, 1, out.len, stdout);
}
