/* SPDX-License-Identifier: MIT */
#include "tests/unit/lib/toy.h"

#include <gs_codec.h>
#include <stdio.h>

struct toy_ends toy_ends;

static void note(struct toy *self, char letter)
{
	if (self->order_len + 1 < sizeof(self->order))
		self->order[self->order_len++] = letter;
}

/* Records. */

struct n_in {
	uint32_t n;
};

struct total_out {
	uint64_t total;
};

struct text_value {
	gs_str text;
};

struct later_in {
	gs_duration delay;
};

struct end_in {
	uint32_t how;
	gs_str reason;
};

struct from_in {
	gs_from who;
};

struct pay_in {
	gs_from who;
	uint32_t n;
};

struct error_full {
	gs_status gs_error;
	uint32_t limit;
};

enum { TEXT_MAX = 200000, error_full = 77, error_stray = 78 };

static const struct n_in add_defaults = { .n = 1 };

/* clang-format off */
static const struct gs_field add_fields[] = {
	{ .name = "n", .kind = GS_U32, .flags = GS_HAS_DEFAULT | GS_RANGED, .min = 1, .max = 1000,
		GS_AT(struct n_in, n) },
};

static const uint8_t *read_add(const uint8_t *at, const struct gs_reader *in, void *to)
{
	struct n_in *msg = to;
	uint32_t given;

	*msg = add_defaults;
	return gs_read_array(&at, in, &given)
	    && (given < 1 || gs_read_u32(&at, in, 1, 1000, &msg->n))
	    && gs_read_rest(&at, in, given, 1) ? at : NULL;
}

static uint8_t *write_add(uint8_t *at, struct gs_writer *out, const void *from)
{
	const struct n_in *msg = from;

	return gs_write_room(&at, out, 6) && gs_write_array(&at, 1)
	    && gs_write_uint(&at, msg->n) ? at : NULL;
}

static const struct gs_record add_record = {
	.name = "add", .fields = add_fields, .count = 1, .size = sizeof(struct n_in),
	.fallback = &add_defaults, .read = read_add, .write = write_add, .encoded_max = 9,
};

static const struct gs_field n_fields[] = {
	{ .name = "n", .kind = GS_U32, GS_AT(struct n_in, n) },
};

static const struct gs_record n_record = {
	.name = "n", .fields = n_fields, .count = 1, .required = 1, .size = sizeof(struct n_in),
	.encoded_max = 9,
};

static const struct gs_field total_fields[] = {
	{ .name = "total", .kind = GS_U64, GS_AT(struct total_out, total) },
};

static const uint8_t *read_total(const uint8_t *at, const struct gs_reader *in, void *to)
{
	struct total_out *reply = to;
	uint32_t given;

	return gs_read_array(&at, in, &given) && given >= 1
	    && gs_read_u64(&at, in, 0, UINT64_MAX, &reply->total)
	    && gs_read_rest(&at, in, given, 1) ? at : NULL;
}

static uint8_t *write_total(uint8_t *at, struct gs_writer *out, const void *from)
{
	const struct total_out *reply = from;

	return gs_write_room(&at, out, 10) && gs_write_array(&at, 1)
	    && gs_write_uint(&at, reply->total) ? at : NULL;
}

static const struct gs_record total_record = {
	.name = "add", .fields = total_fields, .count = 1, .required = 1,
	.size = sizeof(struct total_out), .read = read_total, .write = write_total,
	.encoded_max = 17,
};

static const struct gs_field value_fields[] = {
	{ .name = "value", .kind = GS_U64, .flags = GS_RANGED, .min = 0, .max = 1000000000,
		GS_AT(struct total_out, total) },
};

static const struct gs_record value_record = {
	.name = "value", .fields = value_fields, .count = 1, .required = 1, .bare = true,
	.size = sizeof(struct total_out), .encoded_max = 9,
};

static const struct gs_field text_fields[] = {
	{ .name = "text", .kind = GS_STRING, .flags = GS_RANGED, .max = TEXT_MAX,
		GS_AT(struct text_value, text) },
};

static const struct gs_record text_record = {
	.name = "echo", .fields = text_fields, .count = 1, .required = 1,
	.size = sizeof(struct text_value), .encoded_max = TEXT_MAX + 11,
};

static const struct gs_record text_out_record = {
	.name = "echo", .fields = text_fields, .count = 1, .required = 1, .bare = true,
	.size = sizeof(struct text_value), .encoded_max = TEXT_MAX + 5,
};

static const struct gs_field later_fields[] = {
	{ .name = "delay", .kind = GS_DURATION, GS_AT(struct later_in, delay) },
};

static const struct gs_record later_record = {
	.name = "later", .fields = later_fields, .count = 1, .required = 1,
	.size = sizeof(struct later_in), .encoded_max = 17,
};

static const struct gs_field end_fields[] = {
	{ .name = "how", .kind = GS_U32, GS_AT(struct end_in, how) },
	{ .name = "reason", .kind = GS_STRING, .flags = GS_RANGED, .max = 100,
		GS_AT(struct end_in, reason) },
};

static const struct gs_record end_record = {
	.name = "end", .fields = end_fields, .count = 2, .required = 2,
	.size = sizeof(struct end_in), .encoded_max = 130,
};

static const struct gs_field from_fields[] = {
	{ .name = "who", .kind = GS_HANDLE, GS_AT(struct from_in, who) },
};

static const struct gs_record from_record = {
	.name = "wake", .fields = from_fields, .count = 1, .required = 1,
	.size = sizeof(struct from_in), .encoded_max = 16,
};

static const struct gs_field pay_fields[] = {
	{ .name = "who", .kind = GS_HANDLE, GS_AT(struct pay_in, who) },
	{ .name = "n", .kind = GS_U32, GS_AT(struct pay_in, n) },
};

static const struct gs_record pay_record = {
	.name = "pay", .fields = pay_fields, .count = 2, .required = 2,
	.size = sizeof(struct pay_in), .encoded_max = 24,
};

static const struct gs_field full_fields[] = {
	{ .name = "limit", .kind = GS_U32, GS_AT(struct error_full, limit) },
};

static const struct gs_record full_record = {
	.name = "full", .fields = full_fields, .count = 1, .required = 1,
	.size = sizeof(struct error_full), .encoded_max = 13,
};

static const struct gs_error full = {
	.name = "full", .text = "no room", .status = error_full, .fields = &full_record,
};

static const struct gs_error *const add_raises[] = { &full, NULL };

/* Clauses. */

static const struct gs_clause add = { .name = "add", .kind = GS_CALL, .in = &add_record,
	.out = &total_record, .raises = add_raises };
static const struct gs_clause echo = { .name = "echo", .kind = GS_CALL, .in = &text_record,
	.out = &text_out_record };
static const struct gs_clause later = { .name = "later", .kind = GS_CALL, .in = &later_record,
	.out = &value_record };
static const struct gs_clause hold = { .name = "hold", .kind = GS_CALL, .out = &value_record };
static const struct gs_clause owe = { .name = "owe", .kind = GS_CALL, .in = &n_record,
	.out = &text_out_record };
static const struct gs_clause pay = { .name = "pay", .kind = GS_TO_SELF, .in = &pay_record };
static const struct gs_clause end = { .name = "end", .kind = GS_CALL, .in = &end_record,
	.out = &value_record };
static const struct gs_clause bump = { .name = "bump", .kind = GS_CAST, .in = &n_record };
static const struct gs_clause release = { .name = "release", .kind = GS_CAST };
static const struct gs_clause chain = { .name = "chain", .kind = GS_CAST, .in = &n_record };
static const struct gs_clause wake = { .name = "wake", .kind = GS_TO_SELF, .in = &from_record };
static const struct gs_clause step = { .name = "step", .kind = GS_TO_SELF, .in = &n_record };
/* clang-format on */

static gs_verdict run_add(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct n_in *msg = in;
	struct total_out *out = reply;
	struct toy *self = state;

	note(self, 'a');
	if (self->total + msg->n > 1000000 && self->start != 5)
		return gs_fail_with(
			ctx, &(const struct error_full){ .gs_error = error_full, .limit = 1000000 }
				      .gs_error);
	self->total += msg->n;
	out->total = self->total;
	return GS_REPLY;
}

static gs_verdict run_echo(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct text_value *msg = in;
	struct text_value *out = reply;

	(void)state, (void)ctx;
	*out = *msg;
	return GS_REPLY;
}

static gs_verdict run_later(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct later_in *msg = in;
	const struct from_in who = { gs_caller(ctx) };

	(void)state, (void)reply;
	gs_after(ctx, msg->delay, &wake, &who);
	return GS_NOREPLY;
}

static gs_verdict run_hold(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	struct toy *self = state;

	(void)in, (void)reply;
	self->held = gs_caller(ctx);
	return GS_NOREPLY;
}

static gs_verdict run_owe(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct n_in *msg = in;
	const struct pay_in due = { gs_caller(ctx), msg->n };

	(void)state, (void)reply;
	gs_after(ctx, 0, &pay, &due);
	return GS_NOREPLY;
}

static void run_pay(void *state, gs_ctx *ctx, const void *in)
{
	const struct pay_in *msg = in;
	char *text = gs_alloc(ctx, msg->n);

	(void)state;
	if (text)
		gs_answer(ctx, msg->who, &owe,
			&(const struct text_value){ { memset(text, 'x', msg->n), msg->n } });
}

static gs_verdict run_end(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct end_in *msg = in;
	struct total_out *out = reply;
	const char *reason = gs_printf(ctx, "%.*s", GS_FMT(msg->reason)).data;

	(void)state;
	switch (msg->how) {
	case 0: return gs_end(ctx, reason);
	case 1: out->total = 1; return gs_reply_and_end(ctx, reason);
	case 2: return GS_NOREPLY;
	case 3: return gs_fail(ctx, error_stray);
	default: out->total = UINT64_MAX; return GS_REPLY;
	}
}

static gs_verdict run_bump(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct n_in *msg = in;
	struct toy *self = state;

	(void)ctx, (void)reply;
	note(self, 'b');
	self->total += msg->n;
	return GS_NOREPLY;
}

static gs_verdict run_release(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	struct toy *self = state;

	(void)in, (void)reply;
	gs_answer(ctx, self->held, &hold, &(const struct total_out){ self->total });
	return GS_NOREPLY;
}

static gs_verdict run_chain(void *state, gs_ctx *ctx, const void *in, void *reply)
{
	const struct n_in *msg = in;
	struct toy *self = state;

	(void)reply;
	note(self, 'c');
	for (uint32_t i = 0; i < msg->n; i++)
		if (gs_cast(ctx, gs_self(ctx), &bump, &(const struct n_in){ 1 }) != GS_OK)
			break;
	gs_send(ctx, &step, &(const struct n_in){ 3 });
	gs_next(ctx, &step, &(const struct n_in){ 1 });
	gs_next(ctx, &step, &(const struct n_in){ 2 });
	return GS_NOREPLY;
}

static void run_wake(void *state, gs_ctx *ctx, const void *in)
{
	const struct from_in *msg = in;
	struct toy *self = state;

	note(self, 'w');
	gs_answer(ctx, msg->who, &later, &(const struct total_out){ self->total });
}

static void run_step(void *state, gs_ctx *ctx, const void *in)
{
	const struct n_in *msg = in;

	(void)ctx;
	note(state, (char)('0' + msg->n % 10));
}

static void run_tick(void *state, gs_ctx *ctx)
{
	struct toy *self = state;

	(void)ctx;
	self->ticks++;
}

/* The server. */

static bool begin(void *state, const void *params)
{
	const struct toy_params *p = params;
	struct toy *self = state;

	self->start = p->start;
	self->period = p->period;
	self->total = p->start;
	return true;
}

static void init(void *state, gs_ctx *ctx)
{
	struct toy *self = state;

	if (self->start == 666)
		gs_end(ctx, "a bad start");
}

static void terminate(void *state, gs_ctx *ctx, gs_str reason)
{
	struct toy *self = state;
	size_t len = strlen(toy_ends.all);

	(void)ctx;
	toy_ends.count++;
	snprintf(toy_ends.last, sizeof(toy_ends.last), "%.*s", GS_FMT(reason));
	snprintf(toy_ends.all + len, sizeof(toy_ends.all) - len, "%u ", self->start);
}

static const struct gs_field param_fields[] = {
	{ .name = "start",
		.kind = GS_U32,
		.flags = GS_HAS_DEFAULT,
		GS_AT(struct toy_params, start) },
	{ .name = "period",
		.kind = GS_DURATION,
		.flags = GS_HAS_DEFAULT | GS_RANGED,
		.min = 1,
		.max = INT64_MAX,
		GS_AT(struct toy_params, period) },
};

const struct toy_params toy_defaults = { .start = 0, .period = GS_S(3600) };

static const struct gs_record params_record = {
	.name = "toy",
	.fields = param_fields,
	.count = 2,
	.size = sizeof(struct toy_params),
	.fallback = &toy_defaults,
};

static const struct gs_entry entries[] = {
	{ .clause = &add, .run = run_add },
	{ .clause = &echo, .run = run_echo },
	{ .clause = &later, .run = run_later },
	{ .clause = &hold, .run = run_hold },
	{ .clause = &owe, .run = run_owe },
	{ .clause = &end, .run = run_end },
	{ .clause = &bump, .run = run_bump },
	{ .clause = &release, .run = run_release },
	{ .clause = &chain, .run = run_chain },
};

static const struct gs_info infos[] = {
	{ .clause = &wake, .run = run_wake },
	{ .clause = &pay, .run = run_pay },
	{ .clause = &step, .run = run_step },
};

static const struct gs_tick ticks[] = {
	{ .name = "tick", .period = { GS_PARAM(struct toy_params, period) }, .run = run_tick },
};

const struct gs_class toy_class = {
	.name = "toy",
	.state_size = sizeof(struct toy),
	.params = &params_record,
	.entries = entries,
	.entry_count = GS_COUNT(entries),
	.infos = infos,
	.info_count = GS_COUNT(infos),
	.ticks = ticks,
	.tick_count = GS_COUNT(ticks),
	.begin = begin,
	.init = init,
	.terminate = terminate,
	.describe = "server toy { }\n",
};
