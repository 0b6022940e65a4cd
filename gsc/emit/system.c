/* SPDX-License-Identifier: MIT */
#include "gsc/emit/parts.h"
#include "gsc/model/print.h"

#include <inttypes.h>
#include <string.h>

static void emit_child_params(
	struct emitter *e, const struct model_system *system, const struct model_child *child)
{
	const struct model_record *params = child->server->params;

	if (!params->count)
		return;
	emit_row(e, "static const struct %s %s_%s_params = {", params->c_name, system->name,
		child->name);
	for (size_t i = 0; i < params->count; i++) {
		emit_add(e, "\t.%s = ", params->fields[i].name);
		if (child->arguments[i])
			emit_add_value(e, params->fields[i].type, child->arguments[i]);
		else
			emit_add(e, "{ 0 }");
		emit_row(e, ",");
	}
	text_put(e->out, "};\n\n");
}

/* Which children the refs among its parameters are. */
static void emit_child_wires(
	struct emitter *e, const struct model_system *system, const struct model_child *child)
{
	if (!child->wire_count)
		return;
	emit_row(e, "static const struct gs_wire %s_%s_wires[] = {", system->name, child->name);
	for (size_t i = 0; i < child->wire_count; i++) {
		const struct model_wire *wire = &child->wires[i];

		emit_add(e, "\t{ .at = offsetof(struct %s, %s), ", child->server->params->c_name,
			wire->param->name);
		if (wire->param->type->kind == MODEL_LIST)
			emit_add(e, ".is_list = true, ");
		emit_add(e, ".count = %zu", wire->count);
		for (size_t j = 0; j < wire->count; j++)
			emit_add(e, "%s\"%s\"", j ? ", " : ", .children = (const char *const[]){ ",
				wire->children[j]);
		emit_row(e, wire->count ? " } }," : " },");
	}
	text_put(e->out, "};\n\n");
}

/* The clause that a child of that view has: the protocol's, or a keyed server's own copy. */
static const struct model_clause *clause_in(
	const struct model_view *view, const struct model_clause *clause)
{
	for (size_t i = 0; view->keyed && i < view->keyed->entry_count; i++) {
		if (view->keyed->entries[i].clause->of == clause)
			return view->keyed->entries[i].clause;
	}
	return clause;
}

/* A protocol as the runtime knows it: what a child seen as it has, and how it is described. */
static void emit_view(struct emitter *e, const struct model_view *view)
{
	const struct model_protocol *protocol = view->protocol;
	struct text text;

	emit_add(e, "static const struct gs_clause *const %s_clauses[] = { ", view->c_name);
	for (size_t i = 0; i < protocol->count; i++)
		emit_add(e, "&%s_clause, ", clause_in(view, protocol->clauses[i])->c_name);
	emit_row(e, "NULL };");
	text_put(e->out, "\n");
	text_init(&text, e->out->arena);
	model_print_view(&text, e->file, view);
	emit_description(e, view->c_name, &text);
	emit_row(e, "static const struct gs_protocol %s = {", view->c_name);
	emit_row(e, "\t.name = \"%s\",", protocol->name);
	emit_row(e, "\t.clauses = %s_clauses,", view->c_name);
	emit_row(e, "\t.describe = %s_describe,", view->c_name);
	text_put(e->out, "};\n\n");
}

static void emit_serves(struct emitter *e, const struct model_system *system, size_t listen)
{
	const struct model_listen *listener = &system->listens[listen];

	if (!listener->serve_count)
		return;
	emit_row(e, "static const struct gs_serve %s_%zu_serves[] = {", system->name, listen);
	for (size_t i = 0; i < listener->serve_count; i++) {
		const struct model_serve *serve = &listener->serves[i];

		emit_add(e, "\t{ .child = \"%s\"", serve->child);
		if (serve->view)
			emit_add(e, ", .as = &%s", serve->view->c_name);
		emit_row(e, " },");
	}
	text_put(e->out, "};\n\n");
}

static void emit_listens(struct emitter *e, const struct model_system *system)
{
	for (size_t i = 0; i < system->listen_count; i++)
		emit_serves(e, system, i);
	if (!system->listen_count)
		return;
	emit_row(e, "static const struct gs_listen %s_listens[] = {", system->name);
	for (size_t i = 0; i < system->listen_count; i++) {
		const struct model_listen *listen = &system->listens[i];

		emit_add(e, "\t{ .address = ");
		emit_add_string(e, listen->address, strlen(listen->address));
		if (listen->mode >= 0)
			emit_add(
				e, ", .has_mode = true, .mode = 0%" PRIo32, (uint32_t)listen->mode);
		if (listen->max)
			emit_add(e, ", .max = %" PRIu32, listen->max);
		if (listen->within)
			emit_add(e, ", .within = %" PRIu64, listen->within);
		if (listen->serve_count)
			emit_add(e, ", .serves = %s_%zu_serves, .serve_count = %zu", system->name,
				i, listen->serve_count);
		emit_row(e, " },");
	}
	text_put(e->out, "};\n\n");
}

/* ".intensity = 3, .period = ...": the members of a struct gs_supervisor. */
static void add_supervision(struct emitter *e, const struct model_supervisor *supervisor)
{
	static const char *const strategies[] = {
		[MODEL_ONE_FOR_ONE] = "GS_ONE_FOR_ONE",
		[MODEL_ONE_FOR_ALL] = "GS_ONE_FOR_ALL",
		[MODEL_REST_FOR_ONE] = "GS_REST_FOR_ONE",
	};

	emit_add(e, ".strategy = %s, .intensity = %" PRIu32 ", .period = ",
		strategies[supervisor->strategy], supervisor->intensity);
	emit_add_duration(e, supervisor->period);
	if (!supervisor->backoff)
		return;
	emit_add(e, ", .backoff = ");
	emit_add_duration(e, supervisor->backoff);
	emit_add(e, ", .backoff_max = ");
	emit_add_duration(e, supervisor->backoff_max);
}

static void emit_supervisor(
	struct emitter *e, const struct model_system *system, const struct model_child *child)
{
	emit_row(e, "static const struct gs_supervisor %s_%s_supervisor = {", system->name,
		child->name);
	emit_add(e, "\t");
	add_supervision(e, child->supervisor);
	emit_row(e, ",");
	text_put(e->out, "};\n\n");
}

static void emit_child(
	struct emitter *e, const struct model_system *system, const struct model_child *child)
{
	static const char *const restarts[] = {
		[MODEL_PERMANENT] = "GS_PERMANENT",
		[MODEL_TRANSIENT] = "GS_TRANSIENT",
		[MODEL_TEMPORARY] = "GS_TEMPORARY",
	};

	emit_add(e, "\t\t.name = \"%s\",", child->name);
	if (!child->server) {
		emit_row(e, " .supervisor = &%s_%s_supervisor, .inside = %zu,", system->name,
			child->name, child->inside);
		return;
	}
	emit_add(e, " .server = &%s_class,", child->server->name);
	if (child->max)
		emit_add(e, " .max = %" PRIu32 ",", child->max);
	else if (child->server->params->count)
		emit_add(e, " .params = &%s_%s_params,", system->name, child->name);
	emit_end(e);
	if (child->wire_count)
		emit_row(e, "\t\tGS_TABLE(wires, wire_count, %s_%s_wires),", system->name,
			child->name);
	emit_add(e, "\t\t.restart = %s, .shutdown = ", restarts[child->restart]);
	emit_add_duration(e, child->shutdown);
	emit_row(e, ",");
}

static void emit_children(struct emitter *e, const struct model_system *system)
{
	if (!system->child_count)
		return;
	emit_row(e, "static const struct gs_child %s_children[] = {", system->name);
	for (size_t i = 0; i < system->child_count; i++) {
		text_put(e->out, "\t{\n");
		emit_child(e, system, &system->children[i]);
		text_put(e->out, "\t},\n");
	}
	text_put(e->out, "};\n\n");
}

static void emit_remotes(struct emitter *e, const struct model_system *system)
{
	if (!system->remote_count)
		return;
	emit_row(e, "static const struct gs_remote %s_remotes[] = {", system->name);
	for (size_t i = 0; i < system->remote_count; i++) {
		const struct model_remote *remote = &system->remotes[i];

		text_put(e->out, "\t{\n");
		emit_row(e, "\t\t.name = \"%s\",", remote->name);
		emit_add(e, "\t\t.address = ");
		emit_add_string(e, remote->address, strlen(remote->address));
		emit_row(e, ",");
		emit_add(e, "\t\t.instance = ");
		emit_add_string(e, remote->instance, strlen(remote->instance));
		emit_row(e, ",");
		if (remote->protocol)
			emit_row(e, "\t\t.protocol = &%s,", remote->view->c_name);
		else
			emit_row(e, "\t\t.server = &%s_class,", remote->server->name);
		text_put(e->out, "\t},\n");
	}
	text_put(e->out, "};\n\n");
}

void emit_system(struct emitter *e, const struct model_system *system)
{
	emit_row(e, "/* system %s */", system->name);
	for (size_t i = 0; i < system->child_count; i++) {
		const struct model_child *child = &system->children[i];

		if (!child->server)
			emit_supervisor(e, system, child);
		else if (!child->max)
			emit_child_params(e, system, child);
	}
	for (size_t i = 0; i < system->view_count; i++)
		emit_view(e, system->views[i]);
	for (size_t i = 0; i < system->child_count; i++)
		emit_child_wires(e, system, &system->children[i]);
	emit_listens(e, system);
	emit_children(e, system);
	emit_remotes(e, system);
	emit_row(e, "const struct gs_system %s_system = {", system->name);
	emit_add(e, "\t.name = \"%s\", .root = { ", system->name);
	add_supervision(e, &system->root);
	emit_row(e, " },");
	if (system->listen_count)
		emit_row(e, "\tGS_TABLE(listens, listen_count, %s_listens),", system->name);
	if (system->child_count)
		emit_row(e, "\tGS_TABLE(children, child_count, %s_children),", system->name);
	if (system->remote_count)
		emit_row(e, "\tGS_TABLE(remotes, remote_count, %s_remotes),", system->name);
	text_put(e->out, "};\n");
}
