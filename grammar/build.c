/* SPDX-License-Identifier: MIT */
#include "grammar/build.h"

static void *take(struct parse *p, size_t size)
{
	return arena_take(p->arena, size);
}

static unsigned deeper(unsigned a, unsigned b)
{
	return (a > b ? a : b) + 1;
}

/* A level more; too many are refused, and the rest of the file is not read. */
static uint16_t check_depth(struct parse *p, struct span span, unsigned depth)
{
	if (depth <= TREE_DEPTH_MAX)
		return (uint16_t)depth;
	parse_error(
		p, DIAG_NESTING, span, "this is nested more than %d levels deep", TREE_DEPTH_MAX);
	p->is_over = true;
	return 1;
}

static struct tree_expr *new_expr(struct parse *p, enum tree_expr_kind kind, struct span span)
{
	struct tree_expr *expr = take(p, sizeof(*expr));

	expr->kind = kind;
	expr->span = span;
	expr->depth = 1;
	return expr;
}

struct tree_expr *build_name(struct parse *p, struct tree_name name)
{
	struct tree_expr *expr = new_expr(p, TREE_NAME, name.span);

	expr->name = name;
	return expr;
}

struct tree_expr *build_word(struct parse *p, enum tree_expr_kind kind, struct span span)
{
	return new_expr(p, kind, span);
}

struct tree_expr *build_unary(struct parse *p, struct span span, char op, struct tree_expr *of)
{
	struct tree_expr *expr = new_expr(p, TREE_UNARY, span);

	expr->op = op;
	expr->op_span = (struct span){ span.source, span.start, span.start + 1 };
	expr->left = of;
	expr->depth = check_depth(p, span, of->depth + 1u);
	return expr;
}

struct tree_expr *build_binary(struct parse *p, char op, struct span op_span,
	struct tree_expr *left, struct tree_expr *right)
{
	struct tree_expr *expr = new_expr(p, TREE_BINARY, span_join(left->span, right->span));

	expr->op = op;
	expr->op_span = op_span;
	expr->left = left;
	expr->right = right;
	expr->depth = check_depth(p, op_span, deeper(left->depth, right->depth));
	return expr;
}

struct tree_expr *build_right_shift(struct parse *p, struct span first, struct span second,
	struct tree_expr *left, struct tree_expr *right)
{
	if (first.end != second.start)
		parse_error(p, DIAG_SYNTAX, second, "expected '>>', found '>' and '>' apart");
	return build_binary(p, TREE_SHR, span_join(first, second), left, right);
}

struct tree_expr *build_list(struct parse *p, struct span span, struct tree_expr *items)
{
	struct tree_expr *expr = new_expr(p, TREE_LIST, span);
	unsigned depth = 1;

	for (const struct tree_expr *item = items; item; item = item->next)
		if (depth <= item->depth)
			depth = item->depth + 1u;
	expr->items = items;
	expr->depth = check_depth(p, span, depth);
	return expr;
}

struct tree_expr *build_mode(struct parse *p, struct tree_expr *decimal)
{
	if (decimal->value != 0)
		parse_error(p, DIAG_NUMBER, decimal->span,
			"a mode is octal and begins with a zero, as 0660");
	return decimal;
}

struct tree_range *build_range(
	struct parse *p, struct span span, struct tree_expr *low, struct tree_expr *high)
{
	struct tree_range *range = take(p, sizeof(*range));

	*range = (struct tree_range){ span, low, high };
	return range;
}

struct tree_type *build_type(struct parse *p, enum tree_type_kind kind, struct span span,
	struct tree_type *key, struct tree_type *item, struct tree_range *range)
{
	struct tree_type *type = take(p, sizeof(*type));

	type->kind = kind;
	type->span = span;
	type->key = key;
	type->item = item;
	type->range = range;
	type->depth = check_depth(p, span, deeper(key ? key->depth : 0, item ? item->depth : 0));
	return type;
}

struct tree_field *build_field(struct parse *p, struct span span, struct tree_name name,
	struct tree_type *type, struct tree_range *range, struct tree_expr *value)
{
	struct tree_field *field = take(p, sizeof(*field));

	field->doc = parse_doc(p, span.start);
	field->span = span;
	field->name = name;
	field->type = type;
	field->range = range;
	field->value = value;
	return field;
}

struct tree_enumerator *build_enumerator(
	struct parse *p, struct span span, struct tree_name name, struct tree_expr *value)
{
	struct tree_enumerator *enumerator = take(p, sizeof(*enumerator));

	enumerator->doc = parse_doc(p, span.start);
	enumerator->name = name;
	enumerator->value = value;
	return enumerator;
}

struct tree_names *build_names(struct parse *p, struct tree_name name)
{
	struct tree_names *names = take(p, sizeof(*names));

	names->name = name;
	return names;
}

static void refuse_second(struct parse *p, struct span word)
{
	parse_error(p, DIAG_REPEATED, word, "'%s' is said twice here", span_text(p->arena, word));
}

void build_once(struct parse *p, struct tree_expr **slot, struct span word, struct tree_expr *value)
{
	if (*slot)
		refuse_second(p, word);
	else
		*slot = value;
}

void build_name_once(
	struct parse *p, struct tree_name *slot, struct span word, struct tree_name value)
{
	if (slot->text)
		refuse_second(p, word);
	else
		*slot = value;
}

void build_names_once(
	struct parse *p, struct tree_names **slot, struct span word, struct tree_names *names)
{
	if (*slot)
		refuse_second(p, word);
	else
		*slot = names;
}

void build_place_once(struct parse *p, struct span *slot, struct span word)
{
	if (slot->source)
		refuse_second(p, word);
	else
		*slot = word;
}

struct tree_clause *build_clause(
	struct parse *p, enum tree_clause_kind kind, struct span head, struct tree_code *body)
{
	struct tree_clause *clause = take(p, sizeof(*clause));

	clause->kind = kind;
	clause->doc = parse_doc(p, head.start);
	clause->span = head;
	clause->body = body;
	return clause;
}

static void refuse_part(struct parse *p, struct span head, const char *kind, const char *part)
{
	parse_error(p, DIAG_SYNTAX, head, "%s has no %s", kind, part);
}

/* What this kind of clause cannot say. */
static void check_parts(struct parse *p, const struct tree_clause *clause)
{
	bool is_info = clause->kind == TREE_INFO;
	const char *kind = is_info                     ? "an info clause"
			   : clause->kind == TREE_CALL ? "a call"
						       : "a cast";

	if (is_info && clause->every && clause->idle)
		parse_error(p, DIAG_SYNTAX, clause->idle->span,
			"an info clause is either 'every' or 'idle'");
	if (!is_info && clause->every)
		refuse_part(p, clause->every->span, kind, "'every'");
	if (!is_info && clause->idle)
		refuse_part(p, clause->idle->span, kind, "'idle'");
	if (is_info && clause->within)
		refuse_part(p, clause->within->span, kind, "'within'");
	if (is_info && clause->existing.source)
		refuse_part(p, clause->existing, kind, "'existing'");
	if (clause->kind == TREE_CALL)
		return;
	if (clause->has_reply)
		refuse_part(p, clause->reply_span, kind, "reply");
	if (clause->raises)
		refuse_part(p, clause->raises->name.span, kind, "'raises'");
	if (clause->timeout)
		refuse_part(p, clause->timeout->span, kind, "'timeout'");
}

struct tree_clause *build_request(struct parse *p, enum tree_clause_kind kind, struct span head,
	struct tree_name name, struct params_list params, struct reply_part reply,
	struct tree_clause *attributes, struct tree_code *body)
{
	struct tree_clause *clause = attributes;

	clause->kind = kind;
	clause->doc = parse_doc(p, head.start);
	clause->span = head;
	clause->name = name;
	clause->has_params = params.is_written;
	clause->params = params.first;
	clause->has_reply = reply.is_written;
	clause->reply = reply.type;
	clause->fields = reply.fields;
	clause->reply_span = reply.span;
	clause->body = body;
	check_parts(p, clause);
	return clause;
}

struct tree_clause *build_without_body(struct parse *p, struct tree_clause *clause)
{
	if (clause->body)
		parse_error(p, DIAG_SYNTAX,
			(struct span){
				p->source, clause->body->span.start, clause->body->span.start + 1 },
			"a clause of a protocol has no body; a server that implements it has");
	return clause;
}

struct tree_decl *build_decl(
	struct parse *p, enum tree_decl_kind kind, struct span span, struct tree_name name)
{
	struct tree_decl *decl = take(p, sizeof(*decl));

	decl->kind = kind;
	decl->doc = parse_doc(p, span.start);
	decl->span = span;
	decl->name = name;
	if (p->last_decl)
		p->last_decl->next = decl;
	else
		p->file->decls = decl;
	p->last_decl = decl;
	return decl;
}
