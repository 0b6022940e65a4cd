/* SPDX-License-Identifier: MIT */
/*
 * tree: a .gs file as it was written, the whole syntax of the language.
 *
 * The parser makes it, the checker reads it, gsc fmt prints it. A node says what stands there and
 * where (spans), never what it means: names are not resolved, constants not computed, nothing is
 * filled in. All nodes live in the arena of the compilation. Lists are singly linked by `next`,
 * in source order. A part that was left out is NULL (or an empty span: source == NULL).
 */
#ifndef GSC_TREE_TREE_H
#define GSC_TREE_TREE_H

#include "gsc/base/source.h"

struct tree_name {
	const char *text; /* NUL-terminated; NULL: no name here */
	struct span span;
};

/* One name of a list of names: raises a, b; implements a, b; serves a, b. */
struct tree_names {
	struct tree_names *next;
	struct tree_name name;
};

/* Constant expressions. */

enum tree_expr_kind {
	TREE_INTEGER,  /* value */
	TREE_FLOAT,    /* real */
	TREE_DURATION, /* value: nanoseconds */
	TREE_SIZE,     /* value: bytes */
	TREE_STRING,   /* string, string_len: escapes resolved, may hold NUL bytes */
	TREE_TRUE,
	TREE_FALSE,
	TREE_NONE,
	TREE_NAME,   /* name */
	TREE_UNARY,  /* op ('-', '~'), left */
	TREE_BINARY, /* op ('+' '-' '*' '/' '%' '&' '|' '^', TREE_SHL, TREE_SHR), left, right */
	TREE_LIST,   /* items: [a, b], only as an argument of a child */
	TREE_EXPR_KIND_COUNT
};

enum { TREE_SHL = 'l', TREE_SHR = 'r' };

/* No expression or type is deeper than this, so recursion over them is bounded. */
enum { TREE_DEPTH_MAX = 256 };

struct tree_expr {
	struct tree_expr *next; /* in a list */
	enum tree_expr_kind kind;
	struct span span;
	uint16_t depth; /* levels, this one included: 1 for a leaf; at most TREE_DEPTH_MAX */
	char op;
	uint64_t value;
	double real;
	const char *string;
	uint32_t string_len;
	struct tree_name name;
	struct tree_expr *left;
	struct tree_expr *right;
	struct tree_expr *items;
	struct span op_span;
};

/* low..high, or a single bound N (low is NULL). */
struct tree_range {
	struct span span;
	struct tree_expr *low;
	struct tree_expr *high;
};

/* Types. */

enum tree_type_kind {
	TREE_TYPE_NAME,   /* name: u32, duration, from, a declared type ... */
	TREE_TYPE_STRING, /* range: the bound, or NULL */
	TREE_TYPE_BYTES,  /* likewise */
	TREE_TYPE_LIST,   /* item, range */
	TREE_TYPE_MAP,    /* key, item, range */
	TREE_TYPE_REF,    /* name: the protocol or server, or none */
	TREE_TYPE_EXTERN, /* c_type, drop */
	TREE_TYPE_KIND_COUNT
};

struct tree_type {
	enum tree_type_kind kind;
	bool optional; /* T? */
	struct span span;
	uint16_t depth; /* as in an expression */
	struct tree_name name;
	struct tree_type *key;
	struct tree_type *item;
	struct tree_range *range;
	struct tree_expr *c_type; /* a TREE_STRING */
	struct tree_name drop;
};

/* A parameter, a field of a struct, error, reply or state, or a member of a union. */
struct tree_field {
	struct tree_field *next;
	struct span doc; /* its /// lines, from the first slash to the end of the last line */
	struct span span;
	bool secret;
	struct tree_name name;
	struct tree_type *type;   /* NULL: a union member without one */
	struct tree_range *range; /* `in a..b` */
	struct tree_expr *value;  /* `= expr` */
};

struct tree_enumerator {
	struct tree_enumerator *next;
	struct span doc;
	struct tree_name name;
	struct tree_expr *value; /* NULL: one more than the one before */
};

/* A C text: of a body the braces are in the span; of %{ %} and %top{ %} the marks are. */
struct tree_code {
	struct span span;
	struct span inside; /* without braces or marks */
};

/* What a clause, in a protocol or a server, may say. */
enum tree_clause_kind {
	TREE_CALL,
	TREE_CAST,
	TREE_INFO,
	TREE_RESPONSE,  /* response NAME to PROTOCOL.CALL (context) */
	TREE_DOWN,      /* info down, without parentheses */
	TREE_GONE,      /* info gone */
	TREE_SIGNAL,    /* info signal */
	TREE_INIT,      /* init */
	TREE_TERMINATE, /* terminate */
	TREE_CLAUSE_KIND_COUNT
};

struct tree_clause {
	struct tree_clause *next;
	enum tree_clause_kind kind;
	struct span doc;
	struct span span; /* from the keyword to the end of the head (not the body) */
	struct tree_name name;
	bool has_params; /* written with parentheses; without, a call or cast of a protocol */
	struct tree_field *params;
	bool has_reply;            /* -> was written */
	struct tree_type *reply;   /* -> T */
	struct tree_field *fields; /* -> (f: T, ...) */
	struct span reply_span;
	struct tree_names *raises;
	struct tree_expr *timeout;
	struct tree_expr *within;
	struct span existing;     /* the word; source NULL: not there */
	struct tree_expr *every;  /* of an info clause */
	struct tree_expr *idle;   /* of an info clause */
	struct tree_name of;      /* of a response: the protocol ... */
	struct tree_name of_call; /* ... and its call */
	struct tree_code *body;   /* NULL: `;` */
};

/* `mailbox N [SIZE] [overflow WORD];` */
struct tree_mailbox {
	struct span span;
	struct tree_expr *count;
	struct tree_expr *size;
	struct tree_name overflow;
};

/* `state { ... }` */
struct tree_state {
	struct tree_state *next; /* a second one is refused by the checker */
	struct span span;        /* the word */
	struct tree_field *fields;
};

struct tree_server {
	struct tree_field *params;
	bool keyed;
	struct tree_field *key; /* name, type, secret */
	struct span keyed_span;
	struct tree_expr *key_idle;
	struct tree_expr *key_max;
	struct span key_evict; /* the word */
	struct tree_names *implements;
	struct tree_names *notifies;
	struct tree_state *state;
	struct tree_clause *clauses;  /* all kinds, in source order */
	struct tree_mailbox *mailbox; /* the first */
	struct span second_mailbox;   /* source NULL: there is none */
};

/* Systems. */

struct tree_listen {
	struct tree_listen *next;
	struct span doc;
	struct span span;
	struct tree_expr *address; /* a TREE_STRING */
	struct tree_expr *mode;    /* a TREE_INTEGER, written in octal */
	struct tree_serve *serves;
	struct tree_expr *max;
	struct tree_expr *within;
};

/* `front` or `stock as inventory_api` */
struct tree_serve {
	struct tree_serve *next;
	struct tree_name child;
	struct tree_name as;
};

struct tree_argument {
	struct tree_argument *next;
	struct tree_name name;
	struct tree_expr *value; /* a TREE_NAME: a child or a constant; a TREE_LIST of such */
};

enum tree_child_kind {
	TREE_CHILD_SERVER,
	TREE_CHILD_REMOTE,
	TREE_CHILD_DYNAMIC,
	TREE_CHILD_SUPERVISOR,
};

struct tree_supervisor;

struct tree_child {
	struct tree_child *next;
	enum tree_child_kind kind;
	struct span doc;
	struct span span;
	struct tree_name name;
	struct tree_name server; /* the server; of a remote: the protocol */
	bool has_arguments;      /* parentheses were written */
	struct tree_argument *arguments;
	struct tree_expr *address;  /* of a remote */
	struct tree_expr *instance; /* of a remote */
	struct tree_expr *max;      /* of a dynamic group */
	struct tree_name restart;   /* the word after `restart` */
	struct tree_expr *shutdown;
	struct tree_supervisor *supervisor;
};

/* The inside of a system or of a nested supervisor. */
struct tree_supervisor {
	struct tree_listen *listens; /* refused in a nested one by the checker */
	struct tree_name strategy;   /* the word after `strategy` */
	struct span strategy_span;   /* each *_span: the whole line, source NULL if not there */
	struct tree_expr *intensity;
	struct tree_expr *period;
	struct span intensity_span;
	struct tree_range *backoff;
	struct span backoff_span;
	struct span repeated; /* a second strategy, intensity or backoff */
	struct tree_child *children;
};

/* Declarations of a file. */

enum tree_decl_kind {
	TREE_IMPORT,   /* value: a TREE_STRING; imported */
	TREE_CONST,    /* type (or NULL), value */
	TREE_ALIAS,    /* type, range */
	TREE_ENUM,     /* enumerators */
	TREE_STRUCT,   /* fields */
	TREE_UNION,    /* fields */
	TREE_ERROR,    /* has_fields, fields, value (the text, or NULL) */
	TREE_PROTOCOL, /* clauses */
	TREE_SERVER,   /* server */
	TREE_SYSTEM,   /* system */
	TREE_CODE,     /* code: %{ ... %} */
	TREE_TOP,      /* code: %top{ ... %} */
	TREE_DECL_KIND_COUNT
};

struct tree_decl {
	struct tree_decl *next;
	enum tree_decl_kind kind;
	struct span doc;
	struct span span; /* the whole declaration */
	struct tree_name name;
	struct tree_type *type;
	struct tree_range *range;
	struct tree_expr *value;
	struct tree_enumerator *enumerators;
	struct tree_field *fields;
	struct tree_clause *clauses;
	struct tree_server *server;
	struct tree_supervisor *system;
	struct tree_code *code;
	struct tree_file *imported; /* NULL: nobody has read it, or it could not be read */
};

/* The tokens that the tree was made of, for gsc fmt; a C text is one of them. */

enum tree_token_kind {
	TREE_TOKEN_WORD,
	TREE_TOKEN_LITERAL,
	TREE_TOKEN_MARK,
	TREE_TOKEN_OPEN,  /* the `{` of a block of .gs ... */
	TREE_TOKEN_CLOSE, /* ... and its `}` */
	TREE_TOKEN_BODY,  /* { C } */
	TREE_TOKEN_CODE,  /* %{ C %}, %top{ C %} */
};

struct tree_token {
	uint32_t start;
	uint32_t end;
	enum tree_token_kind kind;
};

struct tree_file {
	const struct source *source;
	struct tree_decl *decls;
	/* Of the file that was named, when its imports were read: all files, each after those that
	 * it imports, itself last. */
	struct tree_file **files;
	size_t file_count;
	struct tree_token *tokens; /* NULL: they were not asked for */
	size_t token_count;
};

#endif
