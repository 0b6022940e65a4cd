/* SPDX-License-Identifier: MIT */
/*
 * parts: what the parts of the emitter share; no other room includes it.
 *
 * One file per part of the output, each with the functions listed here under its name. All of them
 * write to emitter.out. A row of C is put together with emit_add and ended with emit_end, which
 * wraps it at EMIT_COLUMNS; emit_row does both.
 */
#ifndef GSC_EMIT_PARTS_H
#define GSC_EMIT_PARTS_H

#include "gsc/base/text.h"
#include "gsc/emit/emit.h"
#include "gsc/model/model.h"
#include "gsc/model/own.h"

enum {
	EMIT_COLUMNS = 100,
	EMIT_ROOM_MAX = 64 << 10, /* a message up to this size reserves its room at once */
	EMIT_LITERAL_MAX = 4095,  /* bytes of a string literal that ISO C promises */
};

/* gcc and clang have no such limit, but say so. */
#define EMIT_ALLOW_LONG "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"

struct emit_set;

struct emitter {
	struct text *out;
	const struct model_file *file;
	const struct emit_options *options;
	const char *kind;            /* of the output: NAME.gs.KIND */
	struct text row;             /* the row being put together */
	struct text path;            /* the C expression of the value a codec is at */
	const struct emit_set *used; /* structs, enums and errors that tables refer to */
	struct emit_set *made;       /* replies whose tables stand already */
	bool is_held;                /* values are written as members of state */
	uint32_t offset;             /* of the last body: its place in the source, counted */
	uint32_t line;               /* from there to the next, as bodies mostly come in order */
};

void emit_open(struct emitter *e, struct text *out, const struct model_file *file,
	const struct emit_options *options);

/* row.c: rows of C. */

void emit_add(struct emitter *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Ends the row: writes it, wrapped after a comma or before an operator outside all strings, where
 * the fewest brackets are open; what follows a break stands one tab further in, and one more for
 * each bracket that is open beyond those at the first break.
 */
void emit_end(struct emitter *e);
void emit_row(struct emitter *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The members of an initialiser, begun in the row: one on the same row, more on rows of their own
 * under `indent` tabs and one more.
 */
struct emit_list {
	unsigned indent;
	bool on_one_row;
};
void emit_open_list(struct emitter *e, struct emit_list *list, unsigned indent, size_t count);
void emit_add_item(struct emitter *e, const struct emit_list *list, const char *member);
void emit_end_item(struct emitter *e, const struct emit_list *list);
void emit_close_list(struct emitter *e, const struct emit_list *list, const char *end);

/* The row, instead of writing it; it lives as long as the output. */
const char *emit_take_row(struct emitter *e);

/* A C string literal into the row, in pieces that a row can be broken between. */
void emit_add_string(struct emitter *e, const char *bytes, size_t len);

/* A formatted string that lives as long as the output. */
const char *emit_text(struct emitter *e, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* comment.c: remarks. */

/* The heading and the author's text (or NULL) as one remark under `indent` tabs; nothing without
 * both. What would end or nest a C comment is defused. */
void emit_comment(struct emitter *e, unsigned indent, const char *heading, const char *doc);

/* value.c: constants as C initialisers, into the row. */

void emit_add_integer(struct emitter *e, model_int value);
void emit_add_duration(struct emitter *e, int64_t ns); /* GS_S(5), GS_MS(10), -1 */

/* Is it an integer kind, a duration or a time? */
bool emit_has_range(enum model_kind kind);

/* UINT8_MAX and the like where it is a limit of the kind, the number elsewhere. */
void emit_add_limit(struct emitter *e, const struct model_type *type, model_int value);
void emit_add_real(struct emitter *e, const struct model_type *type, double value);
void emit_add_value(
	struct emitter *e, const struct model_type *type, const struct model_value *value);
/* The same for a member of state, where text is one level further in. */
void emit_add_held_value(
	struct emitter *e, const struct model_type *type, const struct model_value *value);

/* names.c: parameters, arguments and their names. */

/* `plain`, or `other` where a field of the record bears it. */
const char *emit_own(const struct model_record *record, const char *plain, const char *other);

/* Is the field an argument of its own, not a member of the options? */
bool emit_is_argument(const struct model_field *field);
size_t emit_count_options(const struct model_clause *clause);

/* The clause that the options and the reply have their C types from. */
const struct model_clause *emit_origin(const struct model_clause *clause);

/* What a handler is given of the message: not the key, which stands in its state. */
struct model_record emit_given(const struct model_clause *clause);

/* ", TYPE NAME": a parameter; structs as const pointers. */
void emit_add_parameter(struct emitter *e, const struct model_field *field);

/* ", TYPE NAME" of all fields, or of those that are no options. */
void emit_add_parameters(struct emitter *e, const struct model_record *record);
void emit_add_arguments(struct emitter *e, const struct model_record *record);

/* ", msg->NAME" of all fields, structs by address. */
void emit_add_message(struct emitter *e, const struct model_record *record);

/* used.c: what the file's clauses reach. */

const struct emit_set *emit_find_used(struct arena *arena, const struct model_file *file);
bool emit_is_used(const struct emit_set *used, const void *decl);
/* Is it for the first time that `what` is asked for in this file? */
bool emit_is_first(struct emitter *e, const void *what);

/* types.c: declarations of types and constants, in the header. */

/* `next` is what follows in the file, or NULL: constants stand together. */
void emit_type_decl(
	struct emitter *e, const struct model_decl *decl, const struct model_decl *next);
/* A member's row under its author's remark, its bounds beside it. */
void emit_member(struct emitter *e, const struct model_field *field);
/* All of a record; none at all become a member that says so. */
void emit_members(struct emitter *e, const struct model_record *record);

/* The struct that a record's values travel in, where it has any: nobody is meant to fill it in. */
void emit_message(struct emitter *e, const struct model_record *record);

/* header.c: protocols, servers and systems in the header. */

void emit_header_decl(struct emitter *e, const struct model_decl *decl);

/* record.c: the tables of an ordered set of fields. */

enum emit_record_flags {
	EMIT_CODEC = 1,      /* with positional reader and writer */
	EMIT_ERROR = 2,      /* the struct begins with gs_error */
	EMIT_NAMED_SIZE = 4, /* the header has an enumerator X_ENCODED_MAX */
	EMIT_HELD = 8,       /* the struct is one of state: gs_text for gs_str ... */
	EMIT_STATE = 16,     /* of a server: initial values are its begin's matter */
};
void emit_record(struct emitter *e, const struct model_record *record, unsigned flags);
/* The same of another C struct than "struct C_NAME": `form` is its tag. */
void emit_record_of(
	struct emitter *e, const struct model_record *record, const char *form, unsigned flags);
const char *emit_kind(const struct model_type *type); /* "GS_U32" */
void emit_enum_tables(struct emitter *e, const struct model_enum *enumeration);

/* codec_record.c: read_X and write_X. */

void emit_reader(struct emitter *e, const struct model_record *record, unsigned flags);
void emit_writer(struct emitter *e, const struct model_record *record);

/* The value of a member of a union, as one C expression. */
void emit_add_member_coding(
	struct emitter *e, const struct model_record *record, size_t i, bool is_reading);

/* codec_union.c: the bodies of those of unions. */

void emit_union_reader(struct emitter *e, const struct model_record *record);
void emit_union_writer(struct emitter *e, const struct model_record *record);

/* The room that who calls a record's writer makes for it: of a small one all that it may need, of
 * others what comes before the first part that makes its own. */
uint64_t emit_room_of_record(const struct model_record *record);
uint64_t emit_room_of_union(const struct model_record *record);

/* error.c */

/* `is_own`: it is declared in this file, so error_NAME_with is defined here. */
void emit_error(struct emitter *e, const struct model_error *error, bool is_own);
void emit_error_in_head(struct emitter *e, const struct model_error *error, const char *end);
void emit_error_with_head(struct emitter *e, const struct model_error *error, const char *end);
void emit_error_of_head(struct emitter *e, const struct model_error *error, const char *end);

/* clause.c: descriptors, options and casts. */

/* The descriptor with its records; `linkage` "static " or "". */
void emit_descriptor(struct emitter *e, const struct model_clause *clause, const char *linkage);
/* A call or cast: all of the source that belongs to it. */
void emit_clause(struct emitter *e, const struct model_clause *clause);
void emit_cast_head(struct emitter *e, const struct model_clause *clause, const char *end);

/*
 * The first rows of a function that sends a message: the options in use and the message. Returns
 * how the message is passed on: "&msg" or "NULL".
 */
const char *emit_outgoing(struct emitter *e, const struct model_clause *clause);
/* The name there of the options in use. */
const char *emit_options_name(const struct model_clause *clause);

/* client.c: blocking calls and notifications. */

void emit_call_head(struct emitter *e, const struct model_clause *clause, const char *end);
void emit_notify_head(struct emitter *e, const struct model_clause *clause, const char *end);
void emit_begin_head(struct emitter *e, const struct model_clause *clause, const char *end);
void emit_done_type(struct emitter *e, const struct model_clause *clause);
void emit_client(struct emitter *e, const struct model_clause *clause);
void emit_notices_head(struct emitter *e, const struct model_protocol *protocol);
void emit_notices(struct emitter *e, const struct model_protocol *protocol);

/* self.c: messages of a server to itself, late answers, and its start in a group. */

void emit_info_heads(struct emitter *e, const struct model_clause *clause);
void emit_info(struct emitter *e, const struct model_clause *clause);
void emit_answer_heads(struct emitter *e, const struct model_server *server);
void emit_answers(struct emitter *e, const struct model_server *server);
void emit_start_head(struct emitter *e, const struct model_server *server, const char *end);
void emit_start(struct emitter *e, const struct model_server *server);
/* A ref to one instance of a keyed server. */
void emit_at_head(struct emitter *e, const struct model_server *server, const char *end);
void emit_at(struct emitter *e, const struct model_server *server);

/* body.c: handlers, inside the spec and out of it. */

/* What a hook is given besides self and ctx. */
struct emit_hook {
	const char *name;
	const char *params; /* ", gs_str reason" */
	const char *passed; /* ", reason" */
};
extern const struct emit_hook emit_hooks[MODEL_HOOK_COUNT];

/* What runs for a message, and what it is given besides self and ctx. */
struct emit_handler {
	const struct model_server *server;
	const char *name;
	const struct model_clause *clause;     /* NULL: it has no parameters of its own */
	const struct model_response *response; /* NULL: it is none */
	const struct emit_hook *hook;          /* likewise */
	const struct tree_code *body;          /* NULL: it is another file's */
	bool is_plain; /* a body of its stands in the tables as it is: nothing is to be unpacked */
};

struct emit_handler emit_tick_of(const struct model_server *server, const struct model_tick *tick);
struct emit_handler emit_hook_of(const struct model_server *server, enum model_hook_kind kind);

/* SERVER_on_NAME: its head, and a whole one that says that it is not written yet. */
typedef void emit_put_handler(struct emitter *e, const struct emit_handler *handler);
emit_put_handler emit_outside_head;
emit_put_handler emit_outside_definition;

/* Puts each handler of a server that another file has. */
void emit_each_outside(struct emitter *e, const struct model_server *server, emit_put_handler *put);
void emit_bodies(struct emitter *e, const struct model_server *server);
void emit_code(struct emitter *e, const struct tree_code *code); /* %{ %}, %top{ %} */

/* top.c: %top{ %}. It stands in the header where that has an extern, whose type it declares; else
 * in the source, before the includes that emit_top_of_source writes in either case. */
void emit_top_of_header(struct emitter *e);
void emit_top_of_source(struct emitter *e);

/* request.c: requests to other servers. */

void emit_request_head(struct emitter *e, const struct model_response *response, const char *end);
void emit_response(struct emitter *e, const struct model_response *response);

/* state.c: parameters and state of a server. */

void emit_state(struct emitter *e, const struct model_server *server);
/* Parameters and state as one record, of the server's struct. */
const struct model_record *emit_state_record(struct emitter *e, const struct model_server *server);

/* held.c: what state owns. */

/* X_set, X_view, X_become */
void emit_held_heads(struct emitter *e, const struct model_record *record);
void emit_held(struct emitter *e, const struct model_record *record);
/*
 * The functions for lists and maps among the fields of an owner: their names begin with `name`;
 * `form` is the tag of its struct, `tables` the record that the fields have their tables in.
 * What is
 * const can only be viewed.
 */
void emit_container_heads(struct emitter *e, const char *name, const char *form,
	const struct model_field *fields, size_t count, bool is_const);
enum emit_container_flags {
	EMIT_CONST = 1, /* nothing changes them */
	EMIT_WEAK = 2,  /* another pair may define the same */
	EMIT_UNION = 4, /* the fields are members of a union */
};
void emit_containers(struct emitter *e, const char *name, const char *form, const char *tables,
	const struct model_field *fields, size_t count, unsigned flags);
/* A member of a struct in state. */
void emit_held_member(struct emitter *e, const char *before, const struct model_field *field);
/* The functions that drop what is the user's own. */
void emit_drops(struct emitter *e, const struct model_record *record);

/* describe.c: what gs.describe answers. */

void emit_describe(struct emitter *e, const struct model_server *server);
/* The text as NAME_describe. */
void emit_description(struct emitter *e, const char *name, const struct text *text);

/* dispatch.c: run functions and the class. */

void emit_class(struct emitter *e, const struct model_server *server);

/* system.c */

void emit_system(struct emitter *e, const struct model_system *system);

#endif
