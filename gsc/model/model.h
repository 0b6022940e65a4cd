/* SPDX-License-Identifier: MIT */
/*
 * model: what a checked file means.
 *
 * gsc/check fills it in and refuses what cannot stand; the emitters and `gsc call` only read it,
 * and need no checks of their own: every name is resolved, every constant computed, every default
 * present, every C name made and known not to meet another one. All of it lives in the arena of the
 * compilation. Arrays are pointer and count, in source order unless said otherwise.
 */
#ifndef GSC_MODEL_MODEL_H
#define GSC_MODEL_MODEL_H

#include "gsc/base/source.h"
#include "gsc/tree/tree.h"

/* Exact constants need more than 64 bits on the way: -2^63 .. 2^64-1 and the steps between. */
__extension__ typedef __int128 model_int;

enum model_kind {
	MODEL_BOOL,
	MODEL_U8,
	MODEL_U16,
	MODEL_U32,
	MODEL_U64,
	MODEL_I8,
	MODEL_I16,
	MODEL_I32,
	MODEL_I64,
	MODEL_F32,
	MODEL_F64,
	MODEL_STRING,
	MODEL_BYTES,
	MODEL_DURATION,
	MODEL_TIME,
	MODEL_OPTIONAL, /* item */
	MODEL_LIST,     /* item */
	MODEL_MAP,      /* key, item */
	MODEL_ENUM,     /* enumeration */
	MODEL_STRUCT,   /* record; a union too, which its record says */
	MODEL_NOTHING,  /* a member of a union that has no type: nil on the wire, no bytes in C */
	MODEL_FROM,     /* state and info clauses only, like the next two */
	MODEL_TIMER,
	MODEL_INSTANT,
	MODEL_REF,    /* of; likewise, and a parameter of a server, itself or in a list */
	MODEL_EXTERN, /* drop; in state only, no element of anything */
	MODEL_WRONG,  /* an error was reported: fits everything, silences what would follow */
	MODEL_KIND_COUNT
};

/*
 * A type as one field uses it. `word` is its part in derived C names, aliases resolved and bounds
 * dropped: "u32", "entry", "opt_u32", "list_shape". Types of equal word share one C type.
 */
struct model_type {
	enum model_kind kind;
	const char *word;
	const char *c_type;       /* in a message: "uint32_t", "gs_str", "struct gs_opt_u32" */
	const char *c_state_type; /* in state: "uint32_t", "gs_text", "struct entry_held" */
	const struct model_type *item;
	const struct model_type *key;
	const char *drop; /* the function of the user that ends one; NULL: none */
	const char *of;   /* a ref: the protocol, or the server seen as one; NULL: anything */
	const struct model_enum *enumeration;
	const struct model_record *record;
	bool ranged; /* narrower than the C type: low..high (integers, durations, times) */
	model_int low;
	model_int high;   /* the natural limits of the kind where not ranged */
	bool real_ranged; /* floats: real_low..real_high, which of an f32 are floats, too */
	double real_low;
	double real_high;
	bool bounded; /* string, bytes, list, map: len_min..len_max (otherwise 0..UINT32_MAX) */
	uint64_t len_min;
	uint64_t len_max;
	uint64_t encoded_max; /* largest encoding, in either form; UINT64_MAX: no bound */
	uint64_t array_max;   /* the same in the positional form ... */
	uint64_t named_max;   /* ... and by name */
	const char *alias;    /* the alias that gave it its range; NULL: none */
	bool implied;         /* low stands nowhere in the source: a period is at least 1 ns */
	unsigned depth;       /* levels of records, lists, maps, optionals in it; a scalar has 0 */
};

enum model_value_kind {
	MODEL_VALUE_INTEGER,  /* integer */
	MODEL_VALUE_DURATION, /* integer, in ns */
	MODEL_VALUE_REAL,     /* real */
	MODEL_VALUE_BOOL,     /* integer 0 or 1 */
	MODEL_VALUE_STRING,   /* string, len */
	MODEL_VALUE_NONE,
	MODEL_VALUE_ENUM, /* enumerator */
};

struct model_value {
	enum model_value_kind kind;
	model_int integer;
	double real;
	const char *string;
	uint32_t len;
	const struct model_enumerator *enumerator;
};

struct model_enumerator {
	const char *name;
	const char *c_name; /* "COLOR_RED" */
	const char *doc;    /* see model_decl.doc */
	struct span span;
	int32_t value;
};

struct model_enum {
	const char *name;
	const char *doc;
	const struct model_enumerator *enumerators;
	size_t count;
};

struct model_field {
	const char *name;
	const char *doc;
	struct span span;
	const struct model_type *type;
	/* The default, converted to the type (for an optional: its item's value, or NONE). NULL:
	 * none, the field must be given. An optional without a written one has NONE. In state: the
	 * initial value; NULL is zero. */
	const struct model_value *fallback;
	bool written;                         /* the default stands in the source */
	bool is_secret;                       /* never shown, and wiped when it is freed */
	const struct model_field *from_param; /* state: starts as this parameter of the server */
};

/*
 * An ordered set of fields that crosses the wire: a struct, the parameters of a clause, a reply,
 * the fields of an error, the parameters of a server; and a server's state, which does not. Or the
 * members of a union, of which a value has one.
 */
struct model_record {
	const char *name;   /* as places in errors name it: "entry", "acquire", "exhausted" */
	const char *c_name; /* "entry", "bucket_acquire", "bucket_acquire_reply", "error_late" */
	const struct model_field *fields;
	size_t count;
	size_t required; /* how many leading elements the array form needs */
	bool bare;       /* a single unnamed reply: a field `value`, on the wire that alone */
	bool is_union;   /* the fields are its members: none has a default */
	bool owns;       /* contains a string, bytes, list or map: in state it is another C type */
	bool drops;      /* owns, or has a timer or what is dropped: it must be told its end */
	bool has_one_form; /* holds a map or an extern: it is for messages or for state, not both */
	bool is_secret;    /* some of it is, at any depth */
	uint64_t encoded_max; /* of the whole, in either form */
	uint64_t limit;       /* of a clause's parameters: `within`, bytes; 0: not given */
	uint64_t array_max;
	uint64_t named_max;
	const char *doc;               /* of a struct or union; otherwise NULL */
	const struct model_file *file; /* likewise: where it is declared */
	bool in_message; /* likewise: in a clause, an error or a server's parameters ... */
	bool in_state;   /* ... in the state of a server; may be both, or neither */
	bool in_secret;  /* ... of one that has a secret */
	unsigned depth;  /* as of a type; at least 1 */
};

struct model_error {
	const char *name;
	const char *doc;
	const char *text;                  /* NUL-terminated */
	int32_t status;                    /* the value of error_NAME; positive */
	const struct model_record *record; /* never NULL; may have no fields */
};

enum model_clause_kind { MODEL_CALL, MODEL_CAST, MODEL_INFO, MODEL_RESPONSE /* in: its context */ };

struct model_clause {
	enum model_clause_kind kind;
	const char *name;
	const char *doc;
	const char *owner;  /* the protocol or server that names its C things: "bucket" */
	const char *c_name; /* "bucket_acquire" */
	struct span span;
	/* Of a keyed server's own copy of a protocol's clause: that one, which gave the options and
	 * the reply their C types. Otherwise NULL. */
	const struct model_clause *of;
	bool is_keyed; /* the first parameter is the key, which handlers see in their state */
	const struct model_record *in;  /* never NULL; parameters may be none */
	const struct model_record *out; /* NULL: no reply value (calls without `->`) */
	const struct model_error *const *raises;
	size_t raises_count;
	int64_t timeout; /* ns; -1: none. Calls only */
};

struct model_protocol {
	const char *name;
	const char *doc;
	const struct model_clause *const *clauses;
	size_t count;
};

/* How a server runs a clause. */
struct model_handler {
	const struct model_clause *clause;
	const struct tree_code *body; /* NULL: the user's function `c_name` in another file */
	const char *c_name;           /* "rate_limiter_on_acquire" */
	bool is_existing;             /* of a keyed server: starts no instance */
};

/* A constant, or what one parameter of the server says. At least 1. */
struct model_amount {
	bool is_given;
	int64_t value; /* where param is NULL; of a duration in ns */
	const struct model_field *param;
};

/* An `every` or an `idle` clause: no parameters, started with the server. */
struct model_tick {
	const struct model_clause *clause;
	const struct tree_code *body;
	const char *c_name;
	bool is_idle;
	struct model_amount period;
};

/* What instances of a server are told apart by. */
struct model_key {
	const struct model_field *field; /* NULL: the server is not keyed */
	struct model_amount idle;
	struct model_amount max;
	bool evicts;
};

enum model_overflow { MODEL_WAIT, MODEL_REJECT, MODEL_DROP_OLDEST };

struct model_mailbox {
	bool is_given;
	struct model_amount count;
	struct model_amount size; /* bytes */
	enum model_overflow overflow;
};

/* A response clause. */
struct model_response {
	const struct model_clause *clause; /* c_name "checkout_reserved" */
	const struct model_clause *to;     /* the call that it answers */
	const struct tree_code *body;      /* as of a handler, like c_name */
	const char *c_name;
};

/* What a server may say once about its own life. */
enum model_hook_kind {
	MODEL_INIT,
	MODEL_DOWN,
	MODEL_GONE,
	MODEL_SIGNAL,
	MODEL_TERMINATE,
	MODEL_HOOK_COUNT
};

struct model_hook {
	bool is_there;
	const struct tree_code *body; /* NULL: the user's function "SERVER_on_down" */
};

struct model_server {
	const char *name;
	const char *doc;
	struct span span;
	bool is_secret; /* so is something of its parameters, its key or its state */
	const struct model_record *params; /* c_name "rate_limiter_params" */
	struct model_key key;
	const struct model_field *state; /* without the parameters */
	size_t state_count;
	const struct model_protocol *const *implements;
	size_t implements_count;
	const struct model_protocol *const *notifies; /* of casts only */
	size_t notifies_count;
	const struct model_handler *entries; /* calls and casts, own ones and the protocols' */
	size_t entry_count;
	const struct model_handler *infos; /* without `every` and `idle` */
	size_t info_count;
	const struct model_tick *ticks;
	size_t tick_count;
	struct model_mailbox mailbox;
	struct model_response *responses;
	size_t response_count;
	struct model_hook hooks[MODEL_HOOK_COUNT];
};

/* A protocol as children or remotes of a system are seen. */
struct model_view {
	const char *c_name; /* "limits_as_bucket", "limits_as_bucket_of_buckets" */
	const struct model_protocol *protocol;
	const struct model_server *keyed; /* whose own copies of the clauses it has, or NULL */
};

/* What a listener offers of one child. */
struct model_serve {
	const char *child;
	const struct model_protocol *as; /* NULL: all that its server has */
	const struct model_view *view;   /* likewise */
};

struct model_listen {
	struct span span; /* its address */
	const char *address;
	int32_t mode;    /* -1: not given */
	uint32_t max;    /* connections; 0: not given */
	uint64_t within; /* bytes of one message; 0: not given */
	const struct model_serve *serves;
	size_t serve_count; /* 0: every child */
};

enum model_restart { MODEL_PERMANENT, MODEL_TRANSIENT, MODEL_TEMPORARY };

/* A parameter that holds refs to other children. */
struct model_wire {
	const struct model_field *param;
	const char *const *children;
	size_t count; /* of a list; otherwise 1 */
};

enum model_strategy { MODEL_ONE_FOR_ONE, MODEL_ONE_FOR_ALL, MODEL_REST_FOR_ONE };

struct model_supervisor {
	enum model_strategy strategy;
	uint32_t intensity;
	int64_t period;      /* ns */
	int64_t backoff;     /* ns; 0: none */
	int64_t backoff_max; /* ns */
};

/* A server, a group of servers (max is not 0), or a supervisor (server is NULL), which the `inside`
 * children behind it in the list belong to. */
struct model_child {
	struct span span; /* its name */
	const char *name;
	const char *doc;
	const struct model_server *server;
	const struct model_supervisor *supervisor;
	size_t inside;
	uint32_t max;
	const struct model_value *const
		*arguments; /* one for each parameter; NULL: it has a wire */
	const struct model_wire *wires;
	size_t wire_count;
	enum model_restart restart;
	int64_t shutdown; /* ns */
};

/* A server elsewhere, known as what a ref to it may ask: one of protocol and server is not NULL. */
struct model_remote {
	const char *name;
	const char *doc;
	const char *address;
	const char *instance; /* its name there */
	const struct model_protocol *protocol;
	const struct model_server *server;
	const struct model_view *view; /* of the protocol */
};

struct model_system {
	const char *name;
	const char *doc;
	const struct model_listen *listens;
	size_t listen_count;
	const struct model_child *children; /* in the order in which they start */
	size_t child_count;
	struct model_remote *remotes;
	size_t remote_count;
	const struct model_view **views; /* each once */
	size_t view_count;
	struct model_supervisor root;
};

struct model_const {
	const char *name;
	const char *doc;
	const struct model_type *type; /* NULL: untyped, an int where it fits, else the narrowest of
	                                * int64_t and uint64_t */
	const struct model_value *value;
	bool is_enumerator; /* `int` holds it: in C an enumerator */
};

enum model_decl_kind {
	MODEL_DECL_CONST,
	MODEL_DECL_GENERIC,      /* generic: an optional, a list or a map, each word once */
	MODEL_DECL_GENERIC_HELD, /* likewise, as state holds it; not of maps */
	MODEL_DECL_ENUM,
	MODEL_DECL_STRUCT,      /* record; a union too */
	MODEL_DECL_STRUCT_HELD, /* record, as state holds it */
	MODEL_DECL_ERROR,
	MODEL_DECL_PROTOCOL,
	MODEL_DECL_SERVER,
	MODEL_DECL_SYSTEM,
};

/*
 * A declaration, in an order in which each follows all that it needs by value. `doc` is the
 * author's text: the /// lines without slashes and one leading blank, joined by newlines; NULL:
 * none.
 */
struct model_decl {
	enum model_decl_kind kind;
	const struct model_file *file; /* where it stands, or (a generic) where it is used */
	const char *name;
	const char *doc;
	struct span span; /* its name */
	union {
		const struct model_const *constant;
		const struct model_type *generic;
		const struct model_enum *enumeration;
		const struct model_record *record;
		const struct model_error *error;
		const struct model_protocol *protocol;
		const struct model_server *server;
		const struct model_system *system;
	} as;
};

struct model_file {
	const struct source *source;
	const char *stem;                        /* "limits" of dir/limits.gs */
	const char *guard;                       /* "LIMITS_GS": what include guards are made of */
	const struct model_file *const *imports; /* those that it names itself, each once */
	size_t import_count;
	const struct model_file *const *files; /* all that it reaches come before it; itself last */
	size_t file_count;
	const struct model_decl *decls; /* of all files of the program */
	size_t count;
	const struct tree_code *const *code; /* %{ %} */
	size_t code_count;
	const struct tree_code *const *top; /* %top{ %} */
	size_t top_count;
	const struct model_system *system; /* NULL: none */
};

#endif
