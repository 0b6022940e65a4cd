/* SPDX-License-Identifier: MIT */
/*
 * build: the nodes of the tree, made by the grammar's actions. What can be said once and is said
 * again, what a clause of that kind cannot have, and what is nested too deeply is refused here; all
 * the rest is the checker's.
 */
#ifndef GRAMMAR_BUILD_H
#define GRAMMAR_BUILD_H

#include "grammar/inside.h"

/* What the grammar's values are: lists under construction, and parts of a declaration. */
struct names_list {
	struct tree_names *first, *last;
};
struct exprs_list {
	struct tree_expr *first, *last;
};
struct fields_list {
	struct tree_field *first, *last;
};
struct enumerators_list {
	struct tree_enumerator *first, *last;
};
struct serves_list {
	struct tree_serve *first, *last;
};
struct arguments_list {
	struct tree_argument *first, *last;
	bool is_written; /* with parentheses */
};
struct clauses_list {
	struct tree_clause *first, *last;
};
struct params_list {
	struct tree_field *first;
	bool is_written;
};
struct reply_part {
	bool is_written;
	struct span span;
	struct tree_type *type;
	struct tree_field *fields;
};
struct server_draft {
	struct tree_state *state;
	struct tree_state *last_state;
	struct clauses_list clauses;
	struct tree_mailbox *mailbox;
	struct span second_mailbox;
};
struct system_draft {
	struct tree_supervisor supervisor;
	struct tree_listen *last_listen;
	struct tree_child *last_child;
};

/* Puts a node at the end; none where the text was wrong. */
#define APPEND(list, node) \
	do { \
		__typeof__((list).first) appended = (node); \
		if (appended && (list).first) \
			(list).last->next = appended; \
		else if (appended) \
			(list).first = appended; \
		if (appended) \
			(list).last = appended; \
	} while (0)

/* Expressions. */
struct tree_expr *build_name(struct parse *p, struct tree_name name);
struct tree_expr *build_word(struct parse *p, enum tree_expr_kind kind, struct span span);
struct tree_expr *build_unary(struct parse *p, struct span span, char op, struct tree_expr *of);
struct tree_expr *build_binary(struct parse *p, char op, struct span op_span,
	struct tree_expr *left, struct tree_expr *right);
struct tree_expr *build_right_shift(struct parse *p, struct span first, struct span second,
	struct tree_expr *left, struct tree_expr *right);
struct tree_expr *build_list(struct parse *p, struct span span, struct tree_expr *items);
struct tree_expr *build_mode(struct parse *p, struct tree_expr *decimal);
struct tree_range *build_range(
	struct parse *p, struct span span, struct tree_expr *low, struct tree_expr *high);

/* Types, fields, lists of names. */
struct tree_type *build_type(struct parse *p, enum tree_type_kind kind, struct span span,
	struct tree_type *key, struct tree_type *item, struct tree_range *range);
struct tree_field *build_field(struct parse *p, struct span span, struct tree_name name,
	struct tree_type *type, struct tree_range *range, struct tree_expr *value);
struct tree_enumerator *build_enumerator(
	struct parse *p, struct span span, struct tree_name name, struct tree_expr *value);
struct tree_names *build_names(struct parse *p, struct tree_name name);

/* What may be said once: stores it, or refuses the second one at its word. */
void build_once(
	struct parse *p, struct tree_expr **slot, struct span word, struct tree_expr *value);
void build_name_once(
	struct parse *p, struct tree_name *slot, struct span word, struct tree_name value);
void build_names_once(
	struct parse *p, struct tree_names **slot, struct span word, struct tree_names *names);
void build_place_once(struct parse *p, struct span *slot, struct span word);

/* Clauses. `head`: from the keyword to the end of what stands before the body. */
struct tree_clause *build_clause(
	struct parse *p, enum tree_clause_kind kind, struct span head, struct tree_code *body);
struct tree_clause *build_request(struct parse *p, enum tree_clause_kind kind, struct span head,
	struct tree_name name, struct params_list params, struct reply_part reply,
	struct tree_clause *attributes, struct tree_code *body);
struct tree_clause *build_without_body(struct parse *p, struct tree_clause *clause);

/* Servers. */
void build_keyed(struct parse *p, struct tree_server *heads, struct span span,
	struct tree_field *key, const struct tree_server *options);
void build_state(
	struct parse *p, struct server_draft *draft, struct span word, struct tree_field *fields);
void build_mailbox(struct parse *p, struct server_draft *draft, struct span span,
	struct tree_expr *count, struct tree_expr *size, struct tree_name overflow);
void build_server(struct parse *p, struct span span, struct tree_name name,
	struct tree_field *params, struct tree_server *heads, const struct server_draft *members);

/* Systems. */
void build_strategy(struct system_draft *draft, struct span line, struct tree_name word);
void build_intensity(struct system_draft *draft, struct span line, struct tree_expr *count,
	struct tree_expr *period);
void build_backoff(struct system_draft *draft, struct span line, struct tree_range *range);
void build_listen(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_expr *address, struct tree_listen *attributes);
void build_serves(
	struct parse *p, struct tree_listen *listen, struct span word, struct tree_serve *serves);
struct tree_serve *build_serve(struct parse *p, struct tree_name child, struct tree_name as);
struct tree_child *build_child(enum tree_child_kind kind, struct tree_name server,
	struct arguments_list arguments, struct tree_child *attributes);
/* Without an address: the word names a server. */
struct tree_child *build_remote(struct parse *p, struct tree_name protocol,
	struct tree_expr *address, struct tree_expr *instance);
void build_add_child(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_name name, struct tree_child *child);
void build_supervisor(struct parse *p, struct system_draft *draft, struct span span,
	struct tree_name name, struct system_draft *inner);
struct tree_argument *build_argument(
	struct parse *p, struct tree_name name, struct tree_expr *value);

/* A declaration, put at the end of the file. */
struct tree_decl *build_decl(
	struct parse *p, enum tree_decl_kind kind, struct span span, struct tree_name name);

#endif
