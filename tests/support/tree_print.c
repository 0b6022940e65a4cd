/* SPDX-License-Identifier: MIT */
#include "tests/support/tree_print.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct printer {
	struct text *text;
	const char *(*gap)(void *);
	void *gap_arg;
};

static void raw(struct printer *p, const char *bytes, size_t len)
{
	text_raw(p->text, bytes, len);
	if (p->gap)
		text_put(p->text, p->gap(p->gap_arg));
	else if (len && strchr(";{}", bytes[len - 1]))
		text_put(p->text, "\n");
	else
		text_put(p->text, " ");
}

static void put(struct printer *p, const char *token)
{
	raw(p, token, strlen(token));
}

static void put_span(struct printer *p, struct span span)
{
	raw(p, span.source->bytes + span.start, span.end - span.start);
}

static void put_doc(struct printer *p, struct span doc)
{
	if (!doc.source)
		return;
	text_put(p->text, "\n");
	text_raw(p->text, doc.source->bytes + doc.start, doc.end - doc.start);
	text_put(p->text, "\n");
}

static void put_name(struct printer *p, const char *before, struct tree_name name)
{
	if (!name.text)
		return;
	if (before)
		put(p, before);
	put(p, name.text);
}

static void put_number(struct printer *p, const struct tree_expr *expr)
{
	char token[64];

	if (expr->kind == TREE_FLOAT)
		snprintf(token, sizeof(token), "%.17e", expr->real);
	else
		snprintf(token, sizeof(token), "%" PRIu64 "%s", expr->value,
			expr->kind == TREE_DURATION ? "ns" : "");
	/* A size has no unit of one byte; what it is written with stands for it. */
	if (expr->kind == TREE_SIZE)
		put_span(p, expr->span);
	else
		put(p, token);
}

static void put_string(struct printer *p, const struct tree_expr *expr)
{
	text_c_string(p->text, expr->string, expr->string_len);
	put(p, "");
}

static void put_expr(struct printer *p, const char *before, const struct tree_expr *expr)
{
	char op[2] = { expr ? expr->op : 0, 0 };

	if (!expr)
		return;
	if (before)
		put(p, before);
	switch (expr->kind) {
	case TREE_STRING: put_string(p, expr); break;
	case TREE_TRUE: put(p, "true"); break;
	case TREE_FALSE: put(p, "false"); break;
	case TREE_NONE: put(p, "none"); break;
	case TREE_NAME: put(p, expr->name.text); break;
	case TREE_UNARY:
		put(p, op);
		put_expr(p, NULL, expr->left);
		break;
	case TREE_BINARY:
		put(p, "(");
		put_expr(p, NULL, expr->left);
		put(p, op[0] == TREE_SHL ? "<<" : op[0] == TREE_SHR ? ">>" : op);
		put_expr(p, NULL, expr->right);
		put(p, ")");
		break;
	case TREE_LIST:
		put(p, "[");
		for (const struct tree_expr *item = expr->items; item; item = item->next)
			put_expr(p, item == expr->items ? NULL : ",", item);
		put(p, "]");
		break;
	default: put_number(p, expr); break;
	}
}

static void put_range(struct printer *p, const char *before, const struct tree_range *range)
{
	if (!range)
		return;
	put(p, before);
	put_expr(p, NULL, range->low);
	put_expr(p, range->low ? ".." : NULL, range->high);
}

static void put_type(struct printer *p, const char *before, const struct tree_type *type)
{
	if (!type)
		return;
	if (before)
		put(p, before);
	switch (type->kind) {
	case TREE_TYPE_STRING:
	case TREE_TYPE_BYTES:
		put(p, type->kind == TREE_TYPE_STRING ? "string" : "bytes");
		put_range(p, "<", type->range);
		if (type->range)
			put(p, ">");
		break;
	case TREE_TYPE_LIST:
	case TREE_TYPE_MAP:
		put(p, type->kind == TREE_TYPE_LIST ? "list" : "map");
		put(p, "<");
		put_type(p, NULL, type->key);
		put_type(p, type->key ? "," : NULL, type->item);
		put_range(p, ",", type->range);
		put(p, ">");
		break;
	case TREE_TYPE_REF:
		put(p, "ref");
		put_name(p, "<", type->name);
		if (type->name.text)
			put(p, ">");
		break;
	case TREE_TYPE_EXTERN:
		put_expr(p, "extern", type->c_type);
		put_name(p, "drop", type->drop);
		break;
	default: put(p, type->name.text); break;
	}
	if (type->optional)
		put(p, "?");
}

static void put_field(struct printer *p, const struct tree_field *field)
{
	put_doc(p, field->doc);
	if (field->secret)
		put(p, "secret");
	put(p, field->name.text);
	put_type(p, ":", field->type);
	put_range(p, "in", field->range);
	put_expr(p, "=", field->value);
}

static void put_params(struct printer *p, const struct tree_field *fields)
{
	put(p, "(");
	for (const struct tree_field *field = fields; field; field = field->next) {
		put_field(p, field);
		if (field->next)
			put(p, ",");
	}
	put(p, ")");
}

static void put_record(struct printer *p, const struct tree_field *fields)
{
	put(p, "{");
	for (; fields; fields = fields->next) {
		put_field(p, fields);
		put(p, ";");
	}
	put(p, "}");
}

static void put_names(struct printer *p, const char *before, const struct tree_names *names)
{
	for (; names; names = names->next) {
		put_name(p, before, names->name);
		before = ",";
	}
}

static void put_clause(struct printer *p, const struct tree_clause *clause)
{
	static const char *const words[] = { "call", "cast", "info", "response", "info", "info",
		"info", "init", "terminate" };
	static const char *const seconds[] = { [TREE_DOWN] = "down",
		[TREE_GONE] = "gone",
		[TREE_SIGNAL] = "signal",
		[TREE_CLAUSE_KIND_COUNT] = NULL };

	put_doc(p, clause->doc);
	put_name(p, words[clause->kind], clause->name);
	if (!clause->name.text)
		put(p, words[clause->kind]);
	if (seconds[clause->kind])
		put(p, seconds[clause->kind]);
	put_name(p, "to", clause->of);
	put_name(p, ".", clause->of_call);
	if (clause->has_params)
		put_params(p, clause->params);
	if (clause->has_reply)
		put(p, "->");
	put_type(p, NULL, clause->reply);
	if (clause->has_reply && !clause->reply)
		put_params(p, clause->fields);
	put_names(p, "raises", clause->raises);
	put_expr(p, "timeout", clause->timeout);
	put_expr(p, "within", clause->within);
	if (clause->existing.source)
		put(p, "existing");
	put_expr(p, "every", clause->every);
	put_expr(p, "idle", clause->idle);
	if (clause->body)
		put_span(p, clause->body->span);
	else
		put(p, ";");
}

static void put_server(struct printer *p, const struct tree_server *server)
{
	if (server->params)
		put_params(p, server->params);
	if (server->keyed) {
		put(p, "keyed");
		put(p, "by");
		put_field(p, server->key);
		put_expr(p, "idle", server->key_idle);
		put_expr(p, "max", server->key_max);
		if (server->key_evict.source)
			put(p, "evict");
	}
	put_names(p, "implements", server->implements);
	put_names(p, "notifies", server->notifies);
	put(p, "{");
	for (const struct tree_state *state = server->state; state; state = state->next) {
		put(p, "state");
		put_record(p, state->fields);
	}
	for (const struct tree_clause *clause = server->clauses; clause; clause = clause->next)
		put_clause(p, clause);
	if (server->mailbox) {
		put_expr(p, "mailbox", server->mailbox->count);
		if (server->mailbox->size && server->mailbox->size->kind == TREE_UNARY)
			put(p, "(");
		put_expr(p, NULL, server->mailbox->size);
		if (server->mailbox->size && server->mailbox->size->kind == TREE_UNARY)
			put(p, ")");
		put_name(p, "overflow", server->mailbox->overflow);
		put(p, ";");
	}
	put(p, "}");
}

static void put_system(struct printer *p, const struct tree_supervisor *system);

static void put_child(struct printer *p, const struct tree_child *child)
{
	put_doc(p, child->doc);
	if (child->kind == TREE_CHILD_SUPERVISOR) {
		put_name(p, "supervisor", child->name);
		put_system(p, child->supervisor);
		return;
	}
	put_name(p, NULL, child->name);
	put(p, ":");
	put_name(p,
		child->kind == TREE_CHILD_REMOTE    ? "remote"
		: child->kind == TREE_CHILD_DYNAMIC ? "dynamic"
						    : NULL,
		child->server);
	put_expr(p, NULL, child->address);
	put_expr(p, NULL, child->instance);
	if (child->has_arguments) {
		put(p, "(");
		for (const struct tree_argument *a = child->arguments; a; a = a->next) {
			put_name(p, NULL, a->name);
			put_expr(p, "=", a->value);
			if (a->next)
				put(p, ",");
		}
		put(p, ")");
	}
	put_expr(p, "max", child->max);
	put_name(p, "restart", child->restart);
	put_expr(p, "shutdown", child->shutdown);
	put(p, ";");
}

static void put_listen(struct printer *p, const struct tree_listen *listen)
{
	put_doc(p, listen->doc);
	put_expr(p, "listen", listen->address);
	if (listen->mode) {
		put(p, "mode");
		put_span(p, listen->mode->span);
	}
	for (const struct tree_serve *serve = listen->serves; serve; serve = serve->next) {
		put_name(p, serve == listen->serves ? "serves" : ",", serve->child);
		put_name(p, "as", serve->as);
	}
	put_expr(p, "max", listen->max);
	put_expr(p, "within", listen->within);
	put(p, ";");
}

static void put_system(struct printer *p, const struct tree_supervisor *system)
{
	put(p, "{");
	for (const struct tree_listen *listen = system->listens; listen; listen = listen->next)
		put_listen(p, listen);
	put_name(p, "strategy", system->strategy);
	if (system->strategy.text)
		put(p, ";");
	put_expr(p, "intensity", system->intensity);
	put_expr(p, "in", system->period);
	if (system->intensity)
		put(p, ";");
	put_range(p, "backoff", system->backoff);
	if (system->backoff)
		put(p, ";");
	for (const struct tree_child *child = system->children; child; child = child->next)
		put_child(p, child);
	put(p, "}");
}

static void put_enumerators(struct printer *p, const struct tree_enumerator *enumerators)
{
	put(p, "{");
	for (; enumerators; enumerators = enumerators->next) {
		put_doc(p, enumerators->doc);
		put(p, enumerators->name.text);
		put_expr(p, "=", enumerators->value);
		put(p, ",");
	}
	put(p, "}");
}

static void put_protocol(struct printer *p, const struct tree_clause *clauses)
{
	put(p, "{");
	for (; clauses; clauses = clauses->next)
		put_clause(p, clauses);
	put(p, "}");
}

static void put_decl(struct printer *p, const struct tree_decl *decl)
{
	static const char *const words[] = { "import", "const", "type", "enum", "struct", "union",
		"error", "protocol", "server", "system" };

	put_doc(p, decl->doc);
	if (decl->code) {
		put_span(p, decl->code->span);
		return;
	}
	put(p, words[decl->kind]);
	put_name(p, NULL, decl->name);
	switch (decl->kind) {
	case TREE_ENUM: put_enumerators(p, decl->enumerators); return;
	case TREE_STRUCT:
	case TREE_UNION: put_record(p, decl->fields); return;
	case TREE_PROTOCOL: put_protocol(p, decl->clauses); return;
	case TREE_SERVER: put_server(p, decl->server); return;
	case TREE_SYSTEM: put_system(p, decl->system); return;
	case TREE_ERROR:
		if (decl->fields)
			put_params(p, decl->fields);
		put_expr(p, NULL, decl->value);
		break;
	case TREE_IMPORT: put_expr(p, NULL, decl->value); break;
	case TREE_ALIAS:
		put_type(p, "=", decl->type);
		put_range(p, "in", decl->range);
		break;
	default:
		put_type(p, ":", decl->type);
		put_expr(p, "=", decl->value);
		break;
	}
	put(p, ";");
}

void tree_print(
	struct text *text, const struct tree_file *file, const char *(*gap)(void *), void *gap_arg)
{
	struct printer printer = { text, gap, gap_arg };

	for (const struct tree_decl *decl = file->decls; decl; decl = decl->next)
		put_decl(&printer, decl);
}
