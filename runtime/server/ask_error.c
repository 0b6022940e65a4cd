/* SPDX-License-Identifier: MIT */
/* An answer that is an error. */
#include "runtime/base/status.h"
#include "runtime/server/ask.h"
#include "runtime/server/inside.h"
#include "runtime/wire/envelope.h"

/* The declared error's fields, into the message's memory. */
static void read_fields(gs_ctx *ctx, const struct gs_clause *to, gs_status status,
	const struct gs__wire_error *error, struct gs_reader *in)
{
	const struct gs_error *declared = gs__clause_error(to, status);
	gs_status *fields;

	if (!declared || !declared->fields)
		return;
	fields = gs__arena_take(&ctx->node->arena, declared->fields->size);
	if (!fields)
		return;
	if (!error->has_fields || !gs__record_take(in, declared->fields, fields, NULL))
		gs__record_blank(declared->fields, fields);
	*fields = status;
	ctx->answer_fields = fields;
}

gs_status gs__ask_error(gs_ctx *ctx, const struct gs_clause *to, const struct gs__wire_error *error,
	struct gs_reader *in)
{
	gs_status status = gs__status_in(to, error->name);

	ctx->answer_text = gs__arena_copy(&ctx->node->arena, error->text.data, error->text.len);
	if (status == GS_OK)
		return GS_INTERNAL;
	read_fields(ctx, to, status, error, in);
	return status;
}

const char *gs_error_text(gs_ctx *ctx)
{
	return ctx->answer_text ? ctx->answer_text : "";
}

const void *gs_error_of(gs_ctx *ctx, gs_status error)
{
	return ctx->answer_fields && *ctx->answer_fields == error ? ctx->answer_fields : NULL;
}
