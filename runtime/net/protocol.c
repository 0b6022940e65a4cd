/* SPDX-License-Identifier: MIT */
/* The instance `gs`: tables as a generated source would have them, and handlers that see the
 * node. */
#include <stdlib.h>

#include "runtime/net/look.h"
#include "runtime/net/net.h"
#include "runtime/server/keyed.h"

enum { NAME_MAX = 256, ROWS_MAX = 1000, TEXT_MAX = 1024 * 1024 };

#define LENGTH(most) .flags = GS_RANGED, .min = 0, .max = (most)

/* struct instance */

struct instance_row {
	gs_str name;
	gs_str server;
	gs_str status;
	uint32_t queue;
	uint64_t handled;
	uint64_t failed;
	uint32_t restarts;
};

static const struct gs_field instance_fields[] = {
	{ .name = "name", .kind = GS_STRING, GS_AT(struct instance_row, name), LENGTH(256) },
	{ .name = "server", .kind = GS_STRING, GS_AT(struct instance_row, server), LENGTH(64) },
	{ .name = "status", .kind = GS_STRING, GS_AT(struct instance_row, status), LENGTH(16) },
	{ .name = "queue", .kind = GS_U32, GS_AT(struct instance_row, queue) },
	{ .name = "handled", .kind = GS_U64, GS_AT(struct instance_row, handled) },
	{ .name = "failed", .kind = GS_U64, GS_AT(struct instance_row, failed) },
	{ .name = "restarts", .kind = GS_U32, GS_AT(struct instance_row, restarts) },
};

enum { INSTANCE_ENCODED_MAX = 512 };

static const struct gs_record instance_record = {
	.name = "instance",
	.fields = instance_fields,
	.count = GS_COUNT(instance_fields),
	.required = GS_COUNT(instance_fields),
	.size = sizeof(struct instance_row),
	.encoded_max = INSTANCE_ENCODED_MAX,
};

/* call ping() */

static gs_verdict run_ping(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	(void)state, (void)ctx, (void)in, (void)reply;
	return GS_REPLY;
}

static const struct gs_clause ping = {
	.name = "ping", .owner = "gs", .kind = GS_CALL, .timeout = GS_S(5)
};

/* call list(after) -> list<instance, 1000> */

struct list_in {
	gs_str after;
};

struct list_out {
	struct {
		struct instance_row *items;
		uint32_t len;
	} value;
};

static const struct list_in list_defaults = { .after = { "", 0 } };

static const struct gs_field list_fields[] = {
	{ .name = "after",
		.kind = GS_STRING,
		GS_AT(struct list_in, after),
		.flags = GS_RANGED | GS_HAS_DEFAULT,
		.min = 0,
		.max = NAME_MAX },
};

static const struct gs_record list_record = {
	.name = "list",
	.fields = list_fields,
	.count = GS_COUNT(list_fields),
	.size = sizeof(struct list_in),
	.fallback = &list_defaults,
	.encoded_max = NAME_MAX + 16,
};

static const struct gs_field list_item = {
	.name = "item",
	.kind = GS_RECORD,
	.size = sizeof(struct instance_row),
	.record = &instance_record,
};

static const struct gs_field list_out_fields[] = {
	{ .name = "value",
		.kind = GS_LIST,
		GS_AT(struct list_out, value),
		LENGTH(ROWS_MAX),
		.item = &list_item },
};

static const struct gs_record list_out_record = {
	.name = "list",
	.fields = list_out_fields,
	.count = GS_COUNT(list_out_fields),
	.required = 1,
	.size = sizeof(struct list_out),
	.bare = true,
	.encoded_max = 5 + ROWS_MAX * INSTANCE_ENCODED_MAX,
};

static int compare(gs_str a, gs_str b)
{
	uint32_t len = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.data, b.data, len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* What gs.list shows: a server, or a remote. */
struct shown {
	gs_str name;
	const struct gs__instance *instance; /* NULL: a remote */
	const struct gs__far *far;
};

static int compare_shown(const void *a, const void *b)
{
	const struct shown *left = a, *right = b;

	return compare(left->name, right->name);
}

static const char *status_of(const struct gs__instance *instance)
{
	switch (instance->life) {
	case GS__RUNNING: return instance->is_suspended ? "suspended" : "running";
	case GS__STARTING: return "starting";
	case GS__ENDING: return "ending";
	default: return instance->is_coming_back || instance->is_ended ? "restarting" : "stopped";
	}
}

static struct instance_row row_of_server(const struct gs__instance *instance)
{
	uint32_t queued = instance->keyed ? gs__keyed_collect(instance->keyed) : 0;

	return (struct instance_row){
		.name = instance->name,
		.server = gs__str(instance->kind->class->name),
		.status = gs__str(status_of(instance)),
		.queue = gs__queue_count(&instance->queue) + queued,
		.handled = instance->handled,
		.failed = instance->failed,
		.restarts = instance->restarts,
	};
}

/* Of a remote: what it is known as, what waits for its answers, what was sent and lost, how often
 * the connection was made again. */
static struct instance_row row_of_remote(const struct gs__far *far)
{
	const struct gs__remote *remote = &far->remote;
	const struct gs_remote *row = remote->row;

	return (struct instance_row){
		.name = gs__str(row->name),
		.server = gs__str(row->protocol ? row->protocol->name : row->server->name),
		.status = gs__str(gs__far_status(far)),
		.queue = remote->asked.count,
		.handled = remote->requests + remote->casts,
		.failed = remote->requests_lost + remote->casts_lost,
		.restarts = far->made > 0 ? far->made - 1 : 0,
	};
}

/* What of that name is there for who asks. */
static struct gs__offer offer_of(gs_ctx *ctx, gs_str name)
{
	const struct gs__connection *connection = gs__connection_of(ctx);

	return connection ? gs__listener_offer(gs__connection_listener(connection), name)
			  : (struct gs__offer){ .is_there = false };
}

/* A page in the making: the first names behind `after` so far, as a heap with the last on top, so
 * that a list of any length costs the memory of a page. */
struct page {
	gs_ctx *ctx;
	gs_str after;
	struct shown *rows;
	uint32_t count;
};

static void sift_down(struct page *page, struct shown row)
{
	uint32_t at = 0, child;

	while ((child = 2 * at + 1) < page->count) {
		if (child + 1 < page->count &&
			compare(page->rows[child + 1].name, page->rows[child].name) > 0)
			child++;
		if (compare(page->rows[child].name, row.name) <= 0)
			break;
		page->rows[at] = page->rows[child];
		at = child;
	}
	page->rows[at] = row;
}

static void sift_up(struct page *page, struct shown row)
{
	uint32_t at = page->count++;

	while (at > 0 && compare(page->rows[(at - 1) / 2].name, row.name) < 0) {
		page->rows[at] = page->rows[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	page->rows[at] = row;
}

static void offer_row(struct page *page, struct shown row)
{
	bool is_full = page->count == ROWS_MAX;

	if (compare(row.name, page->after) <= 0 ||
		(is_full && compare(row.name, page->rows[0].name) >= 0) ||
		!offer_of(page->ctx, row.name).is_there)
		return;
	if (is_full)
		sift_down(page, row);
	else
		sift_up(page, row);
}

/* A page of those behind `after`, in order of name; NULL: no memory. */
static struct shown *collect(gs_ctx *ctx, gs_str after, uint32_t *count)
{
	const struct gs__table *names = &ctx->node->names;
	const struct gs__net *net = ctx->node->net;
	struct page page = { ctx, after, gs_alloc(ctx, ROWS_MAX * sizeof(struct shown)), 0 };
	struct gs__instance *instance;
	uint32_t at = 0;
	gs_str name;

	if (!page.rows)
		return NULL;
	while ((instance = gs__table_next(names, &at, &name)))
		if (!instance->is_built_in)
			offer_row(&page, (struct shown){ name, instance, NULL });
	for (uint32_t i = 0; i < net->far_count; i++) {
		name = gs__str(net->fars[i].remote.row->name);
		offer_row(&page, (struct shown){ name, NULL, &net->fars[i] });
	}
	qsort(page.rows, page.count, sizeof(struct shown), compare_shown);
	*count = page.count;
	return page.rows;
}

static gs_verdict run_list(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct list_in *msg = in;
	struct list_out *out = reply;
	struct shown *all;
	uint32_t count = 0;

	(void)state;
	all = collect(ctx, msg->after, &count);
	out->value.items = all ? gs_alloc(ctx, count * sizeof(struct instance_row)) : NULL;
	if (!out->value.items)
		return gs_failf(ctx, error_internal, "no memory");
	for (uint32_t i = 0; i < count; i++)
		out->value.items[i] = all[i].instance ? row_of_server(all[i].instance)
						      : row_of_remote(all[i].far);
	out->value.len = count;
	return GS_REPLY;
}

static const struct gs_clause list = {
	.name = "list",
	.owner = "gs",
	.kind = GS_CALL,
	.in = &list_record,
	.out = &list_out_record,
	.timeout = GS_S(5),
};

/* call describe(instance) -> string<1MiB> */

struct describe_in {
	gs_str instance;
};

struct describe_out {
	gs_str value;
};

static const struct gs_field describe_fields[] = {
	{ .name = "instance",
		.kind = GS_STRING,
		GS_AT(struct describe_in, instance),
		LENGTH(NAME_MAX) },
};

static const struct gs_record describe_record = {
	.name = "describe",
	.fields = describe_fields,
	.count = GS_COUNT(describe_fields),
	.required = 1,
	.size = sizeof(struct describe_in),
	.encoded_max = NAME_MAX + 16,
};

static const struct gs_field describe_out_fields[] = {
	{ .name = "value", .kind = GS_STRING, GS_AT(struct describe_out, value), LENGTH(TEXT_MAX) },
};

static const struct gs_record describe_out_record = {
	.name = "describe",
	.fields = describe_out_fields,
	.count = GS_COUNT(describe_out_fields),
	.required = 1,
	.size = sizeof(struct describe_out),
	.bare = true,
	.encoded_max = TEXT_MAX + 5,
};

static gs_verdict run_describe(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct describe_in *msg = in;
	struct describe_out *out = reply;
	struct gs__instance *instance = gs__instance_named(ctx->node, msg->instance);
	struct gs__remote *remote = gs__remote_named(ctx->node, msg->instance);
	struct gs__offer offer = offer_of(ctx, msg->instance);

	(void)state;
	if (offer.is_there && remote) {
		out->value = gs__str(remote->row->protocol ? remote->row->protocol->describe
							   : remote->row->server->describe);
		return GS_REPLY;
	}
	if (!offer.is_there)
		return gs_failf(ctx, GS_DENIED, "'%.*s' is not served here", GS_FMT(msg->instance));
	if (!instance)
		return gs_failf(
			ctx, GS_NO_SERVER, "there is no server '%.*s'", GS_FMT(msg->instance));
	out->value = gs__str(offer.as ? offer.as->describe : instance->kind->class->describe);
	return GS_REPLY;
}

/* It answers as every instance that is not there does. */
static const struct gs_error no_server = {
	.name = "no_server",
	.text = "there is no such server",
	.status = GS_NO_SERVER,
};

static const struct gs_error *const describe_raises[] = { &no_server, NULL };

static const struct gs_clause describe = {
	.name = "describe",
	.owner = "gs",
	.kind = GS_CALL,
	.in = &describe_record,
	.out = &describe_out_record,
	.raises = describe_raises,
	.timeout = GS_S(5),
};

/* server gs */

static bool begin(void *state, const void *params)
{
	(void)state, (void)params;
	return true;
}

static const struct gs_entry entries[] = {
	{ .clause = &ping, .run = run_ping },
	{ .clause = &list, .run = run_list },
	{ .clause = &describe, .run = run_describe },
	{ .clause = &gs__look_state, .run = gs__run_look_state },
	{ .clause = &gs__look_stats, .run = gs__run_look_stats },
	{ .clause = &gs__look_suspend, .run = gs__run_look_suspend },
	{ .clause = &gs__look_resume, .run = gs__run_look_resume },
	{ .clause = &gs__look_restart, .run = gs__run_look_restart },
	{ .clause = &gs__look_trace, .run = gs__run_look_trace },
};

static const char description[] =
	"struct instance {\n"
	"    name: string<256>;\n"
	"    server: string<64>;\n"
	"    status: string<16>;\n"
	"    queue: u32;\n"
	"    handled: u64;\n"
	"    failed: u64;\n"
	"    restarts: u32;\n"
	"}\n"
	"\n"
	"/// What every program of ours answers to.\n"
	"protocol gs {\n"
	"    call ping();\n"
	"    /// In order of name, from `after` that one on.\n"
	"    call list(after: string<256> = \"\") -> list<instance, 1000>;\n"
	"    /// .gs text: the server, what it implements, types and errors.\n"
	"    call describe(instance: string<256>) -> string<1MiB>;\n"
	"    /// A line a field, `name: value`, cut at the bound.\n"
	"    call state(instance: string<256>, key: string<256> = \"\") -> string<64KiB>;\n"
	"    /// Likewise; of `gs` itself those of the whole program.\n"
	"    call stats(instance: string<256>, key: string<256> = \"\") -> string<64KiB>;\n"
	"    call suspend(instance: string<256>, key: string<256> = \"\");\n"
	"    call resume(instance: string<256>, key: string<256> = \"\");\n"
	"    call restart(instance: string<256>, key: string<256> = \"\");\n"
	"    /// Then notifications \"gs.traced\" [instance, line] to this peer.\n"
	"    call trace(instance: string<256>, on: bool = true);\n"
	"}\n";

const struct gs_class gs__protocol_class = {
	.name = "gs",
	.entries = entries,
	.entry_count = GS_COUNT(entries),
	.begin = begin,
	.describe = description,
};
