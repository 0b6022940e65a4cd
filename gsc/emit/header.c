/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/names.h"

#include <inttypes.h>
#include <string.h>

/* The author's text of a clause, with those of the parameters that stand in no struct. */
static const char *doc_of(struct emitter *e, const struct model_clause *clause)
{
	const char *doc = clause->doc;

	for (size_t i = 0; i < clause->in->count; i++) {
		const struct model_field *field = &clause->in->fields[i];

		if (field->doc && (emit_is_argument(field) || clause->kind >= MODEL_INFO))
			doc = emit_text(e, "%s%s%s: %s", doc ? doc : "",
				!doc                 ? ""
				: doc == clause->doc ? "\n\n"
						     : "\n",
				field->name, field->doc);
	}
	return doc;
}

static void emit_options_type(struct emitter *e, const struct model_clause *clause)
{
	if (!emit_count_options(clause)) {
		emit_row(e, "struct %s_options;", clause->c_name);
		return;
	}
	emit_row(e, "struct %s_options {", clause->c_name);
	for (size_t i = 0; i < clause->in->count; i++) {
		if (!emit_is_argument(&clause->in->fields[i]))
			emit_member(e, &clause->in->fields[i]);
	}
	if (clause->kind == MODEL_CALL)
		text_put(e->out, "\tgs_duration timeout;\n");
	text_put(e->out, "};\n");
}

static uint64_t encoded_max(const struct model_clause *clause)
{
	uint64_t whole = clause->in->encoded_max;

	return clause->in->limit && clause->in->limit < whole ? clause->in->limit : whole;
}

static void emit_sizes(struct emitter *e, const struct model_clause *clause)
{
	const char *name = names_upper(e->out->arena, clause->c_name);

	if (clause->kind == MODEL_CAST) {
		emit_row(e, "enum { %s_ENCODED_MAX = %" PRIu64 " };", name, encoded_max(clause));
		return;
	}
	emit_row(e, "enum { %s_ENCODED_MAX = %" PRIu64 ", %s_REPLY_ENCODED_MAX = %" PRIu64 " };",
		name, encoded_max(clause), name, clause->out ? clause->out->encoded_max : 1);
}

static void emit_clause_head(struct emitter *e, const struct model_clause *clause)
{
	emit_comment(e, 0,
		emit_text(e, "%s %s", clause->kind == MODEL_CALL ? "call" : "cast", clause->name),
		doc_of(e, clause));
	emit_message(e, clause->in);
	if (clause->out && !clause->of) {
		emit_row(e, "struct %s {", clause->out->c_name);
		emit_members(e, clause->out);
		text_put(e->out, "};\n");
	}
	if (!clause->of)
		emit_options_type(e, clause);
	emit_sizes(e, clause);
	if (emit_count_options(clause) && !clause->of) {
		emit_row(e, "extern const struct %s_options %s_defaults;", clause->c_name,
			clause->c_name);
	}
	emit_row(e, "extern const struct gs_clause %s_clause;", clause->c_name);
	if (clause->kind == MODEL_CAST) {
		emit_cast_head(e, clause, ";");
		emit_notify_head(e, clause, ";");
	} else {
		emit_call_head(e, clause, ";");
		emit_done_type(e, clause);
		emit_begin_head(e, clause, ";");
	}
	text_put(e->out, "\n");
}

static void emit_info_clause(struct emitter *e, const struct model_clause *clause)
{
	emit_comment(e, 0, emit_text(e, "info %s", clause->name), doc_of(e, clause));
	emit_info_heads(e, clause);
	text_put(e->out, "\n");
}

/* Is what a protocol or server names declared above the responses of this server? */
static bool is_above(struct emitter *e, const char *owner, const struct model_server *server)
{
	const struct model_file *file = e->file;
	size_t i = 0;

	while (i < file->count && strcmp(file->decls[i].name, owner) != 0) {
		if (!strcmp(file->decls[i].name, server->name))
			return false;
		i++;
	}
	return true;
}

static void emit_response_clause(
	struct emitter *e, const struct model_server *server, const struct model_response *response)
{
	const struct model_clause *to = response->to;
	const struct model_clause *origin = emit_origin(to);

	emit_comment(e, 0,
		emit_text(e, "response %s to %s.%s", response->clause->name, to->owner, to->name),
		doc_of(e, response->clause));
	if (!is_above(e, origin->owner, server)) {
		emit_row(e, "struct %s_options;", origin->c_name);
		if (to->out)
			emit_row(e, "struct %s;", to->out->c_name);
	}
	emit_request_head(e, response, ";");
	text_put(e->out, "\n");
}

/* The functions that the user writes elsewhere. */
static void emit_outside(struct emitter *e, const struct model_server *server)
{
	size_t before = text_size(e->out);

	emit_each_outside(e, server, emit_outside_head);
	if (text_size(e->out) > before)
		text_put(e->out, "\n");
}

static void emit_server_containers(struct emitter *e, const struct model_server *server)
{
	size_t before = text_size(e->out);

	emit_container_heads(
		e, server->name, server->name, server->params->fields, server->params->count, true);
	emit_container_heads(
		e, server->name, server->name, server->state, server->state_count, false);
	if (text_size(e->out) > before)
		text_put(e->out, "\n");
}

static void emit_server_head(struct emitter *e, const struct model_server *server)
{
	emit_row(e, "struct %s {", server->name);
	if (server->key.field)
		emit_held_member(e, "const ", server->key.field);
	for (size_t i = 0; i < server->params->count; i++)
		emit_held_member(e, "const ", &server->params->fields[i]);
	for (size_t i = 0; i < server->state_count; i++)
		emit_held_member(e, "", &server->state[i]);
	if (!server->key.field && !server->params->count && !server->state_count)
		text_put(e->out, "\tunsigned char gs_nothing; /* C has no empty structs */\n");
	text_put(e->out, "};\n");
	emit_message(e, server->params);
	emit_row(e, "extern const struct gs_class %s_class;", server->name);
	emit_start_head(e, server, ";");
	if (server->key.field)
		emit_at_head(e, server, ";");
	text_put(e->out, "\n");
	for (size_t i = 0; i < server->entry_count; i++) {
		const struct model_clause *clause = server->entries[i].clause;

		if (!strcmp(clause->owner, server->name))
			emit_clause_head(e, clause);
	}
	for (size_t i = 0; i < server->info_count; i++)
		emit_info_clause(e, server->infos[i].clause);
	for (size_t i = 0; i < server->response_count; i++)
		emit_response_clause(e, server, &server->responses[i]);
	emit_server_containers(e, server);
	emit_answer_heads(e, server);
	emit_outside(e, server);
}

void emit_header_decl(struct emitter *e, const struct model_decl *decl)
{
	switch (decl->kind) {
	case MODEL_DECL_PROTOCOL:
		emit_comment(e, 0, emit_text(e, "protocol %s", decl->name), decl->doc);
		for (size_t i = 0; i < decl->as.protocol->count; i++)
			emit_clause_head(e, decl->as.protocol->clauses[i]);
		emit_notices_head(e, decl->as.protocol);
		break;
	case MODEL_DECL_SERVER:
		emit_comment(e, 0, emit_text(e, "server %s", decl->name), decl->doc);
		emit_server_head(e, decl->as.server);
		break;
	case MODEL_DECL_SYSTEM:
		emit_comment(e, 0, emit_text(e, "system %s", decl->name), decl->doc);
		emit_row(e, "extern const struct gs_system %s_system;", decl->name);
		text_put(e->out, "\n");
		break;
	default: break;
	}
}
