/* SPDX-License-Identifier: MIT */
/*
 * rules: what the files of this room share; nobody else includes it.
 *
 * One check walks in passes (check.c): names, constants and enums, types, errors, clauses, servers,
 * the system, what crosses the wire, names in C, order. Each rule is a function; it reports at most
 * one error for one cause and goes on with something that silences what would follow: a false, a
 * NULL, or the type MODEL_WRONG, which fits everything.
 */
#ifndef GSC_CHECK_RULES_H
#define GSC_CHECK_RULES_H

#include "gsc/base/arena.h"
#include "gsc/base/diag.h"
#include "gsc/base/text.h"
#include "gsc/check/check.h"
#include "gsc/check/scope.h"
#include "gsc/model/model.h"
#include "gsc/model/names.h"
#include "gsc/model/own.h"
#include "gsc/tree/tree.h"

enum {
	DEPTH_MAX = 32,         /* levels of structs, lists, maps and optionals in one another */
	MESSAGE_MAX = 1u << 30, /* bytes of a message's largest encoding */
};

enum decl_mark { DECL_NEW, DECL_OPEN, DECL_DONE };

/* A file of the program. */
struct unit {
	const struct tree_file *tree;
	struct model_file *model;
	uint64_t *sees;        /* a bit for each file by its number: those whose names it may use */
	struct scope generics; /* the C types of those that stand in its list */
	struct scope held;     /* likewise structs as state holds them */
	bool has_macros;       /* its C code defines macros or includes headers */
};

/* A declaration of a file and what became of it. Only the members of its kind are set. */
struct decl {
	const struct tree_decl *tree;
	struct unit *unit;
	enum decl_mark mark; /* while a constant is computed, or types are put in order */
	bool wrong;          /* an error was reported for it: uses of it stay silent */
	bool emitted;        /* stands in the model's list */
	struct decl *target; /* of an alias that only renames: what its name stands for */
	struct model_value value;
	const struct model_type
		*type; /* what the name of an alias, enum, struct or union stands for */
	struct model_const *constant;
	struct model_enum *enumeration;
	struct model_record *record;
	struct model_error *error;
	struct model_protocol *protocol;
	struct model_server *server;
	struct model_system *system;
	struct span crosses; /* of a struct or union: where it first crosses the wire */
};

/* A child of the system, however deep. */
struct child {
	const struct tree_child *tree;
	const struct model_child *made; /* NULL: not yet, or never */
};

struct check {
	struct arena *arena;
	struct diag *diag;
	const struct check_options *options;
	struct unit *units; /* the files, each after those that it imports; the last was named */
	size_t unit_count;
	struct unit **by_number; /* as the sources are numbered */
	struct decl *decls;      /* of all files, in that order, in each as in the source */
	size_t count;
	struct decl **types; /* aliases, structs, unions, each after what it is made of */
	size_t type_count;
	struct scope names; /* of all files: struct decl */
	struct scope tags;  /* of generated C: what has it, in words (cnames.c) */
	struct scope idents;
	struct scope statuses; /* of errors, in decimal: struct decl */
	struct scope generics; /* word: struct model_type */
	bool incomplete;       /* an import was not read: unknown names may be there */
	struct model_type builtin[MODEL_KIND_COUNT];
	struct scope reserved; /* C's own names: why they are none of ours */
	struct scope builtins; /* word: struct model_type */
	struct scope fields;   /* of the record being made */
	struct scope said;     /* of the list of names being read */
	struct scope wanted;   /* of the server being made: its protocols' struct model_clause */
	struct scope children; /* of the system: struct child */
	size_t view_cap;       /* room for protocols that children of the system are seen as */
	size_t offered;        /* names that were compared with wrong ones */
	const struct model_record *around; /* parameters of the server whose clauses are made: only
					    * for a better message; or NULL */
	struct decl *system;
	struct unit *unit; /* of the declarations being put in order */
	struct model_decl *out;
	size_t out_count;
	size_t out_cap;
};

/* names.c: may a name be used, in the place that `what` says ("a parameter")? */

/* True, or an error is reported. */
bool names_allowed(struct check *c, const struct tree_name *name);
/* The same for a type; for a constant, whose name stands in C as it is; for a parameter. */
bool names_class_allowed(struct check *c, const struct tree_name *name); /* server or protocol */
bool names_child_allowed(struct check *c, const struct tree_child *child);
bool names_type_allowed(struct check *c, const struct tree_name *name);
bool names_const_allowed(struct check *c, const struct tree_name *name);
bool names_param_allowed(struct check *c, const struct tree_name *name);
bool names_context_allowed(struct check *c, const struct tree_name *name); /* of a response */

/* Adds the name to the scope; a second of the same name is an error that shows both. */
bool names_declare(struct check *c, struct scope *scope, const struct tree_name *name, void *what);

/* reserved.c: lists that never change; the larger ones are put into a scope first. */
void reserved_fill(struct scope *reserved);
/* Why it is no name for a spec; NULL: it may be one. */
const char *reserved_reason(const struct scope *reserved, const char *name);
bool reserved_is_macro(const struct scope *reserved, const char *name); /* of C's headers */
bool reserved_is_function(const char *name);                            /* of C's library */
bool reserved_is_word(const char *name);                                /* of .gs */
bool reserved_is_error(const char *name); /* a row of the runtime's own errors */

/* cnames.c: the names that a file's C has. */
void cnames_collect(struct check *c);
/* What has a name in c->idents or c->tags, by what stands there for it, in words. */
const char *cnames_owner(struct check *c, const void *what);

/* hiding.c: names that would hide one another inside of a function of a file's C. */
void hiding_check(struct check *c, const struct decl *decl);

/* constants.c: expressions. */

/* What the names in an expression may be, besides constants. */
struct constant_hint {
	const struct model_enum *enumeration; /* its enumerators are known; NULL: none */
	const struct model_record *params; /* of the server: only for a better message; or NULL */
};

/* False: an error was reported. `hint` may be NULL. */
bool constant_eval(struct check *c, const struct tree_expr *expr, const struct constant_hint *hint,
	struct model_value *value);
void constants_collect(struct check *c); /* computes all constants of the file */
void constants_finish(struct check *c);  /* gives them their types, when all types are known */
/* An integer in low..high, or a duration of at least 1 ns; `what` names it in the error. */
bool constant_integer(struct check *c, const struct tree_expr *expr, const char *what,
	model_int low, model_int high, model_int *value);
bool constant_duration(
	struct check *c, const struct tree_expr *expr, const char *what, int64_t *value);

/* operators.c: one operator on computed operands. False: an error was reported. */
bool operator_unary(struct check *c, const struct tree_expr *expr,
	const struct model_value *operand, struct model_value *value);
bool operator_binary(struct check *c, const struct tree_expr *expr, const struct model_value *left,
	const struct model_value *right, struct model_value *value);

/* enums.c */
void enums_prepare(struct check *c); /* names of enumerators, before constants are computed */
void enums_finish(struct check *c);  /* their values */
/* NULL: no such name. */
const struct model_enumerator *enums_find(const struct model_enum *enumeration, const char *name);

/* values.c: a value for a type. */

/* The value as the type has it, or NULL and an error at `span`. */
const struct model_value *value_fit(struct check *c, const struct model_type *type,
	const struct model_value *value, struct span span);
/* Computes and fits in one step. */
const struct model_value *value_of(struct check *c, const struct model_type *type,
	const struct tree_expr *expr, const struct model_record *params);
/* Warns of a text that is given to a secret field. `value` may be NULL. */
void value_warn_secret(struct check *c, const struct model_field *field,
	const struct model_value *value, struct span span);
const char *value_kind_text(struct check *c, const struct model_value *value);
const char *value_integer_text(struct check *c, model_int value);

/* Is it a string of UTF-8? */
bool value_is_text(const struct model_value *value);

/* types.c */
void types_prepare(struct check *c);
const struct model_type *type_of_enum(struct check *c, const struct model_enum *enumeration);
const struct model_type *type_of_record(struct check *c, const struct model_record *record);
/* Never NULL. MODEL_WRONG: an error was reported. `range` may be NULL. */
const struct model_type *type_resolve(
	struct check *c, const struct tree_type *type, const struct tree_range *range);
const char *type_text(struct check *c, const struct model_type *type);
const struct model_enum *type_enum(struct check *c, const struct tree_type *type);
bool type_is_integer(const struct model_type *type);

/* ranges.c: in a..b, and bounds of lengths. */
const struct model_type *range_narrow(
	struct check *c, const struct model_type *type, const struct tree_range *range);
bool range_bounds(struct check *c, const struct tree_range *range, struct model_type *type);
void range_natural(struct model_type *type); /* the limits of its kind */

/* sizes.c: the largest encodings. */
void size_of_type(struct model_type *type);
void size_of_record(struct model_record *record);

/* cycles.c: puts aliases, structs and unions in order, refuses those that contain themselves. */
void cycles_order(struct check *c);

/* records.c: lists of fields. */

enum record_place {
	RECORD_STRUCT,
	RECORD_UNION,
	RECORD_PARAMS,
	RECORD_REPLY,
	RECORD_ERROR,
	RECORD_SERVER,
	RECORD_INFO,
	RECORD_CONTEXT,
	RECORD_STATE,
};

struct model_record *record_make(struct check *c, enum record_place place, const char *name,
	const char *c_name, const struct tree_field *fields);
/* A single unnamed reply of that type. */
struct model_record *record_bare(
	struct check *c, const char *name, const char *c_name, const struct tree_type *type);
/* Fills in what follows from the fields: required, owns, sizes. */
void record_finish(struct model_record *record);
void structs_define(struct check *c, struct decl *decl); /* an alias or union too */
void structs_check_order(struct check *c, const struct decl *decl);
const struct model_field *record_find(const struct model_record *record, const char *name);
/* With a suggestion where there is a near one that is not among those `given` already. */
void record_unknown(struct check *c, const struct model_record *record, struct span span,
	const char *name, const char *whose, const struct scope *given);

/* wire.c: what crosses the wire, what stands in state. */
void wire_check(struct check *c);

/* errors.c */
void errors_collect(struct check *c);
struct decl *error_named(struct check *c, const struct tree_name *name);

/* clauses.c */
struct model_clause *clause_make(
	struct check *c, const struct tree_clause *tree, const char *owner);
void protocols_collect(struct check *c);
/* The clause of a keyed server: with the key before its parameters. */
const struct model_clause *clause_keyed(struct check *c, const struct model_clause *clause,
	const struct model_server *server, struct span span);

/* signatures.c: a written-out clause against its protocol's. */
bool signature_same(struct check *c, const struct tree_clause *tree,
	const struct model_clause *written, const struct model_clause *wanted);

/* amounts.c: what is a constant or one parameter of the server, and at least 1. */
struct amount_of {
	const struct tree_server *tree;
	const struct model_server *server;
	const char *what; /* "a period" */
	bool is_duration; /* else an integer up to UINT32_MAX */
};
/* False: an error was reported. */
bool amount_make(struct check *c, const struct amount_of *of, const struct tree_expr *expr,
	struct model_amount *amount);

/* refs.c: references between servers. */
/* The protocol or server that a ref or a response names; NULL: an error was reported. */
const struct decl *target_named(struct check *c, const struct tree_name *name);
const struct model_type *ref_resolve(struct check *c, const struct tree_type *tree);
bool is_ref_param(const struct model_type *type); /* a ref, or a list of them */
/* NULL: the system has no child of that name. */
const struct child *child_named(const struct check *c, const char *name);
/* The children of a system that an argument names; false: an error was reported. */
bool ref_wire(struct check *c, const struct tree_supervisor *system,
	const struct tree_argument *argument, struct model_wire *wire);

/* responses.c: what the servers' response clauses answer, when all servers are known. */
void responses_collect(struct check *c);

/* servers.c, state.c, handlers.c */
void servers_collect(struct check *c);
/* What may stand in state; reported at `span`, false. A parameter is in messages as well. */
bool state_check_type(
	struct check *c, const struct model_type *type, struct span span, bool is_param);
void state_make(struct check *c, const struct tree_server *tree, struct model_server *server);
void handlers_make(struct check *c, const struct tree_decl *decl, struct model_server *server);

/* words.c: the words in bodies. */
struct words_of {
	const struct model_server *server;
	const char *kind;                /* "a cast" */
	const struct model_clause *call; /* NULL: not a call */
	struct span name;                /* of the clause */
};
void words_check(struct check *c, const struct tree_code *body, const struct words_of *of);

/* slips.c: a mistake at that token of a body, which is reported? */
struct ctokens;
bool slips_check(
	struct check *c, const struct ctokens *tokens, size_t at, const struct words_of *of);

/* supervisors.c: how a supervisor keeps its children. */
void supervisor_make(
	struct check *c, const struct tree_supervisor *tree, struct model_supervisor *supervisor);

/* systems.c, remotes.c, listens.c, serves.c; listeners come behind the children that they serve. */
void systems_collect(struct check *c);
/* The system's view of the protocol; `server` of a child that is seen so, NULL for a remote. */
const struct model_view *system_view(struct check *c, struct model_system *system,
	const struct model_protocol *protocol, const struct model_server *server);
void remote_make(struct check *c, const struct tree_child *tree, struct model_system *system);
void listens_make(struct check *c, const struct tree_supervisor *tree, struct model_system *system);
void serves_make(struct check *c, const struct tree_supervisor *tree, struct model_system *system,
	const struct tree_listen *written, struct model_listen *listen);

/* order.c: the model's declarations, each after what it needs. */
void order_decls(struct check *c);

/* units.c: the files of the program. */

/* Finds them and their declarations. False: an import was not read, unknown names may be there. */
bool units_collect(struct check *c, const struct tree_file *root);
struct unit *unit_of(struct check *c, struct span span);
/* May what stands at `from` use the names of the other file? */
bool unit_sees(struct check *c, struct span from, const struct unit *other);
/* Fills in the models of the files, when all declarations are in order; gives that of the last. */
const struct model_file *units_finish(struct check *c);

/* decls.c: declarations by their names. */

/* What the name stands for where it is used; NULL: nothing that this file sees. */
struct decl *decl_find(struct check *c, const struct tree_name *name);
/* Of any file. */
struct decl *decl_of_kind(struct check *c, enum tree_decl_kind kind, const char *name);
/* Of a struct or union. */
struct decl *decl_of_record(struct check *c, const struct model_record *record);
const char *decl_kind_text(enum tree_decl_kind kind); /* "a struct" */
/* Offers those of a kind that the file of `wanted` sees. */
void decl_offer(struct check *c, struct suggest *suggest, enum tree_decl_kind kind,
	const struct tree_name *wanted);
/* "unknown server 'x'; did you mean 'y'?" Nothing where an import was not read. */
void decl_unknown(struct check *c, enum diag_code code, enum tree_decl_kind kind,
	const struct tree_name *name);
/* After an error about an unknown name: is it there, in a file that is not imported? */
void decl_note_hidden(struct check *c, const struct tree_name *name);

/* check.c: helpers of all. */
/* Offers one of names that may be many; so many in all are compared. */
bool suggestion_may_offer(const struct check *c);
void suggestion_offer(struct check *c, struct suggest *suggest, const char *name);
const char *suggestion_text(struct check *c, const struct suggest *suggest);
const char *doc_text(struct check *c, struct span doc);
/* Was it said before in its list, for which c->said was cleared? An error with both places. */
bool is_repeated(struct check *c, const struct tree_name *name, const char *what);

#endif
