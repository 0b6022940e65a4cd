/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"

static void emit_records(struct emitter *e, const struct model_clause *clause)
{
	unsigned flags = EMIT_CODEC | (clause->kind >= MODEL_INFO ? 0 : EMIT_NAMED_SIZE);

	if (clause->in->count && clause->kind >= MODEL_INFO) {
		emit_message(e, clause->in);
		text_put(e->out, "\n");
	}
	if (clause->in->count)
		emit_record(e, clause->in, flags);
	/* A keyed server's copy of a clause shares its reply, which another file may declare. */
	if (clause->out && emit_is_first(e, clause->out))
		emit_record(e, clause->out, flags);
}

static void emit_raises(struct emitter *e, const struct model_clause *clause)
{
	emit_add(e, "static const struct gs_error *const %s_raises[] = { ", clause->c_name);
	for (size_t i = 0; i < clause->raises_count; i++)
		emit_add(e, "&%s_error, ", clause->raises[i]->name);
	emit_row(e, "NULL };");
	text_put(e->out, "\n");
}

/* What goes in and what comes out. */
static void emit_ends(struct emitter *e, const struct model_clause *clause)
{
	if (!clause->in->count && !clause->out)
		return;
	emit_add(e, "\t");
	if (clause->in->count)
		emit_add(e, ".in = &%s_record,%s", clause->in->c_name, clause->out ? " " : "");
	if (clause->out)
		emit_add(e, ".out = &%s_record,", clause->out->c_name);
	emit_end(e);
}

void emit_descriptor(struct emitter *e, const struct model_clause *clause, const char *linkage)
{
	static const char *const kinds[] = {
		[MODEL_CALL] = "GS_CALL",
		[MODEL_CAST] = "GS_CAST",
		[MODEL_INFO] = "GS_TO_SELF",
		[MODEL_RESPONSE] = "GS_RESPONSE",
	};

	emit_records(e, clause);
	if (clause->raises_count)
		emit_raises(e, clause);
	emit_row(e, "%sconst struct gs_clause %s_clause = {", linkage, clause->c_name);
	emit_row(e, "\t.name = \"%s\", .owner = \"%s\", .kind = %s,", clause->name, clause->owner,
		kinds[clause->kind]);
	emit_ends(e, clause);
	if (clause->kind == MODEL_CALL) {
		emit_add(e, "\t.timeout = ");
		emit_add_duration(e, clause->timeout);
		if (clause->raises_count)
			emit_add(e, ", .raises = %s_raises", clause->c_name);
		emit_row(e, ",");
	}
	text_put(e->out, "};\n\n");
}

static void emit_defaults(struct emitter *e, const struct model_clause *clause)
{
	emit_row(e, "const struct %s_options %s_defaults = {", clause->c_name, clause->c_name);
	for (size_t i = 0; i < clause->in->count; i++) {
		const struct model_field *field = &clause->in->fields[i];

		if (emit_is_argument(field))
			continue;
		emit_add(e, "\t.%s = ", field->name);
		emit_add_value(e, field->type, field->fallback);
		emit_row(e, ",");
	}
	if (clause->kind == MODEL_CALL) {
		emit_add(e, "\t.timeout = ");
		emit_add_duration(e, clause->timeout);
		emit_row(e, ",");
	}
	text_put(e->out, "};\n\n");
}

const char *emit_options_name(const struct model_clause *clause)
{
	return emit_own(clause->in, "o", "gs_o");
}

const char *emit_outgoing(struct emitter *e, const struct model_clause *clause)
{
	const struct model_record *in = clause->in;
	const char *options = emit_own(in, "options", "gs_options");
	const char *o = emit_options_name(clause);
	const char *msg = emit_own(in, "msg", "gs_msg");
	bool has_options = clause->kind < MODEL_INFO && emit_count_options(clause);

	if (has_options) {
		const char *origin = emit_origin(clause)->c_name;

		emit_row(e, "\tconst struct %s_options *%s = %s ? %s : &%s_defaults;", origin, o,
			options, options, origin);
	}
	if (in->count) {
		struct emit_list list;

		emit_add(e, "\tconst struct %s %s = ", in->c_name, msg);
		emit_open_list(e, &list, 1, in->count);
		for (size_t i = 0; i < in->count; i++) {
			const struct model_field *field = &in->fields[i];
			bool from_options = has_options && !emit_is_argument(field);
			bool by_address = !from_options && field->type->kind == MODEL_STRUCT;

			emit_add_item(e, &list, field->name);
			emit_add(e, "%s%s%s%s", by_address ? "*" : "", from_options ? o : "",
				from_options ? "->" : "", field->name);
			emit_end_item(e, &list);
		}
		emit_close_list(e, &list, ";");
	}
	if (has_options || in->count)
		text_put(e->out, "\n");
	if (!has_options && clause->kind < MODEL_INFO)
		emit_row(e, "\t(void)%s;", options);
	return !in->count ? "NULL" : msg[0] == 'm' ? "&msg" : "&gs_msg";
}

void emit_cast_head(struct emitter *e, const struct model_clause *clause, const char *end)
{
	emit_add(e, "gs_status %s_cast(gs_ctx *ctx, gs_ref %s", clause->c_name,
		emit_own(clause->in, "to", "gs_to"));
	emit_add_arguments(e, clause->in);
	emit_row(e, ", const struct %s_options *%s)%s", emit_origin(clause)->c_name,
		emit_own(clause->in, "options", "gs_options"), end);
}

static void emit_cast(struct emitter *e, const struct model_clause *clause)
{
	const char *msg;

	emit_cast_head(e, clause, "");
	text_put(e->out, "{\n");
	msg = emit_outgoing(e, clause);
	emit_row(e, "\treturn gs_cast(ctx, %s, &%s_clause, %s);",
		emit_own(clause->in, "to", "gs_to"), clause->c_name, msg);
	text_put(e->out, "}\n\n");
}

void emit_clause(struct emitter *e, const struct model_clause *clause)
{
	emit_row(e, "/* %s %s.%s */", clause->kind == MODEL_CALL ? "call" : "cast", clause->owner,
		clause->name);
	emit_descriptor(e, clause, "");
	if (emit_count_options(clause) && !clause->of)
		emit_defaults(e, clause);
	if (clause->kind == MODEL_CAST)
		emit_cast(e, clause);
	emit_client(e, clause);
}
